"""Older archives brought to the present tables: each step one transaction, and what is derived filled in afterwards, resumably.

A step changes tables and raises the schema's number in the same transaction, so that a kill leaves the old schema or the new one. What the
new columns hold is derived from the readings batch by batch behind a watermark in `meta`; opening for writing goes on where it stopped.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from importlib.resources import files

from reftel.archive.transacting import transaction
from reftel.errors import NoArchive

SCHEMA = 2
PENDING = "filled up to"  # in meta: the telegram up to which derived columns are filled in; no row when all are


def prepare(db: sqlite3.Connection, path: str) -> None:
    """Make the tables where there are none, and bring older ones to the present schema.

    Raises:
        NoArchive: when it was written by a newer reftel, or is no archive of ours.
    """
    found = schema_of(db)
    if found is None:
        with transaction(db):
            _create(db)
        return
    if found > SCHEMA:
        raise NoArchive(path, f"written with schema {found}, this reftel knows schemas up to {SCHEMA}; a newer reftel opens it")
    for version in range(found, SCHEMA):
        with transaction(db):
            STEPS[version](db)


def schema_of(db: sqlite3.Connection) -> int | None:
    """The schema's number; None where there are no tables yet."""
    if db.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone() is None:
        return None
    row = db.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()
    return int(row[0]) if row else None


def statements() -> list[str]:
    """The statements of `schema.sql`, one by one: a script run whole would end the transaction it stands in."""
    text = files(__package__).joinpath("schema.sql").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("--")]
    return [one.strip() for one in "\n".join(lines).split(";") if one.strip()]


def _create(db: sqlite3.Connection) -> None:
    for statement in statements():
        db.execute(statement)
    db.execute("INSERT OR REPLACE INTO meta VALUES ('schema', ?)", (str(SCHEMA),))


def _to_2(db: sqlite3.Connection) -> None:
    """Schema 2: parts of documents, collation, resolved references, series, sketches, judgements, removals."""
    for table, columns in _ADDED.items():
        for column in columns:
            db.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
    # SQLite cannot take NOT NULL off a column, nor give row ids: copies and paragraphs move into new tables.
    db.execute("ALTER TABLE copies RENAME TO copies_1")
    db.execute("ALTER TABLE paragraphs RENAME TO paragraphs_1")
    for name in ("copies_sha256", "copies_telegram"):
        db.execute(f"DROP INDEX IF EXISTS {name}")
    for statement in statements():
        db.execute(statement)
    kept = "id, telegram, sha256, path, member, row, encoding, format, run, reader, size, data, reading"
    db.execute(f"INSERT INTO copies ({kept}, part, identity) SELECT {kept}, json_extract(reading, '$.source.part'), sha256 FROM copies_1")  # noqa: S608 - names are ours
    db.execute("UPDATE copies SET identity = sha256 || '#' || part WHERE part IS NOT NULL")
    db.execute("INSERT INTO paragraphs SELECT telegram, ord, number, portion_mark, kind, heading, text FROM paragraphs_1")
    db.execute("DROP TABLE copies_1")
    db.execute("DROP TABLE paragraphs_1")
    db.execute("INSERT OR REPLACE INTO meta VALUES (?, '0')", (PENDING,))
    db.execute("INSERT OR REPLACE INTO meta VALUES ('schema', '2')")


_ADDED = {
    "unreadable": ("part INTEGER",),
    "telegrams": ("year INTEGER", "station TEXT", "number INTEGER", "series TEXT", "sketch BLOB"),
    "refs": (
        "stem TEXT", "printed INTEGER", "state TEXT NOT NULL DEFAULT 'open'", "target INTEGER", "resolved TEXT", "how TEXT NOT NULL DEFAULT ''", "candidates TEXT",
    ),
}  # fmt: skip
STEPS: dict[int, Callable[[sqlite3.Connection], None]] = {1: _to_2}
