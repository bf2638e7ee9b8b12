"""A text in lines, each with its place; the small questions that every room of the reader asks of a line."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple


class Line(NamedTuple):
    """One line without the blanks around it, and where it stands in the text; empty for a blank line."""

    start: int
    end: int
    text: str


@lru_cache(maxsize=2)  # every repair that changes nothing asks again for the lines of the same text
def split(text: str) -> tuple[Line, ...]:
    """All lines of a text; one without line feeds may use carriage returns.

    >>> list(split("FM X \\n\\n TO Y"))
    [Line(start=0, end=4, text='FM X'), Line(start=6, end=6, text=''), Line(start=8, end=12, text='TO Y')]
    """
    out: list[Line] = []
    append = out.append
    at = 0
    new = tuple.__new__  # half the cost of Line(...), and this is the hottest loop of reading
    for raw in text.split("\r" if "\n" not in text and "\r" in text else "\n"):
        words = raw.strip()
        if words:  # the first letter of a line is no blank, so its first place in the raw line is where the line begins
            begin = at if raw[0] == words[0] else at + raw.index(words[0])
            append(new(Line, (begin, begin + len(words), words)))
        else:
            append(new(Line, (at, at, "")))
        at += len(raw) + 1
    return tuple(out)


def holding(text: str, lines: Sequence[Line], *signs: str) -> list[int]:
    """The rows of a text that hold one of some signs, in order: looking for a sign costs less than asking each line.

    >>> holding("FM X \\n\\n TO Y", split("FM X \\n\\n TO Y"), "TO", "FM")
    [0, 2]
    """
    rows: set[int] = set()
    for sign in signs:
        at = text.find(sign)
        while at >= 0:
            row = bisect_right(lines, (at, _BEHIND)) - 1
            rows.add(max(row, 0))
            at = text.find(sign, max(at + 1, lines[row].end))
    return sorted(rows)


_BEHIND = 1 << 62  # behind every letter of a text
RULES = frozenset({"---", "===", "___", "***", "~~~"})
_RULE_SIGNS = "-=_*~ "
_SENTENCE_END = (".", "!", "?", ":", ";", '"', "”", ")", "-", "=", "*", "'", "…")


def is_rule(text: str) -> bool:
    """Whether a line is an underline: dashes or the like, which some copies break in two.

    >>> is_rule("-------"), is_rule("--------- ----"), is_rule("-- point")
    (True, True, False)
    """
    return text[:3] in RULES and not text.strip(_RULE_SIGNS) and "   " not in text


def is_open(text: str) -> bool:
    """Whether a sentence goes on after this line.

    >>> is_open("will never recognize Kosovo"), is_open("END SUMMARY.")
    (True, False)
    """
    return bool(text) and not text.endswith(_SENTENCE_END)
