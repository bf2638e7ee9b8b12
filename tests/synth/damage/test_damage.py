"""Damage: every kind does what its example says, every wound quotes both texts, and the way back gives the clean text."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reftel.errors import UnknownName
from reftel.synth.damage import EXCLUSIVE, LAYOUT, MARGIN, MODELS, SURVEYED, Damaged, damage, model, shapes
from reftel.synth.damage.copies import COUNTS, RATES

CLEAN = Path(__file__).parents[2] / "corpus" / "demo" / "clean"
TELEGRAMS = [path.read_text(encoding="utf-8") for path in sorted(CLEAN.glob("*.txt"))]
OF_THE_SEVENTIES = """O 241320Z JUL 76
FM AMEMBASSY STRELSAU
TO SECSTATE WASHDC IMMEDIATE 1234
C O N F I D E N T I A L STRELSAU 1231
EXDIS
E.O. 11652: GDS
TAGS: PFOR, RX
SUBJ: THE CORONATION

1. THE FOREIGN MINISTER SAID THAT THE CORONATION WOULD TAKE PLACE IN
NOVEMBER, WHATEVER THE DUKE MIGHT SAY, AND THAT THE FRONTIER WOULD BE
CLOSED FROM THE FIRST DAY OF THAT MONTH TO THE LAST.

2. HE ADDED THAT THE TRAINS WOULD RUN.
DOE
"""
LETTERED = "SUBJECT: X\n\n¶1. (C) The Çelik factory, he said, “belongs” to Erdoğan and to no other man in that town.\n"


def check(copy: Damaged, clean: str) -> None:
    """What must hold of every damaged copy."""
    assert copy.way.source == clean and copy.way.text == copy.text and copy.way.undo() == clean
    for wound in copy.wounds:
        assert wound.at.quote(clean) == wound.clean
        assert wound.now.quote(copy.text) == wound.damaged
        assert wound.clean != wound.damaged
        assert wound.healable == model(wound.kind).HEALABLE
    for before, after in zip(copy.wounds, copy.wounds[1:], strict=False):
        assert before.at.end <= after.at.start and before.now.end <= after.now.start
        if before.kind != after.kind and not {before.kind, after.kind} & LAYOUT:
            assert after.now.start - before.now.end >= MARGIN


@pytest.mark.parametrize("name", MODELS)
def test_a_kind_says_what_it_imitates_and_how_often(name: str) -> None:
    kind = model(name)
    assert len(kind.__doc__) > 60 and kind.edits.__doc__
    assert 0 <= kind.RATE < 1 and isinstance(kind.HEALABLE, bool)
    assert SURVEYED[name] == kind.RATE


@pytest.mark.parametrize("name", MODELS)
def test_a_kind_does_what_its_example_says(name: str) -> None:
    clean, damaged = model(name).EXAMPLE
    copies = [damage(clean, random.Random(seed), {name: 1.0}) for seed in range(1000)]
    assert damaged in {copy.text for copy in copies}
    for copy in copies[:100]:
        check(copy, clean)


@pytest.mark.parametrize("name", MODELS)
def test_a_kind_wounds_telegrams_and_the_way_back_is_known(name: str) -> None:
    hit = 0
    for seed, clean in enumerate([*TELEGRAMS, OF_THE_SEVENTIES, LETTERED]):
        copy = damage(clean, random.Random(seed), {name: 1.0})
        check(copy, clean)
        assert {wound.kind for wound in copy.wounds} <= {name}
        hit += bool(copy.wounds)
    assert hit


@pytest.mark.parametrize("name", [name for name in MODELS if model(name).HEALABLE and name != "ocr"])
def test_without_what_could_be_damaged_nothing_is(name: str) -> None:
    assert damage("", random.Random(1), {name: 1.0}).wounds == []


def test_kinds_together_leave_each_other_alone() -> None:
    for seed in range(60):
        clean = TELEGRAMS[seed % len(TELEGRAMS)]
        copy = damage(clean, random.Random(seed), dict.fromkeys(MODELS, 0.5))
        check(copy, clean)
        assert len({wound.kind for wound in copy.wounds}) > 2
        for group in EXCLUSIVE:
            assert len({wound.kind for wound in copy.wounds} & {*group}) <= 1


def test_the_same_chance_gives_the_same_copy_and_other_chance_another() -> None:
    copies = [damage(TELEGRAMS[0], random.Random(seed), dict.fromkeys(MODELS, 0.3)).text for seed in (1, 1, 2)]
    assert copies[0] == copies[1] != copies[2]


def test_the_surveyed_rates_are_kept() -> None:
    n = 1500
    clean = TELEGRAMS[1]
    copies = [damage(clean, random.Random(seed)) for seed in range(n)]
    for name in ("page_heading", "doubled_caption", "redaction", "lost_envelope", "reflow", "rewrap"):
        share = sum(any(wound.kind == name for wound in copy.wounds) for copy in copies) / n
        assert abs(share - SURVEYED[name]) < 0.04, name


def test_a_kind_of_the_seventies_befalls_no_later_telegram() -> None:
    assert damage(OF_THE_SEVENTIES, random.Random(1), {"page_line": 1.0}).wounds
    assert not damage(TELEGRAMS[0], random.Random(1), {"page_line": 1.0}).wounds


def test_straight_letters_suffer_no_mojibake() -> None:
    assert damage(TELEGRAMS[0], random.Random(1), {"mojibake": 1.0}).text == TELEGRAMS[0]
    assert "Â¶1" in damage(LETTERED, random.Random(1), {"mojibake": 1.0}).text


def test_a_kind_that_does_not_exist_is_refused_by_name() -> None:
    with pytest.raises(UnknownName, match="did you mean 'pilcrow_digit'"):
        damage("x", random.Random(1), {"pilcrow_digits": 1.0})


LINES = ("¶1. (C) He said, on Friday, December 17. that the trains", "would never run.", "", "SIPDIS ", "-----", "TAGS: PREL, QK", "SUBJECT: THE DAM",
         "UNCLAS SECTION 01 OF 02 OSVARTH 000206", "E.O. 12958: DECL: OADR", "REF: A. BONN 1", "     B. BONN 2", "2. (SBU) Çelik met Arvane in the Dam", "• x", "  ")  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(LINES) | st.text("aO0 \n¶1.é", max_size=12), max_size=14), st.integers(0, 10_000))
def test_any_text_can_be_damaged(pieces: list[str], seed: int) -> None:
    clean = "\n".join(pieces)
    check(damage(clean, random.Random(seed), dict.fromkeys(MODELS, 0.6)), clean)


@pytest.mark.parametrize("name", MODELS)
def test_hostile_lengths_are_walked_once(name: str) -> None:
    """Runs that a careless pattern walks again and again; quadratic time would take minutes here."""
    for clean in ("SUBJECT: X\n\n" + " " * 100_000, "\n" * 100_000, "1. " * 30_000, "TAGS: " + "AB" * 50_000, "-" * 100_000 + "\nREF: A" + "\n B. C" * 20_000):
        check(damage(clean, random.Random(1), {name: 1.0}), clean)


def test_shapes_of_a_telegram() -> None:
    line = shapes.class_line(TELEGRAMS[0])
    assert line is not None and (line.station, line.number, line.sections) == ("BELUSHKAR", "000017", 1)
    assert len(shapes.paragraphs(TELEGRAMS[0])) == 6
    assert shapes.body(TELEGRAMS[0]) == TELEGRAMS[0].index("¶1.")
    assert shapes.of_year(OF_THE_SEVENTIES) == 1976


def test_kinds_of_copies_name_kinds_of_damage_and_agree_with_the_rates_of_all() -> None:
    for copy, rates in RATES.items():
        assert set(rates) <= set(MODELS), copy
        assert all(0 < rate <= 1 for rate in rates.values()), copy
        check(damage(TELEGRAMS[2], random.Random(3), rates), TELEGRAMS[2])
    for name in MODELS:
        counted = sum(counts.get(name, 0) for _, counts in COUNTS.values())
        assert abs(counted / 7546 - SURVEYED[name]) < 0.01, name
