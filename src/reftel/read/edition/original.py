"""The typed original that an e-volume prints under its head: read as any typed telegram, its envelope without the empty lines of print.

    TELEGRAM
    STRELSAU 495
    P 301400Z JAN 71

    FM AMEMBASSY STRELSAU

Of 229 telegrams of the e-volumes of 1969-76, 173 give the date-time group, 142 further addressees, 63 TAGS.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reftel.read import body, typed
from reftel.read.edition.text import Block
from reftel.read.lines import Line
from reftel.telegram.model import Telegram

_FIRST_NUMBER = re.compile(r"1\.?\s")
_LABELS = frozenset({"FM", "TO", "INFO", "SUBJECT:", "SUBJ:", "REF:"})
_NEAR = 4  # letters between a label and its words: line ends
_HEADING = 60  # lines
_TYPED = ("FM ", "FM:", "TO ", "TO:", "ACTION:", "INFO ", "SUBJ")


def lay_under(telegram: Telegram, words: str, lines: Sequence[Line], mine: Sequence[Block]) -> bool:
    """Fill a telegram from the typed original that its blocks hold; whether there is one, and it has a text."""
    if not any(line.text.startswith(_TYPED) or line.text == "FM" for block in mine[:12] for line in block.lines[:4]):
        return False
    original, _ = typed.read(_as_typed(lines, mine[0].at.start, mine[-1].at.end), words)
    if not original.sender and not original.action:
        return False
    _lay_under(telegram, original)
    return bool(telegram.paragraphs)


def _as_typed(lines: Sequence[Line], begin: int, end: int) -> list[Line]:
    """The lines of an original: no empty ones in its envelope, which an edition sets as paragraphs and lists."""
    inside = _labelled([line for line in lines if begin <= line.start and line.end <= end])
    ends = (i for i, line in enumerate(inside) if _FIRST_NUMBER.match(line.text) or len(line.text) > body.WIDEST)
    first = next(ends, min(len(inside), 40))
    return [line for line in inside[:first] if line.text] + [line for line in inside[max(first - 1, 0) : first] if not line.text] + inside[first:]


def _labelled(lines: list[Line]) -> list[Line]:
    """The lines, where a label that the print sets on a line of its own stands before what it labels: FM, white space, AMEMBASSY ZENDA.

    >>> [line.text for line in _labelled([Line(0, 2, "FM"), Line(3, 3, ""), Line(4, 19, "AMEMBASSY ZENDA")])]
    ['FM  AMEMBASSY ZENDA']
    """
    out: list[Line] = []
    label: Line | None = None
    for line in lines:
        if label is not None and line.text and line.start - label.end <= _NEAR:
            out.append(Line(label.start, line.end, label.text + " " * (line.start - label.end) + line.text))
            label = None
        elif label is None and line.text in _LABELS and len(out) < _HEADING:
            label = line
        elif label is None or line.text:
            out += [line] if label is None else [label, line]
            label = None
    return out if label is None else [*out, label]


def _lay_under(telegram: Telegram, original: Telegram) -> None:
    """What the typed original says, where the edition's head says nothing; its addresses are fuller."""
    if telegram.sender and original.sender:
        telegram.sender.post = original.sender.post or telegram.sender.post
        telegram.sender.routing_indicator = original.sender.routing_indicator
    for name in ("action", "info", "exempted", "paragraphs", "participants"):
        if getattr(original, name):
            setattr(telegram, name, getattr(original, name))
    for name in ("dtg", "precedence", "captions", "passing", "eo", "declassify_on", "classified_by", "reasons", "tags", "subject", "references", "signer", "mrn",
                 "classification", "sent", "transmission_id", "station_serial", "sections", "drafted_by", "approved_by", "cleared_by", "distribution"):  # fmt: skip
        if not getattr(telegram, name) and getattr(original, name):
            setattr(telegram, name, getattr(original, name))
            if name in original.at:
                telegram.at[name] = original.at[name]
