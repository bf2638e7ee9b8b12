"""Date-time groups and filing times: what they mean, what they refuse, and that printing them gives them back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.errors import BadValue
from reftel.telegram.dtg import ZONES, Dtg, filing_date, full_year, parse

# Bounds for hypothesis have no zone; the zone is what is tried.
MOMENTS = st.datetimes(datetime(1966, 1, 2), datetime(2065, 12, 30))  # noqa: DTZ001


@given(MOMENTS, st.sampled_from([*ZONES, "J"]))
def test_what_is_printed_is_read_back(moment: datetime, zone: str) -> None:
    dtg = Dtg(moment.day, moment.hour, moment.minute, zone, moment.month, moment.year)
    assert parse(str(dtg)) == dtg
    assert parse(str(dtg).replace(" ", "").lower()) == dtg
    assert (dtg.sent is None) == (zone == "J")


@given(MOMENTS, st.sampled_from(list(ZONES)))
def test_zones_are_hours_from_zulu(moment: datetime, zone: str) -> None:
    sent = Dtg(moment.day, moment.hour, moment.minute, zone, moment.month, moment.year).sent
    assert sent is not None
    assert moment.replace(second=0, microsecond=0, tzinfo=UTC) - sent == timedelta(hours=ZONES[zone])


def test_zones_run_round_the_world() -> None:
    assert {ZONES[letter] for letter in "ABCDEFGHIKLM"} == set(range(1, 13))
    assert {ZONES[letter] for letter in "NOPQRSTUVWXY"} == set(range(-12, 0))
    assert (ZONES["Z"], "J" in ZONES) == (0, False)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("141530Z FEB 07", "2007-02-14T15:30:00Z"), ("141530Z FEB 2007", "2007-02-14T15:30:00Z"), (" 141530ZFEB07 ", "2007-02-14T15:30:00Z"),
        ("141530Z FEBRUARY 07", "2007-02-14T15:30:00Z"), ("010030B JAN 07", "2006-12-31T22:30:00Z"), ("312330R DEC 99", "2000-01-01T04:30:00Z"),
        ("141530J FEB 07", "2007-02-14"), ("290000Z FEB 08", "2008-02-29T00:00:00Z"), ("010000Z JAN 66", "1966-01-01T00:00:00Z"),
    ],
)  # fmt: skip
def test_iso(text: str, iso: str) -> None:
    assert parse(text).iso == iso


@pytest.mark.parametrize("text", ["", "141530Z", "141530Z FEB", "1415Z FEB 07", "141530Z FEB 07 07", "141530 FEB 07", "x141530Z FEB 07", "146030Z FEB 07", "141560Z FEB 07", "141530Z FEB 007"])
def test_no_dtg(text: str) -> None:
    with pytest.raises(BadValue, match="expected a date-time group like 230912Z NOV 07"):
        parse(text)


@pytest.mark.parametrize("text", ["290000Z FEB 07", "311200Z APR 07", "001200Z MAY 07", "142500Z FEB 07", "391200Z MAY 07"])
def test_days_and_hours_that_do_not_exist(text: str) -> None:
    with pytest.raises(BadValue, match="expected a day and hour that exist"):
        parse(text)


def test_a_month_that_does_not_exist() -> None:
    with pytest.raises(BadValue, match="DTG month: found 'FEV', expected one of JAN, FEB"):
        parse("141530Z FEV 07")


@given(st.integers(0, 99))
def test_two_digits_are_the_century_of_telegrams(year: int) -> None:
    assert full_year(year) % 100 == year
    assert 1966 <= full_year(year) <= 2065


@given(st.dates(date(1966, 1, 1), date(2065, 12, 31)))
def test_filing_dates(day: date) -> None:
    assert filing_date(f"{day.timetuple().tm_yday:03d}1530", day.year) == day


@pytest.mark.parametrize("text", ["", "0001200", "3661200", "4001200", "0453030", "0451560", "045153", "04515300"])
def test_no_filing_time(text: str) -> None:
    with pytest.raises(BadValue, match="filing time"):
        filing_date(text, 2007)
    assert filing_date("3661200", 2008) == date(2008, 12, 31)
