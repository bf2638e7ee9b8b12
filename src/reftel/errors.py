"""All exceptions of reftel, on one page.

Damage in a telegram is a value (`telegram.defects`), never an exception. An exception means "cannot go on", and is built
from its facts, so that every message names what was found, what was expected and where.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Any


def _rebuild(kind: type[ReftelError], message: str, facts: dict[str, Any]) -> ReftelError:
    error = kind.__new__(kind)
    Exception.__init__(error, message)
    error.__dict__.update(facts)
    return error


class ReftelError(Exception):
    """Base of everything reftel raises on purpose."""

    def __reduce__(self) -> Any:  # errors are built from facts, not from one string, so pickle needs to be told
        return _rebuild, (type(self), str(self), self.__dict__)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known name most like `word`, or None where nothing is near.

    >>> nearest("tgas", ["tags", "from"])
    'tags'
    """
    found = difflib.get_close_matches(word.lower(), sorted(known), n=1, cutoff=0.55)
    return found[0] if found else None


def quoted(head: bytes | str, limit: int = 24) -> str:
    """The start of some input, safe to print in a message.

    >>> quoted(b"\\x00\\x01abc")
    "b'\\\\x00\\\\x01abc'"
    """
    shown = repr(head[:limit])
    return shown + ("..." if len(head) > limit else "")


class UnknownFormat(ReftelError):
    """No format bids for this input."""

    def __init__(self, name: str, size: int, head: bytes, tried: Iterable[str]) -> None:
        self.name = name
        tried = ", ".join(sorted(tried))
        super().__init__(f"{name}: {size:,} bytes starting {quoted(head)} are in no format known here; tried {tried}")


class NoTelegram(ReftelError):
    """A readable text in which there is no telegram."""

    def __init__(self, name: str, size: int, head: str) -> None:
        self.name = name
        super().__init__(
            f"{name}: no telegram in {size:,} characters starting {quoted(head)}; expected an envelope (FM, TO), a "
            "classification line, TAGS or SUBJECT, or numbered paragraphs"
        )


class BadInput(ReftelError):
    """An input that cannot be read: empty, cut off, too large, or unsafe."""

    def __init__(self, name: str, reason: str) -> None:
        self.name = name
        self.reason = reason
        super().__init__(f"{name}: {reason}")


class NotOneTelegram(ReftelError):
    """`read` was given something that holds no telegram, or more than one."""

    def __init__(self, name: str, count: int) -> None:
        self.name = name
        self.count = count
        advice = "read_all gives them one by one" if count else "there is nothing to read"
        super().__init__(f"{name}: holds {count:,}{'+' if count > 1 else ''} telegrams, expected 1; {advice}")


class OverlappingEdits(ReftelError):
    """A repair asked for two edits of the same letters."""

    def __init__(self, by: str, first: object, second: object) -> None:
        super().__init__(f"repair {by}: {second} overlaps {first}; the edits of one layer must not touch the same letters")


class BadSpan(ReftelError, ValueError):
    """A span outside the text it should quote."""

    def __init__(self, start: int, end: int, size: int) -> None:
        super().__init__(f"span {start}..{end} is not within a text of {size:,} characters")


class BadValue(ReftelError, ValueError):
    """A word that should have been an MRN, a DTG, a marking or the like."""

    def __init__(self, kind: str, found: str, expected: str) -> None:
        self.kind = kind
        self.found = found
        super().__init__(f"{kind}: found {found!r}, expected {expected}")


class UnknownName(ReftelError, LookupError):
    """An option, field, facet or plug-in that does not exist; the nearest known one is offered."""

    def __init__(self, kind: str, found: str, known: Iterable[str]) -> None:
        known = sorted(known)
        self.found = found
        near = nearest(found, known)
        hint = f"; did you mean {near!r}?" if near else ""
        super().__init__(f"unknown {kind} {found!r}{hint} (known: {', '.join(known)})")


class DuplicatePlugin(ReftelError):
    """Two plug-ins of one kind with the same name."""

    def __init__(self, kind: str, name: str, first: str, second: str) -> None:
        super().__init__(f"{kind} {name!r} is given by {first} and by {second}; a plug-in may not replace another")


class QueryError(ReftelError, ValueError):
    """A query that cannot be understood: where, and what was meant."""

    def __init__(self, query: str, at: int, message: str) -> None:
        self.query = query
        self.at = at
        self.message = message
        super().__init__(f"{message}\n  {query}\n  {' ' * at}^")


class NoArchive(ReftelError):
    """No archive at this path, or not one of ours."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")


class NoVectors(ReftelError):
    """A search by meaning where nothing was made for it: no vectors, a library or a model missing."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)


class ReadOnly(ReftelError):
    """A change was asked of an archive opened for reading."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path}: opened for reading; open_archive(path, mode='w') allows changes")


class ArchiveLocked(ReftelError):
    """Another process is writing to this archive; `holder` says which."""

    def __init__(self, path: str, holder: str = "") -> None:
        self.holder = holder
        who = f" ({holder})" if holder else ""
        super().__init__(f"{path}: another process is writing to this archive{who}; wait until it has finished")


class CannotWrite(ReftelError):
    """The disk is full or fails; nothing that was reported done is lost."""

    def __init__(self, path: str, reason: str, outcome: str) -> None:
        self.reason = reason
        super().__init__(f"{path}: cannot write ({reason}); {outcome}")


class UnknownTelegram(ReftelError, LookupError):
    """An MRN the archive does not hold."""

    def __init__(self, mrn: str, archive: str, near: str | None) -> None:
        hint = f"; the nearest is {near}" if near else ""
        super().__init__(f"{mrn}: not in {archive}{hint}")


class Ambiguous(ReftelError, LookupError):
    """An MRN that two telegrams of the archive bear."""

    def __init__(self, mrn: str, keys: Iterable[str]) -> None:
        super().__init__(f"{mrn}: more than one telegram bears this number; ask for one of {', '.join(keys)}")
