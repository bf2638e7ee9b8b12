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
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from reftel import __version__
from reftel.archive import building
from reftel.archive.building import Report
from reftel.archive.record import Record
from reftel.archive.store import Reading, Store
from reftel.errors import ArchiveLocked, NoArchive, NoVectors, UnknownName
from reftel.read.reader import VERSION
from reftel.search import searching
from reftel.search.asking import Searched
from reftel.search.index import Index
from reftel.settings import Settings
from reftel.telegram.model import Telegram, Unreadable


class Archive(Record, Searched):
    """An archive, open for reading or writing. Use it in a `with` block, or close it.

    Opening catches the index up with the record, as far as no other process is writing.
    """

    def __init__(self, path: Path, mode: str, settings: Settings) -> None:
        self.path = path
        self.settings = settings
        self.store = Store(path, mode)
        self.index = self._index()
        if self.index.behind():
            self._catch_up()

    def _catch_up(self) -> None:
        """Bring the index up to the record, as a writer; where another writes or the disk is read-only, searches say what is missing."""
        if self.store.mode == "w":
            _follow(self.index)
            return
        try:
            writer = Store(self.path, "w")
        except (ArchiveLocked, NoArchive, OSError, sqlite3.Error):
            return
        try:
            _follow(Index(self.path, writer))
        finally:
            writer.close()
        self.index = self._index()

    def _index(self) -> Index:
        index = Index(self.path, self.store)
        index.neighbours = self.settings.neighbours
        return index

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def __len__(self) -> int:
        return self.store.count()

    def close(self) -> None:
        """Close the record; another writer may open it."""
        self.store.close()

    def _changed(self) -> None:
        _follow(self.index)

    def build(
        self, paths: Iterable[str | os.PathLike[str]], progress: Callable[[Report], None] | None = None, rehash: bool = False
    ) -> Report:
        """Read everything under some paths into the archive, in several processes, and index it.

        What is in the archive already is not read again, so an interrupted build is resumed by calling it again. Files whose size and
        time did not change are not even opened; `rehash` compares their bytes.

        Raises:
            ReadOnly: when the archive was opened for reading.
        """
        report = building.build(self.store, paths, self.settings, __version__, progress, rehash)
        _follow(self.index)
        return report

    def add(self, telegrams: Iterable[Telegram | Unreadable]) -> Report:
        """Add telegrams that were read already; the unreadable among them are recorded with their reason.

        The original bytes are taken from the file where it still is as it was read; of members of packed archives and rows
        of tables the copy keeps its reading alone. `build` keeps all bytes.
        """
        report = Report(run=self.store.begin_run(__version__, "add()", building.now()))
        readings: list[Reading] = []
        bad: list[Unreadable] = []

        def flush() -> None:
            report.added += self.store.add(report.run, VERSION, readings, bad)
            readings.clear()
            bad.clear()

        for one in telegrams:
            report.documents += 1
            if isinstance(one, Unreadable):
                report.unreadable.append(one)
                bad.append(one)
            else:
                readings.append(Reading(one, building.original_bytes(one)))
            if len(readings) + len(bad) >= self.settings.batch:
                flush()
        flush()
        self.store.end_run(report.run, building.now(), report.documents, report.added, 0, report.failed)
        report.telegrams = self.store.count()
        _follow(self.index)
        return report

    def telegram(self, mrn: str) -> Telegram:
        """The telegram with this MRN (or key).

        Raises:
            UnknownTelegram: when there is none; the nearest is offered.
            Ambiguous: when several bear it.
        """
        return self.store.find(mrn)[1]

    def telegrams(self, query: str = "") -> Iterator[Telegram]:
        """Every telegram that matches, lazily, in the order of their dates."""
        for key in searching.keys(self.index, query):
            yield self.store.by_key(key)

    def verify(self) -> Iterator[str]:
        """Every fault of record and index, in words; none means the archive is sound."""
        yield from self.faults()
        yield from self.index.check()
        yield from self.index.vectors.check()


def _follow(index: Index) -> None:
    """Bring the index up to the record, and vectors where there are any and their library is there."""
    index.catch_up()
    if index.vectors.exist and index.vectors.behind():
        with suppress(NoVectors):
            index.vectors.build()


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
