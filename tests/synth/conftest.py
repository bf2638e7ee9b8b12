"""One world and one schedule for all these tests: making them takes half a second."""

from __future__ import annotations

import pytest

from reftel.synth.schedule import Schedule
from reftel.synth.telegrams import Made, make
from reftel.synth.world import World, build

COUNT = 300


@pytest.fixture(scope="session")
def world() -> World:
    return build(5)


@pytest.fixture(scope="session")
def schedule(world: World) -> Schedule:
    return Schedule(world, COUNT, 5)


@pytest.fixture(scope="session")
def telegrams(world: World, schedule: Schedule) -> list[Made]:
    return [make(world, schedule, i) for i in range(COUNT)]
