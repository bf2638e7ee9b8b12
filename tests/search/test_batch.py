"""Batches: a row a line, the counts of single searches, mistakes in their place."""

from __future__ import annotations

import pytest

from reftel.errors import QueryError
from reftel.library import Archive


def test_each_line_finds_what_its_search_finds(archive: Archive) -> None:
    lines = ["dam", "", '"Arzel Dam"', "tag:ENRG class:secret", "zzz", "tags:PREL", "(dam"]
    rows = archive.batch(lines)
    assert [row.number for row in rows] == [1, 3, 4, 5, 6, 7]
    for row in rows[:4]:
        found = archive.search(row.line, limit=3)
        dates = sorted(hit.sent[:10] for hit in archive.search(row.line, limit=100).hits if hit.sent)
        assert (row.count, row.best) == (found.count, [hit.key for hit in found.hits])
        assert (row.first, row.last) == ((dates[0], dates[-1]) if dates else (None, None))
    assert (rows[4].error, rows[4].at) == ("there is no field 'tags'; did you mean tag:?", 0)
    assert (rows[5].at, rows[5].count) == (0, 0)


def test_names_and_numbers_are_taken_as_they_stand(archive: Archive) -> None:
    rows = archive.batch(["Arzel Dam", "07 DRENAVAR 000110", 'Tolliver, "(PROTECT)"', "-", "dam OR"], literal=True)
    assert [row.count > 0 for row in rows] == [True, True, False, False, False]
    assert rows[1].best[0] == "07DRENAVAR110"
    assert rows[3].error == "holds no word the index keeps"
    assert rows[4].error is None


def test_a_query_narrows_all_lines(archive: Archive) -> None:
    narrowed = archive.batch(["dam", "Askel"], within="class:secret")
    assert [row.count for row in narrowed] == [archive.search(f"({row.line}) class:secret").count for row in narrowed]
    with pytest.raises(QueryError):
        archive.batch(["dam"], within="(")


def test_hundreds_of_lines(archive: Archive) -> None:
    rows = archive.batch([f"name{i}" for i in range(500)] + ["dam"])
    assert len(rows) == 501
    assert [row.count for row in rows if row.count] == [archive.search("dam").count]
