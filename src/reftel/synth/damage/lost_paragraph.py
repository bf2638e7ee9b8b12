"""One or two numbered paragraphs lost, so that the numbers skip.

Of 6,702 web pages 504 have a gap in their numbers; in 214 of these the paragraph is truly absent.
"""

from __future__ import annotations

import random

from reftel.synth.damage import shapes
from reftel.text import Edit

RATE = 300 / 7546  # pages 214; of the others all that have a gap: flattened 15, bodies 30, originals 16, messages 5, scans 19, txt 1
HEALABLE = False
EXAMPLE = ("SUBJECT: X\n\n¶1. (C) A.\n\n¶2. (C) B.\n\n¶3. (C) C.\n", "SUBJECT: X\n\n¶1. (C) A.\n\n¶3. (C) C.\n")


def edits(text: str, rng: random.Random) -> list[Edit]:
    """Lose one or two paragraphs, neither the first nor the last, and no two running."""
    inner = shapes.paragraphs(text)[1:-1]
    if not inner:
        return []
    first = rng.randrange(len(inner))
    lost = {first}
    if len(inner) > 5 and rng.random() < 0.3:
        lost.add((first + 2 + rng.randrange(len(inner) - 3)) % len(inner))
    return [Edit(inner[i].start, inner[i].end, "", "paragraph lost") for i in sorted(lost)]
