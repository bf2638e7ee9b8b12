"""Message reference numbers in every printed form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.errors import BadValue
from reftel.telegram.mrn import Mrn, parse, station


@pytest.mark.parametrize("text", ["07STRELSAU1234", "07 STRELSAU 1234", "07 STRELSAU 001234", "2007STRELSAU01234", "2007 Strelsau 1234", " 07strelsau1234 ", "STRELSAU 1234/07"])
def test_one_number_in_all_its_forms(text: str) -> None:
    assert parse(text) == Mrn(2007, "STRELSAU", 1234)
    assert str(parse(text)) == "07STRELSAU1234"


def test_the_year_asked_for_is_taken_only_where_none_is_printed() -> None:
    assert str(parse("STRELSAU 1234", year=2009)) == "09STRELSAU1234"
    assert str(parse("07 STRELSAU 1234", year=2009)) == "07STRELSAU1234"
    assert parse("STRELSAU 1234") == Mrn(None, "STRELSAU", 1234)
    assert str(parse("STRELSAU 1234")) == "STRELSAU1234"


@given(st.integers(1966, 2065), st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=4, max_size=20).map(station), st.integers(0, 9_999_999))
def test_what_is_printed_is_read_back(year: int, name: str, number: int) -> None:
    mrn = Mrn(year, name, number)
    assert parse(str(mrn)) == mrn


@pytest.mark.parametrize(("name", "expected"), [
    ("The Hague", "THEHAGUE"), ("NEW DELHI", "NEWDELHI"), ("USUN NEW YORK", "USUNNEWYORK"), ("PORT-AU-PRINCE", "PORTAUPRINCE"), ("SECSTATE", "STATE"), ("STRELSAU", "STRELSAU"),
])  # fmt: skip
def test_station(name: str, expected: str) -> None:
    assert station(name) == expected


@given(st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ -", max_size=20))
def test_a_station_is_mended_once_and_for_all(name: str) -> None:
    assert station(station(name)) == station(name)


@pytest.mark.parametrize("text", ["", "1234", "STRELSAU", "07 1234", "E-MAIL OF 1/2/07", "07STRELSAU12345678", "007STRELSAU12", "STRELSAU 12 34", "A" * 70 + " 12"])
def test_no_mrn(text: str) -> None:
    with pytest.raises(BadValue, match=r"MRN: found .*, expected a year, a station and a number, like 07BEIJING7210"):
        parse(text)
