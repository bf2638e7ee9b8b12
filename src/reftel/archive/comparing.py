"""The copies of one telegram side by side: what each lost, what was cut from it, what it gave back, and where they differ.

The measure is the collated telegram. A word that stands there and not in a copy is lost in it; a mask in its place is a cut; other words are a
change; words that only the copy has are added. What the collated telegram took from a copy was restored by it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from reftel.archive import aligning, mending
from reftel.archive.collating import FIELDS, Borrowed, Collated, matched, said
from reftel.telegram.model import Origin, Paragraph, Result, Telegram, named
from reftel.text import Span

STATES = ("same", "changed", "cut", "lost", "added")


class Piece(Result):
    """Some words of a copy (or, where `state` is lost, of the collated telegram) and what they are: same, changed, cut, lost, added."""

    text: str
    state: str


class Cell(Result):
    """How one copy has a field or paragraph: `state` is the gravest of its pieces."""

    copy: int
    state: str
    pieces: list[Piece]


class Restored(Result):
    """Letters of the collated text that the shown copy lacked, and the copy that gave them."""

    at: Span
    copy: int
    why: str


class Row(Result):
    """A field or paragraph: as collated, and as each copy has it. `name` is the field's, or the paragraph's number as `¶4`."""

    name: str
    text: str
    cells: list[Cell]
    restored: list[Restored] = []

    @property
    def same(self) -> bool:
        """Whether all copies have it alike."""
        return all(cell.state == "same" for cell in self.cells)


class Side(Result):
    """One copy: where from, why it is one, and how many words it lost, had cut, changed, and gave back."""

    copy: int
    name: str
    sha256: str
    shown: bool
    joined: str
    paragraphs: int
    lost: int = 0
    cut: int = 0
    changed: int = 0
    restored: int = 0


class Comparison(Result):
    """Copies of one telegram side by side. `fields` are those that differ, `paragraphs` all."""

    key: str
    copies: list[Side]
    fields: list[Row]
    paragraphs: list[Row]


class Release(Result):
    """A copy to be compared: its number, where it came from, why it is a copy, how it reads."""

    id: int
    origin: Origin
    joined: str
    reading: Telegram


def compare(key: str, releases: Sequence[Release], collated: Collated) -> Comparison:
    """Lay copies side by side, against what they say together."""
    sides = [
        Side(
            one.id, named(one.origin.path, one.origin.member, one.origin.row, one.origin.part), one.origin.sha256, one.id == collated.base, one.joined,
            len(one.reading.paragraphs),
        )
        for one in releases
    ]  # fmt: skip
    rows = [*_paragraphs(releases, collated), *_added(releases, collated)]
    found = Comparison(key, sides, list(_fields(releases, collated)), rows)
    for side in sides:
        cells = [cell for row in rows for cell in row.cells if cell.copy == side.copy]
        side.lost, side.cut, side.changed = (sum(_words(cell, *states) for cell in cells) for states in (("lost",), ("cut",), ("changed", "added")))
        side.restored = sum(len(one.new.split()) for one in collated.borrowed if one.copy == side.copy)
    return found


def _words(cell: Cell, *states: str) -> int:
    return sum(len(piece.text.split()) for piece in cell.pieces if piece.state in states)


def _fields(releases: Sequence[Release], collated: Collated) -> Iterator[Row]:
    for name in FIELDS:
        text = said(getattr(collated.telegram, name))
        cells = [_cell(one.id, text, said(getattr(one.reading, name))) for one in releases]
        restored = [Restored(Span(0, len(text)), one.copy, one.why) for one in collated.borrowed if one.field == name]
        row = Row("from" if name == "sender" else name, text, cells, restored)
        if not row.same:
            yield row


def _paragraphs(releases: Sequence[Release], collated: Collated) -> Iterator[Row]:
    pairs = [matched(collated.telegram, one.reading) for one in releases]
    whole = [_grams(one.reading.paragraphs) for one in releases]
    for i, paragraph in enumerate(collated.telegram.paragraphs):
        cells = []
        for one, found, held in zip(releases, pairs, whole, strict=True):
            if i in found:
                cells.append(_cell(one.id, paragraph.text, one.reading.paragraphs[found[i]].text))
            else:
                cells.append(_elsewhere(one.id, paragraph, held))
        yield Row(_name(paragraph, i), paragraph.text, cells, [Restored(one.place, one.copy, one.why) for one in _letters(collated.borrowed, i) if one.place])


def _letters(borrowed: Sequence[Borrowed], index: int) -> list[Borrowed]:
    return sorted((one for one in borrowed if one.paragraph == index and one.place is not None), key=lambda one: one.place or Span(0, 0))


def _name(paragraph: Paragraph, index: int) -> str:
    return f"¶{paragraph.number}" if paragraph.number is not None else f"({index + 1})"


def _grams(paragraphs: Sequence[Paragraph]) -> set[tuple[str, ...]]:
    return {gram for paragraph in paragraphs for gram in aligning.grams(aligning.words(paragraph.text))}


def _elsewhere(copy: int, paragraph: Paragraph, held: set[tuple[str, ...]]) -> Cell:
    """A paragraph without partner: lost, unless its words stand in the copy under other numbers."""
    pairs = aligning.grams(aligning.words(paragraph.text))
    if pairs and sum(pair in held for pair in pairs) >= 0.6 * len(pairs):
        return Cell(copy, "same", [Piece(paragraph.text, "same")])
    return Cell(copy, "lost", [Piece(paragraph.text, "lost")])


def _added(releases: Sequence[Release], collated: Collated) -> Iterator[Row]:
    """Paragraphs that only one copy has and that were not taken over: stamps, or what is cut everywhere."""
    held = _grams(collated.telegram.paragraphs)
    for one in releases:
        partners = set(matched(collated.telegram, one.reading).values())
        for j, paragraph in enumerate(one.reading.paragraphs):
            pairs = aligning.grams(aligning.words(paragraph.text))
            if j not in partners and pairs and sum(pair in held for pair in pairs) < 0.4 * len(pairs):
                state = "cut" if mending.is_masked(paragraph.text) else "added"
                yield Row(f"+{_name(paragraph, j)}", "", [Cell(one.id, state, [Piece(paragraph.text, state)])])


def _cell(copy: int, text: str, other: str) -> Cell:
    pieces = list(pieces_of(text, other))
    states = {piece.state for piece in pieces}
    state = next((one for one in ("cut", "lost", "changed", "added") if one in states), "same")
    return Cell(copy, state, pieces)


def pieces_of(text: str, other: str) -> Iterator[Piece]:
    """A copy's text against the collated one, in pieces.

    >>> [(piece.text, piece.state) for piece in pieces_of("Count Hentzau left at noon.", "Count XXXXXX left at")]
    [('Count', 'same'), ('XXXXXX', 'cut'), ('left at', 'same'), ('noon.', 'lost')]
    """
    if text == other and not mending.is_masked(text):
        if text:
            yield Piece(text, "same")
        return
    for state, group in groupby(_pieces(text, other), key=lambda piece: piece.state):
        yield Piece(" ".join(piece.text for piece in group), state)


def _pieces(text: str, other: str) -> Iterator[Piece]:
    here, there = text.split(), other.split()
    for block in aligning.blocks([aligning.plain(word) for word in here], [aligning.plain(word) for word in there]):
        theirs = " ".join(there[block.right.start : block.right.stop])
        ours = " ".join(here[block.left.start : block.left.stop])
        if block.same:  # what is cut in every copy is a cut all the same
            yield from (Piece(word, "cut" if mending.is_masked(word) else "same") for word in theirs.split())
        elif not theirs:
            yield Piece(ours, "lost")
        elif mending.is_masked(theirs) and not mending.is_masked(ours):
            yield Piece(theirs, "cut")
        else:
            yield Piece(theirs, "changed" if ours else "added")
