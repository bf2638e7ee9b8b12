"""The classification line, and the classifications that the pages of a copy repeat.

Sources: 5 FAH-2 H-300 (letters of a classification are spaced); IC-ISM: one level in a banner, categories parted by two
slashes, items by one. Copies of 1973-79 repeat the classification on each page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reftel.errors import BadValue
from reftel.guard.faults import Finding, View
from reftel.telegram import markings
from reftel.text import Span

_LINE = re.compile(rf"^[ \t]{{0,40}}(?P<class>{markings.CLASSIFICATION})[ \t]{{0,20}}\r?$", re.MULTILINE)
_SPACED = re.compile(r"(?:[A-Z] ){4,14}[A-Z]")
_CONTROLS = re.compile(r" ?(?P<slashes>/{1,4})\s?(?P<words>[A-Z][A-Z ,/]{1,60}?)(?=\s{2,}|\sSECTION\b|$)")
_KNOWN = frozenset(markings.CONTROLS.values()) | {"NF", "SBU", "FOUO", "SENSITIVE", "FOR OFFICIAL USE ONLY", "EXDIS", "NODIS", "NOFORN"}
_LEVEL = re.compile(r"\b(?:UNCLASSIFIED|CONFIDENTIAL|SECRET)\b")
# An old form printed the classification by machine, unspaced; FOIA copies and terminals of the 2000s space it.
_TYPED = {"cablexpress", "sas"}


def check(view: View) -> Iterator[Finding]:
    """Faults of the overall marking and of the pages' markings."""
    yield from _banner(view)
    yield from _pages(view)


def _banner(view: View) -> Iterator[Finding]:
    at = view.place("classification")
    if at is None or view.level is None:
        return
    words = view.text[at.start : at.end]
    if view.classified and view.telegram.format in _TYPED and not _SPACED.search(words):
        yield Finding("classification_unspaced", f"{words!r} is not spaced letter by letter", at)
    end = view.text.find("\n", at.end)
    number = view.place("mrn")
    if number is not None and at.end <= number.start < end:  # the station is no control
        end = number.start
    rest = view.text[at.end : end if end >= 0 else len(view.text)][:120].rstrip()
    found = _CONTROLS.match(rest)
    if not found:
        return
    place = Span(at.end + found.start("slashes"), at.end + found.end("words"))
    if found["slashes"] != "//":
        yield Finding("banner_grammar", f"{found['slashes']!r} behind the level; categories are parted by two slashes", place)
    if _LEVEL.search(found["words"]):
        yield Finding("banner_grammar", f"a second level, {found['words'].strip()!r}, in one banner", place)
        return
    for item in re.split(r"\s*(?:/{1,2}|,)\s*", found["words"].strip()):
        station = item.split(" ")[0]
        if item and item not in _KNOWN and station not in _KNOWN and not item.startswith(("REL TO ", "FGI", "NATO")):
            yield Finding("banner_grammar", f"{item!r} behind the level is no control that a list knows", place)


def _pages(view: View) -> Iterator[Finding]:
    """Lines that hold a classification and nothing else, other than the telegram's."""
    if view.level is None:
        return
    own = view.place("classification")
    for found in _LINE.finditer(view.text):
        if own is not None and found.start("class") <= own.start < found.end("class"):
            continue
        try:
            level = markings.level(markings.classification(found["class"]))
        except BadValue:
            continue
        if level != view.level:
            at = Span(*found.span("class"))
            yield Finding("page_marking_disagrees", f"a page says {' '.join(found['class'].split())}, the telegram {view.telegram.classification}: take the higher", at)
