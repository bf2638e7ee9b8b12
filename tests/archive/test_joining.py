"""Which copies are of one telegram: by bytes, number, moment and text; and which are kept apart and reported."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reftel.archive import checking, judging
from reftel.archive.joining import verdict
from reftel.archive.store import Store
from reftel.errors import BadValue, ReadOnly, UnknownName, UnknownTelegram
from tests.archive.made import SAID, body, keep, keys, read, text

OTHER = (
    "The harbour master of Osvarth reported that eleven barges with grain had passed the lock since Monday, and none with timber.",
    "He did not know who owned them. Customs officers counted the sacks twice, found too many, and let the skippers go after supper.",
    "Post will ask the railway directorate whether wagons were ordered for the same week, and report whatever it answers.",
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path / "a.reftel", "w")
    yield opened
    opened.close()


def test_a_copy_without_number_is_found_by_its_text_whichever_comes_first(store: Store, tmp_path: Path) -> None:
    keep(store, text(), text(124, "141530Z", OTHER, "BARGES"), body(SAID[:3]))
    assert keys(store) == ["07STRELSAU123", "07STRELSAU124"]
    assert store.copies("07STRELSAU123")[1].joined == "100% of the text"
    other = Store(tmp_path / "b.reftel", "w")
    keep(other, body(SAID[:3]))
    (nameless,) = keys(other)
    keep(other, text(), start=1)
    assert keys(other) == ["07STRELSAU123"]
    assert other.find(nameless)[0] == "07STRELSAU123"  # its old key leads there
    assert other.gone(0) == [nameless]
    assert list(checking.check(other)) == []
    other.close()


def test_one_number_but_another_date_and_text_is_two_telegrams_and_a_conflict(store: Store) -> None:
    keep(store, text(), text(123, "201530Z", OTHER, "BARGES"))
    assert keys(store) == ["07STRELSAU123", "07STRELSAU123~2"]
    (conflict,) = judging.conflicts(store.db)
    assert (conflict.kind, conflict.keys) == ("one number", keys(store))
    assert "BARGES" in conflict.why


def test_a_misread_date_does_not_part_copies_of_one_text(store: Store) -> None:
    keep(store, text(), text(dtg="181530Z"))
    assert keys(store) == ["07STRELSAU123"]
    (conflict,) = judging.conflicts(store.db)
    assert conflict.kind == "joined" and "the dates read differently" in conflict.why


def test_two_numbers_of_one_moment_are_one_only_where_the_text_is_and_the_number_was_misread() -> None:
    first = read(text())
    assert verdict(first, read(text(723))).same
    assert not verdict(first, read(text(124))).same  # neighbours in the series, often sent together
    assert not verdict(first, read(text(723, said=OTHER))).same


def test_a_number_that_both_only_have_from_their_files_joins_no_two_texts() -> None:
    one, other = (read(body(said), "07STRELSAU123.txt") for said in (SAID, OTHER))
    assert one.mrn is None and one.known("mrn") == other.known("mrn") == "07STRELSAU123"
    assert not verdict(one, other).same
    assert verdict(one, read(body(SAID[1:]), "07STRELSAU123.txt")).same


def test_another_post_or_date_speaks_against_one_text() -> None:
    nameless = read("R 140900Z MAR 07\nFM AMCONSUL ZENDA\nTO SECSTATE WASHDC\n" + body())
    nameless.mrn = None
    nameless.inferred = []
    assert not verdict(read(text()), nameless).same


def test_an_extract_that_may_be_of_two_telegrams_is_kept_apart_and_told(store: Store) -> None:
    keep(store, text(), text(150, "201530Z", [*SAID, *OTHER], "AGAIN"), body(SAID[:3]))
    assert len(keys(store)) == 3
    assert {tuple(one.keys[1:]) for one in judging.conflicts(store.db)} == {("07STRELSAU123",), ("07STRELSAU150",)}


def test_a_copy_split_off_stays_apart_and_comes_back_when_that_is_undone(store: Store) -> None:
    masked = text().replace("Hentzau", "XXXXXXX")
    keep(store, text(), masked)
    copy = next(one for one in store.copies("07STRELSAU123") if one.origin.path == "1.txt")
    assert judging.split(store, copy.id, "another release of another day", "2026-01-02") == "07STRELSAU123~2"
    keep(store, masked, start=5)  # the same bytes from elsewhere: the judgement holds for them
    assert [len(store.copies(key)) for key in keys(store)] == [1, 2]
    assert [one.kind for one in judging.judgements(store.db)] == ["split"]
    assert "07STRELSAU123" in judging.undo(store, "j1", "2026-01-03")
    assert keys(store) == ["07STRELSAU123"]
    assert len(store.copies("07STRELSAU123")) == 3
    assert judging.judgements(store.db)[0].undone == "2026-01-03"
    assert list(checking.check(store)) == []
    with pytest.raises(UnknownName):
        judging.undo(store, "j1", "2026-01-04")


def test_telegrams_joined_by_hand_are_one_until_that_is_undone(store: Store) -> None:
    keep(store, text(), text(200, "201530Z", OTHER, "BARGES"))
    assert judging.join(store, "07STRELSAU123", "07STRELSAU200", "printed as one", "2026-01-02") == "07STRELSAU123"
    assert keys(store) == ["07STRELSAU123"]
    assert store.find("07STRELSAU200")[0] == "07STRELSAU123"
    assert len(store.by_key("07STRELSAU123").paragraphs) == 7
    with pytest.raises(BadValue):
        judging.join(store, "07STRELSAU123", "07STRELSAU200", "again", "2026-01-02")
    judging.undo(store, "j1", "2026-01-03")
    assert keys(store) == ["07STRELSAU123", "07STRELSAU200"]
    assert list(checking.check(store)) == []


def test_the_only_copy_cannot_be_split_off_nor_one_that_is_not_there(store: Store, tmp_path: Path) -> None:
    keep(store, text())
    with pytest.raises(BadValue):
        judging.split(store, 1, "no", "2026-01-02")
    with pytest.raises(UnknownTelegram):
        judging.split(store, 99, "no", "2026-01-02")
    reader = Store(tmp_path / "a.reftel")
    with pytest.raises(ReadOnly):
        judging.split(reader, 1, "no", "2026-01-02")
    reader.close()


def test_parts_of_one_document_are_copies_of_their_own(store: Store) -> None:
    first, second = read(text(), "month.txt"), read(text(124, "141530Z", OTHER, "BARGES"), "month.txt")
    for part, one in enumerate((first, second), 1):
        assert one.source is not None
        one.source.part, one.source.sha256 = part, "4a84"
    from reftel.archive.store import Reading

    run = store.begin_run("0", "test", "2026-01-01")
    assert store.add(run, 3, [Reading(first, b""), Reading(second, b"")], []) == 2
    assert store.add(run, 3, [Reading(second, b"")], []) == 0
    assert keys(store) == ["07STRELSAU123", "07STRELSAU124"]
