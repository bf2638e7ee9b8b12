"""How reading time grows with the text: the whole reader, every repair, every format, on telegrams and on hostile texts, to 10 MB.

Linear means an exponent of 1: ten times the text, ten times the time. It is the slope between 100 KB and the largest size, in
logarithms; 1.15 and more is marked. Time is of the CPU, with the collector of Python off: its passes over a million lines are not ours. A row that takes longer than a minute at one size is not grown further, and says so.

usage: python -m benchmarks.growth [reader|repairs|formats ...] [--largest BYTES]     all three to 10 MB where nothing is said
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import hashlib
import math
import time
from collections.abc import Callable, Iterator
from random import Random

from benchmarks.common import DEMO, machine, texts

SIZES = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)
PATIENCE = 60.0
BENT = 1.15
HEADING = "R 010101Z JAN 07\nFM AMEMBASSY OSVARTH\nTO SECSTATE WASHDC\n\nUNCLAS OSVARTH 000001\n\nTAGS: PREL\nSUBJECT: X\n\n"
HOSTILE = {
    "one long line": "a", "blanks": " ", "blank lines": "\n", "pilcrows": "¶1. ", "numbered lines": "1. x\n", "rules": "----- ", "rule lines": "------\n",
    "captions": "SIPDIS\n", "routing": "RUEHC/", "addressees": "INFO RUEHC/X ", "page lines": " X 00000001  002 OF 003\n", "parentheses": "(",
    "capitals": "A B C ", "references": "REF: A. X 1 ", "dates": "December 110 ", "elements": "1) a 2) b ", "labels": "TAGS: ", "backslashes": "x\\\n",
    "classes": "C O N F I D E N T I A L ", "quotes": '"', "digits": "1", "dots": ". ", "dashes apart": "- ", "telegrams": "\nNNNN\nZCZC\n", "attributes": "Current Classification: X\n",
    "sas pages": "PAGE 02 STRELS 01231 241439Z\n", "offices": "INFO OCT-01 ISO-00 ", "tags": "<p>", "commas": ",", "braces": '{"a":', "boundaries": "--b1\nFrom x\n",
}  # fmt: skip

Work = Callable[[str], object]


def telegram_text() -> str:
    """The demonstration's telegrams as the text of one."""
    whole = "\n\n".join(text for _, text in texts(DEMO))
    return whole.replace("VZCZC", "V").replace("UNCLAS ", "U ")


def grown(unit: str, size: int) -> str:
    return (unit * (size // len(unit) + 1))[:size]


def seconds(work: Work, text: str) -> float:
    """How long some work on one text takes, the better of a few for short ones."""
    from reftel.errors import ReftelError

    best = math.inf
    gc.disable()
    try:
        for _ in range(1 if len(text) > 500_000 else 3):
            start = time.process_time()
            with contextlib.suppress(ReftelError):
                work(text)
            best = min(best, time.process_time() - start)
    finally:
        gc.enable()
        gc.collect()
    return best


def measured(work: Work, head: str, unit: str, largest: int) -> list[tuple[int, float]]:
    """(size, seconds) for each size, until one takes too long."""
    found = []
    for size in (size for size in SIZES if size <= largest):
        took = seconds(work, head + grown(unit, size))
        found.append((size, took))
        if took > PATIENCE:
            break
    return found


def exponent(found: list[tuple[int, float]]) -> float | None:
    """The slope in logarithms between 100 KB and the largest size; None where too little was measured.

    >>> round(exponent([(100_000, 0.1), (10_000_000, 10.0)]), 2)
    1.0
    """
    there = [(size, took) for size, took in found if size >= 100_000]
    if len(there) < 2 or there[0][1] <= 0:
        return None
    (small, fast), (large, slow) = there[0], there[-1]
    return math.log(max(slow, 1e-9) / fast) / math.log(large / small)


def row(name: str, found: list[tuple[int, float]], largest: int) -> None:
    per_kb = "".join(f"{took / size * 1e9:>12.1f}" for size, took in found)
    slope = exponent(found)
    stopped = found[-1][0] < min(largest, SIZES[-1])
    said = "" if slope is None else f"{slope:>10.2f}" + ("  BENT" if slope >= BENT else "")
    print(f"{name:<34}{per_kb}{said}" + (f"  stopped: {found[-1][1]:.0f} s" if stopped else ""), flush=True)


def head(title: str, largest: int) -> None:
    print(f"\n{title:<34}" + "".join(f"{size // 1000:>9,} KB" for size in SIZES if size <= largest) + f"{'exponent':>10}")


def reader(largest: int) -> None:
    """The whole reader."""
    from reftel.read.reader import read_text

    head("reader, microseconds a KB", largest)
    for name, unit in {"telegrams' text": telegram_text(), **HOSTILE}.items():
        row(name, measured(read_text, HEADING, unit, largest), largest)


def repairs(largest: int) -> None:
    """Every repair: on telegrams' text, and on the hostile text that bends it most."""
    from reftel.read.lines import split
    from reftel.read.repairs import _letters, ordered, restore

    head("repairs, microseconds a KB", largest)
    plain = telegram_text()
    for name, _ in ordered():

        def work(text: str, name: str = name) -> object:
            split.cache_clear()  # the rounds of a short text must not be spared the lines that one round of a long text makes
            _letters.head_words.cache_clear()
            return restore(text, (name,))

        row(f"{name}, telegrams' text", measured(work, HEADING, plain, largest), largest)
        slopes = {hostile: exponent(measured(work, HEADING, unit, min(largest, 1_000_000))) or 0.0 for hostile, unit in HOSTILE.items()}
        worst = max(slopes, key=lambda hostile: slopes[hostile])
        row(f"{name}, {worst}", measured(work, HEADING, HOSTILE[worst], largest), largest)


def wrapped() -> Iterator[tuple[str, Work]]:
    """(name, work) for every format: the text wrapped in it, then read."""
    from benchmarks.fuzzing.wrappings import WRAPPINGS
    from reftel.read.inputs import sources
    from reftel.read.reader import read_source
    from reftel.read.source import Blob, Source
    from reftel.settings import Settings
    from reftel.telegram.model import Origin

    settings = Settings(max_bytes=1_000_000_000, max_ratio=1_000_000)
    for wrapping, (build, file, _) in WRAPPINGS.items():

        def work(data: bytes, file: str = file) -> None:
            for source in sources(Blob(Origin(file, hashlib.sha256(data).hexdigest()), data), settings):
                if isinstance(source, Source):
                    read_source(source)

        def of_text(text: str, build: Callable[[list[str], Random], bytes] = build, work: Callable[[bytes], None] = work) -> None:
            work(build([text], Random(1)))

        yield wrapping, of_text


def formats(largest: int) -> None:
    """Every format: a telegrams' text in it, and what is hostile to it."""
    head("formats, wrapping included", largest)
    for name, work in wrapped():
        for kind, unit in {"telegrams' text": telegram_text(), "blank lines": "\n", "tags": "<p>", "quotes": '"', "one long line": "a", "telegrams": HEADING + "1. x\n\nNNNN\n"}.items():
            row(f"{name}, {kind}", measured(work, HEADING, unit, min(largest, 1_000_000) if name in {"pdf", "docx"} else largest), largest)


PARTS = {"reader": reader, "repairs": repairs, "formats": formats}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="PART", help="reader, repairs, formats")
    parser.add_argument("--largest", type=int, default=SIZES[-1], help="the largest text, in characters")
    asked = parser.parse_args()
    if wrong := [part for part in asked.parts if part not in PARTS]:
        parser.error(f"unknown part {wrong[0]!r}; known: {', '.join(PARTS)}")
    print(machine())
    for name in asked.parts or PARTS:
        PARTS[name](asked.largest)


if __name__ == "__main__":
    main()
