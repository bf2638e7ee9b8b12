"""Page headings and repeated captions that fell into the text; the sentence they cut is joined again.

     BEIJING 00007210  002 OF 003

    SIPDIS

A page heading stands in 2,464 of 6,702 pages, inside a sentence in 2,003; SIPDIS alone within the body in 188; headings of
later sections (`C O N F I D E N T I A L SECTION 02 OF 03 ...`) in 10. From 5 FAH-2: each page after the first repeats the
number, and each section its captions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reftel.read.landmarks import class_line, heading_start, label_of
from reftel.read.lines import Line, is_open, is_rule, split
from reftel.telegram import captions
from reftel.text import Edit

EXAMPLE = (
    "SUBJECT: X\n\n¶1. (C) He will never go\n BEIJING 00007210  002 OF 003 \n\nSIPDIS\n\nthere.",
    "SUBJECT: X\n\n¶1. (C) He will never go\nthere.",
)

_PAGE = re.compile(r"(?P<number>\d{8}) {1,2}(?P<page>\d{3})(?:\.\d)? OF (?P<pages>\d{3})(?!\d)")
_OWN_LINE = re.compile(r"(?:[A-Z][A-Z.'\-]{0,20} ?){1,4} {0,3}")
_STATION = re.compile(r"(?:[A-Z][A-Z.'\-]{0,20} ){1,4}$")
_ITEM = re.compile(r"(?:¶|\d{1,3}\.\s?[(A-Z]|[-*o] |--|\(?[a-zA-Z0-9]{1,2}\) )")
REFLOWED = 90  # a longer line was not wrapped at a telegram's width
_REPEATED = ("SIPDIS", "##", "SENSITIVE", "NOFORN")


def edits(text: str) -> Iterator[Edit]:
    """Take out page headings and repeated captions, and join what they parted."""
    pages = " OF 0" in text and _PAGE.search(text) is not None
    if not pages and text.count("SIPDIS") < 2 and "SECTION 0" not in text:
        return
    lines = split(text)
    start = _body(lines)
    station = _station_of(lines) if pages else ""
    i = 0
    while i < len(lines):
        line = lines[i]
        paged = " OF " in line.text
        if (paged or line.text.startswith(_REPEATED)) and _breaks(text, line, i >= start):
            last = _last_of_break(text, lines, i, start)
            yield from _join(lines, i, last)
            i = last + 1
            continue
        if pages and paged:
            yield from _within(line, station)
        i += 1


def _body(lines: Sequence[Line]) -> int:
    """The index where captions can only be repetitions: after SUBJECT, or after the first numbered paragraph."""
    seen = False
    for i, line in enumerate(lines):
        if line.text[:1] == "¶":
            return i
        label = label_of(line.text) if line.text else None
        if label and label[0] == "subject":
            seen = True
        elif seen and not line.text:
            return i
    return len(lines)


def _station_of(lines: Sequence[Line]) -> str:
    at = heading_start(lines)
    found = class_line(lines[at].text) if at is not None else None
    return found["station"].upper() if found else ""


def _breaks(text: str, line: Line, in_body: bool) -> bool:
    """Whether a whole line of the text belongs to a page break."""
    words = line.text
    if len(words) > 90:
        return False
    found = _PAGE.search(words) if " OF " in words else None
    if found:
        return found.end() == len(words.rstrip()) and _OWN_LINE.fullmatch(words[: found.start()]) is not None
    if not in_body:
        return False
    if words.startswith(_REPEATED):
        names = captions.on_line(words.lstrip("# "))
        # SIPDIS is never a word of the body; other captions only where they were read before.
        return bool(names) and all(name == "SIPDIS" or text.find(name) < line.start for name, _, _ in names)
    again = class_line(words)
    return bool(again and again["section"] and again["section"] not in {"1", "01"})


def _last_of_break(text: str, lines: Sequence[Line], i: int, start: int) -> int:
    last = i
    for j in range(i + 1, len(lines)):
        if lines[j].text:
            if not _breaks(text, lines[j], j >= start):
                break
            last = j
    return last


def _join(lines: Sequence[Line], first: int, last: int) -> Iterator[Edit]:
    before = next((lines[k] for k in range(first - 1, -1, -1) if lines[k].text), None)
    after = next((lines[k] for k in range(last + 1, len(lines)) if lines[k].text), None)
    name = "page heading" if _PAGE.search(lines[first].text) else "repeated caption or section heading"
    begin = before.end if before else lines[first].start
    end = after.start if after else lines[last].end
    if before is None or after is None:
        yield Edit(begin, end, "\n" if after is None and before is not None else "", f"{name} taken out")
    elif _goes_on(before.text, after.text):
        yield Edit(begin, end, " " if len(before.text) > REFLOWED else "\n", f"{name} taken out; the sentence goes on")
    else:
        yield Edit(begin, end, "\n\n", f"{name} taken out")


def _goes_on(before: str, after: str) -> bool:
    if _ITEM.match(after) or is_rule(after) or is_rule(before) or label_of(after) or label_of(before):
        return False
    return is_open(before) or after[:1].islower()


def _within(line: Line, station: str) -> Iterator[Edit]:
    """A page heading in the middle of a line of prose."""
    done = 0
    for found in _PAGE.finditer(line.text):
        left = line.text[: found.start()]
        name = _STATION.search(left[-70:])
        if not name:
            continue
        words = name[0].split()
        printed = station[:10].split()
        if printed and [word.upper() for word in words[-len(printed) :]] == printed:
            words = words[-len(printed) :]
        elif left.upper() != left:
            words = words[-2:] if len(words) > 1 and len(words[-2]) > 2 else words[-1:]
        begin = len(left.rstrip()) - len(" ".join(words))
        begin = len(line.text[:begin].rstrip())
        end = len(line.text) - len(line.text[found.end() :].lstrip())
        follows = done > 0 and begin <= done  # right behind another page heading, whose blank is enough
        begin = max(begin, done)
        between = " " if begin and end < len(line.text) and not follows else ""
        yield Edit(line.start + begin, line.start + end, between, "page heading taken out of the line")
        done = end
