"""A text as received, and the way back to where each of its characters sat in the file."""

from __future__ import annotations

from typing import Protocol

import msgspec

from reftel.read.encodings import MIXED, bytes_of, decode
from reftel.telegram.model import Origin, named
from reftel.text import Restored, Span

__all__ = ["MIXED", "Blob", "Layout", "Mark", "Place", "Source", "decode"]


class Place(msgspec.Struct, frozen=True):
    """Where a span of a source text sits in what was received.

    `unit` says what `start` and `end` count: bytes of a file, characters of a page, of a table's cell, of a mail's part. On a page of
    paper, `page` counts from 1 and `boxes` are (left, top, right, bottom) in points (1/72 inch) from its upper left corner,
    one for each line the span runs over.
    """

    unit: str
    start: int
    end: int
    row: int | None = None
    column: str | None = None
    page: int | None = None
    boxes: list[tuple[float, float, float, float]] = []


class Mark(msgspec.Struct, frozen=True):
    """What the wrapping's own markup says of a stretch of the text, or of words it keeps apart from the text.

    `kind` is the reader's word for it (head, dateline, source, footnote, signer, person, gloss, reference ...); `at` spans the
    source's text, `words` are words that do not stand in the text (a footnote's), `key` what the markup points to.
    """

    kind: str
    at: Span | None = None
    words: str = ""
    key: str | None = None


class Assumption(str):
    """A sentence on what was assumed of an input, or is wrong with it; `kind` names the defect that tells of it.

    >>> Assumption("pages_unread", "page 2 has no text").kind
    'pages_unread'
    """

    __slots__ = ("kind",)
    kind: str

    def __new__(cls, kind: str, said: str) -> Assumption:
        """The sentence, with the defect's name."""
        made = super().__new__(cls, said)
        made.kind = kind
        return made

    def __reduce__(self) -> tuple[type[Assumption], tuple[str, str]]:  # so that pickle hands on both
        return Assumption, (self.kind, str(self))


class Layout(Protocol):
    """Where the letters of a text sit on pages of paper, or in a marked-up file."""

    def where(self, span: Span) -> Place:
        """Page and boxes of a span of the text."""


class Source(msgspec.Struct):
    """A text to read: its characters, its origin, what the wrapping said of it, and the original bytes.

    `way` is the recorded way from a wrapping (a page's markup) to the text; `cells` say which column each part of the
    wrapped text came from: (start in it, column), and `unit` what is counted there; `layout` the pages of paper or the
    marked-up file it was taken from; `marks` what the wrapping's markup says. A part of a longer text begins at
    `base` of that text, which is `whole`; its `data` are its own bytes where they can be cut out of the file, else those of the file.
    `around` says that the text stands around telegrams and need not be one: the text of a mail.
    """

    text: str
    origin: Origin
    data: bytes
    way: Restored | None = None
    cells: list[tuple[int, str]] = []
    assumed: list[str] = []
    layout: Layout | None = None
    marks: list[Mark] = []
    base: int = 0
    whole: Source | None = None
    unit: str = ""
    around: bool = False

    @property
    def name(self) -> str:
        """How messages call it."""
        return named(self.origin.path, self.origin.member, self.origin.row, self.origin.part)

    def where(self, span: Span) -> Place:
        """The place of a span of the text in what was received."""
        if self.whole is not None:
            return self.whole.where(span.shift(self.base))
        if self.layout is not None:
            return self.layout.where(span)
        there = self.way.to_source(span) if self.way is not None else span
        if self.cells:
            begins, column = next(cell for cell in reversed(self.cells) if cell[0] <= there.start)
            return Place(self.unit or "characters of the cell", there.start - begins, there.end - begins, self.origin.row, column)
        if self.way is not None or self.unit:
            return Place(self.unit or "characters of the page", there.start, there.end, self.origin.row)
        start, end = bytes_of(self.text, self.data, self.origin.encoding or "utf-8", span.start, span.end)
        return Place("bytes", start, end)


class Blob(msgspec.Struct):
    """The bytes of one document and where they came from; `depth` counts the archives and mails it stands in."""

    origin: Origin
    data: bytes
    depth: int = 0
