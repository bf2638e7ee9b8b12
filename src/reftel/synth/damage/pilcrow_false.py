"""A pilcrow before a number that begins a line in the middle of a sentence, as if a paragraph began there.

    withdrawn on Friday, December
    ¶17. The Dutch

In 81 of 6,702 web pages, once or twice each: the converter put it before any number with a full stop that began a line.
"""

from __future__ import annotations

import random
import re

from reftel.synth.damage import shapes
from reftel.text import Edit

RATE = 81 / 7546
HEALABLE = True
EXAMPLE = (
    "SUBJECT: X\n\n¶1. (C) They withdrew on Friday, December 17. The Dutch did not.\n",
    "SUBJECT: X\n\n¶1. (C) They withdrew on Friday, December\n¶17. The Dutch did not.\n",
)

_NUMBER = re.compile(r"(?<=[a-z,A-Z])(?: ?\n| )(?=\d{1,3}\.(?: ?\n| )\S)")


def edits(text: str, rng: random.Random) -> list[Edit]:
    """Begin a line and a paragraph at one or two of the numbers that end a sentence."""
    found = list(_NUMBER.finditer(text, shapes.body(text)))
    blank = " " if " \n" in text else ""
    chosen = rng.sample(found, min(len(found), rng.choice((1, 1, 2))))
    return [Edit(*one.span(), f"{blank}\n¶", "a number begins the line") for one in chosen]
