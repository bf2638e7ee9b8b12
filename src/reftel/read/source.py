"""A text as received, and the way back to where each of its characters sat in the file."""

from __future__ import annotations

import codecs
from typing import Protocol

import msgspec

from reftel.telegram.model import Origin, named
from reftel.text import Restored, Span


class Place(msgspec.Struct, frozen=True):
    """Where a span of a source text sits in what was received.

    `unit` says what `start` and `end` count: bytes of a file, characters of a page, characters of a table's cell. On a page of
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


class Layout(Protocol):
    """Where the letters of a text sit on pages of paper."""

    def where(self, span: Span) -> Place:
        """Page and boxes of a span of the text."""


class Source(msgspec.Struct):
    """A text to read: its characters, its origin, what the wrapping said of it, and the original bytes.

    `way` is the recorded way from a wrapping (a page's markup) to the text; `cells` say which column each part of the
    text came from: (start in the text, column); `layout` the pages of paper it was taken from; `marks` what the wrapping's markup
    says. A part of a longer text begins at `base` of that text, which is what `data` holds.
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

    @property
    def name(self) -> str:
        """How messages call it."""
        return named(self.origin.path, self.origin.member, self.origin.row, self.origin.part)

    def where(self, span: Span) -> Place:
        """The place of a span of the text in what was received."""
        if self.layout is not None:
            return self.layout.where(span)
        if self.way is not None:
            there = self.way.to_source(span)
            return Place("characters of the page", there.start, there.end)
        if self.cells:
            begins, column = next(cell for cell in reversed(self.cells) if cell[0] <= span.start)
            return Place("characters of the cell", span.start - begins, span.end - begins, self.origin.row, column)
        start, end = _byte_offsets(self.text, self.data, self.origin.encoding or "utf-8", span)
        return Place("bytes", start, end)


MIXED = "utf-8+cp1252"
_MARKS = {"utf-8-sig": ("utf-8", 3), "utf-16": ("utf-16-le", 2)}


def _byte_offsets(text: str, data: bytes, encoding: str, span: Span) -> tuple[int, int]:
    if encoding == MIXED:  # no encoding gives mixed bytes back: each letter is its UTF-8 where that stands there, else one byte
        ends = [0]
        for letter in text[: span.end]:
            spelt = letter.encode("utf-8", "surrogatepass")
            ends.append(ends[-1] + (len(spelt) if data.startswith(spelt, ends[-1]) else 1))
        return ends[span.start], ends[span.end]
    name, mark = _MARKS.get(encoding, (encoding, 0))
    start = mark + len(text[: span.start].encode(name, "replace"))
    return start, start + len(text[span.start : span.end].encode(name, "replace"))


def _one_byte(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are not UTF-8, read as Windows-1252 (and the five it leaves open as Latin-1)."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.end]
    return "".join(_CP1252[byte] for byte in bad), error.end


_CP1252 = [bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256)]
codecs.register_error("reftel.cp1252", _one_byte)


def decode(data: bytes) -> tuple[str, str, list[str]]:
    """(text, encoding, what was assumed) of some bytes: UTF-8 where they are, Windows-1252 for those that are not.

    >>> decode(b"caf\\xc3\\xa9")[:2], decode(b"caf\\xe9")[:2]
    (('café', 'utf-8'), ('café', 'cp1252'))
    """
    for mark, encoding in ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, "replace"), encoding, []
    try:
        return data.decode("utf-8"), "utf-8", []
    except UnicodeDecodeError as error:
        text = data.decode("utf-8", "reftel.cp1252")
        encoding = MIXED if len(text) != len(data) else "cp1252"
        return text, encoding, [f"byte {error.start:,} (0x{data[error.start]:02x}) is not UTF-8: such bytes were read as Windows-1252"]
