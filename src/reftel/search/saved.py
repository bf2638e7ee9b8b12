"""Saved searches, kept in the record as what its user decided, and what is new in each since it was last run.

With each run the hits are remembered, so that "new" is exact: a telegram that was re-read or joined is not new, one that left
the hits is told as gone. Rebuilding index or vectors does not touch them.
"""

from __future__ import annotations

import sqlite3
import zlib
from array import array
from datetime import UTC, datetime

from reftel.errors import ReadOnly, UnknownName
from reftel.search.compiling import compiler
from reftel.search.index import Index
from reftel.search.query import parse
from reftel.search.searching import keys
from reftel.telegram.model import Result

_TABLE = """CREATE TABLE IF NOT EXISTS searches (
    name TEXT PRIMARY KEY, query TEXT NOT NULL, made TEXT NOT NULL, ran TEXT, hits INTEGER, seen BLOB
) WITHOUT ROWID"""


class Saved(Result):
    """A saved search: its query, when it was made and last run, and how many telegrams it then found."""

    name: str
    query: str
    made: str
    ran: str | None = None
    hits: int | None = None


class News(Result):
    """What a saved search finds now, and what of it is new since it was last run; `gone` were found then and are not now.

    `new` and `gone` are keys, those of new telegrams by date. A search that was never run has everything new.
    """

    search: Saved
    count: int
    new: list[str]
    gone: list[str]


def save(index: Index, name: str, query: str) -> Saved:
    """Keep a search under a name; one of that name is replaced and counts as never run.

    Raises:
        ReadOnly: when the archive was opened for reading.
        QueryError: when the query cannot be understood.
    """
    db = _writing(index)
    tree = parse(query)
    compiler(index, query).compile(tree)
    saved = Saved(name, str(tree), _now())
    db.execute("INSERT OR REPLACE INTO searches (name, query, made) VALUES (?, ?, ?)", (saved.name, saved.query, saved.made))
    return saved


def delete(index: Index, name: str) -> None:
    """Forget a saved search.

    Raises:
        ReadOnly: when the archive was opened for reading.
        UnknownName: when there is none of that name.
    """
    db = _writing(index)
    find(index, name)
    db.execute("DELETE FROM searches WHERE name = ?", (name,))


def every(index: Index) -> list[Saved]:
    """All saved searches by name."""
    db = index.store.db
    if db.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'searches'").fetchone() is None:
        return []
    return [Saved(*row) for row in db.execute("SELECT name, query, made, ran, hits FROM searches ORDER BY name")]


def find(index: Index, name: str) -> Saved:
    """The saved search of a name.

    Raises:
        UnknownName: when there is none; the nearest is offered.
    """
    held = {one.name: one for one in every(index)}
    if name not in held:
        raise UnknownName("saved search", name, held)
    return held[name]


def news(index: Index, name: str) -> News:
    """What is new in a saved search since it was last run; looking does not change that."""
    saved = find(index, name)
    return _compare(index, saved, list(keys(index, saved.query)))


def run(index: Index, name: str) -> News:
    """What is new in a saved search, and from now on counted as seen.

    Raises:
        ReadOnly: when the archive was opened for reading.
        UnknownName: when there is none of that name.
    """
    db = _writing(index)
    saved = find(index, name)
    now = list(keys(index, saved.query))
    found = _compare(index, saved, now)
    ids = array("q", sorted(_ids(db, now).values()))
    db.execute(
        "UPDATE searches SET ran = ?, hits = ?, seen = ? WHERE name = ?", (_now(), len(now), zlib.compress(ids.tobytes()), name)
    )
    return found


def _compare(index: Index, saved: Saved, now: list[str]) -> News:
    db = index.store.db
    (packed,) = db.execute("SELECT seen FROM searches WHERE name = ?", (saved.name,)).fetchone()
    seen = array("q", zlib.decompress(packed)) if packed is not None else array("q")
    before, ids = set(seen), _ids(db, now)
    lost = before - set(ids.values())
    held = {ident: key for ident, key in db.execute("SELECT id, key FROM telegrams") if ident in lost} if lost else {}
    gone = [held.get(ident, f"telegram {ident}, no longer in the archive") for ident in sorted(lost)]
    return News(saved, len(now), [key for key in now if ids.get(key) not in before], gone)


def _ids(db: sqlite3.Connection, named: list[str]) -> dict[str, int]:
    """The record's numbers of some telegrams, which stay when keys change."""
    found: dict[str, int] = {}
    for start in range(0, len(named), 500):
        some = named[start : start + 500]
        found.update(db.execute(f"SELECT key, id FROM telegrams WHERE key IN ({', '.join('?' * len(some))})", some).fetchall())  # noqa: S608 - question marks only
    return found


def _writing(index: Index) -> sqlite3.Connection:
    if index.store.mode != "w":
        raise ReadOnly(str(index.store.path))
    db = index.store.db
    db.execute(_TABLE)
    return db


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
