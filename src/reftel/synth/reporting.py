"""Reported speech: sentences in all the forms that drafters use (`frames.txt`), and the drafter's own.

    {S} {T} {A}{D} that {C}.      Vorrig told the Ambassador March 9 that Hestria would sign
"""

from __future__ import annotations

from functools import cache

from reftel.synth import claims, phrases, speaking
from reftel.synth.choosing import left
from reftel.synth.dates import parts
from reftel.synth.phrases import Clause, Frame
from reftel.synth.scene import Scene, Statement
from reftel.synth.slots import SLOTS

SLOT_MAKERS = (speaking, claims)  # importing them fills `SLOTS`
TELEGRAPHIC = {"plain": "telegraphic", "follow": "telegraphic follow"}


@cache
def framed(section: str) -> list[Frame]:
    """The reporting sentences of a section, spread by weight."""
    return phrases.frames(section, SLOTS)


def report(x: Scene, section: str) -> list[Statement]:
    """Add one reporting sentence; its statements."""
    stock = framed(TELEGRAPHIC.get(section, section) if x.tele else section)
    for _ in range(40):
        frame = stock[int(x.draw() * len(stock))]
        if all(left(x, name) for name in frame.needs):
            break
    else:
        frame = next(one for one in stock if not one.needs)
    return tell(x, frame)


def tell(x: Scene, frame: Frame) -> list[Statement]:
    """Add the sentence of a frame; its statements."""
    if x.parts:
        x.parts.append(" ")
        x.size += 1
    x.cap, x.future = True, False
    made: list[Statement] = []
    x.sentence = made
    first = x.open_statement(frame.mode or "indirect")
    x.run(frame.ops)
    first.kind = frame.kind or first.kind
    first.polarity = frame.polarity or first.polarity
    first.certainty = frame.certainty or first.certainty
    first.channel = frame.channel
    if frame.mode == "implicit":
        first.surface = None
    for one in made:
        one.tier = frame.tier
        one.hearsay, one.hedge = frame.hearsay, frame.hedge
        one.met = parts(x.met)[3] if x.met is not None else None
        if one.addressee is None and x.addressee[3]:
            one.addressee_implied = x.addressee[2]
    x.sentence, x.st = [], None
    x.statements += made
    x.spoke = x.speaker.id
    return made


def sentence(x: Scene, clause: Clause) -> None:
    """Add a sentence of the drafter's own."""
    if x.parts:
        x.parts.append(" ")
        x.size += 1
    x.cap = True
    x.spoke = ""
    x.run(clause.ops[x.tele])


