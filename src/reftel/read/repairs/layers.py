"""Two readings of one scan, laid upon each other: every line comes twice, each time with errors of its own.

    He told the Arnbassador that the route
    He told the Ambassador tbat the route

Copies released as page images often carry two invisible layers of text: 405 of 482 pages, 34 of 37 documents. Word by word
the better reading stays; the line that is dropped remains in the record of changes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import eq

from reftel.read.lines import Line, split
from reftel.read.repairs import _letters
from reftel.telegram import lexicon
from reftel.text import Edit

EXAMPLE = (
    "SUBJECT: TALKS\nSUBdECT: TALKS\nThe rninister met the envoy\nThe minister met thc envoy\nat the bridge today.\nat tbe bridge today.\nHe left.\nHe lcft.",
    "SUBJECT: TALKS\nThe minister met the envoy\nat the bridge today.\nHe left.",
)

SAMPLE = 100  # lines that are looked at first
FEWEST = 4  # pairs
_STOPS = "¶.,;:!?()[]\"'“”#"
SHARE = 0.6  # of the lines in pairs


def edits(text: str) -> Iterator[Edit]:
    """Keep one line of each pair, with the better reading of each word."""
    lines = split(text)
    sample = lines[:SAMPLE]
    if not _stacked(sample) or not _stacked(lines):
        return
    times = Counter(word.strip(_STOPS) for word in text.split())
    for one, other in _pairs(lines):
        yield from _merged(text, one, other, times)


def _pairs(lines: Sequence[Line]) -> Iterator[tuple[Line, Line]]:
    """Each line with the one right below it, where both are readings of one."""
    i = 0
    while i + 1 < len(lines):
        one, other = lines[i], lines[i + 1]
        if one.text and other.text and _same(one.text, other.text):
            yield one, other
            i += 1
        i += 1


def _stacked(lines: Sequence[Line]) -> bool:
    """Whether most lines stand in pairs, some of which differ, and no pair is like the next line: rows of tables all are."""
    if not any(one.text and one.text[:4] == other.text[:4] and one.text[-4:] == other.text[-4:] for one, other in pairwise(lines[:60])):
        return False
    pairs = list(_pairs(lines))
    filled = sum(1 for line in lines if line.text)
    differing = sum(one.text != other.text for one, other in pairs)
    chained = sum(_same(before[1].text, after[0].text) for before, after in pairwise(pairs))
    enough = len(pairs) >= FEWEST and len(pairs) * 2 >= filled * SHARE
    return enough and differing > 0 and chained * 4 < len(pairs)


def _same(one: str, other: str) -> bool:
    """Whether two lines are readings of one: of about one length, most letters in their places from one end or the other.

    >>> _same("The rninister met the envoy", "The minister met thc envoy"), _same("Green  12  40", "Blue   9  31")
    (True, False)
    """
    most = max(len(one), len(other))
    if one == other:
        return True
    if not one or not other:
        return False
    if most - min(len(one), len(other)) > 3 + most // 20 or (one[0] != other[0] and one[-1] != other[-1]):
        return False
    alike: int = sum(map(eq, one, other))
    if alike * 4 >= most * 3:
        return True
    backwards: int = sum(map(eq, reversed(one), reversed(other)))
    return (alike + backwards) * 4 >= most * 3


def _merged(text: str, one: Line, other: Line, times: Counter[str]) -> Iterator[Edit]:
    """Edits that leave one line of the two, with the better of the readings of each word."""
    first, second = one.text.split(), other.text.split()
    if len(first) != len(second):
        if sum(map(_is_known, second)) > sum(map(_is_known, first)):
            yield Edit(one.start, other.start, "", "the other reading of this line has more words that are words")
        else:
            yield Edit(one.end, other.end, "", "a second reading of the line")
        return
    at = one.start
    for i, (a, b) in enumerate(zip(first, second, strict=True)):
        at = text.index(a, at)
        end = at + len(a)
        following = first[i + 1] if i + 1 < len(first) else ""
        if a != b and _better(a, b, following, times) == b:
            if end == one.end:  # the last word goes with the line that is dropped
                yield Edit(at, other.end, b, "the better of two readings; the second line dropped")
                return
            yield Edit(at, end, b, "the better of two readings of this word")
        at = end
    yield Edit(one.end, other.end, "", "a second reading of the line")


def _better(a: str, b: str, following: str, times: Counter[str]) -> str:
    """The reading that is a word, a number or a code; else the one that the text has more often; else the first."""
    if a[:-1] == b[:-1] and {a[-1], b[-1]} == {".", ","}:
        return a[:-1] + ("," if following[:1].islower() else ".")
    return max((a, b), key=lambda token: (rank(token), times[token.strip(_STOPS)]))


def _is_known(token: str) -> bool:
    return rank(token) > 1


def rank(token: str) -> int:
    """2 for words and numbers, 1 for letters, 0 for letters and digits in confusion.

    >>> rank("Ambassador,"), rank("Osra"), rank("IMME0IATE")
    (2, 1, 0)
    """
    core = token.strip(_STOPS)
    if not core or core.isdecimal():
        return 2
    if _letters.is_odd(core) or _letters.numeral(core):
        return 0
    return 2 if all(lexicon.is_word(part) or part.isdecimal() for part in _letters.PARTS.findall(core)) else 1
