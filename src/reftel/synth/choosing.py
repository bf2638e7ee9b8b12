"""Choosing phrases: the list that fits, and the next line of it that this telegram has not used."""

from __future__ import annotations

from functools import cache
from math import gcd

from reftel.synth import phrases
from reftel.synth.phrases import Clause
from reftel.synth.scene import Op, Scene
from reftel.synth.slots import SLOTS

SPECIFIC = 0.62  # of what is said, the part that belongs to the kind of affair


@cache
def lists(kind: str, name: str) -> tuple[Clause, ...]:
    """The clauses of one list of one kind of affair (or of `general`, `media` ...)."""
    return tuple(phrases.clause(line, SLOTS) for line in phrases.raw()[kind].get(name, ()))


TONES = {"any": ("facts", "supports", "opposes", "conditional", "undecided"), "good": ("supports", "conditional"), "bad": ("opposes", "undecided")}


@cache
def prospects(kind: str, tone: str) -> tuple[Clause, ...]:
    """The clauses of a kind of affair that speak of what would be: any, what one hopes (`good`) or what one fears (`bad`)."""
    found = [one for of in dict.fromkeys((kind, "general")) for name in TONES[tone] for one in lists(of, name)]
    return tuple(one for one in found if one.ahead)


def kind_of(x: Scene) -> str:
    """The kind of the scene's affair; `general` where there is none."""
    return x.affair.kind if x.affair is not None else "general"


@cache
def strides(size: int) -> tuple[int, ...]:
    """Steps by which a list of some size is dealt out without a line coming twice.

    >>> strides(6)
    (1, 5)
    """
    return tuple(step for step in range(1, size) if gcd(step, size) == 1) or (1,)


def deal(x: Scene, clauses: tuple[Clause, ...]) -> Clause:
    """The next of some clauses, dealt out in an order of this telegram's own: none comes again before all have come."""
    size = len(clauses)
    at, step = x.dealt.get(id(clauses)) or (int(x.draw() * size), strides(size)[int(x.draw() * len(strides(size)))])
    at = (at + step) % size
    x.dealt[id(clauses)] = at, step
    return clauses[at]


def unused(x: Scene, clauses: tuple[Clause, ...]) -> Clause | None:
    """The next of some clauses that this telegram has not said yet; None where it has said them all."""
    used, size, key = x.used, len(clauses), id(clauses)
    if key in used or not size:
        return None
    at, step = x.dealt.get(key) or (int(x.draw() * size), strides(size)[int(x.draw() * len(strides(size)))])
    for _ in range(size):
        at = (at + step) % size
        one = clauses[at]
        if one.local or id(one) not in used:
            x.dealt[key] = at, step
            if not one.local:
                used.add(id(one))
            return one
    used.add(key)  # the list as a whole
    return None


def fresh(x: Scene, clauses: tuple[Clause, ...]) -> Clause:
    """The next clause not said yet; one of those said where there is none left."""
    return unused(x, clauses) or deal(x, clauses)


def left(x: Scene, name: str, kind: str | None = None) -> bool:
    """Whether two clauses of a list are left that this telegram has not said (`ahead any`: of what lies ahead)."""
    kind, used = kind or kind_of(x), x.used
    need = 2
    for clauses in (prospects(kind, name[6:]),) if name.startswith("ahead ") else (lists(kind, name), lists("general", name)):
        for one in clauses:
            if id(one) not in used:
                need -= 1
                if not need:
                    return True
    return False


def stand(x: Scene, kind: str, name: str) -> Clause | None:
    """A clause of the kind of affair, or one of the general list of the same name; None where both have been said."""
    own, common = lists(kind, name), lists("general", name)
    first, second = (own, common) if own and x.draw() < SPECIFIC else (common, own)
    return unused(x, first) or unused(x, second)


def apt(x: Scene, kind: str, name: str) -> Clause:
    """A clause of a list, one that has been said where there is none left."""
    return stand(x, kind, name) or deal(x, lists("general", name))


def apt_words(x: Scene, kind: str, name: str) -> Clause:
    """Words that may come again: a topic, a condition, an apposition."""
    own = lists(kind, name)
    return deal(x, own if own and x.draw() < SPECIFIC else lists("general", name))


def _local(name: str) -> Op:
    """A slot that is filled from a list of its own: a townsman, what he did, a building, its state."""

    def say(x: Scene) -> None:
        if name == "did":
            x.deeds += 1
        x.run(deal(x, lists("locals", name)).ops[x.tele])

    return say


for _slot, _list in (("who", "who"), ("did", "did"), ("building", "building"), ("state", "state"), ("opener", "opener"), ("Opener", "opener")):
    SLOTS[_slot] = _local(_list)
