"""Posts: plain names of addresses, stations, indicators and countries."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.telegram import posts
from reftel.telegram.precedence import WORDS, word
from reftel.telegram.vocabulary import TABLES, table


@pytest.mark.parametrize(("plad", "name"), [
    ("AMEMBASSY STRELSAU", "Strelsau"), ("amembassy  strelsau", "Strelsau"), ("AMCONSUL PORT-AU-ROI", "Port-Au-Roi"), ("USMISSION USNATO", "USNATO"), ("SECSTATE WASHDC", "State"),
    ("AMCONSUL SAO PAULO", "Sao Paulo"), ("AMEMBASSY DAR ES SALAAM", "Dar es Salaam"), ("NSC WASHDC", None), ("EUROPEAN POLITICAL COLLECTIVE", None), ("", None),
])  # fmt: skip
def test_name(plad: str, name: str | None) -> None:
    assert posts.name(plad) == name


@given(st.sampled_from(table("posts")))
def test_the_table_agrees_with_itself(row: dict[str, str]) -> None:
    assert posts.of_station(row["station"]) or row["post_type"] == "series", "series such as SECTO travel and lie nowhere"
    assert (posts.country(row["station"]) or "") == next(one["iso2"] for one in reversed(table("posts")) if one["station"] == row["station"])


@pytest.mark.parametrize("unknown", ["", "STRELSAU", "NOWHERE"])
def test_what_the_table_does_not_know(unknown: str) -> None:
    assert (posts.of_station(unknown), posts.of_indicator(unknown), posts.country(unknown)) == (None, None, None)


def test_indicators_and_stations_belong_together() -> None:
    assert posts.of_indicator("RUEHC") == "STATE"
    assert posts.of_station("STATE") == "State"
    assert posts.country("BEIJING") == "CN"


@given(st.sampled_from("ZOPR"))
def test_precedence_is_one_letter_or_two(letter: str) -> None:
    assert word(letter) == word(letter * 2) in WORDS
    assert word(letter + "X") is None


@pytest.mark.parametrize("name", TABLES)
def test_every_row_says_where_it_comes_from(name: str) -> None:
    rows = table(name)
    assert rows
    assert [row for row in rows if not row.get("source") or None in row or None in row.values()] == []
