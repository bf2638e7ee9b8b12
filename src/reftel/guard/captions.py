"""Captions: which may stand together, in which order, with which classification.

Source: 5 FAH-2 H-250 and H-440: one distribution caption, the more restrictive first, STADIS with EXDIS or NODIS; one channel
caption; no EXDIS or NODIS with AGREMENT CHANNEL; OFFICIAL INFORMAL in the subject too. LIMITED OFFICIAL USE ended on
1 October 1995.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from reftel.guard.faults import Finding, View
from reftel.telegram.captions import on_line
from reftel.text import Span

DISTRIBUTION = ("NODIS", "EXDIS", "LIMDIS", "STADIS")  # the more restrictive first
_TOGETHER = {frozenset({"STADIS", "EXDIS"}), frozenset({"STADIS", "NODIS"})}
LOU_ENDED = "1995-10-01"


def check(view: View) -> Iterator[Finding]:
    """Faults of the captions."""
    captions = view.telegram.captions
    if not captions and view.telegram.classification != "LIMITED OFFICIAL USE":
        return
    yield from _combinations(view)
    yield from _with_classification(view)
    yield from _lines(view)


def _combinations(view: View) -> Iterator[Finding]:
    captions = view.telegram.captions
    distribution = [name for name in captions if name in DISTRIBUTION]
    for one, other in combinations(distribution, 2):
        if frozenset({one, other}) not in _TOGETHER:
            yield Finding("captions_together", f"{one} and {other} may not stand together: one distribution caption only", _at(view, other))
        elif one == "STADIS":
            yield Finding("caption_order", f"STADIS stands before {other}; the more restrictive comes first", _at(view, one))
    channels = [name for name in captions if name.endswith(" CHANNEL")]
    if len(channels) > 1:
        yield Finding("captions_together", f"{' and '.join(channels)}: one channel caption only", _at(view, channels[1]))
    if "AGREMENT CHANNEL" in captions and {"NODIS", "EXDIS"} & set(captions):
        yield Finding("captions_together", "AGREMENT CHANNEL with EXDIS or NODIS", _at(view, "AGREMENT CHANNEL"))
    if "SIPDIS" in captions:
        limited = [name for name in captions if name in {"NODIS", "CHEROKEE"} or name.endswith(" CHANNEL")]
        if limited:
            yield Finding("sipdis_on_limited", f"SIPDIS clears a telegram for the network; {limited[0]} limits it to those named", _at(view, "SIPDIS"))


def _at(view: View, caption: str) -> Span | None:
    """Where a caption stands: they follow each other on a few lines."""
    return view.find(caption, "captions", 400) or view.find(caption, "classification", 400)


def _with_classification(view: View) -> Iterator[Finding]:
    telegram = view.telegram
    captions = telegram.captions
    if view.classified and "SENSITIVE" in captions:
        yield Finding("sensitive_on_classified", f"SENSITIVE marks unclassified text; this telegram is {telegram.classification}", _at(view, "SENSITIVE"))
    if view.classified and "E F T O" in captions:
        yield Finding("efto_on_classified", f"E F T O goes with UNCLAS; this telegram is {telegram.classification}", _at(view, "E F T O"))
    if "AGREMENT CHANNEL" in captions and view.level is not None and not view.classified and telegram.classification == "UNCLASSIFIED":
        yield Finding("agrement_unclassified", "the text of AGREMENT CHANNEL must be classified or administratively controlled", _at(view, "AGREMENT CHANNEL"))
    if "OFFICIAL INFORMAL" in captions and telegram.subject and not re.search(r"OFFICIAL[ -]INFORMAL|\bO-?I\b", telegram.subject.upper()):
        yield Finding("informal_not_in_subject", "OFFICIAL INFORMAL stands in the captions, not in the subject", view.place("subject"))
    limited = telegram.classification == "LIMITED OFFICIAL USE" or "LOU" in captions
    if limited and view.sent_from(LOU_ENDED):
        yield Finding("lou_after_1995", "LIMITED OFFICIAL USE ended on 1 October 1995; unclassified text that is limited is SENSITIVE", view.place("classification"))


def _lines(view: View) -> Iterator[Finding]:
    """Each caption stands on a line of its own."""
    at = view.place("captions")
    if at is None:
        return
    end = view.text.find("\n", at.start)
    line = view.text[at.start : end if 0 <= end < at.start + 160 else at.start + 160].strip()
    found = on_line(line)
    if len({name for name, _, _ in found}) > 1:
        yield Finding("captions_on_one_line", f"{' and '.join(dict.fromkeys(name for name, _, _ in found))} share a line", Span(at.start, at.start + len(line)))
