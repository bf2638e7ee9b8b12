"""Paragraphs: what a telegram of each kind is made of, and how its summary repeats its body.

A paragraph is reported talk, the drafter's own account, a list of points, a comment. The longer the telegram is to be, the
more of them there are.
"""

from __future__ import annotations

import msgspec

from reftel.synth import lexicon
from reftel.synth.choosing import fresh, kind_of, lists, unused
from reftel.synth.measured import WORDS
from reftel.synth.people import Person
from reftel.synth.picks import quantile
from reftel.synth.reporting import report, sentence
from reftel.synth.scene import Dated, Foreseen, Mention, Scene, Speaker, Statement
from reftel.synth.slots import paper
from reftel.synth.speaking import cue, name_speaker

FOREIGN_GROUPS = ("MFA officials", "opposition deputies", "several diplomats", "local journalists", "contacts in the ministry", "two advisers",
                  "members of the delegation", "business leaders", "church leaders", "military sources", "Western diplomats", "union activists",
                  "several bankers", "village elders", "exporters", "relief workers")  # fmt: skip
ANONYMOUS = ("one official", "a senior official", "one diplomat", "an observer", "a contact close to the talks", "one adviser", "a well-placed source",
             "one deputy", "a retired general", "an Embassy contact", "a source in the cabinet", "one expert")  # fmt: skip
OF_THE_AFFAIR = 0.35  # of the sentences of an account, those about the affair
LETTERS_A_WORD = 6.3  # with the blank after it
PLAIN_VERBS = ("said", "said", "noted", "stated", "claimed", "argued", "predicted")
LONGEST_SUMMARY = 5  # statements repeated


class Portion(msgspec.Struct):
    """A paragraph as composed: its text, kind and heading, and whether it tells only what everybody knows."""

    text: str
    kind: str = "body"
    heading: str | None = None
    open: bool = False
    elements: list[tuple[str, tuple[int, int], tuple[int, int]]] = []


def close(x: Scene, kind: str = "body", heading: str | None = None, open_: bool = False) -> Portion:
    """The paragraph that was being written."""
    return Portion("".join(x.parts), kind, heading, open_, x.elements)


def room(x: Scene) -> int:
    """How many characters the next paragraph may take."""
    return int(quantile(WORDS, x.draw()) * LETTERS_A_WORD * 1.06)


def write(x: Scene, kind: str, name: str) -> bool:
    """Add a sentence of a list that this telegram has not said yet; False where it has said them all."""
    one = unused(x, lists(kind, name))
    if one is not None:
        sentence(x, one)
    return one is not None


def talk(x: Scene, index: int, speaker: Speaker, opening: str = "openings") -> Portion:
    """A paragraph of reported talk with one speaker, or two."""
    size = room(x)
    x.begin("body", index)
    x.turn_to(speaker)
    if speaker.person is not None and x.draw() < (0.5 if opening == "openings" else 1.0):
        write(x, "general", opening)
    if x.settled and not x.told[0] and x.draw() < 0.3:
        outcome(x)
    report(x, "plain")
    while x.size < size and not x.spent:
        chance = x.draw()
        if chance < 0.18 and x.spoke == x.speaker.id:
            report(x, "follow")
        elif chance < 0.24:
            x.turn_to(another(x))
            report(x, "plain")
        elif chance < 0.69:
            aside(x)
        else:
            report(x, "plain")
    return close(x)


def aside(x: Scene) -> None:
    """A sentence of the drafter's between reports."""
    if not (upcoming(x) or note(x)):
        report(x, "plain")


def upcoming(x: Scene) -> bool:
    """Now and then a sentence on an event ahead."""
    if not (x.foreseen and x.told[1] < 3 and x.draw() < 0.2):
        return False
    x.told[1] += 1
    return write(x, "general", "upcoming")


def note(x: Scene) -> bool:
    """A sentence on the country, as its own party sees it."""
    speaker, x.last = x.speaker, ""
    x.turn_to(x.about_speaker)
    written = write(x, "general", "notes")
    x.turn_to(speaker)
    return written


def another(x: Scene) -> Speaker:
    """Somebody else: of the cast, a group, or a source without a name."""
    chance = x.draw()
    if chance < 0.6 and x.cast:
        return x.cast[int(x.draw() * len(x.cast))]
    if chance < 0.72:
        return unnamed(x)
    if chance < 0.84:
        name = FOREIGN_GROUPS[int(x.draw() * len(FOREIGN_GROUPS))]
        return Speaker("G:" + name.replace(" ", "-").lower(), name=name, party=-1, plural=True, pronouns=("they", "them", "their"))
    if chance < 0.88 and x.affair is not None:
        side = int(x.draw() * 3)
        party = x.affair.parties[side]
        return Speaker(party.id, name=party.name, party=side, pronouns=("it", "it", "its"))
    return private(x)


def unnamed(x: Scene) -> Speaker:
    """A source that is not named."""
    name = ANONYMOUS[int(x.draw() * len(ANONYMOUS))]
    return Speaker("G:" + name.replace(" ", "-").lower(), name=name, party=-1, anonymous=True)


def private(x: Scene) -> Speaker:
    """A private person: a columnist, a trader, a priest."""
    id_, full, family = lexicon.person(x.home.language, x.seed, lexicon.rank(x.draw))
    role = ("businessman", "columnist", "shopkeeper", "parish priest", "pollster", "retired diplomat", "student leader", "shipping agent")[int(x.draw() * 8)]
    return Speaker(id_, Person(id_, full.rsplit(" ", 1)[0], family, False, x.home.code), role, role, country=x.home.name)


def outcome(x: Scene) -> None:
    """What came of an event: it took place, was put off, or was called off."""
    x.told[0] = 1
    sentence(x, fresh(x, lists("general", {"held": "took", "postponed": "postponed"}.get(x.settled[-1].outcome, "cancelled"))))


def account(x: Scene, index: int, kind: str = "general", name: str = "notes") -> Portion:
    """A paragraph of the drafter's own account."""
    size = room(x)
    x.begin("body", index)
    x.turn_to(x.about_speaker)
    if x.references and x.draw() < 0.2:
        write(x, "general", "reftel")
    if x.settled and name != "lines" and not x.told[0] and x.draw() < 0.6:
        outcome(x)
    while (x.size < size and not x.spent) or not x.parts:
        if name == "notes" and upcoming(x):
            continue
        if name == "notes" and x.affair is not None and x.draw() < OF_THE_AFFAIR:
            _fact(x)
        elif not write(x, kind, name):
            if x.parts:
                break
            _fact(x)
    return close(x, open_=True)


def _fact(x: Scene) -> None:
    """A fact of the affair in the drafter's own voice."""
    sentence(x, unused(x, lists(kind_of(x), "facts")) or fresh(x, lists("general", "facts")))
    x.parts.append(".")
    x.size += 1


def press(x: Scene, index: int) -> Portion:
    """What a newspaper wrote."""
    size = room(x)
    x.begin("body", index)
    name = paper(x)
    x.turn_to(Speaker("O:" + name.lower().replace(" ", "-"), name=name, party=-1, pronouns=("it", "it", "its")))
    report(x, "media")
    while x.size < size and not x.spent:
        if x.spoke and x.draw() < 0.6:
            report(x, "media follow")
        elif x.draw() < 0.5 or not write(x, "media", "lines"):
            report(x, "media")
    return close(x, open_=True)


def points(x: Scene, index: int, heading: str) -> Portion:
    """A list of talking points, a line each."""
    x.begin("body", index)
    x.add("Posts should draw on the following points:")
    for _ in range(3 + int(x.draw() * 6)):
        one = unused(x, lists("points", "lines"))
        if one is None:
            break
        x.add("\n- ")
        x.cap = True
        x.run(one.ops[x.tele])
    return close(x, heading=heading)


def request(x: Scene, index: int) -> Portion:
    """The paragraph that asks posts to act."""
    x.begin("body", index)
    x.add("ACTION REQUEST:")
    for _ in range(2 + int(x.draw() * 3)):
        write(x, "points", "requests")
    return close(x, "action_request")


def comment(x: Scene, index: int, headed: bool) -> Portion:
    """The drafter's comment, under a heading or between the words COMMENT and END COMMENT."""
    x.begin("comment", index)
    x.turn_to(x.about_speaker)
    if not headed:
        x.add("COMMENT:")
    for _ in range(1 + int(x.draw() * 4)):
        chance = x.draw()
        sentence(x, fresh(x, lists("general", "comments" if chance < 0.85 or not x.foreseen else "upcoming")))
    if x.draw() < 0.2:
        sentence(x, fresh(x, lists("general", "closings")))
    if not headed:
        x.add(" END COMMENT.")
    return close(x, "comment", "COMMENT" if headed else None)


def biography(x: Scene, index: int, speaker: Speaker) -> Portion:
    """Where an official comes from and what becomes him."""
    size = room(x)
    x.begin("bio_note", index)
    x.turn_to(speaker)
    sentence(x, lists("bio", "first")[0])
    while x.size < size and write(x, "bio", "lines"):
        pass
    return close(x, open_=True)


# --- the summary -----------------------------------------------------------------------------------------------------


# How a summary opens and ends, and the kind of its paragraph; the first is the most common by far.
UNITS = (("SUMMARY:", " END SUMMARY.", "summary"),) * 7 + (
    ("Summary:", " End Summary.", "summary"), ("BEGIN SUMMARY:", " END SUMMARY.", "summary"), ("INTRODUCTION:", " END INTRODUCTION.", "introduction"),
)  # fmt: skip


def summary(x: Scene, texts: list[str]) -> Portion:
    """The first paragraph: some statements of the body again, in its words, and a sentence of the drafter's."""
    opening, ending, kind = UNITS[int(x.draw() * len(UNITS))]
    x.begin("summary", 0)
    x.add(opening)
    chosen = [one for one in x.statements if _repeatable(one, texts)]
    for _ in range(min(len(chosen), 1 + int(x.draw() * LONGEST_SUMMARY))):
        _repeat(x, chosen.pop(int(x.draw() * len(chosen))), texts)
    if len(x.parts) == 1 or x.draw() < 0.3:
        sentence(x, fresh(x, lists("general", "upcoming" if x.foreseen else "notes")))
    x.add(ending)
    return close(x, kind)


def _repeatable(one: Statement, texts: list[str]) -> bool:
    if len(one.content) != 1 or one.mode != "indirect" or one.nested_in is not None or one.kind not in {"say", "commit"} or one.cue is None:
        return False
    start, end = one.content[0]
    if texts[one.paragraph][one.cue[0] : one.cue[1]].lower() == "denied":
        return False
    return one.tier in {"VERB that", "VERB clause", "told X that", "participle", "coordinated", "asked", "apposition"} and 30 < end - start < 220


def _repeat(x: Scene, one: Statement, texts: list[str]) -> None:
    """Report a statement of the body once more."""
    x.parts.append(" ")
    x.size += 1
    x.cap = True
    x.turn_to(one.speaker)
    x.sentence = []
    again = x.open_statement()
    again.surface = name_speaker(x, one.speaker)
    x.add(" ")
    verb = PLAIN_VERBS[int(x.draw() * len(PLAIN_VERBS))]
    predicted = verb == "predicted" and one.ahead
    cue(x, verb if predicted or verb != "predicted" else "said")
    x.add(" that ")
    start, end = one.content[0]
    shift = x.size - start
    x.add(texts[one.paragraph][start:end])
    again.content = [(start + shift, end + shift)]
    again.polarity, again.kind, again.position, again.met = one.polarity, one.kind, one.position, one.met
    again.certainty, again.modal, again.ahead = "PR" if predicted else one.modal, one.modal, one.ahead  # of the cue here, not of the one repeated
    again.condition = (one.condition[0] + shift, one.condition[1] + shift) if one.condition else None
    again.repeats, again.tier = one, "VERB that"
    _carry(x, one, shift)
    x.add(".")
    x.statements.append(again)
    x.sentence, x.st = [], None
    x.last = x.spoke = one.speaker.id


def _carry(x: Scene, one: Statement, shift: int) -> None:
    """What was noted inside a content is noted inside its repetition too."""
    start, end = one.content[0]
    at = one.paragraph
    for mention in [m for m in x.mentions if m.paragraph == at and start <= m.start and m.end <= end]:
        x.mentions.append(Mention(mention.id, 0, mention.start + shift, mention.end + shift, mention.kind, mention.title))
    for dated in [d for d in x.dates if d.paragraph == at and start <= d.start and d.end <= end]:
        x.dates.append(Dated(0, dated.start + shift, dated.end + shift, dated.value, dated.mod))
    for event in [e for e in x.events if e.paragraph == at and start <= e.start and e.end <= end]:
        x.events.append(Foreseen(0, event.start + shift, event.end + shift, event.event, event.value, event.status, event.source))

