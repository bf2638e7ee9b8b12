"""What stands behind the last paragraph: the old markings of downgrading, notes of the communication centre, the signer.

    ... FOR THE UNITED STATES.
    GP-3.                                        to May 1972: group of E.O. 10501 (1 to 4)
    NOTE: NOT PASSED MOSCOW OR LONDON BY OCT.    a note of the communication centre
    MACARTHUR                                    the signer

EXEMPT, GDS and XGDS-n (E.O. 11652) stand there too in 1972, before there was a line for them. On 182 printed originals a
marking stands behind the text in 73, a note in 9. The marking is what the telegram says of its declassification; it is kept
in its own words, since none of them gives a date.
"""

from __future__ import annotations

import re

import msgspec

from reftel.read import signature
from reftel.telegram.model import Note
from reftel.text import Span

_MARKING = re.compile(
    r"(?:^|(?<=[\n.!?\")”]) {0,3})(?P<words>GP[- ]{0,2}[1-4Il]|X?GDS(?:[- ]?[1-4])?|EXEMPT|ADS|(?:DECON(?:TROL)?|DECL(?:AS)?)\b[ :]{1,3}[A-Z0-9/\-, ]{4,40})\.?$"
)
_NOTE = re.compile(r"(?:^|\n)(?P<words>NOTE(?: BY [A-Z/]{2,8})?: [^\n]{3,160})$")
_OFFICIAL = re.compile(r"\b(?:OCT|PASSED|POUCHED|HANDLED|RELAYED|DELIVERED|MAILED)\b")
_PAGE_END = re.compile(r"(?:^|\n)[ \t]{0,40}(?:NNNN?|UNCLASSIFIED|CONFIDENTIAL|SECRET|TOP SECRET|LIMITED OFFICIAL USE|UNCLASSIFIED? NNNN?)[ \t]{0,20}$")
ROUNDS = 6  # of markings, notes and page ends, one behind another
REACH = 400  # letters before the end that are looked at


class Closing(msgspec.Struct):
    """What stands behind the text, which ends at `end`."""

    end: int
    signer: str | None = None
    declassify_on: str | None = None
    notes: list[Note] = []
    at: dict[str, Span] = {}


def read(text: str, body_start: int) -> Closing:
    """Read what stands behind the last paragraph of a text whose body begins at `body_start`.

    >>> found = read("1. WE AGREE.\\n\\nGP-3.\\nRASSENDYLL", 0)
    >>> found.signer, found.declassify_on, found.end
    ('RASSENDYLL', 'GP-3', 12)
    """
    found = Closing(len(text))
    stop = _passed(found, text, body_start, len(text))
    whole = text if stop == len(text) else text[:stop]
    signed = signature.find(whole, body_start)
    if signed is None:
        found.end = signature.strip_residue(whole, max(body_start, stop - signature.TAIL))
    else:
        found.signer, found.at["signer"], found.end = signed
    found.end = _passed(found, text, body_start, found.end, signed is not None)
    return found


def _passed(found: Closing, text: str, floor: int, end: int, signed: bool = True) -> int:
    """Where the text ends once markings, notes and page ends behind it are read."""
    first = end
    for _ in range(ROUNDS):
        begin = max(floor, end - REACH)
        tail = text[begin:end].rstrip()
        last = tail[-44:]
        if (m := _NOTE.search(tail[-200:])) and _OFFICIAL.search(m["words"]):
            start = begin + len(tail) - len(tail[-200:]) + m.start("words")
            found.notes.insert(0, Note("stamp", m["words"], None, Span(start, start + len(m["words"]))))
            end = start
        elif signed and found.declassify_on is None and (m := _MARKING.search(last)):
            start = begin + len(tail) - len(last) + m.start("words")
            found.declassify_on = re.sub(r"^GP[- ]{0,2}[Il]$", "GP-1", re.sub(r"^GP[- ]{0,2}", "GP-", m["words"]))
            found.at["declassify_on"] = Span(start, start + len(m["words"]))
            end = start
        elif m := _PAGE_END.search(last):
            end = begin + len(tail) - len(last) + m.start()
        else:
            break
    return end if end == first else floor + len(text[floor:end].rstrip())
