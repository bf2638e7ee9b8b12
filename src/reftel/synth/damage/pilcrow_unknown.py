"""Pilcrows lost to a wrong encoding: all of a copy are U+FFFD, or a question mark.

22 of 24 later txt copies, all their pilcrows.
"""

from __future__ import annotations

import random

from reftel.synth.damage import shapes
from reftel.text import Edit

RATE = 22 / 7546
HEALABLE = True
QUESTIONED = 0.2  # of copies; those of the survey hold U+FFFD, older programs print "?" for it
EXAMPLE = ("SUBJECT: X\n\n¶1. (C) A.\n\n¶2. (C) B.\n", "SUBJECT: X\n\n�1. (C) A.\n\n�2. (C) B.\n")


def edits(text: str, rng: random.Random) -> list[Edit]:
    """Every pilcrow before a number."""
    sign = "?" if rng.random() < QUESTIONED else "�"
    return [Edit(*found.span(), sign, "wrong encoding") for found in shapes.PILCROW.finditer(text)]
