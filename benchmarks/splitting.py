"""Many telegrams in one file: how many are found apart, and how often one is cut in two.

usage: python -m benchmarks.splitting [CORPUS] [--files N] [--generated N] [--seed S] [--show N]

false splits: texts that hold one telegram and were parted. Missed: of the places where two texts were joined, those that were not
found; elsewhere: places found within a telegram of a joined text. Texts are joined 2 to 20 at a time, by blank lines, a line of equals
signs, a form feed, or NNNN. CORPUS is a folder with manifest.jsonl; without it made-up telegrams of every family are used alone.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from benchmarks.common import machine, made_up

JOINS = {"blank lines": "\n\n\n", "equals signs": "\n\n==========\n\n", "form feed": "\n\f\n", "NNNN": "\n\nNNNN\n\n\n"}


def real(corpus: Path, limit: int) -> Iterator[tuple[str, str, str]]:
    """(family, name, text) of the corpus's plain texts."""
    from reftel.read.source import decode

    rows = [json.loads(line) for line in (corpus / "manifest.jsonl").read_text(encoding="utf-8").splitlines()]
    seen: Counter[str] = Counter()
    for row in rows:
        path = corpus / row["path"]
        family = "/".join(Path(row["path"]).parts[:2])
        if path.suffix != ".txt" or not path.is_file() or seen[family] >= limit:
            continue
        seen[family] += 1
        yield family, path.name, decode(path.read_bytes())[0]


def generated(count: int, seed: int) -> Iterator[tuple[str, str, str]]:
    """(family, name, text) of made-up telegrams, `count` of each family."""
    from reftel.synth.telegrams import make
    from reftel.write import FAMILIES, write

    world, schedule = made_up(max(count, 50), seed)
    for family in FAMILIES:
        if family == "html":
            continue
        for i in range(count):
            yield f"generated/{family}", f"{family} {i}", write(make(world, schedule, i, family).telegram, family).text


def joined(texts: list[str], join: str) -> tuple[str, list[int]]:
    """The texts as one, and where each but the first begins."""
    pieces: list[str] = []
    places: list[int] = []
    at = 0
    for text in texts:
        if pieces:
            pieces.append(JOINS[join])
            at += len(JOINS[join])
            places.append(at)
        pieces.append(text)
        at += len(text)
    return "".join(pieces), places


def near(place: int, cut: int, text: str) -> bool:
    """Whether a cut is at a place where texts were joined: no words stand between the two."""
    between = text[min(place, cut) : max(place, cut)]
    return not between.strip().strip("=N\f \r\n") or (cut < place and "\n\n" not in between.strip())


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path, nargs="?")
    parser.add_argument("--files", type=int, default=400, help="texts of a family at most")
    parser.add_argument("--generated", type=int, default=200, help="made-up telegrams of a family")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=0, help="examples of each fault")
    chosen = parser.parse_args()

    from reftel.read.split import cuts

    families: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for family, name, text in [*(real(chosen.corpus, chosen.files) if chosen.corpus else ()), *generated(chosen.generated, chosen.seed)]:
        families[family].append((name, text))
    print(f"# {machine()}")
    head = f"{'family':32} {'texts':>6} {'false':>6}" + "".join(f" | {join:>12}: missed, elsewhere" for join in JOINS) + " | MB/s"
    print(head)
    chance = random.Random(chosen.seed)
    for family, texts in sorted(families.items()):
        shown: list[str] = []
        false = 0
        began, size = time.process_time(), 0
        for name, text in texts:
            size += len(text)
            if found := cuts(text):
                false += 1
                shown.append(f"  cut in two: {name} at {[text[cut : cut + 60] for cut in found[1:3]]}")
        seconds = time.process_time() - began
        cells = []
        for join in JOINS:
            missed = places_in_all = elsewhere = 0
            order = texts[:]
            chance.shuffle(order)
            while len(order) > 1:
                several = chance.randint(2, 20)
                batch, order = order[:several], order[several:]
                whole, places = joined([text for _, text in batch], join)
                found = cuts(whole)
                places_in_all += len(places)
                hit = {place for place in places if any(near(place, cut, whole) for cut in found)}
                missed += len(places) - len(hit)
                stray = [cut for cut in found[1:] if not any(near(place, cut, whole) for place in places)]
                elsewhere += len(stray)
                shown += [f"  {join}: missed before {whole[place : place + 70]!r}" for place in places if place not in hit]
                shown += [f"  {join}: elsewhere {whole[cut : cut + 70]!r}" for cut in stray]
            cells.append(f" | {missed:>5} of {places_in_all:>4}, {elsewhere:>4}{'':>12}")
        print(f"{family:32} {len(texts):>6} {false:>6}" + "".join(cells) + f" | {size / 1e6 / seconds:5.0f}")
        print("\n".join(shown[: chosen.show]), end="\n" if shown[: chosen.show] else "")


if __name__ == "__main__":
    main()
