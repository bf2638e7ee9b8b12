"""Taking lines out of a text that do not belong to it, and joining what they parted. Shared by the repairs that do so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from reftel.read.landmarks import label_of
from reftel.read.lines import Line, is_open, is_rule
from reftel.text import Edit

REFLOWED = 90  # a longer line was not wrapped at a telegram's width
REACH = 30  # lines before a break among which the fullest tells the copy's width
RAGGED = 2  # letters by which a full line may fall short of it
INDENTED = 5  # a line with so many blanks before it keeps them: it stands in a form or a table
_BULLETS = ("- ", "-- ", "* ", "o ")
_ITEM = re.compile(r"(?:¶|\d{1,3}\.\s?[(A-Z]|[-*o] |--|\(?[a-zA-Z0-9]{1,2}\) )")


def together(lines: Sequence[Line], ranges: Iterable[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Ranges (first line, last line, name) in order, those with nothing but blank lines between them as one.

    >>> rows = [Line(0, 4, "PAGE"), Line(5, 5, ""), Line(6, 10, "PAGE"), Line(11, 13, "He")]
    >>> list(together(rows, [(0, 0, "page"), (2, 2, "page")]))
    [(0, 2, 'page')]
    """
    held: tuple[int, int, str] | None = None
    for first, last, name in ranges:
        if held and not any(line.text for line in lines[held[1] + 1 : first]):
            held = (held[0], max(held[1], last), held[2])
            continue
        if held:
            yield held
        held = (first, last, name)
    if held:
        yield held


def lines_out(text: str, lines: Sequence[Line], first: int, last: int, name: str) -> Iterator[Edit]:
    """Take out the lines `first..last` with the white space around them, and say what they were.

    >>> rows = [Line(0, 5, "He is"), Line(6, 10, "PAGE"), Line(11, 16, "away.")]
    >>> next(lines_out("He is\\nPAGE\\naway.", rows, 1, 1, "page heading"))
    Edit(start=5, end=11, new='\\n', why='page heading taken out; the sentence goes on')
    """
    before = next((lines[k] for k in range(first - 1, -1, -1) if lines[k].text), None)
    after = next((lines[k] for k in range(last + 1, len(lines)) if lines[k].text), None)
    begin = before.end if before else lines[first].start
    end = after.start if after else lines[last].end
    if after and before:
        end -= _indent(text, end)
    if before is None or after is None:
        yield Edit(begin, end, "\n" if after is None and before is not None else "", f"{name} taken out")
    elif goes_on(before.text, after.text) or _fills(lines, first, before, last, after):
        yield Edit(begin, end, " " if len(before.text) > REFLOWED else "\n", f"{name} taken out; the sentence goes on")
    else:
        yield Edit(begin, end, "\n" if _is_next_item(lines, first, last, after.text) else "\n\n", f"{name} taken out")


def _fills(lines: Sequence[Line], first: int, before: Line, last: int, after: Line) -> bool:
    """Whether the line before is as full as its neighbours, and what follows is no heading, number or item: a paragraph goes on.

    A sentence may end just where the page does; the paragraph's next one then begins at the head of the new page.
    """
    if _ITEM.match(after.text) or is_rule(after.text) or is_rule(before.text) or label_of(after.text) or len(before.text) > REFLOWED:
        return False
    near = [len(line.text) for line in lines[max(0, first - REACH) : first] if len(line.text) <= REFLOWED]
    following = next((i for i in range(last + 1, len(lines)) if lines[i] is after), last)
    alone = following + 1 >= len(lines) or not lines[following + 1].text or is_rule(lines[following + 1].text)
    heading = alone and is_open(after.text)
    return not heading and len(before.text) + 1 + len(after.text.split(None, 1)[0]) > max(near) - RAGGED


def _is_next_item(lines: Sequence[Line], first: int, last: int, after: str) -> bool:
    """Whether a list goes on whose items stand line below line, without blank lines between."""
    if not after.startswith(_BULLETS):
        return False
    near = lines[max(0, first - REACH) : last + REACH]
    return any(one.text and other.text.startswith(_BULLETS) for one, other in pairwise(near))


def _indent(text: str, at: int) -> int:
    """The blanks before a line that stands in a form or a table; none of a line that does not."""
    before = text[max(0, at - 200) : at]
    blanks = len(before) - len(before.rstrip(" \t"))
    return blanks if blanks >= INDENTED else 0


def goes_on(before: str, after: str) -> bool:
    """Whether a sentence runs from one line to another.

    >>> goes_on("He went", "away."), goes_on("He went.", "2. (C) She came.")
    (True, False)
    """
    if _ITEM.match(after) or is_rule(after) or is_rule(before) or label_of(before):
        return False
    return after[:1].islower() or (is_open(before) and not label_of(after))
