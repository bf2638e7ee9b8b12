"""The truth beside the telegrams, in the form of the gold annotation: one JSON object a finding, spans in the file.

What was noted while a telegram was composed is placed in the text as written, and, for a damaged copy, in the text as
damaged. A finding that the damage took away altogether is left out.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

import msgspec

from reftel.synth.dates import parts
from reftel.synth.scene import Foreseen, Named, Statement
from reftel.synth.telegrams import Made
from reftel.text import Restored, Span
from reftel.write.written import Written

KINDS = ("sources", "fields", "statements", "people", "dates", "events")


class Stretch(msgspec.Struct):
    """Characters of the file, and what they say."""

    start: int
    end: int
    text: str


class SpeakerTruth(msgspec.Struct):
    """Who said it. `surface` is None where the sentence does not name the speaker."""

    surface: Stretch | None
    id: list[str]
    anonymous: bool
    plural: bool
    inferred: bool = False


class StatementTruth(msgspec.Struct):
    """A statement, with the fields of the gold annotation and the affair and position it belongs to."""

    id: str
    cable: str
    para: str
    section: str
    speaker: SpeakerTruth
    holder: str | None
    via: str | None
    addressee: dict[str, Any] | None
    addressee_implied: str | None
    date: dict[str, Any] | None
    cue: Stretch | None
    content: list[Stretch]
    content_text: str
    kind: str
    mode: str
    polarity: str
    certainty: str
    conditional: bool
    condition: str | None
    source_protection: str | None
    channel: str | None
    hearsay: bool
    author_hedge: bool
    nested_in: str | None
    repeats: str | None
    tier: str
    elements: list[Stretch]
    affair: str | None
    party: str | None
    position: str | None
    optional: bool = False


class PersonTruth(msgspec.Struct):
    """A person with every mention."""

    id: str
    cable: str
    local_id: str
    canonical: str
    roles: list[str]
    organisation: str | None
    country: str | None
    unnamed: bool
    signer: bool
    protected: bool
    mentions: list[dict[str, Any]]


class DateTruth(msgspec.Struct, omit_defaults=True):
    """A date expression and what day it is."""

    id: str
    cable: str
    para: str
    start: int
    end: int
    text: str
    type: str
    value: str
    zone: str
    mod: str | None = None
    role: str | None = None


class EventTruth(msgspec.Struct):
    """A planned event spoken of, and what came of it (`outcome`: held, postponed, cancelled; `known` on which day).

    `optional` is True where the telegram reports the outcome itself: then the event no longer lies ahead.
    """

    id: str
    cable: str
    para: str
    start: int
    end: int
    text: str
    event: str
    label: str
    value: str
    status: str
    source: str
    participants: list[str]
    place: str | None
    outcome: str
    known: str
    moved_to: str | None
    optional: bool


class Place:
    """Where stretches of a paragraph stand in the file."""

    __slots__ = ("_begins", "_stands", "_way", "text")

    def __init__(self, written: Written, way: Restored | None) -> None:
        self.text = written.text if way is None else way.text
        self._way = way
        self._begins = [[begins for begins, _ in joints] for joints in written.joints]
        self._stands = [[stands for _, stands in joints] for joints in written.joints]

    def __call__(self, paragraph: int, start: int, end: int) -> Stretch:
        """The stretch of the file; empty where the damage took it."""
        begins, stands = self._begins[paragraph], self._stands[paragraph]
        k = bisect_right(begins, start) - 1
        first = stands[k] + start - begins[k]
        last = end - 1 if end > start else start
        if k + 1 < len(begins) and begins[k + 1] <= last:
            k = bisect_right(begins, last) - 1
        stop = stands[k] + last - begins[k] + (1 if end > start else 0)
        return Stretch(first, stop, self.text[first:stop]) if self._way is None else self.in_file(first, stop)

    def in_file(self, start: int, end: int) -> Stretch:
        """A stretch of the clean text."""
        if self._way is not None:
            found = self._way.to_restored(Span(start, end))
            start, end = found.start, found.end
        return Stretch(start, end, self.text[start:end])


class Truth:
    """The findings of one telegram, ready to be written."""

    __slots__ = ("_made", "_mrn", "_numbers", "_place", "_written")

    def __init__(self, made: Made, written: Written, way: Restored | None = None) -> None:
        self._made = made
        self._written = written
        self._mrn = made.telegram.mrn or ""
        self._place = Place(written, way)
        self._numbers = [str(one.number) for one in made.telegram.paragraphs]

    def sources(self, file: str, sha256: str) -> dict[str, Any]:
        """What file it is."""
        telegram = self._written.telegram
        paragraphs = [
            {"n": number, "start": at.start, "end": at.end}
            for number, one in zip(self._numbers, telegram.paragraphs, strict=True)
            for at in (self._place.in_file(one.at.start, one.at.end),)
        ]  # fmt: skip
        return {
            "cable": self._mrn, "mrn": self._mrn, "file": file, "sha256": sha256, "encoding": "utf-8", "chars": len(self._place.text),
            "anchor": telegram.sent, "external_anchor": None, "split": "synthetic", "family": self._made.family, "kind": self._made.kind, "paragraphs": paragraphs,
        }  # fmt: skip

    def statements(self) -> list[StatementTruth]:
        """The statements in the order of the text."""
        ordered = sorted(self._made.statements, key=_beginning)
        names = {id(one): f"{self._mrn}:s{k:03d}" for k, one in enumerate(ordered, 1)}
        return [row for one in ordered if (row := self._statement(one, names)) is not None]

    def _statement(self, one: Statement, names: dict[int, str]) -> StatementTruth | None:
        place, p = self._place, one.paragraph
        content = [found for start, end in one.content if (found := place(p, start, end)).text]
        if not content:
            return None
        cue = place(p, *one.cue) if one.cue else None
        surface = place(p, *one.surface) if one.surface else None
        speaker = one.speaker
        condition = place(p, *one.condition).text if one.condition else None
        party, _, position = (one.position or "").partition(" ")
        return StatementTruth(
            names[id(one)], self._mrn, self._numbers[p], one.section,
            SpeakerTruth(surface, [speaker.id], speaker.anonymous, speaker.plural), one.holder, None, self._addressee(one),
            None if one.addressee else one.addressee_implied, self._date(one), cue, content, content[0].text if len(content) == 1 else " ".join([found.text for found in content]), one.kind, one.mode,
            one.polarity, one.certainty, condition is not None, condition, self._protection(one), one.channel, one.hearsay, one.hedge,
            names.get(id(one.nested_in)) if one.nested_in else None, names.get(id(one.repeats)) if one.repeats else None, one.tier,
            [place(p, *at) for at in one.elements], f"A:{one.affair.index}:{one.affair.kind}" if one.affair else None, party or None, position or None,
        )  # fmt: skip

    def _addressee(self, one: Statement) -> dict[str, Any] | None:
        if one.addressee is None:
            return None
        return {"surface": self._place(one.paragraph, *one.addressee), "id": [one.addressee_id]}

    def _date(self, one: Statement) -> dict[str, Any] | None:
        if one.date is not None:
            return {"surface": self._place(one.paragraph, one.date[0], one.date[1]), "value": one.date[2], "scope": "stated"}
        return {"surface": None, "value": one.met, "scope": "paragraph"} if one.met else None

    def _protection(self, one: Statement) -> str | None:
        if not one.speaker.protected:
            return None
        explicit = one.surface and self._made.telegram.paragraphs[one.paragraph].text[one.surface[1] :].lower().startswith((" (protect", " (strictly"))
        return "explicit" if explicit else "inherited"

    def people(self) -> list[PersonTruth]:
        """The people with their mentions, the signer and who classified among them."""
        mentions: dict[str, list[dict[str, Any]]] = {}
        for one in self._made.mentions:
            at = self._place(one.paragraph, one.start, one.end)
            if at.start < at.end:
                row = {"start": at.start, "end": at.end, "text": at.text, "type": one.kind, "para": self._numbers[one.paragraph]}
                if one.title:
                    row["title"] = one.title
                mentions.setdefault(one.id, []).append(row)
        self._above_and_below(mentions)
        rows = []
        for id_, named in self._made.people.items():
            if found := mentions.get(id_):
                found.sort(key=_start)
                rows.append(_person(f"{self._mrn}:{id_}", self._mrn, id_, named, found))
        return rows

    def _above_and_below(self, mentions: dict[str, list[dict[str, Any]]]) -> None:
        """The signer and the classifier, who stand outside the paragraphs."""
        at, telegram = self._written.telegram.at, self._written.telegram
        for id_, named in self._made.people.items():
            family = named.canonical.rsplit(" ", 1)[-1]
            if named.signer and "signer" in at and telegram.signer == family.upper():
                self._outside(mentions, id_, at["signer"].start, at["signer"].end, "sig", "name_short")
            if telegram.classified_by and "classified_by" in at and telegram.classified_by.endswith(named.canonical):
                words = self._written.text[at["classified_by"].start : at["classified_by"].end]
                first = words.find(named.canonical.split(" ", 1)[0])
                last = words.rfind(family)
                if 0 <= first <= last:
                    start = at["classified_by"].start
                    self._outside(mentions, id_, start + first, start + last + len(family), "hdr", "name_full")

    def _outside(self, mentions: dict[str, list[dict[str, Any]]], id_: str, start: int, end: int, para: str, kind: str) -> None:
        at = self._place.in_file(start, end)
        if at.start < at.end:
            mentions.setdefault(id_, []).append({"start": at.start, "end": at.end, "text": at.text, "type": kind, "para": para})

    def dates(self) -> list[DateTruth]:
        """The date expressions, those of the heading first."""
        rows: list[DateTruth] = []
        telegram = self._written.telegram
        if telegram.dtg and telegram.sent and "dtg" in telegram.at:
            self._heading_date(rows, telegram.at["dtg"], telegram.dtg, telegram.sent[:16] + "Z", "TIME", "dtg")
        iso = telegram.declassify_on or ""
        span = telegram.at.get("declassify_on") or telegram.at.get("eo")
        if iso[:2] in ("19", "20") and span is not None:
            self._heading_date(rows, span, f"{iso[5:7]}/{iso[8:]}/{iso[:4]}", iso, "DATE", "declassify")
        for one in sorted(self._made.dates, key=_position):
            at = self._place(one.paragraph, one.start, one.end)
            if at.start < at.end:
                id_ = f"{self._mrn}:d{len(rows) + 1:03d}"
                rows.append(DateTruth(id_, self._mrn, self._numbers[one.paragraph], at.start, at.end, at.text, "DATE", one.value, "body", one.mod))
        return rows

    def _heading_date(self, rows: list[DateTruth], span: Span, words: str, value: str, kind: str, role: str) -> None:
        found = self._written.text.find(words, span.start, span.end + 12)
        if found >= 0:
            at = self._place.in_file(found, found + len(words))
            if at.start < at.end:
                rows.append(DateTruth(f"{self._mrn}:d{len(rows) + 1:03d}", self._mrn, "hdr", at.start, at.end, at.text, kind, value, "envelope", None, role))

    def events(self) -> list[EventTruth]:
        """The planned events spoken of, each with what came of it."""
        rows: list[EventTruth] = []
        for one in sorted(self._made.events, key=_position):
            at = self._place(one.paragraph, one.start, one.end)
            if at.start < at.end:
                rows.append(_event(f"{self._mrn}:e{len(rows) + 1:02d}", self._mrn, self._numbers[one.paragraph], at, one, self._parties()))
        return rows

    def _parties(self) -> list[str]:
        affair = self._made.statements[0].affair if self._made.statements else None
        return [party.name for party in affair.parties[:2]] if affair else []


def _position(one: Any) -> tuple[int, int]:
    return one.paragraph, one.start


def _beginning(one: Statement) -> tuple[int, int]:
    start = one.content[0][0] if one.content else 0
    return one.paragraph, min(start, one.cue[0]) if one.cue else start


def _start(mention: dict[str, Any]) -> int:
    start: int = mention["start"]
    return start


def _person(id_: str, mrn: str, local: str, named: Named, mentions: list[dict[str, Any]]) -> PersonTruth:
    return PersonTruth(
        id_, mrn, local, named.canonical, named.roles, named.organisation, named.country, named.unnamed, named.signer, named.protected, mentions
    )  # fmt: skip


def _event(id_: str, mrn: str, para: str, at: Stretch, one: Foreseen, parties: list[str]) -> EventTruth:
    event = one.event
    moved = parts(event.moved_to)[3] if event.moved_to else None
    return EventTruth(
        id_, mrn, para, at.start, at.end, at.text, event.id, event.label, one.value, one.status, one.source, parties, None, event.outcome,
        parts(event.known)[3], moved, not one.ahead,
    )  # fmt: skip
