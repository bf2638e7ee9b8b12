"""Hits in context: the paragraphs of a telegram that hold what was looked for, the best first, the words marked.

Only the telegrams of a page are looked at, and of their readings only the paragraphs are decoded. A paragraph is folded once
and searched with what stands at the beginning of each sequence; it is cut into words only where a letter folds to several
(`Straße`), or where a misspelling is looked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

import msgspec

from reftel.search import words
from reftel.search.index import UNMARKED, Marked, paragraph_mark
from reftel.search.query import Node, Word, positive
from reftel.telegram.model import Inference, Paragraph, Result, Sender
from reftel.text import Span

WIDTH = 240  # characters of a snippet
FEW = 4  # so many sequences are looked for one by one; of more, first which of their words stand there at all


class Passage(Result):
    """A paragraph that matched: a piece of its text, and the marked words as spans of that piece.

    `start` is where the piece begins in the paragraph's text (a piece from its midst opens with "... "), `found` how many marks
    the whole paragraph has.
    """

    paragraph: int | None
    index: int
    portion_mark: str | None
    text: str
    marks: list[Span]
    found: int
    kind: str = "body"
    start: int = 0


class Brief(msgspec.Struct, rename={"sender": "from"}):
    """What a hit shows of a telegram: the same JSON object, decoded in part."""

    mrn: str | None = None
    sent: str | None = None
    sender: Sender | None = None
    classification: str | None = None
    subject: str | None = None
    paragraphs: list[Paragraph] = []
    inferred: list[Inference] = []

    def inference(self, field: str) -> str | None:
        """What was inferred for a field."""
        return next((one.value for one in self.inferred if one.field == field), None)

    @property
    def number(self) -> str | None:
        """Its MRN, as read or else as inferred."""
        return self.mrn or self.inference("mrn")

    @property
    def post(self) -> str | None:
        """The post that sent it, as read or else as inferred."""
        return (self.sender.post if self.sender else None) or self.inference("post")


class Wanted(msgspec.Struct, frozen=True):
    """What to mark: a sequence of words, the last perhaps only begun; `kinds` and `marks` bind it to some paragraphs."""

    tokens: tuple[str, ...]
    prefix: bool = False
    fuzzy: bool = False
    kinds: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()

    def binds(self, kind: str, mark: str | None) -> bool:
        """Whether it is looked for in paragraphs of this kind and mark."""
        return (not self.kinds or words.key(kind) in self.kinds) and (not self.marks or (mark or UNMARKED) in self.marks)

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Where it stands in a text that was folded letter by letter."""
        if self.fuzzy:
            yield from _alike_in(text, self.tokens[0])
            return
        pattern, at = _pattern(self.tokens, self.prefix), 0
        while found := pattern.search(text, at):
            start, end = found.span()
            if start and text[start - 1].isalnum():
                at = start + 1
                continue
            yield start, end
            at = end


@lru_cache(maxsize=1024)
def _pattern(tokens: tuple[str, ...], prefix: bool) -> re.Pattern[str]:
    """Words with no letters or digits between; it begins with plain letters, which the engine looks for fast."""
    return re.compile(r"[\W_]+".join(map(re.escape, tokens)) + (r"[^\W_]*" if prefix else r"(?![^\W_])"))


_WORD = re.compile(r"[^\W_]+")
_BLANKS = "".join(chr(i) if chr(i).isalnum() else " " for i in range(128))


def _alike_in(text: str, token: str) -> Iterator[tuple[int, int]]:
    """The words of a folded text that a fuzzy search takes for a word."""
    most = _slips(token)
    short, long = len(token) - most, len(token) + most
    held = text.translate(_BLANKS).split() if text.isascii() else _WORD.findall(text)
    for word in {word for word in held if short <= len(word) <= long}:
        if _alike(word, token):
            yield from Wanted((word,)).spans(text)


def _slips(token: str) -> int:
    """How many letters may differ."""
    return 1 if len(token) < words.TWO_SLIPS else 2


@lru_cache(maxsize=65536)
def _letters(word: str) -> int:
    """The letters of a word as bits."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) % 61)
    return bits


@lru_cache(maxsize=65536)
def _alike(word: str, token: str) -> bool:
    """Whether two words differ by as many letters as a fuzzy search allows; two neighbours that changed places count as one."""
    most = _slips(token)
    if abs(len(word) - len(token)) > most or (_letters(word) ^ _letters(token)).bit_count() > 2 * most:
        return False
    older: list[int] = []
    row = list(range(len(token) + 1))
    for i, letter in enumerate(word, 1):
        new = [i, *([0] * len(token))]
        for j, other in enumerate(token, 1):
            new[j] = min(row[j] + 1, new[j - 1] + 1, row[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == token[j - 2] and word[i - 2] == other:
                new[j] = min(new[j], older[j - 2] + 1)
        older, row = row, new
    return row[-1] <= most


def wanted(tree: Node) -> list[Wanted]:
    """What a query's hits show."""
    found: dict[Wanted, None] = {}
    for one, scope in positive(tree):
        tokens = tuple(words.words(one.text)) if one is not None else ()
        kinds = tuple(words.key(field.value) for field in scope.kinds)
        marks_of = tuple(words.key(field.value) for field in scope.marks)
        if tokens or scope:
            found[Wanted(tokens, isinstance(one, Word) and one.prefix, isinstance(one, Word) and one.fuzzy, kinds, marks_of)] = (
                None
            )
    return list(found)


def marks(text: str, look: Iterable[Wanted]) -> list[tuple[Span, int]]:
    """Where in a text what was looked for stands: (span, which of `look`), in order, none overlapping.

    >>> text = "The Security Council met."
    >>> [span.quote(text) for span, _ in marks(text, [Wanted(("security", "council"))])]
    ['Security Council']
    """
    look = list(look)
    if not look:
        return []
    level = words.levelled(text)
    places: list[tuple[int, int]] = []
    if level is None:
        level, places = _rewritten(text)
    asked = [(which, one) for which, one in enumerate(look) if one.tokens]
    if len(asked) > FEW:
        held = set(level.translate(_BLANKS).split() if level.isascii() else _WORD.findall(level))
        asked = [(which, one) for which, one in asked if one.prefix or one.fuzzy or held.issuperset(one.tokens)]
    found = sorted((start, -end, which) for which, one in asked for start, end in one.spans(level))
    out: list[tuple[Span, int]] = []
    done = 0
    for start, minus_end, which in found:
        if start >= done:
            done = -minus_end
            out.append((Span(start, done), which))
    return [(_place(span, places), which) for span, which in out] if places else out


def _rewritten(text: str) -> tuple[str, list[tuple[int, int]]]:
    """A text's words folded, with a blank after each, and for each letter the word of the text it came from."""
    pieces, places = [], []
    for word, start, end in words.placed(text):
        pieces.append(word)
        places += [(start, end)] * (len(word) + 1)
    return " ".join([*pieces, ""]), places


def _place(span: Span, places: list[tuple[int, int]]) -> Span:
    return Span(places[span.start][0], places[span.end - 1][1])


def passages(telegram: Marked, look: list[Wanted], limit: int = 3, first: int | None = None) -> list[Passage]:
    """The paragraphs that matched, those with most of the wanted first, at most `limit`; without words, the first paragraph.

    The paragraph `first` stands before all, whatever it holds.
    """
    scored: list[tuple[bool, int, int, int, list[tuple[Span, int]]]] = []
    for index, paragraph in enumerate(telegram.paragraphs):
        mark = paragraph_mark(paragraph, telegram)
        here = [one for one in look if one.binds(paragraph.kind, mark)]
        found = marks(paragraph.text, here) if here else []
        if found or index == first or any(not one.tokens for one in here):
            scored.append((index != first, -len({which for _, which in found}), -len(found), index, found))
    scored.sort(key=lambda one: one[:4])
    if not scored and telegram.paragraphs:
        scored = [(True, 0, 0, 0, [])]
    return [passage(telegram.paragraphs[index], index, [span for span, _ in found]) for *_, index, found in scored[:limit]]


def passage(paragraph: Paragraph, index: int, found: list[Span]) -> Passage:
    """A paragraph as a hit shows it: opened at the first of its marks, on one line, cut at blanks."""
    text, start = paragraph.text, 0
    if found and found[0].end > WIDTH * 2 // 3:
        start = text.rfind(" ", 0, max(0, found[0].start - WIDTH // 3)) + 1
        start = max(start, found[0].start - WIDTH // 2)  # where no blank is near
    end = len(text)
    if end - start > WIDTH:
        cut = text.rfind(" ", start, start + WIDTH)
        end = cut if cut > start else start + WIDTH
        if found:
            end = max(end, min(found[0].end, start + 2 * WIDTH))
    piece = text[start:end].replace("\n", " ")
    before, after = ("... " if start else ""), (" ..." if end < len(text) else "")
    inside = [span.shift(len(before) - start) for span in found if start <= span.start and span.end <= end]
    return Passage(
        paragraph.number, index, paragraph.portion_mark, f"{before}{piece}{after}", inside, len(found), paragraph.kind, start
    )
