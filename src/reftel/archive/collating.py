"""One telegram out of its copies: what one lost another supplies, and every borrowed letter says from where.

A copy of the release of 2005 masks the names, one of 2011 lost paragraph 4, a scan has the envelope. `collate` takes the fullest
copy as it is, and from the others what it lacks: fields, paragraphs, letters (see `mending`). The copies are ranked by what they
hold and by their hash, so that the order in which they arrived changes nothing. Spans of the result quote the fullest copy; what was
borrowed has none there, and its `Borrowed` says where it stands in its own copy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from reftel.archive import aligning, mending
from reftel.telegram.model import Addressee, Paragraph, Result, Telegram
from reftel.text import Span

# Fields that are borrowed whole where the fullest copy has none.
FIELDS = (
    "mrn", "sent", "dtg", "precedence", "transmission_id", "station_serial", "filing_time", "sender", "action", "info", "exempted", "classification",
    "captions", "passing", "eo", "declassify_on", "classified_by", "reasons", "tags", "subject", "references", "participants", "signer", "routing",
    "security_group", "instructions", "info_precedence", "sections", "distribution", "drafted_by", "cleared_by", "approved_by", "released_by", "series", "received",
)  # fmt: skip
_LETTERED = ("subject", "classified_by", "signer")  # fields of words, whose letters may be masked
# Defects that are no more once another copy has supplied the field.
_HEALED = {
    "no_signer": "signer", "no_subject": "subject", "no_classification": "classification", "no_dtg": "dtg", "no_envelope": "sender", "partial_extract": "sender",
}  # fmt: skip


class Witness(msgspec.Struct):
    """A copy and what it reads; `id` is its number in the archive."""

    id: int
    telegram: Telegram


class Borrowed(Result):
    """A field, a paragraph or letters that the shown copy lacked, and the copy they were taken from.

    `field` names it (`paragraphs` for paragraphs and their letters); `paragraph` and `place` are where it stands in the collated
    telegram (its index, and the letters of its text), `theirs` and `letters` where in the copy's own reading; `at` is the copy's
    span in its source: that of the field, or of the text of the paragraph that holds the letters. `old` is what stood there.
    """

    field: str
    copy: int
    why: str
    new: str = ""
    old: str = ""
    at: Span | None = None
    paragraph: int | None = None
    place: Span | None = None
    theirs: int | None = None
    letters: Span | None = None


class Disagreement(Result):
    """A field that copies read differently; `values` are (copy, value) with the shown copy's first. None is chosen."""

    field: str
    values: list[tuple[int, str]]


class Collated(Result):
    """The telegram as all copies tell it. `base` is the copy whose reading and spans it bears."""

    telegram: Telegram
    base: int
    borrowed: list[Borrowed] = []
    disagreements: list[Disagreement] = []


def collate(copies: Sequence[Witness]) -> Collated:
    """The telegram that these copies are of.

    >>> from reftel.telegram.model import Paragraph
    >>> one = Telegram(subject="TALKS", paragraphs=[Paragraph(1, "C", "body", None, "Count XXXXXX left.", Span(0, 9), Span(0, 9))])
    >>> two = Telegram(paragraphs=[Paragraph(1, "C", "body", None, "Count Hentzau left.", Span(0, 9), Span(0, 9))])
    >>> found = collate([Witness(1, one), Witness(2, two)])
    >>> found.telegram.subject, found.telegram.paragraphs[0].text
    ('TALKS', 'Count Hentzau left.')
    """
    ranked = sorted(copies, key=rank, reverse=True)
    base = ranked[0]
    if len(ranked) == 1:
        return Collated(base.telegram, base.id)
    telegram = _copied(base.telegram)
    out = Collated(telegram, base.id)
    for witness in ranked[1:]:
        _fields(telegram, witness, out)
        _paragraphs(telegram, witness, out)
    out.disagreements = list(_disagreements(ranked))
    _settle(telegram, out)
    return out


def _copied(telegram: Telegram) -> Telegram:
    """A telegram whose parts may be changed without changing the copy's own reading."""
    fresh = msgspec.structs.replace(telegram)
    fresh.paragraphs = [msgspec.structs.replace(paragraph) for paragraph in telegram.paragraphs]
    fresh.at = dict(telegram.at)
    fresh.attributes = dict(telegram.attributes)
    for name in FIELDS:
        if isinstance(value := getattr(fresh, name), list):
            setattr(fresh, name, list(value))
    return fresh


def fullness(telegram: Telegram) -> tuple[int, ...]:
    """How much of a telegram a copy holds: its envelope, paragraphs, signer, letters without masks, fewest defects, longest text."""
    masks = sum(paragraph.text.upper().count("XXXX") for paragraph in telegram.paragraphs)
    return (
        telegram.dtg is not None, len(telegram.paragraphs), telegram.signer is not None, -masks, -len(telegram.defects),
        sum(len(paragraph.text) for paragraph in telegram.paragraphs),
    )  # fmt: skip


def rank(witness: Witness) -> tuple[Any, ...]:
    """The order of copies, which does not depend on when they came: fullness, then hash and place."""
    origin = witness.telegram.source
    place = (origin.sha256, origin.path, origin.member or "", origin.row or 0, origin.part or 0) if origin else ("", "", "", 0, 0)
    return (*fullness(witness.telegram), *place)


# --- fields ---------------------------------------------------------------------------------------------------------------


def _fields(telegram: Telegram, witness: Witness, out: Collated) -> None:
    for name in FIELDS:
        value = getattr(witness.telegram, name)
        if value in (None, []):
            continue
        own = getattr(telegram, name)
        if own in (None, []):
            setattr(telegram, name, _spanless(value))
            out.borrowed.append(Borrowed(name, witness.id, "lost", said(value), at=place_of(witness.telegram, name)))
        elif name in ("action", "info"):
            _addressees(telegram, name, witness, out)
        elif name in _LETTERED:
            _letters_of_field(telegram, name, witness, out)
    for label, text in witness.telegram.attributes.items():
        if label not in telegram.attributes:
            telegram.attributes[label] = text
            out.borrowed.append(Borrowed(f"attributes.{label}", witness.id, "lost", text))


def _letters_of_field(telegram: Telegram, name: str, witness: Witness, out: Collated) -> None:
    """A field whose letters are masked or lost takes the other copy's whole value."""
    own, value = getattr(telegram, name), getattr(witness.telegram, name)
    worse = mending.is_masked(own) and not mending.is_masked(value)
    if (worse or ("\ufffd" in own and "\ufffd" not in value)) and value != own:
        setattr(telegram, name, value)
        telegram.at.pop(name, None)
        out.borrowed.append(Borrowed(name, witness.id, "masked" if worse else "damaged", value, own, place_of(witness.telegram, name)))


def _addressees(telegram: Telegram, name: str, witness: Witness, out: Collated) -> None:
    """Lines of the address that the shown copy lost: no address like it stands there."""
    own: list[Addressee] = getattr(telegram, name)
    both = [*telegram.action, *telegram.info]
    for one in getattr(witness.telegram, name):
        if not any(_same_address(one, held) for held in both):
            own.append(_spanless(one))
            out.borrowed.append(Borrowed(name, witness.id, "lost", one.plad, at=one.at))


def _same_address(one: Addressee, other: Addressee) -> bool:
    from difflib import SequenceMatcher

    if one.plad == other.plad or (one.routing_indicator and one.routing_indicator == other.routing_indicator):
        return True
    return SequenceMatcher(None, one.plad[:60], other.plad[:60], autojunk=False).ratio() > 0.8


def _spanless(value: Any) -> Any:
    """A value of another copy: its spans are not spans of the shown copy's source."""
    if isinstance(value, list):
        return [_spanless(one) for one in value]
    if isinstance(value, msgspec.Struct) and hasattr(value, "at"):
        return msgspec.structs.replace(value, at=None)
    return value


def place_of(telegram: Telegram, name: str) -> Span | None:
    """Where a copy read a field."""
    value = getattr(telegram, name, None)
    items = value if isinstance(value, list) else [value]
    found = [span for one in items if isinstance(span := getattr(one, "at", None), Span)]
    if found:
        return Span(min(span.start for span in found), max(span.end for span in found))
    return telegram.at.get("from" if name == "sender" else name)


def said(value: Any) -> str:
    """A field's value in words.

    >>> said(["PREL", "PGOV"]), said(None)
    ('PREL PGOV', '')
    """
    if isinstance(value, list):
        items = [said(one) for one in value]
        return (" " if all(" " not in one for one in items) else "; ").join(items)
    for name in ("plad", "mrn", "name", "symbol", "text"):
        if isinstance(value, msgspec.Struct) and getattr(value, name, None):
            return str(getattr(value, name))
    return "" if value is None else str(value)


def _disagreements(ranked: Sequence[Witness]) -> Iterator[Disagreement]:
    for name in FIELDS:
        values = [(one.id, text) for one in ranked if (text := said(getattr(one.telegram, name)))]
        if len({re.sub(r"\W+", "", text).lower() for _, text in values}) > 1:
            yield Disagreement(name, values)


# --- paragraphs -----------------------------------------------------------------------------------------------------------


def matched(left: Telegram, right: Telegram) -> dict[int, int]:
    """Which paragraph (index) of one copy is which of the other: by its words, or between such by number where the text is cut."""
    mine = [aligning.words(paragraph.text) for paragraph in left.paragraphs]
    theirs = [aligning.words(paragraph.text) for paragraph in right.paragraphs]
    found = {match.left: match.right for match in aligning.paragraphs(mine, theirs)}
    at_i = at_j = 0
    for i, j in [*sorted(found.items()), (len(mine), len(theirs))]:
        rest = {right.paragraphs[k].number: k for k in range(j - 1, at_j - 1, -1)}
        last = at_j - 1
        for k in range(at_i, i):
            number = left.paragraphs[k].number
            other = rest.get(number, -1) if number is not None else -1
            if other > last and (_cut(left.paragraphs[k]) or _cut(right.paragraphs[other])):
                found[k] = last = other
        at_i, at_j = i + 1, j + 1
    return found


def _cut(paragraph: Paragraph) -> bool:
    """Whether most of a paragraph was taken out."""
    return mending.is_masked(paragraph.text) and len(mending.MASK.sub("", paragraph.text).split()) <= 12


def _paragraphs(telegram: Telegram, witness: Witness, out: Collated) -> None:
    pairs = matched(telegram, witness.telegram)
    for i, j in pairs.items():
        _mend(telegram, i, witness, j, out)
    held = {gram for words in _said_here(telegram) for gram in aligning.grams(aligning.words(words))}
    back = {j: i for i, j in pairs.items()}
    last, shift = -1, 0
    for j, paragraph in enumerate(witness.telegram.paragraphs):
        if j in back:
            last = back[j] + shift
        elif _is_lost(paragraph, telegram, held):
            last += 1
            shift += 1
            _insert(telegram, last, witness, j, out)


def _said_here(telegram: Telegram) -> Iterator[str]:
    """All that the telegram says already: a copy whose heading was not made out has it among its paragraphs."""
    yield from (f"{paragraph.heading or ''} {paragraph.text}" for paragraph in telegram.paragraphs)
    yield from (words for words in (telegram.subject, telegram.classified_by) if words)
    yield from (one.text for one in telegram.references)


def _is_lost(paragraph: Paragraph, telegram: Telegram, held: set[tuple[str, ...]]) -> bool:
    """Whether the other copies have nothing of this paragraph: it is no part of a paragraph that was joined or parted there."""
    pairs = aligning.grams(aligning.words(paragraph.text))
    if not pairs or _cut(paragraph):
        return False
    return sum(pair in held for pair in pairs) < 0.4 * len(pairs) and paragraph.text not in {one.text for one in telegram.paragraphs}


def _insert(telegram: Telegram, index: int, witness: Witness, theirs: int, out: Collated) -> None:
    lost = witness.telegram.paragraphs[theirs]
    at = telegram.paragraphs[index - 1].at.end if index else telegram.paragraphs[0].at.start if telegram.paragraphs else 0
    nowhere = Span(at, at)
    telegram.paragraphs.insert(index, msgspec.structs.replace(lost, at=nowhere, text_at=nowhere, elements=[]))
    for one in out.borrowed:
        if one.paragraph is not None and one.paragraph >= index:
            one.paragraph += 1
    out.borrowed.append(Borrowed(
        "paragraphs", witness.id, "lost", lost.text, at=lost.at, paragraph=index, place=Span(0, len(lost.text)), theirs=theirs,
        letters=Span(0, len(lost.text)),
    ))  # fmt: skip


def _mend(telegram: Telegram, index: int, witness: Witness, theirs: int, out: Collated) -> None:
    own, other = telegram.paragraphs[index], witness.telegram.paragraphs[theirs]
    for name in ("number", "portion_mark", "heading"):
        if getattr(own, name) is None and (value := getattr(other, name)) is not None and not _taken(telegram, name, value):
            setattr(own, name, value)
            out.borrowed.append(Borrowed(f"paragraphs.{name}", witness.id, "lost", str(value), at=other.at, paragraph=index, theirs=theirs))
    found = [patch for patch in mending.patches(own.text, other.text) if len(patch.place) or not _stands_near(patch.new, telegram, index)]
    if not found:
        return
    text, shift = own.text, 0
    for patch in found:
        place = patch.place.shift(shift)
        if not _makes_room(out, index, place, len(patch.new) - len(place)):
            continue
        old = place.quote(text)
        text = text[: place.start] + patch.new + text[place.end :]
        shift += len(patch.new) - len(place)
        out.borrowed.append(Borrowed(
            "paragraphs", witness.id, patch.why, patch.new, old, other.text_at, index, Span(place.start, place.start + len(patch.new)), theirs, patch.there,
        ))  # fmt: skip
    own.text = text


def _stands_near(words: str, telegram: Telegram, index: int) -> bool:
    """Whether words that a paragraph lacks are not lost: a heading, or words of its neighbours, which the other copy printed with it."""
    plain = aligning.words(words)
    if any(paragraph.heading and aligning.words(paragraph.heading) == plain for paragraph in telegram.paragraphs):
        return True
    following = telegram.paragraphs[index + 1 : index + 2]
    after = [word for paragraph in following for word in aligning.words(f"{paragraph.heading or ''} {paragraph.text}")[: len(plain) + 3]]
    before = [word for paragraph in telegram.paragraphs[max(0, index - 1) : index] for word in aligning.words(paragraph.text)[-len(plain) :]]
    return after[: len(plain)] == plain or before == plain


def _taken(telegram: Telegram, name: str, value: Any) -> bool:
    """Whether a paragraph with this number is there already: then the copies number differently."""
    return name == "number" and any(paragraph.number == value for paragraph in telegram.paragraphs)


def _makes_room(out: Collated, index: int, place: Span, growth: int) -> bool:
    """Letters borrowed before that are replaced again are struck off the list, later ones move; False where they overlap by half."""
    of = [one for one in out.borrowed if one.paragraph == index and one.place is not None]
    if any(_half(place, one.place) for one in of if one.place):
        return False
    for one in of:
        if one.place and place.covers(one.place) and len(one.place):
            out.borrowed.remove(one)
        elif one.place and one.place.start >= place.end:
            one.place = one.place.shift(growth)
    return True


def _half(place: Span, other: Span) -> bool:
    """Whether the two overlap without the first covering the second."""
    return place.start < other.end and other.start < place.end and not place.covers(other)


def _settle(telegram: Telegram, out: Collated) -> None:
    """What was supplied is no defect any more, and needs no inference."""
    supplied = {one.field for one in out.borrowed}
    numbers = [paragraph.number for paragraph in telegram.paragraphs if paragraph.number is not None]
    whole = numbers == list(range(1, len(numbers) + 1))
    healed = {kind for kind, field in _HEALED.items() if field in supplied}
    if "paragraphs" in supplied:
        healed |= {"number_skipped"} if whole else set()
        healed |= set() if any(mending.is_masked(paragraph.text) for paragraph in telegram.paragraphs) else {"masked"}
        healed |= {"truncated"} if any(one.why == "the end was lost" for one in out.borrowed) else set()
    telegram.defects = [one for one in telegram.defects if one.kind not in healed]
    telegram.inferred = [one for one in telegram.inferred if one.field not in supplied]
