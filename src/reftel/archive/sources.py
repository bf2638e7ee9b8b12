"""The source text of a copy, made again from the bytes that the archive keeps: what the spans of its reading quote."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

from reftel.archive.store import Copy
from reftel.errors import ReftelError
from reftel.read.source import Source, decode
from reftel.registry import plugin
from reftel.settings import Settings
from reftel.telegram.model import Origin, Telegram, Unreadable
from reftel.text import Span

_CELL = "\x1f"  # between the cells of a table's row, as the archive keeps it


def source_of(copy: Copy) -> Source | None:
    """The source a copy was read from; None where the archive has no bytes of it, or its format does not read them any more."""
    if not copy.data:
        return None
    if copy.origin.row is not None:
        return _row(copy)
    origin = Origin(copy.origin.path, copy.origin.sha256, copy.origin.member, format=copy.origin.format)
    try:
        for found in plugin("format", copy.origin.format or "text").read(io.BytesIO(copy.data), origin, Settings()):
            if not isinstance(found, Unreadable) and found.origin.part == copy.origin.part:
                return Source(**{name: getattr(found, name) for name in found.__struct_fields__})
    except ReftelError:
        return None
    return None


def _row(copy: Copy) -> Source | None:
    """A row of a table: which of its cells are header and body the names of the columns said; their changes tell it again."""
    text = decode(copy.data)[0]
    cells = text.split(_CELL)
    for header in range(-1, len(cells)):
        for body in range(len(cells)):
            whole = f"{cells[header]}\n\n{cells[body]}" if header >= 0 and cells[header].strip() else cells[body]
            if header != body and _fits(copy.reading, whole):
                return Source(whole, copy.origin, copy.data)
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
