"""The E.O. line mistyped: another number for 12958, a doubled letter, a sign of the same key.

    E.O. 12598: DECL: 03/13/2017       E.O. 12958: DECLL: 03/13/2017      E.9. 12958       OECL: OAOR

12598, 12985, 19528, 19523, 12928 in 10 of 6,712 web pages; DECLL, E.9. now and then; OECL: OAOR in released scans.
"""

from __future__ import annotations

import random
import re

from reftel.synth.damage import shapes
from reftel.text import Edit

RATE = 10 / 7546
HEALABLE = True
NUMBERS = {"12958": ("12598", "12985", "19528", "19523", "12928"), "13526": ("13256", "13562", "15326"), "12356": ("12536", "12365", "i2356")}
EXAMPLE = ("E.O. 12958: N/A\nTAGS: PREL, UNSC\n", "E.O. 12598: N/A\nTAGS: PREL, UNSC\n")

_LINE = re.compile(r"\b(?P<label>E\. ?O\.) ?(?P<number>\d{5}):?(?: (?P<decl>DECL)\b:?(?: (?P<rule>OADR)\b)?)?")


def edits(text: str, rng: random.Random) -> list[Edit]:
    """The number as a rule; else the label, DECL or OADR."""
    at = shapes.heading(text)
    found = _LINE.search(text, at.start, at.end)
    if found is None:
        return []
    can: list[Edit] = []
    if found["number"] in NUMBERS:
        can += [Edit(*found.span("number"), new, "mistyped") for new in NUMBERS[found["number"]]] * 2
    if found["rule"]:
        can += [Edit(*found.span("rule"), new, "misread") for new in ("OAOR", "0ADR")]
    if found["decl"]:
        can += [Edit(*found.span("decl"), new, "mistyped") for new in ("DECLL", "OECL", "DELC")]
    can.append(Edit(*found.span("label"), "E.9.", "mistyped"))
    return [rng.choice(can)]
