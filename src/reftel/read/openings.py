"""Where telegrams open: the lines of a text that begin a heading, and which telegram a heading names.

Landmarks are the transmission line, the prosign and DE lines, the date-time group, FM and TO, `PAGE 01` of the 1970s, `MRN:`, the
Department's printed form, the classification line, a volume's document head, the release line of a page, the note of a partial
extract. What stands together without a label or a paragraph between is one heading. A line that prose may begin with
(FM, a classification) opens nothing alone: FM needs its date-time group or TO, a classification line its labels.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from reftel.read.landmarks import class_line

_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DOCUMENTS = (
    "Telegram|Airgram|Memorandum|Letter|Message|Editorial Note|Paper|Report|Backchannel|Circular|Despatch|Minutes|Draft|Summary|Action|"
    "Intelligence|National|Special|Instruction|Note|Transcript|Record|Research|Circular Telegram|Diplomatic Note|Talking Points|Notes|Study"
)
_MARK = re.compile(
    r"[ \t\f]{0,40}(?:"
    r"(?P<tid>V?ZCZC[A-Z]{2,4}[A-Z0-9]{3,8})(?:[ \t]*\r?$|[ \t]+(?:[ZOPRYWM]{2} [A-Z]{4,8}|DE [A-Z]{4,8})\b(?P<tid_rest>[^\r\n]{0,2000}))"
    r"|(?P<called>(?:ZZ|OO|PP|RR|NN|MM) [A-Z]{4,8}\b)"
    r"|(?P<de>DE (?P<de_ri>[A-Z]{4,8}) ?#(?P<de_number>\d{4})\b)"
    r"|(?P<dtg>(?:[ZOPRYWM0] ?){0,3}\b(?P<dtg_is>\d{6} ?[Zz] {0,2}\n?[A-Za-z]{3} {0,2}\d ?\d)\b)"
    r"|(?P<fm>FM:? {1,4}(?P<fm_is>[A-Z][A-Z0-9 ,.'/()\-]{2,60}))"
    r"|(?P<to>TO:? {1,3}(?:RUE[A-Z0-9]{2,6}/ ?)?(?:SECSTATE|AMEMBASSY|AMCONSUL|USMISSION|USINT|USDEL|USUN|ALL DIPLOMATIC)\b)"
    r"|(?P<print>TELEGRAM\s{1,6}Department ?of [Ss]tate|(?:DEPARTMENT OF STATE|Department of State)\s{1,6}TELEGRAM)"
    r"|(?P<page>PAGE 0?1\b\s{1,14}(?P<page_station>[A-Z][A-Z .'\-]{0,12}?)\s{0,4}(?P<page_number>\d{5,6})\b(?: {1,4}(?:TOSEC|SECTO) ?\d{1,6})?\s{0,6}(?P<page_section>\d\d OF \d\d)?)"
    r"|(?P<record>TEXT OF TELEGRAM {1,2}\d\d ?(?P<record_is>[A-Za-z0-9]{2,8} ?[A-Z0-9]{5,8})[ \t]*\r?$)"
    r"|(?P<mrn>MRN:\s{0,60}\d\d [A-Z][A-Z .'\-]{1,30} \d{1,6}\b)"
    r"|(?P<release>UNCLASSIFIED U\.S\. Department of State {1,4}Case No\. {0,3}\S{1,20} {1,4}Doc No\. {0,3}(?P<release_number>C\d{8})\b)"
    r"|(?P<cls>(?:UNC|Unc|U N C|CON|C O N|SEC|S E C|TOP S|T O P|LIM|L I M|RES|R E S)[^\r\n]{6,400})"
    rf"|(?P<volume>\d{{1,4}}\. (?:{_DOCUMENTS})\b[^\r\n]{{0,300}}|The [A-Z][^\r\n]{{8,160}} to (?:the )?[A-Z][^\r\n]{{3,120}})$"
    r"|(?P<extract>This record is a partial extract of the original cable)"
    r"|(?P<label>(?:TAGS?|Tags|SUBJ(?:ECT)?|Subject|REFS?|E\.? ?O\.?|EO) ?[:. ]|[¶�]?\s?1\. {0,3}[A-Z(])"
    r"|(?P<end>N{3,8}(?:MAFVVZCZ)?[ \t\r]*$|<< END OF DOCUMENT >>)"
    r"|(?P<rule>={5,}[ \t\r]*$)"
    r")",
    re.MULTILINE,
)
_DE = re.compile(r"\bDE [A-Z]{4,8} ?#(\d{4})\b")
_DTG = re.compile(r"\b\d{6}[Zz] {0,2}[A-Za-z]{3} {0,2}\d\d\b")
_GLUED = re.compile(r"UNCLAS(?:SIFIED)? (?P<station>[A-Z][A-Za-z .]{1,30}?) (?P<number>\d{6})(?P<after>[A-Z].{0,400})$")  # its blanks lost
_FIRST = frozenset(" \t\fVZOPRNMYW0123456789DFTPMUCSLRET<=¶�")  # what a landmark's line may begin with
_LABELS = re.compile(r"E\.? ?O\. ?\d|TAGS|SUBJECT")
_FORM_FEED = re.compile(r"\f")
_VOLUME_DATE = re.compile(rf"[^\r\n]{{0,60}}{_MONTH} \d{{1,2}}[^\r\n]{{0,4}}(?:\d{{4}})")
_ABOVE = re.compile(
    r"[ \t\f]*(?:(?:UNCLASSIFIED|CONFIDENTIAL|SECRET|TOP SECRET|SBU|LIMITED OFFICIAL USE)\b[^a-z\r\n]{0,60}|={3,}"
    r"|(?:(?:INCOMING|OUTGOING|Incoming|Outgoing) )?(?:TELEGRAM|Telegram)|(?:DEPARTMENT OF STATE|Department of State)[^\r\n]{0,40}"
    r"|[A-Z][A-Za-z .]{2,30} \d{3,6}(?: [^a-z\r\n]{0,40})?|(?:ACTION|ORIGIN|INFO|DISTRIBUTION)\b[^a-z\r\n]{0,90}|(?:[A-Z]{1,6}[ \-]\d\d,?[ /]{0,2}){1,12}[^a-z\r\n]{0,20}"
    r"|[\d ]{1,12}(?: ?(?:[ZOPRYWM0] ){0,2}\d\d ?\d{4}[Zz2])?|-{10,}[^a-z\r\n]{0,40}|(?:[ZOPRYWM0] ){0,3}\d\d ?\d{4} ?[Zz2]?\b[^a-z\r\n]{0,24}"
    r"|(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]? \d\d[^a-z\r\n]{0,12}|19\d\d [A-Z]{3} [\d APM]{4,16}"
    r"|(?:Action|Info) Office:[^\r\n]{0,200}|\s{20,}[^\r\n]{1,120},?|RELEASE[D]? IN [^\r\n]{1,40}|B\d(?:,B\d){0,4}"
    r"|UNCLASSIFIED U\.S\. Department of State [^\r\n]{1,120}|This record is a partial extract of the original cable[^\r\n]{0,80}"
    r"|The full text of the original cable is not available\.?)?[ \t]*$"
)
_MARKING = re.compile(r"[ \t\f]*(?:UNCLASSIFIED|CONFIDENTIAL|SECRET|LIMITED OFFICIAL USE)\b[^a-z]{0,40}$")
_DIGITS = str.maketrans("OQDILSBZG", "000115826")  # letters that a machine reads for digits
_LETTERS = str.maketrans("0158", "OISB")
_STARTS = ("tid", "called", "de", "dtg", "fm", "to", "page", "mrn", "cls", "volume", "extract", "release", "print", "record")
SURE = frozenset({"tid", "page", "mrn", "volume", "extract", "release", "print"})
_ALONE = frozenset({"tid", "page", "mrn", "volume", "extract", "release", "record"})
_TOGETHER = tuple(map(frozenset, (("dtg", "fm"), ("fm", "to"), ("de", "called"), ("de", "dtg"), ("cls", "labels"))))
NEAR = 2_000  # letters between a classification line and the first label under it, at most
ABOVE = 14  # lines above a heading that may belong to it


class Head(NamedTuple):
    """A heading: where it begins, what it shows, and which telegram it names."""

    start: int
    first: str  # the kind of its first landmark
    kinds: set[str]
    numbers: set[tuple[str, int]]  # (station, number modulo 10,000), the station "" where it is not said
    groups: set[str]
    senders: set[str]
    titles: set[str]
    releases: set[str]


def openings(text: str) -> tuple[list[Head], list[int], list[int]]:
    """(headings, lines that part, ends) of a text, in order; only headings that are sound."""
    heads: list[Head] = []
    rules = [found.start() for found in _FORM_FEED.finditer(text)]
    ends: list[int] = []
    current: Head | None = None
    read = False  # whether a label or a first paragraph stood behind the current heading
    waiting: Head | None = None  # a classification line whose labels have not come yet
    for found in _marks(text):
        kind = next(name for name in (*_STARTS, "label", "end", "rule") if found[name] is not None)
        if kind == "rule":
            rules.append(found.start())
        elif kind == "end":
            ends.append(found.end())
            read = True
        elif kind == "label":
            if waiting is not None and found.start() - waiting.start < NEAR and found[0].strip()[:1] not in "¶�1":
                waiting.kinds.add("labels")
            waiting, read = None, current is not None
        else:
            named = _named(kind, found, text)
            if named is None:
                continue
            if current is None or read or _is_other_document(current, named):
                current, read = named, False
                heads.append(named)
            else:
                join(current, named)
            if kind == "cls":
                waiting = current
                if named.kinds >= {"labels"}:
                    read = True
    return [head for head in heads if _is_sound(head)], sorted(rules), ends


def _marks(text: str) -> Iterator[re.Match[str]]:
    """The lines that begin as a landmark does."""
    at = 0
    while at >= 0:
        if text[at : at + 1] in _FIRST and (found := _MARK.match(text, at)) is not None:
            yield found
        at = text.find("\n", at) + 1 or -1


def _is_other_document(head: Head, named: Head) -> bool:
    """Whether a line names another document of a volume or release, or another MRN, than the heading that it would belong to."""
    if "extract" in named.kinds:  # which says so before all else
        return not head.kinds <= {"release"}
    return any(theirs and mine and mine.isdisjoint(theirs) for mine, theirs in ((head.releases, named.releases), (head.titles, named.titles)))


def _named(kind: str, found: re.Match[str], text: str) -> Head | None:
    """A heading's line as a heading of its own; None where it only looks like one."""
    head = Head(found.start(), kind, {kind}, set(), set(), set(), set(), set())
    if kind == "cls":
        return _of_class_line(head, found["cls"])
    if kind == "volume":
        return _of_volume(head, found["volume"], text[found.end() : found.end() + 400])
    if kind == "record":
        return _of_record(head, found["record_is"].replace(" ", ""))
    if kind == "page":
        head.numbers.add((_station(found["page_station"])[:6], int(found["page_number"]) % 10_000))
        if found["page_section"] and not found["page_section"].startswith("01"):
            head.kinds.add("later section")
    elif kind == "release":
        head.releases.add(found["release_number"])
    elif kind == "mrn":
        head.titles.add(" ".join(found["mrn"].split()))
    elif kind == "tid" and found["tid_rest"]:  # a whole envelope on one line
        if number := _DE.search(found["tid_rest"]):
            head.numbers.add(("", int(number[1])))
        if group := _DTG.search(found["tid_rest"]):
            head.groups.add("".join(group[0].split()).upper())
    elif kind == "de":
        head.numbers.add(("", int(found["de_number"])))
    elif kind == "dtg":
        head.groups.add("".join(found["dtg_is"].split()).upper())
    elif kind == "fm":
        head.senders.add(found["fm_is"].strip())
    return head


def _of_class_line(head: Head, words: str) -> Head | None:
    line = class_line(words) or _GLUED.match(words)
    if line is None:
        return None
    head.numbers.add((_station(line["station"]), int(line["number"]) % 10_000))
    if _LABELS.search(line["after"]):  # a whole heading on one line
        head.kinds.add("labels")
    return head


def _of_volume(head: Head, words: str, below: str) -> Head | None:
    """A document's head in a volume: one with a date, in itself or in the lines below it."""
    dated = words + "\n" + "\n".join(below.split("\n")[:6])
    if not words.endswith("Editorial Note") and not _VOLUME_DATE.search(dated):
        return None
    head.titles.add(words.strip())
    return head


def _of_record(head: Head, words: str) -> Head:
    """`TEXT OF TELEGRAM 86ZENDA 002114`, at the top of every page of a print; scanned ones misread it (86ZENOA OO2I14)."""
    station, number = words[:-6], words[-6:]
    digits = number.upper().translate(_DIGITS)
    head.numbers.add((_station(station.upper().translate(_LETTERS))[:6], int(digits) % 10_000 if digits.isdecimal() else 0))
    if not number.isdecimal() or not station.isalpha():
        head.kinds.add("misread")
    return head


def _station(words: str) -> str:
    return re.sub(r"[^A-Z]", "", words.upper())


def _is_sound(head: Head) -> bool:
    """Whether what was found together opens a telegram: no line alone that prose may begin with."""
    return bool(head.kinds & _ALONE) or any(pair <= head.kinds for pair in _TOGETHER)


def join(head: Head, other: Head) -> None:
    """Add to a heading what another of the same telegram shows."""
    head.kinds.update(other.kinds)
    head.numbers.update(other.numbers)
    head.groups.update(other.groups)
    head.senders.update(other.senders)
    head.titles.update(other.titles)
    head.releases.update(other.releases)


def begin_of(text: str, head: Head, stop: int) -> int:
    """Where a telegram begins: at its heading, or at the lines above that belong to it.

    A release line is the first of its page; above `PAGE 01` only a marking that stands right over it belongs to this telegram, for
    the one before ends with its own.
    """
    if head.first == "release":
        return head.start
    if head.first == "page":
        at = text.rfind("\n", 0, head.start) + 1
        line = text.rfind("\n", 0, max(at - 1, 0)) + 1
        over = text[line : max(at - 1, line)]
        return line if line >= stop and text[at : at + 1] != "\f" and _MARKING.match(over) else at
    return _above(text, head.start, stop)


def _above(text: str, start: int, stop: int) -> int:
    """Where a heading's own lines begin: stamps, markings and offices that stand above its first landmark."""
    at = text.rfind("\n", 0, start) + 1
    best = at
    for _ in range(ABOVE):
        if at <= stop:
            break
        before = text.rfind("\n", 0, at - 1) + 1
        line = text[before : at - 1]
        if len(line) > 400 or not _ABOVE.match(line.rstrip("\r")):
            break
        at = before
        if line.strip():
            best = at
    return max(best, stop)
