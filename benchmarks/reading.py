"""Reading speed in one process, stage by stage and family by family, with ratios side by side.

usage: python -m benchmarks.reading [CORPUS]     CORPUS: a folder with b_cablexpress/ of real telegrams; without it, the demo texts
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.common import DEMO, machine, texts

SUFFIXES = (".txt", ".xml", ".pdf")


def timed(work: Callable[[], object], rounds: int = 5) -> float:
    """The best of some rounds, in seconds."""
    best = float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def main() -> None:
    from reftel.errors import ReftelError
    from reftel.read.lines import split
    from reftel.read.reader import read_text
    from reftel.read.repairs import ordered, restore
    from reftel.telegram.model import Telegram

    folder = Path(sys.argv[1]) / "b_cablexpress" if len(sys.argv) > 1 else DEMO
    found = texts(folder)
    size = sum(len(text) for _, text in found)
    telegrams: list[Telegram] = []

    def read() -> None:
        telegrams.clear()
        for name, text in found:
            try:
                telegrams.append(read_text(text, name))
            except ReftelError as error:
                print("unreadable", error)

    stages: list[tuple[str, Callable[[], object]]] = [
        ("read (everything)", read),
        ("  all repairs", lambda: [restore(text) for _, text in found]),
        *((f"    {name}", lambda name=name: [restore(text, (name,)) for _, text in found]) for name, _ in ordered()),
        ("  split into lines once", lambda: [split(text) for _, text in found]),
        ("encode to JSON", lambda: [telegram.to_dict() for telegram in telegrams]),
    ]
    print(f"{machine()}; {len(found)} texts of {folder.name}, {size / 1e6:.2f} MB; best of 5")
    whole = timed(stages[0][1])
    print(f"{'stage':<28}{'telegrams/s':>12}{'MB/s':>8}{'ms each':>9}{'share':>8}")
    for name, work in stages:
        took = whole if work is read else timed(work)
        print(f"{name:<28}{len(found) / took:>12,.0f}{size / took / 1e6:>8.1f}{took / len(found) * 1e3:>9.3f}{took / whole:>8.0%}")
    if len(sys.argv) > 1:
        families(Path(sys.argv[1]), whole / len(found))


def families(corpus: Path, one: float) -> None:
    """Each family from its files, opening, wrapping and parting included; processor time, best of three (PDF: one round)."""
    from reftel.read import read_all
    from reftel.settings import Settings
    from reftel.telegram.model import Telegram

    print(f"\n{'family, from files':<28}{'files':>7}{'telegrams':>11}{'telegrams/s':>13}{'MB/s':>8}{'ms each':>9}{'to CableXpress text':>22}")
    for folder in sorted(path for path in corpus.iterdir() if path.is_dir()):
        for suffix in sorted({path.suffix for path in folder.rglob("*") if path.suffix in SUFFIXES}):
            files = sorted(folder.rglob(f"*{suffix}"))
            took, read = float("inf"), 0
            for _ in range(1 if suffix == ".pdf" else 3):
                start = time.process_time()
                read = sum(isinstance(found, Telegram) for found in read_all(files, Settings(ocr="never")))
                took = min(took, time.process_time() - start)
            size = sum(path.stat().st_size for path in files)
            each = took / max(read, 1)
            print(f"{folder.name + ' ' + suffix:<28}{len(files):>7,}{read:>11,}{read / took:>13,.0f}{size / took / 1e6:>8.1f}{each * 1e3:>9.2f}{each / one:>21.1f}x")


if __name__ == "__main__":
    main()
