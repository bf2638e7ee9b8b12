"""What a telegram of each kind is made of: which paragraphs, in which order, up to which length."""

from __future__ import annotations

from collections.abc import Callable

from reftel.synth import composing
from reftel.synth.choosing import left, lists, unused
from reftel.synth.composing import Portion
from reftel.synth.phrases import raw
from reftel.synth.scene import Named, Scene

Plan = Callable[[Scene, int], list[Portion]]
# First words of titles by which a line of a list is known for one; two such make a list.
LISTED_TITLES = frozenset(("Ambassador", "Foreign", "Deputy", "Defense", "Interior", "Political", "Economic", "President", "Director", "General", "Legal",
                           "Speaker", "Chairman", "National", "Minister", "Representative"))  # fmt: skip


def _plan_talks(x: Scene, target: int, opening: str = "openings") -> list[Portion]:
    """Reported talk with an account between, a comment behind, and the summary of it all in front."""
    draw = x.draw
    with_summary = target > 1000 and draw() < 0.93
    portions = [Portion("")] if with_summary else []
    size = 0
    while (size < target and not x.spent) or not portions[with_summary:]:
        chance = draw()
        if chance < 0.6 or size == 0:
            speaker = x.cast[len(portions) % len(x.cast)] if draw() < 0.8 else composing.another(x)
            portion = composing.talk(x, len(portions), speaker, opening if size == 0 else "openings")
        else:
            portion = composing.account(x, len(portions))
        portions.append(portion)
        size += len(portion.text)
    return _framed(x, portions, with_summary, target)


def _framed(x: Scene, portions: list[Portion], with_summary: bool, target: int) -> list[Portion]:
    """Comment and summary added, headings set between."""
    draw = x.draw
    if draw() < (0.75 if target > 1500 else 0.4):
        portions.append(composing.comment(x, len(portions), draw() < 0.35))
    if with_summary:
        portions[0] = composing.summary(x, [one.text for one in portions])
    if len(portions) > 4 and draw() < 0.75:
        first = 1 if with_summary else 0
        taken: set[str] = set()
        for portion in portions[first:]:
            if portion.heading is None and portion.kind == "body" and draw() < 0.5:
                portion.heading = _heading(x, taken)
    return portions


def _heading(x: Scene, taken: set[str]) -> str | None:
    return _heading_of(x, x.affair.kind if x.affair is not None and x.draw() < 0.5 else "general", taken)


def _heading_of(x: Scene, kind: str, taken: set[str]) -> str | None:
    """A heading that the telegram does not have yet; None where there is none left."""
    one = unused(x, lists(kind, "headings"))
    if one is None:
        return None
    words = x.aside(one.ops[0])[:60].strip()
    if words.lower() in taken:
        return None
    taken.add(words.lower())
    return words


def _plan_demarche(x: Scene, target: int) -> list[Portion]:
    return _plan_talks(x, target, "delivered" if x.references else "openings")


def _plan_request(x: Scene, target: int) -> list[Portion]:
    portions = [composing.request(x, 0)]
    while sum(len(one.text) for one in portions) < target * 0.5 and left(x, "context", "points"):
        portions.append(composing.account(x, len(portions), "points", "context"))
        if len(portions) > 2 and x.draw() < 0.6:
            break
    portions.append(composing.points(x, len(portions), "POINTS FOR USE WITH HOST GOVERNMENTS" if x.draw() < 0.5 else "TALKING POINTS"))
    return portions


def _plan_lines(kind: str) -> Plan:
    def plan(x: Scene, target: int) -> list[Portion]:
        portions: list[Portion] = []
        taken: set[str] = set()
        name, lines = ("requests" if kind == "points" else "lines"), len(raw()[kind]["requests" if kind == "points" else "lines"])
        size = told = 0
        while (size < target and told < lines and not x.spent) or not portions:
            portion = composing.account(x, len(portions), kind, name)
            if portions and raw()[kind].get("headings") and x.draw() < 0.4:
                portion.heading = _heading_of(x, kind, taken)
            portions.append(portion)
            size += len(portion.text)
            told += portion.text.count(". ") + 1
        if kind in {"economy", "scene"} and x.draw() < 0.5:
            portions.append(composing.comment(x, len(portions), x.draw() < 0.4))
        return portions

    return plan


def _plan_media(x: Scene, target: int) -> list[Portion]:
    with_summary = target > 1200 and x.draw() < 0.8
    portions = [Portion("")] if with_summary else []
    while (sum(len(one.text) for one in portions) < target and not x.spent) or not portions[with_summary:]:
        portions.append(composing.press(x, len(portions)))
    if with_summary:
        portions[0] = composing.summary(x, [one.text for one in portions])
    return portions


def _plan_bio(x: Scene, target: int) -> list[Portion]:
    portions = [composing.biography(x, 0, x.cast[0])]
    if target > 1500:
        portions.append(composing.talk(x, 1, x.cast[0]))
    if x.draw() < 0.5:
        portions.append(composing.comment(x, len(portions), headed=False))
    return portions


def _plan_visit(x: Scene, target: int) -> list[Portion]:
    portions = _plan_talks(x, target)
    lines = [x.home.name.upper()]
    for speaker in x.cast:
        if speaker.person is not None:
            lines.append(f"{speaker.person.full}, {speaker.short}")
    lines.append("UNITED STATES")
    for key in ("com", "dcm", "pol", "poloff"):
        if key in x.post.staff:
            lines.append(f"{x.post.staff[key].holder(x.day).full}, {x.post.staff[key].title}")
    listed = [line for line in lines if len(line) < 48]
    if x.tele or sum(line.partition(", ")[2].split(" ")[0] in LISTED_TITLES for line in listed) < 2:
        return portions
    x.begin("body", len(portions))
    for k, line in enumerate(listed):
        if k:
            x.add("\n")
        name = line.partition(",")[0]
        start = x.size
        x.add(line)
        _listed(x, name, start)
    portions.append(Portion("\n".join(listed), "participants", "PARTICIPANTS", open=True))
    return portions


def _listed(x: Scene, name: str, start: int) -> None:
    """Note the people of a list of participants."""
    for speaker in x.cast:
        if speaker.person is not None and speaker.person.full == name:
            x.mention(speaker.id, start, start + len(name), "name_full")
            x.people.setdefault(speaker.id, Named(name, [speaker.title], speaker.organisation, speaker.country))
            return
    for office in x.post.staff.values():
        who = office.holder(x.day)
        if who.full == name:
            x.mention(who.id, start, start + len(name), "name_full")
            x.people.setdefault(who.id, Named(name, [office.title], office.organisation, "United States"))
            return


PLANS: dict[str, Plan] = {
    "talks": _plan_talks, "demarche": _plan_demarche, "request": _plan_request, "guidance": _plan_lines("points"), "economy": _plan_lines("economy"),
    "consular": _plan_lines("consular"), "admin": _plan_lines("admin"), "scene": _plan_lines("scene"), "media": _plan_media, "bio": _plan_bio,
    "visit": _plan_visit, "tour": _plan_talks,
}  # fmt: skip
