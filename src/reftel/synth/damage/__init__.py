"""The damage that copies of telegrams suffer, made on purpose: each kind a module, each wound known.

    clean    ... insist on the route / by which the Envoy ...
    damaged  ... insist on the route / OSVARTH 00000206  002 OF 003 / SIPDIS / by which the Envoy ...
    wound    page_heading, in the clean text at 1812..1813, in the damaged one at 1812..1852

A kind is a module with a docstring (what of real copies it imitates), `RATE` (the share of copies that show it), `HEALABLE`
(whether the text that is left tells what was there), `edits(text, rng) -> list[Edit]` of the text it is shown, and an
`EXAMPLE`. `damage` lets the kinds at a text one after another. A kind that would touch the wound of an earlier one leaves
that place alone, so that each wound can be judged on its own.

The rates are those of a survey of 7,546 real copies: 6,702 web pages of telegrams of 1990 to 2010 and 16 of 1966 to 1989,
24 text and 14 print-out copies of such, 231 flattened ones, 218 bodies of 1973 to 1979, 269 printed originals of 1969 to
1976, 33 released messages and 37 released scans, and 2 others. A rate's numerator is the copies of all these that show it.
"""

from __future__ import annotations

import importlib
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from types import ModuleType
from zlib import crc32

import msgspec

from reftel.errors import UnknownName
from reftel.text import Change, Edit, Restored, Span

# What is lost goes first; then joints of lines and the labels, which later sections repeat; then what fell between lines,
# how lines lie, and at last signs and letters.
MODELS = (
    "lost_envelope", "lost_paragraph", "exemption", "flat", "flat_glued", "stacked", "tags_glued", "tags_commas", "eo_spaced", "eo_mistyped",
    "doubled_caption", "page_heading", "page_line", "section_heading", "repeated_caption", "footer", "stamp", "pilcrow_false", "rewrap", "reflow",
    "doubled_line", "redaction", "pilcrow_reference", "pilcrow_digit", "pilcrow_glyph", "pilcrow_unknown", "pilcrow_dropped", "glued",
    "spaced_token", "hyphen", "backslash", "mojibake", "lost_diacritic", "speck", "ocr",
)  # fmt: skip

# Of each of these one copy has one at most: how its lines lie, what became of its pilcrows, and of its tags.
EXCLUSIVE = (("rewrap", "reflow", "flat", "flat_glued", "stacked"), ("pilcrow_digit", "pilcrow_glyph", "pilcrow_unknown", "pilcrow_dropped"), ("tags_commas", "tags_glued"))

# Kinds that change where lines end and not what they say; a later wound may stand right beside theirs.
LAYOUT = frozenset(EXCLUSIVE[0])

MARGIN = 3  # characters left whole between two wounds


class Wound(msgspec.Struct, frozen=True):
    """One place of damage: `clean` at `at` in the clean text became `damaged` at `now` in the damaged one."""

    kind: str
    at: Span
    clean: str
    now: Span
    damaged: str
    healable: bool


class Damaged(msgspec.Struct, frozen=True):
    """A damaged copy. `way` leads from the clean text (its source) to the damaged one (its text) and back."""

    text: str
    wounds: list[Wound]
    way: Restored


@cache
def model(name: str) -> ModuleType:
    """The module of a kind of damage.

    Raises:
        UnknownName: when there is none, with the nearest offered.

    >>> model("hyphen").HEALABLE
    True
    """
    if name not in MODELS:
        raise UnknownName("kind of damage", name, MODELS)
    return importlib.import_module(f"{__name__}.{name}")


SURVEYED: Mapping[str, float] = {name: model(name).RATE for name in MODELS}


def damage(text: str, rng: random.Random, rates: Mapping[str, float] = SURVEYED) -> Damaged:
    """A damaged copy of a text, with every wound known.

    Args:
        text: the clean text.
        rng: where chance comes from; the same state gives the same copy.
        rates: of each kind, the share of copies it befalls. Kinds not named befall none.

    Raises:
        UnknownName: when `rates` names a kind that does not exist.

    >>> copy = damage("SUBJECT: TALKS\\n\\n¶1. (C) They met.\\n\\n¶2. (C) They left.", random.Random(2), {"pilcrow_unknown": 1.0})
    >>> copy.text
    'SUBJECT: TALKS\\n\\n\\ufffd1. (C) They met.\\n\\n\\ufffd2. (C) They left.'
    >>> copy.wounds[0].at, copy.wounds[0].clean, copy.way.undo() == copy.way.source
    (Span(start=16, end=17), '¶', True)
    """
    for name in rates:
        model(name)
    way = Restored(text)
    for name, chance in _befalling(rng, rates):
        edits = model(name).edits(way.text, chance)
        spared = _spared(way)
        way = way.apply(name, _apart(_beside(edits, way.text, spared), spared, name in LAYOUT))
    return Damaged(way.text, list(_wounds(way)), way)


def _befalling(rng: random.Random, rates: Mapping[str, float]) -> Iterator[tuple[str, random.Random]]:
    """The kinds that befall one copy, in the order of `MODELS`, each with chance of its own, so that none shifts another's."""
    base = rng.getrandbits(64)
    chances = {name: random.Random(base ^ crc32(name.encode()) << 16) for name in MODELS if name in rates}  # noqa: S311 - not for secrets
    draws = {name: chance.random() for name, chance in chances.items()}
    chosen = {name for name, draw in draws.items() if draw < rates[name]}
    for group in EXCLUSIVE:
        chosen -= {*group}
        chosen |= {*_one_of([name for name in group if name in rates], draws, rates)}
    for name in MODELS:
        if name in chosen:
            yield name, chances[name]


def _one_of(group: Sequence[str], draws: Mapping[str, float], rates: Mapping[str, float]) -> Iterator[str]:
    """The kind of a group that its first draw falls on, or none; rates that add up to more than one are shares of their sum."""
    if not group:
        return
    at = draws[group[0]] * max(1.0, sum(rates[name] for name in group))
    for name in group:
        at -= rates[name]
        if at < 0:
            yield name
            return


def _spared(way: Restored) -> list[tuple[Span, int]]:
    """The wounds so far, where they stand in the text by now, with the margin that each asks for."""
    return [(span, 0 if change.by in LAYOUT else MARGIN) for change, span in _placed(way)]


def _placed(way: Restored) -> Iterator[tuple[Change, Span]]:
    shift = 0
    for change in way.changes:
        start = change.at.start + shift
        yield change, Span(start, start + len(change.new))
        shift += len(change.new) - len(change.at)


def _beside(edits: Iterable[Edit], text: str, spared: Sequence[tuple[Span, int]]) -> Iterator[Edit]:
    """Insertions at the end of a line that was broken anew take the letter on their other side along, so as not to touch the break."""
    starts = {span.start for span, margin in spared if not margin and len(span)}
    ends = {span.end for span, margin in spared if not margin and len(span)}
    for edit in edits:
        at = edit.start
        if at == edit.end and at in starts and at > 0:
            yield Edit(at - 1, at, text[at - 1] + edit.new, edit.why)
        elif at == edit.end and at in ends and at < len(text):
            yield Edit(at, at + 1, edit.new + text[at], edit.why)
        else:
            yield edit


def _apart(edits: Iterable[Edit], spared: Sequence[tuple[Span, int]], layout: bool) -> list[Edit]:
    """The edits that keep clear of earlier wounds and of each other; one walk over both."""
    kept: list[Edit] = []
    passed = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if kept and edit.start <= kept[-1].end:
            continue
        while passed < len(spared) and _behind(spared[passed], edit, layout):
            passed += 1
        if passed == len(spared) or _before(spared[passed], edit, layout):
            kept.append(edit)
    return kept


def _gap(wound: tuple[Span, int], edit: Edit, layout: bool) -> int:
    """Letters that must lie between: two changes touch when one of them is empty and they share an end."""
    span, margin = wound
    if layout:
        margin = min(margin, 1)
    return max(margin, 1 if edit.start == edit.end or span.start == span.end else 0)


def _behind(wound: tuple[Span, int], edit: Edit, layout: bool) -> bool:
    return wound[0].end + _gap(wound, edit, layout) <= edit.start


def _before(wound: tuple[Span, int], edit: Edit, layout: bool) -> bool:
    return edit.end + _gap(wound, edit, layout) <= wound[0].start


def _wounds(way: Restored) -> Iterator[Wound]:
    for change, now in _placed(way):
        yield Wound(change.by, change.at, change.old, now, change.new, model(change.by).HEALABLE)
