"""The distribution block of 1973-79: which offices of the Department got copies, and who drafted and cleared.

    PAGE 01        OSVART 01231  241439Z
    ACTION EUR-12
    INFO  OCT-01  ISO-00  SS-15  NSC-05  /033 W
    DRAFTED BY EUR/SE:JDOE
    APPROVED BY EUR:ABROWN
    S/S:CWHITE
                         ---------------------   097277

ACTION stands on what posts sent, ORIGIN on what the Department drafted; a number is copies, `/033` their sum, then W for incoming
or R for the Department's own. Lines between APPROVED BY and the dash line are clearances. The page heading's time is that of
receipt; from 1977 the dash line gives it beside its counter, in either order. The terminals of 2000-08 print the drafters as
`DRAFTED: POL:JDOE` above the envelope. Source: file descriptions of the Central Foreign Policy File 1973-79.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from reftel.read.lines import Line
from reftel.telegram.model import Office
from reftel.text import Span

PAGE = re.compile(r"PAGE \d\d\s{1,12}(?P<key>[A-Z][A-Z .'\-]{0,8}?)\s{0,3}(?P<number>\d{5,6})(?:\s.{0,40})?$")
_OFFICE = re.compile(r"(?P<symbol>[A-Z][A-Z0-9/]{0,9})[- ](?P<copies>\d\d)(?!\d)")
_OFFICES = re.compile(r"(?:(?P<role>ACTION|ORIGIN|INFO):?\s+)?(?P<list>(?:[A-Z][A-Z0-9/]{0,9}-\d\d,?\s*){0,20})(?:/(?P<total>\d{3})(?:\s+(?P<way>[WR]))?)?$")
# To 1969 a blank stood for the dash: ACTION SS 70 / INFO CIAE 00,/070 W; without ACTION or a total it could be an addressee's number.
_OLDER = re.compile(r"(?P<role>ACTION|ORIGIN|INFO):? {1,4}(?P<list>(?:[A-Z]{1,5} \d\d(?!\d),? {0,3}){1,20})(?:/(?P<total>\d{3})(?: {1,3}(?P<way>[WR]))?)?$")
_DASHES = re.compile(r"-{10,}")
_BY = {
    "DRAFTED BY": "drafted_by", "APPROVED BY": "approved_by", "DRAFTED:": "drafted_by", "APPROVED:": "approved_by", "CLEARED:": "cleared_by",
    "RELEASED:": "released_by",
}  # fmt: skip
_DESIRED = re.compile(r"[A-Z][A-Z0-9/, &\-]{0,60}$")
_TIMED = re.compile(r"(?P<day>[0-3]\d)(?P<hour>[0-2]\d)(?P<minute>[0-5]\d) ?Z\b")
_CLEARANCE = re.compile(r"[A-Z][A-Z0-9/\-]{0,14}(?::| - )\s?[A-Z][A-Z .,'\-]{1,40}$")
_OPENING = ("PAGE ", "ACTION ", "ORIGIN ", "INFO ", "DRAFTED", "APPROVED", "CLEARED:")
REACH = 60  # lines; the block stands at the head of the copy


class Distribution(msgspec.Struct):
    """What the block says; spans in offsets of the text it was read from."""

    offices: list[Office] = []
    drafted_by: list[str] = []
    approved_by: list[str] = []
    cleared_by: list[str] = []
    released_by: list[str] = []
    desired: list[str] = []
    received: tuple[int, int, int] | None = None
    paged: bool = False
    at: dict[str, Span] = {}
    faults: list[tuple[str, Span, str]] = []

    def __bool__(self) -> bool:
        return self.paged or bool(self.offices)


def is_offices(text: str) -> bool:
    """Whether a line lists offices of the Department, and not addressees.

    >>> is_offices("INFO  OCT-01  ISO-00  /046 W"), is_offices("ACTION SS 70"), is_offices("INFO AMEMBASSY ZENDA")
    (True, True, False)
    """
    found = _OFFICES.match(text[:200]) if "-" in text[:24] else None
    if found is not None and found["list"]:
        return True
    older = _OLDER.match(text[:200]) if text.startswith(("ACTION", "ORIGIN", "INFO")) else None
    return older is not None and (older["role"] != "INFO" or older["total"] is not None)


def read(lines: Sequence[Line], stop: int) -> Distribution:
    """Read the block in the lines before index `stop`, where the envelope begins."""
    found = Distribution()
    if not any(line.text.startswith(_OPENING) for line in lines[: min(stop, REACH)]):
        return found
    role: str | None = None
    drafting = False
    for line in lines[: min(stop, REACH)]:
        text = line.text
        if not text:
            continue
        if PAGE.match(text):
            found.paged, role = True, None
            _received(found, line)
        elif text.startswith("DESIRED DISTRIBUTION"):
            found.desired.append(text)
            drafting = False
        elif _DASHES.match(text):
            role, drafting = None, False
            _received(found, line)
        elif name := next((name for label, name in _BY.items() if text.startswith(label)), None):
            drafting, role = True, None
            _drafter(found, name, line)
        elif drafting and _CLEARANCE.match(text):
            found.cleared_by.append(text)
            found.at.setdefault("cleared_by", Span(line.start, line.end))
        elif found.desired and role is None and not found.at.get("received") and _DESIRED.match(text):
            found.desired[-1] += f" {text}"
        elif m := _OFFICES.match(text[:200]) or _OLDER.match(text[:200]):
            role = _offices(found, line, m, role)
    return found


def _received(found: Distribution, line: Line) -> None:
    """When the Department had it: day and hour, behind the number in the page heading, by the counter in the line of dashes."""
    m = _TIMED.search(line.text[:160])
    if m and found.received is None and int(m["hour"]) < 24:
        found.received = int(m["day"]), int(m["hour"]), int(m["minute"])
        found.at["received"] = Span(line.start + m.start(), line.start + m.end())


def _drafter(found: Distribution, name: str, line: Line) -> None:
    label = next(label for label in _BY if line.text.startswith(label))
    words = line.text[len(label) :].lstrip(" :")
    if words:
        getattr(found, name).append(words)
        found.at.setdefault(name, Span(line.end - len(words), line.end))


def _offices(found: Distribution, line: Line, m: re.Match[str], role: str | None) -> str | None:
    """One line of office symbols; the role that a line without its own goes on with."""
    role = m["role"].lower() if m["role"] else role
    if role is None or not (m["list"] or m["total"]):
        return None
    for one in _OFFICE.finditer(m["list"]):
        found.offices.append(Office(one["symbol"], int(one["copies"]), role))
    if found.offices:
        at = found.at.get("distribution", Span(line.start, line.end))
        found.at["distribution"] = Span(at.start, line.end)
    if m["total"]:
        total = sum(office.copies or 0 for office in found.offices)
        if found.offices and total != int(m["total"]):  # where no office could be read, nothing is added up
            at = Span(line.start + m.start("total"), line.start + m.end("total"))
            found.faults.append(("copies_disagree", at, f"the block counts {int(m['total'])} copies, its offices have {total}"))
        return None
    return role
