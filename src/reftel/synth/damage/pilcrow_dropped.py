"""Some pilcrows dropped, while other paragraphs of the copy keep theirs.

In 193 of 6,702 web pages a paragraph's number is there without its pilcrow. (Where all are gone nothing is wounded: telegrams
themselves have none.)
"""

from __future__ import annotations

import random

from reftel.synth.damage import shapes
from reftel.text import Edit

RATE = 193 / 7546
HEALABLE = True
EXAMPLE = ("SUBJECT: X\n\n¶1. (C) A.\n\n¶2. (C) B.\n\n¶3. (C) C.\n", "SUBJECT: X\n\n¶1. (C) A.\n\n2. (C) B.\n\n¶3. (C) C.\n")


def edits(text: str, rng: random.Random) -> list[Edit]:
    """At most half of the pilcrows."""
    total = sum(1 for _ in shapes.PILCROW.finditer(text))
    places = shapes.some_pilcrows(text, rng, rng.uniform(0.1, 0.5))[: total // 2]
    return [Edit(at.start, at.end, "", "dropped") for at in places]
