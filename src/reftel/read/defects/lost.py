"""Parts of a telegram that were not found, and what the publication says against the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reftel.errors import BadValue
from reftel.read.infer.published import of_name
from reftel.read.landmarks import class_line
from reftel.read.lines import Line
from reftel.telegram import mrn as mrns
from reftel.telegram.model import Defect, Telegram
from reftel.text import Span

_PARTIAL = re.compile(r"This record is a partial extract")


def missing(telegram: Telegram, lines: Sequence[Line]) -> Iterator[Defect]:
    partial = next((line for line in lines[:6] if line.text and _PARTIAL.match(line.text)), None)
    if partial:
        yield Defect("partial_extract", Span(partial.start, partial.end), "this copy is an extract: its envelope is lost")
    if telegram.sender is None and telegram.dtg is None:
        yield Defect("no_envelope", None, "no FM line and no date-time group: who sent it and when is not in this copy")
    elif telegram.dtg is None:
        yield Defect("no_dtg", None, "no date-time group")
    for field, name in (("classification", "no classification line"), ("subject", "no SUBJECT line"), ("signer", "no signer after the last paragraph")):
        if getattr(telegram, field) is None:
            yield Defect(f"no_{field}", None, name)
    if telegram.subject and len(telegram.subject) > 400:
        yield Defect("long_subject", telegram.at.get("subject"), f"the subject runs to {len(telegram.subject):,} characters: the copy lost where it ends")
    if not telegram.paragraphs:
        yield Defect("no_body", None, "no text after the heading")


def published(telegram: Telegram) -> Iterator[Defect]:
    """Where the table a copy was published with, or its file's name, gives another telegram than the text."""
    published = telegram.source.published if telegram.source else {}
    if not published:
        yield from _named(telegram)
    for key in ("Reference ID", "mrn", "refid", "reference_id"):
        value = published.get(key)
        if value and telegram.mrn and _canonical(value) not in {None, telegram.mrn}:
            yield Defect("published_disagrees", telegram.at.get("mrn"), f"published as {value}, the text says {telegram.mrn}")


def _named(telegram: Telegram) -> Iterator[Defect]:
    """The file's name against the text. The key of a 1970s file has the station's first letters only: `1973ECBRU05448`."""
    origin = telegram.source
    found = of_name(origin) if origin is not None and origin.part is None and telegram.mrn else None
    if found is None or telegram.mrn is None:
        return
    name, text = found[0], mrns.parse(telegram.mrn)
    shorter, longer = sorted((name.station, text.station), key=len)
    if (name.year, name.number) != (text.year, text.number) or not longer.startswith(shorter[:5]):
        yield Defect("published_disagrees", telegram.at.get("mrn"), f"{found[1]}, the text says {telegram.mrn}")


def _canonical(number: str) -> str | None:
    try:
        return str(mrns.parse(number))
    except BadValue:
        return None


def repeated_heading(lines: Sequence[Line], start: int | None) -> Iterator[Defect]:
    if start is None:
        return
    for line in lines[:start]:
        if line.text and class_line(line.text):
            yield Defect("repeated_heading", Span(line.start, line.end), "the copy begins with an extract of the heading; the record that follows it was read")
            return
