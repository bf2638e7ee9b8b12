"""The source note of an edition: what the top of the original said, in the editors' words.

    Source: Department of State, Central Files, 751.00/5-2258. Secret; Priority; Limdis. Drafted by Rupert Hentzau (EUR) on May 21;
    cleared by Sapt and in draft by Bersonin; and approved by Tarlenheim. Repeated to Korvelia, priority to Osvarth, and London.

Its second or third sentence is the marking, parted by semicolons: classification first, then precedence and captions. Then who
drafted, cleared and approved, and whom it was sent or repeated to. Counted in 1,201 notes with a classification: Secret 643,
Confidential 372, Top Secret 99, Limited Official Use 32, Official Use Only 26, Unclassified 18, "No classification marking" 11.
"""

from __future__ import annotations

import re

import msgspec

from reftel.read.edition import dateline
from reftel.telegram.model import Addressee

LONGEST = 20_000  # letters of a note
LEVELS = ("TOP SECRET", "SECRET", "CONFIDENTIAL", "RESTRICTED", "LIMITED OFFICIAL USE", "OFFICIAL USE ONLY", "UNCLASSIFIED")
PRECEDENCE = (
    "FLASH", "NIACT IMMEDIATE", "OPERATIONAL IMMEDIATE", "IMMEDIATE", "NIACT", "PRIORITY", "ROUTINE", "DEFERRED", "URGENT", "US URGENT", "U.S. URGENT",
    "EMERGENCY", "DOUBLE PRIORITY", "TRIPLE PRIORITY", "RUSH",
)  # fmt: skip
_MARKED = re.compile(
    r"(?P<level>Top Secret|Secret|Confidential|Restricted|Limited Official Use(?: Only)?|Official Use Only|Unclassified|"
    r"No classification (?:marking|indicated)|Plain)(?P<rest>(?:\s?[;,/–—-]\s?|\sand\s|\s(?=Security|Eyes)|(?=\.|$))[^.]{0,200})",
    re.IGNORECASE,
)
# A full stop ends a sentence where no initial or abbreviation stands before it and a capital, bracket or quotation mark behind.
_STOP = re.compile(
    r"(?<![ .(\[][A-Z])(?<!\b(?:Jr|Sr|Dr|Mr|No|Lt|St|vs|pp))(?<!\b(?:Mrs|Gen|Col|Adm|vol|Amb))(?<!\b(?:Cmdr|Capt))(?<! [pn])"
    r"\.[”\"’)]?\s(?=[A-Z(\[“\"])|\.\s(?=(?:Top Secret|Secret|Confidential|Limited Official|Official Use|Unclassified)\b)"
)
_BEHIND_COMMA = re.compile(r", (?=(?:Top Secret|Secret|Confidential|Limited Official Use|Official Use Only|Unclassified)(?:;|$))")
# Other sentences tell of other papers: "In telegram 734, which was sent to ...".
_OF_THIS = re.compile(
    r"(?:(?:It|The telegram|The message|This telegram|Telegram) (?:was|were|is) )?(?:also )?(?:Also )?"
    r"(?:[Dd]rafted|[Cc]leared|[Cc]oordinated|[Aa]pproved|[Rr]eleased|[Ii]nitialed|[Ss]ent|[Rr]epeated|[Pp]ouched|[Pp]assed|[Rr]eceived|[Tt]ransmitted|Authorized)\b"
)
_DID = re.compile(
    r"\b(?P<first>[Dd]rafted|[Cc]leared|[Cc]oordinated|[Aa]pproved|[Rr]eleased|[Ii]nitialed)(?:(?:,| and|, and) (?P<second>approved|cleared|signed|initialed|released))?"
    r"(?: for transmission| for release)?(?: in draft| in substance| and in substance)?\s(?:by|with|in)\s"
)
_SENT = re.compile(
    r"\b(?P<how>(?:[Aa]lso )?[Ss]ent|[Rr]epeated|[Pp]ouched|[Pp]assed)(?P<more>(?: also)?(?: (?:for|as) (?:the )?information)?"
    r"(?: (?:niact|priority|immediate|flash|routine|operational immediate|NIACT|Niact|Priority|Immediate|Routine|Flash))?(?: for information)?(?: only)?) to\s"
)
_HURRIED = re.compile(r"(?:and )?(?P<word>niact immediate|niact|operational immediate|priority|immediate|flash|routine)\s(?:for information )?to\s", re.IGNORECASE)
_ENDS_NAMES = re.compile(rf"\s(?:on|at)\s(?:{dateline.MONTHS}|\d)|\s(?:who|whose|which|signed the|at his|at whose|for transmission|and signed|and sent|and repeated|and initialed)\b|;?\s(?:and )?repeated\b")
_WAY = re.compile(r"\s(?:in draft|in substance|by phone|in full|in part)$|\s\((?:in draft|in substance|by phone|in full|in part)\)$|^(?:in draft |in substance )?(?:by|with|in)\s")
_FOR_OFFICE = re.compile(r"^(?P<office>[A-Z][A-Z/]{0,11}) by (?P<name>[A-Z].{1,60})$")
_TITLE = re.compile(r"(?:(?:Acting|Deputy) )?(?:Director|Chief|Head|Officer in Charge) (?:of|for) [^(]{2,60}$")
_BEGINS_NAME = re.compile(r"[A-Z\[“\"]|the [A-Z]|(?:de|du|van|von|al) ?-?[A-Z]")
_BEGINS_PLACE = re.compile(r"[A-Z\[“\"0-9]|the [A-Z]|(?:the )?(?:all|other|others|certain|posts|both)\b")
_SPLIT = re.compile(r"[,;]\s(?:and\s)?(?:also\s)?|\sand\s(?:also\s)?")
_ASIDE = re.compile(r"\([^()]{0,120}\)")


class SourceNote(msgspec.Struct):
    """What a source note says of the telegram."""

    classification: str | None = None
    precedence: str | None = None
    captions: list[str] = []
    drafted_by: list[str] = []
    cleared_by: list[str] = []
    approved_by: list[str] = []
    released_by: list[str] = []
    action: list[Addressee] = []
    info: list[Addressee] = []
    received: str | None = None


def read(words: str, sent: str | None = None) -> SourceNote:
    """What a source note says; `sent` dates a "Received at 8:40 a.m.".

    >>> note = read("Source: Department of State, Central Files, 751.00/5-2258. Secret; Priority; Limdis. Drafted by Hentzau (EUR) on May 21; "
    ...             "cleared by Sapt; and approved by Tarlenheim. Repeated to Korvelia and Osvarth.")
    >>> note.classification, note.precedence, note.captions, note.drafted_by, note.approved_by, [one.plad for one in note.info]
    ('SECRET', 'PRIORITY', ['LIMDIS'], ['Hentzau (EUR)'], ['Tarlenheim'], ['Korvelia', 'Osvarth'])
    """
    note = SourceNote()
    sentences = _STOP.split(words[:LONGEST])
    for i, sentence in enumerate(sentences):
        comma = _BEHIND_COMMA.search(sentence) if note.classification is None else None
        stated = sentence[comma.end() :] if comma else sentence.lstrip("“\" ")
        if note.classification is None and not note.captions and (found := _MARKED.match(stated)):
            _mark(note, found)
            if i + 1 < len(sentences) and sentences[i + 1].strip(" .").upper() in PRECEDENCE:
                note.precedence = note.precedence or sentences[i + 1].strip(" .").upper()
        if _OF_THIS.match(sentence):
            _people(note, sentence)
            _addresses(note, sentence)
        if sent and note.received is None and sentence.startswith("Received") and (came := dateline.RECEIVED.match(sentence)):
            note.received = dateline.received(came, sent)
    return note


def _mark(note: SourceNote, found: re.Match[str]) -> None:
    level = found["level"].upper().removesuffix(" ONLY") if found["level"].lower().startswith("limited") else found["level"].upper()
    note.classification = level if level in LEVELS else None
    for part in re.split(r"[;,]\s|\s[–—]\s", found["rest"].strip(" .;,–—-/")):
        word = part.strip(" .“”\"").upper()
        if word in PRECEDENCE and note.precedence is None:
            note.precedence = word
        elif word and len(word) <= 60:  # a second precedence too: which of the two held is not said
            note.captions.append(word.removeprefix("AND "))


def marking(words: str) -> SourceNote | None:
    """The marking of an old head, on a line of its own under the dateline: `secret  priority`, `US URGENT`.

    >>> found = marking("confidential us urgent")
    >>> found.classification, found.precedence
    ('CONFIDENTIAL', 'US URGENT')
    >>> marking("Secretly he left.") is None
    True
    """
    left = " ".join(words.upper().replace("[", " ").replace("]", " ").split()).strip(" .")
    note = SourceNote()
    while left:
        word = next((one for one in _LONGEST_FIRST if left == one or left.startswith((one + " ", one + ";", one + ",", one + "—"))), None)
        if word is None:
            return None
        if word in LEVELS:
            note.classification = note.classification or word
        elif word in PRECEDENCE:
            note.precedence = note.precedence or word
        elif word != "PLAIN":
            note.captions.append(word)
        left = left[len(word) :].strip(" ;,—.")
    return note if note.classification or note.precedence or note.captions else None


_LONGEST_FIRST = sorted(
    (*LEVELS, *PRECEDENCE, "PLAIN", "EYES ONLY", "LIMIT DISTRIBUTION", "LIMITED DISTRIBUTION", "VERBATIM TEXT", "NOFORN", "PERSONAL", "NO DISTRIBUTION", "NODIS",
     "EXDIS", "LIMDIS", "SECURITY INFORMATION"), key=len, reverse=True,
)  # fmt: skip


def _people(note: SourceNote, sentence: str) -> None:
    """Who drafted, cleared, approved."""
    if "y " not in sentence and "in " not in sentence and "with " not in sentence:
        return
    deeds = list(_DID.finditer(sentence))[:20]
    for i, deed in enumerate(deeds):
        end = deeds[i + 1].start() if i + 1 < len(deeds) else len(sentence)
        names = _names(sentence[deed.end() : end])
        for word in (deed["first"], deed["second"]):
            lists = {"drafted": note.drafted_by, "cleared": note.cleared_by, "coordinated": note.cleared_by, "approved": note.approved_by, "released": note.released_by}
            into = lists.get((word or "").lower())
            if into is not None:
                into += [name for name in names if name not in into]


def _names(words: str) -> list[str]:
    """The names of a list; what stands in brackets behind one stays with it."""
    held = _ASIDE.sub(lambda aside: aside[0].replace(",", "\0").replace(" and ", "\1"), words)
    held = held.replace(", Jr", "\0 Jr").replace(", Sr", "\0 Sr")
    if ends := _ENDS_NAMES.search(held):
        held = held[: ends.start()]
    found: list[str] = []
    for part in _SPLIT.split(held):
        name = _WAY.sub("", _WAY.sub("", part.strip(" .;,").removesuffix(" and"))).replace("\0", ",").replace("\1", " and ").strip(" .;,")
        name = _FOR_OFFICE.sub(r"\g<name> (\g<office>)", name)
        if found and _TITLE.match(name):
            found[-1] += f", {name}"
        elif name and len(name) <= 90 and _BEGINS_NAME.match(name):
            found.append(name)
    return found


def _addresses(note: SourceNote, sentence: str) -> None:
    """Whom else it was sent to, repeated, pouched or passed to."""
    if " to " not in sentence:
        return
    sendings = list(_SENT.finditer(sentence))[:20]
    for i, sending in enumerate(sendings):
        end = sendings[i + 1].start() if i + 1 < len(sendings) else len(sentence)
        sent = sending["how"].lower().endswith("sent") and "information" not in sending["more"]
        hurry = next((word for word in _LONGEST_FIRST if word in PRECEDENCE and word in sending["more"].upper()), None)
        into = note.action if sent else note.info
        for name in _places(sentence[sending.end() : end]):
            if hurried := _HURRIED.match(name):
                hurry, name = hurried["word"].upper(), name[hurried.end() :]
            name = name.removeprefix("to ").removeprefix("the ").strip()
            if _BEGINS_PLACE.match(name) and name not in {one.plad for one in into}:
                into.append(Addressee(name, precedence=hurry, collective=_is_collective(name)))


def _places(words: str) -> list[str]:
    words = re.split(r"\s(?:as (?:telegram|circular|\d|[A-Z][a-z]+ \d)|in telegram|at \d|with (?:the|instructions)|on (?:January|February|March|April|May|June|July|August|September|October|November|December))\b|;\s", words, maxsplit=1)[0]
    return [part.strip(" .;,”\"") for part in _SPLIT.split(words) if part.strip(" .;,”\"") and len(part) <= 120]


def _is_collective(name: str) -> bool:
    return re.search(r"\b(?:posts|capitals|missions|embassies|others|all)\b", name, re.IGNORECASE) is not None
