"""What each family can say: a telegram without the fields that its form has no place for.

A telegram read back from a family's form can hold only what the form says, so the round trip is judged against this.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

import msgspec

from reftel.errors import BadValue
from reftel.telegram import captions as caption_words
from reftel.telegram import dtg as dtgs
from reftel.telegram import markings, posts
from reftel.telegram import mrn as mrns
from reftel.telegram.model import KINDS, Addressee, Telegram
from reftel.write import printed

_READ_FROM_COPY: dict[str, Any] = {"source": None, "changes": [], "defects": [], "inferred": [], "at": {}, "sections": None, "attributes": {}, "notes": [], "mentions": []}
_NETWORK: dict[str, Any] = {"transmission_id": None, "routing": [], "station_serial": None, "filing_time": None, "security_group": None}
_OFFICES: dict[str, Any] = {"distribution": [], "drafted_by": [], "cleared_by": [], "approved_by": [], "released_by": []}
_TRIP: dict[str, Any] = {"series": None, "received": None}
# The fields each family has no place for, and what stands there instead.
UNSAID: dict[str, dict[str, Any]] = {
    "cablexpress": _OFFICES | _TRIP,
    "html": _OFFICES | _TRIP,
    "plain": _NETWORK | _OFFICES | _TRIP,
    "sas": _NETWORK | {"released_by": [], "series": None},
    "smart": _NETWORK | _TRIP | {"distribution": [], "info_precedence": None, "precedence": None},
}


def sayable(telegram: Telegram, family: str) -> Telegram:
    """A copy of a telegram with only what a family's form can say.

    Raises:
        BadValue: when a value is none that telegrams bear: a classification, precedence, portion mark, caption, reason, kind of
            paragraph, MRN or DTG that does not exist, or a line break in what stands on one line.

    >>> sayable(Telegram(transmission_id="VZCZCXRO1412"), "plain").transmission_id is None
    True
    """
    # Taken to built-in types and back, since the writer sets spans in it.
    copy: Telegram = msgspec.convert(msgspec.to_builtins(telegram), Telegram)
    for name, value in (_READ_FROM_COPY | UNSAID[family]).items():
        setattr(copy, name, type(value)() if isinstance(value, list | dict) else value)
    copy.classification = printed.classification_of(copy)
    copy.format = {"html": "cablexpress", "plain": "cablexpress"}.get(family, family)
    _check(copy, family)
    _addresses(copy, family)
    return copy


def _check(telegram: Telegram, family: str) -> None:
    """Refuse what no telegram bears, before it is typed and lost."""
    for name in ("precedence", "info_precedence"):
        _one_of(name, getattr(telegram, name), printed.PROSIGNS)
    for one in (*telegram.action, *telegram.info, *telegram.exempted):
        _one_of(f"precedence of {one.plad}", one.precedence, printed.PROSIGNS)
    _one_of("classification", telegram.classification, printed.CLASSIFICATIONS)
    for paragraph in telegram.paragraphs:
        _one_of(f"kind of paragraph {paragraph.number}", paragraph.kind, KINDS)
        if paragraph.portion_mark is not None:
            markings.portion(paragraph.portion_mark)
    for name in telegram.captions:
        if not caption_words.on_line(name):
            raise BadValue("caption", name, "one of vocabulary/captions.csv")
    for name, value, pattern, expected in (
        ("security group", telegram.security_group, r"[A-Z]{5}", "five letters like CCCCC"),
        ("executive order", telegram.eo, r"\d{5}", "five figures like 12958"),
        *(("reason", reason, r"1\.[45](?:\([a-h]\))?", "a reason like 1.4(b)") for reason in telegram.reasons),
        *((name, value, r"[^\n\f]*", "one line") for name, value in _lines(telegram)),
    ):
        if value is not None and not re.fullmatch(pattern, value):
            raise BadValue(name, value[:60], expected)
    if telegram.mrn is not None:
        mrns.parse(telegram.mrn)
    elif family == "smart":
        raise BadValue("MRN", "none", "a number: the SMART form is known by it")
    if telegram.dtg is not None:
        dtgs.parse(telegram.dtg)


def _one_of(name: str, value: str | None, known: Collection[str]) -> None:
    if value is not None and value not in known:
        raise BadValue(name, value[:60], "one of " + ", ".join(sorted(known)))


def _lines(telegram: Telegram) -> Iterator[tuple[str, str | None]]:
    """Everything that stands on a line of its own or shares one."""
    for name in ("transmission_id", "station_serial", "filing_time", "subject", "classified_by", "declassify_on", "signer"):
        yield name, getattr(telegram, name)
    for name in ("tags", "passing", "routing", "instructions", "drafted_by", "cleared_by", "approved_by", "released_by"):
        yield from ((name, value) for value in getattr(telegram, name))
    yield from (("address", one.plad) for one in (*telegram.action, *telegram.info, *telegram.exempted))
    yield from (("reference", one.text) for one in telegram.references)
    yield from (("heading", one.heading) for one in telegram.paragraphs)


def _addresses(copy: Telegram, family: str) -> None:
    """Indicators and serials of addressees, as far as the family prints them."""
    network = family in {"cablexpress", "html"}
    if copy.sender and not (network and copy.station_serial and copy.filing_time):
        copy.sender.routing_indicator = None
    for one in (*copy.action, *copy.info, *copy.exempted):
        if not network:
            one.routing_indicator = None
        one.collective = _is_collective(one)
        if family == "smart":
            one.mcn, one.precedence = None, one.precedence or "ROUTINE"


def _is_collective(one: Addressee) -> bool:
    return one.plad.endswith("COLLECTIVE") or (one.routing_indicator or "") in posts.collectives()
