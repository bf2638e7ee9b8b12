"""Text that is not there: withdrawal cards in its place, and what a machine printed when it could not read it.

    WITHDRAWAL CARD                              an archivist's card: the text is withheld
    Withdrawn by: NARA   Date: 04/05/2006
    Reason: Security-Classified Information

    ERROR READING TEXT INDEX                     the text was lost before 1990, when the file moved from tape to tape
    EXPAND ERROR ENCOUNTERED; TELEGRAM TEXT FOR THIS MRN IS UNAVAILABLE

The Central Foreign Policy File 1973-79 has both; what is left of the telegram (its heading, the archive's record) is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reftel.read.lines import Line
from reftel.telegram.model import Note, Telegram
from reftel.text import Span

_LOST = re.compile(
    r"(?:EXPAND ERROR ENCOUNTERED ?[;:.,-]? {0,3})?(?:TELEGRAM )?TEXT FOR THIS MRN IS UNAVAILABLE|EXPAND ERROR ENCOUNTERED|ERROR READING TEXT(?: INDEX)?", re.IGNORECASE
)
_CARD = re.compile(
    r"(?:(?:NARA |STATE |DEPARTMENT OF STATE )?WITHDRAWAL (?:CARD|NOTICE|SHEET|SLIP|ID)\b|ACCESS RESTRICTED\b|(?:TEXT|DOCUMENT|TELEGRAM|MESSAGE|ITEM|RECORD) (?:WITHHELD|WITHDRAWN)\b|"
    r"(?:THIS|THE) (?:ELECTRONIC )?(?:DOCUMENT|TELEGRAM|ITEM|RECORD|MESSAGE)\b[^\n]{0,60}? (?:HAS BEEN|WAS|IS) (?:WITHDRAWN|WITHHELD)\b)", re.IGNORECASE
)
_FIELD = re.compile(
    r"(?P<label>Withdrawn by|Withheld by|By|Agency|Authority|Review authority|Date|Withdrawal date|Reason|Restriction|Exemption|Exemptions|Contains)[ \t]{0,3}:[ \t]{0,8}(?P<value>[^:\n]{1,100}?)"
    r"(?=[ \t]{2,}[A-Z]|$)", re.IGNORECASE
)
_BECAUSE = re.compile(r"\b(?:because|under|pursuant to)\b[^\n]{3,200}", re.IGNORECASE)
_SIGNS = ("ithdraw", "WITHDRAW", "ithheld", "WITHHELD", "ccess restricted", "ACCESS RESTRICTED", "Access Restricted")
_ERRORS = ("ERROR READING TEXT", "EXPAND ERROR", "THIS MRN IS UNAVAILABLE", "rror reading text", "xpand error")
_WITHHELD = re.compile(r"\b(?:WITHHELD|WITHDRAWN|DENIED|EXEMPT(?:ED)?)\b", re.IGNORECASE)
TOP = 40  # lines from the top of the text in which a card begins
LONGEST = 4000  # letters; a card is short


def find(telegram: Telegram, lines: Sequence[Line], text: str) -> Iterator[tuple[str, Span, str]]:
    """What is said in place of the text: (kind, where, sentence) each; its words are taken out of the paragraphs."""
    if any(sign in text for sign in _ERRORS):
        for m in _LOST.finditer(text):
            if _alone(text, m):
                yield "text_lost", Span(*m.span()), f'the copy says "{m[0]}" in place of the text'
                _out(telegram, Span(*m.span()))
    if any(sign in text for sign in _SIGNS) and (card := _card(telegram, lines)) is not None:
        at = Span(lines[card[0]].start, lines[card[1]].end)
        words = "\n".join(line.text for line in lines[card[0] : card[1] + 1] if line.text)
        yield "withdrawn", at, _said(words)
        telegram.notes.append(Note("stamp", words, "withdrawal", at))
        telegram.signer = None
        telegram.at.pop("signer", None)
        telegram.paragraphs = [one for one in telegram.paragraphs if not at.covers(one.at)]
        telegram.participants = []


def is_card(text: str) -> bool:
    """Whether a line opens a withdrawal card.

    >>> is_card("WITHDRAWAL CARD"), is_card("WITHDRAWAL OF FORCES")
    (True, False)
    """
    return any(sign in text for sign in _SIGNS) and _CARD.match(text[:160]) is not None


def recorded(telegram: Telegram, at: Span) -> Iterator[tuple[str, Span, str]]:
    """What the archive's record, at `at`, says of a text that is not there."""
    if any(len(one.text) > 40 for one in telegram.paragraphs):
        return
    for label in ("Review Action", "Disposition Action", "Locator", "Review Exemptions", "Status"):
        value = telegram.attributes.get(label, "")
        if _WITHHELD.search(value):
            who = [telegram.attributes.get(name, "") for name in ("Review Authority", "Disposition Authority", "Review Date", "Disposition Date", "Disposition Reason")]
            said = ", ".join(dict.fromkeys(one for one in who if one and one.lower() != "n/a"))
            yield "withdrawn", at, f"the archive's record says {label}: {value}" + (f" ({said})" if said else "")
            return
    place = telegram.attributes.get("Locator", "")
    if place and "ON-LINE" not in place.upper() and place.lower() != "n/a":
        film = telegram.attributes.get("Film Number", "")
        yield "text_elsewhere", at, f"the archive's record says Locator: {place}" + (f", film {film}" if film and film.lower() != "n/a" else "")


def _alone(text: str, m: re.Match[str]) -> bool:
    """Whether the words stand on a line of their own: a telegram about the file may speak of them."""
    begin, end = text.rfind("\n", 0, m.start()) + 1, text.find("\n", m.end())
    around = text[begin : m.start()][-80:] + text[m.end() : end if end >= 0 else len(text)][:80]
    return not re.search(r"[A-Za-z]{3}", around)


def _out(telegram: Telegram, at: Span) -> None:
    telegram.paragraphs = [one for one in telegram.paragraphs if not (at.covers(one.text_at) or (one.at.covers(at) and len(one.text) < len(at) + 12))]
    if telegram.signer and (place := telegram.at.get("signer")) and (at.covers(place) or place.covers(at)):
        telegram.signer = None
        telegram.at.pop("signer")


def _card(telegram: Telegram, lines: Sequence[Line]) -> tuple[int, int] | None:
    """The first and last row of a withdrawal card: where the text should be, and no numbered paragraph with it."""
    if any(one.number is not None and len(one.text) > 60 for one in telegram.paragraphs):
        return None
    if sum(len(one.text) for one in telegram.paragraphs) > LONGEST:
        return None
    top = telegram.paragraphs[0].at.start if telegram.paragraphs else 0
    rows = [i for i, line in enumerate(lines) if line.text and line.end >= top]
    first = next((i for i in rows[:TOP] if _CARD.match(lines[i].text[:160])), None)
    return (first, rows[-1]) if first is not None else None


def _said(words: str) -> str:
    """Who withdrew it, when and why, as the card prints it."""
    fields = [f"{m['label']}: {m['value'].strip()}" for line in words.split("\n") for m in _FIELD.finditer(line[:300])]
    reasons = [m[0].strip(" .") for line in words.split("\n") if (m := _BECAUSE.search(line[:400]))]
    said = "; ".join([*fields, *reasons])
    return "the text was withdrawn from the file" + (f" ({said})" if said else "")
