"""One transaction of the record: whole or not at all, and a disk that is full or fails said in words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reftel.errors import CannotWrite

# What SQLite calls errors of the disk: I/O, full, cannot open, read-only, busy.
_DISK = {sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_BUSY}


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """A transaction over what is done inside; anything raised there undoes all of it.

    Raises:
        CannotWrite: when the disk is full or fails; it names the archive's folder.

    >>> db = sqlite3.connect(":memory:", isolation_level=None)
    >>> with transaction(db):
    ...     _ = db.execute("CREATE TABLE a (b)")
    >>> db.in_transaction
    False
    """
    try:
        db.execute("BEGIN IMMEDIATE")
        yield
        db.execute("COMMIT")
    except sqlite3.OperationalError as error:
        _back(db)
        if getattr(error, "sqlite_errorcode", 0) & 0xFF not in _DISK:
            raise
        folder = Path(db.execute("PRAGMA database_list").fetchone()[2]).parent
        raise CannotWrite(str(folder), str(error), "nothing of this batch was kept; what was reported before is") from None
    except BaseException:
        _back(db)
        raise


def _back(db: sqlite3.Connection) -> None:
    """Undo; SQLite has done so itself after some errors of the disk."""
    if db.in_transaction:
        db.execute("ROLLBACK")
