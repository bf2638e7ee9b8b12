"""PDF: text with its places, stacked layers, hidden words, images through tesseract, broken and hostile documents."""

from __future__ import annotations

import contextlib
import hashlib
import io
import shutil
import stat
from pathlib import Path
from typing import Any

import pytest

import reftel
from reftel.errors import BadInput, BadValue, ReftelError
from reftel.read import recognition
from reftel.read.formats import pdf as form
from reftel.read.formats import winner
from reftel.read.source import Source
from reftel.settings import Settings, chosen
from reftel.telegram.model import Origin, Telegram, Unreadable
from reftel.text import Span
from tests.conftest import CLEAN, ROOT
from tests.paper import Sheet, Text, pdf, typed

TELEGRAM = CLEAN.split("\n\n2. (SBU)")[0]
SCANNED = (
    "O 141530Z FEB 87\nFM AMEMBASSY STRELSAU\nTO SECSTATE WASHDC IMMEDIATE 2872\n\nCONFIDENTIAL STRELSAU 01234\n\nE.O. 12356: DECL: OADR\n"
    "TAGS: PREL\nSUBJECT: THE PRESIDENT AND THE BRIDGE\n\n1. (C) THE UNITED STATES AND THE FOREIGN MINISTER WILL MEET\nON MONDAY AT THE BRIDGE."
)
MISREAD = SCANNED.replace("PRESIDENT", "PRESIOENT").replace("UNITED", "UN1TEO").replace("AND", "ANO").replace("IMMEDIATE", "IMMEOIATE").replace("MONDAY", "M0NOAY")


def sources(data: bytes, **values: Any) -> list[Source | Unreadable]:
    return list(form.read(io.BytesIO(data), Origin("a.pdf", hashlib.sha256(data).hexdigest()), chosen(**values)))


def source(data: bytes, **values: Any) -> Source:
    (one,) = sources(data, **values)
    assert isinstance(one, Source), one
    return one


def kinds(one: Source) -> list[str]:
    return [getattr(said, "kind", "") for said in one.assumed]


def unread(data: bytes, **values: Any) -> str:
    (one,) = sources(data, **values)
    assert isinstance(one, Unreadable)
    return one.reason


def test_a_pdf_is_known_by_its_first_bytes() -> None:
    data = pdf([Sheet([typed("FM X")])])
    assert winner(data, "no-suffix", len(data))[0] == "pdf"
    assert winner(b"junk before\n" + data, "a.txt", len(data))[0] == "pdf"
    assert form.bid(b"FM AMEMBASSY %PDF-", "a.pdf") == 0


def test_a_telegram_in_a_pdf_is_read_as_from_its_text() -> None:
    telegram = reftel.read(pdf([Sheet([typed(TELEGRAM)], packed=True)]), name="a.pdf")
    text = reftel.read(TELEGRAM, name="a.txt")
    assert telegram.source is not None and telegram.source.format == "pdf"
    for name in ("mrn", "sent", "classification", "captions", "tags", "subject", "reasons"):
        assert getattr(telegram, name) == getattr(text, name)
    assert [one.plad for one in telegram.action] == [one.plad for one in text.action]
    assert [one.mrn for one in telegram.references] == [one.mrn for one in text.references]
    assert [one.text for one in telegram.paragraphs] == [one.text for one in text.paragraphs]


def test_lines_blanks_and_empty_lines_are_kept() -> None:
    lines = "PAGE 01        STREL  01234  141530Z\nACTION EUR-12\n\nINFO  OCT-01   ISO-00"
    assert source(pdf([Sheet([typed(lines)])])).text == lines


@pytest.mark.parametrize(("rotate", "box"), [(0, (90, 64, 144, 74.5)), (90, (717.5, 90, 728, 144)), (180, (468, 717.5, 522, 728)), (270, (64, 468, 74.5, 522))])
def test_a_span_knows_its_page_and_box_however_the_page_is_turned(rotate: int, box: tuple[float, ...]) -> None:
    one = source(pdf([Sheet(), Sheet([typed("FM AMEMBASSY STRELSAU\nTO SECSTATE WASHDC")], rotate=rotate)]))
    at = one.text.index("AMEMBASSY")
    place = one.where(Span(at, at + 9))
    assert (place.page, place.boxes) == (2, [pytest.approx(box, abs=0.2)])
    assert one.text.strip() == "FM AMEMBASSY STRELSAU\nTO SECSTATE WASHDC"


@pytest.mark.parametrize(("turn", "box"), [(1, (292, 362, 302.5, 374)), (2, (270, 389.5, 282, 400)), (3, (297.5, 410, 308, 422))])
def test_text_that_runs_up_or_down_has_its_box_too(turn: int, box: tuple[float, ...]) -> None:
    one = source(pdf([Sheet([[Text(300, 400, "FM AMEMBASSY STRELSAU", turn=turn)]])]))
    assert one.text == "FM AMEMBASSY STRELSAU"
    assert one.where(Span(3, 5)).boxes == [pytest.approx(box, abs=0.3)]


def test_every_field_quotes_its_place_on_the_page() -> None:
    data = pdf([Sheet([typed(TELEGRAM)])])
    one = source(data)
    telegram = reftel.read(data, name="a.pdf")
    place = one.where(telegram.at["subject"])
    assert place.page == 1 and len(place.boxes) == 2  # a subject on two lines
    assert telegram.at["subject"].quote(one.text).split() == (telegram.subject or "").split()


def test_pages_are_parted_by_form_feeds() -> None:
    one = source(pdf([Sheet([typed("He went")]), Sheet([typed("away.")]), Sheet([typed("She came.")])]))
    assert one.text == "He went\n\faway.\n\n\fShe came."


# Layers


def test_the_better_of_two_stacked_layers_is_read_and_the_choice_is_told() -> None:
    telegram = reftel.read(pdf([Sheet([typed(MISREAD, mode=3), typed(SCANNED, x=72.4, top=719.5, mode=3)])]), name="a.pdf")
    assert telegram.subject == "THE PRESIDENT AND THE BRIDGE"
    assert telegram.mrn == "87STRELSAU1234"
    (defect,) = [defect for defect in telegram.defects if defect.kind == "stacked_layers"]
    assert defect.message.startswith("2 readings of one image on page 1; taken: layer 1 (") and "layer 2 (" in defect.message


def test_a_word_that_the_other_layer_reads_better_is_put_in_its_place_and_recorded() -> None:
    worse = MISREAD.replace("IMMEOIATE", "IMMEDIATE")
    better = SCANNED.replace("IMMEDIATE", "IMMEOIATE")
    data = pdf([Sheet([typed(worse, mode=3), typed(better, x=72.4, top=719.5, mode=3)])])
    telegram = reftel.read(data, name="a.pdf")
    assert "IMMEOIATE" in source(data).text
    (change,) = [change for change in telegram.changes if change.by == "layers"]
    assert (change.old, change.new) == ("IMMEOIATE", "IMMEDIATE")
    assert telegram.action[0].precedence == "IMMEDIATE"


def test_stamps_beside_the_lines_are_notes() -> None:
    stamp = [Text(500, 700, "DECLASSIFIED"), Text(560, 300, "REVIEWED", turn=1)]
    telegram = reftel.read(pdf([Sheet([[*typed(TELEGRAM, x=60), *stamp]])]), name="a.pdf")
    assert [note.text for note in telegram.notes] == ["DECLASSIFIED REVIEWED"]
    assert not any("DECLASSIFIED" in paragraph.text for paragraph in telegram.paragraphs)


# What is not on the page


def test_words_outside_the_page_and_hidden_ones_are_kept_apart_and_told() -> None:
    one = source(pdf([Sheet([[*typed("FM AMEMBASSY STRELSAU"), Text(-400, 600, "OUTSIDE"), Text(72, 500, "HIDDEN WORDS", mode=3)]])]))
    assert one.text == "FM AMEMBASSY STRELSAU"
    assert kinds(one) == ["hidden_text", "hidden_text"]
    assert {mark.kind: mark.words for mark in one.marks} == {"outside": "OUTSIDE", "invisible": "HIDDEN WORDS"}


GREY = (bytes([255]) * 400, 20, 20)


def test_invisible_words_over_an_image_are_its_text_with_the_stamp_that_is_seen() -> None:
    one = source(pdf([Sheet([typed("FM AMEMBASSY STRELSAU", mode=3), [Text(72, 40, "UNCLASSIFIED")]], image=GREY)]))
    assert one.text.split() == ["FM", "AMEMBASSY", "STRELSAU", "UNCLASSIFIED"]
    assert kinds(one) == []


# Images


@pytest.fixture
def nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A PATH without tesseract."""
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def fake(folder: Path, script: str) -> None:
    """Put a program named tesseract on the PATH."""
    path = folder / "tesseract"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"
ROWS = [(4, 300, 300, 900, 50, -1, ""), (5, 300, 300, 100, 50, 90, "FM"), (5, 450, 300, 400, 50, 80, "AMEMBASSY"), (5, 900, 310, 300, 50, 70, "STRELSAU")]
TABLE = "\\n".join([HEAD.replace("\t", "\\t")] + ["\\t".join([str(row[0]), "1", "1", "1", "1", "1", *map(str, row[1:])]) for row in ROWS])


def test_a_page_image_without_tesseract_is_told(nothing: Path) -> None:
    assert unread(pdf([Sheet(image=GREY)] * 3)) == (
        "a PDF of 3 pages with no text: pages 1-3 could not be read: tesseract is not installed (Debian, Ubuntu: apt install tesseract-ocr)"
    )


def test_pages_with_text_are_read_and_the_others_told(nothing: Path) -> None:
    data = pdf([Sheet(image=GREY), Sheet([typed(TELEGRAM)]), Sheet(image=GREY)])
    telegram = reftel.read(data, name="a.pdf")
    assert telegram.mrn == "07STRELSAU1234"
    (defect,) = [defect for defect in telegram.defects if defect.kind == "pages_unread"]
    assert defect.message == "pages 1, 3 could not be read: tesseract is not installed (Debian, Ubuntu: apt install tesseract-ocr)"


def test_never_means_never(nothing: Path) -> None:
    fake(nothing, f"printf '{TABLE}'")
    assert "ocr is set to never" in unread(pdf([Sheet(image=GREY)]), ocr="never")
    with pytest.raises(BadValue, match="setting ocr: found 'always', expected one of auto, never"):
        chosen(ocr="always")


def test_recognised_words_have_their_boxes_and_the_recognition_is_told(nothing: Path) -> None:
    fake(nothing, f"printf '{TABLE}'")
    one = source(pdf([Sheet(image=GREY)]))
    assert one.text == "FM AMEMBASSY STRELSAU"
    assert one.where(Span(3, 12)).boxes == [pytest.approx((108, 72, 204, 84), abs=0.01)]
    assert [str(said) for said in one.assumed] == ["page 1 held no text: it was recognised by tesseract, with a confidence of 80 %"]
    assert kinds(one) == ["recognised"]


def test_a_program_that_fails_is_told(nothing: Path) -> None:
    fake(nothing, "echo 'Error opening data file eng.traineddata' >&2; exit 1")
    assert unread(pdf([Sheet(image=GREY)])).endswith("page 1 could not be read: tesseract ended with 1: Error opening data file eng.traineddata")


def test_a_program_that_says_nothing_of_use_gives_no_words(nothing: Path) -> None:
    fake(nothing, "printf 'level\\tx\\nrubbish\\n5\\t1\\n'")
    assert unread(pdf([Sheet(image=GREY)])) == "a PDF of 1 page with no text on it"


def test_a_program_that_takes_too_long_is_ended(nothing: Path) -> None:
    fake(nothing, "while :; do :; done")
    found = recognition.page(lambda turn: b"", (612, 792), 0.01)
    assert found.trouble.startswith("tesseract took more than ")


def test_a_page_on_its_side_is_turned(nothing: Path) -> None:
    """The fake program reads a page only where its picture is wider than high."""
    rows = "\\n".join("\\t".join(["5", "1", "1", "1", "1", "1", "300", str(300 + 60 * i), "100", "50", "90", "BRIDGE"]) for i in range(30))
    bad = rows.replace("BRIDGE", "x1z")
    head = HEAD.replace("\t", "\\t")
    fake(nothing, f'read -r kind wide high rest; if [ "$wide" -gt "$high" ]; then printf "{head}\\n{rows}"; else printf "{head}\\n{bad}"; fi')
    found = recognition.page(lambda turn: b"P5 9 5 255\n" if turn == 90 else b"P5 5 9 255\n", (612, 792))
    assert {word.text for word in found.words} == {"BRIDGE"}
    first = found.words[0]
    assert (first.way, first.box) == (3, pytest.approx((72, 792 - 96, 84, 792 - 72)))


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")
def test_a_page_image_is_recognised() -> None:
    """A page is drawn, and its picture made a page of its own."""
    from reftel.read import pdf_letters

    document = pdf_letters.opened(pdf([Sheet([typed("FM AMEMBASSY STRELSAU\nTO SECSTATE WASHDC", size=14)])]), "a.pdf")
    with pdf_letters.Page(document, 0) as page:
        head, _, grey = page.picture(0).partition(b"\n")
    document.close()
    _, wide, high, _ = head.split()
    one = source(pdf([Sheet(image=(grey, int(wide), int(high)))]))
    assert one.text.split() == ["FM", "AMEMBASSY", "STRELSAU", "TO", "SECSTATE", "WASHDC"]
    at = one.text.index("SECSTATE")
    (box,) = one.where(Span(at, at + 8)).boxes
    assert box == pytest.approx((72 + 3 * 8.4, 792 - 720 + 12 - 10, 72 + 11 * 8.4, 792 - 720 + 12), abs=6)


# What cannot be read


def test_an_encrypted_document_is_told() -> None:
    crypt = b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O(%s)/U(%s)>>/ID[(a)(a)]" % (b"o" * 32, b"u" * 32)
    with pytest.raises(BadInput, match=r"^a.pdf: an encrypted PDF; give a copy without a password$"):
        sources(pdf([Sheet([typed("FM X")])], trailer=crypt))


def test_a_broken_document_is_told() -> None:
    with pytest.raises(BadInput, match=r"a PDF that cannot be opened: broken or cut off, no %%EOF in its last bytes \(20 are there\)"):
        sources(pdf([Sheet([typed("FM X")])])[:20])


def test_a_document_cut_off_is_read_as_far_as_it_can_be_opened() -> None:
    data = pdf([Sheet([typed(TELEGRAM)])])
    cut = data[: data.index(b"startxref")]  # the place of its table is lost: pdfium looks for the parts
    assert reftel.read(cut, name="a.pdf").mrn == "07STRELSAU1234"


def test_a_document_without_pages_or_text_is_told() -> None:
    with pytest.raises(BadInput, match="a PDF that cannot be opened"):
        sources(pdf([]))
    assert unread(pdf([Sheet(), Sheet()])) == "a PDF of 2 pages with no text on them"


@pytest.mark.parametrize("times", [1, 2])
def test_a_bomb_is_refused_before_it_is_opened(times: int) -> None:
    import zlib

    body = b" " * 50_000_000
    for _ in range(times):
        body = zlib.compress(body, 9)
    filters = b"/FlateDecode" * times
    data = pdf([Sheet([typed("FM X")])]) + b"\n9 0 obj\n<</Length %d/Filter[%s]>>stream\n%s\nendstream\nendobj" % (len(body), filters, body)
    with pytest.raises(BadInput, match=r"the stream at byte [\d,]+ would grow from [\d,]+ bytes beyond [\d,]+: taken for a bomb \(--max-ratio changes that\)"):
        sources(data)
    assert source(data, max_ratio=1_000_000).text == "FM X"


def test_an_image_that_packs_well_is_no_bomb() -> None:
    grey = (bytes(9_000_000), 3000, 3000)
    assert source(pdf([Sheet([typed("FM AMEMBASSY X", mode=3)], image=grey)])).text == "FM AMEMBASSY X"


def test_pages_that_the_time_does_not_suffice_for_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]

    def clock() -> float:
        now[0] += 1.0
        return now[0]

    monkeypatch.setattr("reftel.read.formats.pdf.time.monotonic", clock)
    one = source(pdf([Sheet([typed(f"PAGE {n}")]) for n in range(1, 9)]), max_seconds=5)
    assert "PAGE 1" in one.text and "PAGE 8" not in one.text
    assert kinds(one) == ["pages_unread"]
    assert one.assumed[0].endswith("-8 could not be read: the document took more than 5 s (--max-seconds changes that)")


def test_too_many_letters_on_a_page_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reftel.read.pdf_letters.MOST_LETTERS", 10)
    one = source(pdf([Sheet([typed("FM X")]), Sheet([typed("FM AMEMBASSY STRELSAU")])]))
    assert one.text == "FM X"
    assert "letters on one page, of which 10 at most are read" in one.assumed[0]


def test_a_thousand_pages_are_read() -> None:
    one = source(pdf([Sheet([typed(f"PAGE {n}")]) for n in range(1, 1001)]))
    at = one.text.index("PAGE 777")
    assert one.where(Span(at, at + 8)).page == 777


# Documents within documents


def test_embedded_files_are_read_as_members() -> None:
    inner = pdf([Sheet([typed(TELEGRAM.replace("001234", "001235").replace("#1234", "#1235"))])])
    data = pdf([Sheet([typed(TELEGRAM)])], [("07STRELSAU7.txt", CLEAN.replace("001234", "000007").replace("#1234", "#0007").encode()), ("b.pdf", inner), ("empty.txt", b"")])
    found = sources(data)
    assert [one.name for one in found] == ["a.pdf", "a.pdf!07STRELSAU7.txt", "a.pdf!b.pdf", "a.pdf!empty.txt"]
    assert isinstance(found[3], Unreadable) and found[3].reason == "empty: 0 bytes"


def test_documents_nested_too_deep_are_told() -> None:
    data = pdf([Sheet([typed(TELEGRAM)])])
    for i in range(4):
        data = pdf([Sheet([typed(TELEGRAM)])], [(f"{i}.pdf", data)])
    found = sources(data, max_depth=2)
    assert isinstance(found[-1], Unreadable) and found[-1].reason == "a document within 3 others; it was not opened (--max-depth changes that)"


def test_embedded_files_that_are_too_large_are_told() -> None:
    found = sources(pdf([Sheet([typed("FM X")])], [("a.txt", b"x" * 500)]), max_bytes=400)
    assert isinstance(found[1], Unreadable) and found[1].reason.startswith("500 bytes; documents of more than 400 bytes")


@pytest.mark.parametrize("cut", range(0, 100, 7))
def test_cut_and_garbled_documents_never_surprise(cut: int) -> None:
    data = bytearray(pdf([Sheet([typed(SCANNED)], packed=True), Sheet(image=GREY)], [("a.txt", b"FM X")]))
    for i in range(cut, len(data), 101):
        data[i] ^= 0x55
    for garbled in (bytes(data), bytes(data[: len(data) * cut // 100])):
        with contextlib.suppress(ReftelError):  # nothing else may come out of it
            assert isinstance(reftel.read(garbled, name="a.pdf", settings=Settings(ocr="never")), Telegram)


CORPUS = ROOT.parent / "shared" / "corpus" / "e_foia"


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not here")
@pytest.mark.slow
def test_scans_of_1986_give_their_dates() -> None:
    found = [one for one in reftel.read_all(CORPUS / "reykjavik-1986") if isinstance(one, Telegram) and one.source and one.source.format == "pdf"]
    assert sum(1 for one in found if (one.sent or "").startswith("1986")) >= 22
