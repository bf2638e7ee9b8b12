"""Words cut from a released copy, with the code of the exemption in the margin of the line: B1, B6, 1.4(D).

    He said that the colonel would                      B1

Of released messages 33 of 33 bear release marks; how many have codes in the margin was not counted, so this is the most it can be.
"""

from __future__ import annotations

import random

from reftel.synth.damage import shapes
from reftel.text import Edit

RATE = 33 / 7546
HEALABLE = False
CODES = ("B1", "1.4(D)", "1.4(B)", "B6", "B5")
EXAMPLE = ("¶1. (C) He said that the colonel would not go there.\n", "¶1. (C) He said that     B1\n")


def edits(text: str, rng: random.Random) -> list[Edit]:
    """Cut the second half of one to three lines of prose."""
    found = [line for line in shapes.prose(text) if len(line.text) < 100]
    code = rng.choice(CODES)
    out = []
    for line in rng.sample(found, min(len(found), rng.choice((1, 1, 2, 3)))):
        words = [i for i, letter in enumerate(line.text) if letter == " "]
        cut = words[max(2, len(words) // 3 + rng.randrange(2))]
        out.append(Edit(line.start + cut, line.end, f"     {code}", "cut on release"))
    return out
