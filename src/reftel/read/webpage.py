"""The text of a web page, with the recorded way back into the page.

Scripts, styles, forms and navigation are no text. A `<br>` ends a line, a paragraph, heading, list item or row of a table too; cells
stand apart by a tab. White space of the markup is one blank, as a browser shows it, but for `<pre>` and for pages that have no
other line structure. Entities are decoded once, and only whole ones: a bare `&not` is the beginning of a word ("a state & nothing
more"), and read as a sign it would turn a position into its opposite. `&amp;lt;` stays `&lt;`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from reftel.read.encodings import decode
from reftel.text import Edit, Restored

ENTITY = re.compile(r"&(?:#[xX][0-9A-Fa-f]{1,6}|#\d{1,7}|[A-Za-z][A-Za-z0-9]{1,31});")
TAG = re.compile(r"</?[A-Za-z!][^<>]{0,2000}>")
_TOKEN = re.compile(
    r"<!--|<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9]{0,15})\b[^<>]{0,4000}>|<[!?][^<>]{0,2000}>|(?P<entity>" + ENTITY.pattern + r")|(?P<space>\s+)"
)
_DROPPED = frozenset({"script", "style", "noscript", "template", "svg", "select", "button", "nav", "aside", "footer", "head", "iframe", "title"})
_BLOCKS = frozenset({
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "section", "article", "main", "header", "table", "ul", "ol", "dl", "form", "hr",
    "center", "fieldset", "address", "pre", "body",
})  # fmt: skip
_LINES = frozenset({"br", "tr", "li", "dt", "dd", "caption", "option"})
_CELLS = frozenset({"td", "th"})
_PRE = frozenset({"pre", "textarea", "xmp", "listing"})
_CHARSET = re.compile(rb"<(?:meta|\?xml)\b[^<>]{0,200}?(?:charset|encoding)\s{0,3}=\s{0,3}[\"']?\s{0,3}(?P<name>[A-Za-z0-9_.:\-]{2,40})", re.IGNORECASE)
_STRUCTURE = re.compile(r"<(?:br|p|div|li|td|pre)\b", re.IGNORECASE)
_TITLE = re.compile(r"<title\b[^<>]{0,200}>(?P<words>[^<]{0,400})</title", re.IGNORECASE)


def page_of(data: bytes, announced: str | None = None) -> tuple[str, str, list[str]]:
    """(page, encoding, what was assumed) of a page's bytes: by mark, by what it arrived with, by its own `<meta charset>`.

    >>> page_of(b'<html><meta charset="iso-8859-5"><p>\\xb4')[0][-1]
    'Д'
    """
    found = _CHARSET.search(data, 0, 4_000)
    return decode(data, announced or (found["name"].decode("ascii") if found else None))


def text_of(page: str, start: int = 0, end: int | None = None) -> Restored:
    """The text of a page, or of a piece of it; what lies outside the piece is left out.

    >>> text_of("<p>FM AMEMBASSY ZENDA<br>TO SECSTATE</p><p>a &not b &lt;c&gt;</p>").text
    'FM AMEMBASSY ZENDA\\nTO SECSTATE\\n\\na &not b <c>'
    """
    stop = len(page) if end is None else end
    return Restored(page).apply("page", _trimmed(page, start, stop))


def is_page(head: bytes) -> bool:
    """Whether the first bytes are those of a web page or a piece of one."""
    start = head[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not start.startswith(b"<"):
        return False
    if b"<html" in start or start.startswith(b"<!doctype html"):
        return True
    return re.match(rb"<(?:!--|head|body|meta|title|link|p|div|pre|table|span|b|br|h[1-6]|center|font|blockquote|code)\b[^<>]{0,300}>", start) is not None


def title_of(page: str) -> str | None:
    """What the page calls itself."""
    found = _TITLE.search(page, 0, 40_000)
    return " ".join(html.unescape(found["words"]).split()) or None if found else None


def letter_of(entity: str) -> str:
    """The letter an entity stands for, a blank for a blank that does not break; itself where it stands for none.

    >>> letter_of("&#146;"), letter_of("&nbsp;"), letter_of("&nonsense;")
    ('’', ' ', '&nonsense;')
    """
    return html.unescape(entity).replace("\xa0", " ")


def _trimmed(page: str, start: int, stop: int) -> Iterator[Edit]:
    """The edits of the piece, and those that leave out what lies before and behind it."""
    if start:
        yield Edit(0, start, "", "markup before the text")
    yield from _edits(page, start, stop)
    if stop < len(page):
        yield Edit(stop, len(page), "", "markup behind the text")


def _edits(page: str, start: int, stop: int) -> Iterator[Edit]:
    """One edit for each run of markup and white space, and for each entity."""
    scan = _Scan(page, stop, keeps=_STRUCTURE.search(page, start, stop) is None)
    at = start
    while at < stop:
        found = _TOKEN.search(page, at, stop)
        first = found.start() if found else stop
        if first > at:
            yield from scan.letters()
        if found is None:
            break
        at = found.end()
        if found["entity"]:
            yield from scan.letters()
            letter = letter_of(found["entity"])
            if letter != found["entity"]:
                yield Edit(first, at, letter, "entity")
        elif found["space"] and (scan.pre or scan.keeps):
            yield from scan.letters()
        else:
            at = scan.markup(found)
    if scan.pending is not None:
        yield Edit(scan.pending[0], min(scan.pending[1], stop), "", "markup")


class _Scan:
    """What stands since the last letter of the text: the markup passed over, and the break or blank that it asks for."""

    def __init__(self, page: str, stop: int, keeps: bool) -> None:
        self.page, self.stop, self.keeps = page, stop, keeps
        self.pending: tuple[int, int] | None = None
        self.pre = 0  # how many <pre> are open
        self._lines = 0
        self._between = ""
        self._written = False
        self._open: set[str] = set()  # elements that are never closed

    def letters(self) -> Iterator[Edit]:
        """Before the next letter: the break or blank in place of what was passed over."""
        if self.pending is not None:
            start, end = self.pending
            new = ("\n" * self._lines or self._between) if self._written else ""
            if self.page[start:end] != new:
                yield Edit(start, end, new, "markup")
        self.pending, self._lines, self._between, self._written = None, 0, "", True

    def markup(self, found: re.Match[str]) -> int:
        """Take in a tag, a comment or white space; where it ends, with all that is no text in it."""
        first, at = found.span()
        name, closes = (found["name"] or "").lower(), bool(found["close"])
        if found["space"]:
            self._between = self._between or " "
        elif not name and self.page.startswith("<!--", first):
            closing = self.page.find("-->", at, self.stop)
            at = closing + 3 if closing >= 0 else self.stop
        elif name in _DROPPED and not closes:
            at = self._behind(name, at)
            self._lines = max(self._lines, 1)
        elif name in _BLOCKS:
            self._lines = max(self._lines, 1 if name == "div" else 2)
        elif name == "br":
            self._lines += not closes
        elif name in _LINES:
            self._lines = max(self._lines, 1)
        elif name in _CELLS and not closes:
            self._between = "\t"
        if name in _PRE:
            self.pre = max(0, self.pre + (-1 if closes else 1))
        self.pending = (first, at) if self.pending is None else (self.pending[0], at)
        return at

    def _behind(self, name: str, at: int) -> int:
        """Where an element that is no text ends; one that is never closed ends at once, but for scripts and styles."""
        if name not in self._open:
            closing = re.compile(rf"</{name}\b[^<>]{{0,200}}>", re.IGNORECASE).search(self.page, at, self.stop)
            if closing is not None:
                return closing.end()
            self._open.add(name)
        return self.stop if name in {"script", "style"} else at
