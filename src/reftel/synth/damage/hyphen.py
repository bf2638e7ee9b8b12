"""Hyphens left where a word was parted at the end of a line: `ADDI- TIONAL`, or still with the break behind.

90 of 218 bodies of 1973 to 1979, 44 of 6,702 web pages.
"""

from __future__ import annotations

import random
import re

from reftel.synth.damage import shapes
from reftel.text import Edit

RATE = 147 / 7546  # pages 44, txt 1, flattened 8, bodies 90, originals 3, scans 1
HEALABLE = True
EXAMPLE = (
    "SUBJECT: X\n\n¶1. (C) He asked for some additional time for it.\n",
    "SUBJECT: X\n\n¶1. (C) He asked for some addi- tional time for it.\n",
)

_WORD = re.compile(r"(?<=[a-z,A-Z] )(?:[a-z]{8,14}|[A-Z]{8,14})(?=[ ,.;]| ?\n)")
# A word is parted before one of these: a consonant between two vowels goes with the second.
_SYLLABLE = re.compile(r"(?<=[aeiouy])(?=[bcdfgklmnprstv][aeiouy])|(?<=[aeiouy][bcdfglmnprst])(?=[bcdfgklmnprstv][aeiouy])", re.IGNORECASE)


def edits(text: str, rng: random.Random) -> list[Edit]:
    """Part up to eight long words between two of their syllables."""
    found = list(_WORD.finditer(text, shapes.body(text)))
    broken = rng.random() < 0.5
    out = []
    for one in rng.sample(found, min(len(found), rng.randint(1, 8))):
        places = [cut.start() for cut in _SYLLABLE.finditer(one[0]) if 3 <= cut.start() <= len(one[0]) - 3]
        if places:
            at = one.start() + rng.choice(places)
            out.append(Edit(at, at, "-\n" if broken else "- ", "parted at the end of a line"))
    return out
