"""Letters that were written as UTF-8 and read as Windows-1252: "FranÃ§ois" is François, "Â¶" is ¶, "â€œ" a quotation mark.

Every run that decodes is put back as it was, and only such runs: É, Ã or â alone stay. What would come out must be a letter
of a European alphabet or a sign of print, since a capital Ö before a closing quotation mark would decode to an Armenian one.
The survey saw none in the text of 6,702 pages; mirrors and mail programs make them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reftel.text import Edit

EXAMPLE = ("Â¶1. (C) FranÃ§ois said â€œno.â€\x9d", "¶1. (C) François said “no.”")

_SIGNS = ("Ã", "Â", "â", "Å", "Ä", "Ð", "Ñ", "Î", "Ï", "ï", "È")
_BYTES = {bytes([n]).decode("cp1252", "ignore") or chr(n): n for n in range(0x80, 0x100)} | {chr(n): n for n in range(0x80, 0xA0)}
_REST = "".join(re.escape(letter) for letter, n in _BYTES.items() if n < 0xC0)
_RUN = re.compile(f"[Â-Ñ][{_REST}]|â[{_REST}][{_REST}]|ï»¿|ï¿½")
# Latin-1, Latin Extended-A, the comma letters of Romanian, Greek, Cyrillic, print, the euro and the trade mark.
_SOUND = re.compile(r"[\xa0-\xff\u0100-\u017f\u0218-\u021b\u0386-\u03ce\u0400-\u045f\u2010-\u2044\u20ac\u2122\ufeff\ufffd]$")


def edits(text: str) -> Iterator[Edit]:
    """Decode each run; twice where a copy went through the mill twice."""
    if text.isascii() or not any(sign in text for sign in _SIGNS):
        return
    for found in _RUN.finditer(text):
        letter = _decoded(found[0])
        if letter:
            yield Edit(found.start(), found.end(), letter.replace("\xa0", " "), f"UTF-8 read as Windows-1252: {letter}")


def _decoded(run: str) -> str | None:
    try:
        letter = bytes(_BYTES[sign] for sign in run).decode("utf-8")
    except UnicodeDecodeError:
        return None
    return letter if _SOUND.match(letter) else None
