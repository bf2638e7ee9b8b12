"""From the query's tree to the engine's query: one object for all surfaces, so that all find the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import tantivy

from reftel.errors import BadValue, QueryError, UnknownTelegram, nearest
from reftel.search import dates, words
from reftel.search.index import MARKS, UNMARKED, canonical, day, part, post_of
from reftel.search.query import SCOPES, And, Field, Like, Near, Node, Not, Or, Phrase, Scope, Word, has_words
from reftel.telegram import markings
from reftel.telegram.model import KINDS, Telegram

if TYPE_CHECKING:
    from reftel.search.index import Index

Query = tantivy.Query
Occur = tantivy.Occur
Where = tuple[str, ...]  # the index's fields that words are looked for in: any of them

TEXT: Where = ("text",)
SUBJECT_COUNTS = 2.0  # a word in the subject counts so many times more
NUMBER_COUNTS = 20.0  # a telegram whose number was typed stands before those that mention it
LIKENESS_COUNTS = 10.0  # the same meaning counts as much as a rare word
_LEVELS = {
    "unclassified": "UNCLASSIFIED", "unclas": "UNCLASSIFIED", "u": "UNCLASSIFIED", "confidential": "CONFIDENTIAL", "c": "CONFIDENTIAL",
    "secret": "SECRET", "s": "SECRET", "topsecret": "TOP SECRET", "ts": "TOP SECRET", "restricted": "RESTRICTED",
    "sbu": markings.SENSITIVE_BUT_UNCLASSIFIED, "fouo": markings.SENSITIVE_BUT_UNCLASSIFIED, "lou": markings.LIMITED,
    words.key(markings.SENSITIVE_BUT_UNCLASSIFIED): markings.SENSITIVE_BUT_UNCLASSIFIED, words.key(markings.LIMITED): markings.LIMITED,
    "ouo": markings.OFFICIAL, words.key(markings.OFFICIAL): markings.OFFICIAL,
}  # fmt: skip
_KINDS = {kind.replace("_", ""): kind for kind in KINDS}
CLOSED = {
    "has": ("protect", "participants", "references", "signer", "summary", "comment", "introduction", "note", "action_request"),
    "is": ("damaged", "partial"),
    "in": KINDS,
    "mark": tuple(mark.upper() for mark in MARKS),
}
# Fields of words, and the column whose whole value `=` compares with.
WORDED = {"from": "sender", "to": "addressee", "signer": "", "subject": "", "person": "name"}
KEYWORDS = {"tag": str.upper, "caption": str.upper, "family": str.lower, "damage": str.lower}


def compiler(index: Index, text: str) -> Compiler:
    """A compiler for queries to an index; `text` is the query as typed, for messages."""
    return Compiler(index.schema, text, index.store.find, index.alike)


class Compiler:
    """Compiles one query for one schema.

    `find` gives (key, telegram) for an MRN; `alike` gives (key, likeness, paragraph) of the telegrams that mean
    something like a text; which paragraphs those were is kept in `opened`.
    """

    def __init__(
        self,
        schema: tantivy.Schema,
        text: str,
        find: Callable[[str], tuple[str, Telegram]],
        alike: Callable[[str], Iterable[tuple[str, float, int]]],
    ) -> None:
        self.schema = schema
        self.text = text
        self.find = find
        self.alike = alike
        self.opened: dict[str, int] = {}

    def compile(self, node: Node) -> Query:
        """The engine's query.

        Raises:
            QueryError: for a value that a field cannot have.
        """
        return self._node(node, Scope())

    def _node(self, node: Node, scope: Scope) -> Query:
        if isinstance(node, And):
            return self._all(node, scope)
        if isinstance(node, Or):
            return self._any(self._node(part, scope) for part in node.parts)
        if isinstance(node, Not):
            return Query.boolean_query([(Occur.Must, Query.all_query()), (Occur.MustNot, self._node(node.inside, scope))])
        if isinstance(node, Field):
            return self._field(node)
        if isinstance(node, Like):
            return self._like(node, scope)
        where = self._where(scope)
        return self._near(node, where) if isinstance(node, Near) else self._words(node, where)

    def _any(self, queries: Iterable[Query]) -> Query:
        found = list(queries)
        return found[0] if len(found) == 1 else Query.boolean_query([(Occur.Should, one) for one in found])

    def _all(self, node: And, scope: Scope) -> Query:
        """A group; `in:` and `mark:` say where the words beside them must stand, or alone, what paragraphs there must be."""
        inside = scope.within(node.parts)
        rest = [part for part in node.parts if not (isinstance(part, Field) and part.name in SCOPES)]
        bare = len(rest) < len(node.parts) and not any(has_words(part) for part in rest)
        parts = [(Occur.Must, self._present(inside))] if bare else []
        for one in rest:
            if isinstance(one, Not):
                parts.append((Occur.MustNot, self._node(one.inside, inside)))
            else:
                parts.append((Occur.Must, self._node(one, inside)))
        if not any(occur == Occur.Must for occur, _ in parts):
            parts.insert(0, (Occur.Must, Query.all_query()))
        return Query.boolean_query(parts)

    # --- paragraphs ---------------------------------------------------------------------------------------------------

    def _where(self, scope: Scope) -> Where:
        if not scope:
            return TEXT
        kinds, marks = self._chosen(scope)
        return tuple(part(kind, mark) for kind in kinds or KINDS for mark in marks or (*MARKS, UNMARKED))

    def _chosen(self, scope: Scope) -> tuple[list[str], list[str]]:
        """The kinds and marks of a scope, as the index names them."""
        kinds, marks = [], []
        for field in scope.kinds:
            if (value := words.key(field.value)) not in _KINDS:
                raise self._unknown(field, KINDS)
            kinds.append(_KINDS[value])
        for field in scope.marks:
            if (value := words.key(field.value)) not in MARKS:
                raise self._unknown(field, CLOSED["mark"])
            marks.append(value)
        return kinds, marks

    def _present(self, scope: Scope) -> Query:
        """Telegrams that have such a paragraph at all."""
        kinds, marks = self._chosen(scope)
        names = [f"{kind}/{mark}" for kind in kinds for mark in marks] if kinds and marks else [*kinds, *marks]
        return self._any(self._term("part", name) for name in names)

    def _unknown(self, field: Field, known: Iterable[str]) -> QueryError:
        names = list(known)
        near = nearest(field.value, [name.lower() for name in names])
        hint = f"did you mean {field.name}:{near}?" if near else f"known: {', '.join(names)}"
        return self._wrong(field, f"cannot be {field.value!r}; {hint}")

    def _wrong(self, field: Field, message: str) -> QueryError:
        return QueryError(self.text, field.at.start, f"{field.name}: {message}")

    # --- words --------------------------------------------------------------------------------------------------------

    def _words(self, node: Word | Phrase, where: Where) -> Query:
        tokens = words.words(node.text)
        prefix, fuzzy = isinstance(node, Word) and node.prefix, isinstance(node, Word) and node.fuzzy
        found = self._any(self._sequence(one, tokens, prefix, fuzzy) for one in where)
        if where != TEXT or prefix or fuzzy:
            return found
        better = [(Occur.Must, found), (Occur.Should, Query.boost_query(self._sequence("subject", tokens), SUBJECT_COUNTS))]
        if isinstance(node, Word) and (number := _number(node.text)):
            named = Query.const_score_query(self._term("mrn", number), NUMBER_COUNTS)
            return Query.boolean_query([(Occur.Should, Query.boolean_query(better)), (Occur.Should, named)])
        return Query.boolean_query(better)

    def _sequence(self, field: str, tokens: list[str], prefix: bool = False, fuzzy: bool = False) -> Query:
        """Words in this order in one field of the index, the last perhaps only begun, a single one perhaps misspelt."""
        *before, last = tokens
        begun = re.escape(last) + ".*"
        if before and prefix:
            return Query.regex_phrase_query(self.schema, field, [*map(re.escape, before), begun])
        if before:
            return Query.phrase_query(self.schema, field, list(tokens))
        if prefix:
            return Query.regex_query(self.schema, field, begun)
        if fuzzy:
            return Query.fuzzy_term_query(self.schema, field, last, 1 if len(last) < words.TWO_SLIPS else 2, True)
        return Query.term_query(self.schema, field, last, "position")

    def _near(self, node: Near, where: Where) -> Query:
        """Both words in either order; a phrase among them must also stand as it is somewhere in the text."""
        left, right = words.words(node.left.text), words.words(node.right.text)
        whole = [side for side in (left, right) if len(side) > 1]
        found = []
        for field in where:
            orders = [
                Query.phrase_query(self.schema, field, list(order), slop=node.gap) for order in ([*left, *right], [*right, *left])
            ]
            parts = [(Occur.Must, self._any(orders)), *((Occur.Must, self._sequence(field, side)) for side in whole)]
            found.append(Query.boolean_query(parts) if whole else self._any(orders))
        return self._any(found)

    def _like(self, node: Like, scope: Scope) -> Query:
        if scope:
            message = 'in: and mark: bind words; ~"..." looks through all paragraphs: put the words and their in: or mark: in parentheses'
            raise QueryError(self.text, node.at.start, message)
        alike = list(self.alike(node.text))
        for key, _, paragraph in alike:
            self.opened.setdefault(key, paragraph)
        found = [
            Query.const_score_query(self._term("key", key), max(0.0, likeness) * LIKENESS_COUNTS) for key, likeness, _ in alike
        ]
        return self._any(found) if found else Query.empty_query()

    def _term(self, field: str, value: str) -> Query:
        return Query.term_query(self.schema, field, value, "basic")

    # --- fields -------------------------------------------------------------------------------------------------------

    def _field(self, field: Field) -> Query:
        if field.name in CLOSED:
            return self._closed(field)
        if field.name in WORDED:
            return self._worded(field)
        if field.name in KEYWORDS:
            return self._keyword(field.name, KEYWORDS[field.name](field.value))
        special = {
            "sent": self._sent, "class": self._class, "post": self._post, "near": self._near_telegram,
            "mrn": self._mrn, "ref": self._mrn, "year": self._calendar, "month": self._calendar,
        }  # fmt: skip
        return special[field.name](field)

    def _keyword(self, name: str, value: str) -> Query:
        """A whole value, or its beginning before *."""
        if value.endswith("*"):
            return Query.regex_query(self.schema, name, re.escape(value[:-1]) + ".*")
        return self._term(name, value)

    def _closed(self, field: Field) -> Query:
        if field.name in SCOPES:
            return self._present(Scope().within((field,)))
        if field.value.lower() not in CLOSED[field.name]:
            raise self._unknown(field, CLOSED[field.name])
        return self._term(field.name, field.value.lower())

    def _worded(self, field: Field) -> Query:
        """Words of a field in this order; `*` and `~` as in words, `=` for the whole value as a facet names it."""
        value, column = field.value, WORDED[field.name]
        if value.startswith("=") and column:
            return self._term(column, value[1:])
        tokens, prefix, fuzzy = words.words(value), value.endswith("*"), value.endswith("~")
        if not tokens:
            raise self._wrong(field, "holds no letters or digits to look for")
        if fuzzy and len(tokens) > 1:
            raise self._wrong(field, f"~ stands behind one word; {value!r} is several")
        where = ("person", "text") if field.name == "person" else (field.name,)
        return self._any(self._sequence(one, tokens, prefix, fuzzy) for one in where)

    def _mrn(self, field: Field) -> Query:
        return self._keyword(field.name, canonical(field.value))

    def _post(self, field: Field) -> Query:
        """The post by its plain name or by the station of an MRN."""
        from reftel.telegram import mrn, posts

        value = field.value
        if value.startswith("="):
            return self._term("post", value[1:])
        plain = posts.of_station(mrn.station(value))
        cased = " ".join(word[:1].upper() + word[1:] for word in value.split())
        names = dict.fromkeys(name for name in (value, plain, cased, posts.name(f"AMEMBASSY {value.upper()}")) if name)
        return self._any(self._keyword("post", name) for name in names)

    def _near_telegram(self, field: Field) -> Query:
        """Of the same post, or of the same day, as a telegram; those of both first, itself left out."""
        key, telegram = self._found(field)
        post, sent = post_of(telegram), telegram.sent
        same = [self._term("post", post)] if post else []
        if sent and len(sent) >= len("2007-11-23"):
            same.append(Query.range_query(self.schema, "sent", tantivy.FieldType.Unsigned, day(sent), day(sent)))
        if not same:
            raise self._wrong(field, f"{key} has neither post nor day")
        return Query.boolean_query([(Occur.Must, self._any(same)), (Occur.MustNot, self._term("key", key))])

    def _found(self, field: Field) -> tuple[str, Telegram]:
        """The telegram a field names, by its key or by its number in any printed form."""
        try:
            return self.find(canonical(field.value))
        except UnknownTelegram as error:
            try:
                return self.find(field.value)
            except UnknownTelegram:
                raise self._wrong(field, str(error)) from None

    def _calendar(self, field: Field) -> Query:
        pattern, example = (r"\d{4}", "2007") if field.name == "year" else (r"\d{4}-(?:0[1-9]|1[0-2])", "2007-11")
        if not re.fullmatch(pattern, field.value):
            raise self._wrong(field, f"found {field.value!r}, expected a {field.name} like {example}; ranges stand in sent:")
        return self._term(field.name, field.value)

    def _sent(self, field: Field) -> Query:
        low, high = dates.bounds(field, self.text)
        return Query.range_query(self.schema, "sent", tantivy.FieldType.Unsigned, low, high)

    def _class(self, field: Field) -> Query:
        found = re.fullmatch(r"(<=|>=|<|>|=)?(.+)", field.value)
        sign, name = (found[1] or "", words.key(found[2])) if found else ("", "")
        if name not in _LEVELS:
            raise self._unknown(field, sorted(_LEVELS))
        if sign in {"", "="}:
            return self._term("class", _LEVELS[name])
        try:
            level = int(markings.level(_LEVELS[name]))
        except BadValue as error:
            raise self._wrong(field, str(error)) from None
        low, high = {"<=": (0, level), "<": (0, level - 1), ">=": (level, 9), ">": (level + 1, 9)}[sign]
        if high < low:
            return Query.empty_query()
        return Query.range_query(self.schema, "level", tantivy.FieldType.Unsigned, low, high)


def _number(text: str) -> str | None:
    """The MRN that a word is, with its year; None for other words."""
    if not re.fullmatch(r"(?:\d\d|\d{4})[A-Za-z]{3,30}\d{1,7}", text):
        return None
    return canonical(text)
