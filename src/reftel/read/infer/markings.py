"""Classification and precedence from the other places that say them.

Line 4's security group agrees with the classification word in 5,743 of 5,747 telegrams; the doubled prosign of line 2 with the first of
line 5 in 5,746. The overall marking is the highest of the portions (ISM), so portion marks say the least that it can be: where
nothing else says it, the highest of them, for a compilation above its parts is rare.
"""

from __future__ import annotations

from collections.abc import Iterator

from reftel.errors import BadValue
from reftel.read.infer.evidence import Evidence
from reftel.telegram import markings
from reftel.telegram.markings import Level
from reftel.telegram.model import Telegram

GROUPS = {"U": Level.UNCLASSIFIED, "E": Level.UNCLASSIFIED, "R": Level.RESTRICTED, "C": Level.CONFIDENTIAL, "S": Level.SECRET, "T": Level.TOP_SECRET}
_GROUP = 0.998
_PORTIONS = 0.97


def classifications(telegram: Telegram) -> Iterator[Evidence]:
    """The classification from the security group and from the portion marks."""
    group = telegram.security_group
    if group and group[0] in GROUPS:
        yield Evidence("classification", GROUPS[group[0]].words, _GROUP, "line 4", (f"security group {group} of line 4",))
    marks = [paragraph.portion_mark for paragraph in telegram.paragraphs if paragraph.portion_mark]
    levels = [level for mark in marks if (level := level_of(mark)) is not None]
    if levels and max(levels) > Level.UNCLASSIFIED:
        highest = max(levels)
        said = f"portion marks: the highest of {len(levels)} is {marks[levels.index(highest)]}, and the whole is at least that"
        yield Evidence("classification", highest.words, _PORTIONS, "portion marks", (said,))


def level_of(mark: str) -> Level | None:
    """The level of a portion mark; None where it is none.

    >>> level_of("S/NF").words, level_of("X")
    ('SECRET', None)
    """
    try:
        return markings.portion(mark).level
    except BadValue:
        return None
