"""TAGS run together: `ETRDEINVECINPGOVCS` for ETRD, EINV, ECIN, PGOV, CS.

In 8 of 446 web pages that were looked at for it; 67 such runs are known from all of them.
"""

from __future__ import annotations

import random

from reftel.synth.damage import shapes
from reftel.synth.damage.tags_commas import TAGS_LINE
from reftel.text import Edit

RATE = 8 / 446
HEALABLE = True
EXAMPLE = ("E.O. 12958: N/A\nTAGS: PREL, UNSC, QK\nSUBJECT: X\n", "E.O. 12958: N/A\nTAGS: PRELUNSCQK\nSUBJECT: X\n")
WHOLLY = 0.7  # of copies; in the others two tags or three


def edits(text: str, rng: random.Random) -> list[Edit]:
    """Drop what stands between the tags, or between some."""
    at = shapes.heading(text)
    line = TAGS_LINE.search(text, at.start, at.end)
    if line is None:
        return []
    between = shapes.between_words(text, line.start("tags"), line.end("tags"))
    if rng.random() > WHOLLY and len(between) > 2:
        first = rng.randrange(len(between) - 1)
        between = between[first : first + rng.choice((1, 2))]
    return [Edit(gap.start, gap.end, "", "tags run together") for gap in between]
