"""Suggestions while typing: what the word at the cursor may become, each with how many telegrams it leads to.

Values come from the index's own lists of terms, which are sorted, so that a beginning is found without going through all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from reftel.search import words
from reftel.search.compiling import CLOSED
from reftel.search.index import Index
from reftel.search.query import FIELDS, Field
from reftel.telegram import tags
from reftel.telegram.model import Result
from reftel.telegram.vocabulary import table
from reftel.text import Span

SHORTEST_MRN = 4  # letters of a number before numbers are offered: 07 alone begins too many
SHORTEST_WORD = 3
_TOKEN = re.compile(r"(-?)(?:([A-Za-z]+):)?(\"[^\"]*|[^\s\"()]*)$")
_WINDOW = 400  # characters before the cursor that a clause may take


class Suggestion(Result):
    """What to put in place of `at`: `text`; of which kind it is, what it means, and how many telegrams it leads to.

    `count` is None for a field, which needs a value first.
    """

    kind: str
    text: str
    label: str
    count: int | None
    at: Span


def suggest(index: Index, query: str, cursor: int | None = None, limit: int = 10) -> list[Suggestion]:
    """Suggestions for the word that ends at the cursor (the end of the query, where None is given), at most `limit`.

    Behind a field's colon its values; else fields that begin so, posts, people, TAGS by code or by meaning, numbers, and words.
    """
    end = len(query) if cursor is None else max(0, min(cursor, len(query)))
    start = max(0, end - _WINDOW)
    found = _TOKEN.search(query[start:end])
    if found is None or (not found[2] and not found[3]):
        return []
    at = Span(start + found.end(1), end)
    typed = found[3].lstrip('"=')
    if found[2] is not None:
        source = _VALUES.get(found[2].lower())
        offers = source(index, typed) if source else iter(())
    else:
        offers = _anything(index, typed) if typed and not found[3].startswith('"') else iter(())
    return [Suggestion(kind, text, label, count, at) for kind, text, label, count in _first(offers, limit)]


Offer = tuple[str, str, str, int | None]


def _first(offers: Iterator[Offer], limit: int) -> Iterator[Offer]:
    seen: set[str] = set()
    for offer in offers:
        if offer[1] not in seen and len(seen) < limit:
            seen.add(offer[1])
            yield offer


def _anything(index: Index, typed: str) -> Iterator[Offer]:
    """Some of each kind, so that no kind crowds the others out."""
    yield from [("field", f"{name}:", told, None) for name, told in FIELDS.items() if name.startswith(typed.lower())][:3]
    for offers, most in ((_posts, 3), (_people, 3), (_tags, 3), (_numbers, 3), (_words, 5)):
        yield from list(offers(index, typed))[:most]


def _terms(index: Index, field: str, prefix: str, most: int = 50) -> list[tuple[str, int]]:
    return [(name, count) for name, count in index.searcher().terms_with_prefix(field, prefix, limit=most) if count]


def _offered(index: Index, kind: str, field: str, typed: str) -> Iterator[Offer]:
    """Values under any of their words: `jank` leads to Aleksandar Jankovic."""
    folded = words.key(typed)
    if not folded:
        return
    held: dict[str, int] = {}
    for term, count in _terms(index, "offer", f"{kind}\t{folded}"):
        held.setdefault(term.split("\t")[2], count)
    for value, count in sorted(held.items(), key=lambda one: (-one[1], one[0])):
        yield kind, str(Field(field, value if kind == "post" else f"={value}")), value, count


def _posts(index: Index, typed: str) -> Iterator[Offer]:
    if typed:
        yield from _offered(index, "post", "post", typed)
    else:
        yield from (("post", str(Field("post", name)), name, count) for name, count in _terms(index, "post", ""))


def _people(index: Index, typed: str) -> Iterator[Offer]:
    yield from _offered(index, "person", "person", typed)


def _signers(index: Index, typed: str) -> Iterator[Offer]:
    yield from (("word", str(Field("signer", name)), name, count) for name, count in _terms(index, "signer", words.key(typed)))


@cache
def _meanings() -> list[tuple[str, str, str]]:
    """(code, meaning, the meaning folded) of every TAG."""
    codes = dict.fromkeys(row["code"].upper() for row in table("tags"))
    told = [(code, tags.meaning(code) or "") for code in codes]
    return [(code, meaning, " " + " ".join(words.words(meaning))) for code, meaning in told]


def _tags(index: Index, typed: str) -> Iterator[Offer]:
    """TAGS the archive has, by code; then by the words of their meaning."""
    upper = typed.upper()
    for code, count in _terms(index, "tag", upper):
        yield "tag", f"tag:{code}", tags.meaning(code) or "", count
    folded = " " + " ".join(words.words(typed))
    if len(folded) <= SHORTEST_WORD:
        return
    searcher = index.searcher()
    counted = [(searcher.doc_freq("tag", code), code, meaning) for code, meaning, plain in _meanings() if folded in plain]
    for count, code, meaning in sorted(counted, key=lambda one: (-one[0], one[1])):
        if count:
            yield "tag", f"tag:{code}", meaning, count


def _numbers(index: Index, typed: str, field: str = "mrn") -> Iterator[Offer]:
    prefix = re.sub(r"\s", "", typed).upper()
    if len(prefix) >= SHORTEST_MRN and prefix[:2].isdecimal():
        yield from (("number", f"{field}:{name}", "", count) for name, count in _terms(index, "mrn", prefix, 10))


def _words(index: Index, typed: str) -> Iterator[Offer]:
    found = words.words(typed)
    if len(found) == 1 and len(found[0]) >= SHORTEST_WORD:
        yield from (("word", name, "", count) for name, count in _terms(index, "text", found[0], 5))


def _column(kind: str, column: str, case: Callable[[str], str], whole: str = "") -> Callable[[Index, str], Iterator[Offer]]:
    def offers(index: Index, typed: str) -> Iterator[Offer]:
        yield from ((kind, str(Field(kind, whole + name)), "", count) for name, count in _terms(index, column, case(typed)))

    return offers


def _closed(field: str) -> Callable[[Index, str], Iterator[Offer]]:
    column = {"in": "part", "mark": "part"}.get(field, field)

    def offers(index: Index, typed: str) -> Iterator[Offer]:
        searcher = index.searcher()
        for value in CLOSED[field]:
            if value.lower().startswith(typed.lower()):
                yield field, f"{field}:{value}", "", searcher.doc_freq(column, value.lower())

    return offers


def _classes(index: Index, typed: str) -> Iterator[Offer]:
    yield from (("class", str(Field("class", name)), "", count) for name, count in _terms(index, "class", typed.upper()))


def _dates(index: Index, typed: str) -> Iterator[Offer]:
    column = "year" if len(typed) < 4 else "month"
    yield from (("sent", f"sent:{name}", "", count) for name, count in sorted(_terms(index, column, typed)))


_VALUES: dict[str, Callable[[Index, str], Iterator[Offer]]] = {
    "post": _posts, "person": _people, "signer": _signers, "tag": _tags, "class": _classes, "sent": _dates,
    "mrn": _numbers, "ref": lambda index, typed: _numbers(index, typed, "ref"), "near": lambda index, typed: _numbers(index, typed, "near"),
    "from": _column("from", "sender", str.upper, "="), "to": _column("to", "addressee", str.upper, "="), "caption": _column("caption", "caption", str.upper),
    "family": _column("family", "family", str.lower), "damage": _column("damage", "damage", str.lower), "year": _column("year", "year", str),
    "month": _column("month", "month", str), **{field: _closed(field) for field in CLOSED},
}  # fmt: skip
