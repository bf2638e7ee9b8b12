"""The files a build walks through: what was read to its end and has not changed since is passed over unread.

A file whose size and time of change are as they were is not opened; one whose time changed is read, and its bytes' hash decides. A file is
noted only when all of it is in the archive, so that a build cut short comes back to it; and only when it has lain still for
two seconds, since a later change within one tick of the clock could not be seen.
"""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from reftel.archive.store import FileRow, Store
from reftel.read.inputs import Blob, documents
from reftel.read.source import Source
from reftel.settings import Settings
from reftel.telegram.model import Unreadable

STILL = 2  # seconds


class _Walked(msgspec.Struct):
    path: str
    size: int
    mtime_ns: int
    documents: int = 0
    whole: bool = True


class Walk:
    """The documents under some paths, and which files are done.

    `passed` counts documents of files passed over unread, `known` the copies that the archive has of them.
    """

    def __init__(self, store: Store, names: Iterable[str], settings: Settings, rehash: bool = False) -> None:
        self.store = store
        self.names = list(names)
        self.settings = settings
        self.rehash = rehash
        self.passed = self.known = 0
        self._open: deque[_Walked] = deque()
        self._done: list[_Walked] = []

    def documents(self) -> Iterator[Blob | Source | Unreadable]:
        """Every document of every file that is new or changed."""
        for path in paths(self.names):
            walked = self._seen(path)
            if walked is not None and not self.rehash and (held := self.store.file(walked.path, walked.size, walked.mtime_ns)) is not None:
                self.passed += held
                self.known += self.store.copies_from(walked.path)
                continue
            if walked is not None:
                self._open.append(walked)
            for document in documents([path], self.settings):
                if walked is not None:
                    walked.documents += 1
                    walked.whole = walked.whole and (not isinstance(document, Unreadable) or document.passed_over)
                yield document

    def _seen(self, path: Path) -> _Walked | None:
        try:
            found = path.stat()
        except OSError:
            return None
        return _Walked(str(path), found.st_size, found.st_mtime_ns)

    def reached(self, path: str, readable: bool = True) -> None:
        """A document of this file has been read: those walked through before it are at their end."""
        if not any(one.path == path for one in self._open):
            return
        while self._open[0].path != path:
            self._done.append(self._open.popleft())
        if not readable:
            self._open[0].whole = False

    def finished(self) -> list[FileRow]:
        """The files at their end whose every document was read, to be noted with the batch that holds their last."""
        done, self._done = self._done, []
        still = time.time_ns() - STILL * 1_000_000_000
        return [FileRow(one.path, one.size, one.mtime_ns, one.documents) for one in done if one.whole and one.documents and one.mtime_ns < still]

    def end(self) -> None:
        """All has been read."""
        self._done += self._open
        self._open.clear()


def paths(names: Iterable[str | os.PathLike[str]]) -> Iterator[Path]:
    """Every file under the names, in the order in which `documents` takes them; what is neither file nor folder is given as it is."""
    for name in names:
        yield from _under(Path(name))


def _under(path: Path) -> Iterator[Path]:
    try:
        inner = sorted(path.iterdir()) if path.is_dir() else None
    except OSError:
        inner = None  # the reader says why
    if inner is None:
        yield path
        return
    for one in inner:
        if not one.name.startswith(".") and not (one.is_symlink() and one.is_dir()):
            yield from _under(one)
