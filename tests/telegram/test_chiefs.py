"""Chiefs of mission and where they resided."""

from __future__ import annotations

from datetime import date

import pytest

from reftel.telegram import chiefs, orders, posts
from reftel.telegram.vocabulary import table


def test_a_chief_is_found_by_surname_and_day() -> None:
    (term,) = chiefs.serving("RANDT", date(2007, 11, 23), date(2007, 11, 23))
    assert (term.posts, str(term)) == (("Beijing",), "Ambassador China 2001-07-28 to 2009-01-20")
    assert chiefs.serving("RANDT", date(1999, 1, 1), date(1999, 12, 31)) == ()


@pytest.mark.parametrize(
    ("surname", "day", "where"),
    [
        ("Bush", date(1975, 3, 1), ("Peking",)),  # the liaison office
        ("Unger", date(1975, 3, 1), ("Taipei",)),  # the embassy to the Republic of China at the same time
        ("Huntsman", date(2010, 1, 1), ("Beijing",)),
        ("Bunker", date(1970, 1, 1), ("Saigon",)),
        ("Kornblum", date(2000, 6, 1), ("Bonn", "Berlin")),  # moved while he served
        ("Khalilzad", date(2007, 11, 1), ("USUN New York",)),
    ],
)
def test_where_a_chief_resided(surname: str, day: date, where: tuple[str, ...]) -> None:
    assert [term.posts for term in chiefs.serving(surname, day, day)] == [where]


def test_a_surname_is_compared_without_its_dress() -> None:
    assert chiefs.terms("STRAUSZHUPE") == chiefs.terms("Strausz-Hupé") != ()
    assert chiefs.key("MARTIN (ACTING)") == "MARTIN"


def test_an_appointment_of_a_month_is_the_whole_month() -> None:
    (term,) = [one for one in chiefs.terms("Chicola") if one.unit == "brazil"]
    assert (term.since, term.until) == (date(2005, 11, 1), date(2006, 11, 30))


def test_an_appointment_without_a_beginning_says_nothing() -> None:
    assert chiefs.terms("Watterson") == ()


def test_the_table_is_sorted_by_the_key_it_is_searched_by() -> None:
    keys = [row["key"] for row in table("chiefs")]
    assert keys == sorted(keys)
    assert [row["surname"] for row in table("chiefs") if chiefs.key(row["surname"]) != row["key"]] == []
    assert sum(len(chiefs._rows(key)) for key in set(keys)) == len([r for r in table("chiefs") if r["kind"] != "principal" or r["role"] in chiefs._DEPARTMENT])


def test_every_seat_is_of_a_unit_of_the_list_and_every_unit_but_the_bygone_has_one() -> None:
    units = {row["unit"] for row in table("chiefs") if row["kind"] != "principal"}
    seats = {row["unit"] for row in table("capitals")}
    assert seats <= units
    assert {unit for unit in units - seats if not unit.startswith("representative")} == {"hawaii", "texas", "two-sicilies"}


def test_stations_of_capitals_are_posts() -> None:
    assert [row["station"] for row in table("capitals") if row["station"] and posts.of_station(row["station"]) is None] == []


@pytest.mark.parametrize(
    ("words", "year", "post"),
    [
        ("Embassy in Israel", 1956, "Tel Aviv"), ("Embassy in the Soviet Union", 1979, "Moscow"), ("Embassy in Brazil", 1955, "Rio de Janeiro"),
        ("Embassy in Pakistan", 1956, "Karachi"), ("Embassy in Pakistan", 1965, None), ("Embassy in the United Arab Republic", 1960, "Cairo"),
        ("Embassy in the Republic of Vietnam", 1963, "Saigon"), ("Mission to the North Atlantic Treaty Organization", 1970, "USNATO"),
        ("Department of State", 1960, "State"), ("Embassy in Ruritania", 1960, None), ("Embassy in Germany", None, None),
    ],
)  # fmt: skip
def test_missions_as_an_edition_names_them(words: str, year: int | None, post: str | None) -> None:
    assert posts.name(words, year) == post


def test_orders_follow_one_another() -> None:
    assert [orders.in_force(day) for day in (date(1960, 1, 1), date(1974, 1, 1), date(1980, 1, 1), date(1990, 1, 1), date(2005, 1, 1), date(2011, 1, 1))] == [
        "10501", "11652", "12065", "12356", "12958", "13526",
    ]  # fmt: skip
