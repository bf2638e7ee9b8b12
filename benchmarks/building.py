"""Building an archive from files to searchable: rate, peak memory, size on disk against the originals; and building again.

usage: python -m benchmarks.building [TELEGRAMS [PROCESSES [FOLDER]]]     default 4,000 with 2 processes

The telegrams are made-up ones, all different, a file each, as `reftel synth` makes them. With FOLDER everything is made there and stays; telegrams that are there
already are not made again. Peak memory is that of the writer and of the largest reading process, as the system counts them.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.common import machine


def size_of(folder: Path) -> int:
    """Bytes of all files under a folder."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 4_000
    processes = int(sys.argv[2]) if len(sys.argv) > 2 else 2
    with tempfile.TemporaryDirectory() as scratch:
        run(Path(sys.argv[3]) if len(sys.argv) > 3 else Path(scratch), count, processes)


def run(folder: Path, count: int, processes: int) -> None:
    import reftel
    from reftel.settings import chosen
    from reftel.synth.production import produce

    made = folder / f"made-{count}"
    if not (made / "README.md").is_file():
        produce(count, 1, made, 2)
    texts = made / "telegrams"
    originals = size_of(texts)
    print(f"{machine()}; {count:,} telegrams, {originals / 1e6:,.1f} MB of text")
    archive = folder / f"built-{count}-{processes}.reftel"
    begun, used = time.perf_counter(), time.process_time()
    with reftel.open_archive(archive, "w", chosen(processes=processes)) as opened:
        report = opened.build([texts])
        took, own = time.perf_counter() - begun, time.process_time() - used
        print(f"from files to searchable with {processes} reading processes: {report.added:,} in {took:.1f} s = {report.added / took:,.0f}/s")
        print(f"  record {report.seconds:.1f} s, then index {took - report.seconds:.1f} s; the writer's own processor time {own / max(1, report.added) * 1e3:.2f} ms a telegram")
        begun = time.perf_counter()
        again = opened.build([texts])
        print(f"built again, nothing changed: {again.known:,} known in {time.perf_counter() - begun:.2f} s")
        left = opened.store.db.execute("SELECT state, count(*) FROM refs GROUP BY state ORDER BY 2 DESC").fetchall()
        print("references: " + ", ".join(f"{number:,} {state}" for state, number in left))
        _tables(opened.store.db, originals)
    own_peak, child_peak = (resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(f"peak memory: writer {own_peak:,.0f} MiB, largest reading process {child_peak:,.0f} MiB")
    record, index = (archive / "archive.db").stat().st_size, size_of(archive / "index")
    print(f"on disk: record {record / 1e6:,.1f} MB ({record / originals:.2f} of the originals), index {index / 1e6:,.1f} MB ({index / originals:.2f})")


def _tables(db, originals: int) -> None:  # type: ignore[no-untyped-def]
    try:
        rows = db.execute("SELECT name, sum(pgsize) FROM dbstat GROUP BY name ORDER BY 2 DESC LIMIT 8").fetchall()
    except Exception:  # SQLite built without the table
        return
    print("  " + ", ".join(f"{name} {size / originals:.2f}" for name, size in rows) + " of the originals")


if __name__ == "__main__":
    main()
