"""Parts of the form that families share: envelope lines, the labelled heading, numbered paragraphs.

Each types on a `Sheet` and sets the spans of what it typed in the telegram it was given, just as the reader would report them.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from typing import NamedTuple

from reftel.errors import BadValue
from reftel.telegram.model import Addressee, Paragraph, Reference, Telegram
from reftel.text import Span
from reftel.write import printed
from reftel.write.sheet import FIXED, Sheet, broken
from reftel.write.written import stands

ENVELOPE_WIDTH = 69  # letters a line of the network (ACP 127)
HEADING_WIDTH = 65


def transport(sheet: Sheet, telegram: Telegram) -> None:
    """Lines 1 to 4: channel serial, relays called, preparing station, security."""
    at = telegram.at
    if telegram.transmission_id:
        at["transmission_id"] = sheet.line("", telegram.transmission_id)
    prosign = printed.PROSIGNS.get(telegram.precedence or "")
    if telegram.routing and prosign:
        _called(sheet, telegram, prosign * 2)
    sender = telegram.sender
    if sender and sender.routing_indicator and telegram.station_serial and telegram.filing_time:
        at["routing_indicator"] = sheet.type(f"DE {sender.routing_indicator}").shift(0)
        at["routing_indicator"] = Span(at["routing_indicator"].start + 3, at["routing_indicator"].end)
        at["station_serial"] = _inner(sheet.type(f" #{telegram.station_serial}"), 2)
        section = "/01" if (telegram.sections or 1) > 1 else ""
        at["filing_time"] = sheet.line(f"{section} ", telegram.filing_time)
    if telegram.security_group:
        order = "ZNR" if telegram.security_group.startswith("U") else "ZNY"
        at["security_group"] = _inner(sheet.type(f"{order} {telegram.security_group}"), 4)
        sheet.line(" ZZH" + "".join(f" {words}" for words in telegram.instructions))


def _inner(span: Span, skip: int) -> Span:
    return Span(span.start + skip, span.end)


def _called(sheet: Sheet, telegram: Telegram, prosigns: str) -> None:
    """Line 2, which runs over several lines where many relays are called; its span is the first line's."""
    words = " ".join([prosigns, *telegram.routing])
    first = True
    while words:
        cut = len(words) if len(words) <= ENVELOPE_WIDTH else words.rfind(" ", 0, ENVELOPE_WIDTH + 1)
        cut = cut if cut > 0 else (words.find(" ") if " " in words else len(words))  # an indicator longer than the line
        span = sheet.line("", words[:cut])
        if first:
            telegram.at["routing"] = span
        words, first = words[cut + 1 :], False


def moment(sheet: Sheet, telegram: Telegram, instructions: bool = False) -> None:
    """Line 5: precedence, DTG; and the instructions where there is no line 4."""
    if telegram.dtg is None:
        return
    for name, value in (("precedence", telegram.precedence), ("info_precedence", telegram.info_precedence)):
        if value:
            span = sheet.type(f"{printed.PROSIGNS[value]} ")
            if name == "precedence":
                telegram.at[name] = Span(span.start, span.end - 1)
    telegram.at["dtg"] = sheet.type(telegram.dtg)
    if instructions and telegram.instructions:
        telegram.at["instructions"] = sheet.line(" ", " ".join(telegram.instructions))
    else:
        sheet.line("")


def addresses(sheet: Sheet, telegram: Telegram) -> None:
    """Lines 6 to 9: FM, TO, INFO, XMT."""
    if telegram.sender:
        telegram.sender.at = telegram.at["from"] = sheet.line("FM ", telegram.sender.plad)
    for label, listed in (("TO ", telegram.action), ("INFO ", telegram.info), ("XMT ", telegram.exempted)):
        for one in listed:
            one.at = sheet.line(label, address(one))
            label = ""


def address(one: Addressee) -> str:
    """An addressee as line 7 prints it: indicator, PLAD, precedence, serial."""
    words = f"{one.routing_indicator}/{one.plad}" if one.routing_indicator else one.plad
    words = f"{words} {one.precedence}" if one.precedence else words
    return f"{words} {one.mcn}" if one.mcn else words


def classification_line(sheet: Sheet, telegram: Telegram, words: str | None = None, digits: int = 6, section: str | None = None) -> None:
    """`C O N F I D E N T I A L SECTION 01 OF 02 OSVARTH 000206`, in the family's spacing and digits."""
    if not telegram.classification:
        return
    telegram.at["classification"] = sheet.type(words or printed.spaced(telegram.classification))
    if "E F T O" in telegram.captions:
        sheet.type(" E F T O")
    if telegram.sections and telegram.sections > 1:
        sheet.type(section or f" SECTION 01 OF {telegram.sections:02d}")
    if telegram.mrn:
        name, number = printed.numbered(telegram.mrn)
        station = printed.station(telegram.sender.plad if telegram.sender else None, name)
        telegram.at["mrn"] = sheet.line(" ", f"{station} {number:0{digits}d}")
    else:
        sheet.line("")


def handling(sheet: Sheet, telegram: Telegram, apart: bool = True) -> None:
    """Captions and passing lines, and a blank line behind them."""
    for name in printed.caption_lines(telegram.captions):
        span = sheet.line("", name)
        telegram.at.setdefault("captions", span)
    if telegram.passing:
        if apart and telegram.at.get("captions"):
            sheet.blank()
        for words in telegram.passing:
            span = sheet.line("", words)
            telegram.at.setdefault("passing", span)
    if "captions" in telegram.at or "passing" in telegram.at:
        sheet.blank()


def labels(sheet: Sheet, telegram: Telegram, width: int | None = HEADING_WIDTH, apart: bool = True) -> None:
    """E.O., TAGS, SUBJECT, REF and Classified By."""
    at, broad = telegram.at, width or 10_000
    if telegram.eo:
        at["eo"] = sheet.line("E.O. ", f"{telegram.eo}: {instruction(telegram)}")
    if telegram.tags:
        words = ", ".join(f"({tag})".replace(" ", FIXED) if "," in tag else tag for tag in telegram.tags)
        at["tags"] = sheet.block("TAGS: ", words, broad)
    if telegram.subject:
        at["subject"] = sheet.block("SUBJECT: ", telegram.subject, broad)
    if telegram.references:
        if apart:
            sheet.blank()
        references(sheet, telegram)
    if telegram.classified_by or telegram.reasons:
        if apart:
            sheet.blank()
        classifier(sheet, telegram, broad)


def instruction(telegram: Telegram) -> str:
    """What the E.O. line says of declassification."""
    when = telegram.declassify_on
    if when is None:
        return "N/A"
    if telegram.eo in {"11652", "12065"}:  # the schedules of 1972 and 1978 name themselves: GDS, XGDS-2, GDS 9/9/85
        return f"GDS {printed.american(when)}" if when[:1].isdecimal() else when
    return f"DECL: {printed.american(when)}"


def references(sheet: Sheet, telegram: Telegram) -> None:
    """The REF block; several numbers of one item are printed once."""
    starts, ends = [], []
    printed_items = items(telegram.references)
    for i, group in enumerate(printed_items):
        label = f"{group[0].label}. " if group[0].label else ""
        stop = "" if label or i + 1 == len(printed_items) else ";"
        margin = "     " if i else "REF: "
        span = sheet.line(margin + label, group[0].text + stop)
        starts.append(span.start - len(label))
        ends.append(span.end)
        for one in group:
            one.at = Span(span.start, span.end - len(stop))
    telegram.at["references"] = Span(starts[0], ends[-1])


def items(references: list[Reference]) -> list[list[Reference]]:
    """References in the items they are printed in: "STATE 17, 18 AND 19" is one item with three numbers."""
    return [list(group) for _, group in groupby(references, key=_item)]


def _item(reference: Reference) -> tuple[str | None, str]:
    return reference.label, reference.text


def classifier(sheet: Sheet, telegram: Telegram, width: int) -> None:
    """Classified By with its reasons, or the reasons alone."""
    why = printed.reasons(telegram.reasons).replace(" ", FIXED) + "." if telegram.reasons else ""
    if telegram.classified_by is None:
        telegram.at["reasons"] = sheet.block("Reasons: ", why, width)
        return
    stop = "" if telegram.classified_by.endswith(".") else "."
    words = f"{telegram.classified_by}{stop}" + (f" Reasons: {why}" if why else "")
    telegram.at["classified_by"] = sheet.block("Classified By: ", words, width)


class Typed(NamedTuple):
    """A paragraph ready to be typed: its heading's lines, its number and mark, its text in lines."""

    paragraph: Paragraph
    headings: list[str]
    front: str
    lines: list[str]

    @property
    def size(self) -> int:
        """Lines it takes on the sheet, its heading with an underline and the blank lines counted."""
        return len(self.lines) + 1 + (2 * len(self.headings) + 1 if self.headings else 0)


def typed(telegram: Telegram, width: int | None, pilcrow: str = "") -> list[Typed]:
    """All paragraphs broken into lines of a width (None: a line each)."""
    out = []
    for paragraph in telegram.paragraphs:
        number = f"{pilcrow}{paragraph.number}. " if paragraph.number is not None else ""
        front = f"{number}({paragraph.portion_mark}) " if paragraph.portion_mark else number
        headings = paragraph.heading.split(" / ") if paragraph.heading else []
        out.append(Typed(paragraph, headings, front, broken(paragraph.text, width, len(front)) if paragraph.text else []))
    return out


def body(sheet: Sheet, telegram: Telegram, found: list[Typed], underline: bool = True) -> list[list[tuple[int, int]]]:
    """Type the paragraphs under their headings; the joints of each."""
    out = []
    for one in found:
        for words in one.headings:
            sheet.line("", words)
            if underline:
                sheet.line("", "-" * len(words))
        if one.headings:
            sheet.blank()
        out.append(_paragraph(sheet, one))
        sheet.blank()
        sheet.left -= one.size - len(one.lines)
    if telegram.participants:
        people(out, telegram)
    return out


def _paragraph(sheet: Sheet, one: Typed) -> list[tuple[int, int]]:
    paragraph, start = one.paragraph, sheet.at
    if not one.lines:
        end = sheet.line("", one.front.rstrip()).end
        paragraph.at, paragraph.text_at = Span(start, end), Span(end, end)
        return [(0, end)]
    begin = sheet.type(one.front).end
    joints = sheet.prose(one.lines)
    end = sheet.at - 1
    paragraph.at, paragraph.text_at = Span(start, end), Span(begin, end)
    _elements(paragraph, joints)
    return joints


def _elements(paragraph: Paragraph, joints: list[tuple[int, int]]) -> None:
    """Where the elements of a list stand: each from its label to its last letter, comma or semicolon."""
    at = 0
    for element in paragraph.elements:
        start = paragraph.text.find(f"{element.label} {element.text}", at)
        if start < 0:
            raise BadValue(f"element {element.label}", element.text[:60], f"words that stand in paragraph {paragraph.number}")
        at = start + len(element.label) + 1 + len(element.text)
        rest = paragraph.text[at : at + 3]
        at += len(rest) - len(rest.lstrip(" ;,"))
        end = start + len(paragraph.text[start:at].rstrip())
        element.at = Span(stands(joints, start), stands(joints, end - 1) + 1)


def people(sheet_joints: list[list[tuple[int, int]]], telegram: Telegram) -> None:
    """Where the names of a list of participants stand, one behind the other in its paragraphs."""
    listed = [(one.text, joints) for one, joints in zip(telegram.paragraphs, sheet_joints, strict=True) if one.kind == "participants"]
    paragraph = at = 0
    for participant in telegram.participants:
        participant.at = None
        for i in range(paragraph, len(listed)):
            found = listed[i][0].find(participant.name, at if i == paragraph else 0)
            if found >= 0:
                paragraph, at = i, found + len(participant.name)
                participant.at = Span(stands(listed[i][1], found), stands(listed[i][1], at - 1) + 1)
                break


class Turns:
    """Types what stands between two sections or pages, and counts them."""

    def __init__(self, size: int, between: Callable[[Sheet, int], None], last: int | None = None) -> None:
        """`between` types it before section or page n, each of `size` lines; none comes after the `last`."""
        self._size, self._between, self._last = size, between, last
        self._next = 2

    def __call__(self, sheet: Sheet) -> None:
        if self._last is None or self._next <= self._last:
            self._between(sheet, self._next)
            self._next += 1
            sheet.left = self._size


def signature(sheet: Sheet, telegram: Telegram) -> None:
    """The signer's surname on the last line."""
    if telegram.signer:
        telegram.at["signer"] = sheet.line("", telegram.signer)
