"""Letters with a diacritic that became a question mark inside a word: "Erdo?an" where Erdoğan stands elsewhere in the telegram.

6 of 6,702 pages and 3 of 33 released messages have such words. Which letter it was, only another place of the same telegram
can tell; where none does the place is a defect.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reftel.text import Edit

EXAMPLE = ("Erdoğan spoke first. Then Erdo?an left.", "Erdoğan spoke first. Then Erdoğan left.")

_LOST = re.compile(r"(?<![\w/=&?.\-])(?P<head>[^\W\d_]{1,20})[?\ufffd](?P<tail>[^\W\d_]{1,20})(?![\w/=&?])")
_INTACT = re.compile(r"(?<!\w)[^\W\d_]{4,40}(?!\w)")


def edits(text: str) -> Iterator[Edit]:
    """Put the letter back that the same word has elsewhere."""
    if text.isascii() or ("?" not in text and "\ufffd" not in text):
        return
    places = list(lost(text))
    intact = _intact(text) if places else {}
    for found in places:
        letters = intact.get((found["head"], found["tail"]), set())
        if len(letters) == 1:
            (letter,) = letters
            at = found.end("head")
            yield Edit(at, at + 1, letter, f"{found['head']}{letter}{found['tail']} elsewhere in this telegram")


def lost(text: str) -> Iterator[re.Match[str]]:
    """Each word with such a sign inside it."""
    for sign in "?\ufffd":
        at = text.find(sign)
        while at >= 0:
            if text[at - 1 : at].isalpha() and text[at + 1 : at + 2].islower():
                found = _LOST.search(text, max(0, at - 21), at + 22)
                if found and found.end("head") == at:
                    yield found
            at = text.find(sign, at + 1)


def _intact(text: str) -> dict[tuple[str, str], set[str]]:
    """What stands before and after each letter that may be lost, in the words that have it."""
    out: dict[tuple[str, str], set[str]] = {}
    for found in _INTACT.finditer(text):
        word = found[0]
        if word.isascii():
            continue
        for at, letter in enumerate(word):
            if not letter.isascii():
                out.setdefault((word[:at], word[at + 1 :]), set()).add(letter)
    return out
