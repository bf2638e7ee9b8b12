"""Landmarks of a telegram's text: the lines by which a clerk finds his place before he reads.

The classification line opens the text, labels (E.O., TAGS, SUBJECT, REF, Classified By) make its heading, numbered
paragraphs its body. Measured on 5,748 telegrams with full envelope: classification line 5,560, SUBJECT 5,547, E.O. 5,438,
first numbered paragraph 5,410.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reftel.read.lines import Line
from reftel.telegram.markings import CLASSIFICATION

_CONTROLS = "FOR OFFICIAL USE ONLY|LIMITED OFFICIAL USE|SENSITIVE BUT UNCLASSIFIED|SENSITIVE|FOUO|NOFORN|ORCON|NODIS|EXDIS|LIMDIS|STADIS|SIPDIS|SBU"
# UNCLAS SECTION 01 OF 02 THE HAGUE 001695 / C O N F I D E N T I A L BEIJING 007210 / UNCLASSIFIED TEHRAN 5055
CLASS_LINE = re.compile(
    rf"(?P<class>{CLASSIFICATION})(?P<efto> ?E ?F ?T ?O)?(?P<ctl>(?: {{0,2}}/{{0,2}} ?(?:{_CONTROLS}))*)?"
    r"(?:\s{1,4}(?:[A-Z]{3,5} )?(?:FINAL )?SECTION (?P<section>\d{1,2}) OF(?: (?P<sections>\d{1,2}))?)?"
    r"\s{1,24}(?P<station>[A-Z][A-Za-z .'\-]{1,30}?)\s{1,6}(?P<number>\d{3,7})(?P<after>(?:\s.*)?)$",
)
BARE_CLASS = re.compile(rf"(?P<class>{CLASSIFICATION})(?:\s*//.{{0,40}})?(?:\s+SECTION (?P<section>\d\d) OF (?P<sections>\d\d))?$")
_CLASS_START = ("UNC", "U N", "CON", "C O", "SEC", "S E", "TOP", "T O", "LIM", "L I", "RES", "R E", "Unc")

LABELS = {
    "E.O": "eo", "E. O": "eo", "EO ": "eo", "EO:": "eo", "TAGS": "tags", "TAG ": "tags", "TAG:": "tags", "SUBJ": "subject",
    "REF:": "references", "REF ": "references", "REFS": "references", "REF.": "references", "REFT": "references", "REFE": "references",
    "REF(": "references", "CLAS": "classified_by", "DERI": "derived", "REAS": "reasons", "DECL": "declassify", "(U) ": "classified_by",
    "(C) ": "classified_by", "(S) ": "classified_by", "(SBU": "classified_by",
}  # fmt: skip
LABEL = {
    "eo": re.compile(r"E\.? ?O\.?:?\s{0,3}(?=[\d:])", re.IGNORECASE),
    "tags": re.compile(r"TAGS?\s{0,3}(?:[:.]\s*|\s)", re.IGNORECASE),
    "subject": re.compile(r"SUBJ(?:ECT(?:S(?=\s{0,2}:))?)?\s{0,3}(?:[:.;]+\s*|\s+(?=\S))", re.IGNORECASE),
    "references": re.compile(r"REF(?:S|TELS?|ERENCES?)?\s{0,3}(?:[:.]+\s*|\s+(?=\(?[A-Z0-9])|(?=\())", re.IGNORECASE),
    "classified_by": re.compile(r"(?:\((?:U|C|S|SBU)\) )?CLASSIFIED\s{0,3}BY\s{0,3}:?\s*", re.IGNORECASE),
    "derived": re.compile(r"DERIVED\s+FROM\s*:?\s*", re.IGNORECASE),
    "reasons": re.compile(r"REASONS?\s*(?:FOR CLASSIFICATION)?\s*:\s*", re.IGNORECASE),
    "declassify": re.compile(r"DECL(?:ASSIFY)?\s+ON\s*:?\s*", re.IGNORECASE),
}
# A label in the middle of a line: only there where a line holds heading elements run together.
PARAGRAPH = re.compile(r"¶{1,2}\s?(?P<number>\d{1,3})\s?\.")


def label_of(text: str) -> tuple[str, int] | None:
    """The label a heading line begins with, and how many letters it takes; None for any other line.

    >>> label_of("TAGS: PREL PGOV"), label_of("Refs: A) STATE 29549"), label_of("Reform of the Council")
    (('tags', 6), ('references', 6), None)
    """
    name = LABELS.get(text[:4].upper()) or LABELS.get(text[:3].upper())
    if name is None:
        return None
    found = LABEL[name].match(text[:60])
    return (name, found.end()) if found else None


def class_line(text: str) -> re.Match[str] | None:
    """The match of a full classification line, with station and number.

    >>> class_line("S E C R E T SECTION 02 OF 04 ISLAMABAD 000416")["station"]
    'ISLAMABAD'
    """
    if not text.startswith(_CLASS_START):
        return None
    return CLASS_LINE.match(text[:400])


def bare_class(text: str) -> re.Match[str] | None:
    """The match of a line that holds a classification and nothing else."""
    return BARE_CLASS.match(text) if len(text) < 80 and text.startswith(_CLASS_START) else None


def heading_start(lines: Sequence[Line]) -> int | None:
    """The index of the classification line that opens the text, or None.

    Some copies begin with an extract of the heading and then give the whole record: the last classification line
    before the first numbered paragraph counts, if labels still follow it.
    """
    found = None
    labelled = None
    banner = False  # whether the classification found is that of a page's head, with the envelope below it
    for i, line in enumerate(lines):
        text = line.text
        if not text:
            continue
        if found is not None and labelled is None and text.startswith("FM ") and bare_class(lines[found].text):
            found, banner = None, True
            continue
        if text[0] == "¶" and found is not None and PARAGRAPH.match(text):
            break
        if class_line(text) or (found is None and not banner and bare_class(text)):
            found = i
        elif found is not None and found != labelled and label_of(text):
            labelled = found
        elif labelled is not None and i > labelled + 120:
            break
    return found if labelled is None else labelled
