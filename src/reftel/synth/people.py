"""People with careers: who held which office when, and how their names are spelled.

An official who leaves an office may come back in a higher one, so that the Deputy Foreign Minister of 2004 is the Foreign
Minister of 2007 under the same name; American officers move from post to post in the same way.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from random import Random

import msgspec

from reftel.synth.languages import Language, surname, words
from reftel.synth.picks import pick


class Person(msgspec.Struct):
    """A made-up person. `spellings` are other ways the surname is written; `id` is the same in all telegrams."""

    id: str
    forename: str
    surname: str
    female: bool
    country: str
    spellings: tuple[str, ...] = ()
    party: str | None = None

    @property
    def full(self) -> str:
        """Forename and surname."""
        return f"{self.forename} {self.surname}"


class Office(msgspec.Struct):
    """An office and who held it: term k began on day `starts[k]` (proleptic ordinal)."""

    key: str
    title: str
    short: str
    about: str
    organisation: str
    country: str
    starts: list[int] = []
    holders: list[Person] = []

    def holder(self, day: int) -> Person:
        """Who held it on a day."""
        return self.holders[max(0, bisect_right(self.starts, day) - 1)]


FIRST, LAST = 719528, 735234  # 1970-01-01 and 2013-12-31
SHIFTS = (("v", "w"), ("ch", "tch"), ("kh", "h"), ("i", "y"), ("ou", "u"), ("sh", "ch"), ("dz", "z"), ("k", "c"), ("ai", "ay"), ("j", "dj"))


def spellings(name: str) -> tuple[str, ...]:
    """Other ways a foreign name is written in Latin letters.

    >>> spellings("Khovich")
    ('Khowich', 'Khovitch', 'Hovich')
    """
    out: list[str] = []
    for old, new in SHIFTS:
        at = name.lower().find(old)
        if at >= 0 and len(out) < 3:
            end = at + len(old)
            out.append(name[:at] + (new.capitalize() if at == 0 else new) + name[end:])
    return tuple(out)


class Registry:
    """Makes people, each with an id of their own."""

    def __init__(self, rng: Random, seed: int) -> None:
        self.rng = rng
        self.seed = seed
        self.made = 0

    def foreigner(self, language: Language, country: str, party: str | None) -> Person:
        """A new person of a country."""
        rng = self.rng
        self.made += 1
        female = rng.random() < 0.22
        family = surname(language, self.seed + self.made, rng.randrange(1 << 20))
        forename = pick(rng.random, language.women if female else language.men)
        return Person(f"P:{family.lower()}{self.made}", forename, family, female, country, spellings(family), party)

    def american(self) -> Person:
        """A new officer of the Foreign Service."""
        rng = self.rng
        self.made += 1
        female = rng.random() < 0.3
        family = pick(rng.random, AMERICAN_SURNAME_STARTS) + pick(rng.random, AMERICAN_SURNAME_ENDS)
        forename = pick(rng.random, AMERICAN_WOMEN if female else AMERICAN_MEN)
        if rng.random() < 0.5:
            forename += f" {'ABCDEFGHJKLMPRSTW'[int(rng.random() * 17)]}."
        return Person(f"P:{family.lower()}{self.made}", forename, family, female, "US")


def fill(office: Office, registry: Registry, years: float, fresh: Callable[[], Person], pool: list[tuple[int, Person]]) -> None:
    """Give an office its holders from 1970 to 2013; now and then one comes from the pool of those free at the time.

    Args:
        office: to be filled.
        registry: where new people come from.
        years: how long a holder stays on average.
        fresh: a function that makes a new holder.
        pool: (day free, person) of people who may be taken; those who leave this office are added.
    """
    rng = registry.rng
    day = FIRST - rng.randrange(900)
    while day < LAST:
        free = [k for k, (since, _) in enumerate(pool[-60:]) if since <= day <= since + 500]
        if free and rng.random() < 0.4:
            person = pool.pop(max(0, len(pool) - 60) + pick(rng.random, free))[1]
        else:
            person = fresh()
        office.starts.append(day)
        office.holders.append(person)
        day += int(365 * years * (0.5 + rng.random()))
        pool.append((day, person))


AMERICAN_MEN = words(
    "Alan Albert Andrew Arthur Benjamin Brian Carl Charles Curtis Daniel David Dennis Donald Douglas Edward Eric Francis Frank Gary George Gerald "
    "Gordon Gregory Harold Harvey Henry Howard James Jeffrey John Joseph Keith Kenneth Lawrence Leonard Louis Martin Matthew Michael Nathan Neil "
    "Oliver Patrick Paul Peter Philip Ralph Raymond Richard Robert Roger Roland Samuel Scott Stephen Stuart Theodore Thomas Timothy Victor Walter "
    "Warren Wayne William"
)
AMERICAN_WOMEN = words(
    "Alice Amy Andrea Anne Barbara Beth Carol Catherine Christine Claire Deborah Diane Donna Eileen Elaine Elizabeth Ellen Emily Frances Gail Grace "
    "Heather Helen Jane Janet Jean Jennifer Joan Judith Julia Karen Katherine Laura Linda Louise Margaret Martha Mary Maureen Melissa Nancy Natalie "
    "Pamela Patricia Rachel Rebecca Ruth Sandra Sarah Sharon Susan Teresa Theresa Virginia Wendy"
)
AMERICAN_SURNAME_STARTS = words(
    "Ald Ash Bal Barn Beck Bel Black Brad Brent Brook Bur Cald Car Chad Clay Cole Cran Dal Dun East Eden Ell Fair Farn Fen Field Ford Gar Gold Grant "
    "Green Hal Ham Har Hart Hav Hen Hol Hunt Kel Kings Lam Lang Lock Mal Mar Mer Mil Mont New Nor Oak Old Pem Pres Rad Red Rock Ros Sand Shel Sher "
    "Stan Stock Strat Sut Thorn Tren Wal War Wel West Whit Wick Win Wood York"
)
AMERICAN_SURNAME_ENDS = words(
    "bourne brook bury by combe cott croft dale den don field ford gate ham hurst land ley low man mere more ridge ston ter ton well wick wood worth"
)
