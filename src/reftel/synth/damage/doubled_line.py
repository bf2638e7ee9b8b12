"""A line that comes twice, one behind the other.

In 19 of 6,702 web pages, 3 of 269 printed originals, 33 of 33 released messages, 20 of 37 released scans.
"""

from __future__ import annotations

import random

from reftel.synth.damage import shapes
from reftel.text import Edit

RATE = 76 / 7546  # pages 19, bodies 1, originals 3, messages 33, scans 20
HEALABLE = True
LONGEST = 200  # letters; a longer one is a paragraph, or the whole telegram
EXAMPLE = (
    "SUBJECT: X\n\nHe will never go to see\nthe place.\n",
    "SUBJECT: X\n\nHe will never go to see\nHe will never go to see\nthe place.\n",
)


def edits(text: str, rng: random.Random) -> list[Edit]:
    """One to three lines of prose again."""
    found = [line for line in shapes.prose(text) if len(line.text) <= LONGEST]
    out = []
    for line in rng.sample(found, min(len(found), rng.choice((1, 1, 2, 3)))):
        blank = " " if text[line.end : line.end + 1] == " " else ""
        out.append(Edit(line.end, line.end, f"{blank}\n{line.text}", "the line comes again"))
    return out
