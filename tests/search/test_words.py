"""Words: told apart in queries and highlights as the index tells them apart."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reftel.search import words

latin = st.text("abcXYZ019éÉßÆøİñ.-_'’\"½ \n", max_size=60)


@given(latin)
def test_words_with_places_are_the_words_of_the_index(text: str) -> None:
    assert [word for word, _, _ in words.placed(text) if word] == words.words(text)
    for _, start, end in words.placed(text):
        assert text[start:end].isalnum()


@given(latin)
def test_levelling_keeps_every_place(text: str) -> None:
    level = words.levelled(text)
    if level is not None:
        assert len(level) == len(text)
        assert [level[start:end] for _, start, end in words.placed(text)] == [word for word, _, _ in words.placed(text)]


def test_a_word_as_long_as_the_index_refuses_is_refused_here_too() -> None:
    assert words.words("a" * (words.LONGEST - 1)) == ["a" * (words.LONGEST - 1)]
    assert words.words("a" * words.LONGEST) == []
