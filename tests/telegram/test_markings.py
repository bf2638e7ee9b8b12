"""Markings form a lattice; marks and classification lines are read in every spelling."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.errors import BadValue
from reftel.telegram.markings import CONTROLS, MARK, Level, Marking, canonical_mark, classification, level, portion

LISTS = st.frozensets(st.sampled_from(["QK", "QH", "QL", "QN"]))
MARKINGS = st.builds(Marking, st.sampled_from(Level), st.frozensets(st.sampled_from(sorted(set(CONTROLS.values())))), st.none() | LISTS)


@given(MARKINGS, MARKINGS)
def test_join_and_meet_commute(a: Marking, b: Marking) -> None:
    assert a | b == b | a
    assert a & b == b & a


@given(MARKINGS, MARKINGS, MARKINGS)
def test_join_and_meet_associate(a: Marking, b: Marking, c: Marking) -> None:
    assert (a | b) | c == a | (b | c)
    assert (a & b) & c == a & (b & c)


@given(MARKINGS)
def test_join_and_meet_are_idempotent(a: Marking) -> None:
    assert a | a == a
    assert a & a == a


@given(MARKINGS, MARKINGS)
def test_join_and_meet_absorb(a: Marking, b: Marking) -> None:
    assert a | (a & b) == a
    assert a & (a | b) == a


@given(MARKINGS, MARKINGS, MARKINGS)
def test_at_most_is_a_partial_order(a: Marking, b: Marking, c: Marking) -> None:
    assert a <= a
    assert not (a <= b and b <= a) or a == b
    assert not (a <= b and b <= c) or a <= c
    assert (a <= b) == (a & b == a), "the order seen from the meet"
    assert (a < b) == (a <= b and a != b)


@given(MARKINGS, MARKINGS, MARKINGS)
def test_the_join_is_the_least_above_both_and_the_meet_the_greatest_below(a: Marking, b: Marking, c: Marking) -> None:
    assert a <= a | b
    assert a & b <= a
    assert not (a <= c and b <= c) or a | b <= c
    assert not (c <= a and c <= b) or c <= a & b


@given(MARKINGS)
def test_the_least_marking_is_below_all(a: Marking) -> None:
    assert Marking() <= a
    assert Marking() | a == a


def test_the_join_of_a_telegram() -> None:
    found = portion("(C/REL QK, QH)") | portion("(S/REL QH, QL)") | portion("(SBU)")
    assert found == Marking(Level.SECRET, frozenset({"SBU"}), frozenset({"QH"}))


def test_levels_do_not_order_controls() -> None:
    secret, noforn = Marking(Level.SECRET), Marking(Level.UNCLASSIFIED, frozenset({"NOFORN"}))
    assert not secret <= noforn
    assert not noforn <= secret


@pytest.mark.parametrize(
    ("mark", "expected"),
    [
        ("U", Marking()), ("(C)", Marking(Level.CONFIDENTIAL)), ("ts", Marking(Level.TOP_SECRET)), ("(R)", Marking(Level.RESTRICTED)),
        ("(SBU)", Marking(controls=frozenset({"SBU"}))), ("(SBU/NF)", Marking(controls=frozenset({"SBU", "NOFORN"}))),
        ("(S//NF)", Marking(Level.SECRET, frozenset({"NOFORN"}))), ("(C - ENTIRE TEXT)", Marking(Level.CONFIDENTIAL)),
        ("( C )", Marking(Level.CONFIDENTIAL)), ("LOU", Marking(controls=frozenset({"LOU"}))), ("(S/NF/ORCON)", Marking(Level.SECRET, frozenset({"NOFORN", "ORCON"}))),
        ("(S/REL TO QK AND QH)", Marking(Level.SECRET, frozenset(), frozenset({"QK", "QH"}))),
    ],
)  # fmt: skip
def test_portion(mark: str, expected: Marking) -> None:
    assert portion(mark) == expected


@pytest.mark.parametrize("mark", ["", "()", "(X)", "C)", "(CC)", "(C", "(CONFIDENTIAL)", "(C)(C)", "(" + "C" * 999])
def test_no_portion_mark(mark: str) -> None:
    with pytest.raises(BadValue, match="portion mark: found"):
        portion(mark)


def test_a_word_in_parentheses_is_no_mark() -> None:
    assert [MARK.match(text) for text in ("(see ref)", "(Comment:", "(1)", "(US)", "C")] == [None] * 5


@pytest.mark.parametrize(("mark", "expected"), [("(sbu)", "SBU"), ("(S / NF)", "S/NF"), ("S//NOFORN", "S/NF"), ("(C/REL  QK)", "C/REL QK"), ("(U) ", "U")])
def test_canonical_mark(mark: str, expected: str) -> None:
    assert canonical_mark(mark) == expected == canonical_mark(expected)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("C O N F I D E N T I A L", "CONFIDENTIAL"), ("CONFIDENTIAL", "CONFIDENTIAL"), ("C O N F I D E N T I  A L", "CONFIDENTIAL"), ("S E C R E T", "SECRET"),
        ("T O P S E C R E T", "TOP SECRET"), ("TOP SECRET", "TOP SECRET"), ("UNCLAS", "UNCLASSIFIED"), ("Unclassified", "UNCLASSIFIED"),
        ("U N C L A S", "UNCLASSIFIED"), ("LIMITED OFFICIAL USE", "LIMITED OFFICIAL USE"), ("R E S T R I C T E D", "RESTRICTED"),
    ],
)  # fmt: skip
def test_classification(words: str, expected: str) -> None:
    assert classification(words) == expected
    assert isinstance(level(expected), Level)


@pytest.mark.parametrize("words", ["", "COSMIC", "C O N F", "SECRETARY", "UNCLASS", "UNCLAS/FOR OFFICIAL"])
def test_no_classification(words: str) -> None:
    with pytest.raises(BadValue, match="classification: found"):
        classification(words)


def test_levels_of_catalogue_words() -> None:
    assert level("UNCLASSIFIED//FOR OFFICIAL USE ONLY") == level("LIMITED OFFICIAL USE") == Level.UNCLASSIFIED
    assert level("TOP SECRET").words == "TOP SECRET"
    with pytest.raises(BadValue, match="expected one of UNCLASSIFIED, RESTRICTED, CONFIDENTIAL, SECRET, TOP SECRET"):
        level("COSMIC")
