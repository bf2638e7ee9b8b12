"""The life of an archive: unchanged files passed over, removal, reading anew, backup, the lock, media that cannot be written, a full disk."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import reftel
from reftel.archive import building, files
from reftel.archive.store import Store
from reftel.errors import ArchiveLocked, CannotWrite, NoArchive, UnknownTelegram
from reftel.library import Archive
from reftel.settings import chosen
from tests.archive.made import SAID, body, text
from tests.archive.test_joining import OTHER

ONE = chosen(processes=1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    for name, words in (("a.txt", text()), ("b.txt", text(said=SAID[:3])), ("c.txt", text(124, "141530Z", OTHER, "BARGES"))):
        (tmp_path / "in" / name).write_text(words)
        os.utime(tmp_path / "in" / name, (1_000_000, 1_000_000))
    return tmp_path / "in"


@pytest.fixture
def archive(tmp_path: Path, folder: Path) -> Iterator[Archive]:
    with reftel.open_archive(tmp_path / "a.reftel", "w", ONE) as opened:
        opened.build([folder])
        yield opened


def test_unchanged_files_are_not_even_opened(archive: Archive, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = []
    read = files.documents
    monkeypatch.setattr(files, "documents", lambda paths, settings: opened.extend(paths) or read(paths, settings))
    report = archive.build([folder])
    assert (report.known, report.documents, report.added, opened) == (3, 3, 0, [])
    (folder / "c.txt").write_text(text(125, "151530Z", OTHER, "BARGES AGAIN"))
    report = archive.build([folder])
    assert (report.known, report.added, opened) == (2, 1, [folder / "c.txt"])
    report = archive.build([folder], rehash=True)
    assert (report.known, report.added, len(opened)) == (3, 0, 4)


def test_a_file_that_was_touched_is_known_by_its_bytes(archive: Archive, folder: Path) -> None:
    os.utime(folder / "a.txt", (2_000_000, 2_000_000))
    report = archive.build([folder])
    assert (report.known, report.added) == (3, 0)


def test_a_file_that_could_not_be_read_is_asked_again(tmp_path: Path, folder: Path) -> None:
    (folder / "letter.txt").write_text("Dear Rudolf, the weather is fine.")
    os.utime(folder / "letter.txt", (1_000_000, 1_000_000))
    with reftel.open_archive(tmp_path / "b.reftel", "w", ONE) as opened:
        assert len(opened.build([folder]).unreadable) == 1
        assert len(opened.build([folder]).unreadable) == 1


def test_what_is_removed_goes_from_the_index_too_and_is_not_taken_in_again(archive: Archive, folder: Path) -> None:
    assert archive.search("barges").count == 1
    done = archive.remove(str(folder / "c.txt"), "withdrawn by the owner")
    assert done.telegrams == ["07STRELSAU124"]
    assert (archive.search("barges").count, len(archive), archive.search("").count) == (0, 1, 1)
    assert archive.build([folder], rehash=True).added == 0
    (entry,) = archive.judgements()
    assert (entry.kind, entry.object, entry.reason) == ("remove", "07STRELSAU124", "withdrawn by the owner")
    archive.undo(entry.id)
    assert archive.build([folder]).added == 1
    assert archive.search("barges").count == 1
    assert list(archive.verify()) == []


def test_a_removed_copy_takes_back_what_it_gave(archive: Archive, folder: Path) -> None:
    assert len(archive.telegram("07STRELSAU123").paragraphs) == 4
    archive.remove(str(folder / "a.txt"), "a forgery")
    assert len(archive.telegram("07STRELSAU123").paragraphs) == 3
    assert list(archive.verify()) == []
    with pytest.raises(UnknownTelegram):
        archive.remove("nowhere.txt", "x")


def test_reading_anew_changes_what_reads_differently_and_keeps_judgements(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = archive.copies("07STRELSAU123")[1].id
    archive.split(copy, "another release")
    archive.store.db.execute("UPDATE copies SET reader = 1")
    read = building._read_source
    monkeypatch.setattr(building, "_read_source", lambda source: _raised(read(source)))
    done = archive.reread("0")
    assert (done.read, done.changed, done.moved, done.unreadable, done.without_bytes) == (3, 3, [], [], [])
    assert archive.search("subject:raised").count == 3
    assert len(archive) == 3  # the copy split off stays apart
    assert archive.reread("0").read == 0
    assert list(archive.verify()) == []


def _raised(telegram: object) -> object:
    telegram.subject = f"RAISED {telegram.subject}"  # type: ignore[attr-defined]
    return telegram


def test_a_copy_whose_number_reads_differently_now_moves(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    archive.store.db.execute("UPDATE copies SET reader = 1 WHERE path LIKE '%c.txt'")
    read = building._read_source

    def other(source: object) -> object:
        telegram = read(source)  # type: ignore[arg-type]
        telegram.mrn = "07STRELSAU777"  # type: ignore[union-attr]
        return telegram

    monkeypatch.setattr(building, "_read_source", other)
    done = archive.reread("0")
    assert len(done.moved) == 1
    assert archive.telegram("07STRELSAU777").subject == "BARGES"
    with pytest.raises(UnknownTelegram):
        archive.telegram("07STRELSAU124")
    assert archive.search("mrn:07STRELSAU777").count == 1


def test_a_backup_while_another_writes_is_whole(archive: Archive, tmp_path: Path) -> None:
    with reftel.open_archive(tmp_path / "a.reftel") as reader, archive.store.transaction() as db:
        db.execute("INSERT INTO meta VALUES ('half', 'done')")
        reader.backup(tmp_path / "copy.reftel")
    with reftel.open_archive(tmp_path / "copy.reftel", "w") as copy:
        assert len(copy) == 2
        assert copy.store.db.execute("SELECT 1 FROM meta WHERE key = 'half'").fetchone() is None
        assert copy.search("barges").count == 1
        assert list(copy.verify()) == []
    with pytest.raises(NoArchive, match="something here already"):
        archive.backup(tmp_path / "copy.reftel")


def test_a_second_writer_is_told_who_holds_the_archive(archive: Archive, tmp_path: Path) -> None:
    with pytest.raises(ArchiveLocked, match=f"process {os.getpid()} on .*, since 20"):
        Store(tmp_path / "a.reftel", "w")
    assert Store(tmp_path / "a.reftel").count() == 2


@pytest.mark.skipif(os.geteuid() != 0, reason="only the superuser can become somebody who may not write")
def test_an_archive_on_a_medium_that_cannot_be_written_opens(tmp_path: Path, folder: Path) -> None:
    with reftel.open_archive(tmp_path / "r.reftel", "w", ONE) as opened:
        opened.build([folder])
    _nobody_may_write(tmp_path / "r.reftel")
    found = os.fork()
    if found == 0:  # the child can do nothing but read
        try:
            os.setuid(65534)
            with reftel.open_archive(tmp_path / "r.reftel") as opened:
                os._exit(0 if opened.search("barges").count == 1 and len(opened) == 2 else 3)
        except BaseException as error:
            print(type(error).__name__, error)
            os._exit(4)
    assert os.waitstatus_to_exitcode(os.waitpid(found, 0)[1]) == 0


def _nobody_may_write(path: Path) -> None:
    for each in [path, *path.rglob("*")]:
        each.chmod(0o555 if each.is_dir() else 0o444)
    for parent in path.parents:
        if parent == Path("/tmp") or parent == parent.parent:
            break
        parent.chmod(0o755)


FULL = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
from pathlib import Path
from reftel.archive.store import Store
from reftel.errors import CannotWrite
from tests.archive.made import keep, text
store = Store(Path(sys.argv[1]), "w")
keep(store, text())
size = max(file.stat().st_size for file in Path(sys.argv[1]).iterdir())
resource.setrlimit(resource.RLIMIT_FSIZE, (size + 20_000, size + 20_000))
try:
    for number in range(200, 400):
        keep(store, text(number, said=[f"{number} word {i}" * 40 for i in range(20)]), start=number)
except CannotWrite as error:
    print(store.count(), error)
"""


def test_a_full_disk_loses_nothing_that_was_done(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", FULL, str(tmp_path / "f.reftel")], check=False, capture_output=True, text=True, cwd=root, env=os.environ)
    assert "cannot write" in done.stdout, done.stdout + done.stderr
    with reftel.open_archive(tmp_path / "f.reftel", "w") as opened:
        assert len(opened) == int(done.stdout.split()[0]) >= 1
        assert list(opened.verify()) == []


def test_an_error_of_the_disk_is_told_as_one(archive: Archive) -> None:
    full = sqlite3.OperationalError("database or disk is full")
    full.sqlite_errorcode = sqlite3.SQLITE_FULL
    with pytest.raises(CannotWrite, match="nothing of this batch was kept"), archive.store.transaction():
        raise full
    with pytest.raises(sqlite3.OperationalError, match="no such table"), archive.store.transaction() as db:
        db.execute("SELECT * FROM unheard_of")
    assert len(archive) == 2


def test_add_takes_batches(tmp_path: Path) -> None:
    with reftel.open_archive(tmp_path / "b.reftel", "w", chosen(batch=2)) as opened:
        report = opened.add(reftel.read(text(number, said=OTHER, subject=str(number)), name=f"{number}.txt") for number in range(1, 6))
        assert (report.added, len(opened)) == (5, 5)


def test_a_bare_copy_joins_and_the_index_follows(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "bare.txt").write_text(body(OTHER))
    archive.build([tmp_path / "bare.txt"])
    assert len(archive) == 2
    assert archive.search("").count == 2


def test_an_entry_of_the_index_without_its_record_is_found(archive: Archive) -> None:
    assert list(archive.verify()) == []
    archive.store.db.execute("UPDATE telegrams SET key = '07STRELSAU999' WHERE key = '07STRELSAU124'")
    assert [fault.partition(";")[0] for fault in archive.verify()] == [
        "index: 1 keys are in the index and not in the record, as 07STRELSAU124", "index: 1 keys are in the record and not in the index, as 07STRELSAU999",
    ]  # fmt: skip


def test_a_reading_that_does_not_quote_its_source_is_found(archive: Archive) -> None:
    archive.store.db.execute("UPDATE telegrams SET reading = json_set(reading, '$.paragraphs[0].at', json('[5, 99999]')) WHERE key = '07STRELSAU124'")
    assert any("the span 5..99999 of paragraphs is not within its text" in fault for fault in archive.verify())


def test_a_collation_and_a_reference_that_are_not_up_to_date_are_found(archive: Archive) -> None:
    archive.store.db.execute("UPDATE telegrams SET reading = replace(reading, 'autumn', 'winter') WHERE key = '07STRELSAU123'")
    assert any("the collation of 07STRELSAU123 is not that of its copies" in fault for fault in archive.verify())
