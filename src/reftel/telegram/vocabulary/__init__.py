"""The trade's tables as CSV files, one row a fact, with a `source` column that says where it comes from.

A wrong code is mended in a table, never as a special case in code.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

TABLES = (
    "abbreviations",
    "archive_codes",
    "capitals",
    "captions",
    "chiefs",
    "collectives",
    "eo_rules",
    "exemptions",
    "formulas",
    "malformed_ids",
    "marks",
    "operating_signals",
    "posts",
    "precedence",
    "routing_nations",
    "station_spellings",
    "surname_spellings",
    "tag_fixes",
    "tags",
    "words",
)


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """All rows of one table, each a dict of column to text.

    Args:
        name: one of `TABLES`.

    Raises:
        UnknownName: when there is no such table.

    >>> table("precedence")[2]["word"]
    'IMMEDIATE'
    """
    if name not in TABLES:
        from reftel.errors import UnknownName

        raise UnknownName("vocabulary table", name, TABLES)
    text = files(__name__).joinpath(f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))
