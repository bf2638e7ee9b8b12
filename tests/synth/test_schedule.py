"""The schedule: time runs forward, numbers rise, references go back."""

from __future__ import annotations

from collections import Counter

from reftel.synth.dates import parts
from reftel.synth.schedule import FIRST_OF_STATE, Schedule
from reftel.synth.world import STATE, World


def test_time_runs_forward(schedule: Schedule) -> None:
    assert list(schedule.minutes) == sorted(schedule.minutes)


def test_numbers_of_a_post_rise_within_the_year(schedule: Schedule) -> None:
    last: dict[tuple[int, int], int] = {}
    for i in range(schedule.count):
        key = parts(schedule.day(i))[0], schedule.posts[i]
        assert schedule.numbers[i] > last.get(key, 0)
        last[key] = schedule.numbers[i]


def test_mrns_are_unique(world: World) -> None:
    schedule = Schedule(world, 5000, 2)
    assert len({schedule.mrn(i) for i in range(5000)}) == 5000


def test_the_department_numbers_from_900000(schedule: Schedule) -> None:
    of_state = [schedule.numbers[i] for i in range(schedule.count) if schedule.posts[i] == STATE]
    assert of_state and min(of_state) > FIRST_OF_STATE


def test_references_are_earlier_telegrams_of_the_same_affair(schedule: Schedule) -> None:
    pairs = [(i, j) for i in range(schedule.count) for j in schedule.referred(i)]
    assert len(pairs) > 30
    assert all(j < i and schedule.affairs[j] == schedule.affairs[i] for i, j in pairs)


def test_years_are_shared_as_measured(world: World) -> None:
    schedule = Schedule(world, 20_000, 3)
    families = Counter(schedule.family(i) for i in range(0, 20_000, 7))
    whole = families.total()
    assert 0.09 < families["sas"] / whole < 0.15
    assert 0.79 < families["cablexpress"] / whole < 0.88
    assert 0.02 < families["smart"] / whole < 0.08
