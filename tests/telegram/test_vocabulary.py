"""The tables: all are listed, every row says where it comes from, nothing stands twice."""

from __future__ import annotations

from importlib.resources import files

import pytest

from reftel.errors import UnknownName
from reftel.telegram import vocabulary
from reftel.telegram.vocabulary import TABLES, table


def test_every_file_is_a_table() -> None:
    assert sorted(path.name.removesuffix(".csv") for path in files(vocabulary).iterdir() if path.name.endswith(".csv")) == sorted(TABLES)


@pytest.mark.parametrize("name", ["abbreviations", "archive_codes", "captions", "collectives", "eo_rules", "exemptions", "formulas", "marks", "operating_signals", "posts", "precedence", "routing_nations", "tags"])
def test_every_row_has_a_source_and_no_row_stands_twice(name: str) -> None:
    rows = table(name)
    assert [row for row in rows if not row["source"].strip()] == []
    assert len({tuple(row.values()) for row in rows}) == len(rows)
    assert all(None not in row.values() and None not in row for row in rows)  # no cell too few or too many


@pytest.mark.parametrize(("name", "least"), [("abbreviations", 4_256), ("tags", 1_689), ("posts", 362), ("collectives", 102), ("eo_rules", 86), ("operating_signals", 74), ("captions", 59)])
def test_no_row_was_lost(name: str, least: int) -> None:
    assert len(table(name)) >= least


def test_every_exemption_of_the_law_is_there() -> None:
    codes = {row["code"] for row in table("exemptions")}
    assert {f"(b)({n})" for n in range(1, 10)} | {f"B{n}" for n in range(1, 10)} | {f"(b)(7)({letter})" for letter in "ABCDEF"} <= codes


def test_posts_have_coordinates_on_the_globe() -> None:
    placed = [(float(row["lat"]), float(row["lon"])) for row in table("posts") if row["lat"]]
    assert len(placed) > 300
    assert all(-90 <= lat <= 90 and -180 <= lon <= 180 for lat, lon in placed)


def test_a_table_that_is_not_there_is_named() -> None:
    with pytest.raises(UnknownName, match="did you mean 'tags'"):
        table("tgas")
