"""Days that no month has, and dates that contradict each other: printed faults, which are named and not mended."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import UTC, datetime

from reftel.telegram.model import Defect, Telegram
from reftel.text import Span

_DAY = re.compile(
    r"\b(?P<month>January|February|March|April|May|June|July|August|September|October|November|December)\s(?P<day>\d{2,3})(?![\d,%:-]|\.\d|(?:,|) \d{4})\b"
)
# The number counts something: "in August 585 schools were closed", "on 6 April 34 candidates had registered".
_COUNTED = re.compile(r"(?:\b(?:in|since|during|of|last|this|next|early|late|mid)|\b\d{1,2})[\s-]$", re.IGNORECASE)
_MONTHS = list(calendar.month_name)[1:]
_LONGEST = {month: calendar.monthrange(2000, i + 1)[1] for i, month in enumerate(_MONTHS)}
_SAID = re.compile(rf"\b({'|'.join(_MONTHS)})\s(\d{{1,2}})\b")


def impossible(telegram: Telegram, text: str) -> Iterator[Defect]:
    """Days that no month has: "December 110" is a printing fault, and the text does not say of which day."""
    places = _large_days(text)
    said: set[tuple[str, int]] | None = None
    for paragraph in telegram.paragraphs if places else ():
        within = [at for at in places if paragraph.text_at.start <= at < paragraph.text_at.end]
        for m in filter(None, (_DAY.match(text, at, paragraph.text_at.end) for at in within)):
            month, day = m["month"], int(m["day"])
            most = _LONGEST[month]
            if 1 <= day <= most or _COUNTED.search(text, max(0, m.start() - 12), m.start()):
                continue
            if said is None:
                said = {(found[1], int(found[2])) for found in _SAID.finditer(text)}
            suggested = _suggestion(m["day"], month, most, said)
            hint = f"; {suggested}" if suggested else ""
            where = f"paragraph {paragraph.number}" if paragraph.number is not None else "a paragraph"
            words = re.sub(r"\s+", " ", m[0])
            yield Defect("impossible_date", Span(*m.span()), f'{where} says "{words}", a day that {month} does not have{hint}')


def _large_days(text: str) -> list[int]:
    """Where a month stands before two or three figures that may be too large for a day; the cheap question."""
    found = []
    for month in _MONTHS:
        at = text.find(month)
        while at >= 0:
            behind = at + len(month) + 1
            figures = text[behind : behind + 4]
            if figures[:2].isdecimal() and not figures[3:].isdecimal() and (figures[0] in "03456789" or figures[2:3].isdecimal()):
                found.append(at)
            at = text.find(month, behind)
    return sorted(found)


def _suggestion(digits: str, month: str, most: int, said: set[tuple[str, int]]) -> str | None:
    """One digit too many: the readings that leave one out, those said elsewhere in the telegram first."""
    readings = {digits[:i] + digits[i + 1 :] for i in range(len(digits))}
    possible = sorted({int(reading) for reading in readings if reading and 1 <= int(reading) <= most and not reading.startswith("0")})
    elsewhere = [day for day in possible if (month, day) in said]
    chosen = elsewhere or possible
    if not chosen:
        return None
    words = " or ".join(f"{month} {day}" for day in chosen)
    return f"read as {words}" + (", which this telegram names elsewhere" if elsewhere else "")


def future(telegram: Telegram) -> Iterator[Defect]:
    """A telegram sent after the day on which it is read."""
    if telegram.sent and telegram.sent[:10] > str(datetime.now(UTC).date()):
        yield Defect("date_in_future", telegram.at.get("dtg"), f"sent on {telegram.sent[:10]}, which is still to come")
