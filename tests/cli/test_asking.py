"""Searching from the command line: ways to search, batches, saved searches, options that do not fit together."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import reftel
from reftel.cli import cli

DEMO = Path(reftel.__file__).parent / "demo" / "telegrams"


def run(*args: object, input: str | None = None) -> Result:  # noqa: A002 - click's name
    return CliRunner().invoke(cli, [str(arg) for arg in args], input=input, catch_exceptions=True)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("asking") / "demo.reftel"
    with reftel.open_archive(path, "w") as opened:
        opened.add(reftel.read_all(DEMO))
    return path


def test_vectors_are_made_and_searched(archive: Path) -> None:
    shown = run("index", archive, "--vectors")
    assert shown.exit_code == 0
    assert "embedded by lsa" in shown.output
    for way in ("--semantic", "--hybrid"):
        found = json.loads(
            run("search", archive, way, "--json", "--limit", "1", "who opened the spillway gates of the dam").stdout
        )
        assert [hit["key"] for hit in found["hits"]] == ["07DRENAVAR540"]
    assert "0 paragraphs embedded" in run("index", archive, "--vectors").output
    assert "0 paragraphs embedded" not in run("index", archive, "--vectors", "--rebuild").output


def test_like(archive: Path) -> None:
    found = json.loads(run("search", archive, "--like", "07DRENAVAR540", "--json", "post:Osvarth").stdout)
    assert {hit["post"] for hit in found["hits"]} == {"Osvarth"}


def test_a_batch_is_a_table(archive: Path) -> None:
    lines = "dam\ntags:PREL\n\n-dam Askel\n"
    rows = list(csv.DictReader(io.StringIO(run("search", archive, "--batch", "-", "--csv", input=lines).stdout)))
    assert [(row["line"], row["query"], row["telegrams"]) for row in rows] == [
        ("1", "dam", "9"),
        ("2", "tags:PREL", ""),
        ("4", "-dam Askel", "4"),
    ]
    assert rows[1]["error"] == "there is no field 'tags'; did you mean tag:?"
    found = [
        json.loads(line)
        for line in run(
            "search", archive, "--batch", "-", "--names", "--json", "class:secret", input="Arzel Dam\n"
        ).stdout.splitlines()
    ]
    assert [one["query"] for one in found] == ['"Arzel Dam"']
    shown = run("search", archive, "--batch", "-", input=lines)
    assert shown.exit_code == 0
    assert "2 of 3 lines found something; 1 could not be understood" in shown.stderr
    assert "07HALVERSUND170" in shown.stdout


def test_saved_searches(archive: Path) -> None:
    assert run("searches", archive, "save", "dams", "dam", "-Askel").output == "dams: dam -Askel\n"
    assert "dams: 5 new of 5 telegrams and it was never run" in run("searches", archive, "new").output
    assert "+ 07DRENAVAR402" in run("searches", archive, "run", "dams").output
    assert "0 new of 5 telegrams since" in run("searches", archive, "run", "dams").output
    assert "(5 telegrams on " in run("searches", archive, "list").output
    assert json.loads(run("searches", archive, "new", "dams", "--json").stdout)["count"] == 5
    assert run("searches", archive, "delete", "dams").output == "dams: deleted\n"
    assert run("searches", archive, "list").output == ""
    with reftel.open_archive(archive, "w"):
        shown = run("searches", archive, "save", "x", "dam")
    assert (shown.exit_code, "another process is writing" in str(shown.exception)) == (1, True)


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("search", "--semantic", "--like", "X", "q"), "--like and --semantic do not go together"), (("search", "--names", "q"), "--names needs --batch"),
        (("search", "--hybrid", "--order", "date", "q"), "has its own order"), (("index", "--model", "lsa"), "--model needs --vectors"),
        (("searches", "save"), "needs the NAME"), (("searches", "save", "x"), "needs a QUERY"), (("searches", "run", "x", "y"), "takes no QUERY"), (("searches", "list", "x"), "takes no NAME"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused(archive: Path, args: tuple[str, ...], message: str) -> None:
    shown = run(args[0], archive, *args[1:])
    assert shown.exit_code == 2
    assert message in shown.output


def test_remarks_go_to_stderr(archive: Path) -> None:
    shown = run("search", archive, "tag:PRLE", "--json")
    assert json.loads(shown.stdout)["count"] == 0
    assert "no telegram has tag:PRLE; did you mean tag:PREL?" in shown.stderr
