"""The judge of the restoration benchmark: what is healed by one who knows is exact, what nobody touches is left."""

from __future__ import annotations

import random

import pytest

from benchmarks.restoration import Judge, distance
from reftel.synth.damage import LAYOUT, MODELS, Damaged, damage
from reftel.text import Edit, Restored
from tests.synth.damage.test_damage import TELEGRAMS

KINDS = [name for name in MODELS if name not in LAYOUT]


def healed(copy: Damaged, every: int = 1) -> Restored:
    """A copy with each wound, or every second or third, put right by one who knows what was there."""
    edits = [Edit(wound.now.start, wound.now.end, wound.clean) for wound in copy.wounds[::every]]
    return Restored(copy.text).apply("oracle", edits)


def outcomes(judge: Judge) -> list[str]:
    return [judge.wound(i).outcome for i in range(len(judge.wounds))]


@pytest.mark.parametrize("seed", range(40))
def test_one_who_knows_heals_all_and_hurts_nothing(seed: int) -> None:
    copy = damage(TELEGRAMS[seed % len(TELEGRAMS)], random.Random(seed), dict.fromkeys(KINDS, 0.4))
    judge = Judge(copy, healed(copy))
    assert set(outcomes(judge)) == {"exact"}
    assert list(judge.unhurt()) == []


@pytest.mark.parametrize("seed", range(40))
def test_wounds_are_judged_one_by_one(seed: int) -> None:
    copy = damage(TELEGRAMS[seed % len(TELEGRAMS)], random.Random(seed), dict.fromkeys(KINDS, 0.4))
    judge = Judge(copy, healed(copy, 3))
    found = outcomes(judge)
    assert set(found[::3]) == {"exact"}
    assert {*found[1::3], *found[2::3]} <= {"left"}


def test_a_wrong_letter_beside_the_wound_is_wrong() -> None:
    clean = "SUBJECT: X\n\n¶1. (C) He said so.\n\n¶2. (C) She did not.\n"
    copy = damage(clean, random.Random(1), {"pilcrow_unknown": 1.0})
    wound = copy.wounds[0]
    worse = Restored(copy.text).apply("x", [Edit(wound.now.start, wound.now.end + 1, "¶7")])
    assert outcomes(Judge(copy, worse)) == ["wrong", "left"]


def test_changes_elsewhere_are_counted_by_the_letter() -> None:
    clean = "SUBJECT: X\n\n¶1. (C) He said so.\n\n¶2. (C) She did not.\n"
    copy = damage(clean, random.Random(1), {"pilcrow_unknown": 1.0})
    at = copy.text.index("She")
    judge = Judge(copy, Restored(copy.text).apply("x", [Edit(at, at + 3, "He")]))
    assert [(change.old, change.new) for change in judge.unhurt()] == [("She", "He")]
    assert (distance("She", "He"), distance("a b", "a\nb"), distance("abcd", "abXd"), distance("", "xy")) == (2, 0, 1, 2)
