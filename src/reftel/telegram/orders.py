"""Executive orders on classification: which was in force when, and which reasons it knows.

Source: `vocabulary/eo_rules.csv`. A telegram re-marked on review bears the order of the review, not of its own day
(`E.O. 12958: AS AMENDED; DECLASSIFIED JUNE 21, 2006` on telegrams of 1972 to 1975).
"""

from __future__ import annotations

from datetime import date
from functools import cache

from reftel.telegram.vocabulary import table

# E.O. 13292 amended 12958, whose number telegrams went on to print; its reasons are 1.4 where they had been 1.5.
RENUMBERED = date(2003, 9, 22)


@cache
def periods() -> dict[str, tuple[date, date | None]]:
    """First and last day in force of every order, by number; None where it still is.

    >>> periods()["12958"]
    (datetime.date(1995, 10, 14), datetime.date(2010, 6, 26))
    """
    found = {}
    for row in table("eo_rules"):
        if row["kind"].startswith("order"):
            until = date.fromisoformat(row["effective_to"]) if row["effective_to"] else None
            found[row["order"]] = (date.fromisoformat(row["effective_from"]), until)
    return found


def in_force(day: date) -> str | None:
    """The order by which telegrams of a day were marked.

    >>> in_force(date(2007, 11, 23)), in_force(date(1974, 6, 1)), in_force(date(1940, 1, 1))
    ('12958', '11652', None)
    """
    found = [number for number, (since, until) in periods().items() if number != "13292" and since <= day and (until is None or day <= until)]
    return found[0] if found else None
