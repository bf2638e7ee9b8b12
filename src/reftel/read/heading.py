"""The heading of the text: from the classification line to Classified By.

    C O N F I D E N T I A L SECTION 01 OF 02 STRELSAU 001234
    SIPDIS
    STATE FOR EUR/RUR; NSC FOR DOE
    E.O. 12958: DECL: 11/23/2017
    TAGS: PREL, PGOV, UNSC, RX
    SUBJECT: RURITANIA: FOREIGN MINISTER ON THE CORONATION
    REF: A. STRELSAU 1200
         B. 06 STATE 12345 (NOTAL)
    Classified By: Political Counselor Jane Doe.  Reasons 1.4 (b) and (d).

Source: 5 FAH-2 H-320 and 5 FAH-1 H-240; the labels stand in any order, and every one may be missing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from reftel.read import fields
from reftel.read.addresses import HANDLING
from reftel.read.landmarks import bare_class, class_line, label_of
from reftel.read.lines import Line, is_open, is_rule
from reftel.read.numbering import walk
from reftel.read.station_line import SERIES
from reftel.read.withdrawal import is_card
from reftel.telegram import captions as caption_words
from reftel.telegram import posts
from reftel.telegram.markings import MARK, SENSITIVE_BUT_UNCLASSIFIED, UNCLASSIFIED, classification
from reftel.telegram.model import Reference
from reftel.text import Span

PASSING = re.compile(
    r"(?:(?:ALSO |PLEASE |PLS )?(?:PASS|FOR)\b|AND [A-Z]|[A-Z][A-Z/.\-]*(?:[ ,][A-Za-z/.&\-]+){0,5},? (?:(?:ALSO |PLEASE |PLS )?(?:FOR|PASS(?:ING)?(?: TO)?)|FOR)\b|[A-Z]{2,}(?:/[A-Z0-9\-]+)+)"
)
_TRAILING = re.compile(r"(?:[ ,;/]{1,4}(?:SIPDIS|SENSITIVE|NOFORN)){1,6}$")
_LEADING = re.compile(r"(?:(?:SIPDIS|SENSITIVE|NOFORN)\b[\s,;/.\-]*)+(?=\S)", re.IGNORECASE)
_ITEM = re.compile(r"(?:¶?\(?[A-Z]\s?[.)]|[A-Z][A-Za-z .]{1,30} \d|\d\d(?:\d\d)? [A-Z]|AND\b|and\b|\(?NOTAL)")
_FRAMES = re.compile(r"(?:¶?\s?1\s?\.(?!\s?[45]\s?\(?[a-hA-H]\b)|\(?(?:TS|S|C|SBU|U|LOU)(?:[/ ][A-Z/ ]{1,20})?\) |SUMMARY|BEGIN SUMMARY|INTRODUCTION|COMMENT|KEY POINTS|ACTION REQUEST|- )", re.IGNORECASE)

_CODES = re.compile(r"[A-Z]{2,4}(?:, ?[A-Z]{2,4}){0,12},?")  # behind a comma, codes go on even where the table does not know them
# What looks like a portion mark but goes on with the block: reference (C), reasons "1.4 (b), / (c) and (d)".
_LETTERED = {
    "references": re.compile(r"\(?C\)"),
    "classified_by": re.compile(r"\(c\)|\(C\)[ ,/.]{0,3}(?:AND\b|and\b|&|\([A-H]\))"),
}


LONGEST = 250  # lines; the body of every telegram measured begins before


class Heading(msgspec.Struct):
    """What the heading says; spans in offsets of the text it was read from. `body` is the index of the first body line."""

    classification: str | None = None
    station: str | None = None
    number: int | None = None
    section: int | None = None
    sections: int | None = None
    captions: list[str] = []
    passing: list[str] = []
    eo: str | None = None
    declassify_on: str | None = None
    tags: list[str] = []
    subject: str | None = None
    references: list[Reference] = []
    classified_by: str | None = None
    reasons: list[str] = []
    series: str | None = None
    at: dict[str, Span] = {}
    body: int = 0


class Block(msgspec.Struct):
    """One labelled block: its lines, the label cut off the first."""

    label: str
    pieces: list[Line]

    @property
    def at(self) -> Span:
        return Span(self.pieces[0].start, self.pieces[-1].end)


def read(lines: Sequence[Line], start: int | None, text: str, handling: bool = False) -> Heading:
    """Read the heading that begins at line `start` (None: no classification line; labels are looked for from the top).

    `handling`: the lines begin right behind the addresses, so that what stands above the first label says how to handle the telegram.
    """
    found = Heading()
    rows = list(lines)  # captions are cut off the lines they share
    i = 0
    if start is not None:
        classify(found, lines[start])
        i = start + 1
    blocks, found.body = _blocks(found, rows, i, start is not None, handling)
    for block in blocks:
        _take(found, block, text)
    if start:
        _fill_from_extract(found, rows[:start], text)
    if found.classification == UNCLASSIFIED and {"SENSITIVE", "E F T O"} & set(found.captions):
        found.classification = SENSITIVE_BUT_UNCLASSIFIED
    return found


def _fill_from_extract(found: Heading, before: list[Line], text: str) -> None:
    """What this heading lacks, from an extract of the same telegram that the copy gives in front of the whole record."""
    first = next((i for i, line in enumerate(before) if line.text and class_line(line.text)), None)
    if first is None:
        return
    extract = read(before, first, text)
    if (extract.station, extract.number) != (found.station, found.number):
        return
    for name in extract.captions:
        _caption(found, name)
    for name in ("eo", "declassify_on", "tags", "subject", "references", "classified_by", "reasons"):
        if not getattr(found, name) and getattr(extract, name):
            setattr(found, name, getattr(extract, name))
            found.at |= {name: extract.at[name]} if name in extract.at else {}


def classify(found: Heading, line: Line) -> None:
    """Take from a classification line, full or bare, what it says."""
    m = class_line(line.text)
    bare = m or bare_class(line.text)
    if bare is None:
        return
    found.classification = classification(bare["class"])
    if found.classification == UNCLASSIFIED and "OFFICIAL USE" in line.text:
        found.classification = SENSITIVE_BUT_UNCLASSIFIED  # UNCLASSIFIED//FOR OFFICIAL USE ONLY
    found.at["classification"] = Span(line.start + bare.start("class"), line.start + bare.end("class"))
    if bare["section"]:
        found.section, found.sections = int(bare["section"]), int(bare["sections"]) if bare["sections"] else None
    if m is None:
        return
    found.station, found.number = posts.station_in(m["station"]), int(m["number"])
    found.at["mrn"] = Span(line.start + m.end("station") - len(found.station), line.start + m.end("number"))
    if m["efto"]:
        found.captions.append("E F T O")
    for name, _, _ in caption_words.on_line((m["ctl"] or "").strip(" /")):
        _caption(found, name)
    behind = m["after"].strip()
    if serial := SERIES.match(behind):
        found.series = f"{serial['name']} {serial['number']}"
        found.at["series"] = Span(line.end - len(behind), line.end)
    for name, _, _ in caption_words.on_line(behind):
        _caption(found, name)


def _caption(found: Heading, name: str) -> None:
    if name not in found.captions:
        found.captions.append(name)


def _blocks(found: Heading, lines: list[Line], i: int, start_known: bool, handling: bool = False) -> tuple[list[Block], int]:
    """The labelled blocks, captions and passing lines on the way taken at once; and the index where the body begins."""
    blocks: list[Block] = []
    open_block: Block | None = None
    blank = False
    seen_subject = False
    numbered = {one.row for one in walk(lines[: i + LONGEST], i) if one.verdict != "false"}
    while i < len(lines):
        line = lines[i]
        text = line.text
        if not text:
            blank = True
            i += 1
            continue
        if i in numbered and (not open_block or open_block.label != "references" or text[0] == "¶" or MARK.search(text[:20])):
            break
        label = label_of(text)
        if label and not (seen_subject and label[0] == "subject"):
            name, size = label
            cut = len(text) - len(text[size:].lstrip())
            open_block = Block(name, [Line(line.start + cut, line.end, text[cut:])])
            blocks.append(open_block)
            seen_subject = seen_subject or name == "subject"
        elif not seen_subject and (serial := SERIES.match(text)):
            found.series = found.series or f"{serial['name']} {serial['number']}"
            found.at.setdefault("series", Span(line.start, line.end))
            open_block = None
        elif names := caption_words.on_line(text):
            for name, _, _ in names:
                _caption(found, name)
            found.at.setdefault("captions", Span(line.start, line.end))
            if blank:
                open_block = None
        elif not seen_subject and (leading := _LEADING.match(text)):
            # Captions and a passing line that share a line: "SENSITIVE SIPDIS STATE FOR NEA/MAG".
            for name in re.findall(r"[A-Z]+", leading[0].upper()):
                _caption(found, name)
            lines[i] = Line(line.start + leading.end(), line.end, text[leading.end() :])
            continue
        elif open_block and _continues(open_block, line, blank, lines, i):
            open_block.pieces.append(line)
        elif not seen_subject and not is_rule(text) and not _FRAMES.match(text) and (len(text) <= 120 or PASSING.match(text)):
            if trailing := _TRAILING.search(text):  # captions at the end of a passing line
                for name in re.findall(r"[A-Z]+", trailing[0]):
                    _caption(found, name)
                text = text[: trailing.start()]
            if PASSING.match(text) or found.passing or (handling and not blocks and text.upper() == text):
                found.passing.append(text)
                found.at.setdefault("passing", Span(line.start, line.end))
            open_block = None
        elif not blocks and start_known and _labels_follow(lines, i):
            pass  # an archivist's note between classification line and first label
        elif seen_subject and PASSING.match(text) and len(text) < 100 and (blocks[-1].label != "references" or HANDLING.match(text)) and text.upper() == text and (handling or not is_open(text)):
            found.passing.append(text)
        else:
            break
        blank = False
        i += 1
    return blocks, i


_WHOLE = re.compile(r"\bENTIRE TEXT\b[. )]{0,3}$")  # the first paragraph, its number misread: CONFIDENTIAL - ENTIRE TEXT


def _labels_follow(lines: Sequence[Line], i: int) -> bool:
    """Whether a label still comes within a few lines: then this line is none of the body."""
    return any(later.text and label_of(later.text) for later in lines[i + 1 : i + 15])


def _continues(block: Block, line: Line, blank: bool, lines: Sequence[Line], i: int) -> bool:
    """Whether a line without a label belongs to the block before it."""
    text = line.text
    empty = not any(piece.text for piece in block.pieces)
    lettered = _LETTERED.get(block.label)
    if is_rule(text) or (_FRAMES.match(text) and not (lettered and lettered.match(text))) or (not empty and _WHOLE.search(text[-40:])):
        return False
    if block.label == "subject":
        if not blank or empty:
            return not is_rule(lines[i + 1].text) if i + 1 < len(lines) else True
        # A subject cut by a blank line: nothing else may stand in capitals between SUBJECT and the next label.
        following = next((later.text for later in lines[i + 1 :] if later.text), "")
        return text.upper() == text and len(text) < 70 and is_open(block.pieces[-1].text) and label_of(following) is not None and not is_card(text)
    if block.label == "references" and not empty and HANDLING.match(text[:120]) and text.upper() == text and not re.search(r"\d", text):
        return False
    if block.label == "references":
        return not blank or empty or (_ITEM.match(text) is not None and len(text) < 90 and text.upper()[:6] == text[:6])
    if block.label == "tags":
        return not blank and (empty or fields.looks_like_tags(text) or (block.pieces[-1].text.endswith(",") and _CODES.fullmatch(text) is not None))
    if block.label == "classified_by":
        return not blank or (empty or (is_open(block.pieces[-1].text) and len(text) < 100) or text.upper().startswith(("REASON", "FOR REASON")))
    return not blank and block.label == "eo" and len(text) < 60 and not PASSING.match(text)


def _joined(pieces: list[Line]) -> str:
    return re.sub(r"\s+", " ", " ".join(piece.text for piece in pieces)).strip()


def _take(found: Heading, block: Block, text: str) -> None:
    """Read one block into the heading; the first of a kind counts, a later fills what is missing."""
    pieces = [piece for piece in block.pieces if piece.text]
    if not pieces:
        return
    words = _joined(pieces)
    at = Span(pieces[0].start, pieces[-1].end)
    if block.label == "eo" and found.eo is None:
        found.eo, found.declassify_on, inside = fields.executive_order(words)
        found.at["eo"] = at
        if found.classified_by is None and (name := fields.original_classifier(words)):
            found.classified_by, found.at["classified_by"] = name, at
        for name in inside:
            _caption(found, name)
    elif block.label == "tags" and not found.tags:
        found.tags = fields.split_tags(words)
        found.at["tags"] = at
    elif block.label == "subject" and found.subject is None:
        found.subject = fields.bare_subject(words)
        found.at["subject"] = at
    elif block.label == "references" and not found.references:
        found.references = fields.read_references(text, at)
        found.at["references"] = at
    elif block.label == "classified_by" and found.classified_by is None:
        found.classified_by, reasons = fields.classifier(words)
        found.reasons = found.reasons or reasons
        found.at["classified_by"] = at
    elif block.label in {"reasons", "derived"}:
        reasons = fields.reasons_in(words)
        if reasons and not found.reasons:
            found.reasons = reasons
            found.at["reasons"] = at
    elif block.label == "declassify" and found.declassify_on is None:
        found.declassify_on = fields.declassification(words)
        found.at["declassify_on"] = at
