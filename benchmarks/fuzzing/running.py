"""The run: input i from its seed, processes that are watched, failures kept and made small, a state that a later run goes on from."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import time
from collections import Counter
from collections.abc import Callable
from ctypes import c_longlong
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from benchmarks.common import DEMO, texts
from benchmarks.fuzzing import checks, mutations
from benchmarks.fuzzing.wrappings import WRAPPINGS

SHORT = 3_000  # letters of most inputs
HANG = 60  # seconds of no progress after which a process is ended and its input called a hang
KEPT = 5  # inputs kept of each kind of failure; all are counted
MADE = 200  # made-up telegrams to mutate
THOROUGH = 25  # one input in so many asks checks and single fields too


class Job(NamedTuple):
    """What a run is: the same job gives the same inputs."""

    corpus: str | None
    count: int
    seed: int
    processes: int
    folder: str
    wrapping: str | None


def bases(job: Job) -> list[str]:
    """The texts that are mutated: real ones where there is a corpus, made-up ones in every family, the demonstration's."""
    from reftel.synth.production import produce

    made = Path(job.folder) / f"made-{job.seed}"
    if not made.exists():
        produce(MADE, job.seed, made / "clean")
        produce(MADE, job.seed + 1, made / "damaged", damaged=True)
    found = [text for _, text in texts(DEMO)] + [text for _, text in texts(made)]
    if job.corpus:
        real = sorted(Path(job.corpus).rglob("*.txt"))
        chosen = Random(job.seed).sample(real, min(len(real), 600))
        found += [path.read_bytes().decode("utf-8", "replace")[:60_000] for path in sorted(chosen)]
    return [text for text in found if text]


def made(job: Job, number: int, found: list[str]) -> tuple[bytes, str, str]:
    """(bytes, name, wrapping) of input `number`: decided by seed and number alone."""
    random = Random(f"{job.seed}:{number}")
    wrapping = job.wrapping or random.choices(list(WRAPPINGS), [weight for _, _, weight in WRAPPINGS.values()])[0]
    build, name, _ = WRAPPINGS[wrapping]
    many = random.choice([1, 2, 3]) if wrapping in {"several", "csv", "json", "jsonl", "mbox", "zip", "tar"} else 1
    pieces = [_piece(random, found) for _ in range(many)]
    inside = random.random() < 0.75
    if inside:
        pieces = [mutations.changed(piece, found, random) for piece in pieces]
    try:
        data = build(pieces, random)
    except (ValueError, UnicodeError):  # a lone surrogate that this wrapping cannot hold
        data = build([piece.encode("utf-8", "replace").decode() for piece in pieces], random)
    if not inside or random.random() < 0.15:
        data = mutations.broken(data, random)
    return data, name, wrapping


def _piece(random: Random, found: list[str]) -> str:
    """A base text: mostly its beginning, at times a piece from within, one in forty whole."""
    text = random.choice(found)
    chance = random.random()
    if chance < 0.025 or len(text) <= SHORT:
        return text[:60_000]
    size = random.randrange(200, SHORT)
    if chance < 0.75:
        return text[:size]
    start = random.randrange(len(text) - size)
    return text[:600] + text[start : start + size] if chance < 0.9 else text[start : start + size]


def run(job: Job, say: Callable[[str], None]) -> Counter[str]:
    """The whole run; the counts of each kind of failure."""
    folder = Path(job.folder)
    (folder / "failures").mkdir(parents=True, exist_ok=True)
    state = _State(folder / f"state-{job.seed}.json", job)
    found = bases(job)
    context = multiprocessing.get_context("fork")
    workers = [_Worker(context, job, found, state.starts[i], i) for i in range(job.processes)]
    begun, before = time.monotonic(), state.done()
    said = 0.0
    try:
        while any(not worker.finished for worker in workers):
            time.sleep(0.5)
            for worker in workers:
                worker.watch(state)
            if time.monotonic() - said > 10:
                said = time.monotonic()
                state.save(workers)
                done = sum(worker.done() for worker in workers)
                rate = (done - before) / max(0.01, said - begun)
                say(f"{done:,} of {job.count:,} inputs, {rate:,.0f}/s, {(job.count - done) / max(rate, 1):,.0f} s left, {sum(state.failures(workers).values())} failures")
    finally:
        state.save(workers)
        for worker in workers:
            worker.stop()
    done, took = sum(worker.done() for worker in workers), time.monotonic() - begun
    totals = [sum(worker.counts[i] for worker in workers) for i in range(2)]
    say(f"{done:,} inputs, {done - before:,} in this run at {(done - before) / max(took, 0.01):,.0f}/s; {totals[0]:,} telegrams read, {totals[1]:,} refused in this run")
    return state.failures(workers)


class _State:
    """Where each process stands and what has failed, on disk, so that a stopped run goes on."""

    def __init__(self, path: Path, job: Job) -> None:
        self.path = path
        same = {"seed": job.seed, "processes": job.processes, "corpus": job.corpus, "wrapping": job.wrapping}
        old = json.loads(path.read_text()) if path.exists() else {}
        if {name: old.get(name) for name in same} != same:
            old = {}
        self.same = same
        self.job = job
        self.starts = old.get("next", list(range(job.processes)))
        self.past: Counter[str] = Counter(old.get("failures", {}))
        self.hard: Counter[str] = Counter()

    def done(self) -> int:
        return sum((start - i) // self.job.processes for i, start in enumerate(self.starts))

    def failures(self, workers: list[_Worker]) -> Counter[str]:
        found = self.past + self.hard
        for worker in workers:
            found.update(worker.read_failures())
        return found

    def save(self, workers: list[_Worker]) -> None:
        said = {**self.same, "next": [worker.at.value for worker in workers], "failures": dict(self.failures(workers))}
        temporary = self.path.with_suffix(".part")
        temporary.write_text(json.dumps(said))
        temporary.replace(self.path)


class _Worker:
    """One process, watched: one that dies or stands still is replaced behind the input it failed on."""

    def __init__(self, context: Any, job: Job, found: list[str], start: int, lane: int) -> None:
        self.context, self.job, self.found, self.lane = context, job, found, lane
        self.at = context.Value(c_longlong, start)
        self.counts = context.Array(c_longlong, 2)
        self.log = Path(job.folder) / f"failures-{job.seed}-{lane}-{os.getpid()}.txt"
        self.moved = (start, time.monotonic())
        self.process: Any = None
        self._start()

    def _start(self) -> None:
        self.process = self.context.Process(target=_work, args=(self.job, self.found, self.lane, self.at, self.counts, self.log), daemon=True)
        self.process.start()

    @property
    def finished(self) -> bool:
        return self.at.value >= self.job.count and not self.process.is_alive()

    def done(self) -> int:
        return int(self.at.value - self.lane) // self.job.processes

    def read_failures(self) -> Counter[str]:
        return Counter(self.log.read_text().splitlines()) if self.log.exists() else Counter()

    def watch(self, state: _State) -> None:
        at = self.at.value
        if at != self.moved[0]:
            self.moved = (at, time.monotonic())
        stands = time.monotonic() - self.moved[1] > HANG
        died = not self.process.is_alive() and at < self.job.count
        if not (stands or died) or self.finished:
            return
        kind = "hang" if stands else f"process ended with {self.process.exitcode}"
        self.stop()
        data, name, _ = made(self.job, at, self.found)
        _keep(self.job, at, data, name, checks.Failure(kind, f"input {at} of seed {self.job.seed}"), state.hard[kind])
        state.hard[kind] += 1
        self.at.value = at + self.job.processes
        self.moved = (self.at.value, time.monotonic())
        if self.at.value < self.job.count:
            self._start()

    def stop(self) -> None:
        if self.process.is_alive():
            self.process.kill()
        self.process.join()


def _work(job: Job, found: list[str], lane: int, at: Any, counts: Any, log: Path) -> None:
    """A process's share: every so-manieth input, from where it stands."""
    import logging
    import warnings

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = os.getppid()
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    seen: Counter[str] = Counter()
    while (number := at.value) < job.count and os.getppid() == parent:  # none works on for a run that is gone
        data, name, _ = made(job, number, found)
        failure, read, bad = checks.examine(data, name, number % THOROUGH == 0)
        counts[0] += read
        counts[1] += bad
        if failure is not None:
            _keep(job, number, data, name, failure, seen[failure.name])
            seen[failure.name] += 1
            with log.open("a") as out:
                out.write(failure.name.replace("\n", " ") + "\n")
        at.value = number + job.processes


def _keep(job: Job, number: int, data: bytes, name: str, failure: checks.Failure, before: int) -> None:
    """The failing input and a smaller one beside it, the first few of each kind."""
    if before >= KEPT:
        return
    suffix = "".join(Path(name).suffixes)
    stem = Path(job.folder) / "failures" / f"{job.seed}-{number}"
    stem.with_name(stem.name + suffix).write_bytes(data)
    stem.with_name(stem.name + ".why.txt").write_text(f"{failure.name}\n{name}\n\n{failure.details}\n", errors="replace")
    if failure.name != "slow" and not failure.name.startswith(("hang", "process")):
        small = smallest(data, name, failure.name)
        stem.with_name(stem.name + ".small" + suffix).write_bytes(small)


def smallest(data: bytes, name: str, failure: str, seconds: float = 10.0) -> bytes:
    """The input with every piece left out that it fails without, halving the pieces; at most so many seconds."""
    until = time.monotonic() + seconds
    piece = max(1, len(data) // 2)
    while piece >= 1 and time.monotonic() < until:
        at = 0
        while at < len(data) and time.monotonic() < until:
            shorter = data[:at] + data[at + piece :]
            found = checks.examine(shorter, name, True)[0]
            if found is not None and found.name == failure:
                data = shorter
            else:
                at += piece
        piece //= 2
    return data
