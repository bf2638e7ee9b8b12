"""Pages of paper as text: words that sit somewhere on a page, put into lines, and the way back from the text to the page.

A telegram is typescript: its columns, indents and blank lines tell what its words do not (`INFO  LOG-00   COPY-01` is a row of
offices, what stands below it their second row). So a page is set as a clerk would type it off: words on one baseline make a line,
a wide gap as many blanks as letters would fill it, a space between lines an empty line. What stands beside the lines (stamps,
exemption codes, a declassification box, printed across or upright) follows the page's text on lines of its own and is not
mixed into it; prose in two columns is read column by column.

`Pages` keeps page and box of every letter in five bytes a letter, so that a span of the text leads back to the paper.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from reftel.read.lines import is_open
from reftel.read.source import Place
from reftel.text import Span

RIGHT, DOWN, LEFT, UP = range(4)  # where a line of writing runs to, on the page as it is seen
GAP = 8  # letters: a wider gap behind a line of prose parts it from what stands beside it
PROSE = 36  # letters that make a line one of prose, and no cell of a table
COLUMN = 5  # lines on both sides of a gutter that make columns
MOST_BLANKS = 60
MOST_LINES = 400  # that are asked where columns part
_HANGING = re.compile(r"\(?(?:\d{1,3}|[A-Za-z]|[ivx]{1,4})[.)]+|[-–—*•o¶]{1,2}|\d{1,2}")
MOST_EMPTY = 3

Box = tuple[float, float, float, float]


class Word(NamedTuple):
    """Letters without a blank between them: their box on the page as it is seen, in points from its upper left corner.

    `base` is where they stand, counted across the line; `edges` where each letter ends, in 255ths of the word's length.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    base: float
    way: int = RIGHT
    edges: bytes = b""
    seen: bool = True

    @property
    def box(self) -> Box:
        """Left, top, right, bottom."""
        return self.left, self.top, self.right, self.bottom


class Piece(NamedTuple):
    """A word in the text of a page: where its letters begin, and whether a new line does."""

    at: int
    word: Word
    opens: bool


class Laid(NamedTuple):
    """The text of one page and the words in it; what stands beside or across its lines begins at `beside` of the text."""

    text: str
    pieces: list[Piece]
    beside: int = -1

    @property
    def main(self) -> str:
        """The page's lines without what stands beside them."""
        return self.text if self.beside < 0 else self.text[: self.beside]


class _Turned(NamedTuple):
    """A word as its line is read: from `begin` to `end`, standing on `base`; `high` is the height of its letters."""

    begin: float
    end: float
    base: float
    high: float
    word: Word


Chain = list[_Turned]


def lay(words: Sequence[Word]) -> Laid:
    """The text of a page's words: lines from top to bottom, what stands beside or across them behind.

    >>> of = lambda text, left, base: Word(text, left, base - 8, left + 6 * len(text), base + 2, base)
    >>> lay([of("ZENDA", 120, 50), of("FM", 40, 50), of("AMEMBASSY", 60, 50), of("TO", 40, 74), of("X", 40, 62)]).text
    'FM AMEMBASSY ZENDA\\nX\\nTO'
    """
    ways = Counter[int]()
    for word in words:
        ways[word.way] += len(word.text)
    text: list[str] = []
    pieces: list[Piece] = []
    size, aside = 0, -1
    for i, (way, _) in enumerate(ways.most_common()):
        for block, beside in _blocks([_turn(word) for word in words if word.way == way]):
            if aside < 0 and (beside or i):
                aside = size
            if size:
                text.append("\n\n")
                size += 2
            for part in _typed(block, size, pieces):
                text.append(part)
                size += len(part)
    return Laid("".join(text), pieces, aside)


def _turn(word: Word) -> _Turned:
    if word.way == RIGHT:
        return _Turned(word.left, word.right, word.base, word.bottom - word.top, word)
    if word.way == LEFT:
        return _Turned(-word.right, -word.left, -word.base, word.bottom - word.top, word)
    if word.way == DOWN:
        return _Turned(word.top, word.bottom, -word.base, word.right - word.left, word)
    return _Turned(-word.bottom, -word.top, word.base, word.right - word.left, word)


def letter_width(words: Iterable[_Turned]) -> float:
    """How wide a letter is on a page, by its words of three letters and more."""
    found = [(one.end - one.begin) / len(one.word.text) for one in words if len(one.word.text) > 2]
    return max(median(found), 0.5) if found else 6.0


def _chains(words: Sequence[_Turned]) -> list[Chain]:
    """Words that stand on one baseline, each chain from left to right; a slanting line is followed from word to word."""
    if not words:
        return []
    reach = max(0.4 * median(one.high for one in words), 0.5)
    chains: list[Chain] = []
    near: dict[int, list[int]] = {}  # the chains that last stood at a height
    for one in sorted(words, key=lambda one: one.begin):
        key = int(one.base // reach)
        best, distance = -1, reach
        for k in (key - 1, key, key + 1):
            for i in near.get(k, ())[-8:]:
                last = chains[i][-1]
                apart = abs(last.base - one.base)
                if apart < distance and int(last.base // reach) == k and last.end - one.begin < 0.5 * (one.end - one.begin):
                    best, distance = i, apart
        if best < 0:
            best = len(chains)
            chains.append([])
        chains[best].append(one)
        near.setdefault(key, []).append(best)
    return sorted(chains, key=_height)


def _height(chain: Chain) -> float:
    return sum(one.base for one in chain) / len(chain)


def _blocks(words: Sequence[_Turned]) -> Iterator[tuple[list[Chain], bool]]:
    """The lines of the page's text, column by column; then, as such, those that stand beside them."""
    wide = letter_width(words)
    beside: list[_Turned] = []
    chains = _chains(words)
    margin = _left_margin(chains, wide)
    chains = [chain for chain in chains if margin is None or not _outside(chain, margin, wide, beside)]
    edge = _right_margin(chains, wide)
    chains = [left for chain in chains if (left := _without_beside(chain, wide, edge, beside))]
    gutter = _gutter(chains, wide)
    if gutter is None:
        yield chains, False
    else:
        for column in _columns(chains, gutter):
            yield column, False
    if beside:
        yield _chains(beside), True


def _left_margin(chains: Sequence[Chain], wide: float) -> float | None:
    """Where lines of prose begin; None on a page where they do not begin together."""
    begins = Counter[int]()
    for chain in chains:
        for first in (i for i, one in enumerate(chain) if i == 0 or one.begin - chain[i - 1].end > 1.5 * wide):
            if chain[_before_gap(chain, first, GAP * wide) - 1].end - chain[first].begin > PROSE * wide:
                begins[round(chain[first].begin / wide)] += 1
                break
    both = {column: count + begins.get(column + 1, 0) for column, count in begins.items()}
    column = max(both, key=both.__getitem__, default=None)
    return None if column is None or both[column] < COLUMN or both[column] * 2 < sum(begins.values()) else column * wide


def _outside(chain: Chain, margin: float, wide: float, beside: list[_Turned]) -> bool:
    """Take to `beside` what stands to the left of the margin, but for numbers and dashes, that hang there; whether that is all."""
    first = next((i for i, one in enumerate(chain) if one.end > margin - wide or _HANGING.fullmatch(one.word.text)), len(chain))
    beside += chain[:first]
    del chain[:first]
    return not chain


def _right_margin(chains: Sequence[Chain], wide: float) -> float | None:
    """Where lines of prose end; what begins to the right of it stands beside them. None on a page without prose."""
    ends = []
    for chain in chains:
        last = _before_gap(chain, 0, GAP * wide)
        if chain[last - 1].end - chain[0].begin > PROSE * wide:
            ends.append(chain[last - 1].end)
    return median(ends) - 2 * wide if len(ends) >= COLUMN else None


def _before_gap(chain: Chain, first: int, gap: float) -> int:
    """The index behind the last word before a gap so wide, from the word `first` on."""
    return next((i for i in range(first + 1, len(chain)) if chain[i].begin - chain[i - 1].end > gap), len(chain))


def _without_beside(chain: Chain, wide: float, edge: float | None, beside: list[_Turned]) -> Chain:
    """The chain without what stands beside the lines, which goes to `beside`: words to the right of the margin, behind a gap or
    alone, and what a wide gap parts from prose."""
    if edge is not None and chain[0].begin > edge:
        beside += chain
        return []
    first = 0
    while (at := _before_gap(chain, first, (GAP - 2) * wide)) < len(chain):
        prose = chain[at - 1].end - chain[first].begin > PROSE * wide and chain[at].begin - chain[at - 1].end > GAP * wide
        if prose or (edge is not None and chain[at].begin > edge):
            beside += chain[at:]
            return chain[:at]
        first = at
    return chain


def _gutter(chains: Sequence[Chain], wide: float) -> float | None:
    """Where a page in two columns of prose is parted: the height of white that most of its lines share, prose on both sides."""
    if sum(len(chain) > 5 for chain in chains) < 2 * COLUMN:
        return None
    votes = Counter[int]()
    for chain in chains[:MOST_LINES]:
        for before, after in pairwise(chain):
            if after.begin - before.end > 1.5 * wide:
                votes.update(range(int(before.end // wide) + 1, int(after.begin // wide) + 1))
    for column, count in votes.most_common(1):
        at = (column + 0.5) * wide
        parted = [(sum(one.end <= at for one in chain), sum(one.begin >= at for one in chain), len(chain)) for chain in chains]
        prose = sum(left > 3 and right > 3 and left + right == whole for left, right, whole in parted)
        crossed = sum(left + right < whole for left, right, whole in parted)
        if count >= COLUMN and prose >= COLUMN and prose * 2 > count and crossed * 4 < count:
            return at
    return None


def _columns(chains: Sequence[Chain], at: float) -> tuple[list[Chain], list[Chain]]:
    left: list[Chain] = []
    right: list[Chain] = []
    for chain in chains:
        crosses = any(one.begin < at < one.end for one in chain)
        left.append(chain if crosses else [one for one in chain if one.end <= at])
        right.append([] if crosses else [one for one in chain if one.begin >= at])
    return [chain for chain in left if chain], [chain for chain in right if chain]


def _typed(chains: Sequence[Chain], begin: int, pieces: list[Piece]) -> Iterator[str]:
    """The block's text in parts, a piece noted for each word; `begin` is where the block begins in the page's text."""
    words = [one for chain in chains for one in chain]
    wide = letter_width(words)
    margin = _margin(chains)
    steps = [_height(after) - _height(before) for before, after in pairwise(chains)]
    pitch = sorted(steps)[len(steps) // 4] if steps else 0.0  # most lines follow each other, some after an empty one
    at = begin
    for i, chain in enumerate(chains):
        empty = max(round(min(steps[i - 1] / pitch, MOST_EMPTY + 1)) - 1, 0) if i and pitch > 0 else 0
        lead = "\n" * (empty + 1 if i else 0) + " " * min(max(round((chain[0].begin - margin) / wide), 0), MOST_BLANKS)
        yield lead
        at += len(lead)
        for k, one in enumerate(chain):
            if k:
                gap = (one.begin - chain[k - 1].end) / wide
                between = " " * (min(max(round(gap), 1), MOST_BLANKS) if gap > 0.2 else 0)
                yield between
                at += len(between)
            pieces.append(Piece(at, one.word, k == 0))
            yield one.word.text
            at += len(one.word.text)


def _margin(chains: Sequence[Chain]) -> float:
    """The left margin: where a tenth of the lines have begun, so that specks outside it indent nothing."""
    begins = sorted(chain[0].begin for chain in chains)
    return begins[len(begins) // 10] if begins else 0.0


class Pages:
    """Where the letters of a text sit on the pages it was taken from.

    >>> pages = Pages()
    >>> text = pages.add(Laid("FM X", [Piece(0, Word("FM", 10, 0, 22, 10, 8), True), Piece(3, Word("X", 28, 0, 34, 10, 8), False)]))
    >>> pages.where(Span(1, 4)).boxes, pages.where(Span(1, 4)).page
    ([(16.0, 0.0, 34.0, 10.0)], 1)
    """

    def __init__(self) -> None:
        self._begins = array("Q")  # where each page begins in the text
        self._numbers = array("L")  # which page of the paper it is
        self._words = array("Q")  # where each word begins in the text
        self._sizes = array("H")
        self._boxes = array("f")  # four a word
        self._flags = array("B")  # the word's direction, and 4 where it opens a line
        self._edges = bytearray()  # one a letter; none in a word whose letters are alike
        self._edges_at = array("Q")
        self._size = 0
        self._open = False

    def __len__(self) -> int:
        return len(self._begins)

    def add(self, page: Laid, number: int | None = None) -> str:
        """Add a page; what to add to the text: a form feed where one page was before it, and the page's text.

        A sentence that the page's end cuts goes on without an empty line.
        """
        lead = "" if not len(self._begins) else "\n\f" if self._open else "\n\n\f"
        begin = self._size + len(lead)
        self._begins.append(begin)
        self._numbers.append(number or len(self._begins))
        for piece in page.pieces:
            self._place(begin + piece.at, piece.word, piece.opens)
        self._size = begin + len(page.text)
        self._open = is_open(page.main.rstrip().rpartition("\n")[2].strip())
        return lead + page.text

    def _place(self, at: int, word: Word, opens: bool) -> None:
        self._words.append(at)
        self._sizes.append(min(len(word.text), 0xFFFF))
        self._boxes.extend(word.box)
        self._flags.append(word.way | (4 if opens else 0))
        self._edges_at.append(len(self._edges))
        self._edges += word.edges

    def where(self, span: Span) -> Place:
        """Page and boxes of a span, one box for each line of it on the page where it begins; `places` gives the pages after it too."""
        return self.places(span)[0]

    def places(self, span: Span) -> list[Place]:
        """One place for each page that a span runs over, in order; an empty list of boxes where it quotes no letter."""
        first = max(bisect_right(self._begins, span.start) - 1, 0)
        last = max(bisect_right(self._begins, max(span.end - 1, span.start)) - 1, first)
        return [self._on_page(span, i) for i in range(first, last + 1)] if len(self._begins) else [Place("characters of the page", span.start, span.end)]

    def _on_page(self, span: Span, i: int) -> Place:
        begin = self._begins[i]
        end = self._begins[i + 1] if i + 1 < len(self._begins) else self._size
        start, stop = max(span.start, begin), max(min(span.end, end), max(span.start, begin))
        return Place("characters of the page", start - begin, stop - begin, page=self._numbers[i], boxes=list(self._boxes_of(start, stop)))

    def _boxes_of(self, start: int, stop: int) -> Iterator[Box]:
        held: Box | None = None
        for i in range(max(bisect_right(self._words, start) - 1, 0), len(self._words)):
            at = self._words[i]
            if at >= stop:
                break
            if at + self._sizes[i] <= start:
                continue
            box = self._part(i, max(start - at, 0), min(stop - at, self._sizes[i]))
            if held is not None and (self._flags[i] & 4 or not _in_line(held, box, self._flags[i] & 3)):
                yield held
                held = None
            held = box if held is None else (min(held[0], box[0]), min(held[1], box[1]), max(held[2], box[2]), max(held[3], box[3]))
        if held is not None:
            yield held

    def _part(self, i: int, first: int, last: int) -> Box:
        """The box of the letters `first..last` of a word."""
        left, top, right, bottom = (self._boxes[4 * i + k] for k in range(4))
        size = self._sizes[i]
        if first == 0 and last == size:
            return left, top, right, bottom
        begin, end = self._edge(i, first, size), self._edge(i, last, size)
        way = self._flags[i] & 3
        if way == RIGHT:
            return left + begin * (right - left), top, left + end * (right - left), bottom
        if way == LEFT:
            return right - end * (right - left), top, right - begin * (right - left), bottom
        if way == DOWN:
            return left, top + begin * (bottom - top), right, top + end * (bottom - top)
        return left, bottom - end * (bottom - top), right, bottom - begin * (bottom - top)

    def _edge(self, i: int, letter: int, size: int) -> float:
        """How far into a word's length its letter begins, between 0 and 1."""
        at = self._edges_at[i]
        known = (self._edges_at[i + 1] if i + 1 < len(self._edges_at) else len(self._edges)) > at
        if not known or letter == 0 or letter == size:
            return letter / size
        return self._edges[at + letter - 1] / 255


def _in_line(held: Box, box: Box, way: int) -> bool:
    """Whether a box goes on with the line of the one before it."""
    near, far = (1, 3) if way in {RIGHT, LEFT} else (0, 2)
    overlap = min(held[far], box[far]) - max(held[near], box[near])
    return overlap > 0.3 * min(held[far] - held[near], box[far] - box[near])
