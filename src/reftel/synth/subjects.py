"""Subject lines: in capitals, or in the newer form with a capital to each word."""

from __future__ import annotations

from reftel.synth.phrases import Ops, clause, raw
from reftel.synth.scene import Scene
from reftel.synth.slots import SLOTS
from reftel.synth.world import STATE

SUBJECT_KIND = {"talks": "general", "demarche": "general", "visit": "general", "request": "points", "guidance": "points", "scene": "scene"}


def subject(x: Scene, kind: str, family: str) -> str:
    """The subject, in capitals; a title in the newer form."""
    x.turn_to(x.cast[0])
    section = SUBJECT_KIND.get(kind, kind)
    x.about_speaker = x.cast[0]
    for _ in range(8):
        if section == "general" and x.affair is not None and x.draw() < 0.6:
            words = x.aside(_subject_ops(x.affair.kind, x))
        elif section == "general" and x.affair is None:
            words = x.aside(_subject_ops("tour", x))
        else:
            words = x.aside(_subject_ops(section, x))
        if len(words) < 40 and section == "general" and x.affair is not None and x.draw() < 0.5:
            again = next((other for _ in range(4) if (other := x.aside(_subject_ops(x.affair.kind, x))).upper() != words.upper()), "")
            words = f"{words}; {again}" if again else words
        if 20 <= len(words) <= 110:
            break
    else:
        words = f"{x.home.people} REPORTING ON {x.words.get('topic', 'CURRENT AFFAIRS')}"[:110]
    words = words.upper().rstrip(" .")
    return titled(words) if family == "smart" else words


def titled(words: str) -> str:
    """Each word with a capital but the small ones.

    >>> titled("MINISTER ON THE DAM: \\"A TAP\\"")
    'Minister on the Dam: "A Tap"'
    """
    small = {"a", "an", "and", "the", "of", "on", "in", "to", "for", "with", "from", "but", "or"}
    lowered = words.lower().split(" ")
    return " ".join(word if k and word in small else "".join(_capitalised(word)) for k, word in enumerate(lowered))


def _capitalised(word: str) -> str:
    at = next((k for k, letter in enumerate(word) if letter.isalnum()), 0)
    return word[:at] + word[at : at + 1].upper() + word[at + 1 :]


_SUBJECTS: dict[str, list[Ops]] = {}


def _subject_ops(section: str, x: Scene) -> Ops:
    stock = _SUBJECTS.get(section)
    if stock is None:
        lines = [line.replace("{SURNAME}", "{visitor}") for line in raw()[section]["subjects"]]
        stock = _SUBJECTS[section] = [clause(_lowered(line), SLOTS).ops[0] for line in lines]
    return stock[int(x.draw() * len(stock))]


def _lowered(line: str) -> str:
    """Slots of subjects are written in capitals; they are the same slots."""
    out, inside = [], False
    for letter in line:
        inside = letter == "{" or (inside and letter != "}")
        out.append(letter.lower() if inside else letter)
    return "".join(out)


def _visitor(x: Scene) -> None:
    office = x.world.posts[STATE].staff["under" if x.draw() < 0.5 else "das"]
    x.add(office.holder(x.day).surname)


SLOTS["visitor"] = _visitor
