"""Lists of participants: delegations, titles and names, wrapped or not."""

from __future__ import annotations

import pytest

from reftel.read import participants
from reftel.read.lines import split


def read(text: str) -> list[tuple[str | None, str, str | None]]:
    found = list(participants.read(split(text)))
    assert all(one.at is not None and one.at.quote(text) == one.name for one in found)
    return [(one.delegation, one.name, one.title) for one in found]


def test_delegations_and_their_people() -> None:
    assert read("UN: SYG Osra, U/SYG Flavia\nZenda: Ambassador Hentzau\nRuritania: Minister Rassendyll, Sapt") == [
        ("UN", "Osra", "SYG"), ("UN", "Flavia", "U/SYG"), ("Zenda", "Hentzau", "Ambassador"), ("Ruritania", "Rassendyll", "Minister"), ("Ruritania", "Sapt", None),
    ]  # fmt: skip


def test_a_title_parted_from_its_name_by_the_wrap() -> None:
    assert read("UN: SYG Osra, U/SYG and Special Adviser Tarlenheim, U/SYG\nFlavia, U/SYG Sapt") == [
        ("UN", "Osra", "SYG"), ("UN", "Tarlenheim", "U/SYG and Special Adviser"), ("UN", "Flavia", "U/SYG"), ("UN", "Sapt", "U/SYG"),
    ]  # fmt: skip


def test_a_line_without_a_delegation_goes_on_with_the_last() -> None:
    assert read("Zenda:\n- Ambassador Hentzau\n- Dr. Flavia Osra") == [("Zenda", "Hentzau", "Ambassador"), ("Zenda", "Flavia Osra", "Dr.")]


def test_names_before_roles_when_semicolons_part_people() -> None:
    assert read("Ruritania: Michael Osra, Minister; Flavia Sapt, Envoy") == [("Ruritania", "Michael Osra", "Minister"), ("Ruritania", "Flavia Sapt", "Envoy")]


@pytest.mark.parametrize("text", ["", "\n\n", "------", "-- 1, 2, 3"])
def test_nobody(text: str) -> None:
    assert read(text) == []
