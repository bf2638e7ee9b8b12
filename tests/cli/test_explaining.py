"""`reftel explain` as people type it."""

from __future__ import annotations

import json

from tests.cli.test_cli import run


def test_a_word_with_meaning_vocabulary_and_source() -> None:
    shown = run("explain", "PREL")
    assert (shown.exit_code, shown.stderr) == (0, "")
    for words in ("subject TAG", "External Political Relations", "source:"):
        assert words in shown.stdout


def test_words_are_taken_together_as_a_line() -> None:
    shown = run("explain", "ZNY", "CCCCC")
    assert shown.exit_code == 0
    for words in ("transmission instructions (line 4)", "operating signal", "security group", "confidential"):
        assert words in shown.stdout
    assert run("explain", "ZNY CCCCC").stdout == shown.stdout


def test_a_date_says_which_meaning_was_in_force() -> None:
    lines = run("explain", "RS", "--date", "2007").stdout.splitlines()
    assert next(line for line in lines if "Russia" in line).startswith("✓")
    assert not next(line for line in lines if "Serbia" in line).startswith("✓")
    assert run("explain", "RS", "--date", "2024").stdout.splitlines()[1].lstrip("✓ ").startswith("country TAG         Serbia")


def test_json_has_every_meaning() -> None:
    found = json.loads(run("explain", "1.4(b)", "--json").stdout)
    (word,) = found["words"]
    assert found["asked"] == "1.4(b)"
    assert [one["meaning"] for one in word["meanings"]] == ["foreign government information"]
    assert word["meanings"][0]["details"]["order"] == "E.O. 13292 and E.O. 13526"


def test_what_is_unknown_offers_the_nearest_and_exit_code_1() -> None:
    shown = run("explain", "PRELL")
    assert shown.exit_code == 1
    assert "'PRELL' is in no vocabulary; the nearest known: PREL" in shown.stderr
    assert json.loads(run("explain", "PRELL", "--json").stdout)["words"][0]["nearest"][0] == "PREL"


def test_wrong_usage() -> None:
    assert run("explain").exit_code == 2
    assert "a year, a month or a day" in str(run("explain", "PREL", "--date", "soon").exception)
