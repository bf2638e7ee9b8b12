"""A table with one telegram a row (csv, tsv, semicolons), read as a stream: the Cablegate dump is 1.7 GB.

    "id","date","mrn","origin","classification","references","header","body"

Columns go by their names in the first row, or as the user tells; without such a row, eight columns are id, date, MRN, origin,
classification, references, header, body, the order of that dump. Quotes inside a field are doubled or stand behind a backslash.
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

from reftel.read.columns import BODY, HEADER, PUBLISHED, Columns, find, plain, source_of
from reftel.read.encodings import wide
from reftel.read.source import Source, decode
from reftel.settings import Settings
from reftel.telegram.model import Origin, Unreadable

STREAMS = True
EXAMPLE = 'id,header,body\n1,"FM AMEMBASSY X\nTO SECSTATE WASHDC","UNCLAS X 000012\nSUBJECT: Y"\n'

ORDER = ("id", "date", "mrn", "origin", "classification", "references", "header", "body")
_LINE = re.compile(rb'^"?\d{1,9}"?,"?[^",\n]{6,30}"?,"?\d\d[A-Z][A-Z\-]{2,25}\d{1,6}"?,', re.MULTILINE)
_ROW = re.compile(r'"?\d{1,9}"?[,;\t|]')  # how a row begins: with a number
_SUFFIXES = (".csv", ".tsv", ".csv.gz", ".tsv.gz", ".csv.bz2", ".csv.xz")
_DELIMITERS = ",;\t|"


def bid(head: bytes, name: str) -> int:
    """30 for a first row that names a body column, or rows in the dump's order; 5 for any table that calls itself one."""
    start = head[:4000]
    encoding = (wide(start) if b"\0" in start[:40] else None) or ("utf-16" if start.startswith((b"\xff\xfe", b"\xfe\xff")) else None)
    if encoding:
        start = start[: len(start) // 4 * 4].decode(encoding, "replace").encode()
    first = start.split(b"\n", 1)[0].decode("utf-8", "replace").strip().lstrip("\ufeff")
    if not first or first[0] in "<{[":
        return 0
    names = {plain(cell.strip('" ')) for cell in first.split(_delimiter(first))}
    called = name.lower().endswith(_SUFFIXES)
    if len(names) > 1 and len(first) < 2000:
        if names & set(BODY) and (names & {*HEADER, *PUBLISHED} or called):
            return 30
        if called:
            return 5
    return 30 if _ROW.match(first) and _LINE.search(head) else 0


def _delimiter(first: str) -> str:
    """The sign that parts the columns of a first row: the one that stands there most."""
    bare = re.sub(r'"[^"]{0,2000}"', "", first)
    return max(_DELIMITERS, key=lambda sign: (bare.count(sign), sign == ","))


def read(stream: BinaryIO, origin: Origin, settings: Settings) -> Iterator[Source | Unreadable]:
    """One source a row; a broken row is reported with its number and the rest is read."""
    buffered = io.BufferedReader(stream) if not hasattr(stream, "peek") else stream  # type: ignore[type-var]
    peeked: bytes = buffered.peek(65536)  # before a line is taken, since that takes the buffer
    encoding = wide(peeked) or ("utf-16" if peeked.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8")
    lines = io.TextIOWrapper(buffered, encoding=encoding, errors="surrogateescape" if encoding == "utf-8" else "replace", newline="")
    try:
        yield from _rows(lines, b'\\"' in peeked, origin, settings)
    finally:
        with contextlib.suppress(ValueError):  # closed by a consumer that has seen enough
            lines.detach()  # the stream is its opener's to close


def _rows(lines: io.TextIOWrapper, backslashed: bool, origin: Origin, settings: Settings) -> Iterator[Source | Unreadable]:
    start = lines.readline().removeprefix("\ufeff")
    escape = "\\" if backslashed or '\\"' in start else None
    sign = _delimiter(start)
    csv.field_size_limit(max(settings.max_bytes, 1))
    head = [cell.strip() for cell in next(csv.reader([start], delimiter=sign, escapechar=escape), [])]
    dump = _ROW.match(start) is not None
    names = list(ORDER) if dump else head
    found = find(names, settings.columns)
    if not found:
        reason = f"a table of the columns {', '.join(head[:40])}: none is known to hold a text; --column body=NAME says which"
        yield Unreadable(origin.path, reason, "BadInput", origin.member)
        return
    feed = _Feed(lines, [start] if dump else [])
    rows = csv.reader(feed, delimiter=sign, escapechar=escape, strict=False)
    number = 0 if dump else 1
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
        one = _source(row, names, found, number, origin)
        if isinstance(one, Unreadable) and feed.resume():
            rows = csv.reader(feed, delimiter=sign, escapechar=escape, strict=False)
            one.reason += f"; lines {feed.first:,} to {feed.line:,} of the file were lost, reading goes on behind them"
        yield one


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


def _source(row: list[str], names: list[str], found: Columns, number: int, origin: Origin) -> Source | Unreadable:
    if len(row) != len(names):
        reason = f"broken row: {len(row)} columns found, {len(names)} expected ({', '.join(names)})"
        return Unreadable(origin.path, reason, "BadInput", origin.member, number)
    data = "\x1f".join(row).encode("utf-8", "surrogateescape")
    _, encoding, assumed = decode(data)
    letters = row if encoding == "utf-8" else [decode(cell.encode("utf-8", "surrogateescape"))[0] for cell in row]
    cells = dict(zip(names, letters, strict=True))
    published = {name: cells[column] for column, name in found.published.items() if cells[column]}
    own = Origin(origin.path, hashlib.sha256(data).hexdigest(), origin.member, number, encoding, origin.format, published)
    made = source_of([(name, cells[name]) for name in found.pieces], own, data, assumed)
    return made or Unreadable(origin.path, "a row without a text", "BadInput", origin.member, number)
