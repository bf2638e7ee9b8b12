"""The world: made-up names only, careers without gaps, positions that change, events with outcomes."""

from __future__ import annotations

from itertools import pairwise

from reftel.synth import lexicon
from reftel.synth.countries import COUNTRIES
from reftel.synth.real_places import real_places
from reftel.synth.world import World, build
from reftel.telegram import mrn, posts, tags
from reftel.telegram.vocabulary import table

DAY = 732_750  # in March 2007


def test_no_post_bears_a_real_name_or_indicator(world: World) -> None:
    stations = {row["station"] for row in table("posts")} | {row["variant"] for row in table("station_spellings")}
    indicators = {row["routing_indicator"] for name in ("posts", "collectives") for row in table(name)}
    for post in world.posts[1:]:
        assert post.station not in stations and post.routing_indicator not in indicators
        assert mrn.station(post.station) == post.station


def test_country_codes_are_nobodys_tags() -> None:
    for country in COUNTRIES:
        assert country.code[0] == "Q" and not tags.is_known(country.code) and tags.codes(country.code) == (country.code,)


def test_subjects_are_real_tags(world: World) -> None:
    assert {tag for affair in world.affairs for tag in affair.tags if not tags.is_known(tag)} == set()


def test_a_seed_is_a_world() -> None:
    one, other, third = build(7), build(7), build(8)
    assert [affair.words for affair in one.affairs] == [affair.words for affair in other.affairs]
    assert [affair.words for affair in one.affairs] != [affair.words for affair in third.affairs]


def test_every_office_is_held_at_all_times(world: World) -> None:
    for offices in world.offices.values():
        for office in offices.values():
            assert office.starts == sorted(office.starts) and office.starts[0] < 720_000
            assert office.holder(DAY).full


def test_officials_rise(world: World) -> None:
    deputies = {person.id for offices in world.offices.values() for person in offices["dfm"].holders}
    others = {person.id for offices in world.offices.values() for key, office in offices.items() if key != "dfm" for person in office.holders}
    assert len(deputies & others) > 5


def test_positions_change_one_step_at_a_time(world: World) -> None:
    steps = ("opposes", "undecided", "conditional", "supports")
    changed = 0
    for affair in world.affairs:
        for party in affair.parties:
            at = [steps.index(position) for position in party.positions]
            assert all(abs(after - before) == 1 for before, after in pairwise(at))
            assert party.position(party.days[-1] - 1) == (party.positions[-2] if len(at) > 1 else party.positions[-1])
            changed += len(at) > 1
    assert changed > len(world.affairs)


def test_every_event_has_an_outcome_and_a_postponed_one_comes_again(world: World) -> None:
    outcomes = set()
    for affair in world.affairs[:200]:
        for event in affair.events:
            outcomes.add(event.outcome)
            assert event.announced < event.known
            if event.outcome == "postponed":
                assert any(other.planned == event.moved_to and other.noun == event.noun for other in affair.events)
            else:
                assert event.moved_to is None
    assert outcomes == {"held", "postponed", "cancelled"}


def test_posts_are_named_from_their_address(world: World) -> None:
    assert all(posts.name(post.plad) for post in world.posts)


def test_no_coined_name_is_that_of_a_real_town() -> None:
    assert {"riga", "tanga", "rajkot", "malang", "bor", "rampur", "madgaon", "akbulak"} <= real_places()
    for country in COUNTRIES:
        assert not {city.lower() for city, _, _ in country.posts} & real_places()
        for rank in range(1500):
            assert lexicon.village(country.language, 11, rank).lower() not in real_places()
            assert lexicon.ship(country.language, 11, rank)[3:].lower() not in real_places()
