"""Facets: counts of the whole hit set, and queries that find what was counted."""

from __future__ import annotations

import pytest

from reftel.errors import UnknownName
from reftel.library import Archive
from reftel.search.facets import FACETS, clause, facets, refine


@pytest.mark.parametrize("name", FACETS)
@pytest.mark.parametrize("query", ["", "dam OR ferry"])
def test_a_value_asked_for_finds_what_was_counted_and_excluded_the_rest(archive: Archive, name: str, query: str) -> None:
    total = archive.search(query, limit=1).count
    values = facets(archive.index, query, (name,), 1000)[name].values
    assert values
    for value, count in values:
        assert archive.search(refine(query, name, value), limit=1).count == count
        assert archive.search(refine(query, name, value, exclude=True), limit=1).count == total - count


def test_what_is_not_shown_is_told(archive: Archive) -> None:
    every = facets(archive.index, "", ("tag",), 1000)["tag"]
    some = facets(archive.index, "", ("tag",), 3)["tag"]
    assert (every.others, some.values) == (0, every.values[:3])
    assert some.others == sum(count for _, count in every.values[3:])
    assert archive.facets("", "tag", size=3) == {"tag": some.values}


def test_people_are_counted_by_the_names_telegrams_give_them(archive: Archive) -> None:
    counted = dict(archive.facets("", "person", size=1000)["person"])
    signed = [telegram.signer.title() for telegram in archive.telegrams() if telegram.signer]
    assert all(counted[name] >= signed.count(name) for name in signed)


def test_a_clause_of_the_facet_is_replaced_not_repeated() -> None:
    assert refine("dam -tag:PREL", "tag", "PREL") == "dam tag:PREL"
    assert refine("dam tag:PREL", "tag", "PREL") == "dam tag:PREL"
    assert refine("", "to", "SECSTATE WASHDC") == 'to:"=SECSTATE WASHDC"'
    with pytest.raises(UnknownName, match="did you mean 'post'"):
        clause("posts", "x")


def test_the_most_frequent_of_many_values_are_exact(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    every = facets(archive.index, "", ("person",), 10_000)["person"].values
    assert len(every) > 20
    for first in (1, 5, 500):
        monkeypatch.setattr("reftel.search.facets.FIRST", first)
        archive.index.kept.clear()
        for size in (1, 3, 10):
            found = facets(archive.index, "", ("person",), size)["person"]
            assert [count for _, count in found.values] == [count for _, count in every[:size]]
            assert found.others == sum(count for _, count in every) - sum(count for _, count in found.values)
