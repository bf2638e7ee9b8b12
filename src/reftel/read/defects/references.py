"""References that cannot be: to the telegram itself, or to one that was sent after it.

The years of references that print one were never after the telegram's own on 67 telegrams. A reference without a year to a higher
number of the telegram's own station is one to the year before, and no fault.
"""

from __future__ import annotations

from collections.abc import Iterator

from reftel.errors import BadValue
from reftel.telegram import mrn as mrns
from reftel.telegram.model import Defect, Telegram
from reftel.telegram.mrn import Mrn


def impossible(telegram: Telegram) -> Iterator[Defect]:
    """References from the future, and to the telegram itself."""
    if not telegram.references or telegram.sent is None:
        return
    year = int(telegram.sent[:4])
    own = _parsed(telegram.mrn, year)
    for one in telegram.references:
        found = _parsed(one.mrn, year) if one.mrn else None
        if found is None or found.year is None or one.mrn is None:
            continue
        if own is not None and found == own:
            yield Defect("reference_to_itself", one.at, f"refers to {one.text[:60]}, which is this telegram")
        elif found.year > year:
            yield Defect("reference_later", one.at, f"refers to {one.text[:60]} of {found.year}, and was sent in {year}")
        elif one.mrn[:2].isdecimal() and own is not None and (found.station, found.year) == (own.station, own.year) and found.number > own.number:
            yield Defect("reference_later", one.at, f"refers to {one.text[:60]} of its own year, and is itself number {own.number}")


def _parsed(number: str | None, year: int) -> Mrn | None:
    try:
        return mrns.parse(number, year) if number else None
    except BadValue:
        return None
