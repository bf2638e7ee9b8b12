"""Which post an office is at, whose series its numbers are of, and the MRN that follows where year, station and number are printed.

An embassy's post is the place of the dateline, or the one seat it had in that year. Missions to organizations and delegations number
apart from the embassy of their city. The Department numbered its telegrams for each post apart until July 1966: 510 to Zenda and 510
to Korvelia are two telegrams, and neither has an MRN. (In the volumes its numbers stay below 7,000 to June 1966, and pass 20,000 in August.)
"""

from __future__ import annotations

import re

from reftel.read.edition import references
from reftel.telegram import mrn as mrns
from reftel.telegram import posts
from reftel.telegram.model import Inference, Sender, Telegram
from reftel.telegram.mrn import Mrn

_STATION_OFFICE = re.compile(r"(?:Embass|Legation|Consul|Mission|Interests Section|Liaison Office|Ambassador|Minister|Charg|Vice Consul|High Commissioner|Diplomatic Agent|(?:Acting )?(?:Political|Permanent|United States)|Representative|Delegation|Special Representative)")
_SECRETARY = re.compile(r"(?:Acting |Under |Deputy |Acting Deputy )?(?:Under )?Secretary of State(?: ad interim)?(?: \(|$)")
_NUMBERS = re.compile(
    r"(?:Embassy|Legation|Consul|Vice Consul|Mission (?:at|in) [A-Z]|Interests Section|Liaison Office|Ambassador (?:in|at)|Minister (?:in|at)|Charg[eé]|(?:Mission|Representative|Delegation).{0,30} (?:at|to) the United Nations|"
    r"(?:Acting )?(?:United States |Permanent )?(?:Mission|Representative|Delegation) (?:at|to) the United Nations)"
)
_AT = re.compile(r"(?:Consul(?:ate)?(?: General)?|Consulate|Vice Consul|Legation|Embassy|Mission) (?:at|in) (?P<place>[A-Z][\w.’' -]{2,30})(?: \(|,|$)")


def post(office: str, place: str | None, sent: str | None) -> str | None:
    """The post an office is at: the place it names, the dateline's, or the one the country's embassy had in that year."""
    if "Department of State" in office or (_SECRETARY.match(office) and place in {None, "Washington"}):
        return "State"
    named = _AT.match(office)
    if named and (office.startswith(("Consul", "Vice")) or posts.of_station(mrns.station(named["place"]))):
        return named["place"].strip()
    if not _STATION_OFFICE.match(office):
        return None
    if place and place != "Washington":
        return place
    return posts.name(office.split(" (")[0].replace("Ambassador in", "Embassy in"), int(sent[:4]) if sent else None)


def identify(telegram: Telegram) -> None:
    """The MRN, where number, year and station are printed and the number is one of a single series."""
    number, sender, sent = telegram.station_serial, telegram.sender, telegram.sent
    station = station_of(sender)
    if telegram.mrn or not number or not number.isdecimal() or sender is None or station is None or sent is None:
        return
    if station == "STATE" and (sent < references.ONE_SERIES or telegram.series):
        return  # the Secretary on a journey numbers with the post he is at
    found = str(Mrn(int(sent[:4]), station, int(number)))
    if station == "STATE" or "place" in telegram.at or _AT.match(sender.plad):
        telegram.mrn, telegram.at["mrn"] = found, telegram.at["station_serial"]
        return
    why = f"number {number}, {sent[:10]}, and {sender.post}, where the {sender.plad} was in {sent[:4]}"
    telegram.inferred.append(Inference("mrn", found, 0.9, [why]))


def station_of(sender: Sender | None) -> str | None:
    """The station whose series an office's numbers are of; None for missions to organizations, which number apart from the embassy."""
    if sender is None or sender.post is None or not (sender.post == "State" or _NUMBERS.match(sender.plad)):
        return None
    return mrns.station(sender.post)


def between(telegram: Telegram) -> tuple[str | None, str | None]:
    """The stations a telegram goes between, where they are known."""
    sender = station_of(telegram.sender)
    if len(telegram.action) != 1:
        return sender, None
    to = telegram.action[0].plad
    return sender, station_of(Sender(to, post(to, None, telegram.sent))) or mrns.station(posts.name(to) or "") or None
