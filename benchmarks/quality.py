"""Quality of reading, with n: fields on the demonstration truth, damage undone, false changes; and fields on a real corpus.

usage: python -m benchmarks.quality [CORPUS] [--generated N] [--seed S]

CORPUS: a folder with manifest.jsonl (one row a text: path, family, gold {...}). With --generated, N made-up telegrams of each family are
written, damaged at the rates surveyed in real copies, and read back: precision and recall of references, numbers and marks of
paragraphs, signers, Classified By. A paragraph that the damage took away is asked for nowhere.

covered: the share of rows with truth where a value was given; right: of the values given; exact: covered x right.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.common import DEMO, ROOT, machine, made_up
from reftel.synth.damage import damage

TRUTH = ROOT / "tests" / "corpus" / "demo"
FIELDS = (
    "mrn", "sent", "dtg", "precedence", "classification", "captions", "eo", "declassify_on", "classified_by", "reasons", "tags", "subject", "from",
    "action", "info", "references", "paragraphs", "signer",
)  # fmt: skip


def values(telegram: Any) -> dict[str, Any]:
    """A telegram's fields in the truth's form."""
    found = {name: getattr(telegram, name, None) for name in FIELDS}
    found["mrn"] = telegram.known("mrn")
    found["from"] = telegram.sender.plad if telegram.sender else None
    for name in ("action", "info"):
        found[name] = [one.plad for one in getattr(telegram, name)]
    found["references"] = [one.mrn for one in telegram.references if one.mrn]
    found["paragraphs"] = [[one.number, one.portion_mark, one.kind] for one in telegram.paragraphs]
    return found


class Score:
    """Counts by name: rows with truth, values given, values right; and the faults."""

    def __init__(self) -> None:
        self.counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
        self.faults: list[str] = []

    def add(self, name: str, truth: Any, found: Any, where: str) -> None:
        if truth in (None, [], ""):
            return
        count = self.counts[name]
        count[0] += 1
        if found in (None, [], ""):
            self.faults.append(f"{where} {name}: nothing, should be {truth!r}")
            return
        count[1] += 1
        if found == truth:
            count[2] += 1
        else:
            self.faults.append(f"{where} {name}: {found!r}, should be {truth!r}")

    def print(self, title: str) -> None:
        print(f"\n{title}\n{'field':<28}{'n':>6}{'covered':>10}{'right':>9}{'exact':>9}")
        for name, (n, given, right) in self.counts.items():
            print(f"{name:<28}{n:>6}{given / n:>10.2%}{right / given if given else 0:>9.2%}{right / n:>9.2%}")


def demo() -> None:
    """Fields, damage undone and false changes on the demonstration texts."""
    import reftel

    score = Score()
    for line in (TRUTH / "truth.jsonl").read_text(encoding="utf-8").splitlines():
        truth = json.loads(line)
        found = values(reftel.read(DEMO / truth["file"]))
        for name in FIELDS:
            score.add(name, truth.get(name), found[name], truth["file"])
    score.print("fields of the demonstration telegrams (tests/corpus/demo/truth.jsonl; fictional, nine damaged)")
    undone = paragraphs = 0
    changed = []
    clean_files = sorted((TRUTH / "clean").glob("*.txt"))
    for path in clean_files:
        clean = reftel.read(path)
        damaged = reftel.read(DEMO / path.name)
        texts = {one.number: plain(one.text) for one in damaged.paragraphs}
        paragraphs += len(clean.paragraphs)
        undone += sum(texts.get(one.number) == plain(one.text) for one in clean.paragraphs)
    damaged_names = {path.name for path in clean_files}
    untouched = [path for path in sorted(DEMO.glob("*.txt")) if path.name not in damaged_names and "copy2" not in path.name]
    for path in [*clean_files, *untouched]:
        changed += [f"{path.name}: {one.by} {one.old!r} -> {one.new!r}" for one in reftel.read(path).changes]
    print(f"\ndamage undone: {undone} of {paragraphs} paragraphs of {len(clean_files)} damaged copies read as in the clean text")
    print(f"false changes: {len(changed)} in {len(clean_files) + len(untouched)} clean texts", *changed, sep="\n  ")
    print("\nfaults:", *(score.faults or ["none"]), sep="\n  ")


def plain(text: str) -> str:
    """Without the differences that no reading can know: curly quotes, and how a re-flowed copy breaks lines."""
    return re.sub(r"\s+", " ", text.translate({0x201C: '"', 0x201D: '"', 0x2018: "'", 0x2019: "'"}))


def corpus(folder: Path) -> None:
    """Date, post, MRN, classification and TAGS of real telegrams against the metadata published with them, where the text holds them."""
    import reftel
    from reftel.telegram.model import Telegram

    score: dict[str, Score] = defaultdict(Score)
    rows = [json.loads(line) for line in (folder / "manifest.jsonl").read_text(encoding="utf-8").splitlines()]
    unreadable: dict[str, int] = defaultdict(int)
    totals: dict[str, int] = defaultdict(int)
    for row in rows:
        found = next(iter(reftel.read_all(folder / row["path"])), None)
        totals[row["family"]] += 1
        if not isinstance(found, Telegram):
            unreadable[row["family"]] += 1
            continue
        gold = row["gold"]
        if not gold.get("reference_id") or row["family"] not in {"a_pre1990", "b_cablexpress"}:
            continue
        one = score[row["family"]]
        one.add("mrn", gold["reference_id"], found.known("mrn"), row["id"])
        if found.dtg or not any(defect.kind == "partial_extract" for defect in found.defects):
            one.add("sent, where an envelope is", (gold.get("created") or "")[:10], (found.sent or "")[:10], row["id"])
        one.add("classification", gold.get("classification"), found.classification, row["id"])
        one.add("tags, as sets", sorted(set(gold.get("tags") or [])), sorted(set(found.tags)), row["id"])
        one.add("signer found", "yes", "yes" if found.signer else None, row["id"])
        one.add("subject found", "yes", "yes" if found.subject else None, row["id"])
        one.add("paragraphs found", "yes", "yes" if found.paragraphs else None, row["id"])
    for family, one in sorted(score.items()):
        one.print(f"{family}: {totals[family]} real telegrams against published metadata")
    print(f"\ntexts that went through without an exception: {len(rows)} of {len(rows)}")
    for family in sorted(totals):
        print(f"  {family:<16}{totals[family] - unreadable[family]:>6} read as telegrams, {unreadable[family]:>6} reported as unreadable")


def spans(folder: Path) -> None:
    """Whether the place of each value quotes it: letters and digits of the value in those of the source at its span."""
    from reftel.read.inputs import Blob, documents, sources
    from reftel.read.reader import read_source
    from reftel.read.source import Source
    from reftel.settings import Settings

    checked = 0
    faults: list[str] = []
    for document in documents([folder / "b_cablexpress", folder / "a_pre1990"], Settings()):
        for source in sources(document, Settings()) if isinstance(document, Blob) else []:
            if not isinstance(source, Source):
                continue
            telegram = read_source(source)
            for name, value, at in quoted(telegram):
                checked += 1
                if letters(value) not in letters(at.quote(source.text)):
                    faults.append(f"{source.name}: {name} {value[:50]!r}")
            for change in telegram.changes:
                checked += 1
                if change.at.quote(source.text) != change.old:
                    faults.append(f"{source.name}: change {change.old!r}")
    print(f"\nspans that quote their value: {checked - len(faults):,} of {checked:,}; the others hold a page heading that was taken out", *faults, sep="\n  ")


def quoted(telegram: Any) -> list[tuple[str, str, Any]]:
    """(name, value, span) of what a telegram's fields were read from."""
    found = [("tag", tag, telegram.at["tags"]) for tag in telegram.tags]
    found += [("reference", one.text, one.at) for one in telegram.references]
    found += [("addressee", one.plad, one.at) for one in [*telegram.action, *telegram.info]]
    found += [("paragraph", one.text[:40], one.text_at) for one in telegram.paragraphs]
    found += [(name, getattr(telegram, name), telegram.at[name]) for name in ("subject", "signer") if getattr(telegram, name)]
    if telegram.sender:
        found.append(("from", telegram.sender.plad, telegram.sender.at))
    return found


def letters(text: str) -> str:
    """Capital letters and digits alone."""
    return re.sub(r"[^A-Z0-9]", "", text.upper())


class Pairs:
    """Precision and recall of lists: what was wanted, what was given, what of it is right."""

    def __init__(self) -> None:
        self.counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])

    def add(self, name: str, wanted: list[Any], given: list[Any]) -> None:
        left = Counter(wanted)
        count = self.counts[name]
        count[0] += len(wanted)
        count[1] += len(given)
        count[2] += sum((left & Counter(given)).values())

    def print(self, title: str) -> None:
        print(f"\n{title}\n{'field':<34}{'wanted':>8}{'given':>8}{'precision':>11}{'recall':>9}{'F1':>9}")
        for name, (wanted, given, right) in self.counts.items():
            exact = 2 * right / (wanted + given) if wanted + given else 0
            print(f"{name:<34}{wanted:>8}{given:>8}{right / given if given else 0:>11.2%}{right / wanted if wanted else 0:>9.2%}{exact:>9.2%}")


def generated(count: int, seed: int) -> None:
    """References, paragraphs, signers and classifiers of made-up telegrams in each family's form, clean and damaged."""
    from reftel.read import read
    from reftel.synth.telegrams import make
    from reftel.write import FAMILIES, SUFFIX, write

    world, schedule = made_up(count, seed)
    for family in FAMILIES:
        clean, worn = Pairs(), Pairs()
        for i in range(count):
            written = write(make(world, schedule, i, family).telegram, family)
            name = f"{written.telegram.mrn}{SUFFIX.get(family, '.txt')}"  # as published copies are named
            _compare(clean, written.telegram, read(written.text.encode(), name), set())
            if family == "html":  # the models of damage know texts, not markup
                continue
            copy = damage(written.text, random.Random(seed * 1_000_003 + i))  # the same damage each time
            gone = [wound.at for wound in copy.wounds if wound.kind == "lost_paragraph"]
            lost = {one.number for one in written.telegram.paragraphs if any(at.start < one.at.end and one.at.start < at.end for at in gone)}
            _compare(worn, written.telegram, read(copy.text.encode(), name), lost)
        clean.print(f"{family}: {count} made-up telegrams as written (seed {seed})")
        if worn.counts:
            worn.print(f"{family}: the same, damaged at the rates of real copies")


def _compare(pairs: Pairs, truth: Any, found: Any, lost: set[int | None]) -> None:
    def of(telegram: Any, what: Callable[[Any], Any]) -> list[Any]:
        return [what(one) for one in telegram.paragraphs if one.number is not None and one.number not in lost]

    pairs.add("references", [one.mrn for one in truth.references if one.mrn], [one.mrn for one in found.references if one.mrn])
    pairs.add("paragraph numbers", of(truth, lambda one: one.number), of(found, lambda one: one.number))
    pairs.add("portion marks with their number", of(truth, lambda one: (one.number, one.portion_mark)), of(found, lambda one: (one.number, one.portion_mark)))
    for name in ("signer", "classified_by"):
        pairs.add(name, [one for one in [getattr(truth, name)] if one], [one for one in [getattr(found, name)] if one])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="?", type=Path)
    parser.add_argument("--generated", type=int, default=0, metavar="N", help="made-up telegrams of each family")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    print(machine())
    demo()
    if chosen.generated:
        generated(chosen.generated, chosen.seed)
    if chosen.corpus:
        corpus(chosen.corpus)
        spans(chosen.corpus)


if __name__ == "__main__":
    main()
