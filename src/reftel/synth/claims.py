"""What is said: clauses, questions, requests, quotations, lists, and statements within statements."""

from __future__ import annotations

from reftel.synth import phrases
from reftel.synth.choosing import apt, apt_words, deal, fresh, kind_of, lists, prospects, stand
from reftel.synth.phrases import Clause
from reftel.synth.scene import Op, Scene, Speaker
from reftel.synth.slots import NUMBER_WORDS, SLOTS, slot
from reftel.synth.speaking import cue, name_speaker


def take(x: Scene, clause: Clause, judged: bool = True) -> None:
    """Add a clause as content of the statement."""
    start = x.size
    statement = x.st
    x.run(clause.ops[x.tele])
    if statement is None:
        return
    statement.content.append((start, x.size))
    if judged:
        statement.polarity, statement.modal, statement.ahead = clause.polarity, clause.certainty, clause.ahead
        if statement.certainty == "CT":
            statement.certainty = clause.certainty
        if clause.kind != "say":
            statement.kind = clause.kind


def content_clause(x: Scene) -> Clause:
    """What this speaker would say: by the position of the party, or a fact of the matter."""
    kind = kind_of(x)
    party = x.party()
    if party is None or x.draw() < 0.5:
        return apt(x, kind, "facts")
    position = party.position(x.met or x.day)
    one = stand(x, "general" if position == "conditional" else kind, position)
    if one is None:
        return apt(x, kind, "facts")
    if x.st is not None:
        x.st.position = f"{party.id} {position}"
    return one


@slot("C")
def content(x: Scene) -> None:
    """The clause that is reported."""
    if x.future:
        prospect(x)
    else:
        take(x, content_clause(x))


@slot("F")
def prospect(x: Scene) -> None:
    """Something that lies ahead: what one expects or predicts."""
    x.future = False
    take(x, fresh(x, prospects(kind_of(x), "any")))


@slot("F+")
def hope(x: Scene) -> None:
    """Something good that lies ahead."""
    take(x, fresh(x, prospects(kind_of(x), "good")))


@slot("F-")
def fear(x: Scene) -> None:
    """Something bad that lies ahead."""
    take(x, fresh(x, prospects(kind_of(x), "bad")))


@slot("N")
def denied(x: Scene) -> None:
    """What is denied: put positively, so that the cue makes it negative."""
    clause = apt(x, kind_of(x), "facts")
    for _ in range(5):
        if clause.polarity == "+" and clause.certainty == "CT":
            break
        x.used.discard(id(clause))
        clause = apt(x, kind_of(x), "facts")
    take(x, clause, judged=False)
    if x.st is not None:
        x.st.polarity = "-"


def _listed(name: str, as_content: bool = True, before: str = "") -> Op:
    choose = apt if name in phrases.NEEDS.values() else apt_words

    def say(x: Scene) -> None:
        clause = choose(x, kind_of(x), name)
        if before:
            x.add(before)
        if as_content:
            take(x, clause, judged=False)
        else:
            x.run(clause.ops[x.tele])

    return say


SLOTS["W"] = _listed("asks")
SLOTS["W0"] = _listed("asks", as_content=False)
SLOTS["M"] = _listed("commits", as_content=False)
SLOTS["R"] = _listed("requests", as_content=False, before="to ")
SLOTS["R2"] = _listed("demands", as_content=False, before="to ")
SLOTS["r"] = _listed("requests", as_content=False)
SLOTS["X"] = _listed("topics", as_content=False)
SLOTS["E"] = _listed("merits", as_content=False)
SLOTS["w"] = _listed("words", as_content=False)
SLOTS["press"] = _listed("press", as_content=False)
SLOTS["apposition"] = _listed("appositions", as_content=False)


@slot("lead")
def lead(x: Scene) -> None:
    """An adverbial that stands first and belongs to what is said."""
    take(x, deal(x, lists("general", "leads")), judged=False)


@slot("B")
def belief(x: Scene) -> None:
    """What the party believes or wants."""
    take(x, fresh(x, lists("general", "beliefs")))


@slot("Q", "Qcap")
def quotation(x: Scene) -> None:
    """Words in quotation marks."""
    clause = apt(x, kind_of(x), "quotes")
    x.cap = True
    if x.st is not None and clause.polarity == "-":
        x.st.polarity = "-"
    x.run(clause.ops[x.tele])


@slot("cond")
def condition(x: Scene) -> None:
    """A condition, noted as such."""
    clause = apt_words(x, kind_of(x), "conditions")
    start = x.size
    x.run(clause.ops[x.tele])
    if x.st is not None:
        x.st.condition = (start, x.size)


@slot("[")
def opens(x: Scene) -> None:
    """What is said begins here."""
    if x.st is not None:
        x.st.content.append((x.size, x.size))


@slot("]")
def closes(x: Scene) -> None:
    """What is said ends here."""
    if x.st is not None and x.st.content:
        x.st.content[-1] = (x.st.content[-1][0], x.size)


@slot("G")
def nested(x: Scene) -> None:
    """Somebody else's statement within this one."""
    outer, teller = x.st, x.speaker
    other = x.cast[int(x.draw() * len(x.cast))] if x.cast else teller
    if other.id == teller.id:
        other = Speaker("G:colleagues", name="his colleagues" if teller.pronouns[0] == "he" else "her colleagues" if not teller.plural else "other members",
                        plural=True, pronouns=("they", "them", "their"))  # fmt: skip
    start = x.size
    x.turn_to(other)
    surface = name_speaker(x, other, start=False)
    inner = x.open_statement()
    inner.surface, inner.nested_in = surface, outer
    x.add(" had ")
    cue(x, "told")
    x.add(" ")
    at = x.size
    x.add(teller.pronouns[1])
    if teller.person is not None:
        x.mention(teller.id, at, x.size, "pronoun")
    inner.addressee, inner.addressee_id = (at, x.size), teller.id
    x.add(" that ")
    content(x)
    if outer is not None:
        outer.content.append((start, x.size))
    x.turn_to(teller)
    x.st = outer


@slot("K")
def conditions_listed(x: Scene) -> None:
    """`three conditions: 1) ...; 2) ...; 3) ...`, with its elements noted."""
    start = x.size
    _enumerate(x, " conditions: ")
    if x.st is not None:
        x.st.content.append((start, x.size))


@slot("k")
def things_listed(x: Scene) -> None:
    """`three things: 1) ...` inside a content that is open."""
    _enumerate(x, " things: ")


def _enumerate(x: Scene, noun: str) -> None:
    needs = lists("general", "needs")
    if x.element_lists or x.mute:
        x.run(deal(x, needs).ops[x.tele])
        return
    x.element_lists = 1
    many = 2 + int(x.draw() * 3)
    x.add(NUMBER_WORDS[many - 2] + noun)
    for k in range(many):
        label = f"{k + 1})"
        begins = x.size
        x.add(label + " ")
        at = x.size
        x.run(deal(x, needs).ops[x.tele])
        x.elements.append((label, (begins, x.size), (at, x.size)))
        if x.st is not None:
            x.st.elements.append((at, x.size))
        if k < many - 1:
            x.add("; ")
