"""Elements of envelope and heading that lost their line breaks.

    VZCZCXRO3678 OO RUEHCN RUEHGH DE RUEHBJ #7210 3270912 ZNY CCCCC ZZH O 230912Z NOV 07 FM AMEMBASSY BEIJING TO RUEHC/...
    E.O. 12958: DECL: 11/23/2027 TAGS: PREL PGOV UNSC CH TW YI
    end summary.¶2. (SBU)

Each element of ACP 127 begins with its own sign and so tells where its line began. Heading labels sharing a line: 230 of
231 flattened copies; words glued ("000409SIPDISSIPDIS"): 19 pages and 16 flattened copies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reftel.read.landmarks import PARAGRAPH, label_of
from reftel.text import Edit

EXAMPLE = ("E.O. 12958: N/A TAGS: PREL PGOV\nSUBJECT: TALKS\n", "E.O. 12958: N/A\nTAGS: PREL PGOV\nSUBJECT: TALKS\n")

REACH = 20_000  # envelope and heading lie within this many characters
_ENVELOPE = re.compile(
    r"(?<!\s)\s+(?=(?:DE R[A-Z]{3,7} #|ZN[RY] [A-Z]{5}\b|(?:[ZOPR] ){1,2}\d{6}Z [A-Z]{3} \d\d|FM [A-Z]|TO (?:R[A-Z]{3,7}/|[A-Z]{3})|INFO (?:R[A-Z]{3,7}/|[A-Z]{3})|"
    r"(?<!TO )(?<!INFO )R[A-Z]{3,7}/[A-Z]))|(?<=\d)(?=INFO R[A-Z]{3,7}/)|(?<=\d{4})(?=R[A-Z]{3,7}/)"
)
_CALLED = re.compile(r"(?<=\d)\s+(?=(?:ZZ|OO|PP|RR) R[A-Z]{3,7}\b)")
_LABELS = re.compile(
    r"(?:(?<=\S) +|(?<=[A-Z0-9a-z)]))(?=(?:E\.O\. ?\d{5}(?=\s?:| DECL| N/A)|TAGS ?:|SUBJECT ?:|SUBJ ?:|REFS?(?:TEL)?: ?[A-Z0-9(]|Classified By ?:|(?<!DE)CLASSIFIED BY ?:))"
)
_CLASS_THEN = re.compile(
    r"(?<=\d{4}) +(?=(?:SIPDIS|SENSITIVE|NOFORN)\b)|(?<=\d{3})(?=(?i:SIPDIS|SENSITIVE|NOFORN))|(?<=SENSITIVE|Sensitive)(?=SIPDIS|Sipdis|E\.[Oo]\.)|"
    r"(?<=SIPDIS|Sipdis)(?=SIPDIS|Sipdis|SENSITIVE|Sensitive|NOFORN|E\.[Oo]\.|TAGS|STATE |DEPT |DEPARTMENT |[A-Z]{2,12} (?:FOR|PASS) )"
)
_NUMBERED = re.compile(r"(?<=\S)\s+(?=1\s?\.\s?\((?:SBU|U|C|S|TS|LOU)\b)")  # 1.(SBU) begins the text wherever it stands
_FIRST = re.compile(r"(?<=\S)\s+(?=1\s?\.\s?S(?:UMMARY|ummary)\b|\((?:SBU|U|C|S|TS|LOU)\)\s+[A-Z][A-Za-z]+\s)")
_ADDRESS = re.compile(r"(?:^|INFO |TO )R[A-Z]{3,7}/")
_SENT = re.compile(r"\d{6} ?Z [A-Z]{3} \d\d [^\n]{0,40}?\bFM [A-Z]")
_LETTER = re.compile(r"\s*¶?\(?[A-Z][.)] ?[A-Z(]")
_LETTERED = re.compile(r"(?:^|[\s¶(])[A-Z][.)]$")  # "G. (SBU) POST": a point with a mark of its own
_FORM = re.compile(r"^[ \t]{0,30}MRN:[^\n]*\n(?:[^\n]*\n){0,11}[ \t]{0,30}Date", re.MULTILINE)  # a message of SMART, 2009 and later
_FIELD = re.compile(  # the labels of its front
    r"^[ \t]{0,30}(?:MRN|Date[/!l1]DTG|From|Action|Info|E\.O\.|Declassify On|Classified By|Reason|TAGS|Captions|Reference|Pass Line|Subject)\s?:[^\n]*$|"
    r"^[ \t]{0,30}(?P<body>¶?1\.)",
    re.MULTILINE,
)
_BODY = re.compile(r"\n[ \t]*1\s?\. {0,3}(?:\(|[A-Z])")  # the first paragraph, on a line of its own
_INNER = re.compile(r"(?<=[.!?\")]) ?(?=¶\d{1,3}\. ?\()")


def edits(text: str) -> Iterator[Edit]:
    """Put back the line break before each element that shares a line with the one before it."""
    head = text[:REACH]
    paragraph = PARAGRAPH.search(head)
    body = paragraph or _BODY.search(head)
    stop = body.start() if body else len(head)
    stop += body is not None and body is not paragraph  # its line feed ends the line before it
    fields = _fields_end(head)
    seen: set[tuple[int, int]] = set()
    for start, line in _lines(head[:stop]):
        for pattern, why in _patterns(line) if start >= fields else ():
            for found in pattern.finditer(line):
                at = (start + found.start(), start + found.end())
                if found.start() and at not in seen:
                    seen.add(at)
                    yield Edit(*at, "\n", why)
    yield from _first_paragraph(head if paragraph else head[:stop], paragraph, fields)
    yield from _inner(text, stop + 1)


def _inner(text: str, start: int) -> Iterator[Edit]:
    """Paragraphs begun behind a sentence, on its line."""
    at = text.find("¶", start)
    while at >= 0:
        found = _INNER.match(text, max(at - 1, start)) or _INNER.match(text, at) if text[at - 1] != "\n" else None
        if found:
            yield Edit(found.start(), found.end(), "\n\n", "a paragraph begins here")
        at = text.find("¶", at + 1)


def _fields_end(head: str) -> int:
    """Behind the last labelled field of a SMART message, where each field has its lines: "Subject:    (U) Select". 0 for others."""
    form = _FORM.search(head) if "MRN:" in head else None
    end = 0
    for field in _FIELD.finditer(head, form.start()) if form else ():
        if field["body"]:
            break
        end = field.end()
    return end


def _first_paragraph(head: str, paragraph: re.Match[str] | None, fields: int) -> Iterator[Edit]:
    """The first paragraph begun on the line of the subject or the references, as in re-flowed copies."""
    if paragraph is not None and paragraph.start() < fields:
        return
    if paragraph is not None and paragraph["number"] == "1" and paragraph.start() and head[paragraph.start() - 1] != "\n":
        blanks = len(head[: paragraph.start()].rstrip(" "))
        if blanks and head[blanks - 1] != "\n":
            yield Edit(blanks, paragraph.start(), "\n\n", "the first paragraph begins here")
        return
    if paragraph is not None:
        return
    seen = False
    for start, line in _lines(head):
        if start < fields:
            continue
        label = label_of(line.strip()[:60])
        seen = seen or (label is not None and label[0] == "subject")
        words = (label is not None and label[0] in {"subject", "references"}) or _LETTER.match(line) is not None
        lettered = "(A)" in line or "(B)" in line  # then (C) is a letter too
        found = (_marked(line) if words and not lettered else None) or _NUMBERED.search(line) if seen else None
        if found:
            yield Edit(start + found.start(), start + found.end(), "\n\n", "the first paragraph begins here")
            return


def _marked(line: str) -> re.Match[str] | None:
    """Where paragraph 1 begins on a line: at its number, or at a mark that is not a lettered point's."""
    return next((one for one in _FIRST.finditer(line) if not _LETTERED.search(line[: one.start()])), None)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for line in text.split("\n"):
        yield at, line
        at += len(line) + 1


def _patterns(line: str) -> Iterator[tuple[re.Pattern[str], str]]:
    """What to look for on a line; cheap signs first, since most lines are whole."""
    if "VZCZC" in line and " DE R" in line:
        yield _CALLED, "line 2 of the envelope"
    if (" FM " in line and _SENT.search(line)) or (line.count("/") > 1 and _ADDRESS.search(line)):
        yield _ENVELOPE, "an element of the envelope begins its line"
    if ":" in line and len(line) > 12 and ("TAGS" in line or "E.O." in line or "SUBJ" in line or "REF" in line or "lassified" in line):
        yield _LABELS, "a label of the heading begins its line"
    if "SIPDIS" in line or "SENSITIVE" in line or "Sipdis" in line:
        yield _CLASS_THEN, "a caption has its own line"
