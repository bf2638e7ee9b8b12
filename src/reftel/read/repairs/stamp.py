"""Stamps and footers of those who released or printed the copy, taken out of the text; the sentence they cut is joined.

    UNCLASSIFIED U.S. Department of State Case No. F-2099-00001 Doc No. C00000001 Date: 01/01/2099
    RELEASE IN PART B6
    Declassified/Released US Department of State EO Systematic Review 04 MAY 2006
    Page 2 of 3

The State Department's release line stands on every page of its copies, inside a paragraph in 20 of 33; review stamps in 56
of 6,702 pages and 8 of 218 texts of 1973 to 1979. Their classification is the copy's, not the telegram's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reftel.read.lines import Line, split
from reftel.read.repairs._taken import lines_out, together
from reftel.text import Edit

EXAMPLE = (
    "1. (U) He will never\nUNCLASSIFIED U.S. Department of State Case No. F-2099-00001 Doc No. C00000001 Date: 01/01/2099\nrecognize it.",
    "1. (U) He will never\nrecognize it.",
)

_CODES = r"(?:[ ,;&]{0,3}(?:B\d(?:\([A-Z0-9]\))?|1\.[45]\([A-Za-z]\)|NR|and))*"
_MONTHS = "JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC"
_STAMPS = (
    r"(?:(?:UN)?CLASSIFIED|CONFIDENTIAL|SECRET|SENSITIVE)? {0,3}U\.? ?S\.? Department of State,? {1,3}Case No\.? ?\S{1,20} {1,3}Doc No\.? ?\S{1,14} {1,3}Date: ?\d{1,2}/\d{1,2}/\d{2,4}",
    rf"RELEASED? IN (?:PART|FULL)\b{_CODES}",
    rf"(?:[A-Z][a-z]{{1,15}} [A-Z]\. [A-Z][a-z]{{1,20}} {{1,3}})?Declassified/Released {{1,3}}US Department of State {{1,3}}EO Systematic Review(?: {{1,3}}\d{{1,2}} (?i:{_MONTHS})[a-z]{{0,6}} \d{{4}})?",
    r"Classified by DAS, A/GIS, DoS on \d\d[/-]\d\d[/-]\d{4}(?: {1,3}[-~—–] (?:Class|Reason|Declassify on): [^\n]{1,40}?(?= [-~—–] |$)){0,3}",
    r"(?:Sanitized Copy |Declassified (?:in Part )?(?:and|-) ?)Approved [Ff]or Release \d{4}/\d\d/\d\d ?:?(?: CIA-RDP\S{1,24})?",
    r"REVIEW AUTHORITY: [A-Z][A-Za-z. ]{2,40}",
)
STAMP = re.compile("|".join(f"(?:{one})" for one in _STAMPS))
_PAGE = re.compile(r"(?:Page|PAGE) {1,2}\d{1,3} of \d{1,3}|PAGE N[O0][.,:;']{0,2}(?: {1,12}[0-9OIl]{1,3})?|(?:file|https?)://\S{4,120} {1,8}(?:Page \d{1,3} of \d{1,3}|\d{1,2}/\d{1,2}/\d{2,4})")
_DAY = re.compile(rf"\d{{1,2}} (?i:{_MONTHS})[a-z]{{0,6}} \d{{4}}$")  # the review stamp's date, where it broke in two
_SIGNED = re.compile(r"[A-Z][a-z]{1,15} [A-Z]\. [A-Z][a-z]{1,20}$")
_REVIEWED = ("RELEASE", "Case No", "Declassified/Released", "Approved", "Classified by DAS", "REVIEW AUTHORITY")  # cheap to look for
_HEAD = re.compile(r"[^a-z]{0,18}TELEGRAM {1,3}[0-9A-Z]{2}[A-Z]{2,8}[^ a-z]{0,8}(?: {1,70}\S{1,10}){0,3}")
_NUMBERED = "PAGE NO"  # at the foot of such print-outs
_PRINTED = ("Page ", "PAGE ", "://")


def edits(text: str) -> Iterator[Edit]:
    """Take out stamps, on their own lines or in a line of prose."""
    stamped = any(sign in text for sign in _REVIEWED)
    printed = not stamped and (_NUMBERED in text or " of " in text) and any(sign in text for sign in _PRINTED)
    if not stamped and not printed:
        return
    lines = split(text)
    kinds = [_kind(line.text, stamped) for line in lines]
    for i in _running(lines) if "TELEGRAM " in text and _NUMBERED in text else ():
        kinds[i] = "stamp"
    stamps = (_reach(lines, kinds, i) for i, kind in enumerate(kinds) if kind == "stamp")
    for first, last, name in together(lines, ((first, last, "stamp of a release or a print") for first, last in stamps)):
        yield from lines_out(text, lines, first, last, name)
    for line, kind in zip(lines, kinds, strict=True):
        if kind == "within":
            yield from _within(line)


def _running(lines: Sequence[Line]) -> Iterator[int]:
    """The heads of the pages after the first, in print-outs of the 1980s: TEXT OF TELEGRAM 86STREL 002126."""
    heads = [i for i, line in enumerate(lines) if "TELEGRAM " in line.text[:40] and len(line.text) < 110 and _HEAD.fullmatch(line.text)]
    yield from heads[1:]


def _kind(words: str, stamped: bool) -> str:
    """stamp: nothing else on the line; within: a stamp in a line of prose; beside: what belongs to a stamp next to it."""
    if not words:
        return "blank"
    if len(words) <= 160 and _PAGE.fullmatch(words):
        return "stamp"
    if not stamped:
        return ""
    if any(sign in words for sign in _REVIEWED):
        left = STAMP.sub("", words)
        if left != words:
            return "within" if left.strip(" ,;-") else "stamp"
    return "beside" if len(words) < 40 and (_DAY.match(words) or _SIGNED.match(words)) else ""


def _reach(lines: Sequence[Line], kinds: Sequence[str], i: int) -> tuple[int, int]:
    """The first and last line of a stamp: a reviewer's name may stand above it, and its date below."""
    named = i > 0 and kinds[i - 1] == "beside" and _SIGNED.match(lines[i - 1].text)
    dated = i + 1 < len(lines) and kinds[i + 1] == "beside" and _DAY.match(lines[i + 1].text)
    return i - 1 if named else i, i + 1 if dated else i


def _within(line: Line) -> Iterator[Edit]:
    done = 0
    for found in STAMP.finditer(line.text):
        begin = max(done, len(line.text[: found.start()].rstrip()))
        end = len(line.text) - len(line.text[found.end() :].lstrip())
        between = " " if begin and end < len(line.text) and begin > done else ""
        yield Edit(line.start + begin, line.start + end, between, "stamp of a release taken out of the line")
        done = end
