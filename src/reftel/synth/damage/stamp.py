"""Stamps of release and declassification inside paragraphs.

    RELEASE IN PART B6
    Declassified/Released US Department of State EO Systematic Review 04 MAY 2006

In 56 of 6,702 web pages, 8 of 218 bodies of 1973 to 1979, 33 of 33 released messages, 8 of 37 released scans.
"""

from __future__ import annotations

import random

from reftel.synth.damage import shapes
from reftel.text import Edit

RATE = 110 / 7546  # pages 56 and 4, flattened 1, bodies 8, messages 33, scans 8
HEALABLE = True
RELEASED = ("RELEASE IN FULL", "RELEASE IN PART B6", "RELEASE IN PART B5,B6", "RELEASE IN PART 1.4(B),1.4(D)", "RELEASE IN PART")
REVIEWED = "Declassified/Released US Department of State EO Systematic Review"
DAYS = ("04 MAY 2006", "05 JUL 2006", "06 JUL 2006", "22 May 2009", "20 Mar 2014", "30 JUN 2005")
EXAMPLE = (
    "SUBJECT: X\n\n1. He will never go\nto see the place.\n",
    "SUBJECT: X\n\n1. He will never go\nRELEASE IN PART B6\n\nto see the place.\n",
)


def edits(text: str, rng: random.Random) -> list[Edit]:
    """One stamp, the same at up to three places."""
    words = rng.choice(RELEASED)
    if rng.random() < 0.4 or (shapes.of_year(text) or 2000) < 1980:
        day = rng.choice(DAYS)
        words = rng.choice((f"{REVIEWED} {day}", f"{REVIEWED}\n{day}"))
    out = []
    for gap in shapes.chosen_gaps(text, rng, rng.choice((1, 1, 2, 3))):
        inline = "\n" not in gap.quote(text) and "\n" not in words and rng.random() < 0.2
        out.append(Edit(gap.start, gap.end, f" {words} " if inline else f"\n{words}\n\n", "a stamp of the release"))
    return out
