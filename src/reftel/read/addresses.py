"""Addresses of reduced copies: where they end when no classification line follows, and lines that hold two.

    TO SECSTATE WASHDC PRIORITY 154
    INFO AMEMBASSY LUSAKA AMEMBASSY PARIS        two on a line
    AMCONSUL DHAHRAN 763
    DEPARTMENT PASS MANAMA                       a passing line
    FOR UNDER SECY RICHARDSON FROM MACARTHUR     an attention line: nothing below is an addressee
    TEHRAN 5142                                  the telegram's own number

Measured on 182 printed originals of 1969-76: own number 89, attention or passing line 47, caption 31. A passing line may stand
among the addresses too, above TO or INFO.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reftel.read import station_line
from reftel.read.lines import Line
from reftel.telegram import captions

OLDER = re.compile(
    r"(?:(?P<ri>[A-Z]{4,8}|ZEN)/)?(?P<plad>[A-Z0-9/][^\n]{0,120}?)"
    r"(?:\s{1,4}(?P<prec>NIACT IMMEDIATE|FLASH|IMMEDIATE|PRIORITY|ROUTINE))?(?:\s{1,4}(?P<mcn>\d{1,5}|UNN))?$"
)
RECEIVED = re.compile(r"(?:(?:19)?\d\d )?(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]{0,6} \d{1,2},? (?:(?:19)?\d\d )?(?:[AP]\.?M\.?) \d{1,2} ?:?\d\d$")
_KIND = r"(?:AMEMBAS{1,2}Y|AMCONSUL|AMCONGEN|AMEMBASSY|USMISSION|USINT|USLO|CINC[A-Z]{3,12}|SECDEF)"
_SECOND = re.compile(rf" (?=(?:R[A-Z]{{4,7}}/)?{_KIND}\b)|(?<=\d) (?=R[A-Z]{{4,7}}/)")
HANDLING = re.compile(
    r"(?:[A-Z][A-Z/.\-]{1,20}[ ,;:]{1,2}){0,5}(?:ALSO |PLEASE |PLS |STRICTLY )?(?:PASS(?:ING)?|FOR|POUCH|EYES ONLY)\b|FROM\b|PERSONAL\b|JOINT\b|"
    r"[A-Z /.]{0,40}\bMESSAGE\b|C ?O ?R ?R ?E ?C ?T ?E ?D ?C ?O ?P ?Y\b|INFORM CONSULS|FOL(?:LOWING)?\b|THIS IS\b|MEMORANDUM\b|"
    r"(?:STATE DEPT|STATE|DEPT)[:;] |SECTION \d|DEPARTMENT\b|SUGGEST\b|QUOTE\b"
)
_ADDRESSED = ("TO ", "TO: ", "INFO ", "XMT ")


def verdict(lines: Sequence[Line], row: int, stop: int, plad: str, listed: bool) -> str | None:
    """"end" for a line that ends the addresses, "within" for a passing line among them, None for an address.

    `plad` is the originator's address, `listed` whether an addressee stands above.
    """
    text = lines[row].text
    if text.startswith(_ADDRESSED) or len(text) > 200:
        return None
    if listed and station_line.read(lines[row], plad) is not None:
        return "end"
    if station_line.SERIES.match(text) and listed:
        return "end"
    if "/" in text[:9] and re.match(r"R[A-Z]{3,7}/", text):
        return None
    if captions.on_line(text):
        return "end" if listed else None
    if not HANDLING.match(text[:120]) or (re.match(rf"{_KIND} ", text) and " POUCH" in text):
        return None
    later = any(line.text.startswith(_ADDRESSED) for line in lines[row + 1 : min(stop, row + 40)])
    return "within" if later else ("end" if listed else None)


def apart(text: str) -> Iterator[tuple[int, str]]:
    """The addressees on one line, each with where it begins.

    >>> list(apart("AMEMBASSY LUSAKA AMEMBASSY ZENDA"))
    [(0, 'AMEMBASSY LUSAKA'), (17, 'AMEMBASSY ZENDA')]
    """
    at = 0
    for found in _SECOND.finditer(text, 1):
        yield at, text[at : found.start()].rstrip()
        at = found.end()
    yield at, text[at:]
