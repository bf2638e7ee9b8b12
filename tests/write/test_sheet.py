"""The sheet: breaking lines loses nothing, and no line begins with what would be read as a list's item."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reftel.text import Span
from reftel.write.sheet import Sheet, broken, wrap

WORDS = st.lists(st.sampled_from(["a", "the", "ferry", "J.", "(a)", "12)", "-", "--", "pro-", "17.", "Osra", "¶", "customs-house", "x" * 40, "1", "o", "SIPDIS"]), min_size=1, max_size=60)


@given(WORDS, st.integers(1, 80), st.integers(0, 90))
def test_joining_the_lines_gives_the_words_back(words: list[str], width: int, used: int) -> None:
    text = " ".join(words)
    lines = wrap(text, width, used)
    assert " ".join(lines) == text
    assert all(line for line in lines)


def test_items_up_to_the_end_and_a_blank_behind_them() -> None:
    assert " ".join(wrap("1. " * 40, 65)) == "1. " * 40


@given(WORDS, st.integers(20, 80))
def test_no_line_begins_with_an_item_or_ends_with_a_hyphen(words: list[str], width: int) -> None:
    for i, line in enumerate(lines := wrap(" ".join(words), width)):
        if i:
            assert not line.startswith(("- ", "-- ", "(a) ", "12) ", "J. ", "17. ", "¶"))
        if i + 1 < len(lines):
            assert not line.endswith("-")


@given(st.lists(st.text("abc. ", min_size=1, max_size=40).map(str.strip).filter(bool), min_size=1, max_size=6), st.integers(5, 40))
def test_prose_is_typed_where_its_joints_say(pieces: list[str], width: int) -> None:
    words = "\n".join(" ".join(piece.split()) for piece in pieces)
    sheet = Sheet()
    sheet.type("1. ")
    joints = sheet.prose(broken(words, width, 3))
    for (begins, stands), following in zip(joints, [*joints[1:], (len(words) + 1, sheet.at)], strict=True):
        assert sheet.text[stands : stands + following[0] - begins - 1].split() == words[begins : following[0] - 1].split()


def test_a_block_goes_on_behind_its_indent() -> None:
    sheet = Sheet()
    span = sheet.block("REF: ", "one two three", 12, "     ")
    assert sheet.text == "REF: one two\n     three\n"
    assert span == Span(5, 23)
