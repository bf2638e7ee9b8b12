"""The post a telegram came from: its classification line, its number, the routing indicator of line 3, its signer.

Measured with the post of the copy's own FM line: classification line 311 of 312 (the other holds another telegram's text), routing indicator
306 of 306. Signers, on 1,579 telegrams of 1917 to 2012 with a date: where his appointments leave one post, it is right for a surname that
one person of the list of chiefs bears in 538 of 541, two persons 104 of 107, three and more 86 of 97: deputies sign too, and share a
common name with a chief elsewhere. The Secretary signs for the Department and travels: 378 of 439. So a common surname, or the
Secretary's, gives candidates only, unless another witness agrees. Without a date the true post is among those of all who bore the
surname in 760 of 897 where it was one person, in 274 of 335 where there were two, and in 159 of 214 where there were more.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from reftel.read.infer.evidence import Evidence
from reftel.telegram import mrn as mrns
from reftel.telegram import posts
from reftel.telegram.model import Telegram
from reftel.telegram.mrn import Mrn

_LINE = 0.97
_NAMED = 0.97
_INDICATOR = 0.98
_RARE, _SHARED, _COMMON = 0.985, 0.97, 0.88
_SECRETARY = 0.86
_UNDATED = {1: 0.8, 2: 0.75}
_UNDATED_COMMON = 0.7
_DATED = timedelta(days=3 * 366)  # a longer time than that is as good as none
_BEFORE = timedelta(days=60)  # a chief signs from his arrival, weeks before he presents his credentials
LONGEST = 30  # letters of a surname


def evidence(telegram: Telegram, named: tuple[Mrn, str] | None, station: str | None, when: tuple[date, date] | None) -> Iterator[Evidence]:
    """Every witness for the post; `when` is the time in which the telegram was sent, as far as it is known."""
    if station and (post := posts.of_station(mrns.station(station))):
        yield Evidence("post", post, _LINE, "classification line", (f"classification line of {station}",))
    elif named and (post := posts.of_station(named[0].station) or posts.of_key(named[0].station)):
        yield Evidence("post", post, _NAMED, "publication", (named[1],))
    yield from _of_indicator(telegram)
    if telegram.signer:
        yield from signed(telegram.signer, when)


def _of_indicator(telegram: Telegram) -> Iterator[Evidence]:
    indicator = telegram.sender.routing_indicator if telegram.sender else None
    station = posts.of_indicator(indicator) if indicator else None
    if station and (post := posts.of_station(station)):
        yield Evidence("post", post, _INDICATOR, "line 3", (f"routing indicator {indicator} of {station}",))


def signed(signer: str, when: tuple[date, date] | None) -> Iterator[Evidence]:
    """What the signer says of the post: one post where his appointments leave one, else all of them as candidates.

    >>> [(one.field, one.value) for one in signed("KHALILZAD", (date(2007, 11, 1), date(2007, 11, 30)))]
    [('post', 'USUN New York')]
    >>> [(one.field, one.value) for one in signed("KHALILZAD", None)]
    [('post_candidates', ['Kabul', 'Baghdad', 'USUN New York'])]
    """
    from reftel.telegram import chiefs

    if len(signer) > LONGEST:
        return
    terms = chiefs.terms(signer)
    if when is not None and when[1] - when[0] > _DATED:
        when = None
    if when is not None:
        terms = tuple(term for term in terms if term.since - _BEFORE <= when[1] and when[0] <= term.until)
    places = list(dict.fromkeys(post for term in terms for post in term.posts))
    if not places:
        return
    why = tuple(dict.fromkeys(f"signer {signer}: {term}" for term in terms))
    persons = chiefs.persons(signer)
    weight = _weight(persons, places) if when is not None else _UNDATED.get(persons, _UNDATED_COMMON)
    if len(places) == 1 and when is not None and weight >= _SHARED:
        yield Evidence("post", places[0], weight, "signer", why)
    else:
        yield Evidence("post_candidates", places, weight, "signer", why)


def _weight(persons: int, places: list[str]) -> float:
    if places == ["State"]:
        return _SECRETARY
    return _RARE if persons == 1 else _SHARED if persons == 2 else _COMMON
