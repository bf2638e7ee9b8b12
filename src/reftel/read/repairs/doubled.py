"""A line of prose that stands twice in succession, as where a copyist or a page join set it again.

    the envoy of Korvelia told him that the route
    the envoy of Korvelia told him that the route
    was closed.

Consecutive equal lines: 19 of 6,702 pages. Only lines of several words count: rows of tables, rules, captions and entries of
lists may well be equal.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from reftel.read.lines import split
from reftel.text import Edit

EXAMPLE = ("He told the Ambassador that the route\nHe told the Ambassador that the route\nwas closed.", "He told the Ambassador that the route\nwas closed.")

WORDS = 4
LETTERS = 20


def edits(text: str) -> Iterator[Edit]:
    """Drop each line that repeats the one right above it."""
    for one, other in pairwise(split(text)):
        if one.text == other.text and len(one.text) >= LETTERS and _is_prose(one.text):
            yield Edit(one.end, other.end, "", "the line stands twice")


def _is_prose(words: str) -> bool:
    parts = words.split()
    return len(parts) >= WORDS and sum(part.strip(".,;:()\"'").isalpha() for part in parts) * 3 >= len(parts) * 2
