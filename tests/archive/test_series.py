"""What is missing: gaps in numbers and serials, the years' restart, the wrap at ten thousand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reftel.archive import series
from reftel.archive.series import Numbered
from reftel.archive.store import Store
from tests.archive.made import keep
from tests.archive.test_references import cable


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path / "a.reftel", "w")
    yield opened
    opened.close()


def test_gaps_with_the_dates_between_and_what_is_cited(store: Store) -> None:
    keep(store, cable(3, 2), cable(4, 3), cable(9, 5, "STRELSAU 7"), cable(10, 6).replace(" MAR 07", " MAR 08"))
    found = list(series.gaps(store.db))
    assert [(one.year, one.first, one.last, one.missing) for one in found] == [(2007, 1, 2, 2), (2007, 5, 8, 4), (2008, 1, 9, 9)]
    assert (found[1].after, found[1].before, found[1].beside, found[1].cited) == ("2007-03-03T15:30:00Z", "2007-03-05T15:30:00Z", ["07STRELSAU4", "07STRELSAU9"], 1)
    assert (found[0].after, found[0].beside[0]) == ("2007-01-01", None)
    first = next(series.years(store.db, "STRELSAU", 2007))
    assert (first.held, first.lowest, first.highest, first.missing, first.unseen, first.gaps, first.cited) == (3, 3, 9, 4, 2, 1, 1)
    assert list(series.gaps(store.db, "ZENDA")) == []
    assert [one.year for one in series.years(store.db, None, 2008)] == [2008]


def test_serials(store: Store) -> None:
    keep(store, cable(3, 2), cable(4, 3), cable(9, 5))
    (gap,) = series.serial_gaps(store.db)
    assert (gap.station, gap.addressee, gap.first, gap.last, gap.missing) == ("STRELSAU", "SECSTATE WASHDC", 5, 8, 4)
    (line,) = series.serials(store.db, "STRELSAU")
    assert (line.held, line.successive, line.missing, line.since) == (3, 1, 4, "2007-03-02T15:30:00Z")


@pytest.mark.parametrize(
    ("numbers", "line"),
    [
        ([9998, 9999, 0, 1], [9998, 9999, 10000, 10001]),
        ([5, 7, 6, 8], [5, 7, 6, 8]),  # overtaken on its way
        ([9999, 1, 0], [9999, 10001, 10000]),
        ([], []),
    ],
)
def test_serials_are_laid_on_one_line(numbers: list[int], line: list[int]) -> None:
    assert [one.number for one in series._unwrapped(Numbered(number, None, "") for number in numbers)] == line


def test_pairs_are_neighbours_once() -> None:
    pairs = [(a.number, b.number) for a, b in series._pairs(Numbered(number, None, "") for number in (9998, 1, 0, 1, 3))]
    assert pairs == [(9998, 10000), (10000, 10001), (10001, 10003)]
