"""`reftel read` and `build` of what telegrams arrive in: messages, options, exit codes."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reftel.cli import cli
from reftel.errors import UnknownName

BODY = "O 141530Z FEB 07\nFM AMEMBASSY STRELSAU\nTO SECSTATE WASHDC\n\nUNCLAS STRELSAU 000012\n\nTAGS: PREL\nSUBJECT: THE BRIDGE\n\n1. (U) It holds.\n\nOSRA\n"


def run(*args: object) -> Result:
    return CliRunner().invoke(cli, [str(arg) for arg in args], catch_exceptions=True)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "table.csv"
    path.write_text(f'docno,prose\n7,"{BODY}"\n')
    return path


def test_columns_by_option(table: Path) -> None:
    shown = run("read", table, "--json", "--column", "body=prose", "--column", "mrn=docno")
    assert shown.exit_code == 0
    found = json.loads(shown.stdout)
    assert (found["mrn"], found["source"]["row"], found["source"]["published"]) == ("07STRELSAU12", 2, {"mrn": "7"})


def test_a_column_that_is_not_there_is_named_with_those_that_are(table: Path) -> None:
    shown = run("read", table, "--column", "body=pros")
    assert shown.exit_code == 1
    assert "unknown column 'pros'; did you mean 'prose'? (known: docno, prose)" in shown.stderr
    shown = run("read", table)
    assert shown.exit_code == 1
    assert "a table of the columns docno, prose: none is known to hold a text; --column body=NAME says which" in shown.stderr


def test_a_part_of_a_telegram_that_is_none_is_refused(table: Path, tmp_path: Path) -> None:
    for args in (("read", table), ("build", tmp_path / "a.reftel", table, "--quiet")):
        shown = run(*args, "--column", "bodi=prose")
        assert isinstance(shown.exception, UnknownName)
        assert "unknown part of a telegram 'bodi'; did you mean 'body'?" in str(shown.exception)


def test_many_telegrams_of_one_file_are_built_and_shown(tmp_path: Path) -> None:
    (tmp_path / "month.txt").write_text(BODY + "\nNNNN\n\n" + BODY.replace("12", "13").replace("1415", "1515"))
    assert run("build", tmp_path / "a.reftel", tmp_path / "month.txt", "--quiet").exit_code == 0
    received = run("show", tmp_path / "a.reftel", "07STRELSAU13", "--received")
    assert "000013" in received.stdout and "000012" not in received.stdout
    assert "month.txt telegram 2" in run("show", tmp_path / "a.reftel", "07STRELSAU13", "--copies").stdout
    restored = run("show", tmp_path / "a.reftel", "07STRELSAU13", "--restored").stdout
    assert restored.strip() == BODY.replace("12", "13").replace("1415", "1515").strip()
    again = run("build", tmp_path / "a.reftel", tmp_path / "month.txt", "--quiet")
    assert "2 were in the archive already" in again.stdout


def test_archives_too_deep(tmp_path: Path) -> None:
    for name, inner in (("0.txt", None), ("1.zip", "0.txt"), ("2.zip", "1.zip")):
        if inner is None:
            (tmp_path / name).write_text(BODY)
        else:
            with zipfile.ZipFile(tmp_path / name, "w") as archive:
                archive.write(tmp_path / inner, inner)
    assert run("read", tmp_path / "2.zip").exit_code == 0
    shown = run("read", tmp_path / "2.zip", "--max-depth", 1)
    assert shown.exit_code == 1
    assert "2.zip!1.zip: an archive 2 deep; archives are opened to a depth of 1 (--max-depth changes that)" in shown.stderr
