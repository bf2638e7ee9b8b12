"""One field alone, from raw text: what the heading's blocks hold, and what a user with one column of a table needs.

>>> tags("TAGS: PREL, PGOV, UNSC, CH")
['PREL', 'PGOV', 'UNSC', 'CH']
>>> str(mrn("REF BEIJING 007210", year=2007))
'07BEIJING7210'
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from reftel.errors import BadValue
from reftel.telegram import captions as caption_words
from reftel.telegram import dtg as dtgs
from reftel.telegram import mrn as mrns
from reftel.telegram import posts
from reftel.telegram import tags as tag_table
from reftel.telegram.dtg import Dtg
from reftel.telegram.model import Addressee, Reference, Sender
from reftel.telegram.mrn import Mrn
from reftel.text import Span

if TYPE_CHECKING:  # they import this module
    from reftel.read.envelope import Envelope
    from reftel.read.heading import Heading

_MONTH = {name: i + 1 for i, name in enumerate(dtgs.MONTHS)}
_NUMERIC = re.compile(r"(?<!\d)(\d{1,4})[/\-.](\d{1,2})[/\-.](\d{1,4})(?!\d)")
_WRITTEN = re.compile(r"(?:(?P<d1>\d{1,2}) )?(?P<month>JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]{0,6}\.? (?:(?P<d2>\d{1,2}),? )?(?P<year>\d{4})")
_CAPTIONS_BEHIND = re.compile(r"(?:^|[\s:]+)(?:(?:SIPDIS|SENSITIVE|NOFORN|EXDIS|NODIS|LIMDIS)\b[\s,.:]*)+$")
_EO = re.compile(r"(?P<number>\d{5})")


_HANDLING = re.compile(r"(?i)[\s.,:;-]+(?:\(SBU\) )?(?:(?:THIS (?:CABLE|MESSAGE) IS )?SENSITIVE BUT UNCLASSIFIED\b|NOT FOR INTERNET\b|PLEASE (?:HANDLE|TREAT|PROTECT) ACCORDINGLY).{0,90}$")


def bare_subject(words: str) -> str:
    """A subject without the handling sentence that some copies glue to it.

    >>> bare_subject("EGYPT: READY? Sensitive but unclassified. Please handle accordingly.")
    'EGYPT: READY?'
    """
    cut = _HANDLING.search(words[-200:])
    return words[: len(words) - min(len(words), 200) + cut.start()] if cut and cut.start() else words


def executive_order(words: str) -> tuple[str | None, str | None, list[str]]:
    """(order, declassification, captions run into the line) of an E.O. line without its label.

    The declassification is an ISO date, or the instruction's own words (`OADR`, `N/A`, an event).
    Forms measured: `DECL: 11/23/2027` 3,437, `N/A` 1,936, `EO 12958 DECL:` 501, `yyyy/mm/dd` 222, an event 15.

    >>> executive_order("12958: DECL: 11/23/2027")
    ('12958', '2027-11-23', [])
    >>> executive_order("12958: N/A SIPDIS")
    ('12958', None, ['SIPDIS'])
    >>> executive_order("12356: DECL: OADR")
    ('12356', 'OADR', [])
    """
    found = _EO.search(words[:30])
    number = found[1] if found else None
    rest = words[found.end() :] if found else words
    inside: list[str] = []
    if caught := _CAPTIONS_BEHIND.search(rest):
        inside = [name for name, _, _ in caption_words.on_line(caught[0].strip())]
        rest = rest[: caught.start()] if inside else rest
    return number, declassification(rest), inside


def declassification(words: str) -> str | None:
    """The declassification date as ISO, else the instruction's words; None for N/A or nothing.

    >>> declassification("DECL: 7/4/17"), declassification("DECL: TEN YEARS AFTER KOREAN UNIFICATION"), declassification("N/A")
    ('2017-07-04', 'TEN YEARS AFTER KOREAN UNIFICATION', None)
    """
    text = re.sub(r"(?i)\bas amended\b", "", words)
    text = re.sub(r"(?i)^[\s:;,.]*(?:[DO]E?CL{1,2}(?:AS|ASSIFY)?(?: ON)?[\s:;.]*)?", "", text).strip(" :;,.\\")
    if not text or re.fullmatch(r"(?i)N ?/ ?A|NA|NONE", text):
        return None
    when = a_date(text)
    return when.isoformat() if when else re.sub(r"\s+", " ", text)[:120]


def a_date(words: str) -> date | None:
    """The one calendar date in some words, American order unless the year stands first; None where there is none.

    >>> a_date("2027/11/23"), a_date("JUNE 21, 2006"), a_date("02-30-2007") is None
    (datetime.date(2027, 11, 23), datetime.date(2006, 6, 21), True)
    """
    if m := _NUMERIC.search(words[:200]):
        first, second, third = m[1], m[2], m[3]
        if len(first) == 4:
            return _date(int(first), int(second), int(third))
        year = int(third)
        return _date(year + (2000 if year < 66 else 1900) if len(third) <= 2 else year, int(first), int(second))
    if m := _WRITTEN.search(words[:200].upper()):
        day = m["d2"] or m["d1"]
        return _date(int(m["year"]), _MONTH[m["month"]], int(day)) if day else None
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


_TAG = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:-\d{1,2})?")
_NAME = re.compile(r"\(([^()]{2,60})\)")


def split_tags(words: str) -> list[str]:
    """The TAGS of a line without its label, in order, once each; commas or blanks between, names kept whole.

    A token that is no known code next to another such is a person's name (`CLINTON HILLARY`); misprints that the table
    knows are mended, and codes run together are cut where there is only one way to.

    >>> split_tags("PREL PGOV, VTPREL (KISSINGER, HENRY A)")
    ['PREL', 'PGOV', 'VT', 'KISSINGER, HENRY A']
    >>> split_tags("OVIP CLINTON HILLARY"), split_tags("PREL, KZZZ, KYYY")
    (['OVIP', 'CLINTON HILLARY'], ['PREL', 'KZZZ', 'KYYY'])
    """
    names = [re.sub(r"\s+", " ", name).strip() for name in _NAME.findall(words)]
    out: dict[str, None] = {}
    unknown: list[str] = []

    def flush() -> None:
        if len(unknown) > 1 and all(len(word) > 3 and word.isalpha() for word in unknown):
            out[" ".join(unknown)] = None
        else:
            out.update(dict.fromkeys(unknown))
        unknown.clear()

    bare = _NAME.sub(" ", words)
    done = 0
    for found in _TAG.finditer(bare):
        if "," in bare[done : found.start()]:  # a name is not parted by commas
            flush()
        done = found.end()
        codes = tag_table.codes(found[0])
        if len(codes) == 1 and not tag_table.is_known(codes[0]) and len(codes[0]) > 2:
            unknown.append(codes[0])
            continue
        flush()
        out.update(dict.fromkeys(codes))
    flush()
    out.update(dict.fromkeys(names))
    return [tag for tag in out if tag]


def looks_like_tags(words: str) -> bool:
    """Whether a line goes on with TAGS: short capital codes, most of them known.

    >>> looks_like_tags("ETRD EINV BR"), looks_like_tags("STATE FOR WHA/MEX")
    (True, False)
    """
    tokens = re.split(r"[\s,;]+", words.strip())
    if not tokens or len(words) > 80 or any(not _TAG.fullmatch(token) for token in tokens if token):
        return False
    return sum(tag_table.is_known(token) for token in tokens) * 2 > len(tokens)


# --- REF -------------------------------------------------------------------------------------------------------------

_LABEL = re.compile(r"(?:^|(?<=[\s,;:]))¶?(?:\((?P<a>[A-Z])\s?\)|(?P<b>[A-Z])\s?\)|(?P<c>[A-Z])\.(?=\s|[A-Z0-9(]))", re.IGNORECASE)
_GLUED = re.compile(r"(?<=\d)(?=[B-Z]\. ?[A-Z0-9])")
_TELEGRAM = re.compile(
    r"^(?:THE )?(?:(?P<year>(?:19|20)\d\d|'?\d\d) ?)?(?P<station>[A-Z][A-Z.'\- ]{1,30}?)\s?#?(?P<number>\d{1,8})(?:/(?P<after>\d\d))?(?P<rest>(?:\W.*)?)$",
    re.IGNORECASE | re.DOTALL,
)
_OTHER = re.compile(r"E-?MAIL|TELCON|PHONE|LETTER|MEMO|NOTE|REPORT|\bIIR\b|\bTD[- ]|FAX|CIRCULAR|CONVERSATION|MEETING|DIPNOTE", re.IGNORECASE)
_NOTES = re.compile(r"\((NOTAL|EXDIS|NODIS|STADIS|NOFORN|LIMDIS)\)|\b(NOTAL)\b|\b(AND PREVIOUS|ET ?AL)\b", re.IGNORECASE)
_MORE = re.compile(r"^\s*(?:,|AND|&|;|THROUGH)\s*(?:0*)(\d{1,7})(?!\d|/)(?=\s|,|;|$|\.|\))", re.IGNORECASE)
_NONE = re.compile(r"(?i)^\W*(?:NONE|N/?A)\W*$")


def read_references(text: str, at: Span, year: int | None = None) -> list[Reference]:
    """The items of a REF block, `at` in `text` (label cut off), with spans of that text; years are set later where missing.

    Labels A. A) (A), doubled by publication or glued to the item before; lists of numbers of one station; e-mails, telcons,
    letters and reports kept as what they are.

    >>> [one.mrn for one in read_references("A. STATE 17, 18 AND 19 B) 06 NEW DELHI 5630 (NOTAL)", Span(0, 51), 2007)]
    ['07STATE17', '07STATE18', '07STATE19', '06NEWDELHI5630']
    """
    block = text[at.start : at.end]
    if _NONE.match(block) or not block.strip():
        return []
    out: list[Reference] = []
    for label, start, end in _items(block[:8000]):
        found = _item(block, label, start, end, at.start, year)
        for one in found:
            if one.mrn is None and re.fullmatch(r"\d{1,7}", one.text) and out and out[-1].mrn:  # a number alone: the station before
                stem = re.match(r"(?:\d\d)?[A-Z]+", out[-1].mrn)
                one.mrn, one.kind = (stem[0] if stem else "") + str(int(one.text)), "telegram"
        out += found
    return out


def _items(block: str) -> list[tuple[str | None, int, int]]:
    """(label, start, end) of each item; where there are no labels, items end at semicolons and line ends."""
    marks: list[tuple[str | None, int, int]] = []
    expected: str | None = None
    for m in _LABEL.finditer(block):
        letter = (m["a"] or m["b"] or m["c"]).upper()
        if marks and letter == marks[-1][0]:  # doubled by publication: "B. (B) STATE 41489"
            if not block[marks[-1][2] : m.start()].strip(" \n.,"):
                marks[-1] = (letter, marks[-1][1], m.end())
            continue
        if expected is None and letter != "A" and m.start() > 3:
            continue
        if expected is not None and not 0 < ord(letter) - ord(expected) <= 3:
            continue
        expected = letter
        marks.append((letter, m.start(), m.end()))
    if not marks:
        return [(None, a, b) for a, b in _plain_items(block)]
    glued = [m.start() for m in _GLUED.finditer(block)]
    out: list[tuple[str | None, int, int]] = []
    if block[: marks[0][1]].strip(" \n.,;:"):
        out += [(None, a, b) for a, b in _plain_items(block[: marks[0][1]])]
    for i, (letter, _, start) in enumerate(marks):
        end = marks[i + 1][1] if i + 1 < len(marks) else len(block)
        cuts = [cut for cut in glued if start < cut < end]
        for j, begin in enumerate([start, *cuts]):
            stop = cuts[j] if j < len(cuts) else end
            name = letter if j == 0 else block[begin]
            out.append((name, begin if j == 0 else begin + 2, stop))
    return out


def _plain_items(block: str) -> list[tuple[int, int]]:
    out, at = [], 0
    for m in re.finditer(r";|\n\s*\n?|$", block):
        piece = block[at : m.start()]
        if piece.strip(" ,.\\"):
            out.append((at, m.start()))
        at = m.end()
    return _split_commas(block, out)


def _split_commas(block: str, items: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """`BERLIN 1337, BERLIN 1340` is two items; `STATE 17, 18` and `STATE CA-3400 NOV 2, 1966` are one."""
    out = []
    for start, end in items:
        at = start
        for m in re.finditer(r",\s*(?:AND\s+)?(?=(?:\d\d(?:\d\d)? )?(?!AND |THROUGH )[A-Z][A-Za-z .]{2,25} \d)|:\s+(?=[A-Z][A-Z .]{2,25} \d)", block[start:end]):
            out.append((at, start + m.start()))
            at = start + m.end()
        out.append((at, end))
    return out


def _item(block: str, label: str | None, start: int, end: int, shift: int, year: int | None) -> list[Reference]:
    raw = block[start:end]
    lead = len(raw) - len(raw.lstrip(" \n\r\t:.,"))
    trimmed = raw[lead:].rstrip(" \n\r\t,;.\\")
    if not trimmed or _NONE.match(trimmed):
        return []
    span = Span(shift + start + lead, shift + start + lead + len(trimmed))
    words = re.sub(r"\s+", " ", trimmed)
    notes = [next(group for group in m.groups() if group).upper() for m in _NOTES.finditer(words)]
    m = _TELEGRAM.match(words) if len(words) <= 400 else None
    # "Post" numbers such as an e-mail's date are no telegram: the station must be letters, and no such word stand in it.
    if not m or _OTHER.search(m["station"]) or (_OTHER.search(words) and not posts.of_station(mrns.station(m["station"]))):
        return [Reference(label, None, words, _kind(words), notes, span)]
    printed = (m["year"] or m["after"] or "").lstrip("'")
    own = (int(printed) if len(printed) == 4 else dtgs.full_year(int(printed))) if printed else year
    name = mrns.station(m["station"])
    out = [Reference(label, str(Mrn(own, name, int(m["number"]))), words, "telegram", notes, span)]
    rest = m["rest"]
    while more := _MORE.match(rest):
        out.append(Reference(label, str(Mrn(own, name, int(more[1]))), words, "telegram", notes, span))
        rest = rest[more.end() :]
    return out


def _kind(words: str) -> str:
    found = _OTHER.search(words)
    if not found:
        return "septel" if words.upper().startswith("SEPTEL") else "other"
    word = found[0].upper().replace("-", "").strip()
    return {"EMAIL": "email", "PHONE": "telcon", "TELCON": "telcon", "LETTER": "letter", "MEMO": "memo", "IIR": "report", "TD": "report"}.get(word, word.lower())


# --- Classified By ---------------------------------------------------------------------------------------------------

_REASON = re.compile(r"1\s?\.\s?(?P<part>[45])\s?[(\s]*(?P<letters>[a-h]\)?(?:[\s,/&().]|AND\b|and\b|[a-h]\b)*)?", re.IGNORECASE)
_CUT = re.compile(r"(?i)[\s,.;:(\-]*(?:\bfor\s+)?(?:\bE\.?O\.? ?\d{5}[\s,:;.]*)?(?:\b(?:reasons?|reasosn|for reasons?|under|per|authority)\b[\s:.;,]*(?:section\s*)?)?(?:\bE\.?O\.? ?\d{5}[\s,:;.]*)?(?=1\s?\.\s?[45])|[\s,.;:]*\breasons?\b\s*:?\s*$")


def classifier(words: str) -> tuple[str | None, list[str]]:
    """(who classified, reasons) of a Classified By line without its label.

    >>> classifier("Political Minister Counselor Aubrey Carlson. Reasons 1. 4 (b/d).")
    ('Political Minister Counselor Aubrey Carlson', ['1.4(b)', '1.4(d)'])
    """
    reasons = reasons_in(words)
    cut = _CUT.search(words)
    name = words[: cut.start()] if cut else words
    if cut and re.search(r"\b[JS]r$", name) and words[cut.start()] == ".":
        name += "."
    name = re.sub(r"(?i)[\s,.;:(]*\b(?:for )?reasons?\b.*$", "", name).strip(" ,;:(-\\")
    name = name[:-1] if name.endswith(".") and not re.search(r"\b[A-Z]\.$|\b[JS]r\.$", name) else name
    return name or None, reasons


def reasons_in(words: str) -> list[str]:
    """The reasons for classification, in one spelling.

    >>> reasons_in("1.4 (b) and (d)"), reasons_in("E.O. 12958, REASONS 1.5 B & D"), reasons_in("1.4(B,D)")
    (['1.4(b)', '1.4(d)'], ['1.5(b)', '1.5(d)'], ['1.4(b)', '1.4(d)'])
    """
    out: dict[str, None] = {}
    for m in _REASON.finditer(words[:1000]):
        letters = re.findall(r"(?<![A-Za-z])[a-h](?![A-Za-z])", (m["letters"] or "").lower())
        out.update(dict.fromkeys([f"1.{m['part']}({letter})" for letter in letters] or [f"1.{m['part']}"]))
    return list(out)


# --- one field from raw text -----------------------------------------------------------------------------------------


def mrn(text: str, year: int | None = None) -> Mrn | None:
    """The first MRN in some text, in any printed form; None where there is none.

    Args:
        text: raw text, such as a classification line or a reference.
        year: the year (four digits) to take where none is printed.
    """
    from reftel.read.landmarks import class_line

    for line in text.splitlines():
        if found := class_line(line.strip()):
            return Mrn(year, mrns.station(found["station"]), int(found["number"]))
    found = re.search(r"(?<![A-Z0-9])(?:\d{2,4} ?)?[A-Z][A-Z .'\-]{2,25}? ?\d{1,7}(?:/\d\d)?(?!\d)", text)
    if not found:
        return None
    words = re.sub(r"^(?:REFS?|TO|FM)\b[:.]? ", "", found[0])
    try:
        return mrns.parse(words, year)
    except BadValue:
        return None


def dtg(text: str) -> Dtg | None:
    """The first date-time group in some text; None where there is none.

    >>> dtg("O 230912Z NOV 07 ZDK").iso
    '2007-11-23T09:12:00Z'
    """
    for found in dtgs.PATTERN.finditer(text):
        try:
            return dtgs.from_match(found)
        except BadValue:
            continue
    return None


def recipients(text: str) -> tuple[list[Addressee], list[Addressee]]:
    """(action, info) addressees of raw envelope text.

    >>> [one.plad for one in recipients("TO RUEHC/SECSTATE WASHDC IMMEDIATE 3613\\nINFO RUEHBW/AMEMBASSY BELGRADE")[1]]
    ['AMEMBASSY BELGRADE']
    """
    envelope = _envelope(text)
    return envelope.action, envelope.info


def sender(text: str) -> Sender | None:
    """The originator of raw envelope text.

    >>> sender("FM AMEMBASSY BEIJING").post
    'Beijing'
    """
    return _envelope(text).sender


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


def tags(text: str) -> list[str]:
    """The TAGS in raw heading text, or in a bare list of codes."""
    return _heading(text).tags or (split_tags(text) if looks_like_tags(text) else [])


def subject(text: str) -> str | None:
    """The subject in raw heading text, on one line.

    >>> subject("SUBJECT: CHINA'S TAIWAN CONNECTION IN OPPOSING KOSOVO\\nINDEPENDENCE")
    "CHINA'S TAIWAN CONNECTION IN OPPOSING KOSOVO INDEPENDENCE"
    """
    return _heading(text).subject


def references(text: str, year: int | None = None) -> list[Reference]:
    """The references in raw heading text that holds a REF line, or in a bare REF block.

    >>> [one.mrn for one in references("REF: A. STATE 37835 B. 06 REYKJAVIK 20", 2007)]
    ['07STATE37835', '06REYKJAVIK20']
    """
    from reftel.read.landmarks import LABEL

    begin = re.search(r"(?m)^\s*(?=REF)", text)
    start = begin.end() if begin else 0
    label = LABEL["references"].match(text, start)
    return read_references(text, Span(label.end() if label else start, len(text)), year)


def classified_by(text: str) -> str | None:
    """Who classified, from raw heading text.

    >>> classified_by("Classified By: DCM Jane Doe, Reasons 1.4 (b)/(d)")
    'DCM Jane Doe'
    """
    return _heading(text).classified_by


def eo(text: str) -> tuple[str | None, str | None]:
    """(executive order, declassification) from raw heading text.

    >>> eo("E.O. 12958: DECL: 11/23/2027")
    ('12958', '2027-11-23')
    """
    found = _heading(text)
    return found.eo, found.declassify_on


def signer(text: str) -> str | None:
    """The signer from raw text: the name after the last paragraph.

    >>> signer("¶1. (C) The end is near.\\nKHALILZAD")
    'KHALILZAD'
    """
    from reftel.read import signature

    found = signature.find(text)
    return found[0] if found else None


def summary(text: str) -> str | None:
    """The summary's text from raw telegram text, paragraphs joined by a blank line; None where there is none.

    >>> summary("¶1. (C) SUMMARY: Talks failed. END SUMMARY.\\n\\n¶2. (C) They met.")
    'SUMMARY: Talks failed. END SUMMARY.'
    """
    from reftel.read.reader import read_text

    found = [one.text for one in read_text(text).paragraphs if one.kind == "summary"]
    return "\n\n".join(found) or None
