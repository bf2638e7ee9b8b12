"""Suggestions: what may follow, where it goes, and that its count is true."""

from __future__ import annotations

import pytest

from reftel.library import Archive


@pytest.mark.parametrize(
    ("typed", "kind", "text"),
    [
        ("po", "field", "post:"), ("por", "post", 'post:"Porto Velire"'), ("post:vel", "post", 'post:"Porto Velire"'), ("tag:PR", "tag", "tag:PREL"),
        ("tag:external pol"[:12], "tag", "tag:PREL"), ("toll", "person", "person:=Tolliver"), ("person:toll", "person", "person:=Tolliver"),
        ("07DREN", "number", "mrn:07DRENAVAR110"), ("mrn:07OSV", "number", "mrn:07OSVARTH131"), ("near:07OSV", "number", "near:07OSVARTH131"),
        ("class:s", "class", "class:SECRET"), ("in:com", "in", "in:comment"), ("has:pro", "has", "has:protect"), ("is:", "is", "is:damaged"),
        ("sent:200", "sent", "sent:2007"), ("sent:2007", "sent", "sent:2007-05"), ("from:AMEM", "from", 'from:"=AMEMBASSY OSVARTH"'),
        ("recogn", "word", "recognition"), ("family:", "family", "family:cablexpress"), ("mark:", "mark", "mark:SBU"),
    ],
)  # fmt: skip
def test_what_is_suggested(archive: Archive, typed: str, kind: str, text: str) -> None:
    assert (kind, text) in [(one.kind, one.text) for one in archive.suggest(typed, limit=30)]


@pytest.mark.parametrize(
    "typed",
    [
        "tag:",
        "post:",
        "person:a",
        "class:",
        "from:",
        "to:",
        "family:",
        "has:",
        "is:",
        "mark:",
        "in:",
        "year:",
        "month:",
        "caption:",
        "damage:",
        "dam",
        "har",
    ],
)
def test_counts_are_those_of_the_search(archive: Archive, typed: str) -> None:
    found = archive.suggest(typed, limit=50)
    assert found
    for one in found:
        if one.count is not None:
            assert archive.search(one.text, limit=1).count == one.count, one.text


def test_the_word_at_the_cursor_is_replaced(archive: Archive) -> None:
    query = "dam -tag:PR class:secret"
    (first, *_) = archive.suggest(query, cursor=11)
    assert query[: first.at.start] + first.text + query[first.at.end :] == "dam -tag:PREL class:secret"
    (word, *_) = [one for one in archive.suggest("dam -recogn") if one.kind == "word"]
    assert word.at.quote("dam -recogn") == "recogn"
    quoted = 'post:"Porto V'
    assert [one.at.quote(quoted) for one in archive.suggest(quoted)] == [quoted]


@pytest.mark.parametrize("query", ["", "dam ", "(", '"', "speaker:x", "nofield:x", '"a phrase'])
def test_where_nothing_can_be_suggested_there_is_nothing(archive: Archive, query: str) -> None:
    assert archive.suggest(query) == []


def test_a_limit_and_a_cursor_beyond_the_query(archive: Archive) -> None:
    assert len(archive.suggest("tag:", limit=2)) == 2
    assert archive.suggest("tag:", cursor=99) == archive.suggest("tag:")
    assert archive.suggest("x" * 5000) == []
