"""TEI: the volumes of Foreign Relations of the United States and editions marked up like them, whole or document by document.

    <div type="document" n="28" xml:id="d28">
      <head>28. Telegram From the Embassy in Zenda to the Department of State<note n="1" type="source">Source: ...</note></head>
      <dateline><placeName>Strelsau</placeName>, <date when="1958-07-20T20:00:00">July 20, 1958—8 p.m.</date></dateline>
      <p>80. <persName corresp="#p_TR1">Tarlenheim</persName> told me ...</p>
      <closer><signed>Rassendyll</signed></closer>
    </div>

A volume is read as a stream by the standard library's Expat, which says at which byte each tag and letter stands: a document is
kept while it is open and no longer, and a span leads back to the bytes of the file. Entities that a file declares are refused,
nothing is fetched, and elements more than 200 deep are. Documents that are no telegrams (memoranda, letters, editorial notes)
are counted by kind and named in one item at the end. Measured on 1,512 telegrams of 72 volumes: the word telegram stands in the
head in 1,229 of them, and in the others in the source line above it ("793.00/12-51: Telegram").
"""

from __future__ import annotations

import hashlib
import html
import re
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO
from xml.parsers import expat

from reftel.errors import ReftelError
from reftel.read.frontmatter import Names
from reftel.read.markup import Gathered, Places, reference_at
from reftel.read.source import Mark, Source
from reftel.settings import Settings
from reftel.telegram.model import PASSED_OVER, Origin, Unreadable

STREAMS = True
EXAMPLE = (
    '<div xmlns="http://www.tei-c.org/ns/1.0" type="document" n="28" xml:id="d28"><head>28. Telegram From the Embassy in Zenda to the Department '
    "of State</head><dateline>Strelsau, July 20, 1958—8 p.m.</dateline><p>80. The King was crowned.</p></div>"
)

DEEPEST = 200  # elements within elements; real volumes go to 20
CHUNK = 256 * 1024
KINDS, MOST_KINDS = 12, 500  # kinds of passed-over documents that are named, and counted apart; the rest are one number
_SEARCHED = 600  # letters of a document in which it says that it is a telegram
_NAMESPACE = b"http://www.tei-c.org/ns/1.0"
_ROOT = re.compile(rb"<(?:tei:)?(?:TEI|TEI\.2|div)[\s>]")
_TELEGRAM = re.compile(r"\b(?:tele|cable|radio)grams?\b|\bbackchannel message\b|\bcable (?:from|to|\d)", re.IGNORECASE)
_ENDS_KIND = re.compile(r"\s(?:From|from|to|To|by|Between|between|for|No)\s|[,:/(\n\[]|\. ")
_NUMBERED = re.compile(r"^(?:No\. ?)?\d{1,6}[a-z]?\.?\s*")
_ID = "xml:id"


class _Refused(ReftelError):
    """A file that is not read on: it declares entities, or goes too deep."""


def bid(head: bytes, name: str) -> int:
    """40 for a file whose root is a TEI document, or a `div` in TEI's namespace."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:4000].replace(b"\0", b"").lstrip(b"\xff\xfe\xfe")
    return 40 if start.startswith(b"<") and _NAMESPACE in start and _ROOT.search(start) else 0


def read(stream: BinaryIO, origin: Origin, settings: Settings) -> Iterator[Source | Unreadable]:
    """One source a telegram; one item for what could not be read, one for the documents that are no telegrams."""
    volume = _Volume(origin, settings)
    while not volume.fault:
        data = stream.read(CHUNK)
        volume.feed(data)
        yield from volume.taken()
        if not data:
            break
    yield from volume.rest()


class _Volume:
    """A file under way: the parser, the bytes of the document that is open, and what the front matter says of names."""

    def __init__(self, origin: Origin, settings: Settings) -> None:
        self.origin, self.settings = origin, settings
        self.parser = expat.ParserCreate()
        self.parser.ordered_attributes = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._letters
        self.parser.EntityDeclHandler = self._entity
        self.parser.SkippedEntityHandler = self._skipped
        self.parser.XmlDeclHandler = self._declared
        self.raw, self.raw_at = bytearray(), 0
        self.encoding = "utf-8"
        self.depth, self.telegrams, self.documents = 0, 0, 0
        self.alone = False  # the file is one document, not a volume of them
        self.name = ""
        self.document: Gathered | None = None
        self.names = Names()
        self.passed: Counter[str] = Counter()
        self.fault = ""
        self._taken: list[Source | Unreadable] = []

    def feed(self, data: bytes) -> None:
        """Parse the next bytes; none at the end of the file."""
        if not self.raw_at and not self.raw and data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
            self.encoding = "utf-16-le" if data[:1] == b"\xff" else "utf-16-be"
        self.raw += data
        try:
            self.parser.Parse(data, not data)
        except expat.ExpatError as error:
            self.fault = f"broken XML at line {error.lineno:,}, column {error.offset + 1:,}: {expat.ErrorString(error.code)}"
        except LookupError as error:  # the declaration names an encoding that there is not: "UTB-8"
            self.fault = f"broken XML: {error}"
        except _Refused as error:
            self.fault = str(error)
        self._forget()

    def taken(self) -> Iterator[Source | Unreadable]:
        """The documents that are complete."""
        yield from self._taken
        self._taken.clear()

    def rest(self) -> Iterator[Source | Unreadable]:
        """What is left at the end: a document that a fault cut off, the fault, and what was passed over."""
        cut_off = self.document
        if cut_off is not None and cut_off.text and self.fault:
            cut_off.marks.append(Mark("broken", None, self.fault))
            self._finish(cut_off, self.raw_at + len(self.raw))
            yield from self.taken()
        said = self.alone and cut_off is not None and self.telegrams  # by a defect of the only telegram there is
        if self.fault and not said:
            many = "document before it was" if self.documents == 1 else f"{self.documents:,} documents before it were"
            before = f"; the {many} read" if self.documents else ""
            yield Unreadable(self.origin.path, self.fault + before, "BadInput", self.origin.member)
        elif not self.documents and not self.fault:
            reason = "a TEI file without documents; expected <div type=\"document\"> elements"
            yield Unreadable(self.origin.path, reason, "BadInput", self.origin.member)
        if self.passed:
            yield Unreadable(self.origin.path, _passed(self.passed, self.telegrams), PASSED_OVER, self.origin.member)

    def _forget(self) -> None:
        """Let go of bytes that no open document needs."""
        if self.alone:
            keep = self.raw_at
        elif self.document is not None:
            keep = self.document.begin
        else:
            keep = max(self.raw_at, min(self.parser.CurrentByteIndex, self.raw_at + len(self.raw)))
        del self.raw[: keep - self.raw_at]
        self.raw_at = keep
        if len(self.raw) > self.settings.max_bytes and (self.document is not None or self.alone):
            most = self.settings.max_bytes
            self.fault = f"a document of more than {most:,} bytes at line {self.parser.CurrentLineNumber:,} (--max-bytes changes that)"
            self.document = None

    # What the parser tells.

    def _declared(self, version: str, encoding: str | None, standalone: int) -> None:
        if encoding and not self.encoding.startswith("utf-16"):
            self.encoding = encoding.lower()

    def _entity(self, name: str, *_: object) -> None:
        raise _Refused(f"declares the entity {name!r} at line {self.parser.CurrentLineNumber:,}; files with entities of their own are not read")

    def _start(self, name: str, pairs: list[str]) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise _Refused(f"elements more than {DEEPEST} deep at line {self.parser.CurrentLineNumber:,}; not read on")
        attributes = dict(zip(pairs[::2], pairs[1::2], strict=True))
        if self.document is not None:
            self.document.open(name, attributes)
            return
        plain = name.rpartition(":")[2]
        if plain == "div" and attributes.get("type") == "document":
            self.alone = self.depth == 1
            self.document = Gathered(attributes, self.parser.CurrentByteIndex, self.names.meanings)
            self.document.encoding = self.encoding
            if (day := attributes.get("frus:doc-dateTime-min", "")[:10]) and day == attributes.get("frus:doc-dateTime-max", "")[:10]:
                self.document.marks.append(Mark("dated", None, "", day))
            return
        if self.depth == 1:
            self.name = attributes.get(_ID, "")
        self.names.start(plain, attributes)

    def _end(self, name: str) -> None:
        self.depth -= 1
        if self.document is None:
            self.names.end(name.rpartition(":")[2])
        elif self.document.depth:
            self.document.close()
        else:
            at = self.parser.CurrentByteIndex
            end = self.raw.find(b">", at - self.raw_at) + 1
            self._finish(self.document, self.raw_at + end)
            self.document = None

    def _letters(self, letters: str) -> None:
        if self.document is None:
            self.names.letters(letters)
            return
        if letters == "\n" and not self.document.aside:
            self.document.blank(True)
            return
        at = self.parser.CurrentByteIndex
        size = reference_at(self.raw, at - self.raw_at, self.encoding) if len(letters) == 1 and not letters.isspace() else 0
        self.document.letters(letters, at, size)

    def _skipped(self, name: str, parameter: bool) -> None:
        """An entity that a document type the file only names would define: HTML's are known, others stay as written."""
        spelt = f"&{name};"
        if self.document is not None and not parameter:
            self.document.letters(html.unescape(spelt), self.parser.CurrentByteIndex, len(spelt))

    # What becomes of a document.

    def _finish(self, document: Gathered, end: int) -> None:
        self.documents += 1
        text = document.text
        if not _is_telegram(document, text):
            kind = _kind_of(document, text)
            self.passed[kind if kind in self.passed or len(self.passed) < MOST_KINDS else "document of another kind"] += 1
            return
        self.telegrams += 1
        data = bytes(self.raw if self.alone else self.raw[document.begin - self.raw_at : end - self.raw_at])
        own = Origin(
            self.origin.path, hashlib.sha256(data).hexdigest(), self.origin.member, None, self.encoding, self.origin.format,
            _published(document, self.name), None if self.alone else self.telegrams,
        )  # fmt: skip
        self._taken.append(Source(text, own, data, layout=Places(text, document.pieces, self.encoding), marks=document.marks))


def _published(document: Gathered, volume: str) -> dict[str, str]:
    """How to cite it: the volume, the document's number and identifier, the page it begins on."""
    page = next((mark.key for mark in document.marks if mark.kind == "page"), None)
    found = {"volume": volume, "document": document.attributes.get("n"), "id": document.attributes.get(_ID), "page": page}
    return {name: value for name, value in found.items() if value}


def _head(document: Gathered, text: str) -> str:
    at = next((mark.at for mark in document.marks if mark.kind == "head" and mark.at), None)
    return " ".join((at.quote(text) if at else "").split())


def _is_telegram(document: Gathered, text: str) -> bool:
    """By what the edition calls it: in the kind its head names, in the source line above it, or in brackets at its beginning."""
    head = _NUMBERED.sub("", _head(document, text))
    kind = _ENDS_KIND.split(head[:_SEARCHED], maxsplit=1)[0]
    if _TELEGRAM.search(kind + " from") and not kind.lower().startswith(("memorand", "letter", "editorial", "despatch", "airgram", "note", "paper")):
        return True
    if any(mark.kind == "source" and mark.words[-40:].rstrip(" :.").lower().endswith("telegram") for mark in document.marks):
        return True
    return re.search(r"\[[^\]\n]{0,60}\b[Tt]elegram\b[^\]\n]{0,60}\]", text[:_SEARCHED]) is not None


def _kind_of(document: Gathered, text: str) -> str:
    head = _NUMBERED.sub("", _head(document, text))
    kind = _ENDS_KIND.split(head[:120], maxsplit=1)[0].strip(" .")
    return kind if kind and len(kind) <= 60 else "document without a kind in its head"


def _passed(kinds: Counter[str], telegrams: int) -> str:
    """What was passed over, in words."""
    total = kinds.total()
    named = kinds.most_common(KINDS)
    words = [f"{count:,} {kind}" for kind, count in named]
    if left := total - sum(count for _, count in named):
        words.append(f"{left:,} of {len(kinds) - KINDS:,} other kinds")
    of = f"{total:,} of {total + telegrams:,} documents are no telegrams and were" if total + telegrams > 1 else "its document is no telegram and was"
    return f"{of} passed over: {', '.join(words)}"
