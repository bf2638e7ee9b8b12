"""The SMART form, from 2009: labelled fields before and behind the text.

                                                  UNCLASSIFIED
                                                      SBU

    MRN:                          11 PORTO VELIRE 504
    Date/DTG:                     Jun 17, 2011 / 172335Z JUN 11
    From:                         AMEMBASSY PORTO VELIRE
    Action:                       WASHDC, SECSTATE ROUTINE
    E.O.:                         13526
    TAGS:                         PREL, QL
    Subject:                      Litora Asks for Time

    1. (SBU) ...

    Signature:                    Corvin

Addressees stand city first and print their precedence, ROUTINE too. Lines are as wide as the mail program. From 33 released messages
of 2010-12, all unclassified; classified ones were not seen, and their fields here are the form's own labels (Classified By, Reason,
Declassify On).
"""

from __future__ import annotations

import re

from reftel.telegram.dtg import parse as parse_dtg
from reftel.telegram.model import Addressee, Telegram
from reftel.text import Span
from reftel.write import form, printed
from reftel.write.sheet import FIXED, Sheet
from reftel.write.written import Written

COLUMN = 30  # where the values stand
WIDTH = 115
_INVERTED = re.compile(r"(AMEMBASSY|AMCONSUL|USMISSION|USOFFICE|USINT|SECSTATE) (.+)$")


def write(telegram: Telegram, width: int = WIDTH) -> Written:
    """Type a telegram; it is the sayable one, and its spans are set."""
    sheet = Sheet()
    _banner(sheet, telegram)
    _fields(sheet, telegram)
    sheet.line("\n")
    joints = form.body(sheet, telegram, form.typed(telegram, width), underline=False)
    _trailer(sheet, telegram)
    return Written(sheet.text, telegram, joints)


def _banner(sheet: Sheet, telegram: Telegram) -> None:
    level, _, control = (telegram.classification or "").partition("//")
    if level:
        telegram.at["classification"] = sheet.line(" " * 50, level)
        if control:
            sheet.line(" " * 54, "SBU")
    sheet.line("\n")


def _field(sheet: Sheet, label: str, words: str) -> Span:
    """A label, and its words in the column of values."""
    return sheet.block(f"{label}:".ljust(COLUMN), words, WIDTH - COLUMN, " " * COLUMN)


def _fields(sheet: Sheet, telegram: Telegram) -> None:
    at, sender = telegram.at, telegram.sender
    if telegram.mrn:
        name, number = printed.numbered(telegram.mrn)
        at["mrn"] = _field(sheet, "MRN", f"{telegram.mrn[:2]} {printed.station(sender.plad if sender else None, name)} {number}")
    if telegram.dtg:
        when = parse_dtg(telegram.dtg)
        lead = f"{telegram.dtg[8:11].title()} {when.day:02d}, {when.year} / "
        span = _field(sheet, "Date/DTG", (lead + telegram.dtg).replace(" ", FIXED))
        at["dtg"] = Span(span.start + len(lead), span.end)
    if sender:
        sender.at = at["from"] = _field(sheet, "From", sender.plad)
    _addressees(sheet, "Action", telegram.action)
    if telegram.eo:
        at["eo"] = _field(sheet, "E.O.", telegram.eo)
    if telegram.declassify_on:
        at["declassify_on"] = _field(sheet, "Declassify On", printed.american(telegram.declassify_on))
    if telegram.classified_by:
        at["classified_by"] = _field(sheet, "Classified By", telegram.classified_by)
    if telegram.reasons:
        at["reasons"] = _field(sheet, "Reason", printed.reasons(telegram.reasons))
    if telegram.tags:
        at["tags"] = _field(sheet, "TAGS", ", ".join(tag.replace(" ", FIXED) for tag in telegram.tags))
    if telegram.captions:
        at["captions"] = _field(sheet, "Captions", ", ".join(name.replace(" ", FIXED) for name in telegram.captions))
    _references(sheet, telegram)
    for i, words in enumerate(telegram.passing):
        span = sheet.line(("Pass Line:" if i == 0 else "").ljust(COLUMN), words)
        at.setdefault("passing", span)
    if telegram.subject:
        at["subject"] = _field(sheet, "Subject", telegram.subject)


def _references(sheet: Sheet, telegram: Telegram) -> None:
    label = "Reference:"
    spans = []
    for group in form.items(telegram.references):
        letter = f"{group[0].label}) " if group[0].label else ""
        span = sheet.line(label.ljust(COLUMN), letter + group[0].text)
        for one in group:
            one.at = Span(span.start + len(letter), span.end)
        spans.append(span)
        label = ""
    if spans:
        telegram.at["references"] = Span(spans[0].start, spans[-1].end)


def inverted(plad: str) -> str:
    """A PLAD city first.

    >>> inverted("AMEMBASSY CAIRO"), inverted("DIA WASHINGTON DC")
    ('CAIRO, AMEMBASSY', 'DIA WASHINGTON DC')
    """
    found = _INVERTED.match(plad)
    return f"{found[2]}, {found[1]}" if found else plad


def _addressees(sheet: Sheet, label: str, listed: list[Addressee]) -> None:
    """One item after the other, broken where the column is full."""
    line, begun = f"{label}:".ljust(COLUMN), False
    for i, one in enumerate(listed):
        words = f"{inverted(one.plad)} {one.precedence or 'ROUTINE'}"
        stop = ";" if i + 1 < len(listed) else ""
        if begun and len(line) + len(words) + 2 > WIDTH:
            sheet.line("", line.rstrip())
            line, begun = " " * COLUMN, False
        start = len(line) + (1 if begun else 0)
        line += (" " if begun else "") + words + stop
        begun = True
        one.at = Span(sheet.at + start, sheet.at + start + len(words))
    if listed:
        sheet.line("", line)


def _trailer(sheet: Sheet, telegram: Telegram) -> None:
    if telegram.signer:
        sheet.blank()
        telegram.at["signer"] = _field(sheet, "Signature", telegram.signer)
    sheet.blank()
    for label, names in (
        ("Drafted By:", telegram.drafted_by), ("Cleared By:", telegram.cleared_by), ("Approved By:", telegram.approved_by), ("Released By:", telegram.released_by),
    ):  # fmt: skip
        for name in names:
            sheet.line(label.ljust(COLUMN), name)
            label = ""
    _addressees(sheet, "Info", telegram.info)
    _addressees(sheet, "XMT", telegram.exempted)
    if telegram.instructions:
        sheet.line("Dissemination Rule:".ljust(COLUMN), ", ".join(telegram.instructions))
