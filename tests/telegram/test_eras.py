"""Periods that tables name in words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.errors import BadValue
from reftel.telegram.eras import Era, of_date, overlap, read
from reftel.telegram.vocabulary import table


@pytest.mark.parametrize(("words", "first", "last"), [
    ("1973-79", "1973-01-01", "1979-12-31"), ("1973-1990", "1973-01-01", "1990-12-31"), ("1960s-", "1960-01-01", None), ("1970s-1999", "1970-01-01", "1999-12-31"),
    ("to 1990s", None, "1999-12-31"), ("to 1995", None, "1995-12-31"), ("1990s-2015", "1990-01-01", "2015-12-31"), ("1960s-70s", "1960-01-01", "1979-12-31"),
    ("1970s", "1970-01-01", "1979-12-31"), ("1995", "1995-01-01", "1995-12-31"), ("1973-79 and later", "1973-01-01", None), ("", None, None), ("at all times", None, None),
])  # fmt: skip
def test_read(words: str, first: str | None, last: str | None) -> None:
    assert read(words) == Era(first, last)


@pytest.mark.parametrize("name", ["posts", "captions"])
def test_every_era_of_the_tables_is_read(name: str) -> None:
    unread = {row["era"] for row in table(name) if row["era"] and read(row["era"]) == Era(None, None)}
    assert unread == set()


@given(st.dates(date(1945, 1, 1), date(2030, 12, 31)))
def test_a_day_lies_in_its_year_and_month(day: date) -> None:
    assert overlap(of_date(day), of_date(day.year))
    assert overlap(of_date(day.isoformat()), of_date(day.isoformat()[:7]))
    assert not overlap(of_date(day), of_date(day.year + 1))


@pytest.mark.parametrize("asked", ["75", "1975-13", "1975-02-30", "last year", ""])
def test_what_is_no_date_is_said(asked: str) -> None:
    with pytest.raises(BadValue, match="a year, a month or a day"):
        of_date(asked)
