"""Letters of UTF-8 read as those of Windows-1252: `Ã©` for é, `â€œ` for a curly quote.

In none of the 7,546 copies: texts that hold such letters at all are 45 of them. It stands here for what other programs make
of copies, and befalls only texts that have a letter or a quote beyond ASCII (the pilcrow of such a text then too).
"""

from __future__ import annotations

import random
import re

from reftel.text import Edit

RATE = 0 / 7546
HEALABLE = True
EXAMPLE = ("¶1. The café “Sulmir”.\n", "Â¶1. The cafÃ© “Sulmir”.\n".replace("“", "â€œ").replace("”", "â€\x9d"))

_BEYOND = re.compile(r"[^\x00-\x7f\ufffd]")
_LETTER = re.compile(r"[À-ɏ‘’“”–—]")


def edits(text: str, rng: random.Random) -> list[Edit]:
    """Every letter beyond ASCII."""
    if not _LETTER.search(text):
        return []
    return [Edit(*found.span(), _misread(found[0]), "UTF-8 read as Windows-1252") for found in _BEYOND.finditer(text)]


def _misread(letter: str) -> str:
    """The bytes of a letter each as a letter; those that Windows-1252 leaves free as they are, as browsers do."""
    out = ""
    for byte in letter.encode():
        try:
            out += bytes([byte]).decode("cp1252")
        except UnicodeDecodeError:
            out += chr(byte)
    return out
