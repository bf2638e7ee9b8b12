"""The whole envelope lost: the copy says that it is a partial extract, and begins with the classification line.

694 of 6,702 web pages and 1 print-out have no date-time group, no FM and no TO line.
"""

from __future__ import annotations

import random

from reftel.synth.damage import shapes
from reftel.text import Edit

RATE = 695 / 7546  # pages 694, print-outs 1
HEALABLE = False
NOTICE = "This record is a partial extract of the original cable. The full text of the original cable is not available."
EXAMPLE = ("FM AMEMBASSY OSVARTH\nTO SECSTATE WASHDC\n\nUNCLAS OSVARTH 000206\n", f"{NOTICE}\n\nUNCLAS OSVARTH 000206\n")


def edits(text: str, rng: random.Random) -> list[Edit]:
    """The notice in place of all that stands before the classification line."""
    found = shapes.class_line(text)
    if found is None or not text[: found.at.start].strip():
        return []
    return [Edit(0, found.at.start, f"{NOTICE}\n\n", "envelope lost")]
