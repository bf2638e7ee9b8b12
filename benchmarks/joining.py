"""Joining copies: precision and recall over pairs, on generated copies at rising damage and on the clusters of a real corpus.

usage: python -m benchmarks.joining [TELEGRAMS [CORPUS]]     default 300; 0 for the corpus alone; --show lists what went wrong

Of each made-up telegram one to three copies are written, each damaged as a kind of real copy is (web page, text, flattened, scan, ...), with
the surveyed rates times 0, 1, 2 and 4. The last rows take the envelope and the classification line off every second copy, so that neither
number nor date is left in it. File names say nothing. A pair is right when both copies are of one telegram. With CORPUS (a folder with
`manifest.jsonl`) the texts are those of the manifest, the truth its `cluster`.
"""

from __future__ import annotations

import json
import random
import re
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks.common import machine, made_up

KINDS = ("page", "text", "flat", "original", "scan", "page")
LEVELS = ((0.0, False), (1.0, False), (2.0, False), (4.0, False), (1.0, True), (2.0, True))
_HEADING = re.compile(r"\A.*?^(?=¶?1\. |\S?1\. \()", re.DOTALL | re.MULTILINE)


def copies(count: int, level: float, nameless: bool) -> Iterator[tuple[str, str]]:
    """(telegram, text of one of its copies)."""
    from reftel.synth.damage import damage
    from reftel.synth.damage.copies import RATES
    from reftel.synth.telegrams import make
    from reftel.write import write

    world, schedule = made_up(count)
    for i in range(count):
        rng = random.Random(f"joining {i} {level}")
        text = write(make(world, schedule, i).telegram, schedule.family(i)).text
        for k in range(1 + int(rng.random() * 3)):
            rates = {kind: min(1.0, rate * level) for kind, rate in RATES[rng.choice(KINDS)].items()}
            copy = damage(text, rng, rates).text if level else text
            if nameless and k % 2:
                copy = _HEADING.sub("", copy, count=1)
            yield schedule.mrn(i), copy


def measured(truth: dict[int, str], found: dict[int, str]) -> tuple[float, float, int, int]:
    """(precision, recall, right pairs, true pairs) over pairs of copies."""
    right, joined, true = (sum(n * (n - 1) // 2 for n in Counter(keys).values()) for keys in (
        [(truth[one], found[one]) for one in truth], [found[one] for one in truth], [truth[one] for one in truth],
    ))  # fmt: skip
    return right / joined if joined else 1.0, right / true if true else 1.0, right, true


def join(folder: Path, texts: Iterable[tuple[str, str]], spoilt: dict[str, list[str]] | None = None) -> tuple[dict[int, str], dict[int, str], float]:
    """(copy -> true telegram, copy -> telegram found, seconds), building an archive of the texts."""
    import reftel
    from reftel.settings import chosen

    names: dict[str, str] = {}
    (folder / "in").mkdir()
    everything = list(texts)
    random.Random(5).shuffle(everything)
    for number, (key, text) in enumerate(everything):
        name = folder / "in" / f"{number:06d}.txt"
        name.write_text(text, "utf-8")
        names[str(name)] = key
    begun = time.perf_counter()
    with reftel.open_archive(folder / "a.reftel", "w", chosen(processes=2)) as archive:
        archive.build([folder / "in"])
        took = time.perf_counter() - begun
        truth, found = {}, {}
        for ident, path, key in archive.store.db.execute("SELECT c.id, c.path, t.key FROM copies c JOIN telegrams t ON t.id = c.telegram"):
            truth[ident], found[ident] = names[path], key
        if spoilt is not None:
            _spoilt(truth, found, spoilt, archive)
    return truth, found, took


def _spoilt(truth: dict[int, str], found: dict[int, str], spoilt: dict[str, list[str]], archive) -> None:  # type: ignore[no-untyped-def]
    """Some of the false joins and missed ones, to look at."""
    by_truth, by_found = defaultdict(set), defaultdict(set)
    for one, key in truth.items():
        by_truth[key].add(found[one])
        by_found[found[one]].add(key)
    why = dict(archive.store.db.execute("SELECT id, joined FROM copies"))
    spoilt["missed"] = [f"{key}: {sorted(keys)}" for key, keys in by_truth.items() if len(keys) > 1]
    spoilt["false"] = [f"{key}: {sorted(keys)} {[why[one] for one in truth if found[one] == key]}" for key, keys in by_found.items() if len(keys) > 1]


def main() -> None:
    arguments = [one for one in sys.argv[1:] if one != "--show"]
    count = int(arguments[0]) if arguments else 300
    print(machine())
    print(f"{'damage':<28}{'copies':>8}{'telegrams':>11}{'true pairs':>12}{'precision':>11}{'recall':>9}{'copies/s':>10}")
    for level, nameless in LEVELS if count else ():
        with tempfile.TemporaryDirectory() as folder:
            spoilt: dict[str, list[str]] = {}
            truth, found, took = join(Path(folder), copies(count, level, nameless), spoilt)
        _line(f"surveyed x {level:g}" + (", heading lost" if nameless else ""), truth, found, took)
        if "--show" in sys.argv:
            for kind, items in spoilt.items():
                print(*(f"    {kind} {item}" for item in items[:6]), sep="\n")
    if len(arguments) > 1:
        _corpus(Path(arguments[1]))


def _line(name: str, truth: dict[int, str], found: dict[int, str], took: float) -> None:
    precision, recall, _, true = measured(truth, found)
    print(f"{name:<28}{len(truth):>8,}{len(set(found.values())):>11,}{true:>12,}{precision:>11.4f}{recall:>9.4f}{len(truth) / took:>10,.0f}", flush=True)


def _corpus(folder: Path) -> None:
    """The texts of a manifest, each once by its path; those in several telegrams (printed volumes) and those unreadable are left out and counted."""
    import reftel

    rows = [json.loads(line) for line in (folder / "manifest.jsonl").read_text("utf-8").splitlines()]
    paths = {str(folder / row["path"]): row["cluster"] for row in rows if row.get("cluster")}
    with tempfile.TemporaryDirectory() as scratch:
        begun = time.perf_counter()
        with reftel.open_archive(Path(scratch) / "a.reftel", "w") as archive:
            report = archive.build(list(paths))
            took = time.perf_counter() - begun
            truth, found = {}, {}
            for ident, path, key in archive.store.db.execute("SELECT c.id, c.path, t.key FROM copies c JOIN telegrams t ON t.id = c.telegram WHERE c.part IS NULL"):
                truth[ident], found[ident] = paths[path], key
            spoilt: dict[str, list[str]] = {}
            _spoilt(truth, found, spoilt, archive)
    _line(f"real, {len(report.unreadable):,} unreadable", truth, found, took)
    if "--show" in sys.argv:
        for kind, items in spoilt.items():
            print(*(f"    {kind} {item}" for item in items[:40]), sep="\n")


if __name__ == "__main__":
    main()
