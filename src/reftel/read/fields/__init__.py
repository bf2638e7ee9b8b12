"""One field alone, from raw text: what a user with one column of a table needs.

A text that holds a telegram is read as `reftel.read` reads it, so that a field alone equals the field of the whole; a
snippet that is no telegram (one line, one block, one cell) is read by the same parts of the reader, without the rest.

>>> tags("TAGS: PREL, PGOV, UNSC, CH")
['PREL', 'PGOV', 'UNSC', 'CH']
>>> str(mrn("REF BEIJING 007210", year=2007))
'07BEIJING7210'
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reftel.errors import BadValue, NoTelegram
from reftel.read.fields.classifier_line import classifier, reasons_in
from reftel.read.fields.eo_line import a_date, declassification, executive_order, original_classifier
from reftel.read.fields.ref_block import read_references
from reftel.read.fields.subject_line import bare_subject
from reftel.read.fields.tags_line import looks_like_tags, split_tags
from reftel.telegram import dtg as dtgs
from reftel.telegram import mrn as mrns
from reftel.telegram.dtg import Dtg
from reftel.telegram.model import Addressee, Participant, Reference, Sender, Telegram
from reftel.telegram.mrn import Mrn
from reftel.text import Span

if TYPE_CHECKING:  # they import this module
    from reftel.read.envelope import Envelope
    from reftel.read.heading import Heading

__all__ = [
    "a_date", "bare_subject", "captions", "classification", "classified_by", "classifier", "declassification", "dtg", "eo", "executive_order",
    "looks_like_tags", "mrn", "original_classifier", "participants", "portion_marks", "precedence", "read_references", "reasons", "reasons_in", "recipients",
    "references", "sender", "signer", "split_tags", "subject", "summary", "tags",
]  # fmt: skip

_PRECEDENCE = re.compile(r"\b(?:NIACT IMMEDIATE|FLASH|IMMEDIATE|PRIORITY|ROUTINE)\b")
_PRINTED_MRN = re.compile(r"(?<![A-Z0-9])(?:\d{2,4} ?)?[A-Z][A-Z .'\-]{2,25}? ?\d{1,7}(?:/\d\d)?(?!\d)")


def mrn(text: str, year: int | None = None) -> Mrn | None:
    """The first MRN in some text, in any printed form; None where there is none.

    Args:
        text: raw text, such as a classification line or a reference.
        year: the year (four digits) to take where none is printed.

    >>> str(mrn("C O N F I D E N T I A L SECTION 01 OF 02 STRELSAU 001234", 2007)), str(mrn("06 ZENDA 34 (NOTAL)")), mrn("no number")
    ('07STRELSAU1234', '06ZENDA34', None)
    """
    from reftel.read.landmarks import class_line

    if (whole := _whole(text)) and whole.mrn:
        return mrns.parse(whole.mrn)
    for line in text.splitlines():
        if found := class_line(line.strip()):
            return Mrn(year, mrns.station(found["station"]), int(found["number"]))
    found = None if whole else _PRINTED_MRN.search(text)
    if not found:
        return None
    words = re.sub(r"^(?:REFS?|TO|FM)\b[:.]? ", "", found[0])
    try:
        return mrns.parse(words, year)
    except BadValue:
        return None


def dtg(text: str) -> Dtg | None:
    """The date-time group of a telegram, or the first in a snippet; None where there is none.

    >>> dtg("O 230912Z NOV 07 ZDK").iso
    '2007-11-23T09:12:00Z'
    """
    if whole := _whole(text):
        return dtgs.parse(whole.dtg) if whole.dtg else None
    for found in dtgs.PATTERN.finditer(text):
        try:
            return dtgs.from_match(found)
        except BadValue:
            continue
    return None


def precedence(text: str) -> str | None:
    """The precedence for action: from line 5, line 2, or the word itself.

    >>> precedence("O R 230912Z NOV 07"), precedence("SECSTATE WASHDC PRIORITY 3613"), precedence("They met.")
    ('IMMEDIATE', 'PRIORITY', None)
    """
    if whole := _whole(text):
        return whole.precedence
    envelope = _envelope(text)
    found = envelope.precedence or envelope.called_precedence
    word = None if found else _PRECEDENCE.search(text)
    return word[0] if word else found


def recipients(text: str) -> tuple[list[Addressee], list[Addressee]]:
    """(action, info) addressees of raw envelope text.

    >>> [one.plad for one in recipients("TO RUEHC/SECSTATE WASHDC IMMEDIATE 3613\\nINFO RUEHBW/AMEMBASSY BELGRADE")[1]]
    ['AMEMBASSY BELGRADE']
    """
    found = _whole(text) or _envelope(text)
    return found.action, found.info


def sender(text: str) -> Sender | None:
    """The originator of raw envelope text.

    >>> sender("FM AMEMBASSY BEIJING").post
    'Beijing'
    """
    return (_whole(text) or _envelope(text)).sender


def classification(text: str) -> str | None:
    """The classification, in one spelling.

    >>> classification("S E C R E T STRELSAU 001234"), classification("UNCLAS"), classification("They met.")
    ('SECRET', 'UNCLASSIFIED', None)
    """
    from reftel.read.landmarks import bare_class
    from reftel.telegram import markings

    if whole := _whole(text):
        return whole.classification
    bare = (bare_class(line.strip()) for line in text.splitlines())
    return _heading(text).classification or next((markings.classification(found["class"]) for found in bare if found), None)


def captions(text: str) -> list[str]:
    """The captions, once each, in order.

    >>> captions("SENSITIVE SIPDIS"), captions("STADIS/////////"), captions("They met.")
    (['SENSITIVE', 'SIPDIS'], ['STADIS'], [])
    """
    if whole := _whole(text):
        return whole.captions
    if found := _heading(text).captions:
        return found
    from reftel.telegram.captions import on_line

    return list(dict.fromkeys(name for line in text.splitlines() for name, _, _ in on_line(line.strip())))


def eo(text: str) -> tuple[str | None, str | None]:
    """(executive order, declassification) from raw heading text; the declassification as an ISO date or the instruction's words.

    >>> eo("E.O. 12958: DECL: 11/23/2027")
    ('12958', '2027-11-23')
    """
    found = _whole(text) or _heading(text)
    return found.eo, found.declassify_on


def classified_by(text: str) -> str | None:
    """Who classified, from raw heading text.

    >>> classified_by("Classified By: DCM Jane Doe, Reasons 1.4 (b)/(d)")
    'DCM Jane Doe'
    """
    return (_whole(text) or _heading(text)).classified_by


def reasons(text: str) -> list[str]:
    """The reasons for classification in one spelling, from a heading or from the words alone.

    >>> reasons("Classified By: DCM Jane Doe, Reasons 1.4 (b)/(d)"), reasons("E.O. 12958, REASONS 1.5 B & D")
    (['1.4(b)', '1.4(d)'], ['1.5(b)', '1.5(d)'])
    """
    whole = _whole(text)
    return whole.reasons if whole else _heading(text).reasons or reasons_in(text)


def tags(text: str) -> list[str]:
    """The TAGS in raw heading text, or in a bare list of codes.

    >>> tags("PREL PGOV, OVIP (RASSENDYLL, RUDOLF)"), tags("They met.")
    (['PREL', 'PGOV', 'OVIP', 'RASSENDYLL, RUDOLF'], [])
    """
    if whole := _whole(text):
        return whole.tags
    bare = re.sub(r"\([^()]{2,60}\)", "", text[:1000])
    return _heading(text).tags or (split_tags(text) if looks_like_tags(bare) else [])


def subject(text: str) -> str | None:
    """The subject in raw heading text, on one line.

    >>> subject("SUBJECT: CHINA'S TAIWAN CONNECTION IN OPPOSING KOSOVO\\nINDEPENDENCE")
    "CHINA'S TAIWAN CONNECTION IN OPPOSING KOSOVO INDEPENDENCE"
    """
    return (_whole(text) or _heading(text)).subject


def references(text: str, year: int | None = None) -> list[Reference]:
    """The references in raw heading text that holds a REF line, or in a bare REF block.

    Args:
        text: raw text.
        year: the year (four digits) of references that print none.

    >>> [one.mrn for one in references("REF: A. STATE 37835 B. 06 REYKJAVIK 20", 2007)]
    ['07STATE37835', '06REYKJAVIK20']
    """
    from reftel.read.landmarks import LABEL

    if whole := _whole(text):
        return [_dated(one, year) for one in whole.references]
    begin = re.search(r"(?m)^[ \t]*(?=REF)", text)
    start = begin.end() if begin else 0
    label = LABEL["references"].match(text, start)
    return read_references(text, Span(label.end() if label else start, len(text)), year)


def _dated(one: Reference, year: int | None) -> Reference:
    if year is not None and one.mrn and not one.mrn[:2].isdecimal():
        one.mrn = f"{year % 100:02d}{one.mrn}"
    return one


def participants(text: str) -> list[Participant]:
    """The people of a list of participants, in a telegram or alone.

    >>> [(one.delegation, one.name) for one in participants("Italy: Ambassador Spatafora\\nUK: Ambassador Sawers")]
    [('Italy', 'Spatafora'), ('UK', 'Sawers')]
    """
    from reftel.read import lines
    from reftel.read import participants as lists

    whole = _whole(text)
    return whole.participants if whole else list(lists.read([line for line in lines.split(text) if line.text]))


def portion_marks(text: str) -> list[str | None]:
    """The portion marks of the numbered paragraphs in order, None for one without; or the marks in a snippet.

    >>> portion_marks("¶1. (S/NF) They met.\\n\\n¶2. They parted."), portion_marks("(SBU) Comment")
    (['S/NF', None], ['SBU'])
    """
    from reftel.telegram.markings import MARK, canonical_mark

    if whole := _whole(text):
        return [one.portion_mark for one in whole.paragraphs if one.number is not None]
    return [canonical_mark(found[0]) for found in MARK.finditer(text)]


def signer(text: str) -> str | None:
    """The signer from raw text: the name after the last paragraph.

    >>> signer("¶1. (C) The end is near.\\nKHALILZAD")
    'KHALILZAD'
    """
    from reftel.read import signature

    if whole := _whole(text):
        return whole.signer
    found = signature.find(text)
    return found[0] if found else None


def summary(text: str) -> str | None:
    """The summary's text from raw telegram text, paragraphs joined by a blank line; None where there is none.

    >>> summary("¶1. (C) SUMMARY: Talks failed. END SUMMARY.\\n\\n¶2. (C) They met.")
    'SUMMARY: Talks failed. END SUMMARY.'
    """
    whole = _whole(text)
    found = [one.text for one in whole.paragraphs if one.kind == "summary"] if whole else []
    return "\n\n".join(found) or None


def _whole(text: str) -> Telegram | None:
    """The telegram in the text as the reader reads it; None where the text is a snippet that holds none."""
    from reftel.read.reader import read_text

    try:
        return read_text(text)
    except NoTelegram:
        return None


def _envelope(text: str) -> Envelope:
    from reftel.read import envelope, lines
    from reftel.read.repairs import restore

    found = lines.split(restore(text, ("line_end", "run_together")).text)
    return envelope.read(found, 0, len(found))


def _heading(text: str) -> Heading:
    from reftel.read import heading, landmarks, lines
    from reftel.read.repairs import restore

    restored = restore(text).text
    found = lines.split(restored)
    return heading.read(found, landmarks.heading_start(found), restored)
