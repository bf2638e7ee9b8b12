"""Floors of what the repairs heal, kept for good: on generated telegrams, damaged as surveyed and by each kind alone.

The figures of the benchmark (`python -m benchmarks.restoration`) lie above these floors; a repair that sinks below one is broken.
"""

from __future__ import annotations

from collections import Counter

import pytest

from benchmarks import restoration
from reftel.read.repairs import restore
from reftel.synth.damage import MODELS, SURVEYED, model

pytestmark = pytest.mark.slow

SEED = 7
TOGETHER = 0.90  # of all wounds that can be healed
EACH = 0.75  # of those of one kind
JUDGED = 30  # wounds by which a kind is judged
HEALABLE = [name for name in MODELS if model(name).HEALABLE]


@pytest.fixture(scope="module")
def telegrams() -> list[str]:
    return [one.text for one in restoration.generated(150, SEED)]


def share(counts: Counter[str]) -> float:
    return counts["exact"] / counts.total()


def test_damage_as_surveyed_is_healed(telegrams: list[str]) -> None:
    outcomes = restoration.measured(telegrams, SURVEYED, SEED).outcomes
    together = sum((outcomes[name] for name in HEALABLE if name in outcomes), Counter[str]())
    assert together.total() > JUDGED * 10
    assert share(together) >= TOGETHER


@pytest.mark.parametrize("name", HEALABLE)
def test_each_kind_alone_is_healed(telegrams: list[str], name: str) -> None:
    counts = restoration.measured(telegrams[:40], {name: 1.0}, SEED).outcomes.get(name, Counter[str]())
    assert counts.total() < JUDGED or share(counts) >= EACH


def test_clean_telegrams_are_left_alone(telegrams: list[str]) -> None:
    assert [change for text in telegrams for change in restore(text).changes] == []
