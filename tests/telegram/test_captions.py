"""Captions: recognised on lines of their own, in every spelling, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.telegram.captions import meanings, on_line


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("SIPDIS", ["SIPDIS"]), ("sipdis", ["SIPDIS"]), ("SIPIDIS", ["SIPDIS"]), ("SI PDIS", ["SIPDIS"]), ("## SIPDIS", ["SIPDIS"]), ("SIPDIS \\", ["SIPDIS"]),
        ("SENSITIVE SIPDIS", ["SENSITIVE", "SIPDIS"]), ("SENSITIVE, NOFORN AND SIPDIS", ["SENSITIVE", "NOFORN", "SIPDIS"]), ("STADIS/////////", ["STADIS"]),
        ("SENSITIVE BUT UNCLASSIFIED", ["SENSITIVE"]), ("NOFORM", ["NOFORN"]), ("EFTO", ["E F T O"]), ("SIPDIS SIPDIS", ["SIPDIS", "SIPDIS"]),
        ("C O R R E C T E D COPY CAPTION", ["CORRECTED COPY"]), ("NODIS", ["NODIS"]), ("ROGER CHANNEL", ["ROGER CHANNEL"]),
    ],
)  # fmt: skip
def test_a_line_of_captions(line: str, names: list[str]) -> None:
    assert [name for name, _, _ in on_line(line)] == names


@pytest.mark.parametrize("line", ["", "SIPDIS was dropped", "The SENSITIVE part", "INSENSITIVE", "STATE FOR EUR/RUR", "TAGS: PREL", "---", "SIPDIS " * 40])
def test_any_other_line(line: str) -> None:
    assert on_line(line) == ()


@given(st.lists(st.sampled_from(["SIPDIS", "SENSITIVE", "NOFORN", "/", " ", ",", "x", "\u0130"]), max_size=8).map(" ".join))
def test_places_are_within_the_line_and_in_order(line: str) -> None:
    at = 0
    for _, start, end in on_line(line):
        assert at <= start < end <= len(line)
        at = end


def test_every_caption_has_a_meaning() -> None:
    assert len(meanings()) > 20
    assert all(code and meaning for code, meaning in meanings().items())
