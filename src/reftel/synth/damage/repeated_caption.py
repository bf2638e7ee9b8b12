"""A caption alone in the middle of the text, where a page or a section began.

    ... Nobo / SIPDIS / dy asked him        ## SIPDIS

SIPDIS alone behind the first paragraph: 188 of 6,702 web pages, 1 of 24 txt copies, 1 other; the latter as `## SIPDIS`.
"""

from __future__ import annotations

import random

from reftel.synth.damage import shapes
from reftel.text import Edit

RATE = 190 / 7546  # pages 188, txt 1, others 1
HEALABLE = True
EXAMPLE = (
    "UNCLAS BONN 12\n\nSIPDIS\n\nSUBJECT: X\n\n¶1. He will never go\nto see the place.\n",
    "UNCLAS BONN 12\n\nSIPDIS\n\nSUBJECT: X\n\n¶1. He will never go\n\nSIPDIS\n\nto see the place.\n",
)


def edits(text: str, rng: random.Random) -> list[Edit]:
    """SIPDIS once or twice in the middle of a sentence; on the line of prose in one of ten."""
    if "SIPDIS" not in text:
        return []
    words = rng.choice(("SIPDIS", "SIPDIS", "SIPDIS", "## SIPDIS"))
    out = []
    for gap in shapes.chosen_gaps(text, rng, rng.choice((1, 1, 1, 2))):
        blank = " " if " \n" in text else ""
        inline = "\n" not in gap.quote(text) and rng.random() < 0.1
        out.append(Edit(gap.start, gap.end, f" {words} " if inline else f"{shapes.own_lines(text, words)}{blank}\n", "caption of a later page"))
    return out
