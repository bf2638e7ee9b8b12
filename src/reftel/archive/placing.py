"""Finding the telegram that a new copy is of: few candidates by number, moment and words, then the verdict on each."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from reftel.archive import likeness
from reftel.archive.joining import exact, post_of, verdict
from reftel.archive.settling import decode
from reftel.telegram.model import Origin, Telegram

MOST = 5  # candidates by words that are looked at, those with most places in common
CLOSE = 0.05  # two texts as like as that to a third leave open which of them it is a copy of


class Place(NamedTuple):
    """The telegram a copy belongs to (None: one of its own), why, and telegrams it may be a copy of too."""

    telegram: int | None
    why: str
    doubts: list[tuple[int, str]]


def identity(origin: Origin) -> str:
    """A copy's bytes, and which telegram of them it is: what judgements remember.

    >>> identity(Origin("month.txt", "4a84", part=3))
    '4a84#3'
    """
    return origin.sha256 + (f"#{origin.part}" if origin.part is not None else "")


def place(db: sqlite3.Connection, telegram: Telegram, ident: str, by_bytes: bool = True) -> Place:
    """Where a copy belongs, as people judged or else as the texts say; `by_bytes` False does not ask where the same bytes are."""
    joined, apart = judged(db, ident)
    if joined is not None:
        return Place(joined, "joined by hand", [])
    same = db.execute("SELECT telegram FROM copies WHERE identity = ? ORDER BY id", (ident,)).fetchone() if by_bytes else None
    if same and same[0] not in apart:
        return Place(same[0], "the same bytes", [])
    doubts: list[tuple[int, str]] = []
    for other, reading in _candidates(db, telegram, apart):
        found = verdict(telegram, reading)
        if found.same:
            return Place(other, found.why, doubts)
        if found.doubtful:
            doubts.append((other, found.why))
    best = _by_words(db, telegram, apart, doubts)
    return Place(*best, doubts) if best else Place(None, "", doubts)


def judged(db: sqlite3.Connection, ident: str) -> tuple[int | None, set[int]]:
    """(telegram a person joined this copy to, telegrams a person split it from)."""
    query = "SELECT kind, CASE WHEN subject = ?1 THEN object ELSE subject END FROM judgements WHERE undone IS NULL AND (subject = ?1 OR object = ?1) ORDER BY id DESC"
    joined: int | None = None
    apart: set[int] = set()
    for kind, other in db.execute(query, (ident,)).fetchall():
        row = db.execute("SELECT telegram FROM copies WHERE identity = ? ORDER BY id", (other,)).fetchone()
        if row and kind == "split":
            apart.add(row[0])
        elif row and joined is None:
            joined = row[0]
    return (joined if joined not in apart else None), apart


def _candidates(db: sqlite3.Connection, telegram: Telegram, apart: set[int]) -> Iterator[tuple[int, Telegram]]:
    """Telegrams of the same number, then those of the same post and moment."""
    seen = set(apart)
    mrn = telegram.known("mrn")
    if mrn is not None:
        for ident, reading in db.execute("SELECT id, reading FROM telegrams WHERE mrn = ? ORDER BY key", (mrn,)).fetchall():
            if ident not in seen:
                seen.add(ident)
                yield ident, decode(reading)
    post = post_of(telegram)
    if not exact(telegram.sent) or post is None:
        return
    own = None
    query = "SELECT id, reading, mrn, sketch FROM telegrams WHERE sent = ? AND (post = ? OR post IS NULL) ORDER BY key"
    for ident, reading, other, sketch in db.execute(query, (telegram.sent, post)).fetchall():
        if ident in seen:
            continue
        if mrn is not None and other is not None:  # two numbers: worth a look only where the texts share most of their places
            own = set(likeness.sketch(telegram)) if own is None else own
            theirs = likeness.unpacked(sketch)
            if len(own.intersection(theirs)) < 0.5 * min(len(own), len(theirs)):
                continue
        yield ident, decode(reading)


def _by_words(db: sqlite3.Connection, telegram: Telegram, apart: set[int], doubts: list[tuple[int, str]]) -> tuple[int, str] | None:
    """The telegram whose text this is, where its number or that of the other is not known."""
    named = telegram.known("mrn") is not None
    if named and db.execute("SELECT 1 FROM sketches WHERE nameless = 1 LIMIT 1").fetchone() is None:
        return None
    votes = _votes(db, likeness.sketch(telegram), (1,) if named else (0, 1))
    found = []
    for ident, count in sorted(votes.items(), key=lambda one: (-one[1], one[0]))[:MOST]:
        row = None if ident in apart else db.execute("SELECT reading FROM telegrams WHERE id = ?", (ident,)).fetchone()
        if row is None:
            continue
        other = decode(row[0])
        said = verdict(telegram, other)
        if said.same:
            found.append((said.share, count, ident, said.why))
        elif said.doubtful:
            doubts.append((ident, said.why))
    found.sort(key=lambda one: (-one[0], -one[1], one[2]))
    if len(found) > 1 and found[0][0] - found[1][0] < CLOSE:
        doubts += [(ident, f"{why}, as of another telegram") for _, _, ident, why in found]
        return None
    return (found[0][2], found[0][3]) if found else None


def _votes(db: sqlite3.Connection, hashes: list[int], among: tuple[int, ...]) -> Counter[int]:
    """How many places of a text stand in which telegram; places that stand in very many are formulas and do not count."""
    votes: Counter[int] = Counter()
    for nameless in among:
        for one in hashes:
            rows = db.execute("SELECT telegram FROM sketches WHERE nameless = ? AND hash = ? LIMIT ?", (nameless, one, likeness.COMMON + 1)).fetchall()
            if len(rows) <= likeness.COMMON:
                votes.update(row[0] for row in rows)
    return votes
