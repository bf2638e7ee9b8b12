"""Which copies are of one telegram, and which only bear one number.

A station gives a number once a year, so the same MRN means the same telegram, unless a copy was misfiled or its number
misread: then the date, or the text, says so. Measured on the published web copies: 6,607 of 6,653 bear the number of their
file; the other 46 are misfilings and misprints. Where an MRN is not known, the moment and the post tell (a post sends few
telegrams in one minute, and then the text decides), and where these are lost too, the text alone. Two telegrams that bear one number by
mistake are kept apart: a false join hides a telegram, a missed one only shows it twice.
"""

from __future__ import annotations

import msgspec

from reftel.archive.likeness import Likeness, likeness
from reftel.telegram import mrn as mrns
from reftel.telegram.model import Telegram

ALIKE = 0.5  # share of the smaller text from which two texts are of one telegram; of 250 pairs of two telegrams the likest had 0.17
UNLIKE = 0.25  # and below which they are not, where both are long enough to tell
NEIGHBOURS = 10  # numbers so near are given in one hour, often to telegrams of nearly one text
CERTAIN = 0.85  # from which they are, whatever a misread number or date says


class Verdict(msgspec.Struct, frozen=True):
    """Whether two readings are of one telegram, why, whether people should look at it, and the `share` of the text where it decided."""

    same: bool
    why: str
    doubtful: bool = False
    share: float = 0.0


def post_of(telegram: Telegram) -> str | None:
    """The post that sent it, read or inferred."""
    return (telegram.sender.post if telegram.sender else None) or telegram.known("post")


def verdict(one: Telegram, other: Telegram) -> Verdict:
    """Whether two readings are of one telegram.

    >>> verdict(Telegram(mrn="07STRELSAU1", sent="2007-03-13"), Telegram(mrn="07STRELSAU1", sent="2007-03-13")).why
    'same number, same date'
    """
    mine, theirs = one.known("mrn"), other.known("mrn")
    if mine and mine == theirs:
        return _same_number(one, other)
    alike = likeness(one, other)
    if mine and theirs:
        return _two_numbers(one, other, alike)
    return _no_number(one, other, alike)


def _percent(alike: Likeness) -> str:
    return f"{alike.share:.0%} of the text"


def _same_number(one: Telegram, other: Telegram) -> Verdict:
    dates = _dates(one, other)
    if dates == "same":
        return Verdict(True, "same number, same date")
    alike = likeness(one, other)
    if dates == "differ":
        if alike.share >= ALIKE and alike.telling:
            return Verdict(True, f"same number and {_percent(alike)}; the dates read differently: {one.sent}, {other.sent}", True)
        return Verdict(False, f"one number, but sent {one.sent} and {other.sent}, and {_percent(alike)} in common", True)
    if one.mrn is None and other.mrn is None and alike.share < ALIKE:
        return Verdict(False, f"one number, but in both only inferred, and {_percent(alike)} in common", True)
    if alike.telling and alike.share < UNLIKE and not _same_subject(one, other):
        return Verdict(False, f"one number, but {_percent(alike)} in common, and one has no date", True)
    return Verdict(True, f"same number, {_percent(alike)}" if alike.telling else "same number")


def _two_numbers(one: Telegram, other: Telegram, alike: Likeness) -> Verdict:
    """Two numbers are two telegrams, unless moment, post and text agree and the numbers differ by one misread letter."""
    first, second = one.known("mrn"), other.known("mrn")
    if alike.share < CERTAIN or not alike.telling or _dates(one, other) != "same" or not exact(one.sent):
        return Verdict(False, "two numbers")
    if _one_letter(first, second):
        return Verdict(True, f"same moment and {_percent(alike)}; the number reads {first} and {second}", True)
    return Verdict(False, f"{_percent(alike)} and the same moment, but numbers {first} and {second}", True)


def _no_number(one: Telegram, other: Telegram, alike: Likeness) -> Verdict:
    dates = _dates(one, other)
    posts = (post_of(one), post_of(other))
    if dates == "differ" or (None not in posts and posts[0] != posts[1]):
        return Verdict(False, f"{_percent(alike)}, but another date or post", alike.telling and alike.share >= CERTAIN)
    if dates == "same" and None not in posts and exact(one.sent) and (alike.share >= ALIKE / 2 or not alike.telling):
        return Verdict(True, f"same moment and post, {_percent(alike)}", share=alike.share)
    if alike.telling and alike.share >= ALIKE:
        return Verdict(True, f"{_percent(alike)}", share=alike.share)
    return Verdict(False, f"only {_percent(alike)}")


def _dates(one: Telegram, other: Telegram) -> str:
    """same, differ, or unknown where one has none; as precise as the less precise of the two."""
    if not one.sent or not other.sent:
        return "unknown"
    size = min(len(one.sent), len(other.sent))
    return "same" if one.sent[:size] == other.sent[:size] else "differ"


def exact(sent: str | None) -> bool:
    """Whether the moment is known to the minute."""
    return sent is not None and len(sent) > 10


def _same_subject(one: Telegram, other: Telegram) -> bool:
    from reftel.archive.aligning import words

    mine, theirs = set(words(one.subject or "")), set(words(other.subject or ""))
    return bool(mine and theirs) and len(mine & theirs) >= 0.6 * min(len(mine), len(theirs))


def _one_letter(first: str, second: str) -> bool:
    """Whether two numbers differ by one letter, read wrongly, lost or doubled; neighbours in a series are two numbers.

    >>> _one_letter("07STRELSAU123", "07STRELSAV123"), _one_letter("07STRELSAU123", "07STRELSAU12"), _one_letter("07STRELSAU123", "07STRELSAU124")
    (True, True, False)
    """
    a, b = mrns.parse(first), mrns.parse(second)
    if a.station == b.station and a.year == b.year and abs(a.number - b.number) < NEIGHBOURS:
        return False
    if len(first) > len(second):
        first, second = second, first
    at = next((i for i, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), len(first))
    return first != second and (first[at + 1 :] == second[at + 1 :] or first[at:] == second[at + 1 :])
