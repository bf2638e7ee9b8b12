"""The html pages of the Cablegate mirrors: a table of published metadata and two `<pre>` blocks, header and body.

    <code><pre>VZCZCXRO3678&#x000A;OO RUEHCN ...</pre></code>
    <code><pre>C O N F I D E N T I A L BEIJING 007210 &#x000A; ... TAGS: <a href='/tag/PREL_0.html'>PREL</a></pre></code>

The text is taken out with recorded edits, so a span of it leads back into the page. A page whose `<pre>` blocks hold no
words is read as any other page. Of the table, the date is right to the day and the time is not (5,916 of 6,019), so it is kept as
published and never read as the telegram's own.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import BinaryIO

from reftel.read.formats.html import page_source
from reftel.read.source import Source
from reftel.read.webpage import ENTITY, TAG, is_page, letter_of, page_of
from reftel.settings import Settings
from reftel.telegram.model import Origin, Unreadable
from reftel.text import Edit, Restored

EXAMPLE = "<html><body><code><pre>FM AMEMBASSY X&#x000A;</pre></code><code><pre>UNCLAS X 000012&#x000A;SUBJECT: Y</pre></code></body></html>"

_OPEN = re.compile(r"<pre\b[^<>]{0,300}>", re.IGNORECASE)
_CLOSE = re.compile(r"</pre\s{0,5}>", re.IGNORECASE)
_BREAK = re.compile(r"(?i)<br\b")
_LETTER = re.compile(r"[A-Za-z]{3}")
_TABLE = re.compile(r"<table\b[^<>]{0,200}\bcable\b[^<>]{0,100}>", re.IGNORECASE)
_CELL = re.compile(r"<t(?P<kind>[hd])\b[^<>]{0,200}>(?P<inside>[^\0]{0,2000}?)</t[hd]>", re.IGNORECASE)


def bid(head: bytes, name: str) -> int:
    """20 for a page with a `<pre>` block."""
    return 20 if is_page(head) and b"<pre" in head.lower() else 0


def read(stream: BinaryIO, origin: Origin, settings: Settings) -> Iterator[Source | Unreadable]:
    """The page's `<pre>` blocks as one source, the table beside it as what was published."""
    data = stream.read()
    page, origin.encoding, assumed = page_of(data)
    blocks = [block for block in _blocks(page) if _LETTER.search(page, *block)]
    if not blocks:
        yield page_source(page, data, origin, assumed)
        return
    origin.published = _published(page)
    way = Restored(page).apply("page", _edits(page, blocks))
    yield Source(way.text, origin, data, way, assumed=assumed)


def _blocks(page: str) -> Iterator[tuple[int, int]]:
    at = 0
    while opening := _OPEN.search(page, at):
        closing = _CLOSE.search(page, opening.end())
        end = closing.start() if closing else len(page)
        yield opening.end(), end
        at = closing.end() if closing else len(page)


def _edits(page: str, blocks: list[tuple[int, int]]) -> Iterator[Edit]:
    done = 0
    for start, end in blocks:
        yield Edit(done, start, "\n\n" if done else "", "markup between the blocks")
        for found in TAG.finditer(page, start, end):
            yield Edit(found.start(), found.end(), "\n" if _BREAK.match(found[0]) else "", "markup")
        for found in ENTITY.finditer(page, start, end):
            letter = letter_of(found[0])
            if letter != found[0]:
                yield Edit(found.start(), found.end(), letter, "entity")
        done = end
    yield Edit(done, len(page), "", "markup after the blocks")


def _published(page: str) -> dict[str, str]:
    """The table's heads and cells, as the page gives them."""
    table = _TABLE.search(page)
    if not table:
        return {}
    end = page.find("</table", table.end())
    heads: list[str] = []
    cells: list[str] = []
    for found in _CELL.finditer(page, table.end(), end if end > 0 else min(len(page), table.end() + 20_000)):
        words = html.unescape(TAG.sub("", found["inside"])).strip()
        (heads if found["kind"].lower() == "h" else cells).append(words)
    return dict(zip(heads, cells, strict=False))
