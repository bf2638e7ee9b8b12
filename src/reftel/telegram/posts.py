"""Posts: `AMEMBASSY BEIJING` is the embassy in Beijing, routing indicator RUEHBJ. A PLAD is a plain language address.

Source: ACP 117 CAN-US SUPP-1 and address lines of 6,712 telegrams; `vocabulary/posts.csv`, `vocabulary/collectives.csv`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from reftel.telegram.vocabulary import table

_KINDS = re.compile(r"^(?:AMEMBASSY|AMCONSUL|AMCONGEN|AMCOMSUL|USINT|USLO|USOFFICE|AMLEGATION|USMISSION|USDEL|EMBASSY|CONSULATE)\s+")
_MISSION = re.compile(
    r"(?:Embassy|Legation|(?:United States |US |U\.S\. )?Mission|Interests Section|Liaison Office) (?:in|to|at) (?:the )?(?P<country>[A-Z][^()]{2,50}?)\.?$"
)
_DEPARTMENT = re.compile(r"(?:the )?Department of State$")
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
def name(plad: str, year: int | None = None) -> str | None:
    """The post of a PLAD in plain words; None for an address that is no post (a department, a command, a collective).

    Posts the table does not know are named from the PLAD itself. An edition's "Embassy in Israel" is the capital of the year,
    where there was one embassy alone.

    >>> name("AMEMBASSY BEIJING"), name("USMISSION USUN NEW YORK"), name("AMCONSUL RIO DE JANEIRO"), name("SECSTATE WASHDC")
    ('Beijing', 'USUN New York', 'Rio de Janeiro', 'State')
    >>> name("CIA WASHINGTON DC") is None
    True
    >>> name("Embassy in the Soviet Union", 1956), name("Embassy in Germany", 1956), name("Embassy in Germany")
    ('Moscow', 'Bonn', None)
    """
    if mission := _MISSION.match(plad[:80]):
        return capital(mission["country"], year)
    if _DEPARTMENT.match(plad[:60]):
        return "State"
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


@cache
def _by_key() -> dict[str, list[str]]:
    keys: dict[str, list[str]] = {}
    for row in table("posts"):
        if row["cfpf_key"]:
            keys.setdefault(row["cfpf_key"], []).append(row["station"])
    return keys


def of_key(key: str) -> str | None:
    """The post of a station as the archive of 1973-79 names its files, in six letters; None where two posts begin so.

    >>> of_key("DAMASC"), of_key("TELAV"), of_key("NOWHER")
    ('Damascus', 'Tel Aviv', None)
    """
    stations = _by_key().get(key, [])
    return of_station(stations[0]) if len(stations) == 1 else None


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


@cache
def _capitals() -> dict[str, list[tuple[str, int, int]]]:
    """The seats of an embassy by the names of its country: (post, first year, last year)."""
    seats: dict[str, list[tuple[str, int, int]]] = {}
    for row in table("capitals"):
        for country_name in row["names"].split("|") if row["names"] else ():
            seat = (row["post"], int(row["since"][:4] or 0), int(row["until"][:4] or 9999))
            seats.setdefault(country_name.casefold(), []).append(seat)
    return seats


def capital(country_name: str, year: int | None = None) -> str | None:
    """The post of the mission in a country (or at an organization) in a year; None where there were two, or none is known.

    >>> capital("Pakistan", 1956), capital("Pakistan", 2007), capital("Pakistan")
    ('Karachi', 'Islamabad', None)
    >>> capital("Holy See"), capital("Ruritania")
    ('Vatican', None)
    """
    seats = _capitals().get(country_name.strip().removeprefix("the ").casefold(), [])
    found = {post for post, since, until in seats if year is None or since <= year <= until}
    return found.pop() if len(found) == 1 else None


def city(station: str) -> str | None:
    """The city a station lies in, where the table knows it: missions of one city stand in for each other.

    >>> city("USNATO"), city("NOWHERE")
    ('Brussels', None)
    """
    row = _by_station().get(station)
    return (row["city"] or None) if row else None


def indicator(station: str) -> str | None:
    """The routing indicator of a station, where the table knows it.

    >>> indicator("BEIJING"), indicator("STRELSAU")
    ('RUEHBJ', None)
    """
    row = _by_station().get(station)
    return (row["routing_indicator"] or None) if row else None


def station_of(plad: str) -> str | None:
    """The station of a PLAD, where the table knows it.

    >>> station_of("AMEMBASSY BEIJING"), station_of("CIA WASHINGTON DC")
    ('BEIJING', None)
    """
    row = _by_plad().get(re.sub(r"\s+", " ", plad.upper()).strip())
    return row["station"] if row else None


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


def coordinates(station: str) -> tuple[float, float] | None:
    """Latitude and longitude of the city a station lies in, where the table knows them; of the city, not of the chancery.

    >>> coordinates("BEIJING"), coordinates("NOWHERE")
    ((39.9075, 116.3972), None)
    """
    row = _by_station().get(station)
    return (float(row["lat"]), float(row["lon"])) if row and row["lat"] and row["lon"] else None
