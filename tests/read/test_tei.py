"""Volumes in TEI: documents taken out of the stream, their marks, and the way back to the bytes."""

import io
import re
import zipfile
from html import unescape
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

import reftel
from reftel.read.formats import tei
from reftel.read.source import Source
from reftel.settings import Settings
from reftel.telegram.model import Origin, Telegram, Unreadable
from reftel.text import Span

NAMESPACE = 'xmlns="http://www.tei-c.org/ns/1.0" xmlns:frus="http://history.state.gov/frus/ns/1.0"'
NOTE = '<note n="1" type="source" xml:id="d28fn1">Source: Department of State, Central Files, 793.00/7-2058. Secret; Priority.</note>'
TELEGRAM = f"""<div {NAMESPACE} type="document" n="28" xml:id="d28">
    <pb n="61" xml:id="pg_61"/>
    <head>28. Telegram From the <gloss type="from">Embassy in Zenda</gloss> to the <gloss type="to">Department of
        State</gloss>{NOTE}</head>
    <dateline><placeName>Strelsau</placeName>, <date when="1958-07-20T20:00:00">July 20, 1958—8 p.m.</date></dateline>
    <p>80. <persName corresp="#p_TF1">Tarlenheim</persName> said the King would come.<note n="2" xml:id="d28fn2">He came on
        July 23.</note> See <ref target="#d27">Document 27</ref>.</p>
    <p>Bread &amp; salt<pb n="62" xml:id="pg_62"/> were brought.</p>
    <closer><signed><persName corresp="#p_RR1">Rassendyll</persName></signed></closer>
</div>"""


def document(number: int, kind: str = "Telegram From the Embassy in Zenda to the Department of State", text: str = "He came.") -> str:
    date = "<dateline>Strelsau, July 20, 1958—8 p.m.</dateline>"
    return f'<div type="document" n="{number}" xml:id="d{number}"><head>{number}. {kind}</head>{date}<p>{number}0. {text}</p></div>'


def volume(*documents: str, front: str = "") -> bytes:
    return f'<TEI {NAMESPACE} xml:id="zenda58"><text><front>{front}</front><body>{"".join(documents)}</body></text></TEI>'.encode()


def read(data: bytes, settings: Settings | None = None) -> list[Source | Unreadable]:
    return list(tei.read(io.BytesIO(data), Origin("volume.xml", ""), settings or Settings()))


def sources(data: bytes) -> list[Source]:
    return [one for one in read(data) if isinstance(one, Source)]


def only(data: bytes) -> Source:
    [source] = read(data)
    assert isinstance(source, Source)
    return source


def unreadable(data: bytes, settings: Settings | None = None) -> list[Unreadable]:
    return [one for one in read(data, settings) if isinstance(one, Unreadable)]


def test_the_text_holds_head_dateline_paragraphs_and_closer_without_notes() -> None:
    assert only(TELEGRAM.encode()).text == (
        "28. Telegram From the Embassy in Zenda to the Department of State\n\nStrelsau, July 20, 1958—8 p.m.\n\n"
        "80. Tarlenheim said the King would come. See Document 27.\n\nBread & salt were brought.\n\nRassendyll"
    )


def test_marks_keep_what_the_markup_says() -> None:
    source = only(TELEGRAM.encode())
    told = {(mark.kind, mark.at.quote(source.text) if mark.at else "", mark.key) for mark in source.marks if not mark.words and mark.kind != "head"}
    assert told == {
        ("page", "", "61"), ("page", "", "62"), ("from", "Embassy in Zenda", None), ("to", "Department of State", None), ("place", "Strelsau", None),
        ("date", "July 20, 1958—8 p.m.", "1958-07-20T20:00:00"), ("dateline", "Strelsau, July 20, 1958—8 p.m.", None), ("person", "Tarlenheim", "p_TF1"),
        ("reference", "Document 27", "d27"), ("person", "Rassendyll", "p_RR1"), ("signer", "Rassendyll", None),
    }  # fmt: skip
    notes = [(mark.kind, mark.words[:24], mark.key) for mark in source.marks if mark.words]
    assert notes == [("source", "Source: Department of St", "1"), ("footnote", "He came on July 23.", "2")]
    anchor = next(mark.at for mark in source.marks if mark.kind == "footnote")
    assert anchor is not None
    assert source.text[: anchor.start].endswith("would come.")


def test_white_space_of_a_pretty_printer_is_none_of_the_text() -> None:
    text = "The Minister\n (<persName>\n <hi>Sapt</hi>\n</persName>\n) to the Secretary of State\n, in  Zenda"
    data = f'<div {NAMESPACE} type="document"><note type="source" rend="inline">793.00: Telegram</note><head>{text}</head></div>'
    assert only(data.encode()).text == "The Minister (Sapt) to the Secretary of State, in Zenda"


def test_lists_labels_rows_and_breaks() -> None:
    inner = (
        "<p>TELEGRAM<lb/>Strelsau 12</p><list type='to'><head>TO:</head><item>SECSTATE WASHDC</item><item>AMEMBASSY ZENDA</item></list>"
        "<list><label>(1)</label><item>one</item><label>(2)</label><item>two</item></list>"
        "<table><row><cell>a</cell><cell>b</cell></row><row><cell>c</cell><cell>d</cell></row></table>"
    )
    text = only(TELEGRAM.replace("<p>80.", inner + "<p>80.").encode()).text
    assert "TELEGRAM\nStrelsau 12\n\nTO: SECSTATE WASHDC\nAMEMBASSY ZENDA\n\n(1) one\n(2) two\n\na\tb\nc\td\n\n80." in text


@pytest.mark.parametrize("word", ["Tarlenheim", "Bread & salt", "salt were", "—8", "Rassendyll", "State\n\nStrelsau"])
def test_a_span_leads_back_to_the_bytes(word: str) -> None:
    data = TELEGRAM.encode()
    source = only(data)
    start = source.text.index(word)
    place = source.where(Span(start, start + len(word)))
    found = re.sub(r"<note.*?</note>|<[^<>]*>", "", data[place.start : place.end].decode(), flags=re.DOTALL)
    assert place.unit == "bytes"
    assert unescape(found).split() == word.split()


PIECES = st.lists(
    st.tuples(
        st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=8),
        st.sampled_from(["", "<hi>x</hi>", "\n   ", "<pb n='3'/>", "<note n='1'>y</note>", "<lb/>", "</p><p>", "&#8212;", "&amp;", "<![CDATA[&z]]>", "\t"]),
    ),
    max_size=12,
)


@given(PIECES, st.sampled_from(["utf-8", "utf-16"]))
def test_every_letter_of_any_document_leads_back_to_its_bytes(pieces: list[tuple[str, str]], encoding: str) -> None:
    inner = "".join(escape(words) + markup for words, markup in pieces)
    head = f'<div {NAMESPACE} type="document" n="1"><head>1. Telegram From Zenda to Strelsau</head><p>'
    data = (head + inner + "</p></div>").encode(encoding)
    source = only(data)
    wide = "utf-16-le" if encoding == "utf-16" else encoding
    for at, letter in enumerate(source.text):
        if not letter.isspace():
            place = source.where(Span(at, at + 1))
            spelt = data[place.start : place.end].decode(wide)
            assert unescape(spelt) == letter or spelt == letter


@given(PIECES, st.integers(0, 60), st.integers(0, 60))
def test_places_of_spans_keep_their_order_and_lie_within_the_file(pieces: list[tuple[str, str]], start: int, size: int) -> None:
    data = volume(document(1), document(2, text="".join(escape(words) + markup for words, markup in pieces)))
    first, second = sources(data)
    for source in (first, second):
        at = min(start, len(source.text))
        place = source.where(Span(at, min(at + size, len(source.text))))
        assert 0 <= place.start <= place.end <= len(data)
    assert first.where(Span(0, len(first.text))).end <= second.where(Span(0, len(second.text))).start


def test_a_volume_gives_each_telegram_with_its_own_bytes_and_how_to_cite_it() -> None:
    one, two = sources(volume(document(1), document(2)))
    assert one.data == document(1).encode()
    assert (one.origin.published, one.origin.part, two.origin.part) == ({"volume": "zenda58", "document": "1", "id": "d1"}, 1, 2)
    assert one.origin.sha256 != two.origin.sha256
    assert reftel.read(one.data.replace(b"<div ", f"<div {NAMESPACE} ".encode(), 1), name="d1.xml").known("mrn") == "1958STRELSAU10"


def test_documents_that_are_no_telegrams_are_counted_by_kind_and_no_fault() -> None:
    found = read(volume(document(1), document(2, "Memorandum of Conversation"), document(3, "Editorial Note"), document(4, "Memorandum of Conversation")))
    assert [type(one).__name__ for one in found] == ["Source", "Unreadable"]
    passed = found[-1]
    assert isinstance(passed, Unreadable)
    assert passed.passed_over
    assert passed.reason == "3 of 4 documents are no telegrams and were passed over: 2 Memorandum of Conversation, 1 Editorial Note"


def test_one_document_that_is_no_telegram_says_what_it_is() -> None:
    [passed] = unreadable(TELEGRAM.replace("Telegram From", "Letter From").encode())
    assert passed.reason == "its document is no telegram and was passed over: 1 Letter"


@pytest.mark.parametrize(
    "head",
    ["5. Circular Telegram From the Department of State to Certain Posts", "5. Draft Telegram to the Embassy in Zenda", "5. Telegram 12 From A to B",
     "5. Backchannel Message From the Ambassador in Zenda (Sapt) to the President", "[Telegram]"],
)  # fmt: skip
def test_what_an_edition_calls_a_telegram(head: str) -> None:
    assert len(sources(volume(document(1).replace("1. Telegram From the Embassy in Zenda to the Department of State", head)))) == 1


@pytest.mark.parametrize("head", ["Memorandum for the Record: the telegram from Zenda", "Letter From the Minister", "Airgram From the Embassy in Zenda"])
def test_what_it_does_not(head: str) -> None:
    assert sources(volume(document(1, head))) == []


def test_names_of_the_front_matter_say_what_identifiers_mean() -> None:
    front = (
        '<list type="persons"><item><hi><persName xml:id="p_TF1">Tarlenheim, Fritz von</persName></hi>, Minister of the Household</item></list>'
        '<list type="terms"><item><hi><term xml:id="t_GOZ1">GOZ</term></hi>, Government of Zenda</item></list>'
    )
    text = '<persName corresp="#p_TF1">Tarlenheim</persName> of the <gloss target="#t_GOZ1">GOZ</gloss> and <persName corresp="#p_XX">Sapt</persName>'
    telegram = reftel.read(volume(document(1, text=text), front=front), name="volume.xml")
    assert [(one.text, one.key, one.meaning) for one in telegram.mentions] == [
        ("Tarlenheim", "p_TF1", "Tarlenheim, Fritz von"), ("GOZ", "t_GOZ1", "Government of Zenda"), ("Sapt", "p_XX", None),
    ]  # fmt: skip


def test_a_file_broken_between_documents_says_where_and_keeps_what_came_before() -> None:
    data = volume(document(1), document(2)).replace(b'<div type="document" n="2"', b'</wrong><div type="document" n="2"')
    found = read(data)
    assert [type(one).__name__ for one in found] == ["Source", "Unreadable"]
    assert re.fullmatch(r"broken XML at line 1, column [\d,]+: mismatched tag; the document before it was read", found[-1].reason)  # type: ignore[union-attr]


def test_a_document_that_is_cut_off_is_read_as_far_as_it_goes_with_a_defect() -> None:
    telegram = reftel.read(TELEGRAM.encode()[: TELEGRAM.encode().index(b" were brought")], name="d28.xml")
    assert telegram.paragraphs[-1].text == "Bread & salt"
    [cut] = [one for one in telegram.defects if one.kind == "truncated"]
    assert "no element found" in cut.message


def test_entities_of_a_file_are_refused_and_never_expanded() -> None:
    bomb = '<!DOCTYPE TEI [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>' + volume(document(1, text="&b;")).decode()
    [refused] = unreadable(bomb.encode())
    assert "declares the entity 'a' at line 1" in refused.reason


def test_nothing_outside_the_file_is_fetched() -> None:
    data = '<!DOCTYPE TEI SYSTEM "file:///etc/passwd">' + volume(document(1, text="a&mdash;b &unknown; c")).decode()
    assert sources(data.encode())[0].text.endswith("a—b &unknown; c")


def test_elements_that_go_too_deep_are_refused() -> None:
    [deep] = unreadable(volume("<div>" * 5000 + "</div>" * 5000))
    assert "elements more than 200 deep at line 1" in deep.reason


def test_a_document_that_is_too_large_is_refused_by_its_line() -> None:
    [large] = unreadable(volume(document(1, text="a " * 400_000)), Settings(max_bytes=100_000))
    assert "a document of more than 100,000 bytes" in large.reason


def test_a_volume_without_documents_says_so() -> None:
    [empty] = unreadable(volume())
    assert empty.reason == 'a TEI file without documents; expected <div type="document"> elements'


@pytest.mark.parametrize(("head", "bid"), [(TELEGRAM, 40), ("<?xml version='1.0'?>\n<TEI xmlns='http://www.tei-c.org/ns/1.0'>", 40), ("<html><body>", 0),
                                           ("See http://www.tei-c.org/ns/1.0 <TEI >", 0), ("", 0)])  # fmt: skip
def test_it_bids_for_tei_alone(head: str, bid: int) -> None:
    assert tei.bid(head.encode(), "a.xml") == bid


def test_the_day_that_an_edition_gives_a_document_without_one() -> None:
    dated = document(1).replace("July 20, 1958—8 p.m.", "undated")
    dated = dated.replace("<div ", '<div frus:doc-dateTime-min="1958-07-20T00:00:00Z" frus:doc-dateTime-max="1958-07-20T23:59:59Z" ', 1)
    telegram = reftel.read(volume(dated), name="volume.xml")
    assert (telegram.sent, telegram.known("sent")) == (None, "1958-07-20")


def test_latin_1_and_utf_16_are_read() -> None:
    text = TELEGRAM.replace("—", "-").replace("Tarlenheim", "Tarlenhéim")
    for encoding, declared in (("iso-8859-1", '<?xml version="1.0" encoding="ISO-8859-1"?>'), ("utf-16", '<?xml version="1.0" encoding="UTF-16"?>')):
        source = only((declared + text).encode(encoding))
        assert "Tarlenhéim said" in source.text


def test_the_whole_way_from_a_file_to_a_telegram(tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "zenda58.xml"
    path.write_bytes(volume(document(1), document(2, "Letter From the King"), document(3)))
    found = list(reftel.read.read_all(path))
    assert [one.mrn for one in found if isinstance(one, Telegram)] == ["1958STRELSAU10", "1958STRELSAU30"]
    assert [one.passed_over for one in found if isinstance(one, Unreadable)] == [True]
    assert found[1].source.part == 2  # type: ignore[union-attr]


def test_a_volume_in_an_archive_is_read_as_a_stream(tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "volumes.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("zenda58.xml", volume(document(1), document(2, "Editorial Note")))
    one, passed = reftel.read.read_all(path)
    assert isinstance(one, Telegram)
    assert one.source is not None
    assert (one.mrn, one.source.member) == ("1958STRELSAU10", "zenda58.xml")
    assert isinstance(passed, Unreadable)
    assert (passed.member, passed.passed_over) == ("zenda58.xml", True)


def test_chunks_may_part_a_document_anywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    data = volume(document(1, text="Brot &amp; Salz — <hi>so</hi>"), document(2))
    whole = [(one.text, one.data, one.where(Span(0, len(one.text)))) for one in sources(data)]
    for size in (1, 2, 3, 7, 64):
        monkeypatch.setattr(tei, "CHUNK", size)
        assert [(one.text, one.data, one.where(Span(0, len(one.text)))) for one in sources(data)] == whole


def test_memory_holds_no_more_than_the_document_that_is_open() -> None:
    reading = tei._Volume(Origin("volume.xml", ""), Settings())
    most = 0
    data = volume(*(document(number) for number in range(1, 400)))
    for at in range(0, len(data), 512):
        reading.feed(data[at : at + 512])
        list(reading.taken())
        most = max(most, len(reading.raw))
    assert most < 2 * 512 + len(document(399))
