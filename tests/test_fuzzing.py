"""The fuzzing benchmark: inputs that come again, failures that are found, kept and made small; and what it found once."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from random import Random

import pytest

from benchmarks.fuzzing import checks, mutations, running
from benchmarks.fuzzing.running import Job, made
from benchmarks.fuzzing.wrappings import WRAPPINGS
from reftel.read.inputs import sources
from reftel.read.source import Blob, Source
from reftel.settings import Settings
from reftel.telegram.model import Origin, Unreadable

TEXT = "O 141530Z FEB 07\nFM AMEMBASSY STRELSAU\nTO SECSTATE WASHDC\n\nUNCLAS STRELSAU 001234\n\nTAGS: PREL\nSUBJECT: THE BRIDGE\n\n1. (U) It holds.\n\n2. (U) It held.\n\nRASSENDYLL\n"


@pytest.mark.parametrize("wrapping", WRAPPINGS)
def test_every_wrapping_holds_a_telegram_that_is_read(wrapping: str) -> None:
    build, name, _ = WRAPPINGS[wrapping]
    failure, read, bad = checks.examine(build([TEXT], Random(2)), name, True)
    assert failure is None or failure.name == "slow", failure
    assert (read, bad) == (1, 0)


@pytest.mark.parametrize("wrapping", WRAPPINGS)
def test_mutated_inputs_neither_crash_nor_say_what_is_not_so(wrapping: str) -> None:
    job = Job(None, 40, 7, 1, "", wrapping)
    for number in range(12):
        data, name, _ = made(job, number, [TEXT, TEXT.replace("\n", "\r\n")])
        failure = checks.examine(data, name, number % 4 == 0)[0]
        assert failure is None or failure.name == "slow", failure


def test_an_input_is_decided_by_seed_and_number() -> None:
    job = Job(None, 10, 5, 2, "", None)
    first, again = [[made(job, number, [TEXT]) for number in range(20)] for _ in range(2)]
    assert first == again
    assert made(job._replace(seed=6), 3, [TEXT]) != first[3]
    assert len({wrapping for _, _, wrapping in first}) > 2


def test_every_mutation_of_nothing_gives_something_to_read() -> None:
    for change in mutations.CHANGES:
        assert isinstance(change("", Random(1)), str)
    assert isinstance(mutations.broken(b"", Random(1)), bytes)


def test_a_failure_is_found_named_kept_and_made_small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = checks.read_source

    def read_source(source: Source) -> object:
        if "BRIDGE" in source.text:
            raise ZeroDivisionError
        return real(source)

    monkeypatch.setattr(checks, "read_source", read_source)
    failure = checks.examine(TEXT.encode(), "a.txt", False)[0]
    assert failure is not None
    assert failure.name.startswith("ZeroDivisionError")
    (tmp_path / "failures").mkdir()
    running._keep(Job(None, 1, 9, 1, str(tmp_path), None), 4, TEXT.encode(), "a.txt", failure, 0)
    assert (tmp_path / "failures" / "9-4.txt").read_text() == TEXT
    assert (tmp_path / "failures" / "9-4.small.txt").read_text() == "BRIDGE"


def test_what_is_not_so_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    real = checks.read_source

    def read_source(source: Source) -> object:
        telegram = real(source)
        telegram.paragraphs[0].at = telegram.paragraphs[0].at.shift(10_000)
        return telegram

    monkeypatch.setattr(checks, "read_source", read_source)
    failure = checks.examine(TEXT.encode(), "a.txt", False)[0]
    assert failure is not None
    assert failure.name == "Untrue: span of telegram.paragraphs.at"


def test_a_run_goes_on_where_it_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "bases", lambda job: [TEXT])
    said: list[str] = []
    job = Job(None, 30, 3, 1, str(tmp_path), "text")
    assert running.run(job, said.append) == {}
    state = json.loads((tmp_path / "state-3.json").read_text())
    assert state["next"] == [30]
    running.run(job._replace(count=50), said.append)
    assert said[-1].startswith("50 inputs, 20 in this run")


def read(data: bytes, name: str) -> list[Source | Unreadable]:
    return list(sources(Blob(Origin(name, ""), data), Settings()))


def test_half_a_letter_in_json_is_named_and_can_be_written() -> None:
    (source,) = read(json.dumps([{"id": "07STRELSAU1234", "text": TEXT.replace("holds", "ho\ud800lds")}]).encode(), "dump.json")
    assert isinstance(source, Source)
    assert "ho\N{REPLACEMENT CHARACTER}lds" in source.text
    source.text.encode()
    assert any("1 escaped half of letters" in sentence for sentence in source.assumed)


def test_a_zip_whose_directory_leads_before_its_beginning_is_damaged() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("a.txt", TEXT)
    data = bytearray(out.getvalue())
    data[data.rindex(b"PK\x05\x06") + 16] += 40  # the directory's place, too late: members begin before the file
    found = read(bytes(data), "a.zip")
    assert all(isinstance(one, Unreadable) for one in found)
    assert found


def test_an_encoding_that_there_is_not_is_a_broken_page() -> None:
    build, name, _ = WRAPPINGS["tei"]
    found = read(build([TEXT], Random(1)).replace(b"UTF-8", b"UTV-8"), name)
    assert [one.reason for one in found if isinstance(one, Unreadable)] == ["broken XML: unknown encoding: UTV-8"]


def test_a_year_before_telegrams_is_none() -> None:
    failure, done, _ = checks.examine(TEXT.replace("141530Z FEB 07", "141530Z FEB 0434").encode(), "a.txt", True)
    assert (failure, done) == (None, 1)


def test_blanks_before_a_number_in_a_printed_edition_are_no_word() -> None:
    assert checks.examine(b"6. Telegram From th.\n\n3.      1", "a.txt", True)[0] is None


def test_raised_figures_are_no_digits() -> None:
    """Each is a digit by Unicode's word, and no number by Python's."""
    text = "PAGE 01        STRELS 01231  241320Z\n\nR 241³20Z NOV 79\nFM AMEMBASSY STRELSAU\nTO SECSTATE WASHDC\n\nUNCLAS STRELSAU 1231\n\n1. It holds.\n"
    for wounded in (text, text.replace("01231", "0123¹").replace("³", "3"), text.replace("STRELSAU 1231", "STRELSAU 12²1")):
        assert checks.examine(wounded.encode(), "a.txt", True)[0] is None
