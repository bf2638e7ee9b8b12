"""Building: several processes, resumed, with a report; a document that kills its reader does not stop the rest."""

from __future__ import annotations

import os
import time
import types
from pathlib import Path

import pytest

import reftel
from reftel import registry
from reftel.archive import building
from reftel.settings import chosen
from tests.archive.test_store import DEMO, TEXT


@pytest.mark.parametrize("processes", [1, 2])
def test_the_demonstration_texts_build_and_resume(tmp_path: Path, processes: int) -> None:
    with reftel.open_archive(tmp_path / "a.reftel", "w", chosen(processes=processes, batch=7)) as archive:
        seen = []
        report = archive.build([DEMO], lambda now: seen.append(now.added))
        assert (report.documents, report.added, report.telegrams, report.unreadable) == (31, 31, 30, [])
        assert seen == sorted(seen)
        assert len(seen) >= 4
        again = archive.build([DEMO])
        assert (again.known, again.added, again.telegrams) == (31, 0, 30)
        assert list(archive.verify()) == []


def test_a_build_cut_short_is_resumed(tmp_path: Path) -> None:
    class Cut(Exception):
        pass

    def cut(report: building.Report) -> None:
        raise Cut

    with reftel.open_archive(tmp_path / "a.reftel", "w", chosen(processes=1, batch=10)) as archive:
        with pytest.raises(Cut):
            archive.build([DEMO], cut)
        assert archive.store.counts()["copies"] == 10
    with reftel.open_archive(tmp_path / "a.reftel", "w", chosen(processes=1)) as archive:
        assert archive.index.behind() == 0  # opening caught up
        assert archive.search("").count == len(archive)
        report = archive.build([DEMO])
        assert (report.known, report.added, report.telegrams) == (10, 21, 30)


def test_what_cannot_be_read_is_reported_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.txt").write_text(TEXT)
    (tmp_path / "in" / "empty.txt").write_text("")
    (tmp_path / "in" / "rubbish.bin").write_bytes(bytes(range(256)) * 9)
    (tmp_path / "in" / "letter.txt").write_text("Dear Rudolf, the weather is fine.")
    with reftel.open_archive(tmp_path / "a.reftel", "w", chosen(processes=2)) as archive:
        report = archive.build([tmp_path / "in"])
        assert report.added == 1
        assert {Path(one.path).name: one.kind for one in report.unreadable} == {"empty.txt": "BadInput", "rubbish.bin": "UnknownFormat", "letter.txt": "NoTelegram"}
        assert archive.store.unreadable(report.run) == report.unreadable


def plug_in(monkeypatch: pytest.MonkeyPatch, edits: object) -> None:
    module = types.ModuleType("fault")
    module.edits = edits  # type: ignore[attr-defined]
    found = {**registry.plugins("repair"), "fault": module}
    monkeypatch.setattr("reftel.read.repairs.ordered", lambda: tuple(found.items()))


def test_a_document_that_takes_too_long_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plug_in(monkeypatch, lambda text: time.sleep(30) or iter(()))
    (tmp_path / "slow.txt").write_text(TEXT)
    with reftel.open_archive(tmp_path / "a.reftel", "w", chosen(processes=1, max_seconds=1)) as archive:
        report = archive.build([tmp_path / "slow.txt"])
    assert [one.kind for one in report.unreadable] == ["TooSlow"]
    assert "1 s" in report.unreadable[0].reason


def test_a_reader_that_fails_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plug_in(monkeypatch, lambda text: iter(()) if "good" in text else 1 / 0)
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.txt").write_text(TEXT.replace("left", "was good"))
    with reftel.open_archive(tmp_path / "x.reftel", "w", chosen(processes=1)) as archive:
        report = archive.build([tmp_path / "a.txt", tmp_path / "b.txt"])
    assert report.added == 1
    assert "ZeroDivisionError" in report.unreadable[0].reason


def _die(task: list[building.Document], settings: object) -> list[building.Pair]:
    """Reads as the reader does, but dies on one document."""
    if any("killer" in document.origin.path for document in task):
        os._exit(9)
    return [pair for document in task for pair in building._read_one(document, chosen())]


def test_a_reading_process_that_dies_costs_one_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(Path(__file__).parents[2])  # the reading processes import this module
    monkeypatch.setattr(building, "_read_task", _die)
    monkeypatch.setattr(building, "TASK", 2)
    for i in range(6):
        (tmp_path / f"{i}{'killer' if i == 2 else ''}.txt").write_text(TEXT.replace("000123", f"00{i}123"))
    with reftel.open_archive(tmp_path / "a.reftel", "w", chosen(processes=2)) as archive:
        report = archive.build(sorted(tmp_path.glob("*.txt")))
    assert report.added == 5
    assert [(Path(one.path).name, one.kind) for one in report.unreadable] == [("2killer.txt", "ReaderCrashed")]


def test_how_many_documents_there_are_is_told_only_where_it_is_cheap(tmp_path: Path) -> None:
    assert building.total([DEMO]) == 31
    (tmp_path / "dump.csv").write_text("x")
    assert building.total([tmp_path]) is None
