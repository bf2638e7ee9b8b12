"""PDF: releases, print-outs and scans; the text with page and box of every letter, page images through tesseract.

    %PDF-1.6 ... /Contents [19 0 R 20 0 R]      two readings of one page image, laid upon each other

Text is taken letter by letter from pdfium and set in lines by where it stands. Of stacked layers the better is taken, page by
page. Pages without text are recognised where tesseract is installed. What is not on the page (letters outside its edge,
invisible ones where no image lies) is kept apart from the text; files embedded in the document are read as members of it.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

from reftel.errors import BadInput
from reftel.read import pdf_letters, readings, recognition, stacked
from reftel.read.pages import Laid, Pages, Word, lay
from reftel.read.source import Assumption, Mark, Source
from reftel.settings import Settings
from reftel.telegram.model import Origin, Unreadable
from reftel.text import Span

EXAMPLE = """\
%PDF-1.4
1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
2 0 obj <</Type/Pages/Count 1/Kids[3 0 R]>> endobj
3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>> endobj
4 0 obj <</Length 50>> stream
BT /F 12 Tf 72 720 Td (FM AMEMBASSY BEIJING) Tj ET
endstream endobj
5 0 obj <</Type/Font/Subtype/Type1/BaseFont/Courier>> endobj
trailer <</Root 1 0 R>>
%%EOF
"""

FEW = 3  # words: a page with fewer and an image holds a stamp at most
KEPT = 2_000  # letters of words that stand outside a page


def bid(head: bytes, name: str) -> int:
    """40 for a PDF's mark, which may stand behind some other bytes."""
    return 40 if head.startswith(b"%PDF-") or b"\n%PDF-" in head[:1024] else 0


def read(stream: BinaryIO, origin: Origin, settings: Settings) -> Iterator[Source | Unreadable]:
    """The document's text as one source; then the files embedded in it."""
    data = stream.read()
    called = origin.member or origin.path
    pdf_letters.refuse_bombs(data, called, settings)
    document = pdf_letters.opened(data, called)
    try:
        taking = _Taking(document, settings)
        taking.all_pages()
        yield taking.source(origin, data)
        yield from _embedded(document, origin, settings)
    finally:
        document.close()


class _Taking:
    """One document being taken down: the text so far, and what there is to say of its pages."""

    def __init__(self, document: Any, settings: Settings) -> None:
        self.document = document
        self.settings = settings
        self.count = len(document)
        self.pages = Pages()
        self.parts: list[str] = []
        self.size = 0
        self.marks: list[Mark] = []
        self.stacks: list[tuple[int, stacked.Chosen]] = []
        self.recognised: list[tuple[int, float]] = []
        self.trouble: dict[str, list[int]] = {}  # what went wrong, and on which pages
        self.aside: dict[str, list[str]] = {}  # words that are not on the page
        self.begun = time.monotonic()

    def all_pages(self) -> None:
        """Take every page, until the time is up."""
        for number in range(1, self.count + 1):
            if self.left() <= 0:
                reason = f"the document took more than {self.settings.max_seconds} s (--max-seconds changes that)"
                self.trouble[reason] = list(range(number, self.count + 1))
                return
            self._page(number)

    def left(self) -> float:
        """Seconds that are left; a tenth of them is kept for reading the text."""
        most = self.settings.max_seconds
        return recognition.LONGEST if not most else 0.9 * most - (time.monotonic() - self.begun)

    def _page(self, number: int) -> None:
        try:
            with pdf_letters.Page(self.document, number - 1) as page:
                words, aside = pdf_letters.on_page(page)
                if len(words) < FEW and page.images:
                    words = self._recognise(page, number) or words
        except BadInput as error:
            self.trouble.setdefault(error.reason, []).append(number)
            return
        for kind, said in aside.items():
            self.aside.setdefault(kind, []).extend(said)
        chosen = stacked.choose(words)
        if chosen.layers:
            self.stacks.append((number, chosen))
        self._add(lay(chosen.words), number, chosen)

    def _recognise(self, page: pdf_letters.Page, number: int) -> list[Word]:
        if self.settings.ocr == "never":
            self.trouble.setdefault("ocr is set to never", []).append(number)
            return []
        if recognition.installed() is None:
            self.trouble.setdefault(recognition.MISSING, []).append(number)
            return []
        found = recognition.page(page.picture, page.size, min(recognition.LONGEST, max(self.left(), 1)))
        if found.trouble:
            self.trouble.setdefault(found.trouble, []).append(number)
        elif found.words:
            self.recognised.append((number, found.confidence))
        return found.words

    def _add(self, page: Laid, number: int, chosen: stacked.Chosen) -> None:
        part = self.pages.add(page, number)
        begin = self.size + len(part) - len(page.text)
        if chosen.others:
            places = {id(piece.word): piece.at for piece in page.pieces}
            for i, reading in sorted(chosen.others.items()):
                word = chosen.words[i]
                at = begin + places[id(word)]
                self.marks.append(Mark(readings.READING, Span(at, at + len(word.text)), reading))
        if 0 <= page.beside < len(page.text):
            self.marks.append(Mark(readings.BESIDE, Span(begin + page.beside, begin + len(page.text))))
        self.parts.append(part)
        self.size += len(part)

    def source(self, origin: Origin, data: bytes) -> Source | Unreadable:
        """The text with all that is to be said of it; Unreadable where no page gave any."""
        text = "".join(self.parts)
        if not text.strip():
            return Unreadable(origin.path, self._nothing(), "BadInput", origin.member)
        self.marks.sort(key=lambda mark: mark.at or Span(0, 0))
        for kind, said in self.aside.items():
            self.marks.append(Mark(kind, None, " ".join(said)[:KEPT]))
        return Source(text, origin, data, assumed=list(self._assumed()), layout=self.pages, marks=self.marks)

    def _nothing(self) -> str:
        if not self.count:
            return "a PDF without pages"
        if not self.trouble:
            return f"a PDF of {self.count:,} {_pages(self.count)} with no text on {'it' if self.count == 1 else 'them'}"
        return f"a PDF of {self.count:,} {_pages(self.count)} with no text: " + "; ".join(self._trouble())

    def _trouble(self) -> Iterator[str]:
        for reason, numbers in self.trouble.items():
            yield f"{_pages(len(numbers))} {ranges(numbers)} could not be read: {reason}"

    def _assumed(self) -> Iterator[Assumption]:
        for said in self._trouble():
            yield Assumption("pages_unread", said)
        if self.recognised:
            sure = sum(confidence for _, confidence in self.recognised) / len(self.recognised)
            numbers = [number for number, _ in self.recognised]
            yield Assumption("recognised", f"{_pages(len(numbers))} {ranges(numbers)} held no text: it was recognised by tesseract, with a confidence of {sure:.0f} %")
        if self.stacks:
            yield self._stacked()
        for kind, hidden in self.aside.items():
            where = "outside the page's edge" if kind == "outside" else "invisible where no image lies"
            yield Assumption("hidden_text", f"{len(hidden):,} words stand {where} and were not read as text: {' '.join(hidden)[:60]!r}")

    def _stacked(self) -> Assumption:
        chosen = [one for _, one in self.stacks]
        layers = max(len(one.layers) for one in chosen)
        told = "; ".join(f"layer {i + 1} ({_share(chosen, i):.0%} of its words are words) on {sum(one.taken == i for one in chosen):,}" for i in range(layers))
        numbers = [number for number, _ in self.stacks]
        filled = sum(one.filled for one in chosen)
        more = f"; {filled:,} words that another layer alone has were added" if filled else ""
        return Assumption("stacked_layers", f"{layers} readings of one image on {_pages(len(numbers))} {ranges(numbers)}; taken: {told}{more}")


def _share(chosen: Sequence[stacked.Chosen], layer: int) -> float:
    """The share of words in a layer of several pages."""
    read = [one.layers[layer] for one in chosen if layer < len(one.layers)]
    return stacked.Read(sum(one.known for one in read), sum(one.words for one in read)).share


def _pages(count: int) -> str:
    return "page" if count == 1 else "pages"


def ranges(numbers: Sequence[int]) -> str:
    """Numbers as people write them.

    >>> ranges([2, 3, 4, 5, 9])
    '2-5, 9'
    """
    out: list[list[int]] = []
    for number in numbers:
        if out and number == out[-1][1] + 1:
            out[-1][1] = number
        else:
            out.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in out)


def _embedded(document: Any, origin: Origin, settings: Settings) -> Iterator[Source | Unreadable]:
    """The files that a document carries, each read by the format it is in."""
    from reftel.read.inputs import sources
    from reftel.read.source import Blob

    deep = (origin.member or "").count("!") + 1
    for name, data in pdf_letters.attachments(document):
        member = f"{origin.member}!{name}" if origin.member else name
        if deep > settings.max_depth:
            yield Unreadable(origin.path, f"a document within {deep:,} others; it was not opened (--max-depth changes that)", "BadInput", member)
        elif not data:
            yield Unreadable(origin.path, "empty: 0 bytes", "BadInput", member)
        elif len(data) > settings.max_bytes:
            reason = f"{len(data):,} bytes; documents of more than {settings.max_bytes:,} bytes are not read (--max-bytes changes that)"
            yield Unreadable(origin.path, reason, "BadInput", member)
        else:
            yield from sources(Blob(Origin(origin.path, hashlib.sha256(data).hexdigest(), member), data), settings)
