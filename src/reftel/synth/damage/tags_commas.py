"""The commas between TAGS lost.

5,964 of 6,702 web pages (each tag became a link), all 24 txt copies, 9 of 269 printed originals.
"""

from __future__ import annotations

import random
import re

from reftel.synth.damage import shapes
from reftel.text import Edit

RATE = 6028 / 7546  # pages 5,964 and 15, txt 24, print-outs 13, originals 9, scans 2, others 1
HEALABLE = True
EXAMPLE = ("E.O. 12958: N/A\nTAGS: PREL, UNSC, QK\nSUBJECT: X\n", "E.O. 12958: N/A\nTAGS: PREL UNSC QK\nSUBJECT: X\n")

TAGS_LINE = re.compile(r"\bTAGS ?:? {1,40}(?P<tags>[A-Z]{2,4}(?:(?:, ?| ?\n {0,12}| )[A-Z]{2,4}\b(?![:.]))*)")


def edits(text: str, rng: random.Random) -> list[Edit]:
    """Every comma of the TAGS line."""
    at = shapes.heading(text)
    found = TAGS_LINE.search(text, at.start, at.end)
    if found is None:
        return []
    commas = [i for i in range(*found.span("tags")) if text[i] == ","]
    return [Edit(i, i + 1, "" if text[i + 1 : i + 2] in {" ", "\n"} else " ", "comma lost") for i in commas]
