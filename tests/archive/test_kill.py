"""A build killed at any moment loses nothing that was reported done, and goes on where it stopped."""

from __future__ import annotations

import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import reftel
from tests.archive.test_store import DEMO


def dump(path: Path, count: int) -> None:
    """A folder of `count` telegrams under numbers and minutes of their own."""
    path.mkdir()
    text = (DEMO / "07DRENAVAR110.txt").read_text(encoding="utf-8")
    for number in range(1, count + 1):
        minute = f"{5 + number // 1440:02d}{number // 60 % 24:02d}{number % 60:02d}Z"  # one text in one minute would be one telegram
        own = re.sub(r"DRENAVAR 000110", f"DRENAVAR {number:06d}", text).replace("#0110", f"#{number:04d}")
        (path / f"{number}.txt").write_text(own.replace("051612Z", minute))


@pytest.mark.slow
def test_a_build_killed_again_and_again_ends_whole(tmp_path: Path) -> None:
    dump(tmp_path / "in", 1500)
    archive = tmp_path / "a.reftel"
    chance = random.Random(7)
    held = 0
    command = [sys.executable, "-m", "reftel", "build", str(archive), str(tmp_path / "in"), "--batch", "20", "--processes", "1"]
    for _ in range(8):
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as building:
            time.sleep(0.3 + chance.random() * 0.5)
            building.send_signal(signal.SIGKILL)
        if not (archive / "archive.db").exists():
            continue
        with reftel.open_archive(archive, "w") as opened:  # opening catches the index up
            assert list(opened.verify()) == []
            assert len(opened) >= held
            assert opened.search("").count == len(opened)
            held = len(opened)
    assert subprocess.run(command, check=False, capture_output=True).returncode == 0
    with reftel.open_archive(archive) as opened:
        assert len(opened) == 1500
        assert opened.search("").count == 1500
        assert list(opened.verify()) == []


@pytest.mark.slow
@pytest.mark.parametrize("stage", ["build", "index", "migration"])
def test_kills_at_random_moments_lose_nothing(stage: str, tmp_path: Path) -> None:
    from benchmarks.killing import STAGES
    from benchmarks.killing import stage as kill

    found = kill(stage, dict(STAGES)[stage], 3, random.Random(11), tmp_path)
    assert found["kills"] == 3
    assert {name: found[name] for name in ("unopened", "lost", "faults", "unindexed")} == dict.fromkeys(("unopened", "lost", "faults", "unindexed"), 0)
