"""The made-up world: countries, posts, people with careers, affairs. All of it follows from one seed."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import msgspec

from reftel.synth import affairs, phrases
from reftel.synth.affairs import Affair
from reftel.synth.countries import COUNTRIES, DEPARTMENT_OFFICES, OFFICES, ORGANISATIONS, US_OFFICES, Country
from reftel.synth.languages import LANGUAGES
from reftel.synth.people import FIRST, LAST, Office, Person, Registry, fill
from reftel.synth.picks import pick

KINDS_OF_POST = {"E": "AMEMBASSY", "C": "AMCONSUL", "M": "USMISSION"}
JUNIOR = ("poloff", "econoff", "conoff", "polecon")
LOWER = ("deputy", "committee", "dfm", "secretary", "director", "professor", "governor", "mayor", "opposition", "americas", "io", "security")
STATE = 0  # the Department is the first post


class Post(msgspec.Struct):
    """A post: where telegrams come from. `staff` by key of office; `trigraph` the letters of its transmission numbers."""

    index: int
    plad: str
    station: str
    city: str
    kind: str
    country: Country
    routing_indicator: str
    trigraph: str
    weight: float
    staff: dict[str, Office]
    organisation: str | None = None


class World(msgspec.Struct):
    """Everything that telegrams can be about."""

    seed: int
    posts: list[Post]
    offices: dict[str, dict[str, Office]]  # by country code, then key
    affairs: list[Affair]
    by_country: dict[str, list[Affair]]
    stations: dict[str, int]

    def active(self, code: str, day: int) -> list[int]:
        """Indices of the affairs of a country that are running on a day."""
        return [affair.index for affair in self.by_country[code] if affair.start <= day < affair.end]


def build(seed: int = 1) -> World:
    """The world of a seed; the same seed makes the same world.

    >>> one, other = build(3), build(3)
    >>> one.affairs[5].events[0].label == other.affairs[5].events[0].label, len(one.posts)
    (True, 41)
    """
    rng = Random(f"reftel world {seed}")  # noqa: S311
    registry = Registry(rng, seed << 32)
    offices = {country.code: _offices(country, registry) for country in COUNTRIES}
    posts = _posts(registry)
    made = _affairs(rng, seed)
    by_country: dict[str, list[Affair]] = {country.code: [] for country in COUNTRIES}
    for affair in made:
        for country in affair.countries:
            by_country[country.code].append(affair)
    return World(seed, posts, offices, made, by_country, {post.station: post.index for post in posts})


def _offices(country: Country, registry: Registry) -> dict[str, Office]:
    """The offices of a country with their holders, the lower first, from which the higher are filled."""
    language = LANGUAGES[country.language]
    pool: list[tuple[int, Person]] = []
    out = {}
    for key, title, short, about, years in sorted(OFFICES, key=lambda row: row[0] not in LOWER):
        party = "movement" if key in {"opposition", "rights", "union"} else "government"
        office = Office(key, title, short, about, country.name, country.code)
        fill(office, registry, years, _maker(registry.foreigner, language, country.code, party), pool)
        out[key] = office
    return out


def _maker(make: Callable[..., Person], *arguments: object) -> Callable[[], Person]:
    return lambda: make(*arguments)


def _posts(registry: Registry) -> list[Post]:
    posts: list[Post] = []
    pool: list[tuple[int, Person]] = []
    department = {
        key: Office(key, title, short, "all", "Department of State", "US") for key, title, short, _ in DEPARTMENT_OFFICES
    }  # fmt: skip
    for key, _, _, years in DEPARTMENT_OFFICES:
        fill(department[key], registry, years, registry.american, pool)
    home = COUNTRIES[0]
    posts.append(Post(STATE, "SECSTATE WASHDC", "STATE", "Washington", "D", home, "RUEHC", "XRO", 6.0, department))
    for country in COUNTRIES:
        for city, letters, kind in country.posts:
            staff = {
                key: Office(key, title, short, "all", f"US {'Embassy' if kind == 'E' else 'Consulate' if kind == 'C' else 'Mission'} {city.title()}", "US")
                for key, title, short, _, kinds in US_OFFICES if kind in kinds
            }  # fmt: skip
            for key, _, _, years, kinds in US_OFFICES:
                if kind in kinds:
                    fill(staff[key], registry, years, registry.american, pool)
            weight = {"E": 5.0, "C": 1.2, "M": 2.0}[kind] * (0.5 + registry.rng.random())
            station = city.replace(" ", "")
            posts.append(Post(
                len(posts), f"{KINDS_OF_POST[kind]} {city}", station, city.title(), kind, country, "RUEHQ" + letters, "Q" + letters,
                weight, staff, ORGANISATIONS.get(station),
            ))  # fmt: skip
    return posts


def _affairs(rng: Random, seed: int) -> list[Affair]:
    """Affairs from 1972 on: about two begin a year in each country, so that some are always running."""
    out: list[Affair] = []
    kinds = phrases.kinds()
    by_code = {country.code: country for country in COUNTRIES}
    for country in COUNTRIES:
        day = FIRST + 600
        while day < LAST - 200:
            neighbour = by_code[pick(rng.random, country.neighbours)]
            out.append(affairs.make(rng, seed, len(out), (country, neighbour), pick(rng.random, kinds), day))
            day += rng.randrange(60, 330)
    return out
