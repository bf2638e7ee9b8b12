"""One field alone, from raw text in the shapes that people have it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reftel.read import fields
from reftel.read.reader import read_text


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("12958: DECL: 02/14/2017", ("12958", "2017-02-14", [])), ("12958 DECL: 2/14/17", ("12958", "2017-02-14", [])), ("12958: N/A", ("12958", None, [])),
        ("12356: DECL: OADR", ("12356", "OADR", [])), ("12958: DECL: 2017/02/14", ("12958", "2017-02-14", [])), ("12958: DECL: FEBRUARY 14, 2017", ("12958", "2017-02-14", [])),
        ("12958: DECL: WHEN THE KING RETURNS", ("12958", "WHEN THE KING RETURNS", [])), ("N/A", (None, None, [])), ("", (None, None, [])),
    ],
)  # fmt: skip
def test_executive_order(words: str, expected: tuple[str | None, str | None, list[str]]) -> None:
    assert fields.executive_order(words) == expected


@pytest.mark.parametrize(("words", "expected"), [
    ("2/14/07", date(2007, 2, 14)), ("14/2/07", None), ("2007-02-14", date(2007, 2, 14)), ("14 FEB 2007", date(2007, 2, 14)), ("Feb. 14, 2007", date(2007, 2, 14)),
    ("FEBRUARY 2007", None), ("2/30/2007", None), ("12/31/99", date(1999, 12, 31)), ("", None), ("1.4", None),
])  # fmt: skip
def test_a_date(words: str, expected: date | None) -> None:
    assert fields.a_date(words) == expected


@given(st.dates(date(1970, 1, 1), date(2060, 12, 31)))
def test_dates_in_every_order(day: date) -> None:
    assert fields.a_date(day.isoformat()) == day
    assert fields.a_date(f"{day.month}/{day.day}/{day.year}") == day
    assert fields.a_date(day.strftime("%B %d, %Y")) == fields.a_date(day.strftime("%d %b %Y")) == day


@pytest.mark.parametrize(("words", "expected"), [
    ("PREL, PGOV, PREL", ["PREL", "PGOV"]), ("PREL PGOV", ["PREL", "PGOV"]), ("PREL,PGOV;ECON", ["PREL", "PGOV", "ECON"]), ("prel", ["PREL"]),
    ("OVIP (RASSENDYLL, RUDOLF)", ["OVIP", "RASSENDYLL, RUDOLF"]), ("OVIP RASSENDYLL RUDOLF", ["OVIP", "RASSENDYLL RUDOLF"]), ("", []),
])  # fmt: skip
def test_split_tags(words: str, expected: list[str]) -> None:
    assert fields.split_tags(words) == expected


def mrns(text: str, year: int | None = 2007) -> list[tuple[str | None, str | None]]:
    return [(one.label, one.mrn) for one in fields.references(text, year)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("REF: STRELSAU 12", [(None, "07STRELSAU12")]),
        ("REFS: (A) STRELSAU 12 (B) 06 ZENDA 00034", [("A", "07STRELSAU12"), ("B", "06ZENDA34")]),
        ("REF: A. STRELSAU 12\n     B. 2006 ZENDA 34", [("A", "07STRELSAU12"), ("B", "06ZENDA34")]),
        ("REFTEL: STRELSAU 12, 13 AND 14", [(None, "07STRELSAU12"), (None, "07STRELSAU13"), (None, "07STRELSAU14")]),
        ("REF: STRELSAU 12; ZENDA 34", [(None, "07STRELSAU12"), (None, "07ZENDA34")]),
        ("REF: STRELSAU 12, ZENDA 34", [(None, "07STRELSAU12"), (None, "07ZENDA34")]),
        ("REF: A. A. STRELSAU 12 B. B. ZENDA 34", [("A", "07STRELSAU12"), ("B", "07ZENDA34")]),
        ("REF: OSRA-SAPT EMAIL 02/14/07", [(None, None)]), ("REF: NONE", []), ("REF: N/A", []), ("REF:", []),
    ],
)  # fmt: skip
def test_references(text: str, expected: list[tuple[str | None, str | None]]) -> None:
    assert mrns(text) == expected


def test_what_is_said_of_a_reference() -> None:
    (mail,) = fields.references("REF: OSRA-SAPT E-MAIL OF 02/14/07 (NOTAL)", 2007)
    assert (mail.kind, mail.mrn, mail.notes) == ("email", None, ["NOTAL"])
    (undated,) = fields.references("REF: STRELSAU 12")
    assert undated.mrn == "STRELSAU12"


@settings(deadline=None)
@given(st.text("ABC. ():;,0179/\n", max_size=60))
def test_spans_of_references_quote_them(text: str) -> None:
    for one in fields.references(text, 2007):
        assert one.at is not None
        assert " ".join(one.at.quote(text).split()) == one.text


@pytest.mark.parametrize(("words", "expected"), [
    ("1.4 (b), (c) and (d)", ["1.4(b)", "1.4(c)", "1.4(d)"]), ("1.4 (B/D)", ["1.4(b)", "1.4(d)"]), ("1.5(a) and 1.5(d)", ["1.5(a)", "1.5(d)"]), ("1.4", ["1.4"]), ("2.4 (b)", []), ("", []),
])  # fmt: skip
def test_reasons(words: str, expected: list[str]) -> None:
    assert fields.reasons_in(words) == expected


@pytest.mark.parametrize(("words", "name"), [
    ("DCM Jane R. Doe, Reasons 1.4 (b)", "DCM Jane R. Doe"), ("DCM Jane Doe for reasons 1.4 (b)", "DCM Jane Doe"), ("Ambassador R. Osra, Jr. Reasons: 1.4 (b)", "Ambassador R. Osra, Jr."),
    ("DCM Jane Doe", "DCM Jane Doe"), ("Reasons 1.4 (b)", None),
])  # fmt: skip
def test_classifier(words: str, name: str | None) -> None:
    assert fields.classifier(words)[0] == name


def test_single_fields_of_a_whole_telegram(clean: str) -> None:
    assert str(fields.mrn(clean, 2007)) == "07STRELSAU1234"
    assert fields.dtg(clean).iso == "2007-02-14T15:30:00Z"
    assert fields.sender(clean).plad == "AMEMBASSY STRELSAU"
    assert fields.tags(clean) == ["PREL", "PGOV", "UNSC"]
    assert fields.subject(clean) == "RURITANIA: FOREIGN MINISTER ON THE CORONATION AND THE BRIDGE"
    assert fields.classified_by(clean) == "Political Counselor Jane R. Doe"
    assert fields.eo(clean) == ("12958", "2017-02-14")
    assert fields.signer(clean) == "RASSENDYLL"
    assert fields.summary(clean).startswith("SUMMARY: Foreign Minister Osra")
    assert [len(one) for one in fields.recipients(clean)] == [1, 3]


def test_nothing_in_nothing() -> None:
    for field in (fields.mrn, fields.dtg, fields.sender, fields.subject, fields.classified_by, fields.signer):
        assert field("") is None
    assert (fields.tags(""), fields.references(""), fields.recipients(""), fields.eo("")) == ([], [], ([], []), (None, None))


@pytest.mark.parametrize(("text", "field", "expected"), [
    ("O R 141530Z FEB 07", "precedence", "IMMEDIATE"), ("SECSTATE WASHDC NIACT IMMEDIATE 3613", "precedence", "NIACT IMMEDIATE"), ("They met.", "precedence", None),
    ("S E C R E T STRELSAU 001234", "classification", "SECRET"), ("C O N F I D E N T I A L", "classification", "CONFIDENTIAL"), ("  UNCLAS  ", "classification", "UNCLASSIFIED"), ("secretly", "classification", None),
    ("SENSITIVE SIPDIS", "captions", ["SENSITIVE", "SIPDIS"]), ("They were SIPDIS.", "captions", []), ("Reason: 1.4 (b), (d)", "reasons", ["1.4(b)", "1.4(d)"]), ("no reasons", "reasons", []),
    ("1. (C) They met.\n\n2. They parted.", "portion_marks", ["C", None]), ("(S//NF) Comment (SBU)", "portion_marks", ["S/NF", "SBU"]), ("", "portion_marks", []), ("PREL, PGOV (RASSENDYLL, RUDOLF)", "tags", ["PREL", "PGOV", "RASSENDYLL, RUDOLF"]),
])  # fmt: skip
def test_snippets(text: str, field: str, expected: object) -> None:
    assert getattr(fields, field)(text) == expected


def test_participants_alone_and_in_a_telegram(clean: str) -> None:
    assert [(one.delegation, one.name) for one in fields.participants("Ruritania: Minister Osra\nZenda: Ambassador Sapt, PolOff Tarlen")] == [("Ruritania", "Osra"), ("Zenda", "Sapt"), ("Zenda", "Tarlen")]
    assert fields.participants(clean) == []


def values(text: str) -> dict[str, object]:
    """Every field alone, as the reader's model says it."""
    action, info = fields.recipients(text)
    order, until = fields.eo(text)
    number, group = fields.mrn(text), fields.dtg(text)
    return {
        "mrn": str(number) if number and number.year else None, "dtg": str(group) if group else None, "precedence": fields.precedence(text), "sender": fields.sender(text), "action": action, "info": info,
        "classification": fields.classification(text), "captions": fields.captions(text), "eo": order, "declassify_on": until, "classified_by": fields.classified_by(text), "reasons": fields.reasons(text),
        "tags": fields.tags(text), "subject": fields.subject(text), "references": fields.references(text), "participants": fields.participants(text), "signer": fields.signer(text),
    }  # fmt: skip


@pytest.mark.parametrize("seed", range(3))
def test_a_field_alone_is_the_field_of_the_whole(seed: int, demo: Path) -> None:
    for path in sorted(demo.glob("*.txt"))[seed::6]:
        text = path.read_text(encoding="utf-8")
        telegram = read_text(text)
        alone = values(text)
        assert alone == {name: getattr(telegram, name) for name in alone}
