"""Defects of what a copy lost: each has its place, and a copy that lost nothing has none of them."""

from __future__ import annotations

import pytest

from reftel.read.reader import read_text

HEAD = "O 141530Z FEB 07\nFM AMEMBASSY STRELSAU\n\nC O N F I D E N T I A L STRELSAU 000012\n\nSIPDIS\n\nTAGS: PREL\nSUBJECT: X\n\n"
LOSSES = {"masked", "lost_letter", "truncated", "number_skipped"}


def losses(text: str) -> list[tuple[str, str]]:
    """(kind, the letters at its place) of each defect of a loss."""
    return [(one.kind, one.at.quote(text)) for one in read_text(text).defects if one.kind in LOSSES and one.at is not None]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("1. (C) Osra met XXXXXXXXXXXX today.\n\nDOE\n", [("masked", "XXXXXXXXXXXX")]),
        ("1. (C) Osra said that xxxxxx and\nXXXX would go.\n\nDOE\n", [("masked", "xxxxxx"), ("masked", "XXXX")]),
        ("1. (C) Osra said that the colonel     B1\nwould go.\n\nDOE\n", [("masked", "B1")]),
        ("1. (C) Osra said that the colonel\n1.4(D), B1\nwould go.\n\nDOE\n", [("masked", "1.4(D), B1")]),
        ("1. (C) Jan?a met Osra.\n\nDOE\n", [("lost_letter", "Jan?a")]),
        ("1. (C) Osra met Janša.\n\n3. (C) Osra met Jan?a.\n\nDOE\n", [("number_skipped", "\n\n")]),
        ("1. (C) A long sentence that does not come to its end in this copy because the rest of it is\nlost, and so are the", [("truncated", "")]),
    ],
)
def test_a_loss_has_its_place(body: str, found: list[tuple[str, str]]) -> None:
    assert losses(HEAD + body) == found


@pytest.mark.parametrize(
    "body",
    [
        "1. (C) Osra met the envoy.\n\n2. (C) Both left.\n\nDOE\n",
        "1. (C) The B1 bomber, the XXX party, xxx and the B-1.\n\nDOE\n",
        "1. (C) Is it so?yes. See www.a.gov/page?id=1.\n\nDOE\n",
        "1. (C) They want:\n\n-- timber\n-- time and a minister who can read a drawing of the bridge\n",
        "1. (C) A sentence that ends where the copy ends, with a signer behind it.\n\nDOE\n",
    ],
)
def test_nothing_is_lost(body: str) -> None:
    assert losses(HEAD + body) == []


def test_a_clean_telegram_has_lost_nothing(clean: str) -> None:
    assert losses(clean) == []


@pytest.mark.parametrize("words", ["In August 585 schools were closed.", "He said on 6 April 34 candidates had registered.", "They met in early June 115 times."])
def test_a_number_that_counts_something_is_no_day(words: str) -> None:
    assert "impossible_date" not in {one.kind for one in read_text(HEAD + f"¶1. (C) {words}").defects}


def test_a_day_that_no_month_has_is_a_defect() -> None:
    (one,) = [one for one in read_text(HEAD + "¶1. (C) The talks end on December 110.").defects if one.kind == "impossible_date"]
    assert "December 10 or December 11" in one.message or "read as December" in one.message
