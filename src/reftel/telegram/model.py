"""What a telegram is: the model behind the JSON that `reftel read --json` prints.

Absent is None or an empty list, never a guess. What was inferred stands apart in `inferred`, with its evidence. `at`
spans are half-open ranges of characters in the source text. In JSON `sender` is called `from`.
"""

from __future__ import annotations

from typing import Any

import msgspec

from reftel.text import Change, Span

SCHEMA_VERSION = 1
KINDS = ("summary", "comment", "body", "action_request", "participants", "introduction", "note")


class Result(msgspec.Struct):
    """Base of everything that reading gives: attributes in Python, `to_dict` for JSON."""

    def to_dict(self) -> dict[str, Any]:
        """The contract's JSON object, as built-in types."""
        built: dict[str, Any] = msgspec.to_builtins(self)
        return built


class Sender(Result):
    """FM: the originator. `post` is its plain name, None where the address is no post."""

    plad: str
    post: str | None = None
    routing_indicator: str | None = None
    at: Span | None = None


class Addressee(Result):
    """TO or INFO: one addressee. `mcn` is the serial the station keeps for it; `via` text for delivery by other means."""

    plad: str
    routing_indicator: str | None = None
    precedence: str | None = None
    mcn: str | None = None
    collective: bool = False
    at: Span | None = None


class Office(Result):
    """An office of the Department that got copies (1973-79): `ACTION EUR-12` is symbol EUR, 12 copies, role action.

    `role` is one of action, origin (the Department drafted it), info.
    """

    symbol: str
    copies: int | None
    role: str


class Reference(Result):
    """One item of the REF line: a telegram (`mrn`), an e-mail, or another document (`mrn` None)."""

    label: str | None
    mrn: str | None
    text: str
    kind: str = "telegram"
    notes: list[str] = []
    at: Span | None = None


class Element(Result):
    """One numbered or lettered element of a list inside a paragraph."""

    label: str
    text: str
    at: Span


class Paragraph(Result):
    """A portion of the body. `text` is restored and unwrapped, without number, mark and heading.

    `at` spans the whole paragraph with its number and mark, `text_at` its text only.
    """

    number: int | None
    portion_mark: str | None
    kind: str
    heading: str | None
    text: str
    at: Span
    text_at: Span
    elements: list[Element] = []


class Participant(Result):
    """One person of a list of participants."""

    delegation: str | None
    name: str
    title: str | None = None
    at: Span | None = None


class Note(Result):
    """What an editor, an archivist or the copy put beside the telegram; never part of its text.

    `kind` is source (where the original lies), footnote, summary (an editor's), heading (a title of the edition), attribute, stamp.
    """

    kind: str
    text: str
    label: str | None = None
    at: Span | None = None


class Mention(Result):
    """A name that the copy's own markup marks in the telegram's text: kind is person, gloss, reference, place or date.

    `key` is the edition's identifier for it (`p_JD1`), `meaning` what its lists say of that: a person's full name, what an
    abbreviation stands for.
    """

    kind: str
    text: str
    key: str | None = None
    at: Span | None = None
    meaning: str | None = None


class Defect(Result):
    """What is wrong or missing in this copy: a name for it, where, and a sentence."""

    kind: str
    at: Span | None
    message: str


class Inference(Result):
    """A value that was not read but follows from evidence; `confidence` is between 0 and 1."""

    field: str
    value: Any
    confidence: float
    because: list[str]


class Origin(Result):
    """Where a text came from: the path given, the file inside an archive, the row of a table, and the bytes' hash.

    `part` counts the telegrams of one document that holds several, from 1; None where it holds one.
    """

    path: str
    sha256: str
    member: str | None = None
    row: int | None = None
    encoding: str | None = None
    format: str | None = None
    published: dict[str, str] = {}
    part: int | None = None


class Telegram(Result, rename={"sender": "from"}):
    """One telegram as read from one copy."""

    mrn: str | None = None
    sent: str | None = None
    dtg: str | None = None
    precedence: str | None = None
    transmission_id: str | None = None
    station_serial: str | None = None
    filing_time: str | None = None
    sender: Sender | None = None
    action: list[Addressee] = []
    info: list[Addressee] = []
    exempted: list[Addressee] = []
    classification: str | None = None
    captions: list[str] = []
    passing: list[str] = []
    eo: str | None = None
    declassify_on: str | None = None
    classified_by: str | None = None
    reasons: list[str] = []
    tags: list[str] = []
    subject: str | None = None
    references: list[Reference] = []
    paragraphs: list[Paragraph] = []
    participants: list[Participant] = []
    signer: str | None = None
    routing: list[str] = []
    security_group: str | None = None
    instructions: list[str] = []
    info_precedence: str | None = None
    sections: int | None = None
    distribution: list[Office] = []
    drafted_by: list[str] = []
    cleared_by: list[str] = []
    approved_by: list[str] = []
    released_by: list[str] = []
    series: str | None = None
    received: str | None = None
    attributes: dict[str, str] = {}
    notes: list[Note] = []
    mentions: list[Mention] = []
    format: str = "unknown"
    source: Origin | None = None
    changes: list[Change] = []
    defects: list[Defect] = []
    inferred: list[Inference] = []
    at: dict[str, Span] = {}

    @property
    def text(self) -> str:
        """The body for reading: paragraphs with their headings, numbers and marks, a blank line between."""
        return "\n\n".join(_readable(paragraph) for paragraph in self.paragraphs)

    def inference(self, field: str) -> Inference | None:
        """The inference for a field, if there is one.

        >>> Telegram().inference("mrn") is None
        True
        """
        return next((one for one in self.inferred if one.field == field), None)

    def known(self, field: str) -> Any:
        """What was read for a field, else what was inferred for it, else None or an empty list.

        >>> Telegram(inferred=[Inference("mrn", "07BEIJING7210", 0.9, ["file name"])]).known("mrn")
        '07BEIJING7210'
        """
        value = getattr(self, field, None)
        if value in (None, []):
            found = self.inference(field)
            return found.value if found else value
        return value


def _readable(paragraph: Paragraph) -> str:
    number = f"{paragraph.number}. " if paragraph.number is not None else ""
    mark = f"({paragraph.portion_mark}) " if paragraph.portion_mark else ""
    heading = f"{paragraph.heading}\n\n" if paragraph.heading else ""
    return f"{heading}{number}{mark}{paragraph.text}"


PASSED_OVER = "PassedOver"  # the kind of what is told and is no fault


class Unreadable(Result):
    """An input that could not be read; it stands in the stream where its telegram would have been."""

    path: str
    reason: str
    kind: str
    member: str | None = None
    row: int | None = None
    part: int | None = None

    @property
    def passed_over(self) -> bool:
        """Whether nothing is wrong with the input: documents that are no telegrams, a covering letter, a mail about something else.

        >>> Unreadable("volume.xml", "2 of 40 documents are no telegrams and were passed over: 2 Memorandum", "PassedOver").passed_over
        True
        """
        return self.kind == PASSED_OVER

    @property
    def name(self) -> str:
        """The path, with the member, row or part where there is one.

        >>> Unreadable("a.zip", "cut off", "BadInput", member="b.txt").name
        'a.zip!b.txt'
        """
        return named(self.path, self.member, self.row, self.part)


def named(path: str, member: str | None = None, row: int | None = None, part: int | None = None) -> str:
    """How an input is called in messages: `dump.csv row 12`, `folder.zip!07BEIJING7210.txt`, `month.txt telegram 3`.

    >>> named("dump.csv", row=12), named("month.txt", part=3)
    ('dump.csv row 12', 'month.txt telegram 3')
    """
    place = path + (f"!{member}" if member else "") + (f" row {row}" if row is not None else "")
    return place + (f" telegram {part}" if part is not None else "")
