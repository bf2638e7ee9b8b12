"""Mail: one message (eml) or a box of them (mbox); telegrams in its text or attached to it, in any format.

    From: SMART Core <smart@example.org>
    Subject: FW: Ruritania: the bridge

    MRN: 10 ZENDA 12 ...

Labelled telegrams from 2009 on travel as mail. The headers (From, To, Cc, Date, Subject) are kept as published. Of a text that is there
twice, plain and as a page, the plain one is read. A telegram that was quoted on its way ("> FM AMEMBASSY ZENDA") is read without the
signs, each of them a recorded change. Attachments are documents of their own: `mail.eml!part 2 cable.pdf`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

from reftel.read.source import Blob, Source, decode
from reftel.read.webpage import page_of, text_of
from reftel.settings import Settings
from reftel.telegram.model import Origin, Unreadable
from reftel.text import Edit, Restored

if TYPE_CHECKING:
    from email.message import EmailMessage, Message

STREAMS = True
EXAMPLE = "From: a@example.org\nTo: b@example.org\nSubject: FW: Y\n\nFM AMEMBASSY X\n\nUNCLAS X 000012\nSUBJECT: Y\n"

_HEADER = re.compile(rb"(?:From|To|Cc|Date|Sent|Subject|Received|Return-Path|MIME-Version|Message-ID|Delivered-To|X-[A-Za-z\-]{2,30}|Content-Type):[ \t]", re.IGNORECASE)
_FIELD = re.compile(rb"[A-Za-z][A-Za-z0-9\-]{1,40}:[ \t]?[^\r\n]{0,2000}\r?\n(?:[ \t][^\r\n]{0,2000}\r?\n){0,40}")
_BOX = re.compile(rb"From \S{1,200} {1,3}[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d ")
_QUOTED = re.compile(r"^(?:> ?){1,9}", re.MULTILINE)
_TOLD = ("From", "Sender", "To", "Cc", "Date", "Subject", "Message-ID")
LEAST = 3  # header fields that make a mail


def bid(head: bytes, name: str) -> int:
    """35 for header fields that only mail has, or the line that opens a message in a box."""
    start = head[:8000].removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    if _BOX.match(start):
        return 35
    if not _HEADER.match(start):
        return 0
    names: set[bytes] = set()
    at = 0
    while (found := _FIELD.match(start, at)) is not None and at < len(start):
        if _HEADER.match(found[0]):
            names.add(found[0].split(b":", 1)[0].lower())
        at = found.end()
    blank = start[at : at + 2] in {b"\r\n"} or start[at : at + 1] in {b"\n", b""}
    mailed = names & {b"message-id", b"mime-version", b"received", b"delivered-to"} or (b"from" in names and b"@" in start[:at])
    return 35 if blank and mailed and (len(names) >= LEAST or name.lower().endswith(".eml")) else 0


def read(stream: BinaryIO, origin: Origin, settings: Settings) -> Iterator[Source | Blob | Unreadable]:
    """The texts of each message as sources, its attachments as documents."""
    for number, message in _messages(stream, settings):
        row = number if number else None
        if isinstance(message, int):
            reason = f"a message of more than {message:,} bytes; it was passed over (--max-bytes changes that)"
            yield Unreadable(origin.path, reason, "BadInput", origin.member, row)
            continue
        yield from _message(message, Origin(origin.path, "", origin.member, row, None, origin.format))


def _messages(stream: BinaryIO, settings: Settings) -> Iterator[tuple[int, bytes | int]]:
    """(number from 1, bytes) of each message of a box, or the size that one may not pass; number 0 for a single message."""
    first = stream.readline(settings.max_bytes + 1)
    boxed = _BOX.match(first) is not None
    lines: list[bytes] = [] if boxed else [first]
    size, number, before = sum(map(len, lines)), int(boxed), b"\n"
    while line := stream.readline(settings.max_bytes + 1):
        if boxed and before.strip() == b"" and _BOX.match(line):
            yield number, b"".join(lines) if size <= settings.max_bytes else settings.max_bytes
            lines, size, number = [], 0, number + 1
            continue
        size += len(line)
        if size <= settings.max_bytes:
            lines.append(line)
        before = line
    if lines:
        yield number, b"".join(lines) if size <= settings.max_bytes else settings.max_bytes


def _message(data: bytes, origin: Origin) -> Iterator[Source | Blob | Unreadable]:
    from email import policy  # loaded where a mail is read: it costs more than a telegram
    from email.parser import BytesParser

    message = BytesParser(policy=policy.default).parsebytes(data)
    origin.sha256 = hashlib.sha256(data).hexdigest()
    origin.published = {name: told for name in _TOLD if (told := _told(message, name))}
    empty, texts = True, 0
    for number, part in _parts(message):
        empty = False
        made = _part(part, number, data, origin)
        if isinstance(made, Source):
            texts += 1
            if texts > 1:
                made.data = _alone(part, origin)
                made.origin.sha256 = hashlib.sha256(made.data).hexdigest()
        if made is not None:
            yield made
    if empty:
        yield Unreadable(origin.path, "a mail without a text or an attachment", "BadInput", origin.member, origin.row)


def _alone(part: Any, origin: Origin) -> bytes:
    """A further text of a message as a message of its own, so that each has its own bytes."""
    head = "".join(f"{name}: {told}\n" for name, told in origin.published.items()).encode("utf-8", "surrogateescape")
    try:
        return head + bytes(part.as_bytes())
    except (ValueError, LookupError, TypeError, AttributeError):  # headers that cannot be written again
        return head + b"\n" + (part.get_payload(decode=True) or b"")


def _told(message: Message[Any, Any], name: str) -> str:
    """A header's value; in the worst case as it stands."""
    try:
        return " ".join(str(message.get(name, "")).split())
    except (ValueError, LookupError, TypeError, AttributeError, IndexError):
        return ""


def _parts(message: EmailMessage, number: int = 0) -> Iterator[tuple[int, EmailMessage]]:
    """(number from 1, part) of each text and attachment; of a text that stands there in two forms, the plain one."""
    for found in _leaves(message):
        number += 1
        yield number, found


def _leaves(message: Any) -> Iterator[Any]:
    if not message.is_multipart() or message.get_content_type() == "message/rfc822":
        yield message
        return
    inner = message.get_payload()
    if message.get_content_type() == "multipart/alternative":
        plain = [one for one in inner if one.get_content_type() == "text/plain" and str(one.get_payload()).strip()]
        pages = [one for one in inner if one.get_content_type() != "text/plain"]
        inner = plain or pages[-1:]
    for one in inner:
        yield from _leaves(one)


def _part(part: Any, number: int, data: bytes, origin: Origin) -> Source | Blob | None:
    """A text as a source, anything else as a document; None for an empty text."""
    kind = part.get_content_type()
    called = _filename(part)
    if kind == "message/rfc822":
        inner = part.get_payload()
        raw = inner[0].as_bytes() if isinstance(inner, list) and inner else b""
        return _attached(raw, origin, number, called or "message.eml")
    payload = part.get_payload(decode=True) or b""
    if kind not in {"text/plain", "text/html"} or called or part.get_content_disposition() == "attachment":
        return _attached(payload, origin, number, called or kind.replace("/", "."))
    if not payload.strip():
        return None
    announced = part.get_content_charset()
    own = Origin(origin.path, origin.sha256, origin.member, origin.row, None, origin.format, origin.published)
    if kind == "text/html":
        page, own.encoding, assumed = page_of(payload, announced)
        way = text_of(page)
    else:
        text, own.encoding, assumed = decode(payload, announced)
        way = Restored(text)
    way = unquoted(way)
    return Source(way.text, own, data, way, [(0, f"part {number}")], assumed, unit="characters of the part", around=True)


def _filename(part: Any) -> str:
    try:
        return (part.get_filename() or "").replace("/", "_").replace("\\", "_")
    except (ValueError, LookupError, TypeError, AttributeError, IndexError):
        return ""


def _attached(data: bytes, origin: Origin, number: int, called: str) -> Blob:
    message = f"message {origin.row} " if origin.row is not None else ""
    member = f"{message}part {number} {called}"
    if origin.member is not None:
        member = f"{origin.member}!{member}"
    return Blob(Origin(origin.path, "", member), data)


def unquoted(way: Restored) -> Restored:
    """The text without the signs of quotation, where most of its lines bear them.

    >>> unquoted(Restored("> FM AMEMBASSY ZENDA\\n> TO SECSTATE\\n")).text
    'FM AMEMBASSY ZENDA\\nTO SECSTATE\\n'
    """
    if "\n>" not in way.text and not way.text.startswith(">"):
        return way
    edits = [Edit(found.start(), found.end(), "", "a sign of quotation") for found in _QUOTED.finditer(way.text)]
    return way.apply("quotation", edits)
