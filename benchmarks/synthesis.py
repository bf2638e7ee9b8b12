"""How fast telegrams are made, and how wide their vocabulary is.

    python -m benchmarks.synthesis [COUNT] [--words]      COUNT telegrams (default 2,000); --words: the vocabulary of their texts alone
"""

from __future__ import annotations

import argparse
import gc
import math
import re
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import msgspec

from benchmarks.common import machine, made_up
from reftel.synth.production import plan, produce
from reftel.synth.telegrams import make
from reftel.synth.truth import Truth
from reftel.write import write

WORD = re.compile(r"[A-Za-z][A-Za-z'\-]+")


ROUNDS, BLOCK, CHUNK = 7, 200, 500


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", nargs="?", type=int, default=2000)
    parser.add_argument("--words", action="store_true")
    asked = parser.parse_args()
    count = asked.count
    print(machine())
    if asked.words:
        vocabulary(*told(count))
        return
    begun = time.perf_counter()
    world, schedule = plan(count, 1)
    print(f"world and schedule of {count:,}: {time.perf_counter() - begun:.2f} s")
    block = range(max(0, count // 2 - BLOCK // 2), min(count, count // 2 + BLOCK // 2))
    for i in range(0, count, 3):  # warm: phrases compiled, common names coined
        make(world, schedule, i)
    gc.disable()
    made = [make(world, schedule, i) for i in block]
    written = [write(one.telegram, one.family) for one in made]
    encode = msgspec.json.Encoder().encode

    def truths() -> None:
        for one, text in zip(made, written, strict=True):
            truth = Truth(one, text)
            for kind in ("statements", "people", "dates", "events"):
                for row in getattr(truth, kind)():
                    encode(row)
            encode(text.telegram)

    each = {
        "make": best(lambda: [make(world, schedule, i) for i in block]) / len(block),
        "write": best(lambda: [write(one.telegram, one.family) for one in made]) / len(block),
        "truth as JSON": best(truths) / len(block),
    }
    gc.enable()
    print(f"processor time of one telegram (mean {sum(len(one.text) for one in written) / len(written):,.0f} characters), best of {ROUNDS} rounds")
    whole = sum(each.values())
    for name, seconds in each.items():
        print(f"  {name:16}{seconds * 1e3:6.2f} ms {seconds / whole:6.0%}")
    print(f"  {'together':16}{whole * 1e3:6.2f} ms   {1 / whole:,.0f} telegrams/s and core")
    words: Counter[str] = Counter()
    for processes in (1, 2):
        with tempfile.TemporaryDirectory() as folder:
            done = produce(count, 1, Path(folder), processes)
            print(f"whole production, {processes} process{'es' if processes > 1 else ''}: {count / done.seconds:,.0f} telegrams/s by the clock")
            if processes == 1:
                for path in Path(folder, "telegrams").rglob("*.txt"):
                    words.update(word.lower() for word in WORD.findall(path.read_text("utf-8")))
    vocabulary(words, count)


def best(work: Callable[[], object]) -> float:
    """The least processor time of some rounds, in seconds: what others do on the machine falls out."""
    least = float("inf")
    for _ in range(ROUNDS):
        begun = time.process_time()
        work()
        least = min(least, time.process_time() - begun)
    return least


def told(count: int) -> tuple[Counter[str], int]:
    """The words of the paragraphs of `count` telegrams, and that count; by two processes."""
    words: Counter[str] = Counter()
    with ProcessPoolExecutor(2) as pool:
        for part in pool.map(words_of, range(0, count, CHUNK), [count] * -(-count // CHUNK)):
            words.update(part)
    return words, count


def words_of(first: int, count: int) -> Counter[str]:
    """The words of the telegrams `first..first + CHUNK` of a schedule of `count`."""
    world, schedule = made_up(count)
    words: Counter[str] = Counter()
    for i in range(first, min(first + CHUNK, count)):
        for paragraph in make(world, schedule, i).telegram.paragraphs:
            words.update(word.lower() for word in WORD.findall(paragraph.text))
    return words


def vocabulary(words: Counter[str], count: int) -> None:
    """How many distinct words, and how frequency falls with rank (natural text: about -1)."""
    ordered = [number for _, number in words.most_common()]
    points = [(math.log(rank), math.log(ordered[rank - 1])) for rank in (10, 30, 100, 300, 1000, 3000, 10000, 30000) if rank <= len(ordered)]
    x, y = sum(a for a, _ in points) / len(points), sum(b for _, b in points) / len(points)
    slope = sum((a - x) * (b - y) for a, b in points) / sum((a - x) ** 2 for a, _ in points)
    print(f"{len(words):,} distinct words among {sum(ordered):,} in {count:,} telegrams; slope of log frequency on log rank {slope:.2f}")


if __name__ == "__main__":
    main()
