"""What is inferred, and how often it is right: `python -m benchmarks.inference CORPUS`.

CORPUS is a folder with telegrams and a `manifest.jsonl` of what is known of them. Copies that keep their envelope lose it on purpose,
at four levels (`envelope`: what stands above the classification line; `name`: the file's name too; `dated`: all but the date-time group,
the paragraphs and the signer; `body`: that too), and what is then inferred is compared with what the whole copy says. One letter of a line of the envelope is garbled,
lost or another digit, and what the other lines say is compared with what stood there. And every defect is counted on the copies as
they are: on clean ones it is a false alarm, or a fault of the telegram itself.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.common import machine, made_up
from reftel.errors import ReftelError
from reftel.read import read, read_all
from reftel.telegram.model import Telegram

LEVELS = ("envelope", "name", "dated", "body")
BINS = (0.5, 0.9, 0.95, 0.97, 0.99, 1.01)
# field of the envelope -> the letters of the line it stands in that may be garbled
GARBLED: dict[str, re.Pattern[str]] = {
    "station_serial": re.compile(r"^DE R\w+ #(\d{4})", re.MULTILINE),
    "filing_time": re.compile(r"^DE R\w+ #\d{4}(?:/\d\d)? (\d{3})\d{4}$", re.MULTILINE),
    "routing_indicator": re.compile(r"^DE (R\w+) #", re.MULTILINE),
    "sent": re.compile(r"^[ZOPR] (\d{2})\d{4}Z [A-Z]{3} \d\d", re.MULTILINE),
    "sent ": re.compile(r"^[ZOPR] \d{6}Z [A-Z]{3} (\d\d)", re.MULTILINE),
    "sent  ": re.compile(r"^[ZOPR] \d{6}Z ([A-Z]{3}) \d\d", re.MULTILINE),
    "sent   ": re.compile(r"^[ZOPR] \d\d(\d{4})Z [A-Z]{3} \d\d", re.MULTILINE),
    "precedence": re.compile(r"^([ZOPR]) \d{6}Z [A-Z]{3} \d\d", re.MULTILINE),
    "security_group": re.compile(r"^ZN[RY] ([A-Z]{5})", re.MULTILINE),
    "mrn": re.compile(r"^(?:UNCLAS|C O N F I D E N T I A L|S E C R E T)(?: SECTION \d\d OF \d\d)? [A-Z ]+ \d{2}(\d{4})$", re.MULTILINE),
    "classification": re.compile(r"^(C O N F I D E N T I A L|S E C R E T|UNCLAS)(?: SECTION \d\d OF \d\d)? [A-Z ]+ \d{6}$", re.MULTILINE),
}
TELLING = {"bad_dtg", "garbled_dtg", "garbled", "bad_filing_time", "published_disagrees"}
NAMES = {"sent": "DTG, day", "sent ": "DTG, year", "sent  ": "DTG, month", "sent   ": "DTG, hour and minute"}


class Tally:
    """Given and right, by some key."""

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()
        self.given: Counter[str] = Counter()
        self.right: Counter[str] = Counter()

    def count(self, key: str, given: bool, right: bool, asked: bool = True) -> None:
        """One case."""
        self.asked[key] += asked
        self.given[key] += given
        self.right[key] += given and right

    def print(self, head: str) -> None:
        """A table, one row a key."""
        print(f"\n| {head} | cases | given | right of those given |\n|---|---|---|---|")
        for key in self.asked:
            share = f"{self.right[key]:,} ({self.right[key] / self.given[key]:.1%})" if self.given[key] else "-"
            print(f"| {key} | {self.asked[key]:,} | {self.given[key]:,} | {share} |")


def whole(corpus: Path) -> Iterator[tuple[str, str, str, Telegram]]:
    """(family, name, text, telegram) of real copies that keep sender and date."""
    for line in (corpus / "manifest.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        path = corpus / row["path"]
        if row["family"] not in {"b_cablexpress", "a_sas1970s", "a_pre1990"} or path.suffix != ".txt":
            continue
        for one in read_all(path):
            if isinstance(one, Telegram) and one.sent and one.sender and one.sender.post:
                yield row["family"], path.name, path.read_bytes().decode("utf-8", "replace"), one


def generated(count: int) -> Iterator[tuple[str, str, str, Telegram]]:
    """(family, name, text, telegram) of made-up telegrams of the later form."""
    from reftel.synth.telegrams import make
    from reftel.write import write

    world, schedule = made_up(count)
    for i in range(count):
        made = make(world, schedule, i, "cablexpress")
        text = write(made.telegram).text
        name = f"{made.telegram.mrn}.txt"
        yield "made up", name, text, read(text, name=name)


def hidden(text: str, one: Telegram, level: str) -> str | None:
    """The text without what a level hides."""
    if level in {"dated", "body"}:
        first = one.paragraphs[0].at.start if one.paragraphs else None
        moment = f"R {one.dtg}\n\n" if level == "dated" else ""
        return moment + text[first:] if first and (one.dtg or level == "body") else None
    at = one.at.get("classification")
    return text[at.start :] if at else None


def hide(cases: list[tuple[str, str, str, Telegram]]) -> tuple[Tally, dict[str, list[tuple[float, bool]]], Tally]:
    """Given and right by family, level and field; confidences by field; given and right by the first word of evidence."""
    fields, sureness, kinds = Tally(), defaultdict(list), Tally()
    for family, name, text, one in cases:
        for level in LEVELS:
            left = hidden(text, one, level)
            if left is None:
                continue
            try:
                found = read(left, name=name if level == "envelope" else "copy.txt")
            except ReftelError:  # nothing left that belongs to a telegram
                fields.count(f"{family}, {level}: unreadable", False, False)
                continue
            for field, truth, same in truths(one):
                key = f"{family}, {level}: {field}"
                said = found.inference(field)
                if "_" not in field and getattr(found, field, None) not in (None, []):
                    continue
                right = said is not None and same(str(said.value), truth)
                fields.count(key, said is not None, right)
                if said is not None:
                    sureness[field].append((said.confidence, right))
                    kinds.count(f"{field}: {said.because[0].split(' ')[0]}", True, right)
                    if not right:
                        print(f"  wrong: {name} {level} {field}: {said.value} for {truth}: {'; '.join(said.because)[:160]}")
    return fields, sureness, kinds


def truths(one: Telegram) -> Iterator[tuple[str, str, Callable[[str, str], bool]]]:
    """(field, truth, how to compare) of what a whole copy says."""
    sent = one.sent or ""
    yield "post", (one.sender.post if one.sender else "") or "", lambda a, b: a[:4].casefold() == b[:4].casefold()
    yield "post_candidates", (one.sender.post if one.sender else "") or "", lambda a, b: b[:4].casefold() in a.casefold()
    yield "year", sent[:4], str.__eq__
    yield "year_candidates", sent[:4], lambda a, b: b in a
    yield "sent", sent[:10], lambda a, b: a[:10] == b
    yield "sent_between", sent[:10], within
    if one.mrn:
        yield "mrn", one.mrn, str.__eq__
    if one.classification:
        yield "classification", one.classification.split("//")[0], str.__eq__


def within(interval: str, day: str) -> bool:
    """Whether a day lies in an ISO 8601 interval."""
    since, _, until = interval.partition("/")
    return (since == ".." or since <= day) and (until == ".." or day <= until)


def value_of(one: Telegram, field: str) -> str | None:
    """What was read for a field."""
    found = (one.sender.routing_indicator if one.sender else None) if field == "routing_indicator" else getattr(one, field, None)
    return str(found) if found is not None else None


def wounded(text: str, place: re.Match[str], rng: random.Random) -> Iterator[tuple[str, str]]:
    """(kind of wound, text) with one letter of a place lost, another letter, or another digit."""
    at = rng.choice([i for i in range(place.start(1), place.end(1)) if text[i] != " "])
    others = {"lost": "?", "letter": rng.choice([x for x in "ABEHJKMNTUVWXY" if x != text[at]])}
    if text[at].isdigit():
        others["digit"] = rng.choice([x for x in "0123456789" if x != text[at]])
    for wound, new in others.items():
        yield wound, text[:at] + new + text[at + 1 :]


def garble(cases: list[tuple[str, str, str, Telegram]], seed: int, named: bool) -> dict[str, Counter[str]]:
    """By field and wound: how often the value was healed, healed wrongly, still read right, read wrong, and the wound named."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    rng = random.Random(seed)
    for _, name, text, one in cases:
        for key, pattern in GARBLED.items():
            place = pattern.search(text, 0, 4000)
            truth = value_of(one, key.strip())
            for wound, damaged in wounded(text, place, rng) if place and truth else ():
                count = counts[f"{NAMES.get(key, key)}, {wound}"]
                count["wounds"] += 1
                try:
                    found = read(damaged, name=name if named else "copy.txt")
                except ReftelError:  # taken for two telegrams, or for none
                    count["unreadable"] += 1
                    continue
                said, kept = found.inference(key.strip()), value_of(found, key.strip())
                told = any(one.kind.endswith("disagrees") or one.kind in TELLING for one in found.defects)
                count["healed"] += said is not None and str(said.value) == truth
                count["healed wrongly"] += said is not None and str(said.value) != truth
                count["read all the same"] += kept == truth
                count["read wrongly"] += kept not in (None, truth)
                count["read wrongly and not named"] += kept not in (None, truth) and not told
                count["named"] += told
    return counts


def healing(counts: dict[str, Counter[str]]) -> None:
    """A table of wounds, one row a field and kind."""
    heads = ("wounds", "read all the same", "healed", "healed wrongly", "named", "read wrongly", "read wrongly and not named")
    print(f"\n| garbled | {' | '.join(heads)} |\n|---|{'---|' * len(heads)}")
    for where in sorted(counts):
        print(f"| {where} | {' | '.join(f'{counts[where][head]:,}' for head in heads)} |")


def defects(corpus: Path) -> None:
    """How many copies of each family show each defect."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    totals: Counter[str] = Counter()
    for line in (corpus / "manifest.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        for one in read_all(corpus / row["path"]):
            if isinstance(one, Telegram):
                totals[row["family"]] += 1
                for kind in {defect.kind for defect in one.defects}:
                    counts[kind][row["family"]] += 1
    families = sorted(totals)
    print(f"\n| defect | {' | '.join(f'{family} ({totals[family]:,})' for family in families)} |\n|---|{'---|' * len(families)}")
    for kind in sorted(counts):
        print(f"| `{kind}` | {' | '.join(f'{counts[kind][family]:,}' for family in families)} |")


def calibration(sureness: dict[str, list[tuple[float, bool]]]) -> None:
    """The confidence that was given beside the share that was right."""
    print("\n| field | confidence | cases | mean confidence | right |\n|---|---|---|---|---|")
    for field, cases in sureness.items():
        for low, high in itertools.pairwise(BINS):
            some = [(sure, right) for sure, right in cases if low <= sure < high]
            if some:
                mean, right = sum(sure for sure, _ in some) / len(some), sum(right for _, right in some) / len(some)
                print(f"| {field} | {low} to {min(high, 1)} | {len(some):,} | {mean:.3f} | {right:.3f} |")


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--made-up", type=int, default=100, help="how many made-up telegrams to hide and garble")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=("hide", "garble", "defects"), help="one of the three parts")
    chosen = parser.parse_args()
    print(machine())
    cases = [*whole(chosen.corpus), *generated(chosen.made_up)] if chosen.only != "defects" else []
    if chosen.only in {None, "hide"}:
        fields, sureness, kinds = hide(cases)
        fields.print("hidden")
        kinds.print("evidence (its first word)")
        calibration(sureness)
    if chosen.only in {None, "garble"}:
        later = [case for case in cases if case[0] in {"b_cablexpress", "made up"}]
        for named in (True, False):
            print(f"\nGarbled copies, the file's name {'kept' if named else 'hidden'}:")
            healing(garble(later, chosen.seed, named))
    if chosen.only in {None, "defects"}:
        defects(chosen.corpus)


if __name__ == "__main__":
    main()
