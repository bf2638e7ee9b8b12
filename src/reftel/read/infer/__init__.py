"""What was not read but follows from evidence: always apart from what was read, with the evidence and a confidence.

Each module knows one kind of witness (see their first lines for what was measured): `published` the file's name and table, `stations`
the post, `dates` the time, `markings` the other places that say classification, `missing` the numbering, `healing` the
lines of the envelope that say one thing twice. `evidence` weighs what they say: one inference a field, or `<field>_candidates`
with all the values where none is sure, and then none is chosen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from reftel.read.envelope import Envelope
from reftel.read.heading import Heading
from reftel.read.infer import dates, garbled, healing, markings, missing, published, stations
from reftel.read.infer.evidence import Evidence, weigh
from reftel.read.lines import Line
from reftel.telegram import mrn as mrns
from reftel.telegram.dtg import days
from reftel.telegram.model import Inference, Telegram
from reftel.telegram.mrn import Mrn

__all__ = ["infer"]

_YEAR = 0.99  # of a file's name, and of a date-time group healed in its day or hour


def infer(telegram: Telegram, envelope: Envelope, heading: Heading, lines: Sequence[Line] = (), text: str = "") -> list[Inference]:
    """All inferences for one telegram.

    Args:
        telegram: as read, its defects found.
        envelope: what the lines above the text say.
        heading: what the lines of the text's heading say; the station of an MRN that has no year is kept only here.
        lines: of the restored text; looked at only where a line of the envelope is missing.
        text: the restored text, for the weekdays it names; looked at only where the date is missing.
    """
    named = _named(telegram) if telegram.mrn is None or telegram.sent is None or _no_post(telegram) else None
    pieces: list[Evidence] = []
    if telegram.mrn is None:
        pieces += published.numbers(named, heading.station, heading.number)
    left = garbled.look(lines) if healing.wanted(telegram, envelope, heading) else garbled.Garbled()
    if left.at or left.end_serial:
        pieces += healing.heal(telegram, envelope, heading, left, named[0].year if named else None)
    if telegram.classification is None:
        pieces += markings.classifications(telegram)
        pieces += published.marks(telegram)
    if telegram.sent is None:
        pieces += published.days(telegram)
        pieces += published.rows(named, text)
    pieces += missing.paragraphs(telegram, text)
    found = list(weigh(pieces)) if pieces else []
    if telegram.sent is None or _no_post(telegram):
        found += _where_and_when(telegram, heading, named, found, text, healing.filed(envelope, left))
    if telegram.sent is None and left.time is not None:
        found += _completed(envelope, left, found)
    if telegram.mrn is None and heading.station is not None and heading.number is not None:
        found += _numbered(heading, found)
    return found


def _named(telegram: Telegram) -> tuple[Mrn, str] | None:
    """The number that says post and year: the telegram's own where it was read with its year, else what was published."""
    if telegram.mrn is not None:
        return mrns.parse(telegram.mrn), f"MRN {telegram.mrn}"
    return published.number(telegram)


def _value(found: list[Inference], field: str) -> Inference | None:
    return next((one for one in found if one.field == field), None)


def _completed(envelope: Envelope, left: garbled.Garbled, found: list[Inference]) -> Iterator[Inference]:
    """The date-time group whose year was lost, with the year that follows from the text."""
    year = _value(found, "year")
    if year is not None and _value(found, "sent") is None:
        for one in weigh(healing.dtg(envelope, left, int(year.value))):
            yield Inference(one.field, one.value, round(one.confidence * year.confidence, 3), [*one.because, *year.because])


def _numbered(heading: Heading, found: list[Inference]) -> Iterator[Inference]:
    """The MRN of the classification line, which prints no year, with the year that follows from other evidence."""
    dated = _value(found, "sent") or _value(found, "year")
    if dated is not None and _value(found, "mrn") is None:
        mrn = Mrn(int(dated.value[:4]), mrns.station(heading.station or ""), heading.number or 0)
        confidence = max(dated.confidence, _YEAR) if dated.field == "sent" else dated.confidence  # the hour may be in doubt, the year is not
        yield Inference("mrn", str(mrn), confidence, [f"classification line {heading.station} {heading.number}", *dated.because])


def _no_post(telegram: Telegram) -> bool:
    return telegram.sender is None or telegram.sender.post is None


def _where_and_when(
    telegram: Telegram, heading: Heading, named: tuple[Mrn, str] | None, found: list[Inference], text: str, filed: tuple[int, int, int] | None
) -> Iterator[Inference]:
    """Post and time, which are evidence for each other through the signer's appointments."""
    when = _known_time(telegram, named, found)
    post = telegram.sender.post if telegram.sender else None
    possible = dates.Time()
    if when is None:
        possible = dates.time(telegram, None, _line(telegram, text))
        when = (possible.since, possible.until) if possible.bounded else None
    if post is None:
        said = _agreed(list(stations.evidence(telegram, named, heading.station, when)))
        inferred = list(weigh(said))
        yield from inferred
        post = next((one.value for one in inferred if one.field == "post"), None)
    if telegram.sent is None and not any(one.field == "sent" for one in found):
        yield from _time(telegram, named, post, text, filed)


def _known_time(telegram: Telegram, named: tuple[Mrn, str] | None, found: list[Inference]) -> tuple[date, date] | None:
    day = telegram.sent or next((one.value for one in found if one.field == "sent"), None)
    if day and (known := days(day)):
        return known
    if named is not None and named[0].year is not None:
        return date(named[0].year, 1, 1), date(named[0].year, 12, 31)
    return None


def _agreed(said: list[Evidence]) -> list[Evidence]:
    """Candidates of the signer are a second witness for a post that another one names, and only heard where they do not hold it."""
    named = {piece.value for piece in said if piece.field == "post"}
    if not named:
        return said
    out = [piece for piece in said if piece.field == "post"]
    for piece in said:
        if piece.field == "post_candidates":
            out += [Evidence("post", post, piece.weight, piece.witness, piece.because) for post in piece.value if post in named]
    return out


def _time(
    telegram: Telegram, named: tuple[Mrn, str] | None, post: str | None, text: str, filed: tuple[int, int, int] | None
) -> Iterator[Inference]:
    """The year and the days a telegram without a date may be of."""
    possible = dates.time(telegram, post, _line(telegram, text))
    if named is not None and named[0].year is not None:
        year = named[0].year
        yield Inference("year", str(year), _YEAR, [named[1]])
        possible = dates.in_year(possible, year, _YEAR, named[1])
    else:
        yield from weigh(dates.years(telegram, text, _line(telegram, text), possible, filed))
    if possible.because and (possible.since > dates.EARLIEST or possible.until < dates.LATEST):
        yield Inference("sent_between", possible.interval, round(possible.confidence, 3), list(possible.because))


def _line(telegram: Telegram, text: str) -> str:
    """The E.O. line as it stands: a telegram re-marked on review says so there."""
    at = telegram.at.get("eo")
    return text[at.start : at.end] if at else ""
