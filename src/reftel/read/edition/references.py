"""References in the text of a telegram on paper: `Embtel 197`, `Deptel 210, June 2`, `your 123`, `Strelsau 5541`.

Words say whose number it is. Embtel is the embassy's: of the embassy that writes, or that is written to. Deptel is the Department's,
whose numbers ran for each post apart until July 1966 and for all together from then on: only the later ones name one telegram.
Mytel and urtel go by direction. A month behind the telegram's own is one of the year before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reftel.telegram import mrn as mrns
from reftel.telegram import posts
from reftel.telegram.model import Paragraph, Reference
from reftel.telegram.mrn import Mrn
from reftel.text import Span

ONE_SERIES = "1966-07"  # from when the Department numbered its telegrams in one series
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
_DATED = rf"(?:,? (?:of |dated )?(?P<month>{_MONTH})\s(?P<day>\d{{1,2}})(?!\d)(?:, \d{{1,2}} [ap]\. ?m\.)?)?"
_MORE = r"(?P<more>(?:(?:,| and|, and) \d{1,6}(?![\d:%])(?! [ap]\. ?m)){0,6})"
_NAMED = re.compile(
    rf"(?<![\w])(?:[Rr]e-?)?(?P<whose>[Ee]mb(?:tels?|desps?)|[Cc]on(?:tels?|desps?)|[Ll]egtels?|[Dd]ep(?:tels?|cirtels?|instrs?)|[Cc]irc?tels?|[Uu]rtels?|[Mm]ytels?|[Oo]urtels?|"
    rf"(?:[Yy]our|[Mm]y|[Oo]ur) (?:tel|telegram|cable)s?)\s(?:[Nn]os?\.\s?)?(?P<n>\d{{1,6}})(?![\d:%]){_MORE}{_DATED}"
)
_BARE = re.compile(rf"(?<![\w])(?P<whose>[Yy]our|[Mm]y|[Oo]ur)\s(?P<n>\d{{2,6}})(?=[,.;)]| (?:{_MONTH}|r(?:e)?p(?:ea)?td|repeated|to |para)){_DATED}")
_NUMBER = re.compile(r" (?P<n>\d{2,6})(?![\d:%,]\d|\d|%|-)" + _DATED)
_BEFORE = re.compile(r"(?:(?<=[^\w.])|^)(?P<station>[A-Z][A-Za-z]{2,12}(?: [A-Z][A-Za-z]{2,11}){0,2})(?P<sign>[’']s)?$")
_BLANK = re.compile(r" (?=\d)")
_WRITTEN = frozenset({"tel", "tels", "telegram", "telegrams", "cable", "cables"})
_BARE_WORDS = frozenset({"your", "my", "our"})
_ENDINGS = ("tel", "tels", "desp", "desps", "instr", "instrs")
MOST = 400  # references in one telegram: more is no text of the trade


def find(paragraphs: list[Paragraph], text: str, own: str | None, addressee: str | None, sent: str | None) -> list[Reference]:
    """The references of a text, each number once; `own` and `addressee` are the stations it goes between.

    >>> words = "Re Embtel 197, June 3 and Deptel 210."
    >>> [(one.text, one.mrn) for one in find([Paragraph(None, None, "body", None, words, Span(0, 37), Span(0, 37))], words, "STRELSAU", "STATE", "1968-06-04")]
    [('Embtel 197, June 3', '68STRELSAU197'), ('Deptel 210', '68STATE210')]
    """
    found: list[Reference] = []
    seen: set[tuple[str, int]] = set()
    for paragraph in paragraphs:
        for whose, number, match, at in sorted(_matches(text, paragraph.text_at), key=lambda one: one[3]):
            key = (whose, number)
            if key in seen or len(found) >= MOST:
                continue
            seen.add(key)
            station = _station(whose, own, addressee, sent)
            found.append(Reference(None, _mrn(station, number, match, sent), " ".join(at.quote(text).split()), _kind(whose), _notes(match), at))
    return found


def _matches(text: str, at: Span) -> Iterator[tuple[str, int, re.Match[str], Span]]:
    """Each number behind a word that says whose it is; the word is looked at only where a number follows."""
    for blank in _BLANK.finditer(text, at.start, at.end):
        begin, word = _word(text, at.start, blank.start())
        if word in {"no.", "nos."}:
            begin, word = _word(text, at.start, begin - 1)
        if word in _WRITTEN:
            begin = _word(text, at.start, begin - 1)[0]
        named = word in _WRITTEN or word.endswith(_ENDINGS)
        pattern = _NAMED if named else _BARE if word in _BARE_WORDS else None
        found = pattern.match(text, begin, at.end) if pattern else None
        if found:
            yield from _numbers(found["whose"].lower(), found)
        elif not named and text[begin : begin + 1].isupper():
            yield from _of_station(text, at, blank.start())


def _word(text: str, start: int, end: int) -> tuple[int, str]:
    """(where it begins, in small letters) of the word that ends at `end`; an opening bracket or dash is none of it."""
    begin = max(start, end - 24)
    word = (text[begin:end].rsplit(None, 1) or [""])[-1]
    bare = word.lstrip("(\"“[‘'—–-/")
    return end - len(bare), bare.lower()


def _of_station(text: str, at: Span, end: int) -> Iterator[tuple[str, int, re.Match[str], Span]]:
    found = _NUMBER.match(text, end, at.end)
    before = _BEFORE.search(text[max(at.start, end - 42) : end]) if found else None
    if found is None or before is None:
        return
    name = posts.station_in(before["station"].upper())
    station = mrns.station(name)
    if posts.of_station(station) is not None and not (len(found["n"]) == 4 and found["n"][:2] in {"18", "19"}):
        begin = end - len(before["sign"] or "") - len(name)
        yield f"@{station}", int(found["n"]), found, Span(begin, found.end())


def _numbers(whose: str, found: re.Match[str]) -> Iterator[tuple[str, int, re.Match[str], Span]]:
    """One item for each number of a list: `Contels 114 and 117`."""
    groups = found.groupdict()
    if not groups.get("more"):
        yield whose.removesuffix("s"), int(found["n"]), found, Span(*found.span())
        return
    yield whose.removesuffix("s"), int(found["n"]), found, Span(found.start(), found.end("n"))
    for other in re.finditer(r"\d+", found["more"]):
        begin = found.start("more") + other.start()
        yield whose.removesuffix("s"), int(other[0]), found, Span(begin, begin + len(other[0]))


def _station(whose: str, own: str | None, addressee: str | None, sent: str | None) -> str | None:
    """The station whose number it is; None where that does not follow from the words."""
    if whose.startswith("@"):
        station: str | None = whose[1:]
    elif whose.startswith(("emb", "con", "leg")):
        station = own if own != "STATE" else addressee
    elif whose.startswith("dep"):
        station = "STATE" if "cir" not in whose else None
    elif whose.startswith(("my", "our")):
        station = own
    elif whose.startswith(("ur", "your")):
        station = addressee
    else:
        station = None
    return None if station == "STATE" and (sent or "") < ONE_SERIES else station


def _mrn(station: str | None, number: int, found: re.Match[str], sent: str | None) -> str | None:
    if station is None or sent is None or not number or _kind(found.groupdict().get("whose") or "") != "telegram":
        return None
    year = int(sent[:4])
    month = found.groupdict().get("month")
    if month and len(sent) >= 7 and _MONTHS.index(month[:3].lower()) + 1 > int(sent[5:7]):
        year -= 1
    return str(Mrn(year, station, number))


def _kind(whose: str) -> str:
    return "other" if "desp" in whose.lower() or "instr" in whose.lower() else "telegram"


def _notes(found: re.Match[str]) -> list[str]:
    """The date that stands behind a number tells which one is meant where numbers came again."""
    month = found.groupdict().get("month")
    return [f"{month} {found['day']}"] if month else []
