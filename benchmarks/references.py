"""Resolving references: precision and recall on generated truth, whole and in part, with years forgotten, and on damaged copies.

usage: python -m benchmarks.references [TELEGRAMS [SHARE]]     default 2,000, of which 0.7 are in the archive

The telegrams that are left out are absent: a reference to one is right when it is resolved to its number and told absent. `found` and `absent` are claims;
precision is the share of claims that name the true telegram (and the true state), recall the share of true references that a claim got right. In the rows
with years forgotten every year that a REF line prints is taken away, as writers do in January and February: what cannot be told then has to be left open.
"""

from __future__ import annotations

import random
import re
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from benchmarks.common import machine, made_up

_REF = re.compile(r"^(REFS?:.*?)(?=\n\n|^Classified|^CLASSIFIED)", re.MULTILINE | re.DOTALL)
_YEAR = re.compile(r"\b\d\d (?=[A-Z]{3})")


def made(count: int, share: float, forgotten: bool, damaged: float) -> tuple[list[tuple[str, str]], dict[str, list[str]]]:
    """((MRN, text) of what the archive gets, true references of each)."""
    from reftel.synth.damage import SURVEYED, damage
    from reftel.synth.telegrams import make
    from reftel.write import write

    world, schedule = made_up(count)
    texts, truth = [], {}
    for i in range(count):
        rng = random.Random(f"references {i}")
        if rng.random() >= share:
            continue
        telegram = make(world, schedule, i).telegram
        text = write(telegram, schedule.family(i)).text
        if forgotten:
            text = _REF.sub(lambda found: _YEAR.sub("", found[0]), text, count=1)
        if damaged:
            text = damage(text, rng, {kind: min(1.0, rate * damaged) for kind, rate in SURVEYED.items() if kind != "lost_envelope"}).text
        texts.append((telegram.mrn, text))
        truth[telegram.mrn] = [one.mrn for one in telegram.references if one.mrn]
    return texts, truth


def judged(folder: Path, texts: list[tuple[str, str]], truth: dict[str, list[str]]) -> tuple[Counter[str], float]:
    """Counts of what was claimed, and how many references a second were resolved with the building of the archive."""
    import reftel
    from reftel.archive import references
    from reftel.archive.store import Reading
    from reftel.errors import ReftelError
    from reftel.read.reader import VERSION, read_text
    from reftel.settings import chosen

    counts: Counter[str] = Counter()
    with reftel.open_archive(folder / "a.reftel", "w", chosen(processes=1)) as archive:
        run = archive.store.begin_run("0", "benchmark", "now")
        order = list(texts)
        random.Random(3).shuffle(order)
        readings = []
        for number, (_, text) in enumerate(order):
            try:
                readings.append(Reading(read_text(text, f"{number}.txt"), text.encode()))
            except ReftelError:
                counts["unreadable"] += 1
        begun = time.perf_counter()
        for start in range(0, len(readings), 250):
            archive.store.add(run, VERSION, readings[start : start + 250], [])
        archive.store.end_run(run, "now", len(texts), len(readings), 0, 0)
        took = time.perf_counter() - begun
        held = {mrn for mrn, _ in texts}
        claimed: dict[str, Counter[tuple[str, str]]] = {}
        for link in references.links(archive.store.db):
            counts[link.state] += 1
            if link.state in {"found", "absent"} and link.key:
                claimed.setdefault(link.citing, Counter())[link.key, link.state] += 1
    for mrn, wanted in truth.items():
        right = Counter((one, "found" if one in held else "absent") for one in wanted)
        counts["true"] += sum(right.values())
        counts["right"] += sum((right & claimed.get(mrn, Counter())).values())
    counts["claimed"] = sum(sum(one.values()) for one in claimed.values())
    return counts, len(readings) / took


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    share = float(sys.argv[2]) if len(sys.argv) > 2 else 0.7
    print(machine())
    print(f"{'telegrams':<36}{'here':>8}{'true':>8}{'found':>8}{'absent':>8}{'open':>7}{'precision':>11}{'recall':>9}{'telegrams/s':>13}")
    for name, part, forgotten, damaged in (
        ("all of them", 1.0, False, 0.0), (f"{share:.0%} of them", share, False, 0.0), ("all, years forgotten", 1.0, True, 0.0),
        (f"{share:.0%}, years forgotten", share, True, 0.0), (f"{share:.0%}, damaged as surveyed", share, False, 1.0), (f"{share:.0%}, damaged twice as much", share, False, 2.0),
    ):  # fmt: skip
        texts, truth = made(count, part, forgotten, damaged)
        with tempfile.TemporaryDirectory() as folder:
            counts, rate = judged(Path(folder), texts, truth)
        precision, recall = counts["right"] / max(1, counts["claimed"]), counts["right"] / max(1, counts["true"])
        print(f"{name:<36}{len(texts):>8,}{counts['true']:>8,}{counts['found']:>8,}{counts['absent']:>8,}{counts['open']:>7,}{precision:>11.4f}{recall:>9.4f}{rate:>13,.0f}", flush=True)


if __name__ == "__main__":
    main()
