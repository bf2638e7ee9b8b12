"""Stray bullets, which a machine read in specks of dust.

34 of 37 released scans have five or more, 2 of 33 released messages.
"""

from __future__ import annotations

import random

from reftel.synth.damage import shapes
from reftel.text import Edit

RATE = 36 / 7546  # messages 2, scans 34
HEALABLE = True
SPECKS = ("•", "•", "•", "■", "·")
EXAMPLE = (
    "SUBJECT: X\n\nHe will never go to see\nthe place.\n",
    "SUBJECT: X\n\n• He will never go to see\nthe place.\n",
)


def edits(text: str, rng: random.Random) -> list[Edit]:
    """Five to twelve, before a line, behind it, or between two of its words."""
    found = shapes.prose(text)
    out = []
    for line in rng.sample(found, min(len(found), rng.randint(5, 12))):
        sign = rng.choice(SPECKS)
        blank = line.start + line.text.find(" ", rng.randrange(len(line.text) - len(line.text.split()[-1])))
        at, new = rng.choice(((line.start, f"{sign} "), (line.end, f" {sign}"), (blank, f" {sign}")))
        out.append(Edit(at, at, new, "a speck"))
    return out
