"""One file with many telegrams: parted where another begins, never within one, nothing lost between them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reftel
from reftel.read.inputs import Blob, sources
from reftel.read.source import Source
from reftel.read.split import cuts, parts
from reftel.settings import Settings
from reftel.telegram.model import Origin, Telegram, Unreadable
from reftel.text import Span

ENVELOPE = "VZCZCXRO{serial:04}\nOO RUEHQX\nDE RUEHSW #{number:04} 0451530\nZNR UUUUU ZZH\nO {day:02}1530Z FEB 07\nFM AMEMBASSY STRELSAU\nTO RUEHC/SECSTATE WASHDC\n"
FULL = ENVELOPE + "BT\nUNCLAS STRELSAU {number:06}\n\nE.O. 12958: N/A\nTAGS: PREL\nSUBJECT: THE BRIDGE {number}\n\n1. (U) It holds.\n\n2. (U) It may fall.\n\nOSRA\n"
SAS = (
    "PAGE 01        STRELS {number:05}  {day:02}1439Z\n53\nACTION SS-25\n\nINFO  OCT-01  ISO-00  /026 W\n                     --------------------- 097277\n"
    "O {day:02}1320Z JUL 76\nFM AMEMBASSY STRELSAU\nTO SECSTATE WASHDC IMMEDIATE 1234\nC O N F I D E N T I A L STRELSAU {number}\n\nE.O. 11652: GDS\nTAGS: PFOR, RX\n"
    "SUBJ: THE BRIDGE\n\n1. IT HOLDS.\n\nPAGE 02        STRELS {number:05}  {day:02}1439Z\n\n2. IT MAY FALL.\nOSRA\n\n\nCONFIDENTIAL\n"
)
SMART = (
    "                         UNCLASSIFIED\n\n\nMRN:            12 STRELSAU {number}\nDate/DTG:       Jun {day:02}, 2012 / {day:02}2335Z JUN 12\nFrom:           AMEMBASSY STRELSAU\n"
    "Action:         WASHDC, SECSTATE ROUTINE\nE.O.:           13526\nTAGS:           PREL\nSubject:        The bridge\n\n1. (U) It holds.\n\nSignature:      OSRA\n\nDrafted By:     POL:Osra, Jane\n"
)
VOLUME = "{number}. Telegram From the Embassy in Ruritania to the Department of State\n\nStrelsau, May {day}, 1956—7:25 p.m.\n\n{number}41. It holds.\n\nOsra\n"
EXTRACT = "This record is a partial extract of the original cable. The full text of the original cable is not available.\n\nUNCLAS STRELSAU {number:06}\n\nTAGS: PREL\nSUBJECT: X\n\n1. (U) It holds.\n"
FORMS = {"full": FULL, "sas": SAS, "smart": SMART, "volume": VOLUME, "extract": EXTRACT}


def several(form: str, count: int, between: str = "\n\n") -> tuple[str, list[int]]:
    """Some telegrams one behind the other, and where each begins."""
    begins, text = [], ""
    for i in range(count):
        begins.append(len(text))
        text += FORMS[form].format(number=101 + 7 * i, serial=40 + i, day=1 + i % 27) + between
    return text, begins


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("between", ["", "\n\n", "\n==========\n\n", "\f", "\nNNNN\n\n\n"], ids=["nothing", "lines", "rule", "form feed", "NNNN"])
def test_each_form_is_parted(form: str, between: str) -> None:
    text, begins = several(form, 5, between)
    found = cuts(text)
    assert len(found) == 5
    for cut, begin in zip(found, begins, strict=True):
        stray = text[min(cut, begin) : max(cut, begin)].strip("=\n\f ")
        assert stray == "" or (form, between, stray) == ("sas", "", "CONFIDENTIAL")  # which may be the foot of one or the head of the next


@pytest.mark.parametrize("form", FORMS)
def test_one_telegram_is_one(form: str) -> None:
    assert cuts(several(form, 1)[0]) == []


def test_forms_may_be_mixed() -> None:
    text = "\n\n".join(form.format(number=500 + i, serial=7 + i, day=3 + i) for i, form in enumerate(FORMS.values()))
    assert len(cuts(text)) == len(FORMS)


ONE = FULL.format(number=101, serial=1, day=4)


@pytest.mark.parametrize(
    "inside",
    [
        ENVELOPE.format(number=101, serial=2, day=4) + "UNCLAS SECTION 02 OF 02 STRELSAU 000101\n\nTAGS: PREL\nSUBJECT: THE BRIDGE 101\n\n3. (U) More.\n",
        "UNCLAS SECTION 02 OF 02 STRELSAU 000101\n\nSIPDIS\n\nE.O. 12958: N/A\nTAGS: PREL\nSUBJECT: THE BRIDGE 101\n\n3. (U) More.\n",
        "3. (U) FOLLOWING IS THE TEXT OF ZENDA 77:\n\nUNCLAS ZENDA 000077\n\nTAGS: PREL\nSUBJECT: THE RIVER\n\n1. (U) It is high.\n\n4. (U) That is all.\n",
        "3. (U) QUOTE:\n\nO 031530Z FEB 07\nFM AMEMBASSY ZENDA\nTO SECSTATE WASHDC\n\nUNCLAS ZENDA 000077\nSUBJECT: THE RIVER\n1. (U) It is high. UNQUOTE.\n\n4. (U) Enough.\n",
        "3. (U) FM Osra told us:\nTO be or not\nFM OSRA LEFT\n\n1. timber\n2. time\n",
        "STRELSAU 00000101  002 OF 003 \n\n3. (U) More.\n",
        "SUMMARY\n=======\n\n3. (U) More.\n",
        "REF: A. ZENDA 77\nSECRET ZENDA 000077\n",
        "\f3. (U) The next page.\n",
    ],
    ids=["section envelope", "section", "text of", "quote", "foreign minister", "page", "underlined", "reference", "page of paper"],
)
def test_nothing_within_one_parts_it(inside: str) -> None:
    assert cuts(ONE.replace("OSRA\n", "") + inside + "\nOSRA\n") == []


def test_a_quoted_telegram_does_not_hide_the_next() -> None:
    quoting = ONE.replace("OSRA\n", "3. (U) BEGIN TEXT\n\nUNCLAS ZENDA 000077\nTAGS: PREL\nSUBJECT: Y\n1. (U) High.\nEND TEXT\n\nOSRA\n\nNNNN\n")
    text = quoting + FULL.format(number=222, serial=9, day=5)
    assert cuts(text) == [0, len(quoting)]


def test_a_covering_letter_is_reported_and_part_of_none() -> None:
    letter = "Dear Osra,\n\nhere are the telegrams of February, as you wished.\n\n"
    text, _ = several("full", 2)
    found = _read(letter + text)
    assert [(type(one).__name__, _part(one)) for one in found] == [("Unreadable", 1), ("Telegram", 2), ("Telegram", 3)]
    assert found[0].reason.startswith("no telegram in 64 characters starting 'Dear Osra")


def test_words_between_an_end_and_a_heading_are_a_piece_of_their_own() -> None:
    text = ONE + "\nNNNN\n\nThat was the first of them; now the second, which you will like.\n\n" + FULL.format(number=222, serial=9, day=5)
    found = _read(text)
    assert [type(one).__name__ for one in found] == ["Telegram", "Unreadable", "Telegram"]
    assert "That was the first" in found[1].reason


def test_a_telegram_that_lost_its_heading_before_one_that_did_not() -> None:
    headless = "1. (U) The river rose.\n\n2. (U) The bridge held.\n\nOSRA\n\n"
    assert cuts(headless + ONE) == [0, len(headless)]
    assert cuts("An introduction of the editor.\n\n" + ONE) == []


def _read(text: str) -> list[Telegram | Unreadable]:
    from reftel.read import read_source

    out: list[Telegram | Unreadable] = []
    for one in sources(Blob(Origin("month.txt", "0"), text.encode()), Settings()):
        try:
            out.append(read_source(one) if isinstance(one, Source) else one)
        except reftel.errors.ReftelError as error:
            assert isinstance(one, Source)
            out.append(Unreadable("month.txt", str(error).partition(": ")[2], type(error).__name__, part=one.origin.part))
    return out


def _part(one: Telegram | Unreadable) -> int | None:
    return one.part if isinstance(one, Unreadable) else one.source.part if one.source else None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_parts_have_their_own_bytes_and_lead_back_to_the_file(tmp_path: Path, encoding: str) -> None:
    text, _ = several("full", 4)
    text = text.replace("It holds", "Il a tombé").replace("\n", "\r\n")
    data = text.encode(encoding)
    (tmp_path / "month.txt").write_bytes(data)
    found = list(sources(Blob(Origin("month.txt", "0"), data), Settings()))
    assert [one.origin.part for one in found] == [1, 2, 3, 4]
    assert b"".join(one.data for one in found) == data
    assert len({one.origin.sha256 for one in found}) == 4
    for one in found:
        assert isinstance(one, Source)
        at = one.text.index("tombé")
        place = one.where(Span(at, at + 5))
        assert data[place.start : place.end].decode("utf-16-le" if encoding == "utf-16" else encoding) == "tombé"
        assert one.name == f"month.txt telegram {one.origin.part}"
    telegrams = [one for one in reftel.read_all(tmp_path) if isinstance(one, Telegram)]
    assert [one.mrn for one in telegrams] == ["07STRELSAU101", "07STRELSAU108", "07STRELSAU115", "07STRELSAU122"]
    with pytest.raises(reftel.errors.NotOneTelegram):
        reftel.read(tmp_path / "month.txt")


@settings(max_examples=40)
@given(st.lists(st.tuples(st.sampled_from(sorted(FORMS)), st.sampled_from(["\n\n", "\n\nNNNN\n\n", "\n=====\n", ""])), min_size=1, max_size=8))
def test_nothing_is_lost_and_all_leads_back(chosen: list[tuple[str, str]]) -> None:
    text = "".join(FORMS[form].format(number=100 + 13 * i, serial=i, day=1 + i) + between for i, (form, between) in enumerate(chosen))
    found = [one for one in parts(Source(text, Origin("a", "0", encoding="utf-8"), text.encode())) if isinstance(one, Source)]
    assert "".join(one.text for one in found) == text
    for one in found:
        place = one.where(Span(0, len(one.text)))
        assert text.encode()[place.start : place.end].decode() == one.text
        assert one.origin.part is None or one.origin.part == found.index(one) + 1


def test_parts_are_built_kept_and_known_again(tmp_path: Path) -> None:
    text, _ = several("full", 3)
    page = "<html><body>" + "".join(f"<pre>{one}</pre><hr>" for one in text.split("\n\n\n") if one.strip()) + "</body></html>"
    (tmp_path / "month.txt").write_text("Dear Osra,\nhere are the telegrams of February, all three of them.\n\n" + text)
    (tmp_path / "month.html").write_text(page.replace("STRELSAU", "ZENDA"))
    with reftel.open_archive(tmp_path / "a.reftel", "w", Settings(processes=1)) as archive:
        report = archive.build([tmp_path / "month.txt", tmp_path / "month.html"])
        assert (report.added, report.known, [one.part for one in report.unreadable]) == (6, 0, [1])
        again = archive.build([tmp_path / "month.txt", tmp_path / "month.html"])
        assert (again.added, again.known) == (0, 6)
        (copy,) = archive.copies("07STRELSAU108")
        assert copy.origin.part == 3
        assert b"THE BRIDGE 108" in copy.data and b"THE BRIDGE 101" not in copy.data
        assert [archive.copies(f"07ZENDA{number}")[0].data for number in (101, 108, 115)] == [page.replace("STRELSAU", "ZENDA").encode()] * 3
        assert list(archive.verify()) == []


def test_quote_as_a_word_of_the_text_hides_nothing() -> None:
    said = ONE.replace("2. (U) It may fall.", "2. (U) HE ADDED: YOU MAY QUOTE ME IF YOU DO NOT NAME ME.").partition("OO RUEHQX\n")[2].partition("ZZH\n")[2]
    other = FULL.format(number=222, serial=9, day=5).partition("ZZH\n")[2]
    assert cuts(said + "\n\n" + other) == [0, len(said) + 2]


def test_scanned_pages_of_one_telegram_stay_together() -> None:
    page = "\fTEXT OF TELEGRAM 86{name}\n\nADP540\nUNCLASSIFIED\n\nPAGE 01         {station}  {number}  {section} OF 03  121512Z\nACTION EUR-00\n\n1. IT HOLDS.\n\nNNNN\n"
    pages = [("ZENDA 002114", "ZENDA", "02114", "01"), ("ZENOA OO2I14", "ZENOA", "02114", "02"), ("ZENDA 002114", "ZENDA", "02174", "03")]
    scanned = "".join(page.format(name=name, station=station, number=number, section=section) for name, station, number, section in pages)
    assert cuts(scanned) == []
    other = page.format(name="OSVART 003914", station="OSVART", number="03914", section="01")
    assert cuts(scanned + other) == [0, len(scanned)]


@pytest.mark.parametrize(
    ("was", "read"),
    [("FM AMEMBASSY STRELSAU", "FM AMEM8ASSY STREL..AU"), ("O 011530Z FEB 07", "O 011530Z FE8 07"), ("UNCLAS STRELSAU", "UNCLAS STRELSAO")],
    ids=["sender", "month", "station"],
)
def test_a_further_section_with_a_misread_letter_stays(was: str, read: str) -> None:
    one = FULL.format(number=101, serial=40, day=1)
    assert was in one
    section = one.replace(was, read).partition("ZZH\n")[2]
    assert cuts(one + "\n\n" + section) == []
    other = FULL.format(number=108, serial=41, day=2).partition("ZZH\n")[2]
    assert cuts(one + "\n\n" + other) == [0, cuts(one + "\n\n" + other)[1]]


def test_one_minute_and_another_post_is_another_telegram() -> None:
    one = FULL.format(number=101, serial=40, day=1).partition("ZZH\n")[2]
    other = one.replace("STRELSAU 000101", "OSVARTH 000207").replace("STRELSAU", "OSVARTH")
    assert cuts(one + "\n\n" + other) == [0, len(one) + 2]


def test_an_envelope_on_one_line_is_the_head_of_its_telegram(tmp_path: Path) -> None:
    envelope, _, rest = FULL.format(number=101, serial=40, day=1).partition("BT\n")
    flat = " ".join(envelope.split()) + "\n\n" + rest
    letter = "Dear Osra,\nhere are the telegrams that you asked me to find.\n\n"
    other = FULL.format(number=108, serial=41, day=2)
    assert cuts(letter + flat + other) == [0, len(letter), len(letter + flat)]
    (tmp_path / "cover.txt").write_text(letter + flat + other)
    cover, telegram, _ = reftel.read_all(tmp_path)
    assert isinstance(cover, Unreadable) and cover.passed_over
    assert isinstance(telegram, Telegram) and (telegram.mrn, telegram.dtg, len(telegram.paragraphs)) == ("07STRELSAU101", "011530Z FEB 07", 2)
