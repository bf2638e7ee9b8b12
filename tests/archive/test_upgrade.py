"""An archive written with the schema before parts: named when it is read, brought up to date when it is written."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

import reftel
from reftel.archive.store import FILE
from reftel.errors import NoArchive
from reftel.settings import Settings


@pytest.fixture
def old(tmp_path: Path, clean: str) -> Path:
    (tmp_path / "a.txt").write_text(clean)
    path = tmp_path / "a.reftel"
    with reftel.open_archive(path, "w", Settings(processes=1)) as archive:
        archive.build([tmp_path / "a.txt", tmp_path / "none.txt"])
    db = sqlite3.connect(path / FILE)
    for table in ("copies", "unreadable"):
        db.execute(f"ALTER TABLE {table} DROP COLUMN part")
    db.execute("UPDATE meta SET value = '1' WHERE key = 'schema'")
    db.commit()
    db.close()
    return path


def test_reading_an_old_archive_says_what_to_do(old: Path) -> None:
    with pytest.raises(NoArchive, match="written with schema 1, this reftel reads schema 2; reftel index brings it up to date"):
        reftel.open_archive(old)


def test_writing_brings_it_up_to_date_and_loses_nothing(old: Path, tmp_path: Path, clean: str) -> None:
    with reftel.open_archive(old, "w", Settings(processes=1)) as archive:
        assert archive.build([tmp_path / "a.txt"]).known == 1
        assert archive.store.unreadable(1)[0].part is None
    with reftel.open_archive(old) as archive:
        (copy,) = archive.copies("07STRELSAU1234")
        assert (copy.data.decode(), copy.origin.part) == (clean, None)
        assert list(archive.verify()) == []
