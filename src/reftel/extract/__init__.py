"""Findings of one telegram, pure and without an archive: extractors, one file each.

An extractor is a module with `find(text) -> Iterator[(kind, value, Span)]`, shown a paragraph's reading text.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from reftel.telegram.model import Paragraph, Telegram
from reftel.text import Span


class Found(msgspec.Struct, frozen=True):
    """A finding: what kind, its value, the paragraph's index, and where in that paragraph's text."""

    kind: str
    value: str
    paragraph: int
    at: Span


def findings(telegram: Telegram, *names: str) -> Iterator[Found]:
    """The findings of the extractors named, or of all, paragraph by paragraph.

    Raises:
        UnknownName: for an extractor that does not exist.
    """
    from reftel.registry import plugin, plugins

    chosen = [plugin("extractor", name) for name in names] if names else list(plugins("extractor").values())
    for index, paragraph in enumerate(telegram.paragraphs):
        for module in chosen:
            for kind, value, at in module.find(paragraph.text):
                yield Found(kind, value, index, at)


def is_protected(paragraph: Paragraph) -> bool:
    """Whether a paragraph asks that a source be protected.

    >>> is_protected(Paragraph(1, "C", "body", None, "Cai (protect) agreed.", Span(0, 9), Span(0, 9)))
    True
    """
    from reftel.registry import plugin

    return next(iter(plugin("extractor", "protected").find(paragraph.text)), None) is not None
