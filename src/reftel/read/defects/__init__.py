"""What is wrong or missing in a copy. Damage is a value: each defect has a name, a place and a sentence.

The trade says everything twice, and each module checks one kind of pair: `lost` parts that are not there, `transmission` the lines of
the envelope against each other and against the text, `numbering` paragraphs and sections, `marking` classification, portions and
orders, `references` what a telegram answers, `dates` and `signer` the calendar and the appointments, `letters` what was masked or
lost. How often each fires on clean real telegrams stands in docs/quality.md; `benchmarks/inference.py` measures it.
"""

from __future__ import annotations

from collections.abc import Sequence

from reftel.read.defects import dates, letters, lost, marking, numbering, references, signer, transmission
from reftel.read.envelope import Envelope
from reftel.read.heading import Heading
from reftel.read.lines import Line
from reftel.telegram.model import Defect, Telegram

__all__ = ["find"]


def find(
    telegram: Telegram, envelope: Envelope, heading: Heading, lines: Sequence[Line], start: int | None, assumed: Sequence[str], text: str
) -> list[Defect]:
    """All defects of one telegram, in offsets of the text it was read from."""
    out = [Defect(getattr(message, "kind", "encoding_assumed"), None, str(message)) for message in assumed]
    out += [Defect(kind, at, message) for kind, at, message in envelope.faults]
    out += lost.missing(telegram, lines)
    out += lost.published(telegram)
    out += lost.repeated_heading(lines, start)
    out += transmission.disagreements(telegram, envelope, heading, lines, text)
    out += numbering.paragraphs(telegram)
    out += numbering.sections(telegram, envelope, heading, text)
    out += marking.portions(telegram)
    out += marking.handling(telegram, text)
    out += marking.order(telegram, text)
    out += references.impossible(telegram)
    out += dates.impossible(telegram, text)
    out += dates.future(telegram)
    out += signer.elsewhere(telegram)
    out += letters.masked(text, lines)
    out += letters.lost(text)
    out += letters.truncated(telegram)
    return out
