"""The command line as people type it: output, exit codes, messages."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reftel.cli import COMMANDS, cli
from tests.archive.test_store import DEMO, TEXT


def run(*args: object) -> Result:
    return CliRunner().invoke(cli, [str(arg) for arg in args], catch_exceptions=True)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cli") / "demo.reftel"
    assert run("build", path, DEMO, "--quiet").exit_code == 0
    return path


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_has_help_that_says_what_its_line_says(command: str) -> None:
    shown = run(command, "--help")
    assert shown.exit_code == 0
    assert len(shown.output) > 100
    assert COMMANDS[command][1].split(",")[0].split(";")[0].rstrip(".") in run("--help").output


def test_read_json_is_one_object_a_line() -> None:
    shown = run("read", DEMO, "--json")
    assert shown.exit_code == 0
    found = [json.loads(line) for line in shown.stdout.splitlines()]
    assert len(found) == 31
    assert {"mrn", "sent", "from", "action", "paragraphs", "changes", "defects", "inferred"} <= set(found[0])


def test_read_shows_a_telegram_its_changes_its_restored_text_and_a_table(tmp_path: Path) -> None:
    damaged = tmp_path / "d.txt"
    damaged.write_text(TEXT.replace("¶1.", "11."))
    assert "THE CORONATION" in run("read", damaged).stdout
    assert "paragraph 1 expected here" in run("read", damaged, "--changes").stdout
    assert run("read", damaged, "--restored").stdout == TEXT
    rows = list(csv.DictReader(io.StringIO(run("read", damaged, "--csv").stdout)))
    assert [row["mrn"] for row in rows] == ["07STRELSAU123"]


def test_unreadable_items_are_listed_and_the_exit_code_is_1(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(TEXT)
    (tmp_path / "empty.txt").write_text("")
    for args in (("read", tmp_path, "--json"), ("build", tmp_path / "a.reftel", tmp_path / "good.txt", tmp_path / "empty.txt", "--quiet")):
        shown = run(*args)
        assert shown.exit_code == 1
        assert "empty.txt: empty: 0 bytes" in shown.stderr
        assert "07STRELSAU123" in shown.stdout or "1 copies added" in shown.stdout


def test_a_path_that_is_not_there_does_not_stop_the_rest(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(TEXT)
    shown = run("read", tmp_path / "nowhere", tmp_path / "good.txt", "--json")
    assert (shown.exit_code, json.loads(shown.stdout)["mrn"]) == (1, "07STRELSAU123")
    assert "nowhere: no such file or folder" in shown.stderr


def test_search_show_and_facets(archive: Path) -> None:
    shown = run("search", archive, '"seven years"', "Veskolin")
    assert "of 30 telegrams" in shown.stdout
    assert "«seven years»" in shown.stdout
    assert json.loads(run("search", archive, "-Veskolin", "--json", "--order", "-date").stdout)["query"] == "-Veskolin"
    found = json.loads(run("search", archive, "tag:PREL", "--json").stdout)
    assert found["count"] >= len(found["hits"]) > 0
    assert "Veskolin" in run("show", archive, "07DRENAVAR402").stdout
    assert run("show", archive, "07DRENAVAR402#p2").stdout.count("(S)") == 1
    assert json.loads(run("show", archive, "07DRENAVAR402", "--json").stdout)["mrn"] == "07DRENAVAR402"
    assert run("show", archive, "07DRENAVAR402", "--received").stdout_bytes == (DEMO / "07DRENAVAR402.txt").read_bytes()
    assert "¶1." in run("show", archive, "07OSVARTH388", "--restored").stdout
    assert run("show", archive, "07BELUSHKAR17", "--copies").stdout.count("sha256") == 2
    assert json.loads(run("facets", archive, "--json").stdout)["year"] == [["2007", 30]]
    assert "post" in run("facets", archive, "--facet", "post").stdout
    assert run("facets", archive, "--csv").stdout.startswith("facet,value,count\n")


def test_verify_and_index(archive: Path) -> None:
    shown = run("verify", archive)
    assert (shown.exit_code, shown.stdout.split("; ")[-1]) == (0, "sound\n")
    assert "30 in the index" in run("index", archive, "--rebuild").stdout


def test_demo_builds_and_shows(tmp_path: Path) -> None:
    shown = run("demo", tmp_path / "d.reftel")
    assert shown.exit_code == 0
    assert "30 telegrams" in shown.stdout
    assert "[-1-]{+¶+}" in shown.stdout


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("sarch", "x"), "Did you mean 'search'"),
        (("read", str(DEMO), "--jason"), "--json"),
        (("search", "no-archive", "x"), "reftel build makes one"),
        (("search", "ARCHIVE", "tgas:PREL"), "did you mean tag:?"),
        (("show", "ARCHIVE", "07DRENAVAR403"), "the nearest is 07DRENAVAR402"),
        (("show", "ARCHIVE", "07DRENAVAR402#p99"), "whose paragraphs are 1, 2"),
        (("facets", "ARCHIVE", "--facet", "posst"), "did you mean 'post'"),
        (("build", "ARCHIVE", str(DEMO), "--processes", "-1"), "0"),
    ],
)
def test_mistakes_exit_with_2_and_say_what_was_meant(archive: Path, args: tuple[str, ...], message: str) -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "reftel", *(str(archive) if arg == "ARCHIVE" else arg for arg in args)], capture_output=True, text=True, check=False
    )
    assert shown.returncode == 2
    assert message in shown.stderr
    assert "Traceback" not in shown.stderr


@pytest.mark.parametrize("command", ["read --json", "read", "check"])
def test_output_cut_short_is_no_error(command: str) -> None:
    line = f"set -o pipefail; {sys.executable} -m reftel {command} {DEMO} {DEMO} {DEMO} {DEMO} | head -c 100"
    shown = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False)
    assert (shown.returncode, len(shown.stdout), shown.stderr) == (0, 100, "")


def test_an_interrupt_is_no_result(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("reftel.library.Archive.build", interrupted)
    shown = run("build", tmp_path / "a.reftel", DEMO, "--quiet")
    assert (shown.exit_code, shown.stderr) == (130, "\nreftel: interrupted; what was reported added stays, and the same command goes on from there\n")


def test_what_is_passed_over_is_told_and_no_fault(tmp_path: Path) -> None:
    letter = "From: a@example.org\nTo: b@example.org\nSubject: lunch\nDate: Mon, 1 Mar 2010 10:00:00 +0000\n\nLunch at one?\n"
    (tmp_path / "lunch.eml").write_text(letter)
    for args in (("read", tmp_path / "lunch.eml"), ("check", tmp_path / "lunch.eml"), ("build", tmp_path / "a.reftel", tmp_path / "lunch.eml", "--quiet")):
        shown = run(*args)
        assert (shown.exit_code, shown.stderr.splitlines()) == (0, [f"{tmp_path / 'lunch.eml'}: passed over: no telegram in 14 characters starting 'Lunch at one?\\n'"])
