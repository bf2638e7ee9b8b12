"""Searching by meaning on the demonstration archive, likeness of telegrams, and how rankings are joined."""

from __future__ import annotations

import pytest

from reftel.errors import QueryError, UnknownName, UnknownTelegram
from reftel.library import Archive
from reftel.search.neighbours import fused, split
from reftel.search.query import parse


@pytest.mark.parametrize("by", ["semantic", "hybrid"])
def test_a_question_finds_its_telegram_first(archive: Archive, by: str) -> None:
    found = archive.search("who opened the spillway gates of the dam", by=by, limit=3)
    assert found.hits[0].key == "07DRENAVAR540"
    assert found.hits[0].passages[0].marks
    assert "paragraphs" in found.remarks[0].message
    assert all(
        span.quote(passage.text).lower() not in {"the", "of"}
        for hit in found.hits
        for passage in hit.passages
        for span in passage.marks
    )


@pytest.mark.parametrize("by", ["semantic", "hybrid"])
def test_fields_and_what_is_excluded_filter(archive: Archive, by: str) -> None:
    filters = "tag:ENRG -class:secret"
    held = {hit.key for hit in archive.search(filters, limit=100).hits}
    found = archive.search(f"price of water {filters}", by=by, limit=100)
    assert {hit.key for hit in found.hits} <= held
    assert found.count == len(found.hits)


def test_pages_follow_each_other(archive: Archive) -> None:
    every = [hit.key for hit in archive.search("price of water", by="hybrid", limit=100).hits]
    paged = [
        hit.key
        for offset in range(0, len(every), 7)
        for hit in archive.search("price of water", by="hybrid", limit=7, offset=offset).hits
    ]
    assert paged == every
    assert len(set(every)) == len(every)


def test_a_phrase_by_meaning_stands_in_any_query(archive: Archive) -> None:
    alike = archive.search('~"opening the gates of the dam"', limit=100)
    assert 0 < alike.count < 30
    assert alike.hits[0].key == "07DRENAVAR540"
    assert alike.remarks[0].at is not None
    without = archive.search('-~"opening the gates of the dam"', limit=100)
    assert without.count == 30 - alike.count
    assert archive.search('~"opening the gates of the dam" post:Osvarth').count <= archive.search("post:Osvarth").count


def test_what_cannot_be_asked_by_meaning_is_said(archive: Archive) -> None:
    with pytest.raises(QueryError, match="needs words"):
        archive.search("tag:PREL", by="semantic")
    with pytest.raises(QueryError, match="in parentheses"):
        archive.search('in:comment ~"price of water"')
    with pytest.raises(UnknownName, match="unknown way to search 'semantics'; did you mean 'semantic'"):
        archive.search("water", by="semantics")
    with pytest.raises(UnknownName, match="order of a hybrid search"):
        archive.search("water", by="hybrid", order="date")


def test_rankings_are_joined_by_rank_alone() -> None:
    assert [key for _, key in fused([["a", "b", "c"], ["c", "d"]])] == ["c", "a", "b", "d"]
    assert fused([[], []]) == []


def test_words_and_filters_are_told_apart() -> None:
    text, filters = split(parse('water "old treaty" (dam OR gate) tag:PREL -river ~"gas"'))
    assert (text, [str(one) for one in filters]) == ("water old treaty dam gate gas", ["tag:PREL", "-river"])


def test_like_finds_what_shares_words_of_weight(archive: Archive) -> None:
    found = archive.like("07DRENAVAR540", limit=100)
    keys = [hit.key for hit in found.hits]
    assert "07DRENAVAR540" not in keys
    assert {"07ZELMINAR31", "07HALVERSUND170"} <= set(keys[:5])  # its engineer, and the talks about it
    assert found.hits[0].passages[0].marks
    narrowed = archive.like("07DRENAVAR540", "post:Osvarth", limit=100)
    assert [hit.key for hit in narrowed.hits] == [key for key in keys if key in {hit.key for hit in narrowed.hits}]
    assert {hit.post for hit in narrowed.hits} == {"Osvarth"}
    with pytest.raises(UnknownTelegram):
        archive.like("07NOWHERE1")
