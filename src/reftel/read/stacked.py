"""Two readings of one page image, laid upon each other as layers of invisible text; the better one is taken, page by page.

    layer 1   CONFIOENTIAL   IMMEDIATE   O00E-00
    layer 2   CONFIDENTIAL   IMMEOIATE   DODE-00

Releases of the State Department hold the same page recognised twice (405 of 482 pages of 1986): each layer is a run of the page's
contents, and its words lie over those of the other. No content stream has to say so: the words' places do. What counts is how
many of a layer's words are words (of English, of the trade, or numbers) less those that are none. The other layer is not
lost: where its word for a place differs it is handed on as an alternative, and what it alone has is taken where it is a word.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

import msgspec

from reftel.read.pages import RIGHT, Word
from reftel.read.repairs.layers import rank

FEWEST = 4  # pairs of words upon each other
SHARE = 0.3  # of the words of the smaller layer
OVER = 0.5  # of a word's place that another takes
CELL = 3.0  # points across and down
ROW = 1 << 16  # cells
DEEPEST = 3  # seams within seams
MOST_CELLS = 400  # for one word


class Read(msgspec.Struct):
    """How good a layer is: its words that are words or numbers, of all that are longer than a letter."""

    known: int
    words: int

    @property
    def share(self) -> float:
        """Known of all; 0 for a layer without words."""
        return self.known / self.words if self.words else 0.0

    @property
    def worth(self) -> int:
        """Words that can be read less those that mislead."""
        return self.known - (self.words - self.known)


class Chosen(msgspec.Struct):
    """The words of a page as they are taken, what each layer was worth, and the other readings: (place among the words, words)."""

    words: list[Word]
    layers: list[Read]
    taken: int = 0
    filled: int = 0
    others: dict[int, str] = {}


def measure(words: Sequence[Word]) -> Read:
    """What a layer is worth.

    >>> measure([Word("IMMEOIATE", 0, 0, 50, 10, 8), Word("BRIDGE", 60, 0, 90, 10, 8)]).share
    0.5
    """
    tokens = [word.text for word in words if len(word.text) > 1 and any(map(str.isalnum, word.text))]
    return Read(sum(rank(token) > 1 for token in tokens), len(tokens))


def choose(words: Sequence[Word]) -> Chosen:
    """The better of the layers in a page's words, which are given in the order of its contents."""
    layers = split(words)
    if len(layers) == 1:
        return Chosen(list(words), [])
    read = [measure(layer) for layer in layers]
    taken = max(range(len(layers)), key=lambda i: (read[i].worth, sum(word.seen for word in layers[i])))
    chosen = Chosen(layers[taken], read, taken)
    for i, layer in enumerate(layers):
        if i != taken:
            _compare(chosen, layer)
    return chosen


def split(words: Sequence[Word], deep: int = 0) -> list[list[Word]]:
    """The layers of a page: parted where the contents begin again over what they have covered; one layer where they do not."""
    at = _seam(words) if deep < DEEPEST else None
    if at is None:
        return [list(words)]
    return [part for half in (words[:at], words[at:]) for part in split(half, deep + 1)]


def _seam(words: Sequence[Word]) -> int | None:
    """The place in the contents that most pairs of overlying words are on two sides of; of several that where the page begins again."""
    pairs = _pairs(words)
    if len(pairs) < FEWEST:
        return None
    steps = [0] * (len(words) + 1)
    for below, above in pairs:
        steps[below + 1] += 1
        steps[above + 1] -= 1
    crossing = list(accumulate(steps))
    at = max(range(1, len(words)), key=lambda i: (crossing[i], words[i - 1].top - words[i].top))
    enough = crossing[at] >= FEWEST and crossing[at] >= SHARE * min(at, len(words) - at)
    return at if enough and crossing[at] * 3 >= len(pairs) else None  # of up to four layers


def _pairs(words: Sequence[Word]) -> list[tuple[int, int]]:
    """(below, above) of words of which one takes most of the other's place; the word below is the last one there."""
    last: dict[int, int] = {}
    out = []
    for i, word in enumerate(words):
        cells, beside = _cells(word)
        below = [last[cell] for cell in cells if cell in last]
        if below and len(below) >= OVER * len(cells):
            found = below[0] if below[0] == below[-1] else max(set(below), key=below.count)
            if below.count(found) >= OVER * len(cells):
                out.append((found, i))
        for cell in cells:
            last[cell] = i
        for cell in beside:
            last[cell] = i
    return out


def _cells(word: Word) -> tuple[range, range]:
    """The cells of the page under the middle of a word; and those next to them on the side to which the middle leans.

    No two layers lie quite upon each other: what a word takes is half a cell to both sides of its middle.
    """
    if word.way == RIGHT:
        middle, first, last, step = (word.top + word.bottom) / 2, word.left, word.right, 1
    else:
        middle, first, last, step = (word.left + word.right) / 2, word.top, word.bottom, ROW
    row, near = int(middle // CELL), int((middle + CELL / 2) // CELL)
    near = near if near != row else row - 1
    begin, end = int(first // CELL), min(int(last // CELL) + 1, int(first // CELL) + MOST_CELLS)
    across = ROW if step == 1 else 1
    return range(row * across + begin * step, row * across + end * step, step), range(near * across + begin * step, near * across + end * step, step)


def _compare(chosen: Chosen, layer: Sequence[Word]) -> None:
    """Note the other layer's readings, and take the words that it alone has."""
    place: dict[int, int] = {}
    for i, word in enumerate(chosen.words):
        for cells in _cells(word):
            for cell in cells:
                place.setdefault(cell, i)
    readings: dict[int, list[str]] = {}
    alone = []
    for word in layer:
        cells, _ = _cells(word)
        owners = [place[cell] for cell in cells if cell in place]
        if not owners:
            if rank(word.text) > 1 and any(map(str.isalnum, word.text)):
                alone.append(word)
            continue
        owner = max(set(owners), key=owners.count)
        if owners.count(owner) >= OVER * len(cells):
            readings.setdefault(owner, []).append(word.text)
    for i, found in readings.items():
        reading = " ".join(found)
        if reading != chosen.words[i].text and i not in chosen.others:
            chosen.others[i] = reading
    chosen.words = chosen.words + alone  # behind, so that the places noted stay
    chosen.filled += len(alone)
