"""What must be true of whatever is read: no exception but reftel's own, spans inside the text, changes that undo, JSON that validates."""

from __future__ import annotations

import hashlib
import time
import traceback
from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec

from reftel.errors import ReftelError
from reftel.guard import check
from reftel.read import fields
from reftel.read.inputs import Blob, sources
from reftel.read.reader import read_source
from reftel.read.source import Source
from reftel.settings import Settings
from reftel.telegram.model import Origin, Telegram, Unreadable
from reftel.text import Restored, Span

SECONDS = 1.0  # of CPU for 100 KB, and for any shorter input
_SETTINGS = Settings()
_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(Telegram)
_FIELDS = (
    fields.mrn, fields.dtg, fields.precedence, fields.recipients, fields.sender, fields.classification, fields.captions, fields.eo, fields.classified_by, fields.reasons, fields.tags,
    fields.subject, fields.references, fields.participants, fields.portion_marks, fields.signer, fields.summary,
)  # fmt: skip


class Failure(NamedTuple):
    """What failed: a name that is the same for the same fault, and the details."""

    name: str
    details: str


class Untrue(Exception):
    """Something said of a text that is not so."""


def examine(data: bytes, name: str, thorough: bool) -> tuple[Failure | None, int, int]:
    """(what failed, telegrams read, unreadable) of one input; `thorough` asks the checks and single fields too."""
    read = bad = 0
    begun = time.process_time()
    try:
        for source in sources(Blob(Origin(name, hashlib.sha256(data).hexdigest()), data), _SETTINGS):
            good = _one(source, thorough)
            read, bad = read + good, bad + (not good)
    except Exception as error:  # every kind is a finding here
        return Failure(_name(error), traceback.format_exc()), read, bad
    took = time.process_time() - begun
    allowed = SECONDS * max(1.0, len(data) / 100_000) * (3 if thorough else 1)
    if took > allowed:
        return Failure("slow", f"{took:.2f} s of CPU for {len(data):,} bytes; {allowed:.1f} s are allowed"), read, bad
    return None, read, bad


def _name(error: Exception) -> str:
    if isinstance(error, Untrue):
        return f"Untrue: {str(error).split(':')[0]}"
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "reftel" in frame.filename]
    where = f"{frames[-1].filename.rpartition('reftel/')[2]}:{frames[-1].name}" if frames else "outside"
    return f"{type(error).__name__} in {where}"


def _one(source: Source | Unreadable, thorough: bool) -> bool:
    if isinstance(source, Unreadable):
        return False
    try:
        telegram = read_source(source)
    except ReftelError:
        return False
    encoded = _ENCODER.encode(telegram)
    if _ENCODER.encode(_DECODER.decode(encoded)) != encoded:
        raise Untrue("JSON: reads back as something else")
    if Restored(source.text, telegram.changes).undo() != source.text:
        raise Untrue("undo: the changes do not lead back to the source")
    for change in telegram.changes:
        if change.at.quote(source.text) != change.old:
            raise Untrue(f"change: {change.at} quotes {change.at.quote(source.text)!r}, it says {change.old!r}")
    size = len(source.text)
    for what, span in _spans(telegram):
        if not 0 <= span.start <= span.end <= size:
            raise Untrue(f"span of {what}: {span} in a text of {size}")
    for one, other in zip(telegram.paragraphs, telegram.paragraphs[1:], strict=False):
        if other.at.start < one.at.start:
            raise Untrue(f"order: paragraph at {other.at} after {one.at}")
    for name, span in telegram.at.items():
        source.where(span)
        if not isinstance(name, str):
            raise Untrue("at: a key that is no name")
    if thorough:
        check(telegram, source.text)
        for field in _FIELDS:
            field(source.text[:20_000])
    return True


def _spans(value: Any, what: str = "telegram") -> Iterator[tuple[str, Span]]:
    """Every span in a telegram; those of changes and of the origin are looked at elsewhere."""
    if isinstance(value, Span):
        yield what, value
    elif isinstance(value, list):
        for one in value:
            yield from _spans(one, what)
    elif isinstance(value, dict):
        for name, one in value.items():
            yield from _spans(one, f"{what}.{name}")
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            if name not in {"changes", "source"}:
                one = getattr(value, name)
                if one is not None and not isinstance(one, str | int | float):
                    yield from _spans(one, f"{what}.{name}")
