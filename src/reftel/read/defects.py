"""What is wrong or missing in a copy. Damage is a value: each defect has a name, a place and a sentence.

The trade supplies the checks (measured on 5,747 telegrams): the station serial is the MRN's number modulo 10,000 in 5,744,
the Julian day is the DTG's in 5,735, the doubled precedence of line 2 is the first of line 5 in 5,746, and the security group
of line 4 agrees with the classification in all but 4.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from reftel.errors import BadValue
from reftel.read.envelope import Envelope
from reftel.read.heading import Heading
from reftel.read.landmarks import class_line
from reftel.read.lines import Line, is_open
from reftel.read.repairs import diacritic
from reftel.telegram import dtg as dtgs
from reftel.telegram import lexicon, markings
from reftel.telegram import mrn as mrns
from reftel.telegram.markings import Level
from reftel.telegram.model import Defect, Telegram
from reftel.text import Span

_GROUPS = {"U": Level.UNCLASSIFIED, "E": Level.UNCLASSIFIED, "R": Level.RESTRICTED, "C": Level.CONFIDENTIAL, "S": Level.SECRET, "T": Level.TOP_SECRET}
_DAY = re.compile(
    r"\b(?P<month>January|February|March|April|May|June|July|August|September|October|November|December)\s(?P<day>\d{2,3})(?![\d,%:-]|\.\d|(?:,|) \d{4})\b"
)
# The number counts something: "in August 585 schools were closed", "on 6 April 34 candidates had registered".
_COUNTED = re.compile(r"(?:\b(?:in|since|during|of|last|this|next|early|late|mid)|\b\d{1,2})[\s-]$", re.IGNORECASE)
_MONTHS = list(calendar.month_name)[1:]
_LONGEST = {month: calendar.monthrange(2000, i + 1)[1] for i, month in enumerate(_MONTHS)}
_SAID = re.compile(rf"\b({'|'.join(_MONTHS)})\s(\d{{1,2}})\b")
_MASK = re.compile(r"(?<![A-Za-z])(?:X{4,60}|x{4,60})(?![A-Za-z])")
_CODES = frozenset([*(f"B{n}" for n in range(1, 10)), "NR"])
_CODE = r"(?:B[1-9](?:\([A-Z0-9]\))?|1\.[45]\([A-Ga-g]\)|NR)"
_EXEMPTED = re.compile(rf"(?:^|(?<=\S)[ \t]{{3,60}})(?P<code>{_CODE}(?:[ ,;&]{{1,3}}{_CODE}){{0,4}})$")
_PARTIAL = re.compile(r"This record is a partial extract")


def find(
    telegram: Telegram, envelope: Envelope, heading: Heading, lines: Sequence[Line], start: int | None, assumed: list[str], text: str
) -> list[Defect]:
    """All defects of one telegram, in offsets of the text it was read from."""
    out = [Defect("encoding_assumed", None, message) for message in assumed]
    out += [Defect(kind, at, message) for kind, at, message in envelope.faults]
    out += _missing(telegram, lines)
    out += _published(telegram)
    out += _repeated_heading(lines, start)
    out += _disagreements(telegram, envelope, heading)
    out += _numbers(telegram)
    out += _marks(telegram)
    out += _dates(telegram, text)
    out += _masked(text, lines)
    out += _lost_letters(text)
    out += _truncated(telegram)
    return out


def _missing(telegram: Telegram, lines: Sequence[Line]) -> Iterator[Defect]:
    partial = next((line for line in lines[:6] if line.text and _PARTIAL.match(line.text)), None)
    if partial:
        yield Defect("partial_extract", Span(partial.start, partial.end), "this copy is an extract: its envelope is lost")
    if telegram.sender is None and telegram.dtg is None:
        yield Defect("no_envelope", None, "no FM line and no date-time group: who sent it and when is not in this copy")
    elif telegram.dtg is None:
        yield Defect("no_dtg", None, "no date-time group")
    for field, name in (("classification", "no classification line"), ("subject", "no SUBJECT line"), ("signer", "no signer after the last paragraph")):
        if getattr(telegram, field) is None:
            yield Defect(f"no_{field}", None, name)
    if telegram.subject and len(telegram.subject) > 400:
        yield Defect("long_subject", telegram.at.get("subject"), f"the subject runs to {len(telegram.subject):,} characters: the copy lost where it ends")
    if not telegram.paragraphs:
        yield Defect("no_body", None, "no text after the heading")


def _published(telegram: Telegram) -> Iterator[Defect]:
    """Where the table a copy was published with names another telegram than the text."""
    published = telegram.source.published if telegram.source else {}
    for key in ("Reference ID", "mrn", "refid", "reference_id"):
        value = published.get(key)
        if value and telegram.mrn and _canonical(value) not in {None, telegram.mrn}:
            yield Defect("published_disagrees", telegram.at.get("mrn"), f"published as {value}, the text says {telegram.mrn}")


def _canonical(number: str) -> str | None:
    try:
        return str(mrns.parse(number))
    except BadValue:
        return None


def _repeated_heading(lines: Sequence[Line], start: int | None) -> Iterator[Defect]:
    if start is None:
        return
    for line in lines[:start]:
        if line.text and class_line(line.text):
            yield Defect("repeated_heading", Span(line.start, line.end), "the copy begins with an extract of the heading; the record that follows it was read")
            return


def _disagreements(telegram: Telegram, envelope: Envelope, heading: Heading) -> Iterator[Defect]:
    if envelope.station_serial and heading.number is not None and heading.number % 10_000 != int(envelope.station_serial):
        message = f"line 3 says serial {envelope.station_serial}, the classification line {heading.station} {heading.number}"
        yield Defect("serial_disagrees", envelope.at.get("station_serial"), message)
    if envelope.dtg and envelope.filing_time:
        yield from _filing(envelope, envelope.dtg)
    if envelope.precedence and envelope.called_precedence not in {None, "NIACT", envelope.precedence}:
        message = f"line 2 says {envelope.called_precedence}, line 5 {envelope.precedence}"
        yield Defect("precedence_disagrees", envelope.at.get("precedence"), message)
    group = envelope.security_group
    if group and telegram.classification and group[0] in _GROUPS and _GROUPS[group[0]] != markings.level(telegram.classification):
        higher = max(_GROUPS[group[0]], markings.level(telegram.classification))
        message = f"line 4 says {group}, the text {telegram.classification}: take the higher, {higher.words}"
        yield Defect("classification_disagrees", envelope.at.get("security_group"), message)


def _filing(envelope: Envelope, sent: dtgs.Dtg) -> Iterator[Defect]:
    at = envelope.at.get("filing_time")
    try:
        filed = dtgs.filing_date(envelope.filing_time or "", sent.year)
    except BadValue as error:
        yield Defect("bad_filing_time", at, str(error))
        return
    day = date(sent.year, sent.month, sent.day)
    if filed not in {day, day + timedelta(days=1)} and not (day.month == 12 and day.day == 31 and filed.timetuple().tm_yday == 1):
        yield Defect("filing_disagrees", at, f"line 3 was filed on day {filed.timetuple().tm_yday} ({filed}), the DTG says {day}")


def _numbers(telegram: Telegram) -> Iterator[Defect]:
    last = 0
    seen: set[int] = set()
    end = telegram.paragraphs[0].at.start if telegram.paragraphs else 0
    for paragraph in telegram.paragraphs:
        number, before, end = paragraph.number, end, paragraph.at.end
        if number is None:
            continue
        if number in seen:
            yield Defect("number_repeated", paragraph.at, f"paragraph {number} comes again")
        elif number > last + 1:
            lost = f"paragraph {last + 1} is" if number == last + 2 else f"paragraphs {last + 1} to {number - 1} are"
            gap = Span(min(before, paragraph.at.start), paragraph.at.start)  # between the paragraphs that are left
            yield Defect("number_skipped", gap, f"paragraph {number} follows {last or 'the heading'}: {lost} missing")
        seen.add(number)
        last = max(last, number)


def _marks(telegram: Telegram) -> Iterator[Defect]:
    if telegram.classification is None:
        return
    overall = markings.level(telegram.classification)
    for paragraph in telegram.paragraphs:
        if paragraph.portion_mark is None:
            continue
        try:
            level = markings.portion(paragraph.portion_mark).level
        except BadValue:
            continue
        if level > overall:
            message = f"paragraph {paragraph.number} is marked {paragraph.portion_mark}, above the telegram's {telegram.classification}"
            yield Defect("portion_above_overall", paragraph.at, message)


def _dates(telegram: Telegram, text: str) -> Iterator[Defect]:
    """Days that no month has: "December 110" is a printing fault, and the text does not say of which day."""
    if not _names_large_day(text):
        return
    said: set[tuple[str, int]] | None = None
    for paragraph in telegram.paragraphs:
        for m in _DAY.finditer(text, paragraph.text_at.start, paragraph.text_at.end):
            month, day = m["month"], int(m["day"])
            most = _LONGEST[month]
            if 1 <= day <= most or _COUNTED.search(text, max(0, m.start() - 12), m.start()):
                continue
            if said is None:
                said = {(found[1], int(found[2])) for found in _SAID.finditer(text)}
            suggested = _suggestion(m["day"], month, most, said)
            hint = f"; {suggested}" if suggested else ""
            where = f"paragraph {paragraph.number}" if paragraph.number is not None else "a paragraph"
            words = re.sub(r"\s+", " ", m[0])
            yield Defect("impossible_date", Span(*m.span()), f'{where} says "{words}", a day that {month} does not have{hint}')


def _names_large_day(text: str) -> bool:
    """The cheap question: does a month stand before a number that may be too large for a day?"""
    for month in _MONTHS:
        at = text.find(month)
        while at >= 0:
            behind = at + len(month)
            if text[behind + 1 : behind + 2].isdigit() and (text[behind + 1] in "03456789" or text[behind + 3 : behind + 4].isdigit()) and text[behind + 2 : behind + 3].isdigit():
                return True
            at = text.find(month, behind)
    return False


def _masked(text: str, lines: Sequence[Line]) -> Iterator[Defect]:
    """Words that a publisher or a release put out of sight: XXXXXXXXXXXX, or the code of an exemption in the margin."""
    if "XXXX" in text or "xxxx" in text:
        for m in _MASK.finditer(text):
            yield Defect("masked", Span(*m.span()), "letters masked by the publisher")
    for line in [line for line in lines if line.text[-2:] in _CODES or line.text[-1:] == ")"]:
        if code := _EXEMPTED.search(line.text):
            at = Span(line.start + code.start("code"), line.start + code.end("code"))
            yield Defect("masked", at, f"words cut on release under exemption {code['code']}")


def _lost_letters(text: str) -> Iterator[Defect]:
    """A question mark inside a word: a letter with a diacritic that this copy does not have, here or elsewhere."""
    for m in diacritic.lost(text):
        if min(len(m["head"]), len(m["tail"])) < 2 or not (lexicon.is_word(m["head"]) and lexicon.is_word(m["tail"])):
            yield Defect("lost_letter", Span(*m.span()), f'"{m[0]}": a letter is lost')


def _truncated(telegram: Telegram) -> Iterator[Defect]:
    """A copy that ends in the middle of a sentence."""
    last = telegram.paragraphs[-1] if telegram.paragraphs else None
    if last is None or telegram.signer is not None or len(last.text) < 40 or not is_open(last.text) or "\n" in last.text[-60:]:
        return
    if (last.text[-1].isalpha() and last.text[-1].islower()) or last.text.endswith(","):
        yield Defect("truncated", Span(last.at.end, last.at.end), "the copy ends in the middle of a sentence, without a signer")


def _suggestion(digits: str, month: str, most: int, said: set[tuple[str, int]]) -> str | None:
    """One digit too many: the readings that leave one out, those said elsewhere in the telegram first."""
    readings = {digits[:i] + digits[i + 1 :] for i in range(len(digits))}
    possible = sorted({int(reading) for reading in readings if reading and 1 <= int(reading) <= most and not reading.startswith("0")})
    elsewhere = [day for day in possible if (month, day) in said]
    chosen = elsewhere or possible
    if not chosen:
        return None
    words = " or ".join(f"{month} {day}" for day in chosen)
    return f"read as {words}" + (", which this telegram names elsewhere" if elsewhere else "")
