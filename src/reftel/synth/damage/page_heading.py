"""Headings of later pages, in the middle of sentences, on lines of their own or on the line of prose.

     OSVARTH 00000206  002 OF 003
     OSVARTH 00000206  002.2 OF 003

In 2,464 of 6,702 web pages, in the middle of a sentence in 2,003. Of such lines 3,561 number the page, 1,832 carry a digit
behind a dot, and these begin with page 001. Where a new section begins, its captions follow.
"""

from __future__ import annotations

import random

from reftel.synth.damage import shapes
from reftel.text import Edit, Span

RATE = 2589 / 7546  # pages 2,464, txt 10, print-outs 1, flattened 114
HEALABLE = True
EXAMPLE = (
    "UNCLAS OSVARTH 000206\n\nSUBJECT: X\n\n¶1. He will never go to see the place in the north\nof the country, as far as we know.\n",
    "UNCLAS OSVARTH 000206\n\nSUBJECT: X\n\n¶1. He will never go to see the place in the north\n\nOSVARTH 00000206  002 OF 002\n\n\nof the country, as far as we know.\n",
)
PAGE = 2_600  # characters of a page as printed: some forty lines
DOTTED = 0.34  # 1,832 of 5,393 lines
CAPTIONED = 0.2
BETWEEN = 0.19  # 461 of the 2,464 pages have them only between paragraphs


def edits(text: str, rng: random.Random) -> list[Edit]:
    """A heading about where each page would end."""
    found = shapes.class_line(text)
    if found is None or (shapes.of_year(text) or 2000) < 1990:
        return []  # earlier pages have other headings: `page_line`
    dotted = f".{rng.choice((2, 2, 2, 2, 3, 4))}" if rng.random() < DOTTED else ""
    total = max(2, len(text) // PAGE + 1)
    first = 1 if dotted else 2
    station = found.station[: rng.choice((10, 30))].strip()
    out = []
    starts = [one.start for one in shapes.paragraphs(text)[1:]]
    between = "  " if rng.random() < 0.7 else " "
    for page, gap in enumerate(shapes.chosen_gaps(text, rng, total + 1 - first), first):
        words = f"{station} {int(found.number):08d}{between}{page:03d}{dotted} OF {total:03d}"
        after = next((start for start in starts if start > gap.end), None)
        if after is not None and rng.random() < BETWEEN:
            blank = " " if " \n" in text else ""
            out.append(Edit(after, after, f"{words}{blank}\n{blank}\n", f"page {page}"))
        else:
            out.append(Edit(gap.start, gap.end, _set(text, gap, words, rng), f"page {page}"))
    return out


def _set(text: str, gap: Span, words: str, rng: random.Random) -> str:
    """The words on the line of prose or on lines of their own, where the line ends as a rule."""
    if "\n" not in gap.quote(text) and rng.random() < 0.6:
        return f" {words} "
    caption = rng.random() < CAPTIONED and "SIPDIS" in text
    blank = " " if " \n" in text else ""
    return shapes.own_lines(text, words) + (f"{blank}\n{blank}\nSIPDIS{blank}\n{blank}\n" if caption else f"{blank}\n{blank}\n")
