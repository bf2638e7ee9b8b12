"""Telegrams as printed in volumes of Foreign Relations and editions like them, from their markup or as plain text.

    28. Telegram From the Embassy in Zenda to the Department of State
    Strelsau, July 20, 1958—8 p.m.
    80. In conversation with the King today ...
    Rassendyll

Older prints set the file's number above (`793.00/12-51: Telegram`), name officers instead of offices and put the classification
under the dateline. What an editor wrote stands apart: the source note, footnotes, a summary. A TEI edition's markup is exact, so
nothing in it is repaired; a plain text of one is read by the same words in the same places, with what it kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from reftel.read import body
from reftel.read.edition import dateline, head, original, references, sourcenote, stations, text
from reftel.read.lines import Line
from reftel.read.source import Mark
from reftel.telegram import posts
from reftel.telegram.model import Addressee, Defect, Inference, Mention, Note, Sender, Telegram
from reftel.text import Span

FORMAT = "frus"
NOT_PRINTED = frozenset({"no_envelope", "no_dtg", "no_subject"}) | {  # defects of a copy, of things that no edition prints
    "reference_to_itself", "reference_later",  # an editor's footnote names the telegram itself; numbers ran for each addressee apart
}  # fmt: skip
REACH = 60  # lines in which a plain text's head must stand
_MENTIONS = {"person": "person", "gloss": "gloss", "reference": "reference", "place": "place", "date": "date"}
_FILE = re.compile(r"(?P<file>[^\n:]{3,80})\s?:\s?(?:Circular )?(?:Telegram|telegram|Cablegram)(?:\s\(.{3,40}\))?:?$")
_ISO = re.compile(r"\d{4}-\d\d(?:-\d\d)?(?:T[\d:]{4,8})?(?:Z|[+-]\d\d:\d\d)?$")
_LEVELS = {"ts": "TOP SECRET", "s": "SECRET", "c": "CONFIDENTIAL", "u": "UNCLASSIFIED"}  # frus:classification/@level
_BRACKETED = re.compile(r"\[(?:Telegram|Extract|Circular [Tt]elegram|Paraphrase|Telegram[^\]]{0,40})\.?\]$")
_CUT = re.compile(r"\[[^\[\]\n]{0,60}\b(?:not declassified|text withheld|deleted|garble[d]?|not printed)\b[^\[\]\n]{0,30}\]")
_SENT = ("VZCZC", "ZNR ", "ZNY ", "DE RU", "FM ")  # an envelope: what is below it was sent, not printed
_HEAD_SIGNS = ("elegram ", "ablegram ", "Cable ", "Message ", " to ")  # cheap to look for


def is_edition(marks: Iterable[Mark]) -> bool:
    """Whether a source's marks are those of an edition: they name a head or a dateline.

    >>> is_edition([Mark("head", Span(0, 4))]), is_edition([])
    (True, False)
    """
    return any(mark.kind in {"head", "dateline"} for mark in marks)


def start_of(lines: Sequence[Line]) -> int | None:
    """The index of the line where the head of a printed telegram begins, None where a text has none.

    >>> from reftel.read.lines import split
    >>> start_of(split("28. Telegram From the Embassy in Zenda to the Department of State\\n\\nStrelsau, July 20, 1958\\n\\n80. He spoke."))
    0
    """
    for i, line in enumerate(lines[:REACH]):
        words = line.text
        if words.startswith(_SENT):
            return None
        if len(words) < 20 or not (words.startswith(("The ", "Mr. ")) or any(sign in words for sign in _HEAD_SIGNS)):
            continue
        whole = _head_words(lines, i)[0]
        if (i == 0 or not lines[i - 1].text or i < 4) and _begins(whole, lines, i):
            return i
    return None


def _head_words(lines: Sequence[Line], i: int) -> tuple[str, int]:
    """(the words of a head that runs over up to four lines, the index behind its last line)."""
    after = i + 1
    size = len(lines[i].text)
    while after < len(lines) and after < i + 4 and lines[after].text and size < head.LONGEST and not dateline.DATE.search(lines[after].text[:120]):
        size += len(lines[after].text)
        after += 1
    return " ".join(line.text for line in lines[i:after]), after


def _begins(whole: str, lines: Sequence[Line], i: int) -> bool:
    """Whether a telegram begins here: its head says so, or names an officer, and a dateline stands below."""
    if head.is_head(whole) and ("elegram" in whole[:120] or "ablegram" in whole[:120]):
        return True
    below = [line.text for line in lines[i + 1 : i + 14] if line.text][:6]
    dated = [len(words) < 200 and dateline.read(words) is not None for words in below]
    return any(dated) if head.is_head(whole) else any(dated[:1]) and head.is_old(whole)


def read(words: str, lines: Sequence[Line], start: int) -> Telegram:
    """The telegram of a plain text whose head begins at line `start`.

    >>> from reftel.read.lines import split
    >>> printed = "28. Telegram From the Embassy in Zenda to the Department of State\\n\\nStrelsau, July 20, 1958—8 p.m.\\n\\n80. He spoke.\\n\\nRassendyll"
    >>> telegram = read(printed, split(printed), 0)
    >>> telegram.mrn, telegram.sender.plad, telegram.sent, telegram.signer
    ('1958STRELSAU80', 'Embassy in Zenda', '1958-07-20T20:00', 'Rassendyll')
    """
    marks: list[Mark] = []
    if start and (above := next((line for line in reversed(lines[:start]) if line.text), None)) and (found := _FILE.match(above.text[:120])):
        marks.append(Mark("source", Span(above.start, above.end), found[0]))
    _, after = _head_words(lines, start)
    marks.append(Mark("head", Span(lines[start].start, lines[after - 1].end)))
    first = next((i for i in range(after, len(lines)) if lines[i].text), len(lines))
    while first < len(lines) and _BRACKETED.match(lines[first].text[:80]):
        first = next((i for i in range(first + 1, len(lines)) if lines[i].text), len(lines))
    if first < len(lines) and len(lines[first].text) < 200 and dateline.read(lines[first].text):
        stop = first + 1
        while stop < len(lines) and lines[stop].text.startswith(("[Received", "[received")):
            stop += 1
        marks.append(Mark("dateline", Span(lines[first].start, lines[stop - 1].end)))
    return of_marks(words, lines, marks, plain=True)


def of_marks(words: str, lines: Sequence[Line], marks: Sequence[Mark], plain: bool = False) -> Telegram:
    """The telegram of a text whose head, dateline and signer are marked; a plain text's notes and signer are looked for."""
    telegram = Telegram(format=FORMAT)
    found_head = _head(telegram, words, marks)
    _when_and_where(telegram, words, marks, found_head)
    begin = max((mark.at.end for mark in marks if mark.kind in {"head", "dateline"} and mark.at), default=0)
    mine = text.blocks([line for line in lines if line.start >= begin])
    if plain:
        size, printed_notes = text.footnotes(mine)
        mine = mine[:size]
        for note, label, at in printed_notes:
            telegram.notes.append(Note("source" if note.startswith("Source:") else "footnote", note, label, at))
    _notes(telegram, words, marks)
    mine = _marking(telegram, mine)
    mine = _signer(telegram, words, marks, mine, plain)
    number = text.own_number(mine)
    _number(telegram, number, found_head, words)
    if subject := text.subject(mine):
        telegram.subject, telegram.at["subject"] = subject
    _body(telegram, words, lines, mine, number, [mark.at for mark in marks if mark.kind == "heading" and mark.at])
    _source_note(telegram)
    said = next((mark.key for mark in marks if mark.kind == "classification"), None)
    telegram.classification = telegram.classification or _LEVELS.get(said or "")
    stations.identify(telegram)
    own, to = stations.between(telegram)
    if not telegram.references:
        telegram.references = references.find(telegram.paragraphs, words, own, to, telegram.sent)
    telegram.mentions = list(_mentions(words, marks))
    return telegram


def _head(telegram: Telegram, words: str, marks: Sequence[Mark]) -> head.Head:
    at = next((mark.at for mark in marks if mark.kind == "head" and mark.at), None)
    if at is None:
        return head.Head()
    said = at.quote(words)
    telegram.notes.append(Note("heading", " ".join(said.split()), None, at))
    found = head.read(said.replace("\n", " "))
    if found.sender and "from" in found.at:
        telegram.sender = Sender(found.sender, at=found.at["from"].shift(at.start))
        telegram.at["from"] = found.at["from"].shift(at.start)
    telegram.action = found.action
    for one in telegram.action:
        one.at = one.at.shift(at.start) if one.at else None
        one.collective = one.collective or (found.kind.startswith("Circular") and one.collective)
    if "number" in found.at:
        found.at["number"] = found.at["number"].shift(at.start)
    return found


def _when_and_where(telegram: Telegram, words: str, marks: Sequence[Mark], found: head.Head) -> None:
    """Date, hour, place and receipt, from the dateline; where it has no date, or there is none, from the head."""
    for kind in ("dateline", "date", "head"):
        for at in [mark.at for mark in marks if mark.kind == kind and mark.at][:1]:
            line = dateline.read(at.quote(words).replace("\n", " ") if kind != "head" else _tail(at.quote(words)))
            if line is None or telegram.sent:
                continue
            base = at.end - len(_tail(at.quote(words))) if kind == "head" else at.start
            telegram.sent, telegram.received = line.sent, line.received
            telegram.at |= {name: span.shift(base) for name, span in line.at.items() if name != "place"}
            if line.place and "place" not in telegram.at:
                telegram.at["place"] = line.at["place"].shift(base)
    _dated_by_edition(telegram, words, marks)
    place = telegram.at["place"].quote(words) if "place" in telegram.at else None
    if telegram.sender is not None:
        telegram.sender.post = stations.post(telegram.sender.plad, place, telegram.sent)


def _dated_by_edition(telegram: Telegram, words: str, marks: Sequence[Mark]) -> None:
    """The date that the markup gives where the print gives none: the editors' finding, and so an inference."""
    for mark in marks if telegram.sent is None else ():
        if mark.kind in {"date", "dated"} and mark.key and _ISO.match(mark.key):
            print_says = f" beside the words {' '.join(mark.at.quote(words).split())!r}" if mark.at else ""
            telegram.inferred.append(Inference("sent", mark.key, 0.9, [f"the edition's markup gives this date{print_says}"]))
            return


def _tail(said: str) -> str:
    """The end of a head, from the comma before its place or date on; all of it where a date stands there."""
    said = said.replace("\n", " ")
    date = dateline.DATE.search(said)
    if date is None:
        return ""
    cut = said.rfind(",", 0, max(date.start() - 2, 0))
    place = said[cut + 1 : date.start()] if cut >= 0 else ""
    return said[cut + 1 :] if cut >= 0 and re.fullmatch(r"\s[A-Z][\w.’' -]{1,40},\s", place) else said[date.start() :]


def _notes(telegram: Telegram, words: str, marks: Sequence[Mark]) -> None:
    for mark in marks:
        if mark.kind in {"source", "footnote", "summary"} and mark.words:
            telegram.notes.append(Note(mark.kind, mark.words, mark.key, mark.at))


def _marking(telegram: Telegram, mine: list[text.Block]) -> list[text.Block]:
    """The classification and precedence that older prints set under the dateline; the blocks that are left."""
    while mine and len(mine[0].words) <= 80:
        if _BRACKETED.match(mine[0].words):
            mine = mine[1:]
            continue
        found = sourcenote.marking(mine[0].words)
        if found is None:
            break
        if found.classification:
            telegram.classification, telegram.at["classification"] = found.classification, mine[0].at
        if found.precedence:
            telegram.precedence, telegram.at["precedence"] = found.precedence, mine[0].at
        if found.captions:
            telegram.captions, telegram.at["captions"] = found.captions, mine[0].at
        mine = mine[1:]
    return mine


def _signer(telegram: Telegram, words: str, marks: Sequence[Mark], mine: list[text.Block], plain: bool) -> list[text.Block]:
    """The signer: marked, or alone on the last line; the blocks that are left."""
    signed = [mark.at for mark in marks if mark.kind == "signer" and mark.at]
    if signed:
        at = signed[-1]
        telegram.signer, telegram.at["signer"] = at.quote(words).strip(" \n“”\"[]").rstrip("."), at
        return [block for block in mine if not any(one.covers(block.at) for one in signed)]
    if found := text.signer(mine):
        telegram.signer, telegram.at["signer"], mine = found
    return mine


def _number(telegram: Telegram, number: text.Number | None, found: head.Head, words: str) -> None:
    """The telegram's own number: at the head of its text, or in the edition's head."""
    if number is not None:
        if number.series:
            telegram.series, telegram.at["series"] = " ".join(number.at.quote(words).split()), number.at
        else:
            telegram.station_serial, telegram.at["station_serial"] = number.number, number.at
        if number.also:
            telegram.series, telegram.at["series"] = " ".join(number.also.quote(words).split()), number.also
    elif found.number:
        own = found.number.split("/")
        digits = next((part for part in own if part.isdecimal()), None)
        series = next((part for part in own if not part.isdecimal()), None)
        if digits:
            telegram.station_serial, telegram.at["station_serial"] = digits, found.at["number"]
        if series:
            telegram.series, telegram.at["series"] = series, found.at["number"]


def _body(telegram: Telegram, words: str, lines: Sequence[Line], mine: list[text.Block], number: text.Number | None, headings: list[Span]) -> None:
    """The paragraphs; where the print gives the typed original with its envelope, that is read as typed."""
    if not mine or original.lay_under(telegram, words, lines, mine):
        return
    start = number.end if number else mine[0].at.start
    drafts = list(text.drafts(mine, start, headings))
    found = body.of_drafts(drafts, body.width_of([line for block in mine for line in block.lines]))
    telegram.paragraphs, telegram.participants = found.paragraphs, found.participants


def _source_note(telegram: Telegram) -> None:
    """What the source note says of marking, drafters and further addressees."""
    for note in [note for note in telegram.notes if note.kind == "source"][:2]:
        found = sourcenote.read(note.text, telegram.sent)
        telegram.classification = telegram.classification or found.classification
        if telegram.precedence is None or (found.precedence or "").endswith(f" {telegram.precedence}"):  # NIACT IMMEDIATE is sent as O
            telegram.precedence = found.precedence
        telegram.received = telegram.received or found.received
        telegram.captions += [caption for caption in found.captions if caption not in telegram.captions]
        for name in ("drafted_by", "cleared_by", "approved_by", "released_by"):
            if not getattr(telegram, name):
                setattr(telegram, name, getattr(found, name))
        _further(telegram.action, found.action, telegram)
        _further(telegram.info, found.info, telegram)


def _further(known: list[Addressee], more: list[Addressee], telegram: Telegram) -> None:
    named = {posts.name(one.plad) or one.plad for one in (*telegram.action, *telegram.info)}
    known += [one for one in more if one.plad not in named and one.plad.upper() not in named]


def _mentions(words: str, marks: Sequence[Mark]) -> Iterable[Mention]:
    for mark in sorted((mark for mark in marks if mark.kind in _MENTIONS and mark.at), key=lambda mark: (mark.at.start, -mark.at.end) if mark.at else (0, 0)):
        if mark.at is not None:
            yield Mention(_MENTIONS[mark.kind], " ".join(mark.at.quote(words).split()), mark.key, mark.at, mark.words or None)


def defects(words: str, marks: Iterable[Mark]) -> Iterable[Defect]:
    """What the print lacks: words cut on release, in the editors' brackets, and the end of a broken file."""
    for found in _CUT.finditer(words) if "[" in words else ():
        yield Defect("masked", Span(*found.span()), f"the edition leaves words out: {found[0]}")
    for mark in marks:
        if mark.kind == "broken":
            yield Defect("truncated", Span(len(words), len(words)), f"the file breaks off within this document ({mark.words})")


__all__ = ["FORMAT", "NOT_PRINTED", "defects", "is_edition", "of_marks", "read", "start_of"]
