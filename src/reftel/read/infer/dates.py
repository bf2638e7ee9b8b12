"""When a telegram was sent that lost its date-time group: the time it can lie in, and its year.

Each witness bounds the time or prefers years, and the times are laid upon each other:

    signer at the post     his appointment, 90 days more at either end (arrival and farewell); a chargé's says nothing of his time as deputy
    executive order        the years it was in force
    references             no earlier than the year of the youngest: measured on 67 telegrams, never one younger than its telegram
    Declassify on          the year ten years before, in 3,039 of 3,636 telegrams; 20, 25, 9, 15, 5 and 30 in the rest
    subject                a report on the press names its day, and goes out on it or in the week after: 5 of 5
    weekday and day        the years in which "Friday, November 16" is one: the telegram's own in 18 of 18, alone among its neighbours
    Julian day and day     a leap year or none, from line 3

The whole time goes to `sent_between`, as an ISO 8601 interval; a year only where one is left that is sure. No day is made up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

import msgspec

from reftel.read.infer.evidence import SURE, Evidence
from reftel.telegram import mrn as mrns
from reftel.telegram import orders
from reftel.telegram.dtg import MONTHS, full_year
from reftel.telegram.model import Telegram

EARLIEST, LATEST = date(1861, 1, 1), date(2065, 12, 31)
_WORTH = 0.01  # a candidate less likely than that is not named
_SURE_YEAR = 0.97  # below, the years are candidates, and so they are where Declassify on alone chooses
_MARGIN = timedelta(days=90)
_REVIEWED = re.compile(r"AMENDED|DECLASSIFIED", re.IGNORECASE)  # re-marked on review: the order is of the review's day
_HABIT = timedelta(days=120)  # an order's number is printed for some months after the next is in force
_TERM = 0.99
_ORDER = 0.998
_REFERENCE = 0.99
# Years from the date-time group to the year of Declassify on, counted over 3,636 telegrams.
_TERMS = {10: 3039, 20: 263, 25: 137, 9: 80, 15: 46, 5: 45, 30: 26}
_OTHER_TERM = 4  # any other number of years, as often as none of the above
_FITS, _FITS_NOT = 0.95, 0.05
_WEEKDAYS = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")
_MONTH = r"(?P<{0}>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{{0,6}}\.?"
_WEEKDAY = re.compile(
    r"\b(?P<weekday>Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}(?:,| the)?\s{1,2}"
    rf"(?:{_MONTH.format('m1')}\s(?P<d1>\d{{1,2}})|(?P<d2>\d{{1,2}})\s{_MONTH.format('m2')})(?!\d)(?:,?\s(?P<year>(?:19|20)\d\d)\b)?",
    re.IGNORECASE,
)
_FULL = re.compile(
    rf"\b(?:{_MONTH.format('m1')}\s(?P<d1>\d{{1,2}}),?\s(?P<y1>(?:19|20)\d\d)|(?P<d2>\d{{1,2}})\s{_MONTH.format('m2')},?\s(?P<y2>(?:19|20)\d\d)"
    r"|(?P<mm>\d{1,2})/(?P<dd>\d{1,2})/(?P<yy>\d{4}|\d\d))\b",
    re.IGNORECASE,
)
_PRESS = re.compile(r"\b(?:PRESS|MEDIA|NEWSPAPER)", re.IGNORECASE)
_REPORT = 0.95
MOST = 40  # weekdays looked at: more say nothing new


class Time(msgspec.Struct, frozen=True):
    """The days a telegram may be of, how sure that is, and why."""

    since: date = EARLIEST
    until: date = LATEST
    confidence: float = 1.0
    because: tuple[str, ...] = ()

    @property
    def bounded(self) -> bool:
        """Whether both ends are known."""
        return self.since > EARLIEST and self.until < LATEST

    @property
    def interval(self) -> str:
        """ISO 8601, `..` for an open end.

        >>> Time(date(2004, 9, 2), date(2005, 11, 7)).interval, Time(date(2003, 3, 25)).interval
        ('2004-09-02/2005-11-07', '2003-03-25/..')
        """
        since = str(self.since) if self.since > EARLIEST else ".."
        return f"{since}/{self.until if self.until < LATEST else '..'}"

    def within(self, since: date | None, until: date | None, weight: float, because: str) -> Time:
        """This time cut by a witness; where nothing would be left, the witness is only heard, and the sureness falls."""
        begins, ends = max(self.since, since or EARLIEST), min(self.until, until or LATEST)
        if (begins, ends) == (self.since, self.until):
            return self
        if begins > ends:
            return Time(self.since, self.until, self.confidence * (1 - weight), (*self.because, f"though {because}"))
        return Time(begins, ends, self.confidence * weight, (*self.because, because))


def time(telegram: Telegram, post: str | None, line: str) -> Time:
    """The time in which a telegram must lie; `line` is its E.O. line as it stands."""
    found = Time()
    found = _by_order(found, telegram, line)
    found = _by_references(found, telegram)
    found = _by_subject(found, telegram)
    return _by_signer(found, telegram, post) if post else found


def in_year(found: Time, year: int, weight: float, because: str) -> Time:
    """The time cut to the year of the telegram's number, which is surer than the rest: an order of another time is that of a review.

    >>> in_year(Time(date(1995, 10, 14), date(2010, 10, 24), 0.998, ("E.O. 12958",)), 1966, 0.99, "file name 66ZENDA12").interval
    '1966-01-01/1966-12-31'
    """
    begins, ends = date(year, 1, 1), date(year, 12, 31)
    if found.since > ends or found.until < begins:
        return Time(begins, ends, weight, (because, *(f"though {one}" for one in found.because)))
    return found.within(begins, ends, weight, because)


def _by_order(found: Time, telegram: Telegram, line: str) -> Time:
    if telegram.eo is None or telegram.eo not in orders.periods() or _REVIEWED.search(line[:400]):
        return found
    since, until = orders.periods()[telegram.eo]
    found = found.within(since, until + _HABIT if until else None, _ORDER, f"E.O. {telegram.eo} was in force {since} to {until or 'now'}")
    if any(reason.startswith("1.4") for reason in telegram.reasons) and telegram.eo == "12958":
        since = orders.periods()["13292"][0]
        found = found.within(since, None, _ORDER, f"reasons 1.4 are those of E.O. 13292, of {since}")
    return found


def _by_references(found: Time, telegram: Telegram) -> Time:
    years = [(mrns.parse(one.mrn).year or 0, one.text) for one in telegram.references if one.mrn and one.mrn[:2].isdecimal()]
    if not years:
        return found
    youngest, text = max(years)
    return found.within(date(youngest, 1, 1), None, _REFERENCE, f"refers to {text[:60]}")


def _by_subject(found: Time, telegram: Telegram) -> Time:
    """A report on the press of a day is sent on that day or in the week after it."""
    subject = telegram.subject or ""
    if not _PRESS.search(subject[:200]):
        return found
    m = _FULL.search(subject[:200])
    day = _day_of(m) if m else None
    return found.within(day, day + timedelta(days=7), _REPORT, f"subject: {re.sub(chr(32) + '+', ' ', m[0])}") if day and m else found


def _day_of(m: re.Match[str]) -> date | None:
    month = m["m1"] or m["m2"]
    number = MONTHS.index(month.upper()) + 1 if month else int(m["mm"])
    year = int(m["y1"] or m["y2"] or m["yy"])
    try:
        return date(year if year > 99 else full_year(year), number, int(m["d1"] or m["d2"] or m["dd"]))
    except ValueError:
        return None


def _by_signer(found: Time, telegram: Telegram, post: str) -> Time:
    from reftel.telegram import chiefs

    if not telegram.signer or len(telegram.signer) > 30:
        return found
    terms = [term for term in chiefs.terms(telegram.signer) if post in term.posts]
    if not terms or any("charge" in term.role for term in terms):
        return found
    times = [(term.since - _MARGIN, min(term.until, LATEST) + _MARGIN, str(term)) for term in terms]
    times = [one for one in times if one[0] <= found.until and found.since <= one[1]]
    if not times:
        return found
    said = "; ".join(one[2] for one in times)
    return found.within(min(one[0] for one in times), max(one[1] for one in times), _TERM, f"signer {telegram.signer}: {said}")


def years(telegram: Telegram, text: str, line: str, possible: Time, filed: tuple[int, int, int] | None) -> Iterator[Evidence]:
    """The year, where the witnesses leave one that is sure; else the years that are left, if they are few.

    `filed` is (Julian day, month, day) where line 3 and what is left of line 5 give them.
    """
    weights = dict.fromkeys(range(possible.since.year, possible.until.year + 1), 1.0)
    because: list[str] = list(possible.because)
    decided = None if _REVIEWED.search(line[:400]) else _declassified(telegram, weights)
    if decided:
        because.append(decided)
    further = _weekdays(text, weights) + (_leap(filed, weights) if filed is not None else [])
    because += further
    total = sum(weights.values())
    if not because or total <= 0:
        return
    best = max(weights, key=lambda year: weights[year])
    confidence = weights[best] / total * possible.confidence
    if confidence >= _SURE_YEAR and (further or not decided):
        yield Evidence("year", str(best), confidence, "dates", tuple(because))
    elif few := [str(year) for year in sorted(weights, key=lambda one: -weights[one]) if weights[year] / total >= _WORTH][:10]:
        share = sum(weights[int(year)] for year in few) / total * possible.confidence
        if share >= SURE:
            yield Evidence("year_candidates", few, share, "dates", tuple(because))


def _declassified(telegram: Telegram, weights: dict[int, float]) -> str | None:
    """Favour the years before Declassify on, as often as that many years were chosen."""
    said = telegram.declassify_on or ""
    if telegram.eo not in {"12958", "13526"} or not re.match(r"(?:19|20)\d\d", said):
        return None
    all_told = sum(_TERMS.values()) + _OTHER_TERM
    for year in weights:
        term = int(said[:4]) - year
        weights[year] *= _TERMS.get(term, _OTHER_TERM / 30) / all_told if term >= 0 else 1e-6
    return f"declassify on {said[:10]}: ten years after in 3,039 of 3,636 telegrams"


def _weekdays(text: str, weights: dict[int, float]) -> list[str]:
    """Favour the years in which the weekdays named are right; a day named with its year says nothing of the telegram's own."""
    if "day" not in text and "DAY" not in text:
        return []
    named: dict[tuple[int, int, int], str] = {}
    for m in _WEEKDAY.finditer(text):
        if m["year"] or len(named) >= MOST:
            continue
        month = MONTHS.index((m["m1"] or m["m2"]).upper()) + 1
        named.setdefault((_WEEKDAYS.index(m["weekday"].upper()), month, int(m["d1"] or m["d2"])), re.sub(r"\s+", " ", m[0]))
    for weekday, month, day in named:
        for year in weights:
            weights[year] *= _FITS if _falls(year, month, day) == weekday else _FITS_NOT
    return [f"names {words}" for words in list(named.values())[:3]]


def _falls(year: int, month: int, day: int) -> int | None:
    try:
        return date(year, month, day).weekday()
    except ValueError:
        return None


def _leap(filed: tuple[int, int, int], weights: dict[int, float]) -> list[str]:
    julian, month, day = filed
    fitting = [year for year in weights if _julian(year, month, day) in {julian, julian - 1}]
    exact = [year for year in fitting if _julian(year, month, day) == julian]
    if not exact or len(exact) == len(weights):
        return []
    for year in weights:
        weights[year] *= 0.99 if year in exact else 0.01
    return [f"line 3: day {julian} is {day} {MONTHS[month - 1]} in {'leap' if exact[0] % 4 == 0 else 'common'} years only"]


def _julian(year: int, month: int, day: int) -> int | None:
    try:
        return date(year, month, day).timetuple().tm_yday
    except ValueError:
        return None
