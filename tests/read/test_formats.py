"""Input formats: encodings, html pages and csv tables, and the way from a span back to where it stood."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import reftel
from reftel.read.formats import cablegate_html, csv_dump, text, winner
from reftel.read.source import MIXED, Place, Source, decode
from reftel.settings import Settings
from reftel.telegram.model import Origin, Telegram, Unreadable
from reftel.text import Span

BODY = "UNCLAS STRELSAU 000012\n\nSUBJECT: THE BRIDGE\n\n1. (U) It holds."
HEADER = "O 141530Z FEB 07\nFM AMEMBASSY STRELSAU\nTO SECSTATE WASHDC"


def table(data: bytes | str) -> list[Source | Unreadable]:
    raw = data.encode() if isinstance(data, str) else data
    return list(csv_dump.read(io.BytesIO(raw), Origin("t.csv", ""), Settings()))


def page(html: str) -> Source:
    (source,) = cablegate_html.read(io.BytesIO(html.encode()), Origin("p.html", ""), Settings())
    assert isinstance(source, Source)
    return source


# --- bids -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (BODY.encode(), "text"), (BODY.encode("utf-16"), "text"), (b"\x07\x1a" + BODY.encode(), "text"), (b"<html><pre>", "cablegate_html"),
        (b"  <!DOCTYPE HTML>\n<html>", "html"), (b"id,body\n1,x", "csv_dump"), (b'"id","date","header","body"\n', "csv_dump"),
        (b'"1","2/14/2007 15:30","07STRELSAU12","Embassy",', "csv_dump"), (b"\xef\xbb\xbfid,body\n", "csv_dump"),
    ],
)  # fmt: skip
def test_the_right_format_wins(head: bytes, name: str) -> None:
    assert winner(head, "a", len(head))[0] == name


# --- text -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "encoding", "expected"),
    [
        ("¶1. café “x”".encode(), "utf-8", "¶1. café “x”"),
        ("¶1. café “x”".encode("utf-8-sig"), "utf-8-sig", "¶1. café “x”"),
        ("¶1. café “x”".encode("utf-16"), "utf-16", "¶1. café “x”"),
        (b"\xfe\xff" + "¶1. café".encode("utf-16-be"), "utf-16", "¶1. café"),
        ("¶1. café “x”".encode("cp1252"), "cp1252", "¶1. café “x”"),
        ("café ".encode() + "“x”".encode("cp1252"), MIXED, "café “x”"),
        (b"\x81\x8d x", "cp1252", "\x81\x8d x"),
    ],
)  # fmt: skip
def test_encodings(data: bytes, encoding: str, expected: str) -> None:
    found, name, assumed = decode(data)
    assert (found, name) == (expected, encoding)
    assert bool(assumed) == (encoding in {"cp1252", MIXED})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@given(words=st.text("ab é“€\n", max_size=20), data=st.data())
def test_where_gives_the_bytes_of_a_span(encoding: str, words: str, data: st.DataObject) -> None:
    raw = words.encode(encoding)
    found, name, _ = decode(raw)
    if found != words:
        return  # a text that Windows-1252 spells like UTF-8
    start = data.draw(st.integers(0, len(words)))
    end = data.draw(st.integers(start, len(words)))
    place = Source(found, Origin("a", "", encoding=name), raw).where(Span(start, end))
    assert place.unit == "bytes"
    plain = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le"}.get(name, name)
    assert raw[place.start : place.end].decode(plain) == words[start:end]


@given(st.lists(st.sampled_from(["é".encode(), b"\xe9", b"a", "“".encode(), b"\x93", b"\n"]), min_size=1, max_size=20), st.data())
def test_where_in_mixed_bytes(parts: list[bytes], data: st.DataObject) -> None:
    raw = b"".join(["é".encode(), b"\xe9x", *parts])
    found, name, _ = decode(raw)
    start = data.draw(st.integers(0, len(found)))
    end = data.draw(st.integers(start, len(found)))
    place = Source(found, Origin("a", "", encoding=name), raw).where(Span(start, end))
    assert raw[place.start : place.end].decode("utf-8", "reftel.cp1252") == found[start:end]


def test_a_telegram_in_utf_16_leads_back_to_its_bytes(tmp_path: Path) -> None:
    raw = f"{HEADER}\n\n{BODY}\n\nCafé.".encode("utf-16")
    (source,) = text.read(io.BytesIO(raw), Origin("a", ""), Settings())
    telegram = reftel.read(raw)
    place = source.where(telegram.at["subject"])
    assert raw[place.start : place.end].decode("utf-16-le") == "THE BRIDGE"


# --- html -------------------------------------------------------------------------------------------------------------

PAGE = (
    "<html><body><table class='cable'><tr><th>Reference ID</th><th>Created</th><th>Origin</th></tr>"
    "<tr><td><a href='/x'>07STRELSAU12</a></td><td>2007-02-14 15:03</td><td>Embassy &amp; Co</td></tr></table>"
    "<code><pre>O 141530Z FEB 07&#x000A;FM AMEMBASSY STRELSAU&#x000A;TO SECSTATE WASHDC</pre></code>"
    "<code><pre class='x'>UNCLAS STRELSAU 000012&#x000A;&#x000A;TAGS: <a href='/tag/PREL_0.html'>PREL</a>&#x000A;SUBJECT: THE &quot;BRIDGE&quot; &amp; I"
    "&#x000A;&#x000A;&para;1. (U) It was &not a gadget, &lt;br&gt; AT&T said.&#182;<br/>Next &bogus; line.</pre></code></body></html>"
)


def test_a_page_gives_its_blocks_as_text() -> None:
    source = page(PAGE)
    assert source.text == (
        "O 141530Z FEB 07\nFM AMEMBASSY STRELSAU\nTO SECSTATE WASHDC\n\nUNCLAS STRELSAU 000012\n\nTAGS: PREL\nSUBJECT: THE \"BRIDGE\" & I"
        "\n\n¶1. (U) It was &not a gadget, <br> AT&T said.¶\nNext &bogus; line."
    )
    assert source.origin.published == {"Reference ID": "07STRELSAU12", "Created": "2007-02-14 15:03", "Origin": "Embassy & Co"}
    assert source.way is not None
    assert source.way.undo() == PAGE


@pytest.mark.parametrize(("words", "markup"), [
    ("FM AMEMBASSY STRELSAU", "FM AMEMBASSY STRELSAU"), ("PREL", "PREL"), ("THE \"BRIDGE\" & I", "THE &quot;BRIDGE&quot; &amp; I"), ("&not a gadget", "&not a gadget"),
    ("<br>", "&lt;br&gt;"), ("¶1.", "&para;1."), ("07\nFM", "07&#x000A;FM"), ("&bogus;", "&bogus;"),
])  # fmt: skip
def test_a_span_leads_back_into_the_page(words: str, markup: str) -> None:
    source = page(PAGE)
    start = source.text.index(words)
    place = source.where(Span(start, start + len(words)))
    assert place.unit == "characters of the page"
    assert PAGE[place.start : place.end] == markup


def test_a_telegram_of_a_page() -> None:
    telegram = reftel.read(PAGE, name="p.html")
    assert (telegram.mrn, telegram.tags, telegram.subject) == ("07STRELSAU12", ["PREL"], 'THE "BRIDGE" & I')
    assert telegram.sent == "2007-02-14T15:30:00Z", "never from the table, whose times are wrong"
    assert telegram.source.format == "cablegate_html"


@pytest.mark.parametrize("html", ["<html><pre>UNCLAS X 000012", "<html><PRE>a</PRE >", "<html><pre>a<b", "<html><pre></pre>", "<html><pre>&#1114112;&#0;&#xD800;</pre>"])
def test_broken_pages_are_read_as_far_as_they_go(html: str) -> None:
    source = page(html)
    assert source.way is not None
    assert source.way.undo() == html


# --- csv --------------------------------------------------------------------------------------------------------------


def test_a_table_with_names() -> None:
    data = f'ID,MRN,Header,Body,Date\n1,07STRELSAU12,"{HEADER}","{BODY}",2007-02-14\n2,,,"{BODY}",\n'
    first, second = table(data)
    assert isinstance(first, Source)
    assert isinstance(second, Source)
    assert first.text == f"{HEADER}\n\n{BODY}"
    assert first.origin.published == {"id": "1", "mrn": "07STRELSAU12", "date": "2007-02-14"}
    assert (first.name, second.name, second.text) == ("t.csv row 2", "t.csv row 3", BODY)
    assert second.cells == [(0, "Body")]


def test_a_table_in_the_order_of_the_dump() -> None:
    row = f'"7","2/14/2007 15:03","07STRELSAU12","Embassy Strelsau","UNCLASSIFIED","","{HEADER}","{BODY}"\n'
    sources = table(row * 3)
    assert [one.origin.row for one in sources if isinstance(one, Source)] == [1, 2, 3]
    assert sources[0].origin.published["origin"] == "Embassy Strelsau"
    assert sources[0].text == f"{HEADER}\n\n{BODY}"


@pytest.mark.parametrize("quoted", ['He said ""no"", twice.', 'He said \\"no\\", twice.'])
def test_quotes_inside_a_field(quoted: str) -> None:
    (source,) = table(f'id,body\n1,"{quoted}"\n')
    assert isinstance(source, Source)
    assert source.text == 'He said "no", twice.'


def test_a_span_leads_back_to_its_cell() -> None:
    source = table(f'id,header,body\n1,"{HEADER}","{BODY}"\n')[0]
    assert isinstance(source, Source)
    start = source.text.index("THE BRIDGE")
    place = source.where(Span(start, start + 10))
    assert place == Place("characters of the cell", BODY.index("THE BRIDGE"), BODY.index("THE BRIDGE") + 10, 2, "body")
    start = source.text.index("STRELSAU")
    assert source.where(Span(start, start + 8)).column == "header"


def test_bytes_of_one_row_do_not_spoil_the_next() -> None:
    first, second = table(b'id,body\n1,"caf\xe9"\n2,"caf\xc3\xa9"\n')
    assert isinstance(first, Source)
    assert isinstance(second, Source)
    assert (first.text, second.text) == ("café", "café")
    assert ([bool(one.assumed) for one in (first, second)]) == [True, False]


def test_a_separator_inside_a_cell_moves_nothing() -> None:
    (source,) = table('id,date,body\n1,20\x1f07,"BODY"\n')
    assert isinstance(source, Source)
    assert (source.text, source.origin.published["date"]) == ("BODY", "20\x1f07")


def test_a_table_is_streamed() -> None:
    class Watched(io.RawIOBase):
        taken = 0

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
            row = b'1,"' + BODY.encode() + b'"\n'
            start = b"id,body\n" if not self.taken else b""
            data = (start + row * 1000)[: len(buffer)]
            self.taken += len(data)
            buffer[: len(data)] = data
            return len(data)

    endless = Watched()
    rows = csv_dump.read(io.BufferedReader(endless), Origin("t.csv", ""), Settings())
    assert isinstance(next(rows), Source)
    assert endless.taken < 300_000
    rows.close()


def test_a_table_may_be_larger_than_a_document(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("id,body\n" + "".join(f'{i},"{BODY}"\n' for i in range(100)))
    found = list(reftel.read_all(tmp_path / "t.csv", reftel.read.Settings(max_bytes=1000)))
    assert [type(one) for one in found] == [Telegram] * 100
