"""Chiefs of mission: who signed from where, and when. Every telegram of a post bears the surname of its chief.

Source: Principal Officers and Chiefs of Mission (HistoryAtState/pocom, public domain), 7,262 appointments; where a chief
resided is `vocabulary/capitals.csv`: embassies moved (Bonn to Berlin, Karachi to Islamabad), and one embassy serves several small
countries. Dates of office run from the presentation of credentials to the end of the mission; a month or a year alone means
the whole of it. An appointment without a beginning says nothing of its time, and one before 2015 without an end is not taken
as open: the list was made then. Deputies and chargés sign too and mostly stand in no list, so a surname is evidence, no proof.
"""

from __future__ import annotations

import calendar
import csv
import re
import unicodedata
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files

import msgspec

from reftel.telegram.vocabulary import table

_OPEN_SINCE = "2015"
_LAST = date(9999, 12, 31)
_TITLES = {"representative-to-un": "Representative to the UN", "ambassador-e-p": "Ambassador", "charge-daffaires": "Chargé d'affaires",
           "charge-daffaires-ad-interim": "Chargé d'affaires", "principal-officer": "principal officer", "chief": "chief"}  # fmt: skip
# Who signs the Department's own telegrams.
_DEPARTMENT = {"secretary", "secretary-ad-interim", "deputy-secretary", "under-secretary"}


class Term(msgspec.Struct, frozen=True):
    """One appointment: `since` to `until`, both days included, at one of `posts` (several where the embassy moved or served two)."""

    surname: str
    forename: str
    role: str
    unit: str
    since: date
    until: date
    posts: tuple[str, ...]

    def __str__(self) -> str:
        until = "" if self.until == _LAST else f" to {self.until}"
        where = "" if self.unit == self.role or self.role.startswith("representative") else f" {self.unit.replace('-', ' ').title()}"
        return f"{_TITLES.get(self.role, self.role.replace('-', ' '))}{where} {self.since}{until}"


def key(surname: str) -> str:
    """A surname as telegrams are compared by: capitals, no blanks, no diacritics, known misspellings mended.

    >>> key("Strausz-Hupé"), key("van Voorst"), key("McMullen")
    ('STRAUSZHUPE', 'VANVOORST', 'MCMULLEN')
    """
    plain = unicodedata.normalize("NFD", surname).encode("ascii", "ignore").decode()
    letters = re.sub(r"[^A-Z]", "", re.sub(r"\(ACTING\)", "", plain.upper()))
    return _spellings().get(letters, letters)


@cache
def _spellings() -> dict[str, str]:
    return {re.sub(r"[^A-Z]", "", row["variant"]): re.sub(r"[^A-Z]", "", row["canonical"]) for row in table("surname_spellings")}


@lru_cache(maxsize=4096)
def terms(surname: str) -> tuple[Term, ...]:
    """Every appointment of anyone of that surname, in the order of their beginning.

    >>> [str(term) for term in terms("KHALILZAD")][-1]
    'Representative to the UN 2007-04-30 to 2009-01-22'
    >>> terms("RASSENDYLL")
    ()
    """
    return tuple(sorted((term for row in _rows(key(surname)) for term in _terms(row)), key=lambda term: term.since))


def serving(surname: str, since: date, until: date) -> tuple[Term, ...]:
    """The appointments of that surname that reach into a time.

    >>> [term.posts for term in serving("Khalilzad", date(2007, 11, 1), date(2007, 11, 30))]
    [('USUN New York',)]
    """
    return tuple(term for term in terms(surname) if term.since <= until and since <= term.until)


def persons(surname: str) -> int:
    """How many persons of that surname the list holds.

    >>> persons("Khalilzad"), persons("Johnson") > 10
    (1, True)
    """
    return len({row["forename"] for row in _rows(key(surname))})


@cache
def _list() -> str:
    return files("reftel.telegram.vocabulary").joinpath("chiefs.csv").read_text(encoding="utf-8")


@lru_cache(maxsize=4096)
def _rows(sought: str) -> tuple[dict[str, str], ...]:
    """The rows of one surname. They stand together in the table, which is sorted by it: so the table is searched and not read."""
    text = _list()
    begin = text.find(f"\n{sought},") if sought else -1
    if begin < 0:
        return ()
    end = text.find("\n", text.rfind(f"\n{sought},") + 1)
    heads = text[: text.find("\n")].split(",")
    rows = csv.DictReader(text[begin + 1 : end].splitlines(), heads)
    return tuple(row for row in rows if row["kind"] != "principal" or row["role"] in _DEPARTMENT)


def _terms(row: dict[str, str]) -> list[Term]:
    """One appointment, cut where its embassy moved."""
    if not row["start"] or (not row["end"] and row["start"] < _OPEN_SINCE):
        return []
    since, until = _day(row["start"], first=True), _day(row["end"], first=False) if row["end"] else _LAST
    if until < since:
        return []
    seats = _department() if row["kind"] == "principal" else _seats(row["unit"], row["role"])
    places = [name for name, begins, ends in seats if begins <= until and since <= ends]
    return [Term(row["surname"], row["forename"], row["role"], row["unit"], since, until, tuple(dict.fromkeys(places)))]


Seat = tuple[str, date, date]  # a post, and its first and last day


def _department() -> list[Seat]:
    return [("State", date.min, _LAST)]


@cache
def _all_seats() -> dict[str, list[Seat]]:
    seats: dict[str, list[Seat]] = {}
    for row in table("capitals"):
        since = _day(row["since"], first=True) if row["since"] else date.min
        seats.setdefault(row["unit"], []).append((row["post"], since, _day(row["until"], first=False) if row["until"] else _LAST))
    return seats


def _seats(unit: str, role: str) -> list[Seat]:
    """Where the chiefs of a unit resided."""
    seats = _all_seats().get(unit, [])
    if unit != "china":
        return seats
    # The liaison office of 1973 to 1979 in Peking, whose head was its chief, stood beside the embassy in Taipei.
    return [seat for seat in seats if (seat[0] == "Peking" and seat[1].year == 1973) == (role == "chief")]


def _day(text: str, first: bool) -> date:
    """The first or last day of a day, a month or a year as the list gives it."""
    parts = [int(part) for part in text.split("-")]
    year = parts[0]
    month = parts[1] if len(parts) > 1 else 1 if first else 12
    if len(parts) > 2:
        return date(year, month, parts[2])
    return date(year, month, 1 if first else calendar.monthrange(year, month)[1])
