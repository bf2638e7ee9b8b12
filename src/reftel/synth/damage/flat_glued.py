"""The whole telegram on one line, and the last word of each line glued to the first of the next.

    UNCLAS MUNICH 000355SENSITIVESIPDISE.O. 12958: N/ATAGS: PGOV ... freshfaces in the presentation

Where lines did not end in blanks, nothing kept their words apart when the breaks were dropped: 17 of 219 flattened copies.
"""

from __future__ import annotations

import random

from reftel.synth.damage.flat import breaks
from reftel.text import Edit

RATE = 17 / 7546
HEALABLE = True
EXAMPLE = ("UNCLAS BONN 000355\n\nSIPDIS\nE.O. 12958: N/A\n\n¶1. He was fresh\nfrom town.\n", "UNCLAS BONN 000355SIPDISE.O. 12958: N/A¶1. He was freshfrom town.")


def edits(text: str, rng: random.Random) -> list[Edit]:
    """Nothing for each break."""
    return [Edit(start, end, "", "lines joined without a blank") for start, end in breaks(text)]
