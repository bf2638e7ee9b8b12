"""Writing: a telegram as text, the inverse of reading; one module per family of forms.

    written = write(telegram, "cablexpress")
    read(written.text) == written.telegram

What is written is what the family's form can say (`saying.py`); `Written` tells where each value and each letter of a paragraph
stands in the text.
"""

from __future__ import annotations

import importlib
from typing import Any

from reftel.errors import UnknownName
from reftel.telegram.model import Telegram
from reftel.write.saying import sayable
from reftel.write.written import Written

FAMILIES = ("cablexpress", "sas", "smart", "plain", "html")
SUFFIX = {"html": ".html"}  # of a family's files; all others are .txt
OPTIONS = {"cablexpress": ("pilcrows", "paged", "width"), "sas": ("paged", "width"), "smart": ("width",), "plain": ("pilcrows",), "html": ("pilcrows", "paged")}

__all__ = ["FAMILIES", "OPTIONS", "SUFFIX", "Written", "sayable", "write"]


def write(telegram: Telegram, family: str = "cablexpress", **options: Any) -> Written:
    """A telegram in the form of a family.

    Args:
        telegram: what to write; it is not changed, and its spans are not looked at.
        family: one of `FAMILIES`.
        options: of the family's form: `pilcrows` (the publication's ¶ before numbers), `paged` (as transmitted, with page
            headings between sections), `width` (letters a line).

    Raises:
        UnknownName: for another family or option.
        BadValue: for a value that no telegram bears, or an element of a list that is not in its paragraph.

    >>> telegram = Telegram(mrn="07OSVARTH206", dtg="131530Z MAR 07", classification="SECRET", subject="THE TRACKS", signer="ALDOUS")
    >>> print(write(telegram, "plain").text.replace("\\n\\n", "\\n").strip())
    131530Z MAR 07
    SECRET OSVARTH 206
    SUBJECT: THE TRACKS
    ALDOUS
    """
    if family not in FAMILIES:
        raise UnknownName("family", family, FAMILIES)
    for name in options:
        if name not in OPTIONS[family]:
            raise UnknownName(f"option of the family {family}", name, OPTIONS[family])
    written: Written = importlib.import_module(f"reftel.write.{family}").write(sayable(telegram, family), **options)
    return written
