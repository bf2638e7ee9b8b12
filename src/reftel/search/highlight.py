"""Hits in context: the paragraphs of a telegram that hold what was looked for, the best first, the words marked."""

from __future__ import annotations

import msgspec

from reftel.search import words
from reftel.search.index import paragraph_mark
from reftel.search.query import Node, Word, positive
from reftel.telegram.model import Paragraph, Result, Telegram
from reftel.text import Span

WIDTH = 240  # characters of a snippet


class Passage(Result):
    """A paragraph that matched: a piece of its text, and the marked words as spans of that piece."""

    paragraph: int | None
    index: int
    portion_mark: str | None
    text: str
    marks: list[Span]
    found: int


class Wanted(msgspec.Struct, frozen=True):
    """What to mark: a sequence of words, the last perhaps only begun."""

    tokens: tuple[str, ...]
    prefix: bool = False
    fuzzy: bool = False
    scope: str | None = None  # "in:comment", "mark:c": the paragraphs it is looked for in

    def starts(self, placed: list[tuple[str, int, int]], i: int) -> bool:
        """Whether the sequence begins at word `i`."""
        if not self.tokens or i + len(self.tokens) > len(placed):
            return False
        for k, token in enumerate(self.tokens):
            word = placed[i + k][0]
            if k == len(self.tokens) - 1 and self.prefix:
                if not word.startswith(token):
                    return False
            elif self.fuzzy:
                if not _alike(word, token):
                    return False
            elif word != token:
                return False
        return True


def _alike(word: str, token: str) -> bool:
    """Whether two words differ by as many letters as a fuzzy search allows (one below six letters, else two)."""
    most = 1 if len(token) < 6 else 2
    if abs(len(word) - len(token)) > most:
        return False
    row = list(range(len(token) + 1))
    for i, letter in enumerate(word, 1):
        before, row[0] = row[0], i
        for j, other in enumerate(token, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (letter != other))
    return row[-1] <= most


def wanted(tree: Node) -> list[Wanted]:
    """What a query's hits show."""
    found: dict[Wanted, None] = {}
    for one, field in positive(tree):
        scope = f"{field.name}:{words.key(field.value)}" if field else None
        tokens = tuple(words.words(one.text)) if one is not None else ()
        if tokens or scope:
            found[Wanted(tokens, isinstance(one, Word) and one.prefix, isinstance(one, Word) and one.fuzzy, scope)] = None
    return list(found)


def marks(text: str, look: list[Wanted]) -> list[tuple[Span, int]]:
    """Where in a text what was looked for stands: (span, which of `look`), in order, none overlapping.

    >>> [span.quote("The Security Council met.") for span, _ in marks("The Security Council met.", [Wanted(("security", "council"))])]
    ['Security Council']
    """
    placed = words.placed(text)
    firsts: dict[str, list[int]] = {}
    loose = [k for k, one in enumerate(look) if one.fuzzy or (one.prefix and len(one.tokens) == 1)]
    for k, one in enumerate(look):
        if k not in loose and one.tokens:
            firsts.setdefault(one.tokens[0], []).append(k)
    out: list[tuple[Span, int]] = []
    done = 0
    for i, (word, start, _) in enumerate(placed):
        if start < done:
            continue
        best = max((k for k in (*firsts.get(word, ()), *loose) if look[k].starts(placed, i)), key=lambda k: len(look[k].tokens), default=None)
        if best is not None:
            done = placed[i + len(look[best].tokens) - 1][2]
            out.append((Span(start, done), best))
    return out


def passages(telegram: Telegram, look: list[Wanted], limit: int = 3) -> list[Passage]:
    """The paragraphs that matched, those with most of the wanted first, at most `limit`; without words, the first paragraph."""
    scored = []
    for index, paragraph in enumerate(telegram.paragraphs):
        here = [one for one in look if one.scope is None or one.scope in _scopes(paragraph, telegram)]
        found = marks(paragraph.text, here) if here else []
        if found or any(not one.tokens for one in here):
            scored.append((-len({which for _, which in found}), -len(found), index, found))
    scored.sort(key=lambda one: one[:3])
    if not scored and telegram.paragraphs:
        scored = [(0, 0, 0, [])]
    out = []
    for _, _, index, found in scored[:limit]:
        paragraph = telegram.paragraphs[index]
        text, placed_marks = _snippet(paragraph.text, [span for span, _ in found])
        out.append(Passage(paragraph.number, index, paragraph.portion_mark, text, placed_marks, len(found)))
    return out


def _scopes(paragraph: Paragraph, telegram: Telegram) -> set[str]:
    """The scopes a paragraph belongs to, as a query names them."""
    return {f"in:{words.key(paragraph.kind)}", f"mark:{paragraph_mark(paragraph, telegram)}"}


def _snippet(text: str, found: list[Span]) -> tuple[str, list[Span]]:
    """A piece of the text about its first mark, cut at blanks, on one line."""
    start = 0
    if found and found[0].end > WIDTH * 2 // 3:
        start = text.rfind(" ", 0, max(0, found[0].start - WIDTH // 3)) + 1
    end = len(text)
    if end - start > WIDTH:
        cut = text.rfind(" ", start, start + WIDTH)
        end = cut if cut > start else start + WIDTH
        if found:
            end = max(end, min(found[0].end, start + 2 * WIDTH))
    piece = text[start:end].replace("\n", " ")
    before, after = ("... " if start else ""), (" ..." if end < len(text) else "")
    inside = [span.shift(len(before) - start) for span in found if start <= span.start and span.end <= end]
    return f"{before}{piece}{after}", inside
