"""A small writer of PDFs for tests: pages with text in Courier at known places, layers, images, attachments, faults."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import msgspec

WIDE = 0.6  # of a letter's size, in Courier


class Text(msgspec.Struct):
    """Words on a page: `x`, `y` from its lower left corner; `mode` 3 is invisible; `turn` in quarters counterclockwise."""

    x: float
    y: float
    words: str
    size: float = 10
    mode: int = 0
    turn: int = 0


class Sheet(msgspec.Struct):
    """A page: layers of text (a content stream each), an image behind them or none (grey, width, height), and its rotation."""

    layers: Sequence[Sequence[Text]] = ()
    image: tuple[bytes, int, int] | None = None
    rotate: int = 0
    size: tuple[float, float] = (612, 792)
    packed: bool = False


def typed(lines: str, x: float = 72, top: float = 720, pitch: float = 12, size: float = 10, mode: int = 0) -> list[Text]:
    """Lines as a typewriter sets them, blanks kept by their place."""
    out = []
    for i, line in enumerate(lines.split("\n")):
        at = 0
        for word in line.split(" "):
            if word:
                out.append(Text(x + at * WIDE * size, top - i * pitch, word, size, mode))
            at += len(word) + 1
    return out


def pdf(sheets: Sequence[Sheet], attachments: Sequence[tuple[str, bytes]] = (), trailer: bytes = b"", catalog: bytes = b"") -> bytes:
    """A document of these pages."""
    objects: list[bytes] = [b"", b"", b"<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>"]
    kids = []
    for sheet in sheets:
        streams = [_stream(_content(layer), sheet.packed) for layer in sheet.layers]
        resources = b"/Font<</F1 3 0 R>>"
        if sheet.image:
            grey, wide, high = sheet.image
            body = zlib.compress(grey)
            head = b"<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode/Length %d>>" % (wide, high, len(body))
            objects.append(head + b"stream\n" + body + b"\nendstream")
            resources += b"/XObject<</I1 %d 0 R>>" % len(objects)
            streams.insert(0, _stream(b"q %g 0 0 %g 0 0 cm /I1 Do Q" % sheet.size, False))
        first = len(objects) + 1
        objects += streams
        refs = b" ".join(b"%d 0 R" % (first + i) for i in range(len(streams)))
        page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %g %g]/Rotate %d/Resources<<%s>>/Contents[%s]>>" % (*sheet.size, sheet.rotate, resources, refs)
        objects.append(page)
        kids.append(b"%d 0 R" % len(objects))
    names = b""
    for name, data in attachments:
        objects.append(_stream(data, False, b"/Type/EmbeddedFile"))
        objects.append(b"<</Type/Filespec/F(%s)/EF<</F %d 0 R>>>>" % (name.encode(), len(objects)))
        names += b"(%s)%d 0 R" % (name.encode(), len(objects))
    tree = b"/Names<</EmbeddedFiles<</Names[%s]>>>>" % names if names else b""
    objects[0] = b"<</Type/Catalog/Pages 2 0 R%s%s>>" % (tree, catalog)
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(kids))
    return _file(objects, trailer)


def _stream(body: bytes, packed: bool, more: bytes = b"") -> bytes:
    if packed:
        body, more = zlib.compress(body), more + b"/Filter/FlateDecode"
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (more, len(body), body)


def _content(layer: Sequence[Text]) -> bytes:
    out = []
    for one in layer:
        a, b = ((1, 0), (0, 1), (-1, 0), (0, -1))[one.turn]
        words = one.words.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        out.append(b"BT /F1 %g Tf %d Tr %d %d %d %d %g %g Tm (%s) Tj ET" % (one.size, one.mode, a, b, -b, a, one.x, one.y, words))
    return b"\n".join(out)


def _file(objects: Sequence[bytes], trailer: bytes) -> bytes:
    out = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    at = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, at)
    return bytes(out)
