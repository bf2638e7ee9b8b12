"""Who speaks, by which verb, to whom: the slots of a reporting sentence around what is said.

    {S} {T} {A}{D} that ...      Vorrig told the Ambassador March 9 that ...
"""

from __future__ import annotations

from typing import cast

from reftel.synth import phrases
from reftel.synth.choosing import left
from reftel.synth.phrases import verbs
from reftel.synth.scene import Named, Op, Scene, Speaker
from reftel.synth.slots import SLOTS, any_of, article, slot

DEMONYM = 0.3  # of first mentions, those with the country's adjective
# Verbs that say how surely, and whether it is a belief rather than a saying.
LEANING = {"predicted": ("PR", "say"), "estimated": ("PR", "say"), "judged": ("PR", "say"), "speculated": ("PS", "say"), "believed": ("PR", "attitude"),
           "thought": ("PR", "attitude")}  # fmt: skip
PREDICTING = frozenset(("predicted",))
GOING_ON = frozenset(("added", "continued", "repeated", "reiterated", "concluded", "replied", "responded", "countered"))  # verbs of a talk that is under way


def name_speaker(x: Scene, speaker: Speaker, start: bool = True) -> tuple[int, int]:
    """Add a speaker's name as this place of the telegram asks for; the stretch it takes."""
    begins = x.size
    person = speaker.person
    if person is None:
        name = speaker.name
        x.add(phrases.telegraphic(name) if x.tele else name)
    elif speaker.id not in x.known:
        return _first_mention(x, speaker)
    else:
        form = x.draw()
        if x.last == speaker.id and form < 0.34 and start:
            x.add(speaker.pronouns[0])
            x.mention(speaker.id, begins, x.size, "pronoun")
        else:
            title = speaker.short + " " if form > 0.86 and speaker.short[0].isupper() else ""
            x.add(title + x.spelled.get(speaker.id, person.surname))
            x.mention(speaker.id, begins + len(title), x.size, "name_short", title.rstrip() or None)
    x.last = speaker.id
    x.surfaces[speaker.id] = begins, x.size
    return begins, x.size


def _first_mention(x: Scene, speaker: Speaker) -> tuple[int, int]:
    person = speaker.person
    assert person is not None
    begins = x.size
    title = speaker.title
    if x.section == "summary":
        title = speaker.short
    demonym = f"{x.home.people} " if x.draw() < DEMONYM and speaker.country == x.home.name else ""
    x.add(f"{demonym}{title} ")
    at = x.size
    family = x.spelled.get(speaker.id, person.surname)
    full = x.section != "summary"
    x.add(f"{person.forename} {family}" if full else family)
    x.mention(speaker.id, at, x.size, "name_full" if full else "name_short", title)
    ends = x.size
    if full:
        x.known.add(speaker.id)
    if speaker.protected and full:
        x.add(" (strictly protect)" if x.draw() < 0.4 else " (protect)")
    if not x.mute:
        x.people[speaker.id] = Named(person.full, [title], speaker.organisation, speaker.country, protected=speaker.protected)
    x.last = speaker.id
    x.surfaces[speaker.id] = begins, ends
    return begins, ends


@slot("S")
def speak(x: Scene) -> None:
    """The speaker of the statement."""
    surface = name_speaker(x, x.speaker)
    for one in x.sentence:
        if one.surface is None:
            one.surface = surface


@slot("So")
def spoken(x: Scene) -> None:
    """The speaker behind a preposition or a verb, never as a pronoun."""
    surface = name_speaker(x, x.speaker, start=False)
    for one in x.sentence:
        if one.surface is None:
            one.surface = surface


@slot("S's")
def speak_possessive(x: Scene) -> None:
    """The speaker in the genitive."""
    start, end = name_speaker(x, x.speaker, start=False)
    mark = "'" if x.parts[-1][-1] == "s" and x.speaker.plural else "'s"
    x.add(mark)
    for one in x.sentence:
        one.surface = (start, end + len(mark) if x.size == end + len(mark) else end)


def _pronoun(k: int) -> Op:
    def say(x: Scene) -> None:
        start = x.size
        x.add(x.speaker.pronouns[k])
        if x.speaker.person is not None:
            x.mention(x.speaker.id, start, x.size, "pronoun")

    return say


SLOTS["he'"], SLOTS["him"], SLOTS["his"] = _pronoun(0), _pronoun(1), _pronoun(2)


@slot("he")
def he(x: Scene) -> None:
    """The speaker again: a pronoun where it is plain who is meant."""
    surface = name_speaker(x, x.speaker) if x.last != x.speaker.id or x.draw() < 0.15 else _plain_pronoun(x)
    for one in x.sentence:
        if one.surface is None:
            one.surface = surface


def _plain_pronoun(x: Scene) -> tuple[int, int]:
    start = x.size
    x.add(x.speaker.pronouns[0])
    if x.speaker.person is not None:
        x.mention(x.speaker.id, start, x.size, "pronoun")
    return start, x.size


@slot("_")
def unnamed_subject(x: Scene) -> None:
    """No subject (`SAID UNDERSTOOD`): the surface is the nearest mention of the speaker."""
    if x.speaker.id not in x.surfaces:
        name_speaker(x, x.speaker, start=False)
        x.add(" ")
    for statement in x.sentence:
        statement.surface = x.surfaces[x.speaker.id]


@slot("paper again")
def same_paper(x: Scene) -> None:
    """The newspaper of the paragraph once more."""
    start = x.size
    x.add("it" if x.draw() < 0.4 else article(x, "paper"))
    for statement in x.sentence:
        statement.surface = (start, x.size)


@slot("Own")
def holder(x: Scene) -> None:
    """The party on whose behalf the speaker states it, which is the subject of what is said."""
    start = x.size
    x.add(x.words.get("own", x.home.name))
    if x.st is not None:
        x.st.content.append((start, x.size))
        x.st.holder = x.words.get("own", x.home.name)


# --- the verb --------------------------------------------------------------------------------------------------------


def cue(x: Scene, words: str) -> None:
    """Add the word that reports."""
    start = x.size
    x.add(words)
    if x.st is not None and x.st.cue is None:
        x.st.cue = (start, x.size)


def _verb(use: str, ahead: bool = True) -> Op:
    """A verb of a use; one of prediction only where (`ahead`) a prospect can follow."""
    forms: list[str] = []

    def say(x: Scene) -> None:
        if not forms:
            forms.extend(verbs(use))
        words = forms[int(x.draw() * len(forms))]
        if words in PREDICTING and not (ahead and left(x, "ahead any")):
            words = "said"
        x.future = words in PREDICTING
        if words in LEANING and x.st is not None:
            x.st.certainty, x.st.kind = LEANING[words]
        cue(x, "said" if words in GOING_ON and x.spoke != x.speaker.id else words)

    return say


for _name, _use in (("V", "that"), ("V'", "that"), ("T", "tell"), ("V0", "zero"), ("V,", "inserted"), ("urged", "urge"), ("praised", "praise"), ("criticized", "criticize")):
    SLOTS[_name] = _verb(_use)
SLOTS["Vp"], SLOTS["Vq"] = _verb("that", ahead=False), _verb("inserted", ahead=False)


def _one_of(*words: str) -> Op:
    def say(x: Scene) -> None:
        cue(x, words[int(x.draw() * len(words))])

    return say


SLOTS["Vd"] = _one_of("said", "claimed", "insisted", "admitted", "told colleagues")
SLOTS["T'"] = _one_of("assured", "told")


def _literal_cue(words: str) -> Op:
    return lambda x: cue(x, words)


SLOTS["="] = cast("Op", _literal_cue)  # not a slot itself but a maker of slots


@slot("+")
def next_statement(x: Scene) -> None:
    """A second predicate of the same subject begins a statement of its own."""
    before = x.st
    one = x.open_statement()
    if before is not None:
        one.surface, one.nested_in, one.date = before.surface, before.nested_in, None


@slot("P")
def participle(x: Scene) -> None:
    """`adding`, `noting`: another statement of the same speaker."""
    next_statement(x)
    _PARTICIPLES(x)


_PARTICIPLES = _verb("participle")


@slot("Ping")
def opening_participle(x: Scene) -> None:
    """`Noting` at the head of the sentence."""
    _PARTICIPLES(x)


for _name, _use in (("position", "positions"), ("opinion", "opinions")):

    def _noun(x: Scene, use: str = _use) -> None:
        words = phrases.raw()["general"][use]
        cue(x, words[int(x.draw() * len(words))])

    SLOTS[_name] = _noun

for _name, _use in (("adv", "adverbs"), ("privately", "privately"), ("Privately", "privately")):
    SLOTS[_name] = any_of(phrases.raw()["general"][_use])


# --- the addressee ---------------------------------------------------------------------------------------------------


@slot("A")
def addressee(x: Scene) -> None:
    """To whom it was said."""
    words, _, id_, named = x.addressee
    if x.tele and words.startswith("the "):
        words = words[4:]
    start = x.size
    x.add(words)
    if named:
        x.mention(id_, start + (4 if words.startswith("the ") else 0), x.size, "nominal")
    if x.st is not None:
        x.st.addressee, x.st.addressee_id = (start, x.size), id_


@slot("Washington")
def washington(x: Scene) -> None:
    """The American government as the one who is asked."""
    start = x.size
    x.add("Washington" if x.draw() < 0.5 else article(x, "United States"))
    if x.st is not None:
        x.st.addressee, x.st.addressee_id = (start, x.size), "C:usa"


@slot("other asked")
def other_asked(x: Scene) -> None:
    """The other party as the one who is asked."""
    start = x.size
    SLOTS["other"](x)
    if x.st is not None and x.affair is not None:
        x.st.addressee, x.st.addressee_id = (start, x.size), x.affair.parties[0 if x.speaker.party > 0 else 1].id


@slot("we")
def we(x: Scene) -> None:
    """The addressee as a subject."""
    _, subject, id_, named = x.addressee
    subject = subject[4:] if x.tele and subject.startswith("the ") else subject
    start = x.size
    x.add(subject)
    if named:
        x.mention(id_, start + (4 if subject.startswith("the ") else 0), x.size, "nominal")
        x.last = id_
