"""Line 5 as printed originals and worn copies have it: precedence and date-time group, blanks and letters astray.

    O P 041730Z                      the group parted from its month by the form's edge
    AUG 69 ZFF-4
    PR 181040Z APR 69                two prosigns run together
    0 02 1245Z JUL 72                blanks inside, a nought for the prosign O
    R 0114302 APR 70                 the zone read as a digit
    R 118401Z AUG 71                 an hour that does not exist: the day and the year are still good

Measured on 182 printed originals of 1969-76: 146 have line 5 whole, 33 in one of these forms, 3 have none. What can be read
only one way is read; a group of which just the day is sure gives the day, and says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache

import msgspec

from reftel.errors import BadValue
from reftel.read.lines import Line
from reftel.telegram import dtg as dtgs
from reftel.telegram import precedence
from reftel.text import Span

_LOOSE = re.compile(
    r"(?:(?P<number>\d{3,6}) )?(?:(?P<p1>[ZOPR0]) {0,3}(?:(?P<p2>[ZOPR]) {1,3})?)?"
    r"(?P<dtg>(?P<digits>\d[\d ]{3,9}\d|[A-Z]{6,9})(?P<zone> {0,2}[A-Za-z])?-? {0,2}(?P<month>[A-Za-z]{3,9})[.,]? {1,2}(?P<year>(?:19)?\d ?\d))(?!\d)(?:[ .](?P<rest>.{0,200}))?$"
)
_OPEN = re.compile(r"(?:\d{3,6} )?(?:[ZOPR0] {0,3}(?:[ZOPR] {1,3})?)?\d{6} ?[Zz]$")  # the month stands on the next line
_MONTH = re.compile(r"[A-Z]{3,9} \d\d(?: .{0,60})?$")
_BEGINS = frozenset("ZOPR0123456789")


class Moment(msgspec.Struct):
    """What line 5 says. `dtg` is None where the group cannot be; then `day` (ISO) is what is sure of it, and `year` at least.

    `number` is the telegram's, where the form has it on this line.
    """

    at: Span
    dtg: dtgs.Dtg | None = None
    day: str | None = None
    year: int | None = None
    precedence: str | None = None
    info_precedence: str | None = None
    rest: str = ""
    rows: int = 1
    fault: tuple[str, str] | None = None
    number: tuple[int, Span] | None = None


def read(lines: Sequence[Line], row: int) -> Moment | None:
    """The moment in a line, taken with the next where the month stands there; None where it is no line 5.

    >>> from reftel.read.lines import split
    >>> str(read(split("0 P 041730Z\\nAUG 69 ZFF-4"), 0).dtg), read(split("R 118401Z AUG 71"), 0).day
    ('041730Z AUG 69', '1971-08-11')
    """
    text = lines[row].text
    if not text or text[0] not in _BEGINS or len(text) > 300:
        return None
    rows, end = 1, lines[row].end
    if _OPEN.match(text) and row + 1 < len(lines) and _MONTH.match(lines[row + 1].text):
        text, rows, end = f"{text} {lines[row + 1].text}", 2, lines[row + 1].end
    m = _LOOSE.match(text)
    if m is None or (month := _month(m["month"])) is None:
        return None
    start = lines[row].start + m.start("dtg")
    at = Span(start, start + len(m["dtg"]) if rows == 1 else end - len(m["rest"] or "") - (1 if m["rest"] else 0))
    year = int(m["year"].replace(" ", ""))
    found = Moment(at, year=dtgs.full_year(year) if year < 100 else year, rest=(m["rest"] or "").strip(), rows=rows)
    if m["number"]:
        found.number = int(m["number"]), Span(lines[row].start, lines[row].start + m.end("number"))
    _precedence(found, m)
    _group(found, m, month)
    return found


def _precedence(found: Moment, m: re.Match[str]) -> None:
    if m["p1"]:
        found.precedence = precedence.word(m["p1"].replace("0", "O"))
    if m["p2"]:
        found.info_precedence = precedence.word(m["p2"])


@cache
def _month(name: str) -> int | None:
    """The month a name means: printed, or one letter from a single month's name."""
    short = name.upper()[:3]
    if short in dtgs.MONTHS:
        return dtgs.MONTHS.index(short) + 1
    near = [i for i, month in enumerate(dtgs.MONTHS) if sum(a != b for a, b in zip(short, month, strict=True)) == 1]
    return near[0] + 1 if len(near) == 1 and len(name) == 3 else None


def _group(found: Moment, m: re.Match[str], month: int) -> None:
    """Day and hour, mended where only one reading is left."""
    digits, zone = m["digits"].replace(" ", ""), (m["zone"] or "").strip().upper()
    year = found.year or 0
    printed = f"{m['digits']}{m['zone'] or ''} {m['month']} {m['year']}"
    if len(digits) == 7 and digits[0] == "0" and not m["p1"]:  # the nought is the prosign O: 0261544Z
        digits, found.precedence = digits[1:], precedence.word("O")
    if len(digits) == 7 and digits[-1] == "2" and not zone:  # Z read as 2: 0114302
        digits, zone = digits[:-1], "Z"
    wrong = f"{printed!r} is no date-time group, like 230912Z NOV 07"
    if len(digits) == 6 and zone and digits.isdecimal():
        try:
            found.dtg = dtgs.parse(f"{digits}{zone} {dtgs.MONTHS[month - 1]} {year}")
        except BadValue as error:
            wrong = str(error)
    if found.dtg is not None:
        if printed.upper().replace(" ", "") != f"{found.dtg.day:02d}{found.dtg.hour:02d}{found.dtg.minute:02d}{zone}{dtgs.MONTHS[month - 1]}{m['year'].replace(' ', '')}":
            found.fault = ("garbled_dtg", f"{printed!r} read as {found.dtg}")
        return
    days = _days(digits)
    exact = [day for day in days if _exists(year, month, day)]
    if len(exact) == 1:
        found.day = date(year, month, exact[0]).isoformat()
        found.fault = ("bad_dtg", f"{wrong}; only the day can be read")
    else:
        found.fault = ("bad_dtg", f"{wrong}; only the month and the year can be read")


def _days(digits: str) -> set[int]:
    """The days that damaged digits leave: six without a zone or with a bad hour, five with one digit lost."""
    if not digits.isdecimal() or len(digits) not in {5, 6}:
        return set()
    if len(digits) == 6:
        return {int(digits[:2])}
    whole = {digits[:i] + lost + digits[i:] for i in range(6) for lost in "0123456789"}
    return {int(one[:2]) for one in whole if 1 <= int(one[:2]) <= 31 and int(one[2:4]) < 24 and int(one[4:]) < 60}


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
