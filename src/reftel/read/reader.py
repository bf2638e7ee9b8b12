"""The reader: one source in, one telegram out; every value with the span it was read from.

    Source -> repairs -> Restored -> envelope, heading, body, signature -> Telegram + defects -> inferences
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from reftel.errors import NoTelegram
from reftel.read import body, distribution, envelope, fields, heading, infer, landmarks, signature, smart
from reftel.read import defects as faults
from reftel.read.lines import Line, split
from reftel.read.repairs import restore
from reftel.read.source import Source
from reftel.telegram import captions, posts
from reftel.telegram import mrn as mrns
from reftel.telegram.model import Origin, Telegram
from reftel.telegram.mrn import Mrn
from reftel.text import Restored, Span

_FIRST_PARAGRAPH = re.compile(r"¶?\s?1\s?\. {0,3}(?:\(|[A-Z])")
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
    restored = restore(source.text)
    text = restored.text
    lines = split(text)
    labelled = smart.start_of(lines)
    telegram, parts = _labelled(lines, labelled, text) if labelled is not None else _typed(lines, text)
    if not _is_telegram(telegram, text):
        raise NoTelegram(source.name, len(source.text), source.text.lstrip())
    telegram.source = source.origin
    found_envelope, found_heading, start = parts
    if labelled is None:
        _identify(telegram, found_heading, found_envelope)
    telegram.defects = faults.find(telegram, found_envelope, found_heading, lines, start, source.assumed, text)
    if restored.changes:
        _to_source(telegram, restored)
    telegram.inferred = list(infer.infer(telegram, found_heading.station, found_heading.number))
    _date_references(telegram, int(telegram.sent[:4]) if telegram.sent else None)
    return telegram


Parts = tuple[envelope.Envelope, heading.Heading, int | None]


def _labelled(lines: Sequence[Line], start: int, text: str) -> tuple[Telegram, Parts]:
    """A telegram of the SMART form, whose fields stand behind labels."""
    telegram, _ = smart.read(lines, start, text)
    return telegram, (envelope.Envelope(), heading.Heading(), None)


def _typed(lines: Sequence[Line], text: str) -> tuple[Telegram, Parts]:
    """A telegram of the older forms: envelope, heading, body, signer, from top to bottom."""
    start = landmarks.heading_start(lines)
    found_envelope, first = _envelope(lines, start)
    offices = distribution.read(lines, first)
    found_envelope.faults += offices.faults
    found_heading = heading.read(lines, start, text) if start is not None else _labels_only(lines, found_envelope, text)
    body_start = lines[found_heading.body].start if found_heading.body < len(lines) else len(text)
    signed = signature.find(text, body_start)
    end = signed[2] if signed else signature.strip_residue(text, max(body_start, len(text) - signature.TAIL))
    found_body = body.read(lines, found_heading.body, len(lines), end)
    telegram = _assemble(found_envelope, found_heading, found_body, signed)
    _distribute(telegram, offices)
    _classified_in_text(telegram)
    return telegram, (found_envelope, found_heading, start)


def _distribute(telegram: Telegram, found: distribution.Distribution) -> None:
    if found:
        telegram.format = "sas"
        telegram.distribution, telegram.drafted_by = found.offices, found.drafted_by
        telegram.approved_by, telegram.cleared_by = found.approved_by, found.cleared_by
        telegram.at |= found.at


def _envelope(lines: Sequence[Line], start: int | None) -> tuple[envelope.Envelope, int]:
    """The envelope, and the index of the line where it begins."""
    stop = start if start is not None else next((i for i, line in enumerate(lines) if line.text and _ends_envelope(line.text)), len(lines))
    if start is None and stop == len(lines) and not any(line.text.startswith(("FM ", "VZCZC")) for line in lines[:60]):
        return envelope.Envelope(), stop
    first = envelope.starts(lines, stop)
    return envelope.read(lines, first, stop), first


def _ends_envelope(text: str) -> bool:
    """Whether a line belongs to heading or text: a label, or the first paragraph's number."""
    return landmarks.label_of(text) is not None or _FIRST_PARAGRAPH.match(text) is not None


def _labels_only(lines: Sequence[Line], found: envelope.Envelope, text: str) -> heading.Heading:
    """The heading of a copy without classification line: from its first label on, or none."""
    if not any(line.text and landmarks.label_of(line.text) for line in lines[:120]):
        return heading.Heading(body=found.used if found.sender or found.dtg else 0)
    first = next(i for i, line in enumerate(lines) if line.text and (landmarks.label_of(line.text) or captions.on_line(line.text)))
    rest = heading.read(lines[first:], None, text)
    rest.body += first
    return rest


def _assemble(found: envelope.Envelope, head: heading.Heading, text: body.Body, signed: tuple[str, Span, int] | None) -> Telegram:
    at = {**found.at, **head.at}
    if signed:
        at["signer"] = signed[1]
    if found.sender and found.sender.at:
        at["from"] = found.sender.at
    return Telegram(
        sent=found.dtg.iso if found.dtg else None, dtg=str(found.dtg) if found.dtg else None,
        precedence=found.precedence or found.called_precedence, transmission_id=found.transmission_id,
        station_serial=found.station_serial, filing_time=found.filing_time, sender=found.sender, action=found.action, info=found.info,
        exempted=found.exempted, classification=head.classification, captions=head.captions, passing=head.passing, eo=head.eo,
        declassify_on=head.declassify_on, classified_by=head.classified_by, reasons=head.reasons, tags=head.tags, subject=head.subject,
        references=head.references, paragraphs=text.paragraphs, participants=text.participants, signer=signed[0] if signed else None,
        routing=found.routing, security_group=found.security_group, instructions=found.instructions, info_precedence=found.info_precedence,
        sections=head.sections, format="cablexpress", at=at,
    )  # fmt: skip


def _classified_in_text(telegram: Telegram) -> None:
    """The classifier where he stands in a paragraph of the text: `1. (U) Classified by Jane Doe, reason 1.5 (B).`"""
    for paragraph in telegram.paragraphs[:2] if telegram.classified_by is None else ():
        label = landmarks.LABEL["classified_by"].match(paragraph.text[:60])
        if label and len(paragraph.text) < 400:
            telegram.classified_by, telegram.reasons = fields.classifier(paragraph.text[label.end() :])
            telegram.at["classified_by"] = paragraph.text_at


def _is_telegram(telegram: Telegram, text: str) -> bool:
    """Whether something in the text belongs to a telegram: an envelope, a heading, or numbered paragraphs."""
    if telegram.dtg or telegram.sender or (telegram.classification and telegram.at.get("mrn")):
        return True
    if telegram.subject and (telegram.tags or telegram.eo or telegram.references):
        return True
    numbers = [paragraph.number for paragraph in telegram.paragraphs if paragraph.number is not None]
    marked = any(paragraph.portion_mark for paragraph in telegram.paragraphs)
    return len(numbers) >= 2 or (bool(numbers) and marked) or bool(telegram.tags and telegram.eo)


def _identify(telegram: Telegram, head: heading.Heading, found: envelope.Envelope) -> None:
    """MRN and format; only from what was read."""
    year = found.dtg.year if found.dtg else None
    if head.station is not None and head.number is not None and year is not None:
        station, number = mrns.station(head.station), head.number
        own = _from_envelope(found)
        if own is not None and own[0] != station and number % 10_000 != own[1]:
            # The text of another telegram under this envelope: station and serial of the envelope agree with each other.
            station, number = own
            telegram.at.pop("mrn", None)
        telegram.mrn = str(Mrn(year, station, number))
    elif year is not None and (own := _from_envelope(found)) is not None and head.station is None:
        telegram.mrn = str(Mrn(year, *own))
        telegram.at["mrn"] = found.at["station_serial"]
    if telegram.sender is None and not telegram.classification and telegram.format == "cablexpress":
        telegram.format = "plain"


def _from_envelope(found: envelope.Envelope) -> tuple[str, int] | None:
    """(station, number below 10,000) that the envelope alone gives: FM and the station serial, where the post is known."""
    if found.sender is None or found.sender.post is None or found.station_serial is None:
        return None
    station = posts.of_indicator(found.routing_indicator) if found.routing_indicator else None
    named = mrns.station(re.sub(r"^(?:AMEMBASSY|AMCONSUL|USMISSION|USOFFICE|USINT|SECSTATE WASHDC$)\s*", "", found.sender.plad) or "STATE")
    if station is not None and station != named:
        return None
    return named, int(found.station_serial)


def _date_references(telegram: Telegram, year: int | None) -> None:
    """A reference without a year is of the telegram's own year; where that is inferred, the reference says so in its notes.

    Without any year there is no MRN: the item keeps its words.
    """
    inferred = telegram.inference("mrn")
    for reference in telegram.references:
        if reference.mrn is None or reference.mrn[:2].isdigit():
            continue
        if year is not None:
            reference.mrn = f"{year % 100:02d}{reference.mrn}"
        elif inferred is not None:
            reference.mrn = f"{inferred.value[:2]}{reference.mrn}"
            reference.notes = [*reference.notes, "YEAR INFERRED"]
        else:
            reference.mrn = None


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

