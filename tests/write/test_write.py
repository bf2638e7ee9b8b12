"""Writing is the inverse of reading: every family gives back what it can say, with the places of every value."""

from __future__ import annotations

import re
from typing import Any

import msgspec
import pytest

import reftel
from reftel.errors import BadValue, UnknownName
from reftel.telegram.model import Addressee, Element, Office, Paragraph, Participant, Reference, Sender, Telegram
from reftel.text import Span
from reftel.write import FAMILIES, Written, sayable, write

NOWHERE = Span(0, 0)
LONG = "The Minister said that the ferry to Zenda would sail again once the customs house had been painted, and that nobody had ordered paint. "
LIST = "The Embassy asked for:\n- two clerks who can type and who will not sing while they do it, as the last one did\n- a map of the ferry routes\n- paint"
NUMBERED = "Osra set out the conditions: 1) the ferry sails on Monday, 2) the customs house is painted; and 3) nobody sings."


def paragraph(number: int, text: str, kind: str = "body", heading: str | None = None, mark: str | None = "C", elements: list[Element] | None = None) -> Paragraph:
    return Paragraph(number, mark, kind, heading, text, NOWHERE, NOWHERE, elements or [])


def telegram(length: int = 3) -> Telegram:
    elements = [Element("1)", "the ferry sails on Monday", NOWHERE), Element("2)", "the customs house is painted; and", NOWHERE), Element("3)", "nobody sings.", NOWHERE)]
    return Telegram(
        mrn="07STRELSAU1234", sent="2007-11-23T09:12:00Z", dtg="230912Z NOV 07", precedence="IMMEDIATE", info_precedence="ROUTINE",
        transmission_id="VZCZCXRO3678", station_serial="1234", filing_time="3270912", routing=["RUEHQQ", "RUEHQZ"], security_group="CCCCC",
        instructions=["SYNTHETIC"], sender=Sender("AMEMBASSY STRELSAU", "Strelsau", "RUEHQS"),
        action=[Addressee("SECSTATE WASHDC", "RUEHC", "IMMEDIATE", "3613")],
        info=[Addressee("AMEMBASSY ZENDA", "RUEHQZ", None, "0036"), Addressee("EUROPEAN POLITICAL COLLECTIVE", "RUEHZL", None, None, True)],
        classification="CONFIDENTIAL", captions=["SIPDIS"], passing=["STATE FOR EUR/RUR; NSC FOR DOE"], eo="12958", declassify_on="2017-11-23",
        classified_by="Political Counselor Jane Doe", reasons=["1.4(b)", "1.4(d)"], tags=["PREL", "PGOV", "UNSC", "QX"],
        subject="RURITANIA: FOREIGN MINISTER ON THE CORONATION, THE FERRY, AND THE PAINTING OF THE CUSTOMS HOUSE",
        references=[Reference("A", "07STRELSAU1200", "STRELSAU 1200"), Reference("B", "06STATE912345", "06 STATE 912345 (NOTAL)", "telegram", ["NOTAL"])],
        paragraphs=[
            paragraph(1, "SUMMARY: Osra would not be hurried, unless the ferry is. END SUMMARY.", "summary"),
            *(paragraph(i, (LONG * 8).strip(), heading="THE FERRY" if i == 2 else None) for i in range(2, 2 + length)),
            paragraph(2 + length, LIST, heading="THE EMBASSY'S NEEDS"), paragraph(3 + length, NUMBERED, elements=elements),
            paragraph(4 + length, "RURITANIA:\nRudolf Osra, Minister\nUNITED STATES:\nJane Doe, Political Counselor", "participants", "PARTICIPANTS", "U"),
            paragraph(5 + length, "COMMENT: It is a small ferry. END COMMENT.", "comment"),
        ],
        participants=[Participant("RURITANIA", "Rudolf Osra", "Minister"), Participant("UNITED STATES", "Jane Doe", "Political Counselor")],
        signer="ALDOUS", distribution=[Office("EUR", 12, "action"), Office("OCT", 1, "info"), Office("ISO", 0, "info")],
        drafted_by=["EUR/RUR:JDOE"], approved_by=["EUR:ASMITH"], cleared_by=["S/S:BWHITE"], released_by=["STRELSAU:Doe, Jane"],
    )  # fmt: skip


def read_back(written: Written, family: str) -> Telegram:
    return reftel.read(written.text.encode(), name="made.html" if family == "html" else "made.txt")


def fields(one: Telegram) -> dict[str, Any]:
    built: dict[str, Any] = msgspec.to_builtins(one)
    for name in ("source", "changes", "defects", "inferred"):
        del built[name]
    return built


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("length", [1, 30])
def test_reading_gives_back_what_was_written_with_every_place(family: str, length: int) -> None:
    written = write(telegram(length), family)
    found = read_back(written, family)
    assert fields(found) == fields(written.telegram)
    assert found.changes == []
    assert found.defects == []


@pytest.mark.parametrize("family", ["cablexpress", "html"])
def test_of_a_paged_telegram_only_the_page_headings_are_taken_out(family: str) -> None:
    written = write(telegram(30), family, paged=True)
    found = read_back(written, family)
    assert written.telegram.sections is not None
    assert written.telegram.sections > 2
    assert [one.text for one in found.paragraphs] == [one.text for one in written.telegram.paragraphs]
    assert len(found.changes) == written.telegram.sections - 1
    assert {change.by for change in found.changes} == {"page_break"}
    assert found.defects == []


@pytest.mark.parametrize("family", FAMILIES)
def test_what_a_family_can_say_is_all_of_the_telegram_but_what_it_has_no_place_for(family: str) -> None:
    whole, said = fields(telegram()), fields(sayable(telegram(), family))
    unsaid = {name for name in whole if name not in {"at", "format", "sections"} and whole[name] != said[name]}
    network = {"transmission_id", "routing", "station_serial", "filing_time", "security_group"}
    offices = {"distribution", "drafted_by", "cleared_by", "approved_by", "released_by"}
    assert unsaid == {
        "cablexpress": offices, "html": offices, "plain": network | offices | {"from", "action", "info"}, "sas": network | {"released_by", "from", "action", "info"},
        "smart": network | {"distribution", "precedence", "info_precedence", "from", "action", "info"},
    }[family]  # fmt: skip
    assert [one["plad"] for one in said["info"]] == [one["plad"] for one in whole["info"]]


@pytest.mark.parametrize("family", ["cablexpress", "plain", "smart", "sas"])
def test_letters_of_a_paragraph_are_placed_in_the_text(family: str) -> None:
    written = write(telegram(), family)
    for i, one in enumerate(written.telegram.paragraphs):
        assert " ".join(one.text_at.quote(written.text).split()) == " ".join(one.text.split())
        for start in range(0, len(one.text) - 9, 7):
            span = Span(start, start + 9)
            assert " ".join(written.place(i, span).quote(written.text).split()) == " ".join(span.quote(one.text).split())


def test_letters_behind_a_page_heading_are_placed_too() -> None:
    written = write(telegram(30), "cablexpress", paged=True)
    for i, one in enumerate(written.telegram.paragraphs):
        for start, word in ((at, word) for at, word in [(one.text.find(word), word) for word in ("painted", "paint.")] if at >= 0):
            assert written.place(i, Span(start, start + len(word))).quote(written.text) == word


def test_a_pilcrow_stands_before_each_number_on_demand() -> None:
    written = write(telegram(), "cablexpress", pilcrows=True)
    assert written.text.count("¶") == len(written.telegram.paragraphs)
    assert fields(read_back(written, "cablexpress")) == fields(written.telegram)


def test_lines_are_no_longer_than_the_network_allows() -> None:
    written = write(telegram(30), "cablexpress")
    assert max(map(len, written.text.splitlines())) <= 69


def test_the_telegram_given_is_not_changed() -> None:
    given = telegram()
    for family in FAMILIES:
        write(given, family)
    assert given == telegram()


def test_a_telegram_with_next_to_nothing_is_written_and_read() -> None:
    for family in ("cablexpress", "plain", "sas"):
        small = Telegram(dtg="230912Z NOV 07", sender=Sender("AMEMBASSY ZENDA"), classification="UNCLASSIFIED", mrn="07ZENDA123", subject="X")
        found = read_back(write(small, family), family)
        assert (found.mrn, found.dtg, found.subject, found.classification) == ("07ZENDA123", "230912Z NOV 07", "X", "UNCLASSIFIED")


def test_what_is_none_of_ours_is_refused_by_name() -> None:
    with pytest.raises(UnknownName, match="unknown family 'smrt'; did you mean 'smart'"):
        write(telegram(), "smrt")
    with pytest.raises(UnknownName, match="unknown option of the family smart 'pagd'"):
        write(telegram(), "smart", pagd=True)
    with pytest.raises(BadValue, match="precedence: found 'URGENT'"):
        write(Telegram(precedence="URGENT"), "plain")
    with pytest.raises(BadValue, match="security group: found 'CC'"):
        write(Telegram(security_group="CC"), "cablexpress")
    lost = Telegram(paragraphs=[paragraph(1, "No list.", elements=[Element("1)", "an item", NOWHERE)])])
    with pytest.raises(BadValue, match="element 1\\): found 'an item'"):
        write(lost, "plain")


@pytest.mark.parametrize(("field", "value", "said"), [
    ("classification", "FOO", "classification: found 'FOO'"), ("dtg", "zzz", "DTG: found 'zzz'"), ("mrn", "../x", "MRN: found '../x'"), ("eo", "12", "executive order"),
    ("reasons", ["x"], "reason: found 'x'"), ("captions", ["NOBODY"], "caption: found 'NOBODY'"), ("subject", "A\n1. (C) B", "subject: found"), ("passing", ["A\nB"], "passing"),
])  # fmt: skip
@pytest.mark.parametrize("family", FAMILIES)
def test_what_no_telegram_bears_is_refused(family: str, field: str, value: object, said: str) -> None:
    wrong = telegram()
    setattr(wrong, field, value)
    with pytest.raises(BadValue, match=re.escape(said)):
        write(wrong, family)


def test_a_paragraph_that_no_telegram_bears_is_refused() -> None:
    with pytest.raises(BadValue, match="kind of paragraph 1: found 'poem'"):
        write(Telegram(paragraphs=[paragraph(1, "X", "poem")]), "plain")
    with pytest.raises(BadValue, match="portion mark: found 'ZZZ'"):
        write(Telegram(paragraphs=[paragraph(1, "X", mark="ZZZ")]), "plain")
    with pytest.raises(BadValue, match="MRN: found 'none'"):
        write(Telegram(), "smart")


def test_an_indicator_longer_than_the_line_stands_alone() -> None:
    long = Telegram(precedence="ROUTINE", routing=["R" * 100, "RUEHQQ", "R" * 80, "RUEHQZ"])
    assert write(long, "cablexpress").text.splitlines()[:4] == ["RR", "R" * 100, "RUEHQQ", "R" * 80]


def test_reasons_of_two_orders_come_back() -> None:
    both = telegram()
    both.reasons = ["1.4(b)", "1.4(d)", "1.5(c)"]
    assert read_back(write(both, "cablexpress"), "cablexpress").reasons == both.reasons


def test_nothing_of_a_number_reaches_the_markup() -> None:
    with pytest.raises(BadValue, match="MRN"):
        write(Telegram(mrn='07OSVARTH206"><script>x</script>'), "html")
    assert "<script>" not in write(Telegram(mrn="07OSVARTH206", subject="<script>X</script>", tags=["PREL"]), "html").text
