"""An archive of schema 1, as reftel wrote it in November 2026, opens and becomes one of the present schema, whenever it is cut short."""

from __future__ import annotations

import sqlite3
import zlib
from pathlib import Path

import pytest

import reftel
from reftel.archive import migrations, settling
from reftel.archive.store import Store
from reftel.errors import NoArchive

DUMP = Path(__file__).parent / "data" / "schema-1.sql"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "old.reftel"
    path.mkdir()
    db = sqlite3.connect(path / "archive.db")
    db.executescript(DUMP.read_text(encoding="utf-8"))
    db.close()
    return path


def test_a_reader_is_told_what_to_do(old: Path) -> None:
    with pytest.raises(NoArchive, match=r"schema 1, this reftel reads schema 2; opening it for writing \(reftel index\)"):
        Store(old)


def test_everything_is_there_after_it(old: Path) -> None:
    with reftel.open_archive(old, "w") as archive:
        assert (len(archive), archive.store.counts()["copies"]) == (5, 6)
        assert list(archive.verify()) == []
        assert archive.search("").count == 5
        assert [one.why for one in archive.borrowed("07BELUSHKAR17")] == ["masked"] * 4
        assert [link.citing for link in archive.cited_by("07DRENAVAR110")] == ["07OSVARTH131", "07HALVERSUND58"]
        assert {row.station for row in archive.years()} == {"BELUSHKAR", "DRENAVAR", "HALVERSUND", "OSVARTH"}
    with reftel.open_archive(old) as archive:
        assert archive.copies("07DRENAVAR110")[0].data.startswith(b"VZCZC")


def test_what_was_kept_before_parts_has_none(old: Path) -> None:
    db = sqlite3.connect(old / "archive.db")
    db.execute("INSERT INTO unreadable (run, path, member, row, kind, reason) VALUES (1, 'none.txt', NULL, NULL, 'BadInput', 'empty')")
    db.commit()
    path, sha256, data = db.execute("SELECT path, sha256, data FROM copies WHERE id = 1").fetchone()
    db.close()
    with reftel.open_archive(old, "w") as archive:
        assert [(one.path, one.part) for one in archive.store.unreadable(1)] == [("none.txt", None)]
        key = archive.store.db.execute("SELECT t.key FROM copies c JOIN telegrams t ON t.id = c.telegram WHERE c.id = 1").fetchone()[0]
        (copy,) = [one for one in archive.copies(key) if one.id == 1]
        assert (copy.origin.part, copy.origin.path, copy.origin.sha256, copy.data) == (None, path, sha256, zlib.decompress(data))


def test_the_tables_are_those_of_a_new_archive(old: Path, tmp_path: Path) -> None:
    def columns(path: Path) -> dict[str, set[str]]:
        store = Store(path, "w")
        tables = [row[0] for row in store.db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")]
        found = {table: {row[1] for row in store.db.execute(f"PRAGMA table_info({table})")} for table in tables}
        indexes = {row[0] for row in store.db.execute("SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")}
        store.close()
        return {**found, "indexes": indexes}

    assert columns(old) == columns(tmp_path / "new.reftel")


def test_a_step_that_fails_leaves_the_old_schema(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(db: sqlite3.Connection) -> None:
        migrations._to_2(db)
        raise KeyboardInterrupt

    monkeypatch.setitem(migrations.STEPS, 1, fails)
    with pytest.raises(KeyboardInterrupt):
        Store(old, "w")
    monkeypatch.undo()
    db = sqlite3.connect(old / "archive.db")
    assert migrations.schema_of(db) == 1
    db.close()
    Store(old, "w").close()


def test_filling_in_goes_on_where_it_was_cut_short(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = []
    settle = settling.settle

    def cut(db: sqlite3.Connection, ident: int) -> None:
        if len(done) == 3:
            raise KeyboardInterrupt
        settle(db, ident)
        done.append(ident)

    monkeypatch.setattr("reftel.archive.store.MADE", 2)
    monkeypatch.setattr(settling, "settle", cut)
    with pytest.raises(KeyboardInterrupt):
        Store(old, "w")
    monkeypatch.setattr(settling, "settle", lambda db, ident: settle(db, ident) or done.append(ident))
    with reftel.open_archive(old, "w") as archive:
        assert done == [1, 2, 3, 3, 4, 5]  # the half-done batch is done again, the whole one is not
        assert list(archive.verify()) == []


def test_a_newer_archive_is_refused(old: Path) -> None:
    db = sqlite3.connect(old / "archive.db")
    db.execute("UPDATE meta SET value = '99' WHERE key = 'schema'")
    db.commit()
    db.close()
    for mode in ("r", "w"):
        with pytest.raises(NoArchive, match="a newer reftel opens it"):
            Store(old, mode)
