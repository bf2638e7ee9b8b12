"""Text with a memory: what one layer does, and what any number of layers must keep."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reftel.errors import BadSpan, OverlappingEdits
from reftel.text import Change, Edit, Restored, Span

LETTERS = "ab1¶ \n"


@st.composite
def layers(draw: st.DrawFn) -> tuple[str, list[list[Edit]]]:
    """A source and layers of edits, each layer made for the text that the layers before it leave."""
    source = draw(st.text(LETTERS, max_size=30))
    text, out = source, []
    for _ in range(draw(st.integers(1, 5))):
        cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
        layer = [
            Edit(a, b, draw(st.text(LETTERS, max_size=3)), "because")
            for a, b in zip(cuts[::2], cuts[1::2], strict=False)
        ]
        layer = [e for i, e in enumerate(layer) if i == 0 or (e.start, e.end) != (layer[i - 1].start, layer[i - 1].end)]
        out.append(layer)
        text = plainly(text, layer)
    return source, out


def plainly(text: str, edits: list[Edit]) -> str:
    """The same edits, applied without memory: what the text must be."""
    for edit in reversed(edits):
        text = text[: edit.start] + edit.new + text[edit.end :]
    return text


def composed(source: str, edits: list[list[Edit]]) -> Restored:
    restored = Restored(source)
    for i, layer in enumerate(edits):
        restored = restored.apply(f"r{i}", layer)
    return restored


@given(layers())
@settings(max_examples=600)
def test_layers_compose_to_the_same_text(case: tuple[str, list[list[Edit]]]) -> None:
    source, edits = case
    text = source
    for layer in edits:
        text = plainly(text, layer)
    assert composed(source, edits).text == text


@given(layers())
@settings(max_examples=300)
def test_undo_gives_the_source_exactly(case: tuple[str, list[list[Edit]]]) -> None:
    restored = composed(*case)
    assert restored.undo() == restored.source == case[0]


@given(layers())
@settings(max_examples=300)
def test_changes_are_ordered_apart_and_quote_the_source(case: tuple[str, list[list[Edit]]]) -> None:
    restored = composed(*case)
    done = 0
    for change in restored.changes:
        assert done <= change.at.start
        assert change.at.quote(restored.source) == change.old != change.new
        assert change.by and change.why
        done = change.at.end


@given(layers(), st.data())
@settings(max_examples=600)
def test_spans_go_there_and_back(case: tuple[str, list[list[Edit]]], data: st.DataObject) -> None:
    restored = composed(*case)
    a, b = sorted(data.draw(st.tuples(*[st.integers(0, len(restored.text))] * 2)))
    there = restored.to_source(Span(a, b))
    assert 0 <= there.start <= there.end <= len(restored.source)
    touched = any((s < b and a < e) or (s == e and a < s < b) for s, e in zip(restored._starts, restored._ends, strict=True))
    if not touched and a < b:  # untouched letters map to themselves, both ways
        assert there.quote(restored.source) == restored.text[a:b]
        assert restored.to_restored(there) == Span(a, b)
    elif there:  # a touched span widens to whole replacements, and never wanders (letters inserted at its edge stand nowhere)
        assert there.covers(restored.to_source(restored.to_restored(there)))
        inner = [c.at for c, s, e in zip(restored.changes, restored._starts, restored._ends, strict=True) if a < e and s < b]
        assert all(there.covers(at) for at in inner if at)


@given(layers(), st.data())
@settings(max_examples=300)
def test_source_spans_go_there_and_back(case: tuple[str, list[list[Edit]]], data: st.DataObject) -> None:
    restored = composed(*case)
    a, b = sorted(data.draw(st.tuples(*[st.integers(0, len(restored.source))] * 2)))
    there = restored.to_restored(Span(a, b))
    assert 0 <= there.start <= there.end <= len(restored.text)
    if a < b and not any((c.at.start < b and a < c.at.end) or (not c.at and a < c.at.start < b) for c in restored.changes):
        assert restored.text[there.start : there.end] == restored.source[a:b]
        assert restored.to_source(there) == Span(a, b)


def test_repairs_of_the_same_place_merge_and_both_sign() -> None:
    once = Restored("11. (C) Talks").apply("pilcrow", [Edit(0, 1, "¶", "paragraph 1 expected here")])
    twice = once.apply("gap", [Edit(1, 2, "2", "number 2 follows")])
    assert twice.changes == (
        Change(Span(0, 1), "1", "¶", "pilcrow", "paragraph 1 expected here"),
        Change(Span(1, 2), "1", "2", "gap", "number 2 follows"),
    )
    merged = once.apply("sign", [Edit(0, 2, "#1", "no sign here")])
    assert [(c.at, c.old, c.new, c.by) for c in merged.changes] == [(Span(0, 2), "11", "#1", "pilcrow+sign")]


def test_bringing_the_letters_back_cancels() -> None:
    restored = Restored("11.").apply("pilcrow", [Edit(0, 1, "¶")]).apply("back", [Edit(0, 1, "1")])
    assert restored.changes == ()


def test_edits_of_one_layer_must_not_overlap() -> None:
    with pytest.raises(OverlappingEdits, match="repair x"):
        Restored("abcdef").apply("x", [Edit(0, 3, "A"), Edit(2, 4, "B")])


def test_spans_outside_the_text_are_refused() -> None:
    with pytest.raises(BadSpan):
        Restored("abc").apply("x", [Edit(2, 9, "")])
    with pytest.raises(BadSpan):
        Restored("abc").to_source(Span(2, 9))
    with pytest.raises(BadSpan):
        Span(1, 9).quote("abc")
