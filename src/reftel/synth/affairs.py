"""Affairs: what governments quarrel about for years, with parties whose positions change and events that come or do not.

Every affair has two countries and a movement as parties. A position is one of four, and changes step by step on days that
are known. An event is announced for a day; it is held, postponed (then there is a new one) or cancelled, and that becomes
known on a day: what a telegram of an earlier day forecasts can be checked against it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from random import Random
from typing import Any

import msgspec

from reftel.synth import phrases
from reftel.synth.countries import Country
from reftel.synth.languages import LANGUAGES, brand, place
from reftel.synth.languages import words as words_of
from reftel.synth.picks import pick

_SHORT = re.compile(r" (?:of|on|in|for|near|at|to|from|between) ")
_NAMED = re.compile(r"\{(?:place|firm|village|province|product|people|city)\}[ -]|(?: for| on) \{(?:thing|other)\}")
POSITIONS = ("opposes", "undecided", "conditional", "supports")


class Party(msgspec.Struct):
    """A party to an affair: `positions[k]` held from day `days[k]`."""

    id: str
    name: str
    people: str
    days: list[int]
    positions: list[str]

    def position(self, day: int) -> str:
        """The position on a day."""
        return self.positions[max(0, bisect_right(self.days, day) - 1)]


class Event(msgspec.Struct):
    """A planned event. `known` is the day on which its outcome is known; `moved_to` the new day of a postponed one."""

    id: str
    noun: str
    short: str
    label: str
    kind: str
    announced: int
    planned: int
    outcome: str
    known: int
    moved_to: int | None = None


class Affair(msgspec.Struct):
    """An affair: parties A, B and a movement; `words` holds what its slots say for each of them, plain and telegraphic."""

    index: int
    kind: str
    countries: tuple[Country, Country]
    start: int
    end: int
    parties: list[Party]
    events: list[Event]
    words: list[tuple[dict[str, str], dict[str, str]]]
    tags: tuple[str, ...]
    about: tuple[str, ...]

    def foreseen(self, day: int) -> list[Event]:
        """Events that on this day lie ahead and are planned."""
        return [event for event in self.events if event.announced <= day < event.known and day < event.planned]

    def settled(self, day: int) -> list[Event]:
        """Events whose outcome became known in the last 60 days."""
        return [event for event in self.events if day - 60 <= event.known <= day]


MOVEMENTS = (
    "Front for {0}", "{0} Liberation Movement", "Free {0} League", "{0} Salvation Committee", "Sons of {0}", "{0} Peasant Union", "{0} Solidarity", "New {0} Assembly",
    "{0} Rights Initiative", "Green {0} Alliance",
)  # fmt: skip
FIRMS = ("{0} Holding", "{0} Group", "{0} Resources", "{0} Brothers", "{0} Industries", "{0} Trading", "{0} Consortium", "{0} Works", "{0} International", "{0}")
PRODUCTS = words_of(
    "cotton cocoa coffee copper cement carpets citrus timber textiles tobacco tea tin tungsten sugar sardines sesame soybeans shrimp steel sunflowers "
    "rubber rice raisins quinoa pistachios pepper peanuts olives nickel mangoes manganese maize lentils lead jute honey hides hazelnuts garlic furniture "
    "flour fertilizer feathers diamonds dates cashews cardamom bauxite barley bananas apricots almonds aluminum vanilla wool zinc walnuts cloves"
)
PROVINCES = ("Upper {0}", "Lower {0}", "{0}", "{0} Valley", "North {0}", "South {0}", "{0} Highlands", "{0} Coast")


def make(rng: Random, seed: int, index: int, countries: tuple[Country, Country], kind: str, start: int) -> Affair:
    """An affair of a kind between two countries, from a day on."""
    stock = phrases.raw()[kind]
    end = start + rng.randrange(400, 1500)
    names = _names(rng, seed, countries, stock)
    parties = _parties(rng, index, countries, names["movement"], start, end)
    nouns = [(line.partition("|")[0], line.partition("|")[2]) for line in stock["events"]]
    events = _events(rng, index, [(_filled(noun, names), kind_) for noun, kind_ in nouns], names["topic"], start, end)
    words = [_words(names, parties, k, countries) for k in range(3)]
    return Affair(
        index, kind, countries, start, end, parties, events, words, tuple(stock["tags"].split()), tuple(stock["about"].split())
    )  # fmt: skip


def _filled(text: str, names: dict[str, str]) -> str:
    for key, value in names.items():
        if "{" not in text:
            break
        text = text.replace("{" + key + "}", value)
    return text


def _names(rng: Random, seed: int, countries: tuple[Country, Country], stock: dict[str, Any]) -> dict[str, str]:
    """What the slots of the kind's own words stand for in this affair."""
    a, b = countries
    language = LANGUAGES[a.language]
    named = {
        "place": place(language, seed, 10_000_000 + rng.randrange(1 << 24)),
        "village": place(language, seed, rng.randrange(9000)),
        "city": pick(rng.random, a.posts)[0].title(),
        "firm": pick(rng.random, FIRMS).format(brand(language, seed, 10_000_000 + rng.randrange(1 << 24))),
        "product": pick(rng.random, PRODUCTS),
        "ship": brand(language, seed, rng.randrange(9000)),
        "own": a.name, "other": b.name, "people": a.people, "house": a.house,
    }  # fmt: skip
    named["province"] = pick(rng.random, PROVINCES).format(named["village"])
    named["movement"] = "the " + pick(rng.random, MOVEMENTS).format(named["village"])
    for key in ("thing", "it"):
        named[key] = _filled(stock[key], named)
        named[key + " again"] = _NAMED.sub("", stock[key])
    upper = {key.upper(): value.upper().removeprefix("THE ") for key, value in named.items()}
    named["topic"] = _filled(stock["topic"], upper)
    return named


def _parties(rng: Random, index: int, countries: tuple[Country, Country], movement: str, start: int, end: int) -> list[Party]:
    a, b = countries
    parties = []
    for name, people, key in ((a.name, a.people, a.code), (b.name, b.people, b.code), (movement, a.people, f"M{index}")):
        days, positions = [start - 100], [rng.randrange(4)]
        day = start
        while day < end:
            day += rng.randrange(60, 320)
            step = 1 if rng.random() < 0.62 else -1
            after = min(3, max(0, positions[-1] + step))
            if after != positions[-1]:
                days.append(day)
                positions.append(after)
        parties.append(Party(f"{'O' if key[0] == 'M' else 'C'}:{key.lower()}", name, people, days, [POSITIONS[k] for k in positions]))
    return parties


def _events(rng: Random, index: int, nouns: list[tuple[str, str]], topic: str, start: int, end: int) -> list[Event]:
    events: list[Event] = []
    day, last = start + 10, ""
    while day < end:
        noun, kind = pick(rng.random, [one for one in nouns if one[0] != last] or nouns)
        last = noun
        planned, announced = day + rng.randrange(10, 80), day - rng.randrange(5, 60)
        while True:
            event = _event(rng, f"E:{index}.{len(events)}", noun, topic, kind, announced, planned)
            events.append(event)
            if event.moved_to is None:
                break
            announced, planned = event.known, event.moved_to
        day += rng.randrange(20, 60)
    return events


def _event(rng: Random, key: str, noun: str, topic: str, kind: str, announced: int, planned: int) -> Event:
    outcome = pick(rng.random, ("held",) * 13 + ("postponed",) * 4 + ("cancelled",) * 3)
    known = planned if outcome == "held" else max(announced + 1, planned - rng.randrange(12))
    moved = planned + rng.randrange(7, 60) if outcome == "postponed" else None
    return Event(key, noun, _SHORT.split(noun)[0], f"{topic.title()}: {noun}", kind, announced, planned, outcome, known, moved)


def _words(names: dict[str, str], parties: list[Party], side: int, countries: tuple[Country, Country]) -> tuple[dict[str, str], dict[str, str]]:
    """The slots seen from a party's side, plain and telegraphic."""
    own, other = parties[side], parties[0 if side else 1]
    home = countries[1 if side == 1 else 0]
    plain = {
        "own": own.name, "other": other.name, "owns": own.name + "'s", "people": own.people, "it": names["it"], "thing": names["thing"],
        "it again": names["it again"], "thing again": names["thing again"],
        "movement": names["movement"], "firm": names["firm"], "province": names["province"], "product": names["product"], "house": home.house,
        "service": home.service, "party": home.party, "opposition": home.opposition, "currency": home.currency, "topic'": names["thing"],
        "topic": names["topic"], "ship": names["ship"],
    }  # fmt: skip
    return plain, {key: phrases.telegraphic(value) for key, value in plain.items()}
