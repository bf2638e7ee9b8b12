"""The wrappings a telegram's text comes in, built by hand so that an input costs tens of microseconds, not milliseconds."""

from __future__ import annotations

import base64
import csv
import gzip
import html
import io
import json
import quopri
import tarfile
import zipfile
from collections.abc import Callable
from random import Random

Build = Callable[[list[str], Random], bytes]


def text(texts: list[str], random: Random) -> bytes:
    return texts[0].encode("utf-8", "surrogatepass")


def several(texts: list[str], random: Random) -> bytes:
    """Telegrams one after the other in one file."""
    return random.choice(["\n\n", "\n\x0c\n", "\nNNNN\n\n", "\n\n======\n\n"]).join(texts).encode("utf-8", "surrogatepass")


def page(texts: list[str], random: Random) -> bytes:
    cut = texts[0].find("\n\n")
    head, body = texts[0][: max(cut, 0)], texts[0][max(cut, 0) :]
    rows = "<table class='cable'><tr><th>Reference ID</th><th>Created</th></tr><tr><td>07STRELSAU1234</td><td>2007-02-14 15:30</td></tr></table>"
    lines = html.escape(body).replace("\n", random.choice(["\n", "&#x000A;", "<br>", "\r\n"]))
    return f"<html><head><title>x</title></head><body>{rows}<code><pre>{html.escape(head)}</pre></code><code><pre>{lines}</pre></code></body></html>".encode("utf-8", "replace")


def table(texts: list[str], random: Random) -> bytes:
    out = io.StringIO()
    delimiter = random.choice([",", ",", ";", "\t"])
    writer = csv.writer(out, delimiter=delimiter, quoting=random.choice([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]))
    writer.writerow(["id", "date", "header", "body"])
    for i, one in enumerate(texts):
        cut = max(one.find("\n\n"), 0)
        writer.writerow([f"07STRELSAU{i + 1}", "2007-02-14", one[:cut], one[cut:]])
    return out.getvalue().encode("utf-8", "surrogatepass")


def _objects(texts: list[str], random: Random) -> list[dict[str, object]]:
    name = random.choice(["text", "body", "content", "raw"])
    return [{"id": f"07STRELSAU{i + 1}", "date": "2007-02-14", "classification": "CONFIDENTIAL", name: one} for i, one in enumerate(texts)]


def json_list(texts: list[str], random: Random) -> bytes:
    return json.dumps(_objects(texts, random), ensure_ascii=random.random() < 0.5).encode("utf-8", "surrogatepass")


def json_lines(texts: list[str], random: Random) -> bytes:
    return "\n".join(json.dumps(one, ensure_ascii=random.random() < 0.5) for one in _objects(texts, random)).encode("utf-8", "surrogatepass")


def mail(texts: list[str], random: Random) -> bytes:
    way = random.choice(["7bit", "8bit", "quoted-printable", "base64"])
    data = texts[0].encode("utf-8", "replace")
    body = quopri.encodestring(data) if way == "quoted-printable" else base64.encodebytes(data) if way == "base64" else data
    head = f"From: SMART Core\r\nTo: Zenda-SMARTS\r\nSubject: 12 ZENDA 1\r\nDate: Tue, 14 Feb 2012 10:00:00 +0000\r\nMIME-Version: 1.0\r\nContent-Transfer-Encoding: {way}\r\n"
    if random.random() < 0.3:
        parts = f'Content-Type: multipart/mixed; boundary="b1"\r\n\r\n--b1\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: {way}\r\n\r\n'
        return head.replace(f"Content-Transfer-Encoding: {way}\r\n", "").encode() + parts.encode() + body + b"\r\n--b1--\r\n"
    return head.encode() + b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + body


def mailbox(texts: list[str], random: Random) -> bytes:
    return b"\n\n".join(b"From core@zenda Tue Feb 14 10:00:00 2012\n" + mail([one], random).replace(b"\r\n", b"\n") for one in texts)


def edition(texts: list[str], random: Random) -> bytes:
    """A document of a printed edition in TEI, as Foreign Relations has them."""
    paragraphs = "".join(f"<p>{html.escape(part)}</p>" for part in texts[0].split("\n\n") if part.strip())
    return (
        '<?xml version="1.0" encoding="UTF-8"?><TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><div type="document" n="1" xml:id="d1">'
        "<head>Telegram From the Embassy in Ruritania to the Department of State</head><dateline><placeName>Strelsau</placeName>, "
        f'<date when="1969-02-14">February 14, 1969</date></dateline>{paragraphs}</div></body></text></TEI>'
    ).encode("utf-8", "replace")  # fmt: skip


_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override '
    'PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)


def document(texts: list[str], random: Random) -> bytes:
    """A word processor's file with nothing but its text."""
    lines = "".join(f'<w:p><w:r><w:t xml:space="preserve">{html.escape(line)}</w:t></w:r></w:p>' for line in texts[0].split("\n"))
    body = f'<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{lines}</w:body></w:document>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packed:
        for name, part in (("[Content_Types].xml", _TYPES), ("_rels/.rels", _RELATIONS), ("word/document.xml", body)):
            packed.writestr(name, part.encode("utf-8", "replace"))
    return out.getvalue()


def paper(texts: list[str], random: Random) -> bytes:
    """Pages of a PDF in Courier, 60 lines each."""
    lines = texts[0].split("\n")
    sheets = [lines[i : i + 60] for i in range(0, len(lines), 60)][:8]
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Count {len(sheets)}/Kids[{' '.join(f'{4 + 2 * i} 0 R' for i in range(len(sheets)))}]>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>",
    ]  # fmt: skip
    for i, sheet in enumerate(sheets):
        shown = "\n".join("(" + line[:100].replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").replace("\r", "") + ") Tj T*" for line in sheet)
        stream = f"BT /F1 10 Tf 12 TL 50 770 Td\n{shown}\nET"
        objects.append(f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F1 3 0 R>>>>/Contents {5 + 2 * i} 0 R>>")
        objects.append(f"<</Length {len(stream.encode('latin-1', 'replace'))}>>stream\n{stream}\nendstream")
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{one}\nendobj\n".encode("latin-1", "replace")
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode() + b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    out += f"trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def zipped(texts: list[str], random: Random) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", random.choice([zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])) as packed:
        for i, one in enumerate(texts):
            packed.writestr(random.choice([f"07STRELSAU{i}.txt", f"a/{i}.txt", f"../{i}.txt"]), one.encode("utf-8", "replace"))
    return out.getvalue()


def tarred(texts: list[str], random: Random) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as packed:
        for i, one in enumerate(texts):
            data = one.encode("utf-8", "replace")
            info = tarfile.TarInfo(f"07STRELSAU{i}.txt")
            info.size = len(data)
            packed.addfile(info, io.BytesIO(data))
    return gzip.compress(out.getvalue(), 1) if random.random() < 0.7 else out.getvalue()


# name -> (builder, name of the file, how many of a thousand inputs)
WRAPPINGS: dict[str, tuple[Build, str, int]] = {
    "text": (text, "07STRELSAU1234.txt", 600), "several": (several, "month.txt", 40), "html": (page, "07STRELSAU1234.html", 70), "csv": (table, "dump.csv", 60),
    "json": (json_list, "dump.json", 40), "jsonl": (json_lines, "dump.jsonl", 40), "eml": (mail, "cable.eml", 35), "mbox": (mailbox, "cables.mbox", 15),
    "tei": (edition, "volume.xml", 40), "docx": (document, "cable.docx", 10), "pdf": (paper, "cable.pdf", 10), "zip": (zipped, "cables.zip", 25), "tar": (tarred, "cables.tar.gz", 15),
}  # fmt: skip
