"""Letters of a PDF's page as pdfium gives them, put together to words that know where they stand.

    rotation  a page may be turned by quarters, and text may run up or down on it: all places are those of the page as it is seen
    invisible (mode 3) is the text that a scanner laid under or over the image of the page; without an image it is hidden
    outside   what stands beyond the page's edge is on no paper

Ligatures come apart into their letters, soft hyphens at a line's end are hyphens, as they look.
"""

from __future__ import annotations

import ctypes
import math
import re
import zlib
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from reftel.errors import BadInput
from reftel.read.pages import DOWN, LEFT, RIGHT, UP, Word
from reftel.read.recognition import DOTS
from reftel.settings import Settings

INVISIBLE = 3
MOST_LETTERS = 1_000_000  # on one page
LONGEST = 50_000  # letters of a word
SMALL = 8 * 1024 * 1024  # below this size no stream is a bomb
PIECE, CHUNK = 1024 * 1024, 64 * 1024
# Of a letter's box (left, bottom, right, top): which side the writing runs to in the page's own space, and whether numbers rise there.
_ALONG = ((2, True), (1, False), (0, False), (3, True))
Letter = tuple[int, str, float, float, float, float]
NOWHERE = (-1e6, -1e6, -1e6, -1e6, -1e6)  # a place outside every page
_STREAM = re.compile(rb"\bstream\r?\n")
_FLATE = re.compile(rb"/(?:FlateDecode|Fl)\b")
_HYPHENS = {0x02, 0xAD, 0xFFFE}
_BLANKS = {0, 9, 10, 11, 12, 13, 32, 0xA0, 0x200B}
_PASSWORD = 4  # pdfium's number for it
_TROUBLE = {2: "the file cannot be read", 3: "broken or cut off", 5: "protected in a way that is not known here", 6: "a page is broken"}


def refuse_bombs(data: bytes, name: str, settings: Settings) -> None:
    """Refuse a document whose packed streams grow out of proportion; images do by nature and are passed over.

    Raises:
        BadInput: with the stream's place and what it would grow to.
    """
    at = 0
    while found := _STREAM.search(data, at):
        at = found.end()
        head = data[data.rfind(b"obj", max(0, found.start() - 2000), found.start()) : found.start()]
        times = len(_FLATE.findall(head))
        if not times or b"/Image" in head:
            continue
        end = data.find(b"endstream", at)
        packed = data[at : end if end > 0 else len(data)]
        if len(packed) * 1100**times > SMALL and _grows(packed, times, max(SMALL, len(packed) * settings.max_ratio)):
            most = max(SMALL, len(packed) * settings.max_ratio)
            reason = f"the stream at byte {at:,} would grow from {len(packed):,} bytes beyond {most:,}: taken for a bomb (--max-ratio changes that)"
            raise BadInput(name, reason)


def _grows(packed: bytes, times: int, most: int) -> bool:
    """Whether a stream packed so many times over unpacks to more than `most`."""
    pieces: Iterator[bytes] = (packed[at : at + CHUNK] for at in range(0, len(packed), CHUNK))
    for _ in range(min(times, 4)):
        pieces = _unpacked(pieces)
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > most:
            return True
    return False


def _unpacked(pieces: Iterator[bytes]) -> Iterator[bytes]:
    packer = zlib.decompressobj()
    try:
        for piece in pieces:
            rest = piece
            while rest and not packer.eof:
                yield packer.decompress(rest, PIECE)
                rest = packer.unconsumed_tail
            if packer.eof:
                return  # a line end stands behind the packed bytes
    except zlib.error:
        return


def opened(data: bytes, name: str) -> Any:
    """The document.

    Raises:
        BadInput: where it is encrypted, broken or cut off.
    """
    import pypdfium2
    import pypdfium2.raw as pdfium

    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        number = pdfium.FPDF_GetLastError()
        if number == _PASSWORD:
            raise BadInput(name, "an encrypted PDF; give a copy without a password") from None
        end = "" if b"%%EOF" in data[-2048:] else f", no %%EOF in its last bytes ({len(data):,} are there)"
        raise BadInput(name, f"a PDF that cannot be opened: {_TROUBLE.get(number, 'broken')}{end}") from None


def attachments(document: Any) -> Iterator[tuple[str, bytes]]:
    """(name, bytes) of each embedded file."""
    import pypdfium2

    for i in range(document.count_attachments()):
        found = document.get_attachment(i)
        try:
            yield found.get_name() or f"attachment {i + 1}", bytes(found.get_data())
        except pypdfium2.PdfiumError:
            yield found.get_name() or f"attachment {i + 1}", b""


class Page:
    """One page of a document, open: its size as it is seen, its images, its letters."""

    def __init__(self, document: Any, index: int) -> None:
        import pypdfium2
        import pypdfium2.raw as pdfium

        self.raw = pdfium
        try:
            self._page = document[index]
            self._text = self._page.get_textpage()
        except pypdfium2.PdfiumError:
            raise BadInput("page", "the page is broken") from None
        self.turn = self._page.get_rotation() // 90
        box = pdfium.FS_RECTF()
        pdfium.FPDF_GetPageBoundingBox(self._page.raw, ctypes.byref(box))
        self.left, self.bottom, self.right, self.top = box.left, box.bottom, box.right, box.top
        wide, high = self.right - self.left, self.top - self.bottom
        self.size = (high, wide) if self.turn % 2 else (wide, high)

    def __enter__(self) -> Page:
        return self

    def __exit__(self, *_: object) -> None:
        self._text.close()
        self._page.close()

    @cached_property
    def images(self) -> list[tuple[float, float, float, float]]:
        """The boxes of the page's images, as they are seen."""
        found = self._page.get_objects(filter=[self.raw.FPDF_PAGEOBJ_IMAGE], max_depth=3)
        return [self.seen(*one.get_bounds()) for one in found]

    def seen(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """A box of the page's own space, as (left, top, right, bottom) of the page as it is seen."""
        (x1, y1), (x2, y2) = self.point(left, bottom), self.point(right, top)
        return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page's own space, on the page as it is seen."""
        if self.turn == 1:
            return y - self.bottom, x - self.left
        if self.turn == 2:
            return self.right - x, y - self.bottom
        if self.turn == 3:
            return self.top - y, self.right - x
        return x - self.left, self.top - y

    def picture(self, turn: int) -> bytes:
        """The page in grey as PGM, turned clockwise by so many degrees more."""
        bitmap = self._page.render(scale=DOTS / 72, rotation=turn, grayscale=True)
        wide, high, stride = bitmap.width, bitmap.height, bitmap.stride
        rows = bytes(bitmap.buffer)
        bitmap.close()
        body = rows if stride == wide else b"".join(rows[i * stride : i * stride + wide] for i in range(high))
        return b"P5 %d %d 255\n" % (wide, high) + body

    def words(self) -> Iterator[Word]:
        """The page's words in the order of its contents.

        Raises:
            BadInput: where it holds more letters than a page can.
        """
        count = self._text.count_chars()
        if count > MOST_LETTERS:
            raise BadInput("page", f"{count:,} letters on one page, of which {MOST_LETTERS:,} at most are read")
        pdfium, text = self.raw, self._text.raw
        box = pdfium.FS_RECTF()
        at = ctypes.byref(box)
        unicode_of, box_of = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox
        word: list[Letter] = []
        for i in range(count):
            code = unicode_of(text, i)
            if code in _BLANKS:
                if word:
                    yield self._word(word)
                    word = []
                continue
            box_of(text, i, at)
            letter = (i, _letter(code), box.left, box.bottom, box.right, box.top)
            if word and (_parted(word[-1], letter) or len(word) >= LONGEST):
                yield self._word(word)
                word = []
            word.append(letter)
        if word:
            yield self._word(word)

    def _word(self, letters: list[Letter]) -> Word:
        pdfium, text = self.raw, self._text.raw
        first, last = self._stands(letters[0][0]), self._stands(letters[-1][0]) if len(letters) > 1 else None
        left, top, right, bottom = self.seen(
            min(letter[2] for letter in letters), min(letter[3] for letter in letters),
            max(letter[4] for letter in letters), max(letter[5] for letter in letters),
        )  # fmt: skip
        if not math.isfinite(left + top + right + bottom + first[0] + first[1]):
            return Word("".join([letter[1] for letter in letters]), *NOWHERE)
        way = self._way(letters[0][0], first, last or first)
        drawn = pdfium.FPDFText_GetTextObject(text, letters[0][0])
        shown = not drawn or pdfium.FPDFTextObj_GetTextRenderMode(drawn) != INVISIBLE
        signs = "".join([letter[1] for letter in letters])
        return Word(signs, left, top, right, bottom, first[1 if way in {RIGHT, LEFT} else 0], way, self._edges(letters, way), shown)

    def _edges(self, letters: list[Letter], way: int) -> bytes:
        """Where each letter ends, in 255ths of the word's length along its writing."""
        on, forth = _ALONG[(way - self.turn) % 4]
        boxes = [letter[2:] for letter in letters]
        far = [box[on] for box in boxes]
        begin = min(box[on - 2] for box in boxes) if forth else max(box[on + 2] for box in boxes)
        scale = 255 / (((max(far) if forth else min(far)) - begin) or 1.0)
        return bytes([min(max(int((one - begin) * scale + 0.5), 0), 255) for one in far])

    def _stands(self, i: int) -> tuple[float, float]:
        """Where a letter stands: the left end of its base."""
        x, y = ctypes.c_double(), ctypes.c_double()
        self.raw.FPDFText_GetCharOrigin(self._text.raw, i, ctypes.byref(x), ctypes.byref(y))
        return self.point(x.value, y.value)

    def _way(self, i: int, first: tuple[float, float], last: tuple[float, float]) -> int:
        """Where the writing runs to: from the first letter to the last, or as pdfium says of a single letter."""
        across, down = last[0] - first[0], last[1] - first[1]
        if abs(across) < 0.01 and abs(down) < 0.01:
            quarter = round(self.raw.FPDFText_GetCharAngle(self._text.raw, i) / 1.5707963)
            turned: int = (quarter + self.turn) % 4
            return turned
        if abs(across) >= abs(down):
            return RIGHT if across > 0 else LEFT
        return DOWN if down > 0 else UP


def _letter(code: int) -> str:
    if code in _HYPHENS:
        return "-"
    return "\ufffd" if 0xD800 <= code < 0xE000 or code > 0x10FFFF or code < 32 else chr(code)


def _parted(last: Letter, letter: Letter) -> bool:
    """Whether a letter stands too far from the one before it to belong to its word: by the taller of the two."""
    high = max(last[5] - last[3], letter[5] - letter[3], last[4] - last[2], 1.0)
    across = max(letter[2] - last[4], last[2] - letter[4])
    up = max(letter[3] - last[5], last[3] - letter[5])
    return across > high or up > high


def on_page(page: Page) -> tuple[list[Word], dict[str, list[str]]]:
    """(words on the page, words that are not: outside its edge, or invisible where no image lies)."""
    wide, high = page.size
    words: list[Word] = []
    aside: dict[str, list[str]] = {}
    found = list(page.words())
    all_unseen = not any(word.seen for word in found)
    for word in found:
        across, down = (word.left + word.right) / 2, (word.top + word.bottom) / 2
        whole = word.right - word.left <= 2 * wide and word.bottom - word.top <= 2 * high
        if not (whole and 0 <= across <= wide and 0 <= down <= high):
            aside.setdefault("outside", []).append(word.text)
        elif word.seen or all_unseen or any(box[0] <= across <= box[2] and box[1] <= down <= box[3] for box in page.images[:50]):
            words.append(word)
        else:
            aside.setdefault("invisible", []).append(word.text)
    return words, aside
