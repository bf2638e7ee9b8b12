"""A text in lines, each with its place; the small questions that every room of the reader asks of a line."""

from __future__ import annotations

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
    out = []
    at = 0
    new = tuple.__new__  # half the cost of Line(...), and this is the hottest loop of reading
    raws = text.split("\r" if "\n" not in text and "\r" in text else "\n")
    for raw, words, size in zip(raws, map(str.strip, raws), map(len, raws), strict=True):
        if words:  # the first letter of a line is no blank, so its first place in the raw line is where the line begins
            begin = at if raw[0] == words[0] else at + raw.index(words[0])
            out.append(new(Line, (begin, begin + len(words), words)))
        else:
            out.append(new(Line, (at, at, "")))
        at += size + 1
    return tuple(out)


_RULES = frozenset({"---", "===", "___", "***", "~~~"})
_RULE_SIGNS = "-=_*~ "
_SENTENCE_END = (".", "!", "?", ":", ";", '"', "”", ")", "-", "=", "*", "'", "…")


def is_rule(text: str) -> bool:
    """Whether a line is an underline: dashes or the like, which some copies break in two.

    >>> is_rule("-------"), is_rule("--------- ----"), is_rule("-- point")
    (True, True, False)
    """
    return text[:3] in _RULES and not text.strip(_RULE_SIGNS) and "   " not in text


def is_open(text: str) -> bool:
    """Whether a sentence goes on after this line.

    >>> is_open("will never recognize Kosovo"), is_open("END SUMMARY.")
    (True, False)
    """
    return bool(text) and not text.endswith(_SENTENCE_END)
