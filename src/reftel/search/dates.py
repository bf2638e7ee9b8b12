"""Dates in queries: 2007, 2007-11, 2007-11-23, ranges with .. between, one side open.

What else people type (23NOV2007, >=2007, 2007/11) is not searched but answered with what was meant.
"""

from __future__ import annotations

import re
from calendar import month_abbr, monthrange

from reftel.errors import QueryError
from reftel.search.index import day
from reftel.search.query import Field

_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_EXPECTED = "expected a date like 2007, 2007-11 or 2007-11-23, or two with .. between"
_MONTHS = {name.lower(): number for number, name in enumerate(month_abbr) if name}
_NAMED = re.compile(r"(?:(\d{1,2})[ .\-/]*)?([A-Za-z]{3})[a-z]*[ .,\-/]*(\d{4})")


def bounds(field: Field, query: str) -> tuple[int, int]:
    """The first and last day of a `sent:` as the index counts days.

    Raises:
        QueryError: for what is no date or range.

    >>> bounds(Field("sent", "2007-11..2007-12"), "")
    (20071100, 20071299)
    >>> bounds(Field("sent", "..2007"), "")
    (0, 20079999)
    """
    first, dots, last = field.value.partition("..")
    first, last = first.strip(), last.strip()
    if not first and not last:
        raise _wrong(field, query, "needs a date on one side of ..")
    for edge in (first, last):
        if edge:
            _check(field, query, edge)
    low = day(first) if first else 0
    high = day(last if dots else first, last=True) if (last or not dots) else 99_999_999
    assert low is not None
    assert high is not None
    if low > high:
        raise _wrong(field, query, f"{first} is after {last}; did you mean sent:{last}..{first}?")
    return low, high


def _check(field: Field, query: str, edge: str) -> None:
    if not _DATE.fullmatch(edge):
        meant = suggestion(edge)
        raise _wrong(field, query, f"found {edge!r}, {_EXPECTED}" + (f"; did you mean sent:{meant}?" if meant else ""))
    if len(edge) == 10 and int(edge[8:]) > monthrange(int(edge[:4]) or 4, int(edge[5:7]))[1]:
        raise _wrong(
            field,
            query,
            f"there is no day {edge}; the last of that month is {edge[:8]}{monthrange(int(edge[:4]) or 4, int(edge[5:7]))[1]}",
        )


def _wrong(field: Field, query: str, message: str) -> QueryError:
    return QueryError(query, field.at.start, f"sent: {message}")


def suggestion(text: str) -> str | None:
    """What a date in another form would be here, where there is only one way to read it.

    >>> suggestion("23NOV2007"), suggestion("November 2007"), suggestion(">=2007-11"), suggestion("11/12/2007")
    ('2007-11-23', '2007-11', '2007-11..', None)
    """
    if found := re.fullmatch(r"([<>])=?(\d{4}(?:-\d\d){0,2})", text):
        return f"{found[2]}.." if found[1] == ">" else f"..{found[2]}"
    if found := re.fullmatch(r"(\d{4})[/.](\d{1,2})(?:[/.](\d{1,2}))?", text):
        return "-".join([found[1], *(part.zfill(2) for part in (found[2], found[3]) if part)])
    if (found := _NAMED.fullmatch(text)) and (month := _MONTHS.get(found[2].lower())):
        return f"{found[3]}-{month:02d}" + (f"-{int(found[1]):02d}" if found[1] else "")
    if (found := re.fullmatch(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?", text)) and 1 <= int(found[2]) <= 12:
        return "-".join([found[1], *(part.zfill(2) for part in (found[2], found[3]) if part)])
    return None
