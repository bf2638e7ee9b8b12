"""A question mark inside a word, where a letter had a diacritic.

6 of 6,702 web pages, 3 of 33 released messages, 3 of 37 released scans. Which letter it was the copy does not tell.
"""

from __future__ import annotations

import random
import re

from reftel.text import Edit

RATE = 13 / 7546  # pages 6, flattened 1, messages 3, scans 3
HEALABLE = False
EXAMPLE = ("He met Erdoğan there.\n", "He met Erdo?an there.\n")

_LETTER = re.compile(r"(?<=[A-Za-z])[À-ɏ](?=[A-Za-z])")


def edits(text: str, rng: random.Random) -> list[Edit]:
    """Every letter with a diacritic inside a word."""
    return [Edit(*found.span(), "?", "the letter was not in the set") for found in _LETTER.finditer(text)]
