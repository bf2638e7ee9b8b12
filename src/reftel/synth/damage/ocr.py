"""Letters that a machine takes for others: O for D or 0, l for 1 or I, rn for m, a full stop for a comma, l for a slash.

    IMMEOIATE   C0NFIDENTIAL   UNCLASSIFIEO   COPY-Ol   SUBdECT   i2356   "the rninister. who"   Date!DTG

O, 0 and D: 35 of 37 released scans; l, 1 and I: 34; the whole copy is hit. 1 and 4 of 6,702 web pages, 5 of 487 others.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from reftel.text import Edit

RATE = 36 / 7546  # O, 0 and D: pages 1, scans 35
HEALABLE = True
EXAMPLE = ("IMMEDIATE\n", "IMMEOIATE\n")
SHARES = (0.003, 0.006, 0.012, 0.03)  # of the letters that can be mistaken, by copy
HABITS = "DDDOI0l1"  # a machine mistakes one letter of a copy more than others, as a rule D
MORE = 8  # times as often

# What is taken for what. A letter among capitals, a letter among small ones, a digit among digits, a comma within a sentence.
_CAPITALS: dict[str, Sequence[str]] = {"O": "0", "D": "O", "I": "l1", "J": "d", "S": "5", "B": "8", "Q": "O"}
_SMALL: dict[str, Sequence[str]] = {"l": "1I", "m": ("rn",), "rn": "m"}
_DIGITS: dict[str, Sequence[str]] = {"0": "O", "1": "lIi", "5": "S", "8": "B"}
_TAKEN_FOR: dict[str, Sequence[str]] = {**_CAPITALS, **_SMALL, **_DIGITS, ",": ".", "/": "l1!"}
_MISTAKEN = re.compile(
    r"(?<![a-z])(?:(?<=[A-Z])[ODIJSBQ](?![a-z])|[ODIJSBQ](?=[A-Z]))"
    r"|(?<=[A-Za-z ])/(?=[A-Z ])|(?<![^\n])O(?= \d{6}Z)"
    r"|(?<=[a-z])(?:l|m|rn)(?![A-Z])|(?<=[\d/])[0158](?![a-z])|[0158](?=[\d/])|(?<=[a-z]),(?=[ \n][a-z])"
)


def edits(text: str, rng: random.Random) -> list[Edit]:
    """Errors all over the copy, one at least."""
    habit = rng.choice(HABITS)
    return confused(text, rng, rng.choice(SHARES), habit) or confused(text, rng, 0.1, habit)


def confused(text: str, rng: random.Random, share: float, habit: str = "") -> list[Edit]:
    """Of the letters that can be mistaken a share is, and more of the one that the machine is in the habit of mistaking."""
    out: list[Edit] = []
    for found in _MISTAKEN.finditer(text):
        chance = share * MORE if found[0] == habit else share
        if rng.random() < chance and (not out or found.start() > out[-1].end):
            out.append(Edit(*found.span(), _taken_for(found[0], rng), "misread"))
    return out


def misread(text: str, rng: random.Random, share: float) -> str:
    """A text with such errors."""
    parts: list[str] = []
    done = 0
    for edit in confused(text, rng, share):
        parts += (text[done : edit.start], edit.new)
        done = edit.end
    return "".join([*parts, text[done:]])


def _taken_for(letter: str, rng: random.Random) -> str:
    return rng.choice(_TAKEN_FOR[letter])
