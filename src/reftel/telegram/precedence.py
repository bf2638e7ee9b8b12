"""Precedence: how fast a telegram travels. `O` in line 5, `OO` in line 2, IMMEDIATE after an addressee.

Source: ACP 127(G) (1988); `vocabulary/precedence.csv`.
"""

from __future__ import annotations

from functools import cache

from reftel.telegram.vocabulary import table

# Longest first: "NIACT IMMEDIATE" (act at night) before "IMMEDIATE".
WORDS = ("NIACT IMMEDIATE", "FLASH OVERRIDE", "FLASH", "IMMEDIATE", "PRIORITY", "ROUTINE")


@cache
def _by_prosign() -> dict[str, str]:
    return {row["prosign"]: row["word"] for row in table("precedence") if row["prosign"]}


def word(prosign: str) -> str | None:
    """The word for a prosign, single or doubled; None for any other letter.

    >>> word("O"), word("PP"), word("Q")
    ('IMMEDIATE', 'PRIORITY', None)
    """
    if len(prosign) == 2 and prosign[0] == prosign[1]:
        prosign = prosign[0]
    return _by_prosign().get(prosign)
