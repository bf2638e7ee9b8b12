"""Repairs: each undoes one kind of damage, and records what it changed and why.

A repair is a module with `edits(text) -> Iterator[Edit]`: shown a text, it asks for edits of it. Clean text gets none.
`ORDER` is the order of ours; repairs of other packages run after them, by name.
"""

from __future__ import annotations

from functools import cache
from types import ModuleType

from reftel.errors import UnknownName
from reftel.text import Restored

# Letters first (mojibake), then lines, since all else asks what begins a line; what does not belong to the text before what the
# sentences tell; page breaks before pilcrows, since a page heading parts sentences.
ORDER = (
    "mojibake", "diacritic", "line_end", "layers", "stamp", "doubled", "flattened", "run_together", "spaced", "ocr", "executive_order", "tags_glued",
    "heading", "caption", "page_break", "hyphen", "pilcrow",
)  # fmt: skip


@cache
def ordered() -> tuple[tuple[str, ModuleType], ...]:
    """All repairs in the order they run."""
    from reftel.registry import plugins

    found = plugins("repair")
    return tuple((name, found[name]) for name in (*ORDER, *sorted(set(found) - set(ORDER))))


def restore(text: str, only: tuple[str, ...] | None = None, begun: Restored | None = None) -> Restored:
    """A text with all repairs (or `only` those named) applied and recorded, on top of what was `begun` where that is given.

    Raises:
        UnknownName: when `only` names a repair that does not exist.

    >>> restore("SUBJECT: TALKS\\n\\n11. (C) A.\\n\\n¶2. (C) B.").text
    'SUBJECT: TALKS\\n\\n¶1. (C) A.\\n\\n¶2. (C) B.'
    """
    if only is not None:
        for name in only:
            if name not in dict(ordered()):
                raise UnknownName("repair", name, dict(ordered()))
    restored = begun or Restored(text)
    for name, module in ordered():
        if only is None or name in only:
            restored = restored.apply(name, module.edits(restored.text))
    return restored
