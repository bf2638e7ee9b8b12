"""A whole telegram on one line or two: its line breaks became blanks, or nothing.

    UNCLAS BONN 000348SIPDIS  E.O. 12958: N/A TAGS: PREL SUBJECT: TALKS  1. (U) They met. 2. (U) They left. DOE

224 of 231 copies in published tables of one column, and 14 of 218 texts of 1973 to 1979. Each element begins with its own
sign, so it tells where its line began: the lines of the envelope, the classification line, captions, labels, and each
paragraph with the number that is due.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reftel.read.repairs import _glue
from reftel.read.repairs._width import Signs, line_ends
from reftel.telegram.markings import CLASSIFICATION
from reftel.text import Edit

EXAMPLE = (
    "UNCLAS BONN 000348SIPDIS E.O. 12958: N/A TAGS: PREL SUBJECT: TALKS  1. (U) They met.  2. (U) They left.",
    "UNCLAS BONN 000348\nSIPDIS\nE.O. 12958: N/A\nTAGS: PREL\nSUBJECT: TALKS\n\n1. (U) They met.\n\n2. (U) They left.",
)

FEW = 3  # lines
MOST = 20  # line breaks: other lines may stand around the one that holds all
SHORT = 80  # letters: a line of a heading may hold two labels
LONG = 400  # letters a line: no telegram that has its lines has so many to each
HEAD = 12_000
GLUED = 250  # letters to a cut at most: a copy glued at each end of a line has one in 65
SEEN = 20  # letters that a label takes
_ELEMENTS = (
    r"(?:ZZ|OO|PP|RR) R[A-Z]{3,7}\b",  # OO RUEHQX, whom the relay is to call
    r"DE R[A-Z]{3,7} #",  # DE RUEHSW #1234
    r"ZN[RY] [A-Z]{5}\b",  # ZNY CCCCC
    r"(?<![ZOPR] )(?:[ZOPR] ){1,2}\d{6}Z [A-Z]{3} \d\d",  # O P 141530Z FEB 07
    r"FM (?:AMEMBASSY|AMCONSUL|USMISSION|SECSTATE|US[A-Z]{2,8}|[A-Z]{3,12}) ",
    r"TO (?:R[A-Z]{3,7}/|SECSTATE|AMEMBASSY|AMCONSUL|USMISSION)",  # other words behind TO are of a sentence in capitals
    r"INFO (?:R[A-Z]{3,7}/|[A-Z]{3})",
)
_ENVELOPE = re.compile(
    rf"(?<!\s)\s*(?:(?<=\s)|(?<=[A-Z0-9]))(?=(?:{'|'.join(_ELEMENTS)}))|"
    r"(?:(?<!\s)\s+|(?<=\d)|(?<=[A-Z]{3}))(?<!TO )(?<!INFO )(?=R[UH][A-Z]{2,6}/[A-Z])|"  # RUEHZL/ begins a further addressee's line
    r"(?:(?<=\d{4})|(?<=IMMEDIATE)|(?<=PRIORITY)|(?<=ROUTINE)|(?<=FLASH))\s+(?=(?:AMEMBASSY|AMCONSUL|USMISSION|USOFFICE|USINT|SECDEF) )"  # and so does a PLAD
)
_CLASS_LINE = re.compile(
    rf"(?:{CLASSIFICATION})(?: ?E ?F ?T ?O)?(?: ?//? ?[A-Z]{{3,8}}(?: OFFICIAL USE ONLY)?)?(?: {{1,2}}SECTION \d\d OF \d\d)? {{1,4}}(?P<station>[A-Z][A-Z.'\-]{{1,15}}(?: [A-Z][A-Z.'\-]{{1,15}}){{0,3}}) {{1,3}}\d{{3,6}}(?=\D)"
)
_CAPTION = r"(?:SIPDIS|SENSITIVE|NOFORN|EXDIS|NODIS|LIMDIS|STADIS|Sipdis|Sensitive|Noforn)"
_PASSING = r"(?:(?:STATE|DEPT|DEPARTMENT|TREASURY|WHITE HOUSE|NSC|EMBASSIES) (?:PASS|FOR)\b|PASS TO\b)"
_CAPTIONS = re.compile(rf"(?<!\s)\s*(?={_CAPTION}(?![a-z])|(?<=[a-zA-Z\s]){_PASSING})")
_LABEL_SIGNS = (
    r"E\. ?[Oo]\. ?\d{5}", r"EO \d{5}", r"(?<![A-Za-z])E\.[Oo]\.",
    r"TAGS ?:", r"Tags ?:",
    r"SUBJECT ?:", r"Subject ?:", r"SUBJ ?:",
    r"REF(?:S|TELS?)? ?: ?(?:\(?[A-Z][.)]|\d\d(?:\d\d)? [A-Z]|[A-Z][A-Z .]{1,20} \d)",  # REF: A. BONN 9, REF: 07 BONN 9, REF: THE HAGUE 9
    r"(?<![A-Za-z])Refs? ?: ?[A-Z(\d]",
    r"(?:\([UCS]\) )?Classified [Bb]y ?:?", r"(?<!DE)CLASSIFIED BY ?:?",
)  # fmt: skip
_LABELS = re.compile(rf"(?<!\s)\s*(?=(?:{'|'.join(_LABEL_SIGNS)}))")
_LABELLED = re.compile(r"TAGS ?:|Tags ?:|SUBJECT ?:|Subject ?:|SUBJ ?:|E\.[Oo]\. ?\d{5}")
_NUMBER = re.compile(
    r"(?<!\s)(?P<gap>\s*)(?P<pilcrow>¶{0,2}|[?\ufffd])(?P<number>\d{1,3})\."
    r"(?=(?P<blank> {0,3})"
    r"(?P<mark>\((?:TS|S|C|SBU|U|LOU|FOUO)(?:[/ \-][^()]{0,30})?\))?"  # (C), (S/NF), (C - Entire text)
    r"(?P<capital>[\"(]?[A-Z])?)"
)
_FIGURES = re.compile(r"(?<=\d)(?=[A-Za-z]{3})(?!(?:th|st|nd|rd)\b)|(?<=[A-Za-z]{3})(?=\d)")  # a number and a word are two
_BEGINS = re.compile(r"\s*¶?1\. {0,3}(?:\([A-Z/]{1,8}\) ?)?[A-Z\"]")
_ENDS = frozenset(".!?\"):-”*")  # what a sentence or a heading before a paragraph ends with


def edits(text: str) -> Iterator[Edit]:
    """Put back the line breaks that the telegram's own signs show."""
    if text.count("\n", 0, HEAD) > MOST or not _is_flat(text):
        return
    head, due, starts = _head_end(text), 1, []
    if head is None:  # a body alone, that begins with paragraph 1
        first = _BEGINS.match(text)
        if first is None:
            return
        head, due, starts = first.end(), 2, [0]
    paragraphs = list(_paragraphs(text, head, due))
    if due == 2 and len(paragraphs) < 2:
        return
    starts += [edit.end for edit in paragraphs]
    found = (*_words(text, head, starts), *_behind_subject(text, head), *paragraphs, *_in_head(text, head))
    wanted = {edit.start: edit for edit in found if edit.start}
    done = 0
    for start in sorted(wanted):
        if start > done:
            yield wanted[start]
            done = wanted[start].end


def _is_flat(text: str) -> bool:
    """Whether a text has at most three lines and is long, or one long line of it holds two labels of the heading."""
    filled = [line for line in text.split("\n") if line.strip()]
    if 0 < len(filled) <= FEW and len(text) > LONG * len(filled):
        return True
    return any(len(line) > SHORT and len(_LABELLED.findall(line[:HEAD])) > 1 for line in filled)


def _head_end(text: str) -> int | None:
    """Where the last label of the heading stands; None for a text without any."""
    found = [one.end() for one in _LABELS.finditer(text[:HEAD]) if one.end() > 0 or _LABELLED.match(text)]
    first = next((one for one in _NUMBER.finditer(text, 1, HEAD) if one["number"] == "1" and (one["mark"] or one["pilcrow"])), None)
    within = [at for at in found if first is None or at < first.start()]
    return within[-1] if within else None


def _words(text: str, head: int, starts: list[int]) -> Iterator[Edit]:
    """Blanks between the words of the subject and of the body, where the breaks left none; and breaks between references."""
    known = _glue.Known(text)
    cuts = _glue.cuts(text, head, len(text), known)
    if len(cuts) * GLUED < len(text) - head:
        return
    ends = line_ends(text, starts, len(text), _signs(text, cuts, known)) if starts else None
    if ends is None:
        yield from cuts
    else:
        yield from (edit for edit in cuts if edit.start < starts[0] or edit.new == "\n" or "---" in text[edit.start - 5 : edit.start + 5])
        yield from (Edit(at, at, " ", "a line ended here: the width is full") for at in ends)
    labels = [one.end() for one in _LABELS.finditer(text, 0, min(len(text), head + SEEN))]
    for i, start in enumerate(labels):
        stop = labels[i + 1] if i + 1 < len(labels) else len(text)
        stop = min(stop, start + 2000)
        if text.startswith(("SUBJ", "Subj", "Classified", "CLASSIFIED"), start) and i + 1 < len(labels):
            yield from _glue.cuts(text, start + 8, stop, known)
        elif text.startswith(("REF", "Ref"), start):
            yield from _glue.references(text, start, stop)


def _signs(text: str, cuts: list[Edit], known: _glue.Known) -> Signs:
    figures = {m.start() for m in _FIGURES.finditer(text)}
    likely = sorted(figures | {edit.start for edit in cuts})
    certain = (at for at in likely if _changes(text, at) or known.is_certain(text[max(0, at - 30) : at], text[at : at + 30]))
    return Signs(frozenset(certain), likely, known.likeliest)


def _changes(text: str, at: int) -> bool:
    """Whether letters meet a sign or a figure, or small letters a capital: no word does that within."""
    before, after = text[at - 1], text[at]
    return not (before.isalpha() and after.isalpha()) or (before.islower() and after.isupper())


def _in_head(text: str, head: int) -> Iterator[Edit]:
    class_line = _CLASS_LINE.search(text[:head])
    if class_line:
        start = len(text[: class_line.start()].rstrip())
        if start:
            yield Edit(start, class_line.start(), "\n\n", "the classification line opens the text")
        for found in _ENVELOPE.finditer(text, 0, class_line.start()):
            yield Edit(*found.span(), "\n", "an element of the envelope begins its line")
    for found in _LABELS.finditer(text, 0, min(len(text), head + SEEN)):
        if found.start() and text[found.start() - 1] not in "\n(":
            yield Edit(*found.span(), "\n", "a label of the heading begins its line")
    first = _LABELS.search(text[: head + SEEN], class_line.end() if class_line else 0)
    begin, end = class_line.end() if class_line else 0, first.end() if first else head
    for found in _CAPTIONS.finditer(text, begin, min(len(text), end)):
        if found.start():
            yield Edit(*found.span(), "\n", "a caption has its own line")


def _behind_subject(text: str, head: int) -> Iterator[Edit]:
    """A break where white space ends the subject and no label follows: a heading stands there, or the text begins."""
    label = re.compile(r"SUBJ(?:ECT)? ?:", re.IGNORECASE).search(text, 0, min(len(text), head + SEEN))
    if not label:
        return
    nearest = _LABELS.search(text, label.end() + 2, min(len(text), head + SEEN))
    number = _NUMBER.search(text, label.end() + 4, label.end() + 400)
    stop = min(one.start() for one in (nearest, number) if one) if nearest or number else min(len(text), label.end() + 400)
    gap = re.compile(r"(?<=\S) {2,8}(?=[A-Z0-9])").search(text, label.end() + 4, stop)
    if gap:
        yield Edit(*gap.span(), "\n\n", "the subject ends before the white space")


def _paragraphs(text: str, head: int, due: int = 1) -> Iterator[Edit]:
    """A break before each number that is due: with its mark or pilcrow wherever it stands, else behind a sentence."""
    marks, pilcrows = 0, False
    for found in _NUMBER.finditer(text, head):
        number = int(found["number"])
        if due == 1 and len(found["gap"]) < 2 and _is_glued_first(text, found, head):
            yield Edit(found.end("number") - 1, found.end("number") - 1, "\n\n", "paragraph 1 begins behind a number")
            due = 2
            continue
        if not due <= number <= due + 2 or not found.start():
            continue
        if not (_is_signed(text, found, due) or (marks < 2 and not pilcrows and number == due and _is_plain(text, found, due))):
            continue
        yield Edit(found.start(), found.end("gap"), "\n\n", f"paragraph {number} begins here")
        marks, pilcrows = marks + bool(found["mark"]), pilcrows or found["pilcrow"] != ""
        due = number + 1


def _is_glued_first(text: str, found: re.Match[str], head: int) -> bool:
    """Whether the first paragraph's number is glued to a number that ends the subject: "ON SEPTEMBER 121. SUMMARY"."""
    digits = found["number"]
    return len(digits) > 1 and digits.endswith("1") and digits[0] != "0" and found.start() < head + 500 and found["capital"] is not None and found["blank"] != ""


def _is_signed(text: str, found: re.Match[str], due: int) -> bool:
    """Whether a pilcrow or a portion mark shows that a paragraph begins."""
    if found["pilcrow"] in {"?", "\ufffd"}:
        return text[found.start() - 1] in _ENDS or len(found["gap"]) > 1 or found["mark"] is not None
    return found["mark"] is not None or (found["pilcrow"] != "" and int(found["number"]) == due)


def _is_plain(text: str, found: re.Match[str], due: int) -> bool:
    """Whether a bare number that is due begins a paragraph: behind the end of a sentence, before a capital."""
    if found["capital"] is None or not (found["blank"] or text[found.end() + 1 : found.end() + 2].isalpha()):
        return False
    return text[found.start() - 1] in _ENDS or len(found["gap"]) > 1 or due == 1
