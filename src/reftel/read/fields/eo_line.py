"""What an E.O. line says: the order, the declassification (a date, an event, an instruction), captions run into it."""

from __future__ import annotations

import re
from datetime import date

from reftel.telegram import captions as caption_words
from reftel.telegram import dtg as dtgs

_MONTH = {name: i + 1 for i, name in enumerate(dtgs.MONTHS)}
_NUMERIC = re.compile(r"(?<!\d)(\d{1,4})[/\-.](\d{1,2})[/\-.](\d{1,4})(?!\d)")
_WRITTEN = re.compile(r"(?:(?P<d1>\d{1,2}) )?(?P<month>JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC(?!L))[A-Z]{0,6}\.? (?:(?P<d2>\d{1,2}),? )?(?P<year>\d{4}|\d\d(?![\d:]))")
_CAPTIONS_BEHIND = re.compile(r"(?:^|[\s:]+)(?:(?:SIPDIS|SENSITIVE|NOFORN|EXDIS|NODIS|LIMDIS)\b[\s,.:]*)+$")
_REVIEW = re.compile(r"RDS\b|RDS-?\d")  # E.O. 12065: the date behind it is one of review, not of declassification
_CLASSIFIER = re.compile(r"\((?P<name>[A-Z][A-Z'\-]{1,24}(?: [A-Z'\-]{1,24})?, [A-Z][A-Z. ]{0,40})\)")
_EO = re.compile(r"(?P<number>\d{5})")


def executive_order(words: str) -> tuple[str | None, str | None, list[str]]:
    """(order, declassification, captions run into the line) of an E.O. line without its label.

    The declassification is an ISO date, or the instruction's own words (`OADR`, `N/A`, an event).
    Forms measured: `DECL: 11/23/2027` 3,437, `N/A` 1,936, `EO 12958 DECL:` 501, `yyyy/mm/dd` 222, an event 15.

    >>> executive_order("12958: DECL: 11/23/2027")
    ('12958', '2027-11-23', [])
    >>> executive_order("12958: N/A SIPDIS")
    ('12958', None, ['SIPDIS'])
    >>> executive_order("12356: DECL: OADR"), executive_order("12065: RDS-1 1/1/99 (RASSENDYLL, RUDOLF) OR-M")[1]
    (('12356', 'OADR', []), 'RDS-1 1/1/99 (RASSENDYLL, RUDOLF) OR-M')
    """
    found = _EO.search(words[:30])
    number = found[1] if found else None
    rest = words[found.end() :] if found else words
    inside: list[str] = []
    tail = len(rest) - min(len(rest), 160)
    if caught := _CAPTIONS_BEHIND.search(rest, tail):
        inside = [name for name, _, _ in caption_words.on_line(caught[0].strip())]
        rest = rest[: caught.start()] if inside else rest
    return number, declassification(rest), inside


def original_classifier(words: str) -> str | None:
    """Who classified, as lines of E.O. 12065 name him behind the date; None where nobody is named.

    >>> original_classifier("12065: GDS 9/9/85 (RASSENDYLL, RUDOLF V.) OR-P")
    'RASSENDYLL, RUDOLF V.'
    """
    found = _CLASSIFIER.search(words[:200]) if "12065" in words[:30] else None
    return found["name"] if found else None


def declassification(words: str) -> str | None:
    """The declassification date as ISO, else the instruction's words; None for N/A or nothing.

    >>> declassification("DECL: 7/4/17"), declassification("DECL: TEN YEARS AFTER KOREAN UNIFICATION"), declassification("N/A")
    ('2017-07-04', 'TEN YEARS AFTER KOREAN UNIFICATION', None)
    >>> declassification("0 BEEt•OADR")
    'OADR'
    """
    text = re.sub(r"(?i)\bas amended\b", "", words)
    text = re.sub(r"(?i)^[\s:;,.]*(?:[DO]E?CL{1,2}(?:AS|ASSIFY)?(?: ON)?[\s:;.]*)?", "", text).strip(" :;,.\\")
    if not text or re.fullmatch(r"(?i)N ?/ ?A|NA|NONE", text):
        return None
    if len(text) < 30 and text.endswith("OADR"):  # the label before it misread: DECUrOADR
        return "OADR"
    when = None if _REVIEW.match(text) else a_date(text)
    return when.isoformat() if when else re.sub(r"\s+", " ", text)[:120]


def a_date(words: str) -> date | None:
    """The one calendar date in some words, American order unless the year stands first; None where there is none.

    >>> a_date("2027/11/23"), a_date("JUNE 21, 2006"), a_date("02-30-2007") is None
    (datetime.date(2027, 11, 23), datetime.date(2006, 6, 21), True)
    """
    if m := _NUMERIC.search(words[:200]):
        first, second, third = m[1], m[2], m[3]
        if len(first) == 4:
            return _date(int(first), int(second), int(third))
        return _date(_full(third), int(first), int(second))
    if m := _WRITTEN.search(words[:200].upper()):
        day = m["d2"] or m["d1"]
        return _date(_full(m["year"]), _MONTH[m["month"]], int(day)) if day else None
    return None


def _full(year: str) -> int:
    return dtgs.full_year(int(year)) if len(year) <= 2 else int(year)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
