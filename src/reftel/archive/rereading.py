"""Reading anew what an older reader read: each copy from the bytes the archive keeps, batch by batch, resumable.

Every copy knows the version of the reader that read it. One that reads as before only learns the new version; one that reads differently
changes, and moves to another telegram where its number or date say so. Judgements about it stay.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from reftel.archive import building
from reftel.archive.judging import replace
from reftel.archive.settling import encode
from reftel.archive.sources import Kept, place
from reftel.archive.store import COPIES, Copy, Reading, Store
from reftel.read.reader import VERSION
from reftel.settings import Settings
from reftel.telegram.model import Result, Telegram, Unreadable, named


class Reread(Result):
    """What reading anew did: copies `read`, of which so many `changed`; `new` ones an older reader did not see; those without bytes, and those that cannot be read now, stay as they were."""

    read: int = 0
    changed: int = 0
    moved: list[str] = []
    new: int = 0
    without_bytes: list[str] = []
    unreadable: list[Unreadable] = []


def reread(
    store: Store, settings: Settings, version: str, everything: bool = False, progress: Callable[[Reread], None] | None = None
) -> Reread:
    """Read every copy anew that an older reader read; `everything` those of this reader too."""
    out = Reread()
    store.writing()
    run = store.begin_run(version, "reread", building.now())
    after = 0
    while copies := _batch(store, after, settings.batch, everything):
        after = copies[-1].id
        fresh: list[Reading] = []
        found = _readings(copies, settings, out, fresh)
        with store.transaction() as db:
            for copy in copies:
                if (telegram := found.get(copy.id)) is None:
                    continue
                out.read += 1
                if encode(telegram) != encode(copy.reading):
                    out.changed += 1
                    key = db.execute("SELECT key FROM telegrams t JOIN copies c ON c.telegram = t.id WHERE c.id = ?", (copy.id,)).fetchone()[0]
                    if (now := replace(db, copy.id, telegram)) != key:
                        out.moved.append(f"{_name(copy)}: {key}, now {now}")
                db.execute("UPDATE copies SET reader = ? WHERE id = ?", (VERSION, copy.id))
        out.new += store.add(run, VERSION, fresh, [])
        if progress:
            progress(out)
    store.end_run(run, building.now(), out.read, out.new, out.read - out.changed, len(out.unreadable))
    return out


def outdated(store: Store) -> int:
    """How many copies an older reader read."""
    return int(store.db.execute("SELECT count(*) FROM copies WHERE reader < ?", (VERSION,)).fetchone()[0])


def _batch(store: Store, after: int, size: int, everything: bool) -> list[Copy]:
    below = VERSION + (1 if everything else 0)
    return [store.copy_of(row) for row in store.db.execute(COPIES + "WHERE c.id > ? AND c.reader < ? ORDER BY c.id LIMIT ?", (after, below, size))]


def _readings(copies: list[Copy], settings: Settings, out: Reread, fresh: list[Reading]) -> dict[int, Telegram]:
    """What the present reader reads of each copy; telegrams that no copy was read of before go to `fresh`."""
    asked = {place(copy.origin): copy.id for copy in copies if copy.data}
    out.without_bytes += [_name(copy) for copy in copies if not copy.data]
    found: dict[int, Telegram] = {}
    failed: dict[str, list[Unreadable]] = {}
    for telegram, data in building.read_documents(_documents(copies), settings):
        if isinstance(telegram, Unreadable):
            failed.setdefault(telegram.name, []).append(telegram)
        elif telegram.source is not None and (ident := asked.get(place(telegram.source))) is not None:
            found[ident] = telegram
        else:
            fresh.append(Reading(telegram, data))
    for copy in copies:
        if copy.data and copy.id not in found:
            out.unreadable += _failures(copy, failed)
    return found


def _failures(copy: Copy, failed: dict[str, list[Unreadable]]) -> list[Unreadable]:
    """Why a copy cannot be read now, as told of its part or of its document."""
    origin = copy.origin
    told = failed.pop(_name(copy), None) or failed.get(named(origin.path, origin.member, origin.row))
    if told is not None:
        return told
    reason = "the present reader finds no telegram there; it stays as it was read"
    return [Unreadable(origin.path, reason, "NoTelegram", origin.member, origin.row, origin.part)]


def _documents(copies: Iterable[Copy]) -> list[Kept]:
    """What the archive keeps of the copies; a document of several telegrams is read once."""
    found: dict[tuple[object, ...], Kept] = {}
    for copy in copies:
        if copy.data:
            found.setdefault(place(copy.origin)[:-1], Kept(copy.origin, copy.data, [])).copies.append(copy)
    return list(found.values())


def _name(copy: Copy) -> str:
    return named(copy.origin.path, copy.origin.member, copy.origin.row, copy.origin.part)
