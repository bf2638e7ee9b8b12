"""Page headings and repeated captions that fell into the text; the sentence they cut is joined again.

     BEIJING 00007210  002 OF 003                   1990 to 2010

    SIPDIS

    CONFIDENTIAL                                    1973 to 1979: the marking at foot and head of each page

    PAGE 02        STRELS 01231  241439Z

A page heading stands in 2,464 of 6,702 pages, inside a sentence in 2,003; SIPDIS alone within the body in 188; headings of
later sections (`C O N F I D E N T I A L SECTION 02 OF 03 ...`) in 10, and in 8 of 218 texts of 1973 to 1979. From 5 FAH-2:
each page after the first repeats the number, and each section its captions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reftel.read import sections
from reftel.read.landmarks import bare_class, class_line, heading_start, label_of
from reftel.read.lines import Line, holding, split
from reftel.read.repairs._taken import lines_out, together
from reftel.telegram import captions
from reftel.telegram.markings import CLASSIFICATION
from reftel.text import Edit

EXAMPLE = (
    "SUBJECT: X\n\n¶1. (C) He will never go\n BEIJING 00007210  002 OF 003 \n\nSIPDIS\n\nthere.",
    "SUBJECT: X\n\n¶1. (C) He will never go\nthere.",
)

_PAGE = re.compile(r"(?P<number>\d{8}) {1,2}(?P<page>\d{3})(?:\.\d)? OF (?P<pages>\d{3})(?!\d)")
_OWN_LINE = re.compile(r"(?:[A-Z][A-Z.'\-]{0,20} ?){1,4} {0,3}")
_STATION = re.compile(r"(?:[A-Z][A-Z.'\-]{0,20} ){1,4}$")
# PAGE 02  STRELS 01231 241439Z; PAGE 02 TRIPOL 00594 01 OF 03 071459Z; PAGE 02 STATE 181062 TOSEC 190010
_KEYED = re.compile(
    r"PAGE {1,3}(?P<page>\d\d) {1,12}[A-Z][A-Z. '\-]{1,15}? {1,4}\d{5,6}(?: {1,3}[A-Z]{3,5} {1,3}\d{3,6})?(?: {1,3}\d\d OF \d\d)?(?: {1,4}\d{6} ?Z)?(?![0-9A-Z])"
)
_MARKING = re.compile(rf"(?:(?:{CLASSIFICATION})(?:\s{{1,3}}(?:EXDIS|NODIS|LIMDIS|STADIS))?\s{{1,8}}){{1,2}}$")
_REPEATED = ("SIPDIS", "##", "SENSITIVE", "NOFORN", "EXDIS", "NODIS", "LIMDIS", "STADIS")


def edits(text: str) -> Iterator[Edit]:
    """Take out page headings and repeated captions, and join what they parted."""
    pages = " OF 0" in text and _PAGE.search(text) is not None
    keyed = "PAGE 0" in text or "PAGE 1" in text or "PAGE  0" in text
    if not pages and not keyed and text.count("SIPDIS") < 2 and "SECTION 0" not in text:
        return
    lines = split(text)
    station = _station_of(lines) if pages else ""
    out = list(together(lines, _breaks_of(text, lines, keyed)))
    for first, last, name in out:
        yield from lines_out(text, lines, first, last, name)
    taken = {i for first, last, _ in out for i in range(first, last + 1)}
    for i in holding(text, lines, *([" OF "] if pages else []), *(["PAGE "] if keyed else [])):
        line = lines[i]
        if i in taken:
            continue
        if pages and " OF " in line.text:
            yield from _within(line, station)
        elif keyed and "PAGE " in line.text:
            yield from _keyed_within(line)


def _breaks_of(text: str, lines: Sequence[Line], keyed: bool) -> Iterator[tuple[int, int, str]]:
    """The page breaks that have lines of their own: first line, last line, what it is."""
    start = _body(lines)
    done = -1  # the last row of the break before
    for i in holding(text, lines, " OF ", *_REPEATED, *(["PAGE"] if keyed else [])):
        line = lines[i]
        if i <= done:
            continue
        if (" OF " in line.text or line.text.startswith(_REPEATED)) and _breaks(text, line, i >= start):
            last = _last_of_break(text, lines, i, start)
            first = max(done + 1, sections.begin(lines, i)) if sections.opens(line.text) else i
            yield first, last, _named(line)
            done = last
        elif keyed and line.text.startswith("PAGE") and _is_keyed(line.text):
            first, last = _marked_about(lines, i)
            yield first, last, "page heading"
            done = last


def _named(line: Line) -> str:
    return "page heading" if _PAGE.search(line.text) else "repeated caption or section heading"


def _body(lines: Sequence[Line]) -> int:
    """The index where captions can only be repetitions: after SUBJECT, or after the first numbered paragraph."""
    seen = False
    for i, line in enumerate(lines):
        if line.text[:1] == "¶":
            return i
        label = label_of(line.text) if line.text else None
        if seen and class_line(line.text) and not sections.opens(line.text):
            seen = False  # an extract of the heading stood above the record itself
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
        return bool(names) and all(name == "SIPDIS" or -1 < text.find(name) < line.start for name, _, _ in names)
    return _opens_section(words)


def _opens_section(words: str) -> bool:
    """Whether a line is the classification line of a section after the first."""
    again = class_line(words)
    return bool(again and again["section"] and again["section"] not in {"1", "01"})


def _last_of_break(text: str, lines: Sequence[Line], i: int, start: int) -> int:
    last = i
    section = _opens_section(lines[i].text)
    for j in range(i + 1, len(lines)):
        words = lines[j].text
        if words:
            goes_on = j == last + 1 and label_of(lines[last].text) is not None  # the second line of a subject
            again = section and (goes_on or label_of(words) is not None) and -1 < text.find(words) < lines[i].start
            if not again and not _breaks(text, lines[j], j >= start):
                break
            section = section or _opens_section(words)
            last = j
    return last


def _is_keyed(words: str) -> bool:
    """Whether a line is the page heading of 1973 to 1979 of a page after the first."""
    found = _KEYED.match(words)
    return found is not None and found["page"] not in {"00", "01"} and len(words) - found.end() < 3


def _marked_about(lines: Sequence[Line], i: int) -> tuple[int, int]:
    """The lines of a page break of 1973 to 1979: markings above the heading, and the section's own heading below it."""
    first = last = i
    for k in range(i - 1, max(-1, i - 12), -1):
        if lines[k].text:
            if not _is_marking(lines[k].text):
                break
            first = k
    for k in range(i + 1, min(len(lines), i + 12)):
        words = lines[k].text
        if words and not ((again := class_line(words)) and again["section"] not in {None, "1", "01"}):
            break
        if words:
            last = k
    return first, last


def _is_marking(words: str) -> bool:
    return bare_class(words) is not None or (len(words) < 80 and _MARKING.match(words + " ") is not None)


def _keyed_within(line: Line) -> Iterator[Edit]:
    """A page heading of 1973 to 1979 in the middle of a line of prose, with the markings before it."""
    for found in _KEYED.finditer(line.text):
        if found["page"] in {"00", "01"}:
            continue
        before = line.text[: found.start()]
        marking = _MARKING.search(before[-120:])
        begin = len(before) - (len(marking[0]) if marking else 0)
        begin = len(before[:begin].rstrip())
        end = len(line.text) - len(line.text[found.end() :].lstrip())
        if begin or end < len(line.text):
            yield Edit(line.start + begin, line.start + end, " " if begin and end < len(line.text) else "", "page heading taken out of the line")


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
