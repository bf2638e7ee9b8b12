"""When each telegram is sent, by which post, under which number, about which affair, and which earlier ones it refers to.

The plan of all telegrams is made at once in arrays, in the order of time; the telegrams are then made each by itself. So a
million telegrams can refer to each other truly without any of them being written yet.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from datetime import date
from itertools import accumulate
from random import Random

from reftel.synth.measured import REFERENCES, SMART_OF_2010, YEARS
from reftel.synth.picks import Draw, quantile, spread
from reftel.synth.world import STATE, World

DAY_MINUTES = 1440
FIRST_OF_STATE = 900000  # fictional telegrams of the Department bear numbers from here on
NO_AFFAIR = 65535
REMEMBERED = 6  # earlier telegrams of an affair that a new one may refer to


class Schedule:
    """The plan of `count` telegrams: telegram i has `minutes[i]` (since 0001-01-01), `posts[i]`, `numbers[i]`, `affairs[i]`.

    >>> from reftel.synth.world import build
    >>> schedule = Schedule(build(1), 50)
    >>> schedule.mrn(49)[:2], schedule.mrn(49) == Schedule(build(1), 50).mrn(49)
    ('11', True)
    """

    def __init__(self, world: World, count: int, seed: int = 1) -> None:
        self.world = world
        self.count = count
        self.seed = seed
        rng = Random(f"reftel schedule {seed} {count}")  # noqa: S311
        self.minutes = _times(rng, count)
        self.posts = array("B")
        self.numbers = array("I")
        self.affairs = array("H")
        self.first_reference = array("I", [0])
        self.references = array("I")
        self._plan(rng)

    def _plan(self, rng: Random) -> None:
        draw = rng.random
        world = self.world
        posts = spread(((post.index, post.weight) for post in world.posts), 2048)
        codes = [post.country.code for post in world.posts]
        counters = [FIRST_OF_STATE if post.index == STATE else 0 for post in world.posts]
        active: dict[tuple[str, int], tuple[int, ...]] = {}
        recent: dict[int, list[int]] = {}
        how_many = [int(quantile(REFERENCES, k / 256)) for k in range(256)]
        starts = [_new_year(year) * DAY_MINUTES for year in range(1972, 2016)]
        year_end = 0
        for i in range(self.count):
            minute = self.minutes[i]
            if minute >= year_end:
                year_end = starts[bisect_right(starts, minute)]
                counters = [FIRST_OF_STATE if index == STATE else 0 for index in range(len(counters))]
            post = posts[int(draw() * len(posts))]
            counters[post] += 1 + int(draw() * draw() * 3.4)
            code = codes[int(1 + draw() * (len(codes) - 1))] if post == STATE else codes[post]
            month = minute // 43200
            choices = active.get((code, month))
            if choices is None:
                choices = active[code, month] = tuple(world.active(code, month * 30 + 15))
            affair = choices[int(draw() * draw() * len(choices))] if choices and draw() < 0.86 else NO_AFFAIR
            self.posts.append(post)
            self.numbers.append(counters[post])
            self.affairs.append(affair)
            if affair != NO_AFFAIR:
                self._refer(draw, i, affair, recent, how_many)
            self.first_reference.append(len(self.references))

    def _refer(self, draw: Draw, i: int, affair: int, recent: dict[int, list[int]], how_many: list[int]) -> None:
        """Note which telegrams of the affair this one refers to: the newest, as many as drawn.

        A sixth of the quantiles is left out at the low end, since those that belong to no affair refer to none.
        """
        before = recent.get(affair)
        if before is None:
            recent[affair] = [i]
            return
        for k in range(min(how_many[40 + int(draw() * 216)], len(before))):
            self.references.append(before[-1 - k])
        before.append(i)
        if len(before) > REMEMBERED:
            del before[0]

    def referred(self, i: int) -> list[int]:
        """The telegrams that telegram i refers to, as indices."""
        return list(self.references[self.first_reference[i] : self.first_reference[i + 1]])

    def day(self, i: int) -> int:
        """The day of telegram i, as a proleptic ordinal."""
        return self.minutes[i] // DAY_MINUTES

    def mrn(self, i: int) -> str:
        """The MRN of telegram i."""
        year = date.fromordinal(self.day(i)).year
        return f"{year % 100:02d}{self.world.posts[self.posts[i]].station}{self.numbers[i]}"

    def family(self, i: int) -> str:
        """The family of formats of the day: sas, cablexpress or smart."""
        year = date.fromordinal(self.day(i)).year
        if year < 1980:
            return "sas"
        if year > 2010 or (year == 2010 and Random(self.minutes[i]).random() < SMART_OF_2010):  # noqa: S311
            return "smart"
        return "cablexpress"


def _new_year(year: int) -> int:
    return date(year, 1, 1).toordinal()


def _times(rng: Random, count: int) -> array[int]:
    """Sending times in rising order, as minutes: few on weekends, most between seven and seventeen hours."""
    draw = rng.random
    years = list(YEARS)
    ends = list(accumulate(YEARS.values()))
    times = array("Q")
    hours = spread(zip(range(24), (1, 1, 1, 1, 2, 4, 6, 8, 9, 9, 8, 8, 9, 9, 9, 8, 7, 5, 4, 3, 3, 2, 2, 1), strict=True), 1024)
    for i in range(count):
        at = (i + draw()) / count * ends[-1]
        k = bisect_right(ends, at) if at < ends[-1] else len(ends) - 1
        before = ends[k - 1] if k else 0
        first = _new_year(years[k])
        this = first + int((at - before) / (ends[k] - before) * 365)
        if this % 7 == 6 and draw() < 0.75:  # ordinal 7 was a Sunday; Saturdays wait for Friday
            this -= 1
        elif this % 7 == 0 and draw() < 0.85:
            this = this - 2 if this - 2 >= first else this + 1
        times.append(max(this, first) * DAY_MINUTES + hours[int(draw() * len(hours))] * 60 + int(draw() * 60))
    return array("Q", sorted(times))
