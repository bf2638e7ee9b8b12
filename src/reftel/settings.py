"""One table of settings: the command line's options, the documentation and the defaults all come from here.

Sizes are in bytes, times in seconds.
"""

from __future__ import annotations

import os
from typing import Any

import msgspec

from reftel.errors import BadValue, UnknownName


class Setting(msgspec.Struct, frozen=True):
    """A setting's name, default, smallest value allowed, and what it does."""

    name: str
    default: int
    least: int
    help: str


SETTINGS = (
    Setting("max_bytes", 32 * 1024 * 1024, 1, "largest single document that is read, in bytes; a larger one is reported"),
    Setting("max_ratio", 200, 2, "a packed file that grows by more than this, beyond 8 MiB, is reported as a bomb"),
    Setting("max_seconds", 60, 0, "a document that takes longer to read is reported, in seconds; 0 means no limit"),
    Setting("processes", 0, 0, "processes that read; 0 means one per core"),
    Setting("batch", 250, 1, "telegrams in one transaction of the archive"),
    Setting("limit", 20, 1, "hits shown on a page"),
    Setting("neighbours", 1000, 1, "paragraphs nearest in meaning that a search by meaning looks at"),
)
DEFAULTS: dict[str, int] = {setting.name: setting.default for setting in SETTINGS}


def setting(name: str) -> Setting:
    """One row of the table.

    Raises:
        UnknownName: when there is none, with the nearest offered.

    >>> setting("batch").default
    250
    """
    for row in SETTINGS:
        if row.name == name:
            return row
    raise UnknownName("setting", name, DEFAULTS)


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A set of chosen values; `Settings()` holds the defaults."""

    max_bytes: int = DEFAULTS["max_bytes"]
    max_ratio: int = DEFAULTS["max_ratio"]
    max_seconds: int = DEFAULTS["max_seconds"]
    processes: int = DEFAULTS["processes"]
    batch: int = DEFAULTS["batch"]
    limit: int = DEFAULTS["limit"]
    neighbours: int = DEFAULTS["neighbours"]

    @property
    def workers(self) -> int:
        """How many processes read."""
        return self.processes or os.cpu_count() or 1


def chosen(**values: Any) -> Settings:
    """Settings with these values in place of the defaults; None keeps a default.

    Raises:
        UnknownName: for a name that is no setting.
        BadValue: for a value below the least allowed.

    >>> chosen(batch=10, processes=None).batch
    10
    """
    for name, value in values.items():
        row = setting(name)
        if value is not None and value < row.least:
            raise BadValue(f"setting {name}", str(value), f"at least {row.least}")
    return Settings(**{name: value for name, value in values.items() if value is not None})
