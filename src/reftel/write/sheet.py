"""The sheet a telegram is typed on: lines go down, and each call says where its letters stand.

A drafter's paragraph is one string; on the sheet it is broken at a width. A break takes the place of a blank, so offsets
lead back. No line begins with what a reader would take for the item of a list, and none ends with a hyphen that belongs to
its word ("pro- and anti-").
"""

from __future__ import annotations

import re
from collections.abc import Callable

from reftel.text import Span

# What may not begin a line of prose: "- ", "(a) ", "B. ", "12) ", "o ", "* ", a rule, a number with a full stop.
_ITEM = re.compile(r"(?:--|[-*•#]|o\s|\(?[a-zA-Z]\s?[.)]\s|\(?\d{1,3}\s?[.)]|\([ivx]{1,4}\)|\(?[A-Z]{1,4}(?:/[A-Z]{2,4})?\)|¶|\?|\[|[|/%lI1]\d{1,2}\s?[.(]|SIPDIS|\d{1,3}\s?\()")
_ITEM_SIGNS = frozenset("-*•#(0123456789¶?[|/%lI")  # cheap to look for
_ITEM_SECOND = frozenset(" .)")
_LABEL = re.compile(
    r"(?:REF|TAGS?\b|SUBJ|E\.? ?O|EO\b|CLAS|DECL|REAS|DERI|SUMMARY|BEGIN|INTRO|COMMENT|KEY POINTS|ACTION|SENSITIVE|SIPDIS|NOFORN|EXDIS|NODIS|[-*] |\(|¶|\d)", re.IGNORECASE
)
FIXED = "\x00"  # stands for a blank at which a line may not break


class Sheet:
    """A growing text; every method that types says where.

    >>> sheet = Sheet()
    >>> sheet.line("SUBJECT: ", "TALKS")
    Span(start=9, end=14)
    >>> sheet.text
    'SUBJECT: TALKS\\n'
    """

    __slots__ = ("_parts", "at", "left", "turn")

    def __init__(self) -> None:
        self._parts: list[str] = []
        self.at = 0  # where the next letter will stand
        self.left = 0  # lines left in this section
        self.turn: Callable[[Sheet], None] | None = None  # types what stands between two sections

    @property
    def text(self) -> str:
        """All that was typed."""
        return "".join(self._parts)

    def type(self, words: str) -> Span:
        """Type some words where the carriage stands."""
        start = self.at
        self._parts.append(words)
        self.at += len(words)
        return Span(start, self.at)

    def line(self, label: str, words: str = "") -> Span:
        """Type a label and words and go to the next line; where the words stand."""
        start = self.at + len(label)
        end = start + len(words)
        self._parts.append(f"{label}{words}\n")
        self.at = end + 1
        return Span(start, end)

    def blank(self) -> None:
        """Leave a line free."""
        self._parts.append("\n")
        self.at += 1

    def block(self, label: str, words: str, width: int, indent: str = "") -> Span:
        """Type a label and words broken at a width, later lines behind `indent`; where the words stand."""
        lines = wrap(words, width, len(label), _begins_label)
        span = self.line(label, lines[0].replace(FIXED, " "))
        for line in lines[1:]:
            span = Span(span.start, self.line(indent, line.replace(FIXED, " ")).end)
        return span

    def prose(self, lines: list[str]) -> list[tuple[int, int]]:
        """Type a paragraph's lines from where the carriage stands; the joints of the way from its reading text.

        An empty line stands for a blank line within the paragraph. Where the section is full, the page is turned.
        """
        joints: list[tuple[int, int]] = []
        done = 0
        apart: int | None = None  # how far the text's offsets are from the paragraph's
        for line in lines:
            if joints and self.turn is not None and self.left <= 0:
                self.turn(self)
            if line and self.at - done != apart:
                apart = self.at - done
                joints.append((done, self.at))
            self._parts.append(line + "\n")
            self.at += len(line) + 1
            self.left -= 1
            done += len(line) + 1
        return joints


def broken(words: str, width: int | None, used: int) -> list[str]:
    """A paragraph's words in the lines they are typed in, `used` letters of the first being taken; "" for a blank line.

    >>> broken("They want:\\n- peace and quiet", 12, 4)
    ['They', 'want:', '- peace and', 'quiet']
    """
    lines: list[str] = []
    for piece in words.split("\n"):
        if width is None or not piece:
            lines.append(piece)
        else:
            lines += wrap(piece, width, used, _begins_item)
        used = 0
    return lines


def _begins_item(words: str, at: int) -> bool:
    return (words[at : at + 1] in _ITEM_SIGNS or words[at + 1 : at + 2] in _ITEM_SECOND) and _ITEM.match(words, at) is not None


def _begins_label(words: str, at: int) -> bool:
    return _LABEL.match(words, at) is not None


def wrap(words: str, width: int, used: int = 0, begins: Callable[[str, int], bool] = _begins_item) -> list[str]:
    """Words in lines of at most `width` letters, the first shorter by `used`; a longer word stands alone.

    Breaks only at single blanks, each of which a line end replaces, so that joining the lines by blanks gives the words back.

    >>> wrap("The Troika talks will end soon", 12)
    ['The Troika', 'talks will', 'end soon']
    """
    lines: list[str] = []
    start, size, room = 0, len(words), max(1, width - used)
    while size - start > room:
        cut = _cut(words, start, room, begins)
        if cut < 0:
            break
        lines.append(words[start:cut])
        start, room = cut + 1, width
    lines.append(words[start:])
    return lines


def _cut(words: str, start: int, room: int, begins: Callable[[str, int], bool]) -> int:
    """The blank at which the line from `start` ends; -1 where it runs to the end."""
    cut = words.rfind(" ", start + 1, start + room + 1)
    tries = 0
    while cut > start and (words[cut - 1] == "-" or words[cut - 1] == " " or begins(words, cut + 1)):
        cut = words.rfind(" ", start + 1, cut) if tries < 6 else -1
        tries += 1
    if cut > start:
        return cut
    cut = words.find(" ", start + room)
    while cut > 0 and (words[cut - 1] == "-" or words[cut - 1] == " " or begins(words, cut + 1)):
        cut = words.find(" ", cut + 1)
    return cut
