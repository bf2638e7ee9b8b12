"""Every fault of the record, in words: SQLite's own check, hashes, spans against their source, collation and references against the copies."""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Iterator

import msgspec

from reftel.archive import settling
from reftel.archive.collating import Borrowed, collate
from reftel.archive.migrations import PENDING
from reftel.archive.sources import Sources, spans_of
from reftel.archive.store import COPIES, FILE, Copy, Store


def check(store: Store) -> Iterator[str]:
    """Every fault; nothing where the record is sound."""
    yield from _file(store.db)
    yield from _copies(store)
    yield from _telegrams(store.db)
    yield from _links(store.db)


def _file(db: sqlite3.Connection) -> Iterator[str]:
    for (message,) in db.execute("PRAGMA integrity_check(20)"):
        if message != "ok":
            yield f"{FILE}: {message}"
    for table, row, parent, _ in db.execute("PRAGMA foreign_key_check"):
        yield f"{FILE}: row {row} of {table} points to a {parent} that is not there"
    if db.execute("SELECT 1 FROM meta WHERE key = ?", (PENDING,)).fetchone():
        yield f"{FILE}: not all of it is brought to the present schema yet; opening it for writing goes on"


def _copies(store: Store) -> Iterator[str]:
    sources = Sources()
    for row in store.db.execute(COPIES + "ORDER BY c.id"):
        name = f"copy {row[0]} ({row[1]})"
        try:
            copy = store.copy_of(row)
        except zlib.error:
            yield f"{FILE}: the bytes of {name} do not match their hash"
            continue
        except msgspec.DecodeError as error:
            yield f"{FILE}: the reading of {name} does not decode ({error})"
            continue
        if copy.data and hashlib.sha256(copy.data).hexdigest() != copy.origin.sha256:
            yield f"{FILE}: the bytes of {name} do not match their hash"
            continue
        yield from (f"{FILE}: {name}: {fault}" for fault in spans(copy, sources))


def spans(copy: Copy, sources: Sources) -> Iterator[str]:
    """Spans of a copy's reading that do not quote its source. Copies without bytes, which cannot be asked, have none."""
    source = sources.of(copy)
    if source is None:
        if copy.data:
            yield "its source text cannot be made again from its bytes"
        return
    size = len(source.text)
    for name, span in spans_of(copy.reading):
        if not 0 <= span.start <= span.end <= size:
            yield f"the span {span.start}..{span.end} of {name} is not within its text of {size:,} characters"
    for change in copy.reading.changes:
        if change.at.end <= size and change.at.quote(source.text) != change.old:
            yield f"the repair at {change.at.start}..{change.at.end} changed {change.old!r}, the source says {change.at.quote(source.text)!r}"


def _telegrams(db: sqlite3.Connection) -> Iterator[str]:
    for key, in db.execute("SELECT key FROM telegrams t WHERE NOT EXISTS (SELECT 1 FROM copies c WHERE c.telegram = t.id)"):
        yield f"{FILE}: {key} has no copies"
    several = "SELECT telegram FROM copies GROUP BY telegram HAVING count(*) > 1 ORDER BY telegram"
    for (ident,) in db.execute(several):
        yield from _collation(db, ident)


def _collation(db: sqlite3.Connection, ident: int) -> Iterator[str]:
    row = db.execute("SELECT t.key, t.reading, c.borrowed FROM telegrams t LEFT JOIN collations c ON c.telegram = t.id WHERE t.id = ?", (ident,)).fetchone()
    key, reading, borrowed = row
    try:
        copies = settling.witnesses(db, ident)
    except msgspec.DecodeError:
        return  # said of the copy
    found = collate(copies)
    if settling.encode(found.telegram).decode() != reading or settling.encode(found.borrowed).decode() != (borrowed or "[]"):
        yield f"{FILE}: the collation of {key} is not that of its copies"
    readings = {one.id: one.telegram for one in copies}
    for one in settling.decode_borrowed(borrowed or "[]"):
        paragraphs = readings[one.copy].paragraphs if one.copy in readings else []
        if one.letters is not None and not _quoted(one, [paragraph.text for paragraph in paragraphs]):
            yield f"{FILE}: {key}: what was borrowed from copy {one.copy} does not stand there: {one.new[:40]!r}"


def _quoted(one: Borrowed, texts: list[str]) -> bool:
    if one.theirs is None or one.letters is None or one.theirs >= len(texts):
        return False
    return texts[one.theirs][one.letters.start : one.letters.end] == one.new.strip()


def _links(db: sqlite3.Connection) -> Iterator[str]:
    stale = db.execute("SELECT count(*) FROM stale").fetchone()[0]
    if stale:
        yield f"{FILE}: references of {stale:,} stations are to be looked at again; opening it for writing does"
        return
    last = int(db.execute("SELECT coalesce(max(id), 0) FROM telegrams").fetchone()[0])
    for start in range(0, last + 1, 1000):
        for ident, index, old, new in settling.resolutions(db, "r.telegram > ? AND r.telegram <= ?", (start, start + 1000)):
            if old != new:
                key = db.execute("SELECT key FROM telegrams WHERE id = ?", (ident,)).fetchone()[0]
                yield f"{FILE}: reference {index + 1} of {key} leads to {old.mrn or 'nothing'} ({old.state}), it should lead to {new.mrn or 'nothing'} ({new.state})"
