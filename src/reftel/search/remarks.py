"""What a page of hits says beside its count: which clause no telegram answers and what was probably meant."""

from __future__ import annotations

from reftel.errors import QueryError, nearest
from reftel.search import words
from reftel.search.compiling import KEYWORDS, compiler
from reftel.search.index import Index
from reftel.search.query import Clause, Field, Like, Node, Phrase, Word, leaves
from reftel.telegram.model import Result
from reftel.text import Span

_COLUMN = {**dict.fromkeys(KEYWORDS, ""), "post": "post"}
TOLD = 10  # clauses that are explained
_MANY = 20_000  # values that are compared with a misspelt one


class Remark(Result):
    """A sentence about a clause of the query; `at` is where the clause stands."""

    at: Span | None
    message: str


def remarks(index: Index, tree: Node, query: str, count: int) -> list[Remark]:
    """For a query without hits, each clause that alone has none, with the nearest value there is."""
    found = [Remark(one.at, index.depth(one.text)) for one, _ in leaves(tree) if isinstance(one, Like)]
    if count:
        return found
    asked = compiler(index, query)
    searcher = index.searcher()
    for one, excluded in leaves(tree):
        if excluded:
            continue
        try:
            alone = searcher.search(asked.compile(one), limit=1, count=True).count  # type: ignore[attr-defined]
        except QueryError:
            continue  # bound to what stands beside it
        if not alone:
            if len(found) == TOLD:
                return [*found, Remark(None, "and there may be more such parts: only so many are looked at")]
            found.append(Remark(one.at, _nothing(index, one)))
    return found or [Remark(None, "each part of the query is found alone, but no telegram has them together")]


def _nothing(index: Index, one: Clause) -> str:
    meant = _meant(index, one)
    return f"no telegram has {one}" + (f"; did you mean {meant}?" if meant else "")


def _meant(index: Index, one: Clause) -> str | None:
    """The nearest value of a field, or the word most like a word that begins as it does."""
    searcher = index.searcher()
    if isinstance(one, Field) and one.name in _COLUMN:
        held = {name.lower(): name for name, _ in searcher.terms_with_prefix(one.name, "", limit=_MANY)}
        near = nearest(one.value.strip("=*"), held)
        return str(Field(one.name, held[near])) if near else None
    if isinstance(one, Phrase) or not isinstance(one, Word) or one.prefix or one.fuzzy:
        return None
    tokens = words.words(one.text)
    if len(tokens) != 1 or len(tokens[0]) < 4:
        return None
    return nearest(tokens[0], [word for word, _ in searcher.terms_with_prefix("text", tokens[0][:2], limit=_MANY)])
