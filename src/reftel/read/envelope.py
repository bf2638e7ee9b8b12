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
fits no pattern is kept as an addressee if addressees are being listed, and otherwise passed over.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from reftel.errors import BadValue
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
_STARTS = ("VZCZC", "ZCZC", "DE R", "ZNR ", "ZNY ", "FM ", "TO ", "INFO ")


class Envelope(msgspec.Struct):
    """What the envelope says; spans in offsets of the text it was read from."""

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
        if text.startswith(("VZCZC", "ZCZC")):
            return i
        if not sure and text.startswith("FM "):
            sure = i > 0 and LINE5.match(lines[i - 1].text[:80]) is not None
            opening = i if opening is None or sure else opening
    if opening is None:
        return 0
    while opening and lines[opening - 1].text and (lines[opening - 1].text.startswith(_STARTS) or LINE5.match(lines[opening - 1].text[:80])):
        opening -= 1
    return opening


def read(lines: Sequence[Line], first: int, stop: int) -> Envelope:
    """Read the envelope's lines `first..stop`."""
    found = Envelope()
    listing: str | None = None  # which addressees are being listed: action, info, exempted
    wrapped = False  # relays called run over several lines
    for line in lines[first:stop]:
        text = line.text
        if not text:
            if listing is not None and (found.action or found.info):
                listing = None
            continue
        if text == "BT":  # the prosign that parts the text from its heading
            break
        if is_offices(text):  # of the distribution that stands above the envelope in the 1970s
            continue
        if found.dtg is None and listing and LINE5.match(text[:80]):
            listing = None
        if wrapped and INDICATORS.match(text):
            found.routing += text.split()
            continue
        wrapped = False
        if listing is None or text.startswith(("TO ", "INFO ", "XMT ")):
            wrapped = _preamble(found, line) == "called"
        opened = _opens_list(text)
        if opened:
            listing, begin = opened
            _addressee(found, listing, line, begin)
        elif listing and not text.startswith(("FM ", "TAGS", "BT")):
            _addressee(found, listing, line, 0)
    found.used = stop
    return found


def _opens_list(text: str) -> tuple[str, int] | None:
    for word, name in (("TO ", "action"), ("INFO ", "info"), ("XMT ", "exempted")):
        if text.startswith(word):
            return name, len(text) - len(text[len(word) :].lstrip())
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
    if text.startswith(("ZNR ", "ZNY ")) and (m := SECURITY.match(text[:300])):
        envelope.security_group = m["group"]
        envelope.at["security_group"] = _at(line, m, "group")
        rest = (m["rest"] or "").strip()
        if rest and rest != "ZZH":
            envelope.instructions.append(rest.removeprefix("ZZH").strip() or rest)
        return "security"
    if text.startswith("FM ") and envelope.sender is None and PLAD.fullmatch(text[3:].strip()):
        plad = re.sub(r"\s+", " ", text[3:140]).strip()
        begin = line.start + len(text) - len(text[3:].lstrip())
        envelope.sender = Sender(plad, posts.name(plad), envelope.routing_indicator, Span(begin, line.end))
        return "from"
    if envelope.dtg is None and (m := LINE5.match(text[:300])):
        return _date(envelope, line, m)
    return None


def _date(envelope: Envelope, line: Line, m: re.Match[str]) -> str | None:
    at = _at(line, m, "dtg")
    try:
        envelope.dtg = dtgs.parse(m["dtg"])
    except BadValue as error:
        envelope.faults.append(("bad_dtg", at, str(error)))
        return "date"
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


def _addressee(envelope: Envelope, listing: str, line: Line, begin: int) -> None:
    text = line.text[begin:]
    m = ADDRESS.match(text) if len(text) <= 160 else None
    if not m or not re.search(r"[A-Z]{2}", text):
        return
    plad = re.sub(r"\s+", " ", m["plad"]).strip()
    start = line.start + begin
    one = Addressee(
        plad, m["ri"], m["prec"], m["mcn"], plad.endswith("COLLECTIVE") or (m["ri"] or "") in posts.collectives(),
        Span(start, start + len(m[0])),
    )  # fmt: skip
    getattr(envelope, listing).append(one)
