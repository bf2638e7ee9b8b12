"""The envelope: the ACP 127 lines that carried a telegram, from VZCZC to the last addressee.

    VZCZCXRO3678                                        line 1: channel and its serial
    OO RUEHCN RUEHGH RUEHVC                             line 2: precedence and the relays called
    DE RUEHBJ #7210 3270912                             line 3: from, station serial, Julian filing time
    ZNY CCCCC ZZH                                       line 4: security group, instructions
    O 230912Z NOV 07                                    line 5: precedence (two where INFO has its own) and DTG
    FM AMEMBASSY BEIJING                                line 6
    TO RUEHC/SECSTATE WASHDC IMMEDIATE 3613             line 7: routing indicator / PLAD, precedence, serial
    INFO RUEHBW/AMEMBASSY BELGRADE IMMEDIATE 0036       line 8

Source: ACP 127(G) and State practice; patterns measured on 5,748 telegrams with a full envelope (lines 3, 5 and 6 match in
all of them). Every line is optional: older and reduced copies begin at line 5 or 6. Reading stops at nothing: a line that
fits no pattern is kept as an addressee if addressees are being listed, and otherwise passed over. A reduced copy has no
classification line to end the addresses: there they end where the telegram's own number, a caption or a passing line stands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from reftel.errors import BadValue
from reftel.read import addresses, janap, line_five, station_line
from reftel.read.distribution import is_offices
from reftel.read.lines import Line
from reftel.telegram import dtg as dtgs
from reftel.telegram import posts, precedence
from reftel.telegram.model import Addressee, Sender
from reftel.text import Span

TRANSMISSION = re.compile(r"V?ZCZC(?P<channel>[A-Z]{3})(?P<serial>\d{3,4})$")
CALLED = re.compile(r"(?P<prosign>ZZ|OO|PP|RR|NN|MM|YY|WW)(?P<indicators>(?: [A-Z]{4,8}){1,60})$")
FROM_STATION = re.compile(r"DE (?P<ri>[A-Z]{4,8}) #(?P<serial>\d{4})(?:/(?P<section>\d\d))? (?P<filing>[0-3]\d{6})")
SECURITY = re.compile(r"ZN[RY] (?P<group>[A-Z]{5})(?: (?P<rest>.*))?$")
LINE5 = re.compile(
    r"(?:(?P<p1>[ZOPR0])\s+(?:(?P<p2>[ZOPR])\s+)?)?(?P<dtg>[0-3]\d[0-2]\d[0-5]\d ?[A-Z] ?[A-Za-z]{3,9} ?(?:\d{4}|\d\d))(?!\d)(?: (?P<rest>.*))?$"
)
INDICATORS = re.compile(r"[A-Z]{5,8}(?: [A-Z]{5,8}){0,60}$")
ADDRESS = re.compile(
    r"(?:(?P<ri>[A-Z]{4,8})/)?(?P<plad>[A-Z0-9/][^\n]{0,120}?)"
    r"(?:\s{1,4}(?P<prec>NIACT IMMEDIATE|FLASH|IMMEDIATE|PRIORITY|ROUTINE))?(?:\s{1,4}(?P<mcn>\d{4}))?$"
)
PLAD = re.compile(r"[A-Z0-9][A-Z0-9 .,'()/&\-]{1,70}")  # capitals; "FM" begins sentences about foreign ministers too
_STARTS = ("VZCZC", "ZCZC", "LINE", "NR ", "DE R", "ZNR ", "ZNY ", "FM ", "FM: ", "FROM AM", "FROM US", "TO ", "TO: ", "INFO ")
_FROM = ("FM ", "FM: ", "FROM AM", "FROM US")


class Envelope(msgspec.Struct):
    """What the envelope says; spans in offsets of the text it was read from.

    Of a date-time group that cannot be whole, `day` and `year` are what is sure. `own` is the telegram's number behind the
    addresses, `head` the one on line 5, `handling` lines that pass it on among them, `ended` whether something ended the addresses, `used` the row behind.
    """

    transmission_id: str | None = None
    routing: list[str] = []
    station_serial: str | None = None
    filing_time: str | None = None
    section: str | None = None
    routing_indicator: str | None = None
    security_group: str | None = None
    instructions: list[str] = []
    precedence: str | None = None
    called_precedence: str | None = None
    info_precedence: str | None = None
    dtg: dtgs.Dtg | None = None
    sender: Sender | None = None
    action: list[Addressee] = []
    info: list[Addressee] = []
    exempted: list[Addressee] = []
    day: str | None = None
    year: int | None = None
    own: station_line.Own | None = None
    head: station_line.Own | None = None
    handling: list[Line] = []
    ended: bool = False
    at: dict[str, Span] = {}
    faults: list[tuple[str, Span, str]] = []
    used: int = 0


def starts(lines: Sequence[Line], stop: int) -> int:
    """The index where the envelope begins: at the last line 1 (or the last line that opens one) before `stop`.

    A copy may hold the envelope twice, first as a catalogue printed it; the later one goes with the text. FM behind a
    date-time group is the originator's; in the text it is as often a foreign minister.
    """
    opening = None
    sure = False  # whether a date-time group stands above it
    for i in range(stop - 1, -1, -1):
        text = lines[i].text
        if text.startswith(("VZCZC", "ZCZC")) and (opening is not None or not _sent_above(lines, i)):
            return i
        if not sure and text.startswith(_FROM):
            sure = i > 0 and _opens(lines, i - 1)
            opening = i if opening is None or sure else opening
    if opening is None:
        return 0
    while opening and lines[opening - 1].text and (_opens(lines, opening - 1) or _between(lines, opening - 1)):
        opening -= 1
    return opening


def _sent_above(lines: Sequence[Line], i: int) -> bool:
    """Whether the originator stands right above: then a line that looks like line 1 is the text's, or an addressee misread."""
    return any(line.text.startswith(_FROM) for line in lines[max(0, i - 8) : i])


def _between(lines: Sequence[Line], i: int) -> bool:
    """A garbled line between the security group and FM: a line 5 that cannot be read."""
    return i > 0 and lines[i - 1].text.startswith(("ZNR ", "ZNY ")) and lines[i + 1].text.startswith(_FROM)


def _opens(lines: Sequence[Line], i: int) -> bool:
    """Whether line `i` belongs to an envelope: by its first letters, as a line 5 or the end of one, as a stamp of receipt."""
    text = lines[i].text
    if LINE5.match(text[:80]) or (text.startswith(_STARTS) and not is_offices(text)):
        return True
    if addresses.RECEIVED.match(text[:40]) or line_five.read(lines, i) is not None:
        return True
    above = line_five.read(lines, i - 1) if i else None
    return above is not None and above.rows == 2


def read(lines: Sequence[Line], first: int, stop: int, reduced: bool = False) -> Envelope:
    """Read the envelope's lines `first..stop`; `reduced`: no classification line follows it."""
    found = Envelope(used=stop)
    listing: str | None = None  # which addressees are being listed: action, info, exempted
    wrapped = False  # relays called run over several lines
    skip = first
    for row in range(first, stop):
        line = janap.unlabelled(lines[row])
        text = line.text
        if row < skip:
            continue
        if not text:
            if listing is not None and (found.action or found.info):
                listing = None
            continue
        if text.startswith(("SUBJ:", "TEXT:")) and found.sender:  # labels of the White House form
            listing = None
            if text == "TEXT:" and reduced:
                _ended(found, lines, row + 1, stop)
                break
            continue
        if text == "BT":  # the prosign that parts the text from its heading
            if reduced:
                _ended(found, lines, row + 1, stop)
            break
        if is_offices(text):  # of the distribution that stands above the envelope in the 1970s
            continue
        if reduced and found.sender and (verdict := addresses.verdict(lines, row, stop, found.sender.plad, bool(found.action or found.info))):
            if verdict == "within":
                found.handling.append(line)
                continue
            found.own = station_line.read(line, found.sender.plad)
            found.ended, found.used = True, row + (found.own is not None)
            break
        if reduced and found.sender and listing and (tail := station_line.at_end(line, found.sender.plad)):
            name, begin = _opens_list(text) or (listing, 0)
            _addressee(found, name, Line(line.start, tail.start - 1, text[: tail.start - 1 - line.start]), begin, reduced)
            found.own, found.ended, found.used = station_line.read(tail, found.sender.plad), True, row + 1
            break
        if found.dtg is None and listing and LINE5.match(text[:80]):
            listing = None
        if wrapped and INDICATORS.match(text):
            found.routing += text.split()
            continue
        wrapped = False
        if listing is None or text.startswith(("TO ", "INFO ", "XMT ", *_FROM)):
            known = _preamble(found, line)
            wrapped = known == "called"
            if known is None and found.dtg is None and found.year is None and (moment := line_five.read(lines, row)):
                _moment(found, moment)
                skip = row + moment.rows
                continue
        opened = _opens_list(text)
        if opened:
            listing, begin = opened
            _addressee(found, listing, line, begin, reduced)
        elif listing and not text.startswith((*_FROM, "TAGS", "BT")):
            _addressee(found, listing, line, 0, reduced)
    return found


def _ended(found: Envelope, lines: Sequence[Line], row: int, stop: int) -> None:
    """The envelope ends above `row`, and the telegram's own number may begin the text there."""
    following = next((i for i in range(row, min(stop, row + 4)) if lines[i].text), row)
    found.own = station_line.read(lines[following], found.sender.plad) if found.sender and following < len(lines) else None
    found.ended, found.used = True, row if found.own is None else following + 1


def _opens_list(text: str) -> tuple[str, int] | None:
    for word, name in (("TO", "action"), ("INFO", "info"), ("XMT", "exempted")):
        if text == f"{word}:":  # the White House form, the addresses below
            return name, len(text)
        if text.startswith((f"{word} ", f"{word}: ")):
            return name, len(text) - len(text[len(word) :].lstrip(" :"))
    return None


def _at(line: Line, found: re.Match[str], group: str | int = 0) -> Span:
    return Span(line.start + found.start(group), line.start + found.end(group))


def _preamble(envelope: Envelope, line: Line) -> str | None:
    """Lines 1 to 6; the name of what was read."""
    text = line.text
    if (m := TRANSMISSION.match(text)) and envelope.transmission_id is None:
        envelope.transmission_id = m[0]
        envelope.at["transmission_id"] = _at(line, m)
        return "transmission"
    if text[:2] in {"ZZ", "OO", "PP", "RR", "NN", "MM"} and not envelope.routing and (m := CALLED.match(text[:600])):
        envelope.called_precedence = precedence.word(m["prosign"])
        envelope.routing = m["indicators"].split()
        envelope.at["routing"] = _at(line, m)
        return "called"
    if text.startswith("DE ") and (m := FROM_STATION.match(text[:80])):
        envelope.routing_indicator, envelope.station_serial = m["ri"], m["serial"]
        envelope.filing_time, envelope.section = m["filing"], m["section"]
        envelope.at |= {"station_serial": _at(line, m, "serial"), "filing_time": _at(line, m, "filing"), "routing_indicator": _at(line, m, "ri")}
        return "station"
    if envelope.station_serial is None and text[4:8] in {"ZYUW", "ZFH2"} and (string := janap.read(line)):
        return _string(envelope, string)
    if text.startswith("NR ") and text[3:].strip().isdecimal() and len(text) < 12:  # the serial of a teletype circuit (ACP 126)
        envelope.instructions.append(text)
        return "circuit"
    if text.startswith(("ZNR ", "ZNY ")) and (m := SECURITY.match(text[:300])):
        envelope.security_group = m["group"]
        envelope.at["security_group"] = _at(line, m, "group")
        rest = (m["rest"] or "").strip()
        if rest and rest != "ZZH":
            envelope.instructions.append(rest.removeprefix("ZZH").strip() or rest)
        return "security"
    if text.startswith(_FROM) and envelope.sender is None:
        return _sender(envelope, line)
    if envelope.dtg is None and (m := LINE5.match(text[:300])):
        return _date(envelope, line, m)
    return None


def _string(envelope: Envelope, found: janap.Line1) -> str:
    """Lines 1 to 3 as JANAP 128 writes them."""
    envelope.called_precedence = precedence.word(found.prosign)
    envelope.routing, envelope.routing_indicator = found.routing, found.routing_indicator
    envelope.station_serial, envelope.filing_time = found.station_serial, found.filing_time
    envelope.at |= {name: span for name, span in found.at.items() if name != "security_group"}
    if found.content != "ZYUW":
        envelope.instructions.append(found.content)
    return "station"


def _sender(envelope: Envelope, line: Line) -> str | None:
    words = line.text[2:].removeprefix("OM").lstrip(" :")
    plad = re.sub(r"\s+", " ", words[:140]).strip(" :")
    capital = plad.upper() if plad.lower().startswith("amembassy ") else plad  # "FM Amembassy TEHRAN"
    if not PLAD.fullmatch(capital):
        return None
    begin = line.end - len(words)
    envelope.sender = Sender(capital, posts.name(capital), envelope.routing_indicator, Span(begin, begin + len(words.rstrip(" :"))))
    return "from"


def _moment(envelope: Envelope, moment: line_five.Moment) -> None:
    """Line 5 in one of its damaged forms."""
    envelope.dtg, envelope.day, envelope.year = moment.dtg, moment.day, moment.year
    envelope.precedence, envelope.info_precedence = moment.precedence, moment.info_precedence
    envelope.at["dtg"] = moment.at
    if moment.number:
        envelope.head = station_line.Own(None, *moment.number)
    if moment.rest:
        envelope.instructions.append(moment.rest)
    if moment.fault:
        envelope.faults.append((moment.fault[0], moment.at, moment.fault[1]))


def _date(envelope: Envelope, line: Line, m: re.Match[str]) -> str | None:
    at = _at(line, m, "dtg")
    try:
        envelope.dtg = dtgs.parse(m["dtg"])
    except BadValue:  # one of its damaged forms, perhaps
        return None
    envelope.at["dtg"] = at
    if m["p1"]:
        envelope.precedence = precedence.word(m["p1"].replace("0", "O"))
        envelope.at["precedence"] = _at(line, m, "p1")
    if m["p2"]:
        envelope.info_precedence = precedence.word(m["p2"])
    rest = (m["rest"] or "").strip()
    if rest:
        envelope.instructions.append(rest)
        envelope.at["instructions"] = _at(line, m, "rest")
    return "date"


def _addressee(envelope: Envelope, listing: str, line: Line, begin: int, reduced: bool) -> None:
    if len(line.text) > 160:
        return
    start = line.start + begin
    for at, text in addresses.apart(line.text[begin:]) if reduced else [(0, line.text[begin:])]:
        m = (addresses.OLDER if reduced else ADDRESS).match(text)
        if not m or not re.search(r"[A-Z]{2}", text):
            continue
        plad = re.sub(r"\s+", " ", m["plad"]).strip()
        one = Addressee(
            plad, m["ri"], m["prec"], m["mcn"], plad.endswith("COLLECTIVE") or (m["ri"] or "") in posts.collectives(),
            Span(start + at, start + at + len(m[0])),
        )  # fmt: skip
        getattr(envelope, listing).append(one)
