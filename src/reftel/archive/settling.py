"""What the record derives of a telegram from its copies: the collated reading and the rows that can be asked for.

All of it can be made again from the copies; `settle` does so for one telegram, inside the transaction of whatever changed it.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from typing import Any

import msgspec

from reftel.archive import likeness, references
from reftel.archive.collating import Borrowed, Collated, Witness, collate
from reftel.archive.joining import post_of
from reftel.archive.references import Recorded, Resolution, Sought
from reftel.archive.transacting import transaction
from reftel.errors import BadValue
from reftel.telegram import mrn as mrns
from reftel.telegram.model import Telegram

encode = msgspec.json.Encoder().encode
decode = msgspec.json.Decoder(Telegram).decode
decode_borrowed = msgspec.json.Decoder(list[Borrowed]).decode
NAMELESS = "sha-"  # how the key of a telegram without a number begins


def next_seq(db: sqlite3.Connection) -> int:
    """The number of the next change."""
    return int(db.execute("SELECT max(coalesce((SELECT max(seq) FROM telegrams), 0), coalesce((SELECT max(seq) FROM gone), 0)) + 1").fetchone()[0])


def free_key(db: sqlite3.Connection, wanted: str) -> str:
    """A key that no telegram bears: `07BEIJING12`, or `07BEIJING12~2` where that is another's.

    A key that only leads to a telegram of another number, because the two were joined for a time, is given back.
    """
    key, number = wanted, 1
    taken = "SELECT 1 FROM telegrams WHERE key = ?1 UNION ALL SELECT 1 FROM aliases a JOIN telegrams t ON t.id = a.telegram WHERE a.key = ?1 AND t.mrn = ?1"
    while db.execute(taken, (key,)).fetchone():
        number += 1
        key = f"{wanted}~{number}"
    db.execute("DELETE FROM aliases WHERE key = ?", (key,))
    return key


def witnesses(db: sqlite3.Connection, telegram: int) -> list[Witness]:
    """The copies of a telegram with their own readings."""
    query = "SELECT c.id, coalesce(c.reading, t.reading) FROM copies c JOIN telegrams t ON t.id = c.telegram WHERE c.telegram = ? ORDER BY c.id"
    return [Witness(ident, decode(reading)) for ident, reading in db.execute(query, (telegram,))]


def unpack_only(db: sqlite3.Connection, telegram: int) -> None:
    """Before a telegram gets another copy: the only one's reading, so far its telegram's, becomes its own."""
    db.execute("UPDATE copies SET reading = (SELECT reading FROM telegrams WHERE id = ?1) WHERE telegram = ?1 AND reading IS NULL", (telegram,))


def settle(db: sqlite3.Connection, ident: int) -> None:
    """Make everything derived of a telegram from its copies; a telegram without copies goes."""
    copies = witnesses(db, ident)
    if not copies:
        dissolve(db, ident)
        return
    found = collate(copies)
    text = encode(found.telegram).decode()
    write(db, ident, found, text)
    db.execute("DELETE FROM collations WHERE telegram = ?", (ident,))
    if len(copies) == 1:
        db.execute("UPDATE copies SET reading = NULL WHERE id = ?", (copies[0].id,))
    else:
        db.execute("INSERT INTO collations VALUES (?, ?)", (ident, encode(found.borrowed).decode()))


def write(db: sqlite3.Connection, ident: int, found: Collated, text: str) -> None:
    """Write a telegram's reading, and the columns and rows derived from it."""
    telegram = found.telegram
    key, held, sketch, *before = db.execute("SELECT key, reading, sketch, year, station, number FROM telegrams WHERE id = ?", (ident,)).fetchone()
    mrn = telegram.known("mrn")
    key = _rekeyed(db, ident, key, mrn)
    parts = _parts(mrn)
    seq = next_seq(db) if held != text or key is None else None
    db.execute(
        "UPDATE telegrams SET mrn = ?, sent = ?, post = ?, classification = ?, subject = ?, copy = ?, reading = ?, year = ?, station = ?, number = ?, series = ?, "
        "seq = coalesce(?, seq) WHERE id = ?",
        (mrn, telegram.sent, post_of(telegram), telegram.classification, telegram.subject, found.base, text, *parts, references.trip(telegram.series), seq, ident),
    )
    if held != text or sketch is None:
        _rows(db, ident, telegram, sketch)
    _link_around(db, ident, tuple(before), parts)


def _rekeyed(db: sqlite3.Connection, ident: int, key: str, mrn: str | None) -> str | None:
    """A telegram whose number comes to light takes it as its key; the old one still leads to it. None when the key changed."""
    if mrn is None or not key.startswith(NAMELESS):
        return key
    db.execute("INSERT INTO gone VALUES (?, ?)", (next_seq(db), key))
    db.execute("UPDATE telegrams SET key = ? WHERE id = ?", (free_key(db, mrn), ident))
    db.execute("INSERT OR REPLACE INTO aliases VALUES (?, ?)", (key, ident))
    return None


def _parts(mrn: str | None) -> tuple[int | None, str | None, int | None]:
    try:
        found = mrns.parse(mrn or "")
    except BadValue:
        return None, None, None
    return found.year, found.station, found.number


def _rows(db: sqlite3.Connection, ident: int, telegram: Telegram, old: bytes | None) -> None:
    db.execute("DELETE FROM paragraphs WHERE telegram = ?", (ident,))
    db.execute("DELETE FROM refs WHERE telegram = ?", (ident,))
    db.execute("DELETE FROM serials WHERE telegram = ?", (ident,))
    db.executemany(
        "INSERT INTO paragraphs VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(ident, i, p.number, p.portion_mark, p.kind, p.heading, p.text) for i, p in enumerate(telegram.paragraphs)],
    )
    db.executemany("INSERT INTO refs (telegram, ord, label, mrn, kind, text, stem, printed) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", _refs(ident, telegram))
    db.executemany("INSERT INTO serials VALUES (?, ?, ?, ?, ?, ?)", _serials(ident, telegram))
    _sketch(db, ident, telegram, old)


def _refs(ident: int, telegram: Telegram) -> Iterator[tuple[Any, ...]]:
    for i, one in enumerate(telegram.references):
        sought = references.sought(one, telegram)
        yield ident, i, one.label, one.mrn, one.kind, one.text, sought and sought.stem, sought and sought.printed


def _serials(ident: int, telegram: Telegram) -> Iterator[tuple[Any, ...]]:
    station = _parts(telegram.known("mrn"))[1]
    if station is None:
        return
    for i, one in enumerate((*telegram.action, *telegram.info)):
        if one.mcn and one.mcn.isdecimal():
            yield ident, i, station, one.plad, int(one.mcn), telegram.sent


def _sketch(db: sqlite3.Connection, ident: int, telegram: Telegram, old: bytes | None) -> None:
    """The places the text is known by, among those with a number or those without."""
    _forget(db, ident, old)
    hashes = likeness.sketch(telegram)
    nameless = int(telegram.known("mrn") is None)
    db.executemany("INSERT OR IGNORE INTO sketches VALUES (?, ?, ?)", [(nameless, one, ident) for one in hashes])
    db.execute("UPDATE telegrams SET sketch = ? WHERE id = ?", (likeness.packed(hashes), ident))


def _forget(db: sqlite3.Connection, ident: int, sketch: bytes | None) -> None:
    rows = [(nameless, one, ident) for one in likeness.unpacked(sketch) for nameless in (0, 1)]
    db.executemany("DELETE FROM sketches WHERE nameless = ? AND hash = ? AND telegram = ?", rows)


def dissolve(db: sqlite3.Connection, ident: int, into: int | None = None) -> None:
    """A telegram that has no copies any more goes; where it was joined `into` another, its keys lead there."""
    key, sketch, *number = db.execute("SELECT key, sketch, year, station, number FROM telegrams WHERE id = ?", (ident,)).fetchone()
    _forget(db, ident, sketch)
    for table in ("paragraphs", "refs", "serials", "collations", "doubts"):
        db.execute(f"DELETE FROM {table} WHERE telegram = ?", (ident,))  # noqa: S608 - names are ours
    db.execute("DELETE FROM doubts WHERE other = ?", (ident,))
    db.execute("INSERT INTO gone VALUES (?, ?)", (next_seq(db), key))
    if into is None:
        db.execute("DELETE FROM aliases WHERE telegram = ?", (ident,))
    else:
        db.execute("UPDATE aliases SET telegram = ? WHERE telegram = ?", (into, ident))
    db.execute("DELETE FROM telegrams WHERE id = ?", (ident,))
    if into is not None:
        db.execute("INSERT OR REPLACE INTO aliases VALUES (?, ?)", (key, into))
    _link_around(db, ident, tuple(number), (None, None, None))


# --- references -----------------------------------------------------------------------------------------------------------


Number = tuple[int | None, str | None, int | None]  # year, station, number


def _link_around(db: sqlite3.Connection, ident: int, before: Number, after: Number) -> None:
    """Resolve a telegram's own references, and those of others that may mean it, by the number it had and the one it has."""
    relink(db, "r.telegram = ?", (ident,))
    relink(db, "r.target = ?", (ident,))
    for year, station, number in dict.fromkeys((before, after)):
        if station is not None:
            relink(db, "r.stem = ?", (f"{station}{number}",))
            if before != after:
                alone = len(db.execute("SELECT 1 FROM telegrams WHERE station = ? LIMIT 2", (station,)).fetchall()) < 2
                db.execute("INSERT OR IGNORE INTO stale VALUES (?, ?)", (station, 0 if alone else year or 0))


def relink(db: sqlite3.Connection, where: str, values: tuple[Any, ...]) -> int:
    """Resolve the references that meet a condition anew; how many lead elsewhere than before."""
    changed = 0
    for ident, index, old, new in resolutions(db, where, values):
        if old != new:
            changed += 1
            candidates = encode(list(new.candidates)).decode() if new.candidates else None
            db.execute(
                "UPDATE refs SET state = ?, target = ?, resolved = ?, how = ?, candidates = ? WHERE telegram = ? AND ord = ?",
                (new.state, new.target, new.mrn, new.how, candidates, ident, index),
            )
    return changed


def resolutions(db: sqlite3.Connection, where: str, values: tuple[Any, ...] = ()) -> Iterator[tuple[int, int, Resolution, Resolution]]:
    """(telegram, ord, what is recorded, what it should be) of the references that meet a condition."""
    series = Recorded(db)
    query = (
        "SELECT r.telegram, r.ord, r.mrn, r.kind, r.printed, t.sent, t.year, r.state, r.target, r.resolved, r.how, r.candidates "  # noqa: S608 - conditions are ours
        f"FROM refs r JOIN telegrams t ON t.id = r.telegram WHERE {where}"
    )
    for row in db.execute(query, values).fetchall():
        state, target, resolved, how, candidates = row[7:]
        old = Resolution(state, target, resolved, how, tuple(msgspec.json.decode(candidates, type=list[str])) if candidates else ())
        yield row[0], row[1], old, _resolved(series, *row[2:7])


def _resolved(series: Recorded, mrn: str | None, kind: str, printed: int | None, sent: str | None, year: int | None) -> Resolution:
    if kind != "telegram":
        return Resolution("other", how=f"no telegram: {kind}")
    station, number = _parts(mrn)[1:]
    if station is None or number is None:
        return Resolution("open", how="no number of a telegram was read")
    own = int(sent[:4]) if sent else year or _parts(mrn)[0]
    return references.resolve(Sought(station, number, printed, own, sent), series)


def refresh(db: sqlite3.Connection) -> None:
    """Look again at references to stations whose numbers have changed: their neighbours say more by now. One transaction a station.

    A number of a year bears on references without a year that were made in that year and the next, and on those that misspell the station.
    """
    stations = [row[0] for row in db.execute("SELECT DISTINCT station FROM stale ORDER BY station")]
    cited = list(_cited_stations(db)) if stations else []
    for station in stations:
        with transaction(db):
            for (year,) in db.execute("SELECT year FROM stale WHERE station = ?", (station,)).fetchall():
                for name in (station, *(one for one in cited if one != station and references.near(station, one))):
                    _refresh(db, name, year)
            db.execute("DELETE FROM stale WHERE station = ?", (station,))


def _refresh(db: sqlite3.Connection, station: str, year: int) -> None:
    where = "r.state <> 'other' AND r.stem >= ? AND r.stem < ?"
    values: tuple[Any, ...] = (station, station + ":")
    if year:
        where += " AND coalesce(r.printed, substr(t.sent, 1, 4), t.year, ?) + 0 IN (?, ?)"
        values += (year, year, year + 1)
    relink(db, where, values)


def _cited_stations(db: sqlite3.Connection) -> Iterator[str]:
    """Every station that references name, by leaps through their index."""
    last = ""
    while (row := db.execute("SELECT min(stem) FROM refs WHERE stem > ?", (last,)).fetchone())[0] is not None:
        station = row[0].rstrip("0123456789")
        yield station
        last = station + ":"


def data_of(packed: bytes) -> bytes:
    """A copy's bytes as received."""
    return zlib.decompress(packed)
