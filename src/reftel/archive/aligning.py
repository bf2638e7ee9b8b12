"""Laying two texts side by side, in time that grows with the text: paragraphs first, then words.

Copies of one telegram differ in a letter, a masked name, a lost paragraph, and tell by their rare words where they belong
together. A word or pair of words that stands once in each is an anchor; anchors that keep their order are held (the longest
rising sequence), and only the little between them is compared word with word.

>>> [(one.left, one.right, one.same) for one in blocks("the king left".split(), "the old king left".split())]
[(range(0, 1), range(0, 1), True), (range(1, 1), range(1, 2), False), (range(1, 3), range(2, 4), True)]
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from reftel.text import Span

_WORD = re.compile(r"\S+")
_SIGNS = re.compile(r"[^0-9a-z\u00c0-\uffff]")
_ALL_SIGNS = re.compile(r"[^0-9a-z\u00c0-\uffff\s]+")
ENOUGH = 0.35  # share of the pairs of words two paragraphs must have in common; heavy scanning errors leave half
LEVELS = 3  # of anchors within anchors
SMALL = 2500  # product of sizes up to which every word is compared with every other


class Block(NamedTuple):
    """Words `left` of one text stand where words `right` of the other do; `same` when they are the same words."""

    left: range
    right: range
    same: bool


class Match(NamedTuple):
    """Paragraph `left` of one copy is paragraph `right` of the other; `share` of the smaller one's pairs of words stand in both."""

    left: int
    right: int
    share: float


def spans(text: str) -> list[Span]:
    """Where each word stands.

    >>> spans("He left.")
    [Span(start=0, end=2), Span(start=3, end=8)]
    """
    return [Span(*found.span()) for found in _WORD.finditer(text)]


@lru_cache(maxsize=65_536)
def plain(word: str) -> str:
    """A word as it is compared: small letters without signs; signs alone stay.

    >>> plain("(King's,"), plain("--")
    ('kings', '--')
    """
    return _SIGNS.sub("", word.lower()) or word


def words(text: str) -> list[str]:
    """The words of a text as they are compared, without those that are signs alone.

    >>> words("He left -- (at noon).")
    ['he', 'left', 'at', 'noon']
    """
    return _ALL_SIGNS.sub("", text.lower()).split()


def blocks(left: Sequence[str], right: Sequence[str]) -> list[Block]:
    """The texts side by side: stretches of the same words, and between them what differs."""
    found: list[Block] = []
    for block in _blocks(range(len(left)), range(len(right)), left, right, LEVELS):
        last = found[-1] if found else None
        if last and last.same == block.same and last.left.stop == block.left.start and last.right.stop == block.right.start:
            found[-1] = Block(range(last.left.start, block.left.stop), range(last.right.start, block.right.stop), block.same)
        else:
            found.append(block)
    return found


def _blocks(a: range, b: range, left: Sequence[str], right: Sequence[str], levels: int) -> Iterator[Block]:
    begun_a, begun_b, stop_a, stop_b = a.start, b.start, a.stop, b.stop
    while begun_a < stop_a and begun_b < stop_b and left[begun_a] == right[begun_b]:
        begun_a, begun_b = begun_a + 1, begun_b + 1
    while begun_a < stop_a and begun_b < stop_b and left[stop_a - 1] == right[stop_b - 1]:
        stop_a, stop_b = stop_a - 1, stop_b - 1
    if begun_a > a.start:
        yield Block(range(a.start, begun_a), range(b.start, begun_b), True)
    yield from _middle(range(begun_a, stop_a), range(begun_b, stop_b), left, right, levels)
    if stop_a < a.stop:
        yield Block(range(stop_a, a.stop), range(stop_b, b.stop), True)


def _middle(a: range, b: range, left: Sequence[str], right: Sequence[str], levels: int) -> Iterator[Block]:
    if not a and not b:
        return
    if not a or not b:
        yield Block(a, b, False)
    elif len(a) * len(b) <= SMALL:
        yield from _each(a, b, left, right)
    elif levels and (anchors := _anchors(a, b, left, right)):
        at_a, at_b = a.start, b.start
        for i, j in anchors:
            yield from _blocks(range(at_a, i), range(at_b, j), left, right, levels - 1)
            yield Block(range(i, i + 1), range(j, j + 1), True)
            at_a, at_b = i + 1, j + 1
        yield from _blocks(range(at_a, a.stop), range(at_b, b.stop), left, right, levels - 1)
    else:
        yield Block(a, b, False)


def _each(a: range, b: range, left: Sequence[str], right: Sequence[str]) -> Iterator[Block]:
    from difflib import SequenceMatcher

    ops = SequenceMatcher(None, left[a.start : a.stop], right[b.start : b.stop], autojunk=False).get_opcodes()
    for tag, i, j, k, n in ops:
        yield Block(range(a.start + i, a.start + j), range(b.start + k, b.start + n), tag == "equal")


def _anchors(a: range, b: range, left: Sequence[str], right: Sequence[str]) -> list[tuple[int, int]]:
    """Words that stand once in each stretch, in an order that both keep."""
    once_a, once_b = _once(a, left), _once(b, right)
    pairs = [(i, once_b[word]) for word, i in once_a.items() if word in once_b]
    return [pairs[k] for k in rising([j for _, j in pairs])]


def _once(stretch: range, text: Sequence[str]) -> dict[str, int]:
    counts = Counter(text[i] for i in stretch)
    return {text[i]: i for i in stretch if counts[text[i]] == 1}


def rising(numbers: Sequence[int]) -> list[int]:
    """The indices of a longest rising sequence.

    >>> rising([2, 9, 3, 4, 1])
    [0, 2, 3]
    """
    ends: list[int] = []  # the smallest last number of a sequence of each length
    at: list[int] = []
    before: list[int] = []
    for index, number in enumerate(numbers):
        length = bisect_left(ends, number)
        before.append(at[length - 1] if length else -1)
        if length == len(ends):
            ends.append(number)
            at.append(index)
        else:
            ends[length] = number
            at[length] = index
    found = []
    index = at[-1] if at else -1
    while index >= 0:
        found.append(index)
        index = before[index]
    return found[::-1]


def grams(text: Sequence[str]) -> list[tuple[str, ...]]:
    """The pairs of words that follow each other; of a single word itself."""
    return list(pairwise(text)) if len(text) > 1 else [tuple(text)] if text else []


def paragraphs(left: Sequence[Sequence[str]], right: Sequence[Sequence[str]]) -> list[Match]:
    """Which paragraph of one copy is which of the other, in order; paragraphs are lists of `words`."""
    owner: dict[tuple[str, ...], int] = {}
    for i, text in enumerate(left):
        for gram in grams(text):
            owner[gram] = i if owner.get(gram, i) == i else -1
    found = []
    for j, text in enumerate(right):
        votes = Counter(i for gram in set(grams(text)) if (i := owner.get(gram, -1)) >= 0)
        if not votes:
            continue
        i, count = min(votes.items(), key=lambda one: (-one[1], one[0]))
        share = count / max(1, min(len(set(grams(left[i]))), len(set(grams(text)))))
        if share >= ENOUGH and (count > 1 or share == 1):
            found.append(Match(i, j, min(1.0, share)))
    return _between([found[k] for k in rising([one.left for one in found])], left, right)


def _between(found: list[Match], left: Sequence[Sequence[str]], right: Sequence[Sequence[str]]) -> list[Match]:
    """Between matches, paragraphs of the very same words belong together too: formulas that stand more than once."""
    out: list[Match] = []
    at_i = at_j = 0
    for match in (*found, Match(len(left), len(right), 1.0)):
        rest: dict[tuple[str, ...], list[int]] = {}
        for i in range(match.left - 1, at_i - 1, -1):
            rest.setdefault(tuple(left[i]), []).append(i)
        last = at_i - 1
        for j in range(at_j, match.right):
            same = rest.get(tuple(right[j]))
            while same and same[-1] <= last:
                same.pop()
            if same and right[j]:
                last = same.pop()
                out.append(Match(last, j, 1.0))
        out.append(match)
        at_i, at_j = match.left + 1, match.right + 1
    return out[:-1]
