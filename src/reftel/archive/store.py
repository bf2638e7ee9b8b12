"""The store: one SQLite database in WAL mode, one writer, any number of readers.

A batch is one transaction: what was reported done is on disk, and nothing half-done is ever visible. Readers never block
the writer. A telegram's reading is that of its fullest copy; every copy keeps its bytes and its own reading.
"""

from __future__ import annotations

import fcntl
import hashlib
import sqlite3
import zlib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any, TextIO

import msgspec

from reftel.errors import Ambiguous, ArchiveLocked, BadValue, NoArchive, ReadOnly, UnknownTelegram, nearest
from reftel.telegram import mrn as mrns
from reftel.telegram.model import PASSED_OVER, Origin, Telegram, Unreadable

FILE = "archive.db"
SCHEMA = 2
_SINCE_1 = ("ALTER TABLE copies ADD COLUMN part INTEGER", "ALTER TABLE unreadable ADD COLUMN part INTEGER")  # from schema 1 to 2
_ENCODE = msgspec.json.Encoder().encode
_DECODE = msgspec.json.Decoder(Telegram).decode


class Copy(msgspec.Struct):
    """One copy as the archive keeps it; `data` are the bytes as received."""

    id: int
    origin: Origin
    reader: int
    size: int
    reading: Telegram
    data: bytes


class Reading(msgspec.Struct):
    """A copy's bytes and what was read from them, on the way into the archive."""

    telegram: Telegram
    data: bytes


class Store:
    """The record of an archive, open for reading ("r") or writing ("w").

    Raises:
        NoArchive: when there is none at the path (mode "r"), or the file there is not one.
        ArchiveLocked: when another process is writing (mode "w").
    """

    def __init__(self, path: Path, mode: str = "r") -> None:
        self.path = path
        self.mode = mode
        self._lock: TextIO | None = None
        if mode == "w":
            path.mkdir(parents=True, exist_ok=True)
            self._lock_it()
        elif not (path / FILE).is_file():
            raise NoArchive(str(path), "there is no archive here; reftel build makes one")
        try:
            self.db = self._connect()
        except sqlite3.DatabaseError as error:
            raise NoArchive(str(path), f"{FILE} is no archive of ours ({error})") from None

    def _lock_it(self) -> None:
        self._lock = (self.path / "writing.lock").open("w")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._lock.close()
            raise ArchiveLocked(str(self.path)) from None

    def _connect(self) -> sqlite3.Connection:
        if self.mode == "w":
            db = sqlite3.connect(self.path / FILE, isolation_level=None, check_same_thread=False)
            db.execute("PRAGMA journal_mode=WAL")
            db.execute("PRAGMA synchronous=FULL")
            _upgrade(db)
            db.executescript(files(__package__).joinpath("schema.sql").read_text(encoding="utf-8"))
            db.execute("INSERT OR IGNORE INTO meta VALUES ('schema', ?)", (str(SCHEMA),))
        else:
            db = sqlite3.connect(f"file:{self.path / FILE}?mode=ro", uri=True, check_same_thread=False)
            db.execute("PRAGMA query_only=1")
        try:
            found = db.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()
        except sqlite3.DatabaseError:
            db.close()
            raise
        if found is not None and int(found[0]) < SCHEMA:
            db.close()
            reason = f"written with schema {found[0]}, this reftel reads schema {SCHEMA}; reftel index brings it up to date"
            raise NoArchive(str(self.path), reason)
        if found is None or int(found[0]) != SCHEMA:
            raise NoArchive(str(self.path), f"written with schema {found and found[0]}, this reftel knows schema {SCHEMA}")
        return db

    def close(self) -> None:
        """Close the record and let another writer in."""
        self.db.close()
        if self._lock is not None:
            self._lock.close()

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
        return int(self.db.execute("SELECT coalesce(max(seq), 0) FROM telegrams").fetchone()[0])

    def since(self, seq: int) -> Iterator[tuple[int, str, Telegram]]:
        """(seq, key, telegram) of all telegrams changed after `seq`, in order."""
        for row in self.db.execute("SELECT seq, key, reading FROM telegrams WHERE seq > ? ORDER BY seq", (seq,)):
            yield row[0], row[1], _DECODE(row[2])

    def by_key(self, key: str) -> Telegram:
        """The telegram with this key.

        Raises:
            UnknownTelegram: when there is none.
        """
        row = self.db.execute("SELECT reading FROM telegrams WHERE key = ?", (key,)).fetchone()
        if row is None:
            raise UnknownTelegram(key, str(self.path), self._nearest(key))
        return _DECODE(row[0])

    def find(self, name: str) -> tuple[str, Telegram]:
        """(key, telegram) for an MRN or a key.

        Raises:
            UnknownTelegram: when there is none; the nearest is offered.
            Ambiguous: when several bear the MRN.
        """
        rows = self.db.execute("SELECT key, reading FROM telegrams WHERE key = ?1 OR mrn = ?1 ORDER BY key = ?1 DESC, key", (name,)).fetchall()
        if not rows:
            raise UnknownTelegram(name, str(self.path), self._nearest(name))
        if len(rows) > 1 and rows[0][0] != name:
            raise Ambiguous(name, [row[0] for row in rows])
        return rows[0][0], _DECODE(rows[0][1])

    def _nearest(self, name: str) -> str | None:
        """The key most like a name: of the same station and year the nearest number, else the most similar spelling."""
        try:
            asked = mrns.parse(name)
        except BadValue:
            asked = None
        if asked is not None and asked.year is not None:
            stem = f"{asked.year % 100:02d}{asked.station}"
            rows = self.db.execute("SELECT key FROM telegrams WHERE key GLOB ?", (f"{stem}[0-9]*",)).fetchall()
            numbers = [(abs(int(key[len(stem) :]) - asked.number), key) for (key,) in rows if key[len(stem) :].isdecimal()]
            if numbers:
                return str(min(numbers)[1])
        like = self.db.execute("SELECT key FROM telegrams WHERE key LIKE ? LIMIT 500", (f"{name[:3]}%",)).fetchall()
        best = nearest(name, [row[0].lower() for row in like])
        return best.upper() if best else None

    def copies(self, key: str) -> list[Copy]:
        """All copies of a telegram, the one that is shown first."""
        rows = self.db.execute(
            "SELECT c.id, c.path, c.sha256, c.member, c.row, c.encoding, c.format, c.reader, c.size, c.reading, c.part, c.data FROM copies c "
            "JOIN telegrams t ON t.id = c.telegram WHERE t.key = ? ORDER BY c.id = t.copy DESC, c.id",
            (key,),
        ).fetchall()
        return [Copy(r[0], Origin(r[1], r[2], r[3], r[4], r[5], r[6], part=r[10]), r[7], r[8], _DECODE(r[9]), self._bytes(r[2], r[10], r[11])) for r in rows]

    def _bytes(self, sha256: str, part: int | None, data: bytes) -> bytes:
        """A copy's bytes; those of a document that holds several telegrams are kept once, with the first of them."""
        own = zlib.decompress(data)
        if own or part is None:
            return own
        row = self.db.execute("SELECT data FROM copies WHERE sha256 = ? AND length(data) > 8 ORDER BY id LIMIT 1", (sha256,)).fetchone()
        return zlib.decompress(row[0]) if row else b""

    def unreadable(self, run: int) -> list[Unreadable]:
        """What a run could not read."""
        rows = self.db.execute("SELECT path, reason, kind, member, row, part FROM unreadable WHERE run = ?", (run,))
        return [Unreadable(*row) for row in rows]

    def holds(self, origin: Origin) -> bool:
        """Whether this very copy (same bytes, same place) is in the archive."""
        query = "SELECT 1 FROM copies WHERE sha256 = ? AND path = ? AND member IS ? AND row IS ? AND part IS ?"
        return self.db.execute(query, (origin.sha256, origin.path, origin.member, origin.row, origin.part)).fetchone() is not None

    # --- writing ------------------------------------------------------------------------------------------------------

    def _writing(self) -> sqlite3.Connection:
        if self.mode != "w":
            raise ReadOnly(str(self.path))
        return self.db

    def begin_run(self, version: str, sources: str, now: str) -> int:
        """Open a run; its number."""
        row = self._writing().execute("INSERT INTO runs (started, version, sources) VALUES (?, ?, ?)", (now, version, sources))
        return int(row.lastrowid or 0)

    def end_run(self, run: int, now: str, documents: int, added: int, known: int, unreadable: int) -> None:
        """Close a run with its counts."""
        self._writing().execute(
            "UPDATE runs SET finished = ?, documents = ?, added = ?, known = ?, unreadable = ? WHERE id = ?",
            (now, documents, added, known, unreadable, run),
        )

    def add(self, run: int, reader: int, readings: list[Reading], unreadable: list[Unreadable]) -> int:
        """Add a batch in one transaction; how many copies were new. On any error nothing of the batch is kept."""
        db = self._writing()
        added = 0
        db.execute("BEGIN IMMEDIATE")
        try:
            for reading in readings:
                added += self._add(run, reader, reading)
            db.executemany(
                "INSERT INTO unreadable (run, path, member, row, kind, reason, part) VALUES (?, ?, ?, ?, ?, ?, ?)",
                [(run, one.path, one.member, one.row, one.kind, one.reason, one.part) for one in unreadable],
            )
            db.execute("COMMIT")
        except BaseException:
            db.execute("ROLLBACK")
            raise
        return added

    def _add(self, run: int, reader: int, reading: Reading) -> int:
        telegram = reading.telegram
        origin = telegram.source or Origin("bytes", hashlib.sha256(reading.data).hexdigest())
        if self.holds(origin):
            return 0
        encoded = _ENCODE(telegram).decode()
        mrn = telegram.known("mrn")
        found = self._same(mrn, telegram, origin)
        if found is None:
            key = self._free_key(mrn or f"sha-{origin.sha256[:12]}")
            ident = self._insert(key, mrn, telegram, encoded)
            better = True
        else:
            ident, shown = found
            better = _fullness(telegram) > _fullness(shown)
        row = self.db.execute(
            "INSERT INTO copies (telegram, sha256, path, member, row, part, encoding, format, run, reader, size, data, reading) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (ident, origin.sha256, origin.path, origin.member, origin.row, origin.part, origin.encoding, origin.format, run, reader,
             len(reading.data), zlib.compress(self._unkept(origin, reading.data), 6), encoded),
        )  # fmt: skip
        if better:
            self._show(ident, int(row.lastrowid or 0), mrn, telegram, encoded)
        return 1

    def _unkept(self, origin: Origin, data: bytes) -> bytes:
        """The bytes, where the record does not hold them: of a document with several telegrams they are kept with the first."""
        if origin.part is None or not data:
            return data
        kept = self.db.execute("SELECT 1 FROM copies WHERE sha256 = ? AND length(data) > 8", (origin.sha256,)).fetchone()
        return b"" if kept else data

    def _same(self, mrn: str | None, telegram: Telegram, origin: Origin) -> tuple[int, Telegram] | None:
        """The telegram this is another copy of: same bytes, or same MRN and no other date or post."""
        row = self.db.execute(
            "SELECT t.id, t.reading FROM copies c JOIN telegrams t ON t.id = c.telegram WHERE c.sha256 = ? AND c.part IS ? AND t.mrn IS ?",
            (origin.sha256, origin.part, mrn),
        ).fetchone()
        if row:
            return row[0], _DECODE(row[1])
        if mrn is None:
            return None
        for ident, reading in self.db.execute("SELECT id, reading FROM telegrams WHERE mrn = ?", (mrn,)).fetchall():
            other = _DECODE(reading)
            if None in (telegram.sent, other.sent) or telegram.sent == other.sent:
                return ident, other
        return None

    def _free_key(self, wanted: str) -> str:
        key, number = wanted, 1
        while self.db.execute("SELECT 1 FROM telegrams WHERE key = ?", (key,)).fetchone():
            number += 1
            key = f"{wanted}~{number}"
        return key

    def _insert(self, key: str, mrn: str | None, telegram: Telegram, encoded: str) -> int:
        row = self.db.execute("INSERT INTO telegrams (key, mrn, seq, reading) VALUES (?, ?, 0, ?)", (key, mrn, encoded))
        return int(row.lastrowid or 0)

    def _show(self, ident: int, copy: int, mrn: str | None, telegram: Telegram, encoded: str) -> None:
        """Make a copy the one whose reading the telegram bears."""
        post = (telegram.sender.post if telegram.sender else None) or telegram.known("post")
        self.db.execute(
            "UPDATE telegrams SET mrn = ?, sent = ?, post = ?, classification = ?, subject = ?, copy = ?, reading = ?, "
            "seq = (SELECT coalesce(max(seq), 0) + 1 FROM telegrams) WHERE id = ?",
            (mrn, telegram.sent, post, telegram.classification, telegram.subject, copy, encoded, ident),
        )
        self.db.execute("DELETE FROM paragraphs WHERE telegram = ?", (ident,))
        self.db.execute("DELETE FROM refs WHERE telegram = ?", (ident,))
        self.db.executemany(
            "INSERT INTO paragraphs VALUES (?, ?, ?, ?, ?, ?, ?)",
            [(ident, i, p.number, p.portion_mark, p.kind, p.heading, p.text) for i, p in enumerate(telegram.paragraphs)],
        )
        self.db.executemany(
            "INSERT INTO refs VALUES (?, ?, ?, ?, ?, ?)",
            [(ident, i, r.label, r.mrn, r.kind, r.text) for i, r in enumerate(telegram.references)],
        )

    # --- checking -----------------------------------------------------------------------------------------------------

    def check(self) -> Iterator[str]:
        """Every fault of the record, in words: SQLite's own check, bytes that do not match their hash, copies without telegram."""
        for (message,) in self.db.execute("PRAGMA integrity_check(20)"):
            if message != "ok":
                yield f"{FILE}: {message}"
        for table, parent, ident, _ in self.db.execute("PRAGMA foreign_key_check").fetchmany(20):
            yield f"{FILE}: row {parent} of {table} points to a {ident} that is not there"
        for ident, path, sha256, data in self.db.execute("SELECT id, path, sha256, data FROM copies"):
            try:
                original = zlib.decompress(data)
                intact = not original or hashlib.sha256(original).hexdigest() == sha256
            except zlib.error:
                intact = False
            if not intact:
                yield f"{FILE}: the bytes of copy {ident} ({path}) do not match their hash"
        for key, reading in self.db.execute("SELECT key, reading FROM telegrams"):
            try:
                _DECODE(reading)
            except msgspec.DecodeError as error:
                yield f"{FILE}: the reading of {key} does not decode ({error})"


def _upgrade(db: sqlite3.Connection) -> None:
    """Bring the tables of an archive of schema 1 to those of today, in one transaction."""
    try:
        found = db.execute("SELECT value FROM meta WHERE key = 'schema'").fetchone()
    except sqlite3.OperationalError:  # a new one, without tables
        return
    if found is None or found[0] != "1":
        return
    db.execute("BEGIN IMMEDIATE")
    for statement in _SINCE_1:
        db.execute(statement)
    db.execute("UPDATE meta SET value = ? WHERE key = 'schema'", (str(SCHEMA),))
    db.execute("COMMIT")


def _fullness(telegram: Telegram) -> tuple[Any, ...]:
    """How much of a telegram a copy holds: its envelope, its paragraphs, its letters without masks, fewest defects."""
    masks = sum(paragraph.text.upper().count("XXXX") for paragraph in telegram.paragraphs)
    return (
        telegram.dtg is not None, len(telegram.paragraphs), telegram.signer is not None, -masks, -len(telegram.defects),
        sum(len(paragraph.text) for paragraph in telegram.paragraphs),
    )  # fmt: skip
