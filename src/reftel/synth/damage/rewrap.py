"""Lines broken anew at another width, with a blank at the end of each.

Half the copies are hard-wrapped (3,408 of 7,546), 4,338 of 6,702 pages with trailing blanks; 79 % of lines are of 60 letters
at most, 94.5 % of 68: copies that went through a mail program or a form have other widths.
"""

from __future__ import annotations

import random
import re

from reftel.synth.damage import shapes
from reftel.text import Edit

RATE = 3408 / 7546  # hard-wrapped: pages 3,321 and 8, txt 24, print-outs 12, originals 4, messages 1, scans 37, others 1
HEALABLE = True
EXAMPLE = (
    "SUBJECT: X\n\n¶1. (C) He will not go there before the spring, and\nthe Minister knows it.\n",
    "SUBJECT: X\n\n¶1. (C) He will not go there before the \nspring, and the Minister knows it.\n",
)
WIDTHS = (40, 45, 50, 55, 60, 65, 68, 72, 76, 80)

_BLANKS = re.compile(r" *\n *| +")


def edits(text: str, rng: random.Random) -> list[Edit]:
    """Break the lines of each block of prose anew."""
    width = rng.choice(WIDTHS)
    out: list[Edit] = []
    for block in shapes.blocks(text):
        out += _wrapped(text, block.start, block.end, width)
    return out


def _wrapped(text: str, start: int, end: int, width: int) -> list[Edit]:
    out: list[Edit] = []
    column = done = start
    gap: re.Match[str] | None = None  # the last gap, which breaks the line when the next word is too long for it
    for found in _BLANKS.finditer(text, start, end):
        if gap is not None:
            column = _placed(out, gap, column, found.start() - done, width)
        else:
            column = found.start() - start
        gap, done = found, found.end()
    if gap is not None:
        _placed(out, gap, column, end - done, width)
    return out


def _placed(out: list[Edit], gap: re.Match[str], column: int, word: int, width: int) -> int:
    """Ask for what the gap becomes, and return the column after the word behind it."""
    breaks = column + 1 + word > width
    new = " \n" if breaks else gap[0].replace("\n", "").rstrip(" ") + " "
    if not breaks and "\n" not in gap[0]:
        new = gap[0]
    if new != gap[0] and not (breaks and "\n" in gap[0]):
        out.append(Edit(gap.start(), gap.end(), new, f"wrapped at {width}"))
    return word if breaks else column + len(new) + word
