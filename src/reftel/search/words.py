"""How words are told apart, the same in the index, in queries and in highlights: letters and digits, folded.

`U.S.` is two words, `P5+1` two, `Côte` is cote. Words are not stemmed: a search finds what is written, and `negotiat*` widens.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import tantivy

ANALYZER = "reftel"
LONGEST = 60  # bytes of a word; the index leaves longer ones out
_WORD = re.compile(r"[^\W_]+")


def analyzer() -> tantivy.TextAnalyzer:
    """The index's analyzer."""
    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.remove_long(LONGEST))
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.ascii_fold())
        .build()
    )


@lru_cache(maxsize=65536)
def folded(word: str) -> str:
    """A word in lower case without diacritics.

    >>> folded("Côte")
    'cote'
    """
    lower = word.lower()
    if lower.isascii():
        return lower
    return "".join(letter for letter in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(letter))


def words(text: str) -> list[str]:
    """The folded words of a text.

    >>> words("U.S.-Ruritania talks")
    ['u', 's', 'ruritania', 'talks']
    """
    return [folded(word) for word in _WORD.findall(text) if len(word) <= LONGEST]


def placed(text: str) -> list[tuple[str, int, int]]:
    """(folded word, start, end) of each word of a text."""
    return [(folded(found[0]), found.start(), found.end()) for found in _WORD.finditer(text)]


def key(name: str) -> str:
    """A name as a keyword: letters and digits only, folded. "The Hague" and THEHAGUE are one.

    >>> key("The Hague")
    'thehague'
    """
    return "".join(words(name))
