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
    "C0NFIDENTIAL ", "govemment ", "wou1d ", "l2/O3/20l7 ", "addi-\ntional ", "ADDI- TIONAL ", "Ã©", "â€œ", "Jan?a ", "Janša ", "• ", "■\n", "RELEASE IN PART B6", "RELEASE IN FULL\n",
    "UNCLASSIFIED U.S. Department of State Case No. F-2099-00001 Doc No. C00000001 Date: 01/01/2099\n", "CONFIDENTIAL\n", "PAGE 02  STRELS 01231  241439Z\n", "E.O. 12598: DECLL: OAOR\n",
    "SI PDIS\n", "280928 Z MAY 7 4\n", "TAGS: PRELPGOVGM\n", "thatthe ", "XXXXXXXXXXXX", "     B1\n", "Osra told the envoy that it held\n", "Osra told thc envoy tbat it held\n",
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
    "letters of UTF-8": ("mojibake", "Â¶1. (C) FranÃ§ois said â€œno.â€\x9d", "¶1. (C) François said “no.”"),
    "a letter that stands elsewhere": ("diacritic", "Janša came. Then Jan?a left.", "Janša came. Then Janša left."),
    "two layers of one scan": (
        "layers",
        "SUBJECT: TALKS\nSUBdECT: TALKS\nThe rninister met the envoy\nThe minister met thc envoy\nat the bridge today, and\nat tbe bridge today. and\nhe left\nhe lcft",
        "SUBJECT: TALKS\nThe minister met the envoy\nat the bridge today, and\nhe left",
    ),
    "a release line in a sentence": (
        "stamp",
        HEAD + "1. (U) He will never\nUNCLASSIFIED U.S. Department of State Case No. F-2099-00001 Doc No. C00000001 Date: 01/01/2099\n\ngo there.",
        HEAD + "1. (U) He will never\ngo there.",
    ),
    "a release stamp in a line": ("stamp", HEAD + "1. (U) He will RELEASE IN PART 1.4(B),1.4(D) never go.", HEAD + "1. (U) He will never go."),
    "a signed review stamp": (
        "stamp",
        HEAD + "1. HE WILL NEVER\nJane Q. Public\nDeclassified/Released US Department of State EO Systematic Review\n04 MAY 2006\n\nGO THERE.",
        HEAD + "1. HE WILL NEVER\nGO THERE.",
    ),
    "a printed page's number": ("stamp", HEAD + "1. (U) He will never\nPage 2 of 3\ngo there.", HEAD + "1. (U) He will never\ngo there."),
    "a line twice": ("doubled", HEAD + "1. (U) He told the Ambassador at noon\nHe will never go to the bridge\nHe will never go to the bridge\nagain.",
                     HEAD + "1. (U) He told the Ambassador at noon\nHe will never go to the bridge\nagain."),
    "all on one line": (
        "flattened",
        "FM AMEMBASSY BONN TO SECSTATE WASHDC 1234 UNCLAS BONN 000012 SIPDIS E.O. 12958: N/A TAGS: PREL, PGOV SUBJECT: TALKS REF: BONN 11  1. (U) They met.  2. (U) They left.  DOE",
        "FM AMEMBASSY BONN\nTO SECSTATE WASHDC 1234\n\nUNCLAS BONN 000012\nSIPDIS\nE.O. 12958: N/A\nTAGS: PREL, PGOV\nSUBJECT: TALKS\nREF: BONN 11\n\n1. (U) They met.\n\n2. (U) They left.  DOE",
    ),
    "all on one line without blanks": (
        "flattened",
        "UNCLAS BONN 000012SIPDISE.O. 12958: N/ATAGS: PREL, PGOVSUBJECT: TALKS¶1. (U) They met the envoy atthe bridge,and he toldthem that therewas no time.¶2. (U) They lefthim.",
        ("UNCLAS BONN 000012\nSIPDIS\nE.O. 12958: N/A\nTAGS: PREL, PGOV\nSUBJECT: TALKS\n\n¶1. (U) They met the envoy at the bridge, and he told them that there was no time.\n\n"
         "¶2. (U) They left him."),
    ),
    "pilcrow before a day that is due by chance": (
        "pilcrow",
        HEAD + "¶1. (C) He left on Friday, March\n¶2. He came back.\n\n¶2. (C) B.",
        HEAD + "¶1. (C) He left on Friday, March\n2. He came back.\n\n¶2. (C) B.",
    ),
    "pilcrows read as a question mark throughout": ("pilcrow", HEAD + "?1. A.\n\n?2. B.\n\n?3. C.", HEAD + "¶1. A.\n\n¶2. B.\n\n¶3. C."),
    "SIPDIS in two": ("spaced", "R 280928 Z MAY 7 4\n\nUNCLAS BONN 000012\n\nSI PDIS\n\nSUBJE CT: X", "R 280928Z MAY 74\n\nUNCLAS BONN 000012\n\nSIPDIS\n\nSUBJECT: X"),
    "O for D and 0 for O": ("ocr", "UNCLAS BONN 0012\nC0NFIDENTIAL\n\n1. IMMEOIATE G0VERNMENT", "UNCLAS BONN 0012\nCONFIDENTIAL\n\n1. IMMEDIATE GOVERNMENT"),
    "rn for m in a scanned copy": ("ocr", HEAD + "1. (U) The rninister wou1d not te1l the govemrnent.", HEAD + "1. (U) The minister would not tell the government."),
    "figures in a scanned copy": ("ocr", "O 0516l2Z FEB O7\n\n" + HEAD + "1. (U) 0n March l2 he saw 2O trains.", "O 051612Z FEB 07\n\n" + HEAD + "1. (U) On March 12 he saw 20 trains."),
    "a name spelt elsewhere": ("ocr", HEAD + "1. (U) Osra met Zelminar. Zelrninar told 0sra that it wou1d hold.", HEAD + "1. (U) Osra met Zelminar. Zelrninar told Osra that it would hold."),
    "specks": ("ocr", HEAD + "1. (U) He • will never go\n■ to the bridge •\nagain.", HEAD + "1. (U) He will never go\nto the bridge\nagain."),
    "a comma read as a full stop": ("ocr", HEAD + "1. (U) The king. who wou1d not te1l. left.", HEAD + "1. (U) The king, who would not tell, left."),
    "an order mistyped": ("executive_order", "O 141530Z FEB 07\n\nE.O. 19523: DECL: 1/1/17\nTAGS: PREL", "O 141530Z FEB 07\n\nE.O. 12958: DECL: 1/1/17\nTAGS: PREL"),
    "an order of the years before": ("executive_order", "O 141530Z FEB 86\n\nE.9. i2356: OECL: OAOR\nTAGS: PREL", "O 141530Z FEB 86\n\nE.O. 12356: DECL: OADR\nTAGS: PREL"),
    "TAGS run together": ("tags_glued", "TAGS: ETRDEINVPGOVCS\nSUBJECT: X", "TAGS: ETRD EINV PGOV CS\nSUBJECT: X"),
    "a page heading of the 1970s": (
        "page_break",
        HEAD + "1. HE WILL NEVER\n\nCONFIDENTIAL\n\nCONFIDENTIAL\n\nPAGE 02  STRELS 01231 01 OF 03  241439Z\n\nGO THERE.",
        HEAD + "1. HE WILL NEVER\nGO THERE.",
    ),
    "a page heading of the 1970s in a line": (
        "page_break",
        HEAD + "1. HE WILL NEVER CONFIDENTIAL PAGE 02 STRELS 01231 241439Z GO THERE.",
        HEAD + "1. HE WILL NEVER GO THERE.",
    ),
    "a later section's heading with its labels": (
        "page_break",
        HEAD + "1. (C) He went\n\nUNCLAS SECTION 02 OF 02 STRELSAU 000012\n\nSIPDIS\n\nTAGS: PREL\nSUBJECT: X\n\naway.",
        HEAD + "1. (C) He went\naway.",
    ),
    "SIPDIS with its signs": ("page_break", HEAD + "¶1. (C) He went\n\n## SIPDIS\n\naway.", HEAD + "¶1. (C) He went\naway."),
    "a word parted": ("hyphen", HEAD + "1. (C) The addi- tional guards left.", HEAD + "1. (C) The additional guards left."),
    "a word parted at a line's end": ("hyphen", HEAD + "1. (C) The addi-\ntional, guards left.", HEAD + "1. (C) The additional,\nguards left."),
    "EXDIS twice": ("caption", "UNCLAS BONN 000012\n\nEXDIS\n\nEXDIS\n\nTAGS: PREL", "UNCLAS BONN 000012\n\nEXDIS\n\nTAGS: PREL"),
    "pilcrow read as fl/": ("pilcrow", HEAD + "¶1. (C) A.\n\nfl/2. (C) B.", HEAD + "¶1. (C) A.\n\n¶2. (C) B."),
    "a caption glued to a passing line": ("run_together", "UNCLAS BONN 000409SIPDISSTATE FOR EUR\n", "UNCLAS BONN 000409\nSIPDIS\nSTATE FOR EUR\n"),
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
    "an excerpt that begins with paragraph 11": "He said no.\n\n11. They went.\n\n12. They came.\n\n13. They went.",
    "a name with a capital inside": HEAD + "1. (C) McIntyre of the MoI met Nationallers from the ExIm bank.",
    "codes of letters and figures": HEAD + "1. (C) The H1N1 virus, the F-16s, B1 visas, CO2, the G8 and the 1990S. RUEHC.",
    "a word with a figure for a note": HEAD + "1. (C) The bridge1 held.",
    "a word nobody knows": HEAD + "1. (C) The vodnik met the zampolit and the rnodem.",
    "hyphens that are meant": HEAD + "1. (C) a two-\nyear plan, US-\nEU talks, pro- and anti-government papers, mid- term, long- standing.",
    "prefixes with the writer's own hyphen": HEAD + "1. (C) The counternarcotics team met a special counter-\nnarcotics envoy and out-\npatient staff. post-\nelection, mid-\nterm, co-\nchair.",
    "capitals with a tilde": HEAD + "1. (C) JOÃO and “CAFÉ” and ESPAÑA met Â.",
    "a question in a word's place": HEAD + "1. (C) Is it so?yes. See www.a.gov/x?id=1 and a?b.",
    "rows of a table": HEAD + "1. (C) Votes:\n\nGreen    12    40\nGreen    13    40\nBlue     12    40\nBlue     13    41\nBlack    12    40\nBlack    13    41\nWhite    10    41\nWhite    11    41\n",
    "equal rows of a table": HEAD + "1. (C) Paid:\n\n12 40 13 40 14 50 17 20\n12 40 13 40 14 50 17 20\n",
    "a release that is spoken of": HEAD + "1. (C) He asked for the release in part of the prisoners, and release in full of the rest.",
    "a page that is spoken of": HEAD + "1. (C) See page 2 of 3 and PAGE 02 of the paper.\nPAGE 02 was torn.",
    "an order that exists": "O 141530Z FEB 07\n\nE.O. 12356: DECL: OADR\nTAGS: PREL, GM",
    "an order nobody can guess": "O 141530Z FEB 07\n\nE.O. 54321: DECL: 1/1/17\nTAGS: PREL, GM",
    "a name among the TAGS": "TAGS: PREL, CLINTON HILLARY, KUPPSALA\nSUBJECT: X",
    "a list with bullets": HEAD + "1. (C) They want:\n\n•  timber;\n•  time;\n•  a minister.",
    "offices in two words": "TO DEPT OF STATE WASH DC\n\nUNCLAS BONN 000012\n\nSIPDIS",
    "references with a letter like a mark": "SUBJECT: X\nREF: (A) STATE 16444 (B) TEHRAN 480 (C) TEHRAN 301\n\n1. He met them.",
    "a mark in a labelled field": "MRN:                99 ZENDA 1\nDate/DTG:           Feb 14, 2099 / 141530Z FEB 99\nFrom:               AMEMBASSY ZENDA\nE.O.:               13526\n"
    "TAGS:               PREL\nPass Line:          STATE FOR EUR\nSubject:            (U) Rebuild the Old Bridge at Zenda\n\n1. (SBU) Summary: The bridge fell.\n\n2. (SBU) It was old.\n",
    "a lettered point with a mark": "SUBJECT: X\n\n¶1. (SBU) Points:\n\nG. (SBU) POST asks for more guards.\n\n¶2. (SBU) B.",
    "lettered points without a paragraph": "SUBJECT: X\n\nG. (SBU) POST asks for more guards.\n\nH. (U) Osra agrees.",
    "an underlined heading": HEAD + "THE BRIDGE\n----------\n\n¶1. (C) A.",
    "empty": "",
    "blanks": " \n\n \t\n",
}


@pytest.mark.parametrize("case", KEPT)
def test_left_alone(case: str) -> None:
    assert restore(KEPT[case]).changes == ()


def test_a_lettered_point_behind_a_pilcrow_begins_no_first_paragraph() -> None:
    text = "SUBJECT: X\n\n1. (SBU) Points:\n\n¶G. (SBU) POST asks for more guards.\n"
    assert restore(text, ("run_together",)).changes == ()


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
