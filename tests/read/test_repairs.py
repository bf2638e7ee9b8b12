"""Repairs: each does what its example says, twice is as once, undo gives the source, and clean text is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reftel.read.repairs import ORDER, ordered, restore
from reftel.registry import plugins
from reftel.text import Restored

HEAD = "UNCLAS STRELSAU 000012\n\nSIPDIS\n\nTAGS: PREL\nSUBJECT: X\n\n"
FRAGMENTS = (
    "\n", "\n\n", " ", "  ", "\\\n", "¶", "¶1. (C) ", "11. (C) ", "2. (SBU) ", "¶3. ", "�4. (C) ", "fl5. ", "SIPDIS", "SIPDIS\n\nSIPDIS\n", "## SIPDIS\n",
    "SENSITIVE\n", "NOFORN\n", "UNCLAS STRELSAU 000012\n", "C O N F I D E N T I A L SECTION 02 OF 03 STRELSAU 000012\n", "STRELSAU 00000012  002 OF 003",
    " 00000012  002.2 OF 003\n", "-----", "--------- ------\n", "- item\n", "SUBJECT: ", "TAGS: PREL", "E.O. 12958: N/A", "REF: A. ", "Classified By: ",
    "FM AMEMBASSY STRELSAU", "TO RUEHC/SECSTATE WASHDC", "INFO RUEHQX/AMEMBASSY ZENDA", "VZCZCXRO3678 OO RUEHQX DE RUEHSW #0012 0451530", " ZNY CCCCC ZZH",
    "O 141530Z FEB 07", "Osra said", ", December ", "110", "17. ", ". ", "The bridge", "END SUMMARY.", "\t", "\r\n", "é", "(", ")", "1", "|", "?",
)  # fmt: skip
TEXTS = st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join) | st.text("¶1l23.(C) \n-SIPDIS\\OF0", max_size=120)


@pytest.mark.parametrize("name", list(plugins("repair")))
def test_the_example_holds(name: str) -> None:
    before, after = plugins("repair")[name].EXAMPLE
    restored = restore(before, (name,))
    assert restored.text == after != before
    assert {change.by for change in restored.changes} == {name}
    assert all(change.why for change in restored.changes)
    assert restored.undo() == before
    assert restore(after, (name,)).changes == ()


def test_ours_run_in_their_order() -> None:
    assert tuple(name for name, _ in ordered()) == ORDER


def test_only_those_named_run() -> None:
    text = "UNCLAS BONN 000012\n\nSIPDIS\n\nSIPDIS\n\nSUBJECT: X\n\n11. (C) A.\n\n¶2. (C) B."
    assert {change.by for change in restore(text).changes} == {"caption", "pilcrow"}
    assert {change.by for change in restore(text, ("pilcrow",)).changes} == {"pilcrow"}
    assert restore(text, ()).changes == ()


def test_a_clean_telegram_is_left_alone(clean: str) -> None:
    assert restore(clean).changes == ()
    marked = clean.replace("\n1. (", "\n¶1. (").replace("\n2. (", "\n¶2. (").replace("\n3. (", "\n¶3. (")
    assert restore(marked).changes == ()


# (repair, before, after)
MENDED = {
    "pilcrow read as 1": ("pilcrow", HEAD + "¶1. (C) A.\n\n12. (C) B.", HEAD + "¶1. (C) A.\n\n¶2. (C) B."),
    "pilcrow read as l": ("pilcrow", HEAD + "¶1. (C) A.\n\nl2. (C) B.", HEAD + "¶1. (C) A.\n\n¶2. (C) B."),
    "pilcrow became U+FFFD": ("pilcrow", HEAD + "\ufffd1. (C) A.\n\n\ufffd2. B.", HEAD + "¶1. (C) A.\n\n¶2. B."),
    "pilcrow lost among others": ("pilcrow", HEAD + "¶1. (C) A.\n\n2. (C) B.\n\n¶3. C.", HEAD + "¶1. (C) A.\n\n¶2. (C) B.\n\n¶3. C."),
    "pilcrow read as 1 before two digits": (
        "pilcrow",
        HEAD + "\n\n".join(f"¶{n}. (C) A." for n in range(1, 10)) + "\n\n110. (C) B.",
        HEAD + "\n\n".join(f"¶{n}. (C) A." for n in range(1, 11)).replace("¶10. (C) A.", "¶10. (C) B."),
    ),
    "pilcrow before the day of a date": (
        "pilcrow",
        HEAD + "¶1. (C) He left on Friday, March\n¶23. He came back.\n\n¶2. (C) B.",
        HEAD + "¶1. (C) He left on Friday, March\n23. He came back.\n\n¶2. (C) B.",
    ),
    "pilcrow before a reference": ("pilcrow", "REF: A. BONN 12\n     ¶B. BONN 13\n\n¶1. (C) A.", "REF: A. BONN 12\n     B. BONN 13\n\n¶1. (C) A."),
    "SIPDIS twice": ("caption", "UNCLAS BONN 000012\n\nSIPDIS\n\nSIPDIS\n\nTAGS: PREL", "UNCLAS BONN 000012\n\nSIPDIS\n\nTAGS: PREL"),
    "two captions twice": (
        "caption",
        "UNCLAS BONN 000012\n\nSENSITIVE\nSIPDIS\n\nSENSITIVE\nSIPDIS\n\nTAGS: PREL",
        "UNCLAS BONN 000012\n\nSENSITIVE\nSIPDIS\n\nTAGS: PREL",
    ),
    "page heading between sentences": (
        "page_break",
        HEAD + "¶1. (C) He went.\n\nSTRELSAU 00000012  002 OF 002\n\n\n¶2. (C) B.",
        HEAD + "¶1. (C) He went.\n\n¶2. (C) B.",
    ),
    "page heading within a sentence": (
        "page_break",
        HEAD + "¶1. (C) He went\n\nSTRELSAU 00000012  002 OF 002\n\n\nSIPDIS\n\naway.",
        HEAD + "¶1. (C) He went\naway.",
    ),
    "page heading within a line": (
        "page_break",
        HEAD + "¶1. (C) He went STRELSAU 00000012  002 OF 002 away.",
        HEAD + "¶1. (C) He went away.",
    ),
    "heading of a later section": (
        "page_break",
        HEAD + "¶1. (C) He went\n\nUNCLAS SECTION 02 OF 02 STRELSAU 000012\n\nSIPDIS\n\naway.",
        HEAD + "¶1. (C) He went\naway.",
    ),
    "page heading before a list": (
        "page_break",
        HEAD + "¶1. (C) The points\n\nSTRELSAU 00000012  002 OF 002\n\n-- one",
        HEAD + "¶1. (C) The points\n\n-- one",
    ),
    "underline on the heading's line": ("heading", "The Bridge ----------\n\nIt holds.", "The Bridge\n----------\n\nIt holds."),
    "heading between two rules in prose": (
        "heading",
        "It holds. ------- Comment ------- 7. (C) So far.",
        "It holds.\n\n-------\nComment\n-------\n\n7. (C) So far.",
    ),
    "labels on one line": ("run_together", "E.O. 12958: N/A TAGS: PREL SUBJECT: X\n", "E.O. 12958: N/A\nTAGS: PREL\nSUBJECT: X\n"),
    "envelope on one line": (
        "run_together",
        "VZCZCXRO0417 OO RUEHQX DE RUEHSW #0012 0451530 ZNY CCCCC ZZH O 141530Z FEB 07 FM AMEMBASSY STRELSAU TO RUEHC/SECSTATE WASHDC INFO RUEHQX/AMEMBASSY ZENDA",
        ("VZCZCXRO0417\nOO RUEHQX\nDE RUEHSW #0012 0451530\nZNY CCCCC ZZH\nO 141530Z FEB 07\nFM AMEMBASSY STRELSAU\nTO RUEHC/SECSTATE WASHDC\n"
        "INFO RUEHQX/AMEMBASSY ZENDA"),
    ),
    "captions glued": ("run_together", "UNCLAS BONN 000409SIPDISSIPDIS\n", "UNCLAS BONN 000409\nSIPDIS\nSIPDIS\n"),
    "paragraphs glued": ("run_together", HEAD + "¶1. (C) End summary.¶2. (C) B.", HEAD + "¶1. (C) End summary.\n\n¶2. (C) B."),
    "backslashes throughout": ("line_end", "a\\\nb \\\nc\\\nd", "a\nb \nc\nd"),
}


@pytest.mark.parametrize("case", MENDED)
def test_mended(case: str) -> None:
    name, before, after = MENDED[case]
    restored = restore(before, (name,))
    assert restored.text == after
    assert restored.undo() == before
    assert restore(after).changes == (), "what was mended is clean"


KEPT = {
    "a year-like day": HEAD + "¶1. (C) He left on December 110 after dinner.",
    "a date at a line's start": HEAD + "¶1. (C) see the points in para\n3. Embassy may share them.\n\n¶2. (C) B.",
    "a day at a line's start": HEAD + "¶1. (C) received the Ambassador on March\n12. He said that all was well.\n\n¶2. (C) B.",
    "a due number at a line's start in a sentence": HEAD + "¶1. (C) see the points in para\n2. Embassy may share them.\n\n¶2. (C) B.",
    "paragraph 11 where it is due": HEAD + "\n\n".join(f"¶{n}. (C) A." for n in range(1, 13)),
    "paragraph 11 without pilcrows": HEAD + "\n\n".join(f"{n}. (C) A." for n in range(1, 13)),
    "a list of numbers": HEAD + "¶1. (C) They want:\n\n11. timber\n12. time\n\n¶2. (C) B.",
    "no pilcrow anywhere": HEAD + "1. (C) A.\n\n2. (C) B.",
    "SIPDIS once": HEAD + "¶1. (C) A.",
    "SIPDIS in a sentence": HEAD + "¶1. (C) The caption SIPDIS was dropped. SIPDIS is a caption.",
    "a true dash": HEAD + "¶1. (C) He -- the king -- left --- and came back.",
    "the ruling of a table": HEAD + "¶1. (C) Votes:\n\nParty    Seats    Share\n-----    -----    -----\nGreen    12       40",
    "one backslash": HEAD + "¶1. (C) The path C:\\tmp\\\nis his.\n\n¶2. (C) B.",
    "a number like a page's": HEAD + "¶1. (C) Invoice 00001234 and 002 OF 003 boxes.",
    "labels in prose": HEAD + "¶1. (C) The memo bore TAGS: and a SUBJECT: line.\n\n¶2. (C) B.",
    "an underlined heading": HEAD + "THE BRIDGE\n----------\n\n¶1. (C) A.",
    "empty": "",
    "blanks": " \n\n \t\n",
}


@pytest.mark.parametrize("case", KEPT)
def test_left_alone(case: str) -> None:
    assert restore(KEPT[case]).changes == ()


@given(TEXTS)
@settings(max_examples=250, deadline=None)
def test_undo_gives_the_source_of_any_text(text: str) -> None:
    restored = restore(text)
    assert restored.undo() == restored.source == text
    assert Restored(text, restored.changes).text == restored.text


@given(TEXTS, st.sampled_from(ORDER))
@settings(max_examples=250, deadline=None)
def test_one_repair_alone_can_be_undone(text: str, name: str) -> None:
    restored = restore(text, (name,))
    assert restored.undo() == text
    assert {change.by for change in restored.changes} <= {name}


@given(st.lists(st.sampled_from(list(MENDED)), max_size=1), st.sampled_from(list(MENDED)))
@settings(max_examples=60, deadline=None)
def test_repairing_twice_changes_nothing(first: list[str], second: str) -> None:
    once = restore("\n\n".join(MENDED[case][1] for case in [*first, second]))
    assert restore(once.text).text == restore(restore(once.text).text).text
    if not first:
        assert restore(once.text).changes == ()
