"""The lines of the envelope against each other and against the text.

Measured on 5,747 telegrams: the station serial is the MRN's number modulo 10,000 in 5,744, the Julian day is the DTG's in 5,735 (or
the next, filed after midnight), the doubled prosign of line 2 is the first of line 5 in 5,746, the security group agrees with the
classification in all but 4, ZNR goes with unclassified, `SECTION nn OF nn` with `/nn` in line 3 in 2,633 of 2,636. The hour and minute
of filing are the DTG's in 5,416 only, so they are not checked beyond the day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from reftel.errors import BadValue
from reftel.read.envelope import CALLED, FROM_STATION, LINE5, SECURITY, Envelope
from reftel.read.heading import Heading
from reftel.read.infer import garbled
from reftel.read.infer.markings import GROUPS
from reftel.read.landmarks import CLASS_LINE
from reftel.read.lines import Line
from reftel.telegram import dtg as dtgs
from reftel.telegram import markings, posts
from reftel.telegram import mrn as mrns
from reftel.telegram.markings import Level
from reftel.telegram.model import Addressee, Defect, Telegram

_SERIAL = re.compile(r" (?P<serial>(?=\d{0,3}[OIl?])(?=[OIl?]{0,3}\d)[\dOIl?]{4})$")
_CLEAN = {"line 2": CALLED, "line 3": FROM_STATION, "line 4": SECURITY, "line 5": LINE5, "classification line": CLASS_LINE}
# Missions that share a house with an embassy: the indicator and the station may be either's.
_RELAYS = {"USUNNEWYORK", "USNATO", "USEUBRUSSELS", "GENEVA", "CDGENEVA", "USTRGENEVA", "UNVIEVIENNA", "USOSCE", "STATE", "SECTO"}


def disagreements(telegram: Telegram, envelope: Envelope, heading: Heading, lines: Sequence[Line], text: str) -> Iterator[Defect]:
    """Every pair of the envelope that should agree and does not, and lines that can only be guessed at."""
    yield from _serial(envelope, heading)
    if envelope.dtg and envelope.filing_time:
        yield from _filing(envelope, envelope.dtg)
    if envelope.precedence and envelope.called_precedence not in {None, "NIACT", envelope.precedence}:
        message = f"line 2 says {envelope.called_precedence}, line 5 {envelope.precedence}"
        yield Defect("precedence_disagrees", envelope.at.get("precedence"), message)
    yield from _group(telegram, envelope, text)
    yield from _station(envelope, heading)
    yield from _section(envelope, heading)
    yield from _addressees(telegram)
    yield from _garbled(envelope, heading, lines)


def _serial(envelope: Envelope, heading: Heading) -> Iterator[Defect]:
    if envelope.station_serial and heading.number is not None and heading.number % 10_000 != int(envelope.station_serial):
        message = f"line 3 says serial {envelope.station_serial}, the classification line {heading.station} {heading.number}"
        yield Defect("serial_disagrees", envelope.at.get("station_serial"), message)


def _filing(envelope: Envelope, sent: dtgs.Dtg) -> Iterator[Defect]:
    at = envelope.at.get("filing_time")
    try:
        filed = dtgs.filing_date(envelope.filing_time or "", sent.year)
    except BadValue as error:
        yield Defect("bad_filing_time", at, str(error))
        return
    day = date(sent.year, sent.month, sent.day)
    if filed not in {day, day + timedelta(days=1)} and not (day.month == 12 and day.day == 31 and filed.timetuple().tm_yday == 1):
        yield Defect("filing_disagrees", at, f"line 3 was filed on day {filed.timetuple().tm_yday} ({filed}), the DTG says {day}")


def _group(telegram: Telegram, envelope: Envelope, text: str) -> Iterator[Defect]:
    group = envelope.security_group
    if not group:
        return
    at = envelope.at.get("security_group")
    if not garbled.is_group(group):
        yield Defect("garbled", at, f"{group} is no security group: it has five equal letters")
        return
    if group[0] not in GROUPS:
        return
    if telegram.classification and GROUPS[group[0]] != markings.level(telegram.classification):
        higher = max(GROUPS[group[0]], markings.level(telegram.classification))
        yield Defect("classification_disagrees", at, f"line 4 says {group}, the text {telegram.classification}: take the higher, {higher.words}")
    signal = text[at.start - 4 : at.start - 1] if at and at.start >= 4 else ""
    if signal == "ZNR" and GROUPS[group[0]] > Level.UNCLASSIFIED:
        yield Defect("security_signal_disagrees", at, f"ZNR {group}: ZNR lets a text pass over any circuit, a classified one goes with ZNY")


def _station(envelope: Envelope, heading: Heading) -> Iterator[Defect]:
    """FM, the routing indicator of line 3 and the station of the first line name one post; relays for a delegation do not."""
    named = {
        "FM": posts.station_of(envelope.sender.plad) if envelope.sender else None,
        "line 3": posts.of_indicator(envelope.routing_indicator) if envelope.routing_indicator else None,
        "the classification line": mrns.station(heading.station) if heading.station else None,
    }
    said = {where: station for where, station in named.items() if station and posts.of_station(station)}
    yield from _misprinted(envelope, said)
    cities = {posts.city(station) for station in said.values()}
    if len(cities) > 1 and None not in cities and not _RELAYS & set(said.values()):
        words = ", ".join(f"{where} {station}" for where, station in said.items())
        at = envelope.sender.at if envelope.sender else envelope.at.get("routing_indicator")
        yield Defect("station_disagrees", at, f"different posts are named: {words}")


def _misprinted(envelope: Envelope, said: dict[str, str]) -> Iterator[Defect]:
    """A routing indicator that no station has, one letter off that of the station named."""
    indicator = envelope.routing_indicator
    if indicator is None or "line 3" in said:
        return
    for where, station in said.items():
        known = posts.indicator(station)
        if known and garbled.one_off(indicator, known):
            yield Defect("station_disagrees", envelope.at.get("routing_indicator"), f"line 3 has {indicator}, {where} names {station}, which is {known}")
            return


def _section(envelope: Envelope, heading: Heading) -> Iterator[Defect]:
    if heading.section is not None and envelope.station_serial is not None and envelope.section is None:
        message = f"the classification line says section {heading.section}, line 3 has no section behind its serial"
        yield Defect("section_disagrees", envelope.at.get("station_serial"), message)
    elif heading.section is not None and envelope.section is not None and int(envelope.section) != heading.section:
        message = f"the classification line says section {heading.section}, line 3 section {int(envelope.section)}"
        yield Defect("section_disagrees", envelope.at.get("station_serial"), message)


def _addressees(telegram: Telegram) -> Iterator[Defect]:
    """The serial a station keeps for each addressee has four digits and rises by one: one addressee has no two of them."""
    seen: dict[str, Addressee] = {}
    for one in (*telegram.action, *telegram.info):
        if found := _SERIAL.search(one.plad[-6:]) if one.mcn is None else None:
            yield Defect("addressee_serial", one.at, f"{one.plad}: {found['serial']} is no serial of four digits")
        before = seen.setdefault(one.plad, one)
        if before is not one and before.mcn and one.mcn and before.mcn != one.mcn:
            yield Defect("addressee_serial", one.at, f"{one.plad} stands here with serial {one.mcn} and before with {before.mcn}")


def _garbled(envelope: Envelope, heading: Heading, lines: Sequence[Line]) -> Iterator[Defect]:
    """Lines whose place and shape tell what they are, and whose letters do not fit: what they say was not read."""
    if not (envelope.sender or envelope.routing or envelope.at):
        return
    lost = {
        "line 3": envelope.station_serial is None, "line 4": envelope.security_group is None,
        "line 5": envelope.dtg is None and not any(kind == "bad_dtg" for kind, _, _ in envelope.faults),
        "line 2": envelope.called_precedence is None, "classification line": heading.number is None,
    }  # fmt: skip
    if not any(lost.values()):
        return
    left = garbled.look(lines)
    for name, at in left.at.items():
        words = next((line.text for line in lines[: garbled.TOP] if line.start == at.start), "")
        if lost.get(name) and not _CLEAN[name].match(words[:300]):
            yield Defect("garbled", at, f'"{words[:80]}" has the shape of {_called(name)}, but not its letters')


def _called(name: str) -> str:
    return f"{name} of an envelope" if name.startswith("line") else f"a {name}"
