"""One file with many telegrams: where one ends and the next begins.

A heading opens a telegram: a transmission line (VZCZC...), an envelope (date-time group, FM), `PAGE 01` of the 1970s, `MRN:` of
the labelled form, a classification line with labels under it, a volume's document head ("29. Telegram From ..."). But one telegram
may show several: each section bears the envelope again, each page the classification line, and one telegram may quote another
whole. So a heading parts the text only where something of the telegram before has been read, where it names another
telegram (number and station, else date-time group and FM), and where nothing says that it is quoted (REPEATED, QUOTE without
UNQUOTE). Texts without any heading are parted at a line of equals signs or a form feed behind which the paragraphs begin at 1 again.

What stands before the first heading, or behind a NNNN and before the next heading, is a piece of its own: a letter that covers the
telegrams is reported and does not become part of one.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from difflib import SequenceMatcher
from operator import ne

from reftel.read.encodings import cut
from reftel.read.openings import SURE, Head, begin_of, join, openings
from reftel.read.source import Mark, Source
from reftel.telegram.model import Origin, Unreadable

_FORWARDS = re.compile(
    r"REPEAT|RPTD?\b|FOLLOWING|\bFOLG?\b|FOL(?:LOWS|LOWING)|TEXT OF|BEGIN TEXT|QUOTE|\bQTE\b|FORWARD|PARAPHRASE|READS\b|Following|Begin text|quote",
)
_OPENS = re.compile(r"\b(UN)?(?:QUOTE|QTE)\b|\b(?:BEGIN|Begin|(END|End)) (?:TEXT|[Tt]ext|MESSAGE|[Mm]essage|CABLE|[Cc]able|TELEGRAM|[Tt]elegram)\b")
_SIGNER = re.compile(r"[ \t]*[A-Z][A-Z'\-]{2,24}(?: [A-Z]{2,20})?[ \t]*$")
_ENDED = re.compile(r"[ \t]*(?:N{3,8}|BT|={3,}|<< END OF DOCUMENT >>|UNCLASSIFIED|CONFIDENTIAL|SECRET)[ \t]*$")
_ENVELOPE = frozenset({"dtg", "fm"})
_PROSE = re.compile(r"\b[a-z]{2,20}\b")
_ROUND = str.maketrans("356", "888")
_NO_LETTER, _SERVICE = re.compile(r"[^A-Z]"), re.compile(r"AMEMBASSY|AMCONSUL|USMISSION|USINT|USDEL")
_MONTHS = frozenset(("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"))
_LIKENESS, _FEW, _LONG = 0.7, 8, 5  # of names; senders that are compared; letters of a station of which one may be misread
WORDS = 6  # in small letters: fewer make no letter, but the foot of a page or what a scanner saw in its margin


def parts(source: Source) -> Iterator[Source | Unreadable]:
    """The telegrams of a text, each as a source of its own, counted from 1; the text itself where it holds one."""
    begins = cuts(source.text) if source.whole is None and source.origin.part is None else []
    if not begins:
        yield source
        return
    ends = [*begins[1:], len(source.text)]
    own = _bytes(source, begins)
    for number, (start, end) in enumerate(zip(begins, ends, strict=True), 1):
        yield _part(source, start, end, number, own[number - 1] if own else None)


def cuts(text: str) -> list[int]:
    """Where the telegrams of a text begin, the first at 0; none where it holds one.

    >>> one = "O 141530Z FEB 07\\nFM AMEMBASSY ZENDA\\nTO SECSTATE WASHDC\\nUNCLAS ZENDA 000012\\nSUBJECT: X\\n\\n1. They met.\\n\\nOSRA\\n"
    >>> cuts(one), cuts(one + one.replace("12", "13").replace("1415", "1416")) == [0, len(one)]
    ([], True)
    """
    if not _may_hold_several(text):
        return []
    heads, rules, ends = openings(text)
    found: list[int] = []
    current: Head | None = None
    quotes = _Quotes(text)
    for head in heads:
        if current is None or not _is_next(text, current, head, ends, quotes):
            current = _joined(current, head)
            continue
        found.append(begin_of(text, head, current.start))
        head.releases.update(() if head.releases else current.releases)
        current = head
    if not any(head.releases for head in heads):
        found = sorted({*found, *_ruled(text, rules, [head.start for head in heads], found)})
    first = begin_of(text, heads[0], 0) if heads else 0
    if found and first < found[0] and len(_PROSE.findall(text, 0, first)) >= WORDS:
        found.insert(0, first)
    elif not found and first and _has_paragraphs(text, first):
        found = [first]
    if not found:
        return []
    return sorted({0, *found, *_between(text, found, ends)})


def _may_hold_several(text: str) -> bool:
    """A cheap look: whether anything that a telegram shows once is there twice."""
    return (
        text.count("VZCZC") > 1 or text.count("TAGS") > 1 or text.count("SUBJ") > 1 or text.count("FM ") > 1 or text.count("MRN:") > 1
        or text.count("PAGE 01") > 1 or text.count("UNCLAS") > 1 or text.count(". Telegram ") > 1 or text.count(" to the Secretary of State") > 1
        or text.count("The Secretary of State to ") > 1 or "=====" in text or "\f" in text
        or text[:40].lstrip().startswith(("1. ", "¶1."))
    )  # fmt: skip


# --- whether a heading begins another telegram ------------------------------------------------------------------------


def _is_next(text: str, current: Head, head: Head, ends: list[int], quotes: _Quotes) -> bool:
    """Whether a heading opens another telegram than the one being read."""
    same = _same(current, head)
    if same:
        return False
    above = _lines_above(text, begin_of(text, head, current.start), 2)
    sure = bool(head.kinds & SURE) or bisect_right(ends, head.start) > bisect_right(ends, current.start)
    signed = any(_SIGNER.match(line) and not _FORWARDS.search(line) for line in above[:1])
    if sure or same is None:
        return sure or signed or any(_ENDED.match(line) for line in above[:1])
    if signed and head.kinds >= _ENVELOPE:  # a signature ends a telegram, whatever QUOTE stood in its text
        return True
    forwarded = not signed and _FORWARDS.search(" ".join(line[-160:] for line in above)) is not None
    return not (forwarded or quotes.open_at(current.start, head.start))


def _same(current: Head, head: Head) -> bool | None:
    """Whether two headings name one telegram; None where they cannot be compared."""
    if head.releases and current.releases and head.releases.isdisjoint(current.releases):
        return False
    if head.kinds == {"release"}:  # the next page of it
        return True
    if not (current.numbers or current.groups) and (
        ("volume" in current.kinds and not head.titles and head.first != "extract") or (current.releases and not current.titles)
    ):  # what stands around the telegram: a volume's head and summary, a release's pages and mail
        return True
    if head.titles:
        return bool(head.titles & current.titles)
    if current.groups & head.groups and _one_sender(current, head):
        return True
    if current.numbers and head.numbers:
        loose = bool((head.kinds | current.kinds) & {"later section", "misread"})
        alike = any(_alike(one, other, loose) for one in current.numbers for other in head.numbers)
        return alike and not _other_month(current.groups, head.groups)
    if current.groups and head.groups:
        return False
    return None


def _one_sender(current: Head, head: Head) -> bool:
    """Whether two headings of one minute name one sender, or one of them names none; where neither number is said, letters may be misread."""
    if not current.senders or not head.senders or current.senders & head.senders:
        return True
    if (current.numbers and head.numbers) or len(current.senders) > _FEW:
        return False
    return any(_one_name(one, other) for one in current.senders for other in head.senders)


def _one_name(one: str, other: str) -> bool:
    """Whether two names are one, but for a few letters of the place, or for a place that was lost.

    >>> _one_name("AMEMBASSY REYK..UWIK", "AMEMBASSY REYKJAVIK"), _one_name("AMEMBASSY PARIS", "AMEMBASSY TUNIS")
    (True, False)
    """
    mine, theirs = (_SERVICE.sub("", _NO_LETTER.sub("", name)) for name in (one, other))
    return mine.startswith(theirs) or theirs.startswith(mine) or SequenceMatcher(None, mine, theirs, False).ratio() >= _LIKENESS


def _other_month(mine: set[str], theirs: set[str]) -> bool:
    """Whether the date-time groups of two headings stand in different months; day and minute decide where the month is misread.

    >>> _other_month({"121413ZOCT86"}, {"121413ZCCT86"}), _other_month({"121413ZOCT86"}, {"121413ZNOV86"})
    (False, True)
    """
    if not mine or not theirs:
        return False
    months = [{group[7:] for group in groups if group[7:10] in _MONTHS and group[10:].isdecimal()} for groups in (mine, theirs)]
    if months[0] and months[1] and not months[0].isdisjoint(months[1]):
        return False
    minutes = [{group[:6] + (group[7:10] if group[7:10] in _MONTHS else "") for group in groups} for groups in (mine, theirs)]
    bare = [{minute[:6] for minute in found} for found in minutes]
    return not (minutes[0] & minutes[1]) and not (bare[0] & bare[1] and any(len(minute) == 6 for minute in minutes[0] | minutes[1]))


def _alike(one: tuple[str, int], other: tuple[str, int], loose: bool) -> bool:
    """Whether two headings bear one number; `loose` where a machine read them: one digit may differ, and signs that look alike are one."""
    (station, number), (other_station, other_number) = one, other
    if loose:
        pairs = list(zip(f"{number:04}".translate(_ROUND), f"{other_number:04}".translate(_ROUND), strict=True))
        return sum(mine != theirs for mine, theirs in pairs) <= 1
    if number != other_number or not station or not other_station:
        return number == other_number
    if station.startswith(other_station[:6]) or other_station.startswith(station[:6]):
        return True
    return len(station) >= _LONG and len(station) == len(other_station) and sum(map(ne, station, other_station)) == 1  # USNATD


def _lines_above(text: str, at: int, count: int) -> list[str]:
    """The last lines with letters above a place, the nearest first."""
    piece = text[max(0, at - 600) : at].splitlines()
    return [line for line in reversed(piece) if line.strip()][:count]


def _joined(head: Head | None, other: Head) -> Head:
    """The heading of a telegram, with what a further heading of the same telegram adds."""
    if head is None:
        return other
    join(head, other)
    return head


class _Quotes:
    """Where quotations open and close in a text, found when first asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._marks: list[tuple[int, bool]] | None = None

    def open_at(self, start: int, at: int) -> bool:
        """Whether a quotation was opened since `start` and is not closed at `at`."""
        if self._marks is None:
            self._marks = [(found.start(), not (found[1] or found[2])) for found in _OPENS.finditer(self._text)]
        last = bisect_left(self._marks, (at,)) - 1
        return last >= 0 and self._marks[last][0] >= start and self._marks[last][1]


# --- pieces without a heading -----------------------------------------------------------------------------------------

_FIRST_PARAGRAPH = re.compile(r"^\s{0,8}[¶�]?\s?1\. {0,3}[A-Z(]", re.MULTILINE)
_SECOND_PARAGRAPH = re.compile(r"^\s{0,8}[¶�]?\s?2\. {0,3}[A-Z(]", re.MULTILINE)
_REACH = 6_000


def _has_paragraphs(text: str, first: int) -> bool:
    """Whether paragraphs 1 and 2 stand before the first heading, and 1 again behind it: a telegram that lost its heading comes first."""
    one = _FIRST_PARAGRAPH.search(text, 0, first)
    return one is not None and _SECOND_PARAGRAPH.search(text, one.end(), first) is not None and _FIRST_PARAGRAPH.search(text, first) is not None


def _ruled(text: str, rules: list[int], heads: list[int], found: list[int]) -> Iterator[int]:
    """The rules and form feeds behind which paragraphs begin at 1 again, and before which some stood; not where a heading decides."""
    last = 0
    for i, at in enumerate(rules):
        stop = min(rules[i + 1] if i + 1 < len(rules) else len(text), at + _REACH)
        if bisect_left(heads, at) < bisect_left(heads, stop) or (heads and heads[0] < at and not found):
            continue
        if _FIRST_PARAGRAPH.search(text, at, stop) and _FIRST_PARAGRAPH.search(text, max(last, at - _REACH * 10), at):
            yield at
            last = at


def _between(text: str, found: list[int], ends: list[int]) -> Iterator[int]:
    """Where words begin that stand behind the end of one telegram and before the next."""
    for i, end in enumerate(ends):
        following = bisect_right(found, end)
        if following == len(found) or (i + 1 < len(ends) and ends[i + 1] < found[following]):
            continue
        if len(_PROSE.findall(text, end, found[following])) >= WORDS or _FIRST_PARAGRAPH.search(text, end, found[following]):
            yield end


# --- the pieces -------------------------------------------------------------------------------------------------------


def _bytes(source: Source, begins: list[int]) -> list[bytes] | None:
    """Each piece's own bytes, where the text is the file's own."""
    if source.way is not None or source.layout is not None or source.cells or source.unit:
        return None
    return cut(source.text, source.data, source.origin.encoding or "utf-8", begins)


def _part(source: Source, start: int, end: int, number: int, data: bytes | None) -> Source:
    was = source.origin
    sha256 = hashlib.sha256(data).hexdigest() if data is not None else was.sha256
    origin = Origin(was.path, sha256, was.member, was.row, was.encoding, was.format, was.published, number)
    marks = [
        Mark(mark.kind, mark.at.shift(-start) if mark.at else None, mark.words, mark.key)
        for mark in source.marks
        if mark.at is None or (start <= mark.at.start and mark.at.end <= end)
    ]
    own = source.data if data is None else data
    return Source(source.text[start:end], origin, own, assumed=source.assumed, marks=marks, base=start, whole=source)
