r"""Dumps of a database (MySQL, PostgreSQL, SQLite): the rows of every table with a column that holds a text, read as a stream.

    INSERT INTO `cables` (`id`,`date`,`body`) VALUES (1,'2007-02-14','UNCLAS X 000012\nSUBJECT: Y'),(2,...);
    COPY public.cables (id, date, body) FROM stdin;
    1	2007-02-14	UNCLAS X 000012\nSUBJECT: Y
    \.

Columns go by their names, as in other tables, or as the user tells. Where a statement names none, they are those of CREATE TABLE.
Tables without a text (users, logs) are passed over; a dump in which no table has one is reported.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import re
from collections.abc import Iterator
from typing import BinaryIO

from reftel.errors import UnknownName
from reftel.read.columns import Columns, find, source_of
from reftel.read.source import Source, decode
from reftel.settings import Settings
from reftel.telegram.model import Origin, Unreadable

STREAMS = True
EXAMPLE = "CREATE TABLE cables (id int, body text);\nINSERT INTO cables (id, body) VALUES (1, 'FM AMEMBASSY X');\n"

_NAME = r"[`\"\[]?(?P<{}>[\w$]{{1,64}})[`\"\]]?"
_TABLE = r"(?:[`\"\[]?[\w$]{1,64}[`\"\]]?\.)?" + _NAME.format("table")
_INSERT = re.compile(rf"(?:INSERT|REPLACE)(?: IGNORE)? INTO {_TABLE}\s{{0,10}}(?:\((?P<columns>[^()]{{1,4000}})\))?\s{{0,10}}VALUES\s{{0,10}}", re.IGNORECASE)
_COPY = re.compile(rf"COPY {_TABLE}\s{{0,10}}\((?P<columns>[^()]{{1,4000}})\) FROM stdin;", re.IGNORECASE)
_CREATE = re.compile(rf"CREATE TABLE(?: IF NOT EXISTS)? {_TABLE}\s{{0,10}}\(", re.IGNORECASE)
_COLUMN = re.compile(r"\s{0,20}[`\"\[]?(?P<column>[A-Za-z_]\w{0,63})[`\"\]]?\s")
_NO_COLUMN = frozenset({"primary", "key", "unique", "constraint", "foreign", "index", "check", "fulltext", "spatial"})
_DUMP = re.compile(rb"^(?:INSERT INTO [^\n]{1,200}|COPY [^\n]{1,200} FROM stdin;|CREATE TABLE [^\n]{1,200}|-- (?:MySQL|MariaDB|PostgreSQL) [^\n]{0,40}dump|PRAGMA foreign_keys)", re.MULTILINE | re.IGNORECASE)
_BEGINS = (b"--", b"/*", b"PRAGMA ", b"BEGIN", b"CREATE ", b"INSERT ", b"REPLACE ", b"COPY ", b"DROP ", b"SET ", b"USE ", b"LOCK ", b"START TRANS")
_OUTSIDE = re.compile(r"['(),;]")
_INSIDE = re.compile(r"['\\]")
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "0": "\0", "b": "\b", "Z": "\x1a", "v": "\v", "f": "\f"}
_COPIED = re.compile(r"\\(.)")
_CHAR = re.compile(r"char\((\d{1,3})\)", re.IGNORECASE)

Cells = list[str | None]


def bid(head: bytes, name: str) -> int:
    """28 for the statements that dumps are made of."""
    start = head[:8_000].removeprefix(b"\xef\xbb\xbf").lstrip()
    return 28 if start[:40].upper().startswith(_BEGINS) and _DUMP.search(start) else 0


def read(stream: BinaryIO, origin: Origin, settings: Settings) -> Iterator[Source | Unreadable]:
    """One source a row."""
    buffered = io.BufferedReader(stream) if not hasattr(stream, "peek") else stream  # type: ignore[type-var]
    lines = io.TextIOWrapper(buffered, encoding="utf-8", errors="surrogateescape", newline="\n")
    try:
        yield from _Dump(lines, origin, settings).read()
    finally:
        with contextlib.suppress(ValueError):
            lines.detach()


class _Dump:
    """A dump being read: its tables' columns, and how many rows have passed."""

    def __init__(self, lines: io.TextIOWrapper, origin: Origin, settings: Settings) -> None:
        self._lines, self._origin, self._settings = iter(lines), origin, settings
        self._tables: dict[str, list[str]] = {}
        self._escapes = True  # whether a backslash is one, as in MySQL
        self._row = 0
        self._texts = False
        self._told = False  # whether a column that the user named was in any table
        self._error: UnknownName | None = None

    def read(self) -> Iterator[Source | Unreadable]:
        """Statement by statement."""
        for line in self._lines:
            if "PostgreSQL" in line or "PRAGMA" in line:
                self._escapes = False
            if created := _CREATE.match(line):
                self._create(created, line)
            elif copied := _COPY.match(line):
                yield from self._rows(copied, self._copied())
            elif inserted := _INSERT.match(line):
                self._escapes = self._escapes or "`" in inserted[0]
                yield from self._rows(inserted, self._inserted(line, inserted.end()))
        if not self._texts:
            yield self._nothing()

    def _nothing(self) -> Unreadable:
        if self._error is not None:
            return Unreadable(self._origin.path, str(self._error), "UnknownName", self._origin.member)
        tables = "; ".join(f"{name} ({', '.join(columns[:20])})" for name, columns in list(self._tables.items())[:12])
        reason = f"a dump in which no table has a text: {tables or 'no table found'}; --column body=NAME says which column holds it"
        return Unreadable(self._origin.path, reason, "BadInput", self._origin.member)

    def _create(self, created: re.Match[str], line: str) -> None:
        names: list[str] = []
        rest = line[created.end() :]
        pieces = rest.split(",") if rest.strip() else iter(lambda: next(self._lines, ");"), None)
        for piece in pieces:
            if piece is None or piece.lstrip().startswith(")"):
                break
            found = _COLUMN.match(piece)
            if found and found["column"].lower() not in _NO_COLUMN:
                names.append(found["column"])
        self._tables[created["table"]] = names

    def _rows(self, statement: re.Match[str], rows: Iterator[Cells]) -> Iterator[Source | Unreadable]:
        told = statement["columns"]
        names = [name.strip().strip("`\"[]") for name in told.split(",")] if told else self._tables.get(statement["table"], [])
        self._tables.setdefault(statement["table"], names)
        try:
            found = find(names, self._settings.columns)
        except UnknownName as error:
            self._error, found = error, Columns((), {})
        for cells in rows:
            self._row += 1
            if found:
                yield self._source(cells, names, found)

    def _source(self, cells: Cells, names: list[str], found: Columns) -> Source | Unreadable:
        self._texts = True
        where = self._origin
        if len(cells) != len(names):
            reason = f"broken row: {len(cells)} values found, {len(names)} expected ({', '.join(names)})"
            return Unreadable(where.path, reason, "BadInput", where.member, self._row)
        data = "\x1f".join(cell or "" for cell in cells).encode("utf-8", "surrogateescape")
        _, encoding, assumed = decode(data)
        letters = [decode((cell or "").encode("utf-8", "surrogateescape"))[0] if encoding != "utf-8" else cell or "" for cell in cells]
        values = dict(zip(names, letters, strict=True))
        published = {name: values[column] for column, name in found.published.items() if values[column]}
        own = Origin(where.path, hashlib.sha256(data).hexdigest(), where.member, self._row, encoding, where.format, published)
        made = source_of([(name, values[name]) for name in found.pieces], own, data, assumed)
        return made or Unreadable(where.path, "a row without a text", "BadInput", where.member, self._row)

    def _copied(self) -> Iterator[Cells]:
        r"""The rows of COPY: a line each, to the line `\.`"""
        for line in self._lines:
            line = line.rstrip("\r\n")
            if line == "\\.":
                return
            yield [None if cell == "\\N" else _COPIED.sub(lambda found: _ESCAPES.get(found[1], found[1]), cell) for cell in line.split("\t")]

    def _inserted(self, line: str, at: int) -> Iterator[Cells]:
        """The rows of INSERT: values in brackets, to the semicolon, over as many lines as they take."""
        return _Insert(self._lines, self._escapes).rows(line, at)


class _Insert:
    """The values of one statement, sign by sign: brackets, commas, strings."""

    def __init__(self, lines: Iterator[str], escapes: bool) -> None:
        self._lines, self._escapes = lines, escapes
        self._row: Cells = []
        self._value = _Value()
        self._depth = 0
        self._inside = False  # a string

    def rows(self, line: str, at: int) -> Iterator[Cells]:
        """Each row, from a place in the statement's first line on."""
        while line:
            found = (_INSIDE if self._inside else _OUTSIDE).search(line, at)
            self._value.take(line[at : found.start() if found else len(line)], self._inside)
            if found is None:
                line, at = next(self._lines, ""), 0
            elif self._inside:
                at = self._in_string(found[0], line, found.end())
            else:
                at = found.end()
                if found[0] == ";" and self._depth == 0:
                    return
                if self._outside(found[0]):
                    yield self._row
                    self._row = []

    def _in_string(self, sign: str, line: str, at: int) -> int:
        """A backslash or a quotation mark in a string; where reading goes on."""
        following = line[at : at + 1]
        if sign == "\\":
            if not (self._escapes or self._value.escapes):
                self._value.take("\\", True)
                return at
            self._value.take(_ESCAPES.get(following, following), True)
            return at + 1
        if following == "'":
            self._value.take("'", True)
            return at + 1
        self._inside = False
        return at

    def _outside(self, sign: str) -> bool:
        """A sign outside strings; whether it ends a row."""
        if sign == "'":
            self._inside = True
            self._value.opens()
        elif sign == "(":
            self._value.take("(" if self._depth else "", False)
            self._depth += 1
        elif sign == ")":
            self._depth -= 1
            if self._depth <= 0:
                self._depth = 0
                self._end()
                return True
            self._value.take(")", False)
        elif sign == "," and self._depth == 1:
            self._end()
        elif self._depth == 0:
            self._value = _Value()  # what stands between the rows
        else:
            self._value.take(sign, False)
        return False

    def _end(self) -> None:
        self._row.append(self._value.done())
        self._value = _Value()


class _Value:
    """One value as it is read: its bare letters, and its strings."""

    def __init__(self) -> None:
        self._bare: list[str] = []
        self._strings: list[list[str]] = []
        self.escapes = False  # E'...': a backslash is one in this string

    def take(self, letters: str, inside: bool) -> None:
        """Some letters of it, inside a string or outside."""
        if letters:
            (self._strings[-1] if inside else self._bare).append(letters)

    def opens(self) -> None:
        """A string of it begins."""
        self.escapes = bool(self._bare) and self._bare[-1].rstrip()[-1:] in {"E", "e"}
        self._strings.append([])

    def done(self) -> str | None:
        """The value; None for NULL. SQLite writes line breaks as replace('...', '\\n', char(10))."""
        bare = "".join(self._bare).strip()
        if not self._strings:
            return None if bare.upper() == "NULL" else bare
        strings = ["".join(letters) for letters in self._strings]
        words = strings[0]
        if bare.lower().startswith("replace("):
            for old, code in zip(strings[1:], _CHAR.findall(bare), strict=False):
                words = words.replace(old, chr(int(code)))
        return words
