"""Known-item search: is the telegram found whose summary is asked for in other words?

A telegram with a summary is drawn, the summary is paraphrased, and the rank of that telegram among the hits is taken: the mean
of 1 / rank (MRR) and the share found among the first ten. Two tasks: the summary stands in the archive and its paraphrase is
asked for (function words and two fifths of the others dropped, words of the trade exchanged for others); and the summary is taken out of the archive
and its own words are asked for, so that the telegram must be known by the rest of its text.

usage: python -m benchmarks.relevance [TELEGRAMS] [CORPUS]     default 5,000; CORPUS is a folder of real telegrams
"""

from __future__ import annotations

import hashlib
import re
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random

import msgspec

from benchmarks.common import machine, made_up

ASKED = 300
DEEP = 100  # ranks beyond count as not found
DROPPED = 0.4
LEAST = 8  # words a question needs
# Words of the trade and others that say the same.
OTHERWISE = {
    "said": "stated", "told": "informed", "asked": "requested", "meeting": "talks", "talks": "meeting", "agreed": "accepted", "refused": "declined",
    "wants": "seeks", "president": "leader", "minister": "official", "government": "authorities", "foreign": "external", "support": "backing",
    "help": "assistance", "warned": "cautioned", "denied": "rejected", "plans": "intends", "vote": "ballot", "elections": "polls", "war": "conflict",
    "army": "military", "police": "security", "border": "frontier", "trade": "commerce", "money": "funds", "price": "cost", "visit": "trip",
    "ambassador": "envoy", "embassy": "mission", "country": "state", "week": "days", "likely": "probable", "concerned": "worried", "discussed": "raised",
}  # fmt: skip
_IDLE = (
    "a an and are as at be been but by for from had has have he her his if in into is it its may more no not of on or she summary so that the their them they "
    "this to was were which while who will with would end than then there these those what when where after before about over under also only other such"
)
IDLE = frozenset(_IDLE.split())


def content(text: str) -> list[str]:
    """The words of a text that say something."""
    return [word for word in re.findall(r"[^\W\d_]{3,}", text.lower()) if word not in IDLE]


def paraphrase(text: str, draw: Random) -> list[str]:
    """Its content words, two fifths dropped, those of the trade exchanged."""
    return [OTHERWISE.get(word, word) for word in content(text) if draw.random() >= DROPPED]


def made(count: int) -> Iterator[object]:
    """Made-up telegrams as their truth has them."""
    from reftel.synth.telegrams import make
    from reftel.telegram.model import Origin

    world, schedule = made_up(count)
    for i in range(count):
        telegram = make(world, schedule, i).telegram
        telegram.source = Origin(f"made-up/{i}", hashlib.sha256(str(i).encode()).hexdigest())
        yield telegram


def summary_of(telegram) -> str | None:  # type: ignore[no-untyped-def]
    """The summary's text, where it has words enough."""
    for one in telegram.paragraphs:
        if one.kind == "summary" and len(content(one.text)) >= LEAST:
            return str(one.text)
    return None


def task(name: str, telegrams: Iterable[object], folder: Path, take_out: bool) -> None:
    """Build an archive, ask, print a table."""
    import reftel

    draw, questions = Random(1), []

    def passing() -> Iterator[object]:
        for telegram in telegrams:
            if isinstance(telegram, reftel.Unreadable):
                continue
            summary = summary_of(telegram)
            if summary and telegram.known("mrn"):
                words = content(summary) if take_out else paraphrase(summary, draw)
                if len(words) >= LEAST // 2:
                    questions.append((telegram.known("mrn"), words))
                if take_out:
                    kept = [one for one in telegram.paragraphs if one.kind != "summary"]
                    yield msgspec.structs.replace(telegram, paragraphs=kept, changes=[])
                    continue
            yield telegram

    with reftel.open_archive(folder, "w") as archive:
        archive.add(passing())
        began = time.perf_counter()
        rows = archive.make_vectors()
        took = time.perf_counter() - began
        asked = draw.sample(questions, min(ASKED, len(questions)))
        print(
            f"\n{name}: {len(archive):,} telegrams, {len(asked)} of {len(questions):,} questions; {rows:,} paragraphs embedded in {took:.0f} s"
        )
        print(f"{'way':<22}{'MRR':>8}{'recall@1':>10}{'recall@10':>11}{'ms each':>9}")
        for way, by, joined in (
            ("text, all words", "text", " "),
            ("text, any word", "text", " OR "),
            ("semantic", "semantic", " "),
            ("hybrid", "hybrid", " "),
        ):
            score(archive, asked, way, by, joined)


def score(archive, asked: list[tuple[str, list[str]]], way: str, by: str, joined: str) -> None:  # type: ignore[no-untyped-def]
    """One row of the table."""
    ranks, began = [], time.perf_counter()
    for mrn, words in asked:
        found = archive.search(joined.join(dict.fromkeys(words)), limit=DEEP, by=by)
        place = next((i for i, hit in enumerate(found.hits, 1) if hit.mrn == mrn), None)
        ranks.append(place)
    took = (time.perf_counter() - began) / len(asked) * 1e3
    mrr = sum(1 / rank for rank in ranks if rank) / len(ranks)
    first, ten = (sum(rank is not None and rank <= most for rank in ranks) / len(ranks) for most in (1, 10))
    print(f"{way:<22}{mrr:>8.3f}{first:>10.1%}{ten:>11.1%}{took:>9.1f}", flush=True)


def main() -> None:
    import reftel

    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    corpus = sys.argv[2] if len(sys.argv) > 2 else None
    print(machine())
    with tempfile.TemporaryDirectory() as folder:
        for take_out, what in ((False, "paraphrase of a summary"), (True, "words of a summary that was taken out")):
            task(f"made-up, {what}", made(count), Path(folder) / f"made{take_out}", take_out)
            if corpus:
                task(f"real, {what}", reftel.read_all(corpus), Path(folder) / f"real{take_out}", take_out)


if __name__ == "__main__":
    main()
