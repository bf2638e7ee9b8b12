"""Saved searches: kept in the record, new told exactly, written only by a writer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import reftel
from reftel.errors import QueryError, ReadOnly, UnknownName
from reftel.library import Archive

TEXT = "R 131530Z MAR 07\nFM AMEMBASSY STRELSAU\nTO SECSTATE WASHDC\n\nUNCLAS STRELSAU 000{}\n\nTAGS: PREL\nSUBJECT: THE BRIDGE\n\n¶1. The {} held.\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.reftel"


@pytest.fixture
def writer(path: Path) -> Iterator[Archive]:
    with reftel.open_archive(path, "w") as opened:
        add(opened, 101, "bridge")
        yield opened


def add(archive: Archive, number: int, word: str) -> None:
    archive.add([reftel.read(TEXT.format(number, word), name=f"{number}.txt")])


def test_what_is_new_is_what_was_not_found_before(writer: Archive) -> None:
    assert writer.searches() == []
    saved = writer.save_search("bridges", "bridge AND  tag:PREL")
    assert (saved.query, saved.ran) == ("bridge tag:PREL", None)
    assert writer.new_in_search("bridges").new == ["07STRELSAU101"]
    assert writer.run_search("bridges").new == ["07STRELSAU101"]
    add(writer, 102, "bridge")
    add(writer, 103, "river")
    for _ in range(2):
        news = writer.new_in_search("bridges")
        assert (news.new, news.count, news.gone) == (["07STRELSAU102", "07STRELSAU103"], 3, [])
    assert writer.run_search("bridges").new == ["07STRELSAU102", "07STRELSAU103"]
    assert writer.run_search("bridges").new == []
    (one,) = writer.searches()
    assert (one.name, one.hits, one.ran is None) == ("bridges", 3, False)


def test_a_rebuilt_index_changes_nothing(writer: Archive) -> None:
    writer.save_search("b", "bridge")
    writer.run_search("b")
    writer.index.rebuild()
    assert writer.new_in_search("b").new == []


def test_what_a_search_no_longer_finds_is_told(writer: Archive) -> None:
    writer.save_search("b", "river OR bridge")
    writer.run_search("b")
    writer.store.db.execute("UPDATE searches SET query = 'zzz'")
    assert writer.new_in_search("b").gone == ["07STRELSAU101"]


def test_saving_again_replaces_and_deleting_forgets(writer: Archive) -> None:
    writer.save_search("b", "bridge")
    writer.run_search("b")
    writer.save_search("b", "river")
    assert [(one.query, one.ran) for one in writer.searches()] == [("river", None)]
    writer.delete_search("b")
    assert writer.searches() == []
    with pytest.raises(UnknownName, match="unknown saved search 'b'"):
        writer.run_search("b")


def test_a_query_that_cannot_be_understood_is_not_saved(writer: Archive) -> None:
    with pytest.raises(QueryError):
        writer.save_search("b", "tags:PREL")
    with pytest.raises(QueryError):
        writer.save_search("b", "class:sekret")
    assert writer.searches() == []


def test_readers_look_and_do_not_write(writer: Archive, path: Path) -> None:
    writer.save_search("b", "bridge")
    with reftel.open_archive(path) as reader:
        assert reader.new_in_search("b").count == 1
        for act in (lambda: reader.save_search("c", "x"), lambda: reader.run_search("b"), lambda: reader.delete_search("b")):
            with pytest.raises(ReadOnly, match="opened for reading"):
                act()


def test_a_reader_of_an_archive_without_saved_searches_has_none(archive: Archive) -> None:
    assert archive.searches() == []
