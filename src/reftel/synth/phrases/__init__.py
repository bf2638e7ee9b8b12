"""The stock of phrases: what is said of dams and debts, and the sentences that report it.

A phrase is written with slots in braces (`{own} would sign {it} {cond}`) and compiled once into a tuple of words and
functions. Each is kept twice: as it stands, and in the telegraphic style of the 1970s, without articles. A sign before a
clause tells what it is: `-` negative, `?` probable, `%` possible, `!` the speaker's own future act. What the main clause
says plainly needs no sign: `not` makes it negative, `might` and `could` make it possible.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

from reftel.errors import BadValue
from reftel.synth.picks import spread

Ops = tuple[tuple[str, int, Any], ...]  # words, their length, and the slot (a function of a scene) behind them
Slots = Mapping[str, Any]  # functions of a scene; "=" makes one from a word
_SLOT = re.compile(r"\{([^{}]+)\}")
_ARTICLE = re.compile(r"(?i)\b(?:the|an?) (?=[\w{\"])")
_SIGNS = {"-": ("-", "CT", "say"), "?": ("+", "PR", "say"), "%": ("+", "PS", "say"), "!": ("+", "CT", "commit")}
# What follows is no longer the main clause, or only its second half, and the first gives the label.
_MAIN = re.compile(r"[;:]|,? \b(?:that|who|whom|whose|which|whether|because|since|than|when|while|where|until|if|unless|before|after|as|and|or|but|so|once)\b")
_NEGATION = re.compile(r"\b(?:not|never|nobody|cannot|no|none|nothing|neither|nor)\b", re.IGNORECASE)
_POSSIBLE = re.compile(r"\b(?:might|may|could(?! not\b))\b")
_LOCAL = re.compile(r"\{(?:who|did)\}")
# Slots of frames and the lists behind them that are not to run out within a telegram.
NEEDS = {"Q": "quotes", "W": "asks", "W0": "asks", "R": "requests", "r": "requests", "R2": "demands", "M": "commits", "E": "merits", "w": "words",
         "F": "ahead any", "F+": "ahead good", "F-": "ahead bad", "B": "beliefs"}  # fmt: skip
FILES = ("affairs_1", "affairs_2", "general", "reports", "locals")


class Clause(msgspec.Struct, frozen=True):
    """A compiled clause: `ops[0]` as written, `ops[1]` telegraphic; and what it asserts."""

    ops: tuple[Ops, Ops]
    polarity: str = "+"
    certainty: str = "CT"
    kind: str = "say"
    ahead: bool = False  # it speaks of what would be
    local: bool = False  # it is filled from long lists of local people and deeds, and never reads the same


class Frame(msgspec.Struct, frozen=True):
    """A reporting sentence: its words, the formula it follows (`tier`), and what the formula settles."""

    ops: Ops
    tier: str
    kind: str | None = None
    mode: str | None = None
    polarity: str | None = None
    certainty: str | None = None
    channel: str | None = None
    hearsay: bool = False
    hedge: bool = False
    holder: bool = False
    needs: tuple[str, ...] = ()  # the lists it draws whole sentences or clauses from


def telegraphic(text: str) -> str:
    """The style of the cable years: no articles.

    >>> telegraphic("the {firm} case would wait for a ruling")
    '{firm} case would wait for ruling'
    """
    return _ARTICLE.sub("", text)


def compiled(text: str, slots: Slots) -> Ops:
    """Words and slot functions in order, as (words, their length, the slot behind them or None).

    Raises:
        BadValue: for a slot that nobody fills.

    >>> compiled("{own} would sign", {"own": print})
    (('', 0, <built-in function print>), (' would sign', 11, None))
    """
    ops: list[tuple[str, int, Any]] = []
    at = 0
    for found in _SLOT.finditer(text):
        words = text[at : found.start()]
        slot = slots.get(found[1])
        if slot is None and found[1][0] == "=":
            slot = slots["="](found[1][1:])  # a word that reports, as it stands
        if slot is None:
            raise BadValue("slot", found[0], "one of " + ", ".join(sorted(slots)))
        ops.append((words, len(words), slot))
        at = found.end()
    if at < len(text):
        ops.append((text[at:], len(text) - at, None))
    return tuple(ops)


def main_clause(text: str) -> str:
    """The main clause of some words, as far as it reaches before the first conjunction or relative pronoun.

    >>> main_clause("the rent had not been paid since {year}")
    'the rent had not been paid'
    """
    found = _MAIN.search(text)
    return text[: found.start()] if found else text


def clause(text: str, slots: Slots) -> Clause:
    """A clause with its sign, and with what its main clause says without one.

    >>> clause("the rent had not been paid", {}).polarity, clause("a sale might help nobody", {}).certainty
    ('-', 'PS')
    """
    sign, _, rest = text.partition(" ")
    polarity, certainty, kind = _SIGNS.get(sign, ("+", "CT", "say"))
    words = rest if sign in _SIGNS else text
    main = main_clause(words)
    if _NEGATION.search(main):
        polarity = "-"
    if certainty == "CT" and _POSSIBLE.search(main):
        certainty = "PS"
    ops = compiled(words, slots), compiled(telegraphic(words), slots)
    return Clause(ops, polarity, certainty, kind, " would " in f" {main} ", bool(_LOCAL.search(words)))


def read(name: str) -> dict[str, dict[str, Any]]:
    """The sections of a phrase file: name to {key: value, list name: lines}.

    >>> read("affairs_1")["dam"]["topic"]
    '{PLACE} DAM'
    """
    sections: dict[str, dict[str, Any]] = {}
    current: dict[str, Any] = {}
    lines: list[str] = []
    for line in (files(__name__) / f"{name}.txt").read_text("utf-8").splitlines():
        if line.startswith("== "):
            current = sections.setdefault(line[3:], {})
        elif line.startswith("@"):
            lines = current.setdefault(line[1:], [])
        elif ": " in line and "lines" not in current and not any(isinstance(value, list) for value in current.values()):
            key, _, value = line.partition(": ")
            current[key] = value
        elif line and not line.startswith("#"):
            lines.append(line)
    return sections


@cache
def raw() -> dict[str, dict[str, Any]]:
    """All sections of all phrase files."""
    return {name: section for file in FILES for name, section in read(file).items()}


@cache
def kinds() -> tuple[str, ...]:
    """The kinds of affairs, in the order of the files."""
    return tuple(name for file in FILES[:2] for name in read(file))


@cache
def verbs(use: str) -> list[str]:
    """Verb forms of one use, each as often as counted in real telegrams (`verbs.csv`).

    >>> verbs("that").count("said") > verbs("that").count("joked") > 0
    True
    """
    with (files(__name__) / "verbs.csv").open(encoding="utf-8") as source:
        return spread(((row["form"], float(row["count"])) for row in csv.DictReader(source) if row["use"] == use), 1024)


def frames(section: str, slots: Slots) -> list[Frame]:
    """The reporting sentences of one section of `frames.txt`, spread by weight."""
    weighted = []
    inside = False
    for line in (files(__name__) / "frames.txt").read_text("utf-8").splitlines():
        if line.startswith("=="):
            inside = line[3:] == section
        elif inside and line and not line.startswith("#"):
            weight, tier, settings, words = (part.strip() for part in line.split("|", 3))
            needs = tuple(NEEDS[name] for name in _SLOT.findall(words) if name in NEEDS)
            weighted.append((_frame(tier, settings, compiled(words, slots), needs), float(weight)))
    return spread(weighted, 2048)


def _frame(tier: str, settings: str, ops: Ops, needs: tuple[str, ...]) -> Frame:
    said = dict(pair.split("=") for pair in settings.split(",")) if settings else {}
    return Frame(ops, tier, said.get("k"), said.get("m"), said.get("p"), said.get("c"), said.get("ch"), "h" in said, "ah" in said, "holder" in said, needs)
