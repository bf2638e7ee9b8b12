"""How words are told apart, the same in the index, in queries and in highlights: letters and digits, folded.

`U.S.` is two words, `P5+1` two, `Côte` is cote. Words are not stemmed: a search finds what is written, and `negotiat*` widens.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

import tantivy

ANALYZER = "reftel"
LONGEST = 60  # bytes; the index leaves out words that have as many or more
TWO_SLIPS = 6  # letters from which a word may differ by two, not one, and still be found by ~
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


@cache
def _analyzer() -> tantivy.TextAnalyzer:
    return analyzer()


@lru_cache(maxsize=65536)
def folded(word: str) -> str:
    """A word as the index holds it: in lower case, Latin letters without diacritics.

    >>> folded("Côte"), folded("Straße")
    ('cote', 'strasse')
    """
    return word.lower() if word.isascii() else "".join(_analyzer().analyze(word))


def words(text: str) -> list[str]:
    """The folded words of a text, those the index keeps.

    >>> words("U.S.-Ruritania talks")
    ['u', 's', 'ruritania', 'talks']
    """
    return _analyzer().analyze(text)


def placed(text: str) -> list[tuple[str, int, int]]:
    """(folded word, start, end) of each word of a text."""
    return [(folded(found[0]), found.start(), found.end()) for found in _WORD.finditer(text)]


def key(name: str) -> str:
    """A name as a keyword: letters and digits only, folded. "The Hague" and THEHAGUE are one.

    >>> key("The Hague")
    'thehague'
    """
    return "".join(words(name))


@lru_cache(maxsize=4096)
def _letter(letter: str) -> str:
    """A letter folded, where that is one letter too; else an empty text."""
    new = folded(letter) if letter.isalnum() else letter
    return new if len(new) == 1 else ""


def levelled(text: str) -> str | None:
    """A text folded letter by letter, so that every place stays where it was; None where a letter folds to several (ß, æ).

    >>> levelled("Côte d'Ivoire"), levelled("Straße")
    ("cote d'ivoire", None)
    """
    if text.isascii():
        return text.lower()
    table = {}
    for letter in set(text):
        if not letter.isascii():
            if not (new := _letter(letter)):
                return None
            table[ord(letter)] = new
    return text.translate(table).lower()
