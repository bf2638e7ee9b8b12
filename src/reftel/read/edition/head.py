"""The head an edition gives a telegram: who to whom, sometimes its number and date.

    28. Telegram From the Embassy in Zenda to the Department of State                    1955 on
    131. Telegram 180295 From the Department of State to the Embassy in Zenda, October 24, 1969, 0443Z    volumes on the web
    The Ambassador in Zenda (Grew) to the Secretary of State                            to 1954
    200. Telegram 186 from Strelsau, July 17. Readout of a meeting.                      microfiche supplements

Of 1,512 heads, 986 are of the first kind, 227 of the second, 283 of the third, 16 of the fourth.
"""

from __future__ import annotations

import re

import msgspec

from reftel.read.edition.dateline import DATE, MONTHS
from reftel.telegram.model import Addressee
from reftel.text import Span

LONGEST = 700  # letters of a head
_DOCUMENT = re.compile(r"\s*(?:No\.\s?(?P<no>\d{1,6})\s*(?=[A-Z])|(?P<n>\d{1,6}[a-z]?)\.\s{0,9}(?=\D))")
_KIND = re.compile(
    r"(?P<kind>(?:\[?[A-Z][\w’'-]{0,20}\]?\s){0,4}?(?:[Tt]elegram|TELEGRAM|[Cc]ablegram|Cable|Message|Radiogram))s?\s"
    r"(?:(?:[Nn]o\.\s?)?(?P<number>(?:(?!From\b|from\b|To\b|to\b)[A-Za-z]{2,8}\s)?[A-Z]{0,4}[-–]?\d[\w–-]{0,14}(?:/[A-Za-z]{0,8} ?\d{1,8})?)\s)?(?=(?:From|from|to|To)\s)"
)
_OFFICER = (
    r"(?:Secretar|Under ?[Ss]ecretar|Acting|Assistant|Ambassador|Minister|Charg[eé]|Consul|Vice|Commission|High Commission|Representative|Political|Supreme|"
    r"Commander|Commanding|Agent|Department|Embassy|Legation|President|Delegat|Deputy|Chief|Director|Diplomatic|Special|Joint|Mission|American|Military|Naval|"
    r"Head|United States|U\.\s?S\.|Permanent|Chairman|Counselor|First|Office|White House|Central Intelligence|Officer|Personal)"
)
_OLD = re.compile(rf"\[?The\s{_OFFICER}")
# To 1906 both are named: "Mr. Sapt to Mr. Rassendyll."
_NAMED = re.compile(r"(?:Mr|Mrs|Señor|Sir|General|Count|Baron|Prince|Lord|Consul|Minister)\.? [A-Z][\w’'.-]{1,20}(?: [A-Z][\w’'.-]{1,20}){0,3} to (?:Mr|Mrs|Señor|Sir|General|Count|Baron|Prince|Lord|Consul|Minister)\.? [A-Z][\w’'. -]{1,40}$")
# Offices whose names hold a "to": what follows is whom they are accredited to, where another "to" comes behind it.
_ACCREDITED = ("mission", "representative", "delegation", "ambassador", "delegate", "envoy", "observer", "office", "adviser", "minister", "liaison", "emissary")
_TO = re.compile(r"\sto\s(?=[A-Z\[“]|the\s|all\s|certain\s|an?\s|its\s)")
_TAIL = re.compile(rf"(?:,\s(?P<place>[A-Z][\w.’' -]{{1,40}}),\s|[,.]?\s)(?=(?:{MONTHS}),?\s?\d{{1,2}}\b)")
_OFFICES = r"(?:Embass|Legation|Consul|Mission|Department|Interests|Liaison|Ambassador|Delegation|CIA|Commander|Office|Secretary|Director|Chief|White|Joint|Central|Station|Operation|Representative|Director|Posts|United States)"
# "All Diplomatic and Consular Posts" are one address, "the Embassy in Zenda and the Mission in Geneva" two.
_NEXT = re.compile(rf"(?:;\s(?:and\s)?|,\sand\s|,\s|\sand\s)(?:to\s)?(?=(?:the\s)?(?!Consular\s){_OFFICES}|(?:Certain|All|Other|Various|Selected)\s)")
_OFFICE_NEXT = re.compile(rf"(?:the\s)?(?:Acting\s|Certain\s|All\s)?{_OFFICES}")
_CALL = re.compile(r"(?<=[a-z)])\s?(?:\d{1,2}|\[\d{1,2}\])$")  # the call of a footnote, as a page pasted leaves it
_PLURAL = re.compile(r"(?P<office>Embassies|Legations|Consulates General|Consulates|Missions|Interests Sections|Ambassadors|Stations)\s(?P<at>in|at)\s(?P<list>.+)$")
_SINGULAR = {
    "Embassies": "Embassy", "Legations": "Legation", "Consulates General": "Consulate General", "Consulates": "Consulate", "Missions": "Mission",
    "Interests Sections": "Interests Section", "Ambassadors": "Ambassador", "Stations": "Station",
}  # fmt: skip
_LISTED = re.compile(r",\s(?:and\s)?(?:the\s)?|\sand\s(?:the\s)?")
_ONE_COUNTRY = ("Trinidad and Tobago", "Bosnia and Herzegovina", "Antigua and Barbuda", "Saint Kitts and Nevis", "Serbia and Montenegro", "Sao Tome and Principe")
_COLLECTIVE = re.compile(r"(?:All|Certain|Other|Various|Selected|Several|\[?\d+)\s|\b(?:Posts|Missions|Capitals|Diplomatic and Consular)\b", re.IGNORECASE)


class Head(msgspec.Struct):
    """What a head says; spans in the words that were read."""

    document: str | None = None
    kind: str = ""
    number: str | None = None
    sender: str | None = None
    action: list[Addressee] = []
    at: dict[str, Span] = {}


def is_head(words: str) -> bool:
    """Whether some words are the head of a telegram in the older form or the newer.

    >>> is_head("28. Telegram From the Embassy in Zenda to the Department of State"), is_head("The Ambassador spoke to the King.")
    (True, False)
    """
    found = _DOCUMENT.match(words)
    rest = words[found.end() if found else 0 :][:LONGEST]
    if _KIND.match(rest):
        return True
    return is_old(rest) and _TO.search(rest) is not None


def is_old(words: str) -> bool:
    """Whether some words name an officer and end like a title; with a dateline below them they are a head.

    >>> is_old("The Minister in Zenda (Sapt) to the Secretary of State"), is_old("The Minister in Zenda resigned.")
    (True, False)
    """
    if len(words) < 120 and _NAMED.match(words):
        return True
    return bool(_OLD.match(words)) and len(words) < 260 and not words.rstrip().endswith((".", ":", ";", "?", ","))


def read(words: str) -> Head:
    """Who to whom, from the words of a head.

    >>> found = read("131. Telegram 180295 From the Department of State to the Embassies in Zenda and Korvelia, October 24, 1969, 0443Z")
    >>> found.document, found.number, found.sender, [one.plad for one in found.action]
    ('131', '180295', 'Department of State', ['Embassy in Zenda', 'Embassy in Korvelia'])
    >>> read("The Ambassador in Zenda (Grew) to the Secretary of State").sender
    'Ambassador in Zenda (Grew)'
    """
    words = words[:LONGEST]
    head = Head()
    start = 0
    if found := _DOCUMENT.match(words):
        head.document, start = found["no"] or found["n"], found.end()
    kind = _KIND.match(words, start)
    if kind:
        head.kind, head.number, start = kind["kind"], kind["number"], kind.end()
        if head.number:
            head.at["number"] = Span(*kind.span("number"))
    end = _end(words, start, kind is not None)
    cut = _TO.search(words, max(start - 1, 0), end) if kind and words[start : start + 2].lower() == "to" else None
    begin = start
    if kind and not (cut and cut.start() == start - 1):
        begin = start + 5 if words[start : start + 5].lower() == "from " else start
    cut = cut if cut and cut.start() == start - 1 else _parted(words, begin, end)
    sender_end = cut.start() if cut else end
    if sender_end > begin:
        head.sender, at = _named(words, begin, sender_end)
        if at:
            head.at["from"] = at
    if cut:
        head.action = addressees(words, cut.end(), end)
    return head


def _end(words: str, start: int, modern: bool) -> int:
    """Where the addressees end: at a place and date, or with the head."""
    tail = _TAIL.search(words, start)
    if tail and (modern or DATE.match(words, tail.end())):
        return tail.start()
    return len(words)


def _parted(words: str, begin: int, end: int) -> re.Match[str] | None:
    """The " to " between sender and addressee."""
    cuts = list(_TO.finditer(words, begin, end))[:4]
    if len(cuts) > 1 and words[begin : cuts[0].start()].lower().rstrip().endswith(_ACCREDITED):
        return next((cut for cut in cuts[1:] if _OFFICE_NEXT.match(words, cut.end())), cuts[1])
    return cuts[0] if cuts else None


def _named(words: str, start: int, end: int) -> tuple[str | None, Span | None]:
    """An office without its article, and where it stands."""
    raw = words[start:end]
    lead = re.match(r"[\s\[,;]*(?:[Tt]he\s)?", raw)
    start += lead.end() if lead else 0
    name = _CALL.sub("", words[start:end].rstrip(" \n,.;")).rstrip(" \n,.;")
    if not name:
        return None, None
    return " ".join(name.split()), Span(start, start + len(name))


def addressees(words: str, start: int, end: int) -> list[Addressee]:
    """The offices of a list, each as if it stood alone: `Embassies in Zenda and Korvelia` are two embassies.

    >>> [one.plad for one in addressees("the Embassy in Zenda and the Mission to the United Nations", 0, 58)]
    ['Embassy in Zenda', 'Mission to the United Nations']
    """
    cuts = [(cut.start(), cut.end()) for cut in _NEXT.finditer(words, start, end)]
    edges = [start, *(edge for cut in cuts for edge in cut), end]
    found: list[Addressee] = []
    for begin, stop in zip(edges[::2], edges[1::2], strict=True):
        name, at = _named(words, begin, stop)
        if name is None or at is None:
            continue
        found += [Addressee(one, collective=_COLLECTIVE.search(one) is not None, at=at) for one in _each(name)]
    return found


def _each(name: str) -> list[str]:
    plural = _PLURAL.match(name)
    if plural is None:
        return [name]
    places = plural["list"]
    for glued in _ONE_COUNTRY:
        places = places.replace(glued, glued.replace(" ", "\0"))
    return [f"{_SINGULAR[plural['office']]} {plural['at']} {place}".replace("\0", " ") for place in _LISTED.split(places) if place]
