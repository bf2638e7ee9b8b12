"""What a publication says beside the text: the file's name, its table or catalogue, the archive's attributes.

Measured on 312 telegrams of 2000 to 2010 that keep their own date and number: the file's name gives the MRN of all, though one of them holds
another telegram's text; the published date is the day of the date-time group in 6,017 of 6,019 (its hour is not). On 130 partial extracts
the MRN agrees with the classification line in all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from reftel.errors import BadValue
from reftel.read.infer.evidence import Evidence
from reftel.telegram import mrn as mrns
from reftel.telegram.dtg import MONTHS
from reftel.telegram.markings import classification
from reftel.telegram.model import Origin, Telegram
from reftel.telegram.mrn import Mrn

_FILE = re.compile(r"(?P<mrn>(?:(?:19|20)\d\d|\d\d)[A-Z][A-Z0-9\-]{2,40}?\d{1,7})(?![A-Z0-9])")
NUMBERED = ("Reference ID", "mrn", "refid", "reference_id", "Document Number")
_DATED = ("Created", "date", "created")
_DRAFTED = ("Draft Date", "Sent Date")
_DAY = re.compile(r"(?P<day>\d{1,2})[ \-](?P<month>[A-Za-z]{3})[A-Za-z]{0,6}[ \-](?P<year>(?:19|20)\d\d)")
_ROW = re.compile(r"^\d{1,7},(?P<day>\d{1,2}/\d{1,2}/(?:19|20)\d\d) \d{1,2}:\d\d,(?P<mrn>\d\d[A-Z]{3,30}\d{1,7}),", re.MULTILINE)
_NUMBER_ALONE = 0.9  # without a classification line to agree with
_NUMBER_AGREED = 0.99
_NUMBER_CONTRADICTED = 0.6
_DATE = 0.99
_MARKED = 0.98


def number(telegram: Telegram) -> tuple[Mrn, str] | None:
    """(MRN, evidence) from the published table, the archive's attributes, or the file's name."""
    origin = telegram.source
    if origin is None:
        return None
    for table in (origin.published, telegram.attributes):
        for key in NUMBERED if table else ():
            if (value := table.get(key)) and (found := _parsed(value)):
                return found, f"published as {value}"
    return of_name(origin)


def of_name(origin: Origin) -> tuple[Mrn, str] | None:
    """(MRN, evidence) that a file's name gives: `07BEIJING7210.txt`, `1977MOSCOW02124.txt`."""
    name = (origin.member or origin.path).replace("\\", "/").rpartition("/")[2]
    stem = (name.rpartition(".")[0] or name).upper()[:80]
    found = _of_stem(stem) if stem[:2].isdecimal() else None
    return (found, f"file name {stem}") if found else None


@lru_cache(maxsize=64)  # the defects and the inferences of one telegram ask for it
def _of_stem(stem: str) -> Mrn | None:
    match = _FILE.match(stem)
    return _parsed(match["mrn"]) if match else None


def _parsed(words: str) -> Mrn | None:
    try:
        return mrns.parse(words)
    except BadValue:
        return None


def numbers(named: tuple[Mrn, str] | None, station: str | None, serial: int | None) -> Iterator[Evidence]:
    """The MRN from what was published, with or against the classification line."""
    if named is None:
        return
    mrn, because = named
    if station is None:
        yield Evidence("mrn", str(mrn), _NUMBER_ALONE, "publication", (because,))
    elif mrns.station(station) == mrn.station and serial == mrn.number:
        yield Evidence("mrn", str(mrn), _NUMBER_AGREED, "publication", (f"classification line {station} {serial}", because))
    else:
        contradicted = (because, f"though the classification line says {station} {serial}")
        yield Evidence("mrn", str(mrn), _NUMBER_CONTRADICTED, "publication", contradicted)


def days(telegram: Telegram) -> Iterator[Evidence]:
    """The day from a published table or the archive's attributes."""
    origin = telegram.source
    for key in _DATED if origin is not None and origin.published else ():
        value = origin.published.get(key, "") if origin else ""
        if found := re.match(r"(\d{4}-\d\d-\d\d)", value):
            yield Evidence("sent", found[1], _DATE, "publication", (f"published date {value}; such tables are right to the day",))
            return
    for key in _DRAFTED if telegram.attributes else ():
        if day := _day(telegram.attributes.get(key, "")):
            yield Evidence("sent", day, _DATE, "publication", (f"{key} {telegram.attributes[key]} of the archive's attributes",))
            return


def rows(named: tuple[Mrn, str] | None, text: str) -> Iterator[Evidence]:
    """The day from a row of the publisher's own table that a careless page took into the text, where the row is this telegram's.

    `19205,7/29/2004 5:59,04THEHAGUE1903,"Embassy The Hague",...`
    """
    if named is None or ',"' not in text:
        return
    for found in _ROW.finditer(text):
        if _parsed(found["mrn"]) == named[0]:
            month, day, year = (int(part) for part in found["day"].split("/"))
            try:
                value = date(year, month, day).isoformat()
            except ValueError:
                return
            yield Evidence("sent", value, _DATE, "publication", (f"the publisher's row in the text: {found[0][:60]}",))
            return


def _day(words: str) -> str | None:
    """`01 JAN 1994` and `01-Jan-1994 12:00:00 am` as a day.

    >>> _day("27-Jun-1974 12:00:00 am"), _day("31 FEB 1974")
    ('1974-06-27', None)
    """
    found = _DAY.match(words.strip()[:40])
    if not found or found["month"].upper() not in MONTHS:
        return None
    try:
        return date(int(found["year"]), MONTHS.index(found["month"].upper()) + 1, int(found["day"])).isoformat()
    except ValueError:
        return None


def marks(telegram: Telegram) -> Iterator[Evidence]:
    """The classification from the archive's attributes, which name the original one."""
    said = telegram.attributes.get("Original Classification") if telegram.attributes else None
    if not said:
        return
    try:
        words = (f"Original Classification {said} of the archive's attributes",)
        yield Evidence("classification", classification(said), _MARKED, "publication", words)
    except BadValue:
        return
