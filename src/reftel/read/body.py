"""The body: numbered, portion-marked paragraphs under headings, from the first line after the heading to the signer.

    ----------------------
    Meeting With SYG Ban
    ----------------------
    ¶2. (SBU) Following a morning preparation meeting of the
    Coordinating and Drafting Group ...

Hard wraps are undone for reading only: the source keeps its lines. A line break is a wrap where the next line's first word
would not have fitted; else it is the drafter's (lists, tables, addresses) and stays.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from reftel.read import participants as people
from reftel.read.lines import RULES, Line, is_open, is_rule
from reftel.read.numbering import Numbered, inside, walk
from reftel.telegram.markings import MARK, canonical_mark
from reftel.telegram.model import Element, Paragraph, Participant
from reftel.text import Span

# Words that open or name a unit, and the kind of its paragraphs. The longer first.
_KIND_WORDS = (
    ("action_request", r"ACTION REQUEST(?:ED)?|REQUEST FOR (?:ACTION|GUIDANCE)|ACTION"),
    ("comment", r"COMMENTS?|POST COMMENT|EMBASSY COMMENT|CONSULATE COMMENT|MISSION COMMENT|COMMENT AND (?:CONCLUSION|RECOMMENDATION)|BIO(?:GRAPHIC)? COMMENT"),
    ("summary", r"(?:EXECUTIVE |BEGIN )?SUMMARY(?: AND (?:COMMENT|INTRODUCTION|ACTION REQUEST))?|KEY POINTS|INTRODUCTION AND SUMMARY|OVERVIEW AND SUMMARY"),
    ("participants", r"(?:LIST OF )?PARTICIPANTS?(?: LIST)?|ATTENDEES|ATTENDANCE|PRESENT"),
    ("introduction", r"INTRODUCTION|INTRO"),
    ("note", r"(?:BIO(?:GRAPHIC(?:AL)?)? )?NOTE"),
)  # fmt: skip
_HEADING_KIND = [(kind, re.compile(rf"(?:{words})\b(?P<rest>.{{0,80}})$", re.IGNORECASE)) for kind, words in _KIND_WORDS]
_INLINE_KIND = [
    (kind, re.compile(rf"(?:BEGIN )?(?:{words})\s?(?:[:.]|--?|\u2013|\u2014)(?:\s|[A-Z]|$)", re.IGNORECASE)) for kind, words in _KIND_WORDS
]
_CLOSED = re.compile(r"\bEND (?:OF )?(?:THE )?(?:BIO(?:GRAPHIC)? )?(?P<what>SUMMARY|COMMENT|NOTE|INTRODUCTION|ACTION REQUEST)", re.IGNORECASE)
_ITEM = re.compile(r"(?:--?\s|-- ?\S|[*•#]\s|o\s|\(?[a-zA-Z]\s?[.)]\s|\(?\d{1,2}\)\s|\([ivx]{1,4}\)\s|[-*]\w)")
_ITEM_SIGNS = frozenset("-*•#o(0123456789")  # cheap to look for: an item begins with one of these, or has one of those second
_ITEM_SECOND = frozenset([" ", ".", ")", ""])
_ELEMENT = re.compile(r"(?:(?<=\s)|^)(?P<label>\(?(?P<n>\d{1,2})\)|\((?P<a>[a-z])\)|(?P<b>[a-z])\))\s(?=\S)")
_END_SIGNS = ("END ", "End ", "end summ", "end comm", "end note", "end intro", "end of")  # cheap to look for
NEAR = 4  # paragraphs of a summary that nothing but the next heading ends
LONGEST_HEADING = 100
LISTED = 10**6  # a width that no line fills: the lines of a list of people stay lines
WIDEST = 130  # a longer line was never wrapped: telegrams at 55 to 80 letters, SMART messages at up to 120


class Body(msgspec.Struct):
    """What the body says; spans in offsets of the text it was read from."""

    paragraphs: list[Paragraph] = []
    participants: list[Participant] = []


class Draft(msgspec.Struct):
    """A paragraph while its lines are gathered."""

    number: int | None
    mark: str | None
    heading: str | None
    start: int
    text_start: int
    lines: list[Line]


class Ends(msgspec.Struct):
    """Drafts that end a unit in words, by the unit's name; drafts that have a heading."""

    closed: dict[str, list[int]]
    headings: list[int]


def read(lines: Sequence[Line], first: int, stop: int, end: int) -> Body:
    """Read the body from line `first` to line `stop`; nothing behind offset `end` belongs to it."""
    trimmed = [_cut(line, end) for line in lines[first:stop] if line.start < end]
    found = [one for one in walk(trimmed) if one.verdict in {"paragraph", "bare"}]
    if found and (cut := inside(trimmed, found)) is not None:
        trimmed = cut
        found = [one for one in walk(trimmed) if one.verdict in {"paragraph", "bare"}]
    numbered = {one.row: one for one in found}
    if not any(one.verdict == "paragraph" for one in numbered.values()) and len(numbered) == 1 and numbered[min(numbered)].number > 3:
        numbered = {}
    return of_drafts(_gather(trimmed, numbered), width_of(trimmed))


def of_drafts(drafts: Iterable[Draft], width: int | None) -> Body:
    """The body of some paragraphs whose lines were gathered; `width` is what they are wrapped at."""
    found = Body()
    drafts = list(drafts)
    unit: str | None = None
    ends: Ends | None = None
    for i, draft in enumerate(drafts):
        before = unit
        kind, unit = _kind(draft, unit)
        if unit in {"summary", "introduction"} and (unit != before or draft.heading):
            ends = ends or _ends(drafts)
            if not _ends_below(ends, i, unit, bool(draft.heading)):
                unit = None
        paragraph = _finish(draft, kind, width)
        if paragraph is None:
            continue
        found.paragraphs.append(paragraph)
        if kind == "participants":
            found.participants += people.read(draft.lines)
    return found


def _ends(drafts: Sequence[Draft]) -> Ends:
    """Where a unit is ended in words, by its name, and where the headings stand."""
    found = Ends({}, [i for i, draft in enumerate(drafts) if draft.heading])
    for i, draft in enumerate(drafts):
        words = " ".join(line.text for line in draft.lines)
        if any(sign in words for sign in _END_SIGNS):
            for m in _CLOSED.finditer(words):
                found.closed.setdefault(m["what"].lower().replace(" ", "_"), []).append(i)
    return found


def _ends_below(ends: Ends, i: int, unit: str, headed: bool) -> bool:
    """Whether a unit that draft `i` opens is ended further down, in words or by a heading; else it is its paragraph alone.

    Clerks end a summary in words, or by the next heading. One that is opened within a paragraph and has no heading near it, is short.
    """
    names = {unit, "introduction", "summary"} if unit == "summary" else {unit}
    if any((rows := ends.closed.get(name)) and rows[-1] > i for name in names):
        return True
    at = bisect_right(ends.headings, i)
    return at < len(ends.headings) and (headed or ends.headings[at] <= i + NEAR)


def _cut(line: Line, end: int) -> Line:
    if line.end <= end:
        return line
    text = line.text[: end - line.start].rstrip()
    return Line(line.start, line.start + len(text), text)


def _gather(lines: Sequence[Line], numbered: dict[int, Numbered]) -> Iterator[Draft]:
    """Cut the lines into paragraphs with their headings."""
    heading: list[str] = []
    draft: Draft | None = None
    blank = True
    i = 0
    while i < len(lines):
        line = lines[i]
        if not line.text:
            blank = True
            if draft is not None:
                draft.lines.append(line)
            i += 1
            continue
        if i in numbered:
            if draft is not None:
                yield draft
            draft = _begin(numbered[i], heading)
            heading, blank = [], False
            i += 1
            if not draft.lines and draft.mark is None and i < len(lines) and i not in numbered and MARK.match(lines[i].text[:60]):
                _marked_below(draft, lines[i])  # the line broke between number and mark
                i += 1
            continue
        used, words = _heading_at(lines, i, blank, numbered, draft) if blank or draft is None else (0, "")
        if used:
            if draft is not None:
                yield draft
                draft = None
            if words:
                heading.append(words)
            i += used
            blank = True
            continue
        if is_rule(line.text) and draft is None:
            i += 1
            continue
        if draft is None:
            draft = _unnumbered(line, heading)
            heading = []
        else:
            draft.lines.append(line)
        blank = False
        i += 1
    if draft is not None:
        yield draft


def _begin(one: Numbered, heading: list[str]) -> Draft:
    line = one.line
    rest = line.text[one.size :]
    m = MARK.match(rest[:60])
    used = one.size
    mark = None
    if m:
        mark = canonical_mark(m[0])
        used += m.end()
    used += len(line.text[used:]) - len(line.text[used:].lstrip(" ."))
    first = Line(line.start + used, line.end, line.text[used:])
    return Draft(one.number, mark, _title(heading), line.start, first.start, [first] if first.text else [])


def _marked_below(draft: Draft, line: Line) -> None:
    marked = _unnumbered(line, [])
    draft.mark, draft.text_start, draft.lines = marked.mark, marked.text_start, [one for one in marked.lines if one.text]


def _unnumbered(line: Line, heading: list[str]) -> Draft:
    m = MARK.match(line.text[:60])
    used = 0
    mark = None
    if m:
        mark = canonical_mark(m[0])
        used = len(line.text) - len(line.text[m.end() :].lstrip(" ."))
    return Draft(None, mark, _title(heading), line.start, line.start + used, [Line(line.start + used, line.end, line.text[used:])])


def _title(heading: list[str]) -> str | None:
    return " / ".join(heading) if heading else None


def _heading_at(lines: Sequence[Line], i: int, blank: bool, numbered: dict[int, Numbered], draft: Draft | None) -> tuple[int, str]:
    """(lines used, words) of a heading at line `i`; (0, "") where there is none."""
    line = lines[i]
    if is_rule(line.text):
        # An overline: the heading stands below it, with its underline (in one or two lines).
        for size in (2, 3, 4):
            if i + size < len(lines) and is_rule(lines[i + size].text) and all(lines[j].text and not is_rule(lines[j].text) for j in range(i + 1, i + size)):
                words = " ".join(lines[j].text for j in range(i + 1, i + size))
                if len(words) <= LONGEST_HEADING * 2 and not any(j in numbered for j in range(i + 1, i + size)) and (blank or draft is None):
                    return size + 1, words
        return 0, ""
    text = line.text
    if len(text) > LONGEST_HEADING or not (blank or draft is None) or _ITEM.match(text):
        return 0, ""
    if i + 1 < len(lines) and is_rule(lines[i + 1].text):
        return 2, text.lstrip("# ")
    if i + 2 < len(lines) and lines[i + 1].text and is_rule(lines[i + 2].text) and len(lines[i + 1].text) <= LONGEST_HEADING and (i + 1) not in numbered and not _ITEM.match(lines[i + 1].text):
        return 3, f"{text} {lines[i + 1].text}"
    following = i + 1
    while following < len(lines) and not lines[following].text:
        following += 1
    alone = i + 1 >= len(lines) or not lines[i + 1].text
    if text.startswith("## ") and alone:
        return 1, text.lstrip("# ")
    # Not underlined: a short line apart, not a sentence, with a numbered paragraph right after it.
    if (alone or following == i + 1) and following in numbered and len(text) <= 80 and _looks_like_heading(text) and not _is_delegation(text, draft):
        return 1, text.lstrip("# ")
    return 0, ""


def _is_delegation(text: str, draft: Draft | None) -> bool:
    """Whether a line that looks like a heading names the last people of a list of participants."""
    if draft is None or draft.heading is None or text.upper() == text or "," not in text:
        return False
    return dict(_HEADING_KIND)["participants"].match(_bare(draft.heading.split(" / ")[-1])) is not None


def _looks_like_heading(text: str) -> bool:
    words = text.split()
    if len(words) > 14 or (text.endswith((".", ",", ";")) and not text.endswith("...")):
        return False
    if text.upper() == text:
        return bool(re.search(r"[A-Z]", text))
    large = sum(1 for word in words if word[:1].isupper() or not word[:1].isalpha() or len(word) <= 3)
    return text[:1].isupper() and (large * 10 >= len(words) * 6 or len(words) <= 3)


def _kind(draft: Draft, unit: str | None) -> tuple[str, str | None]:
    """(kind of this paragraph, unit still open after it)."""
    words = " ".join(line.text for line in draft.lines)
    kind = None
    if draft.heading:
        unit = None
        for part in reversed(draft.heading.split(" / ")):
            kind = next((name for name, pattern in _HEADING_KIND if pattern.match(_bare(part)) and len(part) < 70), None) or kind
    if kind is None:
        start = words[:80].lstrip("-( ")
        kind = next((name for name, pattern in _INLINE_KIND if pattern.match(start)), None)
        if kind == "note" and words.startswith("("):
            kind = None
    if kind is None and unit is not None:
        kind = unit
    ends = any(sign in words for sign in _END_SIGNS)
    closed = {m["what"].lower().replace(" ", "_") for m in _CLOSED.finditer(words)} if ends else set()
    open_unit = kind if kind in {"summary", "comment", "introduction", "action_request"} else None
    if open_unit == "action_request" and not draft.heading and unit is None:
        open_unit = None  # clerks end a summary or a comment in words, but seldom a request: it is its paragraph
    if open_unit in closed or (open_unit == "summary" and closed & {"summary", "introduction"}) or (kind and not draft.heading and "note" in closed and kind == "note"):
        open_unit = None
    return kind or "body", open_unit


def _bare(words: str) -> str:
    return re.sub(r"^(?:[-=*#\s]|\([A-Z/]{1,8}\))+", "", words)


def width_of(lines: Sequence[Line]) -> int | None:
    """The width the copy is wrapped at; None for a re-flowed copy, whose paragraphs are single lines."""
    sizes = sorted(len(line.text) for line in lines if line.text)
    if not sizes or sizes[len(sizes) * 3 // 4] > WIDEST:
        return None
    within = [size for size in sizes if size <= WIDEST]
    return within[len(within) * 19 // 20]


def _finish(draft: Draft, kind: str, width: int | None) -> Paragraph | None:
    while draft.lines and not draft.lines[-1].text:
        draft.lines.pop()
    lines = draft.lines
    end = lines[-1].end if lines else draft.text_start
    if not lines and draft.number is None:
        return None
    text, joints = unwrap(lines, LISTED if kind == "participants" else width, draft.text_start - draft.start)
    elements = list(_elements(text, joints))
    return Paragraph(
        draft.number, draft.mark, kind, draft.heading, text, Span(draft.start, end), Span(min(draft.text_start, end), end), elements
    )  # fmt: skip


def unwrap(lines: Sequence[Line], width: int | None, lead: int = 0) -> tuple[str, list[tuple[int, int]]]:
    """(text, joints): lines joined for reading; a joint says that from an offset of the text on, the source runs from another.

    `lead` letters of the first line stand before the text: the paragraph's number and mark.

    >>> unwrap([Line(0, 10, "The Troika"), Line(12, 17, "talks")], 12)
    ('The Troika talks', [(0, 0), (11, 12)])
    """
    parts: list[str] = []
    joints: list[tuple[int, int]] = []
    size = 0
    before = ""
    gap = False
    for line in lines:
        if not line.text:
            gap = bool(parts)
            continue
        between = ""
        if parts:
            between = "\n\n" if gap else _between(before, line.text, width, lead if len(parts) == 1 else 0)
        parts.append(between + line.text)
        joints.append((size + len(between), line.start))
        size += len(between) + len(line.text)
        before, gap = line.text, False
    return "".join(parts), joints


def _between(before: str, after: str, width: int | None, lead: int) -> str:
    """What stands for a line break in the reading text; `lead` letters more stood in the line before."""
    if after[0].islower() and after[0] != "o" and after[1:2] not in _ITEM_SECOND and before[-1] != "-" and before[:3] not in RULES:
        return " "  # as most lines go on
    if (after[0] in _ITEM_SIGNS or after[1:2] in _ITEM_SECOND) and _ITEM.match(after):
        return "\n"
    if is_rule(after) or is_rule(before):
        return "\n"
    hyphen = before.endswith("-") and len(before) > 1 and before[-2].isalpha() and after[:1].isalpha()
    if width == LISTED:
        joined = after[:1].islower() or (people.is_unfinished(before) and not people.begins_delegation(after))
    elif width is None:
        joined = after[:1].islower() or (len(before) > 30 and is_open(before))
    else:
        first = len(after.split(None, 1)[0])
        joined = lead + len(before) + 1 + first > width - 4 or after[:1].islower() or (is_open(before) and len(before) * 3 > width * 2)
    if not joined:
        return "\n"
    return "" if hyphen else " "


def source_offset(joints: list[tuple[int, int]], at: int) -> int:
    """Where an offset of an unwrapped text stands in the text its lines came from."""
    low, high = 0, len(joints)
    while low < high:
        middle = (low + high) // 2
        if joints[middle][0] <= at:
            low = middle + 1
        else:
            high = middle
    if not low:
        return joints[0][1] if joints else 0
    begins, stands = joints[low - 1]
    return stands + at - begins


def _elements(text: str, joints: list[tuple[int, int]]) -> Iterator[Element]:
    """Elements of a list within the text: `1) ... 2) ...` or `(a) ... (b) ...`, running from the first and at least two."""
    if "1)" not in text and "a)" not in text:
        return
    marks: list[re.Match[str]] = []
    for m in _ELEMENT.finditer(text):
        value = _value(m)
        if value == (_value(marks[-1]) + 1 if marks else 1) and (not marks or _style(m) == _style(marks[0])):
            marks.append(m)
    if len(marks) < 2:
        return
    for i, m in enumerate(marks):
        end = marks[i + 1].start() if i + 1 < len(marks) else _list_end(text, m.end())
        words = text[m.end() : end].rstrip()
        start, stop = source_offset(joints, m.start()), source_offset(joints, max(m.end(), m.end() + len(words) - 1)) + 1
        yield Element(m["label"], words.rstrip(" ;,"), Span(start, stop))


def _value(m: re.Match[str]) -> int:
    letter = m["a"] or m["b"]
    return int(m["n"]) if m["n"] else ord(letter) - 96


def _style(m: re.Match[str]) -> tuple[bool, bool]:
    return m["n"] is not None, m["label"].startswith("(")


def _list_end(text: str, start: int) -> int:
    """The last element ends with its sentence."""
    m = re.compile(r"[.!?][\"”)]?(?=\s+[A-Z(\"“]|\s*$)|\n\n").search(text, start)
    return m.end() if m else len(text)
