"""The text of a printed telegram: its own number, its paragraphs, the signer, and what the print set behind them.

    80. In conversation today ...            number 80 of the sender's series
    Secto 12. For the President. ...         number 12 of the series Secto
    1. Summary. The King was crowned.        paragraph 1
    (a) ...                                  belongs to the paragraph before it
    Rassendyll                               the signer

The first number is the telegram's: it is a paragraph's where a later paragraph bears the next number. Prints have paragraphs parted
by empty lines. Of 1,512 telegrams, 1,347 have a number of their sender (in 247 it stands in the
head or the typed original), 145 one in a series of a trip, a conference or a mission.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from reftel.read.body import WIDEST, Draft
from reftel.read.lines import Line
from reftel.telegram.markings import MARK, canonical_mark
from reftel.text import Span

_FIRST = re.compile(
    r"(?P<series>[A-Z][A-Za-z]{0,11}(?: [A-Z]{2,6})?(?=[ –—-]))?[ –—-]{0,2}(?:No\.\s)?(?P<number>\d{1,6}(?:[–-]\d{1,5})?)(?P<also>/[A-Z][a-z]{2,7} \d{1,6})?\.(?=\s|$|\d\.\s)\s{0,4}"
)
_SERIES_LEAD = re.compile(r"(?:FYI|Subject|Ref|From|For|To|Part|Para|Paragraph|Section|Reference|Begin|On|In|At|Of|The|May|June|July|March|April|Article|Annex|Chapter|No)\b", re.IGNORECASE)
_NUMBERED = re.compile(r"(?P<number>\d{1,3})\.(?!\d)\s{0,4}(?=\S)")
_ITEM = re.compile(r"(?:[a-z]{1,2}[.)]|[A-H]\.|\([a-zA-Z0-9]{1,4}\)|[ivx]{1,4}[.)]|\d{1,2}\)|[—–•*-])\s?\S")
_NAME = r"(?:[A-Z][\w’'.-]{0,24}|de|la|van|von|der|du|di|al-\w{1,20}|Mc[A-Z]\w{1,20})"
_SIGNER = re.compile(rf"[“\"\[(]?(?P<name>{_NAME}(?: {_NAME}){{0,4}}(?:,? (?:Jr|Sr)\.)?)[”\"\])]?(?: \((?:Acting|acting)\))?\.?$")
_NO_SIGNER = re.compile(
    r"\b(?:End|Summary|Comment|Unquote|Quote|Text|Annex|Enclosure|Attachment|Secret|Confidential|Unclassified|Unclas|Gp|Decontrol|Exempt|Message|Repeat|Note|Document|"
    r"Paragraph|Appendix|Tab|Table|Begin|Regards|Sincerely|Respectfully|None|Subject|Continued|Omission)\b", re.IGNORECASE,
)  # fmt: skip
_BEHIND = re.compile(r"(?:[\[\]()“”\".*#-]{1,9}|END|BT|N{4}|GP-? ?\d[^\n]{0,30}|NOTE\b[^\n]{0,250})$")
_BRACKET = re.compile(r"(?:[\[\]()“”\".*#-]{1,9}|END|BT|N{4})$")
_FOOTNOTE = re.compile(r"(?:\[?(?P<label>\d{1,3})\]?[.)]?\s{0,4})(?P<words>[A-Z“\"\[(].*)", re.DOTALL)
_LABELLED = re.compile(r"\[?\d{1,3}[\].)]{0,2}\s{1,4}[A-Z“]")
_BACK = "↩"  # how the pages of the Office of the Historian lead back to the text
_SOURCE = re.compile(r"(?:\[?(?P<label>\d{1,3})\]?[.)]?\s{0,4})?(?P<words>Source:\s.*)", re.DOTALL)
_SUBJECT = re.compile(r"(?<![\w])(?:Subject|SUBJECT|Subj|SUBJ|Sub):\s{1,3}(?P<words>\S[^\n]{0,400})")
_SUBJECT_ENDS = re.compile(r"(?<![ .][A-Z])(?<!\b[A-Z])\.(?=\s|$)|\s(?=Refs?:|Reftels?:|REF:)|$")
LAST = 20_000  # letters from the end in which the footnotes of a print begin


class Block(msgspec.Struct):
    """Lines between two empty ones."""

    lines: list[Line]

    @property
    def at(self) -> Span:
        """From the first letter to the last."""
        return Span(self.lines[0].start, self.lines[-1].end)

    @property
    def words(self) -> str:
        """On one line."""
        return " ".join(line.text for line in self.lines)


class Number(msgspec.Struct):
    """The telegram's own number, the series it is of, and where its text begins."""

    number: str
    series: str | None
    at: Span
    end: int
    also: Span | None = None  # the same telegram's number in a series: 22579/Delto 840


def blocks(lines: Sequence[Line]) -> list[Block]:
    """The blocks of some lines.

    >>> [block.words for block in blocks([Line(0, 1, "a"), Line(2, 3, "b"), Line(4, 4, ""), Line(5, 6, "c")])]
    ['a b', 'c']
    """
    found: list[Block] = []
    apart = True
    each = _is_pasted(lines)
    for line in lines:
        if not line.text:
            apart = True
        elif apart or each:
            found.append(Block([line]))
            apart = False
        else:
            found[-1].lines.append(line)
    return found


def _is_pasted(lines: Sequence[Line]) -> bool:
    """Whether each line is a paragraph: lines too long to have been wrapped, and hardly an empty one between them."""
    full = [len(line.text) for line in lines if line.text]
    return len(full) > 1 and max(full) > 2 * WIDEST and (len(lines) - len(full)) * 4 < len(full)


def own_number(body: Sequence[Block]) -> Number | None:
    """The telegram's number at the head of its text, None where that is the number of a paragraph or there is none.

    >>> own_number(blocks([Line(0, 20, "80. The King spoke."), Line(21, 21, ""), Line(22, 40, "He was brief.")])).number
    '80'
    >>> own_number(blocks([Line(0, 20, "1. The King spoke."), Line(21, 21, ""), Line(22, 40, "2. He was brief.")])) is None
    True
    """
    if not body:
        return None
    line = body[0].lines[0]
    found = _FIRST.match(line.text[:60])
    if found is None or (found["series"] and _SERIES_LEAD.match(found["series"])):
        return None
    if not found["series"] and not found["number"].isdecimal():
        return None
    following = f"{int(found['number']) + 1}. " if found["number"].isdecimal() else ""
    if not found["series"] and any(block.lines[0].text.startswith(following) for block in body[1:]):
        return None
    at = Span(line.start + found.start(), line.start + found.end("number"))
    also = Span(line.start + found.start("also") + 1, line.start + found.end("also")) if found["also"] else None
    return Number(found["number"], found["series"], at, line.start + found.end(), also)


def signer(body: Sequence[Block]) -> tuple[str, Span, list[Block]] | None:
    """(name, where, the blocks that are left) of a name on the last line, alone in its block; end marks and notes may follow.

    >>> signer(blocks([Line(0, 4, "Text"), Line(5, 5, ""), Line(6, 16, "Rassendyll")]))[:2]
    ('Rassendyll', Span(start=6, end=16))
    """
    last = len(body)
    while last > 1 and last > len(body) - 4 and _BEHIND.match(body[last - 1].words[:300]):
        last -= 1
    if last < 2 or len(body[last - 1].lines) > 2:
        return None
    line = body[last - 1].lines[-1]
    found = _SIGNER.match(line.text) if len(line.text) <= 60 else None
    if found is None or _NO_SIGNER.search(line.text) or (not any(map(str.islower, found["name"])) and len(found["name"]) < 3):
        return None
    above = body[last - 1].lines[:-1]
    left = [*body[: last - 1], *([Block(above)] if above else []), *(block for block in body[last:] if any(map(str.isalnum, block.words)))]
    while len(left) > 1 and _BRACKET.match(left[-1].words):
        left.pop()
    return found["name"].rstrip("."), Span(line.start + found.start("name"), line.start + found.end("name")), left


def footnotes(body: Sequence[Block]) -> tuple[int, list[tuple[str, str | None, Span]]]:
    """(blocks of the telegram, [(words, label, where)]): the notes that a print or a page sets behind the text.

    They begin with the source note; one is found by its number and its place behind it.
    """
    first = next((i for i, block in enumerate(body) if i and _SOURCE.match(block.lines[0].text[:200])), None)
    if first is None:
        return len(body), []
    found: list[tuple[str, str | None, Span]] = []
    for block in _each_note(body[first:]):
        words = block.words.rstrip(_BACK)
        m = _SOURCE.match(words) or _FOOTNOTE.match(words)
        found.append((m["words"] if m else words, m["label"] if m else None, block.at))
    return first, found


def _each_note(body: Sequence[Block]) -> Iterator[Block]:
    """A block a note: notes that stand line by line begin with a number, or end with a page's way back."""
    for block in body:
        lines: list[Line] = []
        for line in block.lines:
            if lines and (lines[-1].text.endswith(_BACK) or _LABELLED.match(line.text[:12])):
                yield Block(lines)
                lines = []
            lines.append(line)
        yield Block(lines)


def subject(body: Sequence[Block]) -> tuple[str, Span] | None:
    """What stands behind `Subject:` in the first blocks, to the end of its sentence."""
    for block in body[:4]:
        for line in block.lines[:3]:
            found = _SUBJECT.search(line.text[:500])
            if found and (ends := _SUBJECT_ENDS.search(found["words"])) and ends.start():
                words = found["words"][: ends.start()].rstrip(" .")
                begin = line.start + found.start("words")
                return words, Span(begin, begin + len(words))
    return None


def drafts(body: Sequence[Block], start: int, headings: Sequence[Span] = ()) -> Iterator[Draft]:
    """The paragraphs of a text that begins at `start`: a block each, its items with it, under the headings a print marks."""
    last = 0
    open_: Draft | None = None
    heading: str | None = None
    for block in body:
        lines = [line if line.start >= start else Line(start, line.end, line.text[start - line.start :]) for line in block.lines if line.end > start]
        if not lines:
            continue
        if any(at.covers(block.at) for at in headings):
            heading = f"{heading} / {block.words}" if heading else block.words
            continue
        number = _NUMBERED.match(lines[0].text[:10])
        begins = number is not None and _follows(int(number["number"]), last)
        if open_ is not None and not begins and _ITEM.match(lines[0].text[:12]) and heading is None:
            open_.lines += [Line(lines[0].start, lines[0].start, ""), *lines]
            continue
        if open_ is not None:
            yield open_
        open_ = _draft(lines, number if begins else None, heading)
        last = int(number["number"]) if begins and number else last
        heading = None
    if open_ is not None:
        yield open_


def _follows(number: int, last: int) -> bool:
    return last < number <= last + 3 or (last == 0 and number < 30)


def _draft(lines: list[Line], number: re.Match[str] | None, heading: str | None) -> Draft:
    line = lines[0]
    used = number.end() if number else 0
    mark = MARK.match(line.text[used : used + 60])
    if mark:
        used += mark.end()
        used += len(line.text[used:]) - len(line.text[used:].lstrip(" ."))
    first = Line(line.start + used, line.end, line.text[used:])
    return Draft(int(number["number"]) if number else None, canonical_mark(mark[0]) if mark else None, heading, line.start, first.start, [first, *lines[1:]])
