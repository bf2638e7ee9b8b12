"""`E. O. 12958` for `E.O. 12958`.

6 of 269 printed originals.
"""

from __future__ import annotations

import random
import re

from reftel.synth.damage import shapes
from reftel.text import Edit

RATE = 6 / 7546
HEALABLE = True
EXAMPLE = ("E.O. 12958: N/A\nTAGS: PREL, UNSC\n", "E. O. 12958: N/A\nTAGS: PREL, UNSC\n")

_EO = re.compile(r"\bE\.O\.(?= ?\d{5}\b)")


def edits(text: str, rng: random.Random) -> list[Edit]:
    """The blank in the label of the heading."""
    at = shapes.heading(text)
    found = _EO.search(text, at.start, at.end)
    return [Edit(*found.span(), "E. O.", "spaced")] if found else []
