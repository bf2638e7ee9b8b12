"""Paragraphs that are not in this copy, by the numbering of those that are.

Of 504 telegrams with a gap, 214 had truly lost the paragraph; in the others its number stands inside a line. So a number that the text
still holds before a portion mark or at the beginning of a line is not said to be missing: then 21 of 23 telegrams had lost what is named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reftel.read.infer.evidence import Evidence
from reftel.telegram.model import Telegram

LONGEST = 200  # a gap beyond that is a misread number, no loss
_LOST = 0.9
_HELD = re.compile(r"(?:(?<![\d.,/])(?P<marked>\d{1,3})\s?\.\s{0,2}\([A-Z]|(?:^|[\n¶])\s{0,3}(?P<line>\d{1,3})\s?\.)")


def paragraphs(telegram: Telegram, text: str) -> Iterator[Evidence]:
    """The numbers that the numbering passes over and the text does not hold; a first paragraph often bears none."""
    lost: list[int] = []
    last = 0
    for paragraph in telegram.paragraphs:
        number = paragraph.number
        if number is None:
            continue
        if last and last + 1 < number <= last + LONGEST:
            lost += range(last + 1, number)
        last = max(last, number)
    if not lost:
        return
    held = {int(found["marked"] or found["line"]) for found in _HELD.finditer(text)}
    if missing := [number for number in lost if number not in held]:
        words = ", ".join(str(number) for number in missing[:12])
        yield Evidence("missing_paragraphs", missing, _LOST, "numbering", (f"the numbering passes over {words}, and the text does not hold it",))
