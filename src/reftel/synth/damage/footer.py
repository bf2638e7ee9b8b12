"""The line that a release puts at the head and foot of every page, inside paragraphs.

    UNCLASSIFIED U.S. Department of State Case No. F-2014-20439 Doc No. C05770206 Date: 08/31/2015

On every page of 33 of 33 released messages, inside a paragraph in 20, and of 34 of 37 released scans. Numbers here are made up.
"""

from __future__ import annotations

import random

from reftel.synth.damage import shapes
from reftel.text import Edit

RATE = 67 / 7546  # messages 33, scans 34
HEALABLE = True
EXAMPLE = (
    "SUBJECT: X\n\n1. He will never go\nto see the place.\n",
    "SUBJECT: X\n\n1. He will never go\nUNCLASSIFIED U.S. Department of State Case No. F-2015-25743 Doc No. C05774645 Date: 09/17/2015\n\nto see the place.\n",
)
PAGE = 2_400


def edits(text: str, rng: random.Random) -> list[Edit]:
    """The line at the end of each page; where two pages meet it may come twice."""
    case = f"F-20{rng.randrange(12, 17)}-{rng.randrange(10_000, 30_000)}"
    doc = f"C057{rng.randrange(10_000, 99_999)}"
    day = f"{rng.randrange(1, 13):02d}/{rng.randrange(1, 29):02d}/20{rng.randrange(15, 19)}"
    line = f"UNCLASSIFIED U.S. Department of State Case No. {case} Doc No. {doc} Date: {day}\n"
    out = []
    for gap in shapes.chosen_gaps(text, rng, max(1, len(text) // PAGE)):
        twice = rng.random() < 0.5
        out.append(Edit(gap.start, gap.end, f"\n{line}{line if twice else ''}\n", "a page of the release ends"))
    return out
