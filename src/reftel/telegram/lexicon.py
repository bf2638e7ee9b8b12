"""English words and the trade's own: what a reader of telegrams would call a word, asked for only in damaged copies.

The general words are the list of 82,834 that the package symspellpy carries (words of SCOWL that occur in the Google Books
counts), read from its file without importing the package; the trade's are `vocabulary/words.csv` (poloff, septel, demarche)
and the names in the tables of posts, TAGS, captions and precedence. Loaded on first use: 45 ms, once in a process.
Of the words of four letters and more in 446 published telegrams it knows 94 %, of those in Foreign Relations 97 %.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from reftel.telegram import captions
from reftel.telegram.vocabulary import table

_LIST = "frequency_dictionary_en_82_765.txt"
_WORD = re.compile(r"[A-Z][A-Z']+")
_ENDINGS = ("'S", "S'", "'", "S", "ED", "D")
_LAST = ("S", "'", "D")  # the last letters of these
# The general list spells as the British do: what an American writes, and where to look for it.
_AMERICAN = (
    ("OR", re.compile(r"OR(?=S?$|ED|ING|A|I|L|H)"), "OUR"),
    ("ER", re.compile(r"([BT])ER(?=S?$|ED$)"), r"\1RE"),
    ("Z", re.compile(r"([IY])Z(?=E|I|A)"), r"\1S"),
    ("L", re.compile(r"L(?=ED$|ING$|ERS?$)"), "LL"),
)
# Of the formulas of envelope and heading; longer words of the tables come to them.
_FORMULAS = (
    "FM TO INFO DE ZNR ZNY ZZH TAGS SUBJECT SUBJ REF REFS REFTEL DECL OADR GDS XGDS ADS SECTION OF PAGE FOR PASS FROM STATE CLASSIFIED BY REASON REASONS DERIVED "
    "UNCLAS UNCLASSIFIED CONFIDENTIAL SECRET TOP LIMITED OFFICIAL USE RESTRICTED FLASH IMMEDIATE PRIORITY ROUTINE NIACT SUMMARY COMMENT END BEGIN TEXT "
    "ACTION REQUEST PARTICIPANTS AMEMBASSY AMCONSUL USMISSION USINT USOFFICE SECSTATE WASHDC SECDEF COLLECTIVE EMBASSY CONSULATE NOTAL PARA PARAS"
)


@cache
def _general() -> dict[str, int]:
    """The words of the package's file in capitals, and how often each was counted; nothing where it is not installed."""
    spec = find_spec("symspellpy")
    if spec is None or not spec.submodule_search_locations:
        return {}
    path = Path(spec.submodule_search_locations[0]) / _LIST
    pairs = (line.split(" ", 1) for line in path.read_text(encoding="utf-8-sig").upper().splitlines())
    return {word: int(times) for word, times in pairs}


@cache
def formulas() -> frozenset[str]:
    """The words of envelope and heading in capitals: labels, classifications, precedence, captions, offices.

    >>> "AMEMBASSY" in formulas(), "SIPDIS" in formulas(), "BRIDGE" in formulas()
    (True, True, False)
    """
    words = set(_FORMULAS.split())
    for name in captions.meanings():
        words.update(word for word in _WORD.findall(name) if len(word) > 3)
    return frozenset(words)


@cache
def names() -> frozenset[str]:
    """The words in the names of posts, their countries and the TAGS, in capitals.

    >>> "BEIJING" in names(), "ROMANIA" in names()
    (True, True)
    """
    words: set[str] = set()
    for row in table("posts"):
        words.update(_WORD.findall(f"{row['plad']} {row['station']} {row['city']} {row['country']}".upper()))
    for row in table("tags"):
        words.update(_WORD.findall(row["meaning"].upper()))
    return frozenset(words)


@cache
def trade() -> frozenset[str]:
    """The trade's abbreviations in capitals: POLOFF, SEPTEL.

    >>> "ECONOFF" in trade(), "SHOP" in trade()
    (True, False)
    """
    return frozenset(row["word"].upper() for row in table("words") if row["kind"] == "trade")


@cache
def _all() -> frozenset[str]:
    return frozenset(_general().keys() | formulas() | names() | {row["word"].upper() for row in table("words")})


@cache
def _tags() -> frozenset[str]:
    return frozenset(row["code"].upper() for row in table("tags") if len(row["code"]) > 3)


@lru_cache(maxsize=65_536)  # a telegram has some 1,500 words, and repairs ask for most of them again
def is_word(word: str) -> bool:
    """Whether this is a word of English or of the trade, in any case, its possessive and a TAG too.

    >>> is_word("government"), is_word("Poloff's"), is_word("govemment"), is_word("PREL"), is_word("privatized")
    (True, True, False, True, True)
    """
    upper = word.upper().replace("’", "'")
    known = _all()
    if upper in known or upper in _tags():
        return True
    if upper.endswith(_LAST) and any(upper.endswith(ending) and len(upper) > 4 and upper.removesuffix(ending) in known for ending in _ENDINGS):
        return True
    return any(pattern.sub(british, upper, count=1) in known for sign, pattern, british in _AMERICAN if sign in upper)


def count(word: str) -> int:
    """How often the word was counted in books; words of the trade as often as rare ones.

    >>> count("which") > count("witch") > count("demarche") > count("govemment") == 0
    True
    """
    upper = word.upper()
    return max(_general().get(upper, 0), 10_000 if is_word(upper) else 0)
