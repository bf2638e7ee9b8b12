"""`reftel write`: what `reftel read --json` printed becomes a telegram again."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

import reftel
from reftel.cli import cli

ONE = "07OSVARTH131.txt"


def run(*args: str, stdin: bytes | str | None = None) -> tuple[int, str, str]:
    found = CliRunner().invoke(cli, list(args), input=stdin, catch_exceptions=True)
    return found.exit_code, found.stdout, found.stderr or str(found.exception or "")


@pytest.fixture
def printed(demo: Path, tmp_path: Path) -> Path:
    path = tmp_path / "telegram.json"
    path.write_text(run("read", "--json", str(demo / ONE))[1], encoding="utf-8")
    return path


@pytest.mark.parametrize("family", ["cablexpress", "sas", "smart", "plain"])
def test_a_telegram_from_json_reads_as_before(printed: Path, demo: Path, family: str) -> None:
    code, text, _ = run("write", str(printed), "--family", family)
    assert code == 0
    before, again = reftel.read(demo / ONE), reftel.read(text, name=ONE)
    assert (again.mrn, again.subject, again.tags, again.signer) == (before.mrn, before.subject, before.tags, before.signer)
    assert [one.text.split() for one in again.paragraphs] == [one.text.split() for one in before.paragraphs]


def test_files_are_named_for_their_telegrams(demo: Path, tmp_path: Path) -> None:
    lines = run("read", "--json", str(demo))[1]
    code, _, said = run("write", "-", "-o", str(tmp_path / "out"), "--pilcrows", stdin=lines)
    assert code == 0
    assert "31 telegrams written" in said
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"07BELUSHKAR17.txt", "07BELUSHKAR17_2.txt", ONE} <= names
    assert run("read", str(tmp_path / "out"))[0] == 0


def test_a_page_is_named_html(printed: Path, tmp_path: Path) -> None:
    assert run("write", str(printed), "--family", "html", "-o", str(tmp_path))[0] == 0
    assert (tmp_path / "07OSVARTH131.html").is_file()


@pytest.mark.parametrize(("stdin", "said"), [
    ("x", "not JSON"), ('{"mrn": 3}', "Expected `str | null`, got `int` - at `$.mrn`"), ('{"mrn": "07X1"}\n{"mrn": ', "line 2: "),
])  # fmt: skip
def test_what_is_no_telegram_is_said(stdin: str, said: str) -> None:
    code, _, error = run("write", "-", stdin=stdin)
    assert code != 0
    assert said in error


def test_an_option_the_family_does_not_have_is_refused_by_name(printed: Path) -> None:
    code, _, error = run("write", str(printed), "--family", "smart", "--paged")
    assert code != 0
    assert "unknown option of the family smart 'paged'" in error


def test_a_number_that_is_none_names_no_file(tmp_path: Path) -> None:
    code, _, error = run("write", "-", "-o", str(tmp_path / "out"), stdin='{"mrn": "../../evil"}')
    assert code != 0
    assert "MRN: found '../../evil'" in error
    assert not list(tmp_path.rglob("*.txt"))


def test_what_stands_there_is_kept(tmp_path: Path) -> None:
    (tmp_path / "07ZENDA1.txt").write_text("mine", encoding="utf-8")
    code, _, error = run("write", "-", "-o", str(tmp_path), stdin='{"mrn": "07ZENDA1"}')
    assert code != 0
    assert "stands there already and is kept" in error
    assert (tmp_path / "07ZENDA1.txt").read_text(encoding="utf-8") == "mine"


def test_a_misspelt_field_is_refused_by_name() -> None:
    code, _, error = run("write", "-", stdin='{"mrn": "07ZENDA1", "subjct": "X"}')
    assert code != 0
    assert "unknown field of a telegram 'subjct'; did you mean 'subject'" in error


def test_json_with_a_byte_order_mark_is_read() -> None:
    code, text, _ = run("write", "-", stdin=b"\xef\xbb\xbf" + b'{"mrn": "07ZENDA1", "classification": "SECRET"}')
    assert code == 0
    assert "S E C R E T ZENDA 000001" in text
