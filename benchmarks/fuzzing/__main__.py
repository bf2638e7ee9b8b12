"""`python -m benchmarks.fuzzing`."""

from __future__ import annotations

import argparse
import signal
import sys
from pathlib import Path

import benchmarks.fuzzing
from benchmarks.common import machine
from benchmarks.fuzzing.running import Job, run
from benchmarks.fuzzing.wrappings import WRAPPINGS


def main() -> None:
    parser = argparse.ArgumentParser(description=benchmarks.fuzzing.__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="?", help="a folder of real telegrams")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--folder", default="fuzzing", help="where failures and the state are kept")
    parser.add_argument("--wrapping", choices=sorted(WRAPPINGS), help="this wrapping alone")
    asked = parser.parse_args()
    Path(asked.folder).mkdir(parents=True, exist_ok=True)
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(2))  # a run that is ended saves where it stands
    print(machine(), flush=True)
    found = run(Job(asked.corpus, asked.count, asked.seed, asked.processes, asked.folder, asked.wrapping), lambda line: print(line, flush=True))
    for name, count in found.most_common():
        print(f"{count:>8,}  {name}")
    print("no failures" if not found else f"{sum(found.values()):,} failures; inputs in {asked.folder}/failures")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
