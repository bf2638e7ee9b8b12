"""Searching: one query, its hits with passages, honest counts, facets over the whole hit set."""

from __future__ import annotations

import time

import tantivy

from reftel.errors import UnknownName
from reftel.search.compiling import Compiler
from reftel.search.highlight import Passage, Wanted, passages, wanted
from reftel.search.index import Index
from reftel.search.query import parse
from reftel.telegram.model import Result

FACETS = {"year": "year", "month": "month", "post": "post", "class": "class", "tag": "tag", "caption": "caption", "family": "family", "damage": "damage", "has": "has"}
ORDERS = ("relevance", "date", "-date")


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

    `unindexed` changes of the record are not in the index yet, because another process is writing.
    """

    query: str
    count: int
    total: int
    offset: int
    hits: list[Hit]
    seconds: float
    unindexed: int = 0


def search(index: Index, query: str, limit: int = 20, offset: int = 0, order: str = "relevance") -> Found:
    """The hits of a query, `limit` from `offset` on.

    Args:
        index: the index to search.
        query: in the query language; empty for every telegram.
        limit: hits on the page.
        offset: hits passed over before it.
        order: relevance, date (oldest first) or -date.

    Raises:
        QueryError: when the query cannot be understood.
        UnknownName: for another order.
    """
    if order not in ORDERS:
        raise UnknownName("order", order, ORDERS)
    began = time.perf_counter()
    tree = parse(query)
    searcher = index.searcher()
    compiled = Compiler(index.schema, query).compile(tree)
    if order == "relevance":
        result = searcher.search(compiled, limit=max(limit, 1), offset=offset, count=True)
    else:
        direction = tantivy.Order.Asc if order == "date" else tantivy.Order.Desc
        result = searcher.search(compiled, limit=max(limit, 1), offset=offset, count=True, order_by_field="sent", order=direction)
    look = wanted(tree)
    hits = []
    for score, address in result.hits[:limit]:
        key = searcher.doc(address)["key"][0]
        hits.append(_hit(index, key, float(score or 0), look))
    count = int(result.count or 0)  # type: ignore[attr-defined]  # missing in the engine's stub
    return Found(str(tree), count, searcher.num_docs, offset, hits, time.perf_counter() - began, index.behind())


def _hit(index: Index, key: str, score: float, look: list[Wanted]) -> Hit:
    telegram = index.store.by_key(key)
    post = (telegram.sender.post if telegram.sender else None) or telegram.known("post")
    inferred = [one.field for one in telegram.inferred]
    return Hit(
        key, telegram.known("mrn"), telegram.sent, post, telegram.classification, telegram.subject, score, passages(telegram, look), inferred
    )  # fmt: skip


def keys(index: Index, query: str, limit: int, offset: int = 0) -> list[str]:
    """The keys of the telegrams that match, oldest first, `limit` from `offset` on."""
    searcher = index.searcher()
    compiled = Compiler(index.schema, query).compile(parse(query))
    found = searcher.search(compiled, limit=limit, offset=offset, count=False, order_by_field="sent", order=tantivy.Order.Asc)
    return [searcher.doc(address)["key"][0] for _, address in found.hits]


def facets(index: Index, query: str, names: tuple[str, ...] = (), size: int = 15) -> dict[str, list[tuple[str, int]]]:
    """For each facet its most frequent values with counts over the whole hit set; `size` values each.

    Raises:
        UnknownName: for a facet that does not exist.
        QueryError: when the query cannot be understood.
    """
    for name in names:
        if name not in FACETS:
            raise UnknownName("facet", name, FACETS)
    chosen = names or tuple(FACETS)
    compiled = Compiler(index.schema, query).compile(parse(query))
    order = {"year": {"_key": "asc"}, "month": {"_key": "asc"}}
    asked = {name: {"terms": {"field": FACETS[name], "size": 1000 if name in order else size, **({"order": order[name]} if name in order else {})}} for name in chosen}
    found = index.searcher().aggregate(compiled, asked)
    return {name: [(bucket["key"], int(bucket["doc_count"])) for bucket in found[name]["buckets"]] for name in chosen}
