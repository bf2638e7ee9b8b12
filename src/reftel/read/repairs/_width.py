"""Which words stand at the ends of lines in a copy that lost its line breaks: those at which the width was full.

A telegram is typed at one width, each line as full as its words allow. Where the breaks of a copy became nothing, the last
word of each line is glued to the first of the next; counted from the beginning of a paragraph, the word in which the width is
passed must be such a pair. The width is the one at which most of these words fall apart into two by themselves.

    ...HAD LAID OFF 9 PIPEFITTERS IN NJARU.ACADEMY OF ...     cut at NJARU. ACADEMY, not at PIPE FITTERS
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import NamedTuple

NARROWEST, WIDEST = 50, 80  # letters a line
LONGEST = 160  # letters of two words
FEWEST = 5  # line ends to judge by
SAMPLE = 6_000  # letters by which the width is found: some 90 lines
SURE = 0.6  # of the line ends must show themselves
_WORD = re.compile(r"\S+")


class Signs(NamedTuple):
    """What the words of a copy show of themselves.

    `likely`: places where two words seem to stand as one, in rising order. `certain`: those of them that are beyond doubt. `weak`: for a pair of words and
    the most letters that the first may have, where it is likeliest cut; None where nothing tells.
    """

    certain: frozenset[int]
    likely: list[int]
    weak: Callable[[str, int], int | None]


class _Word(NamedTuple):
    """A word of the copy, and the places in it where it may be two."""

    start: int
    end: int
    certain: list[int]
    likely: list[int]


def line_ends(text: str, starts: Sequence[int], end: int, signs: Signs) -> list[int] | None:
    """Where the lines of some paragraphs ended, or None where no one width explains them.

    Args:
        text: the flat copy.
        starts: where paragraphs begin, in rising order.
        end: where the last one ends.
        signs: what its words show.
    """
    paragraphs = [_words(text, start, stop, signs) for start, stop in zip(starts, [*starts[1:], end], strict=True)]
    sample = _sample(paragraphs)
    best, most = 0, 0.0
    for width in range(NARROWEST, WIDEST + 1):
        _, due, shown = _at_width(text, sample, width, signs)
        if due >= FEWEST and shown / due > most:
            best, most = width, shown / due
    return _at_width(text, paragraphs, best, signs)[0] if most >= SURE else None


def _words(text: str, start: int, end: int, signs: Signs) -> list[_Word]:
    """The words of a paragraph with the places in them where they may be two."""
    out = []
    for found in _WORD.finditer(text, start, end):
        a, b = found.span()
        likely = signs.likely[bisect_right(signs.likely, a) : bisect_left(signs.likely, b)]
        out.append(_Word(a, b, [at for at in likely if at in signs.certain], likely))
    return out


def _sample(paragraphs: list[list[_Word]]) -> list[list[_Word]]:
    """The first paragraphs, as many as hold `SAMPLE` letters; of a longer one its first words."""
    out, left = [], SAMPLE
    for words in paragraphs:
        first = words[0].start if words else 0
        out.append(words[: bisect_right(words, first + left, key=itemgetter(1))])
        left -= words[-1].end - first if words else 0
        if left <= 0:
            break
    return out


def _at_width(text: str, paragraphs: list[list[_Word]], width: int, signs: Signs) -> tuple[list[int], int, int]:
    """(line ends at a width, how many are due, how many of these show themselves)."""
    places: list[int] = []
    due = shown = 0
    for words in paragraphs:
        start = words[0].start if words else 0
        for a, b, certain, likely in words:
            while certain or b - start >= width:
                found = _last(a, min(b - 1, start + width), certain)
                full = b - start >= width
                if full:
                    found = found or _last(a, min(b - 1, start + width), likely)
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
            places += [at for at in words[-1].likely if at > start]
    return places, due, shown


def _last(a: int, most: int, among: list[int]) -> int | None:
    """The last place behind `a` and not behind `most`."""
    i = bisect_right(among, most) - 1
    return among[i] if i >= 0 and among[i] > a else None
