"""When a code was in force: the tables say so in words ("1973-79", "1960s-", "to 1995"), a question in a date.

Both are periods of days, written as ISO dates, open where nothing is said.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from reftel.errors import BadValue

_RANGE = re.compile(r"(?P<first>(?:18|19|20)\d\d)s?(?:\s?-\s?(?P<last>(?:(?:18|19|20)\d\d|\d\d)s?)?)?")


class Era(NamedTuple):
    """A period: its first and last day as ISO dates, None where it is open."""

    first: str | None
    last: str | None


def read(words: str) -> Era:
    """The period that words of a table name; open on both sides where they name none.

    >>> read("1973-79"), read("1960s-"), read("to 1995")
    (Era(first='1973-01-01', last='1979-12-31'), Era(first='1960-01-01', last=None), Era(first=None, last='1995-12-31'))
    >>> read("1973-79 and later")
    Era(first='1973-01-01', last=None)
    """
    found = _RANGE.search(words)
    if not found:
        return Era(None, None)
    first, last = found["first"], found["last"]
    if re.search(r"\bto\s+$", words[: found.start()]):
        return Era(None, _end(first + ("s" if found[0].endswith("s") else "")))
    if "later" in words or "+" in words or (last is None and found[0].endswith("-")):
        return Era(f"{first}-01-01", None)
    if last is None:
        return Era(f"{first}-01-01", _end(found[0]))
    return Era(f"{first}-01-01", _end(last if len(last.rstrip("s")) == 4 else first[:2] + last))


def _end(year: str) -> str:
    """The last day of a year, or of a decade ("1970s")."""
    return f"{int(year[:4]) + 9 if year.endswith('s') else int(year[:4])}-12-31"


def of_date(asked: int | str | date) -> Era:
    """The period of a date as people give it: a year, a month, a day.

    Raises:
        BadValue: when it is none of these.

    >>> of_date(1975), of_date("2007-11-23").first
    (Era(first='1975-01-01', last='1975-12-31'), '2007-11-23')
    """
    text = asked.isoformat() if isinstance(asked, date) else str(asked).strip()
    if re.fullmatch(r"\d{4}", text):
        return Era(f"{text}-01-01", f"{text}-12-31")
    if re.fullmatch(r"\d{4}-(?:0[1-9]|1[0-2])", text):
        return Era(f"{text}-01", f"{text}-31")
    try:
        day = date.fromisoformat(text).isoformat()
    except ValueError:
        raise BadValue("date", text, "a year, a month or a day, like 1975, 1975-06 or 1975-06-30") from None
    return Era(day, day)


def overlap(one: Era, other: Era) -> bool:
    """Whether two periods have a day in common.

    >>> overlap(read("1973-79"), of_date(1975)), overlap(read("to 1995"), of_date(2007))
    (True, False)
    """
    return (one.first is None or other.last is None or one.first <= other.last) and (
        other.first is None or one.last is None or other.first <= one.last
    )
