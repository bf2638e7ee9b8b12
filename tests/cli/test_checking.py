"""`reftel check` as people type it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reftel.guard import RULES
from tests.cli.test_cli import run
from tests.guard.test_check import CASES, GOOD


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "good.txt").write_text(GOOD)
    (tmp_path / "bad.txt").write_text(CASES["captions_together"])
    return tmp_path


def test_nothing_found_is_exit_code_0(folder: Path) -> None:
    shown = run("check", folder / "good.txt")
    assert (shown.exit_code, shown.stdout.strip(), shown.stderr) == (0, "1 telegram: no faults", "")


def test_faults_are_shown_with_place_words_rule_and_source(folder: Path) -> None:
    shown = run("check", folder)
    assert shown.exit_code == 1
    for words in ("07STRELSAU1234", "CONFIDENTIAL", "12:1", "error", "NODIS and EXDIS may not stand together", "“EXDIS”", "captions_together: 5 FAH-2 H-440", "2 telegrams: 1 error"):
        assert words in shown.stdout
    assert "good.txt" not in shown.stdout


def test_json_is_one_object_a_telegram(folder: Path) -> None:
    shown = run("check", folder, "--json")
    found = {Path(one["source"]["path"]).name: one for one in map(json.loads, shown.stdout.splitlines())}
    assert shown.exit_code == 1
    assert found["good.txt"]["faults"] == []
    (fault,) = found["bad.txt"]["faults"]
    assert {name: fault[name] for name in ("rule", "severity", "line", "column", "words", "source")} == {
        "rule": "captions_together", "severity": "error", "line": 12, "column": 1, "words": "EXDIS", "source": "5 FAH-2 H-440",
    }  # fmt: skip
    assert CASES["captions_together"][slice(*fault["at"])] == "EXDIS"


@pytest.mark.parametrize(("rule", "code"), [("captions", 1), ("captions_together", 1), ("marks", 0)])
def test_one_rule_or_one_group_alone(folder: Path, rule: str, code: int) -> None:
    assert run("check", folder, "--rule", rule).exit_code == code


def test_what_cannot_be_read_is_listed(folder: Path) -> None:
    (folder / "letter.txt").write_text("Dear Sir")
    shown = run("check", folder / "letter.txt", folder / "good.txt")
    assert shown.exit_code == 1
    assert "letter.txt: no telegram in 8 characters" in shown.stderr
    assert "1 telegram: no faults" in shown.stdout


def test_wrong_usage(folder: Path) -> None:
    assert run("check").exit_code == 2
    shown = run("check", folder, "--rule", "captons")
    assert "did you mean 'captions'" in str(shown.exception)


def test_the_rules_are_listed() -> None:
    shown = run("check", "--rules")
    assert shown.exit_code == 0
    assert [rule.name for rule in RULES if rule.name not in shown.stdout] == []
