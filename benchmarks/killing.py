"""Killing an archive's processes at random moments (SIGKILL), and asking what is left: during build, index and migration.

usage: python -m benchmarks.killing [--kills N] [--seed S] [--stage NAME]...     default 100 kills over three stages

A child process builds, rebuilds the index, or brings an archive of schema 1 up to date, and prints what it reports as done. It is killed after a random time. Then the
archive is opened and asked: does it open, is everything that was reported done there, does its check find no fault, does the index hold as many telegrams as
the record. Each row of the table is a stage; `lost`, `faults`, `unopened` and `unindexed` have to be nought.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from benchmarks.common import DEMO, ROOT, machine

BUILD = """
import sys
import reftel
from reftel.settings import chosen
with reftel.open_archive(sys.argv[1], "w", chosen(processes=1, batch=20)) as archive:
    print("open", flush=True)
    archive.build([sys.argv[2]], lambda report: print(archive.store.count(), flush=True))
    print("done", flush=True)
"""
INDEX = """
import sys
from pathlib import Path
from reftel.archive.store import Store
from reftel.search.index import Index
store = Store(Path(sys.argv[1]), "w")
print("open", flush=True)
Index(Path(sys.argv[1]), store).rebuild()
print("done", flush=True)
"""
MIGRATE = """
import sys
import reftel
import reftel.archive.store
reftel.archive.store.MADE = 20
print("open", flush=True)
with reftel.open_archive(sys.argv[1], "w") as archive:
    print(len(archive), flush=True)
print("done", flush=True)
"""
STAGES = (("build", BUILD), ("index", INDEX), ("migration", MIGRATE))


def dump(folder: Path, count: int) -> None:
    """Telegrams under numbers and words of their own; every tenth with a second copy that lost its heading."""
    folder.mkdir(parents=True)
    text = (DEMO / "07DRENAVAR110.txt").read_text(encoding="utf-8")
    for number in range(1, count + 1):
        words = " ".join(random.Random(number).choices(text.split(), k=60))
        own = re.sub(r"DRENAVAR 000110", f"DRENAVAR {number:06d}", text).replace("#0110", f"#{number % 10000:04d}").replace("05161", f"05{number % 24:02d}1")
        own = own.rstrip() + f"\n\n¶99. (C) {words}\n"
        (folder / f"{number:06d}.txt").write_text(own, encoding="utf-8")
        if number % 10 == 0:
            (folder / f"{number:06d}-copy.txt").write_text(own.replace("(C)", "(C) ", 1), encoding="utf-8")


def old_archive(path: Path, copies: int) -> None:
    """An archive of schema 1 with many telegrams, made from the one that the tests keep."""
    path.mkdir(parents=True)
    db = sqlite3.connect(path / "archive.db")
    db.executescript((ROOT / "tests" / "archive" / "data" / "schema-1.sql").read_text(encoding="utf-8"))
    ids = [row[0] for row in db.execute("SELECT id FROM telegrams")]
    for n in range(1, copies + 1):
        for ident in ids:
            new = n * 1000 + ident
            db.execute("INSERT INTO telegrams SELECT ?1, key || '-' || ?2, NULL, sent, post, classification, subject, NULL, ?1, reading FROM telegrams WHERE id = ?3", (new, n, ident))
            db.execute("INSERT INTO copies SELECT NULL, ?1, sha256, path, member, row, encoding, format, run, reader, size, data, reading FROM copies WHERE telegram = ?2 LIMIT 1", (new, ident))
    db.commit()
    db.close()


def trial(command: str, arguments: list[str], wait: float) -> tuple[list[str], bool]:
    """(lines it printed, whether it was killed before it was done)."""
    with subprocess.Popen([sys.executable, "-c", command, *arguments], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as child:
        assert child.stdout is not None
        lines = [child.stdout.readline().strip()]  # it has opened the archive
        time.sleep(wait)
        child.send_signal(signal.SIGKILL)
        lines += child.stdout.read().split()
    return [line for line in lines if line], "done" not in lines


def asked(archive: Path, told: int, held: int, found: Counter[str]) -> int:
    """Open and ask; how many telegrams there are."""
    import reftel
    from reftel.errors import ReftelError

    if not (archive / "archive.db").exists():
        found["nothing yet"] += 1
        return 0
    try:
        with reftel.open_archive(archive, "w") as opened:
            count = len(opened)
            found["lost"] += max(0, max(told, held) - count)
            found["faults"] += len(list(opened.verify()))
            found["unindexed"] += abs(opened.search("").count - count)
    except (ReftelError, sqlite3.Error, OSError) as error:
        print(f"  {type(error).__name__}: {error}")
        found["unopened"] += 1
        return held
    return count


def stage(name: str, command: str, kills: int, rng: random.Random, folder: Path) -> Counter[str]:
    """Kill one stage so many times."""
    found: Counter[str] = Counter()
    texts, archive = folder / "texts", folder / f"{name}.reftel"
    size = 600
    if not texts.exists():
        dump(texts, size)
    if name == "index":
        _whole(archive, texts)
    held = 0
    while found["kills"] < kills:
        if name == "migration":
            shutil.rmtree(archive, ignore_errors=True)
            old_archive(archive, 60)
            held = 305
        elif name == "build" and held >= size:
            shutil.rmtree(archive, ignore_errors=True)
            held = 0
        lines, cut = trial(command, [str(archive), str(texts)], rng.random() ** 2 * {"build": 2.0, "index": 1.0, "migration": 2.5}[name])
        found["kills"] += 1
        found["in the midst"] += cut
        told = max((int(line) for line in lines if line.isdigit()), default=0)
        held = asked(archive, told, held, found)
    return found


def _whole(archive: Path, texts: Path) -> None:
    import reftel
    from reftel.settings import chosen

    with reftel.open_archive(archive, "w", chosen(processes=1)) as opened:
        opened.build([texts])


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--kills", type=int, default=100)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--stage", choices=[name for name, _ in STAGES], action="append", help="only this stage; may be given several times")
    chosen = options.parse_args()
    stages = [(name, command) for name, command in STAGES if not chosen.stage or name in chosen.stage]
    print(f"{machine()}; seed {chosen.seed}")
    columns = ("kills", "in the midst", "unopened", "lost", "faults", "unindexed")
    print(f"{'stage':<12}" + "".join(f"{name:>14}" for name in columns))
    rng = random.Random(chosen.seed)
    for number, (name, command) in enumerate(stages):
        kills = chosen.kills // len(stages) + (number < chosen.kills % len(stages))
        with tempfile.TemporaryDirectory() as folder:
            found = stage(name, command, kills, rng, Path(folder))
        print(f"{name:<12}" + "".join(f"{found[one]:>14,}" for one in columns), flush=True)


if __name__ == "__main__":
    main()
