"""JANAP 128 (AUTODIN): lines 1 to 3 of ACP 127 as one string, and the White House form that cuts a header into labelled fields.

    LINE1: OAACZYUW RUEHSWA1303 0140705-CCCC--RHEHAAX.
    LINE2: ZNY CCCCC ZZH
    LINE3: O 140705Z JAN 95
    LINE4: FM AMEMBASSY STRELSAU

    position  1      precedence (Z O P R, Y)         10-16  originating indicator, filled with A: RUEHSW is RUEHSWA
              4      classification letter           17-20  station serial, the telegram's number modulo 10,000
              5-8    content: ZYUW narrative, ZFH2   22-28  Julian day and hour
                     information                     30-33  classification letter four times; called indicators, then a stop

Positions 1 to 8 are those of the Navy's training text, the rest of three real headers.
"""

from __future__ import annotations

import re

import msgspec

from reftel.read.lines import Line
from reftel.text import Span

_STRING = re.compile(
    r"(?P<precedence>[ZOPRY])[A-Z]{2}(?P<level>[A-Z])(?P<content>[A-Z0-9]{4}) (?P<ri>R[A-Z]{6})(?P<serial>\d{4}) (?P<filing>[0-3]\d{6})"
    r"-(?P<group>(?P<letter>[A-Z])(?P=letter){3})--(?P<called>R[A-Z]{6}(?: R[A-Z]{6}){0,40})\.?$"
)
_LABEL = re.compile(r"LINE[1-4lI] ?: {0,4}")
SIGNS = ("LINE", "ZYUW", "ZFH2")


class Line1(msgspec.Struct):
    """What the string says; spans in offsets of the text it was read from."""

    prosign: str
    content: str
    routing_indicator: str
    station_serial: str
    filing_time: str
    security_group: str
    routing: list[str]
    at: dict[str, Span]


def unlabelled(line: Line) -> Line:
    """A line of the White House form without its label; any other line as it is.

    >>> unlabelled(Line(0, 20, "LINE2: ZNY CCCCC ZZH"))
    Line(start=7, end=20, text='ZNY CCCCC ZZH')
    """
    found = _LABEL.match(line.text) if line.text.startswith("LINE") else None
    return Line(line.start + found.end(), line.end, line.text[found.end() :]) if found else line


def read(line: Line) -> Line1 | None:
    """The string on a line, or None.

    >>> read(Line(0, 50, "OAACZYUW RUEHSWA1303 0140705-CCCC--RHEHAAX.")).routing_indicator
    'RUEHSW'
    """
    m = _STRING.match(line.text) if len(line.text) < 400 else None
    if m is None:
        return None
    names = {"routing_indicator": "ri", "station_serial": "serial", "filing_time": "filing", "security_group": "group", "routing": "called"}
    at = {name: Span(line.start + m.start(group), line.start + m.end(group)) for name, group in names.items()}
    return Line1(m["precedence"], m["content"], bare(m["ri"]), m["serial"], m["filing"], m["group"], [bare(one) for one in m["called"].split()], at)


def bare(indicator: str) -> str:
    """A routing indicator without the letters A that fill it to seven; one of four letters at least is left.

    >>> bare("RUEHCAA"), bare("RHEHAAX")
    ('RUEHC', 'RHEHAAX')
    """
    return indicator[:4] + indicator[4:].rstrip("A")
