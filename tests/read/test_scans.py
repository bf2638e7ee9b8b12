"""Scanned telegrams of the 1980s: what the page line tells of the lines below it, and the stamps of a release."""

from __future__ import annotations

import pytest

import reftel
from reftel.read.repairs import restore

HEAD = """\
TEXT OF TELEGRAM 86STREL 002126

ADP023
UNCLASSIFIED

PAGE 01        {page}
ACTION EUR-00

INFO  LOG-00   COPY-01 ADS-00   INR-10
      /055 W
                     ------------------ 322467  131713Z /41
{five}
{sender}
TO SECSTATE WASHDC PRIORITY 9849
INFO AMEMBASSY MOSCOW

{line}

E.O. 12356: N/A
TAGS: PREL, US
SUBJECT: THE BRIDGE

1. HE LEFT.
UNCLASSIFIED
"""
GOOD = {"page": "ATHENS  02126  01 OF 03  131703Z", "five": "P 131655Z OCT 86", "sender": "FM AMEMBASSY ATHENS", "line": "UNCLAS SECTION 01 OF 03 ATHENS 02126"}


def head(**misread: str) -> str:
    return HEAD.format(**{**GOOD, **misread})


def mended(**misread: str) -> str:
    return restore(head(**misread)).text


def test_what_reads_is_left_alone() -> None:
    assert restore(head()).changes == ()


@pytest.mark.parametrize(
    "five", ["P 1316557 OCT 86", "P 13l655Z OCT 86", "P 131655Z 0CT 86", "P 131655Z OCI 86", "P 131655Z OCT 36", "p 1316.55Z OCT 86 ."]
)
def test_line_five_is_healed(five: str) -> None:
    assert mended(five=five) == head()


@pytest.mark.parametrize(("sign", "meant"), [("0", "O"), ("C", "O"), ("D", "O"), ("O O", "O O"), ("0 P", "O P")])
def test_the_precedence_of_line_five_is_healed(sign: str, meant: str) -> None:
    assert mended(five=f"{sign} 131655Z OCT 86 ZFF4") == head(five=f"{meant} 131655Z OCT 86 ZFF4")


def test_a_misread_day_is_the_one_on_which_the_telegram_was_sent_on() -> None:
    """Sent on eight minutes later by the clock, and a day later by the date: in a group that does not read, the day is misread too."""
    assert mended(five="P 12165.5Z OCT 86") == head()
    assert mended(five="P 121655Z OCT 86") == head(five="P 121655Z OCT 86")


@pytest.mark.parametrize("five", ["P 251655Z OCI 86", "P 139955Z OCI 86", "P 1316557 OXX 86", "X 1316557 OCT 86", "P 13165 OCI 86"])
def test_a_group_that_cannot_be_is_not_made_up(five: str) -> None:
    """A day after the telegram was sent on, an hour or a month that none is: the line stays."""
    assert mended(five=five) == head(five=five)


@pytest.mark.parametrize("sender", ["FM AMENBA5SY ATHENS", "FM AMEMBASSY AlHENS", "fM AMEMBASSY ATHEMS", "Isccrorr MASIADC"])
def test_the_originator_is_the_page_lines_post(sender: str) -> None:
    assert mended(sender=sender) == head()


def test_an_originator_that_the_page_line_does_not_name_stays() -> None:
    other = head(sender="FM USMISSION GENEVA", line="UNCLAS SECTION 01 OF 03 GENEVA 02127")
    assert restore(other).text == other


@pytest.mark.parametrize(
    "line",
    ["UNCLAS Stt111574 01 OF 03 ATHENS 02126", "UNCLAS   CTION 01  OF 03 ATHENS 02126", "UNCLAS•SECT;ON 01 OF 03 ATHENS 02126", "UNCLAS SECTION 01 OF 03 ATMENS 02126"],
)
def test_the_classification_line_is_healed(line: str) -> None:
    assert mended(line=line) == head()


@pytest.mark.parametrize("line", ["C DN F  IDE NT IA L ATHENS 02126", "CONF   I    IAL ATHENS 02126", "CONFIDENTIALATHENS 0212", "CON Frt?N T I A L ATHENS 02126"])
def test_letters_of_a_spaced_classification_are_healed(line: str) -> None:
    page = "ATHENS  02126  131703Z"
    assert mended(page=page, line=line) == head(page=page, line="CONFIDENTIAL ATHENS 02126")


def test_what_stands_behind_the_number_stays() -> None:
    page = "STATE  318957 TOSEC  190015"
    fixed = mended(page=page, sender="FM SECSTATE WASHDC", line="S E C P      STATE 318957 TOSEC 190015")
    assert "\nSECRET STATE 318957 TOSEC 190015\n" in fixed


def test_a_sentence_with_the_number_is_no_classification_line() -> None:
    text = head().replace("1. HE LEFT.", "1. CONSULTATIONS FOLLOW ON ATHENS 02126, WHICH SEE.")
    assert restore(text).text == text


def test_every_section_of_a_file_is_healed() -> None:
    second = {"page": "ATHENS  02126  02 OF 03  131710Z", "line": "UNCLAS SECTION 02 OF 03 ATHENS 02126"}
    damaged = head(five="P 1316557 OCT 86") + head(**{**second, "line": "UNCLAS S&TiON 02 OF 03 ATHENS 02126"})
    assert "UNCLAS SECTION 02 OF 03 ATHENS 02126" in restore(damaged, ("ocr",)).text


def test_a_scan_is_read_by_its_page_line() -> None:
    telegram = reftel.read(head(five="P 1316557 OCT 86", sender="FM AMENBA5SY ATHENS", line="UNCLAS Stt111574 01 OF 03 ATHENS 02126"), name="a.txt")
    assert (telegram.mrn, telegram.sent, telegram.sender and telegram.sender.plad) == ("86ATHENS2126", "1986-10-13T16:55:00Z", "AMEMBASSY ATHENS")
    assert (telegram.classification, telegram.tags, telegram.subject) == ("UNCLASSIFIED", ["PREL", "US"], "THE BRIDGE")


def test_the_classification_of_a_pages_head_does_not_hide_the_envelope() -> None:
    """The line that opens the text is lost; the banner above the page line is not taken for it."""
    telegram = reftel.read(head(line=""), name="a.txt")
    assert (telegram.sent, telegram.sender and telegram.sender.plad, telegram.subject) == ("1986-10-13T16:55:00Z", "AMEMBASSY ATHENS", "THE BRIDGE")


def test_lines_of_dirt_are_taken_out_and_dashes_stay() -> None:
    text = head(five="P 1316557 OCT 86").replace("1. HE LEFT.", "1. HE WENT T0 THE BR1DGE\n   .:'•.\nAND THE G0VERNMENT FELL.\n-\n----------\n2. SHE CAME.")
    assert "BRIDGE\n   \nAND THE GOVERNMENT FELL.\n-\n----------\n2. SHE CAME." in restore(text).text


@pytest.mark.parametrize(("order", "meant"), [("E.O. 1235e NrA", "N/A"), ("E.O.  12.N/A", "N/A"), ("E0. 123WW/A", "N/A"), ("E.O.  125'::ECL: OADR", "DECL: OADR"), ("E.O.  1236.'.OECL: OAOR", "DECL: OADR")])
def test_the_order_of_these_years_is_one(order: str, meant: str) -> None:
    damaged = head().replace("E.O. 12356: N/A", order)
    assert restore(damaged).text == head().replace("E.O. 12356: N/A", f"E.O. 12356: {meant}")


@pytest.mark.parametrize("order", ["E.O. 12356:  N/A", "E.O. 12356: DECL: OADR", "E.O. 12356 DECL: 10/13/92", "E.O. 1: SEE PARA 3"])
def test_an_order_that_reads_or_tells_nothing_stays(order: str) -> None:
    text = head().replace("E.O. 12356: N/A", order)
    assert order in restore(text).text


def test_a_dash_that_holds_the_place_of_an_indent_is_no_part_of_the_subject() -> None:
    telegram = reftel.read(head().replace("THE BRIDGE\n", "THE BRIDGE\n-          AT ZENDA\n"), name="a.txt")
    assert telegram.subject == "THE BRIDGE AT ZENDA"


def test_heads_and_feet_of_printed_pages_are_taken_out() -> None:
    text = head().replace("1. HE LEFT.\n", "1. HE LEFT FOR\nPAGE NO.     1\n\fTEXT OF TELEGRAM 86STREL 002126          364\n\nTHE BRIDGE.\n\nOSRA\n")
    telegram = reftel.read(text, name="a.txt")
    assert telegram.paragraphs[0].text == "HE LEFT FOR THE BRIDGE."
    assert restore(text).text.startswith("TEXT OF TELEGRAM 86STREL 002126\n")


RELEASED = """\
UNCLASSIFIED U.S. Department of State Case No. F-2099-00001 Doc No. C00000001 Date: 01/01/2099
RELEASE IN PART B5,B6
FM AMEMBASSY STRELSAU
TO SECSTATE WASHDC

UNCLAS STRELSAU 000012

SUBJECT: TALKS
TAGS: PREL

1. (U) He will never
UNCLASSIFIED U.S. Department of State Case No. F-2099-00001 Doc No. C00000001 Date: 01/01/2099
recognize it.
"""


def test_the_stamps_of_a_release_are_kept_as_notes_and_tell_of_the_copy() -> None:
    telegram = reftel.read(RELEASED, name="a.txt")
    assert [note.text for note in telegram.notes if note.kind == "stamp"] == [
        "UNCLASSIFIED U.S. Department of State Case No. F-2099-00001 Doc No. C00000001 Date: 01/01/2099", "RELEASE IN PART B5,B6",
    ]  # fmt: skip
    assert all(note.at is not None and " ".join(note.at.quote(RELEASED).split()) == note.text for note in telegram.notes)
    assert telegram.source is not None
    assert telegram.source.published == {"case_no": "F-2099-00001", "doc_no": "C00000001", "release": "IN PART", "exemptions": "B5, B6"}
    assert telegram.classification == "UNCLASSIFIED" and telegram.paragraphs[0].text == "He will never recognize it."


def test_a_text_without_stamps_has_no_notes_of_them() -> None:
    telegram = reftel.read(RELEASED.replace("UNCLASSIFIED U.S.", "U.S.").split("\n", 2)[2].replace("U.S. Department of State Case No. F-2099-00001 Doc No. C00000001 Date: 01/01/2099\n", ""), name="a.txt")
    assert (telegram.notes, telegram.source and telegram.source.published) == ([], {})
