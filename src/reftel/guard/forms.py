"""The form: lines, their order and length, numbers, TAGS, references, and the parts that must be there.

Sources: ACP 127(G) (a line has at most 69 characters); 5 FAH-2 H-320 and 5 FAH-1 H-240 (order of the heading, numbering);
5 FAH-3 H-011 (at least one subject TAG). What the reader itself finds amiss comes from its defects.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from reftel.errors import nearest
from reftel.guard.faults import Finding, View
from reftel.telegram import eras
from reftel.telegram import tags as tag_table
from reftel.telegram.model import Reference
from reftel.text import Span

LONGEST_LINE = 69
TAGS_SINCE = "1973-03-01"
_ORDER = ("classification", "captions", "eo", "tags", "subject", "references")
_OWN_ORDER = {"smart"}  # its form prints the fields in an order of its own
_CODE = re.compile(r"[A-Z]{2}|[A-Z]{4,5}|K[A-Z]{3}")
_MRN_YEAR = re.compile(r"(\d\d)(?=[A-Z])")


def check(view: View) -> Iterator[Finding]:
    """Faults of form."""
    yield from _missing(view)
    yield from _envelope_lines(view)
    yield from _heading_order(view)
    yield from _tags(view)
    yield from _references(view)
    yield from _body(view)


def _missing(view: View) -> Iterator[Finding]:
    telegram = view.telegram
    if telegram.mrn is None:
        inferred = telegram.inference("mrn")
        hint = f"; {inferred.value} is inferred" if inferred else ""
        yield Finding("no_mrn", f"no station and number with a year in this copy{hint}", view.place("classification"))
    if telegram.sender is not None and not (telegram.action or telegram.info):
        yield Finding("no_addressee", "FM without TO or INFO", telegram.sender.at)
    if not telegram.tags and telegram.subject and view.sent_from(TAGS_SINCE):
        yield Finding("no_tags", "no TAGS line", view.place("subject"))


def _envelope_lines(view: View) -> Iterator[Finding]:
    """Lines of the envelope longer than a teleprinter prints: joined by the copy, or typed too long."""
    at = view.telegram.sender.at if view.telegram.sender else None
    end = view.place("classification")
    if at is None or end is None or end.start <= at.start:
        return
    start = view.text.rfind("\n", 0, at.start) + 1
    many = 0
    first: Span | None = None
    for line in re.finditer(r"[^\r\n]+", view.text[start : end.start]):
        if line.end() - line.start() > LONGEST_LINE:
            many += 1
            first = first or Span(start + line.start(), start + line.end())
    if first is not None:
        more = f", and {many - 1} more such {'line' if many == 2 else 'lines'}" if many > 1 else ""
        yield Finding("line_too_long", f"a line of {len(first)} characters in the envelope, {LONGEST_LINE} is the longest{more}", first)


def _heading_order(view: View) -> Iterator[Finding]:
    if view.telegram.format in _OWN_ORDER:
        return
    found = [(field, at) for field in _ORDER if (at := view.place(field))]
    for (one, before), (other, after) in pairwise(found):
        if after.start < before.start:
            yield Finding("heading_order", f"{_said(other)} stands before {_said(one)}", after)


def _said(field: str) -> str:
    return {"eo": "the E.O. line", "tags": "TAGS", "references": "REF"}.get(field, f"the {field}")


def _tags(view: View) -> Iterator[Finding]:
    tags, at = view.telegram.tags, view.place("tags")
    if not tags:
        return
    kinds: set[str] = set()
    for tag in tags:
        rows = tag_table.rows(tag)
        kinds.update(row["kind"] for row in rows)
        if not rows:
            if _CODE.fullmatch(tag):
                near = nearest(tag, _lower_codes())
                yield Finding("tag_unknown", f"{tag} is no TAG of any era" + (f"; {near.upper()} is near" if near else ""), view.find(tag, "tags"))
            continue
        variants = [row["variant_of"] for row in rows if row["variant_of"]]
        if variants and len(variants) == len(rows):
            yield Finding("tag_misspelt", f"{tag} stands for {variants[0]}", view.find(tag, "tags"))
        elif view.period and len(tag) == 2 and not any(eras.overlap(tag_table.era(row), view.period) for row in rows):
            meanings = "; ".join(f"{row['meaning']} ({row['era']})" for row in rows)
            yield Finding("tag_of_other_era", f"{tag} was no TAG at that date: {meanings}", view.find(tag, "tags"))
    if not kinds & {"subject", "subject-variant", "program", "program-variant", "topic"}:
        yield Finding("no_subject_tag", f"no subject among the TAGS {', '.join(tags)}", at)


def _lower_codes() -> list[str]:
    from reftel.telegram.vocabulary import table

    return [row["code"].lower() for row in table("tags") if len(row["code"]) == 4]


def _references(view: View) -> Iterator[Finding]:
    labels: list[str] = []
    for one in view.telegram.references:
        yield from _reference(view, one)
        if one.label and (not labels or labels[-1] != one.label):
            labels.append(one.label)
    expected = [chr(ord("A") + i) for i in range(len(labels))]
    if labels and labels != expected:
        yield Finding("reference_labels", f"references are labelled {', '.join(labels)}, expected {', '.join(expected)}", view.place("references"))


def _reference(view: View, one: Reference) -> Iterator[Finding]:
    if one.kind == "other" and one.mrn is None:
        yield Finding("reference_unread", f"{one.text[:60]!r} names no telegram, e-mail, letter or report", one.at)
    if one.mrn and one.mrn == view.telegram.mrn:
        yield Finding("reference_to_itself", f"the telegram names itself, {one.mrn}, as a reference", one.at)
    year = _MRN_YEAR.match(one.mrn or "")
    if year and view.telegram.mrn and (own := _MRN_YEAR.match(view.telegram.mrn)) and _full(year[1]) > _full(own[1]):
        yield Finding("reference_later", f"{one.mrn} is of a later year than the telegram", one.at)


def _full(two: str) -> int:
    from reftel.telegram.dtg import full_year

    return full_year(int(two))


def _body(view: View) -> Iterator[Finding]:
    numbered = [one for one in view.telegram.paragraphs if one.number is not None]
    if len(numbered) == 1 and len(view.telegram.paragraphs) == 1 and numbered[0].number == 1:
        yield Finding("single_numbered", "the only paragraph is numbered", numbered[0].at)
    opened = next((one for one in view.telegram.paragraphs if one.text[:20].upper().lstrip().startswith(("SUMMARY:", "BEGIN SUMMARY"))), None)
    if opened is not None and not re.search(r"END\s{1,4}(?:OF\s)?SUMMARY", view.text, re.IGNORECASE):
        yield Finding("summary_open", "SUMMARY is opened and never closed by END SUMMARY", opened.text_at)
    subject = view.telegram.subject
    if subject and subject.endswith(".") and not re.search(r"\b[A-Z]\.$|\b(?:INC|LTD|CO|JR|SR|NO)\.$|\.\.\.$", subject.upper()):
        yield Finding("subject_full_stop", "the subject ends with a full stop", view.place("subject"))
