"""What the kinds of damage look for in a clean text: lines, the heading, numbered paragraphs, gaps in the middle of sentences."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from reftel.text import Span

_CLASS_LINE = re.compile(
    r"^ ?(?P<words>UNCLAS(?:SIFIED)?(?: E F T O)?|(?:C O N F I D E N T I A L|CONFIDENTIAL|T O P  ?S E C R E T|S E C R E T|TOP SECRET|SECRET"
    r"|L I M I T E D  ?O F F I C I A L  ?U S E|LIMITED OFFICIAL USE))"
    r"(?: //?NOFORN)?(?: SECTION \d\d OF (?P<sections>\d\d))? (?P<station>[A-Z][A-Z .\-]{1,30}?) (?P<number>\d{1,6})(?= ?$)",
    re.MULTILINE,
)
PILCROW = re.compile(r"(?<![^\s])¶(?=\d{1,3}\. ?\S)")  # a pilcrow before a paragraph's number
_PARAGRAPH = re.compile(r"^¶?(?P<number>\d{1,3})\. ?(?=\S)", re.MULTILINE)
_LABEL = re.compile(r"^(?:E\. ?O\.|TAGS|SUBJECT|SUBJ|REFS?\b|Refs?\b|Classified By|CLASSIFIED BY)", re.MULTILINE)
_MIXED_GAP = re.compile(r"(?<=[a-z,])(?: ?\n| )(?=[a-z])")
_CAPITAL_GAP = re.compile(r"(?<=[A-Z,])(?: ?\n| )(?=[A-Z][A-Z])")
_LOWER = re.compile(r"[a-z]{4}")
_RULE = re.compile(r" ?\n ?[-=]{3}")
_STANDS_ALONE = re.compile(r"[-=]+$|[-*] ?|--|\d+\) |\(?[a-z]\)")
_LABELLED = re.compile(r"(?:SUBJECT|SUBJ|Subject|Classified By|CLASSIFIED BY)\b")

AT_LINE_END = 0.9  # of page breaks, where lines end at all


class Line(NamedTuple):
    """A line, without its break and the blanks before it."""

    start: int
    end: int
    text: str


class ClassLine(NamedTuple):
    """The classification line: its level as printed, the station and number of the telegram, how many sections, and where it is."""

    words: str
    station: str
    number: str
    sections: int
    at: Span


def lines(text: str, start: int = 0, end: int | None = None) -> Iterator[Line]:
    """The lines of a text or of a stretch of it.

    >>> list(lines("FM X \\n\\nTO Y"))
    [Line(start=0, end=4, text='FM X'), Line(start=6, end=6, text=''), Line(start=7, end=11, text='TO Y')]
    """
    at = start
    for raw in text[start:end].split("\n"):
        kept = raw.rstrip(" ")
        yield Line(at, at + len(kept), kept)
        at += len(raw) + 1


def class_line(text: str) -> ClassLine | None:
    """The classification line of a telegram.

    >>> class_line("FM X\\n\\nC O N F I D E N T I A L OSVARTH 000206 \\n").number
    '000206'
    """
    found = _CLASS_LINE.search(text)
    if found is None:
        return None
    return ClassLine(found["words"], found["station"], found["number"], int(found["sections"] or 1), Span(*found.span()))


def paragraphs(text: str) -> list[Span]:
    """The numbered paragraphs, each with what follows it up to the next; only where the numbers run on from 1.

    >>> [one.quote("SUBJECT: X\\n\\n¶1. A.\\n\\n¶2. B.") for one in paragraphs("SUBJECT: X\\n\\n¶1. A.\\n\\n¶2. B.")]
    ['¶1. A.\\n\\n', '¶2. B.']
    """
    starts: list[int] = []
    marked = PILCROW.search(text) is not None
    for found in _PARAGRAPH.finditer(text):
        if int(found["number"]) == len(starts) + 1 and (found[0][0] == "¶" or not marked):
            starts.append(found.start())
    return [Span(a, b) for a, b in pairwise([*starts, len(text)])]


def body(text: str) -> int:
    """Where prose begins: the first numbered paragraph, or behind the last label of the heading, or the whole text."""
    numbered = paragraphs(text)
    if numbered:
        return numbered[0].start
    labels = [found.end() for found in _LABEL.finditer(text[:20_000])]
    if not labels:
        return 0
    end = text.find("\n\n", labels[-1])
    return end + 2 if end >= 0 else len(text)


def heading(text: str) -> Span:
    """From the classification line to the first paragraph; from the top where there is no classification line."""
    found = class_line(text)
    start = found.at.start if found else 0
    return Span(start, max(start, body(text)))


def gaps(text: str) -> list[Span]:
    """The gaps between two words of one sentence in the prose, in the middle of a line or at its end.

    >>> [at.start for at in gaps("SUBJECT: TALKS\\n\\n¶1. (C) He will\\nnever go there.")]
    [26, 31, 37, 40]
    """
    start = body(text)
    mixed = _LOWER.search(text, start) is not None
    pattern = _MIXED_GAP if mixed else _CAPITAL_GAP
    return [Span(*found.span()) for found in pattern.finditer(text, start)]


def chosen_gaps(text: str, rng: random.Random, count: int) -> list[Span]:
    """Some gaps, spread evenly over the text: of each of `count` stretches one, at the end of a line as a rule.

    A page ends where a line ends; only in copies of long lines did its heading come to stand in the middle of one.
    """
    found = gaps(text)
    count = min(count, len(found) // 4)
    out = []
    for i in range(count):
        size = len(found) / count
        first = int((i + 0.25) * size)  # the middle of the stretch, so that two stay apart
        stretch = found[first : max(int((i + 0.75) * size), first + 1)]
        ends = [gap for gap in stretch if "\n" in gap.quote(text)]
        out.append(rng.choice(ends if ends and rng.random() < AT_LINE_END else stretch))
    return out


def between_words(text: str, start: int, end: int) -> list[Span]:
    """What stands between the words of a stretch: blanks, commas, breaks.

    >>> [one.quote("PREL, QK QH") for one in between_words("PREL, QK QH", 0, 11)]
    [', ', ' ']
    """
    return [Span(*found.span()).shift(start) for found in re.finditer(r"(?<=\w)[^\w]+(?=\w)", text[start:end])]


def prose(text: str) -> list[Line]:
    """The lines of the body that are prose: five words or more, not set in from the margin."""
    return [line for line in lines(text, body(text)) if line.text.count(" ") >= 4 and not line.text.startswith(("-", " "))]


def own_lines(text: str, words: str) -> str:
    """What stands in a gap when words on lines of their own fell into it; blank lines carry a blank where the copy's lines do."""
    blank = " " if " \n" in text else ""
    return f"{blank}\n{blank}\n" + "".join(f"{line}{blank}\n" for line in words.split("\n"))


def of_year(text: str) -> int | None:
    """The year that the date-time group tells, if any: `O 241320Z JUL 76`."""
    found = re.search(r"\b\d{6}Z [A-Z]{3} (\d\d)\b", text[:20_000])
    if not found:
        return None
    return int(found[1]) + (1900 if int(found[1]) > 50 else 2000)


def some_pilcrows(text: str, rng: random.Random, share: float) -> list[Span]:
    """Pilcrows before paragraph numbers, each with the chance `share`, one at least where there is any."""
    found = [Span(*one.span()) for one in PILCROW.finditer(text)]
    chosen = [at for at in found if rng.random() < share]
    return chosen or found[:1]


def blocks(text: str) -> list[Span]:
    """Stretches of prose whose lines may be broken anew: between blank lines, rules, items, and the labels of the heading.

    >>> text = "SUBJECT: A LONG\\nONE\\n\\n¶1. He will\\nnever go.\\n\\n-- one\\n-- two"
    >>> [one.quote(text) for one in blocks(text)]
    ['SUBJECT: A LONG\\nONE', '¶1. He will\\nnever go.']
    """
    found = class_line(text)
    numbered = paragraphs(text)
    starts = {one.start for one in numbered}
    top = body(text)
    out: list[Span] = []
    open_at = open_end = -1
    for line in lines(text, found.at.end if found else 0):
        parts = not line.text or line.start in starts or _parts(line.text, line.start < top)
        if parts and open_at >= 0:
            out.append(Span(open_at, open_end))
            open_at = -1
        if open_at < 0 and line.text and _may_open(line, top):
            open_at = line.start
        open_end = line.end
    if open_at >= 0:
        out.append(Span(open_at, open_end))
    return [one for one in out if not _is_heading(text, one)]


def _is_heading(text: str, at: Span) -> bool:
    """Whether a block is the heading of a part: one line in capitals, or with a rule below it."""
    words = at.quote(text)
    return "\n" not in words and (words.isupper() or _RULE.match(text, at.end) is not None)


def _parts(words: str, in_heading: bool) -> bool:
    """Whether a line begins something of its own, rather than going on with what stands above it."""
    return bool(_STANDS_ALONE.match(words)) or (in_heading and bool(_LABEL.match(words)))


def _may_open(line: Line, top: int) -> bool:
    if line.start < top:
        return _LABELLED.match(line.text) is not None
    return _STANDS_ALONE.match(line.text) is None
