"""The signer against the appointments: a chief of another post, on that day. Information only, for deputies share surnames with chiefs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from reftel.read.infer.garbled import one_off
from reftel.telegram.dtg import day_of
from reftel.telegram.model import Defect, Telegram

_LONGEST = 30
_BEFORE = timedelta(days=60)


def elsewhere(telegram: Telegram) -> Iterator[Defect]:
    """The only chief of that surname served at another post on the day the telegram was sent."""
    post = telegram.sender.post if telegram.sender else None
    day = day_of(telegram.sent)
    if post is None or day is None or telegram.signer is None or len(telegram.signer) > _LONGEST:
        return
    from reftel.telegram import chiefs

    if chiefs.persons(telegram.signer) != 1:
        return
    serving = chiefs.serving(telegram.signer, day - _BEFORE, day + _BEFORE)
    if serving and "State" not in serving[0].posts and not any(_same(post, other) for term in serving for other in term.posts):
        terms = "; ".join(str(term) for term in serving)
        message = f"the only chief of mission named {telegram.signer} was then {terms}: another person, or another post than {post}"
        yield Defect("signer_elsewhere", telegram.at.get("signer"), message)


def _same(post: str, other: str) -> bool:
    """Whether two names are of one post as far as their letters tell: Mogadiscio is Mogadishu, Habana Havana, USUN NY USUN New York."""
    return post[:4].casefold() == other[:4].casefold() or one_off(post.casefold(), other.casefold())
