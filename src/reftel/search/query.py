"""The query language: text to a tree and back.

    "Security Council" kosovo -serbia tag:PREL sent:2007-11..2007-12 (unless OR provided) negotiat* NEAR/5

A query is text that round-trips: `str(parse(text))` is the same query in one spelling. A mistake is answered with where it
is and what was meant. Words beside each other must all occur; OR binds looser than that; a minus or NOT excludes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from reftel.errors import QueryError, nearest

FIELDS = {
    "sent": "date or range: 2007, 2007-11, 2007-11-23, 2007-11..2007-12, ..2007",
    "from": "words of the sender: FM line and post",
    "to": "words of an addressee, action or information",
    "post": "the post that sent it: post:Beijing",
    "tag": "one of the TAGS: tag:PREL",
    "class": "classification: class:secret, class:<=confidential, class:sbu",
    "caption": "caption: caption:NODIS",
    "subject": "words of the subject",
    "ref": "cites this telegram: ref:07BEIJING7210",
    "signer": "the signer's name",
    "mrn": "the telegram's number, with * for its beginning: mrn:07BEIJING*",
    "mark": "words in paragraphs of this portion mark: mark:C kosovo",
    "in": "words in paragraphs of this kind: in:comment kosovo",
    "is": "is:damaged, is:partial",
    "has": "has:protect, has:participants, has:references, has:signer, has:summary, has:comment",
}


class Word(msgspec.Struct, frozen=True, tag=True):
    """A word, its beginning (`negotiat*`) or its like (`kosovo~`)."""

    text: str
    prefix: bool = False
    fuzzy: bool = False

    def __str__(self) -> str:
        return self.text + ("*" if self.prefix else "~" if self.fuzzy else "")


class Phrase(msgspec.Struct, frozen=True, tag=True):
    """Words in this order."""

    text: str

    def __str__(self) -> str:
        return f'"{self.text}"'


class Near(msgspec.Struct, frozen=True, tag=True):
    """Two words or phrases with at most `gap` words between them, in either order."""

    left: Word | Phrase
    right: Word | Phrase
    gap: int

    def __str__(self) -> str:
        return f"{self.left} NEAR/{self.gap} {self.right}"


class Field(msgspec.Struct, frozen=True, tag=True):
    """A field and what it must hold; `at` is where it stands in the query."""

    name: str
    value: str
    at: int = 0

    def __str__(self) -> str:
        bare = re.fullmatch(r"[^\s\"()]+", self.value)
        return f"{self.name}:{self.value}" if bare else f'{self.name}:"{self.value}"'

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Field) and (self.name, self.value) == (other.name, other.value)

    def __hash__(self) -> int:
        return hash((self.name, self.value))


class Not(msgspec.Struct, frozen=True, tag=True):
    """What must not occur."""

    inside: Node

    def __str__(self) -> str:
        return f"-({self.inside})" if isinstance(self.inside, And | Or | Near | Not) else f"-{self.inside}"


class And(msgspec.Struct, frozen=True, tag=True):
    """All of these; none means every telegram."""

    parts: tuple[Node, ...] = ()

    def __str__(self) -> str:
        return " ".join(f"({part})" if isinstance(part, Or | And) else str(part) for part in self.parts)


class Or(msgspec.Struct, frozen=True, tag=True):
    """Any of these."""

    parts: tuple[Node, ...]

    def __str__(self) -> str:
        return " OR ".join(f"({part})" if isinstance(part, Or) else str(part) for part in self.parts)


Node = Word | Phrase | Near | Field | Not | And | Or
DEEPEST = 50  # nested parentheses


class Token(NamedTuple):
    kind: str
    text: str
    at: int


_TOKEN = re.compile(r'(?P<space>\s+)|(?P<open>\()|(?P<close>\))|(?P<minus>-(?=[\w"(]))|(?P<field>[A-Za-z]+:)|(?P<quote>")|(?P<word>[^\s()"]+)')
_REST = re.compile(r"[^\s()\"]+")
_NEAR = re.compile(r"NEAR/(\d{1,3})")


def _tokens(query: str) -> Iterator[Token]:
    at = 0
    while at < len(query):
        found = _TOKEN.match(query, at)
        if found is None:  # unreachable: the pattern covers every character
            raise QueryError(query, at, f"cannot read {query[at]!r}")
        kind = found.lastgroup or ""
        end = found.end()
        if kind == "quote":
            close = query.find('"', end)
            if close < 0:
                raise QueryError(query, at, 'a quotation mark without its pair; close the phrase with "')
            yield Token("phrase", query[end:close], at)
            end = close + 1
        elif kind == "field":
            name = found[0][:-1].lower()
            if name in FIELDS:
                yield Token("field", name, at)
            elif end < len(query) and not query[end].isspace() and query[end] not in "/)":
                near = nearest(name, FIELDS)
                hint = f"did you mean {near}:?" if near else f"known fields: {', '.join(FIELDS)}"
                raise QueryError(query, at, f"there is no field {name!r}; {hint}")
            else:  # a colon that is no field's: http://...
                end = _REST.match(query, at).end()  # type: ignore[union-attr]
                yield Token("word", query[at:end], at)
        elif kind != "space":
            yield Token(kind, found[0], at)
        at = end


class _Parser:
    def __init__(self, query: str) -> None:
        self.query = query
        self.tokens = list(_tokens(query))
        self.next = 0
        self.depth = 0

    def peek(self) -> Token | None:
        return self.tokens[self.next] if self.next < len(self.tokens) else None

    def any_of(self) -> Node:
        parts = [self.all_of()]
        while (token := self.peek()) and token.kind == "word" and token.text == "OR":
            if isinstance(parts[-1], And) and not parts[-1].parts:
                raise QueryError(self.query, token.at, "OR stands between two things; there is nothing before it")
            self.next += 1
            parts.append(self.all_of())
            if isinstance(parts[-1], And) and not parts[-1].parts:
                raise QueryError(self.query, token.at, "OR stands between two things; there is nothing after it")
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def all_of(self) -> Node:
        parts: list[Node] = []
        while (token := self.peek()) and token.kind != "close" and not (token.kind == "word" and token.text == "OR"):
            if token.kind == "word" and token.text == "AND":
                self.next += 1
                continue
            if token.kind == "word" and (near := _NEAR.fullmatch(token.text)):
                parts.append(self.near(parts, token, int(near[1])))
                continue
            parts.append(self.one())
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def near(self, parts: list[Node], token: Token, gap: int) -> Near:
        self.next += 1
        left = parts.pop() if parts else None
        right = self.one() if self.peek() else None
        if not isinstance(left, Word | Phrase) or not isinstance(right, Word | Phrase) or any(isinstance(w, Word) and (w.prefix or w.fuzzy) for w in (left, right)):
            raise QueryError(self.query, token.at, f"{token.text} stands between two words or phrases")
        return Near(left, right, gap)

    def one(self) -> Node:
        token = self.peek()
        assert token is not None
        self.next += 1
        if token.kind == "open":
            return self.group(token)
        if token.kind == "close":
            raise QueryError(self.query, token.at, "a closing parenthesis without its opening")
        if token.kind == "minus" or (token.kind == "word" and token.text == "NOT"):
            if self.peek() is None:
                raise QueryError(self.query, token.at, "nothing follows NOT")
            return Not(self.one())
        if token.kind == "field":
            return self.field(token)
        return self.phrase(token) if token.kind == "phrase" else self.word(token)

    def group(self, token: Token) -> Node:
        self.depth += 1
        if self.depth > DEEPEST:
            raise QueryError(self.query, token.at, f"more than {DEEPEST} parentheses inside each other")
        inside = self.any_of()
        closing = self.peek()
        if closing is None:
            raise QueryError(self.query, token.at, "an opening parenthesis without its closing")
        self.next += 1
        self.depth -= 1
        return inside

    def phrase(self, token: Token) -> Phrase:
        if not re.search(r"[^\W_]", token.text):
            raise QueryError(self.query, token.at, "a phrase without words")
        return Phrase(re.sub(r"\s+", " ", token.text).strip())

    def word(self, token: Token) -> Word:
        text = token.text
        prefix, fuzzy = text.endswith("*"), text.endswith("~")
        bare = text.rstrip("*~") if prefix or fuzzy else text
        if not re.search(r"[^\W_]", bare):
            raise QueryError(self.query, token.at, f"{text!r} holds no letters or digits to look for")
        if "*" in bare:
            raise QueryError(self.query, token.at + bare.index("*"), "* stands only at the end of a word")
        return Word(bare, prefix, fuzzy)

    def field(self, token: Token) -> Field:
        value = self.peek()
        if value is None or value.kind not in {"word", "phrase", "minus", "field"} or value.at != token.at + len(token.text) + 1:
            raise QueryError(self.query, token.at, f"{token.text}: needs a value right behind it ({FIELDS[token.text]})")
        self.next += 1
        return Field(token.text, value.text, token.at)


def parse(query: str) -> Node:
    """The tree of a query; an empty query is `And(())`, every telegram.

    Raises:
        QueryError: with the place of the mistake and what was meant.

    >>> parse('kosovo -"hong kong" tag:PREL')
    And(parts=(Word(text='kosovo', prefix=False, fuzzy=False), Not(inside=Phrase(text='hong kong')), Field(name='tag', value='PREL', at=20)))
    >>> str(parse("a  AND (b OR c)"))
    'a (b OR c)'
    """
    parser = _Parser(query)
    tree = parser.any_of()
    token = parser.peek()
    if token is not None:
        raise QueryError(query, token.at, "a closing parenthesis without its opening")
    return tree


def positive(node: Node, scope: Field | None = None) -> Iterator[tuple[Word | Phrase | None, Field | None]]:
    """What a hit shows: (words, the in: or mark: they stand under), all but what is excluded; (None, scope) for a bare scope.

    >>> [str(one) for one, _ in positive(parse("kosovo -serbia (a OR b)"))]
    ['kosovo', 'a', 'b']
    >>> [(str(one), str(scope)) for one, scope in positive(parse("in:comment kosovo"))]
    [('kosovo', 'in:comment')]
    """
    if isinstance(node, Word | Phrase):
        yield node, scope
    elif isinstance(node, Near):
        yield from ((node.left, scope), (node.right, scope))
    elif isinstance(node, And):
        scopes = [part for part in node.parts if isinstance(part, Field) and part.name in {"in", "mark"}]
        inside = scopes[0] if scopes else scope
        if scopes and all(isinstance(part, Field) for part in node.parts):
            yield None, scopes[0]
        for part in node.parts:
            if part not in scopes:
                yield from positive(part, inside)
    elif isinstance(node, Or):
        for part in node.parts:
            yield from positive(part, scope)
    elif isinstance(node, Field) and node.name in {"in", "mark"}:
        yield None, node
    elif isinstance(node, Field) and node.name == "subject":
        yield Phrase(node.value), scope
