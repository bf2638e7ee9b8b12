"""A csv dump with header and body columns, one telegram a row, read as a stream: the real one is 1.7 GB.

    "id","date","mrn","origin","classification","references","header","body"

Columns go by their names in the first row; without such a row, eight columns are id, date, MRN, origin, classification,
references, header, body, the order of the Cablegate dump. Quotes inside a field are doubled or stand behind a backslash.
"""

from __future__ import annotations

import contextlib
import csv
import hashlib
import io
import re
from collections import deque
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from reftel.read.source import Source, decode
from reftel.settings import Settings
from reftel.telegram.model import Origin, Unreadable

STREAMS = True
EXAMPLE = 'id,header,body\n1,"FM AMEMBASSY X\nTO SECSTATE WASHDC","UNCLAS X 000012\nSUBJECT: Y"\n'

ORDER = ("id", "date", "mrn", "origin", "classification", "references", "header", "body")
_HEADER = ("header", "head", "envelope")
_BODY = ("body", "text", "content", "fulltext", "message")
_PUBLISHED = {"id", "date", "mrn", "refid", "reference_id", "origin", "classification", "references", "refs", "created", "released", "subject"}
_LINE = re.compile(rb'^"?\d{1,9}"?,"?[^",\n]{6,30}"?,"?\d\d[A-Z][A-Z\-]{2,25}\d{1,6}"?,', re.MULTILINE)

_ROW = re.compile(r'"?\d{1,9}"?,')  # how a row begins: with a number


def bid(head: bytes, name: str) -> int:
    """30 for a first row that names a body column, or rows in the dump's order."""
    first = head.split(b"\n", 1)[0].decode("utf-8", "replace").strip().lower().lstrip("\ufeff")
    columns = {cell.strip().strip('"') for cell in first.split(",")}
    named = bool(columns & set(_BODY)) and (bool(columns & (set(_HEADER) | _PUBLISHED)) or name.lower().endswith((".csv", ".csv.gz")))
    if len(columns) > 1 and named and len(first) < 2000:
        return 30
    return 30 if _ROW.match(first) and _LINE.search(head) else 0


def read(stream: BinaryIO, origin: Origin, settings: Settings) -> Iterator[Source | Unreadable]:
    """One source a row; a broken row is reported with its number and the rest is read."""
    buffered = io.BufferedReader(stream) if not hasattr(stream, "peek") else stream  # type: ignore[type-var]
    backslashed = _backslashed(buffered)  # before a line is taken, since that takes the buffer
    lines = io.TextIOWrapper(buffered, encoding="utf-8", errors="surrogateescape", newline="")
    try:
        yield from _rows(lines, backslashed, origin, settings)
    finally:
        with contextlib.suppress(ValueError):  # closed by a consumer that has seen enough
            lines.detach()  # the stream is its opener's to close


def _rows(lines: io.TextIOWrapper, backslashed: bool, origin: Origin, settings: Settings) -> Iterator[Source | Unreadable]:
    start = lines.readline()
    escape = "\\" if backslashed or '\\"' in start else None
    csv.field_size_limit(max(settings.max_bytes, 1))
    head = next(csv.reader([start], escapechar=escape), [])
    names = [cell.strip().lower().lstrip("\ufeff") for cell in head]
    named = bool(set(names) & set(_BODY))
    columns = names if named else list(ORDER)
    feed = _Feed(lines, [] if named else [start])
    rows = csv.reader(feed, escapechar=escape, strict=False)
    number = 1 if named else 0
    while True:
        number += 1
        try:
            feed.taken.clear()
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield Unreadable(origin.path, f"broken row ({error}); it was passed over", "BadInput", origin.member, number)
            continue
        if not row:
            continue
        found = _source(row, columns, number, origin)
        if isinstance(found, Unreadable) and feed.resume():
            rows = csv.reader(feed, escapechar=escape, strict=False)
            found.reason += f"; lines {feed.first:,} to {feed.line:,} of the file were lost, reading goes on behind them"
        yield found


class _Feed:
    """The file's lines, which can be given again: an unclosed quote swallows good rows, and they are read once more."""

    def __init__(self, lines: Iterable[str], first: list[str]) -> None:
        self._lines = iter(lines)
        self._again = deque(first)
        self.taken: list[str] = []  # the lines of the row being read
        self.line = 0 if first else 1
        self.first = 0

    def __iter__(self) -> _Feed:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._lines)
        self.taken.append(line)
        self.line += 1
        return line

    def resume(self) -> bool:
        """Go back to the first line of the broken row, but for its own, that begins as rows do; whether there is one."""
        for i in range(1, len(self.taken)):
            if _ROW.match(self.taken[i]):
                self.first = self.line - len(self.taken) + 1
                self._again.extendleft(reversed(self.taken[i:]))
                self.line -= len(self.taken) - i
                return True
        return False


def _backslashed(stream: object) -> bool:
    """Whether quotes inside fields stand behind backslashes, by the bytes that are buffered already."""
    peeked: bytes = stream.peek(65536) if hasattr(stream, "peek") else b""
    return b'\\"' in peeked


def _source(row: list[str], columns: list[str], number: int, origin: Origin) -> Source | Unreadable:
    if len(row) != len(columns):
        reason = f"broken row: {len(row)} columns found, {len(columns)} expected ({', '.join(columns)})"
        return Unreadable(origin.path, reason, "BadInput", origin.member, number)
    data = "\x1f".join(row).encode("utf-8", "surrogateescape")
    _, encoding, assumed = decode(data)
    found = row if encoding == "utf-8" else [decode(cell.encode("utf-8", "surrogateescape"))[0] for cell in row]
    cells = dict(zip(columns, found, strict=True))
    header = next((cells[name] for name in _HEADER if name in cells), "")
    body = next((cells[name] for name in _BODY if name in cells), "")
    if not body.strip() and not header.strip():
        return Unreadable(origin.path, "a row without a text", "BadInput", origin.member, number)
    joined = f"{header}\n\n{body}" if header.strip() else body
    places = [(0, "header"), (len(header) + 2, "body")] if header.strip() else [(0, "body")]
    published = {name: cells[name] for name in columns if name in _PUBLISHED and cells.get(name)}
    own = Origin(origin.path, hashlib.sha256(data).hexdigest(), origin.member, number, encoding, origin.format, published)
    return Source(joined, own, data, cells=places, assumed=assumed)
