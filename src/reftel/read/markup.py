"""A document of an edition's markup as one reading text: its blocks, its marks, and the byte where each letter stands.

White space of the markup is no white space of the text: a run of it is one blank, and what a pretty-printer put before a comma
or behind a bracket is none ("The Ambassador (<persName>\\n  Grew\\n</persName>)" reads "The Ambassador (Grew)"). Blocks stand
apart by an empty line, items and rows by a line. Footnotes, summaries and source notes are kept apart from the text, with the
place they hang on; page breaks are places.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import NamedTuple

from reftel.read.source import Mark, Place
from reftel.text import Span

BLANK, TAB, LINE, BLOCK = 1, 2, 3, 4  # what stands between two stretches, the stronger last
_BETWEEN = ("", " ", "\t", "\n", "\n\n")
_RANK = {
    "head": BLOCK, "p": BLOCK, "ab": BLOCK, "dateline": BLOCK, "opener": BLOCK, "closer": BLOCK, "signed": BLOCK, "salute": BLOCK, "byline": BLOCK,
    "seg": BLOCK, "list": BLOCK, "div": BLOCK, "table": BLOCK, "postscript": BLOCK, "trailer": BLOCK, "lg": BLOCK, "item": LINE, "label": LINE,
    "row": LINE, "l": LINE, "lb": LINE, "cell": TAB,
}  # fmt: skip
# Lists in which an e-volume's encoder set the typed lines of an envelope: `TO` is the head, `SECSTATE WASHDC` the item.
_TYPED_LISTS = frozenset({"from", "to", "subject", "references"})
_KIND = {"dateline": "dateline", "signed": "signer", "persName": "person", "placeName": "place", "date": "date", "ref": "reference"}
_KEY = {"dateline": "", "signed": "corresp", "persName": "corresp", "placeName": "", "date": "when", "ref": "target", "gloss": "target"}
_RUN = re.compile(r"\S+(?: \S+)*")
_REFERENCE = re.compile(r"&#?\w{1,31};")
_OPENS, _CLOSES = "([{“‘", ")]},.;:”’?!"


class Piece(NamedTuple):
    """Letters `start` to `end` of the text, which stand at `at` of the file; `size` is their bytes where a reference spells them."""

    start: int
    end: int
    at: int
    size: int


class Places:
    """Where the letters of a text stand in the file it was taken from."""

    def __init__(self, text: str, pieces: list[Piece], encoding: str) -> None:
        self.text, self.pieces, self.encoding = text, pieces, encoding

    def where(self, span: Span) -> Place:
        """The bytes of the file from the span's first letter to its last, markup between them included.

        >>> Places("A “B”", [Piece(0, 1, 10, 0), Piece(2, 5, 20, 0)], "utf-8").where(Span(0, 5))
        Place(unit='bytes', start=10, end=27, row=None, column=None, page=None, boxes=[])
        """
        if not self.pieces:
            return Place("bytes", 0, 0)
        first = min(bisect_right(self.pieces, span.start, key=lambda piece: piece.end), len(self.pieces) - 1)
        last = max(bisect_left(self.pieces, span.end, key=lambda piece: piece.start) - 1, 0)
        start = self._byte(self.pieces[first], max(span.start, self.pieces[first].start), False)
        return Place("bytes", start, max(start, self._byte(self.pieces[last], span.end, True)))

    def _byte(self, piece: Piece, at: int, behind: bool) -> int:
        if piece.size:
            return piece.at + (piece.size if behind else 0)
        return piece.at + len(self.text[piece.start : min(at, piece.end)].encode(self.encoding, "replace"))


class _Open:
    """An element that is open: the mark it will make, and where its first letter stands once there is one."""

    __slots__ = ("key", "kind", "name", "rank", "start", "words")

    def __init__(self, name: str, rank: int, kind: str, key: str, words: str) -> None:
        self.name, self.rank, self.kind, self.key, self.words, self.start = name, rank, kind, key, words, -1


class Gathered:
    """A document under way: told of elements and letters in their order, it gathers text, marks and places."""

    def __init__(self, attributes: dict[str, str], begin: int, meanings: dict[str, str]) -> None:
        self.attributes, self.begin, self.meanings = attributes, begin, meanings
        self.marks: list[Mark] = []
        self.pieces: list[Piece] = []
        self._parts: list[str] = []
        self._size = 0
        self._pending, self._broken = 0, False
        self._open: list[_Open] = []
        self._waiting: list[_Open] = []
        self._aside: list[str] | None = None  # the words of a note, while it is open
        self._outside = 0  # how many elements deep in what is neither text nor note
        self._notes = 0
        self._glued = False

    @property
    def text(self) -> str:
        """What was gathered, without blanks at the end."""
        return "".join(self._parts)

    @property
    def depth(self) -> int:
        """How many elements are open."""
        return len(self._open) + self._outside

    @property
    def aside(self) -> bool:
        """Whether letters are words of a note now."""
        return self._aside is not None

    def open(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins; `name` may bear a prefix."""
        prefix, _, plain = name.rpartition(":")
        if self._outside or (prefix and prefix not in {"tei"}) or plain in {"pb", "fw", "graphic"}:
            self._outsider(plain, attributes)
            self._outside += 1
            return
        if plain == "note":
            self._notes += 1
            self._open.append(_Open(plain, 0, _note_kind(attributes), attributes.get("n", ""), ""))
            if self._aside is None:
                self._aside = []
            return
        if self._aside is not None:
            self._aside.append(" " if plain in _RANK else "")
            self._open.append(_Open(plain, 0, "", "", ""))
            return
        self._begin(plain, attributes)

    def _begin(self, plain: str, attributes: dict[str, str]) -> None:
        rank = _RANK.get(plain, BLOCK if plain in {"quote", "q"} and attributes.get("rend") == "blockquote" else 0)
        if plain == "item" and self._glued:
            rank, self._glued = BLANK, False
        self._pending = max(self._pending, rank)
        kind, key = self._mark(plain, attributes)
        opened = _Open(plain, rank, kind, key, self.meanings.get(key, ""))
        self._open.append(opened)
        if kind:
            self._waiting.append(opened)

    def _mark(self, plain: str, attributes: dict[str, str]) -> tuple[str, str]:
        """(kind, key) of the mark an element makes; ("", "") for one that makes none."""
        if plain == "head":
            inside = self._open[-1].name if self._open else ""
            return ("head" if not inside else "typed" if inside == "list" and self._open[-1].key in _TYPED_LISTS else ""), ""
        if plain == "list":
            return "", attributes.get("type", "")
        if plain in {"gloss", "persName"} and attributes.get("type") in {"from", "to"}:
            return ("from" if attributes["type"] == "from" else "to"), attributes.get("corresp", "").lstrip("#")
        if plain == "gloss":
            return "gloss", attributes.get("target", "").lstrip("#")
        if plain == "p" and attributes.get("rend", "").startswith("sectiontitle"):
            return "heading", ""
        kind = _KIND.get(plain, "")
        return kind, attributes.get(_KEY[plain], "").lstrip("#") if kind else ""

    def _outsider(self, plain: str, attributes: dict[str, str]) -> None:
        """What stands outside the text and says something of it: a page of the print, the edition's own word on the classification."""
        if plain == "pb" and not self._outside and attributes.get("n"):
            self.marks.append(Mark("page", Span(self._size, self._size), "", attributes["n"]))
        elif plain == "classification" and attributes.get("level"):
            self.marks.append(Mark("classification", None, "", attributes["level"]))

    def close(self) -> None:
        """The element that was opened last ends."""
        if self._outside:
            self._outside -= 1
            return
        closed = self._open.pop()
        if closed.name == "note":
            self._notes -= 1
            if not self._notes and self._aside is not None:
                words = " ".join("".join(self._aside).split())
                self._aside = None
                if words:
                    kind = "source" if words.startswith("Source:") else closed.kind  # older encodings leave the type out
                    self.marks.append(Mark(kind, Span(self._size, self._size), words, closed.key or None))
            return
        if self._aside is not None:
            return
        self._pending = max(self._pending, closed.rank if closed.rank != TAB else 0)
        if closed.kind and closed.start < 0:
            self._waiting.remove(closed)
        elif closed.kind:
            self.marks.append(Mark(closed.kind, Span(closed.start, self._size), closed.words, closed.key or None))
        if closed.name == "label" or closed.kind == "typed":
            self._glued, self._pending = True, BLANK

    def letters(self, letters: str, at: int, size: int = 0) -> None:
        """Letters that stand at byte `at`, contiguous; spelt by a reference of `size` bytes, or by themselves."""
        if self._outside:
            return
        if self._aside is not None:
            self._aside.append(letters)
            return
        core = letters.strip()
        if not core:
            self.blank("\n" in letters)
            return
        lead = letters.index(core[0])
        if lead:
            self.blank(False)
            at += lead if letters.isascii() and not self.encoding.startswith("utf-16") else len(letters[:lead].encode(self.encoding, "replace"))
        if "  " not in core and core.isprintable():  # no other white space than single blanks
            self._put(core, at, size)
        else:
            self._runs(core, at, size)
        if lead + len(core) < len(letters):
            self.blank(False)

    def _runs(self, core: str, at: int, size: int) -> None:
        """Letters with more than a blank between some of them."""
        done = 0
        for run in _RUN.finditer(core):
            if done:
                self.blank(False)
            at += len(core[done : run.start()].encode(self.encoding, "replace"))
            self._put(run[0], at, size)
            at += len(run[0].encode(self.encoding, "replace"))
            done = run.end()

    encoding = "utf-8"

    def blank(self, broken: bool) -> None:
        """White space, with a line break in it or without."""
        if not self._pending:
            self._pending = BLANK
        if broken:
            self._broken = True

    def _put(self, word: str, at: int, size: int) -> None:
        if self._pending and self._size:
            last = self._parts[-1][-1:]
            typeset = self._pending == BLANK and self._broken and (last in _OPENS or word[0] in _CLOSES)
            between = "" if typeset else _BETWEEN[self._pending]
            if between:
                self._parts.append(between)
                self._size += len(between)
        self._pending, self._broken = 0, False
        if self._waiting:
            for waiting in self._waiting:
                waiting.start = self._size
            self._waiting.clear()
        self._parts.append(word)
        self.pieces.append(Piece(self._size, self._size + len(word), at, size))
        self._size += len(word)


def _note_kind(attributes: dict[str, str]) -> str:
    kind = attributes.get("type", "")
    return kind if kind in {"source", "summary"} else "footnote"


def reference_at(raw: bytes | bytearray, at: int, encoding: str) -> int:
    """The bytes of the reference (`&amp;`, `&#8212;`) that begins at `at`; 0 where none does.

    >>> reference_at(b"A &amp; B", 2, "utf-8"), reference_at(b"A & B", 2, "utf-8")
    (5, 0)
    """
    wide = 2 if encoding.startswith("utf-16") else 1
    found = _REFERENCE.match(bytes(raw[at : at + 40 * wide]).decode(encoding, "replace"))
    return len(found[0]) * wide if found else 0
