"""Searching: one query, its hits with passages, honest counts."""

from __future__ import annotations

import time
from collections.abc import Iterator

import msgspec
import tantivy

from reftel.errors import UnknownName
from reftel.search.compiling import compiler
from reftel.search.facets import FACETS as FACETS
from reftel.search.highlight import Brief, Passage, Wanted, passages, wanted
from reftel.search.index import ORDER_DATE, ORDER_POST, Index
from reftel.search.query import Node, has_words, leaves, parse
from reftel.search.remarks import Remark, remarks
from reftel.telegram.model import Result

ORDERS = {
    "relevance": None, "date": (ORDER_DATE, tantivy.Order.Asc), "-date": (ORDER_DATE, tantivy.Order.Desc),
    "post": (ORDER_POST, tantivy.Order.Asc), "-post": (ORDER_POST, tantivy.Order.Desc),
}  # fmt: skip
_SCORED = {"from", "to", "signer", "subject", "person", "near"}
_BRIEF = msgspec.json.Decoder(Brief).decode
PAGE = 5000  # telegrams fetched at once where all are wanted
Ranked = list[tuple[float, str]]  # (score, key), in the order of the page


class Hit(Result):
    """A telegram that matched, with the paragraphs that did."""

    key: str
    mrn: str | None
    sent: str | None
    post: str | None
    classification: str | None
    subject: str | None
    score: float
    passages: list[Passage]
    inferred: list[str] = []


class Found(Result):
    """A page of hits: `count` of `total` telegrams match; `query` is the query in one spelling; `seconds` is wall time.

    `unindexed` changes of the record are not in the index yet, because another process is writing. `remarks` say what the
    counts do not: a value no telegram has, how far a search by meaning looked.
    """

    query: str
    count: int
    total: int
    offset: int
    hits: list[Hit]
    seconds: float
    unindexed: int = 0
    remarks: list[Remark] = []


def search(index: Index, query: str, limit: int = 20, offset: int = 0, order: str = "relevance") -> Found:
    """The hits of a query, `limit` from `offset` on.

    Args:
        index: the index to search.
        query: in the query language; empty for every telegram.
        limit: hits on the page.
        offset: hits passed over before it.
        order: relevance; date (oldest first) or -date, those without a date last; post or -post, in it by date. A query
            without words has no relevance: its hits come by date.

    Raises:
        QueryError: when the query cannot be understood.
        UnknownName: for another order.
    """
    began = time.perf_counter()
    tree = parse(query)
    asked = compiler(index, query)
    compiled = asked.compile(tree)
    searcher = index.searcher()
    count, ranked = page(searcher, compiled, effective(order, tree), limit, offset)
    said = remarks(index, tree, query, count)
    found = hits(index, ranked, wanted(tree), asked.opened)
    return Found(str(tree), count, searcher.num_docs, offset, found, time.perf_counter() - began, index.behind(), said)


def effective(order: str, tree: Node) -> str:
    """The order that is meant: by date where nothing in the query can be more or less relevant.

    >>> effective("relevance", parse("tag:PREL -dam")), effective("relevance", parse("dam"))
    ('date', 'relevance')
    """
    if order not in ORDERS:
        raise UnknownName("order", order, ORDERS)
    scored = has_words(tree) or any(getattr(leaf, "name", "") in _SCORED for leaf, excluded in leaves(tree) if not excluded)
    return order if scored or order != "relevance" else "date"


def page(searcher: tantivy.Searcher, compiled: tantivy.Query, order: str, limit: int, offset: int) -> tuple[int, Ranked]:
    """How many match, and (score, key) of a page of them; the score is 0 in other orders than relevance."""
    by = ORDERS[order]
    if by is None:
        result = searcher.search(compiled, limit=max(limit, 1), offset=offset, count=True)
    else:
        result = searcher.search(compiled, limit=max(limit, 1), offset=offset, count=True, order_by_field=by[0], order=by[1])
    ranked = [(float(score) if by is None else 0.0, searcher.doc(address)["key"][0]) for score, address in result.hits[:limit]]
    return int(result.count or 0), ranked  # type: ignore[attr-defined]  # missing in the engine's stub


def hits(index: Index, ranked: Ranked, look: list[Wanted], opened: dict[str, int] | None = None) -> list[Hit]:
    """The hits of a page with their passages; `opened` says at which paragraph, where it was not found by its words."""
    briefs = index.readings([key for _, key in ranked], _BRIEF)
    return [_hit(key, score, briefs[key], look, (opened or {}).get(key)) for score, key in ranked if key in briefs]


def _hit(key: str, score: float, brief: Brief, look: list[Wanted], opened: int | None) -> Hit:
    shown = passages(brief, look, first=opened)
    inferred = [one.field for one in brief.inferred]
    return Hit(key, brief.number, brief.sent, brief.post, brief.classification, brief.subject, score, shown, inferred)


def keys(index: Index, query: str) -> Iterator[str]:
    """The keys of all telegrams that match, oldest first, those without a date last; lazily, all of one view of the index."""
    compiled, searcher = compiler(index, query).compile(parse(query)), index.searcher()
    dated, none = tantivy.Query.exists_query(ORDER_DATE), 0
    yield from _dated_keys(index, searcher, compiled)
    undated = tantivy.Query.boolean_query([(tantivy.Occur.Must, compiled), (tantivy.Occur.MustNot, dated)])
    while some := page(searcher, undated, "post", PAGE, none)[1]:
        yield from (key for _, key in some)
        none += len(some)


def _dated_keys(index: Index, searcher: tantivy.Searcher, compiled: tantivy.Query) -> Iterator[str]:
    """Page after page, each from behind the last number of the one before: going far costs no more than beginning."""
    behind = 0
    while True:
        later = tantivy.Query.range_query(index.schema, ORDER_DATE, tantivy.FieldType.Unsigned, behind + 1, None)
        both = tantivy.Query.boolean_query([(tantivy.Occur.Must, compiled), (tantivy.Occur.Must, later)])
        found = searcher.search(both, limit=PAGE, count=False, order_by_field=ORDER_DATE, order=tantivy.Order.Asc).hits
        yield from (searcher.doc(address)["key"][0] for _, address in found)
        if len(found) < PAGE:
            return
        behind = int(found[-1][0])
