"""Letters that a machine takes for others, and the words and numbers that it meant. Shared by the repairs of scanned copies.

    IMMEOIATE -> IMMEDIATE    C0NFIDENTIAL -> CONFIDENTIAL    govemment -> government    SUBdECT -> SUBJECT    2O07 -> 2007
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from reftel.telegram import lexicon

PARTS = re.compile(r"[A-Za-z0-9]+(?:['’][A-Za-z]{1,2})?")
# What stands there, and what it may have been: among capitals, among small letters, in a number.
_CAPITALS = {"0": ("O", "D"), "O": ("D", "Q"), "D": ("O",), "1": ("I", "L"), "l": ("I", "L"), "I": ("L",), "d": ("J",), "5": ("S",), "8": ("B",), "Q": ("O",), "i": ("I",)}
_SMALL = {"0": ("o",), "1": ("l", "i"), "I": ("l",), "l": ("i",), "rn": ("m",), "m": ("rn",), "c": ("e",), "e": ("c",), "b": ("h",), "h": ("b",), "vv": ("w",), "5": ("s",), "cl": ("d",)}
_FIRST = {"0": ("O", "D"), "1": ("I", "l", "i"), "l": ("I",), "5": ("S",), "8": ("B",), "O": ("D",), "D": ("O",)}
_NUMBER = str.maketrans("OolIiSB", "0011158")
MOST = 3  # errors in a word
HEAD = 3_000  # letters of envelope and heading
_NUMERAL = re.compile(r"[0-9OolIiSB]{2,12}(?:[/.,:\-][0-9OolIiSB]{1,12}){0,4}")
_INITIALS = re.compile(r"[A-Z][a-z]I[a-z]?")  # MoI, ExIm: initials, not letters mistaken
_ODD = re.compile(
    r"[A-Za-z][0158][A-Za-z]|[a-z]I(?![A-Za-z]*[A-Z]{2})|[A-Z][dl][A-Z]|[A-Z]{2}[dl](?![a-z])|(?<![A-Za-z])l[A-Z]{2}|\d[lOIiSBo]\d|"
    r"(?<![A-Za-z0-9])(?:0[A-Z]{3}|[158][A-Z]{4}|[01][a-z]{3})|(?:[A-Z]{3}0|[a-z]{3}[01])(?![A-Za-z0-9])|(?<![A-Za-z0-9])[lI][0-9]{2,3}(?![A-Za-z0-9])"
)


@lru_cache(maxsize=2)  # two repairs ask for the words of the same text
def head_words(text: str) -> frozenset[str]:
    """The words of envelope and heading, and of what stands there besides.

    >>> sorted(head_words("SUBJE CT: TALKS"))
    ['CT', 'SUBJE', 'TALKS']
    """
    return frozenset(text[:HEAD].replace(":", " ").replace("/", " ").split())


def is_odd(token: str) -> bool:
    """Whether letters and digits stand together as they do in no word or number.

    >>> is_odd("C0NFIDENTIAL"), is_odd("SUBdECT"), is_odd("2O07"), is_odd("McIntyre"), is_odd("RUEHC")
    (True, True, True, False, False)
    """
    return _ODD.search(token) is not None and not token.startswith("Mc") and (len(token) > 4 or _INITIALS.fullmatch(token) is None)


def numeral(token: str) -> str | None:
    """The number that a token of digits and letters like digits stands for; None where it is a number already, or none.

    >>> numeral("2O07"), numeral("l2/O3/20l7"), numeral("1990S"), numeral("B6"), numeral("2007")
    ('2007', '12/03/2017', None, None, None)
    """
    if not _NUMERAL.fullmatch(token) or token.isdecimal() or not any(sign.isdecimal() for sign in token):
        return None
    for piece in re.split(r"[/.,:\-]", token):
        letters = sum(sign.isalpha() for sign in piece)
        if letters == len(piece) and not set(piece) <= set("OoIl"):
            return None
        if not letters or (token != piece and len(piece) < 3):
            continue
        if letters * 2 > len(piece) and len(piece) < 5 and not (set(piece) <= set("OolI01")):
            return None
        if (piece[0] in "BS" and len(piece) < 4) or (piece[0] == "I" and len(piece) < 3) or (piece[-1] in "SB" and (len(piece) < 3 or piece[-2] == "0")):
            return None
    new = token.translate(_NUMBER)
    return new if new != token else None


def word(token: str, known: Callable[[str], bool]) -> str | None:
    """The one known word that a token stands for if some of its letters were taken for others; None where there is none or several.

    >>> word("govemment", lexicon.is_word), word("IMMEOIATE", lexicon.is_word), word("SUBdECT", lexicon.is_word), word("Zenda", lexicon.is_word)
    ('government', 'IMMEDIATE', 'SUBJECT', None)
    """
    if token[-1:] in "01" and len(token) > 4 and lexicon.is_word(token[:-1]):
        return None  # a word, and a figure that stands for a sign or a note
    if not 2 <= len(token) <= 24 or sum(sign.isdecimal() for sign in token) * 2 > len(token):
        return None
    found: set[str] = set()
    tried = {token}
    layer = [token]
    for _ in range(MOST if len(token) > 5 else 2):
        following: list[str] = []
        for spelling in layer:
            for candidate in _one_changed(spelling):
                if candidate not in tried and len(tried) < 600:
                    tried.add(candidate)
                    following.append(candidate)
                    if known(candidate) and _is_cased(candidate):
                        found.add(candidate)
        if found:
            return _only(found)
        layer = following
    return None


# Signs that among such letters can only be one letter; 0 among capitals is an O unless a word comes of a D.
_AMONG_CAPITALS = str.maketrans("0158ld", "OISBIJ")
_AMONG_SMALL = str.maketrans("0I", "ol")
_INSIDE_CAPITALS = re.compile(r"[A-Z][A-Z0158ld]{1,23}[A-Z]|[0158l][A-Z]{3,24}")
_INSIDE_SMALL = re.compile(r"[A-Za-z][a-z0I]{1,23}[a-z]")


def by_shape(token: str) -> str | None:
    """What a name that no list knows stands for, where each strange sign can be one letter only.

    >>> by_shape("T0RRING"), by_shape("VeskoIin"), by_shape("Vesko1in"), by_shape("CO2"), by_shape("MI5")
    ('TORRING', 'Veskolin', None, None, None)
    """
    if len(token) > 4 and _INSIDE_CAPITALS.fullmatch(token) and sum(sign.isdecimal() for sign in token) * 3 <= len(token):
        new = token.translate(_AMONG_CAPITALS)
    elif len(token) > 4 and _INSIDE_SMALL.fullmatch(token) and not _is_two_words(token):
        new = token[0] + token[1:].translate(_AMONG_SMALL)
    else:
        return None
    return new if new != token else None


def _is_two_words(token: str) -> bool:
    """Whether a capital I begins a second word: MinInt, NationalIntelligence."""
    at = token.find("I", 1)
    return at > 0 and (lexicon.is_word(token[at:]) or lexicon.is_word(token[:at]) or (at > 3 and len(token) - at > 5))


def _one_changed(token: str) -> Iterator[str]:
    plain = [letter for letter in token[1:] if letter.isalpha() and letter not in "IldOD"] or list(token)
    small = sum(letter.islower() for letter in plain) * 2 > len(plain)
    table = _SMALL if small else _CAPITALS
    for at, letter in enumerate(token):
        choices = table.get(letter, ())
        if at == 0 and small:
            choices = _FIRST.get(letter, choices)
        for new in choices:
            yield token[:at] + new + token[at + 1 :]
        for new in table.get(token[at : at + 2], ()) if at + 1 < len(token) else ():
            yield token[:at] + new + token[at + 2 :]


def _is_cased(token: str) -> bool:
    """Whether capitals stand as they do in words: none, the first, or all."""
    return token.islower() or token.isupper() or token.istitle() or token[1:].islower()


def _only(found: set[str]) -> str | None:
    """The only reading; where there are several, one that is thirty times as common as any other."""
    if len(found) == 1:
        return next(iter(found))
    first, second = sorted(found, key=_common, reverse=True)[:2]
    return first if _common(first) > 30 * max(_common(second), 1) else None


@lru_cache(maxsize=4096)
def _common(token: str) -> int:
    return lexicon.count(token)
