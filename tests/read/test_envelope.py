"""The envelope's lines, whole, reduced, wrapped and damaged."""

from __future__ import annotations

import pytest

from reftel.read import envelope
from reftel.read.lines import split


def read(text: str) -> envelope.Envelope:
    lines = split(text)
    return envelope.read(lines, 0, len(lines))


@pytest.mark.parametrize(
    ("line", "precedence", "info", "instructions"),
    [
        ("O 141530Z FEB 07", "IMMEDIATE", None, []), ("P R 141530Z FEB 07", "PRIORITY", "ROUTINE", []), ("0 141530Z FEB 07", "IMMEDIATE", None, []),
        ("Z 141530Z FEB 07 ZDK", "FLASH", None, ["ZDK"]), ("141530Z FEB 07", None, None, []), ("R  141530Z FEB 2007", "ROUTINE", None, []),
    ],
)  # fmt: skip
def test_line_5(line: str, precedence: str | None, info: str | None, instructions: list[str]) -> None:
    found = read(f"{line}\nFM AMEMBASSY STRELSAU")
    assert str(found.dtg) == "141530Z FEB 07"
    assert (found.precedence, found.info_precedence, found.instructions) == (precedence, info, instructions)


def test_relays_called_may_run_over_lines() -> None:
    found = read("VZCZCXRO0417\nPP RUEHQX RUEHQY\nRUEHQZ RUEHQW\nDE RUEHSW #0012/02 0451530\nZNR UUUUU ZZH\n")
    assert found.routing == ["RUEHQX", "RUEHQY", "RUEHQZ", "RUEHQW"]
    assert (found.called_precedence, found.station_serial, found.section, found.filing_time) == ("PRIORITY", "0012", "02", "0451530")
    assert (found.security_group, found.instructions) == ("UUUUU", [])


def test_addressees_with_and_without_their_parts() -> None:
    found = read(
        "O 141530Z FEB 07\nFM AMEMBASSY STRELSAU\nTO RUEHC/SECSTATE WASHDC NIACT IMMEDIATE 2872\nAMEMBASSY ZENDA\n"
        "INFO RUEHZL/EUROPEAN POLITICAL COLLECTIVE\nRUEHQX/AMCONSUL HENTZAU 0012\nXMT AMEMBASSY FLAVIA\n"
    )
    assert [(one.routing_indicator, one.plad, one.precedence, one.mcn) for one in found.action] == [
        ("RUEHC", "SECSTATE WASHDC", "NIACT IMMEDIATE", "2872"), (None, "AMEMBASSY ZENDA", None, None),
    ]  # fmt: skip
    assert [(one.plad, one.mcn, one.collective) for one in found.info] == [("EUROPEAN POLITICAL COLLECTIVE", None, True), ("AMCONSUL HENTZAU", "0012", False)]
    assert [one.plad for one in found.exempted] == ["AMEMBASSY FLAVIA"]


def test_spans_of_addressees_quote_them() -> None:
    text = "FM  AMEMBASSY STRELSAU\nTO   RUEHC/SECSTATE WASHDC\n  RUEHQX/AMEMBASSY ZENDA 0012\n"
    found = read(text)
    assert found.sender.at.quote(text) == "AMEMBASSY STRELSAU"
    assert [one.at.quote(text) for one in found.action] == ["RUEHC/SECSTATE WASHDC", "RUEHQX/AMEMBASSY ZENDA 0012"]


def test_a_date_that_does_not_exist_is_a_fault_not_an_exception() -> None:
    found = read("O 311530Z FEB 07\nFM AMEMBASSY STRELSAU")
    assert found.dtg is None
    assert [kind for kind, _, _ in found.faults] == ["bad_dtg"]


def test_nothing_at_all() -> None:
    assert read("") == envelope.Envelope(used=1)
    assert read("Dear Osra,\nthe bridge holds.").sender is None


def test_the_later_of_two_envelopes_goes_with_the_text() -> None:
    lines = split("FM AMEMBASSY ZENDA\nTO SECSTATE\n\nO 141530Z FEB 07\nFM AMEMBASSY STRELSAU\nTO SECSTATE WASHDC\n\nUNCLAS STRELSAU 000012")
    assert lines[envelope.starts(lines, len(lines))].text == "O 141530Z FEB 07"
