"""Pilcrows read as other signs by a machine: l, fl, %, [, /.

Rare in real copies: 1 of 6,702 web pages and 1 of 2 others have such signs, so only chance at a higher rate shows how they read.
"""

from __future__ import annotations

import random

from reftel.synth.damage import shapes
from reftel.text import Edit

RATE = 2 / 7546
HEALABLE = True
GLYPHS = ("l", "fl", "%", "[", "/", "I", "fl/")
EXAMPLE = ("SUBJECT: X\n\n¶1. (C) A.\n\n¶2. (C) B.\n", "SUBJECT: X\n\n[1. (C) A.\n\n[2. (C) B.\n")


def edits(text: str, rng: random.Random) -> list[Edit]:
    """Some of the pilcrows, or nearly all; one sign throughout, or any of them."""
    one = rng.choice(GLYPHS)
    mixed = rng.random() < 0.3
    places = shapes.some_pilcrows(text, rng, rng.uniform(0.3, 1.0))
    return [Edit(at.start, at.end, rng.choice(GLYPHS) if mixed else one, "read as another sign") for at in places]
