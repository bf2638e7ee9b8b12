"""The pilcrow before a paragraph's number: read as another sign, lost, or put where there is no paragraph.

    11. (C) While denying ...         is ¶1.
    �4. (C) Professor Cai             is ¶4.
    ... on Friday, December / ¶17. The Dutch      is December 17.
    ¶B. BRASILIA 437                  is reference B

Conservative: a sign counts as a pilcrow only before the number that is due; a lost pilcrow is put back only where the
copy has pilcrows elsewhere, since telegrams themselves have none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reftel.read.landmarks import label_of
from reftel.read.lines import Line, split
from reftel.read.numbering import walk
from reftel.text import Edit

EXAMPLE = ("SUBJECT: X\n\n11. (C) A.\n\n¶2. (C) B.\n\n13. (C) C.", "SUBJECT: X\n\n¶1. (C) A.\n\n¶2. (C) B.\n\n¶3. (C) C.")

_LETTERED = re.compile(r"¶(?=\(?[A-Za-z]\)?[.)]|[A-Z]\. )")


def edits(text: str) -> Iterator[Edit]:
    """Mend the pilcrows."""
    lines = split(text)
    if "¶" in text:
        yield from _letters(lines)
    first = _after_subject(lines)
    found = list(walk(lines, first))
    kept = sum(1 for one in found if one.verdict in {"paragraph", "misread"})
    for one in found:
        start = one.line.start
        if one.verdict == "misread":
            size = len(one.glyph)
            yield Edit(start, start + size, "¶", f"paragraph {one.number} expected here")
        elif one.verdict == "bare" and kept:
            yield Edit(start, start, "¶", f"paragraph {one.number} begins here; other paragraphs have their pilcrow")
        elif one.verdict == "false":
            yield Edit(start, start + len(one.glyph), "", f"the sentence goes on with the number {one.number}")


def _after_subject(lines: Sequence[Line]) -> int:
    """The line after SUBJECT: numbers before it belong to addresses and references."""
    for i, line in enumerate(lines[:400]):
        label = label_of(line.text) if line.text else None
        if label and label[0] == "subject":
            return i + 1
    return 0


def _letters(lines: Sequence[Line]) -> Iterator[Edit]:
    for line in lines:
        if line.text[:1] == "¶" and _LETTERED.match(line.text[:6]):
            yield Edit(line.start, line.start + 1, "", "a letter labels a reference or a point, not a paragraph")
