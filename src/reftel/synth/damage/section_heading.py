"""Headings of later sections inside the text: the classification line with its section, captions, sometimes E.O., TAGS and SUBJECT again.

    C O N F I D E N T I A L SECTION 02 OF 03 OSVARTH 000206

In 10 of 6,702 web pages, 8 of 218 bodies of 1973 to 1979, 14 of 37 released scans.
"""

from __future__ import annotations

import random
import re

from reftel.synth.damage import shapes
from reftel.text import Edit

RATE = 33 / 7546  # pages 10, flattened 1, bodies 8, scans 14
HEALABLE = True
EXAMPLE = (
    "UNCLAS OSVARTH 000206\n\nSIPDIS\n\nSUBJECT: X\n\n¶1. He will never go\nto see the place.\n",
    "UNCLAS OSVARTH 000206\n\nSIPDIS\n\nSUBJECT: X\n\n¶1. He will never go\n\nUNCLAS SECTION 02 OF 02 OSVARTH 000206\n\nSIPDIS\n\nto see the place.\n",
)

_REPEATED = re.compile(r"^(?:E\. ?O\.|TAGS:|SUBJECT:).*(?:\n(?!E\. ?O\.|TAGS|SUBJ|REF|Ref|Classified|CLASSIFIED)[^\s\d¶].*)*", re.MULTILINE)
_CAPTION = re.compile(r"^(?:SIPDIS|SENSITIVE|NOFORN|EXDIS|NODIS)(?= ?$)", re.MULTILINE)


def edits(text: str, rng: random.Random) -> list[Edit]:
    """A heading for each section after the first."""
    found = shapes.class_line(text)
    if found is None:
        return []
    total = max(found.sections, 2)
    at = shapes.heading(text)
    blank = " " if " \n" in text else ""
    captions = list(dict.fromkeys(one[0] for one in _CAPTION.finditer(text, at.start, at.end)))
    again = [line.rstrip() for one in _REPEATED.finditer(text, at.start, at.end) for line in one[0].split("\n")] if rng.random() < 0.4 else []
    out = []
    for section, gap in enumerate(shapes.chosen_gaps(text, rng, total - 1), 2):
        first = f"{found.words} SECTION {section:02d} OF {total:02d} {found.station} {found.number}"
        groups = [group for group in ([first], captions, again) if group]
        inner = "".join(f"{line}{blank}\n" for group in groups for line in (*group, ""))
        out.append(Edit(gap.start, gap.end, f"{blank}\n{blank}\n{inner}", f"section {section}"))
    return out
