"""How like two texts are: the same for any paragraphs, an extract within the whole, and hostile texts in linear time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.archive import likeness
from reftel.telegram.model import Paragraph, Telegram
from reftel.text import Span
from tests.archive.made import SAID
from tests.archive.test_joining import OTHER
from tests.test_linear import watchdog


def telegram(*texts: str) -> Telegram:
    return Telegram(paragraphs=[Paragraph(i, None, "body", None, text, Span(0, 0), Span(0, 0)) for i, text in enumerate(texts, 1)])


def test_paragraphs_parted_otherwise_change_nothing() -> None:
    assert likeness.likeness(telegram(*SAID), telegram(" ".join(SAID))).share == 1.0
    assert likeness.likeness(telegram(*SAID), telegram(SAID[1])).share == 1.0
    assert likeness.likeness(telegram(*SAID), telegram(*OTHER)).share < 0.1
    assert likeness.likeness(telegram(), telegram(*SAID)) == likeness.Likeness(0.0, 0)


@given(st.lists(st.integers(0, 2**32 - 1), max_size=40))
def test_a_sketch_is_stored_and_comes_back(hashes: list[int]) -> None:
    assert likeness.unpacked(likeness.packed(hashes)) == hashes
    assert likeness.unpacked(None) == []


def test_the_sketch_of_an_extract_is_part_of_that_of_the_whole() -> None:
    whole = [*SAID, "The signers were given bagels, jugglers and a vague survey of the valley bridges beyond Zenda."]
    extract, full = likeness.sketch(telegram(*whole[3:])), likeness.sketch(telegram(*whole))
    assert extract
    assert set(extract) <= set(full)


@pytest.mark.parametrize("piece", ["a", "ab", "aab", "aabaa ", "aabaa-", "aabaa- ", " ", "-", "aagaa aabaa "])
def test_hostile_texts(piece: str) -> None:
    with watchdog(20):
        likeness.sketch(telegram(piece * (300_000 // len(piece))))
        likeness.likeness(telegram(piece * 20_000), telegram(piece * 15_000))
