"""More like this: telegrams with the words and TAGS that mark a telegram out from the rest of the archive."""

from __future__ import annotations

import math
import time
from collections import Counter

import tantivy

from reftel.search import words
from reftel.search.compiling import Occur, Query, compiler
from reftel.search.highlight import Wanted, wanted
from reftel.search.index import Index
from reftel.search.query import And, parse
from reftel.search.searching import Found, hits, page
from reftel.telegram.model import Telegram

TERMS = 25  # words that are looked for: those of the highest weight
SHORTEST = 3  # letters
TAG_COUNTS = 1.0  # a common TAG as much as one word of its rarity


def like(index: Index, mrn: str, query: str = "", limit: int = 20, offset: int = 0) -> Found:
    """Telegrams like one, the most like first, itself left out; of those a query finds, where one is given.

    `count` is of the telegrams that share any of its words of weight or its TAGS.

    Raises:
        UnknownTelegram: when there is no such telegram.
        QueryError: when the query cannot be understood.
    """
    began = time.perf_counter()
    key, telegram = index.store.find(mrn)
    searcher = index.searcher()
    tree = parse(query)
    terms = marks_of(searcher, telegram)
    weighed = [Query.boost_query(Query.term_query(index.schema, field, term, "freq"), weight) for field, term, weight in terms]
    parts = [(Occur.Must, Query.boolean_query([(Occur.Should, one) for one in weighed]) if weighed else Query.empty_query())]
    if tree != And():
        parts.append((Occur.Must, Query.const_score_query(compiler(index, query).compile(tree), 0.0)))
    parts.append((Occur.MustNot, Query.term_query(index.schema, "key", key, "basic")))
    count, ranked = page(searcher, Query.boolean_query(parts), "relevance", limit, offset)
    found = hits(index, ranked, wanted(tree) or [Wanted((term,)) for field, term, _ in terms if field == "text"])
    return Found(
        f"like {key}" + (f" {tree}" if tree != And() else ""),
        count,
        searcher.num_docs,
        offset,
        found,
        time.perf_counter() - began,
        index.behind(),
    )


def marks_of(searcher: tantivy.Searcher, telegram: Telegram) -> list[tuple[str, str, float]]:
    """(field, term, weight) of the words of highest TF-IDF and of all TAGS; words that stand nowhere else have no weight.

    A term's weight is how often it stands here, damped, over how many telegrams have it; the engine multiplies its own rarity in.
    """
    total = max(searcher.num_docs, 1)
    counts = Counter(words.words("\n".join([telegram.subject or "", *(one.text for one in telegram.paragraphs)])))
    weights = []
    for word, count in counts.items():
        if len(word) < SHORTEST or word.isdecimal():
            continue
        held = searcher.doc_freq("text", word)
        if 1 < held <= max(2, total // 2):
            weights.append((1 + math.log(count), math.log(total / held), word))
    weights.sort(key=lambda one: (-one[0] * one[1], one[2]))
    found = [("text", word, often) for often, _, word in weights[:TERMS]]
    return found + [("tag", tag, TAG_COUNTS) for tag in dict.fromkeys(telegram.tags)]
