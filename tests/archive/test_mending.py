"""What one copy's letters give another's, and what they must not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.archive import mending
from tests.test_linear import watchdog


def mended(text: str, other: str) -> str:
    for patch in reversed(mending.patches(text, other)):
        text = text[: patch.place.start] + patch.new + text[patch.place.end :]
    return text


@pytest.mark.parametrize(
    ("text", "other", "result"),
    [
        ("Count XXXXXX, who left, spoke.", "Count Hentzau, who left, spoke.", "Count Hentzau, who left, spoke."),
        ("Count XXXXXX left.", "Count XXXXXX left.", "Count XXXXXX left."),
        ("XXXXXXXXXXXX's brother", "Hentzau's brother", "Hentzau's brother"),
        ("the gov?rnment fell in Zenda", "the government fell in Zenda", "the government fell in Zenda"),
        ("the brid9e is open again now", "the bridge is open again now", "the bridge is open again now"),
        ("the govemment fell at noon", "the government fell at noon", "the government fell at noon"),
        ("He said \ufffdnever\ufffd twice", 'He said "never" twice', 'He said "never" twice'),
        ("The talks will resume when the", "The talks will resume when the ferry returns.", "The talks will resume when the ferry returns."),
        ("The king the bridge himself today.", "The king opened the bridge himself today.", "The king opened the bridge himself today."),
        ("Count Hentzau left.", "Count Hentzow left.", "Count Hentzau left."),  # two sound readings: none is chosen
        ("The king left at noon.", "The king left STRELSAU 00000123 002 OF 003 at noon.", "The king left at noon."),
        ("The king left at noon.", "The king left the king left at noon.", "The king left at noon."),
        ("The king left at noon.", "The king XXXXXX at noon.", "The king left at noon."),
        ("He came from Baden-Zenda today", "He came from Baden- Zenda today", "He came from Baden-Zenda today"),
        ("The ferry sank.", "The ferry sank. Bridges ¶1. Summary the ferry owners", "The ferry sank."),
        ("", "", ""),
    ],
)
def test_letters(text: str, other: str, result: str) -> None:
    assert mended(text, other) == result


@given(st.text(alphabet="abX? é\ufffd1", max_size=60), st.text(alphabet="abX? é\ufffd1", max_size=60))
def test_patches_do_not_touch_and_quote_the_other_copy(text: str, other: str) -> None:
    found = mending.patches(text, other)
    assert not mending.overlapping(found)
    assert all(patch.there.quote(other) == patch.new.strip() for patch in found)


@pytest.mark.parametrize("piece", ["X", "[", "[excised ", "_", "a?b ", "(b", "■ "])
def test_hostile_texts(piece: str) -> None:
    with watchdog(20):
        mending.patches(piece * 20_000, (piece + "a ") * 15_000)
