"""The join of two pages of the 1970s and 1980s: the classification, then the page line, in the middle of a sentence.

    CONFIDENTIAL
    PAGE 02  STRELS 01231  241439Z

In 7 of 269 printed originals of 1969 to 1976, 34 of 37 released scans of 1986; it befalls only telegrams of those years.
"""

from __future__ import annotations

import random
import re

from reftel.synth.damage import shapes
from reftel.text import Edit

RATE = 41 / 7546  # originals 7, scans 34
HEALABLE = True
_TOP = "O 241320Z JUL 76\nFM AMEMBASSY STRELSAU\nTO SECSTATE WASHDC\nC O N F I D E N T I A L STRELSAU 1231\nSUBJECT: X\n\n"
EXAMPLE = (
    f"{_TOP}1. HE WILL NEVER GO THERE, NEITHER NOW\nNOR LATER, AS FAR AS ANYBODY KNOWS IN THE TOWN.\n",
    f"{_TOP}1. HE WILL NEVER GO THERE, NEITHER NOW\nCONFIDENTIAL\n\nPAGE 02  STRELS 01231  241439Z\n\nNOR LATER, AS FAR AS ANYBODY KNOWS IN THE TOWN.\n",
)
PAGE = 1_800

_FILED = re.compile(r"\b(\d\d)(\d\d)(\d\d)Z [A-Z]{3} [78]\d\b")


def edits(text: str, rng: random.Random) -> list[Edit]:
    """A page's join about where each page would end."""
    found = shapes.class_line(text)
    filed = _FILED.search(text)
    if found is None or filed is None:
        return []
    key = found.station.replace(" ", "")[:6]
    level = re.sub(r"(?<=\b[A-Z]) (?=[A-Z]\b)", "", found.words)
    received = f"{filed[1]}{(int(filed[2]) + 1) % 24:02d}{rng.randrange(60):02d}Z"
    apart = rng.choice(("  ", " " * 8))
    out = []
    for page, gap in enumerate(shapes.chosen_gaps(text, rng, max(1, len(text) // PAGE)), 2):
        above = rng.choice((f"{level}\n{level}\n\n", f"{level}\n\n", f"{level}\n"))
        out.append(Edit(gap.start, gap.end, f"\n{above}PAGE {page:02d}{apart}{key} {int(found.number):05d}  {received}\n\n", f"page {page}"))
    return out
