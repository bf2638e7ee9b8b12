"""Words parted by a hyphen at the end of a line: "ADDI- TIONAL", or with the line break still there.

    the addi-                 the additional
    tional guards             guards

Left in 90 of 218 texts of 1973 to 1979 and 44 of 6,702 pages. Joined only where the joined word is a word, of English or of
this telegram, and the parts are not meant to stand apart: "US-/EU", "two-/year" and "pro- and anti-" stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reftel.telegram import lexicon
from reftel.text import Edit

EXAMPLE = ("The addi-\ntional guards left.", "The additional\nguards left.")

_PARTED = re.compile(r"(?<![A-Za-z\-'’])(?P<head>[A-Za-z]{2,20})-(?P<gap> |[ \t]{0,3}\r?\n[ \t]{0,8})(?P<tail>[A-Za-z]{2,20})(?![A-Za-z\-])")
_BROKEN = ("- ", "-\n", "-\r\n")
# Behind these many writers set a hyphen, now and then the same one: the word is left as he parted it if what follows is a word itself.
_HYPHENATED = frozenset([
    "ANTI", "COUNTER", "PRO", "NON",  # for and against: counter-narcotics, pro-government
    "EX", "POST", "PRE", "MID",  # before and after: post-election, mid-term
    "CO", "INTER", "MULTI", "SUB", "SELF", "VICE",  # with whom: co-chair, inter-agency
    "OUT", "SEMI", "SOCIO", "ULTRA",  # how far: out-patient, semi-annual
])  # fmt: skip
_PREFIXES = _HYPHENATED | {"NO", "OFF", "OVER", "RE", "TRANS", "UN", "UNDER"}  # behind these few do: only common words are joined
COMMON = 1_500_000  # of two words a compound is made one way by this writer, another by that: only common ones are sure
BOTH_WAYS = 5_000_000  # of a prefix and a word: a telegram has "counternarcotics" and "counter-narcotics", and books "out-patient"
_JOINING = frozenset(["AND", "OR", "TO", "BUT", "NOR", "AS", "THE", "VERSUS"])


def edits(text: str) -> Iterator[Edit]:
    """Join the parts; what follows on the line keeps its place by a line break behind the whole word."""
    here: _Here | None = None
    for found in _parted(text):
        if not _may_join(found["head"], found["tail"]):
            continue
        here = here or _Here(text)
        if not _is_one_word(here, found["head"], found["tail"]):
            continue
        begin, end = found.end("head"), found.start("tail")
        if "\n" not in found["gap"]:
            yield Edit(begin, end, "", f"one word: {found['head']}{found['tail']}")
            continue
        after = found.end()
        while after < len(text) and text[after] in ".,;:!?)\"'":
            after += 1
        yield Edit(begin, end, "", f"one word: {found['head']}{found['tail']}")
        if text[after : after + 1] == " ":
            yield Edit(after, after + 1, "\n", "the line ends behind the whole word")


def _parted(text: str) -> Iterator[re.Match[str]]:
    """Each place where a hyphen and white space part letters."""
    for sign in _BROKEN[: 3 if "\r" in text else 2]:
        at = text.find(sign)
        while at >= 0:
            if text[at - 1 : at].isalpha():
                found = _PARTED.search(text, max(0, at - 22), at + 45)
                if found and found.end("head") == at:
                    yield found
            at = text.find(sign, at + 1)


class _Here:
    """The words of this telegram, whatever their case, those with a hyphen too."""

    def __init__(self, text: str) -> None:
        self._text = text.upper()
        self._asked: dict[str, bool] = {}

    def __contains__(self, word: str) -> bool:
        if word not in self._asked:
            self._asked[word] = any(True for _ in self._places(word))
        return self._asked[word]

    def _places(self, word: str) -> Iterator[int]:
        at = self._text.find(word)
        while at >= 0:
            end = at + len(word)
            if not _goes_on(self._text[at - 1 : at]) and not _goes_on(self._text[end : end + 1]):
                yield at
            at = self._text.find(word, at + 1)


def _goes_on(letter: str) -> bool:
    return letter == "-" or letter.isalpha()


def _may_join(head: str, tail: str) -> bool:
    """Whether two pieces have the letters of one word: small, or capitals, or a capital and small ones."""
    if tail.upper() in _JOINING or not (tail.islower() or (head.isupper() and tail.isupper())):
        return False
    return not (head[-1].isupper() and len(head) > 1 and tail.islower())


def _is_one_word(here: _Here, head: str, tail: str) -> bool:
    """Whether two pieces are one word, and not two that a hyphen joins."""
    whole = head + tail
    if not lexicon.is_word(whole) and whole.upper() not in here:
        return False
    if f"{head}-{tail}".upper() in here:
        return False
    if head.upper() in _HYPHENATED and not _is_part(tail):
        return lexicon.count(whole) > BOTH_WAYS
    if len(whole) > 4 and whole.upper() in here:
        return True
    two_words = head.upper() in _PREFIXES or not _is_part(head)
    return lexicon.is_word(whole) and (not two_words or _is_part(tail) or lexicon.count(whole) > COMMON)


def _is_part(piece: str) -> bool:
    """Whether a piece is no word that could stand beside a hyphen."""
    return len(piece) < 4 or not lexicon.is_word(piece)

