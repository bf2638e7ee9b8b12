"""Production: files, truth beside them, the same bytes for one process and two, and telegrams that read back as they were meant."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import reftel
from reftel.cli.synthesising import synth
from reftel.errors import UnknownName
from reftel.synth.production import produce
from reftel.synth.schedule import Schedule
from reftel.synth.telegrams import make
from reftel.synth.truth import KINDS
from reftel.synth.world import World
from reftel.write import write

COUNT = 60
UNWRITTEN = {"source", "changes", "defects", "inferred", "at", "text_at", "sections", "format"}


def rows(folder: Path, kind: str) -> list[dict[str, Any]]:
    return [json.loads(line) for path in sorted(folder.glob(f"truth/{kind}-*.jsonl")) for line in path.read_text("utf-8").splitlines()]


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("made")
    produce(COUNT, 3, made)
    return made


def test_two_processes_make_the_same_bytes(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reftel.synth.production.CHUNK", 500)
    produce(COUNT, 3, tmp_path, processes=2)
    assert bytes_of(tmp_path) == bytes_of(folder)


def test_shards_do_not_depend_on_who_makes_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reftel.synth.production.CHUNK", 15)
    for processes in (1, 2):
        produce(40, 3, tmp_path / str(processes), processes)
    assert bytes_of(tmp_path / "1") == bytes_of(tmp_path / "2")


def test_every_kind_of_truth_is_there(folder: Path) -> None:
    assert all(rows(folder, kind) for kind in KINDS)
    assert "fiction" in (folder / "README.md").read_text("utf-8")
    assert len(rows(folder, "sources")) == COUNT


def test_files_have_their_hashes(folder: Path) -> None:
    for row in rows(folder, "sources"):
        assert hashlib.sha256((folder / row["file"]).read_bytes()).hexdigest() == row["sha256"]


def quotes(found: Any) -> list[dict[str, Any]]:
    """Every object in some truth that has a place and a text."""
    if isinstance(found, list):
        return [one for each in found for one in quotes(each)]
    if not isinstance(found, dict):
        return []
    own = [found] if {"start", "end", "text"} <= found.keys() else []
    return own + [one for value in found.values() for one in quotes(value)]


@pytest.mark.parametrize("damaged", [False, True])
def test_spans_quote_the_file(folder: Path, tmp_path: Path, damaged: bool) -> None:
    if damaged:
        folder = tmp_path
        produce(30, 3, folder, damaged=True)
    texts = {row["cable"]: (folder / row["file"]).read_bytes().decode() for row in rows(folder, "sources")}
    seen = 0
    for kind in ("statements", "people", "dates", "events"):
        for row in rows(folder, kind):
            for one in quotes(row):
                assert texts[row["cable"]][one["start"] : one["end"]] == one["text"]
                seen += 1
    assert seen > 1000
    if damaged:
        assert rows(folder, "wounds")


def test_signer_and_classifier_are_among_the_people(folder: Path) -> None:
    signers = {row["cable"] for row in rows(folder, "people") if row["signer"] and any(one["para"] == "sig" for one in row["mentions"])}
    assert len(signers) > COUNT * 0.95
    assert any(one["para"] == "hdr" for row in rows(folder, "people") for one in row["mentions"])


def test_another_family_and_another_name(tmp_path: Path) -> None:
    produce(3, 1, tmp_path / "html", family="html")
    assert len(list((tmp_path / "html").rglob("*.html"))) == 3
    with pytest.raises(UnknownName, match="smart"):
        produce(3, 1, tmp_path / "none", family="smrt")


def test_the_command_refuses_a_folder_that_is_not_empty(folder: Path, tmp_path: Path) -> None:
    refused = CliRunner().invoke(synth, ["--count", "2", "-o", str(folder)])
    assert refused.exit_code == 2 and "not empty" in refused.output
    made = CliRunner().invoke(synth, ["--count", "2", "--seed", "4", "-o", str(tmp_path / "new"), "--quiet"])
    assert made.exit_code == 0 and "2 telegrams" in made.output


def plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items() if key not in UNWRITTEN}
    return [plain(one) for one in value] if isinstance(value, list) else value


FAMILIES = ("cablexpress", "sas", "smart", "plain", "html")


def assert_reads_back(world: World, family: str, count: int, many: int) -> None:
    """Of `count` telegrams, `many` of the family's years read back as they were meant."""
    schedule = Schedule(world, count, 6)
    of_the_time = {"sas": (0, int(count * 0.12)), "smart": (int(count * 0.96), count)}
    first, last = of_the_time.get(family, (int(count * 0.12), int(count * 0.97)))
    for i in range(first, last, max(1, (last - first) // many)):
        made = make(world, schedule, i, family)
        written = write(made.telegram, family)
        read = reftel.read(written.text, name="made.html" if family == "html" else "made.txt")
        assert plain(read.to_dict()) == plain(written.telegram.to_dict()), made.telegram.mrn


@pytest.mark.parametrize("family", FAMILIES)
def test_what_is_written_reads_back(world: World, family: str) -> None:
    assert_reads_back(world, family, 1000, 25)


@pytest.mark.slow
@pytest.mark.parametrize("family", FAMILIES)
def test_three_hundred_of_each_family_read_back(world: World, family: str) -> None:
    assert_reads_back(world, family, 8000, 300)
