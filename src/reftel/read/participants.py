"""Lists of participants: delegations and the people they brought.

    UN: SYG Ban, U/SYG and Special Adviser Nambiar, U/SYG
    Guehenno, U/SYG Pascoe
    Italy: Ambassador Spatafora

147 of 6,712 telegrams have a PARTICIPANTS heading; many more name them so under it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reftel.read.lines import Line, is_rule
from reftel.telegram.model import Participant
from reftel.text import Span

_DELEGATION = re.compile(r"(?:[-*•] ?)?(?P<name>[A-Z][A-Za-z.' \-/()&]{0,48}?)\s?(?::|\s-{1,2}\s)\s*(?=\S|$)")
_BULLET = re.compile(r"(?:--?|\*|•|o)\s+|\(?[a-z0-9]{1,2}[.)]\s+")
# Titles stand before the name; what is left behind the last of them is the name.
_TITLE = re.compile(
    r"^(?P<title>(?:(?:U/SYG|A/SYG|SYG|SRSG|DSRSG|Ambassador|Amb\.?|Prime Minister|PM|President|Vice|Deputy|First|Foreign|Defense|Defence|Interior|"
    r"Minister|Secretary|Assistant|Under|Special|Adviser|Advisor|Envoy|Representative|Permanent|PermRep|Permrep|Charge|Chargé|d'Affaires|"
    r"DCM|DATT|PolOff|Poloff|EconOff|PolCouns|EmbOff|Counselor|Counsellor|Political|Economic|Military|Legal|Press|Attache|Director|General|Chief|"
    r"Head|Chairman|Speaker|King|Prince|Sheikh|Dr\.?|Mr\.?|Mrs\.?|Ms\.?|Gen\.?|Lt\.?|LTG|MG|BG|Col\.?|Colonel|Major|Captain|Admiral|Senator|Congressman|"
    r"Representative|CODEL|DAS|A/S|U/S|P/S|of|for|and|the|to|in|Affairs|State|Security|Council|National|Office|Officer|Desk|MFA|MOD|EU|UN|US|U\.S\.) )+)",
)
_LISTED = re.compile(r"(?:[-*•] ?)?(?P<name>[A-Z][\w.'’\-]*(?: (?:[A-Z][\w.'’\-]*|al|bin|de|van|von)){1,4}), (?P<title>[^,;]{2,60}(?:, [^,;]{2,40})?)$")
_ROLE_AFTER = re.compile(r",\s*(?=[A-Z])")


def read(lines: Sequence[Line]) -> Iterator[Participant]:
    """The people of a list, delegation by delegation; a line without its own delegation goes on with the last."""
    delegation: str | None = None
    a_line_each = sum(_is_listed(line.text) for line in lines) >= 2
    for group in _groups(lines, a_line_each):
        line = group[0]
        if _is_delegation(line.text):
            delegation = None if line.text.endswith(("were:", "are:", "present:")) else line.text.strip(" :")
            continue
        if a_line_each and (one := _name_and_title(line, delegation)):
            yield one
            continue
        m = _DELEGATION.match(line.text)
        begin = 0
        if m and len(m["name"].split()) <= 6:
            delegation = m["name"].strip()
            begin = m.end()
        else:
            bullet = _BULLET.match(line.text)
            begin = bullet.end() if bullet else 0
        for i, part in enumerate(group):
            cut = begin if i == 0 else 0
            yield from _people(part.text[cut:], part.start + cut, delegation, group[i - 1].text if i else "")


def _groups(lines: Sequence[Line], a_line_each: bool) -> Iterator[list[Line]]:
    """Lines that belong together: one that ends open is followed by the rest of its list."""
    group: list[Line] = []
    for line in lines:
        if not line.text or is_rule(line.text):
            continue
        begins = _DELEGATION.match(line.text) or _BULLET.match(line.text) or _is_delegation(line.text) or _is_listed(line.text)
        if group and not begins and not a_line_each and is_unfinished(group[-1].text):
            group.append(line)
            continue
        if group:
            yield group
        group = [line]
    if group:
        yield group


def _is_delegation(text: str) -> bool:
    """Whether a line names a delegation and no person: capitals alone (`UNITED NATIONS`), or a phrase that ends in a colon."""
    if text.endswith(":") and len(text) <= 60:
        return True
    return text.upper() == text and "," not in text and ":" not in text and len(text.split()) <= 5 and bool(re.search(r"[A-Z]{2}", text))


def _is_listed(text: str) -> bool:
    """Whether a line lists one person as name and title: `Iven Kostarel, Deputy Minister of Foreign Affairs`."""
    m = _LISTED.match(text)
    return m is not None and not _TITLE.match(text) and _TITLE.match(m["title"] + " ") is not None


def _name_and_title(line: Line, delegation: str | None) -> Participant | None:
    """The person of a line in a list of one a line: what stands behind the first comma is the title."""
    first, comma, rest = line.text.partition(",")
    if not comma or ":" in first:
        return None
    bullet = _BULLET.match(first)
    begin = bullet.end() if bullet else 0
    titled = _TITLE.match(first[begin:])
    begin += titled.end() if titled else 0
    if not first[begin:].strip():
        return None
    title = ", ".join(part for part in ((titled["title"] if titled else "").strip(), rest.strip()) if part)
    return Participant(delegation, first[begin:].strip(), title, Span(line.start + begin, line.start + len(first.rstrip())))


def is_unfinished(text: str) -> bool:
    """Whether a line of a list goes on in the next: it ends in a comma, an "and", a title, or fills the width."""
    if _LISTED.match(text):  # a name and a title behind it: "Rudolf Osra, Prime Minister"
        return False
    return text.endswith((",", ";", " and", "U/SYG", "Ambassador", "Minister")) or len(text) >= 50


def begins_delegation(text: str) -> bool:
    """Whether a line of a list begins another delegation.

    >>> begins_delegation("UNITED STATES:"), begins_delegation("Guehenno, U/SYG Pascoe")
    (True, False)
    """
    return _DELEGATION.match(text) is not None


def _people(text: str, start: int, delegation: str | None, before: str) -> Iterator[Participant]:
    at = 0
    carried = re.search(r"(?:^|[,;] )((?:U/SYG|Ambassador|Minister|Deputy|Special|Adviser|and| )+)$", before)
    separator = ";" if ";" in text else ","
    for piece in text.split(separator):
        words = piece.strip(" .")
        begin = start + at + len(piece) - len(piece.lstrip())
        at += len(piece) + 1
        if not words or not re.search(r"[A-Za-z]{2}", words):
            continue
        m = _TITLE.match(words)
        title = m["title"].strip() if m else None
        name = words[m.end() :] if m else words
        if m is None and carried and at == len(piece) + 1:
            title = carried[1].strip()
        if separator == ";" and (role := _ROLE_AFTER.search(name)):
            title, name = (title or name[role.end() :]), name[: role.start()]
        if not name:
            continue
        if _is_unfinished_title(words) or name in {"U/SYG", "and"}:
            continue
        offset = words.find(name)
        yield Participant(delegation, name, title, Span(begin + offset, begin + offset + len(name)))


def _is_unfinished_title(words: str) -> bool:
    return words in {"U/SYG", "Ambassador", "Minister"}
