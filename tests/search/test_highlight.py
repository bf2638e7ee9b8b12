"""Marks and passages: what is marked is what the index would find, quickly and whatever the letters."""

from __future__ import annotations

import signal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.library import Archive
from reftel.search import words
from reftel.search.highlight import WIDTH, Wanted, marks, passage, wanted
from reftel.search.query import parse
from reftel.telegram.model import Paragraph
from reftel.text import Span

texts = st.text("abdm éßÆ.,-\n", max_size=80)
tokens = st.lists(st.sampled_from(["a", "dam", "ma", "ss", "e", "ae", "b"]), min_size=1, max_size=3).map(tuple)


def slowly(text: str, look: Wanted) -> list[Span]:
    """The same by cutting the text into words."""
    placed = [(word, start, end) for word, start, end in words.placed(text) if word]
    found, i, size = [], 0, len(look.tokens)
    while i + size <= len(placed):
        here = [word for word, _, _ in placed[i : i + size]]
        last = here[-1].startswith(look.tokens[-1]) if look.prefix else here[-1] == look.tokens[-1]
        if here[:-1] == list(look.tokens[:-1]) and last:
            found.append(Span(placed[i][1], placed[i + size - 1][2]))
            i += size
        else:
            i += 1
    return found


@given(texts, tokens, st.booleans())
def test_marks_are_those_of_the_words(text: str, look: tuple[str, ...], prefix: bool) -> None:
    asked = Wanted(look, prefix)
    assert [span for span, _ in marks(text, [asked])] == slowly(text, asked)


@given(texts, st.lists(tokens, max_size=4))
def test_marks_are_in_order_and_do_not_overlap(text: str, looks: list[tuple[str, ...]]) -> None:
    found = [span for span, _ in marks(text, [Wanted(look) for look in looks])]
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(one.quote(text).strip() == one.quote(text) != "" for one in found)


@pytest.mark.parametrize(
    ("token", "held"),
    [
        ("recognise", ["recognize", "recognised", "recongise"]), ("dam", ["dams", "adm", "dan"]), ("kjelstad", ["Kjelsted", "Kjelstadt"]),
    ],
)  # fmt: skip
def test_likeness_counts_slips_as_the_index_does(token: str, held: list[str]) -> None:
    text = " ".join([*held, "cognac", "dinamo"])
    assert [span.quote(text) for span, _ in marks(text, [Wanted((token,), fuzzy=True)])] == held


def test_fuzzy_hits_have_marks(archive: Archive) -> None:
    for query in ("recongise~", "Veskolyn~", "gaets~"):
        found = archive.search(query, limit=50)
        assert found.count
        assert all(hit.passages[0].marks for hit in found.hits)


def test_every_hit_of_a_word_in_the_text_has_a_mark(archive: Archive) -> None:
    for query in ("dam", '"Arzel Dam"', "negotiat*", "gates NEAR/5 opened", "in:comment price", "in:comment mark:C pric*"):
        found = archive.search(query, limit=50)
        assert found.count
        for hit in found.hits:
            in_subject = marks(hit.subject or "", wanted(parse(query)))
            assert in_subject or any(passage.marks for passage in hit.passages)


def test_a_snippet_opens_at_its_first_mark_and_says_where_it_begins() -> None:
    text = "word " * 200 + "the sluice opened " + "word " * 200
    found = [span for span, _ in marks(text, [Wanted(("sluice",))])]
    shown = passage(Paragraph(4, "C", "body", None, text, Span(0, 1), Span(0, 1)), 3, found)
    assert [span.quote(shown.text) for span in shown.marks] == ["sluice"]
    assert shown.text.startswith("... ")
    assert text[shown.start :].startswith(shown.text[4:-4])
    assert len(shown.text) <= 2 * WIDTH


@pytest.mark.parametrize(
    "text", ["a" * 200_000, "a " * 100_000, "a" + " " * 200_000, "da" * 100_000, "é" * 200_000, "ß " * 50_000, "dam " * 50_000]
)
def test_hostile_texts_are_marked_in_time(text: str) -> None:
    def bark(number: int, frame: object) -> None:
        raise TimeoutError("still marking after 20 seconds")

    before = signal.signal(signal.SIGALRM, bark)
    signal.alarm(20)
    try:
        marks(
            text,
            [
                Wanted(("a", "a", "b")),
                Wanted(("dam",), prefix=True),
                Wanted(("dam", "dam", "dan")),
                Wanted(("damned",), fuzzy=True),
            ],
        )
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
