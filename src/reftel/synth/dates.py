"""Dates as drafters write them, each with its value: `March 3`, `last Friday`, `early June`, `two weeks ago`.

A day is a proleptic ordinal. The values are those of the gold annotation: ISO 8601, a week as `2009-W30`, a range as `a/b`.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from reftel.synth.picks import Draw

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
Said = tuple[str, str, str, str | None]  # what stands before, the expression, its value, its modifier


@lru_cache(32768)
def parts(day: int) -> tuple[int, int, int, str]:
    """(year, month, day of the month, ISO date) of an ordinal."""
    when = date.fromordinal(day)
    return when.year, when.month, when.day, when.isoformat()


@lru_cache(8192)
def week(day: int) -> str:
    """The ISO week of a day: `2009-W30`.

    >>> week(date(2009, 7, 22).toordinal())
    '2009-W30'
    """
    year, number, _ = date.fromordinal(day).isocalendar()
    return f"{year}-W{number:02d}"


def ordinal(number: int) -> str:
    """`3rd`, `16th`.

    >>> [ordinal(n) for n in (1, 2, 3, 11, 22, 30)]
    ['1st', '2nd', '3rd', '11th', '22nd', '30th']
    """
    return f"{number}{'th' if 10 < number % 100 < 14 else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def on(day: int, today: int, draw: Draw) -> Said:
    """A day of the last or the coming months, with the "on" it needs.

    >>> on(date(2007, 11, 20).toordinal(), date(2007, 11, 23).toordinal(), lambda: 0.5)
    ('on ', 'November 20', '2007-11-20', None)
    """
    year, month, number, iso = parts(day)
    ago = today - day
    if ago in (0, 1, -1) and draw() < 0.35:
        return "", ("today", "yesterday", "tomorrow")[ago], iso, None
    form = draw()
    if 2 <= ago <= 6 and form < 0.12:
        return "", "last " + WEEKDAYS[date.fromordinal(day).weekday()], iso, None
    if -150 < ago < 150:
        if form < 0.78:
            return "on ", f"{MONTHS[month - 1]} {number}", iso, None
        if form < 0.86:
            return "on ", f"{month}/{number}", iso, None
        if form < 0.91:
            return "on ", f"{number} {MONTHS[month - 1]}", iso, None
        if form < 0.94 and 0 < ago < number + 20 and parts(today)[1] == month:
            return "on ", "the " + ordinal(number), iso, None
        if form < 0.96:
            return "on ", f"{WEEKDAYS[date.fromordinal(day).weekday()]}, {MONTHS[month - 1]} {number}", iso, None
    return "on ", f"{MONTHS[month - 1]} {number}, {year}", iso, None


def exact(day: int, today: int) -> tuple[str, str]:
    """(expression, value) that stands before a noun: `the March 3 vote`."""
    year, month, number, iso = parts(day)
    if -150 < today - day < 150:
        return f"{MONTHS[month - 1]} {number}", iso
    return f"{MONTHS[month - 1]} {year}", iso[:7]


def soon(today: int, draw: Draw) -> Said:
    """Some time ahead, as an adverb: `by June 15`, `next week`, `in early July`."""
    form = draw()
    if form < 0.12:
        return "", "next week", week(today + 7), None
    year, month, number, iso = parts(today + 8 + int(draw() * 100))
    if form < 0.2:
        first = parts(today)
        after = (first[0], first[1] + 1) if first[1] < 12 else (first[0] + 1, 1)
        return "", "next month", f"{after[0]}-{after[1]:02d}", None
    if form < 0.56:
        return ("by " if form < 0.4 else "before "), f"{MONTHS[month - 1]} {number}", iso, None
    if form < 0.68:
        return "by ", f"the end of {MONTHS[month - 1]}", iso[:7], "END"
    if form < 0.84:
        word, mod = (("early", "START"), ("mid-", "MID"), ("late", "END"))[int(draw() * 3)]
        return "in ", f"{word}{'' if word[-1] == '-' else ' '}{MONTHS[month - 1]}", iso[:7], mod
    if form < 0.92:
        return "in ", f"{MONTHS[month - 1]} {year}", iso[:7], None
    if number < 24:
        return "", f"{MONTHS[month - 1]} {number}-{number + 3}", f"{iso}/{iso[:8]}{number + 3:02d}", None
    return "by ", f"{number} {MONTHS[month - 1]}", iso, None


def past(today: int, draw: Draw) -> Said:
    """Some time ago, as an adverb: `in March 2004`, `last year`, `two weeks ago`, `on May 3, 2006`."""
    form = draw()
    year, month, _, _ = parts(today)
    if form < 0.1:
        return "", "last year", str(year - 1), None
    if form < 0.18:
        before = (year, month - 1) if month > 1 else (year - 1, 12)
        return "", "last month", f"{before[0]}-{before[1]:02d}", None
    if form < 0.24:
        return "", "last week", week(today - 7), None
    if form < 0.4:
        many = 2 + int(draw() * 6)
        if form < 0.3:
            return "", f"{NUMBERS[many]} weeks ago", week(today - 7 * many), None
        if form < 0.36:
            return "", f"{NUMBERS[many]} years ago", str(year - many), None
        return "", f"{NUMBERS[many]} days ago", parts(today - many)[3], None
    return then(today, draw)


def then(today: int, draw: Draw) -> Said:
    """Some time ago, as a noun with "in" or "on": `March 2004`, `1998`, `May 3, 2006`."""
    form = draw()
    year, month, number, iso = parts(today - 30 - int(draw() ** 3 * 9000))
    if form < 0.4:
        return "in ", f"{MONTHS[month - 1]} {year}", iso[:7], None
    if form < 0.75:
        return "in ", str(year), str(year), None
    return "on ", f"{MONTHS[month - 1]} {number}, {year}", iso, None
