"""reftel turns diplomatic telegrams, in clean or damaged copies, into an archive that can be trusted, searched and cited.

>>> import reftel
>>> telegram = reftel.read("UNCLAS BEIJING 000012\\nTAGS: PREL\\nSUBJECT: TALKS\\n\\n1. They met.", name="07BEIJING12.txt")
>>> telegram.subject, telegram.tags
('TALKS', ['PREL'])
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reftel import extract, guard, read, write
    from reftel.library import Archive, open_archive
    from reftel.read import read_all
    from reftel.telegram.explain import explain
    from reftel.telegram.model import Telegram, Unreadable

__version__ = "0.1.0"

# Public names and the rooms they live in, opened when first asked for: `import reftel` reads nothing else.
_ROOMS = {
    "Archive": "reftel.library",
    "Telegram": "reftel.telegram.model",
    "Unreadable": "reftel.telegram.model",
    "errors": "reftel.errors",
    "explain": "reftel.telegram.explain",
    "extract": "reftel.extract",
    "guard": "reftel.guard",
    "open_archive": "reftel.library",
    "read": "reftel.read",
    "read_all": "reftel.read",
    "write": "reftel.write",
}
_MODULES = {"errors", "extract", "guard", "read", "write"}
__all__ = ["Archive", "Telegram", "Unreadable", "__version__", "errors", "explain", "extract", "guard", "open_archive", "read", "read_all", "write"]


def __getattr__(name: str) -> Any:
    if name not in _ROOMS:
        raise AttributeError(f"module 'reftel' has no attribute {name!r}")
    room = importlib.import_module(_ROOMS[name])
    return room if name in _MODULES else getattr(room, name)
