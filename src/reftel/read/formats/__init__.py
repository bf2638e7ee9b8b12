"""Input formats: every format bids for an input on its first bytes, and the highest reads.

A format is a module with `bid(head, name) -> int` (0: not mine) and `read(stream, origin, settings)`, which yields the
`Source`s in the input, and `Unreadable`s for those that are broken. One that sets `STREAMS = True` is handed the open
file and must not read it whole; the others are only handed inputs that are not too large.
"""

from __future__ import annotations

from types import ModuleType

from reftel.errors import UnknownFormat
from reftel.registry import plugins

HEAD = 64 * 1024


def winner(head: bytes, name: str, size: int) -> tuple[str, ModuleType]:
    """(name, module) of the format that bids most for an input.

    Raises:
        UnknownFormat: when none bids.

    >>> winner(b"O 230912Z NOV 07\\nFM AMEMBASSY BEIJING\\n", "a.txt", 40)[0]
    'text'
    """
    bids = [(module.bid(head, name), key, module) for key, module in plugins("format").items()]
    best = max(bids, key=lambda one: (one[0], one[1]), default=None)
    if best is None or best[0] <= 0:
        raise UnknownFormat(name, size, head, plugins("format"))
    return best[1], best[2]
