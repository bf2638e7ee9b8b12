"""One table of settings: the command line's options, the documentation and the defaults all come from here.

Sizes are in bytes, times in seconds. A setting is a number not below its least, a word out of a few, or a list of words.
"""

from __future__ import annotations

import os
from typing import Any

import msgspec

from reftel.errors import BadValue, UnknownName


class Setting(msgspec.Struct, frozen=True):
    """A setting's name, default, smallest value allowed (of a number), and what it does.

    `choices` are the words that are allowed where the default is a word; a default of `()` means a list of words, `metavar` says how
    each is written, and its option is `option` (given once a word).
    """

    name: str
    default: int | str | tuple[str, ...]
    least: int
    help: str
    choices: tuple[str, ...] = ()
    metavar: str = ""
    option: str = ""

    @property
    def flag(self) -> str:
        """Its option on the command line."""
        return f"--{(self.option or self.name).replace('_', '-')}"

    @property
    def shown(self) -> str:
        """Its default, as help and documentation print it."""
        if isinstance(self.default, int):
            return f"{self.default:,}"
        return self.default if isinstance(self.default, str) else " ".join(self.default) or "none"

    def check(self, value: Any) -> Any:
        """The value, where it is allowed.

        Raises:
            BadValue: for a number below the least, a word that is no choice, or a value of another kind.
        """
        if isinstance(self.default, int):
            if not isinstance(value, int) or value < self.least:
                raise BadValue(f"setting {self.name}", str(value), f"at least {self.least}")
        elif isinstance(self.default, str):
            if value not in self.choices:
                raise BadValue(f"setting {self.name}", str(value), f"one of {', '.join(self.choices)}")
        else:
            value = (value,) if isinstance(value, str) else tuple(value)
        return value


SETTINGS = (
    Setting("max_bytes", 32 * 1024 * 1024, 1, "largest single document that is read, in bytes; a larger one is reported"),
    Setting("max_ratio", 200, 2, "a packed file that grows by more than this, beyond 8 MiB, is reported as a bomb"),
    Setting("max_depth", 8, 0, "archives and mails inside one another, counted from the outermost, that are opened; deeper ones are reported"),
    Setting(
        "columns", (), 0, "which column of a table, or key of a JSON object, holds what: body=fulltext, header=envelope, mrn=docno",
        metavar="WHAT=NAME", option="column",
    ),
    Setting("ocr", "auto", 0, "pages that are images are recognised where tesseract is installed (auto), or left unread (never)", choices=("auto", "never")),
    Setting("max_seconds", 60, 0, "a document that takes longer to read is reported, in seconds; 0 means no limit"),
    Setting("processes", 0, 0, "processes that read; 0 means one per core"),
    Setting("batch", 250, 1, "telegrams in one transaction of the archive"),
    Setting("limit", 20, 1, "hits shown on a page"),
    Setting("neighbours", 1000, 1, "paragraphs nearest in meaning that a search by meaning looks at"),
)
DEFAULTS: dict[str, Any] = {setting.name: setting.default for setting in SETTINGS}


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
    max_depth: int = DEFAULTS["max_depth"]
    columns: tuple[str, ...] = DEFAULTS["columns"]
    ocr: str = DEFAULTS["ocr"]
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
        BadValue: for a value below the least allowed, or a word that is no choice.

    >>> chosen(batch=10, processes=None).batch
    10
    >>> chosen(columns=["body=fulltext"]).columns
    ('body=fulltext',)
    """
    checked = {name: setting(name).check(value) for name, value in values.items() if value is not None}
    for name in values:
        setting(name)
    return Settings(**checked)
