"""The query language: text to a tree and back.

    "Security Council" kosovo -serbia tag:(PREL OR PGOV) sent:2007-11..2007-12 (unless OR provided) negotiat* ~"gas for votes"

A query is text that round-trips: `str(parse(text))` is the same query in one spelling, and every clause knows where it stands
(`at`). A mistake is answered with where it is and what was meant. Words beside each other must all occur; OR binds looser
than that; a minus or NOT excludes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec

from reftel.errors import QueryError, nearest
from reftel.search import words
from reftel.text import Span

FIELDS = {
    "sent": "date or range: 2007, 2007-11, 2007-11-23, 2007-11..2007-12, ..2007",
    "year": "the year, an inferred one too: year:2007",
    "month": "the month: month:2007-11",
    "from": "words of the sender: FM line and post",
    "to": "words of an addressee, action or information",
    "post": "the post that sent it: post:Beijing",
    "near": "of the same post or day as this telegram: near:07BEIJING7210",
    "tag": "one of the TAGS: tag:PREL",
    "class": "classification: class:secret, class:<=confidential, class:sbu",
    "caption": "caption: caption:NODIS",
    "subject": "words of the subject",
    "ref": "cites this telegram: ref:07BEIJING7210",
    "person": "a name among participants, signer, drafters, marked names, or in the text",
    "signer": "the signer's name",
    "mrn": "the telegram's number, with * for its beginning: mrn:07BEIJING*",
    "mark": "words in paragraphs of this portion mark: mark:C kosovo",
    "in": "words in paragraphs of this kind: in:comment kosovo",
    "is": "is:damaged, is:partial",
    "has": "has:protect, has:participants, has:references, has:signer, has:summary, has:comment",
    "family": "family of the format: family:cablexpress",
    "damage": "a repair that acted or a defect that was found: damage:no_signer",
}
# Asked for by name, and not there yet; each with the reason.
REFUSED = {
    "speaker": "who said what is not in the archive yet; person: finds telegrams that name someone",
    "said": "what was said by whom is not in the archive yet; words find the telegrams that hold them",
}
SCOPES = ("in", "mark")
NOWHERE = Span(0, 0)


class Clause(msgspec.Struct, frozen=True, eq=False, kw_only=True, repr_omit_defaults=True):
    """A piece of a query. `at` is where it stands in the query as typed, and takes no part in equality."""

    at: Span = NOWHERE

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self._facts() == other._facts()

    def __hash__(self) -> int:
        return hash((type(self).__name__, self._facts()))

    def _facts(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in self.__struct_fields__ if name != "at")


class Word(Clause, frozen=True, eq=False, tag=True):
    """A word, its beginning (`negotiat*`) or its like (`kosovo~`)."""

    text: str
    prefix: bool = False
    fuzzy: bool = False

    def __str__(self) -> str:
        return self.text + ("*" if self.prefix else "~" if self.fuzzy else "")


class Phrase(Clause, frozen=True, eq=False, tag=True):
    """Words in this order."""

    text: str

    def __str__(self) -> str:
        return f'"{self.text}"'


class Like(Clause, frozen=True, eq=False, tag=True):
    """Paragraphs that mean something like this."""

    text: str

    def __str__(self) -> str:
        return f'~"{self.text}"'


class Near(Clause, frozen=True, eq=False, tag=True):
    """Two words or phrases with at most `gap` words between them, in either order."""

    left: Word | Phrase
    right: Word | Phrase
    gap: int

    def __str__(self) -> str:
        return f"{self.left} NEAR/{self.gap} {self.right}"


class Field(Clause, frozen=True, eq=False, tag=True):
    """A field and what it must hold."""

    name: str
    value: str

    def __str__(self) -> str:
        bare = re.fullmatch(r"[^\s\"()]+", self.value)
        return f"{self.name}:{self.value}" if bare else f'{self.name}:"{self.value}"'


class Not(Clause, frozen=True, eq=False, tag=True):
    """What must not occur."""

    inside: Node

    def __str__(self) -> str:
        return f"-({self.inside})" if isinstance(self.inside, And | Or | Near | Not) else f"-{self.inside}"


class And(Clause, frozen=True, eq=False, tag=True):
    """All of these; none means every telegram."""

    parts: tuple[Node, ...] = ()

    def __str__(self) -> str:
        return " ".join(f"({part})" if isinstance(part, Or | And) else str(part) for part in self.parts)


class Or(Clause, frozen=True, eq=False, tag=True):
    """Any of these."""

    parts: tuple[Node, ...]

    def __str__(self) -> str:
        return " OR ".join(f"({part})" if isinstance(part, Or) else str(part) for part in self.parts)


Node = Word | Phrase | Like | Near | Field | Not | And | Or
DEEPEST = 50  # nested parentheses and NOTs


class Token(NamedTuple):
    """`value` is a field's, None where a parenthesis follows its colon."""

    kind: str
    text: str
    at: Span
    value: str | None = None


_TOKEN = re.compile(
    r'(?P<space>\s+)|(?P<open>\()|(?P<close>\))|(?P<minus>-(?=[\w"(]|~"))|(?P<like>~")|(?P<field>[A-Za-z]+:)|(?P<quote>")|(?P<word>[^\s()"]+)'
)
_REST = re.compile(r"[^\s()\"]+")
_NEAR = re.compile(r"NEAR/(\d{1,3})")


def _tokens(query: str) -> Iterator[Token]:
    at = 0
    while at < len(query):
        found = _TOKEN.match(query, at)
        if found is None:  # unreachable: the pattern covers every character
            raise QueryError(query, at, f"cannot read {query[at]!r}")
        kind, end = found.lastgroup or "", found.end()
        if kind in {"quote", "like"}:
            text, end = _quoted(query, at, end)
            yield Token("phrase" if kind == "quote" else "like", text, Span(at, end))
        elif kind == "field":
            token = _field(query, at, end)
            yield token
            end = token.at.end
        elif kind != "space":
            yield Token(kind, found[0], Span(at, end))
        at = end


def _quoted(query: str, at: int, start: int) -> tuple[str, int]:
    """What stands between quotation marks, and where it ends."""
    close = query.find('"', start)
    if close < 0:
        raise QueryError(query, at, 'a quotation mark without its pair; close the phrase with "')
    return query[start:close], close + 1


def _field(query: str, at: int, end: int) -> Token:
    """A field with the value right behind its colon; a colon that is no field's (http://...) belongs to a word."""
    name = query[at : end - 1].lower()
    if name in REFUSED:
        raise QueryError(query, at, f"{name}: {REFUSED[name]}")
    rest = _REST.match(query, end)
    if name in FIELDS:
        if query[end : end + 1] == '"':
            value, close = _quoted(query, end, end + 1)
            return Token("field", name, Span(at, close), _some(query, at, name, value))
        if query[end : end + 1] == "(":
            return Token("field", name, Span(at, end))
        return Token("field", name, Span(at, rest.end() if rest else end), _some(query, at, name, rest[0] if rest else ""))
    if rest and rest[0][0] != "/":
        near = nearest(name, FIELDS)
        hint = f"did you mean {near}:?" if near else f"known fields: {', '.join(FIELDS)}"
        raise QueryError(query, at, f"there is no field {name!r}; {hint}")
    return Token("word", query[at : rest.end() if rest else end], Span(at, rest.end() if rest else end))


def _some(query: str, at: int, name: str, value: str) -> str:
    if not value.strip():
        raise QueryError(query, at, f"{name}: needs a value right behind it ({FIELDS[name]})")
    return re.sub(r"\s+", " ", value).strip()


def _place(parts: list[Node]) -> Span:
    return Span(parts[0].at.start, parts[-1].at.end) if parts else NOWHERE


class _Parser:
    def __init__(self, query: str) -> None:
        self.query = query
        self.tokens = list(_tokens(query))
        self.next = 0
        self.depth = 0
        self.field: str | None = None  # inside field:( ... )

    def peek(self) -> Token | None:
        return self.tokens[self.next] if self.next < len(self.tokens) else None

    def any_of(self) -> Node:
        parts = [self.all_of()]
        while (token := self.peek()) and token.kind == "word" and token.text == "OR":
            if isinstance(parts[-1], And) and not parts[-1].parts:
                raise QueryError(self.query, token.at.start, "OR stands between two things; there is nothing before it")
            self.next += 1
            parts.append(self.all_of())
            if isinstance(parts[-1], And) and not parts[-1].parts:
                raise QueryError(self.query, token.at.start, "OR stands between two things; there is nothing after it")
        return parts[0] if len(parts) == 1 else Or(tuple(parts), at=_place(parts))

    def all_of(self) -> Node:
        parts: list[Node] = []
        while (token := self.peek()) and token.kind != "close" and not (token.kind == "word" and token.text == "OR"):
            if token.kind == "word" and token.text == "AND":
                self.next += 1
            elif token.kind == "word" and (near := _NEAR.fullmatch(token.text)):
                parts.append(self.near(parts, token, int(near[1])))
            else:
                parts.append(self.one())
        return parts[0] if len(parts) == 1 else And(tuple(parts), at=_place(parts))

    def near(self, parts: list[Node], token: Token, gap: int) -> Near:
        self.next += 1
        left = parts.pop() if parts else None
        right = self.one() if self.peek() else None
        sides = [
            side
            for side in (left, right)
            if isinstance(side, Phrase) or (isinstance(side, Word) and not side.prefix and not side.fuzzy)
        ]
        if len(sides) != 2:
            raise QueryError(self.query, token.at.start, f"{token.text} stands between two words or phrases, without * or ~")
        return Near(sides[0], sides[1], gap, at=_place(list(sides)))

    def one(self) -> Node:
        token = self.peek()
        assert token is not None
        self.next += 1
        if token.kind == "open":
            return self.group(token)
        if token.kind == "close":
            raise QueryError(self.query, token.at.start, "a closing parenthesis without its opening")
        if token.kind == "minus" or (token.kind == "word" and token.text == "NOT"):
            if self.peek() is None:
                raise QueryError(self.query, token.at.start, "nothing follows NOT")
            self.deeper(token)
            inside = self.one()
            self.depth -= 1
            return Not(inside, at=Span(token.at.start, inside.at.end))
        if self.field:
            return self.value(token, self.field)
        if token.kind == "field":
            return self.named(token)
        if token.kind == "word":
            return self.word(token)
        if not words.words(token.text):
            raise QueryError(self.query, token.at.start, "a phrase without words")
        text = re.sub(r"\s+", " ", token.text).strip()
        return Like(text, at=token.at) if token.kind == "like" else Phrase(text, at=token.at)

    def deeper(self, token: Token) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise QueryError(self.query, token.at.start, f"more than {DEEPEST} parentheses or NOTs inside each other")

    def group(self, token: Token) -> Node:
        self.deeper(token)
        inside = self.any_of()
        closing = self.peek()
        if closing is None:
            raise QueryError(self.query, token.at.start, "an opening parenthesis without its closing")
        self.next += 1
        self.depth -= 1
        return msgspec.structs.replace(inside, at=Span(token.at.start, closing.at.end))

    def word(self, token: Token) -> Word:
        text = token.text
        prefix, fuzzy = text.endswith("*"), text.endswith("~")
        bare = text.rstrip("*~") if prefix or fuzzy else text
        if not words.words(bare):
            raise QueryError(self.query, token.at.start, f"{text[:40]!r} holds no word the index keeps")
        if "*" in bare:
            raise QueryError(self.query, token.at.start + bare.index("*"), "* stands only at the end of a word")
        if fuzzy and len(words.words(bare)) > 1:
            raise QueryError(self.query, token.at.start, f"~ stands behind one word; {bare!r} is several")
        return Word(bare, prefix, fuzzy, at=token.at)

    def named(self, token: Token) -> Node:
        """A field; `tag:(PREL OR PGOV)` is `(tag:PREL OR tag:PGOV)`."""
        if token.value is not None:
            return Field(token.text, token.value, at=token.at)
        opening = self.peek()
        assert opening is not None
        self.next += 1
        self.field = token.text
        inside = self.group(opening)
        self.field = None
        if isinstance(inside, And) and not inside.parts:
            raise QueryError(self.query, token.at.start, f"{token.text}: needs a value right behind it ({FIELDS[token.text]})")
        return msgspec.structs.replace(inside, at=Span(token.at.start, inside.at.end))

    def value(self, token: Token, name: str) -> Field:
        """A word or phrase inside field:( ... )."""
        if token.kind not in {"word", "phrase"}:
            raise QueryError(self.query, token.at.start, f"inside {name}:( ) stand words, phrases, OR, NOT and parentheses")
        return Field(name, _some(self.query, token.at.start, name, token.text), at=token.at)


def parse(query: str) -> Node:
    """The tree of a query; an empty query is `And(())`, every telegram.

    Raises:
        QueryError: with the place of the mistake and what was meant.

    >>> tree = parse('kosovo -"hong kong" tag:PREL')
    >>> [(type(part).__name__, part.at.quote('kosovo -"hong kong" tag:PREL')) for part in tree.parts]
    [('Word', 'kosovo'), ('Not', '-"hong kong"'), ('Field', 'tag:PREL')]
    >>> str(parse("a  AND (b OR c) tag:(PREL OR PGOV)"))
    'a (b OR c) (tag:PREL OR tag:PGOV)'
    """
    parser = _Parser(query)
    tree = parser.any_of()
    token = parser.peek()
    if token is not None:
        raise QueryError(query, token.at.start, "a closing parenthesis without its opening")
    return tree


class Scope(NamedTuple):
    """The paragraphs that words must stand in: of these kinds, with these marks; none named means any.

    Of `in:` and `mark:` fields beside words, those of one name widen (in either), those of both narrow (in both).
    """

    kinds: tuple[Field, ...] = ()
    marks: tuple[Field, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.kinds or self.marks)

    def within(self, parts: tuple[Node, ...]) -> Scope:
        """The scope of a group inside this one: what the group names itself counts before what stands outside."""
        named = scopes(parts)
        kinds = tuple(one for one in named if one.name == "in")
        marks = tuple(one for one in named if one.name == "mark")
        return Scope(kinds or self.kinds, marks or self.marks)


def scopes(parts: tuple[Node, ...]) -> list[Field]:
    """The `in:` and `mark:` of a group."""
    return [part for part in parts if isinstance(part, Field) and part.name in SCOPES]


def has_words(node: Node) -> bool:
    """Whether something to be found in text is asked for (and not only excluded).

    >>> has_words(parse("dam tag:PREL")), has_words(parse("tag:PREL -dam"))
    (True, False)
    """
    if isinstance(node, And | Or):
        return any(has_words(part) for part in node.parts)
    return isinstance(node, Word | Phrase | Near | Like)


def leaves(node: Node, excluded: bool = False) -> Iterator[tuple[Node, bool]]:
    """Every clause that is no group, and whether it is excluded.

    >>> [(str(one), no) for one, no in leaves(parse("a -(b OR tag:PREL)"))]
    [('a', False), ('b', True), ('tag:PREL', True)]
    """
    if isinstance(node, And | Or):
        for part in node.parts:
            yield from leaves(part, excluded)
    elif isinstance(node, Not):
        yield from leaves(node.inside, not excluded)
    else:
        yield node, excluded


def positive(node: Node, scope: Scope = Scope()) -> Iterator[tuple[Word | Phrase | None, Scope]]:  # noqa: B008 - immutable
    """What a hit shows: (words, the paragraphs they must stand in), all but what is excluded; (None, scope) for a bare scope.

    >>> [str(one) for one, _ in positive(parse("kosovo -serbia (a OR b)"))]
    ['kosovo', 'a', 'b']
    >>> [(str(one), str(scope.kinds[0])) for one, scope in positive(parse("in:comment kosovo"))]
    [('kosovo', 'in:comment')]
    """
    if isinstance(node, Word | Phrase):
        yield node, scope
    elif isinstance(node, Near):
        yield from ((node.left, scope), (node.right, scope))
    elif isinstance(node, And):
        inside = scope.within(node.parts)
        rest = [part for part in node.parts if not (isinstance(part, Field) and part.name in SCOPES)]
        if len(rest) < len(node.parts) and not any(has_words(part) for part in rest):
            yield None, inside
        for part in rest:
            yield from positive(part, inside)
    elif isinstance(node, Or):
        for part in node.parts:
            yield from positive(part, scope)
    elif isinstance(node, Field):
        yield from _positive_field(node, scope)


def _positive_field(node: Field, scope: Scope) -> Iterator[tuple[Word | Phrase | None, Scope]]:
    if node.name in SCOPES:
        yield None, scope.within((node,))
    elif node.name in {"subject", "person"} and (name := node.value.strip("=*~ ")):
        yield (Phrase(name) if not node.value.endswith("*") or " " in name else Word(name, prefix=True)), scope
