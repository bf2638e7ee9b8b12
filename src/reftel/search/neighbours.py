"""Searching by meaning: telegrams whose paragraphs lie nearest to some words, alone or together with text search.

Both rankings are joined by reciprocal rank fusion: a telegram gets 1 / (60 + rank) from each, so that neither's scores need
be of the other's kind. Filters (fields, what is excluded) bind both.
"""

from __future__ import annotations

import time

import tantivy

from reftel.errors import QueryError, UnknownName
from reftel.search.compiling import Compiler, Occur, Query, compiler
from reftel.search.highlight import Wanted, wanted
from reftel.search.index import Index
from reftel.search.query import And, Field, Like, Near, Node, Or, Phrase, Word, has_words, leaves, parse
from reftel.search.remarks import Remark
from reftel.search.searching import Found, Ranked, hits, page
from reftel.search.vectors import SUBJECT

WAYS = ("semantic", "hybrid")
FUSION = 60  # of reciprocal rank fusion, as its authors chose it
WIDER = 8  # so many times more paragraphs are looked at where filters leave too few
DEEPEST = 4096  # times the neighbours asked for; then all that passed is shown

TELLING = 0.4  # a word of more telegrams than this share is not marked
NEAR_ENOUGH = 0.5  # of the likeness of the nearest: what `~"..."` takes for alike

Nearest = list[tuple[str, float, int]]  # (key, likeness, paragraph), each telegram once, the nearest first


def telegrams(index: Index, text: str, count: int | None = None) -> Nearest:
    """The telegrams with a paragraph among those nearest to a text in meaning, each with its nearest paragraph."""
    vectors = index.vectors
    found = vectors.nearest(text, count or index.neighbours)
    keys = vectors.keys([telegram for _, telegram, _ in found])
    best: dict[str, tuple[float, int]] = {}
    for likeness, telegram, paragraph in found:
        if telegram in keys:
            best.setdefault(keys[telegram], (likeness, paragraph))
    return [(key, likeness, paragraph) for key, (likeness, paragraph) in best.items()]


def alike(index: Index, text: str) -> Nearest:
    """What `~"..."` finds: of the telegrams with one of the nearest paragraphs those at least half as near as the nearest."""
    found = telegrams(index, text)
    return [one for one in found if one[1] >= NEAR_ENOUGH * found[0][1]]


def search(index: Index, query: str, way: str, limit: int = 20, offset: int = 0) -> Found:
    """Telegrams by the meaning of a query's words; its fields and what it excludes filter.

    Args:
        index: the index, with vectors.
        query: in the query language; all its words and phrases are one text.
        way: semantic, or hybrid: joined with a text search for any of the words.
        limit: hits on the page.
        offset: hits passed over before it.

    Raises:
        QueryError: when the query cannot be understood, or holds no words.
        NoVectors: when the archive has no vectors.
        UnknownName: for another way.
    """
    if way not in WAYS:
        raise UnknownName("way to search", way, WAYS)
    began = time.perf_counter()
    tree = parse(query)
    text, filters = split(tree)
    if not text:
        raise QueryError(query, 0, "a search by meaning needs words, outside fields and not excluded")
    asked, searcher = compiler(index, query), index.searcher()
    narrow = asked.compile(And(filters)) if filters else None
    near, looked = _within(index, searcher, text, narrow, limit + offset)
    lists = [[key for key, _, _ in near]]
    if way == "hybrid":
        lists.append(_by_words(asked, searcher, tree, narrow, index.neighbours))
    ranked = fused(lists) if way == "hybrid" else [(likeness, key) for key, likeness, _ in near]
    opened = {key: paragraph for key, _, paragraph in near if paragraph != SUBJECT}
    found = hits(index, ranked[offset : offset + limit], telling(searcher, wanted(tree)), opened)
    said = [Remark(None, _told(index, looked, way))]
    return Found(str(tree), len(ranked), searcher.num_docs, offset, found, time.perf_counter() - began, index.behind(), said)


def telling(searcher: tantivy.Searcher, look: list[Wanted]) -> list[Wanted]:
    """What is worth marking in a hit: a question's "who", "the" and "of", words of very many telegrams, are not."""
    most = searcher.num_docs * TELLING
    return [one for one in look if len(one.tokens) != 1 or searcher.doc_freq("text", one.tokens[0]) <= most]


def split(tree: Node) -> tuple[str, tuple[Node, ...]]:
    """The words of a query as one text, and the clauses that filter.

    >>> split(parse('water treaty tag:PREL -dam'))[0], [str(one) for one in split(parse('water tag:PREL -dam'))[1]]
    ('water treaty', ['tag:PREL', '-dam'])
    """
    parts = tree.parts if isinstance(tree, And) else (tree,)
    worded = [part for part in parts if has_words(part)]
    texts = [word for part in worded for word in _texts(part)]
    return " ".join(texts), tuple(part for part in parts if part not in worded)


def _texts(node: Node) -> list[str]:
    return [text for leaf, excluded in leaves(node) if not excluded for text in _text(leaf)]


def _text(leaf: Node) -> list[str]:
    if isinstance(leaf, Near):
        return [leaf.left.text, leaf.right.text]
    return [leaf.text] if isinstance(leaf, Word | Phrase | Like) else []


def fused(lists: list[list[str]]) -> Ranked:
    """Rankings joined by reciprocal rank fusion; equals by key.

    >>> [key for _, key in fused([["a", "b"], ["b", "c"]])]
    ['b', 'a', 'c']
    """
    scores: dict[str, float] = {}
    for ranking in lists:
        for rank, key in enumerate(ranking, 1):
            scores[key] = scores.get(key, 0.0) + 1 / (FUSION + rank)
    return [(score, key) for key, score in sorted(scores.items(), key=lambda one: (-one[1], one[0]))]


def _within(index: Index, searcher: tantivy.Searcher, text: str, narrow: Query | None, wanted: int) -> tuple[Nearest, int]:
    """The nearest telegrams that pass the filters, and how many paragraphs were looked at; more where too few pass."""
    count = index.neighbours
    while True:
        near = telegrams(index, text, count)
        if narrow is not None:
            passed = _passing(index, searcher, narrow, [key for key, _, _ in near])
            near = [one for one in near if one[0] in passed]
        looked = min(count, index.vectors.state.rows)
        if narrow is None or len(near) >= wanted or count >= index.vectors.state.rows or count >= DEEPEST * index.neighbours:
            return near, looked
        count *= WIDER


def _passing(index: Index, searcher: tantivy.Searcher, narrow: Query, keys: list[str]) -> set[str]:
    if not keys:
        return set()
    both = Query.boolean_query([(Occur.Must, Query.term_set_query(index.schema, "key", keys)), (Occur.Must, narrow)])
    return {key for _, key in page(searcher, both, "date", len(keys), 0)[1]}


def _by_words(asked: Compiler, searcher: tantivy.Searcher, tree: Node, narrow: Query | None, depth: int) -> list[str]:
    """The telegrams with any of the words, the best first."""
    texts = [
        Phrase(leaf.text) if isinstance(leaf, Like) else leaf
        for leaf, excluded in leaves(tree)
        if not excluded and not isinstance(leaf, Field)
    ]
    each: list[Node] = [
        Word(word) for leaf in texts for text in _text(leaf) for word in text.split() if any(letter.isalnum() for letter in word)
    ]
    whole: list[Node] = [leaf for leaf in texts if isinstance(leaf, Phrase | Near)]
    words: Node = Or(tuple(dict.fromkeys([*each, *whole])))
    parts = [(Occur.Must, asked.compile(words))]
    if narrow is not None:
        parts.append((Occur.Must, Query.const_score_query(narrow, 0.0)))
    return [key for _, key in page(searcher, Query.boolean_query(parts), "relevance", depth, 0)[1]]


def _told(index: Index, looked: int, way: str) -> str:
    rows = index.vectors.state.rows
    told = f"the {looked:,} nearest of {rows:,} paragraphs" if looked < rows else f"all {rows:,} paragraphs"
    return f"ranked by meaning among {told}" + (
        f", joined with the {index.neighbours:,} best by words" if way == "hybrid" else ""
    )


def depth(index: Index, text: str) -> str:
    """How far `~"..."` looks, in words."""
    rows = index.vectors.state.rows
    looked = min(index.neighbours, rows)
    return (
        f'~"{text}" looked at the {looked:,} nearest of {rows:,} paragraphs and took those at least half as near as the nearest'
    )
