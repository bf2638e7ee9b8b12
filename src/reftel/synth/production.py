"""Producing: telegrams into files by year, the truth beside them, by any number of processes, always the same bytes.

    folder/
      README.md
      telegrams/2007/07LOZHGRAD1231.txt
      truth/statements-00000.jsonl   people-, dates-, events-, fields-, sources-, and wounds- of damaged copies
      truth/parties-00000.jsonl      who the ids of speakers are that are no persons
"""

from __future__ import annotations

import gc
import hashlib
import multiprocessing
import os
import random
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import msgspec

from reftel.errors import UnknownName
from reftel.synth.damage import SURVEYED, damage
from reftel.synth.picks import mixed
from reftel.synth.schedule import Schedule
from reftel.synth.telegrams import Made, make
from reftel.synth.truth import KINDS, Truth
from reftel.synth.world import World, build
from reftel.text import Restored
from reftel.write import FAMILIES, SUFFIX, Written, write

CHUNK = 500  # telegrams of one shard of truth; the same for any number of processes
README = """# Made-up telegrams

Everything here is fiction: no such country, post, person or affair exists, and nothing was said by anybody. Every telegram bears
the word SYNTHETIC among its handling instructions.

Made by `reftel synth --count {count} --seed {seed}{options}`; the same command makes the same bytes.

- `telegrams/YEAR/MRN{suffix}`: the telegrams, {count:,} of them, UTF-8, lines ended by a line feed.
- `truth/*.jsonl`: what is true about them. `sources` (files, hashes, paragraphs), `fields` (the telegram as its form can say it),
  `statements`, `people`, `dates`, `events` in the form of the gold annotation; `parties` (names of the ids). Offsets count
  characters of the file.{wounds}
- A statement names its affair, its party and the party's position on the day; an event says what came of it.
"""
WOUNDS = "\n- `wounds`: each place of damage, clean and damaged. Findings that the damage took away are left out of the truth."


class Job(msgspec.Struct, frozen=True):
    """What is to be produced."""

    count: int
    seed: int
    folder: str
    family: str | None = None
    rates: dict[str, float] | None = None


class Produced(msgspec.Struct):
    """How much was produced: telegrams, characters, statements; in how many seconds, the plan not counted."""

    telegrams: int = 0
    characters: int = 0
    statements: int = 0
    seconds: float = 0.0


def plan(count: int, seed: int) -> tuple[World, Schedule]:
    """The world of a seed and the schedule of `count` telegrams in it.

    >>> world, schedule = plan(10, 1)
    >>> schedule.count
    10
    """
    world = build(seed)
    return world, Schedule(world, count, seed)


def produce(
    count: int,
    seed: int,
    folder: Path,
    processes: int = 1,
    *,
    family: str | None = None,
    damaged: Mapping[str, float] | bool = False,
    progress: Callable[[Produced], None] | None = None,
) -> Produced:
    """Make telegrams with their truth in a folder.

    Args:
        count: how many telegrams.
        seed: the same seed and count give the same bytes, whatever the number of processes.
        folder: where to; it is made, and should be empty.
        processes: how many work at once.
        family: one of `reftel.write.FAMILIES` for all telegrams; None for that of each day.
        damaged: True for copies as damaged as real ones, or rates by kind of damage.
        progress: called with what is done so far, after each shard.

    Raises:
        UnknownName: for another family or kind of damage.
    """
    if family is not None and family not in FAMILIES:
        raise UnknownName("family", family, FAMILIES)
    rates = dict(SURVEYED) if damaged is True else dict(damaged) if damaged else None
    job = Job(count, seed, str(folder), family, rates)
    (folder / "truth").mkdir(parents=True, exist_ok=True)
    _prepared(count, seed)  # before the fork, so that the processes share it
    begun = time.perf_counter()
    done = Produced()
    for part in _chunks(job, processes):
        done.telegrams += part.telegrams
        done.characters += part.characters
        done.statements += part.statements
        done.seconds = time.perf_counter() - begun
        if progress is not None:
            progress(done)
    _readme(job)
    done.seconds = time.perf_counter() - begun
    return done


def _chunks(job: Job, processes: int) -> Iterator[Produced]:
    """The shards, made here or by other processes."""
    starts = range(0, job.count, CHUNK)
    if processes <= 1:
        for start in starts:
            yield _shard(job, start)
        return
    context = multiprocessing.get_context("fork" if "fork" in multiprocessing.get_all_start_methods() else None)
    with ProcessPoolExecutor(processes, mp_context=context) as pool:
        yield from pool.map(_shard, [job] * len(starts), starts)


_PREPARED: dict[tuple[int, int], tuple[World, Schedule]] = {}


def _prepared(count: int, seed: int) -> tuple[World, Schedule]:
    if (count, seed) not in _PREPARED:
        _PREPARED.clear()
        _PREPARED[count, seed] = plan(count, seed)
    return _PREPARED[count, seed]


def _shard(job: Job, start: int) -> Produced:
    """Make the telegrams `start..start + CHUNK` and their shard of truth."""
    collecting = gc.isenabled()
    gc.disable()  # nothing here makes cycles, and the collector would walk the whole world again and again (a third of the time)
    try:
        return _made(job, start)
    finally:
        if collecting:
            gc.enable()


def _made(job: Job, start: int) -> Produced:
    world, schedule = _prepared(job.count, job.seed)
    folder = Path(job.folder)
    done = Produced()
    rows: dict[str, list[bytes]] = {kind: [] for kind in (*KINDS, "wounds")}
    encode = msgspec.json.Encoder().encode
    made_years: set[str] = set()
    names: dict[str, set[str]] = {"C:usa": {"United States", "US", "us", "we"}}
    for i in range(start, min(start + CHUNK, job.count)):
        made = make(world, schedule, i, job.family)
        written = write(made.telegram, made.family)
        text, way = written.text, None
        if job.rates is not None:
            copy = damage(text, random.Random(mixed(job.seed, 77, i)), job.rates)  # noqa: S311
            text, way = copy.text, copy.way
            rows["wounds"] += [encode({"cable": made.telegram.mrn, **msgspec.to_builtins(wound)}) for wound in copy.wounds]
        year = (made.telegram.sent or "0000")[:4]
        if year not in made_years:
            (folder / "telegrams" / year).mkdir(parents=True, exist_ok=True)
            made_years.add(year)
        name = f"telegrams/{year}/{made.telegram.mrn}{SUFFIX.get(made.family, '.txt')}"
        data = text.encode()
        _save(folder / name, data)
        done.statements += _rows(rows, made, written, way, name, data, encode)
        for one in made.statements:
            if one.speaker.person is None:
                names.setdefault(one.speaker.id, set()).add(one.speaker.name)
        done.telegrams += 1
        done.characters += len(text)
    rows["parties"] = [encode({"id": key, "aliases": sorted(aliases)}) for key, aliases in sorted(names.items())]
    for kind, lines in rows.items():
        if kind != "wounds" or job.rates is not None:
            _save(folder / "truth" / f"{kind}-{start // CHUNK:05d}.jsonl", b"\n".join([*lines, b""]))
    return done


def _save(path: Path, data: bytes) -> None:
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    try:
        os.write(file, data)
    finally:
        os.close(file)


def _rows(
    rows: dict[str, list[bytes]], made: Made, written: Written, way: Restored | None, name: str, data: bytes, encode: Callable[[Any], bytes]
) -> int:  # fmt: skip
    """Add one telegram's findings to the shard; how many statements."""
    truth = Truth(made, written, way)
    sha256 = hashlib.sha256(data).hexdigest()
    statements = truth.statements()
    rows["sources"].append(encode(truth.sources(name, sha256)))
    rows["fields"].append(encode({"cable": made.telegram.mrn, "mrn": made.telegram.mrn, "file": name, "sha256": sha256, "telegram": written.telegram}))
    rows["statements"] += map(encode, statements)
    rows["people"] += map(encode, truth.people())
    rows["dates"] += map(encode, truth.dates())
    rows["events"] += map(encode, truth.events())
    return len(statements)


def _readme(job: Job) -> None:
    options = (f" --family {job.family}" if job.family else "") + (" --damage" if job.rates is not None else "")
    words = README.format(
        count=job.count, seed=job.seed, options=options, suffix=SUFFIX.get(job.family or "", ".txt"),
        wounds=WOUNDS if job.rates is not None else "",
    )  # fmt: skip
    (Path(job.folder) / "README.md").write_text(words, "utf-8")
