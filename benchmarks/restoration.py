"""Damage undone: per kind of damage, how much of it the repairs heal, with n; what they change wrongly; what reading gains by them.

usage: python -m benchmarks.restoration [CORPUS] [--count N] [--seed S] [--kind K] [--show K] [--false-changes]

CORPUS: a folder of real telegrams with families in folders; of `d_frus` and `b_cablexpress`, the .txt files.
--count     generated telegrams at the surveyed rates (and real ones, of CORPUS); each kind alone gets an eighth as many
--kind      that kind alone
--show      that kind alone, and its wounds that were not healed: clean, damaged, restored
--among     with --kind or --show: that kind in half of the copies, among all others at their surveyed rates
--false-changes   only what repairs change in the real telegrams

A wound is healed exactly when, in the restored text, its place and a few letters on both sides read as in the clean text, blanks
and line breaks counting as one. How lines lie is judged on the reading: a paragraph whose lines were broken anew is healed when
its text reads as that of the clean one. What is lost is named when the reading has a defect about the place that the reading of
the clean text has not. Letters changed that were not damaged are counted over all copies.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.common import machine
from benchmarks.quality import plain, values
from reftel.errors import NoTelegram
from reftel.read import reader
from reftel.read.repairs import restore
from reftel.synth.damage import LAYOUT, MODELS, SURVEYED, Damaged, Wound, damage, model
from reftel.synth.damage.copies import RATES
from reftel.telegram.model import Telegram
from reftel.text import Change, Restored, Span

CONTEXT = 8  # letters on both sides of a wound that must be right too
ABOUT = 200  # letters from a loss to the defect that names it
FLOOR = 0.75
WITH_PILCROWS = 0.84  # 5,641 of 6,702 pages
OF_TAGS = frozenset({"tags_commas", "tags_glued"})  # healed when the tags are read alike
BY_READING = LAYOUT | OF_TAGS
# What copies published as web pages are known to need (the survey); every other change, and every one in printed editions, is shown.
KNOWN = {"b_cablexpress": frozenset({"pilcrow", "caption", "page_break", "run_together", "heading", "line_end"}), "d_frus": frozenset[str]()}


class Verdict(NamedTuple):
    """What became of one wound; for how lines lie, of one paragraph."""

    kind: str
    outcome: str  # exact, wrong, left; named or unnamed where it cannot be healed
    clean: str
    damaged: str
    restored: str


class Tally:
    """Counts of one table: copies, verdicts by kind and outcome, letters changed that were not damaged."""

    def __init__(self) -> None:
        self.copies: Counter[str] = Counter()
        self.outcomes: dict[str, Counter[str]] = defaultdict(Counter)
        self.unhurt: Counter[str] = Counter()
        self.letters = 0
        self.texts = 0
        self.failing: list[Verdict] = []

    def add(self, copy: Damaged, verdicts: Sequence[Verdict], unhurt: Iterable[Change], keep: str | None = None) -> None:
        self.texts += 1
        self.letters += len(copy.text)
        for kind in {wound.kind for wound in copy.wounds}:
            self.copies[kind] += 1
        for verdict in verdicts:
            self.outcomes[verdict.kind][verdict.outcome] += 1
            if verdict.kind == keep and verdict.outcome in {"wrong", "left", "unnamed"}:
                self.failing.append(verdict)
        for change in unhurt:
            self.unhurt[change.by] += distance(change.old, change.new)


def one_blank(text: str) -> str:
    """Blanks and breaks as one."""
    return " ".join(text.split())


def distance(old: str, new: str) -> int:
    """Letters that a change touched, without those that both begin or end with; blanks and breaks do not count."""
    a, b = one_blank(old).replace(" ", ""), one_blank(new).replace(" ", "")
    same = _shared(a, b)
    a, b = a[same:], b[same:]
    while a and b and a[-1] == b[-1]:
        a, b = a[:-1], b[:-1]
    return max(len(a), len(b))


class Judge:
    """One damaged copy and its restoration, both mapped onto the clean text."""

    def __init__(self, copy: Damaged, restored: Restored) -> None:
        self.copy = copy
        self.restored = restored
        self.wounds = [wound.now for wound in copy.wounds]
        self.changes = [change.at for change in restored.changes]

    def wound(self, i: int) -> Verdict:
        """Whether the place of a wound reads as in the clean text."""
        wound = self.copy.wounds[i]
        at = self._place(i)
        wide = self.copy.way.to_source(at)
        clean, damaged = wide.quote(self.copy.way.source), at.quote(self.copy.text)
        now = self.restored.to_restored(at).quote(self.restored.text)
        if one_blank(now) == one_blank(clean):
            outcome = "exact"
        else:
            outcome = "left" if one_blank(now) == one_blank(damaged) else "wrong"
        return Verdict(wound.kind, outcome, clean, damaged, now)

    def _place(self, i: int) -> Span:
        """The wound in the damaged text with a few letters on both sides, whole changes and whole wounds."""
        at = self.wounds[i]
        for _ in range(4):
            grown = _with(_with(at, self.changes), self.wounds)
            if grown == at:
                break
            at = grown
        before = self.wounds[i - 1].end if i else 0
        behind = self.wounds[i + 1].start if i + 1 < len(self.wounds) else len(self.copy.text)
        at = Span(max(min(before, at.start), at.start - CONTEXT), min(max(behind, at.end), at.end + CONTEXT))
        for _ in range(4):
            grown = _within(_within(at, self.changes), self.wounds)
            if grown == at:
                break
            at = grown
        return at

    def unhurt(self) -> Iterator[Change]:
        """Changes of letters that were not damaged: no wound is at their place or touches it."""
        for change in self.restored.changes:
            if one_blank(change.old) == one_blank(change.new):
                continue
            if _with(Span(max(0, change.at.start - 2), change.at.end + 2), self.wounds, grow=False) is None:
                yield change


def _with(at: Span, spans: Sequence[Span], grow: bool = True) -> Any:
    """A span together with those that touch it; without `grow`, None where none does."""
    first = bisect_left(spans, at.start, key=lambda span: span.end)
    last = bisect_right(spans, at.end, key=lambda span: span.start)
    if first >= last:
        return at if grow else None
    return Span(min(at.start, spans[first].start), max(at.end, spans[last - 1].end))


def _within(at: Span, spans: Sequence[Span]) -> Span:
    """A span grown to the whole of each that it cuts."""
    first = bisect_right(spans, at.start, key=lambda span: span.end)
    last = bisect_left(spans, at.end, key=lambda span: span.start)
    if first >= last:
        return at
    return Span(min(at.start, spans[first].start), max(at.end, spans[last - 1].end))


def read(text: str) -> Telegram | None:
    """The reading of a text, or None where no telegram is in it."""
    try:
        return reader.read_text(text)
    except NoTelegram:
        return None


def judged(copy: Damaged, clean: Telegram | None) -> tuple[list[Verdict], list[Change]]:
    """The verdicts on one copy, and the changes of what was not damaged."""
    judge = Judge(copy, restore(copy.text))
    kinds = {wound.kind for wound in copy.wounds}
    needs_reading = bool(kinds & BY_READING) or not all(wound.healable for wound in copy.wounds)
    now = read(copy.text) if needs_reading else None
    out = []
    for i, wound in enumerate(copy.wounds):
        if wound.kind not in BY_READING:
            out.append(named(wound, clean, now) if not wound.healable else judge.wound(i))
    if clean is not None and kinds & LAYOUT:
        out += lying(copy, judge, clean, now)
    if clean is not None:
        found = now.tags if now else []
        outcome = "exact" if found == clean.tags else "wrong"
        out += [Verdict(kind, outcome, ", ".join(clean.tags), "", ", ".join(found)) for kind in sorted(kinds & OF_TAGS)]
    return out, list(judge.unhurt())


def named(wound: Wound, clean: Telegram | None, now: Telegram | None) -> Verdict:
    """Whether a defect names what was lost, about its place; one of the whole copy names the envelope."""
    known = {(defect.kind, defect.message) for defect in clean.defects} if clean else set()
    new = [defect for defect in now.defects if (defect.kind, defect.message) not in known] if now else []
    if wound.kind == "lost_envelope":
        fits = [defect for defect in new if defect.kind in {"partial_extract", "no_envelope"}]
    else:
        fits = [defect for defect in new if defect.at and defect.at.start - ABOUT <= wound.now.end and wound.now.start <= defect.at.end + ABOUT]
    words = "; ".join(defect.message for defect in fits or new)
    return Verdict(wound.kind, "named" if fits else "unnamed", wound.clean[:80], wound.damaged[:80], words)


def lying(copy: Damaged, judge: Judge, clean: Telegram, now: Telegram | None) -> Iterator[Verdict]:
    """For the heading and each paragraph in which lines were broken anew and nothing else was hurt: whether it reads the same."""
    found = Counter(plain(one.text) for one in now.paragraphs) if now else Counter()
    kind = next(wound.kind for wound in copy.wounds if wound.kind in LAYOUT)
    others = [wound.at for wound in copy.wounds if wound.kind not in LAYOUT]
    layout = [wound.at for wound in copy.wounds if wound.kind in LAYOUT]
    top = Span(0, clean.paragraphs[0].at.start if clean.paragraphs else len(copy.way.source))
    if clean.subject and _with(top, others, grow=False) is None and _with(top, layout, grow=False) is not None:
        right = now is not None and all(_heading(now)[name] == value for name, value in _heading(clean).items())
        yield Verdict(kind, "exact" if right else "wrong", f"{_heading(clean)}", "", f"{now and _heading(now)}")
    for paragraph, following in zip(clean.paragraphs, [*clean.paragraphs[1:], None], strict=False):
        if kind.startswith("flat") and (paragraph.number is None or (following is not None and following.number is None)):
            continue  # nothing on one line tells where a paragraph without number begins
        if _with(paragraph.at, others, grow=False) is not None or _with(paragraph.at, layout, grow=False) is None:
            continue
        text = plain(paragraph.text)
        at = copy.way.to_restored(paragraph.at)
        if found[text] > 0:
            found[text] -= 1
            outcome = "exact"
        else:
            outcome = "left" if _with(at, judge.changes, grow=False) is None else "wrong"
        instead = _nearest(text, now) if outcome != "exact" else ""
        begin = max(0, _shared(text, instead) - 50)
        yield Verdict(kind, outcome, text[begin : begin + 160], at.quote(copy.text)[max(0, begin - 30) : begin + 190], instead[begin : begin + 160])


def _heading(telegram: Telegram) -> dict[str, Any]:
    """What the heading says."""
    found = values(telegram)
    return {name: found[name] for name in ("classification", "captions", "eo", "declassify_on", "tags", "subject", "references")}


def _nearest(text: str, now: Telegram | None) -> str:
    """The reading that has most in common with the beginning of a paragraph, to be shown."""
    return max((plain(one.text) for one in now.paragraphs), key=lambda other: _shared(text, other), default="") if now else ""


def _shared(a: str, b: str) -> int:
    """How many letters both begin with."""
    return next((i for i, (one, other) in enumerate(zip(a, b, strict=False)) if one != other), min(len(a), len(b)))


# --- what is damaged ---------------------------------------------------------------------------------------------------


class Made(NamedTuple):
    """A clean text, and what it says, known without reading it."""

    text: str
    telegram: Telegram
    family: str


# The families whose telegrams each kind of copy is of.
FAMILIES = {"page": ("cablexpress",), "text": ("cablexpress",), "flat": ("cablexpress",), "body": ("sas",), "original": ("sas", "plain"), "message": ("smart",), "scan": ("sas",)}


def generated(count: int, seed: int) -> list[Made]:
    """Clean generated telegrams of all families, in the form of text; most with pilcrows, as copies of pages have them."""
    from reftel.synth.schedule import Schedule
    from reftel.synth.telegrams import make
    from reftel.synth.world import build
    from reftel.write import OPTIONS, write

    world = build(seed)
    schedule = Schedule(world, count)
    rng = random.Random(seed)
    out = []
    for i in range(count):
        made = make(world, schedule, i)
        family = "cablexpress" if made.family == "html" else made.family  # a page's text
        options = {"pilcrows": True} if "pilcrows" in OPTIONS[family] and rng.random() < WITH_PILCROWS else {}
        written = write(made.telegram, family, **options)
        out.append(Made(written.text, written.telegram, family))
    return out


def real(corpus: Path, count: int, seed: int) -> list[str]:
    """Real telegrams, their known damage repaired; a sample in equal parts of both families, as far as they go."""
    rng = random.Random(seed)
    out = []
    for family in ("b_cablexpress", "d_frus"):
        found = sorted((corpus / family).rglob("*.txt"))
        chosen = rng.sample(found, min(len(found), count // 2))
        out += [restore(decoded(path)).text for path in chosen]
    return out


def decoded(path: Path) -> str:
    """The text of a file."""
    from reftel.read.source import decode

    return decode(path.read_bytes())[0]


def measured(clean: Sequence[str], rates: Mapping[str, float], seed: int, keep: str | None = None) -> Tally:
    """Damage each text and judge what the repairs make of it."""
    tally = Tally()
    for i, text in enumerate(clean):
        copy = damage(text, random.Random(f"{seed}:{i}"), rates)
        if copy.wounds:
            verdicts, unhurt = judged(copy, read(text))
            tally.add(copy, verdicts, unhurt, keep)
    return tally


def each_alone(clean: Sequence[str], kinds: Sequence[str], seed: int) -> Tally:
    """Each kind by itself, on all the texts."""
    each = Tally()
    for kind in kinds:
        one = measured(clean, {kind: 1.0}, seed, kind)
        each.copies += one.copies
        each.outcomes.update(one.outcomes)
        each.unhurt += one.unhurt
        each.letters += one.letters
        each.texts += one.texts
        each.failing += one.failing
    return each


# --- tables ------------------------------------------------------------------------------------------------------------


def print_table(title: str, tally: Tally) -> None:
    print(f"\n{title}\n{'kind':<20}{'copies':>8}{'wounds':>8}{'exact':>8}{'wrong':>7}{'left':>8}{'healed':>9}")
    total: Counter[str] = Counter()
    local: Counter[str] = Counter()
    losses: list[str] = []
    for kind in MODELS:
        counts = tally.outcomes.get(kind)
        if not counts:
            continue
        n = counts.total()
        if not model(kind).HEALABLE:
            losses.append(f"{kind:<20}{tally.copies[kind]:>8}{n:>8}{counts['named']:>8}{'':>15}{counts['named'] / n:>9.1%}")
            continue
        total += counts
        local += Counter() if kind in LAYOUT else counts
        mark = "  under 75 %" if counts["exact"] < FLOOR * n else ""
        print(f"{kind:<20}{tally.copies[kind]:>8}{n:>8}{counts['exact']:>8}{counts['wrong']:>7}{counts['left']:>8}{counts['exact'] / n:>9.1%}{mark}")
    for name, counts in (("but for lines", local), ("together", total)):
        n = counts.total()
        if n:
            print(f"{name:<20}{'':>8}{n:>8}{counts['exact']:>8}{counts['wrong']:>7}{counts['left']:>8}{counts['exact'] / n:>9.1%}")
    if losses:
        print(f"{'lost for good':<20}{'copies':>8}{'wounds':>8}{'named':>8}", *losses, sep="\n")
    print_unhurt(tally)


def print_copies(made: Sequence[Made], seed: int, most: int) -> None:
    """What is healed in copies of one kind, each suffering what that kind does."""
    print("\ngenerated telegrams as copies of one kind, at the rates of that kind; wounds that can be healed")
    print(f"{'copy':<20}{'copies':>8}{'wounds':>8}{'exact':>8}{'wrong':>7}{'left':>8}{'healed':>9}{'hurt letters':>14}")
    for copy, rates in RATES.items():
        tally = measured([one.text for one in made if one.family in FAMILIES[copy]][:most], rates, seed)
        counts: Counter[str] = Counter()
        for kind, outcomes in tally.outcomes.items():
            counts += outcomes if model(kind).HEALABLE else Counter()
        n = max(counts.total(), 1)
        print(f"{copy:<20}{tally.texts:>8}{n:>8}{counts['exact']:>8}{counts['wrong']:>7}{counts['left']:>8}{counts['exact'] / n:>9.1%}{tally.unhurt.total():>14}")


def print_unhurt(tally: Tally) -> None:
    n = tally.unhurt.total()
    by = ", ".join(f"{name} {letters}" for name, letters in tally.unhurt.most_common())
    print(f"letters changed that were not damaged: {n:,} of {tally.letters:,}" + (f" ({by})" if n else ""))


def show(tally: Tally, limit: int = 40) -> None:
    """Wounds that were not healed."""
    print(f"\n{len(tally.failing)} not healed; the first {min(limit, len(tally.failing))}:")
    for verdict in tally.failing[:limit]:
        print(f"\n{verdict.kind}: {verdict.outcome}\n  clean    {verdict.clean!r}\n  damaged  {verdict.damaged!r}\n  restored {verdict.restored!r}")


def false_changes(corpus: Path, limit: int = 300) -> None:
    """What repairs change in real telegrams, by repair; each change that is not known damage of published copies in full."""
    for family, expected in KNOWN.items():
        known: Counter[str] = Counter()
        other: Counter[str] = Counter()
        shown: list[str] = []
        changed: set[str] = set()
        again = 0
        paths = sorted((corpus / family).rglob("*.txt"))
        for path in paths:
            text = decoded(path)
            restored = restore(text)
            again += len(restore(restored.text).changes)
            for change in restored.changes:
                if {*change.by.split("+")} <= expected:
                    known[change.by] += 1
                    continue
                other[change.by] += 1
                changed.add(path.name)
                left, right = text[max(0, change.at.start - 30) : change.at.start], text[change.at.end : change.at.end + 30]
                shown.append(f"{path.stem}: {change.by}: {left!r} [{change.old!r} -> {change.new!r}] {right!r}")
        print(f"\n{family}: changes in {len(paths):,} real telegrams as they are")
        print("  known damage of published copies:", ", ".join(f"{name} {n}" for name, n in known.most_common()) or "none")
        per = 1000 / max(len(paths), 1)
        print(f"  others: {other.total()} in {len(changed)} telegrams, {len(changed) * per:.1f} in 1,000", *(f"    {name} {n}" for name, n in other.most_common()), sep="\n")
        print(f"  changes when the restored texts are repaired once more: {again}")
        print(*(f"    {line}" for line in shown[:limit]), sep="\n")


def clean_changes(made: Sequence[Made], limit: int = 20) -> None:
    """What repairs change in generated telegrams that nothing befell: all of it is false."""
    found = [(change, one.text) for one in made for change in restore(one.text).changes]
    telegrams = sum(bool(restore(one.text).changes) for one in made)
    print(f"\ngenerated telegrams as they are: {len(found)} changes in {telegrams} of {len(made):,}, {telegrams * 1000 / len(made):.1f} in 1,000")
    for change, text in found[:limit]:
        left, right = text[max(0, change.at.start - 30) : change.at.start], text[change.at.end : change.at.end + 30]
        print(f"    {change.by}: {left!r} [{change.old!r} -> {change.new!r}] {right!r}")


# --- what reading gains ------------------------------------------------------------------------------------------------


def unrepaired(text: str) -> Telegram | None:
    """The reading of a text without any repair."""
    whole = reader.restore
    reader.restore = Restored  # type: ignore[assignment]
    try:
        return read(text)
    finally:
        reader.restore = whole


def gains(clean: Sequence[Made], seed: int) -> None:
    """The share of telegrams whose field is exact: clean, damaged at the surveyed rates without and with repairs.

    What is lost for good (an envelope, a paragraph, a name) no repair brings back; the last column is of copies that suffered
    all the other kinds.
    """
    healable = {name: rate for name, rate in SURVEYED.items() if model(name).HEALABLE}
    n: Counter[str] = Counter()
    right: dict[str, Counter[str]] = defaultdict(Counter)
    for i, one in enumerate(clean):
        text = one.text
        truth = _fields(one.telegram)
        damaged = damage(text, random.Random(f"{seed}:{i}")).text
        readings = {"clean": read(text), "unrepaired": unrepaired(damaged), "repaired": read(damaged), "nothing lost": read(damage(text, random.Random(f"{seed}:{i}"), healable).text)}
        given = [name for name, value in truth.items() if value not in (None, [], "")]
        n.update(given)
        for way, reading in readings.items():
            found = _fields(reading)
            right[way].update(name for name in given if found.get(name) == truth[name])
    print(f"\nexact fields of {len(clean):,} generated telegrams, damaged at the surveyed rates; the last column without what is lost for good")
    print(f"{'field':<20}{'n':>7}", *(f"{way:>13}" for way in right))
    for name in n:
        print(f"{name:<20}{n[name]:>7}", *(f"{right[way][name] / n[name]:>13.1%}" for way in right))


def natural(corpus: Path) -> None:
    """Real damage: flattened copies of telegrams that the corpus also has as published pages; the same fields, read from both."""
    rows: dict[str, dict[str, Path]] = defaultdict(dict)
    for line in (corpus / "manifest.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["family"] in {"b_cablexpress", "a_pre1990", "f_wrappers"} and row["path"].endswith(".txt"):
            rows[row["cluster"]][row["family"]] = corpus / row["path"]
    same: Counter[str] = Counter()
    n: Counter[str] = Counter()
    for found in rows.values():
        pages = [path for family, path in found.items() if family != "f_wrappers"]
        if "f_wrappers" not in found or not pages:
            continue
        page, flat = _fields(read(decoded(pages[0]))), _fields(read(decoded(found["f_wrappers"])))
        for name in ("classification", "captions", "eo", "tags", "subject", "references", "signer", "paragraphs"):
            if page.get(name):
                n[name] += 1
                same[name] += flat.get(name) == page[name]
        texts_of_page = page.get("paragraph texts", [])
        n["paragraph texts"] += len(texts_of_page)
        same["paragraph texts"] += len([text for text in texts_of_page if text in flat.get("paragraph texts", [])])
    print("\nreal flattened copies against the published pages of the same telegrams: read alike")
    print(*(f"{name:<20}{same[name]:>5} of {n[name]}" for name in n), sep="\n")


def _fields(telegram: Telegram | None) -> dict[str, Any]:
    if telegram is None:
        return {}
    return {**values(telegram), "paragraph texts": [plain(one.text) for one in telegram.paragraphs]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", nargs="?", type=Path)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kind")
    parser.add_argument("--show")
    parser.add_argument("--among", action="store_true")
    parser.add_argument("--false-changes", action="store_true")
    options = parser.parse_args()
    alone = options.show or options.kind
    if alone:
        model(alone)  # an unknown kind is refused by name
    print(machine())
    if options.false_changes and options.corpus:
        false_changes(options.corpus)
        return
    made = generated(options.count, options.seed)
    sources = {"generated": [one.text for one in made]}
    if options.corpus:
        sources["real"] = real(options.corpus, options.count, options.seed)
    for name, clean in sources.items():
        if options.among and alone:
            tally = measured(clean, {**SURVEYED, alone: 0.5}, options.seed, alone)
            print_table(f"{name} telegrams, at the surveyed rates, {alone} in half of them", tally)
        else:
            tally = each_alone(clean if alone else clean[::8], [alone] if alone else MODELS, options.seed)
            print_table(f"{name} telegrams, each kind alone", tally)
        if options.show:
            show(tally)
        if not alone:
            print_table(f"{name} telegrams, at the surveyed rates", measured(clean, SURVEYED, options.seed))
    if not alone:
        print_copies(made, options.seed, options.count // 8)
        gains(made, options.seed)
        clean_changes(made)
        if options.corpus:
            natural(options.corpus)
            false_changes(options.corpus)


if __name__ == "__main__":
    sys.exit(main())
