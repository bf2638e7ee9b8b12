"""Captions doubled in the heading, because the sections of a telegram were joined and each repeated them.

SIPDIS twice: 2,154 of 6,702 pages, 14 of 24 txt copies, 29 of 231 flattened ones.
"""

from __future__ import annotations

import random
import re

from reftel.synth.damage import shapes
from reftel.text import Edit

RATE = 2200 / 7546  # pages 2,154 and 2, txt 14, flattened 29, others 1
HEALABLE = True
EXAMPLE = ("UNCLAS BONN 000012\n\nSIPDIS\n\nE.O. 12958: N/A\n", "UNCLAS BONN 000012\n\nSIPDIS\n\nSIPDIS\n\nE.O. 12958: N/A\n")

_CAPTION = re.compile(r"^(?:SIPDIS|SENSITIVE|NOFORN|EXDIS|NODIS)(?= ?$)", re.MULTILINE)


def edits(text: str, rng: random.Random) -> list[Edit]:
    """Say one caption of the heading again; where there are two, sometimes both."""
    at = shapes.heading(text)
    found = list(_CAPTION.finditer(text, at.start, at.end))
    if not found:
        return []
    chosen = found if len(found) > 1 and rng.random() < 0.5 else [rng.choice(found)]
    again = "".join(shapes.own_lines(text, one[0])[:-1].rstrip(" ") for one in chosen)
    return [Edit(chosen[-1].end(), chosen[-1].end(), again, "captions of a later section")]
