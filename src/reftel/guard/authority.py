"""The authority to classify: order, classifier, reasons, declassification; whether they agree with the classification and date.

Sources: the orders themselves (`vocabulary/eo_rules.csv` has their periods); 32 CFR 2001; IC-ISM: an unclassified resource
bears neither classifier nor reason nor declassification, a classified one bears each, and one way to declassify.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

from reftel.guard.faults import Finding, View
from reftel.telegram import eras
from reftel.telegram.vocabulary import table

ORDER_LINE_SINCE = "1972-06-01"  # E.O. 11652, the first to be named on telegrams
CLASSIFIER_SINCE = "1995-10-14"  # E.O. 12958, section 1.7: classifier and reason on the document
REASONS_RENUMBERED = "2003-09-22"  # 1.5 became 1.4
# Years from the telegram to the latest date an order lets its classifier set; the rest is for the agency or a panel.
LONGEST = {"11652": 30, "12065": 30, "12958": 25, "13292": 25, "13526": 25}
_REVIEWED = re.compile(r"DECLASSIFIED", re.IGNORECASE)
_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_X = re.compile(r"\bX[1-8]\b")
_OF_ORDER = {"GDS": {"11652", "12065"}, "ADS": {"11652"}, "XGDS": {"11652"}, "RDS": {"12065"}, "XDS": {"12065"}, "OADR": {"12356"}, "MR": {"12958", "13292"}}
_INSTRUCTION = re.compile(r"\b(?P<code>XGDS|GDS|ADS|XDS|RDS|OADR|MR)(?:-?\d)?\b")


@cache
def periods() -> dict[str, eras.Era]:
    """The days from which and to which each order was in force.

    >>> periods()["12065"]
    Era(first='1978-12-01', last='1982-07-31')
    """
    rows = [row for row in table("eo_rules") if row["kind"].startswith("order")]
    return {row["order"]: eras.Era(row["effective_from"] or None, row["effective_to"] or None) for row in rows}


def check(view: View) -> Iterator[Finding]:
    """Faults of the authority."""
    yield from _order(view)
    if view.level is None:
        return
    yield from _missing(view) if view.classified else _superfluous(view)
    yield from _reasons(view)
    yield from _declassification(view)


def _order(view: View) -> Iterator[Finding]:
    order, at = view.telegram.eo, view.place("eo")
    if order is None:
        return
    if order not in periods():
        yield Finding("order_unknown", f"E.O. {order} is no order on classification: {', '.join(sorted(periods()))} are", at)
        return
    if at is not None and _REVIEWED.search(view.text, at.start, min(at.end, at.start + 400)):
        return  # the line is that of a later review: "E.O. 12958: AS AMENDED; DECLASSIFIED JUNE 21, 2006"
    if view.period and not eras.overlap(periods()[order], view.period):
        then = [name for name, period in periods().items() if eras.overlap(period, view.period)]
        first, last = periods()[order]
        force = f"from {first}" + (f" to {last}" if last else "")
        yield Finding("order_not_in_force", f"E.O. {order} was in force {force}; on {view.period.first} it was E.O. {' or '.join(then) or 'none'}", at)


def _missing(view: View) -> Iterator[Finding]:
    telegram = view.telegram
    if telegram.eo is None and view.sent_from(ORDER_LINE_SINCE):
        yield Finding("no_order", f"{telegram.classification} without an E.O. line", view.place("classification"))
    if telegram.eo is not None and telegram.declassify_on is None:
        yield Finding("no_declassification", f"{telegram.classification} without a date, an event or an exemption for its declassification", view.place("eo"))
    if not view.sent_from(CLASSIFIER_SINCE) or "DERIVED FROM" in view.text.upper():
        return
    if telegram.classified_by is None:
        yield Finding("no_classifier", f"{telegram.classification} without Classified By or Derived From", view.place("classification"))
    if not telegram.reasons:
        yield Finding("no_reason", f"{telegram.classification} without a reason for classification", view.place("classified_by") or view.place("classification"))


def _superfluous(view: View) -> Iterator[Finding]:
    telegram = view.telegram
    found = {"a classifier": ("classified_by", telegram.classified_by), "reasons": ("reasons", telegram.reasons), "a declassification": ("declassify_on", telegram.declassify_on)}
    for name, (field, value) in found.items():
        if field == "declassify_on" and not _ISO_DATE.fullmatch(str(value)) and not (_INSTRUCTION.search(str(value)) or _X.search(str(value))):
            continue  # words that are neither date nor instruction are an N/A that the copy garbled: "NrA"
        if value:
            at = view.place(field) or view.place("eo" if field == "declassify_on" else "classified_by")
            yield Finding("authority_on_unclassified", f"{telegram.classification} with {name}", at)


def _reasons(view: View) -> Iterator[Finding]:
    at = view.place("reasons") or view.place("classified_by")
    for reason in view.telegram.reasons:
        section, letter = reason[:3], reason[4:5]
        if letter and letter not in ("abcdefgh" if section == "1.4" else "abcdefg"):
            yield Finding("reason_unknown", f"{reason} is no reason of the order", at)
        elif view.period and section == "1.5" and view.sent_from(REASONS_RENUMBERED):
            yield Finding("reason_of_other_order", f"{reason}: since {REASONS_RENUMBERED} the reasons stand in section 1.4", at)
        elif section == "1.4" and view.period and view.period.last and view.period.last < "2003-03-25":
            yield Finding("reason_of_other_order", f"{reason}: to {REASONS_RENUMBERED} the reasons stood in section 1.5", at)


def _declassification(view: View) -> Iterator[Finding]:
    said, at = view.telegram.declassify_on, view.place("declassify_on") or view.place("eo")
    if said is None:
        return
    try:
        until = date.fromisoformat(said)
    except ValueError:
        yield from _instruction(view, said)
        return
    sent = view.period
    if sent is None or sent.first is None or sent.last is None or len(sent.first) < 10:
        return
    if said <= sent.first:
        yield Finding("declassification_not_later", f"declassification on {said}, not after the telegram of {sent.first}", at)
        return
    years = LONGEST.get(view.telegram.eo or "")
    if years and (until.year - int(sent.last[:4]), said[5:]) > (years, sent.last[5:]):
        # Of the records of a year the orders release on its last day: to 31 December of the last year is within the order.
        if until.year - int(sent.last[:4]) == years and said[5:] == "12-31":
            return
        message = f"declassification on {said}, more than {years} years after the telegram of {sent.first}: beyond E.O. {view.telegram.eo}"
        yield Finding("declassification_beyond_order", message, at)


def _instruction(view: View, said: str) -> Iterator[Finding]:
    """An instruction in words: X1, OADR, GDS; each belongs to an order and a time."""
    at = view.place("declassify_on") or view.place("eo")
    order = view.telegram.eo
    upper = said.upper()
    if _X.search(upper) and view.sent_from(REASONS_RENUMBERED):
        yield Finding("exemption_closed", f"{said}: X1 to X8 may not be set since {REASONS_RENUMBERED}; such records count as 25 years", at)
    for found in _INSTRUCTION.finditer(upper[:120]):
        orders = _OF_ORDER[found["code"]]
        if order and order in periods() and order not in orders:
            yield Finding("instruction_of_other_order", f"{found[0]} belongs to E.O. {' and '.join(sorted(orders))}, not to E.O. {order}", at)
