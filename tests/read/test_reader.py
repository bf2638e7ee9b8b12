"""The reader as a whole: every field of an invented telegram, every span, and the demonstration texts against their truth."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import reftel
from reftel.errors import BadInput, NoTelegram, NotOneTelegram
from reftel.read import read_text
from reftel.telegram.model import Telegram
from reftel.text import Span

ROOT = Path(__file__).parent.parent.parent
DEMO = ROOT / "src" / "reftel" / "demo" / "telegrams"
CORPUS = ROOT / "tests" / "corpus" / "demo"
TRUTH = [json.loads(line) for line in (CORPUS / "truth.jsonl").read_text(encoding="utf-8").splitlines()]
FILES = [one["file"] for one in TRUTH]
DAMAGED = sorted(path.name for path in (CORPUS / "clean").iterdir())
CURLY = str.maketrans("“”‘’", "\"\"''")
MASKED = {"07BELUSHKAR17.txt": ("Helmut Arvane", "Jonas Peltrik", "Arvane")}  # names this copy lost for good
REFLOWED = {"07HALVERSUND97.txt"}  # its lists stand on one line each, so line breaks in them are lost for good


@cache
def demo_telegram(name: str) -> Telegram:
    return reftel.read(DEMO / name)


@cache
def clean_telegram(name: str) -> Telegram:
    return reftel.read(CORPUS / "clean" / name)


def seen(telegram: Telegram) -> dict[str, Any]:
    """A telegram in the words of the truth."""
    keys = ("sent", "dtg", "precedence", "classification", "captions", "eo", "declassify_on", "classified_by", "reasons", "tags", "subject", "signer")
    found = {key: getattr(telegram, key) for key in keys}
    return found | {
        "mrn": telegram.known("mrn"),
        "from": telegram.sender.plad if telegram.sender else None,
        "action": [one.plad for one in telegram.action],
        "info": [one.plad for one in telegram.info],
        "references": [one.mrn for one in telegram.references if one.mrn is not None],
        "paragraphs": [[one.number, one.portion_mark, one.kind] for one in telegram.paragraphs],
    }


def words(telegram: Telegram, name: str = "") -> list[str]:
    """Paragraphs' texts with straight quotes, in so far as the damaged copy could keep them."""
    texts = [one.text.translate(CURLY) for one in telegram.paragraphs]
    for masked in MASKED.get(name, ()):
        texts = [text.replace(masked, "XXXXXXXXXXXX") for text in texts]
    return [" ".join(text.split()) for text in texts] if name in REFLOWED else texts


def spans(telegram: Telegram) -> Iterator[tuple[str, Span]]:
    yield from telegram.at.items()
    for kind in ("action", "info", "exempted", "references", "participants", "defects", "paragraphs"):
        for one in getattr(telegram, kind):
            if one.at is not None:
                yield kind, one.at
    for paragraph in telegram.paragraphs:
        yield "text", paragraph.text_at
        yield from (("element", element.at) for element in paragraph.elements)


# --- an invented telegram ---------------------------------------------------------------------------------------------


def test_every_field_of_a_clean_telegram(clean: str) -> None:
    t = read_text(clean)
    assert (t.mrn, t.sent, t.dtg, t.precedence) == ("07STRELSAU1234", "2007-02-14T15:30:00Z", "141530Z FEB 07", "IMMEDIATE")
    assert (t.transmission_id, t.station_serial, t.filing_time, t.security_group) == ("VZCZCXRO0417", "1234", "0451530", "CCCCC")
    assert t.routing == ["RUEHQX", "RUEHQY"]
    assert (t.sender.plad, t.sender.post, t.sender.routing_indicator) == ("AMEMBASSY STRELSAU", "Strelsau", "RUEHSW")
    assert [(one.plad, one.routing_indicator, one.precedence, one.mcn) for one in t.action] == [("SECSTATE WASHDC", "RUEHC", "IMMEDIATE", "2872")]
    assert [(one.plad, one.precedence, one.mcn, one.collective) for one in t.info] == [
        ("AMEMBASSY ZENDA", "PRIORITY", "0874", False),
        ("EUROPEAN POLITICAL COLLECTIVE", None, None, True),
        ("NSC WASHDC", None, None, False),
    ]
    assert (t.classification, t.captions, t.passing) == ("CONFIDENTIAL", ["SIPDIS"], ["STATE FOR EUR/RUR; NSC FOR DOE"])
    assert (t.eo, t.declassify_on, t.reasons) == ("12958", "2017-02-14", ["1.4(b)", "1.4(d)"])
    assert t.classified_by == "Political Counselor Jane R. Doe"
    assert t.tags == ["PREL", "PGOV", "UNSC"]
    assert t.subject == "RURITANIA: FOREIGN MINISTER ON THE CORONATION AND THE BRIDGE"
    assert [(one.label, one.mrn, one.notes) for one in t.references] == [("A", "07STRELSAU1200", []), ("B", "06STATE12345", ["NOTAL"])]
    assert [(one.number, one.portion_mark, one.kind, one.heading) for one in t.paragraphs] == [
        (1, "C", "summary", None), (2, "SBU", "body", "THE BRIDGE"), (3, "C", "comment", None),
    ]  # fmt: skip
    assert t.paragraphs[2].text == "COMMENT: The bridge is likely to hold.  END COMMENT."
    assert [(one.label, one.text) for one in t.paragraphs[1].elements] == [("1)", "timber"), ("2)", "time; and"), ("3)", "a minister who could read a drawing.")]
    assert t.signer == "RASSENDYLL"
    assert (t.changes, t.defects, t.inferred) == ([], [], [])


def test_every_span_quotes_its_value(clean: str) -> None:
    t = read_text(clean)
    quotes = {name: re.sub(r"\s+", " ", span.quote(clean)) for name, span in t.at.items()}
    assert quotes == {
        "transmission_id": "VZCZCXRO0417", "routing": "OO RUEHQX RUEHQY", "station_serial": "1234", "filing_time": "0451530",
        "routing_indicator": "RUEHSW", "security_group": "CCCCC", "dtg": "141530Z FEB 07", "precedence": "O", "from": "AMEMBASSY STRELSAU",
        "classification": "C O N F I D E N T I A L", "mrn": "STRELSAU 001234", "captions": "SIPDIS", "passing": "STATE FOR EUR/RUR; NSC FOR DOE",
        "eo": "12958: DECL: 02/14/2017", "tags": "PREL, PGOV, UNSC", "subject": t.subject, "references": "A. STRELSAU 1200 B. 06 STATE 12345 (NOTAL)",
        "classified_by": "Political Counselor Jane R. Doe. Reasons 1.4 (b) and (d).", "signer": "RASSENDYLL",
    }  # fmt: skip
    assert [one.at.quote(clean) for one in t.references] == ["STRELSAU 1200", "06 STATE 12345 (NOTAL)"]
    assert t.action[0].at.quote(clean) == "RUEHC/SECSTATE WASHDC IMMEDIATE 2872"
    for paragraph in t.paragraphs:
        assert paragraph.at.quote(clean).startswith(f"{paragraph.number}. ({paragraph.portion_mark}) ")
        assert paragraph.text_at.quote(clean).split() == paragraph.text.split()
        for element in paragraph.elements:
            assert element.at.quote(clean).startswith(element.label)
            assert element.text.split()[-1] in element.at.quote(clean)


def test_spans_of_a_damaged_copy_lie_in_the_source(clean: str) -> None:
    damaged = clean.replace("\n\nSTATE FOR", "\n\nSIPDIS\n\nSTATE FOR").replace("1. (C) SUM", "11. (C) SUM").replace("3. (C) COM", "¶3. (C) COM")
    t = read_text(damaged)
    assert {change.by for change in t.changes} == {"caption", "pilcrow"}
    assert t.at["signer"].quote(damaged) == "RASSENDYLL"
    assert t.at["classified_by"].quote(damaged).startswith("Political Counselor")
    assert [one.text_at.quote(damaged).split() for one in t.paragraphs] == [one.text.split() for one in t.paragraphs]
    assert [one.text for one in t.paragraphs] == [one.text for one in read_text(clean).paragraphs]


def test_what_is_missing_is_none_and_named_as_a_defect() -> None:
    t = read_text("1. (C) Osra spoke first.\n\n2. (C) Nobody answered.\n\nRASSENDYLL\n")
    assert (t.mrn, t.sent, t.dtg, t.sender, t.classification, t.subject, t.eo) == (None,) * 7
    assert (t.tags, t.references, t.action, t.info) == ([], [], [], [])
    assert [(one.field, one.value) for one in t.inferred] == [("classification", "CONFIDENTIAL")]  # of the portion marks
    assert [one.kind for one in t.defects] == ["no_envelope", "no_classification", "no_subject"]
    assert t.format == "plain"


def test_a_classification_line_without_a_date_gives_no_mrn() -> None:
    t = read_text("UNCLAS STRELSAU 000012\n\nTAGS: PREL\nSUBJECT: X\n\n1. They met.")
    assert (t.mrn, t.known("mrn")) == (None, None)
    assert t.at["mrn"] == Span(7, 22)


def test_the_file_name_is_evidence_for_the_mrn() -> None:
    text = "UNCLAS STRELSAU 000012\n\nTAGS: PREL\nSUBJECT: X\n\n1. They met."
    t = reftel.read(text, name="07STRELSAU12.txt")
    assert (t.mrn, t.known("mrn"), t.inference("mrn").confidence) == (None, "07STRELSAU12", 0.99)
    assert t.inference("year").value == "2007"
    other = reftel.read(text, name="07ZENDA9.txt").inference("mrn")
    assert other.confidence < 0.7
    assert "though the classification line says STRELSAU 12" in other.because


@pytest.mark.parametrize(
    ("old", "new", "kind", "says"),
    [
        ("#1234/01", "#1235/01", "serial_disagrees", "line 3 says serial 1235, the classification line STRELSAU 1234"),
        ("0451530", "0651530", "filing_disagrees", "day 65"),
        ("0451530", "3991530", "bad_filing_time", "3991530"),
        ("\nOO RUEHQX", "\nPP RUEHQX", "precedence_disagrees", "line 2 says PRIORITY, line 5 IMMEDIATE"),
        ("ZNY CCCCC", "ZNY SSSSS", "classification_disagrees", "take the higher, SECRET"),
        ("O 141530Z FEB 07", "O 301530Z FEB 07", "bad_dtg", "a day and hour that exist"),
        ("3. (C) COMMENT", "4. (C) COMMENT", "number_skipped", "paragraph 4 follows 2: paragraph 3 is missing"),
        ("3. (C) COMMENT", "¶2. (C) COMMENT", "number_repeated", "paragraph 2 comes again"),
        ("2. (SBU) Osra", "2. (S) Osra", "portion_above_overall", "paragraph 2 is marked S, above the telegram's CONFIDENTIAL"),
        ("on\nFebruary 13 that", "on\nFebruary 130 that", "impossible_date", "read as February 10 or February 13 or February 30"),
        ("SUBJECT: RURITANIA: FOREIGN MINISTER ON THE CORONATION AND\nTHE BRIDGE\n", "", "no_subject", "no SUBJECT line"),
        ("\nRASSENDYLL\n", "\n", "no_signer", "no signer"),
    ],
)  # fmt: skip
def test_one_fault_is_one_defect(clean: str, old: str, new: str, kind: str, says: str) -> None:
    assert old in clean
    found = [one for one in read_text(clean.replace(old, new)).defects if one.kind not in {"no_dtg"}]
    assert [one.kind for one in found] == [kind]
    if kind != "impossible_date":
        assert says in found[0].message


def test_an_impossible_date_is_said_with_its_likely_reading() -> None:
    text = "SUBJECT: X\nTAGS: PREL\n\n1. (U) The king left on December 110 after dinner.\n\n2. (U) On December 10 he dined."
    (defect,) = [one for one in read_text(text).defects if one.kind == "impossible_date"]
    assert defect.at.quote(text) == "December 110"
    assert "December 10, which this telegram names elsewhere" in defect.message
    assert "December 110" in read_text(text).paragraphs[0].text, "the text itself is not altered"


@pytest.mark.parametrize("text", ["Dear Osra,\n\nthe bridge holds.\n\nYours, R.", "   \n\n", "0123456789" * 20, "1. eggs\n", "TAGS"])
def test_a_text_that_is_no_telegram_is_refused(text: str) -> None:
    with pytest.raises(NoTelegram, match=r"letter: no telegram in .* characters starting"):
        read_text(text, "letter")


def test_read_wants_exactly_one(tmp_path: Path, clean: str) -> None:
    with pytest.raises(NotOneTelegram, match="holds 0 telegrams"):
        reftel.read(tmp_path)
    for name in ("a", "b"):
        (tmp_path / name).write_text(clean)
    with pytest.raises(NotOneTelegram, match=r"holds 2\+ telegrams, expected 1"):
        reftel.read(tmp_path)
    assert reftel.read(tmp_path / "a").mrn == reftel.read(clean.encode()).mrn == reftel.read(clean, name="x").mrn == "07STRELSAU1234"
    with pytest.raises(BadInput, match="nowhere: no such file or folder"):
        reftel.read("nowhere")


def test_a_masked_text_keeps_its_mask() -> None:
    t = read_text("SUBJECT: X\nTAGS: PREL\n\n1. (C) XXXXXXXXXXXX told us.\n\nXXXXXXXXXXXX")
    assert t.paragraphs[0].text.startswith("XXXXXXXXXXXX told us.")
    assert t.signer is None


# --- the demonstration texts ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("true", TRUTH, ids=FILES)
def test_demo_truth(true: dict[str, Any]) -> None:
    telegram = demo_telegram(true["file"])
    found = seen(telegram)
    assert {key: found[key] for key in true if key != "file"} == {key: value for key, value in true.items() if key != "file"}


@pytest.mark.parametrize("name", FILES)
def test_demo_spans_lie_in_the_source(name: str) -> None:
    telegram = demo_telegram(name)
    source = next(iter(reftel.read_all(DEMO / name))).source
    text = (DEMO / name).read_bytes().decode({"utf-8+cp1252": "cp1252"}.get(source.encoding, source.encoding))
    for kind, span in spans(telegram):
        assert 0 <= span.start <= span.end <= len(text), kind
    if telegram.signer:
        assert telegram.at["signer"].quote(text) == telegram.signer
    for one in telegram.action + telegram.info:
        assert one.plad.split()[-1] in one.at.quote(text)
    for reference in telegram.references:
        assert reference.at.quote(text).replace("¶", "").split() == reference.text.split()


@pytest.mark.parametrize("name", DAMAGED)
def test_demo_damage_is_undone(name: str) -> None:
    damaged, clean = demo_telegram(name), clean_telegram(name)
    assert words(damaged, name) == words(clean, name)
    assert [one.heading for one in damaged.paragraphs] == [one.heading for one in clean.paragraphs]
    assert clean.changes == [], "clean text must come through untouched"


@pytest.mark.parametrize("name", sorted(set(FILES) - set(DAMAGED) - {"07BELUSHKAR17_copy2.txt"}))
def test_demo_clean_files_come_through(name: str) -> None:
    """Only what every long telegram of the time has: page headings and captions of later sections."""
    assert {one.by for one in demo_telegram(name).changes} <= {"caption", "page_break"}
