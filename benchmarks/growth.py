"""How reading time grows with the text, from 1 KB to 10 MB, on telegrams and on hostile texts.

Linear means that microseconds a kilobyte stay level; the last column compares the largest with the smallest of at least 100 KB.

usage: python -m benchmarks.growth
"""

from __future__ import annotations

import contextlib
import time

from benchmarks.common import DEMO, machine, texts

SIZES = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)
HEADING = "R 010101Z JAN 07\nFM AMEMBASSY OSVARTH\nTO SECSTATE WASHDC\n\nUNCLAS OSVARTH 000001\n\nTAGS: PREL\nSUBJECT: X\n\n"
HOSTILE = {
    "one long line": "a", "blanks": " ", "blank lines": "\n", "pilcrows": "¶1. ", "numbered lines": "1. x\n", "rules": "----- ", "rule lines": "------\n",
    "captions": "SIPDIS\n", "routing": "RUEHC/", "addressees": "INFO RUEHC/X ", "page lines": " X 00000001  002 OF 003\n", "parentheses": "(",
    "capitals": "A B C ", "references": "REF: A. X 1 ", "dates": "December 110 ", "elements": "1) a 2) b ", "labels": "TAGS: ", "backslashes": "x\\\n",
    "classes": "C O N F I D E N T I A L ", "quotes": '"', "digits": "1", "dots": ". ", "dashes apart": "- ",
}  # fmt: skip


def seconds(text: str) -> float:
    """How long one text takes to read."""
    from reftel.errors import NoTelegram
    from reftel.read.reader import read_text

    start = time.perf_counter()
    with contextlib.suppress(NoTelegram):
        read_text(text)
    return time.perf_counter() - start


def main() -> None:
    print(f"{machine()}; microseconds a KB")
    print(f"{'text':<18}" + "".join(f"{size // 1000:>9,} KB" for size in SIZES) + f"{'10 MB / 100 KB':>16}")
    whole = "\n\n".join(text for _, text in texts(DEMO))
    body = whole.replace("VZCZC", "V").replace("UNCLAS ", "U ")
    rows = {"telegrams' text": (HEADING, body), **{name: (HEADING, unit) for name, unit in HOSTILE.items()}}
    for name, (head, unit) in rows.items():
        per_kb = []
        for size in SIZES:
            text = head + (unit * (size // len(unit) + 1))[:size]
            per_kb.append(min(seconds(text) for _ in range(1 if size > 500_000 else 3)) / size * 1e9)
        print(f"{name:<18}" + "".join(f"{value:>12.1f}" for value in per_kb) + f"{per_kb[-1] / per_kb[2]:>16.2f}", flush=True)


if __name__ == "__main__":
    main()
