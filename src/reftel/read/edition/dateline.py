"""The dateline: `Strelsau, July 20, 1958—8 p.m.`, and what stands behind it in brackets.

Place, day and hour as printed. Hours are local to the place until the middle of the 1960s and Zulu (`1612Z`) after: a local hour
is kept without a zone, for which zone it was is not printed. An hour that cannot be (`1280Z`), and midnight, which may be that of
either day, leave the day alone. Counted in 1,433 datelines: with a.m. or p.m. 857, Zulu 479, the day alone 53, noon 33, midnight 11.
"""

from __future__ import annotations

import calendar
import re
from datetime import date

import msgspec

from reftel.text import Span

MONTHS = "|".join(list(calendar.month_name)[1:])
_SHORT = {name[:3].lower(): number for number, name in enumerate(calendar.month_name) if name}
_MONTH = rf"(?:{MONTHS}|Jan\.|Feb\.|Mar\.|Apr\.|Aug\.|Sept\.|Sep\.|Oct\.|Nov\.|Dec\.)"
_DAY = rf"(?:(?P<month>{_MONTH}),?\s?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s(?P<month2>{_MONTH}))"
_HOUR = (
    r"(?:(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?\s?(?P<half>[ap])\.?\s?m\b\.?|(?P<noon>noon)\b|(?P<midnight>midnight)\b|(?P<zulu>\d{3,4})\s?Z)"
)
_TO_HOUR = r"\s{0,2}(?:,|—|–|-{1,2}|\bat\b|\.)?\s{0,2}\[?"
DATE = re.compile(rf"{_DAY},?\s?,?\s?(?P<year>1[789]\d\d|20\d\d)(?:{_TO_HOUR}{_HOUR}\]?)?", re.IGNORECASE)
_MONTH_ONLY = re.compile(rf"(?P<month>{_MONTH}),?\s(?P<year>1[789]\d\d|20\d\d)")
RECEIVED = re.compile(rf"\b[Rr]eceived(?: at)?\s(?:{_DAY}(?:,?\s(?P<year>1[789]\d\d))?(?:{_TO_HOUR})?)?(?:{_HOUR})?(?:(?:,| on)\s(?P<later>{_MONTH} \d{{1,2}}))?", re.IGNORECASE)
_UNDATED = re.compile(r"\bundated\b", re.IGNORECASE)
LONGEST = 400  # letters of a dateline


class Dateline(msgspec.Struct):
    """Place and moment as printed; spans in the words that were read."""

    place: str | None = None
    sent: str | None = None
    received: str | None = None
    undated: bool = False
    at: dict[str, Span] = {}


def read(words: str) -> Dateline | None:
    """The dateline in some words, None where there is none.

    >>> found = read("Strelsau, July 20, 1958—8 p. m. [Received July 21—4:40 a. m.]")
    >>> found.place, found.sent, found.received
    ('Strelsau', '1958-07-20T20:00', '1958-07-21T04:40')
    >>> read("Zenda, November 22, 1976, 1659Z.").sent, read("Zenda, undated.").sent
    ('1976-11-22T16:59:00Z', None)
    """
    words = words[:LONGEST]
    outer = re.split(r"\[\s?Received\b", words, maxsplit=1)[0]
    found = DATE.search(outer) or _MONTH_ONLY.search(outer)
    undated = None if found else _UNDATED.search(outer)
    begin = found.start() if found else undated.start() if undated else -1
    if begin < 0:
        return None
    line = Dateline(undated=undated is not None)
    line.place, at = _place(words[:begin])
    if at is not None:
        line.at["place"] = at
    if found:
        line.sent = moment(found)
        line.at["sent"] = Span(*found.span())
    if line.sent and (came := RECEIVED.search(words, found.end() if found else 0)):
        line.received = received(came, line.sent)
        line.at["received"] = Span(came.start(), came.end())
    return line


def _place(words: str) -> tuple[str | None, Span | None]:
    place = words.strip(" \n\t,.;:—–[")
    if not place or len(place) > 60 or any(letter.isdecimal() for letter in place) or "not declassified" in place:
        return None, None
    place = place.rsplit("\n", 1)[-1].strip()
    start = words.rfind(place)
    return place, Span(start, start + len(place))


def moment(found: re.Match[str]) -> str | None:
    """ISO 8601 of a printed date, as precise as the print; None for a day that does not exist."""
    parts = found.groupdict()
    month = _SHORT[(parts.get("month") or parts.get("month2") or "")[:3].lower()]
    year = int(found["year"])
    day = parts.get("day") or parts.get("day2")
    if day is None:
        return f"{year:04d}-{month:02d}"
    try:
        when = date(year, month, int(day))
    except ValueError:
        return None
    return f"{when.isoformat()}{_clock(parts)}"


def _clock(parts: dict[str, str | None]) -> str:
    """`T20:00` for a local hour, `T16:12:00Z` for Zulu, nothing for none or one that cannot be."""
    if parts.get("noon"):
        return "T12:00"
    if zulu := parts.get("zulu"):
        return f"T{zulu[:2]}:{zulu[2:]}:00Z" if len(zulu) == 4 and int(zulu[:2]) < 24 and int(zulu[2:]) < 60 else ""
    if not (hour := parts.get("hour")) or not 1 <= int(hour) <= 12 or int(parts.get("minute") or 0) > 59:
        return ""
    return f"T{int(hour) % 12 + (12 if (parts['half'] or '').lower() == 'p' else 0):02d}:{parts.get('minute') or '00'}"


def received(found: re.Match[str], sent: str) -> str | None:
    """When the addressee had it: the year, and the day where none is printed, are those of the sending.

    >>> received(RECEIVED.search("Received at 8:40 a.m."), "1949-05-09T18:00")
    '1949-05-09T08:40'
    >>> received(RECEIVED.search("Received January 2 at 1:46 a.m."), "1918-12-31T17:00")
    '1919-01-02T01:46'
    """
    parts = found.groupdict()
    year, clock = int(parts["year"] or sent[:4]), _clock(parts)
    if later := parts["later"]:
        month, day = _SHORT[later[:3].lower()], later.rsplit(" ", 1)[1]
    elif name := parts["month"] or parts["month2"]:
        month, day = _SHORT[name[:3].lower()], parts["day"] or parts["day2"] or ""
    elif not clock or len(sent) < 10:
        return None
    else:
        return sent[:10] + clock
    if not parts["year"] and month == 1 and sent[5:7] == "12":
        year += 1
    try:
        return date(year, month, int(day)).isoformat() + clock
    except ValueError:
        return None
