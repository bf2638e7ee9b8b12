"""A pilcrow before the letter of a reference, and before other letters that begin a line.

    REF: A. STATE 900417
         ¶B. DRENAVAR 187

1,221 of 6,702 web pages, 51 of 231 flattened copies.
"""

from __future__ import annotations

import random
import re

from reftel.synth.damage import shapes
from reftel.text import Edit

RATE = 1274 / 7546  # pages 1,221 and 1, print-outs 1, flattened 51
HEALABLE = True
EXAMPLE = ("SUBJECT: X\n\nREF: A. STATE 900417\n     B. DRENAVAR 187\n", "SUBJECT: X\n\nREF: A. STATE 900417\n     ¶B. DRENAVAR 187\n")

_LETTER = re.compile(r"^ {0,12}(?=[A-Z]\. [A-Z0-9(])", re.MULTILINE)


def edits(text: str, rng: random.Random) -> list[Edit]:
    """Before each letter with a full stop that begins a line of the references or of the text."""
    at = shapes.heading(text).start
    return [Edit(found.end(), found.end(), "¶", "a letter begins the line") for found in _LETTER.finditer(text, at)]
