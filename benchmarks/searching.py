"""Building and searching an archive of made-up telegrams, all different, written as they were sent in their years.

usage: python -m benchmarks.searching [TELEGRAMS]     default 10,000
"""

from __future__ import annotations

import csv
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from benchmarks.common import machine, made_up, percentile

CHUNK = 500
# Words of all ranks, phrases, fields, ranges, groups, beginnings, likeness, nearness; names come from the telegrams themselves.
QUERIES = (
    "dam", '"joint commission"', "tag:PREL sent:2007-05..2007-08", "in:comment ferry", "negotiat* -referendum", "class:<=confidential pipeline OR dam",
    "{surname}", "{surname} {other}", 'from:"{post}" "told us"', "is:damaged", "fisherys~", "water NEAR/5 dam", "",
)  # fmt: skip


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


def queries(count: int) -> Iterator[str]:
    """The queries, with names that stand in the telegrams."""
    from reftel.synth.telegrams import make

    world, schedule = made_up(count)
    middle = make(world, schedule, count // 2)
    surnames = [one.canonical.split()[-1] for one in middle.people.values() if " " in one.canonical]
    names = {"surname": surnames[0], "other": surnames[-1], "post": middle.telegram.sender.post}
    for query in QUERIES:
        yield query.format(**names)


def main() -> None:
    import reftel
    from reftel.settings import chosen

    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        write_csv(Path(folder) / "dump.csv", count)
        print(f"{machine()}; {count:,} telegrams in a csv dump of {(Path(folder) / 'dump.csv').stat().st_size / 1e6:.0f} MB")
        rates = []
        for processes in (1, 2):
            start = time.perf_counter()
            with reftel.open_archive(Path(folder) / f"{processes}.reftel", "w", chosen(processes=processes)) as archive:
                report = archive.build([Path(folder) / "dump.csv"])
                held = len(archive)
            took = time.perf_counter() - start
            rates.append(held / took)
            print(f"build with {processes} reading process(es): {held:,} telegrams in {took:.1f} s = {held / took:,.0f}/s (record {report.seconds:.1f} s, then index)")
        print(f"ratio 2 / 1: {rates[1] / rates[0]:.2f}")
        with reftel.open_archive(Path(folder) / "2.reftel") as archive:
            _queries(archive, count)


def _queries(archive, count) -> None:  # type: ignore[no-untyped-def]
    print(f"{'query, 20 hits with passages':<48}{'hits':>8}{'p50 ms':>9}{'p95 ms':>9}{'all facets p95':>16}")
    for query in queries(count):
        plain, counted = [], []
        for _ in range(30):
            start = time.perf_counter()
            found = archive.search(query)
            plain.append((time.perf_counter() - start) * 1e3)
            start = time.perf_counter()
            archive.facets(query)
            counted.append((time.perf_counter() - start) * 1e3)
        print(f"{query or '(all)':<48}{found.count:>8,}{percentile(plain, 0.5):>9.1f}{percentile(plain, 0.95):>9.1f}{percentile(counted, 0.95):>16.1f}")


if __name__ == "__main__":
    main()
