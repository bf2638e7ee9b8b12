"""Pilcrows read as the digit 1: `11. (C)` is paragraph 1, `112. (C)` is paragraph 12.

In 1 of 2 documents of which nothing else was known, some pilcrows and not all; in 1 of 6,702 web pages.
"""

from __future__ import annotations

import random

from reftel.synth.damage import shapes
from reftel.text import Edit

RATE = 2 / 7546
HEALABLE = True
EXAMPLE = ("SUBJECT: X\n\n¶1. (C) A.\n\n¶2. (C) B.\n", "SUBJECT: X\n\n11. (C) A.\n\n12. (C) B.\n")


def edits(text: str, rng: random.Random) -> list[Edit]:
    """Some of the pilcrows, or nearly all."""
    return [Edit(at.start, at.end, "1", "read as a digit") for at in shapes.some_pilcrows(text, rng, rng.uniform(0.3, 1.0))]
