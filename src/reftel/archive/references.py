"""What a reference points to: the telegram here, one that is known but not here, or several that it may be.

A REF line gives the year only where it is another than the telegram's own (5 FAH-2), and in January and February writers
forget it for the year that has just ended. So a number without a year is of this year, unless the station had not reached it yet:
its neighbours in the series, as far as they are here, say when it was sent. `STRELSAU 4512` cited on 9 January, when STRELSAU 31
went out on the 8th, is of the year before. Where neighbours do not say, both years are kept and none is chosen.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple, Protocol

import msgspec

from reftel.errors import BadValue
from reftel.telegram import mrn as mrns
from reftel.telegram import posts
from reftel.telegram.model import Reference, Result, Telegram

STATES = ("found", "absent", "open", "other")
_COMPACT = re.compile(r"[^A-Z0-9]")
_AFTER = re.compile(r"\d/\d\d\b")
_SERIES = re.compile(r"^(SECTO|TOSEC|SECSTO|VIPTO|TOVIP|CODEL|POTUSTO|DEPTO|TODEP)0*(\d+)$")
LATE = ("01", "02")  # months in which the year before is meant without being said
AHEAD = 1  # days a telegram may be dated after one that cites it: zones, and drafts held back


class Sought(NamedTuple):
    """A reference taken apart: station and number, the year where one is printed, and when the citing telegram was sent."""

    station: str
    number: int
    printed: int | None
    year: int | None
    sent: str | None

    @property
    def stem(self) -> str:
        """The number without a year: what a telegram that arrives later is matched with."""
        return f"{self.station}{self.number}"


class Held(NamedTuple):
    """A telegram of the archive as resolution sees it."""

    id: int
    mrn: str
    sent: str | None


class Series(Protocol):
    """What an archive knows of the numbers of a station in a year."""

    def held(self, station: str, year: int, number: int) -> list[Held]:
        """The telegrams with this number; two that share one by mistake are both given."""

    def below(self, station: str, year: int, number: int) -> tuple[int, str] | None:
        """(number, sent) of the nearest dated telegram with a smaller number."""

    def above(self, station: str, year: int, number: int) -> tuple[int, str] | None:
        """(number, sent) of the nearest dated telegram with a greater number."""

    def spellings(self, station: str, year: int, number: int) -> list[Held]:
        """Telegrams with this number of stations spelt nearly so, where no telegram of the station itself is here."""

    def in_series(self, name: str, sent: str) -> list[Held]:
        """Telegrams that bear a trip's number (`SECTO 12`) and were sent within a season of a moment."""


class Resolution(msgspec.Struct, frozen=True):
    """Where a reference leads: `state`, the telegram (`target`), the full number (`mrn`), how that was found, and what else it may be."""

    state: str
    target: int | None = None
    mrn: str | None = None
    how: str = ""
    candidates: tuple[str, ...] = ()


def sought(reference: Reference, telegram: Telegram) -> Sought | None:
    """A reference taken apart; None where it names no telegram's number.

    >>> sought(Reference("A", "07STATE123456", "STATE 123456"), Telegram(sent="2007-11-23T09:12:00Z"))
    Sought(station='STATE', number=123456, printed=None, year=2007, sent='2007-11-23T09:12:00Z')
    """
    if not reference.mrn or reference.kind != "telegram":
        return None
    try:
        number = mrns.parse(reference.mrn)
    except BadValue:
        return None
    known = telegram.known("mrn")
    own = int(telegram.sent[:4]) if telegram.sent else mrns.parse(known).year if known else None
    return Sought(number.station, number.number, number.year if _year_printed(reference) else None, own or number.year, telegram.sent)


def _year_printed(reference: Reference) -> bool:
    """Whether the item bears a year itself: `06 STATE 12`, `1973STATE012`, `STATE 12/06`; else the reader took the telegram's."""
    text = reference.text.strip().upper()
    if reference.label and text.startswith((f"{reference.label}.", f"({reference.label})", f"{reference.label})")):
        text = text[len(reference.label) :].lstrip("().: ")
    return bool(_COMPACT.sub("", text[:12])[:1].isdecimal() or _AFTER.search(text[:80]))


def resolve(one: Sought, series: Series) -> Resolution:
    """Where a reference leads, as far as this archive can tell."""
    if (trip := _SERIES.match(one.stem)) and one.sent and (found := series.in_series(f"{trip[1]} {int(trip[2])}", one.sent)):
        return _chosen(found, f"the number {trip[1]} {int(trip[2])} of a trip")
    if one.printed is not None:
        return _in_year(one, series, one.printed, "the year is printed")
    if one.year is None:
        return Resolution("open", how="no year is printed, and that of the telegram is not known")
    this, before = (_standing(one, series, year) for year in (one.year, one.year - 1))
    if this.found:
        return _chosen(this.found, "the telegram's own year")
    if before.found and (this.excluded or _late(one)):
        return _chosen(before.found, "the year before: " + (this.excluded or "cited in January or February"))
    if this.excluded:
        return _absent(one, one.year - 1, f"the year before: {this.excluded}", before.excluded)
    if before.found and not this.reached:
        return Resolution("open", how="no year is printed: that number of the year before is here, this year's is not", candidates=_both(one))
    if this.reached or not (_late(one) or this.unlikely):
        spelt = series.spellings(one.station, one.year, one.number)
        if len(spelt) == 1:
            return _chosen(spelt, f"the station {one.station} is spelt otherwise")
        return _absent(one, one.year, this.reached or "the telegram's own year", "", tuple(held.mrn for held in spelt))
    return Resolution("open", how=f"no year is printed: {this.unlikely or 'cited in January or February'}", candidates=_both(one))


class _Standing(NamedTuple):
    """What the series says of a number in a year: telegrams here, why it cannot be, that it was reached, that it hardly was."""

    found: list[Held]
    excluded: str = ""
    reached: str = ""
    unlikely: str = ""


def _standing(one: Sought, series: Series, year: int) -> _Standing:
    found = [held for held in series.held(one.station, year, one.number) if not _after(held.sent, one.sent)]
    if found:
        return _Standing(found)
    below = series.below(one.station, year, one.number)
    if below and _after(below[1], one.sent):
        return _Standing([], excluded=f"{one.station} {below[0]} went out only on {below[1][:10]}")
    if series.held(one.station, year, one.number):
        return _Standing([], excluded=f"{one.station} {one.number} of {year} was sent later")
    above = series.above(one.station, year, one.number)
    if above and not _after(above[1], one.sent):
        return _Standing([], reached=f"{one.station} {above[0]} went out on {above[1][:10]}")
    if below and one.sent and _far(one.number, below, one.sent):
        return _Standing([], unlikely=f"{one.station} had reached {below[0]} on {below[1][:10]}")
    return _Standing([])


def _far(number: int, below: tuple[int, str], sent: str) -> bool:
    """Whether a number lies further ahead than twice the station's pace would bring it by the day it is cited."""
    start, at, day = date(int(below[1][:4]), 1, 1), _day(below[1]), _day(sent)
    if at is None or day is None:
        return False
    pace = below[0] / max(7, (at - start).days + 1)
    return number > below[0] + 50 + 2 * pace * (max(0, (day - at).days) + 3)


def _in_year(one: Sought, series: Series, year: int, how: str) -> Resolution:
    if found := series.held(one.station, year, one.number):
        return _chosen(found, how)
    spelt = series.spellings(one.station, year, one.number)
    if len(spelt) == 1:
        return _chosen(spelt, f"the station {one.station} is spelt otherwise")
    return _absent(one, year, how, "", tuple(held.mrn for held in spelt))


def _chosen(found: list[Held], how: str) -> Resolution:
    if len(found) == 1:
        return Resolution("found", found[0].id, found[0].mrn, how)
    return Resolution("open", None, found[0].mrn, "more than one telegram bears this number", tuple(sorted({held.mrn for held in found})))


def _absent(one: Sought, year: int, how: str, doubt: str = "", others: tuple[str, ...] = ()) -> Resolution:
    number = str(mrns.Mrn(year, one.station, one.number))
    if doubt:
        return Resolution("open", None, None, f"neither year fits: {doubt}", (number,))
    return Resolution("absent", None, number, how, others)


def _both(one: Sought) -> tuple[str, ...]:
    year = one.year or 0
    return tuple(str(mrns.Mrn(each, one.station, one.number)) for each in (year, year - 1))


def _late(one: Sought) -> bool:
    return one.sent is None or one.sent[5:7] in LATE


def _day(sent: str | None) -> date | None:
    try:
        return date.fromisoformat((sent or "")[:10])
    except ValueError:
        return None


def _after(sent: str | None, citing: str | None) -> bool:
    """Whether a telegram went out too late to be cited; unknown dates exclude nothing."""
    first, second = _day(sent), _day(citing)
    return first is not None and second is not None and first > second + timedelta(days=AHEAD)


class Recorded:
    """The series of an archive's record."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db

    def held(self, station: str, year: int, number: int) -> list[Held]:
        rows = self.db.execute("SELECT id, key, sent FROM telegrams WHERE station = ? AND year = ? AND number = ? ORDER BY key", (station, year, number))
        return [Held(*row) for row in rows]

    def below(self, station: str, year: int, number: int) -> tuple[int, str] | None:
        return self._nearest("<", "DESC", station, year, number)

    def above(self, station: str, year: int, number: int) -> tuple[int, str] | None:
        return self._nearest(">", "ASC", station, year, number)

    def _nearest(self, sign: str, order: str, station: str, year: int, number: int) -> tuple[int, str] | None:
        query = f"SELECT number, sent FROM telegrams WHERE station = ? AND year = ? AND number {sign} ? AND sent IS NOT NULL ORDER BY number {order} LIMIT 1"  # noqa: S608 - ours
        row = self.db.execute(query, (station, year, number)).fetchone()
        return (row[0], row[1]) if row else None

    def spellings(self, station: str, year: int, number: int) -> list[Held]:
        if posts.of_station(station) is not None or self.db.execute("SELECT 1 FROM telegrams WHERE station = ? LIMIT 1", (station,)).fetchone():
            return []
        return [held for name in self._stations() if near(name, station) for held in self.held(name, year, number)]

    def _stations(self) -> Iterator[str]:
        """Every station of the archive, by leaps through its index."""
        last = ""
        while row := self.db.execute("SELECT min(station) FROM telegrams WHERE station > ?", (last,)).fetchone():
            if row[0] is None:
                return
            last = row[0]
            yield last

    def in_series(self, name: str, sent: str) -> list[Held]:
        day = _day(sent)
        if day is None:
            return []
        low, high = (day - timedelta(days=90)).isoformat(), (day + timedelta(days=2)).isoformat()
        rows = self.db.execute("SELECT id, key, sent FROM telegrams WHERE series = ? AND sent >= ? AND sent < ? ORDER BY key", (name, low, high))
        return [Held(*row) for row in rows]


def near(known: str, written: str) -> bool:
    """Whether a station's name is another with one letter wrong, lost or doubled.

    >>> near("STRELSAU", "STRELSAV"), near("STRELSAU", "STRLSAU"), near("STRELSAU", "ZENDA")
    (True, True, False)
    """
    if abs(len(known) - len(written)) > 1 or min(len(known), len(written)) < 4:
        return False
    short, long = sorted((known, written), key=len)
    at = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return short[at + 1 :] == long[at + 1 :] or short[at:] == long[at + 1 :]


def trip(series: str | None) -> str | None:
    """A trip's number in one spelling.

    >>> trip("Secto 012"), trip(None)
    ('SECTO 12', None)
    """
    found = _SERIES.match(_COMPACT.sub("", (series or "").upper())) if series else None
    return f"{found[1]} {int(found[2])}" if found else None


# --- what the archive answers ---------------------------------------------------------------------------------------------


class Link(Result):
    """One reference of a telegram and where it leads: `state` is one of found, absent, open, other."""

    citing: str
    sent: str | None
    label: str | None
    text: str
    state: str
    key: str | None
    how: str
    candidates: list[str] = []


class Absent(Result):
    """A telegram that others cite and that is not here."""

    mrn: str
    cited_by: list[str]


class Step(Result):
    """A telegram of a thread: `links` away from the one asked for; absent ones have no date and no subject."""

    key: str
    sent: str | None
    subject: str | None
    links: int
    here: bool
    cites: list[str] = []


class Thread(Result):
    """Telegrams that answer each other, in the order of time. `beyond` of them are further than was asked."""

    root: str
    steps: list[Step]
    beyond: int = 0


class Neighbours(Result):
    """The telegrams beside one in its post's series, and those the post sent on the same day."""

    key: str
    previous: str | None
    following: str | None
    missing_before: int
    missing_after: int
    same_day: list[str]


_LINK = "SELECT t.key, t.sent, r.label, r.text, r.state, coalesce(o.key, r.resolved), r.how, r.candidates FROM refs r JOIN telegrams t ON t.id = r.telegram LEFT JOIN telegrams o ON o.id = r.target "


def _link(row: tuple[str, str | None, str | None, str, str, str | None, str, str | None]) -> Link:
    return Link(*row[:7], msgspec.json.decode(row[7], type=list[str]) if row[7] else [])


def links(db: sqlite3.Connection, key: str | None = None) -> Iterator[Link]:
    """The references of one telegram, or of all in the order of their keys."""
    where = "WHERE t.key = ? ORDER BY r.ord" if key else "ORDER BY t.key, r.ord"
    for row in db.execute(_LINK + where, (key,) if key else ()):
        yield _link(row)


def cited_by(db: sqlite3.Connection, key: str) -> list[Link]:
    """The references that lead to a telegram, here or absent."""
    rows = db.execute(_LINK + "WHERE o.key = ?1 OR (r.state = 'absent' AND r.resolved = ?1) ORDER BY t.sent, t.key", (key,))
    return [_link(row) for row in rows]


def absent(db: sqlite3.Connection) -> Iterator[Absent]:
    """Every telegram that is cited and not here, the most cited first."""
    query = (
        "SELECT r.resolved, count(DISTINCT r.telegram) AS n, group_concat(DISTINCT t.key) FROM refs r JOIN telegrams t ON t.id = r.telegram "
        "WHERE r.state = 'absent' GROUP BY r.resolved ORDER BY n DESC, r.resolved"
    )
    for number, _, keys in db.execute(query):
        yield Absent(number, sorted(keys.split(",")))


def thread(db: sqlite3.Connection, key: str, hops: int | None = None) -> Thread:
    """The telegrams joined to one by references in either direction, at most `hops` links away (None: all)."""
    distance: dict[str, int] = {key: 0}
    edge = [key]
    cites: dict[str, list[str]] = {}
    beyond: set[str] = set()
    while edge:
        following: list[str] = []
        for one in edge:
            cites[one] = [link.key for link in links(db, one) if link.key and link.state in {"found", "absent"}]
            for near in (*cites[one], *(link.citing for link in cited_by(db, one))):
                if near in distance:
                    continue
                if hops is not None and distance[one] >= hops:
                    beyond.add(near)
                    continue
                distance[near] = distance[one] + 1
                following.append(near)
        edge = following
    steps = [_step(db, one, links_away, cites.get(one, [])) for one, links_away in distance.items()]
    steps.sort(key=lambda step: (step.sent or _guess(step.key), step.key))
    return Thread(key, steps, len(beyond - distance.keys()))


def _step(db: sqlite3.Connection, key: str, away: int, cites: list[str]) -> Step:
    row = db.execute("SELECT sent, subject FROM telegrams WHERE key = ?", (key,)).fetchone()
    return Step(key, row[0] if row else None, row[1] if row else None, away, row is not None, cites)


def _guess(key: str) -> str:
    """Where a telegram without date stands in a thread: at the head of the year of its number."""
    try:
        year = mrns.parse(key).year
    except BadValue:
        return "9"
    return f"{year}" if year else "9"


def neighbours(db: sqlite3.Connection, key: str) -> Neighbours:
    """The previous and next number of the same post here, how many are missing between, and what the post sent that day."""
    row = db.execute("SELECT station, year, number, sent, post FROM telegrams WHERE key = ?", (key,)).fetchone()
    station, year, number, sent, post = row
    query = "SELECT key, number FROM telegrams WHERE station = ? AND year = ? AND number {} ? ORDER BY number {}, key LIMIT 1"
    before = db.execute(query.format("<", "DESC"), (station, year, number)).fetchone() if number is not None else None
    after = db.execute(query.format(">", "ASC"), (station, year, number)).fetchone() if number is not None else None
    day: list[str] = []
    if sent and len(sent) >= 10 and post:
        rows = db.execute("SELECT key FROM telegrams WHERE post = ? AND sent >= ? AND sent < ? AND key <> ? ORDER BY sent, key", (post, sent[:10], sent[:10] + "U", key))
        day = [other for (other,) in rows]
    return Neighbours(
        key, before[0] if before else None, after[0] if after else None, number - before[1] - 1 if before else 0, after[1] - number - 1 if after else 0, day,
    )  # fmt: skip
