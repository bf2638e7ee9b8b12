"""What people decide about copies: split off, joined, taken out. Every judgement is kept with its reason, and can be undone.

Judgements name copies by their bytes, so they hold when the archive reads its copies anew, and also for the same copy from elsewhere.
"""

from __future__ import annotations

import sqlite3

from reftel.archive import settling
from reftel.archive.placing import place
from reftel.archive.settling import decode, encode
from reftel.archive.store import BEARS_BYTES, Store, new_telegram
from reftel.errors import BadValue, UnknownName, UnknownTelegram
from reftel.telegram.model import Origin, Result, Telegram, named


class Judgement(Result):
    """A decision: `kind` is split, join or remove; `undone` when it was taken back."""

    id: str
    made: str
    kind: str
    subject: str
    object: str
    reason: str
    undone: str | None = None


class Removed(Result):
    """What a removal did: the copies taken out, telegrams that went with their last copy."""

    copies: list[str]
    telegrams: list[str]


class Conflict(Result):
    """Telegrams that share a number or may be one, kept apart; or copies of one telegram that were joined against some evidence."""

    kind: str
    keys: list[str]
    why: str


def split(store: Store, copy: int, reason: str, now: str) -> str:
    """Take a copy off its telegram, as a telegram of its own; its key.

    Raises:
        UnknownTelegram: when there is no such copy.
        BadValue: when it is the only copy of its telegram.
    """
    with store.transaction() as db:
        ident, telegram = _copy(store, db, copy)
        others = [row[0] for row in db.execute("SELECT DISTINCT identity FROM copies WHERE telegram = ? AND identity <> ?", (telegram, ident))]
        if not others:
            raise BadValue("copy", str(copy), "one of several different copies of a telegram; this is the only one")
        for other in others:
            db.execute("INSERT INTO judgements (made, kind, subject, object, reason) VALUES (?, 'split', ?, ?, ?)", (now, ident, other, reason))
        key = _moved(db, [row[0] for row in db.execute("SELECT id FROM copies WHERE telegram = ? AND identity = ?", (telegram, ident)).fetchall()])
    settling.refresh(store.db)
    return key


def join(store: Store, name: str, other: str, reason: str, now: str) -> str:
    """Make the copies of one telegram copies of another; the key of what they are now. The other's key keeps leading there.

    Raises:
        UnknownTelegram: when one of them is not there.
        BadValue: when they are one already.
    """
    with store.transaction() as db:
        first, second = store.find(name)[0], store.find(other)[0]
        if first == second:
            raise BadValue("telegrams to join", f"{name}, {other}", "two telegrams; these are one already")
        one, two = (db.execute("SELECT id FROM telegrams WHERE key = ?", (key,)).fetchone()[0] for key in (first, second))
        anchor = db.execute("SELECT identity FROM copies WHERE telegram = ? ORDER BY id LIMIT 1", (one,)).fetchone()[0]
        for (ident,) in db.execute("SELECT DISTINCT identity FROM copies WHERE telegram = ?", (two,)).fetchall():
            db.execute("INSERT INTO judgements (made, kind, subject, object, reason) VALUES (?, 'join', ?, ?, ?)", (now, ident, anchor, reason))
        settling.unpack_only(db, one)
        settling.unpack_only(db, two)
        db.execute("UPDATE copies SET telegram = ?, joined = 'joined by hand' WHERE telegram = ?", (one, two))
        settling.settle(db, one)
        settling.dissolve(db, two, into=one)
    settling.refresh(store.db)
    return first


def undo(store: Store, name: str, now: str) -> str:
    """Take a judgement (`j3`) or removal (`r3`) back; what that did, in words.

    A copy that was split or joined goes where the texts say it belongs. A copy that was taken out is read again by the next build of its
    source: its bytes are not kept.

    Raises:
        UnknownName: when there is no such judgement, or it was undone before.
    """
    kind, number = name[:1], name[1:]
    table = {"j": "judgements", "r": "removals"}.get(kind)
    with store.transaction() as db:
        row = None
        if table and number.isdecimal():
            row = db.execute(f"SELECT * FROM {table} WHERE id = ? AND undone IS NULL", (int(number),)).fetchone()  # noqa: S608 - ours
        if row is None:
            raise UnknownName("judgement", name, [one.id for one in judgements(db) if one.undone is None])
        db.execute(f"UPDATE {table} SET undone = ? WHERE id = ?", (now, int(number)))  # noqa: S608 - ours
        if table == "removals":
            db.execute("DELETE FROM files WHERE path = ?", (row[3],))
            return f"{row[3]} is taken in again by the next build of it"
        copies = [one[0] for one in db.execute("SELECT id FROM copies WHERE identity = ?", (row[3],)).fetchall()]
        key = _moved(db, copies) if copies else ""
    settling.refresh(store.db)
    return f"the copy belongs to {key} now" if key else "the copy it was about is not in the archive"


def judgements(db: sqlite3.Connection) -> list[Judgement]:
    """All judgements and removals in the order they were made, those undone too."""
    found = [
        Judgement(f"j{ident}", made, kind, _name(db, subject), _name(db, other), reason, undone)
        for ident, made, kind, subject, other, reason, undone in db.execute("SELECT id, made, kind, subject, object, reason, undone FROM judgements")
    ]
    found += [
        Judgement(f"r{ident}", made, "remove", named(path, member, row, part), key, reason, undone)
        for ident, made, path, member, row, part, key, reason, undone in db.execute("SELECT id, removed, path, member, row, part, key, reason, undone FROM removals")
    ]
    return sorted(found, key=lambda one: (one.made, one.id))


def _name(db: sqlite3.Connection, ident: str) -> str:
    """A copy for people to read: where it came from; its hash where it is not here."""
    row = db.execute("SELECT id, path, member, row, part FROM copies WHERE identity = ? ORDER BY id", (ident,)).fetchone()
    return f"copy {row[0]} ({named(*row[1:])})" if row else f"sha256 {ident[:12]}"


def _copy(store: Store, db: sqlite3.Connection, copy: int) -> tuple[str, int]:
    row = db.execute("SELECT identity, telegram FROM copies WHERE id = ?", (copy,)).fetchone()
    if row is None:
        raise UnknownTelegram(f"copy {copy}", str(store.path), None)
    return row[0], row[1]


def _moved(db: sqlite3.Connection, copies: list[int], by_bytes: bool = True) -> str:
    """Copies of the same bytes taken off their telegram and put where judgements and texts say; the key of what they are then."""
    ident, old, path, sha256, member, row, part = db.execute(
        "SELECT identity, telegram, path, sha256, member, row, part FROM copies WHERE id = ?", (copies[0],)
    ).fetchone()
    settling.unpack_only(db, old)
    reading = db.execute("SELECT reading FROM copies WHERE id = ?", (copies[0],)).fetchone()[0]
    telegram = decode(reading)
    marks = ", ".join("?" * len(copies))
    db.execute(f"UPDATE copies SET telegram = 0 WHERE id IN ({marks})", copies)  # noqa: S608 - question marks only
    db.execute("UPDATE copies SET identity = '' WHERE telegram = 0")
    settling.settle(db, old)
    found = place(db, telegram, ident, by_bytes)
    target = found.telegram
    if target is None:
        target = new_telegram(db, telegram, Origin(path, sha256, member, row, part=part))
    settling.unpack_only(db, target)
    db.execute("UPDATE copies SET telegram = ?, identity = ?, joined = ? WHERE telegram = 0", (target, ident, found.why))
    settling.settle(db, target)
    return str(db.execute("SELECT key FROM telegrams WHERE id = ?", (target,)).fetchone()[0])


def replace(db: sqlite3.Connection, copy: int, telegram: Telegram) -> str:
    """A copy that now reads differently: its reading, and its telegram where number or date say another; the key of that."""
    old = db.execute("SELECT telegram FROM copies WHERE id = ?", (copy,)).fetchone()[0]
    settling.unpack_only(db, old)
    before = decode(db.execute("SELECT reading FROM copies WHERE id = ?", (copy,)).fetchone()[0])
    db.execute("UPDATE copies SET reading = ? WHERE id = ?", (encode(telegram).decode(), copy))
    if (before.known("mrn"), before.sent) != (telegram.known("mrn"), telegram.sent):
        return _moved(db, [copy], by_bytes=False)
    settling.settle(db, old)
    return str(db.execute("SELECT key FROM telegrams WHERE id = ?", (old,)).fetchone()[0])


def remove(store: Store, what: str, reason: str, now: str) -> Removed:
    """Take copies out: those from a path (or under a folder), or all of one telegram. Logged with the reason; not taken in again.

    Raises:
        UnknownTelegram: when nothing came from there and no telegram bears the number.
    """
    with store.transaction() as db:
        folder = what.rstrip("/") + "/"
        rows = db.execute("SELECT id FROM copies WHERE path = ? OR substr(path, 1, ?) = ? ORDER BY id", (what, len(folder), folder)).fetchall()
        if not rows:
            key = store.find(what)[0]
            rows = db.execute("SELECT c.id FROM copies c JOIN telegrams t ON t.id = c.telegram WHERE t.key = ? ORDER BY c.id", (key,)).fetchall()
        out = Removed([], [])
        touched: dict[int, str] = {}
        for (ident,) in rows:
            row = db.execute(
                "SELECT c.sha256, c.path, c.member, c.row, c.part, t.key, t.id FROM copies c JOIN telegrams t ON t.id = c.telegram WHERE c.id = ?", (ident,)
            ).fetchone()
            db.execute("INSERT INTO removals (removed, sha256, path, member, row, part, key, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (now, *row[:6], reason))
            settling.unpack_only(db, row[6])
            _hand_on(db, ident, row[0])
            db.execute("DELETE FROM copies WHERE id = ?", (ident,))
            out.copies.append(named(*row[1:5]))
            touched[row[6]] = row[5]
        for telegram, key in touched.items():
            settling.settle(db, telegram)
            if db.execute("SELECT 1 FROM telegrams WHERE id = ?", (telegram,)).fetchone() is None:
                out.telegrams.append(key)
    settling.refresh(store.db)
    return out


def _hand_on(db: sqlite3.Connection, copy: int, sha256: str) -> None:
    """Before a copy goes: the bytes of a document that other telegrams share with it are kept with the next of them."""
    next_one = f"SELECT id FROM copies WHERE sha256 = ? AND part IS NOT NULL AND NOT {BEARS_BYTES} ORDER BY id LIMIT 1"  # noqa: S608 - ours
    row = db.execute(next_one, (sha256,)).fetchone()
    if row is not None and row[0] != copy:
        query = f"UPDATE copies SET data = (SELECT data FROM copies WHERE id = ?1) WHERE id = ?2 AND EXISTS (SELECT 1 FROM copies WHERE id = ?1 AND {BEARS_BYTES})"  # noqa: S608 - ours
        db.execute(query, (copy, row[0]))


def conflicts(db: sqlite3.Connection) -> list[Conflict]:
    """What people should look at: numbers that several telegrams bear, telegrams that may be one, joins against some evidence."""
    found = []
    for (mrn,) in db.execute("SELECT mrn FROM telegrams WHERE mrn IS NOT NULL GROUP BY mrn HAVING count(*) > 1 ORDER BY mrn").fetchall():
        rows = db.execute("SELECT key, sent, subject FROM telegrams WHERE mrn = ? ORDER BY key", (mrn,)).fetchall()
        found.append(Conflict("one number", [row[0] for row in rows], "; ".join(f"{row[0]}: {row[1] or 'no date'}, {row[2] or 'no subject'}" for row in rows)))
    query = "SELECT a.key, b.key, d.why FROM doubts d JOIN telegrams a ON a.id = d.telegram JOIN telegrams b ON b.id = d.other ORDER BY a.key, b.key"
    found += [Conflict("kept apart", [one, other], why) for one, other, why in db.execute(query) if not _share(db, one, other)]
    query = "SELECT t.key, c.joined FROM copies c JOIN telegrams t ON t.id = c.telegram WHERE c.joined LIKE '%the dates read differently%' OR c.joined LIKE '%the number reads%' ORDER BY t.key"
    found += [Conflict("joined", [key], why) for key, why in db.execute(query)]
    return found


def _share(db: sqlite3.Connection, one: str, other: str) -> bool:
    """Whether two telegrams bear one number: then that is said already."""
    numbers = {row[0] for row in db.execute("SELECT mrn FROM telegrams WHERE key IN (?, ?)", (one, other))}
    return len(numbers) == 1 and None not in numbers

