"""The commands about copies, references and what is missing, run as people run them."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

from reftel.cli import cli
from reftel.errors import ReftelError
from tests.archive.test_store import DEMO


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("record") / "demo.reftel"
    assert run("build", path, DEMO, "--processes", "1").exit_code == 0
    return path


@pytest.fixture
def archive(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "copy.reftel"))


def run(*arguments: object) -> Result:
    found = CliRunner().invoke(cli, [str(one) for one in arguments])
    if found.exception is not None and not isinstance(found.exception, SystemExit | ReftelError):
        raise found.exception
    return found


def test_compare(built: Path) -> None:
    shown = run("compare", built, "07BELUSHKAR17").output
    assert "«Helmut Arvane»B" in shown
    assert "[XXXXXXXXXXXX]" in shown
    assert "[-The deputy director" in shown
    assert "2 of 6 alike in all copies" in shown
    assert json.loads(run("compare", built, "07BELUSHKAR17", "--json").output)["copies"][1]["restored"] == 6
    assert run("compare", built, "07BELUSHKAR17", "--html").output.startswith("<!doctype html>")
    assert "1 copy" in run("compare", built, "07OSVARTH206").output


def test_references(built: Path) -> None:
    one = run("references", built, "07OSVARTH206").output
    assert "(A) STATE 900417 -> 07STATE900417" in one
    assert "cited by 2" in one
    assert "07OSVARTH131 (74 missing between)" in one
    assert "cited, and not in this archive" in run("references", built, "06DRENAVAR2201").output
    every = run("references", built).output.splitlines()[-1]
    assert every.endswith("references: 48 found, 3 absent, 0 open, 1 other")
    rows = list(csv.DictReader(io.StringIO(run("references", built, "tag:ENRG", "--csv").output)))
    assert {row["state"] for row in rows} <= {"found", "absent"}
    assert json.loads(run("references", built, "--absent", "--json").output)[0]["mrn"] == "06DRENAVAR2201"
    graph = ElementTree.fromstring(run("references", built, "--graphml").output)
    name = "{http://graphml.graphdrawing.org/xmlns}"
    assert len(graph.findall(f".//{name}edge")) == 51
    here = {node.get("id"): node.findtext(f"{name}data[@key='here']") for node in graph.iter(f"{name}node")}
    assert here["06DRENAVAR2201"] == "false"
    assert here["07OSVARTH206"] == "true"


def test_thread(built: Path) -> None:
    shown = run("thread", built, "07OSVARTH206", "--hops", "1").output
    assert "6 telegrams, 6 of them here; 9 and what hangs on them are further away" in shown
    assert json.loads(run("thread", built, "07OSVARTH206", "--all", "--json").output)["beyond"] == 0


def test_gaps(built: Path) -> None:
    assert "2007 BELUSHKAR: 10 to 16   7 missing, sent 2007-03-20 to 2007-05-15" in run("gaps", built, "--post", "Belushkar").output
    rows = list(csv.DictReader(io.StringIO(run("gaps", built, "--counts", "--csv").output)))
    assert rows[0]["station"] == "BELUSHKAR" and rows[0]["missing"] == "7"
    assert json.loads(run("gaps", built, "--serials", "--post", "Drenavar", "--json").output)[0]["addressee"] == "SECSTATE WASHDC"
    assert run("gaps", built, "--serials", "--year", "2007").exit_code == 2


def test_a_judgement_is_made_listed_and_undone(archive: Path) -> None:
    assert "07BELUSHKAR17~2" in run("split", archive, 2, "--reason", "another release").output
    assert "one number: 07BELUSHKAR17, 07BELUSHKAR17~2" in run("conflicts", archive).output
    assert "another release" in run("judgements", archive).output
    assert "belongs to 07BELUSHKAR17 now" in run("undo", archive, "j1").output
    assert "no conflicts" in run("conflicts", archive).output
    assert isinstance(run("undo", archive, "j9").exception, ReftelError)
    assert run("split", archive, 2).exit_code == 2  # a reason is needed


def test_join(archive: Path) -> None:
    run("join", archive, "07OSVARTH206", "07OSVARTH255", "--reason", "a test")
    assert "07OSVARTH206" in run("show", archive, "07OSVARTH255").output


def test_remove_reread_and_backup(archive: Path, tmp_path: Path) -> None:
    assert "29 telegrams in all" in run("remove", archive, "07OSVARTH206", "--reason", "withdrawn").output
    done = run("reread", archive, "--all", "--processes", "1")
    assert (done.exit_code, "30 copies read anew, 0 read differently" in done.output) == (0, True)
    assert run("backup", archive, tmp_path / "safe.reftel").exit_code == 0
    assert run("index", tmp_path / "safe.reftel").exit_code == 0
    assert run("verify", tmp_path / "safe.reftel").exit_code == 0
