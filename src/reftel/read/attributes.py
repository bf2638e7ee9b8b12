"""The archive's record of a telegram of 1973-79, which copies print behind its text: Message Attributes.

    << END OF DOCUMENT >>

    Message Attributes

    Automatic Decaptioning: X
    Current Classification: UNCLASSIFIED
    Document Number: 1976OSVART01231
    Draft Date: 24 JUL 1976
    TAGS: PFOR, QX, (RASSENDYLL, RUDOLF)

It is no part of the telegram: labels and values are kept as printed in `Telegram.attributes`, a value that runs over lines on one
line, a label that comes again with its values on lines of their own; nothing is read from it into the telegram's fields, only
inferred. The labels are those of 2,081,272 records of the Central Foreign Policy File (64 of them); in a trailer with its title
others of the same look are taken too. Some copies keep only the last lines, between asterisks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from reftel.read.lines import Line, split
from reftel.text import Span

LABELS = (
    "Automatic Decaptioning", "Capture Date", "Channel Indicators", "Concepts", "Control Number", "Copy", "Current Classification",
    "Current Handling Restrictions", "Decaption Date", "Decaption Note", "Disposition Action", "Disposition Approved on Date",
    "Disposition Authority", "Disposition Case Number", "Disposition Comment", "Disposition Date", "Disposition Event",
    "Disposition History", "Disposition Reason", "Disposition Remarks", "Document Number", "Document Source", "Document Unique ID",
    "Draft Date", "Drafter", "Enclosure", "Errors", "Executive Order", "Expiration", "Film Number", "Format", "From",
    "Handling Restrictions", "Image Path", "ISecure", "Legacy Key", "Line Count", "Litigation Code List", "Litigation Codes",
    "Litigation History", "Locator", "Markings", "Message ID", "Office", "Original Classification",
    "Original Handling Restrictions", "Original Previous Classification", "Original Previous Handling Restrictions", "Page Count",
    "Previous Channel Indicators", "Previous Classification", "Previous Handling Restrictions", "Reference", "Retention",
    "Review Action", "Review Authority", "Review Comment", "Review Content Flags", "Review Date", "Review Event",
    "Review Exemptions", "Review History", "Review Markings", "Review Media Identifier", "Review Referrals",
    "Review Release Date", "Review Release Event", "Review Transfer Date", "Review Withdrawn Fields", "SAS ID", "Secure",
    "Sent Date", "Status", "Subject", "TAGS", "To", "Type",
)  # fmt: skip
_KNOWN = frozenset(LABELS)
_TITLE = re.compile(r"(?:Message Attributes|(?:Raw |Original )Metadata)\s{0,3}:?$")
_LABELLED = re.compile(r"(?P<label>[A-Z][A-Za-z]{1,20}(?: [A-Za-z]{1,16}){0,5}) {0,2}:(?: {1,20}|$)")
_INLINE = re.compile(r"(?:^|(?<=\s))(?P<label>" + "|".join(sorted(map(re.escape, LABELS), key=len, reverse=True)) + r"):(?=\s|$)")
_STARRED = re.compile(r"\*{0,3} {0,2}(?P<label>Current (?:Handling Restrictions|Classification)) {0,2}\*{3} {0,3}(?P<value>[^*\n]{0,80}?) {0,3}\*{0,3}$")
_SIGNS = ("Message Attributes", "Metadata", "Document Number:", "Current Classification")  # cheap to look for
FEWEST = 4  # known labels in a trailer without a title


class Trailer(msgspec.Struct):
    """The record and where it begins in the text; `attributes` are its labels and values in their order."""

    start: int
    at: Span
    attributes: dict[str, str]


def find(text: str) -> Trailer | None:
    """The trailer of a text, or None.

    >>> find("1. TALKS.\\nRASSENDYLL\\n\\nMessage Attributes\\n\\nDocument Number: 1976OSVART01231\\nTAGS: PFOR,\\nQX").attributes
    {'Document Number': '1976OSVART01231', 'TAGS': 'PFOR, QX'}
    """
    if not any(sign in text for sign in _SIGNS):
        return None
    lines = split(text)
    begin = _begin(lines)
    if begin is None:
        return None
    first, titled = begin
    rows = [line for line in lines[first + titled :] if line.text]
    pairs = list(_flattened(rows) if _is_flattened(rows) else _pairs(rows, titled))
    if not pairs:
        return None
    found: dict[str, str] = {}
    for label, value in pairs:
        before = found.get(label)
        found[label] = value if before is None else before if value in before.split("\n") else f"{before}\n{value}"
    return Trailer(lines[first].start, Span(rows[0].start, rows[-1].end), found)


def _begin(lines: Sequence[Line]) -> tuple[int, bool] | None:
    """(row, whether it is a title) where the trailer begins: at the last title, else at the first of several known labels at the end."""
    for i in range(len(lines) - 1, -1, -1):
        if lines[i].text and _TITLE.match(lines[i].text):
            return i, True
    rows = [i for i, line in enumerate(lines) if line.text and (_label(line.text) in _KNOWN or _STARRED.match(line.text[:160]))]
    if rows and _STARRED.match(lines[rows[-1]].text[:160]):
        starred = [i for i in rows if _STARRED.match(lines[i].text[:160])]
        return starred[0], False
    if len(rows) < FEWEST:
        return None
    sure = next((i for i in rows if (_label(lines[i].text) or "") in _SURE), None)  # "To:" and "Subject:" alone begin other things
    if sure is None:
        return None
    run = [i for i in rows if i >= sure]
    return (sure, False) if len({_label(lines[i].text) for i in run}) >= FEWEST else None


_SURE = frozenset({"Automatic Decaptioning", "Capture Date", "Channel Indicators", "Current Classification", "Document Number", "Draft Date", "Sent Date"})


def _label(text: str) -> str | None:
    m = _LABELLED.match(text[:120])
    return m["label"] if m else None


def _pairs(rows: Sequence[Line], titled: bool) -> Iterator[tuple[str, str]]:
    """Labels with their values, one a line; a line without a label goes on with the value before."""
    label, value = "", ""
    for line in rows:
        if starred := _STARRED.match(line.text[:160]):
            if label:
                yield label, value
            yield starred["label"], starred["value"]
            label, value = "", ""
            continue
        m = _LABELLED.match(line.text[:120])
        if m and (m["label"] in _KNOWN or (titled and m["label"].title() == m["label"])):
            if label:
                yield label, value
            label, value = m["label"], line.text[m.end() :].strip()
        elif label:
            value = f"{value} {line.text}".strip()
    if label:
        yield label, value


def _is_flattened(rows: Sequence[Line]) -> bool:
    return len(rows) < FEWEST and any(len(_INLINE.findall(line.text)) > FEWEST for line in rows)


def _flattened(rows: Sequence[Line]) -> Iterator[tuple[str, str]]:
    """Labels with their values where the copy lost its line ends."""
    words = " ".join(line.text for line in rows)
    marks = list(_INLINE.finditer(words))
    for i, m in enumerate(marks):
        yield m["label"], words[m.end() : marks[i + 1].start() if i + 1 < len(marks) else len(words)].strip()
