"""The round trip: made-up telegrams written in each family's form and read back, compared in every field and every place.

usage: python -m benchmarks.roundtrip [--count N] [--seed S] [--family F]... [--paged] [--show N]

equal: all fields, paragraphs and spans are those of what was written; changes and defects: what the reader mended or missed, which
should be nothing. With --paged, the page headings between sections are taken out again, and each of those is a change.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from typing import Any

import msgspec

from benchmarks.common import machine, made_up

CHUNK = 250
COPY = ("source", "changes", "defects", "inferred")  # of the copy that was read, not of the telegram
SHOWN = 6


def differences(written: Any, found: Any) -> Iterator[tuple[str, Any, Any]]:
    """(field, written, read) of every field that is not the same."""
    one, other = (msgspec.to_builtins(telegram) for telegram in (written.telegram, found))
    for name in one:
        if name not in COPY and one[name] != other[name]:
            yield name, one[name], other[name]


def apart(was: Any, found: Any) -> str:
    """Where two values part, in a few words of each."""
    if isinstance(was, list) and isinstance(found, list) and len(was) == len(found):
        return next(f"[{i}] {apart(one, other)}" for i, (one, other) in enumerate(zip(was, found, strict=True)) if one != other)
    if isinstance(was, dict) and isinstance(found, dict):
        names = [name for name in {**was, **found} if was.get(name) != found.get(name)]
        return f"{names[0]}: {apart(was.get(names[0]), found.get(names[0]))}"
    if isinstance(was, str) and isinstance(found, str):
        at = next((i for i, (one, other) in enumerate(zip(was, found, strict=False)) if one != other), min(len(was), len(found)))
        return f"...{was[max(0, at - 60) : at + 40]!r} | ...{found[max(0, at - 20) : at + 40]!r}"
    return f"{str(was)[:200]} | {str(found)[:200]}"


def trips(first: int, count: int, seed: int, total: int, family: str, paged: bool) -> tuple[Counter[str], list[str]]:
    """Counts and examples of the telegrams `first..first + count`."""
    from reftel.read import read
    from reftel.synth.telegrams import make
    from reftel.write import SUFFIX, write

    world, schedule = made_up(total, seed)
    counts: Counter[str] = Counter()
    shown: list[str] = []
    for i in range(first, min(first + count, total)):
        made = make(world, schedule, i, family)
        written = write(made.telegram, family, **({"paged": True} if paged else {}))
        found = read(written.text.encode(), f"made{SUFFIX.get(family, '.txt')}")
        wrong = list(differences(written, found))
        counts["telegrams"] += 1
        counts["equal"] += not wrong
        counts["letters"] += len(written.text)
        for name, *_ in wrong:
            counts[f"differs in {name}"] += 1
        counts["changes"] += len(found.changes)
        counts["page headings"] += sum(change.by == "page_break" for change in found.changes)
        counts["defects"] += len(found.defects)
        shown += [f"{i} {name} {apart(was, is_)}" for name, was, is_ in wrong]
        shown += [f"{i} change: {change.by} {change.old!r:.60} -> {change.new!r:.60} {change.why}" for change in found.changes if change.by != "page_break" or not paged]
        shown += [f"{i} defect: {defect.kind} {defect.message}" for defect in found.defects]
    return counts, shown[:SHOWN]


def main() -> None:
    from reftel.write import FAMILIES, OPTIONS

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=5_000, help="telegrams of each family")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--family", action="append", choices=FAMILIES)
    parser.add_argument("--paged", action="store_true", help="as transmitted, with page headings")
    parser.add_argument("--show", type=int, default=10, help="examples of what differs")
    asked = parser.parse_args()
    families = [name for name in asked.family or FAMILIES if not asked.paged or "paged" in OPTIONS[name]]
    print(f"{machine()}; {asked.count:,} telegrams of seed {asked.seed} in each family{', paged' if asked.paged else ''}")
    print(f"{'family':<14}{'telegrams':>10}{'MB':>8}{'equal':>10}{'differ':>8}{'changes':>9}{'of these page headings':>24}{'defects':>9}{'seconds':>9}")
    with ProcessPoolExecutor(2) as pool:
        for family in families:
            start = time.perf_counter()
            total: Counter[str] = Counter()
            shown: list[str] = []
            tasks = [(i, CHUNK, asked.seed, asked.count, family, asked.paged) for i in range(0, asked.count, CHUNK)]
            for counts, examples in pool.map(trips, *zip(*tasks, strict=True)):
                total.update(counts)
                shown += examples
            print(
                f"{family:<14}{total['telegrams']:>10,}{total['letters'] / 1e6:>8.0f}{total['equal']:>10,}{total['telegrams'] - total['equal']:>8,}{total['changes']:>9,}"
                f"{total['page headings']:>24,}{total['defects']:>9,}{time.perf_counter() - start:>9.0f}",
                flush=True,
            )
            for name, count in sorted(total.items()):
                if name.startswith("differs"):
                    print(f"    {name}: {count:,}")
            for line in shown[: asked.show]:
                print(f"    {line}")


if __name__ == "__main__":
    main()
