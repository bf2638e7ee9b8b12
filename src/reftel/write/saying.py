"""What each family can say: a telegram without the fields that its form has no place for.

A telegram read back from a family's form can hold only what the form says, so the round trip is judged against this.
"""

from __future__ import annotations

import re
from typing import Any

import msgspec

from reftel.errors import BadValue
from reftel.telegram import posts
from reftel.telegram.model import Addressee, Telegram
from reftel.write import printed

_READ_FROM_COPY: dict[str, Any] = {"source": None, "changes": [], "defects": [], "inferred": [], "at": {}, "sections": None}
_NETWORK: dict[str, Any] = {"transmission_id": None, "routing": [], "station_serial": None, "filing_time": None, "security_group": None}
_OFFICES: dict[str, Any] = {"distribution": [], "drafted_by": [], "cleared_by": [], "approved_by": [], "released_by": []}
# The fields each family has no place for, and what stands there instead.
UNSAID: dict[str, dict[str, Any]] = {
    "cablexpress": _OFFICES,
    "html": _OFFICES,
    "plain": _NETWORK | _OFFICES,
    "sas": _NETWORK | {"released_by": []},
    "smart": _NETWORK | {"distribution": [], "info_precedence": None, "precedence": None},
}


def sayable(telegram: Telegram, family: str) -> Telegram:
    """A copy of a telegram with only what a family's form can say.

    Raises:
        BadValue: when a value is none that telegrams bear (a classification, precedence or kind that does not exist).

    >>> sayable(Telegram(transmission_id="VZCZCXRO1412"), "plain").transmission_id is None
    True
    """
    # Taken to built-in types and back, since the writer sets spans in it.
    copy: Telegram = msgspec.convert(msgspec.to_builtins(telegram), Telegram)
    for name, value in (_READ_FROM_COPY | UNSAID[family]).items():
        setattr(copy, name, type(value)() if isinstance(value, list | dict) else value)
    copy.classification = printed.classification_of(copy)
    copy.format = {"html": "cablexpress", "plain": "cablexpress"}.get(family, family)
    _check(copy)
    _addresses(copy, family)
    return copy


def _check(telegram: Telegram) -> None:
    for name in ("precedence", "info_precedence"):
        value = getattr(telegram, name)
        if value is not None and value not in printed.PROSIGNS:
            raise BadValue(name, str(value), "one of " + ", ".join(printed.PROSIGNS))
    if telegram.security_group is not None and not re.fullmatch(r"[A-Z]{5}", telegram.security_group):
        raise BadValue("security group", telegram.security_group, "five letters like CCCCC")


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
