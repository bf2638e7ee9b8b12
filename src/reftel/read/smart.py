"""The SMART form, from 2009: labelled fields before and behind the text.

    MRN:                          11 PORTO VELIRE 504
    Date/DTG:                     Jun 17, 2011 / 172335Z JUN 11
    From:                         AMEMBASSY PORTO VELIRE
    Action:                       WASHDC, SECSTATE ROUTINE; OSVARTH,
                                  AMEMBASSY ROUTINE
    Subject:                      Litora Asks for Time

    1. (SBU) ...

    Signature:                    Corvin
    Drafted By:                   POL:Doe, Jane Q (Porto Velire)

Labels stand at the margin in any order, values in a column of their own that goes on over lines, page breaks included. Addressees
stand city first. Measured on 33 released messages of 2010-12.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Sequence

import msgspec

from reftel.errors import BadValue
from reftel.read import body, fields, heading
from reftel.read.landmarks import bare_class, class_line, heading_start
from reftel.read.lines import Line
from reftel.read.repairs.layers import rank
from reftel.telegram import captions as caption_words
from reftel.telegram import dtg as dtgs
from reftel.telegram import mrn as mrns
from reftel.telegram import posts
from reftel.telegram.markings import SENSITIVE_BUT_UNCLASSIFIED, UNCLASSIFIED, classification
from reftel.telegram.model import Addressee, Sender, Telegram
from reftel.text import Span

FRONT = ("Action Office", "Info Office", "MRN", "Date/DTG", "From", "Action", "E.O.", "Declassify On", "Classified By", "Reason", "TAGS", "Captions",
         "Reference", "Pass Line", "Subject")  # fmt: skip
BACK = ("Signature", "Drafted By", "Cleared By", "Approved By", "Released By", "Info", "XMT", "Attachments", "Action Post", "Dissemination Rule")
_LABEL = re.compile(rf"(?P<label>{'|'.join(re.escape(label) for label in (*FRONT, *BACK)).replace('Date/DTG', 'Date[/!l1]DTG')})\s?:\s*(?P<value>.*)$")
_BARE_MRN = re.compile(r"\d\d [A-Z][A-Z .'\-]{1,30} \d{1,6}$")
_MRN = re.compile(r"MRN:\s{0,60}\d\d [A-Z]")
_PRECEDENCE = re.compile(r"(?P<plad>.+?)\s{0,8}\b(?P<precedence>NIACT IMMEDIATE|FLASH|IMMEDIATE|PRIORITY|ROUTINE)$")
_INVERTED = re.compile(r"(?P<city>[^,]{2,40}), ?(?P<kind>AMEMBASSY|AMCONSUL|USMISSION|USOFFICE|USINT|SECSTATE)(?P<rest>\s{0,3}[A-Za-z]{5,9})?$")
_PRECEDENCES = ("FLASH", "IMMEDIATE", "PRIORITY", "ROUTINE")
_LETTER = re.compile(r"\(?(?P<letter>[A-Z])[.)]\s*")
Taker = Callable[["Telegram", "Field", str, str], None]
_WRAPPED = frozenset({"Classified By", "Reason", "Reference", "TAGS"})  # values that are often longer than a line
COLUMN = 12  # letters from the margin from which a line is a value's next line
REACH = 120  # lines before the MRN's label, and of the fields


class Field(msgspec.Struct):
    """One label's value: its lines, the label cut off the first."""

    label: str
    pieces: list[Line]

    @property
    def words(self) -> str:
        """The value on one line."""
        return " ".join(piece.text for piece in self.pieces if piece.text)

    @property
    def at(self) -> Span:
        """From the value's first letter to its last."""
        pieces = [piece for piece in self.pieces if piece.text] or self.pieces
        return Span(pieces[0].start, pieces[-1].end)


def start_of(lines: Sequence[Line]) -> int | None:
    """The index of the first field, or None where the text is not in this form.

    Someone who forwards a message may keep two lines of its head: the MRN without its label, and the subject.
    """
    for i, line in enumerate(lines[: REACH * 4]):
        if line.text[:2].isdecimal() and _BARE_MRN.match(line.text[:60]) and _subject_below(lines, i):
            return i
        if line.text.startswith("MRN:") and _MRN.match(line.text):
            if any(later.text.startswith("Date") for later in lines[i + 1 : i + 12]):
                return _first_field(lines, i)
            return None
    return None


def _subject_below(lines: Sequence[Line], i: int) -> bool:
    """Whether the label of the subject stands right below, and text below that."""
    below = [line.text for line in lines[i + 1 : i + 8] if line.text]
    return len(below) > 1 and below[0].startswith("Subject:")


def _first_field(lines: Sequence[Line], i: int) -> int:
    """The offices for action and information may stand before the MRN."""
    for j in range(max(0, i - 12), i):
        if lines[j].text.startswith(("Action Office:", "Info Office:")):
            return j
    return i


def read(lines: Sequence[Line], start: int, text: str) -> tuple[Telegram, int]:
    """(telegram, index where the body begins) of a text in this form."""
    found, first = _fields(lines, start, text, FRONT)
    last = _trailer(lines, first, text)
    behind, _ = _fields(lines, last, text, BACK) if last < len(lines) else ([], 0)
    telegram = Telegram(format="smart")
    _banner(telegram, lines[max(0, start - 30) : start])
    for field in (*found, *behind):
        _take(telegram, field, text)
    if telegram.classification == UNCLASSIFIED and "SENSITIVE" in telegram.captions:
        telegram.classification = SENSITIVE_BUT_UNCLASSIFIED
    first = _inner_heading(telegram, lines, first, last, text)
    end = next((line.end for line in reversed(lines[first:last]) if line.text), len(text))
    read_body = body.read(lines, first, last, end)
    telegram.paragraphs, telegram.participants = read_body.paragraphs, read_body.participants
    return telegram, first


def _fields(lines: Sequence[Line], start: int, text: str, labels: tuple[str, ...]) -> tuple[list[Field], int]:
    """The fields from line `start`, and the index of the first line that belongs to none."""
    found: list[Field] = []
    after, i = start, start
    while i < min(len(lines), start + REACH):
        line = lines[i]
        m = _LABEL.match(line.text[:400]) if line.text else None
        label = _label(m)
        if i == start and m is None and _BARE_MRN.match(line.text[:60]):
            found.append(Field("MRN", [line]))
            after = i + 1
        elif m and label in labels and _margin(line, text) <= COLUMN * 2:
            begin = line.start + m.start("value")
            found.append(Field(label, [Line(begin, line.end, m["value"])]))
            after = i + 1
        elif line.text and found and _continues(lines, i, text, found[-1]):
            found[-1].pieces.append(line)
            after = i + 1
        elif line.text and (class_line(line.text) or not _more(lines, i, labels)):
            break  # the text, or the older heading above it
        i += 1
    return found, after


def _label(m: re.Match[str] | None) -> str:
    if m is None:
        return ""
    return "Date/DTG" if m["label"].startswith("Date") else m["label"]


def _margin(line: Line, text: str) -> int:
    return line.start - text.rfind("\n", 0, line.start) - 1


def _continues(lines: Sequence[Line], i: int, text: str, field: Field) -> bool:
    """Whether a line without a label goes on with the value before it, or is the value of a label that stands alone."""
    if field.label == "Subject" and not field.pieces[0].text:
        return not field.words or bool(lines[i - 1].text)
    if lines[i].text == "SBU" or bare_class(lines[i].text):
        return False  # the classification at a page's foot stands in the middle of the line, where values stand
    if _margin(lines[i], text) < COLUMN:
        return field.label in _WRAPPED and bool(lines[i - 1].text) and len(lines[i].text) < 100 and _due(lines, i)
    return field.label != "Subject" or bool(lines[i - 1].text)


def _due(lines: Sequence[Line], i: int) -> bool:
    """Whether the next field stands right below, or one line further: then a line at the margin is a value's, its indent lost."""
    return any(_label(_LABEL.match(later.text[:400])) in FRONT for later in lines[i + 1 : i + 3])


def _more(lines: Sequence[Line], i: int, labels: tuple[str, ...]) -> bool:
    """Whether another field follows soon: then this line is a page's furniture between two fields."""
    return any(_label(_LABEL.match(later.text[:400])) in labels for later in lines[i + 1 : i + 10] if later.text)


def _trailer(lines: Sequence[Line], first: int, text: str) -> int:
    """The index where the fields behind the text begin."""
    for labels in (("Signature:",), ("Drafted By:", "Released By:", "Dissemination Rule:")):
        found = next((i for i in range(first, len(lines)) if lines[i].text.startswith(labels)), None)
        if found is not None:
            return found
    last = len(lines)
    for i in range(len(lines) - 1, first - 1, -1):  # nobody signed: the fields that the copy ends with
        if lines[i].text and _label(_LABEL.match(lines[i].text[:400])) in BACK:
            last = i
        elif lines[i].text and _margin(lines[i], text) < COLUMN:
            break
    return last


def _banner(telegram: Telegram, before: Sequence[Line]) -> None:
    """The classification alone on a line above the fields; SBU below it, or alone."""
    for i, line in enumerate(before):
        m = bare_class(line.text) if line.text else None
        if m:
            telegram.classification = classification(m["class"])
            telegram.at["classification"] = Span(line.start, line.end)
            below = next((later.text for later in before[i + 1 :] if later.text), "")
            if below == "SBU" and telegram.classification == UNCLASSIFIED:
                telegram.classification = SENSITIVE_BUT_UNCLASSIFIED
        elif line.text == "SBU" and telegram.classification is None:
            telegram.classification = SENSITIVE_BUT_UNCLASSIFIED
            telegram.at["classification"] = Span(line.start, line.end)


def _take(telegram: Telegram, field: Field, text: str) -> None:
    """Read one field into the telegram."""
    words = field.words
    if not words or (words in {"None", "N/A"} and field.label != "E.O."):
        return
    take = _TAKERS.get(field.label)
    if take:
        take(telegram, field, words, text)


def _mrn(telegram: Telegram, field: Field, words: str, text: str) -> None:
    try:
        telegram.mrn = str(mrns.parse(words))
    except BadValue:
        return
    telegram.at["mrn"] = field.at


def _date(telegram: Telegram, field: Field, words: str, text: str) -> None:
    for m in dtgs.PATTERN.finditer(text, field.at.start, field.at.end):
        try:
            dtg = dtgs.from_match(m)
        except BadValue:
            continue
        telegram.dtg, telegram.sent = str(dtg), dtg.iso
        telegram.at["dtg"] = Span(m.start(), m.end())


def _from(telegram: Telegram, field: Field, words: str, text: str) -> None:
    telegram.sender = Sender(words, posts.name(words), None, field.at)
    telegram.at["from"] = field.at


def _eo(telegram: Telegram, field: Field, words: str, text: str) -> None:
    number, declassify, _ = fields.executive_order(words)
    telegram.eo, telegram.declassify_on = number, telegram.declassify_on or declassify
    telegram.at["eo"] = field.at


def _declassify(telegram: Telegram, field: Field, words: str, text: str) -> None:
    telegram.declassify_on = fields.declassification(words)
    telegram.at["declassify_on"] = field.at


def _classifier(telegram: Telegram, field: Field, words: str, text: str) -> None:
    telegram.classified_by, reasons = fields.classifier(words)
    telegram.reasons = telegram.reasons or reasons
    telegram.at["classified_by"] = field.at


def _reason(telegram: Telegram, field: Field, words: str, text: str) -> None:
    telegram.reasons = fields.reasons_in(words)
    telegram.at["reasons"] = field.at


def _tags(telegram: Telegram, field: Field, words: str, text: str) -> None:
    telegram.tags = fields.split_tags(words)
    telegram.at["tags"] = field.at


def _captions(telegram: Telegram, field: Field, words: str, text: str) -> None:
    names = [name for part in words.split(",") for name, _, _ in caption_words.on_line(part.strip())]
    telegram.captions = list(dict.fromkeys(names))
    telegram.at["captions"] = field.at


def _references(telegram: Telegram, field: Field, words: str, text: str) -> None:
    telegram.references = fields.read_references(text, field.at)
    telegram.at["references"] = field.at


def _passing(telegram: Telegram, field: Field, words: str, text: str) -> None:
    telegram.passing = [piece.text for piece in field.pieces if piece.text]
    telegram.at["passing"] = Span(field.pieces[0].start, field.pieces[0].end)


def _subject(telegram: Telegram, field: Field, words: str, text: str) -> None:
    telegram.subject = fields.bare_subject(words)
    telegram.at["subject"] = field.at


def _signer(telegram: Telegram, field: Field, words: str, text: str) -> None:
    telegram.signer = words
    telegram.at["signer"] = field.at


def _names(name: str) -> Taker:
    def take(telegram: Telegram, field: Field, words: str, text: str) -> None:
        setattr(telegram, name, [piece.text for piece in field.pieces if piece.text])

    return take


def _listed(name: str) -> Taker:
    def take(telegram: Telegram, field: Field, words: str, text: str) -> None:
        setattr(telegram, name, list(_addressees(field)))

    return take


def _rule(telegram: Telegram, field: Field, words: str, text: str) -> None:
    telegram.instructions = [words]


def _addressees(field: Field) -> list[Addressee]:
    """Addressees between semicolons, city first, each with its precedence; one may run over a line's end."""
    text, joints = body.unwrap([piece for piece in field.pieces if piece.text], 1)
    text = text.replace("\n", " ")
    out, at = [], 0
    for part in text.split(";"):
        words = part.strip()
        start = at + len(part) - len(part.lstrip())
        at += len(part) + 1
        if not words:
            continue
        m = _PRECEDENCE.match(words)
        plad, precedence = (m["plad"], m["precedence"]) if m else (words, None)
        if turned := _INVERTED.match(plad):
            plad, precedence = f"{turned['kind']} {turned['city']}", precedence or _precedence(turned["rest"])
        span = Span(body.source_offset(joints, start), body.source_offset(joints, start + len(words) - 1) + 1)
        out.append(Addressee(plad, None, precedence, None, plad.endswith("COLLECTIVE"), span))
    return out


def _precedence(words: str | None) -> str | None:
    """The precedence behind an address, glued or misread: AMEMBASSYRounNE ends in ROUTINE."""
    near = difflib.get_close_matches((words or "").strip().upper(), _PRECEDENCES, n=1, cutoff=0.7)
    return near[0] if near else None


def _inner_heading(telegram: Telegram, lines: Sequence[Line], first: int, last: int, text: str) -> int:
    """Some messages hold the older heading too, above their text: it is read for what the fields lack."""
    begin = next((i for i in range(first, min(last, first + 8)) if lines[i].text), last)
    if begin >= last or heading_start(lines[begin : begin + 1]) is None:
        return first
    inner = heading.read(lines[begin:last], 0, text)
    for name in ("declassify_on", "tags", "subject", "references", "classified_by", "reasons", "eo"):
        if not getattr(telegram, name) and getattr(inner, name):
            setattr(telegram, name, getattr(inner, name))
            telegram.at |= {name: inner.at[name]} if name in inner.at else {}
    if telegram.subject and inner.subject and _worth(inner.subject) > _worth(telegram.subject):  # two readings of one field
        telegram.subject, telegram.at["subject"] = inner.subject, inner.at["subject"]
    return begin + inner.body


def _worth(words: str) -> float:
    """The share of some words that are words."""
    tokens = words.split()
    return sum(rank(token) > 1 for token in tokens) / max(len(tokens), 1)


_TAKERS: dict[str, Taker] = {
    "MRN": _mrn, "Date/DTG": _date, "From": _from, "E.O.": _eo, "Declassify On": _declassify, "Classified By": _classifier, "Reason": _reason, "TAGS": _tags,
    "Captions": _captions, "Reference": _references, "Pass Line": _passing, "Subject": _subject, "Signature": _signer, "Drafted By": _names("drafted_by"),
    "Cleared By": _names("cleared_by"), "Approved By": _names("approved_by"), "Released By": _names("released_by"), "Action": _listed("action"),
    "Info": _listed("info"), "XMT": _listed("exempted"), "Dissemination Rule": _rule,
}  # fmt: skip
