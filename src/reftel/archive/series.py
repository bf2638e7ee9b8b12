"""What is missing: gaps in the numbers of a post, and in the serial that it keeps for each addressee.

A station numbers its telegrams from 1 each 1 January, and keeps beside that a serial for each addressee ("SECSTATE WASHDC
IMMEDIATE 3613"), which runs on through the years and wraps at 10,000: it rose by one in 1,718 of 1,720 successive pairs. So two
telegrams that are here say how many between them are not, and between which dates those were sent. What a gap does not
say: whether a number was ever used (some are cancelled), and how many came after the last one that is here. Of the serials
only the least possible number is known: a gap of 12 may be one of 10,012.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise

import msgspec

from reftel.telegram.model import Result

WRAP = 10_000
BACK = 200  # a serial so little behind the last was overtaken on its way, and is no new round


class Gap(Result):
    """Numbers `first` to `last` of a station and year are not here; sent between `after` and `before` (dates of what is beside them).

    `beside` are the keys of the telegrams before and after; `cited` of the missing are cited here. Numbers before the first that is here
    have nothing beside them on the left: `after` is the first day of the year.
    """

    station: str
    year: int
    first: int
    last: int
    missing: int
    after: str | None
    before: str | None
    beside: list[str | None]
    cited: int = 0


class Year(Result):
    """A station's year: `held` numbers here, the `lowest` and `highest` of them, `missing` between, `unseen` below the lowest."""

    station: str
    year: int
    held: int
    lowest: int
    highest: int
    missing: int
    unseen: int
    cited: int
    gaps: int


class SerialGap(Result):
    """At least `missing` telegrams of a station to an addressee are not here, between two that are."""

    station: str
    addressee: str
    first: int
    last: int
    missing: int
    after: str | None
    before: str | None
    beside: list[str]


class Serial(Result):
    """A station's serial for one addressee: telegrams here, pairs that follow each other by one, at least `missing` between."""

    station: str
    addressee: str
    held: int
    successive: int
    missing: int
    since: str | None
    until: str | None


class Numbered(msgspec.Struct):
    """A telegram with its number in a series."""

    number: int
    sent: str | None
    key: str


def gaps(db: sqlite3.Connection, station: str | None = None, year: int | None = None) -> Iterator[Gap]:
    """Every gap in the numbers, by station, year and number."""
    for (name, in_year), rows in _years(db, station, year):
        yield from _gaps(db, name, in_year, rows)


def years(db: sqlite3.Connection, station: str | None = None, year: int | None = None) -> Iterator[Year]:
    """A line for each station and year: what is here, what is not."""
    for (name, in_year), rows in _years(db, station, year):
        held = list(rows)
        found = list(_gaps(db, name, in_year, held))
        inner = [gap for gap in found if gap.beside[0] is not None]
        lowest, highest = held[0].number, held[-1].number
        yield Year(
            name, in_year, len({one.number for one in held}), lowest, highest, sum(gap.missing for gap in inner), lowest - 1,
            sum(gap.cited for gap in found), len(inner),
        )  # fmt: skip


def _years(db: sqlite3.Connection, station: str | None, year: int | None) -> Iterator[tuple[tuple[str, int], Iterator[Numbered]]]:
    query = (
        "SELECT station, year, number, sent, key FROM telegrams WHERE station IS NOT NULL AND (?1 IS NULL OR station = ?1) AND (?2 IS NULL OR year = ?2) "
        "ORDER BY station, year, number, key"
    )
    for key, rows in groupby(db.execute(query, (station, year)), lambda row: (row[0], row[1])):
        yield key, (Numbered(*row[2:]) for row in rows)


def _gaps(db: sqlite3.Connection, station: str, year: int, rows: Iterable[Numbered]) -> Iterator[Gap]:
    known = _cited(db, station, year)
    last: Numbered | None = None
    for one in rows:
        first = (last.number if last else 0) + 1
        if one.number > first:
            cited = bisect_left(known, one.number) - bisect_left(known, first)
            after = last.sent if last else f"{year}-01-01"
            yield Gap(station, year, first, one.number - 1, one.number - first, after, one.sent, [last.key if last else None, one.key], cited)
        last = one


def _cited(db: sqlite3.Connection, station: str, year: int) -> list[int]:
    """The numbers of a station and year that telegrams here cite and that are not here."""
    stem = f"{year % 100:02d}{station}"
    rows = db.execute("SELECT DISTINCT resolved FROM refs WHERE resolved >= ? AND resolved < ? AND state = 'absent'", (stem, stem + ":"))
    return sorted(int(number) for (mrn,) in rows if (number := mrn[len(stem) :]).isdecimal())


# --- serials --------------------------------------------------------------------------------------------------------------


def serial_gaps(db: sqlite3.Connection, station: str | None = None) -> Iterator[SerialGap]:
    """Every gap in the serials that stations keep for their addressees."""
    for (name, addressee), rows in _series(db, station):
        for before, after in _pairs(rows):
            if after.number - before.number > 1:
                yield SerialGap(
                    name, addressee, (before.number + 1) % WRAP, (after.number - 1) % WRAP, after.number - before.number - 1, before.sent, after.sent,
                    [before.key, after.key],
                )  # fmt: skip


def serials(db: sqlite3.Connection, station: str | None = None) -> Iterator[Serial]:
    """A line for each station and addressee."""
    for (name, addressee), rows in _series(db, station):
        pairs = list(_pairs(rows))
        steps = [after.number - before.number for before, after in pairs]
        ends = [sent for sent in (pairs[0][0].sent, pairs[-1][1].sent) if sent] if pairs else []
        yield Serial(
            name, addressee, len(pairs) + 1, steps.count(1), sum(step - 1 for step in steps if step > 1), ends[0] if ends else None, ends[-1] if ends else None,
        )  # fmt: skip


def _series(db: sqlite3.Connection, station: str | None) -> Iterator[tuple[tuple[str, str], Iterator[Numbered]]]:
    query = (
        "SELECT s.station, s.addressee, s.serial, s.sent, t.key FROM serials s JOIN telegrams t ON t.id = s.telegram "
        "WHERE s.sent IS NOT NULL AND (?1 IS NULL OR s.station = ?1) ORDER BY s.station, s.addressee, s.sent, t.key"
    )
    for key, rows in groupby(db.execute(query, (station,)), lambda row: (row[0], row[1])):
        yield key, (Numbered(*row[2:]) for row in rows)


def _pairs(rows: Iterable[Numbered]) -> Iterator[tuple[Numbered, Numbered]]:
    """Neighbours in the unwrapped series: serials are laid on one line by date, small steps back set right."""
    line = sorted(_unwrapped(rows), key=lambda one: (one.number, one.sent or "", one.key))
    for before, after in pairwise(line):
        if after.number != before.number:
            yield before, after


def _unwrapped(rows: Iterable[Numbered]) -> Iterator[Numbered]:
    at: int | None = None
    for one in rows:
        if at is None:
            at = one.number
        else:
            step = (one.number - at) % WRAP
            at += step if step <= WRAP - BACK else step - WRAP
        yield Numbered(at, one.sent, one.key)
