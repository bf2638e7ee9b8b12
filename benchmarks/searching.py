"""Building and searching an archive of many copies of the demonstration telegrams under other numbers.

usage: python -m benchmarks.searching [TELEGRAMS]     default 10,000
"""

from __future__ import annotations

import re
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.common import DEMO, machine, percentile, texts

QUERIES = (
    "recognition", '"Security Council"', "tag:PREL sent:2007-05..2007-08", "in:comment dam", "negotiat* -referendum", "class:<=confidential pipeline OR dam",
    "Veskolin Vorrig", 'from:Osvarth "told PolOff"', "is:damaged", "recognise~", "water NEAR/5 dam", "",
)  # fmt: skip


def write_csv(path: Path, count: int) -> None:
    """A dump of `count` telegrams made of the demonstration ones with other numbers."""
    import csv

    found = [text for _, text in texts(DEMO) if "partial extract" not in text[:200]]
    with path.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow(("id", "header", "body"))
        for i in range(count):
            text = re.sub(r"\b(DRENAVAR|OSVARTH|HALVERSUND|ZELMINAR|BELUSHKAR|PORTO VELIRE|STATE) 00\d{4}\b", rf"\1 {100_000 + i}", found[i % len(found)])
            writer.writerow((i, "", re.sub(r"#\d{4}", f"#{(100_000 + i) % 10_000:04d}", text)))


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
            _queries(archive)


def _queries(archive) -> None:  # type: ignore[no-untyped-def]
    print(f"{'query, 20 hits with passages':<48}{'hits':>8}{'p50 ms':>9}{'p95 ms':>9}{'all facets p95':>16}")
    for query in QUERIES:
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
