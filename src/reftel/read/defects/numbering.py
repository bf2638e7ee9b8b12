"""Paragraphs that are missing or come twice, and sections that are not in the copy.

A section holds more than five pages. A copy of one telegram mostly joins its sections (1,317 of 3,950 sectioned ones no longer say so), so
only a copy that begins with a later section, or is too short for its sections, has lost one: of telegrams in sections 95 in 100 are
longer than 4,450 letters. A signed copy whose paragraphs are numbered without a gap has lost none, however short it is.
"""

from __future__ import annotations

from collections.abc import Iterator

from reftel.read.envelope import Envelope
from reftel.read.heading import Heading
from reftel.telegram.model import Defect, Telegram
from reftel.text import Span

_SHORTEST = 1_200  # letters of a section that is followed by another; page lines and headings included


def paragraphs(telegram: Telegram) -> Iterator[Defect]:
    last = 0
    seen: set[int] = set()
    end = telegram.paragraphs[0].at.start if telegram.paragraphs else 0
    for paragraph in telegram.paragraphs:
        number, before, end = paragraph.number, end, paragraph.at.end
        if number is None:
            continue
        if number in seen:
            yield Defect("number_repeated", paragraph.at, f"paragraph {number} comes again")
        elif number > last + 1:
            lost = f"paragraph {last + 1} is" if number == last + 2 else f"paragraphs {last + 1} to {number - 1} are"
            gap = Span(min(before, paragraph.at.start), paragraph.at.start)  # between the paragraphs that are left
            yield Defect("number_skipped", gap, f"paragraph {number} follows {last or 'the heading'}: {lost} missing")
        seen.add(number)
        last = max(last, number)


def sections(telegram: Telegram, envelope: Envelope, heading: Heading, text: str) -> Iterator[Defect]:
    """A section of the telegram that this copy does not have."""
    count, first = heading.sections, heading.section
    at = heading.at.get("classification") or envelope.at.get("station_serial")
    if first is not None and first > 1:
        yield Defect("section_missing", at, f"the copy begins with section {first} of {count or 'several'}: what came before is missing")
    elif count is not None and count > 1 and len(text) < _SHORTEST * (count - 1) and not _is_whole(telegram):
        yield Defect("section_missing", at, f"{count} sections are announced, but the copy has {len(text):,} letters: a section is missing")


def _is_whole(telegram: Telegram) -> bool:
    """Whether the copy reaches from paragraph 1 to the signer without a gap."""
    numbers = [paragraph.number for paragraph in telegram.paragraphs if paragraph.number is not None]
    return telegram.signer is not None and len(numbers) > 1 and numbers == list(range(1, len(numbers) + 1))
