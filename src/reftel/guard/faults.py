"""What a check finds: a fault, its rule, and its place in the text; and the view of a telegram that the rules share."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

from reftel.errors import BadValue
from reftel.telegram import eras, markings
from reftel.telegram.markings import Level
from reftel.telegram.model import Result, Telegram
from reftel.text import Span

SEVERITIES = ("error", "warning", "note")


class Rule(Result):
    """A rule: its name, the group it belongs to, what it says, where it comes from, and how grave a breach is.

    An error breaks an order or a handbook; a warning may have a good reason; a note is about form, or about the copy.
    """

    name: str
    group: str
    severity: str
    says: str
    source: str


class Fault(Result):
    """One breach of a rule: where (line and column count from 1; None where something is missing), and in which words."""

    rule: str
    severity: str
    message: str
    source: str
    at: Span | None = None
    line: int | None = None
    column: int | None = None
    words: str | None = None


class Finding(Result):
    """What a rule's check gives: the rule's name, a sentence, and a place."""

    rule: str
    message: str
    at: Span | None = None


class View:
    """One telegram as the rules look at it: with its source text, its level, its period."""

    def __init__(self, telegram: Telegram, text: str) -> None:
        self.telegram = telegram
        self.text = text

    @cached_property
    def level(self) -> Level | None:
        """The telegram's own level; None where no classification was read, or one of no lattice."""
        try:
            return markings.level(self.telegram.classification) if self.telegram.classification else None
        except BadValue:
            return None

    @property
    def classified(self) -> bool:
        """Whether the telegram is above UNCLASSIFIED; not so where nothing was read."""
        return self.level is not None and self.level > Level.UNCLASSIFIED

    @cached_property
    def period(self) -> eras.Era | None:
        """When it was sent: from the date-time group, else inferred, else the year of its number; None where unknown."""
        for value in (self.telegram.known("sent"), self.telegram.known("year")):
            if value:
                try:
                    return eras.of_date(str(value)[:10])
                except BadValue:
                    continue
        return None

    def sent_from(self, day: str) -> bool:
        """Whether it was surely sent on or after a day."""
        return self.period is not None and self.period.first is not None and self.period.first >= day

    def place(self, field: str) -> Span | None:
        """Where a field was read."""
        return self.telegram.at.get(field)

    def find(self, word: str, field: str, reach: int = 0) -> Span | None:
        """Where a word stands in a field, or in so many characters behind its place; else the place."""
        at = self.place(field)
        if at is None:
            return None
        found = self.text.find(word, at.start, max(at.end, at.start + reach))
        return Span(found, found + len(word)) if found >= 0 else at

    @cached_property
    def _starts(self) -> list[int]:
        starts = [0]
        at = self.text.find("\n")
        while at >= 0:
            starts.append(at + 1)
            at = self.text.find("\n", at + 1)
        return starts

    def where(self, at: Span | None) -> tuple[int | None, int | None, str | None]:
        """(line, column, quoted words) of a span."""
        if at is None or at.end > len(self.text):
            return None, None, None
        line = bisect_right(self._starts, at.start)
        words = self.text[at.start : min(at.end, at.start + 200)].split("\n")[0].strip()
        return line, at.start - self._starts[line - 1] + 1, words[:80] or None
