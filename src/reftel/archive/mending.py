"""What one copy's paragraph can give another's: letters that are masked, damaged or lost.

Of two copies of a telegram one says "XXXXXXXXXXXX said" and the other the name; one lost its accents and the other not; one
ends in mid sentence. A word is taken over where its own copy shows that it is damaged: a mask, a sign that stands for a
lost letter, a digit within a word, no word of English where the other's is one. Where both are sound words and differ, the
shown copy keeps its own: reftel does not choose between readings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import msgspec

from reftel.archive import aligning
from reftel.telegram.lexicon import is_word
from reftel.text import Span

# Masks as they are seen: a run of X (1,254 of 7,546 copies), blocks, an editor's bracket, an exemption.
MASK = re.compile(
    r"[xX]{4,}|[█■▇]{1,}|_{5,}|\[[^\[\]]{0,60}(?:excised|redacted|deleted|omitted|not declassified|denied)[^\[\]]{0,60}\]|\(B\)\s?\([1-9]\)|\(B[1-9]\)", re.IGNORECASE,
)  # fmt: skip
# What falls between lines of a copy and is no part of the text.
_JUNK = re.compile(r"\b(?:PAGE \d|SECTION \d|\d+ OF \d+|SIPDIS|RELEASED? IN|DECLASSIFIED|UNCLASSIFIED|CONFIDENTIAL|SECRET|NNNN)\b", re.IGNORECASE)
_LOST = re.compile(r"\ufffd|[^\W\d_]\?[^\W\d_]")
_MIXED = re.compile(r"[^\W\d_]\d+[^\W\d_]|[a-z]{2,}\d|\d[a-z]{3,}|[^\W\d_][|\\\]\[][^\W\d_]|\|")
_LETTERS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


class Patch(msgspec.Struct, frozen=True):
    """Letters `place` of one text are better as `new`, which stands at `there` of the other; `why` in words."""

    place: Span
    new: str
    there: Span
    why: str


def is_masked(text: str) -> bool:
    """Whether letters were taken out of it.

    >>> is_masked("XXXXXXXXXXXX said"), is_masked("He said")
    (True, False)
    """
    return MASK.search(text) is not None


def patches(text: str, other: str) -> list[Patch]:
    """What `other`, another copy's reading of the same paragraph, can give `text`; in order, not touching.

    >>> [(one.place.quote("Count XXXXXX left."), one.new) for one in patches("Count XXXXXX left.", "Count Hentzau left.")]
    [('XXXXXX', 'Hentzau')]
    """
    if text == other:
        return []
    here, there = aligning.spans(text), aligning.spans(other)
    mine, theirs = [aligning.plain(span.quote(text)) for span in here], [aligning.plain(span.quote(other)) for span in there]
    found = []
    for block in aligning.blocks(mine, theirs):
        if not block.same and (patch := _patch(text, other, here, there, block)):
            found.append(patch)
        elif block.same:
            found += _signs(text, other, here, there, block)
    return sorted(found, key=lambda patch: patch.place)


def _signs(text: str, other: str, here: Sequence[Span], there: Sequence[Span], block: aligning.Block) -> Iterator[Patch]:
    """Words that are the same but for a sign: a replacement character where the other has a quotation mark."""
    if "\ufffd" in text:
        for i, j in zip(block.left, block.right, strict=True):
            word, better = here[i].quote(text), there[j].quote(other)
            if "\ufffd" in word and "\ufffd" not in better:
                yield Patch(here[i], better, there[j], "a sign was lost")


def _patch(text: str, other: str, here: Sequence[Span], there: Sequence[Span], block: aligning.Block) -> Patch | None:
    source = _stretch(there, block.right, len(other))
    better = source.quote(other)
    if not block.left:
        return _insertion(text, better, source, here, block)
    place = _stretch(here, block.left, len(text))
    old = place.quote(text)
    if not block.right:
        return None
    if is_masked(old):
        return None if is_masked(better) else _trimmed(Patch(place, better, source, "masked"), old)
    if len(block.right) > len(block.left) and "-" in old and _letters(old) == _letters(better):
        return None  # a hyphened word that the other copy broke at the end of a line
    if not is_masked(better) and len(block.left) <= 12 and len(block.right) <= 12 and soundness(better) > soundness(old):
        return Patch(place, better, source, "damaged")
    return None


def _letters(text: str) -> str:
    return "".join(letter for letter in text.lower() if letter.isalnum())


def _trimmed(patch: Patch, old: str) -> Patch:
    """A mask keeps the signs round it where both have the same: `XXXX,` and `Hentzau,`."""
    start, end = patch.place.start, patch.place.end
    new, there = patch.new, patch.there
    while len(old) > 1 and len(new) > 1 and old[-1] == new[-1] and not old[-1].isalnum():
        old, new, end = old[:-1], new[:-1], end - 1
        there = Span(there.start, there.end - 1)
    while len(old) > 1 and len(new) > 1 and old[0] == new[0] and not old[0].isalnum():
        old, new, start = old[1:], new[1:], start + 1
        there = Span(there.start + 1, there.end)
    return Patch(Span(start, end), new, there, patch.why)


def _insertion(text: str, better: str, source: Span, here: Sequence[Span], block: aligning.Block) -> Patch | None:
    """Words that the other copy has more: taken where they are words of the text, not what fell between its lines."""
    at = block.left.start
    if is_masked(better) or "¶" in better or not _LETTERS.search(better) or _JUNK.search(better) or soundness(better) < 0.75:
        return None
    if better.isupper() and not text.isupper() and len(better.split()) > 1:
        return None
    fresh = [aligning.plain(word) for word in better.split()]
    around = [aligning.plain(span.quote(text)) for span in here[max(0, at - len(fresh)) : at + len(fresh)]]
    if any(fresh == around[k : k + len(fresh)] for k in range(len(around))) and len(fresh) > 0:
        return None  # a line printed twice there
    if at == len(here):
        return Patch(Span(len(text), len(text)), f" {better}" if text else better, source, "the end was lost")
    return Patch(Span(here[at].start, here[at].start), f"{better} ", source, "words were lost")


def _stretch(spans: Sequence[Span], which: range, size: int) -> Span:
    if not which:
        at = spans[which.start].start if which.start < len(spans) else size
        return Span(at, at)
    return Span(spans[which.start].start, spans[which.stop - 1].end)


def soundness(text: str) -> float:
    """How sound the words of a few look, from 0 (letters are lost) to 1 (all words of English); names count three quarters.

    >>> soundness("government"), soundness("Veskolin"), soundness("govemment"), soundness("gov?rnment")
    (1.0, 0.75, 0.5, 0.0)
    """
    marks = [_sound(word) for word in text.split()]
    return sum(marks) / len(marks) if marks else 0.0


def _sound(word: str) -> float:
    if _LOST.search(word):
        return 0.0
    if _MIXED.search(word):
        return 0.25
    parts = _LETTERS.findall(word)
    if not parts:
        return 0.75
    if all((len(part) > 1 and is_word(part)) or part in {"a", "A", "I"} for part in parts):
        return 1.0
    return 0.75 if parts[0][0].isupper() and not parts[0].isupper() else 0.5


def overlapping(found: Sequence[Patch]) -> bool:
    """Whether two patches touch the same letters; `patches` never gives such.

    >>> overlapping(patches("a XXXX b", "a c b"))
    False
    """
    return any(last.place.end > patch.place.start for last, patch in pairwise(found))
