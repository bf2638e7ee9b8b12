"""Date-time group: `230912Z NOV 07` is 23 November 2007, 09:12 Zulu; and the Julian filing time `3270912` of line 3.

Source: ACP 127(G) format line 5; the letters of the time zones are those of ACP 121. Years: 66-99 are 19xx, 00-65 are
20xx (the corpus begins in 1966; four digits were prescribed only from 2006).
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import msgspec

from reftel.errors import BadValue

MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
# Hours ahead of Zulu: A to M without J eastward, N to Y westward. J is the local time of the observer: unknowable here.
ZONES = {letter: i + 1 for i, letter in enumerate("ABCDEFGHIKLM")} | {letter: -i - 1 for i, letter in enumerate("NOPQRSTUVWXY")} | {"Z": 0}

PATTERN = re.compile(
    r"(?P<day>[0-3]\d)(?P<hour>[0-2]\d)(?P<minute>[0-5]\d) ?(?P<zone>[A-Z]) ?(?P<month>[A-Z]{3})[A-Z]{0,6} ?(?P<year>\d{4}|\d\d)(?!\d)",
    re.IGNORECASE,
)
EXPECTED = "a date-time group like 230912Z NOV 07"


class Dtg(msgspec.Struct, frozen=True):
    """A date-time group as printed, in parts; `sent` is its moment in UTC."""

    day: int
    hour: int
    minute: int
    zone: str
    month: int
    year: int

    def __str__(self) -> str:
        return f"{self.day:02d}{self.hour:02d}{self.minute:02d}{self.zone} {MONTHS[self.month - 1]} {self.year % 100:02d}"

    @property
    def sent(self) -> datetime | None:
        """The moment in UTC, or None where the zone letter J leaves it open.

        >>> parse("231412E NOV 07").sent.isoformat()
        '2007-11-23T09:12:00+00:00'
        """
        if self.zone == "J":
            return None
        local = datetime(self.year, self.month, self.day, self.hour, self.minute, tzinfo=UTC)
        return local - timedelta(hours=ZONES[self.zone])

    @property
    def iso(self) -> str:
        """ISO 8601, as precise as the text: to the minute in Zulu, or to the day for local time (zone J)."""
        moment = self.sent
        if moment is None:
            return f"{self.year:04d}-{self.month:02d}-{self.day:02d}"
        return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def full_year(two_digits: int) -> int:
    """The year that two digits mean in telegrams: 66-99 are 19xx, 00-65 are 20xx.

    >>> full_year(7), full_year(66)
    (2007, 1966)
    """
    return two_digits + (1900 if two_digits >= 66 else 2000)


def parse(text: str) -> Dtg:
    """Read a date-time group.

    Raises:
        BadValue: when the text is no DTG, or a day, hour or month that does not exist.

    >>> str(parse("230912Z NOV 07")), parse("281848Z DEC 66").iso
    ('230912Z NOV 07', '1966-12-28T18:48:00Z')
    """
    found = PATTERN.fullmatch(text.strip())
    if not found:
        raise BadValue("DTG", text, EXPECTED)
    return from_match(found)


def from_match(found: re.Match[str]) -> Dtg:
    """The DTG of a match of `PATTERN`.

    Raises:
        BadValue: for a day, hour or month that does not exist.
    """
    name = found["month"].upper()
    if name not in MONTHS:
        raise BadValue("DTG month", found["month"], "one of " + ", ".join(MONTHS))
    year = int(found["year"])
    dtg = Dtg(
        int(found["day"]), int(found["hour"]), int(found["minute"]), found["zone"].upper(), MONTHS.index(name) + 1,
        full_year(year) if year < 100 else year,
    )  # fmt: skip
    if not 1900 <= dtg.year < 2100:  # a garbled year, "0434", is none
        raise BadValue("DTG year", found["year"], "two digits, or four that begin with 19 or 20")
    try:
        datetime(dtg.year, dtg.month, dtg.day, dtg.hour, dtg.minute)  # noqa: DTZ001 - only whether it exists
    except ValueError as error:
        raise BadValue("DTG", found[0], f"a day and hour that exist ({error})") from None
    return dtg


def filing_date(filing_time: str, year: int) -> date:
    """The day of a Julian filing time (`3270912`: day 327, 09:12) in a given year.

    Raises:
        BadValue: when there is no such day.

    >>> filing_date("3270912", 2007)
    datetime.date(2007, 11, 23)
    """
    if not re.fullmatch(r"[0-3]\d\d[0-2]\d[0-5]\d", filing_time) or filing_time[:3] == "000":
        raise BadValue("filing time", filing_time, "day of the year and hour, like 3270912")
    day = date(year, 1, 1) + timedelta(days=int(filing_time[:3]) - 1)
    if day.year != year:
        raise BadValue("filing time", filing_time, f"a day of {year}")
    return day


def days(iso: str | None) -> tuple[date, date] | None:
    """First and last day of an ISO 8601 moment, day, month or year; None for anything else.

    >>> days("2007-11-23T09:12:00Z"), days("2004-02")
    ((datetime.date(2007, 11, 23), datetime.date(2007, 11, 23)), (datetime.date(2004, 2, 1), datetime.date(2004, 2, 29)))
    >>> days("2007-13"), days(None)
    (None, None)
    """
    found = re.match(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?![\d-])", iso or "")
    if not found:
        return None
    year, month, day = int(found[1]), int(found[2] or 1), int(found[3] or 1)
    try:
        first = date(year, month, day)
    except ValueError:
        return None
    if found[3]:
        return first, first
    last = date(year, int(found[2] or 12), 28) + timedelta(days=4)
    return first, last - timedelta(days=last.day)


def day_of(iso: str | None) -> date | None:
    """The day of an ISO 8601 moment or day; None where it is less precise.

    >>> day_of("2007-11-23T09:12:00Z"), day_of("2007-11")
    (datetime.date(2007, 11, 23), None)
    """
    found = days(iso)
    return found[0] if found and found[0] == found[1] else None
