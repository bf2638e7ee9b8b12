"""Pages of PDFs: how fast they are read, how good their layers are, whether letters are where their boxes say.

    python -m benchmarks.pages CORPUS      CORPUS: a folder of real PDFs

A kind is the folder a PDF stands in. Boxes are checked on pages made here, whose words stand at known places.
"""

from __future__ import annotations

import io
import random
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import msgspec

from benchmarks.common import machine
from reftel.errors import ReftelError
from reftel.read import pdf_letters, recognition, stacked
from reftel.read.formats import pdf as form
from reftel.read.pages import RIGHT, Pages, Word, lay
from reftel.read.reader import read_source
from reftel.read.source import Source
from reftel.settings import Settings
from reftel.telegram.model import Origin
from reftel.text import Span

WIDE, HIGH = 6.0, 12.0
NEAR = 1.0  # points


class Kind(msgspec.Struct):
    """What was counted of one kind of PDF."""

    files: int = 0
    pages: int = 0
    seconds: float = 0.0
    telegrams: int = 0
    others: int = 0
    unread: int = 0
    stacked: int = 0
    readings: list[list[int]] = []  # for each layer: known words, words
    chosen: list[int] = msgspec.field(default_factory=lambda: [0, 0])
    alone: list[int] = msgspec.field(default_factory=lambda: [0, 0])  # known words, words of pages with one layer


def main() -> None:
    """Print the tables for the folder named on the command line."""
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    settings = Settings(ocr="auto" if recognition.installed() else "never", max_seconds=0)
    kinds: dict[str, Kind] = defaultdict(Kind)
    for path in sorted(Path(sys.argv[1]).rglob("*.pdf")):
        _file(path, kinds[path.parent.name], settings)
    print(machine(), "; tesseract", "installed" if recognition.installed() else "not installed")
    print(f"\n{'kind':<24}{'files':>6}{'pages':>7}{'pages/s':>9}{'telegrams':>11}{'no telegram':>13}{'unreadable':>12}")
    for name, kind in sorted(kinds.items()):
        print(f"{name:<24}{kind.files:>6}{kind.pages:>7}{kind.pages / (kind.seconds or 1):>9.0f}{kind.telegrams:>11}{kind.others:>13}{kind.unread:>12}")
    print(f"\n{'kind':<24}{'stacked':>8}  words that are words, in each layer, in what was chosen, on pages with one layer")
    for name, kind in sorted(kinds.items()):
        layers = ", ".join(_share(one) for one in kind.readings) or "-"
        print(f"{name:<24}{kind.stacked:>8}  {layers} | {_share(kind.chosen)} | {_share(kind.alone)}")
    right, whole = _boxes()
    print(f"\nletters found at their boxes on pages made here: {right:,} of {whole:,} within {NEAR:g} point")


def _file(path: Path, kind: Kind, settings: Settings) -> None:
    kind.files += 1
    data = path.read_bytes()
    try:
        begun = time.perf_counter()
        sources = list(form.read(io.BytesIO(data), Origin(str(path), ""), settings))
        kind.seconds += time.perf_counter() - begun
        _layers(data, str(path), kind)
    except ReftelError:
        kind.unread += 1
        return
    for source in sources:
        if not isinstance(source, Source):
            kind.unread += 1
            continue
        try:
            read_source(source)
            kind.telegrams += 1
        except ReftelError:
            kind.others += 1


def _layers(data: bytes, name: str, kind: Kind) -> None:
    """Count the words of each layer, the first that was drawn first."""
    document = pdf_letters.opened(data, name)
    for i in range(len(document)):
        with pdf_letters.Page(document, i) as page:
            words, _ = pdf_letters.on_page(page)
        kind.pages += 1
        chosen = stacked.choose(words)
        if not chosen.layers:
            _count(kind.alone, stacked.measure(words))
            continue
        kind.stacked += 1
        for k, layer in enumerate(chosen.layers):
            if len(kind.readings) <= k:
                kind.readings.append([0, 0])
            _count(kind.readings[k], layer)
        _count(kind.chosen, chosen.layers[chosen.taken])
    document.close()


def _count(sums: list[int], read: stacked.Read) -> None:
    sums[0] += read.known
    sums[1] += read.words


def _share(sums: list[int]) -> str:
    return f"{sums[0] / sums[1]:.1%} of {sums[1]:,}" if sums[1] else "-"


def _boxes(seed: int = 7) -> tuple[int, int]:
    """(letters whose box is right, letters) of 50 pages of made-up typescript."""
    draw = random.Random(seed)
    pages, text, right, whole = Pages(), "", 0, 0
    laid = []
    for _ in range(50):
        words = list(_typescript(draw))
        page = lay(words)
        part = pages.add(page)
        laid.append((len(text) + len(part) - len(page.text), page))
        text += part
    for begin, page in laid:
        for piece in page.pieces:
            for k in range(len(piece.word.text)):
                (box,) = pages.where(Span(begin + piece.at + k, begin + piece.at + k + 1)).boxes
                left = piece.word.left + k * WIDE
                whole += 1
                right += abs(box[0] - left) < NEAR and abs(box[2] - left - WIDE) < NEAR and box[1] == piece.word.top
    return right, whole


def _typescript(draw: random.Random) -> Iterator[Word]:
    for row in range(60):
        column = draw.choice((0, 0, 0, 5))
        while column < 65:
            size = draw.randint(1, 11)
            left, base = 72 + column * WIDE, 72 + row * HIGH
            edges = bytes(round(255 * (k + 1) / size) for k in range(size))
            yield Word("x" * size, left, base - 8, left + size * WIDE, base + 2, base, RIGHT, edges)
            column += size + draw.choice((1, 1, 1, 2, 4))


if __name__ == "__main__":
    main()
