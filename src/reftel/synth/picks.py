"""Choosing: quick draws from tables, all from one number between 0 and 1.

Every draw takes a `random()` of the caller, so that one telegram is one seeded stream and no telegram depends on another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

T = TypeVar("T")
Draw = Callable[[], float]
MASK = (1 << 64) - 1


def pick(draw: Draw, items: Sequence[T]) -> T:
    """One of some items, each as likely as the others.

    >>> pick(lambda: 0.5, "abcd")
    'c'
    """
    return items[int(draw() * len(items))]


def spread(weighted: Iterable[tuple[T, float]], size: int = 512) -> list[T]:
    """A list in which each item stands as often as its weight says, for `pick`; every item at least once.

    >>> spread([("a", 3), ("b", 1)], 4)
    ['a', 'a', 'a', 'b']
    """
    rows = list(weighted)
    whole = sum(weight for _, weight in rows)
    return [item for item, weight in rows for _ in range(max(1, round(weight * size / whole)))]


def quantile(table: Sequence[float], share: float) -> float:
    """The value at a share (0 to 1) of a distribution given by evenly spaced quantiles.

    >>> quantile([0, 10, 30], 0.75)
    20.0
    """
    at = share * (len(table) - 1)
    low = int(at)
    if low >= len(table) - 1:
        return table[-1]
    return table[low] + (table[low + 1] - table[low]) * (at - low)


def mixed(*numbers: int) -> int:
    """A 64-bit number that looks drawn but follows from some numbers (splitmix64).

    >>> mixed(1, 2) == mixed(1, 2), mixed(1, 2) == mixed(2, 1)
    (True, False)
    """
    state = 0x9E3779B97F4A7C15
    for number in numbers:
        state = (state ^ (number & MASK)) * 0xBF58476D1CE4E5B9 & MASK
        state = (state ^ (state >> 27)) * 0x94D049BB133111EB & MASK
        state ^= state >> 31
    return state


def zipf_rank(draw: Draw, ranks: int) -> int:
    """A rank from 0 below `ranks`, each about as often as one over the rank: the frequency of names in text.

    >>> zipf_rank(lambda: 0.0, 1000), zipf_rank(lambda: 0.5, 1000), zipf_rank(lambda: 0.999, 1000)
    (0, 30, 993)
    """
    return min(ranks, int((ranks + 1) ** draw())) - 1
