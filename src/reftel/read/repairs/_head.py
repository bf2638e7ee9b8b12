"""What the page line of 1973 to the 1980s tells of the lines below it: the trade's cross-checks, used to heal. Shared by `ocr`.

    PAGE 01        REYKJA  02126  01 OF 03  131703Z      key of the post, number, section, when it was sent on
    P 1316557 OCT 86                                     line 5: a day no later than that; a Z was read as 7
    FM AMENBA5SY REYKJAVlK                               the post is the key's
    UNCLAS Stt111574 01 OF 03 REYKJAVIK 02126            classification line: same section, post and number

In 28 scans of 1986 the page line can be read in 25, the classification line in 9 and line 5 in 19. A line is mended only where it
does not read, and where most of its letters are those that the page line demands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import cache
from itertools import pairwise

import msgspec

from reftel.read.landmarks import class_line
from reftel.read.lines import Line
from reftel.read.station_line import is_own
from reftel.telegram import posts
from reftel.telegram.dtg import MONTHS
from reftel.telegram.vocabulary import table
from reftel.text import Edit

PAGE_ONE = re.compile(
    r"PAGE {1,3}[0O][1Il] {1,16}(?P<key>[A-Z][A-Z .'\-]{1,10}?) {1,6}(?P<number>\d{5,6})"
    r"(?: {1,6}(?P<section>\d\d) OF [. ]?(?P<sections>\d\d))?(?: {1,6}(?P<day>[0-3]\d)(?P<clock>[0-9]{4})\S?)?(?=\s|$)"
)
_LINE5 = re.compile(r"(?P<sign>[A-Za-z0])(?P<second> {1,3}[OPRZ0])? {1,3}(?P<group>\S{6,8})(?P<zone> ?Z)? {1,2}(?P<month>[A-Z0-9]{3}) {1,2}(?P<year>\S{2})(?P<rest> .{0,60})?$")
_DASHED = re.compile(r"- {4,40}[A-Z0-9\"'(]")
_ORDER = re.compile(r"E[.,]? ?[O0][.,:]? {0,4}1")
_ORDER_READS = re.compile(r"E\.? ?O\.? {0,4}12356[:.]? {0,8}(?:N/A|DECL)")
_NOT_APPLICABLE = re.compile(r"(?:N|/)[/rRI1l]?A$")
_DETERMINED = re.compile(r"[O0][A4][DO0][RP]$")  # originating agency's determination required
_HEADED = re.compile(r"TELEGRAM {1,3}(?P<year>[6-9B]\d)[A-Z]")
_LEVELS = ("UNCLAS", "UNCLASSIFIED", "CONFIDENTIAL", "SECRET", "LIMITED OFFICIAL USE")
_DIGITS = str.maketrans("OoQDIilSBZ", "0000111582")
_SIGNS = {"0": "O", "C": "O", "D": "O", "Q": "O", "o": "O", "p": "P", "r": "R", "z": "Z"}
_ZONE = frozenset("Z2717z")
ENVELOPE = 40  # lines from the page line to FM
REACH = 60  # lines from the page line to the classification line
ALIKE = 0.6  # of the letters that a line must have of what is demanded
MOST_PAGES = 40  # page lines of a first page: sections of a telegram, telegrams of a file


class PageLine(msgspec.Struct):
    """What one page line says; `year` is that of the copy's own heading, where it has one."""

    key: str
    number: str
    section: str | None
    sections: str | None
    day: int | None
    year: str | None
    clock: str | None = None


def edits(text: str, lines: Sequence[Line]) -> Iterator[Edit]:
    """Mend line 5, FM and the classification line below each line of a first page."""
    headed = _HEADED.search(text[:2000])
    year = headed["year"].replace("B", "8") if headed else None
    found = 0
    for i, line in enumerate(lines):
        page = PAGE_ONE.match(line.text[:90]) if line.text.startswith("PAGE") else None
        if page and found < MOST_PAGES:
            found += 1
            day = int(page["day"]) if page["day"] else None
            told = PageLine(page["key"].strip(), page["number"], page["section"], page["sections"], day, year, page["clock"])
            yield from _below(lines[i + 1 : i + 1 + REACH], told)
            yield from _subject(lines[i + 1 : i + 1 + REACH])
            yield from _order(lines[i + 1 : i + 1 + REACH], told)


def _below(lines: Sequence[Line], page: PageLine) -> Iterator[Edit]:
    filled = [line for line in lines if line.text]
    wanted = _address(page.key)
    dated = next((i for i, line in enumerate(filled[:ENVELOPE]) if _line_five(line.text, page)), None)
    sender = next((i for i, line in enumerate(filled[:ENVELOPE]) if _is_from(line.text, wanted)), None)
    if sender is None and dated is not None and dated + 2 < len(filled) and filled[dated + 2].text.startswith("TO "):
        sender = dated + 1  # between line 5 and TO stands FM and nothing else
    if dated is not None and (sender is None or dated < sender):
        line, new = filled[dated], _line_five(filled[dated].text, page)
        if new and new != line.text:
            yield Edit(line.start, line.end, new, "line 5: precedence, six digits and Z, month, year")
    if sender is not None and wanted:
        words = filled[sender].text
        agrees = words.startswith("FM ") and is_own(page.key, words[3:])  # a key of six letters is the beginning of many names
        if not agrees and words != f"FM {wanted}" and not words.startswith(f"FM {wanted} ") and posts.station_of(words[3:].strip()) is None:
            yield Edit(filled[sender].start, filled[sender].end, f"FM {wanted}", "the page line names this post")
    for line in filled[(sender or 0) + 1 :]:
        if line.text.startswith("PAGE"):
            return
        found = _classification(line.text, page)
        if found:
            if found != line.text:
                yield Edit(line.start, line.end, found, "the page line gives section, post and number")
            return


def _subject(lines: Sequence[Line]) -> Iterator[Edit]:
    """A dash holds the place of the blanks before the second line of a subject, which the machines would have lost."""
    for line, below in pairwise(lines):
        if line.text.startswith("SUBJ") and _DASHED.match(below.text):
            yield Edit(below.start, below.start + 1, " ", "a dash that holds the place of an indent")


def _order(lines: Sequence[Line], page: PageLine) -> Iterator[Edit]:
    """The E.O. line: from August 1982 to October 1995 one order alone was in force, 12356."""
    if page.year is None or not 83 <= int(page.year) <= 94:
        return
    line = next((line for line in lines if _ORDER.match(line.text)), None)
    if line is None or _ORDER_READS.match(line.text):
        return
    tail = _NOT_APPLICABLE.search(line.text) or _DETERMINED.search(line.text)
    if tail and len(line.text) < 40:
        meant = "N/A" if tail.re is _NOT_APPLICABLE else "DECL: OADR"
        yield Edit(line.start, line.end, f"E.O. 12356: {meant}", "the one executive order of these years")


@cache
def _posts() -> dict[str, str]:
    """The originator's address by the key that page lines use for his post: the first six letters."""
    found: dict[str, str] = {}
    for row in table("posts"):
        for key in (row["cfpf_key"], row["station"][:6], row["city"].upper().replace(" ", "")[:6]):
            if key and row["plad"]:
                found.setdefault(key.upper(), row["plad"])
    return found


def _address(key: str) -> str:
    """AMEMBASSY REYKJAVIK for REYKJA; "" where no post or several bear the key."""
    return "SECSTATE WASHDC" if key == "STATE" else _posts().get(key.replace(" ", ""), "")


def _is_from(words: str, wanted: str) -> bool:
    """Whether a line is the originator's: FM, or most of the letters of what it should be."""
    if words.startswith("FM "):
        return not wanted or _alike(words[3:], wanted) >= 0.5
    return bool(wanted) and len(words) < len(wanted) + 12 and _alike(words, f"FM {wanted}") >= 0.75


def _alike(words: str, wanted: str) -> float:
    if not words or len(words) > 200:
        return 0.0
    return SequenceMatcher(None, words, wanted, autojunk=False).ratio()


def _line_five(words: str, page: PageLine) -> str:
    """Line 5 as it must have been; "" where a line is none."""
    m = _LINE5.match(words[:120])
    if m is None:
        return ""
    sign = _SIGNS.get(m["sign"], m["sign"])
    group, month, year = _group(m["group"], bool(m["zone"])), _month(m["month"]), _year(m["year"], page.year)
    if sign not in "ZOPR" or group is None or month is None or year is None:
        return ""
    if page.day is not None and int(group[:2]) not in {page.day, page.day - 1} and page.day != 1:
        return ""
    if group != f"{m['group']}{(m['zone'] or '').strip()}" and page.day == int(group[:2]) + 1 and _soon(group[2:6], page.clock):
        group = f"{page.day:02d}{group[2:]}"  # sent on within the half hour, and yet a day later: of a group that was misread anyway
    return f"{sign}{(m['second'] or '').replace('0', 'O')} {group} {month} {year}{m['rest'] or ''}".rstrip(" .")


def _soon(written: str, sent: str | None) -> bool:
    """Whether a telegram was sent on within half an hour, by the clock alone."""
    if sent is None:
        return False
    return 0 <= (int(sent[:2]) * 60 + int(sent[2:])) - (int(written[:2]) * 60 + int(written[2:])) <= 30


def _group(signs: str, zoned: bool) -> str | None:
    """Six digits and Z, where the signs can be read as that."""
    signs = signs.replace(".", "")
    if not zoned and (len(signs) != 7 or signs[-1] not in _ZONE):
        return None
    digits = signs[:6].translate(_DIGITS)
    if len(signs) != (6 if zoned else 7) or not digits.isdecimal():
        return None
    good = 1 <= int(digits[:2]) <= 31 and int(digits[2:4]) < 24 and int(digits[4:]) < 60
    return f"{digits}Z" if good else None


def _month(signs: str) -> str | None:
    """The month that has two of the three letters."""
    near = [month for month in MONTHS if sum(a == b for a, b in zip(month, signs, strict=True)) >= 2]
    return signs if signs in MONTHS else near[0] if len(near) == 1 else None


def _year(signs: str, headed: str | None) -> str | None:
    read = signs.translate(_DIGITS)
    if headed is not None and (read == headed or sum(a == b for a, b in zip(read, headed, strict=True)) == 1):
        return headed
    return read if read.isdecimal() else None


def _classification(words: str, page: PageLine) -> str:
    """The classification line that the page line demands, where a line is much like it; itself where it reads; "" for others."""
    if (read := class_line(words)) and (read["number"] != page.number or not _address(page.key) or posts.of_station(read["station"])):
        return words
    if not 10 <= len(words) <= 90:
        return ""
    station = "STATE" if page.key == "STATE" else _address(page.key).split(" ", 1)[-1] or page.key
    section = f" SECTION {page.section} OF {page.sections}" if page.section else ""
    at = words.rfind(page.number)
    behind = words[at + len(page.number) :] if at > 0 else ""
    spelt = _signs(words[: at + len(page.number)] if at > 0 else words)
    best, share = "", 0.5 if at > 0 else ALIKE
    for level in _LEVELS:
        wanted = f"{level}{section} {station} {page.number}"
        letters = _signs(level)
        begins = _alike(spelt[: len(letters)], letters) if spelt[:1] == level[0] else 0.0
        if begins < 0.5:
            continue
        names = spelt[len(letters) :].startswith(_signs(station)) if begins > 0.9 else False
        alike = _alike(spelt, _signs(wanted))
        if alike > share and (begins >= 0.5 if at > 0 else names or (begins >= 0.7 and _alike(spelt[-len(station) - 6 :], _signs(station) + page.number) >= ALIKE)):
            best, share = wanted + behind, alike
    return best


def _signs(words: str) -> str:
    return "".join(filter(str.isalnum, words))
