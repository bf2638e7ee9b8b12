"""Building an archive: documents read in several processes, written by one, batch by batch.

A document that crashes a reader, or takes too long, is reported and the rest is read. What is in the archive already (same
bytes from the same place) is not read again, so an interrupted build is resumed by running it again.
"""

from __future__ import annotations

import os
import signal
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from datetime import UTC, datetime
from multiprocessing import get_context, resource_tracker
from pathlib import Path
from types import FrameType

import msgspec

from reftel.archive.files import Walk
from reftel.archive.sources import Kept
from reftel.archive.sources import sources as sources_kept
from reftel.archive.store import Reading, Store
from reftel.errors import ReftelError
from reftel.read.inputs import Blob, sources, unread
from reftel.read.reader import VERSION, read_source
from reftel.read.source import Source
from reftel.settings import Settings
from reftel.telegram.model import Telegram, Unreadable

Document = Blob | Source | Kept | Unreadable
Pair = tuple[Telegram | Unreadable, bytes]
_MANY = frozenset((  # names of files that hold more than one document
    ".zip", ".tar", ".gz", ".bz2", ".xz", ".tgz", ".csv", ".tsv", ".json", ".jsonl", ".ndjson", ".sql", ".mbox", ".xml",
))  # fmt: skip
TASK = 40  # documents handed to a reading process at once


class Report(msgspec.Struct):
    """What a build did; `seconds` is wall time, `unreadable` lists what could not be read, and what was passed over."""

    run: int = 0
    documents: int = 0
    added: int = 0
    known: int = 0
    seconds: float = 0.0
    telegrams: int = 0
    unreadable: list[Unreadable] = []

    @property
    def failed(self) -> int:
        """How many inputs could not be read; what was passed over is none of them.

        >>> Report(unreadable=[Unreadable("a.txt", "empty: 0 bytes", "BadInput"), Unreadable("fw.eml", "passed over", "PassedOver")]).failed
        1
        """
        return sum(not one.passed_over for one in self.unreadable)


class TooSlow(ReftelError):
    """A document took longer than the budget for one."""


def build(
    store: Store,
    paths: Iterable[str | os.PathLike[str]],
    settings: Settings,
    version: str,
    progress: Callable[[Report], None] | None = None,
    rehash: bool = False,
) -> Report:
    """Read everything under the paths into a store; `progress` is called after each batch.

    Files that did not change since they were read whole are passed over; `rehash` reads their bytes all the same.
    """
    names = [str(path) for path in paths]
    began = time.monotonic()
    report = Report(run=store.begin_run(version, "\n".join(names), now()))
    walk = Walk(store, names, settings, rehash)
    fresh = _fresh(store, walk, report)
    batch: list[Reading] = []
    bad: list[Unreadable] = []

    def flush() -> None:
        added = store.add(report.run, VERSION, batch, bad, walk.finished())
        report.added += added
        report.known += len(batch) - added  # parts of a document, which are known only when it has been parted
        report.seconds = time.monotonic() - began
        batch.clear()
        bad.clear()
        if progress:
            progress(report)

    try:
        for found, data in read_documents(fresh, settings):
            if isinstance(found, Unreadable):
                bad.append(found)
                report.unreadable.append(found)
                walk.reached(found.path, readable=found.passed_over)
            else:
                walk.reached(found.source.path if found.source else "")
                batch.append(Reading(found, data))
            if len(batch) + len(bad) >= settings.batch:
                flush()
        walk.end()
        flush()
    finally:
        report.seconds = time.monotonic() - began
        report.telegrams = store.count()
        store.end_run(report.run, now(), report.documents, report.added, report.known, report.failed)
    return report


def now() -> str:
    """The moment in UTC as ISO 8601, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def original_bytes(telegram: Telegram) -> bytes:
    """The bytes a telegram was read from, where its file is still there and unchanged; else none."""
    import hashlib

    origin = telegram.source
    if origin is None or origin.member is not None or origin.row is not None:
        return b""
    try:
        data = Path(origin.path).read_bytes()
    except OSError:
        return b""
    return data if hashlib.sha256(data).hexdigest() == origin.sha256 else b""


def _fresh(store: Store, walk: Walk, report: Report) -> Iterator[Document]:
    passed = known = 0
    for document in walk.documents():
        report.documents += 1 + walk.passed - passed
        report.known += walk.known - known
        passed, known = walk.passed, walk.known
        if not isinstance(document, Unreadable) and store.holds(document.origin):
            report.known += 1
            continue
        yield document
    report.documents += walk.passed - passed
    report.known += walk.known - known


def read_documents(found: Iterable[Document], settings: Settings) -> Iterator[Pair]:
    """Each telegram (or what could not be read) with its bytes, in the order of the documents."""
    sha256, data = "", b""
    for one, own in _read_documents(found, settings):
        origin = one.source if isinstance(one, Telegram) else None
        if origin is None or origin.part is None:
            yield one, own
            continue
        if own or origin.sha256 != sha256:
            sha256, data = origin.sha256, own
        yield one, data


def _read_documents(found: Iterable[Document], settings: Settings) -> Iterator[Pair]:
    """The same, with bytes that telegrams of one document share given with the first alone."""
    if settings.workers == 1:
        for document in found:
            yield from _read_one(document, settings)
        return
    tasks = _tasks(found)
    waiting: deque[tuple[list[Document], Future[list[Pair]]]] = deque()
    pool = _pool(settings)
    try:
        for task in tasks:
            waiting.append((task, _submit(pool, task, settings)))
            while len(waiting) > settings.workers * 3:
                pool = yield from _collect(waiting, pool, settings)
        while waiting:
            pool = yield from _collect(waiting, pool, settings)
    finally:
        pool.shutdown(cancel_futures=True)


def _pool(settings: Settings) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(settings.workers, mp_context=get_context("spawn"), initializer=_quiet)


def _quiet() -> None:
    """An interrupt from the keyboard is the writer's to handle."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _submit(pool: ProcessPoolExecutor, task: list[Document], settings: Settings) -> Future[list[Pair]]:
    """Hand a task to the pool; a process that is started for it is born deaf to the keyboard, and not only once it is up."""
    resource_tracker.ensure_running()  # it would open our ears again
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        return pool.submit(_read_task, task, settings)
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def _tasks(found: Iterable[Document]) -> Iterator[list[Document]]:
    task: list[Document] = []
    size = 0
    for document in found:
        task.append(document)
        size += 0 if isinstance(document, Unreadable) else len(document.data)
        if len(task) >= TASK or size > 4_000_000:
            yield task
            task, size = [], 0
    if task:
        yield task


def _collect(
    waiting: deque[tuple[list[Document], Future[list[Pair]]]], pool: ProcessPoolExecutor, settings: Settings
) -> Generator[Pair, None, ProcessPoolExecutor]:
    """Yield the oldest task's readings; where its process died, read its documents one at a time to find the culprit."""
    task, future = waiting.popleft()
    try:
        yield from future.result()
        return pool
    except BrokenProcessPool:
        pool.shutdown(cancel_futures=True)
    for document in task:
        alone = ProcessPoolExecutor(1, mp_context=get_context("spawn"))
        try:
            yield from _submit(alone, [document], settings).result()
        except BrokenProcessPool:
            origin = document.origin if not isinstance(document, Unreadable) else None
            path = origin.path if origin else document.path if isinstance(document, Unreadable) else "?"
            crashed = Unreadable(path, "the reading process died on it", "ReaderCrashed", origin.member if origin else None)
            yield crashed, b""
        finally:
            alone.shutdown()
    pool = _pool(settings)
    again = [(later, _submit(pool, later, settings)) for later, _ in waiting]
    waiting.clear()
    waiting.extend(again)
    return pool


def _read_task(task: list[Document], settings: Settings) -> list[Pair]:
    return [pair for document in task for pair in _read_one(document, settings)]


def _read_one(document: Document, settings: Settings) -> list[Pair]:
    """One document's telegrams within its time; anything that goes wrong is reported, never lost."""
    if isinstance(document, Unreadable):
        return [(document, b"")]
    origin = document.origin
    try:
        with _Budget(settings.max_seconds):
            found = sources_kept(document, settings) if isinstance(document, Kept) else sources(document, settings)
            return _once([(one, b"") if isinstance(one, Unreadable) else (_read_source(one), one.data) for one in found])
    except Exception as error:
        reason = f"the reader failed ({type(error).__name__}: {error}); please report it"
        if isinstance(error, TooSlow):
            reason = f"took more than {settings.max_seconds} s (--max-seconds changes that)"
        return [(Unreadable(origin.path, reason, type(error).__name__, origin.member, origin.row, origin.part), b"")]


def _once(pairs: list[Pair]) -> list[Pair]:
    """Bytes that several telegrams of one document share, with the first alone: they are handed between processes once."""
    seen: set[str] = set()
    for i, (one, data) in enumerate(pairs):
        origin = one.source if isinstance(one, Telegram) else None
        if origin is not None and origin.part is not None:
            pairs[i] = (one, b"" if origin.sha256 in seen else data)
            seen.add(origin.sha256)
    return pairs


def _read_source(source: Source) -> Telegram | Unreadable:
    try:
        return read_source(source)
    except TooSlow:
        raise
    except ReftelError as error:
        return unread(source, error)


class _Budget:
    """A time limit for one document, where the process can be interrupted (its main thread)."""

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds

    def __enter__(self) -> None:
        import threading

        self.active = threading.current_thread() is threading.main_thread() and self.seconds > 0
        if self.active:
            self.before = signal.signal(signal.SIGALRM, _too_slow)
            signal.setitimer(signal.ITIMER_REAL, self.seconds)

    def __exit__(self, *_: object) -> None:
        if self.active:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, self.before)


def _too_slow(signum: int, frame: FrameType | None) -> None:
    raise TooSlow("too slow")


def total(paths: Iterable[str | os.PathLike[str]]) -> int | None:
    """How many documents are under the paths, where that is cheap to tell (plain files in folders); None where not."""
    count = 0
    for path in map(Path, paths):
        if path.is_dir():
            for folder, names, inner in os.walk(path):
                names[:] = [name for name in names if not name.startswith(".")]
                for name in inner:
                    if os.path.splitext(name.lower())[1] in _MANY:
                        return None
                    count += not name.startswith(".") and not os.path.islink(os.path.join(folder, name))
        elif path.suffix.lower() in _MANY:
            return None
        else:
            count += path.is_file()
    return count
