"""Telegrams of the typed forms: envelope, heading, body, signer, from top to bottom.

They differ in what stands above the text (the distribution of 1973-79, the head of the printed form, an ACP 127 envelope,
nothing) and agree in what follows: a classification line or the telegram's own number, labels, numbered paragraphs, a surname.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from reftel.read import body, closing, distribution, envelope, fields, heading, landmarks, sections, station_line
from reftel.read.lines import Line
from reftel.telegram import captions, posts
from reftel.telegram import mrn as mrns
from reftel.telegram.dtg import Dtg
from reftel.telegram.model import Telegram
from reftel.telegram.mrn import Mrn
from reftel.text import Span

_FIRST_PARAGRAPH = re.compile(r"¶?\s?1\s?\. {0,3}(?:\(|[A-Z])")
_DIRECTED = re.compile(r"(?P<year>\d\d)?(?P<who>EMB|DEP)TELS?(?P<number>\d+)$")
_CONTROL = re.compile(r"(?:CONTROL|RECD|PREC|CLASS|LINE\d|OSRI|DTG|ORIG|INFO|TO|FM)\b ?:|(?:UNCLASSIFIED|CONFIDENTIAL|SECRET) [A-Z ]{2,30}$")
_KINDS = frozenset({"AMEMBASSY", "AMCONSUL", "AMCONGEN", "USMISSION", "USINT", "USLO", "USOFFICE", "AMLEGATION", "USDEL"})
REACH = 120  # lines in which envelope and heading must begin
Parts = tuple[envelope.Envelope, heading.Heading, int | None]


def read(lines: Sequence[Line], text: str) -> tuple[Telegram, Parts]:
    """The telegram in some lines, and what its parts say."""
    if "\nFM " in text and (later := sections.orphan(lines)) is not None:
        return _headless(lines, later, text)
    start = landmarks.heading_start(lines)
    found_envelope, first = _envelope(lines, start)
    offices = distribution.read(lines, first)
    found_envelope.faults += offices.faults
    found_heading = heading.read(lines, start, text) if start is not None else _reduced(lines, found_envelope, text)
    if first and not (found_heading.subject and found_heading.references):
        _from_above(found_heading, lines[:first], text)
    body_start = lines[found_heading.body].start if found_heading.body < len(lines) else len(text)
    ending = closing.read(text, body_start)
    found_body = body.read(lines, found_heading.body, len(lines), ending.end)
    telegram = _assemble(found_envelope, found_heading, found_body, ending)
    _distribute(telegram, offices, found_envelope.dtg)
    _classified_in_text(telegram)
    _identify(telegram, found_heading, found_envelope, _head(lines, first, found_envelope))
    return telegram, (found_envelope, found_heading, start)


def _headless(lines: Sequence[Line], later: sections.Later, text: str) -> tuple[Telegram, Parts]:
    """A copy that lost its first heading: what a later section's heading says, and the text above and below it."""
    head = lines[later.first : later.after]
    row = len(head) if later.row is None else later.row - later.first
    found_envelope = envelope.read(head, 0, row)
    found_heading = heading.read(head, row, text) if later.row is not None else heading.Heading(body=later.after)
    found_heading.section = None
    rest = _behind(lines[later.row]) if later.row is not None else []
    kept = [*lines[: later.first], *rest, *lines[later.after :]]
    if later.first:
        kept[later.first - 1] = sections.without_dashes(lines[later.first - 1])
    ending = closing.read(text, lines[later.after - 1].end)
    found_body = body.read(kept, 0, len(kept), ending.end)
    telegram = _assemble(found_envelope, found_heading, found_body, ending)
    _identify(telegram, found_heading, found_envelope, None)
    telegram.format = "sas"
    return telegram, (found_envelope, found_heading, None)


def _behind(line: Line) -> list[Line]:
    """Words of the text that the copy left on the section's classification line."""
    found = landmarks.class_line(line.text)
    words = found["after"].strip() if found else ""
    return [Line(line.end - len(words), line.end, words)] if words and not captions.on_line(words) else []


def _envelope(lines: Sequence[Line], start: int | None) -> tuple[envelope.Envelope, int]:
    """The envelope, and the index of the line where it begins."""
    stop = start if start is not None else _stop(lines)
    if start is None and stop == len(lines) and not any(line.text.startswith(("FM ", "VZCZC")) for line in lines[:60]):
        return envelope.Envelope(), stop
    first = envelope.starts(lines, stop)
    return envelope.read(lines, first, stop, reduced=start is None), first


def _stop(lines: Sequence[Line]) -> int:
    """The line where the heading begins in a copy without classification line: its first label or paragraph.

    Printed copies may set SUBJECT and REF above the form's head: then the first below FM, if FM has TO or a date by it.
    """
    below = 0
    for i, line in enumerate(lines[:REACH]):
        if line.text.startswith(("FM ", "FM: ")) and any(
            near.text.startswith(("TO ", "INFO ", "TO: ")) or envelope.LINE5.match(near.text[:80]) for near in lines[max(0, i - 2) : i + 3]
        ):
            below = i
            break
    below = next((i + 1 for i in range(below, min(len(lines), REACH)) if lines[i].text == "TEXT:"), below)  # of the White House form
    return next((i for i in range(below, len(lines)) if lines[i].text and _ends_envelope(lines[i].text)), len(lines))


def _ends_envelope(text: str) -> bool:
    """Whether a line belongs to heading or text: a label, or the first paragraph's number."""
    return landmarks.label_of(text) is not None or _FIRST_PARAGRAPH.match(text) is not None


def _reduced(lines: Sequence[Line], found: envelope.Envelope, text: str) -> heading.Heading:
    """The heading of a copy without classification line: from where the addresses end, or from its first label on, or none."""
    if found.ended:
        first = found.used
    elif not any(line.text and landmarks.label_of(line.text) for line in lines[:REACH]):
        return heading.Heading(body=found.used if found.sender or found.dtg else 0)
    else:
        below = found.used if found.sender and found.used < len(lines) else 0
        first = next(
            (i for i in range(below, len(lines)) if lines[i].text and (landmarks.label_of(lines[i].text) or captions.on_line(lines[i].text))), below
        )
    rest = heading.read(lines[first:], None, text, handling=found.ended)
    rest.body += first
    if found.own is not None:
        rest.section, rest.sections, rest.series = found.own.section, found.own.sections, rest.series or found.own.series
        if found.own.series:
            rest.at["series"] = found.own.at
    if rest.classification is None and (banner := _banner(lines[:first][:REACH])):
        heading.classify(rest, banner)
    rest.passing = [line.text for line in found.handling] + rest.passing
    if found.handling:
        rest.at["passing"] = Span(found.handling[0].start, found.handling[-1].end)
    return rest


def _banner(above: Sequence[Line]) -> Line | None:
    """The classification in a page's head, which is that of the whole: on a line of its own, or behind a label (CLASS: SECRET)."""
    for line in above:
        words = line.text.removeprefix("CLASS").lstrip(" :") if line.text.startswith("CLASS") else line.text
        if words and landmarks.bare_class(words):
            return Line(line.end - len(words), line.end, words)
    return None


def _from_above(found: heading.Heading, above: Sequence[Line], text: str) -> None:
    """SUBJECT and REF that the copy sets above the envelope."""
    if not any(line.text and landmarks.label_of(line.text) for line in above[:REACH]):
        return
    begin = next(i for i, line in enumerate(above) if line.text and landmarks.label_of(line.text))
    stop = next((i for i in range(begin, len(above)) if above[i].text and _begins_form(above[i].text)), len(above))
    extract = heading.read(above[begin:stop], None, text)
    for name in ("subject", "references", "tags", "eo"):
        if not getattr(found, name) and getattr(extract, name):
            setattr(found, name, getattr(extract, name))
            found.at[name] = extract.at[name]


def _begins_form(text: str) -> bool:
    """Whether a line is of the form below SUBJECT and REF: its title, a classification, a page heading, a label of the White House's."""
    return bool(station_line.PRINTED.match(text[:60]) or landmarks.bare_class(text) or distribution.PAGE.match(text[:120]) or _CONTROL.match(text))


def _head(lines: Sequence[Line], first: int, found: envelope.Envelope) -> station_line.Own | None:
    """The number on the printed form's head or in the page heading, above the envelope."""
    return found.head or (station_line.at_head(lines, first, found.sender.plad if found.sender else None) if first else None)


def _assemble(found: envelope.Envelope, head: heading.Heading, text: body.Body, ending: closing.Closing) -> Telegram:
    at = {**found.at, **head.at, **ending.at}
    if found.sender and found.sender.at:
        at["from"] = found.sender.at
    return Telegram(
        sent=found.dtg.iso if found.dtg else found.day, dtg=str(found.dtg) if found.dtg else None,
        precedence=found.precedence or found.called_precedence, transmission_id=found.transmission_id,
        station_serial=found.station_serial, filing_time=found.filing_time, sender=found.sender, action=found.action, info=found.info,
        exempted=found.exempted, classification=head.classification, captions=head.captions, passing=head.passing, eo=head.eo,
        declassify_on=head.declassify_on or ending.declassify_on, classified_by=head.classified_by, reasons=head.reasons, tags=head.tags,
        subject=head.subject, references=head.references, paragraphs=text.paragraphs, participants=text.participants,
        signer=ending.signer, routing=found.routing, security_group=found.security_group, instructions=found.instructions,
        info_precedence=found.info_precedence, sections=head.sections, series=head.series, notes=ending.notes, format="cablexpress", at=at,
    )  # fmt: skip


def _distribute(telegram: Telegram, found: distribution.Distribution, sent: Dtg | None) -> None:
    telegram.drafted_by, telegram.approved_by = found.drafted_by, found.approved_by
    telegram.cleared_by, telegram.released_by = found.cleared_by, found.released_by
    telegram.passing = [*found.desired, *telegram.passing]
    received, telegram.received = found.at.pop("received", None), None
    telegram.at |= found.at
    if found:
        telegram.format = "sas"
        telegram.distribution = found.offices
        if sent is not None and found.received is not None and received is not None and (when := _received(found.received, sent)):
            telegram.received, telegram.at["received"] = when, received


def _received(time: tuple[int, int, int], sent: Dtg) -> str | None:
    """The moment of receipt: day and hour as printed, month and year those of the date-time group or the next month's."""
    day, hour, minute = time
    later = day < sent.day
    year, month = (sent.year + sent.month // 12, sent.month % 12 + 1) if later else (sent.year, sent.month)
    try:
        when = datetime(year, month, day, hour, minute, tzinfo=UTC)
    except ValueError:
        return None
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")


def _classified_in_text(telegram: Telegram) -> None:
    """The classifier where he stands in a paragraph of the text: `1. (U) Classified by Jane Doe, reason 1.5 (B).`"""
    for paragraph in telegram.paragraphs[:2] if telegram.classified_by is None else ():
        label = landmarks.LABEL["classified_by"].match(paragraph.text[:60])
        if label and len(paragraph.text) < 400:
            telegram.classified_by, telegram.reasons = fields.classifier(paragraph.text[label.end() :])
            telegram.at["classified_by"] = paragraph.text_at


def _identify(telegram: Telegram, head: heading.Heading, found: envelope.Envelope, form: station_line.Own | None) -> None:
    """MRN and format; only from what was read."""
    year = found.dtg.year if found.dtg else found.year
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
    elif head.station is None and (numbered := found.own or form) is not None:
        _number(telegram, found, numbered, form, year)
    if telegram.sender is None and not telegram.classification and telegram.format == "cablexpress":
        telegram.format = "plain"
    _own_references(telegram)


def _own_references(telegram: Telegram) -> None:
    """Telegrams called by their direction: EMBTEL is the embassy's own (of the one post addressed, where the Department writes), DEPTEL the Department's."""
    for reference in telegram.references:
        m = _DIRECTED.match(reference.mrn) if reference.mrn else None
        if m is None:
            continue
        station = _embassy(telegram) if m["who"] == "EMB" else "STATE"
        reference.mrn = f"{m['year'] or ''}{station}{m['number']}" if station else None


def _embassy(telegram: Telegram) -> str | None:
    own = mrns.parse(telegram.mrn).station if telegram.mrn else None
    if own is not None and own != "STATE":
        return own
    posts_addressed = [one.plad for one in telegram.action if posts.name(one.plad)] if own == "STATE" else []
    return mrns.station(station_line.station(posts_addressed[0])) if len(posts_addressed) == 1 else None


def _number(telegram: Telegram, found: envelope.Envelope, numbered: station_line.Own, form: station_line.Own | None, year: int | None) -> None:
    """The MRN of a copy without classification line: its own number, before the text or at the form's head."""
    if telegram.format == "cablexpress":
        telegram.format = "printed"
    telegram.at["mrn"] = numbered.at
    if form is not None and found.own is not None and form.number != found.own.number:
        message = f"the form's head says {form.number}, the line before the text {found.own.station} {found.own.number}"
        found.faults.append(("number_disagrees", form.at, message))
    if year is None or found.sender is None:
        return
    name = station_line.station(found.sender.plad) if numbered.station is None else station_line.station(numbered.station)
    if name in _KINDS:  # the copy lost the city
        return
    telegram.mrn = str(Mrn(year, mrns.station(posts.station_in(name)), numbered.number))


def _from_envelope(found: envelope.Envelope) -> tuple[str, int] | None:
    """(station, number below 10,000) that the envelope alone gives: FM and the station serial, where the post is known."""
    if found.sender is None or found.sender.post is None or found.station_serial is None:
        return None
    station = posts.of_indicator(found.routing_indicator) if found.routing_indicator else None
    named = mrns.station(re.sub(r"^(?:AMEMBASSY|AMCONSUL|USMISSION|USOFFICE|USINT|SECSTATE WASHDC$)\s*", "", found.sender.plad) or "STATE")
    if station is not None and station != named:
        return None
    return named, int(found.station_serial)
