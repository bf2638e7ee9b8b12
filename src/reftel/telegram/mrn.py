"""Message reference number: `07BEIJING7210` is telegram 7210 of 2007 from Beijing.

The canonical form is the two-digit year, the station in capitals without blanks, the number without leading zeros. The
number starts again each 1 January. Printed forms: `BEIJING 007210` (first line), `07 BEIJING 7210` (REF),
`2007BEIJING07210` (1973-79 file). Source: FORMAT of the State Department's 5 FAH-2; checked on 5,747 telegrams, where the
station serial is the number modulo 10,000 in 5,744.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

import msgspec

from reftel.errors import BadValue
from reftel.telegram.dtg import full_year
from reftel.telegram.vocabulary import table

PRINTED = re.compile(r"(?:(?P<year>(?:19|20)\d\d|\d\d) ?)?(?P<station>[A-Z][A-Z .'\-]*?) ?0*(?P<number>\d{1,7})(?:/(?P<after>\d\d))?")


class Mrn(msgspec.Struct, frozen=True):
    """A message reference number; `year` has four digits, or is None where it is not printed and not yet known.

    Two digits stand for a year from 1966 to 2065. A telegram of an earlier year, which an edition prints, is written with all four.

    >>> str(Mrn(2007, "BEIJING", 7210)), str(Mrn(1958, "TELAVIV", 80))
    ('07BEIJING7210', '1958TELAVIV80')
    """

    year: int | None
    station: str
    number: int

    def __str__(self) -> str:
        year = "" if self.year is None else f"{self.year % 100:02d}" if 1966 <= self.year <= 2065 else f"{self.year:04d}"
        return f"{year}{self.station}{self.number}"


# Words of the first line that publications took into their numbers: `06EFTOANKARA4972`, `08SECTION02OF02SAOPAULO335`, `05AMEMBASSYLIMA12`.
_TAKEN_IN = re.compile(r"(?:E ?F ?T ?O|S?E?CTION \d\d ?OF ?\d\d|S?E?CTION\d\dOF\d\d|AMEMBASSY|AMCONSUL) ?(?=[A-Z]{3})")


@cache
def _malformed() -> dict[str, str]:
    """Numbers of public sets that cannot be read by rule, and what they should be."""
    return {row["malformed_id"]: row["canonical_id"] for row in table("malformed_ids") if row["canonical_id"]}


@cache
def _spellings() -> dict[str, str]:
    known = {row["station"] for row in table("posts")}
    return {row["variant"]: row["canonical"] for row in table("station_spellings") if row["variant"] not in known}


@lru_cache(maxsize=4096)  # few stations are written, many times each
def station(name: str) -> str:
    """The station as it stands in an MRN: capitals, no blanks, known misspellings mended.

    >>> station("The Hague"), station("SECSTATE WASHDC"), station("San Jse")
    ('THEHAGUE', 'STATE', 'SANJOSE')
    """
    key = re.sub(r"['’]S$|[^A-Z0-9\-]", "", name.upper())  # STATE'S 51556
    return _spellings().get(key, key).replace("-", "")


def parse(text: str, year: int | None = None) -> Mrn:
    """Read an MRN in any printed form.

    Args:
        text: the number as printed.
        year: the year (four digits) to take where none is printed.

    Raises:
        BadValue: when the text is no MRN.

    >>> str(parse("07 NEW DELHI 005630")), str(parse("BEIJING 007210", year=2007)), str(parse("1977MOSCOW02124"))
    ('07NEWDELHI5630', '07BEIJING7210', '77MOSCOW2124')

    Words of the first line that a publication took into a number are left out:

    >>> str(parse("06EFTOANKARA4972")), str(parse("08SECTION02OF02SAOPAULO335"))
    ('06ANKARA4972', '08SAOPAULO335')
    """
    words = _mended(text.strip().upper()) if len(text) <= 60 else ""
    found = PRINTED.fullmatch(words)
    if not found:
        raise BadValue("MRN", text[:60], "a year, a station and a number, like 07BEIJING7210")
    printed = found["year"] or found["after"]
    if printed is not None:
        year = int(printed) if len(printed) == 4 else full_year(int(printed))
    return Mrn(year, station(found["station"]), int(found["number"]))


def _mended(words: str) -> str:
    """A malformed number of a public set as it should be; any other as it is."""
    if words in _malformed():
        return _malformed()[words]
    return _TAKEN_IN.sub("", words) if "CTION" in words or "EFTO" in words or "E F T O" in words or "AMCON" in words or "AMEMB" in words else words
