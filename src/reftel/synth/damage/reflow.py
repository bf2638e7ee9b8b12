"""One line a paragraph; underlined headings fall onto one line with their underline.

    Police protection -----------------

3,369 of 6,702 web pages, 262 of 269 printed originals. In 1,052 of the 3,369 headings collapsed, in the others they kept
their lines or had no underline (3,410 of the 6,702 have one).
"""

from __future__ import annotations

import random
import re

from reftel.synth.damage import shapes
from reftel.text import Edit

RATE = 3706 / 7546  # pages 3,369 and 8, print-outs 1, bodies 33, originals 262, messages 32, others 1
HEALABLE = True
COLLAPSED = 0.61  # 1,052 of the 1,714 re-flowed pages that have underlined headings, if these are as frequent there as elsewhere
EXAMPLE = (
    "SUBJECT: X\n\nTHE DAM\n-------\n\n¶1. (C) He will never\ngo there.\n",
    "SUBJECT: X\n\nTHE DAM -------\n\n¶1. (C) He will never go there.\n",
)

_BREAK = re.compile(r"(?<=[^\s]) ?\n *(?=[^\s])")
_UNDERLINE = re.compile(r"(?<=[^\s-]) ?\n(?=-{5,} ?$)", re.MULTILINE)


def edits(text: str, rng: random.Random) -> list[Edit]:
    """Join the lines of each block of prose, and headings with their underline."""
    out = [
        Edit(found.start(), found.end(), " ", "one line a paragraph")
        for block in shapes.blocks(text)
        for found in _BREAK.finditer(text, block.start, block.end)
    ]
    if rng.random() < COLLAPSED:
        out += [Edit(*found.span(), " ", "heading and underline on one line") for found in _UNDERLINE.finditer(text)]
    return out
