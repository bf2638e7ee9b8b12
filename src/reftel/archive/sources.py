"""The source text of a copy, made again from the bytes that the archive keeps: what the spans of its reading quote.

Three things are kept of a document with several telegrams: the bytes of each, where the file can be cut (a text, a volume); all bytes
with the first, where it cannot (a page, a PDF); the cells of a row, of which the reading itself says which were read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from reftel.archive.store import Copy
from reftel.read import columns, inputs
from reftel.read.source import Blob, Source, decode
from reftel.read.split import parts
from reftel.settings import Settings
from reftel.telegram.model import Origin, Telegram, Unreadable
from reftel.text import Span

_CELL = "\x1f"  # between the cells of a table's row, as the archive keeps it


_TABLES = frozenset({"csv_dump", "sql_dump"})  # formats that keep the cells of a row


class Kept(msgspec.Struct):
    """A document as the archive keeps it, with the copies that were read of it."""

    origin: Origin
    data: bytes
    copies: list[Copy]


class Sources:
    """The sources of copies, one after the other; a document of which several were read is opened once."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        self._document: tuple[object, ...] = ()
        self._found: list[Source | Unreadable] = []

    def of(self, copy: Copy) -> Source | None:
        """The source a copy was read from; None where the archive has no bytes of it, or they do not give it any more."""
        if not copy.data:
            return None
        if copy.origin.format in _TABLES:
            return _row(copy)
        if self._document != (document := place(copy.origin)[:-1]):
            self._found = list(_opened(copy.origin, copy.data, self.settings))
            self._document = document
        return next((one for one, ident in _owned(self._found, [copy]) if ident == copy.id and isinstance(one, Source)), None)


def source_of(copy: Copy) -> Source | None:
    """The source a copy was read from; None where the archive has no bytes of it, or they do not give it any more."""
    return Sources().of(copy)


def place(origin: Origin) -> tuple[object, ...]:
    """What tells a copy from others, the part of its document last."""
    return origin.path, origin.member, origin.row, origin.sha256, origin.part


def sources(kept: Kept, settings: Settings) -> Iterator[Source | Unreadable]:
    """Everything that a kept document gives: the sources of its copies under their own origin, then what no copy was read of."""
    if kept.origin.format in _TABLES:
        for copy in kept.copies:
            yield _row(copy) or _unfound(copy)
        return
    found = list(_opened(kept.origin, kept.data, settings))
    for one, _ in _owned(found, kept.copies):
        yield one


def _unfound(copy: Copy) -> Unreadable:
    origin = copy.origin
    reason = "which cells of the row were read is not known; it stays as it was read"
    return Unreadable(origin.path, reason, "BadInput", origin.member, origin.row, origin.part)


def _opened(origin: Origin, data: bytes, settings: Settings) -> Iterator[Source | Unreadable]:
    """What the bytes give. Documents within a message of a box are copies of their own, and which message it was is not known here."""
    own = Origin(origin.path, origin.sha256, origin.member, None, None, origin.format)
    for found in inputs.sources(Blob(own, data), settings):
        if origin.row is None or _is_own(found, origin):
            yield found


def _is_own(found: Source | Unreadable, origin: Origin) -> bool:
    """Whether something stands in the document itself, not in one within it."""
    return (found.origin.member if isinstance(found, Source) else found.member) == origin.member


def _owned(found: Sequence[Source | Unreadable], copies: Sequence[Copy]) -> Iterator[tuple[Source | Unreadable, int | None]]:
    """(source, the copy that was read of it): the only one is that of the only copy, else their bytes and parts tell."""
    several = [one for one in found if isinstance(one, Source) and _is_own(one, copies[0].origin)]
    by_part = {copy.origin.part: copy for copy in copies}
    for one in found:
        if not isinstance(one, Source) or not _is_own(one, copies[0].origin):
            yield one, None
            continue
        was, origin = copies[0].origin, one.origin
        copy = by_part.get(origin.part) if origin.sha256 == was.sha256 else None
        if len(copies) == len(several) == 1:
            copy = copies[0]
        part = copy.origin.part if copy else origin.part
        own = Origin(was.path, was.sha256 if copy else origin.sha256, was.member, was.row, origin.encoding, origin.format, origin.published, part)
        if copy:
            own.published = {**copy.origin.published, **origin.published}
        yield msgspec.structs.replace(one, origin=own), copy.id if copy else None


def _row(copy: Copy) -> Source | None:
    """A row of a table: which of its cells are header and body the names of the columns said; their changes tell it again."""
    text, _, assumed = decode(copy.data)
    cells = text.split(_CELL)
    held = [i for i, cell in enumerate(cells) if cell.strip()]
    for header in (-1, *held):
        for body in held:
            pieces = [(str(i), cells[i]) for i in (header, body) if i >= 0]
            whole = columns.source_of(pieces, msgspec.structs.replace(copy.origin, part=None), copy.data, assumed) if header != body else None
            if whole is not None and (source := _part_of(copy, whole)) is not None:
                return source
    return None


def _part_of(copy: Copy, whole: Source) -> Source | None:
    """The text of a row, or its telegram that the copy is, where the copy's reading fits it."""
    for found in [whole] if copy.origin.part is None else parts(whole):
        if isinstance(found, Source) and found.origin.part == copy.origin.part and _fits(copy.reading, found.text):
            return msgspec.structs.replace(found, origin=copy.origin, data=copy.data)
    return None


def _fits(telegram: Telegram, text: str) -> bool:
    """Whether a text is the one that a telegram was read from: its spans lie in it, its changes and its moment quote it."""
    marks = [(change.at, change.old) for change in telegram.changes]
    if telegram.dtg and "dtg" in telegram.at and not telegram.changes:
        marks.append((telegram.at["dtg"], telegram.dtg))
    ends = max((span.end for _, span in spans_of(telegram)), default=0)
    return 0 < ends <= len(text) and all(text[span.start : span.end] == old for span, old in marks) and _begins(telegram, text)


def _begins(telegram: Telegram, text: str) -> bool:
    """Whether the first words of each paragraph stand where its span says."""
    changed = [change.at for change in telegram.changes]
    for paragraph in telegram.paragraphs:
        if not any(span.start < paragraph.text_at.start + 30 and paragraph.text_at.start <= span.end for span in changed):
            word = paragraph.text[:20].split()
            if word and not text[paragraph.text_at.start : paragraph.text_at.start + 60].lstrip().startswith(word[0][:8]):
                return False
    return True


def spans_of(telegram: Telegram) -> Iterator[tuple[str, Span]]:
    """(what, span) of everything in a telegram that quotes its source."""
    yield from telegram.at.items()
    several: dict[str, Sequence[Any]] = {
        "action": telegram.action, "info": telegram.info, "exempted": telegram.exempted, "references": telegram.references,
        "participants": telegram.participants, "notes": telegram.notes, "mentions": telegram.mentions, "defects": telegram.defects, "changes": telegram.changes,
    }  # fmt: skip
    if telegram.sender and telegram.sender.at:
        yield "from", telegram.sender.at
    for name, items in several.items():
        for one in items:
            if getattr(one, "at", None) is not None:
                yield name, one.at
    for paragraph in telegram.paragraphs:
        yield "paragraphs", paragraph.at
        yield "paragraphs", paragraph.text_at
        for element in paragraph.elements:
            yield "paragraphs", element.at
