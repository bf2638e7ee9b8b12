"""Whole lines: which kind a line is, and what of it are words that belong together.

The kind of a line decides which meaning of a short code is meant: `O` is a precedence in line 5, `CH` a country under TAGS.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from reftel.telegram import captions, markings
from reftel.telegram.explain import shapes, tables
from reftel.telegram.explain.meanings import Meaning, Word
from reftel.text import Span

_TAGS = ("subject TAG", "country TAG", "region TAG", "programme TAG", "organisation TAG", "other TAG", "misprinted TAGS")
_ENVELOPE = ("prosign", "precedence", "routing indicator", "collective", "operating signal", "security group", "post")
_ORDER = ("executive order", "word of the trade")


class Kind(NamedTuple):
    """A kind of line: its name, how it begins, and the vocabularies its words are taken from where several know them."""

    name: str
    start: re.Pattern[str]
    vocabularies: tuple[str, ...]
    coded: bool = True  # every word of it is a code: an unknown one is worth a hint


_CLASS = markings.CLASSIFICATION
KINDS = (
    Kind("channel line (line 1)", re.compile(r"V?ZCZC"), _ENVELOPE),
    Kind("calling line (line 2)", re.compile(r"(?:ZZ|OO|PP|RR|NN)(?: R[A-Z]{3,7}){1,40}$"), _ENVELOPE),
    Kind("sending station (line 3)", re.compile(r"DE R[A-Z]{3,7}\b"), _ENVELOPE),
    Kind("transmission instructions (line 4)", re.compile(r"ZN[RY]\b"), ("operating signal", "security group")),
    Kind("preamble (line 5)", re.compile(r"[ZOPR](?: [ZOPR])? \d{6} ?[A-Z]\b"), _ENVELOPE),
    Kind("originator (line 6)", re.compile(r"FM\b"), _ENVELOPE),
    Kind("offices of the Department", re.compile(r"(?:ACTION|ORIGIN|INFO) {1,4}[A-Z/]{1,9}-\d\d"), ("office", "archive code")),
    Kind("addressee (lines 7, 8)", re.compile(r"(?:TO|INFO|XMT)\b|R[A-Z]{3,7}/"), _ENVELOPE),
    Kind("page line", re.compile(r"PAGE \d\d"), ("word of the trade",)),
    Kind("TAGS line", re.compile(r"TAGS?\b", re.IGNORECASE), ("word of the trade", *_TAGS)),
    Kind("E.O. line", re.compile(r"E\.? ?O\.? ?\d{5}"), _ORDER),
    Kind("subject", re.compile(r"SUBJ", re.IGNORECASE), ("word of the trade",), coded=False),
    Kind("references", re.compile(r"REF(?:S|TELS?)?\b", re.IGNORECASE), ("word of the trade", "abbreviation", "telegram number")),
    Kind("classification authority", re.compile(r"(?:CLASSIFIED BY|DERIVED FROM|REASONS?)\b", re.IGNORECASE), _ORDER, coded=False),
    Kind("release stamp", re.compile(r"RELEASED? |DENIED IN FULL|UNCLASSIFIED U\.S\. Department", re.IGNORECASE), ("release", "release number"), coded=False),
    Kind("classification line", re.compile(rf"(?:{_CLASS})(?= |$)"), ("classification", "caption", "post")),
)
_WORD = re.compile(r"[^\W_][^\s,;]*|[(#][^\s,;]*")
_LABEL = re.compile(r"(?:TAGS?|SUBJ(?:ECT)?|REFS?|REFTELS?|CLASSIFIED BY|DERIVED FROM|REASONS?|DECL(?:AS)?(?: ON)?)(?=\s{0,2}[:.])", re.IGNORECASE)
_SPACED = re.compile(rf"(?:{_CLASS})(?= |$)")
_SMALL = {"A", "AN", "AND", "AS", "AT", "BY", "FOR", "FROM", "IN", "IS", "IT", "NO", "OF", "ON", "OR", "SO", "THE", "TO", "WAS", "WITH", "HE", "WE", "US", "ALL", "BE", "NOT"}


def kind_of(line: str) -> Kind | None:
    """The kind of a line; None where it is none of a telegram's.

    >>> kind_of("ZNY CCCCC ZZH").name, kind_of("TAGS: PREL, CH").name, kind_of("They met.")
    ('transmission instructions (line 4)', 'TAGS line', None)
    """
    text = line.strip()
    return next((kind for kind in KINDS if kind.start.match(text)), None) or (_CAPTIONS if captions.on_line(text) else None)


_CAPTIONS = Kind("captions", re.compile(r"(?!)"), ("caption",))


def words(line: str, kind: Kind | None) -> Iterator[Word]:
    """The words of a line from left to right, those that stand for one thing together."""
    at = 0
    first = True
    while found := _WORD.search(line, at):
        start = found.start()
        word = (
            _label(line, start, first) or _classification(line, start, kind, first) or _numbered(line, start, kind) or _piece(line, start)
            or _phrase(line, start, kind) or _bare(line, start)
        )  # fmt: skip
        word.meanings = _chosen(word.meanings, kind)
        if re.search(r"\w", word.text):
            yield word
        at = word.at.end
        first = False


def _label(line: str, start: int, first: bool) -> Word | None:
    found = _LABEL.match(line, start) if first or line[start : start + 4].upper() in {"DECL", "REAS"} else None
    return Word(found[0], Span(*found.span()), tables.look(found[0])) if found else None


def _classification(line: str, start: int, kind: Kind | None, first: bool) -> Word | None:
    found = _SPACED.match(line, start) if first and kind is not None and kind.name == "classification line" else None
    if not found:
        return None
    meanings = [one for one in tables.look(markings.classification(found[0])) if one.vocabulary == "classification"]
    return Word(found[0], Span(*found.span()), meanings)


def _numbered(line: str, start: int, kind: Kind | None) -> Word | None:
    """What only the kind of line makes plain: the letter before a reference, the serial behind an addressee."""
    name = kind.name if kind else ""
    if name == "references" and (found := re.compile(r"\(?[A-Z](?:\)|\.(?=\s))").match(line, start)):
        return Word(found[0], Span(*found.span()), [Meaning("label", found[0], "the letter this telegram calls the reference by", source="5 FAH-2 H-320")])
    if name.startswith("addressee") and (found := re.compile(r"\d{4}(?=\s|$)").match(line, start)):
        meaning = "serial that the sending station keeps for this addressee: one more with each telegram"
        return Word(found[0], Span(*found.span()), [Meaning("addressee serial", found[0], meaning, source="ACP 117; 43,023 addressees of 2006-10")])
    return None


def _bare(line: str, start: int) -> Word:
    """A word that nothing knows, without the stops around it."""
    found = _WORD.match(line, start)
    text = found[0].rstrip(".:") if found else ""
    text = text.rstrip(")") if "(" not in text else text
    end = start + max(1, len(text))
    return Word(line[start:end], Span(start, end))


def _piece(line: str, start: int) -> Word | None:
    """Words that a rule takes together: a date-time group, reasons, an order, a mark."""
    found = shapes.PIECES.match(line, start)
    if not found:
        return None
    text = found[0].rstrip(" ,/&")
    meanings = tables.look(text) or shapes.read(text)
    return Word(text, Span(start, start + len(text)), meanings) if meanings else None


def _phrase(line: str, start: int, kind: Kind | None) -> Word | None:
    """The longest run of words that tables or rules know as one, at most five; a number goes with its station."""
    ends = [found.end() for _, found in zip(range(5), _WORD.finditer(line, start), strict=False)]
    for end in reversed(ends):
        text = line[start:end].rstrip(".:")
        if len(ends) > 1 and end != ends[0] and re.search(r"[,;]", text):
            continue
        if text.upper() in _SMALL and (kind is None or not kind.coded):
            return Word(text, Span(start, start + len(text)))
        inside = text.strip("()") if text.startswith("(") and text.endswith(")") else text
        meanings = tables.look(inside) + shapes.read(text)
        if meanings and (text.isupper() or (kind is not None and kind.coded) or any(one.code == inside for one in meanings)):
            return Word(text, Span(start, start + len(text)), meanings)
        if "/" in text and end == ends[0] and (parted := _parted(text, start)):
            return parted
    return None


def _parted(text: str, start: int) -> Word | None:
    """`RUEHC/SECSTATE`: what stands before the slash, the rest follows as a word of its own."""
    head = text.partition("/")[0]
    meanings = [*tables.look(head), *shapes.read(head)] if re.fullmatch(r"R[A-Z]{3,7}", head) else []
    return Word(head, Span(start, start + len(head)), meanings) if meanings else None


def _chosen(found: list[Meaning], kind: Kind | None) -> list[Meaning]:
    """Of several meanings those that the kind of line speaks of, where there are such."""
    if kind is None:
        return found
    return [one for one in found if one.vocabulary in kind.vocabularies] or found
