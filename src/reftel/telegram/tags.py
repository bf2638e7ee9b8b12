"""TAGS: Traffic Analysis by Geography and Subject. `PREL PGOV CH` is external relations, internal politics, China.

Source: 5 FAH-3 H-011 and H-414; State's handbook of 1974; `vocabulary/tags.csv`. One code meant different countries in
different eras, so its meaning is asked with a year.
"""

from __future__ import annotations

import re
from functools import cache

from reftel.telegram.vocabulary import table


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

    >>> meaning("PREL"), meaning("GE", 1975), meaning("RS", 2007)
    ('External Political Relations', 'Germany (East)', 'Russia')
    """
    rows = [row for row in _rows().get(code.upper(), []) if row["meaning"]]
    if not rows:
        return None
    asked = 2007 if year is None else year
    fitting = [row for row in rows if _covers(row["era"], asked)]
    return (fitting or rows)[0]["meaning"]


def _covers(era: str, year: int) -> bool:
    """Whether an era such as "1973-79", "1990-2012", "to 2022+" or "by 2024 (...)" covers a year."""
    years = [int(found) for found in re.findall(r"(?<!\d)(\d{4})(?!\d)", era)]
    short = re.search(r"(\d{4})-(\d\d)(?!\d)", era)
    if short:
        years = [int(short[1]), int(short[1][:2] + short[2])]
    if not years:
        return True
    if era.startswith("by "):
        return year >= years[0]
    if len(years) == 1:
        return year <= years[0] if era.startswith("to ") else year >= years[0]
    return years[0] - 1 <= year <= years[-1] + 1


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
