"""The store: one SQLite database in WAL mode, one writer, any number of readers.

A batch is one transaction: what was reported done is on disk, and nothing half-done is ever visible. Readers never block
the writer. A telegram's reading is what its copies say together; every copy keeps its bytes and its own reading.
"""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from reftel.archive import migrations, settling
from reftel.archive.collating import Borrowed
from reftel.archive.locking import WriterLock
from reftel.archive.placing import identity, place
from reftel.archive.settling import decode, encode
from reftel.archive.transacting import transaction
from reftel.errors import Ambiguous, BadValue, CannotWrite, NoArchive, ReadOnly, UnknownTelegram, nearest
from reftel.telegram import mrn as mrns
from reftel.telegram.model import PASSED_OVER, Origin, Telegram, Unreadable

FILE = "archive.db"
SCHEMA = migrations.SCHEMA
MADE = 500  # telegrams whose derived columns are filled in at once after a migration


class Copy(msgspec.Struct):
    """One copy as the archive keeps it; `data` are the bytes as received, `joined` by what it was known as a copy of its telegram."""

    id: int
    origin: Origin
    reader: int
    size: int
    reading: Telegram
    data: bytes
    joined: str = ""


class Reading(msgspec.Struct):
    """A copy's bytes and what was read from them, on the way into the archive."""

    telegram: Telegram
    data: bytes


class FileRow(msgspec.Struct):
    """A file that is wholly in the archive."""

    path: str
    size: int
    mtime_ns: int
    documents: int


class Store:
    """The record of an archive, open for reading ("r") or writing ("w").

    Raises:
        NoArchive: when there is none at the path (mode "r"), or the file there is not one.
        ArchiveLocked: when another process is writing (mode "w").
    """

    def __init__(self, path: Path, mode: str = "r") -> None:
        self.path = path
        self.mode = mode
        self._lock: WriterLock | None = None
        self._last = ("", b"")  # hash and bytes of the document whose telegram was asked for last
        if mode == "w":
            path.mkdir(parents=True, exist_ok=True)
            self._lock = WriterLock(path)
        elif not (path / FILE).is_file():
            raise NoArchive(str(path), "there is no archive here; reftel build makes one")
        try:
            self.db = self._connect()
        except sqlite3.DatabaseError as error:
            self._unlock()
            raise NoArchive(str(path), f"{FILE} is no archive of ours ({error})") from None
        except BaseException:
            self._unlock()
            raise

    def _unlock(self) -> None:
        if self._lock is not None:
            self._lock.release()

    def _connect(self) -> sqlite3.Connection:
        if self.mode == "w":
            db = sqlite3.connect(self.path / FILE, isolation_level=None, check_same_thread=False)
            db.execute("PRAGMA journal_mode=WAL")
            db.execute("PRAGMA synchronous=FULL")
            db.execute("PRAGMA cache_size=-64000")
            migrations.prepare(db, str(self.path))
            self._fill_in(db)
            return db
        db = self._reading()
        found = migrations.schema_of(db)
        if found != SCHEMA:
            db.close()
            raise NoArchive(str(self.path), _other_schema(found))
        return db

    def _reading(self) -> sqlite3.Connection:
        """A connection that only reads. On a medium that cannot be written WAL has no place for its shared memory: then as unchangeable."""
        file = (self.path / FILE).absolute().as_uri()
        db = sqlite3.connect(f"{file}?mode=ro", uri=True, check_same_thread=False, isolation_level=None)
        try:
            db.execute("SELECT 1 FROM sqlite_master").fetchone()
        except sqlite3.OperationalError:
            db.close()
            wal = self.path / f"{FILE}-wal"
            if wal.is_file() and wal.stat().st_size:
                raise
            db = sqlite3.connect(f"{file}?mode=ro&immutable=1", uri=True, check_same_thread=False, isolation_level=None)
        db.execute("PRAGMA query_only=1")
        return db

    def _fill_in(self, db: sqlite3.Connection) -> None:
        """After a migration: make what the new columns hold, batch by batch, going on where an earlier opening was cut short."""
        while (row := db.execute("SELECT value FROM meta WHERE key = ?", (migrations.PENDING,)).fetchone()) is not None:
            with transaction(db):
                rows = db.execute("SELECT id FROM telegrams WHERE id > ? ORDER BY id LIMIT ?", (int(row[0]), MADE)).fetchall()
                for (ident,) in rows:
                    settling.settle(db, ident)
                if rows:
                    db.execute("UPDATE meta SET value = ? WHERE key = ?", (str(rows[-1][0]), migrations.PENDING))
                else:
                    db.execute("DELETE FROM meta WHERE key = ?", (migrations.PENDING,))
        settling.refresh(db)

    def close(self) -> None:
        """Close the record and let another writer in."""
        self.db.close()
        self._unlock()

    # --- reading ------------------------------------------------------------------------------------------------------

    def count(self) -> int:
        """How many telegrams there are."""
        return int(self.db.execute("SELECT count(*) FROM telegrams").fetchone()[0])

    def counts(self) -> dict[str, int]:
        """Telegrams, copies, runs and inputs that could not be read; what was passed over is not counted."""
        names = ("telegrams", "copies", "runs")
        counts = {name: int(self.db.execute(f"SELECT count(*) FROM {name}").fetchone()[0]) for name in names}  # noqa: S608 - names are ours
        return counts | {"unreadable": int(self.db.execute("SELECT count(*) FROM unreadable WHERE kind <> ?", (PASSED_OVER,)).fetchone()[0])}

    def last_seq(self) -> int:
        """The number of the last change, which an index has to catch up to."""
        return settling.next_seq(self.db) - 1

    def since(self, seq: int) -> Iterator[tuple[int, str, Telegram]]:
        """(seq, key, telegram) of all telegrams changed after `seq`, in order; what went besides tells `gone`."""
        for row in self.db.execute("SELECT seq, key, reading FROM telegrams WHERE seq > ? ORDER BY seq", (seq,)):
            yield row[0], row[1], decode(row[2])

    def gone(self, seq: int) -> list[str]:
        """Keys that went after `seq` (joined to another telegram, removed, renamed) and that no telegram bears now."""
        rows = self.db.execute("SELECT DISTINCT key FROM gone WHERE seq > ? AND NOT EXISTS (SELECT 1 FROM telegrams t WHERE t.key = gone.key)", (seq,))
        return [row[0] for row in rows]

    def keys(self) -> Iterator[str]:
        """The key of every telegram."""
        for row in self.db.execute("SELECT key FROM telegrams ORDER BY key"):
            yield row[0]

    def by_key(self, key: str) -> Telegram:
        """The telegram with this key.

        Raises:
            UnknownTelegram: when there is none.
        """
        row = self.db.execute("SELECT reading FROM telegrams WHERE key = ?", (key,)).fetchone()
        if row is None:
            raise UnknownTelegram(key, str(self.path), self._nearest(key))
        return decode(row[0])

    def find(self, name: str) -> tuple[str, Telegram]:
        """(key, telegram) for an MRN, a key, or a key it bore before.

        Raises:
            UnknownTelegram: when there is none; the nearest is offered.
            Ambiguous: when several bear the MRN.
        """
        rows = self.db.execute("SELECT key, reading FROM telegrams WHERE key = ?1 OR mrn = ?1 ORDER BY key = ?1 DESC, key", (name,)).fetchall()
        if not rows:
            rows = self.db.execute("SELECT t.key, t.reading FROM aliases a JOIN telegrams t ON t.id = a.telegram WHERE a.key = ?", (name,)).fetchall()
        if not rows:
            raise UnknownTelegram(name, str(self.path), self._nearest(name))
        if len(rows) > 1 and rows[0][0] != name:
            raise Ambiguous(name, [row[0] for row in rows])
        return rows[0][0], decode(rows[0][1])

    def _nearest(self, name: str) -> str | None:
        """The key most like a name: of the same station and year the nearest number, else the most similar spelling."""
        try:
            asked = mrns.parse(name)
        except BadValue:
            asked = None
        if asked is not None and asked.year is not None:
            query = "SELECT key FROM telegrams WHERE station = ? AND year = ? ORDER BY abs(number - ?), key LIMIT 1"
            row = self.db.execute(query, (asked.station, asked.year, asked.number)).fetchone()
            if row:
                return str(row[0])
        like = self.db.execute("SELECT key FROM telegrams WHERE key LIKE ? LIMIT 500", (f"{name[:3]}%",)).fetchall()
        best = nearest(name, [row[0].lower() for row in like])
        return best.upper() if best else None

    def copies(self, key: str) -> list[Copy]:
        """All copies of a telegram, the one whose reading and spans it bears first."""
        rows = self.db.execute(COPIES + "WHERE t.key = ? ORDER BY c.id = t.copy DESC, c.id", (key,))
        return [self.copy_of(row) for row in rows]

    def copy_of(self, row: tuple[object, ...]) -> Copy:
        """A copy from its row in the record (see `COPIES`), with the bytes of its document where those are kept with another."""
        ident, path, sha256, member, place_in, encoding, form, reader, size, reading, data, part, joined, _ = row
        telegram = decode(str(reading))
        published = telegram.source.published if telegram.source else {}
        origin = Origin(path, sha256, member, place_in, encoding, form, published, part)  # type: ignore[arg-type]  # SQLite's columns
        return Copy(ident, origin, reader, size, telegram, self._bytes(origin, data), joined)  # type: ignore[arg-type]

    def _bytes(self, origin: Origin, packed: bytes) -> bytes:
        """A copy's bytes; those of a document with several telegrams are unpacked once, as its copies follow each other."""
        if origin.part is None:
            return zlib.decompress(packed)
        sha256, last = self._last
        if sha256 == origin.sha256:
            return last
        own = zlib.decompress(packed)
        if not own:
            query = f"SELECT data FROM copies WHERE sha256 = ? AND {BEARS_BYTES} ORDER BY id LIMIT 1"  # noqa: S608 - ours
            row = self.db.execute(query, (origin.sha256,)).fetchone()
            own = zlib.decompress(row[0]) if row else b""
        self._last = (origin.sha256, own)
        return own

    def borrowed(self, key: str) -> list[Borrowed]:
        """What a telegram's collated reading took from which copy."""
        row = self.db.execute("SELECT borrowed FROM collations c JOIN telegrams t ON t.id = c.telegram WHERE t.key = ?", (key,)).fetchone()
        return settling.decode_borrowed(row[0]) if row else []

    def unreadable(self, run: int) -> list[Unreadable]:
        """What a run could not read."""
        rows = self.db.execute("SELECT path, reason, kind, member, row, part FROM unreadable WHERE run = ?", (run,))
        return [Unreadable(*row) for row in rows]

    def holds(self, origin: Origin) -> bool:
        """Whether this very copy (same bytes, same place) is in the archive, or was taken out of it by hand."""
        where = "sha256 = ? AND path = ? AND member IS ? AND row IS ? AND part IS ?"
        query = f"SELECT 1 FROM copies WHERE {where} UNION ALL SELECT 1 FROM removals WHERE {where} AND undone IS NULL"  # noqa: S608 - ours
        values = (origin.sha256, origin.path, origin.member, origin.row, origin.part)
        return self.db.execute(query, values * 2).fetchone() is not None

    def file(self, path: str, size: int, mtime_ns: int) -> int | None:
        """How many documents a file held, where it is wholly in the archive and unchanged; else None."""
        row = self.db.execute("SELECT documents FROM files WHERE path = ? AND size = ? AND mtime_ns = ?", (path, size, mtime_ns)).fetchone()
        return int(row[0]) if row else None

    def copies_from(self, path: str) -> int:
        """How many copies came from a file, those taken out by hand with them."""
        query = "SELECT (SELECT count(*) FROM copies WHERE path = ?1) + (SELECT count(*) FROM removals WHERE path = ?1 AND undone IS NULL)"
        return int(self.db.execute(query, (path,)).fetchone()[0])

    # --- writing ------------------------------------------------------------------------------------------------------

    def writing(self) -> sqlite3.Connection:
        """The connection, for a change.

        Raises:
            ReadOnly: when the archive was opened for reading.
        """
        if self.mode != "w":
            raise ReadOnly(str(self.path))
        return self.db

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """One change, whole or not at all.

        Raises:
            ReadOnly: when the archive was opened for reading.
            CannotWrite: when the disk is full or fails; nothing of the change is kept.
        """
        db = self.writing()
        with transaction(db):
            yield db

    def begin_run(self, version: str, sources: str, now: str) -> int:
        """Open a run; its number."""
        with self.transaction() as db:
            row = db.execute("INSERT INTO runs (started, version, sources) VALUES (?, ?, ?)", (now, version, sources))
            return int(row.lastrowid or 0)

    def end_run(self, run: int, now: str, documents: int, added: int, known: int, unreadable: int) -> None:
        """Close a run with its counts, and look again at references that new telegrams may explain."""
        with self.transaction() as db:
            db.execute(
                "UPDATE runs SET finished = ?, documents = ?, added = ?, known = ?, unreadable = ? WHERE id = ?",
                (now, documents, added, known, unreadable, run),
            )
        settling.refresh(self.db)

    def add(self, run: int, reader: int, readings: list[Reading], unreadable: list[Unreadable], files: list[FileRow] | None = None) -> int:
        """Add a batch in one transaction; how many copies were new. On any error nothing of the batch is kept."""
        added = 0
        with self.transaction() as db:
            several: dict[int, None] = {}
            for reading in readings:
                added += self._add(db, run, reader, reading, several)
            for telegram in several:
                settling.settle(db, telegram)
            db.executemany(
                "INSERT INTO unreadable (run, path, member, row, part, kind, reason) VALUES (?, ?, ?, ?, ?, ?, ?)",
                [(run, one.path, one.member, one.row, one.part, one.kind, one.reason) for one in unreadable],
            )
            db.executemany("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)", [(one.path, one.size, one.mtime_ns, one.documents) for one in files or ()])
        return added

    def _add(self, db: sqlite3.Connection, run: int, reader: int, reading: Reading, several: dict[int, None]) -> int:
        telegram = reading.telegram
        origin = telegram.source or Origin("bytes", hashlib.sha256(reading.data).hexdigest())
        if self.holds(origin):
            return 0
        ident = identity(origin)
        found = place(db, telegram, ident)
        values = (
            origin.sha256, origin.path, origin.member, origin.row, origin.encoding, origin.format, run, reader, len(reading.data),
            zlib.compress(self._unkept(origin, reading.data), 3), origin.part, ident, found.why,
        )  # fmt: skip
        if found.telegram is None:
            telegram_id = new_telegram(db, telegram, origin)
            keep_copy(db, telegram_id, None, values)
            settling.settle(db, telegram_id)
        else:
            telegram_id = found.telegram
            settling.unpack_only(db, telegram_id)
            keep_copy(db, telegram_id, encode(telegram).decode(), values)
            several[telegram_id] = None
        db.executemany("INSERT OR IGNORE INTO doubts VALUES (?, ?, ?)", [(telegram_id, other, why) for other, why in found.doubts if other != telegram_id])
        return 1

    def _unkept(self, origin: Origin, data: bytes) -> bytes:
        """The bytes, where the record does not hold them: of a document with several telegrams they are kept with the first."""
        if origin.part is None or not data:
            return data
        kept = self.db.execute(f"SELECT 1 FROM copies WHERE sha256 = ? AND {BEARS_BYTES}", (origin.sha256,)).fetchone()  # noqa: S608 - ours
        return b"" if kept else data

    def backup(self, target: Path) -> None:
        """A copy of the record, as it is at this moment, into a new folder; readers and the writer go on meanwhile.

        It is written beside and renamed when it is whole. The index is not copied: opening the backup makes it again.

        Raises:
            NoArchive: when there is something at the target already.
            CannotWrite: when the disk is full or fails.
        """
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise NoArchive(str(target), "there is something here already; a backup goes into a new folder")
        target.mkdir(parents=True, exist_ok=True)
        beside = target / f"{FILE}.part"
        copy = sqlite3.connect(beside)
        try:
            self.db.backup(copy)
            copy.execute("PRAGMA journal_mode=WAL")
            faults = [row[0] for row in copy.execute("PRAGMA quick_check(5)") if row[0] != "ok"]
        except sqlite3.OperationalError as error:
            copy.close()
            beside.unlink(missing_ok=True)
            raise CannotWrite(str(target), str(error), "the backup was not made") from None
        copy.close()
        if faults:
            raise CannotWrite(str(target), faults[0], f"the backup is not sound and was left as {beside.name}")
        beside.replace(target / FILE)


BEARS_BYTES = "length(data) > 8"  # of copies; nothing, compressed, is 8 bytes
COPIES = (
    "SELECT c.id, c.path, c.sha256, c.member, c.row, c.encoding, c.format, c.reader, c.size, coalesce(c.reading, t.reading), c.data, c.part, c.joined, t.key "
    "FROM copies c JOIN telegrams t ON t.id = c.telegram "
)


def new_telegram(db: sqlite3.Connection, telegram: Telegram, origin: Origin) -> int:
    """A telegram of its own, under the number of the reading or the hash of its bytes; the rest `settle` writes."""
    key = settling.free_key(db, telegram.known("mrn") or f"{settling.NAMELESS}{origin.sha256[:12]}")
    row = db.execute("INSERT INTO telegrams (key, seq, reading) VALUES (?, ?, ?)", (key, settling.next_seq(db), encode(telegram).decode()))
    return int(row.lastrowid or 0)


def keep_copy(db: sqlite3.Connection, telegram: int, reading: str | None, values: tuple[object, ...]) -> int:
    """Write a copy's row; its number."""
    row = db.execute(
        "INSERT INTO copies (telegram, reading, sha256, path, member, row, encoding, format, run, reader, size, data, part, identity, joined) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (telegram, reading, *values),
    )
    return int(row.lastrowid or 0)


def _other_schema(found: int | None) -> str:
    if found is not None and found < SCHEMA:
        return f"written with schema {found}, this reftel reads schema {SCHEMA}; opening it for writing (reftel index) brings it up to date"
    return f"written with schema {found}, this reftel knows schemas up to {SCHEMA}; a newer reftel opens it"
