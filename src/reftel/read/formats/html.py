"""Any web page with a telegram in it: paragraphs, line breaks, tables, `<pre>`; printouts of CableXpress, records of an archive.

A record's page is a table of fields and values ("Document Number: | 1975ZENDA00123"). The rows are kept as published, and the text is
what stands in the row of the message's text, or outside the table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from reftel.read.source import Source
from reftel.read.webpage import is_page, page_of, text_of, title_of
from reftel.settings import Settings
from reftel.telegram.model import Origin, Unreadable
from reftel.text import Edit, Restored

EXAMPLE = "<html><body><p>FM AMEMBASSY X<br>TO SECSTATE WASHDC</p><p>UNCLAS X 000012</p><p>SUBJECT: Y</p></body></html>"

_FIELDS = frozenset((
    "document number", "document unique id", "draft date", "sent date", "from", "to", "subject", "tags", "original classification",
    "current classification", "handling restrictions", "current handling restrictions", "original handling restrictions", "concepts",
    "film number", "reference", "review date", "review history", "locator", "line count", "page count", "office", "executive order", "drafter",
    "enclosure", "type", "channel indicators", "message id", "reference id", "created", "released", "classification", "origin", "markings",
    "identifier", "date", "title", "canonical id", "original classification level", "record id", "archive status", "markings", "references",
))  # fmt: skip
_TEXTS = frozenset(("message text", "text", "body", "content", "full text", "message", "raw content", "telegram"))
_ROW = re.compile(r"(?m)^(?P<field>[A-Za-z][A-Za-z /&()]{1,40}?):?[ ]?\t(?P<value>[^\n]{0,4000})$")
_RECORD = frozenset((
    "document number", "document unique id", "draft date", "sent date", "film number", "reference id", "canonical id", "message id",
    "original classification", "current classification", "handling restrictions", "current handling restrictions", "identifier",
))  # fmt: skip
_LABELLED = frozenset(("mrn", "date/dtg"))  # the telegram's own form, set as a table
LEAST = 3  # fields that make a record, one of which no telegram bears itself


def bid(head: bytes, name: str) -> int:
    """10 for a page, or a piece of one."""
    return 10 if is_page(head) else 0


def read(stream: BinaryIO, origin: Origin, settings: Settings) -> Iterator[Source | Unreadable]:
    """The page's text as one source; a record's fields as what was published."""
    data = stream.read()
    page, origin.encoding, assumed = page_of(data)
    yield page_source(page, data, origin, assumed)


def page_source(page: str, data: bytes, origin: Origin, assumed: list[str]) -> Source:
    """The source of a page's text."""
    way = text_of(page)
    way, fields = without_record(way)
    title = title_of(page)
    origin.published = {**({"title": title} if title else {}), **fields}
    return Source(way.text, origin, data, way, assumed=assumed)


def without_record(way: Restored) -> tuple[Restored, dict[str, str]]:
    """The text without the rows of a record's table, and those rows; the text as it is where there is no record.

    >>> page = "<table><tr><td>Document Number<td>1975X12<tr><td>From:<td>ZENDA<tr><td>TAGS:<td>PREL<tr><td>Text<td>1. They met.</table>"
    >>> way, fields = without_record(text_of(page))
    >>> way.text.strip(), fields
    ('1. They met.', {'Document Number': '1975X12', 'From': 'ZENDA', 'TAGS': 'PREL'})
    """
    if "\t" not in way.text:
        return way, {}
    rows = [(found, found["field"].strip().lower()) for found in _ROW.finditer(way.text)]
    named = {field for _, field in rows}
    if len(named & _FIELDS) < LEAST or not named & _RECORD or named & _LABELLED:
        return way, {}
    fields: dict[str, str] = {}
    edits: list[Edit] = []
    for found, field in rows:
        if field in _FIELDS:
            fields.setdefault(found["field"].strip(), found["value"].strip())
            edits.append(Edit(found.start(), found.end(), "", "a field of the record"))
        elif field in _TEXTS:
            edits.append(Edit(found.start(), found.start("value"), "", "a field of the record"))
    return way.apply("record", edits), fields
