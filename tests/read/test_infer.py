"""Inference: what follows from evidence, its candidates where none is sure, and the letters one line lost and another still says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import reftel
from reftel.read.infer import garbled, published
from reftel.read.infer.evidence import Evidence, weigh
from reftel.read.reader import read_text
from reftel.telegram.model import Inference, Telegram

FULL = """VZCZCXRO1234
OO RUEHBJ RUEHGH
DE RUEHVI #1231 0451530
ZNY CCCCC ZZH
O 141530Z FEB 07
FM AMEMBASSY VIENNA
TO RUEHC/SECSTATE WASHDC IMMEDIATE 3613
BT
C O N F I D E N T I A L VIENNA 001231

SIPDIS

E.O. 12958: DECL: 02/14/2017
TAGS: PREL, AU
SUBJECT: RURITANIA: THE BRIDGE AT ZENDA

Classified By: Counselor Jane Doe. Reasons 1.4 (b) and (d).

1. (C) Osra met the envoy of Zenda.

2. (C) Both left.

RASSENDYLL
BT
#1231
NNNN
"""
BODY = "1. (C) Osra met the envoy of Zenda.\n\n2. (C) Both left.\n\n"


def inferred(t: Telegram) -> dict[str, object]:
    return {one.field: one.value for one in t.inferred}


def test_nothing_is_inferred_where_everything_was_read() -> None:
    t = read_text(FULL)
    assert (t.mrn, t.defects, t.inferred) == ("07VIENNA1231", [], [])


@pytest.mark.parametrize(
    ("old", "new", "field", "value"),
    [
        ("#1231 0", "#1?31 0", "station_serial", "1231"),
        ("#1231 0", "#12X1 0", "station_serial", "1231"),
        ("0451530", "04?1530", "filing_time", "0451530"),
        ("0451530", "045X530", "filing_time", "0451530"),
        ("RUEHVI #", "RUEH?I #", "routing_indicator", "RUEHVI"),
        ("RUEHVI #", "RUEHVX #", "routing_indicator", "RUEHVI"),
        ("141530Z", "1?1530Z", "dtg", "141530Z FEB 07"),
        ("141530Z", "14X530Z", "sent", "2007-02-14T15:30:00Z"),
        ("Z FEB", "Z F?B", "dtg", "141530Z FEB 07"),
        ("CCCCC", "CC?CC", "security_group", "CCCCC"),
        ("CCCCC", "CCCMC", "security_group", "CCCCC"),
        ("C O N F I D", "C O N ? I D", "classification", "CONFIDENTIAL"),
    ],
)
def test_a_letter_lost_in_one_line_is_found_in_another_and_the_wound_is_named(old: str, new: str, field: str, value: str) -> None:
    assert FULL.count(old) >= 1
    t = read_text(FULL.replace(old, new, 1))
    assert inferred(t).get(field) == value
    assert {one.kind for one in t.defects} & {"garbled", "station_disagrees", "bad_dtg", "garbled_dtg"}
    assert t.changes == []  # the text stays as it is


def test_a_contradiction_heals_nothing() -> None:
    t = read_text(FULL.replace("#1231 0", "#1?39 0", 1))
    assert "station_serial" not in inferred(t)


def test_two_serials_outvote_the_classification_line() -> None:
    t = read_text(FULL.replace("VIENNA 001231", "VIENNA 001281"))
    one = t.inference("mrn")
    assert (t.mrn, one.value) == ("07VIENNA1281", "07VIENNA1231")  # what was read stays, beside it what the others say
    assert "though the classification line says VIENNA 1281" in one.because


def test_a_lost_year_is_found_in_the_name() -> None:
    t = reftel.read(FULL.replace("FEB 07", "FEB ?7"), name="07VIENNA1231.txt")
    assert (t.sent, inferred(t)["sent"], inferred(t)["dtg"]) == (None, "2007-02-14T15:30:00Z", "141530Z FEB 07")


def test_the_signer_gives_the_post_where_the_date_leaves_one() -> None:
    t = reftel.read("TAGS: PREL\nSUBJECT: TALKS\n\n" + BODY + "RANDT\n", name="07BEIJING12.txt")
    assert inferred(t)["post"] == "Beijing"
    assert any("signer RANDT: Ambassador China 2001-07-28" in why for why in t.inference("post").because)


def test_candidates_are_kept_and_none_is_chosen() -> None:
    t = read_text(BODY + "KHALILZAD\n")
    assert inferred(t)["post_candidates"] == ["Kabul", "Baghdad", "USUN New York"]
    assert t.inference("post") is None
    assert t.known("post") is None


def test_a_surname_of_no_chief_says_nothing() -> None:
    assert not {"post", "post_candidates"} & set(inferred(read_text(BODY + "RASSENDYLL\n")))


def test_witnesses_that_agree_raise_the_confidence_and_one_that_does_not_lowers_it() -> None:
    line = Evidence("post", "Zenda", 0.97, "line", ("line",))
    (alone,) = weigh([line])
    (agreed,) = weigh([line, Evidence("post", "Zenda", 0.9, "signer", ("signer",))])
    (same,) = weigh([line, Evidence("post", "Zenda", 0.9, "line", ("line again",))])
    (against,) = weigh([line, Evidence("post", "Strelsau", 0.6, "signer", ("signer",))])
    assert against.confidence < alone.confidence == same.confidence < agreed.confidence
    assert against.because == ["line", "though signer says Strelsau"]


@given(st.lists(st.tuples(st.sampled_from(["Zenda", "Strelsau"]), st.floats(0.5, 1), st.sampled_from(["a", "b", "c"])), min_size=1, max_size=6))
def test_a_confidence_is_a_share_and_never_certain(said: list[tuple[str, float, str]]) -> None:
    for one in weigh([Evidence("post", value, weight, witness, (witness,)) for value, weight, witness in said]):
        assert isinstance(one, Inference)
        assert 0 < one.confidence <= 0.999


PARTIAL = "UNCLAS VIENNA 000012\n\n{eo}TAGS: PREL\nSUBJECT: {subject}\n{ref}\n1. They met{said}.\n\n{signer}\n"


def partial(eo: str = "", subject: str = "TALKS", ref: str = "", said: str = "", signer: str = "") -> Telegram:
    return read_text(PARTIAL.format(eo=eo, subject=subject, ref=ref, said=said, signer=signer))


@pytest.mark.parametrize(
    ("given_", "interval"),
    [
        ({"eo": "E.O. 12958: N/A\n"}, "1995-10-14/2010-10-24"),
        ({"eo": "E.O. 13526: N/A\n"}, "2010-06-27/.."),
        ({"ref": "REF: 04 STATE 123\n"}, "2004-01-01/.."),
        ({"eo": "E.O. 12958: N/A\n", "ref": "REF: 04 STATE 123\n"}, "2004-01-01/2010-10-24"),
        ({"signer": "MCCAW"}, "2005-10-10/2008-02-24"),
        ({"subject": "MEDIA REACTION, TUESDAY, MARCH 22, 2005"}, "2005-03-22/2005-03-29"),
    ],
)
def test_the_time_a_telegram_can_lie_in(given_: dict[str, str], interval: str) -> None:
    assert inferred(partial(**given_)).get("sent_between") == interval


def test_weekdays_choose_a_year_within_the_time() -> None:
    t = partial(eo="E.O. 12958: N/A\n", signer="MCCAW", said=" on Friday, November 16 and on Tuesday, May 8")
    assert inferred(t)["year"] == "2007"
    assert inferred(t)["mrn"] == "07VIENNA12"  # the classification line prints no year


def test_an_order_of_a_later_review_says_nothing_of_the_date() -> None:
    assert "sent_between" not in inferred(partial(eo="E.O. 12958: AS AMENDED; DECLASSIFIED JUNE 21, 2006\n"))


def test_no_day_is_made_up() -> None:
    t = reftel.read(PARTIAL.format(eo="", subject="TALKS", ref="", said=" on November 16", signer=""), name="07VIENNA12.txt")
    assert (inferred(t).get("sent"), inferred(t)["year"]) == (None, "2007")


def test_the_publishers_row_in_the_text_gives_the_day_of_its_own_telegram_only() -> None:
    row = '\n12345,7/29/2004 5:59,{},"Embassy Vienna",UNCLASSIFIED,,"..."\n'
    text = PARTIAL.format(eo="", subject="TALKS", ref="", said="", signer="")
    assert inferred(reftel.read(text + row.format("04VIENNA12"), name="04VIENNA12.txt")).get("sent") == "2004-07-29"
    assert "sent" not in inferred(reftel.read(text + row.format("04VIENNA13"), name="04VIENNA12.txt"))


def test_the_archives_attributes_give_day_number_and_classification() -> None:
    t = Telegram(attributes={"Document Number": "1977MOSCOW02124", "Draft Date": "27-Jun-1977 12:00:00 am", "Original Classification": "SECRET"})
    assert [one.value for one in published.days(t)] == ["1977-06-27"]
    assert [one.value for one in published.marks(t)] == ["SECRET"]


def test_portion_marks_say_the_least_that_a_telegram_is() -> None:
    assert inferred(read_text("1. (S) Osra met.\n\n2. (C) Both left.\n"))["classification"] == "SECRET"
    assert "classification" not in inferred(read_text("1. (U) Osra met.\n\n2. (U) Both left.\n"))


def test_missing_paragraphs_are_those_the_text_does_not_hold() -> None:
    t = read_text(FULL.replace("2. (C) Both left.", "5. (C) Both left."))
    assert inferred(t)["missing_paragraphs"] == [2, 3, 4]


def test_a_reference_to_a_higher_number_of_the_own_station_is_of_the_year_before() -> None:
    t = read_text(FULL.replace("SUBJECT: RURITANIA: THE BRIDGE AT ZENDA\n", "SUBJECT: RURITANIA: THE BRIDGE AT ZENDA\n\nREF: A. VIENNA 1999\n     B. VIENNA 1200\n"))
    assert [(one.mrn, one.notes) for one in t.references] == [("06VIENNA1999", ["YEAR INFERRED"]), ("07VIENNA1200", [])]


@given(st.text(max_size=40))
def test_digits_keep_their_places(words: str) -> None:
    assert len(garbled.digits(words)) == len(words)
    assert set(garbled.digits(words)) <= set("0123456789?")


@given(st.text("0123456789", min_size=4, max_size=4), st.integers(0, 3))
def test_a_value_fits_its_own_wound(value: str, at: int) -> None:
    assert garbled.fits(value[:at] + "?" + value[at + 1 :], value)
