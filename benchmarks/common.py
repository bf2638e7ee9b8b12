"""What the benchmarks share: the machine's line, the demonstration texts, percentiles."""

from __future__ import annotations

import os
import platform
import sys
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
DEMO = ROOT / "src" / "reftel" / "demo" / "telegrams"


def machine() -> str:
    """Date, cores, memory and Python, for the head of a table."""
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    today = datetime.now(UTC).date()
    return f"{today}, {os.cpu_count()} cores, {pages:.0f} GiB, Python {platform.python_version()} on {sys.platform}"


def texts(folder: Path) -> list[tuple[str, str]]:
    """(name, text) of every .txt under a folder."""
    from reftel.read.source import decode

    return [(path.name, decode(path.read_bytes())[0]) for path in sorted(folder.rglob("*.txt"))]


@cache
def made_up(count: int, seed: int = 1) -> tuple[Any, Any]:
    """(world, schedule) of `count` made-up telegrams, made once in a process."""
    from reftel.synth.schedule import Schedule
    from reftel.synth.world import build

    world = build(seed)
    return world, Schedule(world, count)


def percentile(values: list[float], share: float) -> float:
    """The value below which a share of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
