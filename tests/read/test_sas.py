"""Telegrams of 1973-79: pages, sections, distribution, the archive's record behind the text, bodies alone, JANAP 128 headers."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import reftel
from reftel.errors import NoTelegram
from reftel.read import attributes, distribution, janap, sections
from reftel.read.lines import split
from reftel.read.numbering import inside, walk
from reftel.read.reader import read_source, read_text
from reftel.read.source import Source
from reftel.telegram.model import Origin

PAGED = """Message Text


CONFIDENTIAL

PAGE 01        STRELS 01231  01 OF 02  241439Z

53
ACTION SS-25

INFO  OCT-01  ISO-00  NSC-05  /031 W
                     --------------------- 097277
O P 241320Z JUL 76
FM AMEMBASSY STRELSAU
TO SECSTATE WASHDC IMMEDIATE 1234
INFO AMEMBASSY ZENDA PRIORITY

C O N F I D E N T I A L SECTION 1 OF 2 STRELSAU 1231

EXDIS

E.O. 11652: XGDS-3, DECLAS 12-31-84
TAGS: PFOR, QX, (RASSENDYLL, RUDOLF)
SUBJ: FERRY TO ZENDA

REF: (A) ZENDA 12; (B) STATE 181062 TOSEC 190010

1. THE FERRY SAILS ON FRIDAY, THE MINISTER SAID, AND HE WOULD
BE GLAD TO SEE THE AMBASSADOR ON BOARD BEFORE THE SAILORS

CONFIDENTIAL

CONFIDENTIAL

PAGE 02        STRELS 01231  01 OF 02  241439Z

HAVE LEFT FOR THE CUSTOMS HOUSE.

2. THE CUSTOMS HOUSE IS BEING PAINTED.

CONFIDENTIAL

NNN

CONFIDENTIAL

PAGE 01        STRELS 01231  02 OF 02  241445Z

53
ACTION SS-25

INFO  OCT-01  ISO-00  NSC-05  /031 W
                     --------------------- 097280
O P 241320Z JUL 76
FM AMEMBASSY STRELSAU
TO SECSTATE WASHDC IMMEDIATE 1235
INFO AMEMBASSY ZENDA PRIORITY

C O N F I D E N T I A L SECTION 2 OF 2 STRELSAU 1231

EXDIS

3. THE DEPARTMENT'S VIEWS WOULD BE WELCOME. SAPT


CONFIDENTIAL

NNNNMAFVVZCZ

<< END OF DOCUMENT >>

"""
STAMP = "Margaret P. Grafeld Declassified/Released US Department of State EO Systematic Review 04 MAY 2006"
RECORD = f"""Message Attributes

Automatic Decaptioning: X
Capture Date: 01 JAN 1994
Channel Indicators: n/a
Concepts: FERRIES, CUSTOMS HOUSES,
MINISTERS
Current Classification: UNCLASSIFIED
Document Number: 1976STRELS01231
Draft Date: 24 JUL 1976
Markings: {STAMP}
Original Classification: CONFIDENTIAL
TAGS: PFOR, QX, (RASSENDYLL, RUDOLF)
Review History: RELEASED <03 JUN 2004 by X>;
APPROVED <02 SEP 2004 by Y>
Type: TE
"""


def test_a_telegram_in_two_sections() -> None:
    found = read_text(PAGED)
    assert (found.mrn, found.sections, found.signer, found.format) == ("76STRELSAU1231", 2, "SAPT", "sas")
    assert [one.number for one in found.paragraphs] == [1, 2, 3]
    assert found.paragraphs[0].text.endswith("BEFORE THE SAILORS HAVE LEFT FOR THE CUSTOMS HOUSE.")
    assert found.paragraphs[1].text == "THE CUSTOMS HOUSE IS BEING PAINTED."
    assert (found.captions, found.declassify_on, found.tags) == (["EXDIS"], "1984-12-31", ["PFOR", "QX", "RASSENDYLL, RUDOLF"])
    assert [(one.symbol, one.copies, one.role) for one in found.distribution] == [("SS", 25, "action"), ("OCT", 1, "info"), ("ISO", 0, "info"), ("NSC", 5, "info")]
    assert (found.received, found.at["received"].quote(PAGED)) == ("1976-07-24T14:39:00Z", "241439Z")


def test_received_next_month() -> None:
    found = read_text(PAGED.replace("241439Z", "010205Z", 1).replace("241320Z JUL 76", "312320Z DEC 76"))
    assert found.received == "1977-01-01T02:05:00Z"


def test_the_archives_record_is_kept_apart() -> None:
    text = PAGED + STAMP + "\n\n" + RECORD
    found = read_text(text)
    assert found.attributes["Document Number"] == "1976STRELS01231"
    assert found.attributes["Concepts"] == "FERRIES, CUSTOMS HOUSES, MINISTERS"
    assert found.attributes["Markings"] == STAMP
    assert found.attributes["Review History"] == "RELEASED <03 JUN 2004 by X>; APPROVED <02 SEP 2004 by Y>"
    assert next(iter(found.attributes)) == "Automatic Decaptioning"
    assert len(found.attributes) == 12
    quoted = found.at["attributes"].quote(text)
    assert quoted.startswith("Automatic Decaptioning: X")
    assert quoted.endswith("Type: TE")
    assert not any("Decaptioning" in one.text or "Grafeld" in one.text for one in found.paragraphs)
    assert found.signer == "SAPT"
    assert [one.number for one in found.paragraphs] == [1, 2, 3]


@pytest.mark.parametrize("title", ["Raw Metadata", "Original Metadata", "Message Attributes:"])
def test_other_titles_of_the_record(title: str) -> None:
    trailer = attributes.find(PAGED + RECORD.replace("Message Attributes", title))
    assert trailer is not None
    assert len(trailer.attributes) == 12


def test_a_record_without_its_title_and_one_on_a_single_line() -> None:
    bare = attributes.find(PAGED + RECORD.replace("Message Attributes\n", ""))
    assert bare is not None
    assert len(bare.attributes) == 12
    flat = attributes.find("1. TALKS.\nMessage Attributes\n" + RECORD.replace("\n", " ").replace("Message Attributes ", ""))
    assert flat is not None
    assert flat.attributes["Draft Date"] == "24 JUL 1976"
    assert flat.attributes["Type"] == "TE"


def test_a_label_that_comes_twice_keeps_both_values() -> None:
    trailer = attributes.find("Message Attributes\n\nSubject: A\nTo: STATE\nTo: ZENDA\nTo: ZENDA\n")
    assert trailer is not None
    assert trailer.attributes == {"Subject": "A", "To": "STATE\nZENDA"}


def test_the_last_lines_of_a_record_between_asterisks() -> None:
    text = "1. WE AGREE THAT THE FERRY SAILS ON FRIDAY.\n\n2. IT SAILS.\n\nSAPT\n\nNMAFVVZCZ\n*** Current Handling Restrictions *** n/a ***\n*** Current Classification *** CONFIDENTIAL ***"
    found = read_text(text)
    assert found.attributes == {"Current Handling Restrictions": "n/a", "Current Classification": "CONFIDENTIAL"}
    assert (found.signer, found.classification) == ("SAPT", None)
    assert [one.text for one in found.paragraphs] == ["WE AGREE THAT THE FERRY SAILS ON FRIDAY.", "IT SAILS."]


@pytest.mark.parametrize("text", ["", "Message Attributes", "Metadata", "To: STATE\nFrom: ZENDA\nSubject: FERRY\nType: TE\n", "1. Document Number: none was given."])
def test_what_is_no_record(text: str) -> None:
    assert attributes.find(text) is None


@given(st.dictionaries(st.sampled_from(attributes.LABELS), st.text("ABCDEFGH 0123/-", min_size=1).map(str.strip).filter(bool), min_size=1, max_size=8))
def test_a_record_printed_is_read_back(record: dict[str, str]) -> None:
    text = "1. TALKS.\n\nMessage Attributes\n\n" + "\n".join(f"{label}: {value}" for label, value in record.items())
    trailer = attributes.find(text)
    assert trailer is not None
    assert trailer.attributes == record
    assert trailer.at.end == len(text)


def test_the_distribution_of_1969() -> None:
    found = distribution.read(split("TEHRAN 1\nACTION SS 70\nINFO: CIAE 00,/070 W\n"), 3)
    assert [(one.symbol, one.copies, one.role) for one in found.offices] == [("SS", 70, "action"), ("CIAE", 0, "info")]
    assert not found.faults
    assert not distribution.is_offices("INFO USUN 52")


LATER = """1. THE COMMITTEE MET ON FRIDAY AND HEARD A REPORT ON THE FERRY, WHICH THE MINISTER HAD ASKED FOR.

2. IT WAS NOT DISCUSSED BECAUSE THE FLOOR WAS GIVEN TO THE
------------------000825 240551Z /10
FM AMEMBASSY STRELSAU
TO SECSTATE WASHDC 2659
INFO AMEMBASSY ZENDA
UNCLAS SECTION 02 OF 02 STRELSAU 41898

DELEGATE OF OSVARTH.

3. THE NEXT MEETING IS IN MAY.

SAPT"""


def test_a_copy_that_kept_only_a_later_heading() -> None:
    found = read_text(LATER)
    assert (found.classification, found.sections, found.signer) == ("UNCLASSIFIED", 2, "SAPT")
    assert found.sender is not None
    assert found.sender.plad == "AMEMBASSY STRELSAU"
    assert [one.plad for one in found.info] == ["AMEMBASSY ZENDA"]
    assert [one.number for one in found.paragraphs] == [1, 2, 3]
    assert re.sub(r"\s+", " ", found.paragraphs[1].text) == "IT WAS NOT DISCUSSED BECAUSE THE FLOOR WAS GIVEN TO THE DELEGATE OF OSVARTH."
    assert found.at["mrn"].quote(LATER) == "STRELSAU 41898"


def test_a_later_heading_without_its_classification_line() -> None:
    found = read_text(LATER.replace("UNCLAS SECTION 02 OF 02 STRELSAU 41898\n", "").replace("TO THE\n-", "TO THE -"))
    assert found.classification is None
    assert [one.number for one in found.paragraphs] == [1, 2, 3]
    assert "----" not in found.text
    assert "FM AMEMBASSY" not in found.text


def test_words_behind_a_later_heading_are_of_the_text() -> None:
    found = read_text(LATER.replace("STRELSAU 41898\n\nDELEGATE", "STRELSAU 41898 DELEGATE"))
    assert "DELEGATE OF OSVARTH." in found.paragraphs[1].text


def test_a_second_section_alone_keeps_its_heading() -> None:
    assert sections.orphan(split(LATER[LATER.index("FM ") :])) is None


BODY = "1. THE FERRY SAILS ON FRIDAY AND THE MINISTER WILL BE ON BOARD.\n\n\nRASSENDYLL\nNMAFVVZCZ"


def named(text: str, name: str) -> Source:
    return Source(text, Origin(name, "0" * 64, encoding="utf-8"), text.encode())


def test_bodies_alone_are_telegrams() -> None:
    found = read_text(BODY)
    assert (found.signer, [one.number for one in found.paragraphs]) == ("RASSENDYLL", [1])
    unnumbered = BODY.removeprefix("1. ")
    with pytest.raises(NoTelegram):
        read_text(unnumbered)
    by_name = read_source(named(unnumbered, "1976ZENDA00684.txt"))
    assert (by_name.signer, by_name.known("mrn")) == ("RASSENDYLL", "76ZENDA684")
    with pytest.raises(NoTelegram):
        read_source(named("The ferry sails on Friday and the minister will be on board.\n\nRassendyll", "1976ZENDA00684.txt"))


def test_a_body_that_lost_its_first_number() -> None:
    found = read_text("I. THE FERRY SAILS ON FRIDAY.\n\n2. THE MINISTER WILL BE ON BOARD.\n\n3. WE AGREE.\n\nRASSENDYLL")
    assert [one.number for one in found.paragraphs] == [None, 2, 3]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1. A TALK ENDS. 2. THE MINISTER LEFT.\n\n3. WE AGREE.", [1, 2, 3]), ("1. A TALK ENDS.2. THE MINISTER LEFT.\n\n3. WE AGREE.", [1, 2, 3]),
        ("1. A TALK ENDS.\n\n2. IT ENDS.3. THE MINISTER LEFT.", [1, 2, 3]), ("1. A TALK ENDS.\n\n2. SEE PARA 3. THE MINISTER LEFT.", [1, 2]),
        ("1. SEE 2. THE TALK.\n\n2. IT ENDS.\n\n3. WE AGREE.", [1, 2, 3]), ("1. IT COST 1.2. MILLION.\n\n2. X.", [1, 2]),
        ("1. A. 2. B. 3. C.\n\n4. D.", [1, 2, 3, 4]), ("1. (U) A TALK ENDS. 2. (C) THE MINISTER LEFT. 3. IT ENDS. 4. SO\n\n5. (U) WE AGREE.", [1, 2, 3, 4, 5]),
    ],
)  # fmt: skip
def test_numbers_inside_lines(text: str, numbers: list[int]) -> None:
    lines = split(text)
    found = [one for one in walk(lines) if one.verdict != "false"]
    cut = inside(lines, found) or lines
    assert [one.number for one in walk(cut) if one.verdict != "false"] == numbers
    assert all(text[line.start : line.end] == line.text for line in cut)


WHITE_HOUSE = """Cable
PREC: IMMEDIATE
CLASS: CONFIDENTIAL
LINE1: OAACZYUW RUEHCAA1303 0140705-CCCC--RHEHAAX.
LINE2: ZNY CCCCC ZZH
LINE3: O 140705Z JAN 95
LINE4: FM SECSTATE WASHDC
OSRI: RUEHC
DTG: 140705Z JAN 95
ORIG: SECSTATE WASHDC
TO: RUEHZA/AMEMBASSY ZENDA IMMEDIATE 4431
INFO: RUEHSW/AMEMBASSY STRELSAU PRIORITY 1657
RUEHFR/AMEMBASSY PARIS PRIORITY 9764
SUBJ: FERRY TO ZENDA
TEXT:
C O N F I D E N T I A L STATE 011303
NODIS
E.O. 12356: DECL:OADR
TAGS: PREL, QX
SUBJECT: FERRY TO ZENDA

1. CONFIDENTIAL - ENTIRE TEXT.

2. THE FERRY SAILS.
SAPT
"""


def test_the_white_house_form() -> None:
    found = read_text(WHITE_HOUSE)
    assert (found.mrn, found.precedence, found.station_serial, found.filing_time) == ("95STATE11303", "IMMEDIATE", "1303", "0140705")
    assert (found.routing, found.security_group, found.captions) == (["RHEHAAX"], "CCCCC", ["NODIS"])
    assert [(one.plad, one.mcn) for one in found.action] == [("AMEMBASSY ZENDA", "4431")]
    assert [(one.plad, one.mcn) for one in found.info] == [("AMEMBASSY STRELSAU", "1657"), ("AMEMBASSY PARIS", "9764")]
    assert (found.subject, [one.number for one in found.paragraphs]) == ("FERRY TO ZENDA", [1, 2])


def test_the_white_house_form_without_a_classification_line() -> None:
    found = read_text(WHITE_HOUSE.replace("C O N F I D E N T I A L STATE 011303\n", ""))
    assert (found.classification, found.captions, found.eo, found.tags) == ("CONFIDENTIAL", ["NODIS"], "12356", ["PREL", "QX"])
    assert found.mrn == "95STATE1303"


@pytest.mark.parametrize("line", ["OAACZYUW RUEHCAA1303 0140705-CCCS--RHEHAAX.", "OAACZYUW RUEHC1303 0140705", "ZYUW", ""])
def test_what_is_no_janap_string(line: str) -> None:
    assert janap.read(split(line)[0]) is None


def test_the_terminals_form_prefers_the_record_inside() -> None:
    text = """TELEGRAM                                  June 11, 2003

To:      SECSTATE WASHDC - PRIORITY
From:    AMEMBASSY STRELSAU (STRELSAU 2641 - UNKNOWN)
TAGS:    PREL, QX
Captions: None
Subject: THE FERRY SAILS
Ref:     None
_________________________________________________________
C O N F I D E N T I A L        STRELSAU 02641

SIPDIS

CXSTR:
    ACTION: POL
    INFO:   AMB DCM ECON

DISSEMINATION: POL
CHARGE: PROG

APPROVED: AMB:JDOE
DRAFTED: POL:RRASSENDYLL
CLEARED: ECON:ASMITH, DCM:BWHITE

VZCZCSTI319
PP RUEHC RUEHZA
DE RUEHST #2641/01 1620912
ZNY CCCCC ZZH
P 110912Z JUN 03
FM AMEMBASSY STRELSAU
TO RUEHC/SECSTATE WASHDC PRIORITY 7213
C O N F I D E N T I A L STRELSAU 002641

SIPDIS

E.O. 12958: DECL: 06/11/2013
TAGS: PREL, QX
SUBJECT: THE FERRY SAILS

1. (C) The ferry sails on Friday.

2. (C) The minister will be on board.
SAPT
"""
    found = read_text(text)
    assert (found.mrn, found.sent, found.captions) == ("03STRELSAU2641", "2003-06-11T09:12:00Z", ["SIPDIS"])
    assert (found.approved_by, found.drafted_by, found.cleared_by) == (["AMB:JDOE"], ["POL:RRASSENDYLL"], ["ECON:ASMITH, DCM:BWHITE"])
    assert [(one.number, one.portion_mark) for one in found.paragraphs] == [(1, "C"), (2, "C")]


def test_orders_of_the_1970s() -> None:
    def order(line: str) -> tuple[str | None, str | None, str | None]:
        found = read_text(PAGED.replace("E.O. 11652: XGDS-3, DECLAS 12-31-84", line))
        return found.eo, found.declassify_on, found.classified_by

    assert order("E.O. 11652: GDS") == ("11652", "GDS", None)
    assert order("E.O. 11652: N/A") == ("11652", None, None)
    assert order("E.O. 11652: ADS, DECLAS 31 DEC 77") == ("11652", "1977-12-31", None)
    assert order("E.O. 12065: GDS 7/9/85 (RASSENDYLL, RUDOLF V.) OR-P") == ("12065", "1985-07-09", "RASSENDYLL, RUDOLF V.")
    assert order("E.O. 12065: RDS-1 1/1/99 (HENTZAU, RUPERT) OR-M") == ("12065", "RDS-1 1/1/99 (HENTZAU, RUPERT) OR-M", "HENTZAU, RUPERT")


def test_a_record_alone_gives_inferences() -> None:
    found = read_text(RECORD)
    assert (found.mrn, found.classification, found.sent) == (None, None, None)
    assert found.known("classification") == "CONFIDENTIAL"
    assert found.known("mrn") == "76STRELS1231"


def test_a_teletype_circuits_number_is_an_instruction() -> None:
    found = read_text("NR 051\nR 141530Z FEB 71\nFM AMEMBASSY STRELSAU\nTO SECSTATE WASHDC\nBT\nUNCLAS STRELSAU 0012\nSUBJECT: FERRY\n\n1. IT SAILS.\nSAPT\n")
    assert (found.mrn, found.station_serial, found.instructions) == ("71STRELSAU12", None, ["NR 051"])


def test_a_telegram_of_the_department_in_a_series() -> None:
    text = """SECRET

PAGE 01  STATE 181062  TOSEC 190010

44
ORIGIN SS-25

INFO  OCT-01  ISO-00  /026 R

DRAFTED BY EUR/CE: JDOE:EMT
APPROVED BY EUR - MR. SMITH
C - MR. STABEN
DESIRED DISTRIBUTION
S, D, P ONLY
------------------211509Z 064366 /12
O 211449Z JUL 76
FM SECSTATE WASHDC
TO USDEL SECRETARY IMMEDIATE

S E C R E T STATE 181062 TOSEC 190010

NODIS

FOR THE SECRETARY FROM THE DEPUTY SECRETARY

E.O. 11652: XGDS-1
TAGS: OVIP (RASSENDYLL, RUDOLF A), QX
SUBJECT: FERRY TO ZENDA

REF: SECTO 19004

1. THE FERRY SAILS ON FRIDAY, THE MINISTER SAID, AND HE WOULD BE

SECRET
PAGE 02  STATE 181062  TOSEC 190010

GLAD TO SEE THE AMBASSADOR ON BOARD.

2. WE AGREE. DOE

SECRET

NNN
"""
    found = read_text(text)
    assert (found.mrn, found.series, found.at["series"].quote(text)) == ("76STATE181062", "TOSEC 190010", "TOSEC 190010")
    assert (found.drafted_by, found.approved_by, found.cleared_by) == (["EUR/CE: JDOE:EMT"], ["EUR - MR. SMITH"], ["C - MR. STABEN"])
    assert found.passing == ["DESIRED DISTRIBUTION S, D, P ONLY", "FOR THE SECRETARY FROM THE DEPUTY SECRETARY"]
    assert (found.received, found.declassify_on, found.tags) == ("1976-07-21T15:09:00Z", "XGDS-1", ["OVIP", "QX", "RASSENDYLL, RUDOLF A"])
    assert found.distribution[0].role == "origin"
    assert found.paragraphs[0].text.endswith("HE WOULD BE GLAD TO SEE THE AMBASSADOR ON BOARD.")
    assert (found.signer, found.paragraphs[1].text) == ("DOE", "WE AGREE.")


CORPUS = Path(__file__).parents[3] / "shared" / "corpus"


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real telegrams is not here")
def test_floors_on_real_telegrams() -> None:
    rows = [json.loads(line) for line in (CORPUS / "manifest.jsonl").read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if row["family"] == "a_sas1970s"][::3]
    dated = right = numbered = 0
    for row in rows:
        found = reftel.read(CORPUS / row["path"])
        assert found.paragraphs, row["id"]
        day = (row["gold"].get("date_when") or "")[:10]
        dated += bool(day)
        right += bool(day) and (found.sent or "")[:10] == day
        numbered += found.known("mrn") is not None
    assert right >= 0.94 * dated
    assert numbered >= 0.96 * len(rows)


@given(st.text("ABCZ 0129./-:\n()", max_size=200))
def test_spans_of_any_printed_form_quote_what_was_read(words: str) -> None:
    text = f"TELEGRAM\nZENDA 12\nR 010955Z DEC 70\nFM AMEMBASSY ZENDA\nTO SECSTATE WASHDC 12\n{words}\nSUBJECT: FERRY\n\n1. IT SAILS.\n\n2. WE AGREE.\nDOE"
    found = read_text(text)
    assert found.sender is not None
    for one in (*found.action, *found.info):
        assert one.at is not None
        assert found.changes or one.plad.split()[0] in one.at.quote(text)  # a repair may have mended letters of it
    for paragraph in found.paragraphs:
        assert 0 <= paragraph.at.start <= paragraph.text_at.start <= paragraph.text_at.end <= paragraph.at.end <= len(text)
