"""Lists of hundreds of names or numbers, searched as one batch: a row a line, an error where a line cannot be understood."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec
import tantivy

from reftel.errors import QueryError
from reftel.search.compiling import compiler
from reftel.search.index import Index
from reftel.search.query import Field, Node, Or, Phrase, parse
from reftel.search.searching import page
from reftel.search.words import words
from reftel.telegram.model import Result

_DATES = msgspec.json.Decoder(msgspec.defstruct("Dated", [("sent", str | None, None)])).decode


class Line(Result):
    """One line of a list: how many telegrams it finds, their first and last date, the best of them; or what is wrong with it.

    `at` is where in the line the mistake is.
    """

    number: int
    line: str
    query: str | None = None
    count: int = 0
    first: str | None = None
    last: str | None = None
    best: list[str] = []
    error: str | None = None
    at: int | None = None


def batch(index: Index, lines: Iterable[str], literal: bool = False, best: int = 3, within: str = "") -> Iterator[Line]:
    """A row for each line that is not blank, in their order.

    All lines are answered by one view of the index, so that the counts can be compared whatever is written meanwhile.

    Args:
        index: the index to search.
        lines: queries, one a line; numbered from 1, blank lines counted.
        literal: a line is no query but a name: its words stand in this order; a telegram's number finds it too.
        best: how many telegrams to name a line, the most relevant first.
        within: a query that all must answer too.

    Raises:
        QueryError: when `within` cannot be understood.
    """
    searcher = index.searcher()
    narrow = compiler(index, within).compile(parse(within)) if within.strip() else None
    for number, raw in enumerate(lines, 1):
        line = raw.strip()
        if not line:
            continue
        try:
            tree = name(line) if literal else parse(line)
            compiled = compiler(index, line).compile(tree)
        except QueryError as error:
            yield Line(number, line, error=error.message, at=error.at)
            continue
        if narrow is not None:
            compiled = tantivy.Query.boolean_query(
                [(tantivy.Occur.Must, compiled), (tantivy.Occur.Must, tantivy.Query.const_score_query(narrow, 0.0))]
            )
        count, ranked = page(searcher, compiled, "relevance", best, 0)
        first, last = _edges(searcher, compiled) if count else (None, None)
        yield Line(number, line, str(tree), count, first, last, [key for _, key in ranked])


def name(line: str) -> Node:
    """A line that is a name or a number, whatever signs stand in it.

    Raises:
        QueryError: when no letter or digit stands in it.

    >>> str(name("Ban Ki-moon (UN)")), str(name("07 BEIJING 7210"))
    ('"Ban Ki-moon (UN)"', 'mrn:07BEIJING7210 OR "07 BEIJING 7210"')
    """
    from reftel.errors import BadValue
    from reftel.telegram import mrn

    plain = " ".join(line.replace('"', " ").split())
    if not words(plain):
        raise QueryError(line, 0, "holds no word the index keeps")
    try:
        found = mrn.parse(plain)
    except BadValue:
        return Phrase(plain)
    return Or((Field("mrn", str(found)), Phrase(plain))) if found.year is not None else Phrase(plain)


def _edges(searcher: tantivy.Searcher, compiled: tantivy.Query) -> tuple[str | None, str | None]:
    """The first and the last day of the hits, as precise as they are known."""
    found = searcher.aggregate(compiled, {"first": {"min": {"field": "sent"}}, "last": {"max": {"field": "sent"}}})
    return _day(found["first"]["value"]), _day(found["last"]["value"])


def _day(number: float | None) -> str | None:
    """The ISO date of a day as the index counts days.

    >>> _day(20071123.0), _day(20071100.0)
    ('2007-11-23', '2007-11')
    """
    if number is None:
        return None
    digits = f"{int(number):08d}"
    return "-".join(part for part in (digits[:4], digits[4:6], digits[6:8]) if part != "00")
