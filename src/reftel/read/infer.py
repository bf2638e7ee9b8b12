"""What was not read but follows from evidence: always apart from what was read, with the evidence and a confidence.

Partial extracts have lost their envelope: the year of an MRN stands only in the file's name or on the page. Measured
on 446 real telegrams of 2000-2010: MRN with an agreeing classification line 130 of 130 right, year 130 of 130, post 133 of 133.
The lower confidences (an MRN from the name alone, or against the classification line) are judgements: no case of them was there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from reftel.errors import BadValue
from reftel.telegram import mrn as mrns
from reftel.telegram import posts
from reftel.telegram.model import Inference, Telegram
from reftel.telegram.mrn import Mrn

_FILE = re.compile(r"(?P<mrn>(?:(?:19|20)\d\d|\d\d)[A-Z][A-Z\-]{2,30}\d{1,7})(?![A-Z0-9])")
_PUBLISHED = ("Reference ID", "mrn", "refid", "reference_id")
_DATED = ("Created", "date", "created")


def infer(telegram: Telegram, station: str | None, number: int | None) -> Iterator[Inference]:
    """Inferences for one telegram; `station` and `number` are what its classification line says."""
    named = _named(telegram)
    if telegram.mrn is None:
        yield from _mrn(named, station, number)
    if telegram.sent is None:
        yield from _sent(telegram, named, station, number)
    if telegram.sender is None or telegram.sender.post is None:
        yield from _post(named, station)


def _named(telegram: Telegram) -> tuple[Mrn, str] | None:
    """(MRN, evidence) from the published table or the file's name."""
    origin = telegram.source
    if origin is None:
        return None
    for key in _PUBLISHED:
        if value := origin.published.get(key):
            try:
                return mrns.parse(value), f"published as {value}"
            except BadValue:
                continue
    stem = PurePosixPath((origin.member or origin.path).replace("\\", "/")).stem.upper()
    found = _FILE.match(stem)
    if not found:
        return None
    try:
        return mrns.parse(found["mrn"]), f"file name {stem}"
    except BadValue:
        return None


def _mrn(named: tuple[Mrn, str] | None, station: str | None, number: int | None) -> Iterator[Inference]:
    if named is None:
        return
    mrn, evidence = named
    if station is None:
        yield Inference("mrn", str(mrn), 0.9, [evidence])
    elif mrns.station(station) == mrn.station and number == mrn.number:
        yield Inference("mrn", str(mrn), 0.99, [f"classification line {station} {number}", evidence])
    else:
        yield Inference("mrn", str(mrn), 0.6, [evidence, f"though the classification line says {station} {number}"])


def _sent(telegram: Telegram, named: tuple[Mrn, str] | None, station: str | None, number: int | None) -> Iterator[Inference]:
    origin = telegram.source
    if origin is not None:
        for key in _DATED:
            if found := re.match(r"(\d{4}-\d\d-\d\d)", origin.published.get(key, "")):
                yield Inference("sent", found[1], 0.99, [f"published date {origin.published[key]}; such tables are right to the day"])
                return
    if named is not None and named[0].year is not None:
        yield Inference("year", str(named[0].year), 0.99, [named[1]])


def _post(named: tuple[Mrn, str] | None, station: str | None) -> Iterator[Inference]:
    key = mrns.station(station) if station else named[0].station if named else None
    post = posts.of_station(key) if key else None
    if post is not None:
        because = f"classification line of {station}" if station else named[1] if named else ""
        yield Inference("post", post, 0.97, [because])
