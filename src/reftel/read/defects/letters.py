"""Letters and words that are not there: masked by a publisher, cut on release, lost with their diacritics, or behind the copy's end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reftel.read.lines import Line, is_open
from reftel.read.repairs import diacritic
from reftel.telegram import lexicon
from reftel.telegram.model import Defect, Telegram
from reftel.text import Span

_MASK = re.compile(r"(?<![A-Za-z])(?:X{4,60}|x{4,60})(?![A-Za-z])")
_CODES = frozenset([*(f"B{n}" for n in range(1, 10)), "NR"])
_CODE = r"(?:B[1-9](?:\([A-Z0-9]\))?|1\.[45]\([A-Ga-g]\)|NR)"
_EXEMPTED = re.compile(rf"(?:^|(?<=\S)[ \t]{{3,60}})(?P<code>{_CODE}(?:[ ,;&]{{1,3}}{_CODE}){{0,4}})$")


def masked(text: str, lines: Sequence[Line]) -> Iterator[Defect]:
    """Words that a publisher or a release put out of sight: XXXXXXXXXXXX, or the code of an exemption in the margin."""
    if "XXXX" in text or "xxxx" in text:
        for m in _MASK.finditer(text):
            yield Defect("masked", Span(*m.span()), "letters masked by the publisher")
    for line in [line for line in lines if line.text[-2:] in _CODES or line.text[-1:] == ")"]:
        if code := _EXEMPTED.search(line.text):
            at = Span(line.start + code.start("code"), line.start + code.end("code"))
            yield Defect("masked", at, f"words cut on release under exemption {code['code']}")


def lost(text: str) -> Iterator[Defect]:
    """A question mark inside a word: a letter with a diacritic that this copy does not have, here or elsewhere."""
    for m in diacritic.lost(text):
        if min(len(m["head"]), len(m["tail"])) < 2 or not (lexicon.is_word(m["head"]) and lexicon.is_word(m["tail"])):
            yield Defect("lost_letter", Span(*m.span()), f'"{m[0]}": a letter is lost')


def truncated(telegram: Telegram) -> Iterator[Defect]:
    """A copy that ends in the middle of a sentence."""
    last = telegram.paragraphs[-1] if telegram.paragraphs else None
    if last is None or telegram.signer is not None or len(last.text) < 40 or not is_open(last.text) or "\n" in last.text[-60:]:
        return
    if (last.text[-1].isalpha() and last.text[-1].islower()) or last.text.endswith(","):
        yield Defect("truncated", Span(last.at.end, last.at.end), "the copy ends in the middle of a sentence, without a signer")
