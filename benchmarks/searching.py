"""Searching an archive of made-up telegrams: latency by kind of query, beside SQLite FTS5 and grep over the same telegrams.

A page is what a reader waits for: the query, its count, 20 hits with passages, all facets. Queries are drawn from the archive's
own words, none is asked twice, and answers kept between queries are thrown away. Times are by the clock (what a user waits)
and of the processor (what the machine spent, whatever else it did).

usage: python -m benchmarks.searching [TELEGRAMS] [FOLDER]     default 10,000; an archive already in FOLDER is used, one made there is kept
"""

from __future__ import annotations

import csv
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from random import Random

from benchmarks.common import machine, made_up, percentile

CHUNK = 500
EACH = 40  # queries of a kind
COLD = 5  # first queries of a new process, the files not in memory
KINDS = (
    "rare",
    "common",
    "phrase",
    "boolean",
    "prefix",
    "fuzzy",
    "near",
    "field",
    "date",
    "person",
    "in a kind",
    "everything",
    "all telegrams",
)
ROWS = ("page", "hits", "facets")


def rows(first: int, count: int) -> list[tuple[int, str, str]]:
    """(id, header, body) of the telegrams `first..` of a schedule of `count`, as a dump holds them."""
    from reftel.synth.telegrams import make
    from reftel.write import write

    world, schedule = made_up(count)
    out = []
    for i in range(first, min(first + CHUNK, count)):
        text = write(make(world, schedule, i).telegram, schedule.family(i)).text
        out.append((i, "", text))
    return out


def write_csv(path: Path, count: int) -> None:
    """A dump of `count` telegrams."""
    with ProcessPoolExecutor(2) as pool, path.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow(("id", "header", "body"))
        for made in pool.map(rows, range(0, count, CHUNK), [count] * -(-count // CHUNK)):
            writer.writerows(made)


def build(folder: Path, count: int) -> Path:
    """The archive of `count` telegrams in a folder, made where it is not there yet."""
    import reftel

    path = folder / f"{count}.reftel"
    if path.is_dir():
        return path
    dump = folder / f"{count}.csv"
    if not dump.is_file():
        write_csv(dump, count)
    began = time.perf_counter()
    with reftel.open_archive(path, "w") as archive:
        report = archive.build([dump])
    took = time.perf_counter() - began
    print(
        f"built: {report.telegrams:,} telegrams of {dump.stat().st_size / 1e6:,.0f} MB in {took:.0f} s = {report.telegrams / took:,.0f}/s (record {report.seconds:.0f} s, then index)"
    )
    return path


# --- queries --------------------------------------------------------------------------------------------------------------


def queries(archive, seed: int = 1) -> dict[str, list[str]]:  # type: ignore[no-untyped-def]
    """Queries of each kind, drawn from the archive's telegrams, all different."""
    from reftel.search import words

    draw, searcher = Random(seed), archive.index.searcher()
    keys = [key for (key,) in archive.store.db.execute("SELECT key FROM telegrams ORDER BY id")]
    telegrams = [archive.store.by_key(key) for key in draw.sample(keys, min(len(keys), EACH * 8))]
    texts = [words.words(" ".join(one.text for one in telegram.paragraphs)) for telegram in telegrams]
    texts = [text for text in texts if len(text) > 60]
    held = {word: searcher.doc_freq("text", word) for text in texts for word in set(text) if len(word) > 2}
    total = searcher.num_docs
    rare = [word for word, count in sorted(held.items()) if count <= max(3, total // 5000)]
    common = sorted((word for word in held if held[word] < total * 0.6), key=lambda word: (-held[word], word))[: EACH * 4]
    middling = sorted((word for word in held if 20 < held[word] < total * 0.1), key=lambda word: (-held[word], word))[: EACH * 12]
    for some in (rare, common, middling):
        draw.shuffle(some)

    def phrase(size: int) -> str:
        text = draw.choice(texts)
        start = draw.randrange(len(text) - size)
        return " ".join(text[start : start + size])

    people = [
        name.split()[-1]
        for telegram in telegrams
        for name in ([one.name for one in telegram.participants] + [telegram.signer or ""])
        if name
    ]
    tags = archive.facets("", "tag", size=60)["tag"]
    posts = archive.facets("", "post", size=60)["post"]
    days = sorted({telegram.sent[:7] for telegram in telegrams if telegram.sent})
    made: dict[str, Callable[[int], str]] = {
        "rare": lambda i: rare[i],
        "common": lambda i: common[i],
        "phrase": lambda _: f'"{phrase(2 + draw.randrange(2))}"',
        "boolean": lambda i: f"{common[i]} ({middling[2 * i]} OR {middling[2 * i + 1]}) -{middling[-i - 1]}",
        "prefix": lambda i: f"{middling[i][: max(4, len(middling[i]) - 3)]}*",
        "fuzzy": lambda i: f"{_misspelt(middling[EACH + i], draw)}~",
        "near": lambda i: f"{common[i]} NEAR/5 {middling[i]}",
        "field": lambda i: f'tag:{tags[i % len(tags)][0]} post:"{posts[i % len(posts)][0]}"' if i % 2 else f"tag:{tags[i % len(tags)][0]} {common[i]}",
        "date": lambda i: f"sent:{draw.choice(days)}..{int(draw.choice(days)[:4]) + 60} {middling[i]}",
        "person": lambda i: f'person:"{people[i % len(people)]}" {common[i] if i % 2 else ""}'.strip(),
        "in a kind": lambda i: f"in:comment {middling[i]}",
        "everything": lambda i: f'"{phrase(2)}" OR ({common[i]} {middling[i][:5]}* tag:({tags[0][0]} OR {tags[i % len(tags)][0]}) sent:{days[0]}..{days[-1]} '
        f"class:<=secret -{rare[i]} (in:comment {middling[i + 1]} OR {middling[i + 2]} NEAR/8 {common[i + 1]}))",
        "all telegrams": lambda i: "" if i == 0 else f"-{rare[i]}",
    }  # fmt: skip
    return {kind: list(dict.fromkeys(made[kind](i) for i in range(EACH))) for kind in KINDS}


def _misspelt(word: str, draw: Random) -> str:
    at = draw.randrange(1, len(word))
    return word[:at] + draw.choice("aeiorst") + word[at + 1 :]


# --- measuring ------------------------------------------------------------------------------------------------------------


class Times:
    """Times of a kind of query, by clock and processor, in milliseconds."""

    def __init__(self) -> None:
        self.clock: list[float] = []
        self.work: list[float] = []

    def of(self, act: Callable[[], object]) -> object:
        clock, work = time.perf_counter(), time.process_time()
        found = act()
        self.clock.append((time.perf_counter() - clock) * 1e3)
        self.work.append((time.process_time() - work) * 1e3)
        return found


def ours(archive) -> dict[str, list[str]]:  # type: ignore[no-untyped-def]
    """The table of our own times, warm; the queries asked."""
    asked = queries(archive)
    for query in ("warm", *(found[-1] for found in asked.values())):
        archive.search(query)
        archive.facets(query)
    archive.index.kept.clear()
    print(f"\n{'warm: query, count, 20 hits with passages, all facets':<56}{'clock, ms':^30}{'processor, ms':^20}")
    print(f"{'kind':<16}{'hits, median':>13}{'':<8}{'':>3}{'p50':>16}{'p95':>10}{'p99':>10}{'p50':>12}{'p95':>10}")
    every = {part: Times() for part in ROWS}
    for kind, found in asked.items():
        times, counts = {part: Times() for part in ROWS}, []
        for query in found:
            clock, work = time.perf_counter(), time.process_time()
            counts.append(times["hits"].of(lambda query=query: archive.search(query)).count)  # type: ignore[attr-defined, misc]
            times["facets"].of(lambda query=query: archive.facets(query))  # type: ignore[misc]
            times["page"].clock.append((time.perf_counter() - clock) * 1e3)
            times["page"].work.append((time.process_time() - work) * 1e3)
            archive.index.kept.clear()
        for part in ROWS:
            every[part].clock += times[part].clock
            every[part].work += times[part].work
            label = f"{kind:<16}{int(percentile(counts, 0.5)):>13,}  " if part == "page" else " " * 31
            print(_row(label, part, times[part]))
    for part in ROWS:
        print(_row(f"{'every kind':<31}" if part == "page" else " " * 31, part, every[part]))
    return asked


def _row(label: str, part: str, times: Times) -> str:
    clock, work = times.clock, times.work
    return (f"{label:<31}{part:<9}{percentile(clock, 0.5):>16.1f}{percentile(clock, 0.95):>10.1f}{percentile(clock, 0.99):>10.1f}"
            f"{percentile(work, 0.5):>12.1f}{percentile(work, 0.95):>10.1f}")  # fmt: skip


COLDLY = """
import sys, time, reftel
began = time.perf_counter()
with reftel.open_archive(sys.argv[1]) as archive:
    opened = time.perf_counter()
    archive.search(sys.argv[2])
    archive.facets(sys.argv[2])
print((opened - began) * 1e3, (time.perf_counter() - opened) * 1e3)
"""


def cold(path: Path, asked: dict[str, list[str]]) -> None:
    """The first query of a new process, the archive's files put out of memory before."""
    print(f"\n{'cold: a new process, its first page':<40}{'open p50':>10}{'page p50':>10}{'most':>10}  ms by the clock")
    for kind in ("rare", "common", "phrase", "everything"):
        opened, first = [], []
        for query in asked[kind][:COLD]:
            for file in path.rglob("*"):
                if file.is_file():
                    with file.open("rb") as stream:
                        os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
            out = subprocess.run(
                [sys.executable, "-c", COLDLY, str(path), query], capture_output=True, text=True, check=True
            ).stdout.split()
            opened.append(float(out[0]))
            first.append(float(out[1]))
        print(f"{kind:<40}{percentile(opened, 0.5):>10.0f}{percentile(first, 0.5):>10.0f}{max(first):>10.0f}")


# --- others ---------------------------------------------------------------------------------------------------------------


def texts(archive) -> Iterator[tuple[int, str, str]]:  # type: ignore[no-untyped-def]
    """(number, subject, text) of every telegram, as our index holds them."""
    for seq, _, telegram in archive.store.since(0):
        yield (
            seq,
            telegram.subject or "",
            "\n".join(filter(None, ((f"{one.heading}\n{one.text}" if one.heading else one.text) for one in telegram.paragraphs))),
        )


def fts(archive, folder: Path) -> sqlite3.Connection:  # type: ignore[no-untyped-def]
    """SQLite FTS5 over the same telegrams, with the columns that four facets need."""
    db = sqlite3.connect(folder / "fts.db")
    db.execute("CREATE VIRTUAL TABLE t USING fts5(subject, text, tokenize = 'unicode61 remove_diacritics 2')")
    db.execute("CREATE TABLE facts (id INTEGER PRIMARY KEY, year TEXT, post TEXT, class TEXT)")
    db.execute("CREATE TABLE tags (id INTEGER, tag TEXT)")
    db.executemany("INSERT INTO t (rowid, subject, text) VALUES (?, ?, ?)", texts(archive))
    for seq, _, one in archive.store.since(0):
        db.execute(
            "INSERT INTO facts VALUES (?, ?, ?, ?)",
            (seq, (one.sent or "")[:4], one.sender.post if one.sender else None, one.classification),
        )
        db.executemany("INSERT INTO tags VALUES (?, ?)", [(seq, tag) for tag in one.tags])
    db.execute("CREATE INDEX tags_id ON tags (id)")
    db.execute("INSERT INTO t (t) VALUES ('optimize')")
    db.commit()
    return db


def match(kind: str, query: str) -> str | None:
    """A query in the words of FTS5, for the kinds that it knows."""
    if kind in {"rare", "common"}:
        return f'"{query}"'
    if kind in {"phrase", "prefix"}:
        return query
    if kind == "boolean":
        first, one, _, other, but = query.replace("(", "").replace(")", "").split()
        return f'("{first}" AND ("{one}" OR "{other}")) NOT "{but[1:]}"'
    if kind == "near":
        left, _, right = query.split()
        return f'NEAR("{left}" "{right}", 5)'
    return None


def sqlite_page(db: sqlite3.Connection, asked: str) -> int:
    """Count, 20 ranked hits with snippets, and four facets."""
    (count,) = db.execute("SELECT count(*) FROM t WHERE t MATCH ?", (asked,)).fetchone()
    db.execute(
        "SELECT rowid, snippet(t, 1, '[', ']', '...', 40) FROM t WHERE t MATCH ? ORDER BY rank LIMIT 20", (asked,)
    ).fetchall()
    for column in ("year", "post", "class"):
        db.execute(
            f"SELECT {column}, count(*) FROM t JOIN facts ON facts.id = t.rowid WHERE t MATCH ? GROUP BY 1 ORDER BY 2 DESC LIMIT 15",
            (asked,),
        ).fetchall()
    db.execute(
        "SELECT tag, count(*) FROM t JOIN tags ON tags.id = t.rowid WHERE t MATCH ? GROUP BY 1 ORDER BY 2 DESC LIMIT 15", (asked,)
    ).fetchall()
    return int(count)


def beside(archive, asked: dict[str, list[str]], folder: Path) -> None:  # type: ignore[no-untyped-def]
    """Ours, SQLite's and grep's times for the same queries, in turn."""
    db = fts(archive, folder)
    plain = folder / "plain.txt"
    with plain.open("w", encoding="utf-8") as out:
        out.writelines(f"{subject} {text}".replace("\n", " ") + "\n" for _, subject, text in texts(archive))
    print(
        f"\n{'side by side, page':<16}{'ours p50':>10}{'p95':>8}{'FTS5 p50':>12}{'p95':>10}{'grep':>9}{'FTS5/ours p50, p95':>22}  ms by the clock; grep counts alone"
    )
    for kind in ("rare", "common", "phrase", "boolean", "prefix", "near"):
        mine, theirs, grep = Times(), Times(), Times()
        for i, query in enumerate(asked[kind]):
            mine.of(lambda query=query: (archive.search(query), archive.facets(query)))  # type: ignore[misc]
            archive.index.kept.clear()
            theirs.of(lambda query=query, kind=kind: sqlite_page(db, match(kind, query) or ""))  # type: ignore[misc]
            if kind in {"rare", "common", "phrase"} and i < 3:
                grep.of(
                    lambda query=query: subprocess.run(
                        ["grep", "-c", "-i", "-w", "-F", query.strip('"'), str(plain)], capture_output=True, check=False
                    )
                )  # type: ignore[misc]
        ours50, ours95, fts50, fts95 = (percentile(one.clock, share) for one in (mine, theirs) for share in (0.5, 0.95))
        told = f"{percentile(grep.clock, 0.5):>9.0f}" if grep.clock else f"{'-':>9}"
        print(
            f"{kind:<16}{ours50:>10.1f}{ours95:>8.1f}{fts50:>12.1f}{fts95:>10.1f}{told}{fts50 / ours50:>14.1f}{fts95 / ours95:>8.1f}"
        )
    db.close()


def typing(archive, asked: dict[str, list[str]]) -> None:  # type: ignore[no-untyped-def]
    """Suggestions, letter by letter; a batch of names; likeness."""
    times = Times()
    for word in (*asked["common"], "post:", "tag:P", "07", *asked["person"]):
        for end in range(1, min(len(word), 12) + 1):
            times.of(lambda word=word, end=end: archive.suggest(word[:end]))  # type: ignore[misc]
    print("\n" + _row("suggestions, letter by letter", "", times))
    lines = [query for kind in ("rare", "common", "phrase", "person") for query in asked[kind]] * 4
    batch = Times()
    batch.of(lambda: archive.batch(lines))
    print(f"a batch of {len(lines)} lines: {batch.clock[0]:.0f} ms by the clock, {batch.clock[0] / len(lines):.2f} ms a line")
    alike = Times()
    for (key,) in archive.store.db.execute("SELECT key FROM telegrams ORDER BY id LIMIT 40").fetchall():
        alike.of(lambda key=key: archive.like(key))  # type: ignore[misc]
    print(_row("more like this", "", alike))


def main() -> None:
    import reftel

    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with ExitStack() as stack:
        folder = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(stack.enter_context(tempfile.TemporaryDirectory()))
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        print(f"{machine()}; {count:,} telegrams")
        path = build(folder, count)
        with reftel.open_archive(path) as archive:
            asked = ours(archive)
            typing(archive, asked)
            beside(archive, asked, scratch)
        cold(path, asked)


if __name__ == "__main__":
    main()
