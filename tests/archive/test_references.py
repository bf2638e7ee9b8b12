"""Where references lead: the year that is not printed, stations misspelt, telegrams that come later, what is cited and absent."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from reftel.archive import checking, references
from reftel.archive.references import Held, Resolution, Sought, resolve, sought
from reftel.archive.store import Store
from reftel.telegram.model import Reference, Telegram
from tests.archive.made import SAID, keep, text


class Numbers:
    """A series in memory: {(year, number): sent} of one station."""

    def __init__(self, held: dict[tuple[int, int], str], station: str = "STRELSAU") -> None:
        self.known = held
        self.station = station

    def held(self, station: str, year: int, number: int) -> list[Held]:
        found = self.known.get((year, number)) if station == self.station else None
        return [Held(number, f"{year % 100:02d}{station}{number}", found)] if found else []

    def below(self, station: str, year: int, number: int) -> tuple[int, str] | None:
        return max(((n, sent) for (y, n), sent in self.known.items() if y == year and n < number), default=None)

    def above(self, station: str, year: int, number: int) -> tuple[int, str] | None:
        return min(((n, sent) for (y, n), sent in self.known.items() if y == year and n > number), default=None)

    def spellings(self, station: str, year: int, number: int) -> list[Held]:
        return self.held(self.station, year, number) if references.near(self.station, station) else []

    def in_series(self, name: str, sent: str) -> list[Held]:
        return [Held(12, "07SECTO12", "2007-03-01")] if name == "SECTO 12" else []


HELD = Numbers({(2006, 4512): "2006-12-20", (2006, 900): "2006-03-09", (2007, 31): "2007-01-08", (2007, 900): "2007-03-01", (2007, 950): "2007-03-06"})


def asked(number: int, sent: str, printed: int | None = None, station: str = "STRELSAU") -> Resolution:
    return resolve(Sought(station, number, printed, int(sent[:4]), sent), HELD)


@pytest.mark.parametrize(
    ("number", "sent", "printed", "state", "mrn"),
    [
        (900, "2007-03-10", None, "found", "07STRELSAU900"),  # the telegram's own year, though the year before has that number too
        (900, "2007-02-10", None, "found", "06STRELSAU900"),  # not sent yet: the year before
        (4512, "2007-01-09", None, "found", "06STRELSAU4512"),  # January
        (4512, "2007-03-10", 2006, "found", "06STRELSAU4512"),
        (920, "2007-03-10", None, "absent", "07STRELSAU920"),  # between two that had gone out
        (940, "2007-03-02", None, "absent", "07STRELSAU940"),  # within reach of 900 on the day before
        (4000, "2007-03-10", 2005, "absent", "05STRELSAU4000"),
        (4000, "2007-03-10", None, "open", None),  # far beyond what the station had reached
        (4000, "2007-01-20", None, "absent", "06STRELSAU4000"),  # 950 went out only in March
        (40, "2007-01-09", None, "open", None),  # a day after 31, or a number of the year before
        (4512, "2007-03-05", None, "open", None),  # beyond reach this year, and of the year before it is here
        (960, "2006-02-01", None, "absent", "05STRELSAU960"),  # 900 went out only in March
    ],
)
def test_the_year(number: int, sent: str, printed: int | None, state: str, mrn: str | None) -> None:
    found = asked(number, sent, printed)
    assert (found.state, found.mrn) == (state, mrn)
    assert found.how


def test_what_is_open_keeps_both_years() -> None:
    assert asked(40, "2007-01-09").candidates == ("07STRELSAU40", "06STRELSAU40")


def test_a_misspelt_station_and_a_trip() -> None:
    assert asked(900, "2007-03-10", station="STRELSAV").mrn == "07STRELSAU900"
    assert asked(900, "2007-03-10", station="ZENDA").state == "absent"
    assert asked(12, "2007-03-10", station="SECTO").mrn == "07SECTO12"
    assert references.trip("TOSEC 190010") == "TOSEC 190010"


@pytest.mark.parametrize(
    ("words", "label", "year"),
    [("STRELSAU 12", None, None), ("06 STRELSAU 12", None, 2006), ("A. 06 STRELSAU 12", "A", 2006), ("STRELSAU 12/06", None, 2006), ("1977STRELSAU012", None, 2006)],
)
def test_whether_the_year_is_printed(words: str, label: str | None, year: int | None) -> None:
    found = sought(Reference(label, "06STRELSAU12", words), Telegram(sent="2006-03-01"))
    assert found is not None
    assert found.printed == year


def test_what_is_no_telegram_is_not_sought() -> None:
    assert sought(Reference("A", None, "SMITH EMAIL"), Telegram()) is None
    assert sought(Reference("A", "06STRELSAU12", "X", kind="email"), Telegram()) is None


# --- in an archive --------------------------------------------------------------------------------------------------------


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path / "a.reftel", "w")
    yield opened
    opened.close()


def said(number: int) -> list[str]:
    """A text of its own for each telegram."""
    return [f"Telegram {number}: {' '.join(Random(number * 10 + i).sample(' '.join(SAID).split(), 25))}" for i in range(2)]


def cable(number: int, day: int, ref: str = "") -> str:
    return text(number, f"{day:02d}1530Z", said(number), f"MATTER {number}", ref, f"{number:04d}")


def test_a_telegram_that_comes_later_is_found_by_older_references(store: Store) -> None:
    keep(store, cable(20, 5, "STRELSAU 10"))
    (link,) = references.links(store.db, "07STRELSAU20")
    assert (link.state, link.key) == ("absent", "07STRELSAU10")
    assert [one.mrn for one in references.absent(store.db)] == ["07STRELSAU10"]
    keep(store, cable(10, 2), start=1)
    (link,) = references.links(store.db, "07STRELSAU20")
    assert (link.state, link.key) == ("found", "07STRELSAU10")
    assert [one.citing for one in references.cited_by(store.db, "07STRELSAU10")] == ["07STRELSAU20"]
    assert list(references.absent(store.db)) == []
    assert list(checking.check(store)) == []


def test_a_telegram_taken_out_is_absent_again(store: Store) -> None:
    from reftel.archive import judging

    keep(store, cable(10, 2), cable(20, 5, "STRELSAU 10"))
    judging.remove(store, "07STRELSAU10", "withdrawn", "2026-01-02")
    assert [link.state for link in references.links(store.db)] == ["absent"]
    assert list(checking.check(store)) == []


def test_the_order_in_which_telegrams_come_changes_no_reference(tmp_path: Path) -> None:
    cables = [cable(10, 2), cable(20, 5, "STRELSAU 10"), cable(30, 9, "A. STRELSAU 20 B. STRELSAU 15"), cable(900, 12, "STRELSAU 4000"), cable(40, 11, "STRELSAV 20")]
    found = set()
    for number in range(6):
        opened = Store(tmp_path / f"{number}.reftel", "w")
        order = Random(number).sample(cables, len(cables))
        for i, one in enumerate(order):
            keep(opened, one, start=i)
        found.add(tuple((link.citing, link.text, link.state, link.key, link.how) for link in references.links(opened.db)))
        assert list(checking.check(opened)) == []
        opened.close()
    assert len(found) == 1


def test_a_thread_is_in_the_order_of_time_with_what_is_absent(store: Store) -> None:
    keep(store, cable(10, 2, "06 STRELSAU 700"), cable(20, 5, "STRELSAU 10"), cable(30, 9, "STRELSAU 20"), cable(40, 12, "STRELSAU 30"), cable(50, 13))
    found = references.thread(store.db, "07STRELSAU20")
    assert [(step.key, step.here) for step in found.steps] == [
        ("06STRELSAU700", False), ("07STRELSAU10", True), ("07STRELSAU20", True), ("07STRELSAU30", True), ("07STRELSAU40", True),
    ]  # fmt: skip
    near = references.thread(store.db, "07STRELSAU20", hops=1)
    assert [step.key for step in near.steps] == ["07STRELSAU10", "07STRELSAU20", "07STRELSAU30"]
    assert near.beyond == 2


def test_neighbours_in_the_series(store: Store) -> None:
    keep(store, cable(10, 2), cable(14, 5), cable(15, 5), cable(40, 12))
    found = references.neighbours(store.db, "07STRELSAU14")
    assert (found.previous, found.missing_before, found.following, found.missing_after) == ("07STRELSAU10", 3, "07STRELSAU15", 0)
    assert found.same_day == ["07STRELSAU15"]
