"""Faults that a reader with fresh eyes found, each kept from coming back."""

from __future__ import annotations

from pathlib import Path

import pytest

import reftel
from reftel.archive.store import Store
from reftel.read.reader import read_text
from reftel.read.repairs import restore
from reftel.settings import chosen
from reftel.telegram.model import Telegram, Unreadable
from tests.archive.test_store import TEXT, reading

WHOLE = (
    "R 131530Z MAR 07\nFM AMEMBASSY STRELSAU\nTO SECSTATE WASHDC\n\n{}\n\nSIPDIS\n\nE.O. 12958: DECL: 03/13/2017\nTAGS: PREL\n"
    "SUBJECT: THE BRIDGE\n\n{}\n\n1. (C) It holds.\n\n2. (C) So far.\nDOE\n"
)


@pytest.mark.parametrize(
    ("line", "classification", "captions", "sections"),
    [
        ("UNCLAS FOR OFFICIAL USE ONLY STRELSAU 007210", "UNCLASSIFIED//FOR OFFICIAL USE ONLY", ["FOUO", "SIPDIS"], None),
        ("UNCLAS//FOR OFFICIAL USE ONLY STRELSAU 007210", "UNCLASSIFIED//FOR OFFICIAL USE ONLY", ["FOUO", "SIPDIS"], None),
        ("UNCLAS SENSITIVE STRELSAU 007210", "UNCLASSIFIED//FOR OFFICIAL USE ONLY", ["SENSITIVE", "SIPDIS"], None),
        ("UNCLAS E F T O STRELSAU 007210", "UNCLASSIFIED//FOR OFFICIAL USE ONLY", ["E F T O", "SIPDIS"], None),
        ("S E C R E T NOFORN STRELSAU 007210", "SECRET", ["NOFORN", "SIPDIS"], None),
        ("S E C R E T //NOFORN SECTION 01 OF 03 STRELSAU 007210", "SECRET", ["NOFORN", "SIPDIS"], 3),
        ("C O N F I D E N T I A L QTO SECTION 01 OF 02 STRELSAU 007210", "CONFIDENTIAL", ["SIPDIS"], 2),
        ("C O N F I D E N T I A L  SECTION 01 OF STRELSAU 007210", "CONFIDENTIAL", ["SIPDIS"], None),
        ("T O P  S E C R E T STRELSAU 007210", "TOP SECRET", ["SIPDIS"], None),
    ],
)
def test_class_lines_with_controls(line: str, classification: str, captions: list[str], sections: int | None) -> None:
    found = read_text(WHOLE.format(line, "REF: ZENDA 12"))
    assert (found.mrn, found.classification, found.captions, found.sections) == ("07STRELSAU7210", classification, captions, sections)


@pytest.mark.parametrize(
    ("line", "by"),
    [
        ("Classified By: A/DCM Jane Doe. Reason: E.O. 12958, 1.4 (b), (d)", "A/DCM Jane Doe"),
        ("Classified By: Jane Doe, E.O. 12958 reasons 1.4(b) and (d).", "Jane Doe"),
        ("(C) CLASSIFIED BY: Jane Doe, Consul General\nREASON: 1.4 (b), (d)", "Jane Doe, Consul General"),
        ("Classified by Ambassador Jane Doe for reasons 1.4 (b/d)", "Ambassador Jane Doe"),
        ("CLASSIFIED BY: POLCOUNS JANE R. DOE, REASONS: 1.4(B) & (D)", "POLCOUNS JANE R. DOE"),
    ],
)
def test_classified_by_in_many_spellings(line: str, by: str) -> None:
    found = read_text(WHOLE.format("C O N F I D E N T I A L STRELSAU 007210", line))
    assert (found.classified_by, found.reasons, len(found.paragraphs)) == (by, ["1.4(b)", "1.4(d)"], 2)


def test_a_source_is_no_classifier() -> None:
    assert read_text(WHOLE.format("C O N F I D E N T I A L STRELSAU 007210", "Derived from: DSCG 05-1, B, D")).classified_by is None


def test_a_number_alone_inherits_the_station_before_it() -> None:
    found = read_text(WHOLE.format("UNCLAS STRELSAU 007210", "REF: ZENDA 7000; 6999"))
    assert [one.mrn for one in found.references] == ["07ZENDA7000", "07ZENDA6999"]


@pytest.mark.parametrize(
    "glued",
    [
        "SUBJECT: THE BRIDGE AND THE RIVER IN A LONG YEAR OF RAIN AND OF DEBTS 1.(SBU) Summary: It holds.\n\n2. (SBU) So far.",
        "SUBJECT: THE BRIDGE AND THE RIVER IN A LONG YEAR OF RAIN AND OF DEBTS ¶1. (SBU) Summary: It holds.\n\n¶2. (SBU) So far.",
        "SUBJECT: THE BRIDGE AND THE RIVER IN A LONG YEAR OF RAIN AND OF DEBTS\n\nREF: STRELSAU 12 (SBU) Summary of talks: It holds.\n\n2. (SBU) So far.",
    ],
)
def test_subject_and_references_end_where_the_text_begins(glued: str) -> None:
    found = read_text(f"UNCLAS STRELSAU 007210\n\nTAGS: PREL\n{glued}\nDOE\n")
    assert found.subject == "THE BRIDGE AND THE RIVER IN A LONG YEAR OF RAIN AND OF DEBTS"
    assert [one.text for one in found.references] in ([], ["STRELSAU 12"])
    assert "It holds." in found.paragraphs[0].text


def test_a_page_heading_takes_nothing_else_with_it() -> None:
    text = "SUBJECT: THE BRIDGE\n REF: STATE 114960 STRELSAU 00000010 001.2 OF 003\n\n1. It holds.\n\n2. So far."
    assert "REF: STATE 114960\n" in restore(text).text
    assert [one.text for one in read_text(text).references] == ["STATE 114960"]


def test_one_zero_byte_does_not_lose_a_telegram(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT.encode().replace(b"king left", b"king\0left"))
    found = reftel.read(tmp_path / "a.txt")
    assert found.mrn == "07STRELSAU123"
    assert any("1 zero bytes" in one.message for one in found.defects)


ROW = '"{0}","2007-03-13","07STRELSAU{0}","Embassy Strelsau","UNCLASSIFIED","","FM AMEMBASSY STRELSAU","UNCLAS STRELSAU 000{0}\nTAGS: PREL\nSUBJECT: X\n\n1. It holds."\n'


@pytest.mark.parametrize("broken", ['"9","x","broken row"\n', '"9","2007-03-13","07STRELSAU9","an open quote, and the next row is in it\n'])
@pytest.mark.parametrize("first", [True, False])
def test_a_broken_row_of_a_dump_loses_no_good_row(tmp_path: Path, broken: str, first: bool) -> None:
    rows = [ROW.format(number) for number in (101, 102, 103)]
    rows.insert(0 if first else 1, broken)
    (tmp_path / "dump.csv").write_text("".join(rows))
    found = list(reftel.read_all(tmp_path / "dump.csv"))
    assert [one.known("mrn") for one in found if isinstance(one, Telegram)] == ["07STRELSAU101", "07STRELSAU102", "07STRELSAU103"]
    assert [one.kind for one in found if isinstance(one, Unreadable)] == ["BadInput"]


def test_opening_for_reading_catches_the_index_up(tmp_path: Path) -> None:
    store = Store(tmp_path / "a.reftel", "w")
    store.add(store.begin_run("0", "test", "now"), 1, [reading(TEXT, "a.txt")], [])
    with reftel.open_archive(tmp_path / "a.reftel") as archive:  # while the writer holds the lock
        assert (archive.search("king").count, archive.search("king").unindexed) == (0, 1)
    store.close()
    with reftel.open_archive(tmp_path / "a.reftel") as archive:
        assert (archive.search("king").count, archive.search("king").unindexed) == (1, 0)


def test_a_dump_that_contradicts_its_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "dump.csv").write_text(ROW.format(101).replace("07STRELSAU101", "07ZENDA7").replace("FM AM", "R 131530Z MAR 07\nFM AM"))
    found = next(iter(reftel.read_all(tmp_path / "dump.csv", chosen())))
    assert isinstance(found, Telegram)
    assert found.mrn == "07STRELSAU101"
    assert "published_disagrees" in {one.kind for one in found.defects}


def test_what_the_record_lacks_is_taken_from_the_extract_before_it() -> None:
    extract = "UNCLAS STRELSAU 007210\n\nSENSITIVE\nSIPDIS\n\nTAGS: PREL\nSUBJECT: THE BRIDGE\n\nREF: ZENDA 12\n\nid: 11\n\n"
    record = "UNCLAS STRELSAU 007210\n\nE.O. 12958: N/A\nTAGS: PREL PGOV\n\n1. It holds.\n\n2. So far.\nDOE\n"
    found = read_text("R 131530Z MAR 07\nFM AMEMBASSY STRELSAU\nTO SECSTATE WASHDC\n\n" + extract + record)
    assert (found.subject, found.tags, found.captions) == ("THE BRIDGE", ["PREL", "PGOV"], ["SENSITIVE", "SIPDIS"])
    assert found.classification == "UNCLASSIFIED//FOR OFFICIAL USE ONLY"
    assert [one.mrn for one in found.references] == ["07ZENDA12"]
    assert "repeated_heading" in {one.kind for one in found.defects}


def test_captions_at_the_end_of_a_passing_line() -> None:
    found = read_text("UNCLAS STRELSAU 000012\n\nSTATE FOR EUR/RUR; NSC FOR DOE SENSITIVE SIPDIS\n\nTAGS: PREL\nSUBJECT: X\n\n1. It holds.\n\n2. So far.\n")
    assert (found.captions, found.passing) == (["SENSITIVE", "SIPDIS"], ["STATE FOR EUR/RUR; NSC FOR DOE"])


@pytest.mark.parametrize("end", ["MINIMIZE CONSIDERED RASSENDYLL", "Visit the Classified Website: XXXXXXXXXXXX RASSENDYLL"])
def test_a_signer_behind_a_closing_formula_or_a_mask(end: str) -> None:
    found = read_text(f"UNCLAS STRELSAU 000012\n\nTAGS: PREL\nSUBJECT: X\n\n1. It holds.\n\n2. We thank the posts. {end}\n")
    assert found.signer == "RASSENDYLL"
    assert found.paragraphs[-1].text == f"We thank the posts. {end.removesuffix(' RASSENDYLL')}"


def test_a_mask_is_no_signer() -> None:
    assert read_text("UNCLAS STRELSAU 000012\n\nTAGS: PREL\nSUBJECT: X\n\n1. It holds.\n\n2. So far.\n\nXXXXXXXXXXXX\n").signer is None
