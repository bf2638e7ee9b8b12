"""Facets: the whole hit set counted by what telegrams are filed under, and queries narrowed or widened by a value."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from typing import Any

import msgspec
import tantivy

from reftel.errors import UnknownName
from reftel.search.compiling import compiler
from reftel.search.index import Index
from reftel.search.query import And, Field, Like, Near, Node, Not, Phrase, Word, leaves, parse
from reftel.telegram.model import Result

# Each facet: the column it counts, the field of the query language that finds its values, and whether by the whole value (`=`).
COLUMNS = {
    "year": ("year", "year", False),
    "month": ("month", "month", False),
    "post": ("post", "post", True),
    "from": ("sender", "from", True),
    "to": ("addressee", "to", True),
    "class": ("class", "class", False),
    "tag": ("tag", "tag", False),
    "caption": ("caption", "caption", False),
    "person": ("name", "person", True),
    "family": ("family", "family", False),
    "damage": ("damage", "damage", False),
    "has": ("has", "has", False),
}
FACETS = {name: column for name, (column, _, _) in COLUMNS.items()}
_WHOLE = {"year", "month"}  # shown entirely, in the order of time
_MANY = ("person", "to")  # of columns that cost most, counted beside the others
_FULL = {"tag", "caption", "has"}  # several values a telegram
FIRST = 500  # values a part of the index reports of a column with very many, at first
DEEPER = 8
_ALL = 1_000_000  # values a part of the index reports, more than there are: the counts of the engine are exact only then


class Facet(Result):
    """A facet's most frequent values with the telegrams under each; `others` counts what stands under all further values."""

    values: list[tuple[str, int]]
    others: int = 0


def facets(index: Index, query: str, names: tuple[str, ...] = (), size: int = 15) -> dict[str, Facet]:
    """For each facet its most frequent values with counts over the whole hit set; `size` values each, years and months all.

    Raises:
        UnknownName: for a facet that does not exist.
        QueryError: when the query cannot be understood.
    """
    for name in names:
        if name not in FACETS:
            raise UnknownName("facet", name, FACETS)
    chosen = names or tuple(FACETS)
    tree, searcher = parse(query), index.searcher()
    asked = ("facets", str(tree), chosen, size)
    if asked not in index.kept:
        compiled = compiler(index, query).compile(tree)
        count = partial(_count, searcher, compiled, size=size)
        found = {name: facet for some in _threads().map(count, _shared(chosen, costly(tree))) for name, facet in some.items()}
        index.keep(asked, {name: found[name] for name in chosen})
    kept: dict[str, Facet] = index.kept[asked]
    return kept


@cache
def _threads() -> ThreadPoolExecutor:
    """The engine counts beside the interpreter, so that facets are counted on all cores at once."""
    return ThreadPoolExecutor(os.cpu_count() or 1, thread_name_prefix="facets")


def costly(tree: Node) -> bool:
    """Whether finding the hits costs more than counting them: places of words are compared, or many words tried.

    >>> costly(parse("dam tag:PREL")), costly(parse('"the dam"')), costly(parse("dam~"))
    (False, True, True)
    """
    return any(
        isinstance(leaf, Phrase | Near | Like) or (isinstance(leaf, Word) and (leaf.fuzzy or leaf.prefix))
        for leaf, _ in leaves(tree)
    )


def _shared(names: tuple[str, ...], few: bool) -> list[tuple[str, ...]]:
    """Facets in groups that run beside each other; each runs the query again, so there are `few` where that costs much.

    >>> _shared(("year", "to", "tag", "person"), few=False), _shared(("year", "to", "tag", "person"), few=True)
    ([('person',), ('to',), ('tag',), ('year',)], [('person',), ('year', 'to', 'tag')])
    """
    alone = _MANY[:1] if few else _MANY
    single = [(name,) for name in alone if name in names]
    rest = [name for name in names if name not in alone]
    others = [tuple(rest)] if few else [tuple(name for name in rest if (name in _FULL) == full) for full in (True, False)]
    return [group for group in (*single, *others) if group]


def _count(searcher: tantivy.Searcher, compiled: tantivy.Query, names: tuple[str, ...], size: int) -> dict[str, Facet]:
    if len(names) == 1 and names[0] in _MANY:
        return {names[0]: _most(searcher, compiled, names[0], size)}
    found = searcher.aggregate(compiled, {name: {"terms": _terms(name, size)} for name in names})
    return {name: _facet(found[name]) for name in names}


def _terms(name: str, size: int) -> dict[str, Any]:
    asked: dict[str, Any] = {"field": FACETS[name], "size": _ALL if name in _WHOLE else size, "segment_size": _ALL}
    if name in _WHOLE:
        asked["order"] = {"_key": "asc"}
    return asked


def _facet(found: dict[str, Any]) -> Facet:
    values = [(bucket["key"], int(bucket["doc_count"])) for bucket in found["buckets"]]
    return Facet(values, int(found.get("sum_other_doc_count") or 0))


def _most(searcher: tantivy.Searcher, compiled: tantivy.Query, name: str, size: int) -> Facet:
    """The most frequent of very many values, exactly, without naming all of them.

    Each part of the index reports its first values only; what it left out bounds the error. Three times the values asked for are
    counted again exactly; when the last one shown is above all that any other can have, it is proven. Else more are reported.
    """
    deep = max(FIRST, 4 * size)
    while True:
        terms = {"field": FACETS[name], "size": 3 * size, "segment_size": deep}
        rough = searcher.aggregate(compiled, {name: {"terms": terms}})[name]
        error, buckets = int(rough["doc_count_error_upper_bound"] or 0), rough["buckets"]
        if error:
            terms = {**terms, "segment_size": 3 * size, "include": [bucket["key"] for bucket in buckets]}
            exact = searcher.aggregate(compiled, {name: {"terms": terms}})[name]["buckets"]
        else:
            exact = buckets
        if not error or (len(exact) > size and exact[size - 1]["doc_count"] >= buckets[-1]["doc_count"] + error):
            total = sum(bucket["doc_count"] for bucket in buckets) + int(rough["sum_other_doc_count"] or 0)
            values = [(bucket["key"], int(bucket["doc_count"])) for bucket in exact[:size]]
            return Facet(values, int(total) - sum(count for _, count in values))
        deep *= DEEPER


def clause(facet: str, value: str) -> Field:
    """The clause that finds exactly the telegrams counted under a value.

    Raises:
        UnknownName: for a facet that does not exist.

    >>> str(clause("post", "Porto Velire")), str(clause("tag", "PREL"))
    ('post:"=Porto Velire"', 'tag:PREL')
    """
    if facet not in COLUMNS:
        raise UnknownName("facet", facet, COLUMNS)
    _, field, whole = COLUMNS[facet]
    return Field(field, f"={value}" if whole else value)


def refine(query: str, facet: str, value: str, exclude: bool = False) -> str:
    """A query with one value of a facet asked for, or excluded; the clause that said otherwise of it goes.

    Raises:
        QueryError: when the query cannot be understood.
        UnknownName: for a facet that does not exist.

    >>> refine("dam OR gate", "tag", "PREL"), refine("dam tag:PREL", "tag", "PREL", exclude=True)
    ('(dam OR gate) tag:PREL', 'dam -tag:PREL')
    """
    wanted = clause(facet, value)
    tree = parse(query)
    parts: list[Node] = list(tree.parts) if isinstance(tree, And) else [tree]
    kept = [part for part in parts if part not in (wanted, Not(wanted))]
    new: Node = Not(wanted) if exclude else wanted
    every = (*kept, new)
    return str(every[0] if len(every) == 1 else msgspec.structs.replace(And(), parts=every))
