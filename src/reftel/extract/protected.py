"""Source protection: `(protect)` behind the name it protects.

    Professor Cai Jingsong (protect), however, told PolOff ...

Measured in 6,712 telegrams: (protect) 127, (strictly protect) 84, (please protect) 38.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reftel.text import Span

EXAMPLE = ("Professor Cai (protect) told us", "protected", "strictly protect")
_PROTECT = re.compile(r"[(/\[]\s?(?:(?:strictly|please|pls)\s+)?protect(?:\s+(?:throughout|source|strictly|identity))?\s?[)/\]]|\bstrictly protect\b|\bprotect (?:throughout|source)\b", re.IGNORECASE)


def find(text: str) -> Iterator[tuple[str, str, Span]]:
    """Each request to protect a source: ("protected", its words, where).

    >>> [value for _, value, _ in find("Cai (protect) and Hua (strictly protect) agreed.")]
    ['protect', 'strictly protect']
    """
    if "rotect" not in text and "ROTECT" not in text:
        return
    for found in _PROTECT.finditer(text):
        yield "protected", found[0].strip("()[]/ ").lower(), Span(*found.span())
