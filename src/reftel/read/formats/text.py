"""Plain text, in any encoding that `reftel.read.encodings` knows; a file that holds several telegrams is parted by `reftel.read.split`."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import BinaryIO

from reftel.read.encodings import wide
from reftel.read.source import Source, decode
from reftel.settings import Settings
from reftel.telegram.model import Origin

EXAMPLE = "O 230912Z NOV 07\nFM AMEMBASSY BEIJING\n"
# Control characters that copies of telegrams hold: tab, line feed, form feed, carriage return, bell (teletype), the end-of-file of DOS.
_CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n\x0b\x0c\r\x07\x1a\x08")


def bid(head: bytes, name: str) -> int:
    """1 for anything that can be text: at most one control character in a hundred (or UTF-16 and UTF-32), no markup."""
    if not head or head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return 1 if head else 0
    if head.lstrip()[:9].lower().startswith((b"<?xml", b"<!doctype", b"<html", b"%pdf-", b"{\\rtf")):
        return 0
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return 1 if controls * 100 <= len(head) or wide(head) else 0


def read(stream: BinaryIO, origin: Origin, settings: Settings) -> Iterator[Source]:
    """The whole input as one source."""
    data = stream.read()
    text, encoding, assumed = decode(data)
    origin.encoding = encoding
    if "\0" in text:
        assumed = [*assumed, f"{text.count(chr(0)):,} zero bytes stand in the text: the copy is damaged there"]
    yield Source(text, origin, data, assumed=assumed)
