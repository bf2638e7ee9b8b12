"""The record: copies joined, nothing lost, one transaction a batch, faults found."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

import reftel
from reftel.archive import checking
from reftel.archive.store import Reading, Store
from reftel.errors import Ambiguous, ArchiveLocked, NoArchive, ReadOnly, UnknownTelegram
from reftel.read.reader import read_text

DEMO = Path(reftel.__file__).parent / "demo" / "telegrams"
TEXT = "R 131530Z MAR 07\nFM AMEMBASSY STRELSAU\nTO SECSTATE WASHDC\n\nUNCLAS STRELSAU 000123\n\nTAGS: PREL\nSUBJECT: THE CORONATION\n\n¶1. The king left.\n\n¶2. He came back.\nZENDA\n"


def reading(text: str, name: str) -> Reading:
    return Reading(read_text(text, name), text.encode())


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path / "a.reftel", "w")
    yield opened
    opened.close()


def run(store: Store) -> int:
    return store.begin_run("0", "test", "2026-01-01")


def test_a_telegram_comes_back_as_it_was_read(store: Store) -> None:
    one = reading(TEXT, "a.txt")
    assert store.add(run(store), 1, [one], []) == 1
    key, telegram = store.find("07STRELSAU123")
    assert (key, telegram) == ("07STRELSAU123", one.telegram)
    assert store.copies(key)[0].data == TEXT.encode()


def test_copies_of_one_telegram_are_joined_and_the_fullest_is_shown(store: Store) -> None:
    shorter = TEXT.replace("¶2. He came back.\n", "")
    store.add(run(store), 1, [reading(shorter, "short.txt"), reading(TEXT, "full.txt")], [])
    assert store.counts()["telegrams"] == 1
    assert [copy.origin.path for copy in store.copies("07STRELSAU123")] == ["full.txt", "short.txt"]
    assert len(store.find("07STRELSAU123")[1].paragraphs) == 2


def test_two_telegrams_that_share_a_number_by_mistake_are_kept_apart(store: Store) -> None:
    other = TEXT.replace("131530Z", "141530Z").replace("The king", "The duke")
    store.add(run(store), 1, [reading(TEXT, "a.txt"), reading(other, "b.txt")], [])
    assert store.count() == 2
    assert store.find("07STRELSAU123~2")[1].sent == "2007-03-14T15:30:00Z"


def test_the_same_bytes_from_the_same_place_are_added_once(store: Store) -> None:
    number = run(store)
    assert store.add(number, 1, [reading(TEXT, "a.txt")], []) == 1
    assert store.add(number, 1, [reading(TEXT, "a.txt"), reading(TEXT, "b.txt")], []) == 1
    assert store.counts() == {"telegrams": 1, "copies": 2, "runs": 1, "unreadable": 0}


def test_a_batch_is_kept_whole_or_not_at_all(store: Store) -> None:
    broken = reading(TEXT, "b.txt")
    broken.data = "not bytes"  # type: ignore[assignment]
    with pytest.raises(TypeError):
        store.add(run(store), 1, [reading(TEXT, "a.txt"), broken], [])
    assert store.count() == 0


def test_an_unknown_number_is_answered_with_the_nearest(store: Store) -> None:
    store.add(run(store), 1, [reading(TEXT, "a.txt")], [])
    with pytest.raises(UnknownTelegram, match="the nearest is 07STRELSAU123"):
        store.find("07STRELSAU124")


def test_a_number_that_two_telegrams_bear_is_ambiguous_unless_it_is_a_key(store: Store) -> None:
    store.add(run(store), 1, [reading(TEXT, "a.txt")], [])
    store.db.execute("INSERT INTO telegrams (key, mrn, seq, reading) VALUES ('x', 'Y', 9, '{}'), ('y', 'Y', 10, '{}')")
    with pytest.raises(Ambiguous, match="x, y"):
        store.find("Y")


def test_one_writer_at_a_time_and_any_number_of_readers(store: Store, tmp_path: Path) -> None:
    with pytest.raises(ArchiveLocked):
        Store(tmp_path / "a.reftel", "w")
    reader = Store(tmp_path / "a.reftel", "r")
    store.add(run(store), 1, [reading(TEXT, "a.txt")], [])
    assert reader.count() == 1
    with pytest.raises(ReadOnly):
        reader.begin_run("0", "x", "now")
    reader.close()


def test_no_archive_and_no_archive_of_ours_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(NoArchive, match="reftel build makes one"):
        Store(tmp_path / "none", "r")
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "archive.db").write_bytes(b"rubbish" * 200)
    with pytest.raises(NoArchive, match="no archive of ours"):
        Store(tmp_path / "bad", "r")


def test_flipped_bytes_are_found(store: Store) -> None:
    store.add(run(store), 1, [reading(TEXT, "a.txt")], [])
    store.end_run(1, "now", 1, 1, 0, 0)
    assert list(checking.check(store)) == []
    store.db.execute("UPDATE copies SET data = zeroblob(40)")
    assert any("do not match their hash" in fault for fault in checking.check(store))


def test_the_record_opens_in_plain_sqlite(store: Store, tmp_path: Path) -> None:
    store.add(run(store), 1, [reading(TEXT, "a.txt")], [])
    store.close()
    db = sqlite3.connect(tmp_path / "a.reftel" / "archive.db")
    assert db.execute("SELECT mrn, subject FROM telegrams").fetchall() == [("07STRELSAU123", "THE CORONATION")]
    assert db.execute("SELECT number, text FROM paragraphs ORDER BY ord").fetchall() == [(1, "The king left."), (2, "He came back.")]
    db.close()
