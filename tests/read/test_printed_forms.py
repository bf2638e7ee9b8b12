"""Telegrams of the Department's printed form, to 1976: no classification line, the number on a line of its own."""

from __future__ import annotations

import pytest

from reftel.errors import NoTelegram
from reftel.read import addresses, line_five, station_line
from reftel.read.lines import split
from reftel.read.reader import read_text

FORM = """TELEGRAM
Department of State
STRELSAU 5142
0 010955Z DEC 70
FM AMEMBASSY STRELSAU
TO SECSTATE WASHDC IMMEDIATE 2844
INFO AMCONSUL HENTZAU AMEMBASSY ZENDA 49
CINCRURITANIA
STRELSAU 5142
FOR DEPUTY UNDER SECY DOE FROM RASSENDYLL
SUBJECT: FERRY TO ZENDA
REF: (A) ZENDA 12; (B) STATE 181062

1. THE FERRY SAILS ON FRIDAY. THE MINISTER WILL BE ON BOARD AND SO WILL THE AMBASSADOR, UNLESS THE CUSTOMS HOUSE IS CLOSED.

2. WE AGREE.

GP-3.
NOTE: NOT PASSED ZENDA BY OCT.
RASSENDYLL"""


def test_the_form_is_read_whole() -> None:
    found = read_text(FORM)
    assert (found.mrn, found.sent, found.format) == ("70STRELSAU5142", "1970-12-01T09:55:00Z", "printed")
    assert [(one.plad, one.precedence, one.mcn) for one in found.action] == [("SECSTATE WASHDC", "IMMEDIATE", "2844")]
    assert [(one.plad, one.mcn) for one in found.info] == [("AMCONSUL HENTZAU", None), ("AMEMBASSY ZENDA", "49"), ("CINCRURITANIA", None)]
    assert found.passing == ["FOR DEPUTY UNDER SECY DOE FROM RASSENDYLL"]
    assert [one.mrn for one in found.references] == ["70ZENDA12", "70STATE181062"]
    assert [one.number for one in found.paragraphs] == [1, 2]
    assert found.paragraphs[-1].text == "WE AGREE."
    assert (found.signer, found.declassify_on, found.eo) == ("RASSENDYLL", "GP-3", None)
    assert [(one.kind, one.text) for one in found.notes] == [("stamp", "NOTE: NOT PASSED ZENDA BY OCT.")]
    assert found.at["mrn"].quote(FORM) == "STRELSAU 5142"
    assert found.at["declassify_on"].quote(FORM) == "GP-3"
    assert not {"number_disagrees", "bad_dtg"} & {one.kind for one in found.defects}


def test_every_addressee_quotes_its_own_words() -> None:
    found = read_text(FORM)
    assert [one.at.quote(FORM) for one in (*found.action, *found.info) if one.at] == [
        "SECSTATE WASHDC IMMEDIATE 2844", "AMCONSUL HENTZAU", "AMEMBASSY ZENDA 49", "CINCRURITANIA",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("head", "sender", "mrn"),
    [
        ("Department of State\nTELEGRAM 641", "AMEMBASSY ZENDA", "70ZENDA641"),
        ("TELEGRAM\nDEPARTMENT OF STATE 8136", "AMEMBASSY ZENDA", "70ZENDA8136"),
        ("TELEGRAM\nDepartment of State\n202260", "SECSTATE WASHDC", "70STATE202260"),
        ("STATE DEPARTMENT TELEGRAM 3073", "AMEMBASSY ZENDA", "70ZENDA3073"),
        ("02653 031138Z", "AMEMBASSY ZENDA", "70ZENDA2653"),
        ("DEPARTMENT OF STATE\nTELEGRAM\nZENDA 00333 141732Z", "AMEMBASSY ZENDA", "70ZENDA333"),
        ("TELEGRAM\nDepartment of State\nUSMISSION ZENDA 00333", "USMISSION ZENDA", "70ZENDA333"),
    ],
)
def test_the_number_at_the_head(head: str, sender: str, mrn: str) -> None:
    text = f"{head}\nR 010955Z DEC 70\nFM {sender}\nTO AMEMBASSY STRELSAU\nSUBJECT: FERRY\n\n1. IT SAILS.\n\n2. WE AGREE.\nDOE"
    assert read_text(text).mrn == mrn


def test_the_number_on_line_5() -> None:
    text = "TELEGRAM\nDepartment of State\n7008 O 221130Z\nNOV 72 ZFF-1\nFM AMEMBASSY ZENDA\nTO SECSTATE WASHDC\nSUBJECT: FERRY\n\n1. IT SAILS.\n\n2. WE AGREE.\nDOE"
    found = read_text(text)
    assert (found.mrn, found.dtg, found.instructions, found.at["mrn"].quote(text)) == ("72ZENDA7008", "221130Z NOV 72", ["ZFF-1"], "7008")


def test_two_numbers_that_differ_are_a_defect() -> None:
    found = read_text(FORM.replace("STRELSAU 5142", "STRELSAU 5124", 1))
    assert found.mrn == "70STRELSAU5142"
    assert [one.message for one in found.defects if one.kind == "number_disagrees"] == [
        "the form's head says 5124, the line before the text STRELSAU 5142"
    ]


def test_a_series_number_and_sections() -> None:
    text = FORM.replace("CINCRURITANIA\nSTRELSAU 5142", "CINCRURITANIA\nSECTION I OF 2 STRELSAU 5142 TOSEC 190010")
    found = read_text(text)
    assert (found.mrn, found.series, found.sections) == ("70STRELSAU5142", "TOSEC 190010", 2)
    assert read_text(FORM.replace("FOR DEPUTY", "SECTO 07\nFOR DEPUTY")).series == "SECTO 07"


@pytest.mark.parametrize(
    "line",
    ["DEPARTMENT PASS HENTZAU", "PASS SECDEF AND SECNAV", "ZENDA FOR DOE", "JOINT EMBASSY/USIS MESSAGE", "COUNTRY TEAM MESSAGE", "PERSONAL FOR ASST SECY DOE"],
)  # fmt: skip
def test_what_is_no_addressee(line: str) -> None:
    text = FORM.replace("STRELSAU 5142\nFOR DEPUTY UNDER SECY DOE FROM RASSENDYLL", line)
    found = read_text(text)
    assert [one.plad for one in found.info] == ["AMCONSUL HENTZAU", "AMEMBASSY ZENDA", "CINCRURITANIA"]
    assert found.passing == [line]


def test_a_corrected_copy_is_a_caption() -> None:
    for words in ("CORRECTED COPY (TEXT)", "C O R R E C T E D C O P Y FOR MRN (0331 VICE 00000)"):
        found = read_text(FORM.replace("STRELSAU 5142\nFOR", f"{words}\nFOR"))
        assert found.captions == ["CORRECTED COPY"]
        assert len(found.info) == 3


def test_a_passing_line_among_the_addresses() -> None:
    found = read_text(FORM.replace("INFO AMCONSUL", "DEPT PASS HENTZAU\nINFO AMCONSUL"))
    assert found.passing == ["DEPT PASS HENTZAU", "FOR DEPUTY UNDER SECY DOE FROM RASSENDYLL"]
    assert len(found.action) == 1


def test_the_own_number_glued_to_the_last_addressee() -> None:
    found = read_text(FORM.replace("CINCRURITANIA\nSTRELSAU 5142", "AMEMBASSY LONDON STRELSAU 5142"))
    assert [one.plad for one in found.info][-1] == "AMEMBASSY LONDON"
    assert found.mrn == "70STRELSAU5142"


def test_subject_above_the_form() -> None:
    text = FORM.replace("SUBJECT: FERRY TO ZENDA\nREF: (A) ZENDA 12; (B) STATE 181062\n", "")
    found = read_text(f"SUBJECT: FERRY TO ZENDA\nREF: ZENDA 12\nSECRET\n{text}")
    assert (found.subject, [one.mrn for one in found.references], found.classification) == ("FERRY TO ZENDA", ["70ZENDA12"], "SECRET")
    assert found.mrn == "70STRELSAU5142"


@pytest.mark.parametrize(
    ("words", "dtg", "day", "fault"),
    [
        ("O P 041730Z\nAUG 69", "041730Z AUG 69", None, None), ("PR 181040Z APR 69", "181040Z APR 69", None, None),
        ("0 02 1245Z JUL 72 ZFF-4", "021245Z JUL 72", None, None), ("R 0114302 APR 70", "011430Z APR 70", None, "garbled_dtg"),
        ("0261544Z MAR 70", "261544Z MAR 70", None, None), ("R 118401Z AUG 71", None, "1971-08-11", "bad_dtg"),
        ("R 24140Z FEB 70", None, "1970-02-24", "bad_dtg"), ("P 011400 JUN 70", None, "1970-06-01", "bad_dtg"),
        ("R 150341Z PEB 76", "150341Z FEB 76", None, "garbled_dtg"), ("P 251346 Z JUN 7 3", "251346Z JUN 73", None, None),
        ("P R ORPQOPOZ FEB 70", None, None, "bad_dtg"), ("Z P 0224733Z JAN 70", None, None, "bad_dtg"),
    ],
)  # fmt: skip
def test_line_5_in_its_damaged_forms(words: str, dtg: str | None, day: str | None, fault: str | None) -> None:
    found = line_five.read(split(words), 0)
    assert found is not None
    assert (str(found.dtg) if found.dtg else None, found.day, found.fault[0] if found.fault else None) == (dtg, day, fault)
    assert found.year in {1969, 1970, 1971, 1972, 1973, 1976}


@pytest.mark.parametrize("words", ["", "PASS TO ZENDA", "R 1234", "1. THE FERRY SAILED ON 12 MAY 70", "O R JUN 70", "011400Z XYZ 70"])
def test_what_is_no_line_5(words: str) -> None:
    assert line_five.read(split(words), 0) is None


def test_a_month_that_may_be_two_is_not_chosen() -> None:
    assert line_five.read(split("R 010955Z JUX 70"), 0) is None  # JUN or JUL


def test_a_bad_moment_still_gives_the_year_of_the_number() -> None:
    found = read_text(FORM.replace("010955Z DEC 70", "018855Z DEC 70"))
    assert (found.mrn, found.sent, found.dtg) == ("70STRELSAU5142", "1970-12-01", None)
    assert "bad_dtg" in {one.kind for one in found.defects}


@pytest.mark.parametrize(
    ("marking", "read"),
    [("GP-1.", "GP-1"), ("GP 4", "GP-4"), ("EXEMPT", "EXEMPT"), ("GDS", "GDS"), ("XGDS-3", "XGDS-3"), ("DECL 6/15/75", "DECL 6/15/75"), ("GP-l", "GP-1")],
)
def test_markings_before_the_signer(marking: str, read: str) -> None:
    found = read_text(FORM.replace("GP-3.", marking))
    assert found.declassify_on == read
    assert found.paragraphs[-1].text == "WE AGREE."


def test_a_marking_at_the_end_of_the_last_paragraph() -> None:
    found = read_text(FORM.replace("2. WE AGREE.\n\nGP-3.\n", "2. WE AGREE. GP-3.\n"))
    assert (found.declassify_on, found.paragraphs[-1].text) == ("GP-3", "WE AGREE.")


def test_a_station_is_the_originators_only() -> None:
    line = split("ROME 1013")[0]
    assert station_line.read(line, "AMEMBASSY BERN") is None
    own = station_line.read(line, "AMEMBASSY ROME")
    assert own is not None
    assert (own.station, own.number) == ("ROME", 1013)
    assert station_line.read(split("USUN NEW YORK 12")[0], "USMISSION USUN NY") is None


def test_addresses_apart() -> None:
    assert list(addresses.apart("AMEMBASSY ZENDA IMMEDIATE 10 RJDTLK/USOFFICE HENTZAU 1")) == [
        (0, "AMEMBASSY ZENDA IMMEDIATE 10"), (29, "RJDTLK/USOFFICE HENTZAU 1")
    ]  # fmt: skip


def test_embtel_is_the_embassys_own() -> None:
    found = read_text(FORM.replace("(A) ZENDA 12", "(A) EMBTEL 1850").replace("STATE 181062", "DEPTEL 210"))
    assert [one.mrn for one in found.references] == ["70STRELSAU1850", "70STATE210"]


def test_airgrams_and_days_are_no_telegrams() -> None:
    found = read_text(FORM.replace("(A) ZENDA 12; (B) STATE 181062", "A-4568, JUNE 5, 1970, ZENDA A-50"))
    assert [(one.mrn, one.kind, one.text) for one in found.references] == [
        (None, "airgram", "A-4568"), (None, "other", "JUNE 5, 1970"), (None, "airgram", "ZENDA A-50"),
    ]  # fmt: skip


def test_prose_is_still_no_telegram() -> None:
    with pytest.raises(NoTelegram):
        read_text("The ferry sails on Friday.\n\nRASSENDYLL")


def test_a_corrected_copy_without_its_blank() -> None:
    assert read_text(FORM.replace("FOR DEPUTY", "CORRECTEDCOPY (MRN ONLY 5142 VICE 5141)\nFOR DEPUTY")).captions == ["CORRECTED COPY"]


def test_an_initial_before_the_signers_name() -> None:
    assert read_text(FORM.replace("\nRASSENDYLL", "\nJ STRAUS-HENTZAU")).signer == "J STRAUS-HENTZAU"
