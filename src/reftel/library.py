"""An archive as its users hold it: the record and its index under one name.

>>> import reftel, tempfile
>>> with reftel.open_archive(tempfile.mkdtemp() + "/a.reftel", mode="w") as archive:
...     _ = archive.add(reftel.read_all("no-such-folder"))
...     len(archive)
0
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import TracebackType

from reftel import __version__
from reftel.archive import building
from reftel.archive.building import Report
from reftel.archive.store import Copy, Reading, Store
from reftel.errors import ArchiveLocked, NoArchive, UnknownName
from reftel.read.reader import VERSION
from reftel.search import searching
from reftel.search.index import Index
from reftel.search.searching import Found
from reftel.settings import Settings
from reftel.telegram.model import Telegram, Unreadable


class Archive:
    """An archive, open for reading or writing. Use it in a `with` block, or close it.

    Opening catches the index up with the record, as far as no other process is writing.
    """

    def __init__(self, path: Path, mode: str, settings: Settings) -> None:
        self.path = path
        self.settings = settings
        self.store = Store(path, mode)
        self.index = Index(path, self.store)
        if self.index.behind():
            self._catch_up()

    def _catch_up(self) -> None:
        """Bring the index up to the record, as a writer; where another writes or the disk is read-only, searches say what is missing."""
        if self.store.mode == "w":
            self.index.catch_up()
            return
        try:
            writer = Store(self.path, "w")
        except (ArchiveLocked, NoArchive, OSError, sqlite3.Error):
            return
        try:
            Index(self.path, writer).catch_up()
        finally:
            writer.close()
        self.index = Index(self.path, self.store)

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def __len__(self) -> int:
        return self.store.count()

    def close(self) -> None:
        """Close the record; another writer may open it."""
        self.store.close()

    def build(self, paths: Iterable[str | os.PathLike[str]], progress: Callable[[Report], None] | None = None) -> Report:
        """Read everything under some paths into the archive, in several processes, and index it.

        What is in the archive already is not read again, so an interrupted build is resumed by calling it again.

        Raises:
            ReadOnly: when the archive was opened for reading.
        """
        report = building.build(self.store, paths, self.settings, __version__, progress)
        self.index.catch_up()
        return report

    def add(self, telegrams: Iterable[Telegram | Unreadable]) -> Report:
        """Add telegrams that were read already; the unreadable among them are recorded with their reason.

        The original bytes are taken from the file where it still is as it was read; of members of packed archives and rows
        of tables the copy keeps its reading alone. `build` keeps all bytes.
        """
        report = Report(run=self.store.begin_run(__version__, "add()", building.now()))
        readings: list[Reading] = []
        for one in telegrams:
            report.documents += 1
            if isinstance(one, Unreadable):
                report.unreadable.append(one)
            else:
                readings.append(Reading(one, building.original_bytes(one)))
        report.added = self.store.add(report.run, VERSION, readings, report.unreadable)
        self.store.end_run(report.run, building.now(), report.documents, report.added, 0, report.failed)
        report.telegrams = self.store.count()
        self.index.catch_up()
        return report

    def search(self, query: str, limit: int | None = None, offset: int = 0, order: str = "relevance") -> Found:
        """The hits of a query; see `reftel.search.query` for the language.

        Raises:
            QueryError: when the query cannot be understood; it says where and what was meant.
        """
        return searching.search(self.index, query, self.settings.limit if limit is None else limit, offset, order)

    def facets(self, query: str = "", *names: str, size: int = 15) -> dict[str, list[tuple[str, int]]]:
        """Counts by year, post, classification, TAGS and so on, over all hits of a query."""
        return searching.facets(self.index, query, names, size)

    def telegram(self, mrn: str) -> Telegram:
        """The telegram with this MRN (or key).

        Raises:
            UnknownTelegram: when there is none; the nearest is offered.
            Ambiguous: when several bear it.
        """
        return self.store.find(mrn)[1]

    def copies(self, mrn: str) -> list[Copy]:
        """All copies of a telegram with their original bytes, the one that is shown first."""
        return self.store.copies(self.store.find(mrn)[0])

    def telegrams(self, query: str = "") -> Iterator[Telegram]:
        """Every telegram that matches, lazily, in the order of their dates."""
        offset = 0
        while True:
            page = searching.keys(self.index, query, 500, offset)
            for key in page:
                yield self.store.by_key(key)
            if len(page) < 500:
                return
            offset += 500

    def verify(self) -> Iterator[str]:
        """Every fault of record and index, in words; none means the archive is sound."""
        yield from self.store.check()
        yield from self.index.check()


def open_archive(path: str | os.PathLike[str], mode: str = "r", settings: Settings | None = None) -> Archive:
    """Open an archive.

    Args:
        path: the archive's folder.
        mode: "r" to read, "w" to add (made when there is none).
        settings: limits and sizes; the defaults where None.

    Raises:
        NoArchive: when there is none (mode "r"), or it is not one of ours.
        ArchiveLocked: when another process is writing (mode "w").
        UnknownName: for another mode.
    """
    if mode not in {"r", "w"}:
        raise UnknownName("mode", mode, ("r", "w"))
    return Archive(Path(path), mode, settings or Settings())
