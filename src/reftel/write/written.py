"""A telegram as written: its text, and where everything stands in it."""

from __future__ import annotations

from bisect import bisect_right

import msgspec

from reftel.telegram.model import Telegram
from reftel.text import Span


class Written(msgspec.Struct):
    """What a writer gives.

    Attributes:
        text: the telegram in the form of its family.
        telegram: the telegram as far as the family can say it, every `at` in offsets of `text`.
        joints: for each paragraph, (offset in its reading text, offset in `text`) wherever the way between them changes.
    """

    text: str
    telegram: Telegram
    joints: list[list[tuple[int, int]]]

    def place(self, paragraph: int, span: Span) -> Span:
        """Where a span of a paragraph's reading text stands in `text`.

        Args:
            paragraph: the paragraph's index, from 0.
            span: a half-open range of characters of its `text`.
        """
        joints = self.joints[paragraph]
        return Span(stands(joints, span.start), stands(joints, span.end - 1) + 1 if span.end > span.start else stands(joints, span.start))


def stands(joints: list[tuple[int, int]], at: int) -> int:
    """Where an offset of a paragraph's reading text stands in the text, by the joints between them.

    >>> stands([(0, 100), (11, 130)], 12)
    131
    """
    begins, stands = joints[bisect_right(joints, (at, 1 << 62)) - 1]
    return stands + at - begins
