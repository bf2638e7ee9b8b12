"""Exports: one module per format, with `SUFFIX`, `MEDIA_TYPE` and `write(telegrams, out)`.

The command line's choice comes from the registry. `to_file` writes beside and renames, so that an export that fails leaves
no file that looks complete.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from reftel.telegram.model import Telegram


def to_file(telegrams: Iterable[Telegram], format_name: str, path: Path) -> int:
    """Write telegrams to a file in a format; how many were written.

    Raises:
        UnknownName: for a format that does not exist.
    """
    from reftel.registry import plugin

    module = plugin("export", format_name)
    beside = path.with_name(path.name + ".part")
    try:
        with beside.open("w", encoding="utf-8", newline="") as out:
            count: int = module.write(telegrams, out)
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)
    return count
