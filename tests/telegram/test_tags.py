"""TAGS: known codes, their meaning by year, misprints mended, and codes that ran together cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.telegram.tags import codes, country, is_known, meaning
from reftel.telegram.vocabulary import table


@pytest.mark.parametrize(("token", "expected"), [
    ("PREL", ("PREL",)), ("prel", ("PREL",)), ("PRELPGOV", ("PREL", "PGOV")), ("VTPREL", ("VT", "PREL")), ("OSRA", ("OSRA",)), ("ZZZZ", ("ZZZZ",)), ("RURITANIA", ("RURITANIA",)),
])  # fmt: skip
def test_codes(token: str, expected: tuple[str, ...]) -> None:
    assert codes(token) == expected


@given(st.text("ABCDEFGHIKLMNOPRSTUVXYZ", max_size=70))
def test_no_letter_is_lost_in_cutting(token: str) -> None:
    found = codes(token)
    if all(is_known(code) for code in found) and len(found) > 1 and token not in {row["malformed_tag"].upper() for row in table("tag_fixes")}:
        assert "".join(found) == token


@given(st.sampled_from([row["code"].upper() for row in table("tags")]))
def test_a_known_code_is_never_cut(code: str) -> None:
    assert is_known(code)
    assert codes(code) == (code,)


def test_one_code_meant_different_countries() -> None:
    assert meaning("GE", 1975) == "Germany (East)"
    assert meaning("RS", 2007) == "Russia"
    assert meaning("PREL", 1975) == meaning("PREL")
    assert meaning("ZZZZ") is None
    assert meaning("prel") == meaning("PREL")


def test_meanings_are_short_words() -> None:
    found = [meaning(row["code"]) for row in table("tags")]
    assert all(one is None or (one.strip() == one and one) for one in found)


@pytest.mark.parametrize(("code", "year", "iso"), [
    ("CH", 2007, "CN"), ("CH", 2024, "CH"), ("GM", 2007, "DE"), ("GM", 2024, "GM"), ("GE", 1975, "DDDE"), ("SR", 2008, "RS"), ("SR", 2024, "SR"), ("YI", 2005, "YUCS"), ("KV", 2009, "XK"), ("XA", 2007, None), ("ZZ", 2007, None), ("ch", None, "CN"),
])  # fmt: skip
def test_a_code_is_the_country_of_its_time(code: str, year: int | None, iso: str | None) -> None:
    assert country(code, year) == iso
