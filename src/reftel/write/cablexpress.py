"""The CableXpress form of 1990-2010: ACP 127 envelope, spaced-out classification, labelled heading, sections.

    VZCZCXRO1412
    OO RUEHQB RUEHQD
    DE RUEHQO #0206/01 0721530
    ZNY CCCCC ZZH
    O 131530Z MAR 07
    FM AMEMBASSY OSVARTH
    TO RUEHC/SECSTATE WASHDC IMMEDIATE 2872

    C O N F I D E N T I A L SECTION 01 OF 02 OSVARTH 000206

As published, the sections are joined. As transmitted (`paged`), BT parts the text from the envelope and each later section
begins with its page heading and repeats the caption:

    OSVARTH 00000206  002 OF 002


    SIPDIS

Sources: ACP 127(G) for the lines; a section is at most a hundred lines of text (five pages of twenty). Measured: `/01` in
line 3 on 3,950 telegrams, 95 % of them longer than 4,450 characters.
"""

from __future__ import annotations

from reftel.telegram.model import Telegram
from reftel.write import form, printed
from reftel.write.sheet import Sheet
from reftel.write.written import Written

WIDTH = 65  # 94.5 % of 5,748 telegrams' lines have at most 68 letters
SECTION = 100  # lines of text


def write(telegram: Telegram, pilcrows: bool = False, paged: bool = False, width: int = WIDTH) -> Written:
    """Type a telegram; it is the sayable one, and its spans are set."""
    typed = form.typed(telegram, width, "¶" if pilcrows else "")
    telegram.sections = _sections(telegram, sum(one.size for one in typed))
    sheet = Sheet()
    _envelope(sheet, telegram, paged)
    _heading(sheet, telegram, width)
    sheet.left = SECTION
    if paged and telegram.sections:
        sheet.turn = form.Turns(SECTION, lambda page, section: _page_heading(page, telegram, section), telegram.sections)
    joints = form.body(sheet, telegram, typed)
    form.signature(sheet, telegram)
    if paged:
        sheet.line("BT")
        if telegram.station_serial:
            sheet.line(f"#{telegram.station_serial}")
        sheet.line("\n\nNNNN")
    return Written(sheet.text, telegram, joints)


def _sections(telegram: Telegram, lines: int) -> int | None:
    """How many sections the text takes; None for one, which is not counted aloud."""
    if telegram.classification is None or lines <= SECTION:
        return None
    return -(-lines // SECTION)


def _envelope(sheet: Sheet, telegram: Telegram, paged: bool) -> None:
    form.transport(sheet, telegram)
    form.moment(sheet, telegram, instructions=telegram.security_group is None)
    form.addresses(sheet, telegram)
    if paged:
        sheet.line("BT")
    sheet.blank()


def _heading(sheet: Sheet, telegram: Telegram, width: int) -> None:
    form.classification_line(sheet, telegram)
    sheet.blank()
    form.handling(sheet, telegram)
    form.labels(sheet, telegram, width)
    sheet.blank()


def _page_heading(sheet: Sheet, telegram: Telegram, section: int) -> None:
    """What begins a later section: the page heading, and SIPDIS again."""
    name, number = printed.numbered(telegram.mrn) if telegram.mrn else ("", 0)
    station = printed.station(telegram.sender.plad if telegram.sender else None, name)
    sheet.line(f"\n{station} {number:08d}  {section:03d} OF {telegram.sections:03d}\n")
    if "SIPDIS" in telegram.captions:
        sheet.line("\nSIPDIS\n")
