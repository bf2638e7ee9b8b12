"""Blanks inside the words of envelope and heading: "SI PDIS", "SUBJE CT:", "280928 Z MAY 7 4".

Converters of old files cut words where a column ended: a blank within the date-time group in 7 of 182 originals of 1969 to
1976, "SI PDIS" in 1 of 33 released messages. Only words of the trade's formulas are put together, and only before the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from reftel.read.repairs import _letters
from reftel.text import Edit

EXAMPLE = ("R 280928 Z MAY 7 4\n\nUNCLAS BONN 000012\n\nSI PDIS\n\nSUBJECT: X", "R 280928Z MAY 74\n\nUNCLAS BONN 000012\n\nSIPDIS\n\nSUBJECT: X")

REACH = 2_500
# Words that no clerk writes in two, and those that some do.
_WORDS = (
    "SIPDIS", "SENSITIVE", "NOFORN", "EXDIS", "NODIS", "LIMDIS", "STADIS", "CONFIDENTIAL", "SECRET", "UNCLAS", "UNCLASSIFIED", "CLASSIFIED", "RESTRICTED", "SUBJECT",
    "IMMEDIATE", "PRIORITY", "ROUTINE", "SECSTATE", "WASHDC", "AMEMBASSY", "AMCONSUL",
)  # fmt: skip
_TWO_WORDS = {"WASH DC", "SEC STATE", "AM EMBASSY", "AM CONSUL", "UN CLASSIFIED", "UN CLAS", "NO DIS", "EX DIS", "LIM DIS"}
_SENT = re.compile(
    r"(?<!\d)(?P<hour>\d{6})(?P<one> ?)Z (?P<month>JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC) (?P<decade>\d)(?P<two> ?)(?P<year>\d)(?![0-9A-Za-z])"
)


def edits(text: str) -> Iterator[Edit]:
    """Take such blanks out."""
    head = text[:REACH]
    yield from _times(head)
    tails = _tails()
    words = _letters.head_words(text)
    if all(tails[tail].isdisjoint(words) for tail in tails.keys() & words):
        return
    at = 0
    for one, other in pairwise(head.split(" ")):
        at += len(one)
        tail = _first(other) if one[-1:].isupper() and other[:1].isupper() else ""
        if tail in tails and _last(one) in tails[tail]:
            yield Edit(at, at + 1, "", f"one word: {_last(one)}{tail}")
        at += 1


def _times(head: str) -> Iterator[Edit]:
    """Date-time groups with a blank before their Z, or between the figures of their year."""
    at = head.find("Z ")
    while at >= 0:
        found = _SENT.match(head, max(0, at - 7)) or _SENT.match(head, max(0, at - 6))
        for blank in ("one", "two") if found else ():
            if found and found[blank]:
                yield Edit(*found.span(blank), "", "no blank stands within a date-time group")
        at = head.find("Z ", at + 2)


def _last(word: str) -> str:
    """The letters behind the last line break or slash."""
    return word[max(word.rfind("\n"), word.rfind("/")) + 1 :]


def _first(word: str) -> str:
    """The letters before the first line break or sign."""
    end = 0
    while end < len(word) and word[end].isupper():
        end += 1
    return word[:end] if end == len(word) or not word[end].isalnum() else ""


@cache
def _tails() -> dict[str, frozenset[str]]:
    """The second pieces of the formulas' words, and the first pieces that go before each."""
    out: dict[str, set[str]] = {}
    for word in _WORDS:
        for cut in range(2, len(word) - 1):
            if f"{word[:cut]} {word[cut:]}" not in _TWO_WORDS:
                out.setdefault(word[cut:], set()).add(word[:cut])
    return {tail: frozenset(heads) for tail, heads in out.items()}
