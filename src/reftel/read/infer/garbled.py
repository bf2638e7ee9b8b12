"""Lines of the envelope that are garbled: their letters no longer fit the pattern, but their place and shape still tell what they are.

    OO RUEHCN RUEHGH            line 2    two letters before routing indicators
    DE RUEHBJ #7?10 3270912     line 3    DE, an indicator, a serial of four, a filing time of seven
    ZNY CCC?C ZZH               line 4    ZNR or ZNY, five letters
    O 2309?2Z NOV 07            line 5    six letters and a zone, a month of three, a year of two, above FM
    C O N ? I D E N T I A L BEIJING 007210

A digit that is none is an open place; only O and l, which every reader of a scan takes for 0 and 1, are read as those. Any other letter
may stand for any digit: of wrong letters put there on purpose, B read as 8 was right in no more than chance.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from reftel.read.lines import Line
from reftel.telegram.dtg import MONTHS
from reftel.text import Span

TOP = 60  # lines in which an envelope is looked for
OPEN = "?"
_LOOKS = str.maketrans({"O": "0", "o": "0", "I": "1", "l": "1", "|": "1"})
_LINE2 = re.compile(r"(?P<prosign>[A-Z?]{2})(?: R[A-Z]{3,7}){1,60}$")
_LINE3 = re.compile(r"DE (?P<ri>[A-Z?]{4,8}) #?(?P<serial>[\w?|]{4})(?:/[\w?]{2})? (?P<filing>[\w?|]{7})$")
_LINE4 = re.compile(r"ZN[RY?] (?P<group>[A-Z?]{5})(?: .*)?$")
_LINE5 = re.compile(r"(?:(?P<prosign>[A-Z?0]) )?(?:[ZOPR?] )?(?P<time>[\w?|]{6})(?P<zone>[A-Z?]) (?P<month>[\w?]{3}) (?P<year>[\w?|]{2})(?: .*)?$")
_END = re.compile(r"#(?P<serial>[\w?|]{4})$")
_CLASS = re.compile(r"(?: SECTION \d\d OF \d\d)? {1,4}(?P<station>[A-Z?][A-Z? .\-]{2,30}?) {1,4}(?P<number>(?=.{0,3}\d)[\w?|]{4,7})$")
_WORDS = [(word, re.sub(r"[^A-Z]", "", word)) for word in ("LIMITED OFFICIAL USE", "UNCLASSIFIED", "CONFIDENTIAL", "TOP SECRET", "UNCLAS", "SECRET")]


class Garbled(msgspec.Struct):
    """What is left of the lines: digits with `?` for each that is lost, None where the line is not there."""

    prosign2: str | None = None
    indicator: str | None = None
    serial: str | None = None
    filing: str | None = None
    group: str | None = None
    prosign: str | None = None
    time: str | None = None
    month: str | None = None
    year: str | None = None
    classification: str | None = None
    station: str | None = None
    number: str | None = None
    end_serial: str | None = None
    at: dict[str, Span] = {}


def digits(words: str) -> str:
    """Digits as far as they can be read, `?` for the others.

    >>> digits("72l0"), digits("7X10")
    ('7210', '7?10')
    """
    return "".join(letter if letter.isascii() and letter.isdecimal() else OPEN for letter in words.translate(_LOOKS))


def fits(pattern: str, value: str) -> bool:
    """Whether a value agrees with every place that can be read.

    >>> fits("7?10", "7210"), fits("7?10", "7211")
    (True, False)
    """
    return len(pattern) == len(value) and all(a in {OPEN, b} for a, b in zip(pattern, value, strict=True))


def is_group(words: str) -> bool:
    """Whether five letters are a security group: all equal, or the last two a release code (`SSSAA`, releasable to Australia).

    >>> is_group("CCCCC"), is_group("SSSAA"), is_group("CCCMC")
    (True, True, False)
    """
    return len(set(words)) == 1 or (len(words) == 5 and len(set(words[:3])) == 1 and words[3] == words[4] and words[3] in "ABCOUX")


def one_off(words: str, value: str) -> bool:
    """Whether two words of one length differ in one letter.

    >>> one_off("RUEHXJ", "RUEHBJ"), one_off("RUEHXX", "RUEHBJ")
    (True, False)
    """
    return len(words) == len(value) and sum(a != b for a, b in zip(words, value, strict=True)) == 1


def look(lines: Sequence[Line]) -> Garbled:
    """The garbled lines above the text, and the serial behind its end."""
    found = Garbled(at={})
    top = [line for line in lines[:TOP] if line.text and len(line.text) <= 200]
    for i, line in enumerate(top):
        following = top[i + 1].text if i + 1 < len(top) else ""
        _line(found, line, following)
        if found.number is not None:
            break
    for line in reversed(lines[-8:]):
        if line.text and (m := _END.match(line.text)):
            found.end_serial = digits(m["serial"])
            break
    return found


def _line(found: Garbled, line: Line, following: str) -> None:
    text = line.text
    if text.startswith("DE ") and (m := _LINE3.match(text)):
        found.indicator, found.serial, found.filing = m["ri"], digits(m["serial"]), digits(m["filing"])
        found.at["line 3"] = Span(line.start, line.end)
    elif text.startswith("ZN") and (m := _LINE4.match(text)):
        found.group = m["group"]
        found.at["line 4"] = Span(line.start, line.end)
    elif following.startswith("FM ") and (m := _LINE5.match(text)):
        found.prosign, found.time, found.year = m["prosign"], digits(m["time"]), digits(m["year"])
        found.month = month(m["month"])
        found.at["line 5"] = Span(line.start, line.end)
    elif following.startswith("DE ") and (m := _LINE2.match(text)):
        found.prosign2 = m["prosign"]
        found.at["line 2"] = Span(line.start, line.end)
    elif len(text) < 90 and (word := class_word(text)) and (m := _CLASS.match(text, word[1])):
        found.classification, found.station, found.number = word[0], m["station"], digits(m["number"])
        found.at["classification line"] = Span(line.start, line.end)


def month(words: str) -> str | None:
    """The only month a garbled word can be, one letter lost; None where there are several or none.

    >>> month("NOV"), month("N?V"), month("JU?"), month("NQV")
    ('NOV', 'NOV', None, 'NOV')
    """
    upper = words.upper().replace("0", "O").replace("1", "I")
    near = [name for name in MONTHS if sum(a != b for a, b in zip(name, upper, strict=False)) <= 1]
    return upper if upper in MONTHS else near[0] if len(near) == 1 else None


def class_word(line: str) -> tuple[str, int] | None:
    """The classification that a line begins with, spaced or not, one letter lost at most, and where it ends.

    >>> class_word("C O N ? I D E N T I A L VIENNA 001231"), class_word("SECRET VIENNA 001231"), class_word("SECTION 1")
    (('CONFIDENTIAL', 23), ('SECRET', 6), None)
    """
    for name, letters in _WORDS:
        at = lost = 0
        for letter in letters:
            at += at > 0 and line[at : at + 1] == " "
            lost += line[at : at + 1] != letter
            at += 1
            if lost > 1 or at > len(line):
                break
        else:
            if line[at : at + 1] == " ":
                return ("UNCLASSIFIED" if name == "UNCLAS" else name), at
    return None
