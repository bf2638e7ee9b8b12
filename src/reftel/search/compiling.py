"""From the query's tree to the engine's query: one object for all surfaces, so that all find the same."""

from __future__ import annotations

import re

import tantivy

from reftel.errors import BadValue, QueryError, nearest
from reftel.search import words
from reftel.search.index import MARKS, canonical, day
from reftel.search.query import And, Field, Near, Node, Not, Or, Phrase, Word
from reftel.telegram import markings
from reftel.telegram.model import KINDS

Query = tantivy.Query
Occur = tantivy.Occur

_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_LEVELS = {
    "unclassified": "UNCLASSIFIED", "unclas": "UNCLASSIFIED", "u": "UNCLASSIFIED", "confidential": "CONFIDENTIAL", "c": "CONFIDENTIAL",
    "secret": "SECRET", "s": "SECRET", "topsecret": "TOP SECRET", "ts": "TOP SECRET", "restricted": "RESTRICTED",
    "sbu": markings.SENSITIVE_BUT_UNCLASSIFIED, "fouo": markings.SENSITIVE_BUT_UNCLASSIFIED, "lou": markings.LIMITED,
    "ouo": markings.OFFICIAL,
}  # fmt: skip
_KINDS = {kind.replace("_", ""): kind for kind in KINDS}
_HAS = ("protect", "participants", "references", "signer", "summary", "comment", "introduction", "note", "action_request")
_IS = ("damaged", "partial")


class Compiler:
    """Compiles one query for one schema; `text` is the query as typed, for messages."""

    def __init__(self, schema: tantivy.Schema, text: str) -> None:
        self.schema = schema
        self.text = text

    def compile(self, node: Node) -> Query:
        """The engine's query.

        Raises:
            QueryError: for a value that a field cannot have.
        """
        return self._node(node, "text")

    def _node(self, node: Node, where: str) -> Query:
        if isinstance(node, And):
            return self._all(node, where)
        if isinstance(node, Or):
            return Query.boolean_query([(Occur.Should, self._node(part, where)) for part in node.parts])
        if isinstance(node, Not):
            return Query.boolean_query([(Occur.Must, Query.all_query()), (Occur.MustNot, self._node(node.inside, where))])
        if isinstance(node, Field):
            return self._field(node)
        if isinstance(node, Near):
            return self._near(node, where)
        return self._words(node, where)

    def _all(self, node: And, where: str) -> Query:
        """A group; `in:` and `mark:` say where the words beside them must stand."""
        scopes = [part for part in node.parts if isinstance(part, Field) and part.name in {"in", "mark"}]
        if len(scopes) > 1:
            raise QueryError(self.text, scopes[1].at, "one in: or mark: to a group of words; use parentheses for two groups")
        rest = [part for part in node.parts if part not in scopes]
        texts = [part for part in rest if not isinstance(part, Field)]
        if scopes and texts:
            where = self._scope(scopes[0])
        parts = [(Occur.Must, self._field(scope)) for scope in scopes if not texts]
        for part in rest:
            if isinstance(part, Not):
                parts.append((Occur.MustNot, self._node(part.inside, where)))
            else:
                parts.append((Occur.Must, self._node(part, where)))
        if not any(occur == Occur.Must for occur, _ in parts):
            parts.insert(0, (Occur.Must, Query.all_query()))
        return Query.boolean_query(parts)

    def _scope(self, field: Field) -> str:
        value = words.key(field.value)
        if field.name == "in":
            if value not in _KINDS:
                raise self._unknown(field, KINDS)
            return f"in_{_KINDS[value]}"
        if value not in MARKS:
            raise self._unknown(field, [mark.upper() for mark in MARKS])
        return f"mark_{value}"

    def _unknown(self, field: Field, known: object) -> QueryError:
        names = list(known)  # type: ignore[call-overload]
        near = nearest(field.value, [str(name).lower() for name in names])
        hint = f"did you mean {field.name}:{near}?" if near else f"known: {', '.join(names)}"
        return QueryError(self.text, field.at, f"{field.name}: cannot be {field.value!r}; {hint}")

    def _words(self, node: Word | Phrase, where: str) -> Query:
        tokens = words.words(node.text)
        if not tokens:
            raise QueryError(self.text, max(0, self.text.find(node.text)), f"{node.text[:40]!r} holds no word the index keeps")
        if isinstance(node, Word) and (node.prefix or node.fuzzy) and len(tokens) == 1:
            if node.prefix:
                found = Query.regex_query(self.schema, where, re.escape(tokens[0]) + ".*")
            else:
                found = Query.fuzzy_term_query(self.schema, where, tokens[0], 1 if len(tokens[0]) < 6 else 2, True)
            return found
        found = self._sequence(where, tokens, isinstance(node, Word) and node.prefix)
        if where != "text":
            return found
        subject = Query.boost_query(self._sequence("subject", tokens, False), 2.0)
        return Query.boolean_query([(Occur.Must, found), (Occur.Should, subject)])

    def _sequence(self, where: str, tokens: list[str], prefix: bool) -> Query:
        phrase: list[str | tuple[int, str]] = list(tokens)
        if len(tokens) == 1:
            return Query.term_query(self.schema, where, tokens[0], "position")
        if prefix:
            return Query.phrase_prefix_query(self.schema, where, phrase)
        return Query.phrase_query(self.schema, where, phrase)

    def _near(self, node: Near, where: str) -> Query:
        left, right = words.words(node.left.text), words.words(node.right.text)
        orders: list[list[str | tuple[int, str]]] = [[*left, *right], [*right, *left]]
        both = [Query.phrase_query(self.schema, where, order, slop=node.gap) for order in orders]
        return Query.boolean_query([(Occur.Should, one) for one in both])

    def _term(self, field: str, value: str) -> Query:
        return Query.term_query(self.schema, field, value, "basic")

    def _field(self, field: Field) -> Query:
        value = field.value
        if field.name in {"from", "to", "signer", "subject"}:
            tokens = words.words(value)
            if not tokens:
                raise QueryError(self.text, field.at, f"{field.name}: holds no letters or digits to look for")
            return self._sequence(field.name, tokens, False)
        if field.name == "sent":
            return self._sent(field)
        if field.name == "class":
            return self._class(field)
        if field.name == "mrn":
            number = canonical(value)
            return Query.regex_query(self.schema, "mrn", re.escape(number[:-1]) + ".*") if number.endswith("*") else self._term("mrn", number)
        if field.name == "ref":
            return self._term("ref", canonical(value))
        if field.name in {"tag", "caption"}:
            return self._term(field.name, value.upper())
        if field.name in {"in", "mark"}:
            return self._present(field)
        if field.name == "post":
            return self._post(value)
        known = _HAS if field.name == "has" else _IS
        if value.lower() not in known:
            raise self._unknown(field, known)
        return self._term(field.name, value.lower())

    def _present(self, field: Field) -> Query:
        """Telegrams that have such a paragraph at all: any word in it."""
        return Query.regex_query(self.schema, self._scope(field), ".+")

    def _post(self, value: str) -> Query:
        """The post by its plain name or by the station of an MRN."""
        from reftel.telegram import mrn, posts

        plain = posts.of_station(mrn.station(value))
        cased = " ".join(word[:1].upper() + word[1:] for word in value.split())
        names = dict.fromkeys(name for name in (value, plain, cased, posts.name(f"AMEMBASSY {value.upper()}")) if name)
        return Query.boolean_query([(Occur.Should, self._term("post", name)) for name in names])

    def _sent(self, field: Field) -> Query:
        first, dots, last = field.value.partition("..")
        for edge in (first, last):
            if edge and not _DATE.fullmatch(edge):
                raise QueryError(self.text, field.at, f"sent: found {edge!r}, expected a date like 2007, 2007-11 or 2007-11-23, or two with .. between")
        if not first and not last:
            raise QueryError(self.text, field.at, "sent: needs a date on one side of ..")
        low = day(first) if first else 0
        high = day(last if dots else first, last=True) if (last or not dots) else 99_999_999
        if low is not None and high is not None and low > high:
            raise QueryError(self.text, field.at, f"sent: {first} is after {last}")
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
            raise QueryError(self.text, field.at, str(error)) from None
        low, high = {"<=": (0, level), "<": (0, level - 1), ">=": (level, 9), ">": (level + 1, 9)}[sign]
        if high < low:
            return Query.empty_query()
        return Query.range_query(self.schema, "level", tantivy.FieldType.Unsigned, low, high)
