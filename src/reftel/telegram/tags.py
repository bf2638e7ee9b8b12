"""TAGS: Traffic Analysis by Geography and Subject. `PREL PGOV CH` is external relations, internal politics, China.

Source: 5 FAH-3 H-011 and H-414; State's handbook of 1974; `vocabulary/tags.csv`. One code meant different countries in
different eras, so its meaning is asked with a year.
"""

from __future__ import annotations

from functools import cache

from reftel.telegram import eras
from reftel.telegram.vocabulary import table

_SYSTEM = "1973-03-01"  # TAGS are in force since
_HANDBOOK = {"1974 handbook", "1973-1990"}


@cache
def _rows() -> dict[str, list[dict[str, str]]]:
    rows: dict[str, list[dict[str, str]]] = {}
    for row in table("tags"):
        rows.setdefault(row["code"].upper(), []).append(row)
    return rows


@cache
def _fixes() -> dict[str, tuple[str, ...]]:
    """Misprinted tokens and what they stand for; only those without blanks, which names have."""
    return {
        row["malformed_tag"].upper(): tuple(tag.strip() for tag in row["tags"].split("|"))
        for row in table("tag_fixes")
        if " " not in row["malformed_tag"] and "," not in row["tags"]
    }


def is_known(code: str) -> bool:
    """Whether this is a TAG of any era.

    >>> is_known("PREL"), is_known("CLINTON")
    (True, False)
    """
    return code.upper() in _rows()


def meaning(code: str, year: int | None = None) -> str | None:
    """What a TAG means in a year (four digits); without a year, in the years 1990 to 2012.

    >>> meaning("PREL"), meaning("GE", 1975), meaning("RS", 2007), meaning("RS", 2024)
    ('External Political Relations', 'Germany (East)', 'Russia', 'Serbia')
    """
    row = _of(code, year)
    return row["meaning"] if row else None


def country(code: str, year: int | None = None) -> str | None:
    """The ISO 3166 code of the country that a TAG means in a year; one of ISO 3166-3 for a state that is no more.

    >>> country("RS", 2007), country("RS", 2024), country("UR", 1975), country("PREL")
    ('RU', 'RS', 'SUHH', None)
    """
    row = _of(code, year)
    return (row["iso3166"].removeprefix("3166-3:") or None) if row else None


def _of(code: str, year: int | None) -> dict[str, str] | None:
    """The row in force in a year, else the first that has a meaning."""
    known = [row for row in rows(code) if row["meaning"]]
    asked = eras.of_date(2007 if year is None else year)
    return next((row for row in known if eras.overlap(era(row), asked)), known[0] if known else None)


def era(row: dict[str, str]) -> eras.Era:
    """The years a row of the table is good for.

    The handbook of 1974 gives its own list of countries, close to FIPS 10-4: where it has no row for a code, the later one
    stands for it too. The last telegrams seen with FIPS codes are of 2012, the first list of ISO codes is of 2024; what was
    used between is not known.
    """
    words = row["era"]
    if words.startswith("FIPS"):
        own = any(other["era"] in _HANDBOOK for other in _rows()[row["code"].upper()])
        return eras.Era("1990-01-01" if own else _SYSTEM, "2012-12-31")
    if words in _HANDBOOK:
        return eras.Era(_SYSTEM, "1990-12-31")
    if words == "cablegate":
        return eras.Era(_SYSTEM, "2012-12-31")
    if words.startswith("by 2024"):
        return eras.Era("2024-01-01", None)
    if words.startswith("to 2022"):
        return eras.Era(_SYSTEM, None)
    return eras.read(words)


def rows(code: str) -> list[dict[str, str]]:
    """Every row of the table for a code, in any case.

    >>> [row["meaning"] for row in rows("SR")]
    ['Serbia', 'Suriname']
    """
    return _rows().get(code.upper(), [])


@cache
def _splits(token: str) -> tuple[str, ...]:
    """The only way to cut a run-together token into known codes, or the token itself where there is none or more."""
    size = len(token)
    ways: list[list[tuple[str, ...]]] = [[] for _ in range(size + 1)]
    ways[size] = [()]
    for start in range(size - 1, -1, -1):
        for length in (2, 3, 4, 5):
            piece = token[start : start + length]
            rows = _rows().get(piece)
            if rows and start + length <= size and (length > 3 or rows[0]["kind"] in {"geo", "organisation"}):
                ways[start] += [(piece, *rest) for rest in ways[start + length][:2]]
        ways[start] = ways[start][:2]
    # Clerks wrote four-letter subjects and few countries; more countries than subjects is a word, not codes run together.
    ways[0] = [way for way in ways[0] if sum(len(piece) == 4 for piece in way) >= sum(len(piece) != 4 for piece in way)]
    return ways[0][0] if len(ways[0]) == 1 else (token,)


def codes(token: str) -> tuple[str, ...]:
    """The TAGS one printed token stands for: mended where the table of misprints knows it, cut where two ran together.

    >>> codes("PREL"), codes("VTPREL"), codes("AMEDCASCKFLO"), codes("KUPPSALA")
    (('PREL',), ('VT', 'PREL'), ('AMED', 'CASC', 'KFLO'), ('KUPPSALA',))
    """
    upper = token.upper()
    if upper in _rows():
        return (upper,)
    if upper in _fixes():
        return _fixes()[upper]
    return _splits(upper) if 6 <= len(upper) <= 60 else (upper,)
