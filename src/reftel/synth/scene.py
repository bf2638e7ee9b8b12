"""A telegram in the making: the paragraph being written, and what is true about every stretch of it.

Words are added piece by piece; whoever adds a name, a date or a statement notes where it stands. So the truth is known
while the text grows, and nothing has to be found again in it.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from reftel.synth.affairs import Affair, Event, Party
from reftel.synth.countries import COUNTRIES, Country
from reftel.synth.people import Office, Person
from reftel.synth.phrases import Ops
from reftel.synth.picks import Draw
from reftel.synth.world import Post, World

Stretch = tuple[int, int]
DEEDS = 56  # of local people, told in one telegram at most
COUNTRY_NAMES = {country.code: country.name for country in COUNTRIES} | {"US": "United States"}


class Speaker(msgspec.Struct):
    """Who is reported: a person in an office, a group, an unnamed source or a newspaper."""

    id: str
    person: Person | None = None
    title: str = ""
    short: str = ""
    name: str = ""  # of what is no person
    organisation: str = ""
    country: str = ""
    party: int = -1  # index of the party to the affair it speaks for; -1 for none
    plural: bool = False
    anonymous: bool = False
    protected: bool = False
    pronouns: tuple[str, str, str] = ("he", "him", "his")


class Statement(msgspec.Struct):
    """One source, one cue, one content; stretches are of the paragraph's text."""

    paragraph: int
    section: str
    speaker: Speaker
    surface: Stretch | None = None
    cue: Stretch | None = None
    content: list[Stretch] = []
    kind: str = "say"
    mode: str = "indirect"
    polarity: str = "+"
    certainty: str = "CT"
    condition: Stretch | None = None
    channel: str | None = None
    hearsay: bool = False
    hedge: bool = False
    holder: str | None = None
    addressee: Stretch | None = None
    addressee_id: str | None = None
    addressee_implied: str | None = None
    date: tuple[int, int, str] | None = None
    met: str | None = None
    nested_in: Statement | None = None
    repeats: Statement | None = None
    tier: str = ""
    affair: Affair | None = None
    position: str | None = None
    elements: list[Stretch] = []
    modal: str = "CT"  # the certainty of the clause under a cue that adds none
    ahead: bool = False  # whether the clause speaks of what would be


class Mention(msgspec.Struct):
    """A person named: `kind` is name_full, name_short, pronoun or nominal."""

    id: str
    paragraph: int
    start: int
    end: int
    kind: str
    title: str | None = None


class Named(msgspec.Struct):
    """What is true of a person of this telegram."""

    canonical: str
    roles: list[str]
    organisation: str | None
    country: str | None
    unnamed: bool = False
    signer: bool = False
    protected: bool = False


class Dated(msgspec.Struct):
    """A date expression and its value."""

    paragraph: int
    start: int
    end: int
    value: str
    mod: str | None = None


class Foreseen(msgspec.Struct):
    """A planned event spoken of: as what lies ahead, or (`status` is then its outcome) as what came of it."""

    paragraph: int
    start: int
    end: int
    event: Event
    value: str
    status: str
    source: str

    @property
    def ahead(self) -> bool:
        """Whether it is spoken of as lying ahead."""
        return self.status != self.event.outcome


class Scene:
    """The state of one telegram while it is composed."""

    __slots__ = (
        "about_speaker", "addressee", "affair", "cap", "cast", "dates", "day", "dealt", "deeds", "draw", "element_lists", "elements",
        "events", "foreseen", "future", "home", "known", "last", "mentions", "met", "mute", "names", "p", "parts", "people",
        "post", "references", "section", "seed", "sentence", "settled", "side", "size", "speaker", "spelled", "spoke", "st",
        "statements", "surfaces", "tele", "told", "used", "words", "world", "year",
    )  # fmt: skip

    def __init__(self, world: World, draw: Draw, day: int, year: int, post: Post, home: Country, affair: Affair | None, seed: int) -> None:
        self.world, self.draw, self.day, self.year, self.post, self.home, self.affair, self.seed = world, draw, day, year, post, home, affair, seed
        self.tele = 1 if year < 1980 else 0
        self.words: dict[str, str] = {}
        self.parts: list[str] = []
        self.size = 0
        self.cap = False
        self.p = 0
        self.section = "body"
        self.mute = False
        self.statements: list[Statement] = []
        self.mentions: list[Mention] = []
        self.people: dict[str, Named] = {}
        self.dates: list[Dated] = []
        self.events: list[Foreseen] = []
        self.elements: list[tuple[str, Stretch, Stretch]] = []
        self.element_lists = 0
        self.surfaces: dict[str, Stretch] = {}  # of each speaker of this paragraph, where he was last named
        self.side = 1 if affair is not None and affair.countries[1].code == home.code else 0  # that of the post's country
        self.future = False  # whether what is said next must lie ahead
        self.references = 0
        self.told = [0, 0]  # outcomes told, events announced by the drafter
        self.known: set[str] = set()
        self.names: dict[str, str] = {}
        self.spelled: dict[str, str] = {}
        self.dealt: dict[int, tuple[int, int]] = {}
        self.used: set[int] = set()  # clauses said in this telegram, and lists said to the end, by identity
        self.deeds = 0  # deeds of local people told
        self.spoke = ""
        self.last = ""
        self.met: int | None = None
        self.st: Statement | None = None
        self.sentence: list[Statement] = []
        self.cast: list[Speaker] = []
        self.foreseen = affair.foreseen(day) if affair else []
        again = {event.short for event in self.foreseen}
        # What was held is not told of where an event of the same name lies ahead: it would read as the same.
        self.settled = [
            event for event in (affair.settled(day) if affair else ())
            if (event.moved_to > day if event.moved_to is not None else event.short not in again)
        ]  # fmt: skip
        self.addressee: tuple[str, str, str, bool] = ("us", "we", "C:usa", False)  # object, subject, id, whether a person
        self.speaker = Speaker("U:none", name="contacts", plural=True)
        self.about_speaker = self.speaker

    @property
    def spent(self) -> bool:
        """Whether the stock of things to tell is used up."""
        return self.deeds >= DEEDS

    def add(self, words: str) -> None:
        """Add some words; the first of a sentence get their capital, and no sentence begins with a figure."""
        if self.cap:
            words = words[:1].upper() + words[1:] if not words[:1].isdecimal() else "Some " + words
            self.cap = False
        self.parts.append(words)
        self.size += len(words)

    def run(self, ops: Ops) -> None:
        """Add compiled words, slot by slot."""
        if self.cap and ops[0][1]:
            words, _, slot = ops[0]
            self.add(words)
            if slot is not None:
                slot(self)
            ops = ops[1:]
        append = self.parts.append
        for words, size, slot in ops:
            if size:
                append(words)
                self.size += size
            if slot is not None:
                slot(self)

    def begin(self, section: str, paragraph: int) -> None:
        """Begin a paragraph."""
        self.parts, self.size, self.section, self.p, self.cap = [], 0, section, paragraph, False
        self.surfaces = {}
        self.elements, self.element_lists, self.last, self.met, self.spoke = [], 0, "", None, ""

    def aside(self, ops: Ops) -> str:
        """Words that go elsewhere (a heading, the subject): nothing is noted of them."""
        kept = self.parts, self.size, self.cap, self.mute, self.st, self.last
        self.parts, self.size, self.cap, self.mute, self.st = [], 0, False, True, None
        self.run(ops)
        made = "".join(self.parts)
        self.parts, self.size, self.cap, self.mute, self.st, self.last = kept
        return made

    def open_statement(self, mode: str = "indirect") -> Statement:
        """Begin a statement of the present speaker."""
        self.st = statement = Statement(self.p, self.section, self.speaker, mode=mode, affair=self.affair)
        self.sentence.append(statement)
        return statement

    def mention(self, id_: str, start: int, end: int, kind: str, title: str | None = None) -> None:
        """Note that a person is named."""
        if not self.mute:
            self.mentions.append(Mention(id_, self.p, start, end, kind, title))

    def dated(self, start: int, value: str, mod: str | None = None) -> None:
        """Note a date expression that ends here."""
        if not self.mute:
            self.dates.append(Dated(self.p, start, self.size, value, mod))

    def party(self) -> Party | None:
        """The party that the present speaker speaks for."""
        if self.affair is None or self.speaker.party < 0:
            return None
        return self.affair.parties[self.speaker.party]

    def turn_to(self, speaker: Speaker) -> None:
        """Let another speak; the slots follow its side of the affair."""
        self.speaker = speaker
        if self.affair is not None:
            self.words = self.affair.words[self.side if speaker.party < 0 else speaker.party][self.tele]


def in_office(office: Office, day: int, party: int, protected: bool) -> Speaker:
    """The holder of an office as a speaker."""
    person = office.holder(day)
    pronouns = ("she", "her", "her") if person.female else ("he", "him", "his")
    return Speaker(person.id, person, office.title, office.short, "", office.organisation, COUNTRY_NAMES[office.country], party, False, False, protected, pronouns)


Op = Callable[[Scene], None]
