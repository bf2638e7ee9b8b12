"""Backslashes at the ends of lines, which some conversions left.

65 of 6,702 web pages, 7 of 37 released scans.
"""

from __future__ import annotations

import random

from reftel.synth.damage import shapes
from reftel.text import Edit

RATE = 73 / 7546  # pages 65 and 1, scans 7
HEALABLE = True
EXAMPLE = ("FM X\nTO Y\n\nUNCLAS BONN 12\n", "FM X\\\nTO Y\\\n\nUNCLAS BONN 12\\\n")


def edits(text: str, rng: random.Random) -> list[Edit]:
    """At the end of every line, or of half of them."""
    share = rng.choice((1.0, 1.0, 0.5))
    ends = [line.end for line in shapes.lines(text) if line.text]
    return [Edit(end, end, "\\", "a backslash ends the line") for end in ends if rng.random() < share]
