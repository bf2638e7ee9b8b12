"""The shared corpus and seed documents, where they lie beside the repository; nothing of them is copied here."""

from __future__ import annotations

import json
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

import reftel
from reftel.telegram.model import Telegram, Unreadable
from reftel.text import Span

SHARED = Path(__file__).parent.parent.parent / "shared"
CORPUS = SHARED / "corpus"
SEEDS = SHARED / "seeds"
WHOLE = ("a_pre1990", "b_cablexpress", "c_smart")  # families of plain telegrams; the others hold editions and wrappings too

needs_corpus = pytest.mark.skipif(not (CORPUS / "manifest.jsonl").is_file(), reason=f"no corpus at {CORPUS}")
needs_seeds = pytest.mark.skipif(not SEEDS.is_dir(), reason=f"no seed documents at {SEEDS}")


def seed(number: str) -> tuple[Telegram, str]:
    (path,) = SEEDS.glob(f"{number}_*.txt")
    return reftel.read(path), path.read_text(encoding="utf-8")


@needs_corpus
@pytest.mark.slow
def test_every_file_of_the_corpus_is_read_or_reported() -> None:
    rows = [json.loads(line) for line in (CORPUS / "manifest.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(rows) > 2000
    refused = Counter()
    for row in rows:
        path = CORPUS / row["path"]
        for one in reftel.read_all(path):
            if isinstance(one, Unreadable):
                assert one.reason
                assert one.path == str(path)
                refused[row["family"]] += 1
                continue
            assert isinstance(one, Telegram)
            assert one.paragraphs or "no_body" in {defect.kind for defect in one.defects}
            assert all(a.at.end <= b.at.start for a, b in pairwise(one.changes)), path
    assert [refused[family] for family in WHOLE] == [0] * len(WHOLE)


@needs_seeds
def test_the_first_seed() -> None:
    telegram, text = seed("000")
    assert telegram.mrn == "07BEIJING7210"
    assert telegram.subject == "CHINA'S TAIWAN CONNECTION IN OPPOSING KOSOVO INDEPENDENCE"
    assert telegram.tags == ["PREL", "PGOV", "UNSC", "CH", "TW", "YI"]
    assert telegram.reasons == ["1.4(b)", "1.4(d)"]
    assert [one.number for one in telegram.paragraphs] == [1, 2, 3, 4]
    (date,) = [one for one in telegram.defects if one.kind == "impossible_date"]
    assert "December 10," in date.message
    assert date.at is not None
    assert date.at.quote(text) == "December 110"
    (first, *_) = [change for change in telegram.changes if change.by == "pilcrow"]
    assert (first.at, first.old, first.new) == (Span(640, 641), "1", "¶")


@needs_seeds
def test_the_second_seed() -> None:
    telegram, text = seed("004")
    assert [one.number for one in telegram.paragraphs] == list(range(1, 10))
    assert {"summary", "comment", "participants"} <= {one.kind for one in telegram.paragraphs}
    assert len(telegram.participants) == 11
    assert len({one.delegation for one in telegram.participants}) == 8
    assert telegram.signer == "Khalilzad"
    assert [(one.number, len(one.elements)) for one in telegram.paragraphs if one.elements] == [(3, 4), (4, 7)]
    for one in telegram.participants:
        assert one.at is not None
        assert one.at.quote(text).split() == one.name.split()
    for paragraph in telegram.paragraphs:
        for element in paragraph.elements:
            assert paragraph.at.covers(element.at)
            assert element.at.quote(text).startswith(element.label)
