"""Chips: every clause in its place, and the query without it."""

from __future__ import annotations

from hypothesis import given

from reftel.search.chips import Chip, chips
from reftel.search.query import And, Node, leaves, parse
from tests.search.test_query import trees


def every(found: list[Chip]) -> list[Chip]:
    return [one for chip in found for one in (chip, *every(chip.parts))]


def test_each_clause_says_what_it_means() -> None:
    query = (
        'dam "seven years" -tag:PREL sent:2007..2008 class:<=secret mrn:07ZENDA* kos~ ~"gas for votes" a NEAR/3 b person:"=Osra"'
    )
    found = [(chip.field, chip.operator, chip.value, chip.excluded) for chip in chips(query)]
    assert found == [
        (None, "has", "dam", False), (None, "phrase", "seven years", False), ("tag", "is", "PREL", True), ("sent", "range", "2007..2008", False),
        ("class", "<=", "secret", False), ("mrn", "begins", "07ZENDA", False), (None, "like", "kos", False), (None, "means", "gas for votes", False),
        (None, "near", "a NEAR/3 b", False), ("person", "=", "Osra", False),
    ]  # fmt: skip
    assert [chip.at.quote(query) for chip in chips(query)][2] == "-tag:PREL"


def test_taking_out_the_only_clause_leaves_every_telegram() -> None:
    assert [chip.without for chip in chips("dam")] == [""]
    assert [chip.without for chip in chips("-(a OR b)")] == [""]
    assert [part.without for part in chips("-(a OR b)")[0].parts] == ["-b", "-a"]


@given(trees)
def test_a_chip_stands_where_it_says_and_goes_alone(tree: Node) -> None:
    query = str(tree)
    tree = parse(query)
    found = every(chips(query))
    assert sum(not chip.parts for chip in found) == sum(1 for _ in leaves(tree))
    for chip in found:
        assert str(parse(chip.at.quote(query))) == chip.text
        left = parse(chip.without)
        assert sum(1 for _ in leaves(left)) == sum(1 for _ in leaves(tree)) - sum(1 for _ in leaves(parse(chip.text)))
    assert chips("") == [] and parse("") == And()
