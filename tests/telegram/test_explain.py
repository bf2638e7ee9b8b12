"""What a word or a line means: every vocabulary, every era, and what is unknown."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reftel
from reftel.errors import BadValue
from reftel.telegram.explain import LONGEST, explain
from reftel.telegram.explain.lines import KINDS
from reftel.telegram.vocabulary import table


def meanings(text: str, date: int | str | None = None) -> list[tuple[str, str]]:
    return [(one.vocabulary, one.meaning) for one in explain(text, date).words[0].meanings]


@pytest.mark.parametrize(
    ("word", "vocabulary", "words"),
    [
        ("PREL", "subject TAG", "External Political Relations"), ("prel", "subject TAG", "External Political Relations"), ("KNNP", "programme TAG", "Nuclear Non-Proliferation"),
        ("UNSC", "organisation TAG", "UN Security Council"), ("RUEHBJ", "routing indicator", "embassy in Beijing, China"), ("BEIJING", "post", "embassy in Beijing, China"),
        ("AMEMBASSY BEIJING", "post", "embassy in Beijing, China"), ("RUEHZL", "collective", "European political"), ("ALDAC", "collective", "one address for many posts"),
        ("NOTAL", "abbreviation", "not received by all addressees"), ("Embtel", "abbreviation", "Embassy telegram"), ("SEPTEL", "abbreviation", "separate telegram"),
        ("SECTO", "series", "Secretary of State"), ("TOSEC 190010", "series", "number 190010 of Tosec"), ("NODIS", "caption", "no distribution beyond"), ("niact immediate", "precedence", "NIACT IMMEDIATE"),
        ("OO", "precedence", "IMMEDIATE"), ("O R", "precedence", "IMMEDIATE for action, ROUTINE for information"), ("ZDK", "operating signal", "repetition"), ("XMT", "prosign", "exempted"),
        ("CCCCC", "security group", "confidential"), ("SSSCC", "security group", "secret, releasable to Canada"), ("12958", "executive order", "10-year default"), ("E.O. 12356", "executive order", "no automatic"),
        ("XGDS-2", "executive order", "statute"), ("XGDS2", "executive order", "statute"), ("GP-3", "executive order", "12-year"), ("gp 3", "executive order", "12-year"),
        ("1.4(b)", "executive order", "foreign government information"), ("1.5 (D)", "executive order", "foreign relations"), ("25X4", "executive order", "weapon technology"), ("OADR", "executive order", "determination"),
        ("B6", "release", "personal privacy"), ("(b)(7)(D)", "release", "confidential source"), ("RELEASE IN PART", "release", "released with cuts"), ("ROG", "archive code", "Roger channel"),
        ("(S/NF)", "portion mark", "secret; NOFORN"), ("(C/REL UK, AUS)", "portion mark", "releasable to UK, AUS"), ("S//NF", "portion mark", "secret"),
        ("07BEIJING7210", "telegram number", "telegram 7210 of 2007 from Beijing"), ("BEIJING 007210", "telegram number", "telegram 7210 from Beijing"), ("06 ZENDA 34", "telegram number", "telegram 34 of 2006 from ZENDA"),
        ("1977MOSCOW02124", "document number", "telegram 2124 of 1977 from Moscow"), ("230912Z NOV 07", "date-time group", "23 November 2007, 09:12 Zulu"), ("D740169-1020", "film number", "1974 on microfilm"),
        ("VZCZCXRO3678", "channel serial", "number 3678 on channel XRO"), ("#7210/01", "station serial", "section 1"), ("3270912", "filing time", "day 327 of the year, 09:12 Zulu"), ("EUR-12", "office", "12 copies"),
        ("A-50", "airgram", "airgram 50"), ("RUEHZZ", "routing indicator", "State network"), ("C05770206", "release number", "document number"), ("F-2014-20439", "release number", "of 2014 under FOIA"),
        ("S E C R E T", "classification", "serious damage"), ("REF", "word of the trade", "references"), ("strictly protect", "word of the trade", "protected"), ("002 OF 003", "page", "page 2 of 3"),
    ],
)  # fmt: skip
def test_words(word: str, vocabulary: str, words: str) -> None:
    assert any(name == vocabulary and words.lower() in meaning.lower() for name, meaning in meanings(word)), meanings(word)


@pytest.mark.parametrize(
    ("code", "date", "first"),
    [("GE", 1975, "Germany (East)"), ("GE", 2024, "Georgia"), ("RS", 2007, "Russia"), ("RS", "2024-05", "Serbia"), ("SR", "2008-02-17", "Serbia"), ("SR", 2024, "Suriname"), ("XK", 1975, "Central America"), ("XK", 2024, "Kosovo"), ("VN", 1975, "North Viet-Nam"), ("VN", 2000, "Vietnam")],
)
def test_two_letters_mean_different_countries_in_different_eras(code: str, date: int | str, first: str) -> None:
    found = explain(code, date).words[0].meanings
    assert found[0].meaning == first
    assert found[0].fits
    assert any(one.fits is False for one in found)


def test_all_eras_stand_side_by_side_without_a_date() -> None:
    found = [one for one in explain("RS").words[0].meanings if one.vocabulary == "country TAG"]
    assert [(one.meaning, one.details["ISO 3166"], one.fits) for one in found] == [("Russia", "RU", None), ("Serbia", "RS", None)]


def test_between_two_lists_nothing_is_said_to_fit() -> None:
    assert {one.fits for one in explain("RS", 2018).words[0].meanings} == {None}


@pytest.mark.parametrize("name", ["tags", "captions", "operating_signals", "exemptions", "marks", "formulas", "archive_codes", "collectives", "posts", "abbreviations"])
def test_every_code_of_every_table_is_explained(name: str) -> None:
    columns = {"formulas": "word", "collectives": "name", "posts": "station", "abbreviations": "abbreviation"}
    codes = [code for row in table(name) for code in row[columns.get(name, "code")].split(" / ")]
    assert [code for code in codes if not explain(code).known] == []


def test_every_meaning_has_a_source() -> None:
    for word in ("PREL", "BEIJING", "07BEIJING7210", "(S/NF)", "NODIS", "RUEHZZ", "EUR-12", "O R", "C"):
        assert all(one.source for one in explain(word).words[0].meanings)


@pytest.mark.parametrize(("word", "near"), [("PRELL", "PREL"), ("SIPDIZ", "SIPDIS"), ("NOTAAL", "NOTAL")])
def test_unknown_words_are_answered_with_the_nearest_known(word: str, near: str) -> None:
    found = explain(word)
    assert not found.known
    assert near in found.words[0].nearest


@pytest.mark.parametrize(
    ("line", "kind", "expected"),
    [
        ("ZNY CCCCC ZZH", "transmission instructions (line 4)", {"ZNY": "operating signal", "CCCCC": "security group", "ZZH": "operating signal"}),
        ("OO RUEHCN RUEHGH", "calling line (line 2)", {"OO": "precedence", "RUEHCN": "routing indicator", "RUEHGH": "routing indicator"}),
        ("DE RUEHBJ #7210/01 3270912", "sending station (line 3)", {"DE": "prosign", "RUEHBJ": "routing indicator", "#7210/01": "station serial", "3270912": "filing time"}),
        ("O R 230912Z NOV 07 ZDK", "preamble (line 5)", {"O R": "precedence", "230912Z NOV 07": "date-time group", "ZDK": "operating signal"}),
        ("TO RUEHC/SECSTATE WASHDC IMMEDIATE 3613", "addressee (lines 7, 8)", {"TO": "prosign", "RUEHC": "routing indicator", "IMMEDIATE": "precedence", "3613": "addressee serial"}),
        ("FM AMEMBASSY BEIJING", "originator (line 6)", {"FM": "prosign", "AMEMBASSY BEIJING": "post"}),
        ("TAGS: PREL, PGOV, CH", "TAGS line", {"TAGS": "word of the trade", "PREL": "subject TAG", "PGOV": "subject TAG", "CH": "country TAG"}),
        ("E.O. 12958: DECL: 11/23/2017", "E.O. line", {"E.O. 12958": "executive order", "DECL": "word of the trade", "11/23/2017": "date"}),
        ("E.O. 11652: XGDS2", "E.O. line", {"E.O. 11652": "executive order", "XGDS2": "executive order"}),
        ("C O N F I D E N T I A L SECTION 01 OF 02 BEIJING 007210", "classification line", {"C O N F I D E N T I A L": "classification", "SECTION 01 OF 02": "section", "BEIJING 007210": "telegram number"}),
        ("REF: A. BEIJING 7100 B. 06 STATE 12345 (NOTAL)", "references", {"A.": "label", "BEIJING 7100": "telegram number", "06 STATE 12345": "telegram number", "(NOTAL)": "abbreviation"}),
        ("SIPDIS NOFORN", "captions", {"SIPDIS": "caption", "NOFORN": "caption"}),
        ("INFO OCT-01 NSC-05", "offices of the Department", {"OCT-01": "office", "NSC-05": "office"}),
        ("Classified By: DCM Jane Doe. Reasons 1.4 (b) and (d).", "classification authority", {"1.4 (b) and (d)": "executive order"}),
    ],
)  # fmt: skip
def test_lines_word_by_word(line: str, kind: str, expected: dict[str, str]) -> None:
    found = explain(line)
    assert found.line == kind
    said = {word.text: word.meanings[0].vocabulary for word in found.words if word.meanings}
    assert {text: said.get(text) for text in expected} == expected


def test_the_kind_of_line_decides_what_a_short_code_means() -> None:
    assert {one.vocabulary for one in explain("TAGS: PREL CH").words[-1].meanings} == {"country TAG"}
    assert len({name for name, _ in meanings("C")}) > 1


def test_names_in_a_free_line_are_no_codes() -> None:
    found = {word.text: word.meanings for word in explain("Classified By: DCM Jane Doe. Reasons 1.4 (b).").words}
    assert found["Jane"] == found["Doe"] == []
    assert found["DCM"][0].meaning == "Deputy Chief of Mission"


@settings(deadline=None)
@given(st.text(alphabet="ABCDEFORZ /:,.()#0123456789\n", min_size=1, max_size=90))
def test_words_quote_the_line_in_order(line: str) -> None:
    if not line.strip():
        return
    found = explain(line)
    at = 0
    for word in found.words:
        assert word.at.start >= at
        assert word.at.quote(found.asked) == word.text
        at = word.at.end


@pytest.mark.parametrize("text", ["", "  \n", "A" * (LONGEST + 1)])
def test_nothing_and_too_much_are_refused(text: str) -> None:
    with pytest.raises(BadValue, match="a code, a word or a line"):
        explain(text)


def test_every_kind_of_line_has_a_name_of_its_own() -> None:
    assert len({kind.name for kind in KINDS}) == len(KINDS)


def test_it_is_reached_from_the_front_door() -> None:
    assert reftel.explain("PREL").to_dict()["words"][0]["meanings"][0]["vocabulary"] == "subject TAG"
