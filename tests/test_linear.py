"""Hostile texts: what makes a careless pattern explode must be read in time that grows with the text.

Nothing is measured: a watchdog ends a reading that takes twenty seconds, which a linear reader needs a hundredth of.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

import reftel
from reftel.errors import ReftelError
from reftel.telegram.model import Telegram

PATIENCE = 20  # seconds
HEAD = "UNCLAS STRELSAU 000012\n\nSIPDIS\n\nTAGS: PREL\nSUBJECT: X\nREF: A. STRELSAU 1\n\n1. (U) "
FLAT = HEAD.replace("\n", " ")
PIECES = {
    "letters": "A ", "capitals": "A", "dashes": "-", "dashes apart": "- ", "rules": "------- ", "rules and words": "------- Comment ", "tags of html": "<", "pilcrows": "¶1. ",
    "marks": "¶1. (C) ", "brackets": "(", "brackets closed": "()", "marks half open": "(S/", "indicators": "RUEHC/", "relays": "RUEHC ", "addresses": "TO RUEHC/SECSTATE WASHDC\n",
    "captions": "SIPDIS\n", "captions in a line": "SENSITIVE SIPDIS ", "digits": "1", "numbers": "1. ", "numbered lines": "1.\n", "newlines": "\n", "blanks": " ", "tabs": "\t", "returns": "\r\n",
    "class lines": "C O N F I D E N T I A L ", "spaced": "C  O  ", "pages": "STRELSAU 00000012  002 OF 003 ", "page lines": "STRELSAU 00000012  002 OF 003\n", "labels": "SUBJECT: ",
    "label lines": "TAGS: PREL\n", "references": "A. STRELSAU 1 ", "years": "07 STRELSAU ", "entities": "&#x0a", "backslashes": "\\\n", "commas": "A, ", "elements": "1) a 2) b ",
    "headings": "The Bridge\n----------\n", "months": "December 110 ", "reasons": "1.4 (b) ", "names": "van ", "stars": "* ", "quotes": '"', "codes": "PRELPGOV",
    "misread capitals": "C0NF ", "misread words": "wou1d ", "hyphens": "addi- tional ", "mojibake": "Ã©", "stamps": "RELEASE IN PART B6\n", "specks": "• a\n",
    "pages of the 1970s": "PAGE 02 STRELS 01231 241439Z\n", "glued": "thatthe ", "glued at full stops": "bridge.The ", "lost letters": "a?b é ", "lines twice": "The bridge fell.\nThe bridge fell.\n",
    "offices": "INFO OCT-01 ISO-00 ", "fields": "MRN: 12 ZENDA 1\nDate/DTG: x\n", "field lines": "                    x\n", "orders": "E.O. 12598: DECL ", "spaced codes": "SI PDIS ",
    "tags glued": "TAGS: ETRDEINVPGOVCS", "quotes in words": 'a"b"c ',
}  # fmt: skip


@contextmanager
def watchdog(seconds: int) -> Iterator[None]:
    def bark(number: int, frame: object) -> None:
        raise TimeoutError(f"still reading after {seconds} seconds")

    before = signal.signal(signal.SIGALRM, bark)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def finishes(text: str, name: str = "hostile.txt") -> None:
    with watchdog(PATIENCE):
        try:
            telegram = reftel.read(text, name=name)
        except ReftelError:
            return
    assert isinstance(telegram, Telegram)


def repeated(piece: str, size: int) -> str:
    return piece * (size // len(piece))


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
def test_twenty_thousand_letters(piece: str) -> None:
    many = repeated(piece, 20_000)
    finishes(many)
    finishes(HEAD + many + "\n\nRASSENDYLL\n")
    finishes("VZCZCXRO0417 " + many)
    finishes(FLAT + many)


@pytest.mark.slow
@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
def test_two_hundred_thousand_letters(piece: str) -> None:
    many = repeated(piece, 200_000)
    finishes(many)
    finishes(HEAD + many)
    finishes(FLAT + many)
    finishes(HEAD.replace("SUBJECT: X", "SUBJECT: " + many))
    finishes(HEAD.replace("PREL", many))
    finishes(HEAD.replace("STRELSAU 1\n", many + "\n"))


@pytest.mark.parametrize("piece", ["<", "<pre>", "<pre ", "<a ", "&amp", "&#", "<br", "<table cable", "<td>", "</pre", "<!--"])
@pytest.mark.parametrize("size", [20_000, pytest.param(200_000, marks=pytest.mark.slow)])
def test_pages(piece: str, size: int) -> None:
    finishes("<html><table class='cable'>" + repeated(piece, size) + "<pre>" + repeated(piece, size), "hostile.html")


@pytest.mark.parametrize("piece", ['"', '""', ",", '\\"', "a,b\n", '",', "\r"])
@pytest.mark.parametrize("size", [20_000, pytest.param(200_000, marks=pytest.mark.slow)])
def test_tables(piece: str, size: int) -> None:
    finishes("id,header,body\n" + repeated(piece, size), "hostile.csv")
