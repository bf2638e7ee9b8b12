"""Headings of later sections: a long telegram was sent in parts, each with an envelope and a classification line of its own.

    ... THE FLOOR WAS GIVEN TO
    ------------------000825 240551Z /10
    FM AMEMBASSY STRELSAU
    TO SECSTATE WASHDC 2659
    UNCLAS SECTION 02 OF 02 STRELSAU 41898

    THE DELEGATE OF OSVARTH.

Copies join the parts and mostly leave the later headings out: they stand inside the text in 10 of 6,702 copies of 2006-10, and
in 8 of 218 of 1973-79. There some have lost the first heading and kept only a later one: what it says is true of the whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from reftel.read import line_five
from reftel.read.distribution import PAGE, is_offices
from reftel.read.landmarks import bare_class, class_line, label_of
from reftel.read.lines import Line
from reftel.telegram.markings import CLASSIFICATION

_DASHES = re.compile(r"-{10,}")
_COUNTED = re.compile(r"(?:^| )-{10,40} ?\d{6}[ \dZ/]{0,20}$")
_PARTED = re.compile(rf"(?:{CLASSIFICATION}) SECTION (?P<section>\d{{1,2}}) OF \d{{1,2}} [A-Z][A-Z .'\-]{{2,30}}$")
_ADDRESS = re.compile(r"(?:R[A-Z]{3,7}/)?[A-Z][A-Z0-9 /&'\-]{2,58}$")
_OPENS = ("FM ", "TO ", "INFO ", "XMT ")
REACH = 80  # lines; the longest list of addressees measured has 60


class Later(msgspec.Struct):
    """The heading of a later section: its first line, its classification line if it has one, and the first line behind it."""

    first: int
    row: int | None
    after: int


def opens(text: str) -> bool:
    """Whether a line is the classification line of a section after the first.

    >>> opens("UNCLAS SECTION 02 OF 02 STRELSAU 001234"), opens("UNCLAS SECTION 01 OF 02 STRELSAU 001234")
    (True, False)
    """
    if "SECTION" not in text[:80]:
        return False
    found = class_line(text)
    return bool(found and found["section"] and found["section"] not in {"1", "01"})


def begin(lines: Sequence[Line], row: int) -> int:
    """The first line of the heading whose classification line is at `row`: the envelope above it, where there is one."""
    first, opened = row, False
    for i in range(row - 1, max(-1, row - REACH), -1):
        text = lines[i].text
        if not text:
            continue
        if text.startswith(_OPENS):
            opened = opened or text.startswith("FM ")
        elif _above_sender(lines, i) if opened else _is_address(text):
            pass
        else:
            break
        if opened:
            first = i
    return first


def _above_sender(lines: Sequence[Line], i: int) -> bool:
    text = lines[i].text
    if _DASHES.match(text) or PAGE.match(text[:120]) or is_offices(text) or bare_class(text) or len(text) <= 2 or text in {"NNN", "NNNN"}:
        return True
    return line_five.read(lines, i) is not None


def _is_address(text: str) -> bool:
    return _ADDRESS.match(text) is not None and label_of(text) is None


def orphan(lines: Sequence[Line]) -> Later | None:
    """The first heading of a later section in a copy that lost the first heading, with text above it; None for other copies."""
    above = False  # whether words of a text stand above
    for i, line in enumerate(lines):
        text = line.text
        if not text:
            continue
        if opens(text):
            return Later(begin(lines, i), i, i + 1) if above else None
        if text.startswith("FM ") and i + 1 < len(lines) and lines[i + 1].text.startswith(_OPENS):
            return _from_sender(lines, i) if above and not _of_first(lines, i) else None
        if class_line(text) or ((label := label_of(text)) and label[0] in {"tags", "subject", "eo"}):
            return None
        above = above or (_is_text(text) and not is_offices(text))
    return None


def _of_first(lines: Sequence[Line], sender: int) -> bool:
    """Whether the classification line below an FM line is that of a whole telegram, or of its first section."""
    for line in lines[sender + 1 : sender + REACH]:
        if opens(line.text) or _PARTED.match(line.text):
            return False
        if found := class_line(line.text):
            return found["station"] is not None
    return False


def _is_text(text: str) -> bool:
    """Whether a line is of a telegram's text: the first paragraph's number, or a long line in capitals with a sentence's end."""
    return (text[0] == "1" and text[1:3].strip()[:1] == ".") or (len(text) > 60 and ". " in text and text.upper() == text)


def _from_sender(lines: Sequence[Line], sender: int) -> Later:
    """The heading about an FM line: dashes above it, addresses below it, and its classification line where there is one."""
    first = sender
    while first and first > sender - 4 and lines[first - 1].text and _above_sender(lines, first - 1):
        first -= 1
    after = sender + 1
    for i in range(sender + 1, min(len(lines), sender + REACH)):
        text = lines[i].text
        if opens(text):
            return Later(first, i, i + 1)
        if parted := _PARTED.match(text):  # the number stands on the next line
            numbered = i + 1 < len(lines) and lines[i + 1].text.isdecimal() and parted["section"] not in {"1", "01"}
            return Later(first, None, i + 1 + numbered)
        if not text or not (text.startswith(_OPENS) or _is_address(text)):
            break
        after = i + 1
    return Later(first, None, after)


def without_dashes(line: Line) -> Line:
    """A line of the text without the dashes and counter of a later section that stand at its end.

    >>> without_dashes(Line(0, 48, "THE PAPER STATES ------------------008698 121412Z")).text
    'THE PAPER STATES'
    """
    found = _COUNTED.search(line.text[-90:])
    if found is None:
        return line
    words = line.text[: len(line.text) - len(line.text[-90:]) + found.start()].rstrip()
    return Line(line.start, line.start + len(words), words)
