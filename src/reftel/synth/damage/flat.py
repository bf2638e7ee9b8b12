"""The whole telegram on one line: the breaks were dropped, and only the blanks that ended lines keep the words apart.

    UNCLAS BERLIN 001360  SENSITIVE  SIPDIS  E.O. 12958: N/A TAGS: PGOV PINR GMSUBJECT: THE NEW CABINET  REF: ...

224 of 231 flattened copies, and 14 of 218 bodies of 1973 to 1979; E.O., TAGS and SUBJECT share a line in 230 of the 231. The
TAGS line has no blank at its end in published pages, so that SUBJECT is glued to the last tag: in 10 of 11 that were looked at.
"""

from __future__ import annotations

import random
import re

from reftel.text import Edit

RATE = (238 - 17) / 7546  # flattened copies 224, bodies 14, without those of `flat_glued`
HEALABLE = True
EXAMPLE = ("UNCLAS OSVARTH 000206\n\nSIPDIS\n\nE.O. 12958: N/A\nTAGS: PREL, QH\nSUBJECT: X\n", "UNCLAS OSVARTH 000206  SIPDIS  E.O. 12958: N/A TAGS: PREL, QHSUBJECT: X")
GLUED = 0.9  # of copies whose TAGS line ends without a blank: 10 of 11

_TAGS = re.compile(r"\bTAGS ?:? [A-Z, ]{2,}$")
_WIDEST = 400  # no TAGS line is longer


def edits(text: str, rng: random.Random) -> list[Edit]:
    """A blank for each break of a line, two for a blank line, none behind TAGS."""
    glued = rng.random() < GLUED
    out = []
    for start, end in breaks(text):
        many = text.count("\n", start, end) > 1
        new = "" if end == len(text) else "  " if many else " "
        if glued and not many and text[start] == "\n" and _TAGS.search(text[max(0, text.rfind("\n", 0, start), start - _WIDEST) : start]):
            new = ""
        out.append(Edit(start, end, new, "lines joined"))
    return out


def breaks(text: str) -> list[tuple[int, int]]:
    """Runs of blanks that hold a break; line by line, since a pattern would walk long runs of blanks again and again."""
    out: list[tuple[int, int]] = []
    at = 0
    while (found := text.find("\n", at)) >= 0:
        start = len(text[at:found].rstrip(" ")) + at
        end = found
        while end < len(text) and text[end] in " \n":
            end += 1
        out.append((start, end))
        at = end
    return out
