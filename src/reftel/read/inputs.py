"""What a user names, taken apart: folders, archives, files; each document as bytes with its origin, each telegram as a source.

A broken, unsafe or too large input becomes an `Unreadable` in the stream, and the rest is read.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from reftel.errors import BadInput, NoTelegram, ReftelError
from reftel.read import columns, openings, packed, split
from reftel.read.formats import HEAD, winner
from reftel.read.packed import Budget
from reftel.read.source import Blob, Source
from reftel.settings import Settings
from reftel.telegram.model import PASSED_OVER, Origin, Unreadable, named

__all__ = ["Blob", "documents", "sources", "unread"]


def documents(paths: Iterable[str | os.PathLike[str]], settings: Settings) -> Iterator[Blob | Source | Unreadable]:
    """Every document under the paths: bytes for formats that read whole files, sources for those that stream.

    What is yielded is handed to `sources`, in this process or another.

    Raises:
        UnknownName: when the settings name a column for something that is no part of a telegram.
    """
    columns.check(settings.columns)
    for path in paths:
        yield from _path(Path(path), settings)


def sources(document: Blob | Source | Unreadable, settings: Settings) -> Iterator[Source | Unreadable]:
    """The telegrams of one document, each as a source: read by the format that bids most, taken out of what it stands in."""
    if isinstance(document, Unreadable):
        yield document
    elif isinstance(document, Source):
        yield from split.parts(_sound(document))
    else:
        for found in _opened(document, settings):
            yield from sources(found, settings)


_HALF = re.compile("[\ud800-\udfff]")


def _sound(source: Source) -> Source:
    """The source without halves of letters, which an escape in JSON can name (`\\ud800`) and no encoding can write."""
    if source.text.isascii() or not _HALF.search(source.text):
        return source
    halves = len(_HALF.findall(source.text))
    source.text = _HALF.sub("\ufffd", source.text)
    source.assumed.append(f"{halves:,} escaped {'half' if halves == 1 else 'halves'} of letters without the other were read as \N{REPLACEMENT CHARACTER}")
    return source


def unread(source: Source, error: ReftelError) -> Unreadable:
    """What stands in the stream for a source that could not be read.

    The text of a mail, and a piece between telegrams that shows no heading (a covering letter), need be no telegram: they are
    passed over.

    >>> unread(Source("Dear Sir,", Origin("fw.eml", ""), b"", around=True), NoTelegram("fw.eml", 9, "Dear Sir,")).passed_over
    True
    """
    found = _unreadable(source.origin, error)
    if isinstance(error, NoTelegram) and (source.around or (source.whole is not None and not openings.openings(source.text)[0])):
        found.kind = PASSED_OVER
        found.reason = f"passed over: {found.reason.partition(';')[0]}"
    return found


def _opened(blob: Blob, settings: Settings) -> Iterator[Blob | Source | Unreadable]:
    """What stands in some bytes: files of an archive, attachments of a mail, texts."""
    origin, head = blob.origin, blob.data[:HEAD]
    try:
        if packed.is_archive(head):
            yield from packed.members(origin, io.BytesIO(blob.data), head, Budget(len(blob.data), settings, origin.path), blob.depth, _document)
            return
        name, module = winner(head, origin.member or origin.path, len(blob.data))
        origin.format = name
        for found in module.read(io.BytesIO(blob.data), origin, settings):
            yield _deeper(found, blob.depth, settings) if isinstance(found, Blob) else found
    except ReftelError as error:
        yield _unreadable(origin, error)


def _deeper(inner: Blob, depth: int, settings: Settings) -> Blob | Unreadable:
    """A document that a format found within another, where it does not stand too deep."""
    inner.depth = depth + 1
    if inner.depth > settings.max_depth:
        reason = f"a document {inner.depth:,} deep in others; {settings.max_depth:,} are opened (--max-depth changes that)"
        return Unreadable(inner.origin.path, reason, "BadInput", inner.origin.member)
    if not inner.data:
        return Unreadable(inner.origin.path, "empty: 0 bytes", "BadInput", inner.origin.member)
    if not inner.origin.sha256:
        inner.origin.sha256 = hashlib.sha256(inner.data).hexdigest()
    return inner


def _unreadable(origin: Origin, error: ReftelError) -> Unreadable:
    reason = getattr(error, "reason", None) or str(error)
    for name in (named(origin.path, origin.member, origin.row, origin.part), origin.member or origin.path):
        reason = reason.removeprefix(f"{name}: ")
    return Unreadable(origin.path, reason, type(error).__name__, origin.member, origin.row, origin.part)


def _path(path: Path, settings: Settings) -> Iterator[Blob | Source | Unreadable]:
    try:
        if path.is_dir():
            for inner in sorted(path.iterdir()):
                if not inner.name.startswith(".") and not (inner.is_symlink() and inner.is_dir()):
                    yield from _path(inner, settings)
        elif path.is_file():
            yield from _file(path, settings)
        else:
            reason = "neither a file nor a folder" if path.exists() else "no such file or folder"
            yield Unreadable(str(path), reason, "BadInput")
    except OSError as error:
        yield Unreadable(str(path), error.strerror or str(error), "BadInput")


def _file(path: Path, settings: Settings) -> Iterator[Blob | Source | Unreadable]:
    with path.open("rb", buffering=HEAD) as stream:
        head = stream.read(HEAD)
        stream.seek(0)
        origin, size = Origin(str(path), ""), path.stat().st_size
        budget = Budget(size, settings, str(path))
        if packed.is_archive(head):
            yield from packed.members(origin, stream, head, budget, 0, _document)
        else:
            yield from _document(origin, stream, head, size, budget, 0)


def _document(origin: Origin, stream: BinaryIO, head: bytes, size: int, budget: Budget, depth: int) -> Iterator[Blob | Source | Unreadable]:
    """One document from an open stream positioned at its start; `size` is 0 where it is not known before."""
    if not head:
        yield Unreadable(origin.path, "empty: 0 bytes", "BadInput", origin.member)
        return
    settings = budget.settings
    try:
        name, module = winner(head, origin.member or origin.path, size)
        if getattr(module, "STREAMS", False):
            origin.format = name
            for found in module.read(stream, origin, settings):
                yield _deeper(found, depth, settings) if isinstance(found, Blob) else found
            return
        if size > settings.max_bytes:
            raise _too_large(origin, size, settings)
    except ReftelError as error:
        yield _unreadable(origin, error)
        return
    data = stream.read(settings.max_bytes + 1)
    if len(data) > settings.max_bytes:
        yield _unreadable(origin, _too_large(origin, len(data), settings))
        return
    origin.sha256 = hashlib.sha256(data).hexdigest()
    yield Blob(origin, data, depth)


def _too_large(origin: Origin, size: int, settings: Settings) -> BadInput:
    reason = f"{size:,} bytes; documents of more than {settings.max_bytes:,} bytes are not read (--max-bytes changes that)"
    return BadInput(origin.member or origin.path, reason)
