"""Faults of marking and form: one telegram for each rule, and a clean one for all."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reftel
from reftel.errors import ReftelError, UnknownName
from reftel.guard import GROUPS, RULES, check, check_all
from reftel.guard.authority import periods
from reftel.guard.checking import names
from reftel.guard.faults import SEVERITIES
from reftel.guard.rules import SAME, by_name
from reftel.read.reader import read_text
from reftel.telegram.eras import of_date, overlap
from reftel.telegram.model import Defect

GOOD = """VZCZCXRO0417
OO RUEHC
DE RUEHZZ #1234 0451530
ZNY CCCCC ZZH
O 141530Z FEB 07
FM AMEMBASSY STRELSAU
TO RUEHC/SECSTATE WASHDC IMMEDIATE 3613
BT
C O N F I D E N T I A L STRELSAU 001234

SIPDIS

E.O. 12958: DECL: 02/14/2017
TAGS: PREL, PGOV, UNSC
SUBJECT: RURITANIA: THE FOREIGN MINISTER ON THE BRIDGE
REF: A. STRELSAU 1200
     B. 06 STATE 12345 (NOTAL)

Classified By: Political Counselor Jane R. Doe. Reasons 1.4 (b)
and (d).

1. (C) SUMMARY: Minister Osra spoke of the bridge.  END SUMMARY.

2. (U) He said that it had fallen.

3. (C) Rassendyll (strictly protect) agreed.

RASSENDYLL
"""
PLAIN = (
    GOOD.replace("C O N F I D E N T I A L", "UNCLAS").replace("ZNY CCCCC", "ZNR UUUUU").replace("DECL: 02/14/2017", "N/A").replace("(C) ", "(U) ").replace("Rassendyll (strictly protect)", "Rassendyll")
    .replace("Classified By: Political Counselor Jane R. Doe. Reasons 1.4 (b)\nand (d).\n\n", "")
)  # fmt: skip


def found(text: str, *rules: str) -> list[tuple[str, int | None, str | None]]:
    return [(one.rule, one.line, one.words) for one in check(read_text(text), text, rules)]


@pytest.mark.parametrize("text", [GOOD, PLAIN])
def test_a_good_telegram_has_no_faults(text: str) -> None:
    assert found(text) == []


def swapped(old: str, new: str, text: str = GOOD) -> str:
    assert old in text
    return text.replace(old, new)


LATER = "O 141530Z FEB 11"
CASES = {
    "portion_above_overall": swapped("2. (U)", "2. (S)"), "overall_above_portions": swapped("(C) ", "(U) ").replace(" (strictly protect)", ""), "portion_unmarked": swapped("2. (U) ", "2. "),
    "no_portion_marks": GOOD.replace("(C) ", "").replace("(U) ", ""), "mark_unknown": swapped("2. (U)", "2. (SE)"), "control_unknown": swapped("2. (U)", "2. (C/XQ)"),
    "noforn_not_overall": swapped("2. (U)", "2. (C/NF)"), "sbu_without_caption": swapped("2. (U)", "2. (SBU)", PLAIN), "protected_in_low_marking": swapped("3. (C)", "3. (U)"),
    "classification_unspaced": swapped("C O N F I D E N T I A L", "CONFIDENTIAL"), "banner_grammar": swapped("C O N F I D E N T I A L STRELSAU", "C O N F I D E N T I A L /NOFORN STRELSAU"),
    "page_marking_disagrees": swapped("2. (U)", "S E C R E T\n\n2. (U)"), "captions_together": swapped("SIPDIS", "NODIS\nEXDIS"), "caption_order": swapped("SIPDIS", "STADIS\nEXDIS"),
    "sipdis_on_limited": swapped("SIPDIS", "SIPDIS\nNODIS"), "captions_on_one_line": swapped("SIPDIS", "NOFORN SIPDIS"), "sensitive_on_classified": swapped("SIPDIS", "SENSITIVE\nSIPDIS"),
    "efto_on_classified": swapped("SIPDIS", "E F T O\nSIPDIS"), "agrement_unclassified": swapped("SIPDIS", "AGREMENT CHANNEL", PLAIN), "informal_not_in_subject": swapped("SIPDIS", "OFFICIAL INFORMAL"),
    "lou_after_1995": swapped("UNCLAS STRELSAU", "LIMITED OFFICIAL USE STRELSAU", PLAIN).replace("ZNR UUUUU", "ZNY EEEEE"), "no_order": swapped("E.O. 12958: DECL: 02/14/2017\n", ""),
    "order_unknown": swapped("12958", "12345"), "order_not_in_force": swapped("12958", "12356"), "no_classifier": swapped("Classified By: Political Counselor Jane R. Doe. Reasons 1.4 (b)\nand (d).\n", ""),
    "no_reason": swapped(" Reasons 1.4 (b)\nand (d).", ""), "no_declassification": swapped(" DECL: 02/14/2017", ""), "authority_on_unclassified": swapped("N/A", "DECL: 02/14/2017", PLAIN),
    "reason_unknown": swapped("1.4 (b)\nand (d)", "1.5 (h)").replace("FEB 07", "FEB 99"), "reason_of_other_order": swapped("1.4 (b)\nand (d)", "1.5 (b)"),
    "declassification_beyond_order": swapped("02/14/2017", "02/15/2032"), "declassification_not_later": swapped("02/14/2017", "02/14/2007"), "exemption_closed": swapped("02/14/2017", "X1"),
    "instruction_of_other_order": swapped("02/14/2017", "OADR"), "no_mrn": swapped("O 141530Z FEB 07\n", "").replace("DE RUEHZZ #1234 0451530\n", ""), "no_addressee": swapped("TO RUEHC/SECSTATE WASHDC IMMEDIATE 3613\n", ""),
    "no_tags": swapped("TAGS: PREL, PGOV, UNSC\n", ""), "no_subject_tag": swapped("PREL, PGOV, UNSC", "UNSC, CH"), "tag_unknown": swapped("PGOV", "PGOQ"), "tag_misspelt": swapped("PGOV", "ENIV"),
    "tag_of_other_era": swapped("UNSC", "DK"), "line_too_long": swapped("IMMEDIATE 3613\n", "IMMEDIATE 3613 " + "A" * 70 + "\n"), "heading_order": GOOD.replace("E.O. 12958: DECL: 02/14/2017\nTAGS: PREL, PGOV, UNSC\n", "TAGS: PREL, PGOV, UNSC\nE.O. 12958: DECL: 02/14/2017\n"),
    "reference_labels": swapped("     B. 06", "     C. 06"), "reference_unread": swapped("A. STRELSAU 1200", "A. WHAT OSRA SAID"), "reference_later": swapped("06 STATE", "08 STATE"), "reference_to_itself": swapped("STRELSAU 1200", "STRELSAU 1234"),
    "single_numbered": PLAIN[: PLAIN.index("2. (U)")] + "RASSENDYLL\n", "summary_open": swapped("  END SUMMARY.", ""), "subject_full_stop": swapped("ON THE BRIDGE", "ON THE BRIDGE."),
}  # fmt: skip


@pytest.mark.parametrize(("rule", "text"), CASES.items(), ids=CASES)
def test_each_rule_finds_its_fault(rule: str, text: str) -> None:
    assert rule in {name for name, _, _ in found(text)}
    assert rule not in {name for name, _, _ in found(GOOD)}


def test_every_rule_that_is_not_about_the_copy_has_a_case() -> None:
    assert {rule.name for rule in RULES if rule.group != "copy"} == set(CASES)


@pytest.mark.parametrize(("text", "rule"), [
    (swapped("SIPDIS", "NODIS\nSTADIS"), "caption_order"), (swapped("SIPDIS", "EXDIS\nSTADIS"), "captions_together"), (swapped("SIPDIS", "NOFORN").replace("2. (U)", "2. (C/NF)"), "noforn_not_overall"),
    (swapped("02/14/2017", "12/31/2032"), "declassification_beyond_order"), (swapped("02/14/2017", "02/14/2032"), "declassification_beyond_order"), (swapped("12958", "13292"), "order_not_in_force"),
    (swapped("1.4 (b)", "1.5 (b)").replace("FEB 07", "FEB 99").replace("02/14/2017", "02/14/2009"), "reason_of_other_order"), (swapped("02/14/2017", "X1").replace("FEB 07", "FEB 99"), "exemption_closed"),
    (swapped("1. (C)", "1. (C - ENTIRE TEXT)").replace("2. (U) ", "2. ").replace("3. (C) ", "3. "), "portion_unmarked"), (swapped("12958: DECL: 02/14/2017", "12958: AS AMENDED; DECLASSIFIED JUNE 21, 2006").replace("FEB 07", "FEB 75"), "order_not_in_force"), (swapped("2. (U)", "2. (SBU)", swapped("SIPDIS", "SENSITIVE\nSIPDIS", PLAIN)), "sbu_without_caption"),
    (swapped("Classified By: Political Counselor Jane R. Doe. Reasons 1.4 (b)\nand (d).", "Derived From: STRELSAU 1200"), "no_classifier"), (swapped("SUBJECT: RURITANIA", "SUBJECT: OFFICIAL INFORMAL").replace("SIPDIS", "OFFICIAL INFORMAL"), "informal_not_in_subject"),
    (swapped("N/A", "DECL: NrA", PLAIN), "authority_on_unclassified"), (swapped("2. (U) ", "2. ").replace("FEB 07", "FEB 74"), "portion_unmarked"), (swapped("UNSC", "CH"), "tag_of_other_era"), (swapped("BRIDGE\nREF", "BRIDGE CO.\nREF"), "subject_full_stop"), (swapped("C O N F I D E N T I A L", "C O N F I D E N T I A L //NOFORN"), "banner_grammar"),
])  # fmt: skip
def test_what_is_no_fault(text: str, rule: str) -> None:
    assert rule not in {name for name, _, _ in found(text)}


def test_a_fault_says_where_and_in_which_words() -> None:
    (fault,) = [one for one in check(read_text(CASES["tag_unknown"]), CASES["tag_unknown"]) if one.rule == "tag_unknown"]
    assert (fault.line, fault.column, fault.words, fault.severity) == (14, 13, "PGOQ", "warning")
    assert fault.at is not None
    assert fault.at.quote(CASES["tag_unknown"]) == "PGOQ"
    assert "PGOV is near" in fault.message
    assert fault.source == by_name()["tag_unknown"].source


def test_places_are_of_the_source_where_a_repair_moved_the_text() -> None:
    damaged = CASES["portion_above_overall"].replace("1. (C)", "¶1. (C)").replace("2. (S)", "12. (S)").replace("3. (C)", "¶3. (C)")
    (fault,) = check(read_text(damaged), damaged, ["portion_above_overall"])
    assert fault.at is not None
    assert fault.at.quote(damaged).startswith("12. (S)")
    assert damaged.split("\n")[(fault.line or 0) - 1].startswith("12. (S)")


def test_every_defect_of_the_reader_is_shown() -> None:
    telegram = read_text(GOOD)
    telegram.defects = [Defect("serial_disagrees", None, "one"), Defect("no_such_kind_yet", None, "two"), Defect("unmarked_paragraph", None, "three")]
    assert [(one.rule, one.message) for one in check(telegram, GOOD)] == [("copy_defect", "no_such_kind_yet: two"), ("portion_unmarked", "three"), ("serial_disagrees", "one")]


def test_what_reader_and_rule_both_find_is_said_once() -> None:
    text = CASES["captions_together"]
    assert [name for name, _, _ in found(text)].count("captions_together") == 1
    assert [name for name, _, _ in found(CASES["portion_unmarked"])].count("portion_unmarked") == 1


def test_faults_come_in_the_order_of_the_text() -> None:
    text = CASES["tag_unknown"].replace("2. (U)", "2. (S)").replace("SIPDIS", "NODIS\nEXDIS")
    places = [one.at.start for one in check(read_text(text), text) if one.at]
    assert places == sorted(places)
    assert len(places) >= 3


def test_rules_are_well_formed() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)
    assert {rule.group for rule in RULES} == set(GROUPS)
    assert {rule.severity for rule in RULES} == set(SEVERITIES)
    assert all(rule.says and rule.source for rule in RULES)
    assert set(SAME.values()) <= {rule.name for rule in RULES}
    assert not set(GROUPS) & {rule.name for rule in RULES}


@pytest.mark.parametrize("name", ["captons", "NO_ORDER", ""])
def test_a_rule_that_does_not_exist_is_refused_by_name(name: str) -> None:
    with pytest.raises(UnknownName, match="unknown rule"):
        check(read_text(GOOD), GOOD, [name])
    with pytest.raises(UnknownName, match="unknown rule"):
        list(check_all("no-such-folder", [name]))


def test_groups_stand_for_their_rules() -> None:
    assert names(["captions", "no_order"]) == {rule.name for rule in RULES if rule.group == "captions"} | {"no_order"}
    assert names([]) == {rule.name for rule in RULES}
    assert found(CASES["captions_together"], "marks") == []


def test_every_day_since_1953_has_an_order() -> None:
    for year in range(1954, 2026):
        assert any(overlap(period, of_date(f"{year}-06-15")) for period in periods().values()), year


def test_all_under_a_path_with_the_unreadable_ones(tmp_path) -> None:
    (tmp_path / "a.txt").write_text(CASES["no_reason"])
    (tmp_path / "b.txt").write_text("Dear Sir")
    (tmp_path / "c.txt").write_text(GOOD)
    got = [(type(one).__name__, [fault.rule for fault in faults]) for one, faults in check_all(tmp_path, ["authority"])]
    assert got == [("Telegram", ["no_reason"]), ("Unreadable", []), ("Telegram", [])]


@settings(deadline=None)
@given(st.text(alphabet="CONFIDETALSUPRG12345(). /:\n-¶", max_size=400))
def test_checking_says_only_what_stands_there(tail: str) -> None:
    text = GOOD[:500] + tail
    try:
        telegram = read_text(text)
    except ReftelError:
        return
    for one in check(telegram, text):
        assert one.at is None or (0 <= one.at.start <= one.at.end <= len(text))
        assert (one.line is None) == (one.at is None)


def test_it_is_reached_from_the_front_door() -> None:
    assert reftel.guard.check is check
