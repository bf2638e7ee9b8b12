"""Station and number on a line of their own: a telegram's number where no classification line gives it.

    TELEGRAM                                 the Department's printed form, to 1976
    Department of State
    TEHRAN 5142                              at its head: station and number, put there by the communication centre
    O 010955Z DEC 70
    FM AMEMBASSY TEHRAN
    TO SECSTATE WASHDC IMMEDIATE 2844
    TEHRAN 5142                              before the text: station and number, put there by the drafter
    FOR ASST SECY SISCO FROM MACARTHUR       then captions, passing lines, labels

The classification stood on the form in a place of its own and is not in the copies. On 182 printed originals of 1969-76 the
line before the text stands in 89 and the number at the head in 158; the Department's own form prints the number alone
(`202260`). A line counts as the telegram's own only where its station is the originator's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import msgspec

from reftel.read.lines import Line
from reftel.text import Span

_OWN = re.compile(
    r"(?:(?:FINAL )?SECTION (?P<section>\d{1,2}|[IVX]{1,4}) OF (?P<sections>\d{1,2}|[IVX]{1,4}) )?"
    r"(?P<station>[A-Z][A-Z .'\-]{2,30}?):? {1,4}(?P<number>\d[\d ]{0,7})(?:/\d{1,2})?(?P<series> {1,4}[A-Z]{4,7} {0,2}\d{1,6})?"
    r"(?: {1,3}\d{6} ?Z)?\.?$"
)
_FORM = r"(?:TELEGRAM|STATE DEPARTMENT|DEPARTMENT OF STATE|INCOMING|OUTGOING|FOREIGN SERVICE OF THE UNITED STATES OF AMERICA)"
_HEAD = re.compile(rf"(?:{_FORM} ?){{0,3}}(?P<number>\d{{1,6}})(?: {{1,3}}\d{{6}} ?Z)?$", re.IGNORECASE)
PRINTED = re.compile(rf"(?:{_FORM} ?){{1,3}}(?:\d{{1,6}})?$", re.IGNORECASE)
_PAGED = re.compile(r"PAGE {1,3}\d\d {1,12}(?P<station>[A-Z][A-Z. '\-]{1,15}?) {1,4}(?P<number>\d{5,6})(?!\d)")
SERIES = re.compile(r"(?P<name>SECTO|TOSEC|PARTO|TOPAR|UNSECTO|DULTE|TEDUL|GADEL|DELGA|POLTO|TOPOL|WHITE HOUSE|CAP|HAKTO|TOHAK|VIPTO|TOVIP) {0,3}#?(?P<number>\d{1,6})$")
_KIND = re.compile(r"^(?:AM[A-Z]{3,9}|US[A-Z]{3,9}|EMBASSY|CONSULATE|AMERICAN EMBASSY) +(?=[A-Z])|^AMEMBASSY(?=[A-Z])")
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10}
HEAD = 12  # lines; the form's head


class Own(msgspec.Struct):
    """The telegram's own number as one line gives it; `station` is None where the form prints the number alone."""

    station: str | None
    number: int
    at: Span
    sections: int | None = None
    section: int | None = None
    series: str | None = None


@lru_cache(maxsize=4096)
def station(plad: str) -> str:
    """The station of an originator's address: what stands behind the kind of post.

    >>> station("AMEMBASSY TEL AVIV"), station("SECSTATE WASHDC"), station("USMISSION USUN NY")
    ('TEL AVIV', 'STATE', 'USUN NY')
    """
    words = re.sub(r"[^A-Z0-9 ]", "", plad.upper()).strip()
    return "STATE" if words.startswith("SECSTATE") else _KIND.sub("", words).strip()


def is_own(name: str, plad: str) -> bool:
    """Whether a printed station is that of the originator: its name, the beginning of it, or its key of six letters.

    >>> is_own("USUN", "USMISSION USUN NY"), is_own("TEL AV", "AMEMBASSY TEL AVIV"), is_own("ROME", "AMEMBASSY BERN")
    (True, True, False)
    """
    mine, other = station(plad), station(name)
    if not other or not mine:
        return False
    return mine == other or mine.startswith(f"{other} ") or (len(other) >= 5 and mine[:6].strip() == other)


def read(line: Line, plad: str | None) -> Own | None:
    """The own number on a line, `plad` being the originator's address; None for any other line."""
    m = _OWN.match(line.text) if len(line.text) <= 80 else None
    if m is None or plad is None or not is_own(m["station"], plad):
        return None
    digits = m["number"].replace(" ", "")
    if len(digits) > 7:
        return None
    end = len(m["number"].rstrip()) + m.start("number")
    found = Own(m["station"], int(digits), Span(line.start + m.start("station"), line.start + end))
    if m["sections"]:
        found.section, found.sections = _count(m["section"]), _count(m["sections"])
    if m["series"] and SERIES.match(m["series"].strip()):
        found.series = re.sub(r"\s+", " ", m["series"].strip())
    return found


def at_end(line: Line, plad: str) -> Line | None:
    """The own number at the end of an addressee's line, where the copy lost a line end; the words before it must be an address.

    >>> at_end(Line(0, 27, "AMEMBASSY LONDON ZENDA 0928"), "AMEMBASSY ZENDA").text
    'ZENDA 0928'
    """
    mine = station(plad)
    at = line.text.rfind(f" {mine} ")
    if at < 0 or " " not in line.text[:at].strip() or not re.fullmatch(r"\d{2,6}", line.text[at + len(mine) + 2 :]):
        return None
    return Line(line.start + at + 1, line.end, line.text[at + 1 :])


def _count(words: str) -> int | None:
    return int(words) if words.isdecimal() else _ROMAN.get(words)


def is_form(lines: Sequence[Line]) -> bool:
    """Whether a copy begins with the head of the Department's printed form."""
    return any(PRINTED.match(line.text) for line in lines[:HEAD] if 7 < len(line.text) < 60)


def at_head(lines: Sequence[Line], stop: int, plad: str | None) -> Own | None:
    """The own number on the form's head, in the lines before `stop`, where the envelope begins."""
    for line in lines[: min(stop, HEAD)]:
        text = line.text
        if not text or len(text) > 80:
            continue
        if found := read(line, plad):
            return found
        if (m := _PAGED.match(text)) and (plad is None or is_own(m["station"], plad)):
            return Own(m["station"], int(m["number"]), Span(line.start + m.start("station"), line.start + m.end("number")))
        if (m := _HEAD.match(text)) and (len(m["number"]) > 2 or len(m[0]) > len(m["number"])):
            return Own(None, int(m["number"]), Span(line.start + m.start("number"), line.start + m.end("number")))
    return None
