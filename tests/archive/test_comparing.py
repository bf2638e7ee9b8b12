"""Copies side by side: lost, cut, restored, changed, added."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reftel.archive.collating import collate
from reftel.archive.comparing import Comparison, Release, compare, pieces_of
from reftel.cli.comparing import page
from reftel.telegram.model import Origin
from tests.archive.made import SAID, text, witness


def compared(*texts: str) -> Comparison:
    copies = [witness(i, words) for i, words in enumerate(texts, 1)]
    releases = [Release(one.id, one.telegram.source or Origin("x", "y"), "same number, same date", one.telegram) for one in copies]
    return compare("07STRELSAU123", releases, collate(copies))


def states(found: Comparison) -> dict[str, list[str]]:
    return {row.name: [cell.state for cell in row.cells] for row in (*found.fields, *found.paragraphs)}


def test_lost_cut_and_given_back() -> None:
    masked = text().replace("Hentzau", "XXXXXXX")
    shorter = text(said=SAID[:3]).replace("TAGS: PREL, PGOV\n", "")
    found = compared(masked, shorter)
    assert states(found) == {"tags": ["same", "lost"], "¶1": ["cut", "same"], "¶2": ["same", "same"], "¶3": ["same", "same"], "¶4": ["cut", "lost"]}
    first = found.paragraphs[0]
    assert [one.at.quote(first.text) for one in first.restored] == ["Hentzau"]
    assert [(side.cut, side.restored) for side in found.copies] == [(2, 0), (0, 1)]
    assert found.copies[1].lost == len(SAID[3].split())


def test_a_changed_word_and_a_stamp_that_only_one_has() -> None:
    stamped = text().replace("RASSENDYLL", "¶5. (U) Transmitted again by the night duty officer after a break of the cable near Osvarth harbour.\nRASSENDYLL")
    found = compared(text(said=[SAID[0].replace("autumn", "winter"), *SAID[1:]]), stamped)
    assert sum(cell.state == "changed" for cell in found.paragraphs[0].cells) == 1
    assert states(found)["¶5"] == ["lost", "same"]


def test_two_alike_differ_in_nothing() -> None:
    found = compared(text(), text())
    assert found.fields == []
    assert all(row.same for row in found.paragraphs)


@given(st.text(alphabet="ab X.", max_size=50), st.text(alphabet="ab X.", max_size=50))
def test_the_pieces_of_a_copy_are_its_words(collated: str, other: str) -> None:
    pieces = list(pieces_of(collated, other))
    assert " ".join(piece.text for piece in pieces if piece.state != "lost").split() == other.split()


def test_the_page_says_everything_and_escapes_it() -> None:
    found = compared(text(subject="A < B").replace("Hentzau", "XXXXXXX"), text(subject="A < B", said=SAID[:3]))
    html = page(found)
    assert "A &lt; B" not in html  # alike in both: not a row
    assert html.count("<ins>Hentzau") == 1
    assert html.count("<span class=cut>XXXXXXX</span>") == 2
    assert "<title>07STRELSAU123: copies compared</title>" in html
