"""Markings against each other: portions and the whole, classifier and level, order and date, captions.

Rules: the overall marking is the highest of the portions; a compilation may be above its parts (ISM, CAPCO). Unclassified telegrams
bear no classifier, reason or date (ISM-ID-00016), classified ones of E.O. 12958 and 13526 say who and until when. Reasons are 1.5 under
E.O. 12958 and 1.4 from 22 September 2003; writers kept 1.5 by habit. Dates of Declassify on lie 5 to 30 years behind the
date-time group in 3,636 of 3,640.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from reftel.errors import BadValue
from reftel.telegram import markings, orders
from reftel.telegram import tags as tag_codes
from reftel.telegram.dtg import day_of
from reftel.telegram.markings import Level
from reftel.telegram.model import Defect, Paragraph, Telegram

_HABIT = timedelta(days=120)
_LONGEST_TERM = 30
_DATED = re.compile(r"(?P<year>(?:19|20)\d\d)(?:-\d\d){0,2}")
_REVIEWED = re.compile(r"AMENDED|DECLASSIFIED", re.IGNORECASE)
_DERIVED = re.compile(r"DERIVED\s{1,4}FROM", re.IGNORECASE)  # classified because its source is
_CLASSIFIER_SINCE = date(1995, 10, 14)
_EXCLUDE = (("NODIS", "EXDIS"), ("NODIS", "AGREMENT CHANNEL"), ("EXDIS", "AGREMENT CHANNEL"), ("NODIS", "LIMDIS"), ("EXDIS", "LIMDIS"))


def portions(telegram: Telegram) -> Iterator[Defect]:
    """Paragraphs marked above the telegram, a telegram above all its paragraphs, and one unmarked among marked ones."""
    levels = [(paragraph, _level(paragraph)) for paragraph in telegram.paragraphs]
    marked = [(paragraph, level) for paragraph, level in levels if level is not None]
    if not marked:
        return
    if telegram.classification is not None:
        yield from _against_whole(telegram, marked, len(marked) == len(levels))
    numbered = [(paragraph, level) for paragraph, level in levels if paragraph.number is not None and paragraph.kind != "participants"]
    bare = [paragraph for paragraph, level in numbered if level is None and not paragraph.portion_mark]
    if bare and len(bare) <= len(numbered) // 4:
        for paragraph in bare:
            yield Defect("unmarked_paragraph", paragraph.at, f"paragraph {paragraph.number} bears no mark, {len(numbered) - len(bare)} others do: it counts as the whole")


def _against_whole(telegram: Telegram, marked: list[tuple[Paragraph, Level]], complete: bool) -> Iterator[Defect]:
    overall = markings.level(telegram.classification or "")
    for paragraph, level in marked:
        if level > overall:
            message = f"paragraph {paragraph.number} is marked {paragraph.portion_mark}, above the telegram's {telegram.classification}"
            yield Defect("portion_above_overall", paragraph.at, message)
    highest = max(level for _, level in marked)
    if complete and highest < overall:
        message = f"the telegram is {telegram.classification}, its highest paragraph {highest.words}: right only if the parts together tell more"
        yield Defect("overall_above_portions", telegram.at.get("classification"), message)


def _level(paragraph: Paragraph) -> Level | None:
    try:
        return markings.portion(paragraph.portion_mark).level if paragraph.portion_mark else None
    except BadValue:
        return None


def remarked(telegram: Telegram, text: str) -> bool:
    """Whether the E.O. line is that of a later review: `AS AMENDED; DECLASSIFIED JUNE 21, 2006`."""
    at = telegram.at.get("eo")
    return at is not None and _REVIEWED.search(text, at.start, min(at.end, at.start + 400)) is not None


def handling(telegram: Telegram, text: str) -> Iterator[Defect]:
    """Classifier, declassification and captions against the level and each other; TAGS that no handbook has."""
    classified = telegram.classification is not None and markings.level(telegram.classification) > Level.UNCLASSIFIED
    if telegram.classification is not None and not classified and telegram.classified_by:
        yield Defect("unclassified_with_classifier", telegram.at.get("classified_by"), f"{telegram.classification}, yet classified by {telegram.classified_by[:60]}")
    dated = _DATED.fullmatch(telegram.declassify_on or "") is not None
    if telegram.classification is not None and not classified and dated and not remarked(telegram, text):
        yield Defect("unclassified_with_declassification", telegram.at.get("eo"), f"{telegram.classification}, yet to be declassified on {telegram.declassify_on}")
    if classified and telegram.eo in {"12958", "13526"} and not telegram.classified_by and telegram.sent and telegram.sent[:10] >= str(_CLASSIFIER_SINCE) and not _DERIVED.search(text):
        yield Defect("classified_without_classifier", telegram.at.get("classification"), f"{telegram.classification}, but nobody is named who classified it")
    for first, second in _EXCLUDE:
        if first in telegram.captions and second in telegram.captions:
            yield Defect("captions_exclude", telegram.at.get("captions"), f"{first} and {second} exclude each other: keep {first}")
    channels = [caption for caption in telegram.captions if caption.endswith(" CHANNEL")]
    if len(channels) > 1:
        yield Defect("captions_exclude", telegram.at.get("captions"), f"a telegram goes by one channel: {' and '.join(channels)}")
    for tag in telegram.tags:
        if len(tag) in {2, 4} and tag.isalpha() and tag.isupper() and not tag_codes.is_known(tag):
            yield Defect("tags_unknown", telegram.at.get("tags"), f"{tag} is no TAG in any list of TAGS")


def order(telegram: Telegram, text: str) -> Iterator[Defect]:
    """The executive order, its reasons and its date against the telegram's date."""
    at = telegram.at.get("eo")
    if telegram.eo is not None and telegram.eo not in orders.periods():
        yield Defect("order_unknown", at, f"E.O. {telegram.eo} is no order on classification: {', '.join(sorted(orders.periods()))} are")
    day = day_of(telegram.sent)
    if day is None:
        return
    if remarked(telegram, text):
        return
    if telegram.eo in orders.periods():
        yield from _in_force(telegram, day)
    yield from _reasons(telegram, day)
    yield from _declassified(telegram, day)


def _in_force(telegram: Telegram, day: date) -> Iterator[Defect]:
    since, until = orders.periods()[telegram.eo or ""]
    if day < since or (until is not None and day > until + _HABIT):
        then = orders.in_force(day)
        hint = f"; E.O. {then} was" if then else ""
        yield Defect("order_not_in_force", telegram.at.get("eo"), f"E.O. {telegram.eo} was not in force on {day}{hint}")


def _reasons(telegram: Telegram, day: date) -> Iterator[Defect]:
    for prefix, wrong, other in (("1.4", day < orders.periods()["13292"][0], "1.5"), ("1.5", day > orders.RENUMBERED + _HABIT, "1.4")):
        if wrong and any(reason.startswith(prefix) for reason in telegram.reasons):
            at = telegram.at.get("reasons") or telegram.at.get("classified_by")
            yield Defect("reasons_of_another_order", at, f"reasons {prefix} on {day}, when they were {other}")


def _declassified(telegram: Telegram, day: date) -> Iterator[Defect]:
    found = _DATED.fullmatch(telegram.declassify_on or "")
    if not found:
        return
    at = telegram.at.get("declassify_on") or telegram.at.get("eo")
    if (telegram.declassify_on or "") < str(day)[: len(telegram.declassify_on or "")]:
        yield Defect("declassified_before_sent", at, f"to be declassified on {telegram.declassify_on}, and sent on {day}")
    elif int(found["year"]) - day.year > _LONGEST_TERM and telegram.eo in {"12958", "13526"}:
        years = int(found["year"]) - day.year
        yield Defect("declassification_improbable", at, f"declassified after {years} years: ten are usual, and more than 25 want a reason")
