"""Evidence, and what several pieces of it come to.

A piece of evidence says a value of a field, how often such evidence was right, and which witness it comes from: a file's name and
the table it was published with are one witness, for a publisher makes both. Independent witnesses multiply their odds: two that
are right 9 times in 10 and agree are right 81 times in 82; if they say different things, each is right 9 times in 19.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from reftel.telegram.model import Inference

HIGHEST = 0.999  # nothing inferred is certain
SURE = 0.9  # from here on a value is given; below, the candidates


class Evidence(msgspec.Struct, frozen=True):
    """One witness's word: `field` is `value`, right with `weight` (between 0 and 1), and why, in one sentence or more."""

    field: str
    value: Any
    weight: float
    witness: str
    because: tuple[str, ...]


def weigh(pieces: Iterable[Evidence]) -> Iterator[Inference]:
    """One inference a field; where no value is sure, `<field>_candidates` with all of them.

    >>> two = [Evidence("post", "Zenda", 0.9, "signer", ("signer RASSENDYLL",)), Evidence("post", "Zenda", 0.9, "line 3", ("line 3: RUEHZE",))]
    >>> [(one.field, one.value, one.confidence) for one in weigh(two)]
    [('post', 'Zenda', 0.988)]
    >>> two[1] = Evidence("post", "Strelsau", 0.9, "line 3", ("line 3: RUEHST",))
    >>> [(one.field, one.value, one.confidence) for one in weigh(two)]
    [('post_candidates', ['Zenda', 'Strelsau'], 0.947)]
    """
    fields: dict[str, list[Evidence]] = {}
    for piece in pieces:
        fields.setdefault(piece.field, []).append(piece)
    for field, said in fields.items():
        yield _weighed(field, said)


def _weighed(field: str, said: list[Evidence]) -> Inference:
    odds = _odds(said)
    total = 1 + sum(odds.values())
    ranked = sorted(odds, key=lambda key: -odds[key])
    best = ranked[0]
    confidence = odds[best] / total
    values = {_key(piece.value): piece.value for piece in reversed(said)}
    if confidence >= SURE or len(ranked) == 1:
        for_it = [why for piece in said if _key(piece.value) == best for why in piece.because]
        against = [f"though {why} says {piece.value}" for piece in said if _key(piece.value) != best for why in piece.because[:1]]
        return Inference(field, values[best], rounded(confidence), [*dict.fromkeys(for_it), *dict.fromkeys(against)])
    reasons = [f"{piece.value}: {why}" for piece in said for why in piece.because]
    return Inference(f"{field}_candidates", [values[key] for key in ranked], rounded(sum(odds.values()) / total), list(dict.fromkeys(reasons)))


def _odds(said: list[Evidence]) -> dict[str, float]:
    """The odds of each value: of one witness the best word counts, witnesses multiply."""
    best: dict[tuple[str, str], float] = {}
    for piece in said:
        key = (_key(piece.value), piece.witness)
        best[key] = max(best.get(key, 0.0), piece.weight)
    odds: dict[str, float] = {}
    for (value, _), weight in best.items():
        odds[value] = odds.get(value, 1.0) * min(weight, HIGHEST) / (1 - min(weight, HIGHEST))
    return odds


def _key(value: Any) -> str:
    return str(value)


def rounded(confidence: float) -> float:
    """A confidence as it is printed: three digits, never 1.

    >>> rounded(0.99999), rounded(0.5)
    (0.999, 0.5)
    """
    return min(HIGHEST, round(confidence, 3))
