"""The form of the 1970s (SAS, the Department's automated system of 1973-79).

    PAGE 01        OSVART 01231  241439Z

    ACTION EUR-12

    INFO  OCT-01  ISO-00  SS-15  NSC-05  /033 W
                         ---------------------   097277
    O 241320Z JUL 76
    FM AMEMBASSY OSVARTH
    TO SECSTATE WASHDC IMMEDIATE 1234

    C O N F I D E N T I A L OSVARTH 1231

    E.O. 11652: GDS
    TAGS: PFOR, QH
    SUBJECT: ...

A telegram the Department drafted says ORIGIN for ACTION, /033 R for /033 W, and names who drafted, approved and cleared it.
As printed for the file (`paged`), each page after the first begins with the classification and its page heading:

    CONFIDENTIAL

    PAGE 02        OSVART 01231  241439Z

Sources: handbook of 1974 and 2,081,272 file descriptions (leuc/ACP-127); a page holds at most 50 lines. The station key is the
station's first six letters, the number has five digits; from 1977 the dash line gives counter and hour the other way about.
"""

from __future__ import annotations

import re

from reftel.telegram.model import Office, Telegram
from reftel.text import Span
from reftel.write import form, printed
from reftel.write.sheet import Sheet
from reftel.write.written import Written

_MOMENT = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)T(?P<hour>\d\d):(?P<minute>\d\d)")
WIDTH = 65
PAGE = 50  # lines of text


def write(telegram: Telegram, paged: bool = False, width: int = WIDTH) -> Written:
    """Type a telegram; it is the sayable one, and its spans are set."""
    sheet = Sheet()
    telegram.received = _receivable(telegram)
    _page_line(sheet, telegram, 1)
    _distribution(sheet, telegram)
    _drafting(sheet, telegram)
    sheet.line(" " * 21 + "-" * 21 + f"   {_counter(telegram):06d}")
    form.moment(sheet, telegram, instructions=True)
    form.addresses(sheet, telegram)
    sheet.blank()
    form.classification_line(sheet, telegram, digits=4)
    sheet.blank()
    form.handling(sheet, telegram, apart=False)
    form.labels(sheet, telegram, width)
    sheet.blank()
    sheet.left = PAGE
    if paged:
        sheet.turn = form.Turns(PAGE, lambda lines, page: _page_heading(lines, telegram, page))
    joints = form.body(sheet, telegram, form.typed(telegram, width), underline=True)
    form.signature(sheet, telegram)
    sheet.line("\n\nNNNN")
    return Written(sheet.text, telegram, joints)


def _key(telegram: Telegram) -> tuple[str, int]:
    if telegram.mrn is None:
        return "", 0
    name, number = printed.numbered(telegram.mrn)
    return printed.station(telegram.sender.plad if telegram.sender else None, name)[:6].strip(), number


def _counter(telegram: Telegram) -> int:
    """The communication centre's running number; any will do, but the same telegram has the same."""
    key, number = _key(telegram)
    return (number * 7919 + sum(map(ord, key + (telegram.dtg or "")))) % 1_000_000


def _page_line(sheet: Sheet, telegram: Telegram, page: int) -> None:
    key, number = _key(telegram)
    if not key:
        telegram.received = None
        return
    hour = _received(telegram)
    span = sheet.line(f"PAGE {page:02d}        {key} {number:05d}" + ("  " if hour else ""), hour)
    if hour:
        telegram.at.setdefault("received", span)
    sheet.blank()


def _receivable(telegram: Telegram) -> str | None:
    """The moment of receipt that day and hour alone can say: within a month of the date-time group; else that group itself."""
    sent, received = _MOMENT.match(telegram.sent or ""), _MOMENT.match(telegram.received or "")
    if telegram.dtg is None or sent is None:
        return None
    if received is None:
        return telegram.sent
    months = 12 * (int(received["year"]) - int(sent["year"])) + int(received["month"]) - int(sent["month"])
    return telegram.received if months == (received["day"] < sent["day"]) else telegram.sent


def _received(telegram: Telegram) -> str:
    """The time of receipt as the page heading prints it: day and hour."""
    found = _MOMENT.match(telegram.received or "")
    return f"{found['day']}{found['hour']}{found['minute']}Z" if found else ""


def _distribution(sheet: Sheet, telegram: Telegram) -> None:
    """ACTION or ORIGIN, then INFO with its total of copies."""
    led = [one for one in telegram.distribution if one.role != "info"]
    rest = [one for one in telegram.distribution if one.role == "info"]
    if not telegram.distribution:
        return
    spans = []
    if led:
        spans.append(sheet.line("", f"{led[0].role.upper()} " + "  ".join(map(_symbol, led))))
        sheet.blank()
    total = sum(one.copies or 0 for one in telegram.distribution)
    end = f"/{total:03d} {'R' if led and led[0].role == 'origin' else 'W'}"
    line = "INFO  " if rest else ""
    for one in rest:
        words = _symbol(one)
        if len(line) + len(words) + len(end) + 2 > form.ENVELOPE_WIDTH:
            sheet.line("", line.rstrip())
            line = "      "
        line += f"{words}  "
    start = sheet.at + len(line) - len(line.lstrip())
    spans.append(Span(start, sheet.line("", line + end).end))
    telegram.at["distribution"] = Span(spans[0].start, spans[-1].end)


def _symbol(one: Office) -> str:
    return one.symbol if one.copies is None else f"{one.symbol}-{one.copies:02d}"


def _drafting(sheet: Sheet, telegram: Telegram) -> None:
    """Who drafted, approved and cleared: of telegrams that the Department sent."""
    if telegram.drafted_by or telegram.approved_by or telegram.cleared_by:
        sheet.blank()
    for label, name in (("DRAFTED BY ", "drafted_by"), ("APPROVED BY ", "approved_by"), ("", "cleared_by")):
        for words in getattr(telegram, name):
            span = sheet.line(label, words)
            telegram.at.setdefault(name, span)


def _page_heading(sheet: Sheet, telegram: Telegram, page: int) -> None:
    """What begins a later page: the classification again, and the page line."""
    sheet.line(f"\n{(telegram.classification or 'UNCLASSIFIED').partition('//')[0]}\n")
    _page_line(sheet, telegram, page)
