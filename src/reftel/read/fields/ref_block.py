"""What a REF block says: labels, telegrams with and without a year, lists of one station's numbers, and all that is no telegram."""

from __future__ import annotations

import re

from reftel.telegram import dtg as dtgs
from reftel.telegram import mrn as mrns
from reftel.telegram import posts
from reftel.telegram.model import Reference
from reftel.telegram.mrn import Mrn
from reftel.text import Span

_LABEL = re.compile(r"(?:^|(?<=[\s,;:]))¶?(?:\(\s?(?P<a>[A-Z])\s?\)|(?P<b>[A-Z])\s?\)|(?P<c>[A-Z])\.(?=\s|[A-Z0-9(]))", re.IGNORECASE)
_GLUED = re.compile(r"(?<=\d)(?=[B-Z]\. ?[A-Z0-9])")
_TELEGRAM = re.compile(
    r"^(?:THE )?(?:(?P<year>(?:19|20)\d\d|'?\d\d) ?)?(?P<station>[A-Z][A-Z.'\- ]{1,30}?)\s?#?(?P<number>\d{1,8})(?:/(?P<after>\d\d))?(?P<rest>(?:\W.*)?)$",
    re.IGNORECASE | re.DOTALL,
)
_OTHER = re.compile(r"E-?MAIL|TELCON|PHONE|LETTER|MEMO|NOTE|REPORT|\bIIR\b|\bTD[- ]|FAX|CIRCULAR|CONVERSATION|MEETING|DIPNOTE|\bMSG\b", re.IGNORECASE)
_NOTES = re.compile(r"\((NOTAL|EXDIS|NODIS|STADIS|NOFORN|LIMDIS)\)|\b(NOTAL)\b|\b(AND PREVIOUS|ET ?AL)\b", re.IGNORECASE)
_MORE = re.compile(r"^\s*(?:,|AND|&|;|THROUGH)\s*(?:0*)(\d{1,7})(?!\d|/)(?=\s|,|;|$|\.|\))", re.IGNORECASE)
_NONE = re.compile(r"(?i)^\W*(?:NONE|N/?A)\W*$")
# What has the form of station and number and is none: airgrams (A-50, CA-3400, TOAID A-12), days (JUNE 5, 1974).
_AIRGRAM = re.compile(r"(?:[A-Z][A-Za-z.' ]{1,30} )?(?:TOAID |AIDTO )?C?A-\d{1,5}\b(?:,? [A-Z]{3,9}\.? \d{1,2}, \d{4})?", re.IGNORECASE)
_DAY = re.compile(r"(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]{0,6}\.?$", re.IGNORECASE)
_COUNTED = re.compile(r"\(?(\d)\)\s{0,3}(?=[A-Z])")  # labels in figures: 1) STATE 12; 2) ZENDA A-80
_SPACED = re.compile(r"^\s+(\d{4,7})(?=\s\d|$|,|;)")  # one station's numbers with blanks between: STATE 937590 954500 95798


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
        for m in re.finditer(r",\s*(?:AND\s+)?(?=(?:\d\d(?:\d\d)? )?(?!AND |THROUGH )[A-Z][A-Za-z .]{2,25} \d)|,\s*(?=(?:[A-Z]{3,12} )?C?A-\d)|:\s+(?=[A-Z][A-Z .]{2,25} \d)", block[start:end]):
            out.append((at, start + m.start()))
            at = start + m.end()
        out.append((at, end))
    return out


def _item(block: str, label: str | None, start: int, end: int, shift: int, year: int | None) -> list[Reference]:
    raw = block[start:end]
    lead = len(raw) - len(raw.lstrip(" \n\r\t:.,"))
    if label is None and (counted := _COUNTED.match(raw[lead:])):
        label, lead = counted[1], lead + counted.end()
    trimmed = raw[lead:].rstrip(" \n\r\t,;.\\")
    if not trimmed or _NONE.match(trimmed):
        return []
    span = Span(shift + start + lead, shift + start + lead + len(trimmed))
    words = re.sub(r"\s+", " ", trimmed)
    notes = [next(group for group in m.groups() if group).upper() for m in _NOTES.finditer(words)]
    if _AIRGRAM.fullmatch(words.partition(" (")[0]):
        return [Reference(label, None, words, "airgram", notes, span)]
    m = _TELEGRAM.match(words) if len(words) <= 400 else None
    if m and _DAY.match(m["station"].split(" ")[0]):
        return [Reference(label, None, words, "other", notes, span)]
    # "Post" numbers such as an e-mail's date are no telegram: the station must be letters, and no such word stand in it.
    if not m or _OTHER.search(m["station"]) or (_OTHER.search(words) and not posts.of_station(mrns.station(m["station"]))):
        return [Reference(label, None, words, _kind(words), notes, span)]
    printed = (m["year"] or m["after"] or "").lstrip("'")
    own = (int(printed) if len(printed) == 4 else dtgs.full_year(int(printed))) if printed else year
    name = mrns.station(m["station"])
    out = [Reference(label, str(Mrn(own, name, int(m["number"]))), words, "telegram", notes, span)]
    rest = m["rest"]
    while more := _MORE.match(rest) or _SPACED.match(rest):
        out.append(Reference(label, str(Mrn(own, name, int(more[1]))), words, "telegram", notes, span))
        rest = rest[more.end() :]
    return out


def _kind(words: str) -> str:
    found = _OTHER.search(words)
    if not found:
        return "septel" if words.upper().startswith("SEPTEL") else "other"
    word = found[0].upper().replace("-", "").strip()
    return {"EMAIL": "email", "PHONE": "telcon", "TELCON": "telcon", "LETTER": "letter", "MEMO": "memo", "IIR": "report", "TD": "report", "MSG": "other"}.get(word, word.lower())
