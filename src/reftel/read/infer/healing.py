"""Healing: what one line lost, another still says, for the trade says everything twice.

    station serial of line 3        number of the classification line modulo 10,000        5,744 of 5,747
    Julian day of line 3            day and month of line 5                                5,735
    hour and minute of line 3       those of line 5                                        5,416
    prosign of line 2               first prosign of line 5                                5,746
    group of line 4                 classification of the text                             5,743
    routing indicator of line 3     FM, station of the classification line                 306 of 306

The text is left as it is, and the healed value stands among the inferences: one witness names the letters that are lost, and what
can still be read of them has to agree with it. A change of the text would need two witnesses besides the wound itself, and copies
that lose a digit of one line rarely keep three.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from reftel.errors import BadValue
from reftel.read.envelope import Envelope
from reftel.read.heading import Heading
from reftel.read.infer import garbled
from reftel.read.infer.evidence import Evidence
from reftel.read.infer.garbled import Garbled
from reftel.read.infer.markings import GROUPS
from reftel.telegram import dtg as dtgs
from reftel.telegram import mrn as mrns
from reftel.telegram import posts, precedence
from reftel.telegram.dtg import MONTHS
from reftel.telegram.markings import SENSITIVE_BUT_UNCLASSIFIED, UNCLASSIFIED
from reftel.telegram.model import Telegram
from reftel.telegram.mrn import Mrn

_SERIAL, _DAY, _MINUTE, _PROSIGN, _GROUP, _INDICATOR = 0.999, 0.998, 0.942, 0.999, 0.998, 0.998
_READ = 0.995  # a line that can be read in full and only did not fit the pattern
_PROSIGNS = {"Z": "FLASH", "O": "IMMEDIATE", "P": "PRIORITY", "R": "ROUTINE"}


def wanted(telegram: Telegram, envelope: Envelope, heading: Heading) -> bool:
    """Whether something is missing that another line may say: then it is worth a look at the lines."""
    begun = envelope.sender is not None or envelope.routing or envelope.at
    unknown = envelope.routing_indicator is not None and posts.of_indicator(envelope.routing_indicator) is None
    group = envelope.security_group is not None and not garbled.is_group(envelope.security_group)
    disagrees = envelope.station_serial is not None and heading.number is not None and heading.number % 10_000 != int(envelope.station_serial)
    return bool(begun) and (unknown or group or disagrees or None in {envelope.dtg, envelope.station_serial, envelope.security_group, envelope.precedence} or heading.number is None)


def heal(telegram: Telegram, envelope: Envelope, heading: Heading, found: Garbled, year: int | None) -> Iterator[Evidence]:
    """What the other lines say of the garbled ones. `year` is the year the publication gives."""
    yield from _serial(envelope, heading, found)
    yield from _filing(envelope, found)
    yield from dtg(envelope, found, year)
    yield from _precedence(telegram, envelope, found)
    yield from _classification(telegram, envelope, found)
    yield from _indicator(envelope, heading, found)
    yield from _number(telegram, envelope, heading, found, year)


def filed(envelope: Envelope, found: Garbled) -> tuple[int, int, int] | None:
    """(Julian day, month, day) where line 3 and what is left of line 5 give them, but no year."""
    if envelope.dtg is not None or envelope.filing_time is None or found.time is None or found.month is None or garbled.OPEN in found.time[:2]:
        return None
    return int(envelope.filing_time[:3]), MONTHS.index(found.month) + 1, int(found.time[:2])


def _serial(envelope: Envelope, heading: Heading, found: Garbled) -> Iterator[Evidence]:
    if envelope.station_serial is not None or found.serial is None:
        return
    before = heading.number
    if garbled.OPEN not in found.serial and (before is None or garbled.fits(found.serial, f"{before % 10_000:04d}")):
        yield Evidence("station_serial", found.serial, _READ, "line 3", (f"line 3 shows {found.serial}",))
    if heading.number is not None and garbled.fits(found.serial, f"{heading.number % 10_000:04d}"):
        because = f"classification line {heading.station} {heading.number}; line 3 shows {found.serial}"
        yield Evidence("station_serial", f"{heading.number % 10_000:04d}", _SERIAL, "classification line", (because,))
    if found.end_serial and garbled.OPEN not in found.end_serial and garbled.fits(found.serial, found.end_serial):
        yield Evidence("station_serial", found.end_serial, _SERIAL, "end", (f"#{found.end_serial} at the end",))


def _filing(envelope: Envelope, found: Garbled) -> Iterator[Evidence]:
    if envelope.filing_time is not None or found.filing is None:
        return
    if garbled.OPEN not in found.filing and _is_filing(found.filing):
        yield Evidence("filing_time", found.filing, _READ, "line 3", (f"line 3 shows {found.filing}",))
    elif envelope.dtg:
        sent = envelope.dtg
        julian = f"{date(sent.year, sent.month, sent.day).timetuple().tm_yday:03d}"
        clock = f"{sent.hour:02d}{sent.minute:02d}"
        if garbled.fits(found.filing[:3], julian):
            open_clock = garbled.OPEN in found.filing[3:]
            if not open_clock or garbled.fits(found.filing[3:], clock):
                value = julian + (clock if open_clock else found.filing[3:])
                yield Evidence("filing_time", value, _MINUTE if open_clock else _DAY, "line 5", (f"date-time group {sent}; line 3 shows {found.filing}",))


def _is_filing(words: str) -> bool:
    return 1 <= int(words[:3]) <= 366 and int(words[3:5]) < 24 and int(words[5:]) < 60


def dtg(envelope: Envelope, found: Garbled, year: int | None) -> Iterator[Evidence]:
    """The date-time group from what is left of it and the filing time of line 3."""
    if envelope.dtg is not None or found.time is None or found.year is None:
        return
    whole = _year(found.year, year)
    if whole is None:
        return
    filing = envelope.filing_time or (found.filing if found.filing and garbled.OPEN not in found.filing else None)
    lost = garbled.OPEN in found.time or found.month is None
    if not lost:
        yield from _said(found.time, found.month or "", whole, _READ, f"line 5 shows {found.time}Z {found.month} {found.year}")
        return
    if filing is None or not _is_filing(filing):
        return
    filed = date(whole, 1, 1) + timedelta(days=int(filing[:3]) - 1)
    time, weight = found.time, _DAY
    if garbled.OPEN in time[:2] and not garbled.fits(time[:2], f"{filed.day:02d}"):
        return
    if found.month is not None and found.month != MONTHS[filed.month - 1]:
        return
    if garbled.OPEN in time[2:]:
        if not garbled.fits(time[2:], filing[3:]):
            return
        weight = _MINUTE
    day = time[:2] if garbled.OPEN not in time[:2] else f"{filed.day:02d}"
    clock = time[2:] if garbled.OPEN not in time[2:] else filing[3:]
    if int(day) not in {filed.day, filed.day - 1}:
        return
    because = f"filing time {filing} of line 3; line 5 shows {time}Z {found.month or '???'} {found.year}"
    yield from _said(day + clock, MONTHS[filed.month - 1], whole, weight, because)


def _year(left: str, published: int | None) -> int | None:
    """The year where it can be read, or where the publication's agrees with what is left of it."""
    if garbled.OPEN not in left:
        return dtgs.full_year(int(left))
    return published if published is not None and garbled.fits(left, f"{published % 100:02d}") else None


def _said(time: str, month: str, year: int, weight: float, because: str) -> Iterator[Evidence]:
    try:
        read = dtgs.parse(f"{time}Z {month} {year}")
    except BadValue:
        return
    yield Evidence("dtg", str(read), weight, "line 3", (because,))
    yield Evidence("sent", read.iso, weight, "line 3", (because,))


def _precedence(telegram: Telegram, envelope: Envelope, found: Garbled) -> Iterator[Evidence]:
    if telegram.precedence is not None:
        return
    if found.prosign in _PROSIGNS:
        yield Evidence("precedence", _PROSIGNS[found.prosign], _READ, "line 5", (f"line 5 shows {found.prosign}",))
    doubled = found.prosign2 or ""
    known = [letter for letter in doubled if letter in _PROSIGNS]
    if len(set(known)) == 1 and set(doubled) <= {known[0], garbled.OPEN}:
        yield Evidence("precedence", precedence.word(known[0] * 2), _PROSIGN, "line 2", (f"line 2 shows {doubled}",))


def _classification(telegram: Telegram, envelope: Envelope, found: Garbled) -> Iterator[Evidence]:
    if telegram.classification is None and found.classification is not None:
        words = f"the classification line shows {found.classification}, a letter of it lost"
        binding = found.classification == UNCLASSIFIED and {"SENSITIVE", "E F T O"} & set(telegram.captions)
        level = SENSITIVE_BUT_UNCLASSIFIED if binding else found.classification
        yield Evidence("classification", level, _READ, "classification line", (words,))
    if telegram.security_group is None or not garbled.is_group(telegram.security_group):
        left = telegram.security_group or found.group or ""
        letters = [letter for letter in GROUPS if left.count(letter) >= 3]
        if letters and all(letter in {letters[0], garbled.OPEN} or left.count(letters[0]) == 4 for letter in left):
            yield Evidence("security_group", letters[0] * 5, _GROUP, "line 4", (f"line 4 shows {left}, and a group has five equal letters",))


def _indicator(envelope: Envelope, heading: Heading, found: Garbled) -> Iterator[Evidence]:
    left = found.indicator or envelope.routing_indicator
    if left is None or (envelope.routing_indicator is not None and posts.of_indicator(envelope.routing_indicator)):
        return
    plad = envelope.sender.plad if envelope.sender else ""
    station = posts.station_of(plad) or (mrns.station(heading.station) if heading.station else "")
    known = posts.indicator(station)
    if known and known != left and (garbled.fits(left, known) or garbled.one_off(left, known)):
        yield Evidence("routing_indicator", known, _INDICATOR, "FM", (f"{plad or station} is {known}; line 3 shows {left}",))


def _number(telegram: Telegram, envelope: Envelope, heading: Heading, found: Garbled, published: int | None) -> Iterator[Evidence]:
    """The MRN of a garbled classification line from the station serial, or of two serials that outvote the line."""
    year = envelope.dtg.year if envelope.dtg else published
    if heading.number is not None and year is not None and heading.station:
        yield from _outvoted(envelope, heading, found, year)
    if telegram.mrn is not None or heading.number is not None or year is None or found.number is None or found.station is None:
        return
    serial = envelope.station_serial
    if serial is None or not garbled.fits(found.number[-4:], serial) or garbled.OPEN in found.number[:-4]:
        return
    post = envelope.sender.plad.split(" ", 1)[-1] if envelope.sender else ""
    if not post or not garbled.fits(found.station.replace(" ", ""), post.replace(" ", "")):
        return
    number = int((found.number[:-4] or "0") + serial)
    because = f"station serial {serial} of line 3; the classification line shows {found.station} {found.number}"
    yield Evidence("mrn", str(Mrn(year, mrns.station(post), number)), _SERIAL, "line 3", (because,))


def _outvoted(envelope: Envelope, heading: Heading, found: Garbled, year: int) -> Iterator[Evidence]:
    """Line 3 and the end of the message agree on a serial that the classification line does not have."""
    serial = envelope.station_serial
    if serial is None or found.end_serial != serial or heading.number is None or heading.number % 10_000 == int(serial):
        return
    number = heading.number - heading.number % 10_000 + int(serial)
    because = (f"#{serial} in line 3 and at the end", f"though the classification line says {heading.station} {heading.number}")
    yield Evidence("mrn", str(Mrn(year, mrns.station(heading.station or ""), number)), _SERIAL, "line 3", because)
