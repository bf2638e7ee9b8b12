"""The heading: labels in any order, wrapped, missing, or in other spellings."""

from __future__ import annotations

import pytest

from reftel.read import heading
from reftel.read.landmarks import class_line, heading_start, label_of
from reftel.read.lines import split
from reftel.read.reader import read_text


def read(text: str) -> heading.Heading:
    lines = split(text)
    return heading.read(lines, heading_start(lines), text)


TEXT = """UNCLAS SECTION 01 OF 02 STRELSAU 000012

SENSITIVE
SIPDIS

STATE FOR EUR/RUR

REF: STRELSAU 11
SUBJECT: THE BRIDGE: THREE WANTS AND
A DRAWING
TAGS: PREL, PGOV,
ECON
E.O. 12958: N/A

1. (SBU) It holds.
"""


def test_labels_in_another_order_and_wrapped() -> None:
    found = read(TEXT)
    assert (found.classification, found.station, found.number, found.section, found.sections) == ("UNCLASSIFIED//FOR OFFICIAL USE ONLY", "STRELSAU", 12, 1, 2)
    assert (found.captions, found.passing) == (["SENSITIVE", "SIPDIS"], ["STATE FOR EUR/RUR"])
    assert (found.subject, found.tags) == ("THE BRIDGE: THREE WANTS AND A DRAWING", ["PREL", "PGOV", "ECON"])
    assert (found.eo, found.declassify_on) == ("12958", None)
    assert [one.mrn for one in found.references] == ["STRELSAU11"]
    assert split(TEXT)[found.body].text == "1. (SBU) It holds."


def test_no_label_at_all() -> None:
    found = read("UNCLAS STRELSAU 000012\n\n1. (U) It holds.")
    assert (found.subject, found.tags, found.references, found.eo) == (None, [], [], None)


@pytest.mark.parametrize("reasons", ["Reasons 1.4 (b) and (d).", "Reasons 1.4 (b)\nand (d).", "Reasons 1.4 (b),\n(d).", "REASON: 1.4(b/d)", "Reasons: E.O. 12958 1.4 (b), (d)"])
def test_classified_by_in_its_spellings(reasons: str) -> None:
    found = read(f"S E C R E T STRELSAU 000012\n\nSUBJECT: X\n\nClassified By: Ambassador Rudolf Rassendyll. {reasons}\n\n1. (S) A.")
    assert (found.classified_by, found.reasons) == ("Ambassador Rudolf Rassendyll", ["1.4(b)", "1.4(d)"])


def test_reasons_that_wrap_before_c_are_no_portion_mark() -> None:
    found = read("S E C R E T STRELSAU 000012\n\nSUBJECT: X\n\nClassified By: DCM R. Osra, Reasons 1.4 (b),\n(c) and (d).\n\n1. (S) A.")
    assert found.reasons == ["1.4(b)", "1.4(c)", "1.4(d)"]


def test_a_marked_paragraph_after_classified_by_is_no_part_of_it() -> None:
    text = "S E C R E T STRELSAU 000012\n\nSUBJECT: X\n\nClassified By: DCM R. Osra, Reasons 1.4 (b)\n\n(C) SUMMARY: It holds."
    found = read(text)
    assert found.reasons == ["1.4(b)"]
    assert split(text)[found.body].text == "(C) SUMMARY: It holds."


@pytest.mark.parametrize("line", ["C O N F I D E N T I A L STRELSAU 001234", "CONFIDENTIAL STRELSAU 1234", "C O N F I D E N T I A L FINAL SECTION 02 OF 02 STRELSAU 001234", "C O N F I D E N T I A L  STRELSAU  001234  SIPDIS"])
def test_classification_lines(line: str) -> None:
    found = class_line(line)
    assert found is not None
    assert (found["station"], int(found["number"])) == ("STRELSAU", 1234)


@pytest.mark.parametrize("line", ["CONFIDENTIAL", "SECRETARY OSRA 1234", "UNCLAS", "Confidentially, 1234", "He said SECRET STRELSAU 1234", ""])
def test_no_classification_lines(line: str) -> None:
    assert class_line(line) is None


@pytest.mark.parametrize(("line", "label"), [
    ("TAGS: PREL", "tags"), ("TAGS PREL", "tags"), ("Subject: X", "subject"), ("SUBJ: X", "subject"), ("REFTEL: X 1", "references"), ("REFS: X 1", "references"),
    ("E.O. 12958: N/A", "eo"), ("EO 12958", "eo"), ("CLASSIFIED BY: X", "classified_by"), ("DECL ON: 1/1/17", "declassify"), ("Derived from: X", "derived"),
])  # fmt: skip
def test_labels(line: str, label: str) -> None:
    found = label_of(line)
    assert found is not None
    assert found[0] == label


@pytest.mark.parametrize("line", ["Reform", "Referendum planned", "Subjects were many", "TAGSALE", "Reasonable men", "", "Declared"])
def test_words_that_only_begin_like_labels(line: str) -> None:
    assert label_of(line) is None


def test_reasons_on_the_next_line_are_no_first_paragraph() -> None:
    text = "UNCLAS BONN 000012\n\nSUBJECT: X\n\nClassified By: Ambassador Jane Doe. Reasons: \n1.4 (b) and (d).\n\n¶1. (C) They met.\n"
    found = read_text(text)
    assert (found.classified_by, found.reasons) == ("Ambassador Jane Doe", ["1.4(b)", "1.4(d)"])
    assert [one.number for one in found.paragraphs] == [1]
