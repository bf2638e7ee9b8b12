"""What a second look at real copies of every family found: one made-up telegram for each kind of fault."""

from __future__ import annotations

from reftel.read.reader import read_text
from reftel.search.index import paragraph_mark
from reftel.telegram.model import Paragraph, Telegram
from reftel.text import Span

HEAD = "R 010955Z DEC 06\nFM AMEMBASSY VIENNA\nTO SECSTATE WASHDC 0012\n\nUNCLAS VIENNA 001231\n\nSUBJECT: THE FERRY\n\n"


def numbers(text: str) -> list[int | None]:
    return [paragraph.number for paragraph in read_text(text).paragraphs]


def test_a_pilcrow_before_the_number_that_a_sentence_ends_with() -> None:
    text = HEAD + "¶1.(U) It sails.\n\n¶2.(U) The law forbids to employ those under the age of\n\n¶16. Juveniles may ask for leave.\n\n3.(U) Few do.\n\nDOE\n"
    found = read_text(text)
    assert [paragraph.number for paragraph in found.paragraphs] == [1, 2, 3]
    assert "16. Juveniles" in found.paragraphs[1].text
    assert not [one for one in found.defects if one.kind == "number_skipped"]


def test_a_pilcrow_behind_a_gap_stays_where_the_due_number_comes_no_more() -> None:
    assert numbers(HEAD + "¶1. (U) It sails to the port of\n\n¶4. (U) They met.\n\nDOE\n") == [1, 4]


def test_numbers_with_marks_behind_a_heading_on_the_same_line() -> None:
    text = HEAD + "1. (SBU) It sails.\n The Harbour: What Is Built There 2. (SBU) A mole is built.\n It is long. 3. (SBU) It is dear.\n\n4. (SBU) We agree.\n\nDOE\n"
    assert numbers(text) == [1, 2, 3, 4]


def test_an_introduction_that_nothing_ends_is_its_paragraph() -> None:
    text = HEAD + "1. (U) INTRODUCTION: It sails.\n\n2. (U) It came.\n\n3. (U) It went.\n\nDOE\n"
    assert [paragraph.kind for paragraph in read_text(text).paragraphs] == ["introduction", "body", "body"]
    closed = text.replace("It came.", "It came. END INTRODUCTION.")
    assert [paragraph.kind for paragraph in read_text(closed).paragraphs] == ["introduction", "introduction", "body"]


def test_a_whole_head_below_the_list_of_offices_is_no_later_section() -> None:
    text = (
        "PAGE 01        STATE  307648\nORIGIN EUR-00\n\nINFO  LOG-00   COPY-01 ADS-00   1NR-10.  SS-00    OPR-01 , CIAE-00\n\n"
        "O 301727Z SEP 86\nFM SECSTATE WASHDC\nTO AMEMBASSY CAIRO IMMEDIATE\nAMEMBASSY TOKYO IMMEDIATE\n\nCONFIDENTIAL STATE 307648\n\n"
        "E.O. 12356: DECL: OADR\nTAGS: PREL\nSUBJECT: FERRY\n\n1. (U) IT SAILS.\n\n2. (C) WE AGREE.\nDOE\n"
    )
    found = read_text(text)
    assert (found.mrn, found.classification, found.subject) == ("86STATE307648", "CONFIDENTIAL", "FERRY")


def test_the_page_classification_misread_is_no_signer() -> None:
    assert read_text(HEAD + "1. (U) It sails.\n\n2. (U) We agree.\n\nCONF DENTIAL\n").signer is None


def test_the_post_of_the_number_where_the_originator_is_misspelt() -> None:
    found = read_text("Department of State\nTELEGRAM 1699\nR 301600Z OCT 72\nFM AEMBASSY TRIPOLI\nTO SECSTATE WASHDC 12\nSUBJECT: FERRY\n\n1. IT SAILS.\n\n2. WE AGREE.\nDOE\n")
    assert found.mrn == "72TRIPOLI1699"
    one = found.inference("post")
    assert one is not None
    assert (one.value, one.because) == ("Tripoli", ["MRN 72TRIPOLI1699"])


def test_the_key_of_six_letters_of_the_archive_names_a_post() -> None:
    one = read_text("1. IT SAILS FOR THE PORT.\n\n2. WE AGREE WITH THE MINISTER.\nDOE\n", "1976DAMASC00612.txt").inference("post")
    assert one is not None
    assert one.value == "Damascus"


def test_a_number_not_reached_by_that_day_is_of_the_year_before() -> None:
    text = HEAD.replace("01", "02", 1).replace("DEC 06", "JAN 06") + "REF: STATE 210077\n\n1. (U) It sails.\n\nDOE\n"
    (one,) = read_text(text.replace("SUBJECT: THE FERRY\n\n", "SUBJECT: THE FERRY\n")).references
    assert (one.mrn, one.notes) == ("05STATE210077", ["YEAR INFERRED"])
    (same,) = read_text(HEAD.replace("FERRY\n\n", "FERRY\n") + "REF: STATE 193456\n\n1. (U) It sails.\n\nDOE\n").references
    assert (same.mrn, same.notes) == ("06STATE193456", [])


def test_a_post_without_its_city_makes_no_number() -> None:
    found = read_text("TELEGRAM\nPAGE 01 ZENDA 47836\nR 151719Z OCT 86\nFM AMEMBASSY\nTO SECSTATE WASHDC\n47836\nSUBJECT: FERRY\n\n1. IT SAILS.\n\n2. WE AGREE.\nDOE\n")
    assert "AMEMBASSY" not in (found.mrn or "")


def test_the_first_paragraph_with_its_number_misread_is_no_reference() -> None:
    text = HEAD.replace("FERRY\n\n", "FERRY\n") + "REF: STATE 193456\n•CONriDDNTIAD- ENTIRE TEXT.\n\n2. It sails.\n\n3. We agree.\n\nDOE\n"
    assert [one.text for one in read_text(text).references] == ["STATE 193456"]


def test_declassified_by_names_no_classifier() -> None:
    flat = (
        "UNCLASSIFIED VIENNA 2481 E.O. 12958: DECL: DECLASSIFIED BY NARA 09/02/2009 TAGS: EFIS PBTS SUBJECT:  FERRY  REF: STATE 106206   "
        "¶1.  THE FERRY SAILS FROM THE PORT EACH DAY.  ¶2.  WE AGREE WITH THE MINISTER.  DOE"
    )
    found = read_text(flat)
    assert (found.classified_by, found.declassify_on) == (None, "2009-09-02")


def test_labels_on_lines_of_their_own_in_a_printed_original() -> None:
    text = (
        "95. Telegram 1849 From the Embassy in Libya to the Department of State, December 7, 1972, 1456Z\n\nDecember 7, 1972, 1456Z\n\n"
        "Department of State\nTELEGRAM 1849\nR 071456Z DEC 72\n\nFM\n\nAMEMBASSY TRIPOLI\n\nTO\n\nSECSTATE WASHDC 9449\nAMEMBASSY LAGOS\n\n"
        "SUBJECT:\n\nTHE FERRY\n\n1. IT SAILS FROM THE PORT.\n\n2. WE AGREE.\n\nDOE\n"
    )
    found = read_text(text)
    assert (found.mrn, found.subject, found.dtg, found.references) == ("72TRIPOLI1849", "THE FERRY", "071456Z DEC 72", [])
    assert [(one.plad, one.at.quote(text) if one.at else None) for one in found.action] == [
        ("SECSTATE WASHDC", "SECSTATE WASHDC 9449"), ("AMEMBASSY LAGOS", "AMEMBASSY LAGOS"),
    ]  # fmt: skip


def test_a_value_of_the_labelled_form_whose_indent_is_lost() -> None:
    text = (
        "MRN:          10 ZENDA 12\nDate/DTG:     Aug 03, 2010 / 031406Z AUG 10\nFrom:         AMEMBASSY VIENNA\nAction:       WASHDC, SECSTATE ROUTINE\n"
        "E.O.:         13526\nClassified By:                Consul General Rudolf \nRassendyll\nReason:       1.4 (b)\nTAGS:         PREL\n"
        "Subject:      Ferry\n\n1. (C) It sails.\n\n2. (C) We agree.\n\nSignature:    Doe\n"
    )
    assert read_text(text).classified_by == "Consul General Rudolf Rassendyll"


def test_official_use_only_is_searched_as_what_binds_release() -> None:
    paragraph = Paragraph(1, None, "body", None, "It sails.", Span(0, 1), Span(0, 1), [])
    assert paragraph_mark(paragraph, Telegram(classification="OFFICIAL USE ONLY")) == "sbu"
