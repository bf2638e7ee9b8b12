"""What the slots of phrases say: names, numbers, dates, events, and the parts of a reporting sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from reftel.synth import dates, lexicon
from reftel.synth.affairs import PRODUCTS, PROVINCES, Event
from reftel.synth.phrases import telegraphic
from reftel.synth.scene import Foreseen, Named, Op, Scene

SLOTS: dict[str, Op] = {}
T = TypeVar("T", bound=Op)
MINISTRIES = ("Foreign Ministry", "Interior Ministry", "Finance Ministry", "Ministry of Energy", "Ministry of Justice", "Ministry of Agriculture",
              "Defense Ministry", "Ministry of Transport", "Presidency", "Cabinet Office", "Ministry of Trade", "Planning Ministry")  # fmt: skip
NUMBER_WORDS = ("two", "three", "four", "five", "six")
STATUSES = {"vote": "scheduled", "meeting": "scheduled", "deadline": "expected", "visit": "expected", "signature": "expected"}
NO_EVENT = ("the next round of talks", "the next meeting", "the coming session", "further consultations")


def slot(*names: str) -> Callable[[T], T]:
    """Register a function as what some slots say."""

    def keep(function: T) -> T:
        for name in names:
            SLOTS[name] = function
        return function

    return keep


def _word(key: str, otherwise: Callable[[Scene], str]) -> Op:
    def say(x: Scene) -> None:
        x.add(x.words.get(key) or otherwise(x))

    return say


def article(x: Scene, words: str) -> str:
    """The words with their article, but for the telegraphic years."""
    return words if x.tele else "the " + words


def village(x: Scene) -> str:
    """A village of the country."""
    return lexicon.village(x.home.language, x.seed, lexicon.rank(x.draw))


def firm(x: Scene) -> str:
    """A company of the country, that of the affair more often."""
    if x.draw() < 0.25 and "firm" in x.words:
        return x.words["firm"]
    return lexicon.firm(x.home.language, x.seed, lexicon.rank(x.draw))


def paper(x: Scene) -> str:
    """A newspaper of the country."""
    return lexicon.paper(x.home.language, x.seed, lexicon.rank(x.draw))


for _key, _otherwise in {
    "own": lambda x: x.home.name, "other": lambda x: "the neighboring countries", "owns": lambda x: x.home.name + "'s",
    "people": lambda x: x.home.people, "it": lambda x: "the proposal", "thing": lambda x: "the matter", "topic'": lambda x: "the matter",
    "movement": lambda x: article(x, "opposition"), "house": lambda x: x.home.house, "service": lambda x: x.home.service,
    "party": lambda x: x.home.party, "opposition": lambda x: x.home.opposition, "currency": lambda x: x.home.currency,
    "topic": lambda x: "BILATERAL RELATIONS",
}.items():  # fmt: skip
    SLOTS[_key] = _word(_key, _otherwise)

for _key, _make in {
    "village": village, "firm": firm, "paper": paper,
    "ship": lambda x: lexicon.ship(x.home.language, x.seed, lexicon.rank(x.draw)),
    "product": lambda x: PRODUCTS[int(x.draw() * len(PRODUCTS))],
    "province": lambda x: PROVINCES[int(x.draw() * len(PROVINCES))].format(lexicon.village(x.home.language, x.seed, int(x.draw() ** 2 * 40))),
    "ministry": lambda x: MINISTRIES[int(x.draw() * len(MINISTRIES))],
    "city": lambda x: x.home.posts[int(x.draw() * len(x.home.posts))][0].title(),
    "num": lambda x: f"{int(6 * 10 ** (x.draw() * 2.2)):,}",
    "few": lambda x: str(2 + int(x.draw() * x.draw() * 20)), "rate": lambda x: f"{x.draw() * 19 + 0.4:.1f} percent", "price": lambda x: f"USD {5 + int(10 ** (x.draw() * 2.8)):,}",
    "num1": lambda x: NUMBER_WORDS[int(x.draw() * 4)],
    "pct": lambda x: f"{1 + int(x.draw() * 96)} percent",
    "money": lambda x: f"USD {1 + int(10 ** (x.draw() * 2.9)):,} million",
    "event-noun": lambda x: (x.foreseen[0].noun if x.foreseen else "next steps"),
    "title": lambda x: x.about_speaker.short, "name": lambda x: x.about_speaker.person.surname if x.about_speaker.person else x.about_speaker.name,
    "surname": lambda x: x.about_speaker.name,
}.items():  # fmt: skip
    def _said(x: Scene, make: Callable[[Scene], str] = _make) -> None:
        x.add(make(x))

    SLOTS[_key] = _said


@slot("name's")
def surname_of(x: Scene) -> None:
    """The main speaker's surname in the genitive."""
    surname(x)
    x.add("'s")


@slot("name")
def surname(x: Scene) -> None:
    """The main speaker by surname; by office where he is not named before."""
    speaker = x.about_speaker
    if speaker.person is None:
        x.add(speaker.name)
        return
    title = ""
    if not x.mute:
        x.people.setdefault(speaker.id, Named(speaker.person.full, [speaker.title], speaker.organisation, speaker.country, protected=speaker.protected))
        title = speaker.short if speaker.id not in x.known else ""
        if title:
            x.add(title + " ")
    start = x.size
    x.add(x.spelled.get(speaker.id, speaker.person.surname))
    x.mention(speaker.id, start, x.size, "name_short", title or None)
    x.last = speaker.id


@slot("person")
def person(x: Scene) -> None:
    """A person of the third rank, by full name."""
    id_, full, _ = lexicon.person(x.home.language, x.seed, lexicon.rank(x.draw))
    start = x.size
    x.add(full)
    x.mention(id_, start, x.size, "name_full")
    x.last = id_
    if not x.mute:
        x.people.setdefault(id_, Named(full, [], None, x.home.name))


@slot("person'")
def visitor(x: Scene) -> None:
    """A visitor from the Department."""
    officer_of(x, "das" if x.draw() < 0.5 else "under")


@slot("officer")
def officer(x: Scene) -> None:
    """An officer of the post."""
    staff = x.post.staff
    officer_of(x, "poloff" if "poloff" in staff else next(iter(staff)))


def officer_of(x: Scene, key: str) -> None:
    """An American officer by full name."""
    office = x.post.staff.get(key) or x.world.posts[0].staff[key]
    one = office.holder(x.day)
    start = x.size
    x.add(one.full)
    x.mention(one.id, start, x.size, "name_full")
    if not x.mute:
        x.people.setdefault(one.id, Named(one.full, [office.title], office.organisation, "United States"))


@slot("ref", "Ref")
def reference(x: Scene) -> None:
    """The reference telegram, as the text calls it."""
    x.add("reftel" if x.references < 2 else f"ref {'ABCDEFGH'[int(x.draw() * min(8, x.references))]}")


def _shortened(key: str, otherwise: str) -> Op:
    def say(x: Scene) -> None:
        words = x.words.get(key, otherwise)
        if words in x.known and x.draw() < 0.7:
            words = x.words.get(key + " again", words)
        elif not x.mute:
            x.known.add(words)
        x.add(telegraphic(words) if x.tele else words)

    return say


SLOTS["it"], SLOTS["thing"] = _shortened("it", "the proposal"), _shortened("thing", "the matter")


# --- dates -----------------------------------------------------------------------------------------------------------


def dated(x: Scene, said: dates.Said, prefix: bool = True) -> tuple[int, str]:
    """Add a date with its preposition; where it starts, and its value."""
    before, words, value, mod = said
    if prefix and before:
        x.add(before)
    start = x.size
    x.add(words)
    x.dated(start, value, mod)
    return start, value


@slot("soon")
def soon(x: Scene) -> None:
    """Some time ahead."""
    dated(x, dates.soon(x.day, x.draw))


@slot("soon'")
def later(x: Scene) -> None:
    """Some time ahead, as a noun."""
    said = dates.soon(x.day, x.draw)
    while not said[0]:
        said = dates.soon(x.day, x.draw)
    dated(x, said, prefix=False)


@slot("past")
def past(x: Scene) -> None:
    """Some time ago."""
    dated(x, dates.past(x.day, x.draw))


@slot("past'")
def then(x: Scene) -> None:
    """Some time ago, as a noun."""
    dated(x, dates.then(x.day, x.draw), prefix=False)


@slot("year")
def year(x: Scene) -> None:
    """A year gone by."""
    start = x.size
    value = str(x.year - 1 - int(x.draw() ** 2 * 40))
    x.add(value)
    x.dated(start, value)


def when(x: Scene, bare: bool = False) -> tuple[int, int, str]:
    """The day on which the present conversation was held, with its preposition unless it is to be bare."""
    if x.met is None:
        x.met = x.day - 1 - int(x.draw() * x.draw() * 9)
    said = dates.on(x.met, x.day, x.draw)
    start, value = dated(x, said, prefix=not (bare and said[1][-1].isdecimal() and said[1][0].isalpha()))
    return start, x.size, value


@slot("D")
def day(x: Scene) -> None:
    """The day, behind the verb, now and then; often without its "on" (`told PolOff November 20`)."""
    if x.draw() < 0.3:
        x.add(" ")
        stated = when(x, bare=x.draw() < 0.4)
        if x.st is not None:
            x.st.date = stated


@slot("D,")
def day_first(x: Scene) -> None:
    """The day, before the subject."""
    stated = when(x)
    if x.st is not None:
        x.st.date = stated
    x.add(", ")


# --- events ----------------------------------------------------------------------------------------------------------


@slot("event")
def event(x: Scene) -> None:
    """A planned event with its day, in one of the ways drafters put it."""
    if not x.foreseen:
        words = NO_EVENT[int(x.draw() * len(NO_EVENT))]
        x.add(telegraphic(words) if x.tele else words)
        return
    named_event(x, x.foreseen[int(x.draw() * len(x.foreseen))], x.draw())


def named_event(x: Scene, one: Event, form: float, status: str | None = None) -> None:
    """An event in one form, by a number between 0 and 1."""
    noun = one.short if one.id in x.known and x.draw() < 0.8 else one.noun
    if not x.mute:
        x.known.add(one.id)
    noun = telegraphic(noun) if x.tele else noun
    words, value = dates.exact(one.planned, x.day)
    start = x.size
    if form < 0.5:
        if not x.tele:
            x.add("the ")
        at = x.size
        x.add(words)
        x.dated(at, value)
        x.add(" " + noun)
    elif form < 0.75 or one.kind == "deadline":
        x.add(article(x, noun) + (" on " if len(value) == 10 else " in "))
        at = x.size
        x.add(words)
        x.dated(at, value)
        status = status or "scheduled"
    else:
        x.add(article(x, noun) + " scheduled for ")
        at = x.size
        x.add(words)
        x.dated(at, value)
        status = "scheduled"
    if not x.mute:
        source = x.st.speaker.id if x.st is not None else "author"
        x.events.append(Foreseen(x.p, start, x.size, one, value, status or STATUSES.get(one.kind, "scheduled"), source))


@slot("past-event")
def past_event(x: Scene) -> None:
    """An event whose outcome is told, with the day it was planned for."""
    one = x.settled[-1]
    noun = telegraphic(one.noun) if x.tele else one.noun
    words, value = dates.exact(one.planned, x.day)
    start = x.size
    x.add(article(x, noun) + " planned for ")
    at = x.size
    x.add(words)
    x.dated(at, value)
    if not x.mute:
        x.events.append(Foreseen(x.p, start, x.size, one, value, one.outcome, "author"))


@slot("newdate")
def new_date(x: Scene) -> None:
    """The new day of a postponed event."""
    moved = x.settled[-1].moved_to or x.day + 30
    words, value = dates.exact(moved, x.day)
    start = x.size
    x.add(words)
    x.dated(start, value)
    affair = x.affair
    if affair is not None and moved > x.day and not x.mute:
        later = [one for one in affair.events if one.planned == moved and one.announced <= x.day]
        if later:
            x.events.append(Foreseen(x.p, start, x.size, later[0], value, "scheduled", "author"))


def any_of(items: Sequence[str]) -> Op:
    """One of some words."""

    def say(x: Scene) -> None:
        x.add(items[int(x.draw() * len(items))])

    return say
