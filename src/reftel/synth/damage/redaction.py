"""Names masked by a row of X, wherever they stand.

    Dispatcher XXXXXXXXXXXX told ConOff

1,233 of 6,702 web pages, 21 of 231 flattened copies.
"""

from __future__ import annotations

import random
import re

from reftel.synth.damage import shapes
from reftel.text import Edit

RATE = 1256 / 7546  # pages 1,233 and 2, flattened 21
HEALABLE = False
MASK = "XXXXXXXXXXXX"
EXAMPLE = ("SUBJECT: X\n\n¶1. (C) The clerk Arvane (protect) told him.\n", "SUBJECT: X\n\n¶1. (C) The clerk XXXXXXXXXXXX (protect) told him.\n")

_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{2,20}(?: [A-Z][a-z]{3,20})?\b(?!-)")
_WEEK = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}
_YEAR = {"January", "February", "March", "April", "June", "July", "August", "September", "October", "November", "December"}  # May is short
_KNOWN = _WEEK | _YEAR | {"The", "This", "That", "May"}


def edits(text: str, rng: random.Random) -> list[Edit]:
    """Mask one to three names at every place where they stand behind a word of a sentence."""
    found = [one for one in _NAME.finditer(text, shapes.body(text)) if not _KNOWN & {*one[0].split()}]
    names = sorted({one[0] for one in found})
    masked = set(rng.sample(names, min(len(names), rng.choice((1, 1, 2, 3)))))
    return [Edit(*one.span(), MASK, "a name masked") for one in found if one[0] in masked]
