"""The reader: one source in, one telegram out; every value with the span it was read from.

    Source -> repairs -> Restored -> envelope, heading, body, signature -> Telegram + defects -> inferences
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from reftel.errors import NoTelegram
from reftel.read import attributes, edition, envelope, heading, infer, readings, releases, smart, typed, withdrawal
from reftel.read import defects as faults
from reftel.read.infer import published
from reftel.read.lines import Line, split
from reftel.read.repairs import restore
from reftel.read.source import Source
from reftel.telegram import mrn as mrns
from reftel.telegram.dtg import day_of
from reftel.telegram.model import Origin, Telegram
from reftel.telegram.mrn import Mrn
from reftel.text import Restored, Span

VERSION = 3  # of what the reader reads; raised when it would read something differently, so that archives know what to re-read


def read_text(text: str, name: str = "text") -> Telegram:
    """The telegram in a text.

    Raises:
        NoTelegram: when nothing in it belongs to a telegram.

    >>> read_text("FM AMEMBASSY BEIJING\\n\\nUNCLAS BEIJING 000012\\n\\nSUBJECT: TALKS\\n\\n¶1. They met.").sender.post
    'Beijing'
    """
    import hashlib

    data = text.encode("utf-8", "surrogatepass")
    return read_source(Source(text, Origin(name, hashlib.sha256(data).hexdigest(), encoding="utf-8"), data))


def read_source(source: Source) -> Telegram:
    """The telegram in a source.

    Raises:
        NoTelegram: when nothing in it belongs to a telegram.
    """
    if edition.is_edition(source.marks):
        return _edition(source)
    trailer = attributes.find(source.text)
    kept = source.text[: trailer.start] if trailer else source.text
    restored = restore(kept, begun=readings.begun(kept, source.marks) if source.marks else None)
    text = restored.text
    lines = split(text)
    labelled = smart.start_of(lines)
    head = edition.start_of(lines) if labelled is None else None
    if head is not None:
        return _printed(edition.read(text, lines, head), source, restored, lines)
    telegram, parts = _labelled(lines, labelled, text) if labelled is not None else typed.read(lines, text)
    telegram.source = source.origin
    found_envelope, found_heading, start = parts
    found_envelope.faults += withdrawal.find(telegram, lines, text)
    if trailer is not None:
        telegram.attributes, telegram.at["attributes"] = trailer.attributes, Span(len(text), len(text))
        found_envelope.faults += withdrawal.recorded(telegram, telegram.at["attributes"])
    if not _is_telegram(telegram, text):
        raise NoTelegram(source.name, len(source.text), source.text.lstrip())
    telegram.defects = faults.find(telegram, found_envelope, found_heading, lines, start, source.assumed, text)
    telegram.inferred = infer.infer(telegram, found_envelope, found_heading, lines, text)
    if restored.changes:
        _to_source(telegram, restored)
        releases.keep(telegram, restored.changes)
    telegram.notes += readings.notes(source.text, source.marks)
    if trailer is not None:
        _place_trailer(telegram, trailer)
    _date_references(telegram, int(telegram.sent[:4]) if telegram.sent else None)
    return telegram


def _labelled(lines: Sequence[Line], start: int, text: str) -> tuple[Telegram, typed.Parts]:
    """A telegram of the SMART form, whose fields stand behind labels."""
    telegram, _ = smart.read(lines, start, text)
    return telegram, (envelope.Envelope(), heading.Heading(), None)


def _edition(source: Source) -> Telegram:
    """A telegram of a marked-up edition: its markup is exact, and nothing in it is repaired."""
    lines = split(source.text)
    return _printed(edition.of_marks(source.text, lines, source.marks), source, Restored(source.text), lines)


def _printed(telegram: Telegram, source: Source, restored: Restored, lines: Sequence[Line]) -> Telegram:
    """A telegram as printed, with what is wrong or missing in the print."""
    if not telegram.sender and not telegram.action and not telegram.sent:
        raise NoTelegram(source.name, len(source.text), source.text.lstrip())
    telegram.source = source.origin
    found = faults.find(telegram, envelope.Envelope(), heading.Heading(), lines, None, source.assumed, restored.text)
    telegram.defects = [one for one in found if one.kind not in edition.NOT_PRINTED] + list(edition.defects(restored.text, source.marks))
    further = infer.infer(telegram, envelope.Envelope(), heading.Heading(), lines, restored.text)
    telegram.inferred += [one for one in further if telegram.inference(one.field) is None]
    if restored.changes:
        _to_source(telegram, restored)
    _date_references(telegram, int(telegram.sent[:4]) if telegram.sent else None)
    return telegram


def _place_trailer(telegram: Telegram, trailer: attributes.Trailer) -> None:
    """The archive's record lies behind what was restored: its span is the source's own."""
    beyond = telegram.at["attributes"]
    telegram.at["attributes"] = trailer.at
    for defect in telegram.defects:
        if defect.at == beyond and defect.kind in {"withdrawn", "text_elsewhere"}:
            defect.at = trailer.at


def _is_telegram(telegram: Telegram, text: str) -> bool:
    """Whether something in the text belongs to a telegram: an envelope, a heading, numbered paragraphs, the archive's record.

    Bodies alone (the National Archives' files of 1973-79 in some collections) are telegrams where they are signed and numbered, or
    where the file is named as a telegram and its text is in a telegram's capitals or signed.
    """
    if len(telegram.attributes) >= attributes.FEWEST:
        return True
    if telegram.dtg or telegram.sender or (telegram.classification and telegram.at.get("mrn")):
        return True
    if telegram.subject and (telegram.tags or telegram.eo or telegram.references):
        return True
    numbers = [paragraph.number for paragraph in telegram.paragraphs if paragraph.number is not None]
    marked = any(paragraph.portion_mark for paragraph in telegram.paragraphs)
    if len(numbers) >= 2 or (bool(numbers) and marked) or (telegram.tags and telegram.eo):
        return True
    named = bool(telegram.paragraphs) and published.number(telegram) is not None
    return bool(telegram.signer) and _in_capitals(telegram) and (bool(numbers) or named)


def _in_capitals(telegram: Telegram) -> bool:
    """Whether the text is in capitals, as all telegrams were before 1990."""
    words = "".join(paragraph.text[:1000] for paragraph in telegram.paragraphs[:5])
    return sum(map(str.isupper, words)) > 9 * sum(map(str.islower, words)) + 20


def _date_references(telegram: Telegram, year: int | None) -> None:
    """A reference without a year is of the telegram's own year; where that is inferred, the reference says so in its notes.

    A number of the telegram's own station that is higher than its own was not reached yet: it is of the year before, and so is one that
    no station could have reached by that day (STATE 210077 on 1 January). Without any year there is no MRN: the item keeps its words.
    """
    named = telegram.mrn or (one.value if (one := telegram.inference("mrn")) else None)
    own = mrns.parse(named, year) if named else None
    day = day_of(telegram.sent)
    for reference in telegram.references:
        if reference.mrn is None or reference.mrn[:2].isdecimal():
            continue
        its_year = year or (own.year if own else None)
        if its_year is None:
            reference.mrn = None
            continue
        found = mrns.parse(reference.mrn, its_year)
        earlier = own is not None and own.year == its_year and found.station == own.station and found.number > own.number
        earlier = earlier or (year is not None and _not_reached(found, day))
        reference.mrn = str(Mrn(its_year - earlier, found.station, found.number))
        if year is None or earlier:
            reference.notes = [*reference.notes, "YEAR INFERRED"]


# Numbers a day, and a year: the Department sent at most some 370,000 telegrams a year, the busiest post 45,000; twice that.
_DAILY, _YEARLY = {"STATE": 2_000}, {"STATE": 400_000}


def _not_reached(number: Mrn, day: date | None) -> bool:
    """Whether a station cannot have come to a number by a day of the year, and can have in the year before."""
    if day is None:
        return False
    return (day.timetuple().tm_yday + 1) * _DAILY.get(number.station, 250) < number.number <= _YEARLY.get(number.station, 60_000)


def _to_source(telegram: Telegram, restored: Restored) -> None:
    """All spans from the restored text to the source, in one place."""
    telegram.changes = list(restored.changes)
    telegram.at = {name: restored.to_source(span) for name, span in telegram.at.items()}
    found: list[Iterable[Any]] = [
        telegram.action, telegram.info, telegram.exempted, telegram.references, telegram.participants, telegram.defects,
        telegram.notes, telegram.mentions,
        [telegram.sender] if telegram.sender else [],
    ]  # fmt: skip
    for several in found:
        for one in several:
            if one.at is not None:
                one.at = restored.to_source(one.at)
    for paragraph in telegram.paragraphs:
        paragraph.at = restored.to_source(paragraph.at)
        paragraph.text_at = restored.to_source(paragraph.text_at)
        for element in paragraph.elements:
            element.at = restored.to_source(element.at)

