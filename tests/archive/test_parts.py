"""Documents that hold several telegrams: a copy each, with its own bytes or those of the document, through the whole life of an archive."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterator
from email.message import EmailMessage
from mailbox import mbox
from pathlib import Path

import pytest

import reftel
from reftel.archive import building
from reftel.archive.sources import Sources, source_of, spans_of
from reftel.archive.store import Copy
from reftel.library import Archive
from reftel.settings import chosen
from reftel.text import Restored
from tests.archive.made import SAID, text
from tests.archive.test_joining import OTHER

ONE = chosen(processes=1)
TEXTS = (text(), text(124, "141530Z", OTHER, "BARGES"), text(125, "151530Z", SAID[2:], "FERRIES"))
KEYS = ("07STRELSAU123", "07STRELSAU124", "07STRELSAU125")
PAGE = "<html><body>" + "".join(f"<pre>{one}</pre><hr>" for one in TEXTS) + "</body></html>"


def _text(path: Path) -> None:
    (path / "month.txt").write_text("\n\n".join(TEXTS))


def _page(path: Path) -> None:
    (path / "month.html").write_text(PAGE)


def _json(path: Path) -> None:
    (path / "month.json").write_text(json.dumps({"data": [{"docno": "1", "content": TEXTS[0]}, {"docno": "2", "content": f"{TEXTS[1]}\n\n{TEXTS[2]}"}]}))


def _lines(path: Path) -> None:
    (path / "month.jsonl").write_text(json.dumps({"body": TEXTS[0]}) + "\n" + json.dumps([{"body": one} for one in TEXTS[1:]]) + "\n")


def _texts(path: Path) -> None:
    (path / "month.json").write_text(json.dumps(TEXTS))


def _table(path: Path) -> None:
    with (path / "month.csv").open("w", newline="") as stream:
        csv.writer(stream).writerows([("id", "body"), ("1", TEXTS[0]), ("2", f"{TEXTS[1]}\n\n{TEXTS[2]}")])


def _mail(path: Path) -> None:
    box = mbox(path / "month.mbox")
    for part in (TEXTS[:1], TEXTS[1:]):
        message = EmailMessage()
        message["From"], message["To"], message["Subject"], message["Message-ID"] = "a@example.org", "b@example.org", "FW", f"<{len(part)}@example.org>"
        message.set_content("\n\n".join(part))
        box.add(message)
    box.close()


def _texts_of_a_mail(path: Path) -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"], message["Message-ID"] = "a@example.org", "b@example.org", "FW", "<1@example.org>"
    message.set_content(TEXTS[0])
    message.add_attachment(TEXTS[1], disposition="inline")
    message.add_attachment(TEXTS[2].encode(), maintype="text", subtype="plain", filename="cable.txt")
    (path / "month.eml").write_bytes(bytes(message))


MADE = {
    "text": _text, "page": _page, "json": _json, "json lines": _lines, "json texts": _texts, "table": _table, "box of mail": _mail, "mail": _texts_of_a_mail,
}  # fmt: skip


@pytest.fixture(params=MADE)
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    MADE[request.param](tmp_path / "in")
    for one in (tmp_path / "in").iterdir():
        os.utime(one, (1_000_000, 1_000_000))
    return tmp_path / "in"


@pytest.fixture
def archive(tmp_path: Path, folder: Path) -> Iterator[Archive]:
    with reftel.open_archive(tmp_path / "a.reftel", "w", ONE) as opened:
        report = opened.build([folder])
        assert (report.added, report.known, report.unreadable) == (3, 0, [])
        yield opened


def _copies(archive: Archive) -> list[Copy]:
    return [archive.copies(key)[0] for key in KEYS]


def test_every_telegram_is_kept_and_known_again(archive: Archive, folder: Path) -> None:
    assert list(archive.store.keys()) == list(KEYS)
    report = archive.build([folder])
    assert (report.added, report.known) == (0, 3)
    report = archive.build([folder], rehash=True)
    assert (report.added, report.known) == (0, 3)
    assert list(archive.verify()) == []
    assert all(copy.data and copy.size == len(copy.data) for copy in _copies(archive))


def test_the_source_of_each_is_its_own(archive: Archive) -> None:
    sources = Sources()
    for copy, words, others in zip(_copies(archive), ("ZENDA BRIDGE", "BARGES", "FERRIES"), (("BARGES",), ("FERRIES",), ("BARGES",)), strict=True):
        for source in (sources.of(copy), source_of(copy)):
            assert source is not None
            assert words in source.text
            assert all(f"SUBJECT: {other}" not in source.text for other in others)
            assert words in Restored(source.text, copy.reading.changes).text
            assert all(span.end <= len(source.text) for _, span in spans_of(copy.reading))


@pytest.mark.parametrize("batch", [1, 2, 250])
def test_reading_anew_reads_each_part_as_that_part(archive: Archive, batch: int) -> None:
    before = [(copy.id, copy.origin, copy.reading) for copy in _copies(archive)]
    archive.settings = chosen(processes=1, batch=batch)
    done = archive.reread("0", everything=True)
    assert (done.read, done.changed, done.moved, done.new, done.unreadable, done.without_bytes) == (3, 0, [], 0, [], [])
    assert [(copy.id, copy.origin, copy.reading) for copy in _copies(archive)] == before


def test_a_backup_has_the_bytes_of_each(archive: Archive, tmp_path: Path) -> None:
    archive.backup(tmp_path / "b.reftel")
    with reftel.open_archive(tmp_path / "b.reftel", "w", ONE) as other:
        assert [copy.data for copy in _copies(other)] == [copy.data for copy in _copies(archive)]
        assert list(other.verify()) == []


@pytest.mark.parametrize("gone", KEYS)
def test_removing_one_takes_no_bytes_from_the_others(archive: Archive, folder: Path, gone: str) -> None:
    before = {key: archive.copies(key)[0].data for key in KEYS if key != gone}
    (name,) = archive.remove(gone, "released by mistake").copies
    assert {key: archive.copies(key)[0].data for key in before} == before
    assert list(archive.verify()) == []
    assert (archive.build([folder], rehash=True).added, len(archive)) == (0, 2)
    assert archive.judgements()[0].subject == name
    archive.undo("r1")
    assert archive.build([folder]).added == 1
    assert (len(archive), list(archive.verify())) == (3, [])
    assert archive.copies(gone)[0].data


def test_a_part_joins_the_telegram_that_is_there(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "masked.txt").write_text(TEXTS[1].replace("Hentzau", "XXXXXXXXXXXX"))
    archive.build([tmp_path / "masked.txt"])
    assert len(archive) == 3
    found = archive.compare(KEYS[1])
    assert len(found.copies) == 2
    assert list(archive.verify()) == []
    one = next(copy.id for copy in archive.copies(KEYS[1]) if copy.origin.path.endswith("masked.txt"))
    archive.split(one, "a test")
    assert (len(archive), list(archive.verify())) == (4, [])


def test_bytes_that_cannot_be_cut_are_kept_once(tmp_path: Path) -> None:
    _page(tmp_path)
    with reftel.open_archive(tmp_path / "a.reftel", "w", chosen(processes=2, batch=1)) as archive:
        archive.build([tmp_path / "month.html"])
        assert [copy.data for copy in _copies(archive)] == [PAGE.encode()] * 3
        kept = [row[0] for row in archive.store.db.execute("SELECT length(data) > 8 FROM copies ORDER BY id")]
        assert kept == [1, 0, 0]
        archive.store.db.execute("UPDATE copies SET sha256 = 'f' || substr(sha256, 2) WHERE id > 1")
    with reftel.open_archive(tmp_path / "a.reftel") as archive:
        assert all(not copy.data for copy in _copies(archive)[1:])  # of a hash that nothing here has


def test_a_kept_document_that_changed_is_found_with_every_part(tmp_path: Path) -> None:
    import zlib

    _page(tmp_path)
    with reftel.open_archive(tmp_path / "a.reftel", "w", ONE) as archive:
        archive.build([tmp_path / "month.html"])
        archive.store.db.execute("UPDATE copies SET data = ? WHERE id = 1", (zlib.compress(PAGE.replace("BARGES", "BADGES").encode()),))
        faults = list(archive.verify())
        assert [fault.rpartition(":")[2] for fault in faults] == [f" the bytes of copy {i} ({tmp_path}/month.html) do not match their hash" for i in (1, 2, 3)]


def test_what_a_present_reader_does_not_find_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _page(tmp_path)
    with reftel.open_archive(tmp_path / "a.reftel", "w", ONE) as archive:
        archive.build([tmp_path / "month.html"])
        monkeypatch.setattr(building, "sources_kept", lambda kept, settings: [one for one in _kept(kept, settings) if one.origin.part != 2])
        done = archive.reread("0", everything=True)
        assert (done.read, [(one.part, one.kind) for one in done.unreadable]) == (2, [(2, "NoTelegram")])
        monkeypatch.undo()
        assert archive.telegram(KEYS[1]).subject == "BARGES"


def _kept(kept: object, settings: object) -> Iterator[object]:
    from reftel.archive import sources

    return iter(sources.sources(kept, settings))  # type: ignore[arg-type]


def test_documents_of_a_volume_that_are_no_telegrams_are_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from reftel.archive import files
    from reftel.telegram.model import Unreadable

    _text(tmp_path)
    os.utime(tmp_path / "month.txt", (1_000_000, 1_000_000))
    told = Unreadable(str(tmp_path / "month.txt"), "2 of 5 documents are no telegrams and were passed over: 2 Memorandum", "PassedOver")
    read = files.documents
    monkeypatch.setattr(files, "documents", lambda paths, settings: [*read(paths, settings), told])
    with reftel.open_archive(tmp_path / "a.reftel", "w", ONE) as archive:
        report = archive.build([tmp_path / "month.txt"])
        assert (report.added, report.unreadable, report.failed) == (3, [told], 0)
        assert archive.store.counts()["unreadable"] == 0
        assert archive.store.db.execute("SELECT unreadable FROM runs").fetchone() == (0,)
        assert archive.build([tmp_path / "month.txt"]).unreadable == []  # the file is whole, and not opened again
