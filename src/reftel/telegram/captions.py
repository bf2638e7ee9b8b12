"""Captions: the words under the classification line that steer who may see a telegram (SIPDIS, NODIS, SENSITIVE ...).

Source: 5 FAH-2 H-250 and H-440; `vocabulary/captions.csv`. Copies double them, fill with slashes (`STADIS/////`), put two
on a line (`SENSITIVE SIPDIS`) or behind the E.O. line: all of that is read.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from reftel.telegram.vocabulary import table

# Groups of the table whose rows are captions as such; passing and attention lines have a grammar of their own.
_LINES = {"passing", "attention", "delimiter", "eyes-only style"}
_SPELLED = {
    "SENSITIVE BUT UNCLASSIFIED": "SENSITIVE", "SBU": "SENSITIVE", "FOR OFFICIAL USE ONLY": "FOUO", "LIMITED OFFICIAL USE": "LOU",
    "NOT FOR INTERNET PUBLICATION": "NOT FOR INTERNET DISTRIBUTION", "NO FOREIGN DISTRIBUTION": "NOFORN", "SIPIDIS": "SIPDIS",
    "SIPDS": "SIPDIS", "SI PDIS": "SIPDIS", "EFTO": "E F T O", "C O R R E C T E D C O P Y": "CORRECTED COPY",
    "C O R R E C T E D COPY": "CORRECTED COPY", "CORRECTEDCOPY": "CORRECTED COPY", "NOFORM": "NOFORN", "INFO SENSITIVE": "SENSITIVE", "PROTECTED": "SENSITIVE",
}  # fmt: skip


@cache
def meanings() -> dict[str, str]:
    """Every caption and what it means.

    >>> meanings()["SIPDIS"]
    'cleared for posting on the SIPRNet'
    """
    return {row["code"]: row["meaning"] for row in table("captions") if row["group"] not in _LINES}


@cache
def _pattern() -> re.Pattern[str]:
    words = sorted((*meanings(), *_SPELLED), key=len, reverse=True)
    words = [word for word in words if word not in {"ONLY", "VISAS", "BU", "CODEL", "STAFFDEL", "SECTO", "TOSEC", "PARTO", "PROTECTED"}]
    return re.compile("|".join(re.escape(word) for word in words) + r"|[A-Z]{2,6} CHANNEL")


@lru_cache(maxsize=4096)
def on_line(line: str) -> tuple[tuple[str, int, int], ...]:
    """The captions on a line that holds nothing else: (caption, start, end) each; () for any other line.

    >>> on_line("SENSITIVE SIPDIS")
    (('SENSITIVE', 0, 9), ('SIPDIS', 10, 16))
    >>> on_line("STADIS/////////"), on_line("SIPDIS was dropped")
    ((('STADIS', 0, 6),), ())
    """
    if len(line) > 160:
        return ()
    upper = line.upper()
    found = tuple((m[0], m.start(), m.end()) for m in _pattern().finditer(upper))
    if not found:
        return ()
    left = "".join(upper[a:b] for a, b in zip([0, *(f[2] for f in found)], [*(f[1] for f in found), len(upper)], strict=True))
    if found[0][0] in {"CORRECTED COPY", "CORRECTEDCOPY"} or found[0][0].startswith("C O R R"):  # the reason follows: "CORRECTED COPY CAPTION"
        left = ""
    if re.sub(r"[\s/,;:.\-#*\\&]+|\bAND\b|\bSECTION \d\d OF \d\d\b", "", left):
        return ()
    return tuple((_SPELLED.get(name, name), start, end) for name, start, end in found)
