"""Portion marks against the overall marking.

Sources: the roll-up rules of IC-ISM and of 32 CFR 2001.20-24; portions are marked by order since E.O. 12065 and by practice
of the Department since E.O. 12356 (1 August 1982). A mark set on the first paragraph for the entire text counts for all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reftel.errors import BadValue
from reftel.extract import protected
from reftel.guard.faults import Finding, View
from reftel.telegram import markings
from reftel.telegram.markings import Level, Marking
from reftel.telegram.model import Paragraph

ORDERED_SINCE = "1978-12-01"
PORTIONS_SINCE = "1982-08-01"
_ENTIRE = re.compile(r"ENTIRE\s{1,4}TEXT", re.IGNORECASE)
_MISPRINT = re.compile(r"\(\s?(?P<mark>[A-Z0]{1,4}(?:\s?/{1,2}\s?[A-Z0]{1,8})?)\s?\)")
_KNOWN = frozenset(markings.CONTROLS) | frozenset(markings.BINDING) | {"REL", "ENTIRE TEXT", "SENSITIVE", "EXDIS", "NODIS", "LIMDIS", "STADIS"}


def check(view: View) -> Iterator[Finding]:
    """Faults of the portion marks."""
    numbered = [one for one in view.telegram.paragraphs if one.number is not None]
    marked = [(one, marking) for one in view.telegram.paragraphs if (marking := _marking(one))]
    yield from _unmarked(view, numbered, bool(marked))
    yield from _strange(view)
    yield from _roll_up(view, numbered, marked)
    yield from _sources(view)


def _marking(paragraph: Paragraph) -> Marking | None:
    try:
        return markings.portion(paragraph.portion_mark) if paragraph.portion_mark else None
    except BadValue:
        return None


def _unmarked(view: View, numbered: list[Paragraph], any_marked: bool) -> Iterator[Finding]:
    if not numbered or not (view.classified or any_marked) or _ENTIRE.search(view.text):
        return
    if not any_marked:
        if view.sent_from(PORTIONS_SINCE):
            yield Finding("no_portion_marks", f"none of {len(numbered)} numbered paragraphs has a portion mark; all count as {view.telegram.classification}", numbered[0].at)
        return
    if view.period and view.period.last and view.period.last < ORDERED_SINCE:
        return
    for one in numbered:
        if one.portion_mark is None:
            overall = f"; it counts as {view.telegram.classification}" if view.telegram.classification else ""
            yield Finding("portion_unmarked", f"paragraph {one.number} has no portion mark, others have{overall}", one.at)


def _strange(view: View) -> Iterator[Finding]:
    """Marks that are none: `(SE)`, `(NC)`; and controls that no list knows."""
    for one in view.telegram.paragraphs:
        if one.portion_mark is None:
            found = _MISPRINT.match(one.text[:20])
            if found and one.number is not None and set(found["mark"]) <= set("TSCUBEFNLOR0/ "):
                yield Finding("mark_unknown", f"({found['mark']}) at the head of paragraph {one.number} is no portion mark; until it is read, the overall marking counts", one.at)
            continue
        parts = [part.strip(" .,") for part in re.split(r"[/\-:]+", one.portion_mark.upper())][1:]
        unknown = [part for part in parts if part and part not in _KNOWN and not part.startswith(("REL", "FGI", "NATO"))]
        if unknown:
            yield Finding("control_unknown", f"the mark ({one.portion_mark}) of paragraph {one.number} has {', '.join(unknown)}, which no list of controls knows", one.at)


def _roll_up(view: View, numbered: list[Paragraph], marked: list[tuple[Paragraph, Marking]]) -> Iterator[Finding]:
    """The overall marking must be the highest of the portions, with their controls."""
    telegram = view.telegram
    if view.level is None or not marked:
        return
    highest = max(marking.level for _, marking in marked)
    whole = all(one.portion_mark is not None for one in numbered)
    if highest < view.level and whole and not _ENTIRE.search(view.text):
        message = f"the telegram is {telegram.classification}, its highest portion {highest.words}; only a compilation may be higher than its parts"
        yield Finding("overall_above_portions", message, view.place("classification"))
    for one, marking in marked:
        if "NOFORN" in marking.controls and "NOFORN" not in telegram.captions:
            yield Finding("noforn_not_overall", f"paragraph {one.number or 'without a number'} is marked {one.portion_mark}, the telegram as a whole is not NOFORN", one.at)
            break
    if view.level is Level.UNCLASSIFIED and telegram.classification == "UNCLASSIFIED":
        for one, marking in marked:
            if marking.level is Level.UNCLASSIFIED and marking.controls & {"SBU", "FOUO", "LOU"} and not {"SENSITIVE", "FOUO", "LOU"} & set(telegram.captions):
                yield Finding("sbu_without_caption", f"paragraph {one.number or 'without a number'} is marked {one.portion_mark}, the telegram has no SENSITIVE caption", one.at)
                break


def _sources(view: View) -> Iterator[Finding]:
    """A name to be protected in a portion that anyone may see."""
    if "rotect" not in view.text and "ROTECT" not in view.text:
        return
    for one in view.telegram.paragraphs:
        marking = _marking(one)
        level = marking.level if marking else view.level
        if level is None or level > Level.UNCLASSIFIED:
            continue
        shown = one.portion_mark or view.telegram.classification
        for _, words, _ in protected.find(one.text):
            yield Finding("protected_in_low_marking", f'paragraph {one.number or "without a number"}, marked {shown}, says "{words}" of a source', one.at)
