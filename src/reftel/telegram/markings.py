"""Markings as a lattice: what a portion or a whole telegram may be shown to.

A marking is a level (UNCLASSIFIED < CONFIDENTIAL < SECRET < TOP SECRET), a set of controls that bind its release (SBU,
LOU, NOFORN ...) and, if any, the countries it may be released to. `a <= b` says that whoever may read `b` may read `a`.
The join `a | b` is the marking of a text holding both: the higher level, all controls, the countries common to both.

Rules: the overall marking is the highest of the portions, controls united (ISM); SBU, LOU and FOUO are no classification:
they bind release, not the ceiling. Measured portion marks: (C) 24,144, (SBU) 10,412, (U) 7,151, (S) 3,833, (S/NF) 2,466.
"""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache

import msgspec

from reftel.errors import BadValue


class Level(IntEnum):
    """Classification levels in rising order. RESTRICTED is foreign and NATO usage."""

    UNCLASSIFIED = 0
    RESTRICTED = 1
    CONFIDENTIAL = 2
    SECRET = 3
    TOP_SECRET = 4

    @property
    def words(self) -> str:
        """As written: `TOP SECRET`."""
        return self.name.replace("_", " ")


LETTERS = {"U": Level.UNCLASSIFIED, "R": Level.RESTRICTED, "C": Level.CONFIDENTIAL, "S": Level.SECRET, "TS": Level.TOP_SECRET}
# Marks of unclassified text that bind its release.
BINDING = {"SBU": "SBU", "LOU": "LOU", "FOUO": "FOUO", "OUO": "FOUO"}
CONTROLS = {"NF": "NOFORN", "NOFORN": "NOFORN", "FOUO": "FOUO", "FGI": "FGI", "NATO": "NATO", "OC": "ORCON", "ORCON": "ORCON",
            "PR": "PROPIN", "PROPIN": "PROPIN", "NOFORM": "NOFORN", "NODIS": "NODIS", "EXDIS": "EXDIS", "SBU": "SBU"}  # fmt: skip
LIMITED = "LIMITED OFFICIAL USE"
OFFICIAL = "OFFICIAL USE ONLY"  # until the middle of the 1960s
UNCLASSIFIED = "UNCLASSIFIED"
# UNCLAS with the caption SENSITIVE is sensitive but unclassified; the Department's catalogue writes it so (231 of 238
# telegrams it lists under this name bear the caption, and 2 of 206 that it lists as plainly unclassified).
SENSITIVE_BUT_UNCLASSIFIED = "UNCLASSIFIED//FOR OFFICIAL USE ONLY"

MARK = re.compile(r"\(\s{0,2}(?P<level>TS|SBU|LOU|FOUO|[SCUR])\s{0,2}(?:(?P<rest>[/,\-: ][^()]{0,40}))?\)", re.IGNORECASE)


class Marking(msgspec.Struct, frozen=True):
    """A level, controls, and the countries a text may be released to (None: not limited to a list).

    >>> Marking(Level.SECRET) | Marking(Level.UNCLASSIFIED, frozenset({"NOFORN"}))
    Marking(level=<Level.SECRET: 3>, controls=frozenset({'NOFORN'}), releasable=None)
    >>> Marking(Level.CONFIDENTIAL) <= Marking(Level.SECRET)
    True
    """

    level: Level = Level.UNCLASSIFIED
    controls: frozenset[str] = frozenset()
    releasable: frozenset[str] | None = None

    def __or__(self, other: Marking) -> Marking:
        """The join: what a text holding both must bear."""
        return Marking(max(self.level, other.level), self.controls | other.controls, _common(self.releasable, other.releasable))

    def __and__(self, other: Marking) -> Marking:
        """The meet: the highest marking that is below both."""
        if self.releasable is None or other.releasable is None:
            releasable = None
        else:
            releasable = self.releasable | other.releasable
        return Marking(min(self.level, other.level), self.controls & other.controls, releasable)

    def __le__(self, other: Marking) -> bool:
        """Whether whoever may read `other` may read this."""
        return (self | other) == other

    def __lt__(self, other: Marking) -> bool:
        return self != other and self <= other


def _common(a: frozenset[str] | None, b: frozenset[str] | None) -> frozenset[str] | None:
    if a is None:
        return b
    return a if b is None else a & b


@lru_cache(maxsize=4096)
def portion(mark: str) -> Marking:
    """The marking that a portion mark stands for; with or without its parentheses.

    Raises:
        BadValue: when it is no portion mark.

    >>> portion("(S/NF)")
    Marking(level=<Level.SECRET: 3>, controls=frozenset({'NOFORN'}), releasable=None)
    >>> sorted(portion("C/REL UK, AUS").releasable)
    ['AUS', 'UK']
    """
    text = mark if mark.startswith("(") else f"({mark})"
    found = MARK.fullmatch(text) if len(text) <= 60 else None
    if not found:
        raise BadValue("portion mark", mark[:60], "a level and controls, like (C), (SBU) or (S/NF)")
    word = found["level"].upper()
    controls = {BINDING[word]} if word in BINDING else set()
    releasable: frozenset[str] | None = None
    for part in re.split(r"[/\-:]+", (found["rest"] or "").upper()):
        name = part.strip(" .,")
        if name.startswith("REL"):
            releasable = frozenset(re.split(r"[, ]+|\bAND\b", name.removeprefix("REL").removeprefix(" TO").strip())) - {""}
        elif name in CONTROLS:
            controls.add(CONTROLS[name])
    return Marking(LETTERS.get(word, Level.UNCLASSIFIED), frozenset(controls), releasable)


@lru_cache(maxsize=1024)  # few marks are written, many times each
def canonical_mark(mark: str) -> str:
    """A portion mark as the contract prints it: capitals, single slashes, no blanks about them.

    >>> canonical_mark("(s//nf)"), canonical_mark("(C )"), canonical_mark("(C - ENTIRE TEXT)")
    ('S/NF', 'C', 'C')
    """
    inside = mark.strip().strip("()").upper()
    words = [word for word in (part.strip(" .,") for part in re.split(r"[/\-:]+", inside)) if word and word != "ENTIRE TEXT"]
    return "/".join(re.sub(r"\s+", " ", word).replace("NOFORN", "NF") for word in words)


# The classification line in its spaced-out shapes. Letters are spaced by rule (5 FAH-2); copies drop or double blanks.
_SPACED = {
    "TOP SECRET": r"T ?O ?P {0,2}S ?E ?C ?R ?E ?T",
    "SECRET": r"S ?E ?C ?R ?E ?T",
    "CONFIDENTIAL": r"C {0,2}O {0,2}N {0,2}F {0,2}I {0,2}D {0,2}E {0,2}N {0,2}T {0,2}I {0,2}A {0,2}L",
    LIMITED: r"L ?I ?M ?I ?T ?E ?D {0,2}O ?F ?F ?I ?C ?I ?A ?L {0,2}U ?S ?E",
    "UNCLASSIFIED": r"UNCLAS(?:SIFIED)?|U N C L A S(?: S I F I E D)?",
    "RESTRICTED": r"R ?E ?S ?T ?R ?I ?C ?T ?E ?D",
}
CLASSIFICATION = "|".join(f"(?:{pattern})" for pattern in _SPACED.values())
_WHICH = [(name, re.compile(pattern)) for name, pattern in _SPACED.items()]


@lru_cache(maxsize=1024)
def classification(words: str) -> str:
    """The classification that words in any spacing stand for.

    Raises:
        BadValue: when they are no classification.

    >>> classification("C O N F I D E N T I A L"), classification("UNCLAS"), classification("T O P  S E C R E T")
    ('CONFIDENTIAL', 'UNCLASSIFIED', 'TOP SECRET')
    """
    text = words.strip().upper()
    for name, pattern in _WHICH:
        if pattern.fullmatch(text):
            return name
    raise BadValue("classification", words[:60], "one of " + ", ".join(_SPACED))


@lru_cache(maxsize=256)
def level(name: str) -> Level:
    """The level of a classification in the contract's words; LIMITED and FOR OFFICIAL USE bind release, not the ceiling.

    Raises:
        BadValue: for other words.

    >>> level("TOP SECRET") > level("LIMITED OFFICIAL USE") == level("UNCLASSIFIED")
    True
    """
    key = name.split("//")[0].strip().upper().replace(" ", "_")
    if key in {"LIMITED_OFFICIAL_USE", "OFFICIAL_USE_ONLY"}:  # the second until the middle of the 1960s
        return Level.UNCLASSIFIED
    try:
        return Level[key]
    except KeyError:
        raise BadValue("classification", name, "one of " + ", ".join(one.words for one in Level)) from None
