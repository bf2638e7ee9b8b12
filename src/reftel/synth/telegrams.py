"""Making telegram i of a schedule: what kind it is, who speaks in it, what its paragraphs are; with the truth about it.

    made = make(world, schedule, 17)
    made.telegram.subject, made.statements[0].content
"""

from __future__ import annotations

from random import Random

import msgspec

from reftel.synth import headings, lexicon, measured
from reftel.synth.affairs import Affair
from reftel.synth.composing import Portion
from reftel.synth.countries import COUNTRIES, OFFICES
from reftel.synth.dates import parts
from reftel.synth.headings import Handling
from reftel.synth.picks import mixed, quantile
from reftel.synth.plans import PLANS
from reftel.synth.scene import Dated, Foreseen, Mention, Named, Scene, Statement, in_office
from reftel.synth.schedule import NO_AFFAIR, Schedule
from reftel.synth.subjects import subject, titled
from reftel.synth.world import STATE, World
from reftel.telegram.model import Element, Paragraph, Participant, Telegram
from reftel.text import Span

HEADING_SIZE = 900  # letters of envelope and heading
MOVEMENT_OFFICES = {"opposition", "rights", "union"}
NOWHERE = Span(0, 0)
LONGEST_LIST = 4500  # letters; a longer text is none of those that string facts together
OPEN = frozenset(("consular", "admin", "media", "tour"))
LISTS = frozenset(("economy", "consular", "admin", "bio", "guidance"))
PROTECTED = 0.03  # of telegrams
SPELLED_OTHERWISE = 0.1  # of foreign officials in a telegram


class Made(msgspec.Struct):
    """A made-up telegram and the truth about it; stretches are (paragraph index, start, end) of the paragraphs' texts."""

    index: int
    telegram: Telegram
    family: str
    kind: str
    statements: list[Statement]
    mentions: list[Mention]
    people: dict[str, Named]
    dates: list[Dated]
    events: list[Foreseen]


def make(world: World, schedule: Schedule, i: int, family: str | None = None) -> Made:
    """Telegram i of a schedule. The same world, schedule and number make the same telegram, whatever was made before.

    >>> from reftel.synth.world import build
    >>> world = build(1); schedule = Schedule(world, 100)
    >>> make(world, schedule, 60).telegram.subject == make(world, schedule, 60).telegram.subject
    True
    """
    draw = Random(mixed(schedule.seed, schedule.count, i)).random  # noqa: S311
    day = schedule.day(i)
    post = world.posts[schedule.posts[i]]
    affair = world.affairs[schedule.affairs[i]] if schedule.affairs[i] != NO_AFFAIR else None
    home = post.country
    if post.index == STATE:
        home = affair.countries[0] if affair is not None else COUNTRIES[int(draw() * len(COUNTRIES))]
    x = Scene(world, draw, day, parts(day)[0], post, home, affair, lexicon.seed_of(world.seed, home))
    x.references = schedule.first_reference[i + 1] - schedule.first_reference[i]
    family = family or schedule.family(i)
    kind = _kind(x, any(schedule.posts[j] == STATE for j in schedule.referred(i)))
    target = max(250, int(quantile(measured.LENGTH, draw())) - HEADING_SIZE)
    if target > LONGEST_LIST and kind in LISTS:
        kind = "guidance" if post.index == STATE else "talks" if affair is not None else "tour"
    _cast(x, kind)
    found = headings.handling(draw, day, x.year, kind in OPEN)
    portions = PLANS[kind](x, target)
    telegram = Telegram(format=family)
    headings.fill(telegram, x, schedule, i, found, family)
    telegram.subject = subject(x, kind, family)
    _body(telegram, x, portions, found)
    return Made(i, telegram, family, kind, x.statements, x.mentions, x.people, x.dates, x.events)


def _kind(x: Scene, answers_state: bool) -> str:
    chance = x.draw()
    if x.post.index == STATE:
        return "request" if x.affair is not None and chance < 0.8 else "guidance"
    if x.affair is None:
        return "economy" if chance < 0.35 else "consular" if chance < 0.62 else "admin" if chance < 0.9 else "bio"
    if answers_state and chance < 0.6:
        return "demarche"
    if "economic" in x.affair.about and chance < 0.08:
        return "economy"
    for kind, below in (("talks", 0.62), ("media", 0.72), ("visit", 0.8), ("scene", 0.86), ("bio", 0.9), ("demarche", 0.93)):
        if chance < below:
            return kind
    return "talks"


# --- the people ------------------------------------------------------------------------------------------------------


def _cast(x: Scene, kind: str) -> None:
    """Who is met: officials of the host country whose offices have to do with the affair; and by whom."""
    draw, affair = x.draw, x.affair
    offices = x.world.offices[x.home.code]
    about = (*affair.about, "all") if affair is not None else ("economic", "internal", "external")
    keys = [key for key, _, _, subject, _ in OFFICES if subject in about]
    protect = draw() < PROTECTED
    for _ in range(1 + int(draw() * draw() * 6)):
        key = keys[int(draw() * len(keys))]
        speaker = in_office(offices[key], x.day, _side(affair, x.home.code, key), protect and draw() < 0.6)
        if all(one.id != speaker.id for one in x.cast):
            x.cast.append(speaker)
            if speaker.person is not None and speaker.person.spellings and draw() < SPELLED_OTHERWISE:
                x.spelled[speaker.id] = speaker.person.spellings[int(draw() * len(speaker.person.spellings))]
    x.about_speaker = x.cast[0]
    x.turn_to(x.cast[0])
    if x.post.index != STATE:
        x.addressee = _interlocutor(x, kind)


def _side(affair: Affair | None, code: str, key: str) -> int:
    if affair is None:
        return -1
    if affair.countries[0].code == code:
        return 2 if key in MOVEMENT_OFFICES else 0
    return 1 if affair.countries[1].code == code else -1


def _interlocutor(x: Scene, kind: str) -> tuple[str, str, str, bool]:
    """Whom officials spoke to: (as object, as subject, id, whether one person)."""
    chance = x.draw()
    head = x.post.staff["com"]
    if chance < 0.42:
        return "us", "we", "C:usa", False
    if chance < 0.66:
        who = head.holder(x.day)
        x.people[who.id] = Named(who.full, [head.title], head.organisation, "United States")
        return f"the {head.title}", f"the {head.title}", who.id, True
    if chance < 0.72 and "dcm" in x.post.staff:
        who = x.post.staff["dcm"].holder(x.day)
        x.people[who.id] = Named(who.full, ["DCM"], head.organisation, "United States")
        return "the DCM", "the DCM", who.id, True
    name = ("PolOff", "Poloff", "EconOff", "Econoff", "EmbOff")[int(x.draw() * 5)]
    x.people["R:" + name.lower()] = Named(name, [name], head.organisation, "United States", unnamed=True)
    return name, name, "R:" + name.lower(), True


# --- putting together ------------------------------------------------------------------------------------------------


def _body(telegram: Telegram, x: Scene, portions: list[Portion], found: Handling) -> None:
    """The paragraphs with numbers and marks."""
    plain, open_, dearest = found.marks
    marked = x.year >= 1990
    style = str.upper if x.tele or x.draw() < 0.5 else titled  # of all headings
    for number, portion in enumerate(portions, 1):
        text = portion.text.upper() if x.tele else portion.text
        mark = None
        if marked and plain is not None:
            mark = plain
            if portion.open and x.draw() < 0.5:
                mark = open_
            elif portion.kind == "comment" and x.draw() < 0.5:
                mark = dearest
        heading = style(portion.heading) if portion.heading else None
        elements = [
            Element(label, text[at[0] : at[1]] + ("." if k == len(portion.elements) - 1 else ""), Span(span[0], span[1] + 1))
            for k, (label, span, at) in enumerate(portion.elements)
        ]  # fmt: skip
        telegram.paragraphs.append(Paragraph(number, mark, portion.kind, heading, text, NOWHERE, NOWHERE, elements))
        if portion.kind == "participants":
            telegram.participants = list(_participants(text))


def _participants(text: str) -> list[Participant]:
    delegation = None
    out = []
    for line in text.split("\n"):
        name, comma, title = line.partition(", ")
        if comma:
            out.append(Participant(delegation, name, title))
        else:
            delegation = line
    return out
