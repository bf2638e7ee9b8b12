"""Coined names in text: villages, firms, ships, newspapers, people of the third rank.

A name is drawn by its rank, the first of a country far more often than the thousandth, as names are in real text.
"""

from __future__ import annotations

from functools import lru_cache

from reftel.synth.affairs import FIRMS
from reftel.synth.countries import Country
from reftel.synth.languages import LANGUAGES, RANKS, brand, place, surname
from reftel.synth.picks import Draw, mixed, zipf_rank

KEPT = 1 << 17  # names kept in memory; those of low rank come up again and again


@lru_cache(KEPT)
def village(language: str, seed: int, rank: int) -> str:
    """The village of a rank in the countryside of a language."""
    return place(LANGUAGES[language], seed, rank)


@lru_cache(KEPT)
def firm(language: str, seed: int, rank: int) -> str:
    """The company of a rank."""
    return FIRMS[mixed(seed, 5, rank) % len(FIRMS)].format(brand(LANGUAGES[language], seed, rank))


@lru_cache(KEPT)
def ship(language: str, seed: int, rank: int) -> str:
    """The vessel of a rank."""
    return "MV " + brand(LANGUAGES[language], seed, rank + 1_000_000)


@lru_cache(KEPT)
def person(language: str, seed: int, rank: int) -> tuple[str, str, str]:
    """(id, full name, surname) of a private person of a rank."""
    sounds = LANGUAGES[language]
    number = mixed(seed, 6, rank)
    names = sounds.women if number % 4 == 0 else sounds.men
    family = surname(sounds, seed, rank + 2_000_000)
    return f"P:{family.lower()}.{language[:2]}{rank}", f"{names[(number >> 8) % len(names)]} {family}", family


@lru_cache(KEPT)
def paper(language: str, seed: int, rank: int) -> str:
    """The newspaper of a rank: a few in the capital, then one in each town."""
    papers = LANGUAGES[language].papers
    if rank < len(papers):
        return papers[rank]
    name = village(language, seed, rank)
    return (f"{name} Courier", f"{name} Post", f"Voice of {name}", f"{name} Gazette", f"New {name}", f"{name} Herald")[mixed(seed, rank) % 6]


def rank(draw: Draw) -> int:
    """A rank, drawn."""
    return zipf_rank(draw, RANKS)


def seed_of(seed: int, country: Country) -> int:
    """Each country has names of its own."""
    return mixed(seed, sum(ord(letter) << 8 * k for k, letter in enumerate(country.code)))
