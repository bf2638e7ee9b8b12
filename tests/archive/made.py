"""Telegrams for these tests: one text, and what befalls its copies."""

from __future__ import annotations

from collections.abc import Sequence

from reftel.archive.collating import Witness
from reftel.archive.store import Reading, Store
from reftel.read.reader import read_text
from reftel.telegram.model import Telegram

SAID = (
    "Foreign Minister Hentzau told the Ambassador on March 12 that Strelsau would not reopen the Zenda bridge before the autumn harvest fair.",
    "He complained that engineers from Osvarth had measured the northern pillars without asking anybody and had left their instruments behind.",
    "The Ambassador replied that the survey was agreed in January, and that delegates of both parliaments had signed the protocol together.",
    "Comment: Hentzau is buying time until the coronation, and the ferry owners who pay for his newspaper are in no hurry either.",
)
HEAD = "R {dtg} MAR 07\nFM AMEMBASSY STRELSAU\nTO RUEHC/SECSTATE WASHDC {serial}\nINFO RUEHZE/AMCONSUL ZENDA\n\nC O N F I D E N T I A L STRELSAU {number:06d}\n\nE.O. 12958: DECL: 03/12/2017\nTAGS: PREL, PGOV\nSUBJECT: {subject}\n{ref}"


def text(number: int = 123, dtg: str = "131530Z", said: Sequence[str] = SAID, subject: str = "THE ZENDA BRIDGE", ref: str = "", serial: str = "3613") -> str:
    """A telegram from Strelsau of March 2007."""
    heading = HEAD.format(number=number, dtg=dtg, subject=subject, ref=f"REF: {ref}\n" if ref else "", serial=serial)
    return heading + "".join(f"\n¶{i}. (C) {words}\n" for i, words in enumerate(said, 1)) + "RASSENDYLL\n"


def body(said: Sequence[str] = SAID) -> str:
    """The same without its heading: neither number nor date is left."""
    return "".join(f"\n¶{i}. (C) {words}\n" for i, words in enumerate(said, 1))


def read(words: str, name: str = "text") -> Telegram:
    return read_text(words, name)


def witness(ident: int, words: str) -> Witness:
    return Witness(ident, read(words, f"{ident}.txt"))


def keep(store: Store, *words: str, start: int = 0) -> None:
    """Texts into an archive, one run each call."""
    run = store.begin_run("0", "test", "2026-01-01")
    store.add(run, 3, [Reading(read(one, f"{start + i}.txt"), one.encode()) for i, one in enumerate(words)], [])
    store.end_run(run, "2026-01-01", len(words), len(words), 0, 0)


def keys(store: Store) -> list[str]:
    return [row[0] for row in store.db.execute("SELECT key FROM telegrams ORDER BY key")]
