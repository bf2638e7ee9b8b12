"""Defects of what a copy lost: each has its place, and a copy that lost nothing has none of them."""

from __future__ import annotations

import pytest

import reftel
from reftel.read.reader import read_text

HEAD = "O 141530Z FEB 07\nFM AMEMBASSY STRELSAU\n\nC O N F I D E N T I A L STRELSAU 000012\n\nSIPDIS\n\nTAGS: PREL\nSUBJECT: X\n\n"
LOSSES = {"masked", "lost_letter", "truncated", "number_skipped"}


def losses(text: str) -> list[tuple[str, str]]:
    """(kind, the letters at its place) of each defect of a loss."""
    return [(one.kind, one.at.quote(text)) for one in read_text(text).defects if one.kind in LOSSES and one.at is not None]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("1. (C) Osra met XXXXXXXXXXXX today.\n\nDOE\n", [("masked", "XXXXXXXXXXXX")]),
        ("1. (C) Osra said that xxxxxx and\nXXXX would go.\n\nDOE\n", [("masked", "xxxxxx"), ("masked", "XXXX")]),
        ("1. (C) Osra said that the colonel     B1\nwould go.\n\nDOE\n", [("masked", "B1")]),
        ("1. (C) Osra said that the colonel\n1.4(D), B1\nwould go.\n\nDOE\n", [("masked", "1.4(D), B1")]),
        ("1. (C) Jan?a met Osra.\n\nDOE\n", [("lost_letter", "Jan?a")]),
        ("1. (C) Osra met Janša.\n\n3. (C) Osra met Jan?a.\n\nDOE\n", [("number_skipped", "\n\n")]),
        ("1. (C) A long sentence that does not come to its end in this copy because the rest of it is\nlost, and so are the", [("truncated", "")]),
    ],
)
def test_a_loss_has_its_place(body: str, found: list[tuple[str, str]]) -> None:
    assert losses(HEAD + body) == found


@pytest.mark.parametrize(
    "body",
    [
        "1. (C) Osra met the envoy.\n\n2. (C) Both left.\n\nDOE\n",
        "1. (C) The B1 bomber, the XXX party, xxx and the B-1.\n\nDOE\n",
        "1. (C) Is it so?yes. See www.a.gov/page?id=1.\n\nDOE\n",
        "1. (C) They want:\n\n-- timber\n-- time and a minister who can read a drawing of the bridge\n",
        "1. (C) A sentence that ends where the copy ends, with a signer behind it.\n\nDOE\n",
    ],
)
def test_nothing_is_lost(body: str) -> None:
    assert losses(HEAD + body) == []


def test_a_clean_telegram_has_lost_nothing(clean: str) -> None:
    assert losses(clean) == []


@pytest.mark.parametrize("words", ["In August 585 schools were closed.", "He said on 6 April 34 candidates had registered.", "They met in early June 115 times."])
def test_a_number_that_counts_something_is_no_day(words: str) -> None:
    assert "impossible_date" not in {one.kind for one in read_text(HEAD + f"¶1. (C) {words}").defects}


def test_a_day_that_no_month_has_is_a_defect() -> None:
    (one,) = [one for one in read_text(HEAD + "¶1. (C) The talks end on December 110.").defects if one.kind == "impossible_date"]
    assert "December 10 or December 11" in one.message or "read as December" in one.message


WHOLE = """VZCZCXRO1234
OO RUEHBJ RUEHGH
DE RUEHVI #1231 0451530
ZNY CCCCC ZZH
O 141530Z FEB 07
FM AMEMBASSY VIENNA
TO RUEHC/SECSTATE WASHDC IMMEDIATE 3613
INFO RUEHBJ/AMEMBASSY BEIJING 0012
BT
C O N F I D E N T I A L VIENNA 001231

SIPDIS

E.O. 12958: DECL: 02/14/2017
TAGS: PREL, AU
SUBJECT: RURITANIA: THE BRIDGE AT ZENDA

REF: A. STATE 1200
     B. 06 VIENNA 5000

Classified By: Counselor Jane Doe. Reasons 1.4 (b) and (d).

1. (C) Osra met the envoy of Zenda.

2. (U) The bridge stands.

3. (C) Kaltz spoke of it.

4. (C) Both left.

RASSENDYLL
"""


def test_the_whole_telegram_agrees_with_itself() -> None:
    assert read_text(WHOLE).defects == []


@pytest.mark.parametrize(
    ("old", "new", "kind", "says"),
    [
        ("DE RUEHVI", "DE RUEHBJ", "station_disagrees", "FM VIENNA, line 3 BEIJING, the classification line VIENNA"),
        ("DE RUEHVI", "DE RUEHVX", "station_disagrees", "line 3 has RUEHVX, FM names VIENNA, which is RUEHVI"),
        ("FM AMEMBASSY VIENNA", "FM AMEMBASSY ROME", "station_disagrees", "FM ROME"),
        ("ZNY CCCCC", "ZNR CCCCC", "security_signal_disagrees", "ZNR lets a text pass over any circuit"),
        ("ZNY CCCCC", "ZNY CCCMC", "garbled", "CCCMC is no security group"),
        ("#1231 045", "#1?31 045", "garbled", "has the shape of line 3"),
        ("L VIENNA 0", "L SECTION 02 OF 02 VIENNA 0", "section_missing", "begins with section 2 of 2"),
        ("BEIJING 0012", "BEIJING 00?2", "addressee_serial", "00?2 is no serial"),
        ("02/14/2017", "02/14/2006", "declassified_before_sent", "declassified on 2006-02-14, and sent on 2007-02-14"),
        ("02/14/2017", "02/14/2047", "declassification_improbable", "after 40 years"),
        ("E.O. 12958", "E.O. 11652", "order_not_in_force", "E.O. 12958 was"),
        ("Reasons 1.4", "Reasons 1.5", "reasons_of_another_order", "reasons 1.5 on 2007-02-14, when they were 1.4"),
        ("Classified By: Counselor Jane Doe. Reasons 1.4 (b) and (d).\n\n", "", "classified_without_classifier", "nobody is named"),
        ("2. (U)", "2.", "unmarked_paragraph", "paragraph 2 bears no mark"),
        ("SIPDIS\n", "NODIS\nEXDIS\n", "captions_exclude", "NODIS and EXDIS"),
        ("SIPDIS\n", "ROGER CHANNEL\nDISSENT CHANNEL\n", "captions_exclude", "one channel"),
        ("PREL, AU", "PREL, QZZQ", "tags_unknown", "QZZQ is no TAG"),
        ("STATE 1200", "08 STATE 1200", "reference_later", "of 2008, and was sent in 2007"),
        ("STATE 1200", "07 VIENNA 1300", "reference_later", "is itself number 1231"),
        ("STATE 1200", "VIENNA 1231", "reference_to_itself", "which is this telegram"),
        ("RASSENDYLL", "RANDT", "signer_elsewhere", "Ambassador China 2001-07-28"),
    ],
)
def test_one_fault_is_one_defect_with_its_sentence(old: str, new: str, kind: str, says: str) -> None:
    assert old in WHOLE
    text = WHOLE.replace(old, new, 1)
    (one,) = [one for one in read_text(text).defects if one.kind not in {"section_disagrees"}]
    assert one.kind == kind
    assert says in one.message
    assert one.at is not None
    assert 0 <= one.at.start <= one.at.end <= len(text)


def test_a_telegram_above_all_its_paragraphs() -> None:
    (one,) = read_text(WHOLE.replace("(C)", "(U)")).defects
    assert (one.kind, "right only if the parts together tell more" in one.message) == ("overall_above_portions", True)


def test_an_unclassified_telegram_bears_no_classifier_and_no_date() -> None:
    text = WHOLE.replace("C O N F I D E N T I A L", "UNCLAS").replace("CCCCC", "UUUUU").replace("(C)", "(U)")
    assert [one.kind for one in read_text(text).defects] == ["unclassified_with_classifier", "unclassified_with_declassification"]


def test_sections_that_are_not_there() -> None:
    text = WHOLE.replace("L VIENNA 0", "L SECTION 01 OF 09 VIENNA 0").replace("#1231 0", "#1231/01 0")
    assert read_text(text).defects == []  # numbered without a gap to the signer: nothing is lost, however short
    gone = [one for one in read_text(text.replace("RASSENDYLL", "")).defects if one.kind == "section_missing"]
    assert ["9 sections are announced" in one.message for one in gone] == [True]


def test_section_words_want_a_section_in_line_3() -> None:
    text = WHOLE.replace("L VIENNA 0", "L SECTION 01 OF 01 VIENNA 0")
    assert [one.kind for one in read_text(text).defects] == ["section_disagrees"]
    assert read_text(text.replace("#1231 0", "#1231/01 0")).defects == []


def test_a_date_still_to_come() -> None:
    text = WHOLE.replace("FEB 07", "FEB 64").replace("02/14/2017", "02/14/2074").replace("12958", "13526")
    assert "date_in_future" in {one.kind for one in read_text(text).defects}


def test_a_re_marked_telegram_bears_the_order_of_its_review() -> None:
    text = WHOLE.replace("FEB 07", "FEB 74").replace("E.O. 12958: DECL: 02/14/2017", "E.O. 12958: AS AMENDED; DECLASSIFIED JUNE 21, 2006")
    text = text.replace("Classified By: Counselor Jane Doe. Reasons 1.4 (b) and (d).\n\n", "").replace("06 VIENNA 5000", "73 VIENNA 5000")
    assert not {"order_not_in_force", "declassified_before_sent"} & {one.kind for one in read_text(text).defects}


def test_the_files_name_names_another_telegram() -> None:
    (one,) = reftel.read(WHOLE, name="08ROME12.txt").defects
    assert (one.kind, one.message) == ("published_disagrees", "file name 08ROME12, the text says 07VIENNA1231")
    assert reftel.read(WHOLE, name="07VIENNA1231.txt").defects == []
