"""Documents of office programs: docx, odt and fodt, read; rtf, doc and 7z named, with what to convert them to.

A docx is the text of its paragraphs and tables, cells apart by a tab; inserted words stand, deleted ones do not. Headers, footers and
footnotes are kept apart from the text. A place in it is a paragraph, counted from 1, and the letters of it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO

from reftel.errors import BadInput
from reftel.read.packed import BROKEN, is_office
from reftel.read.source import Mark, Source
from reftel.settings import Settings
from reftel.telegram.model import Origin, Unreadable

EXAMPLE = (
    '<?xml version="1.0"?><office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text><text:p>FM AMEMBASSY X</text:p>'
    "<text:p>UNCLAS X 000012</text:p></office:text></office:body></office:document>"
)

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_APART = {f"{_W}hdr": "header", f"{_W}ftr": "footer", f"{_W}footnotes": "footnote", f"{_W}endnotes": "footnote"}
_REFUSED = (
    (b"{\\rtf", "rich text (rtf)", "save it as docx or plain text"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document, or one with a password", "save it as docx without a password"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it, or pack it as zip"),
    (b"Rar!\x1a\x07", "a rar archive", "unpack it, or pack it as zip"),
    (b"\x28\xb5\x2f\xfd", "packed with zstd", "unpack it, or pack it as gz"),
)  # fmt: skip


def bid(head: bytes, name: str) -> int:
    """50 for a docx, odt or fodt, and for what is known and not read."""
    return 50 if is_office(head) or _is_flat(head) or any(head.startswith(mark) for mark, _, _ in _REFUSED) else 0


def _is_flat(head: bytes) -> bool:
    """An odt in one file of XML (fodt)."""
    return head.startswith((b"<?xml", b"<office:document")) and b"<office:document" in head[:4000] and b"opendocument:xmlns:text" in head[:8000]


def read(stream: BinaryIO, origin: Origin, settings: Settings) -> Iterator[Source | Unreadable]:
    """The document's text as one source.

    Raises:
        BadInput: when it is broken, grows out of proportion, or is in a form that is not read.
    """
    data = stream.read()
    called = origin.member or origin.path
    for mark, what, advice in _REFUSED:
        if data.startswith(mark):
            raise BadInput(called, f"{what}, which is not read; {advice}")
    if _is_flat(data[:8000]):
        yield _source(_odt(data, called), data, origin)
        return
    names = _names(data, called, settings)
    if "word/document.xml" in names:
        yield _source(_docx(data, called), data, origin)
    elif "content.xml" in names:
        yield _source(_odt(_content(data, called), called), data, origin)
    else:
        raise BadInput(called, "an office document without a text (a table or slides?), which is not read; save it as csv or docx")


def _names(data: bytes, called: str, settings: Settings) -> list[str]:
    """The files inside, where they do not grow out of proportion."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
    except BROKEN as error:
        raise BadInput(called, f"broken office document, cut off or damaged ({error})") from None
    size = sum(info.file_size for info in infos)
    if size > max(8 * 1024 * 1024, len(data) * settings.max_ratio):
        raise BadInput(called, f"{len(data):,} bytes would grow to {size:,}: taken for a bomb (--max-ratio changes that)")
    return [info.filename for info in infos]


Paragraphs = tuple[list[str], list[Mark]]


def _source(found: Paragraphs, data: bytes, origin: Origin) -> Source:
    paragraphs, marks = found
    cells: list[tuple[int, str]] = []
    at = 0
    for number, words in enumerate(paragraphs, 1):
        cells.append((at, f"paragraph {number}"))
        at += len(words) + 1
    origin.encoding = "utf-8"
    return Source("\n".join(paragraphs), origin, data, cells=cells or [(0, "paragraph 1")], marks=marks, unit="characters of the paragraph")


def _docx(data: bytes, called: str) -> Paragraphs:
    import docx
    from docx.opc.exceptions import OpcError

    try:
        document = docx.Document(io.BytesIO(data))
        paragraphs = list(_blocks(document.element.body))
        marks = list(_apart(document.part.package))
    except (*BROKEN, OpcError, KeyError, AttributeError, SyntaxError) as error:
        raise BadInput(called, f"broken docx ({error})") from None
    return paragraphs, marks


def _blocks(body: Any) -> Iterator[str]:
    """The paragraphs under an element, in order; a row of a table is one, its cells apart by tabs."""
    for child in body:
        if child.tag == f"{_W}p":
            yield "".join(_letters(child))
            for box in _boxes(child):
                yield from _blocks(box)
        elif child.tag == f"{_W}tr":
            yield "\t".join("\n".join(_blocks(cell)) for cell in child if cell.tag == f"{_W}tc")
        elif child.tag != _FALLBACK and len(child):
            yield from _blocks(child)


def _letters(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag == f"{_W}tab":
            yield "\t" if element.tag == f"{_W}r" else ""
        elif child.tag in {f"{_W}br", f"{_W}cr"}:
            yield "\n"
        elif child.tag == f"{_W}noBreakHyphen":
            yield "-"
        elif child.tag not in {f"{_W}txbxContent", _FALLBACK, f"{_W}del", f"{_W}pPr"}:
            yield from _letters(child)


def _boxes(element: Any) -> Iterator[Any]:
    """Text boxes that hang on a paragraph."""
    for box in element.iter(f"{_W}txbxContent"):
        if not any(above.tag == _FALLBACK for above in box.iterancestors()):
            yield box


def _apart(package: Any) -> Iterator[Mark]:
    """Headers, footers and footnotes, each once."""
    from lxml import etree

    seen: set[tuple[str, str]] = set()
    for part in package.iter_parts():
        if not str(part.partname).startswith(("/word/header", "/word/footer", "/word/footnotes", "/word/endnotes")):
            continue
        root = etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
        kind = _APART.get(root.tag)
        for block in root if kind == "footnote" else [root]:
            words = "\n".join(line for line in _blocks(block) if line.strip()).strip()
            if kind and words and (kind, words) not in seen:
                seen.add((kind, words))
                yield Mark(kind, None, words)


def _content(data: bytes, called: str) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.read("content.xml")
    except (*BROKEN, KeyError) as error:
        raise BadInput(called, f"broken or locked odt ({error})") from None


def _odt(content: bytes, called: str) -> Paragraphs:
    from lxml import etree

    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BadInput(called, f"broken or locked odt ({error})") from None
    notes: list[Mark] = []
    return list(_open_blocks(root, notes)), notes


def _open_blocks(element: Any, notes: list[Mark]) -> Iterator[str]:
    for child in element:
        if child.tag in {f"{_TEXT}p", f"{_TEXT}h"}:
            yield "".join(_open_letters(child, notes))
        elif child.tag == f"{_TABLE}table-row":
            yield "\t".join("\n".join(_open_blocks(cell, notes)) for cell in child)
        elif child.tag != f"{_TEXT}tracked-changes" and len(child):
            yield from _open_blocks(child, notes)


def _open_letters(element: Any, notes: list[Mark]) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag == f"{_TEXT}line-break":
            yield "\n"
        elif child.tag == f"{_TEXT}tab":
            yield "\t"
        elif child.tag == f"{_TEXT}s":
            count = child.get(f"{_TEXT}c", "1")
            yield " " * (min(int(count), 200) if count.isdecimal() else 1)
        elif child.tag == f"{_TEXT}note":
            notes.append(Mark("footnote", None, " ".join("".join(child.itertext()).split())))
        elif isinstance(child.tag, str):
            yield from _open_letters(child, notes)
        yield child.tail or ""
