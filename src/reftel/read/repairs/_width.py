"""Which words stand at the ends of lines in a copy that lost its line breaks: those at which the width was full.

A telegram is typed at one width, each line as full as its words allow. Where the breaks of a copy became nothing, the last
word of each line is glued to the first of the next; counted from the beginning of a paragraph, the word in which the width is
passed must be such a pair. The width is the one at which most of these words fall apart into two by themselves.

    ...HAD LAID OFF 9 PIPEFITTERS IN NJARU.ACADEMY OF ...     cut at NJARU. ACADEMY, not at PIPE FITTERS
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

NARROWEST, WIDEST = 50, 80  # letters a line
LONGEST = 160  # letters of two words
FEWEST = 5  # line ends to judge by
SURE = 0.6  # of the line ends must show themselves
_WORD = re.compile(r"\S+")


class Signs(NamedTuple):
    """What the words of a copy show of themselves.

    `certain`: places where two words stand as one, beyond doubt. `likely`: places where they seem to. `weak`: for a pair of words and
    the most letters that the first may have, where it is likeliest cut; None where nothing tells.
    """

    certain: frozenset[int]
    likely: frozenset[int]
    weak: Callable[[str, int], int | None]


def line_ends(text: str, starts: Sequence[int], end: int, signs: Signs) -> list[int] | None:
    """Where the lines of some paragraphs ended, or None where no one width explains them.

    Args:
        text: the flat copy.
        starts: where paragraphs begin, in rising order.
        end: where the last one ends.
        signs: what its words show.
    """
    words = [[(m.start(), m.end()) for m in _WORD.finditer(text, start, stop)] for start, stop in zip(starts, [*starts[1:], end], strict=True)]
    best: tuple[float, list[int]] = (0.0, [])
    for width in range(NARROWEST, WIDEST + 1):
        places, due, shown = _at_width(text, words, width, signs)
        if due >= FEWEST and shown / due > best[0]:
            best = (shown / due, places)
    return best[1] if best[0] >= SURE else None


def _at_width(text: str, paragraphs: list[list[tuple[int, int]]], width: int, signs: Signs) -> tuple[list[int], int, int]:
    """(line ends at a width, how many are due, how many of these show themselves)."""
    places: list[int] = []
    due = shown = 0
    for words in paragraphs:
        start = words[0][0] if words else 0
        for a, b in words:
            while True:
                found = _last(a, min(b - 1, start + width), signs.certain)
                full = b - start >= width
                if full:
                    found = found or _last(a, min(b - 1, start + width), signs.likely)
                    due += 1
                    shown += found is not None
                    guess = signs.weak(text[a : min(b, a + LONGEST)], start + width - a) if found is None else None
                    found = a + guess if guess else found
                if found is None:
                    start = min(start + width, (a + b) // 2) if full else start
                    break
                places.append(found)
                start = a = found  # a short last word may be glued to a third
        if words:  # behind the last full line stands a short one, and perhaps a heading
            places += [at for at in range(max(start, words[-1][0]) + 1, words[-1][1]) if at in signs.likely]
    return places, due, shown


def _last(a: int, most: int, among: frozenset[int]) -> int | None:
    return next((at for at in range(most, a, -1) if at in among), None)
