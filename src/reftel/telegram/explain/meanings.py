"""What is said of a word: its meaning, the vocabulary it belongs to, the years it is good for, and the source of the row."""

from __future__ import annotations

from reftel.telegram.eras import Era, overlap
from reftel.telegram.model import Result
from reftel.text import Span


class Meaning(Result):
    """One meaning of a word.

    `fits` says whether the meaning was in force at the date asked about; None where no date was asked or none is known.
    """

    vocabulary: str
    code: str
    meaning: str
    details: dict[str, str] = {}
    era: str | None = None
    fits: bool | None = None
    source: str = ""
    first: str | None = None
    last: str | None = None


class Word(Result):
    """A word, or words that stand for one thing, of what was asked, with every meaning; `nearest` where there is none."""

    text: str
    at: Span
    meanings: list[Meaning] = []
    nearest: list[str] = []


class Explanation(Result):
    """What every vocabulary knows of a word or of a whole line; `line` is the kind of line where it is one."""

    asked: str
    date: str | None
    line: str | None
    words: list[Word] = []

    @property
    def known(self) -> bool:
        """Whether anything of it is known.

        >>> Explanation("QQ", None, None).known
        False
        """
        return any(word.meanings for word in self.words)


def dated(found: list[Meaning], asked: Era | None) -> list[Meaning]:
    """The meanings with `fits` set for a date, those in force first.

    Where none was in force then, the tables do not say what was: none is said to fit or not.
    """
    if asked is None:
        return found
    fitting = [overlap(Era(one.first, one.last), asked) for one in found]
    bounded = [fits for one, fits in zip(found, fitting, strict=True) if one.first or one.last]
    if not any(bounded):
        return found
    for one, fits in zip(found, fitting, strict=True):
        one.fits = fits if one.first or one.last else None
    return sorted(found, key=lambda one: one.fits is False)
