"""Reading: bytes to restored text to telegram.

`read` gives the one telegram of a file, `read_all` every telegram under some paths, the unreadable ones as values.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from types import ModuleType

from reftel.errors import BadInput, NotOneTelegram, ReftelError
from reftel.read import fields
from reftel.read.inputs import Blob, documents, sources, unread
from reftel.read.reader import VERSION, read_source, read_text
from reftel.read.source import Source
from reftel.settings import Settings
from reftel.telegram.model import Origin, Telegram, Unreadable
from reftel.text import Restored

__all__ = ["VERSION", "fields", "read", "read_all", "read_source", "read_text", "restored_texts"]

Path = str | os.PathLike[str]


def read(what: Path | bytes, name: str | None = None, settings: Settings | None = None) -> Telegram:
    """The only telegram in a file, in some bytes, or in a text.

    Args:
        what: a path, or the bytes or text of one document (for a text, give `name`).
        name: what to call bytes or a text in messages; the file name is evidence for the MRN.
        settings: limits on size; the defaults where None.

    Raises:
        NotOneTelegram: when there are several, or none.
        BadInput: when the input cannot be read; the message names it and the reason.

    >>> read("UNCLAS BEIJING 000012\\nSUBJECT: TALKS\\nTAGS: PREL\\n\\n1. They met.", name="07BEIJING12.txt").known("mrn")
    '07BEIJING12'
    """
    chosen = settings or Settings()
    if isinstance(what, bytes):
        found = _of_blob(_blob(what, name or "bytes"), chosen)
        called = name or "bytes"
    elif isinstance(what, str) and name is not None:
        found = _of_blob(_blob(what.encode("utf-8", "surrogatepass"), name), chosen)
        called = name
    else:
        found = read_all(what, settings=chosen)
        called = str(what)
    first: Telegram | Unreadable | None = None
    for one in found:
        if first is not None and isinstance(one, Unreadable) and one.passed_over:
            continue
        if first is not None and not (isinstance(first, Unreadable) and first.passed_over):
            raise NotOneTelegram(called, 2)
        first = one
    if first is None:
        raise NotOneTelegram(called, 0)
    if isinstance(first, Unreadable):
        raise BadInput(first.name, first.reason)
    return first


def read_all(what: Path | Iterable[Path], settings: Settings | None = None) -> Iterator[Telegram | Unreadable]:
    """Every telegram in files, folders, mails, tables and archives, lazily; what cannot be read arrives as `Unreadable`.

    >>> [one.reason for one in read_all("no-such-folder")]
    ['no such file or folder']
    """
    chosen = settings or Settings()
    paths = [what] if isinstance(what, str | os.PathLike) else list(what)
    for document in documents(paths, chosen):
        for source in sources(document, chosen):
            yield _of_source(source)


def restored_texts(what: Path | Iterable[Path], settings: Settings | None = None) -> Iterator[tuple[Telegram | Unreadable, str]]:
    """Every telegram with its whole restored text, lines as in the source; "" for what cannot be read.

    >>> list(restored_texts("no-such-folder"))[0][1]
    ''
    """
    chosen = settings or Settings()
    paths = [what] if isinstance(what, str | os.PathLike) else list(what)
    for document in documents(paths, chosen):
        for source in sources(document, chosen):
            one = _of_source(source)
            yield one, Restored(source.text, one.changes).text if isinstance(source, Source) and isinstance(one, Telegram) else ""


def _blob(data: bytes, name: str) -> Blob:
    import hashlib

    return Blob(Origin(name, hashlib.sha256(data).hexdigest()), data)


def _of_blob(blob: Blob, settings: Settings) -> Iterator[Telegram | Unreadable]:
    if not blob.data:
        yield Unreadable(blob.origin.path, "empty: 0 bytes", "BadInput", blob.origin.member)
        return
    for source in sources(blob, settings):
        yield _of_source(source)


def _of_source(source: Source | Unreadable) -> Telegram | Unreadable:
    if isinstance(source, Unreadable):
        return source
    try:
        return read_source(source)
    except ReftelError as error:
        return unread(source, error)


class _Room(ModuleType):
    """This room may be called, as its main door: `reftel.read("a.txt")` beside `reftel.read.fields.tags(text)`."""

    def __call__(self, what: Path | bytes, name: str | None = None, settings: Settings | None = None) -> Telegram:
        return read(what, name, settings)


sys.modules[__name__].__class__ = _Room
