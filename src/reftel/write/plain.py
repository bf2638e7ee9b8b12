"""Plain reading text: the reduced envelope (lines 5 to 8), the heading, and one line a paragraph.

    P 231412Z NOV 07
    FM AMEMBASSY OSVARTH
    TO SECSTATE WASHDC PRIORITY

    CONFIDENTIAL OSVARTH 206

    SUBJECT: HESTRIA ON THE TORRING MISSION

    1. (C) The Foreign Minister told ...

This is what people paste into letters and footnotes: nothing of the network, no hard wraps.
"""

from __future__ import annotations

from reftel.telegram.model import Telegram
from reftel.write import form
from reftel.write.sheet import Sheet
from reftel.write.written import Written


def write(telegram: Telegram, pilcrows: bool = False) -> Written:
    """Type a telegram; it is the sayable one, and its spans are set."""
    sheet = Sheet()
    form.moment(sheet, telegram, instructions=True)
    form.addresses(sheet, telegram)
    sheet.blank()
    level = (telegram.classification or "").partition("//")[0]
    form.classification_line(sheet, telegram, level, digits=3)
    sheet.blank()
    form.handling(sheet, telegram)
    form.labels(sheet, telegram, width=None)
    sheet.blank()
    joints = form.body(sheet, telegram, form.typed(telegram, None, "¶" if pilcrows else ""))
    form.signature(sheet, telegram)
    return Written(sheet.text, telegram, joints)
