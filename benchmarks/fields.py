"""Each field alone against the field of the whole telegram, on real texts: they must be the same.

usage: python -m benchmarks.fields CORPUS [--every N]     CORPUS: a folder of real telegrams in .txt files, families in folders
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.common import machine
from reftel.errors import ReftelError
from reftel.read import fields
from reftel.read.reader import read_text
from reftel.read.source import decode
from reftel.telegram.model import Telegram

# name -> (the field alone, the same of a telegram)
PAIRS: dict[str, tuple[Callable[[str], Any], Callable[[Telegram], Any]]] = {
    "mrn": (lambda text: _number(text), lambda one: one.mrn),
    "dtg": (lambda text: _said(fields.dtg(text)), lambda one: one.dtg),
    "precedence": (fields.precedence, lambda one: one.precedence),
    "sender": (fields.sender, lambda one: one.sender),
    "recipients": (fields.recipients, lambda one: (one.action, one.info)),
    "classification": (fields.classification, lambda one: one.classification),
    "captions": (fields.captions, lambda one: one.captions),
    "eo": (fields.eo, lambda one: (one.eo, one.declassify_on)),
    "classified_by": (fields.classified_by, lambda one: one.classified_by),
    "reasons": (fields.reasons, lambda one: one.reasons),
    "tags": (fields.tags, lambda one: one.tags),
    "subject": (fields.subject, lambda one: one.subject),
    "references": (fields.references, lambda one: one.references),
    "participants": (fields.participants, lambda one: one.participants),
    "portion_marks": (fields.portion_marks, lambda one: [paragraph.portion_mark for paragraph in one.paragraphs if paragraph.number is not None]),
    "signer": (fields.signer, lambda one: one.signer),
    "summary": (fields.summary, lambda one: "\n\n".join(paragraph.text for paragraph in one.paragraphs if paragraph.kind == "summary") or None),
}  # fmt: skip


def _said(value: object) -> str | None:
    return str(value) if value is not None else None


def _number(text: str) -> str | None:
    """A number without a year is none of the model's."""
    found = fields.mrn(text)
    return str(found) if found and found.year else None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--every", type=int, default=1, help="only every so-manieth text")
    asked = parser.parse_args()
    print(machine())
    same: Counter[str] = Counter()
    read = 0
    for path in sorted(asked.corpus.rglob("*.txt"))[:: asked.every]:
        text = decode(path.read_bytes())[0].replace("\r\n", "\n")
        try:
            telegram = read_text(text)
        except ReftelError:
            continue
        read += 1
        for name, (alone, whole) in PAIRS.items():
            if alone(text) == whole(telegram):
                same[name] += 1
            else:
                print(f"{path.name}: {name}: {str(alone(text))[:80]!r} alone, {str(whole(telegram))[:80]!r} in the whole")
    print(f"{read:,} telegrams")
    for name in PAIRS:
        print(f"{name:<16}{same[name]:>8,} the same{'' if same[name] == read else f', {read - same[name]:,} differ'}")


if __name__ == "__main__":
    main()
