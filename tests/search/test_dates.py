"""Dates in queries: what they cover, and what people type instead."""

from __future__ import annotations

import pytest

from reftel.errors import QueryError
from reftel.search.dates import bounds, suggestion
from reftel.search.query import Field


@pytest.mark.parametrize(
    ("value", "covered"),
    [
        ("2007", (20070000, 20079999)), ("2007-11", (20071100, 20071199)), ("2007-11-23", (20071123, 20071123)),
        ("2007-11..2008", (20071100, 20089999)), ("..2007-02", (0, 20070299)), ("2007-02..", (20070200, 99999999)), ("2008-02-29", (20080229, 20080229)),
    ],
)  # fmt: skip
def test_what_a_date_covers(value: str, covered: tuple[int, int]) -> None:
    assert bounds(Field("sent", value), "") == covered


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("yesterday", "expected a date like"), ("2007-13", "expected a date"), ("2007-02-30", "there is no day 2007-02-30; the last of that month is 2007-02-28"),
        ("..", "on one side"), ("2008..2007", "2008 is after 2007; did you mean sent:2007..2008?"), ("23NOV2007", "did you mean sent:2007-11-23?"),
        (">=2007", r"did you mean sent:2007\.\.\?"), ("2007-1-5", "did you mean sent:2007-01-05?"),
    ],
)  # fmt: skip
def test_bad_dates_are_answered(value: str, message: str) -> None:
    with pytest.raises(QueryError, match=message) as raised:
        bounds(Field("sent", value), f"sent:{value}")
    assert raised.value.at == 0


def test_a_date_with_two_readings_is_not_guessed() -> None:
    assert suggestion("05/06/2007") is None
