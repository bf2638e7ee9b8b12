"""Posts: `AMEMBASSY BEIJING` is the embassy in Beijing, routing indicator RUEHBJ. A PLAD is a plain language address.

Source: ACP 117 CAN-US SUPP-1 and address lines of 6,712 telegrams; `vocabulary/posts.csv`, `vocabulary/collectives.csv`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from reftel.telegram.vocabulary import table

_KINDS = re.compile(r"^(?:AMEMBASSY|AMCONSUL|AMCONGEN|AMCOMSUL|USINT|USLO|USOFFICE|AMLEGATION|USMISSION|USDEL|EMBASSY|CONSULATE)\s+")
_SMALL = {"AU", "DE", "DES", "DO", "ES", "OF", "THE", "LA", "LE"}
# Names of missions and services that stay in capitals.
_LETTERS = {"USUN", "USEU", "USNATO", "USOSCE", "USAU", "USTR", "UNVIE", "UN", "CD", "OECD", "UNESCO", "OPCW", "IAEA", "ICAO", "USICAO",
            "ASEAN", "AIT", "RPO", "ELSO", "CIA", "DIA", "NSC", "FBI", "EC", "NATO"}  # fmt: skip


@cache
def _by_station() -> dict[str, dict[str, str]]:
    return {row["station"]: row for row in table("posts")}


@cache
def _by_plad() -> dict[str, dict[str, str]]:
    return {row["plad"]: row for row in table("posts") if row["plad"]}


@cache
def _by_indicator() -> dict[str, dict[str, str]]:
    return {row["routing_indicator"]: row for row in table("posts") if row["routing_indicator"]}


@cache
def collectives() -> dict[str, str]:
    """Collective addresses by routing indicator: one line that stands for many posts.

    >>> collectives()["RUEHZL"]
    'EUROPEAN POLITICAL COLLECTIVE'
    """
    return {row["routing_indicator"]: row["name"] for row in table("collectives") if row["routing_indicator"]}


def _cased(words: str) -> str:
    parts = words.split()
    return " ".join(
        word if word in _LETTERS else word.lower() if i and word in _SMALL else _capital(word) for i, word in enumerate(parts)
    )


def _capital(word: str) -> str:
    """Port-au-Prince keeps its small word."""
    return "-".join(part[:1] + part[1:].lower() for part in word.split("-"))


@lru_cache(maxsize=8192)
def name(plad: str) -> str | None:
    """The post of a PLAD in plain words; None for an address that is no post (a department, a command, a collective).

    Posts the table does not know are named from the PLAD itself.

    >>> name("AMEMBASSY BEIJING"), name("USMISSION USUN NEW YORK"), name("AMCONSUL RIO DE JANEIRO"), name("SECSTATE WASHDC")
    ('Beijing', 'USUN New York', 'Rio de Janeiro', 'State')
    >>> name("CIA WASHINGTON DC") is None
    True
    """
    plad = re.sub(r"\s+", " ", plad.upper()).strip()
    if plad.startswith("SECSTATE"):
        return "State"
    row = _by_plad().get(plad)
    if row and row["post_type"] in {"embassy", "consulate", "consulate general"}:
        return _cased(row["city"].upper()) if row["city"].isascii() else row["city"]
    if row or _KINDS.match(plad):
        return _cased(_KINDS.sub("", plad))
    return None


def of_station(station: str) -> str | None:
    """The post of an MRN's station, where the table knows it.

    >>> of_station("THEHAGUE"), of_station("STATE"), of_station("NOWHERE")
    ('The Hague', 'State', None)
    """
    row = _by_station().get(station)
    if row is None:
        return None
    if station == "STATE":
        return "State"
    return (name(row["plad"]) if row["plad"] else None) or row["city"] or None


def station_in(words: str) -> str:
    """The station at the end of some words: the longest ending that the table knows, else all of them.

    >>> station_in("QTO BEIJING"), station_in("THE HAGUE"), station_in("STRELSAU")
    ('BEIJING', 'THE HAGUE', 'STRELSAU')
    """
    parts = words.split(" ")
    for i in range(len(parts)):
        if "".join(parts[i:]).upper() in _by_station():
            return " ".join(parts[i:])
    return words


def of_indicator(routing_indicator: str) -> str | None:
    """The station whose routing indicator this is, where the table knows it.

    >>> of_indicator("RUEHBJ")
    'BEIJING'
    """
    row = _by_indicator().get(routing_indicator)
    return row["station"] if row else None


def country(station: str) -> str | None:
    """The ISO 3166 code of the country a station lies in, where the table knows it.

    >>> country("BEIJING")
    'CN'
    """
    row = _by_station().get(station)
    return (row["iso2"] or None) if row else None
