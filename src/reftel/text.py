"""Text with a memory: spans, edits, recorded changes, and the way back to the source.

Everything else in reftel speaks in these words. A repair is shown a text and asks for `Edit`s of it; `Restored.apply`
composes them with what was changed before into one ordered list of `Change`s in offsets of the *source*. That list is
the audit trail, the undo list and the red ink. Offsets are counted in characters (`str` indices), half-open, and this
is the only module that does arithmetic with them.

    source     ...Negotiations.\\n11. (C) While...
    edit       Edit(17, 18, "¶")                    asked by the repair "pilcrow"
    restored   ...Negotiations.\\n¶1. (C) While...
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from reftel.errors import BadSpan, OverlappingEdits


class Span(msgspec.Struct, frozen=True, order=True, array_like=True):
    """A half-open range of characters.

    >>> Span(2, 5).quote("abcdefg")
    'cde'
    >>> Span(2, 5).shift(10), len(Span(2, 5)), Span(2, 5).covers(Span(3, 4))
    (Span(start=12, end=15), 3, True)
    """

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def quote(self, text: str) -> str:
        """The characters of `text` in this span.

        Raises:
            BadSpan: when the span does not lie within the text.
        """
        if not 0 <= self.start <= self.end <= len(text):
            raise BadSpan(self.start, self.end, len(text))
        return text[self.start : self.end]

    def shift(self, by: int) -> Span:
        """The same span in a text that starts `by` characters later."""
        return Span(self.start + by, self.end + by)

    def covers(self, other: Span) -> bool:
        """Whether `other` lies within this span."""
        return self.start <= other.start and other.end <= self.end


class Edit(msgspec.Struct, frozen=True):
    """What a repair asks for: put `new` in place of `start..end` of the text it was shown, because of `why`."""

    start: int
    end: int
    new: str
    why: str = ""


class Change(msgspec.Struct, frozen=True):
    """What is kept of an edit: `old` at `at` in the source became `new`; `by` names the repairs, joined with "+"."""

    at: Span
    old: str
    new: str
    by: str
    why: str


class Restored:
    """A source text with an ordered list of recorded changes, and the text that results.

    Attributes:
        source: the text as received, never altered.
        changes: `Change`s in source order; their spans do not overlap.
        text: the restored text.

    >>> r = Restored("11. (C) Troika talks").apply("pilcrow", [Edit(0, 1, "¶", "paragraph 1 expected here")])
    >>> r.text
    '¶1. (C) Troika talks'
    >>> r.to_source(Span(8, 14)), r.changes[0].at
    (Span(start=8, end=14), Span(start=0, end=1))
    >>> r.undo() == r.source
    True
    """

    __slots__ = ("_ends", "_shifts", "_starts", "changes", "source", "text")

    def __init__(self, source: str, changes: Sequence[Change] = ()) -> None:
        self.source = source
        self.changes = tuple(changes)
        self._place()

    def _place(self) -> None:
        """Build the text, and for each change where its new letters lie in it."""
        parts: list[str] = []
        self._starts: list[int] = []  # of each change's new letters, in the restored text
        self._ends: list[int] = []
        self._shifts: list[int] = [0]  # restored offset minus source offset, before change i and after the last
        at = done = 0
        for change in self.changes:
            start, end = change.at.start, change.at.end
            if not done <= start <= end <= len(self.source):
                raise BadSpan(start, end, len(self.source))
            parts.append(self.source[done:start])
            at += start - done
            parts.append(change.new)
            self._starts.append(at)
            at += len(change.new)
            self._ends.append(at)
            self._shifts.append(at - end)
            done = end
        parts.append(self.source[done:])
        self.text = "".join(parts) if self.changes else self.source

    def apply(self, by: str, edits: Iterable[Edit]) -> Restored:
        """A new `Restored` with one more layer of edits, which speak in offsets of `self.text`.

        Edits of letters that an earlier change put there merge with it, and both repairs sign: where inside a
        replacement a letter came from is not claimed. An edit that brings the source's own letters back cancels.

        Raises:
            OverlappingEdits: when two edits of the layer touch the same letters.
            BadSpan: when an edit lies outside the text.
        """
        layer = sorted(edits, key=lambda edit: (edit.start, edit.end))
        if not layer:
            return self
        self._check(by, layer)
        return Restored(self.source, list(self._compose(by, layer)))

    def _check(self, by: str, layer: list[Edit]) -> None:
        size = len(self.text)
        last: Edit | None = None
        for edit in layer:
            if not 0 <= edit.start <= edit.end <= size:
                raise BadSpan(edit.start, edit.end, size)
            if last is not None and (edit.start < last.end or (edit.start, edit.end) == (last.start, last.end)):
                raise OverlappingEdits(by, last, edit)
            last = edit

    def _compose(self, by: str, layer: list[Edit]) -> Iterator[Change]:
        """Merge the recorded changes with a layer of edits, both walked once in the order of the restored text."""
        old = 0  # next recorded change
        new = 0  # next edit
        while old < len(self.changes) or new < len(layer):
            first_old, first_new = old, new
            # A group is everything that touches, starting with whichever comes first.
            if new >= len(layer) or (old < len(self.changes) and self._starts[old] <= layer[new].start):
                end = self._ends[old]
                empty = self._starts[old] == end
                old += 1
            else:
                end = layer[new].end
                empty = layer[new].start == end
                new += 1
            while True:
                if new < len(layer) and (layer[new].start < end or (layer[new].start == end and (empty or layer[new].start == layer[new].end))):
                    empty = layer[new].start == layer[new].end == end
                    end = max(end, layer[new].end)
                    new += 1
                elif old < len(self.changes) and (
                    self._starts[old] < end or (self._starts[old] == end and (empty or self._starts[old] == self._ends[old]))
                ):
                    empty = self._starts[old] == self._ends[old] == end
                    end = max(end, self._ends[old])
                    old += 1
                else:
                    break
            if new == first_new:
                yield from self.changes[first_old:old]
            else:
                yield from self._merge(by, layer[first_new:new], first_old, old, end)

    def _merge(self, by: str, edits: list[Edit], first: int, after: int, end: int) -> Iterator[Change]:
        """One change from the edits and the recorded changes `first..after`, which touch; `end` is their last letter."""
        begin = edits[0].start if first == after else min(edits[0].start, self._starts[first])
        if first < after and self._starts[first] == begin:
            source_start = self.changes[first].at.start
        else:
            source_start = begin - self._shifts[first]
        last_end = self._ends[after - 1] if first < after else -1
        source_end = self.changes[after - 1].at.end if last_end == end else end - self._shifts[after]
        parts: list[str] = []
        done = begin
        for edit in edits:
            parts.append(self.text[done : edit.start])
            parts.append(edit.new)
            done = edit.end
        parts.append(self.text[done:end])
        new = "".join(parts)
        source_old = self.source[source_start:source_end]
        if new == source_old:
            return
        signed = [change.by for change in self.changes[first:after]] + [by]
        reasons = [change.why for change in self.changes[first:after]] + [edit.why for edit in edits]
        yield Change(Span(source_start, source_end), source_old, new, _join(signed, "+"), _join(reasons, "; "))

    def to_source(self, span: Span) -> Span:
        """Where a span of the restored text stands in the source.

        A span that begins or ends inside replaced letters widens to the whole of what they replaced.

        Raises:
            BadSpan: when the span lies outside the restored text.
        """
        if not 0 <= span.start <= span.end <= len(self.text):
            raise BadSpan(span.start, span.end, len(self.text))
        start = self._source_start(span.start)
        if span.start == span.end:
            return Span(start, start)
        return Span(start, max(start, self._source_end(span.end)))

    def _source_start(self, at: int) -> int:
        i = bisect_right(self._starts, at) - 1  # the last change that starts at or before `at`
        if i >= 0 and at < self._ends[i]:
            return self.changes[i].at.start
        return at - self._shifts[i + 1]

    def _source_end(self, at: int) -> int:
        i = bisect_left(self._ends, at)  # the first change that ends at or after `at`
        if i < len(self.changes) and self._starts[i] < at:
            return self.changes[i].at.end
        return at - self._shifts[i]

    def to_restored(self, span: Span) -> Span:
        """Where a span of the source stands in the restored text; the inverse of `to_source` on untouched letters.

        Raises:
            BadSpan: when the span lies outside the source.
        """
        if not 0 <= span.start <= span.end <= len(self.source):
            raise BadSpan(span.start, span.end, len(self.source))
        start = self._restored_start(span.start)
        if span.start == span.end:
            return Span(start, start)
        return Span(start, max(start, self._restored_end(span.end)))

    def _restored_start(self, at: int) -> int:
        i = bisect_right(self.changes, at, key=_source_start) - 1
        if i >= 0 and at < self.changes[i].at.end:
            return self._starts[i]
        return at + self._shifts[i + 1]

    def _restored_end(self, at: int) -> int:
        i = bisect_left(self.changes, at, key=_source_end)
        if i < len(self.changes) and self.changes[i].at.start < at:
            return self._ends[i]
        return at + self._shifts[i]

    def undo(self) -> str:
        """The source, rebuilt from the restored text and the recorded changes alone."""
        parts: list[str] = []
        done = 0
        for change, start, end in zip(self.changes, self._starts, self._ends, strict=True):
            parts += (self.text[done:start], change.old)
            done = end
        return "".join([*parts, self.text[done:]])

    def __repr__(self) -> str:
        return f"Restored({len(self.source):,} characters, {len(self.changes)} changes)"


def _source_start(change: Change) -> int:
    return change.at.start


def _source_end(change: Change) -> int:
    return change.at.end


def _join(words: Iterable[str], between: str) -> str:
    """The words once each, in order; parts that were joined before are taken apart first."""
    seen = dict.fromkeys(part for word in words for part in word.split(between) if part)
    return between.join(seen)
