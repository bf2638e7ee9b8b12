"""Words that no table can list because they are built by a rule: numbers, dates, marks, routing indicators not yet known.

Each rule reads one word (or words that are one thing, `230912Z NOV 07`) and says what its parts mean.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from reftel.errors import BadValue
from reftel.telegram import dtg as dtgs
from reftel.telegram import markings, posts
from reftel.telegram import mrn as mrns
from reftel.telegram.explain import tables
from reftel.telegram.explain.meanings import Meaning
from reftel.telegram.precedence import word as precedence_word
from reftel.telegram.vocabulary import table

ACP = "ACP 127(G) (1988)"
FAH = "5 FAH-2"
_LEVELS = {"U": "unclassified", "E": "unclassified, encrypted for transmission", "R": "restricted", "C": "confidential", "S": "secret", "T": "top secret"}
_RELEASE = {"A": "Australia", "B": "Britain", "C": "Canada", "O": "Japan", "U": "the United States", "X": "another NATO country"}

# Words of a line that are one thing, longest shape first; every repetition is bounded.
PIECES = re.compile(
    r"""
      (?P<dtg>[0-3]\d[0-2]\d[0-5]\d\ ?[A-Z]\ ?(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]{0,6}\ ?(?:\d{4}|\d\d)(?!\d))
    | (?P<reason>(?<!\d)1\ ?\.\ ?[4-6]\ ?(?:\(?[A-Ha-h]\)?(?![A-Za-z])(?:\ ?,?\ and\ (?:/\ )?|[ ,/&]{0,3})){1,8})
    | (?P<order>E\.?\ ?O\.?\ ?\d{5})
    | (?P<mark>\((?:TS|SBU|LOU|FOUO|[SCUR])(?:[/,\-: ][^()]{0,40})?\))
    | (?P<exemption>\(b\)\ ?\(\d\)(?:\ ?\([A-F]\))?)
    | (?P<section>SECTION\ \d\d?\ OF\ \d\d?(?!\d))
    | (?P<printed>PAGE\ \d\d(?!\d))
    | (?P<page>(?<!\d)\d{3}(?:\.\d)?\ OF\ \d{3}(?!\d))
    | (?P<date>(?<![\d/])\d{1,2}[/-]\d{1,2}[/-](?:\d{4}|\d\d)(?![\d/]))
    | (?P<channel>VZCZC[A-Z]{3}\d{3,4}(?!\d))
    | (?P<serial>\#\ ?\d{4}(?:/\d\d)?(?!\d))
    """,
    re.VERBOSE | re.IGNORECASE,
)
_MRN = re.compile(r"(?:(?:19|20)?\d\d ?)?[A-Z][A-Z'.\- ]{1,24}? ?\d{1,8}(?:/\d\d)?", re.IGNORECASE)
_DOCUMENT = re.compile(r"(?P<year>197\d)(?P<key>[A-Z]{2,6})(?P<number>\d{5,6})")
_DATE = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d\d)")


def read(text: str) -> list[Meaning]:
    """What the rules make of a word; nothing where none fits.

    >>> [one.meaning for one in read("07BEIJING7210")], [one.meaning for one in read("O R")]
    (['telegram 7210 of 2007 from Beijing'], ['IMMEDIATE for action, ROUTINE for information'])
    """
    word = tables.key(text) if len(text) <= 80 else ""
    return [one for rule in _RULES for one in rule(word)] if word else []


def _one(vocabulary: str, code: str, meaning: str, source: str, **details: str) -> list[Meaning]:
    return [Meaning(vocabulary, code, meaning, {name.replace("_", " "): value for name, value in details.items() if value}, source=source)]


def _telegram(word: str) -> list[Meaning]:
    """An MRN; without a year only where the station is known, since `B6` and `ACTION 2` look alike."""
    if not _MRN.fullmatch(word) or _DOCUMENT.fullmatch(word):
        return []
    try:
        found = mrns.parse(word)
    except BadValue:
        return []
    post = posts.of_station(found.station)
    if len(found.station) < 3 or (post is None and (found.year is None or not found.station.isalpha())):
        return []
    when = f" of {found.year}" if found.year else ""
    return _one("telegram number", str(found), f"telegram {found.number}{when} from {post or found.station}", FAH, station_serial=f"#{found.number % 10_000:04d}")


def _document(word: str) -> list[Meaning]:
    """The 1973-79 file's number: the station's first six letters, blanks left out."""
    found = _DOCUMENT.fullmatch(word)
    if not found:
        return []
    rows = [row for row in table("posts") if row["cfpf_key"] == found["key"]]
    names = " or ".join(dict.fromkeys(row["city"] or row["station"] for row in rows)) or found["key"]
    return _one("document number", word, f"telegram {int(found['number'])} of {found['year']} from {names}", "NARA, Central Foreign Policy File 1973-79")


def _dtg(word: str) -> list[Meaning]:
    try:
        found = dtgs.parse(word)
    except BadValue:
        return []
    moment = found.sent
    spoken = f"{moment.day} {moment:%B %Y, %H:%M} Zulu" if moment else f"{found.iso}, local time"
    return _one("date-time group", str(found), spoken, ACP, ISO_8601=found.iso, day_of_the_year=f"{moment:%j}" if moment else "")


def _day_and_time(word: str) -> list[Meaning]:
    """A date-time group without its month, as on page lines: `241439Z`."""
    found = re.fullmatch(r"(?P<day>[0-3]\d)(?P<hour>[0-2]\d)(?P<minute>[0-5]\d)Z", word)
    if not found or not (1 <= int(found["day"]) <= 31 and int(found["hour"]) < 24):
        return []
    return _one("date-time group", word, f"day {int(found['day'])} of the month, {found['hour']}:{found['minute']} Zulu", ACP)


def _calendar(word: str) -> list[Meaning]:
    found = _DATE.fullmatch(word)
    if not found:
        return []
    month, day, year = int(found[1]), int(found[2]), int(found[3])
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return []
    written = f"{day} {dtgs.MONTHS[month - 1].title()} {found[3]}" if year > 99 else f"{day} {dtgs.MONTHS[month - 1].title()} '{found[3]}"
    return _one("date", word, f"{written}: the month stands first", FAH)


def _mark(word: str) -> list[Meaning]:
    """A portion mark; without brackets only where it has a control, since `C` alone is many things."""
    if not word.startswith("(") and not re.fullmatch(r"(?:TS|S|C|U|SBU|LOU)//?[A-Z][A-Z ,/]{1,30}", word):
        return []
    try:
        marking = markings.portion(word)
    except BadValue:
        return []
    parts = re.split(r"[/\-]+| (?=REL)", word.strip("()"))
    said = [_part(part.strip(" .")) for part in parts if part.strip(" .")]
    words = "; ".join(dict.fromkeys(said))
    releasable = ", ".join(sorted(marking.releasable)) if marking.releasable else ""
    return _one("portion mark", markings.canonical_mark(word), words, "6,712 telegrams of 2006-10; IC-ISM rules", releasable_to=releasable)


def _part(part: str) -> str:
    if part.startswith("REL"):
        return "releasable to " + re.sub(r"^REL(?: TO)? ?", "", part)
    found = [one.meaning for one in tables.look(part) if one.vocabulary == "portion mark"]
    return found[0] if found else part


def _reasons(word: str) -> list[Meaning]:
    """`1.4 (b) and (d)`: each letter has a row of its own in the table."""
    found = re.match(r"1 ?\. ?(?P<section>[4-6])", word)
    if not found or re.fullmatch(r"1 ?\. ?[4-6] ?\(?[A-H]\)?", word):  # a single one is in the table
        return []
    letters = re.findall(r"(?<![A-Z])[A-H](?![A-Z])", word[found.end() :])
    return [one for letter in dict.fromkeys(letters) for one in tables.look(f"1.{found['section']}({letter})") if one.vocabulary == "executive order"]


def _order(word: str) -> list[Meaning]:
    found = re.fullmatch(r"E\.? ?O\.? ?(?P<number>\d{5})", word)
    return tables.look(found["number"]) if found else []


def _two_precedences(word: str) -> list[Meaning]:
    found = re.fullmatch(r"([ZOPR]) ([ZOPR])", word)
    if not found:
        return []
    action, info = precedence_word(found[1]), precedence_word(found[2])
    return _one("precedence", word, f"{action} for action, {info} for information", ACP)


def _indicator(word: str) -> list[Meaning]:
    """A routing indicator that no table lists: its letters still say whose network it belongs to."""
    if not re.fullmatch(r"R[A-Z]{3,7}", word):
        return []
    if any(one.vocabulary in {"routing indicator", "collective"} for one in tables.look(word)):
        return []
    nation = next((row for row in table("routing_nations") if row["letter"] == word[1]), None)
    if nation is None or (word[:3] not in {"RUE", "RUC", "RHM", "RUF"} and len(word) < 6):
        return []
    network = " (State network)" if word.startswith(("RUEH", "RUCN")) else ""
    return _one("routing indicator", word, f"a station of the network of {nation['nation']}{network}; the tables do not list it", nation["source"])


def _channel(word: str) -> list[Meaning]:
    found = re.fullmatch(r"VZCZC(?P<channel>[A-Z]{3})(?P<number>\d{3,4})", word)
    if not found:
        return []
    meaning = f"start of message; number {found['number']} on channel {found['channel']} of the station that received this copy"
    return _one("channel serial", word, meaning, ACP, note="differs from copy to copy: not a number of the telegram")


def _serial(word: str) -> list[Meaning]:
    found = re.fullmatch(r"# ?(?P<number>\d{4})(?:/(?P<section>\d\d))?", word)
    if not found:
        return []
    section = f", section {int(found['section'])}" if found["section"] else ""
    return _one("station serial", word, f"number {found['number']} of the sending station{section}: the MRN modulo 10,000", ACP)


def _filing(word: str) -> list[Meaning]:
    found = re.fullmatch(r"(?P<day>[0-3]\d\d)(?P<hour>[0-2]\d)(?P<minute>[0-5]\d)", word)
    if not found or not 1 <= int(found["day"]) <= 366:
        return []
    return _one("filing time", word, f"day {int(found['day'])} of the year, {found['hour']}:{found['minute']} Zulu", ACP)


def _group(word: str) -> list[Meaning]:
    """A security group with a release pair that the table does not list: SSSCC."""
    found = re.fullmatch(r"([UERCST])\1\1([ABCOUX])\2", word)
    if not found or tables.look(word):
        return []
    return _one("security group", word, f"{_LEVELS[found[1]]}, releasable to {_RELEASE[found[2]]}", ACP)


def _copies(word: str) -> list[Meaning]:
    """`EUR-12` in the distribution of 1973-79: an office and how many copies it got."""
    found = re.fullmatch(r"(?P<office>[A-Z]{1,6}(?:/[A-Z]{1,6})?)-(?P<copies>\d\d)", word)
    if not found:
        return []
    name = next((one.meaning for one in tables.look(found["office"]) if one.vocabulary == "abbreviation"), found["office"])
    if name == "airgram":
        return []
    copies = int(found["copies"])
    return _one("office", word, f"{copies} {'copy' if copies == 1 else 'copies'} to {name}", "NARA, electronic telegrams 1973-79", office=found["office"])


def _airgram(word: str) -> list[Meaning]:
    found = re.fullmatch(r"(?P<year>(?:19)?\d\d)?(?P<station>[A-Z ]{3,20})?-? ?A-(?P<number>\d{1,4})", word)
    if not found or bool(found["year"]) != bool(found["station"]):
        return []
    where = f" from {(found['station'] or '').strip()}" if found["station"] else ""
    return _one("airgram", word, f"airgram {found['number']}{where}: a despatch on paper, sent by pouch", "5 FAH-1")


def _numbered_series(word: str) -> list[Meaning]:
    found = re.fullmatch(r"(?P<name>[A-Z]{3,7}) (?P<number>\d{1,6})", word)
    if not found:
        return []
    series = [one for one in tables.look(found["name"]) if one.vocabulary == "series"][:1]
    return _one("series", word, f"number {found['number']} of {series[0].code.title()}: {series[0].meaning}", series[0].source) if series else []


def _film(word: str) -> list[Meaning]:
    kinds = {"D": "a telegram", "P": "a paper document", "N": "a restricted telegram"}
    found = re.fullmatch(r"(?P<reel>[DPN])(?P<year>7\d)(?P<roll>\d{4})-(?P<frame>\d{4})", word)
    if not found:
        return []
    meaning = f"{kinds[found['reel']]} of 19{found['year']} on microfilm: roll {found['roll']}, frame {found['frame']}"
    return _one("film number", word, meaning, "NARA FAQ on the 1973-79 telegrams (2020)")


def _release(word: str) -> list[Meaning]:
    if re.fullmatch(r"C\d{8}", word):
        return _one("release number", word, "document number of a release of the State Department", "release copies of the State Department")
    if found := re.fullmatch(r"F-(?P<year>\d{4})-(?P<number>\d{4,6})", word):
        return _one("release number", word, f"request {int(found['number'])} of {found['year']} under FOIA", "release copies of the State Department")
    return []


def _page(word: str) -> list[Meaning]:
    if found := re.fullmatch(r"(?P<page>\d{3})(?:\.\d)? OF (?P<pages>\d{3})", word):
        return _one("page", word, f"page {int(found['page'])} of {int(found['pages'])} of the transmission", ACP)
    if found := re.fullmatch(r"SECTION (?P<section>\d\d?) OF (?P<sections>\d\d?)", word):
        return _one("section", word, f"section {int(found['section'])} of {int(found['sections'])} in which the telegram was sent", ACP)
    found = re.fullmatch(r"PAGE (?P<page>\d\d)", word)
    return _one("page", word, f"page {int(found['page'])} of the copy", "NARA, electronic telegrams 1973-79") if found else []


_RULES: tuple[Callable[[str], list[Meaning]], ...] = (
    _telegram, _document, _dtg, _day_and_time, _calendar, _mark, _reasons, _order, _two_precedences, _indicator, _channel, _serial, _filing, _group, _copies, _airgram,
    _numbered_series, _film, _release, _page,
)  # fmt: skip
