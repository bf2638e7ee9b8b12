"""What a telegram is: the model, its identifiers, its markings, and the trade's vocabulary."""

from reftel.telegram.dtg import Dtg
from reftel.telegram.markings import Level, Marking
from reftel.telegram.model import (
    Addressee,
    Defect,
    Element,
    Inference,
    Origin,
    Paragraph,
    Participant,
    Reference,
    Sender,
    Telegram,
    Unreadable,
)
from reftel.telegram.mrn import Mrn

__all__ = [
    "Addressee", "Defect", "Dtg", "Element", "Inference", "Level", "Marking", "Mrn", "Origin", "Paragraph", "Participant",
    "Reference", "Sender", "Telegram", "Unreadable",
]  # fmt: skip
