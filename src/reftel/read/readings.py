"""What the pages of a scanned copy tell beside their text: the other reading of a word, and what stands beside the lines.

    in the text   EURfSDV   COPY-Ol   AND     MAtJORITY
    the other     EUR/SOV   COPY-01   ANO     MAJORITY

A page that was recognised twice gives two readings of most words (`stacked`); the text holds those of the better layer, and the
marks of its source the others. Word by word the same question is asked that is asked of lines in a plain text: which is a word,
a number or a code. Stamps and notes by hand beside the lines (`pages`) are taken out of the text and kept as notes. What is
changed is recorded as the repair `layers` or `beside`, like everything that is changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reftel.read.repairs.layers import rank
from reftel.read.source import Mark
from reftel.telegram.model import Note
from reftel.text import Edit, Restored

READING = "reading"
BESIDE = "beside"
_WHY = "the other layer of the page reads this word so"


def begun(text: str, marks: Iterable[Mark]) -> Restored | None:
    """The text with the better readings, and without what stands beside its lines; None where no mark asks for a change."""
    known = [mark for mark in marks if mark.kind in {READING, BESIDE} and mark.at is not None and mark.at.end <= len(text)]
    if not known:
        return None
    beside = [mark.at for mark in known if mark.kind == BESIDE and mark.at]
    restored = Restored(text).apply(BESIDE, (Edit(at.start, at.end, "", "it stands beside the lines of the page") for at in beside))
    lines = [mark for mark in known if mark.kind == READING and mark.at and not any(at.covers(mark.at) for at in beside)]
    moved = [Mark(mark.kind, restored.to_restored(mark.at), mark.words) for mark in lines if mark.at]
    return restored.apply("layers", edits(restored.text, moved))


def notes(text: str, marks: Iterable[Mark]) -> Iterator[Note]:
    """A note for each block of words that stands beside the lines, in offsets of the source."""
    for mark in marks:
        if mark.kind == BESIDE and mark.at is not None and mark.at.end <= len(text):
            words = " ".join(mark.at.quote(text).split())
            if any(map(str.isalnum, words)):
                yield Note("stamp", words, "beside the text", mark.at)


def edits(text: str, marks: Iterable[Mark]) -> Iterator[Edit]:
    """Edits that put the other reading in the place of a worse one.

    >>> from reftel.text import Span
    >>> list(edits("ANO", [Mark("reading", Span(0, 3), "AND")]))
    [Edit(start=0, end=3, new='AND', why='the other layer of the page reads this word so')]
    """
    done = 0
    for mark in marks:
        if mark.kind != READING or mark.at is None or not done <= mark.at.start < mark.at.end <= len(text):
            continue
        own = mark.at.quote(text)
        if own != mark.words and _rank(mark.words) > _rank(own):
            yield Edit(mark.at.start, mark.at.end, mark.words, _WHY)
            done = mark.at.end


def _rank(words: str) -> int:
    """That of the worst of some words; letters and signs mixed as nobody types them are worse than any."""
    return min((rank(word) for word in words.split()), default=-1)
