"""Texts side by side: nothing is lost, same is same, and hostile texts take linear time."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.archive import aligning
from tests.test_linear import watchdog

WORDS = st.lists(st.sampled_from(["a", "b", "c", "d", "the", "king", "left", "bridge"]), max_size=120)


@given(WORDS, WORDS)
def test_blocks_cover_both_texts_in_order_and_same_is_same(left: list[str], right: list[str]) -> None:
    found = aligning.blocks(left, right)
    assert [i for block in found for i in block.left] == list(range(len(left)))
    assert [j for block in found for j in block.right] == list(range(len(right)))
    for block in found:
        same = left[block.left.start : block.left.stop] == right[block.right.start : block.right.stop]
        assert same == block.same or not block.same


@given(WORDS)
def test_a_text_is_the_same_as_itself(text: list[str]) -> None:
    assert all(block.same for block in aligning.blocks(text, text))


@given(st.lists(st.integers(0, 50), max_size=60))
def test_a_rising_sequence_rises_and_none_is_longer(numbers: list[int]) -> None:
    found = [numbers[i] for i in aligning.rising(numbers)]
    assert all(a < b for a, b in itertools.pairwise(found))
    best = [1] * len(numbers)
    for i in range(len(numbers)):
        best[i] += max((best[j] for j in range(i) if numbers[j] < numbers[i]), default=0)
    assert len(found) == max(best, default=0)


@given(WORDS, WORDS)
def test_paragraphs_are_matched_in_order_each_once(left: list[str], right: list[str]) -> None:
    parts = [left[i : i + 9] for i in range(0, len(left), 9)], [right[i : i + 7] for i in range(0, len(right), 7)]
    found = aligning.paragraphs(*parts)
    assert [one.left for one in found] == sorted({one.left for one in found})
    assert [one.right for one in found] == sorted({one.right for one in found})


def test_a_formula_that_stands_twice_is_matched_where_its_neighbours_are() -> None:
    left = [text.split() for text in ("end summary", "the king left zenda", "end summary", "the duke stayed there")]
    right = [text.split() for text in ("the king left zenda", "end summary", "the duke stayed there")]
    assert [(one.left, one.right) for one in aligning.paragraphs(left, right)] == [(1, 0), (2, 1), (3, 2)]


@pytest.mark.parametrize("pair", [("a", "b"), ("a", "a"), ("a b", "b a"), ("a b c d", "d c b a"), ("the", "the king")])
def test_hostile_texts(pair: tuple[str, str]) -> None:
    left, right = (f"{one} ".split() * 60_000 for one in pair)
    with watchdog(20):
        aligning.blocks(left[:100_000], right[:90_000])
        aligning.paragraphs([left[i : i + 50] for i in range(0, 50_000, 50)], [right[i : i + 40] for i in range(0, 50_000, 40)])
