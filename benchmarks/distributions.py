"""Made-up telegrams beside real ones: lengths, paragraphs, TAGS, addressees, references, marks, classification, years.

    python -m benchmarks.distributions CORPUS [COUNT]      CORPUS: a folder of real telegrams; COUNT made-up ones (default 2,000)
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import reftel
from benchmarks.common import machine, percentile
from reftel.synth.production import plan
from reftel.synth.telegrams import make
from reftel.telegram.dtg import full_year
from reftel.telegram.model import Telegram, Unreadable
from reftel.write import write

NUMBERS = ("length", "paragraphs", "words per paragraph", "TAGS", "action addressees", "info addressees", "references", "subject letters")
SHARES = ("classification", "precedence", "portion mark", "kind of paragraph", "captions", "year")


class Measured:
    """Numbers and counts of a set of telegrams."""

    def __init__(self) -> None:
        self.count = 0
        self.numbers: dict[str, list[float]] = {name: [] for name in NUMBERS}
        self.shares: dict[str, Counter[str]] = {name: Counter() for name in SHARES}

    def add(self, telegram: Telegram, length: int) -> None:
        """Count one telegram."""
        self.count += 1
        for name, value in zip(
            ("length", "paragraphs", "TAGS", "action addressees", "info addressees", "references", "subject letters"),
            (length, len(telegram.paragraphs), len(telegram.tags), len(telegram.action), len(telegram.info), len(telegram.references), len(telegram.subject or "")),
            strict=True,
        ):
            self.numbers[name].append(value)
        self.numbers["words per paragraph"] += [len(one.text.split()) for one in telegram.paragraphs]
        self.shares["portion mark"].update(str(one.portion_mark) for one in telegram.paragraphs)
        self.shares["kind of paragraph"].update(one.kind for one in telegram.paragraphs)
        self.shares["captions"].update(telegram.captions)
        self.shares["classification"][str(telegram.classification)] += 1
        self.shares["precedence"][str(telegram.precedence)] += 1
        self.shares["year"][year_of(telegram)] += 1


# Counts over 5,748 telegrams of 2000-2010 of all classes (marks: 50,000 paragraphs of 6,712): a public corpus holds only the lowest.
SURVEYED: dict[str, dict[str, int]] = {
    "classification": {"UNCLASSIFIED": 1742, "CONFIDENTIAL": 2950, "SECRET": 1056},
    "precedence": {"PRIORITY": 2472, "ROUTINE": 1633, "IMMEDIATE": 1911, "FLASH": 1},
    "portion mark": {"C": 24144, "SBU": 10412, "U": 7151, "S": 3833, "S/NF": 2466, "C/NF": 1680},
}


def year_of(telegram: Telegram) -> str:
    """The year a telegram was sent, read or inferred."""
    known = telegram.known("sent") or telegram.known("year")
    mrn = telegram.known("mrn")
    if known is None and mrn and mrn[:2].isdigit():
        return str(full_year(int(mrn[:2])))
    return str(known)[:4] if known else "none"


def main() -> None:
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 2000
    real, made = Measured(), Measured()
    for one in reftel.read_all(Path(sys.argv[1])):
        if not isinstance(one, Unreadable) and one.source is not None:
            real.add(one, Path(one.source.path).stat().st_size if Path(one.source.path).is_file() else len(one.text))
    world, schedule = plan(count, 1)
    for i in range(count):
        telegram = make(world, schedule, i)
        if telegram.family == "cablexpress":
            made.add(telegram.telegram, len(write(telegram.telegram, telegram.family).text))
    print(machine())
    print(f"real: {real.count:,} telegrams; made up: {made.count:,} of the family cablexpress")
    print(f"{'':22}{'real p10':>10}{'p50':>8}{'p90':>8}{'mean':>9}   {'made p10':>10}{'p50':>8}{'p90':>8}{'mean':>9}")
    for name in NUMBERS:
        print(f"{name:22}" + "   ".join(row(each.numbers[name]) for each in (real, made)))
    for name in SHARES:
        surveyed = Counter(SURVEYED.get(name, {}))
        print(f"\n{name:42}{'real':>8}{'made':>8}" + (f"{'surveyed':>10}" if surveyed else ""))
        for value in top([real.shares[name], made.shares[name]]):
            print(f"  {value:40}{share(real.shares[name], value):8.1%}{share(made.shares[name], value):8.1%}" + (f"{share(surveyed, value):10.1%}" if surveyed else ""))


def row(values: list[float]) -> str:
    """Three quantiles and the mean."""
    return f"{percentile(values, 0.1):10,.0f}{percentile(values, 0.5):8,.0f}{percentile(values, 0.9):8,.0f}{sum(values) / max(1, len(values)):9,.1f}"


def top(counts: Iterable[Counter[str]]) -> list[str]:
    """The values that are common in either."""
    return list(dict.fromkeys(value for one in counts for value, _ in one.most_common(12)))


def share(counts: Counter[str], value: str) -> float:
    """The share of a value."""
    return counts[value] / max(1, counts.total())


if __name__ == "__main__":
    main()
