"""Which column of a table, or key of an object, holds what: by its name, or as the user says (`--column body=fulltext`).

A telegram needs a text (`body`), which may stand in two pieces (`header`, the envelope, before it). All other columns that describe
it (number, date, post, marking ...) are kept as published, under their names, and never read as the telegram's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from reftel.errors import UnknownName
from reftel.read.source import Source
from reftel.read.webpage import is_page, text_of
from reftel.telegram.model import Origin
from reftel.text import Edit, Restored

HEADER = ("header", "head", "envelope", "header_text", "headers")
BODY = (
    "body", "text", "content", "fulltext", "full_text", "message", "message_text", "raw", "raw_text", "raw_content", "cable", "telegram",
    "body_text", "contents", "cable_text", "text_body", "document", "doc_text", "transcript", "plain_text", "html",
)  # fmt: skip
PUBLISHED = (
    "id", "date", "mrn", "refid", "reference_id", "origin", "classification", "references", "refs", "created", "released", "subject", "tags",
    "number", "doc_id", "docno", "document_number", "title", "from", "to", "sender", "recipients", "signer", "url", "source", "place",
    "sent", "sent_date", "draft_date", "identifier", "cable_id", "reference", "author", "concepts", "captions", "handling", "year", "collection",
)  # fmt: skip
WORDS = ("header", "body", *(name for name in PUBLISHED if name not in {"header", "body"}))


class Columns(msgspec.Struct, frozen=True):
    """The columns of a table: of the text's pieces, in the order in which they make it, and of what was published."""

    pieces: tuple[str, ...]
    published: dict[str, str]  # column -> the name under which its value is kept

    def __bool__(self) -> bool:
        return bool(self.pieces)


def plain(name: str) -> str:
    """A column's name as it is compared: small letters, words joined by a low line.

    >>> plain(" Full Text"), plain("docNo")
    ('full_text', 'docno')
    """
    return "_".join(name.replace("-", " ").replace("_", " ").lower().split())


def find(names: Sequence[str], told: Iterable[str] = ()) -> Columns:
    """The columns among `names`; what the user told comes before what their names say.

    Raises:
        UnknownName: for a word before the sign that is none of ours, or a column that the table does not have.

    >>> find(["Doc No", "Date", "Body"]).pieces, find(["nr", "prose"], ["body=prose", "mrn=nr"]).published
    (('Body',), {'nr': 'mrn'})
    """
    chosen = _told(names, told)
    known = {plain(name): name for name in names}
    header = chosen.pop("header", None) or next((known[word] for word in HEADER if word in known), None)
    body = chosen.pop("body", None) or next((known[word] for word in BODY if word in known and known[word] != header), None)
    pieces = tuple(name for name in (header, body) if name is not None)
    published = {column: word for word, column in chosen.items()}
    for word, column in known.items():
        if word in PUBLISHED and column not in pieces:
            published.setdefault(column, word)
    return Columns(pieces if body is not None or _header_told(header, told) else (), published)


def check(told: Iterable[str]) -> None:
    """Whether what the user told names parts of a telegram at all.

    Raises:
        UnknownName: for a word before the sign that is none of ours.
    """
    for pair in told:
        word, sign, _ = pair.partition("=")
        if not sign or plain(word) not in WORDS:
            raise UnknownName("part of a telegram", word, WORDS)


def _header_told(header: str | None, told: Iterable[str]) -> bool:
    """Whether the user himself named a header, which then is text enough."""
    return header is not None and any(word.partition("=")[0].strip() == "header" for word in told)


def _told(names: Sequence[str], told: Iterable[str]) -> dict[str, str]:
    """What the user told: our word -> the table's column."""
    chosen: dict[str, str] = {}
    told = tuple(told)
    check(told)
    for pair in told:
        word, _, column = (piece.strip() for piece in pair.partition("="))
        match = next((name for name in names if name == column), None) or next((name for name in names if plain(name) == plain(column)), None)
        if match is None:
            raise UnknownName("column", column, names)
        chosen[plain(word)] = match
    return chosen


def source_of(pieces: list[tuple[str, str]], origin: Origin, data: bytes, assumed: list[str]) -> Source | None:
    """The source of a text that stands in one cell or more, html in them read as a page; None where they are empty."""
    pieces = [(name, words) for name, words in pieces if words.strip()]
    if not pieces:
        return None
    places: list[tuple[int, str]] = []
    edits: list[Edit] = []
    at = 0
    for name, words in pieces:
        places.append((at, name))
        if is_page(words[:2000].encode("utf-8", "replace")):
            edits += [Edit(change.at.start + at, change.at.end + at, change.new, change.why) for change in text_of(words).changes]
        at += len(words) + 2
    joined = "\n\n".join(words for _, words in pieces)
    way = Restored(joined).apply("page", edits) if edits else None
    return Source(way.text if way else joined, origin, data, way, places, assumed)
