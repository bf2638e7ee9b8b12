"""Values as clerks print them: the station's name with its blanks, the classification spaced out, dates, reasons.

Sources: 5 FAH-2 H-320 (classification line), FORMAT of the trade as measured on 5,748 telegrams.
"""

from __future__ import annotations

import re
from functools import lru_cache

from reftel.telegram import captions as caption_words
from reftel.telegram import mrn as mrns
from reftel.telegram.markings import SENSITIVE_BUT_UNCLASSIFIED
from reftel.telegram.model import Telegram

_KIND = re.compile(r"^(?:AMEMBASSY|AMCONSUL|AMCONGEN|USMISSION|USOFFICE|USINT|USLO|USDEL|AMLEGATION) ")
PROSIGNS = {"FLASH": "Z", "NIACT IMMEDIATE": "O", "IMMEDIATE": "O", "PRIORITY": "P", "ROUTINE": "R"}
CLASSIFICATIONS = ("UNCLASSIFIED", SENSITIVE_BUT_UNCLASSIFIED, "LIMITED OFFICIAL USE", "RESTRICTED", "CONFIDENTIAL", "SECRET", "TOP SECRET")
_EVENT = re.compile(r"(\d{4})-(\d\d)-(\d\d)$")


@lru_cache(maxsize=4096)
def numbered(mrn: str) -> tuple[str, int]:
    """(station without blanks, number) of a canonical MRN.

    >>> numbered("07PORTOVELIRE22")
    ('PORTOVELIRE', 22)
    """
    found = mrns.parse(mrn)
    return found.station, found.number


@lru_cache(maxsize=4096)
def station(plad: str | None, name: str) -> str:
    """The station of an MRN as printed: with the blanks of the originator's address, where they are one station.

    >>> station("AMEMBASSY PORTO VELIRE", "PORTOVELIRE"), station("SECSTATE WASHDC", "STATE")
    ('PORTO VELIRE', 'STATE')
    """
    words = _KIND.sub("", plad or "")
    return words if words.replace(" ", "") == name else name


def spaced(classification: str) -> str:
    """A classification as the classification line prints it: letters spaced by rule, unclassified short.

    >>> spaced("CONFIDENTIAL"), spaced("TOP SECRET"), spaced("UNCLASSIFIED")
    ('C O N F I D E N T I A L', 'T O P  S E C R E T', 'UNCLAS')
    """
    if classification.startswith("UNCLASSIFIED"):
        return "UNCLAS"
    return "  ".join(" ".join(word) for word in classification.split(" "))


def american(date: str) -> str:
    """An ISO date as the E.O. line prints it, other instructions as they are.

    >>> american("2017-11-23"), american("OADR")
    ('11/23/2017', 'OADR')
    """
    found = _EVENT.match(date)
    return f"{found[2]}/{found[3]}/{found[1]}" if found else date


def reasons(found: list[str]) -> str:
    """Reasons for classification as printed.

    >>> reasons(["1.4(b)", "1.4(d)"])
    '1.4 (b) and (d)'
    """
    parts = dict.fromkeys(one[:3] for one in found)
    return " and ".join(f"{part} {_listed([one[3:] for one in found if one[:3] == part])}".strip() for part in parts)


def _listed(letters: list[str]) -> str:
    return " and ".join(letters) if len(letters) < 3 else ", ".join(letters[:-1]) + " and " + letters[-1]


def classification_of(telegram: Telegram) -> str | None:
    """The classification the heading can say: for official use only needs its caption, else it is plainly unclassified."""
    found = telegram.classification
    if found == SENSITIVE_BUT_UNCLASSIFIED and not {"SENSITIVE", "E F T O"} & set(telegram.captions):
        return "UNCLASSIFIED"
    if found == "UNCLASSIFIED" and {"SENSITIVE", "E F T O"} & set(telegram.captions):
        return SENSITIVE_BUT_UNCLASSIFIED
    return found


def caption_lines(captions: list[str]) -> list[str]:
    """Captions that have lines of their own: all but E F T O, which stands in the classification line."""
    return [name for name in captions if name != "E F T O" and caption_words.on_line(name)]
