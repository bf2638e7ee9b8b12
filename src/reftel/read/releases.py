"""What the stamps of a release say: the case and document number, how much was released, which exemptions were claimed.

    UNCLASSIFIED U.S. Department of State Case No. F-2099-00001 Doc No. C00000001 Date: 01/01/2099
    RELEASE IN PART B5,B6

The repair `stamp` takes them out of the text, with what stands beside the lines of a scan; here they are kept as notes, each wording
once where it stands first, and what they say of the copy goes to what was published with it. The classification on the release
line is the copy's, never the telegram's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from reftel.read.repairs.stamp import STAMP
from reftel.telegram.model import Note, Telegram
from reftel.text import Change, Span

_CASE = re.compile(r"Case No\.? {0,2}(?P<case>[A-Z]{1,3}-\d{4}-\d{3,6})")
_DOCUMENT = re.compile(r"Doc No\.? {0,2}(?P<doc>[A-Z]\d{6,10})")
_RELEASE = re.compile(r"RELEASED? IN (?P<how>PART|FULL)\b(?P<codes>[A-Z0-9,;.& ()]{0,60})")
_CODE = re.compile(r"\bB\d(?:\([A-Z0-9]\))?|\b1\.[45]\([A-Za-z]\)|\bNR\b")
BY = "stamp"


def keep(telegram: Telegram, changes: Iterable[Change]) -> None:
    """Keep the stamps that were taken out of a telegram's text as notes, and what they say under `source.published`."""
    known = {note.text for note in telegram.notes}
    said: dict[str, str] = {}
    for change in changes:
        if BY not in change.by.split("+"):
            continue
        for found in STAMP.finditer(change.old):
            words = " ".join(found[0].split())
            if words not in known:
                known.add(words)
                start = change.at.start
                telegram.notes.append(Note("stamp", words, None, Span(start + found.start(), start + found.end())))
            _read(words, said)
    if said and telegram.source is not None:
        telegram.source.published = {**said, **telegram.source.published}


def _read(words: str, said: dict[str, str]) -> None:
    """Add what one stamp says, first come first kept."""
    if found := _CASE.search(words[:400]):
        said.setdefault("case_no", found["case"])
    if found := _DOCUMENT.search(words[:400]):
        said.setdefault("doc_no", found["doc"])
    if found := _RELEASE.search(words[:400]):
        said.setdefault("release", f"IN {found['how']}")
        if codes := _CODE.findall(found["codes"]):
            said.setdefault("exemptions", ", ".join(codes))
