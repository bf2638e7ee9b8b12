"""The lists at the front of a volume: who the persons are and what the abbreviations stand for.

    <item><persName xml:id="p_TF1">Tarlenheim, Fritz von</persName>, Minister of the Household</item>
    <item><term xml:id="t_GOZ1">GOZ</term>, Government of Zenda</item>

The documents point to them (`corresp="#p_TF1"`, `target="#t_GOZ1"`). A list behind the documents comes too late for a reader that
streams: its identifiers stay without a meaning.
"""

from __future__ import annotations

_ID = "xml:id"


class Names:
    """The lists of persons and of terms before the documents: what an identifier stands for."""

    def __init__(self) -> None:
        self.meanings: dict[str, str] = {}
        self._item: list[str] | None = None
        self._named: tuple[str, str] = ("", "")  # (identifier, element) whose words are being told
        self._words: list[str] = []
        self._last: tuple[str, str, str] | None = None  # (identifier, element, words) within the item

    def start(self, plain: str, attributes: dict[str, str]) -> None:
        """An element outside the documents begins."""
        if plain == "item":
            self._item, self._last = [], None
        elif plain in {"persName", "term", "gloss"} and attributes.get(_ID):
            self._named, self._words = (attributes[_ID], plain), []

    def end(self, plain: str) -> None:
        """One ends; the person is named in full, or the term is followed by what it means."""
        ident, element = self._named
        if ident and plain == element:
            words = " ".join("".join(self._words).split()).strip(" ,:;")
            self._last = (ident, plain, words)
            if plain == "persName" and words:
                self.meanings[ident] = words
            self._named = ("", "")
        elif plain == "item" and self._item is not None:
            if self._last and self._last[1] != "persName":
                words = " ".join("".join(self._item).split())
                said = words.removeprefix(self._last[2]).strip(" ,:;—–-")
                if said:
                    self.meanings[self._last[0]] = said
            self._item = None

    def letters(self, letters: str) -> None:
        """Letters outside the documents."""
        if self._item is not None:
            self._item.append(letters)
        if self._named[0]:
            self._words.append(letters)
