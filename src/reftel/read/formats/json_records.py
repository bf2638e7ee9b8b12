"""Telegrams as JSON objects: one a line (jsonl, read as a stream), a list of them, or lists inside other objects.

    {"id": "07X12", "date": "2007-02-14", "header": "O 141530Z FEB 07\\nFM ...", "body": "UNCLAS X 000012\\n..."}
    {"data": [{"docno": "...", "content": "<p>FM AMEMBASSY X<br>..."}]}

The text stands under a key that says so (body, text, content, message, raw ...), perhaps with an envelope under another; a value that is
html is read as a page. What describes it is kept as published. An object with a few words for a text (a name, a span of an annotation) is no
telegram: such objects are counted and told on one line. A broken line or object is reported with its line and column, and the
rest is read. reftel's own JSON is recognised: it is what was read, not what was received.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Generator, Iterator
from typing import Any, BinaryIO

from reftel.errors import ReftelError
from reftel.read import columns
from reftel.read.source import Source, decode
from reftel.settings import Settings
from reftel.telegram.model import PASSED_OVER, Origin, Unreadable

STREAMS = True
EXAMPLE = '{"id": "1", "header": "FM AMEMBASSY X", "body": "UNCLAS X 000012\\nSUBJECT: Y"}\n'

_START = re.compile(rb'(?:\xef\xbb\xbf)?\s{0,200}(?:\{\s{0,200}["}]|\[\s{0,200}[\[{"\]])')
_OBJECT = re.compile(r'\{\s{0,50}"')
_OURS = frozenset(("paragraphs", "format", "changes", "defects", "inferred"))
_TEXT = re.compile(r"(?:^|\n)(?:FM |TO |SUBJECT:|TAGS:|E\.O\. |UNCLAS|C O N F|S E C R E T|MRN:|VZCZC|PAGE 01)")
DEEP = 12  # objects inside one another
FEWEST = 60  # letters on one line: less is a name or a title; the shortest real telegram has 200
TRIES = 10_000  # broken objects in one file after which the rest is reported as one


def bid(head: bytes, name: str) -> int:
    """25 for what begins as an object, or as a list of objects or texts."""
    return 25 if _START.match(head) or head.startswith((b"\xff\xfe{", b"\xff\xfe[", b"\xfe\xff\0{", b"\xfe\xff\0[")) else 0


def read(stream: BinaryIO, origin: Origin, settings: Settings) -> Iterator[Source | Unreadable]:
    """One source an object that holds a text."""
    first = stream.readline(settings.max_bytes + 1)
    if first.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in first[:40] or not _is_whole(first):
        rest = first + stream.read(max(0, settings.max_bytes + 1 - len(first)))
        if len(rest) > settings.max_bytes:
            reason = f"one JSON value of more than {settings.max_bytes:,} bytes (--max-bytes changes that); one object a line is read as a stream"
            yield Unreadable(origin.path, reason, "BadInput", origin.member)
            return
        yield from _document(rest, origin, settings)
        return
    yield from _lines(first, stream, origin, settings)


def _is_whole(line: bytes) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


# --- one object a line ------------------------------------------------------------------------------------------------


def _lines(first: bytes, stream: BinaryIO, origin: Origin, settings: Settings) -> Iterator[Source | Unreadable]:
    number, line, short = 0, first, 0
    while line:
        number += 1
        if len(line) > settings.max_bytes:
            while line and not line.endswith(b"\n"):
                line = stream.readline(settings.max_bytes + 1)
            reason = f"a line of more than {settings.max_bytes:,} bytes; it was passed over (--max-bytes changes that)"
            yield Unreadable(origin.path, reason, "BadInput", origin.member, number)
        elif line.strip():
            short += yield from _line(line, number, origin, settings)
        line = stream.readline(settings.max_bytes + 1)
    yield from _told(short, origin)


def _told(short: int, origin: Origin) -> Iterator[Unreadable]:
    """What is said of objects whose text is too short for a telegram."""
    if short:
        many = "1 object was" if short == 1 else f"{short:,} objects were"
        yield Unreadable(origin.path, f"{many} passed over: a text of less than {FEWEST} characters is no telegram", PASSED_OVER, origin.member)


def _line(line: bytes, number: int, origin: Origin, settings: Settings) -> Generator[Source | Unreadable, None, int]:
    """The telegrams of one line; how many objects were too short."""
    text, encoding, assumed = decode(line)
    own = Origin(origin.path, "", origin.member, number, encoding, origin.format)
    try:
        value = json.loads(text.rstrip("\r\n"))
    except (ValueError, RecursionError) as error:
        yield Unreadable(origin.path, _broken(error, number), "BadInput", origin.member, number)
        return 0
    walk = _Walk(own, settings, assumed, line)
    yield from walk.found(value, "")
    return walk.short


def _broken(error: Exception, line: int = 0) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"broken JSON in line {line or error.lineno:,}, column {error.colno:,}: {error.msg}"
    return f"broken JSON: {error}" if not isinstance(error, RecursionError) else "JSON nested too deep to be read"


# --- one value --------------------------------------------------------------------------------------------------------


def _document(data: bytes, origin: Origin, settings: Settings) -> Iterator[Source | Unreadable]:
    text, encoding, assumed = decode(data)
    own = Origin(origin.path, "", origin.member, None, encoding, origin.format)
    walk = _Walk(own, settings, assumed, None)
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        yield from _salvaged(text, error, walk)
    else:
        yield from walk.found(value, "")
    yield from _told(walk.short, own)


def _salvaged(text: str, error: Exception, walk: _Walk) -> Iterator[Source | Unreadable]:
    """The objects of a broken list that are whole, and what is broken between them."""
    decoder = json.JSONDecoder()
    first = text.find("[")
    at = first + 1 if 0 <= first < 400 else 0
    said = False
    tries = 0
    while (start := _OBJECT.search(text, at)) is not None and tries < TRIES:
        try:
            value, at = decoder.raw_decode(text, start.start())
        except (ValueError, RecursionError) as broken:
            tries += 1
            said = True
            walk.row += 1
            yield Unreadable(walk.origin.path, _broken(broken), "BadInput", walk.origin.member, walk.row)
            at = max(start.end(), getattr(broken, "pos", 0))
            continue
        yield from walk.found(value, "")
    if not said or tries >= TRIES:
        yield Unreadable(walk.origin.path, _broken(error) + "; what stands before it was read", "BadInput", walk.origin.member)


class _Walk:
    """Through one JSON value: every object that holds a text, wherever it stands, with the keys that lead to it."""

    def __init__(self, origin: Origin, settings: Settings, assumed: list[str], line: bytes | None) -> None:
        self.origin, self.settings, self.assumed, self.line = origin, settings, assumed, line
        self.row = origin.row or 0
        self.short = 0

    def found(self, value: Any, path: str) -> Iterator[Source | Unreadable]:
        """The telegrams in a value, or why there is none."""
        none, short = True, self.short
        for one in self._walk(value, path, 0):
            none = False
            yield one
        if none and self.short == short:
            keys = ", ".join(list(value)[:20]) if isinstance(value, dict) else f"a list of {len(value):,}" if isinstance(value, list) else repr(value)[:40]
            reason = f"a JSON value without a text: found {keys}; expected one of {', '.join(columns.BODY[:8])} (--column body=KEY names another)"
            yield Unreadable(self.origin.path, reason, "BadInput", self.origin.member, self.origin.row)

    def _walk(self, value: Any, path: str, depth: int) -> Iterator[Source | Unreadable]:
        if depth > DEEP:
            return
        if isinstance(value, dict):
            yield from self._object(value, path, depth)
        elif isinstance(value, list):
            for i, inner in enumerate(value):
                yield from self._walk(inner, f"{path}[{i}]", depth + 1)
        elif isinstance(value, str) and (path.endswith("]") or not path) and _TEXT.search(value, 0, 20_000):
            yield self._source({"": value}, [""], {}, path)

    def _object(self, value: dict[str, Any], path: str, depth: int) -> Iterator[Source | Unreadable]:
        if value.keys() >= _OURS:
            yield self._ours(value)
            return
        strings = [key for key, inner in value.items() if isinstance(inner, str) and inner.strip()]
        try:
            names = list(value)
            found = columns.find(names, self.settings.columns)
            if not self.settings.columns:
                found = columns.Columns(columns.find(strings).pieces, found.published)
        except ReftelError as error:
            if any(isinstance(inner, dict | list) for inner in value.values()):
                found = columns.Columns((), {})
            else:
                self._next()
                yield Unreadable(self.origin.path, str(error), type(error).__name__, self.origin.member, self.row)
                return
        pieces = [key for key in found.pieces if isinstance(value.get(key), str) and value[key].strip()]
        if pieces and sum(len(value[key]) for key in pieces) < FEWEST and not any("\n" in value[key].strip() for key in pieces):
            self.short += 1
            return
        if pieces:
            published = {name: _words(value[key]) for key, name in found.published.items() if value.get(key) not in (None, "", [], {})}
            yield self._source(value, pieces, published, path)
            return
        for key, inner in value.items():
            if isinstance(inner, dict | list):
                yield from self._walk(inner, f"{path}.{key}" if path else key, depth + 1)

    def _next(self) -> int:
        self.row = self.row if self.line is not None else self.row + 1
        return self.row

    def _ours(self, value: dict[str, Any]) -> Unreadable:
        source = value.get("source") or {}
        was = source.get("path") if isinstance(source, dict) else None
        reason = f"reftel's own JSON of {value.get('mrn') or 'a telegram'}: what was read, not what was received"
        reason += f"; read {was} instead, or make a text of it with reftel write" if was else "; reftel write makes a text of it"
        return Unreadable(self.origin.path, reason, "BadInput", self.origin.member, self._next())

    def _source(self, value: dict[str, Any], pieces: list[str], published: dict[str, str], path: str) -> Source:
        data = self.line if self.line is not None and not path else _alone(value)
        was = self.origin
        own = Origin(was.path, hashlib.sha256(data).hexdigest(), was.member, self._next(), was.encoding, was.format, published)
        named = [(".".join(name for name in (path, key) if name), value[key]) for key in pieces]
        return columns.source_of(named, own, data, self.assumed) or Source("", own, data)


def _alone(value: dict[str, Any]) -> bytes:
    """One object of several as a file of its own would have it, so that each has its own bytes; a bare text as a list of one."""
    return json.dumps([value[""]] if list(value) == [""] else value, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _words(value: Any) -> str:
    """A published value as words: a list with commas, an object as JSON."""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(one, str | int | float) for one in value):
        return ", ".join(map(str, value))
    return json.dumps(value, ensure_ascii=False)
