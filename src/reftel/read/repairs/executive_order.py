"""The E.O. line mistyped: an order that does not exist, or the label and DECL in letters that were misread.

    E.O. 12598: DECL: 11/23/2017        is E.O. 12958, the order of 1995 to 2009
    E.9. 12958: OECL: OAOR              is E.O. 12958: DECL: OADR

Seen in 10 of 6,702 pages (12598, 12985, 19528, 19523, 12928). A number is put right where just one order has its digits in
another sequence or all but one of them, the orders of the telegram's own years first.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from reftel.read.lines import split
from reftel.text import Edit

EXAMPLE = ("O 230912Z NOV 07\n\nE.O. 12598: DECLL: 11/23/2017", "O 230912Z NOV 07\n\nE.O. 12958: DECL: 11/23/2017")

# First year, last year (the next order overlaps by a year of habit).
# E.O. 13292 of 2003 amended 12958, which telegrams went on citing: it is known, but no mistyped number stands for it.
ORDERS = {"10501": (1953, 1972), "11652": (1972, 1979), "12065": (1978, 1983), "12356": (1982, 1996), "12958": (1995, 2010), "13526": (2009, 2030)}
KNOWN = {*ORDERS, "13292", "10290", "10964"}
_LINE = re.compile(r"(?P<label>[EF]\s?[.,;]?\s?[O09QD]\s?[.,;]?)(?P<colon>:?)\s{0,3}(?P<number>\d{5}|[A-Za-z]\d{4}|\d{4}[A-Za-z]|\d[A-Za-z]\d{3})(?!\d)")
_DECL = re.compile(r"(?<![A-Za-z])(?P<word>DECLL|[DO0][E3]CLL?|DEC[I1l]|DCEL|DELC|DECLE)(?P<sign>\s?[:;])\s{0,3}(?P<oadr>[O0D][AR4][DO0][RA](?![A-Za-z]))?")
_SENT = re.compile(r"\b\d{6}Z [A-Z]{3} (?P<year>\d\d)(?!\d)")
_LETTERS = str.maketrans("OoDQlIiSsBZz", "000011155822")
REACH = 12_000


def edits(text: str) -> Iterator[Edit]:
    """Put right the order's number, the label and DECL."""
    lines = split(text)
    for line in lines[:200]:
        if line.start > REACH:
            return
        if line.text[:1] not in {"E", "F"}:
            continue
        found = _LINE.match(line.text[:40])
        if found:
            yield from _label(line.start, found)
            yield from _number(text, line.start, found)
            yield from _declassify(line.start + found.end(), line.text[found.end() : found.end() + 60])
            return


def _label(at: int, found: re.Match[str]) -> Iterator[Edit]:
    label = found["label"].strip()
    if not re.fullmatch(r"E\.?O\.?", label):
        yield Edit(at, at + len(label), "E.O.", "the label of the executive order")


def _number(text: str, at: int, found: re.Match[str]) -> Iterator[Edit]:
    number = found["number"].translate(_LETTERS)
    if found["number"] in KNOWN or not number.isdecimal():
        return
    order = number if number in ORDERS else _meant(number, _year(text))
    if order:
        yield Edit(at + found.start("number"), at + found.end("number"), order, f"there is no order {number}; {order} was in force")


def _year(text: str) -> int | None:
    found = _SENT.search(text[:REACH])
    if not found:
        return None
    year = int(found["year"])
    return year + (2000 if year < 50 else 1900)


def _meant(number: str, year: int | None) -> str | None:
    """The one order that a mistyped number stands for.

    >>> _meant("12598", 2007), _meant("19523", 2007), _meant("12345", None)
    ('12958', '12958', None)
    """
    in_force = [order for order, (first, last) in ORDERS.items() if year is not None and first <= year <= last]
    for orders in (in_force, list(ORDERS) if not in_force else []):
        for far in (_swapped, _one_wrong, _swapped_and_wrong)[: 3 if in_force else 2]:
            near = [order for order in orders if far(number, order)]
            if near:
                return near[0] if len(near) == 1 else None
    return None


def _swapped(number: str, order: str) -> bool:
    return sorted(number) == sorted(order)


def _one_wrong(number: str, order: str) -> bool:
    return sum(a != b for a, b in zip(number, order, strict=True)) == 1


def _swapped_and_wrong(number: str, order: str) -> bool:
    return sum((Counter(number) - Counter(order)).values()) == 1 and number[0] == order[0]


def _declassify(at: int, rest: str) -> Iterator[Edit]:
    found = _DECL.search(rest)
    if not found:
        return
    if found["word"] != "DECL":
        yield Edit(at + found.start("word"), at + found.end("word"), "DECL", "DECL: the instruction to declassify")
    if found["oadr"] and found["oadr"] != "OADR":
        yield Edit(at + found.start("oadr"), at + found.end("oadr"), "OADR", "OADR: originating agency's determination required")
