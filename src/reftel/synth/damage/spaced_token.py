"""A blank inside a word of the heading or the envelope: `SI PDIS`, `251346 Z JUN 7 3`, `CONFIDEN TIAL`.

`SI PDIS` in 1 of 33 released messages; a blank within the date-time group in 7 of 182 printed originals of 1969 to 1976.
"""

from __future__ import annotations

import random
import re

from reftel.synth.damage import shapes
from reftel.text import Edit

RATE = 8 / 7546  # messages 1, originals 7 (of the 182 that were looked at for it)
HEALABLE = True
EXAMPLE = ("UNCLAS BONN 000012\n\nSIPDIS\n\nSUBJECT: X\n", "UNCLAS BONN 000012\n\nSI PDIS\n\nSUBJECT: X\n")

_WORD = re.compile(r"\b(?:SIPDIS|SENSITIVE|NOFORN|EXDIS|CONFIDENTIAL|UNCLAS|UNCLASSIFIED|SUBJECT|IMMEDIATE|PRIORITY|SECSTATE|AMEMBASSY)\b")
_TIME = re.compile(r"(?<=\d{6})(?=Z [A-Z]{3} \d\d\b)|(?<=\d{6}Z [A-Z]{3} \d)(?=\d\b)")


def edits(text: str, rng: random.Random) -> list[Edit]:
    """One to three of the words, and in one copy of three the time."""
    top = shapes.body(text)
    words = list(_WORD.finditer(text, 0, top))
    places = [one.start() + rng.randrange(2, len(one[0]) - 1) for one in rng.sample(words, min(len(words), rng.choice((1, 1, 2, 3))))]
    if rng.random() < 0.33:
        places += [one.start() for one in _TIME.finditer(text, 0, top)]
    return [Edit(at, at, " ", "a blank inside the word") for at in places]
