"""The body: paragraphs, headings, kinds, lists, and hard wraps undone for reading."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.read import body
from reftel.read.lines import is_rule, split
from reftel.telegram.model import Paragraph


def read(text: str) -> list[Paragraph]:
    lines = split(text)
    return body.read(lines, 0, len(lines), len(text)).paragraphs


def kinds(text: str) -> list[tuple[int | None, str]]:
    return [(one.number, one.kind) for one in read(text)]


def test_headings_belong_to_the_paragraph_below() -> None:
    found = read("1. (C) A.\n\nTHE BRIDGE\n----------\n\n2. (C) B.\n\n-------\nMore On\nIt\n-------\n3. (C) C.\n\nTHE END\n\n4. (C) D.")
    assert [(one.number, one.heading, one.text) for one in found] == [
        (1, None, "A."), (2, "THE BRIDGE", "B."), (3, "More On It", "C."), (4, "THE END", "D."),
    ]  # fmt: skip


def test_a_unit_ends_where_it_says() -> None:
    assert kinds("1. (C) SUMMARY: A.\n\n2. (C) B. END SUMMARY.\n\n3. (C) C.\n\n4. (C) COMMENT: D.\n\n5. (C) E. END COMMENT.\n\n6. (C) F.") == [
        (1, "summary"), (2, "summary"), (3, "body"), (4, "comment"), (5, "comment"), (6, "body"),
    ]  # fmt: skip


def test_a_heading_ends_a_unit() -> None:
    assert kinds("SUMMARY\n-------\n\n1. (C) A.\n\n2. (C) B.\n\nTHE BRIDGE\n----------\n\n3. (C) C.") == [(1, "summary"), (2, "summary"), (3, "body")]


def test_a_request_within_a_paragraph_is_that_paragraph() -> None:
    assert kinds("1. (C) ACTION REQUEST: Ask.\n\n2. (C) B.\n\n3. (C) C.") == [(1, "action_request"), (2, "body"), (3, "body")]
    assert kinds("ACTION REQUEST\n--------------\n\n1. (C) Ask.\n\n2. (C) B.\n\nTHE BRIDGE\n----------\n\n3. (C) C.") == [
        (1, "action_request"), (2, "action_request"), (3, "body"),
    ]  # fmt: skip


def test_words_of_a_kind_inside_prose_make_no_unit() -> None:
    assert kinds("1. (C) His comments were few. The summary was longer.\n\n2. (C) Comment was refused.") == [(1, "body"), (2, "body")]


def test_the_last_delegation_of_a_list_is_no_heading() -> None:
    found = read("PARTICIPANTS\n------------\n\n1. (U) They were:\n\nRURITANIA Michael Osra, Minister\n\nZENDA Flavia Hentzau, Envoy\n\n2. (C) B.")
    assert [(one.number, one.heading) for one in found] == [(1, "PARTICIPANTS"), (2, None)]
    assert found[0].text.endswith("ZENDA Flavia Hentzau, Envoy")


@pytest.mark.parametrize(("text", "labels"), [
    ("1. (U) He wants 1) timber; 2) time; and 3) peace. Then he left.", ["1)", "2)", "3)"]), ("1. (U) (a) timber (b) time", ["(a)", "(b)"]),
    ("1. (U) a) timber b) time c) peace", ["a)", "b)", "c)"]), ("1. (U) Only 1) timber.", []), ("1. (U) 2) time 3) peace", []), ("1. (U) See ref (a) and no more.", []),
])  # fmt: skip
def test_elements(text: str, labels: list[str]) -> None:
    (paragraph,) = read(text)
    assert [one.label for one in paragraph.elements] == labels
    for one in paragraph.elements:
        assert text[one.at.start : one.at.end].startswith(one.label)
    if len(labels) == 3:
        assert paragraph.elements[-1].text.startswith("peace")


def test_wraps_are_undone_and_lists_stay() -> None:
    text = (
        "1. (C) Osra said that the engineers wanted three things and\nthat he could give them two.  He would look for the third\nwhen the river fell.\n"
        "-- timber\n-- time\n\nHe left.\n\n2. (C) The well-\nknown bridge stands in the middle of the old town of the\nking and does not fall."
    )  # fmt: skip
    first, second = read(text)
    assert first.text == (
        "Osra said that the engineers wanted three things and that he could give them two.  He would look for the third when the river fell."
        "\n-- timber\n-- time\n\nHe left."
    )
    assert "town of the king" in second.text


@given(st.lists(st.sampled_from(["The bridge", "holds.", "-- item", "", "1) a", "a longer line of prose that was wrapped at the width", "well-"]), max_size=12), st.integers(20, 70))
def test_every_word_survives_unwrapping_and_finds_its_way_back(rows: list[str], width: int) -> None:
    text = "\n".join(rows)
    reading, joints = body.unwrap(split(text), width)
    assert "".join(reading.split()) == "".join(text.split())
    for at, letter in enumerate(reading):
        if not letter.isspace():
            assert text[body.source_offset(joints, at)] == letter


def test_nothing_is_no_paragraph() -> None:
    assert read("") == read("\n\n \n") == read("-----\n") == []


@pytest.mark.parametrize(("line", "rule"), [("-----", True), ("----- ---", True), ("=====", True), ("--", False), ("-- a", False), ("- - -", False), ("---   ---", False), ("", False)])
def test_is_rule(line: str, rule: bool) -> None:
    assert is_rule(line) is rule


def test_a_mark_on_the_line_below_its_number() -> None:
    from reftel.read.reader import read_text

    found = read_text("UNCLAS STRELSAU 000012\nTAGS: PREL\nSUBJECT: X\n\n¶1. (U) A.\n\n¶2.\n(SBU) The ferry\nsails.\n\n¶3. (C) B.")
    assert [(one.number, one.portion_mark, one.text) for one in found.paragraphs] == [(1, "U", "A."), (2, "SBU", "The ferry sails."), (3, "C", "B.")]
