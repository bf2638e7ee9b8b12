"""How like two readings are: the words a telegram is known by, and how much of one text stands in another.

Copies whose number was lost are found by what they say. Of each text a sample of rare places is kept: three words, where the
first has five letters or more and b, g or v as its third, so that every copy chooses the same (one word in twenty of 1,500 made-up telegrams;
chosen by the pattern's engine, a third of the time of choosing by a hash). An extract keeps the places of the part it has, which
a hash of the whole text would not. A place found in more than `COMMON` telegrams is a formula of the trade and tells nothing. What
is found so is only a candidate: the texts laid side by side decide.
"""

from __future__ import annotations

import re
import struct
from zlib import crc32

import msgspec

from reftel.archive import aligning
from reftel.telegram.model import Telegram

COMMON = 200  # telegrams
RUN = 3  # words that two texts have in one order and that do not meet by chance
_PLACE = re.compile(r"\b([a-z]{2}[bgv][a-z]{2,})(?=\W{1,3}([a-z]+)\W{1,3}([a-z]+))")


def sketch(telegram: Telegram) -> list[int]:
    """The hashes of the places a text is known by, in order, each once.

    >>> sketch(Telegram())
    []
    """
    text = "\n".join([paragraph.text for paragraph in telegram.paragraphs]).lower()
    return sorted({crc32(" ".join(place).encode()) for place in _PLACE.findall(text)})


def packed(hashes: list[int]) -> bytes:
    """A sketch as it is stored.

    >>> unpacked(packed([1, 4294967295]))
    [1, 4294967295]
    """
    return struct.pack(f"<{len(hashes)}I", *hashes)


def unpacked(data: bytes | None) -> list[int]:
    """A stored sketch."""
    return list(struct.unpack(f"<{len(data) // 4}I", data)) if data else []


class Likeness(msgspec.Struct, frozen=True):
    """`share` of the words of the smaller text stand in the other in the same order; `words` is how many the smaller has."""

    share: float
    words: int

    @property
    def telling(self) -> bool:
        """Whether the smaller text is long enough to tell at all."""
        return self.words >= 20


def likeness(one: Telegram, other: Telegram) -> Likeness:
    """How much of the smaller text stands in the other, in its order: stretches of `RUN` words and more that both have.

    The words are laid side by side over the whole text, since copies part paragraphs differently. Telegrams of one writer share
    sentences, seldom most of them in one order.
    """
    left, right = (aligning.words("\n".join(paragraph.text for paragraph in telegram.paragraphs)) for telegram in (one, other))
    size = min(len(left), len(right))
    if not size:
        return Likeness(0.0, 0)
    same = sum(len(block.left) for block in aligning.blocks(left, right) if block.same and len(block.left) >= RUN)
    return Likeness(min(1.0, same / size), size)
