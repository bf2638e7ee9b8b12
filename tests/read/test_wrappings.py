"""Wrappings: what a telegram arrives in (JSON, tables, dumps, mail, pages, office documents), and the way back into it."""

from __future__ import annotations

import csv
import io
import json
import mailbox
import sqlite3
import zipfile
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reftel
from reftel.errors import UnknownName
from reftel.read.formats import winner
from reftel.read.inputs import Blob, documents, sources
from reftel.read.source import Source
from reftel.read.webpage import text_of
from reftel.settings import Settings, chosen
from reftel.telegram.model import Origin, Unreadable
from reftel.text import Span

HEADER = "O 141530Z FEB 07\nFM AMEMBASSY STRELSAU\nTO SECSTATE WASHDC"
BODY = "UNCLAS STRELSAU 000012\n\nTAGS: PREL\nSUBJECT: THE BRIDGE\n\n1. (U) It holds.\n\n2. (U) Osra's \"bridge\"; a, b (c).\n\nOSRA"
WHOLE = f"{HEADER}\n\n{BODY}"


def found(data: bytes | str, name: str = "a", **told: Any) -> list[Source | Unreadable]:
    raw = data.encode() if isinstance(data, str) else data
    return list(sources(Blob(Origin(name, "0"), raw), chosen(**told)))


def texts(data: bytes | str, name: str = "a", **told: Any) -> list[str]:
    return [one.text if isinstance(one, Source) else f"! {one.name}: {one.reason}" for one in found(data, name, **told)]


def only(data: bytes | str, name: str = "a", **told: Any) -> Source:
    (one,) = found(data, name, **told)
    assert isinstance(one, Source), one
    return one


# --- JSON -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "column"),
    [
        ({"id": "7", "body": WHOLE}, "body"), ([{"text": WHOLE}], "[0].text"), ({"data": [{"content": WHOLE}]}, "data[0].content"),
        ({"hits": {"hits": [{"_source": {"raw": WHOLE}}]}}, "hits.hits[0]._source.raw"), ([WHOLE], "[0]"), ({"07X1": {"message": WHOLE}}, "07X1.message"),
        ({"text": None, "content": WHOLE}, "content"), ({"body": {"full_text": WHOLE}}, "body.full_text"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("indent", [None, 1])
def test_json_wherever_the_text_stands(value: Any, column: str, indent: int | None) -> None:
    source = only(json.dumps(value, indent=indent))
    assert source.text == WHOLE
    assert source.origin.row == 1
    place = source.where(Span(3, 10))
    assert (place.unit, place.start, place.end, place.row, place.column) == ("characters of the cell", 3, 10, 1, column)


def test_json_keeps_what_was_published_and_joins_header_and_body() -> None:
    record = {"id": 7, "date": "2007-02-14", "tags": ["PREL", "PGOV"], "header": HEADER, "body": BODY, "pages": {"n": 1}, "origin": None}
    source = only(json.dumps([record]))
    assert source.text == WHOLE
    assert source.origin.published == {"id": "7", "date": "2007-02-14", "tags": "PREL, PGOV"}
    assert source.where(Span(source.text.index("THE BRIDGE"), source.text.index("THE BRIDGE") + 10)).column == "[0].body"


def test_json_lines_and_a_broken_one() -> None:
    lines = [json.dumps({"id": "1", "text": WHOLE}), '{"id": "2", "text": "abc', "", json.dumps({"text": BODY}), json.dumps({"x": 1}), "{}"]
    first, broken, fourth, empty, nothing = found("\n".join(lines), "a.jsonl")
    assert isinstance(first, Source) and isinstance(fourth, Source)
    assert (first.origin.row, fourth.origin.row) == (1, 4)
    assert isinstance(broken, Unreadable) and broken.row == 2
    assert broken.reason.startswith("broken JSON in line 2, column 21: ")
    assert isinstance(empty, Unreadable) and empty.row == 5 and "found x; expected one of body, text" in empty.reason
    assert isinstance(nothing, Unreadable) and nothing.row == 6


def test_a_broken_list_gives_the_objects_that_are_whole() -> None:
    data = f'[{json.dumps({"body": WHOLE})},\n{{"b": tru}},\n{json.dumps({"body": BODY})}, {{"body": "cut'
    kinds = [(type(one).__name__, one.origin.row if isinstance(one, Source) else one.row) for one in found(data)]
    assert kinds == [("Source", 1), ("Unreadable", 2), ("Source", 3), ("Unreadable", 4)]
    assert "line 2, column 7" in texts(data)[1]


def test_json_of_our_own_is_recognised() -> None:
    (said,) = texts(json.dumps(reftel.read(WHOLE, name="07STRELSAU12.txt").to_dict()))
    assert said.startswith("! a row 1: reftel's own JSON of 07STRELSAU12: what was read, not what was received; read 07STRELSAU12.txt")


def test_objects_with_a_few_words_are_told_once() -> None:
    spans = [{"start": 3, "text": "OSRA"}, {"start": 9, "text": "THE FOREIGN MINISTER"}]
    source, told = found(json.dumps({"body": WHOLE, "more": 1}) + "\n" + json.dumps({"entities": spans}), "a.jsonl")
    assert isinstance(source, Source) and source.text == WHOLE
    assert isinstance(told, Unreadable) and told.passed_over
    assert told.reason == "2 objects were passed over: a text of less than 60 characters is no telegram"
    (alone,) = found(json.dumps({"entities": spans[:1]}, indent=1))
    assert isinstance(alone, Unreadable) and alone.passed_over and alone.reason.startswith("1 object was passed over")


def test_json_too_large_and_a_line_too_large() -> None:
    assert "one JSON value of more than 100 bytes" in texts(json.dumps({"a": {"body": WHOLE}}, indent=1), max_bytes=100)[0]
    small = json.dumps({"body": "UNCLAS X 000001\nSUBJECT: Y"})
    assert [text[:30] for text in texts(f"{small}\n{json.dumps({'body': WHOLE * 9})}\n{small}", max_bytes=500)] == [
        "UNCLAS X 000001\nSUBJECT: Y",
        "! a row 2: a line of more than",
        "UNCLAS X 000001\nSUBJECT: Y",
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_json_in_other_encodings(encoding: str) -> None:
    assert only(json.dumps({"body": WHOLE + " é"}, ensure_ascii=False).encode(encoding)).text == WHOLE + " é"


def test_html_in_json() -> None:
    page = "<p>" + WHOLE.replace("\n\n", "</p><p>").replace("\n", "<br/>\n").replace('"', "&quot;") + "</p>"
    source = only(json.dumps({"header": "x", "content": page}))
    assert source.text == f"x\n\n{WHOLE}"
    at = source.text.index("BRIDGE")
    place = source.where(Span(at, at + 6))
    assert (page[place.start : place.end], place.column) == ("BRIDGE", "content")


# --- tables -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
def test_tables_in_every_dialect(sign: str, encoding: str) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=sign)
    writer.writerows([["Doc No", "Full Text", "Date"], ["7", WHOLE + " é", "2007"], ["8", BODY, ""]])
    first, second = found(out.getvalue().encode(encoding), "t.csv")
    assert isinstance(first, Source) and isinstance(second, Source)
    assert first.text.replace("\r\n", "\n") == WHOLE + " é"
    assert first.origin.published == {"Date".lower(): "2007"}
    assert first.where(Span(0, 4)).column == "Full Text"
    assert (first.origin.row, second.origin.row) == (2, 3)


def test_columns_by_option() -> None:
    table = f'nr,prose,top\n7,"{BODY.replace(chr(34), chr(34) * 2)}","{HEADER}"\n'
    source = only(table, "t.csv", columns=["body=prose", "header=top", "mrn=nr"])
    assert (source.text, source.origin.published) == (WHOLE, {"mrn": "7"})
    assert texts(table, "t.csv") == ["! t.csv: a table of the columns nr, prose, top: none is known to hold a text; --column body=NAME says which"]
    assert texts(table, "t.csv", columns=["body=pros"]) == ["! t.csv: unknown column 'pros'; did you mean 'prose'? (known: nr, prose, top)"]
    with pytest.raises(UnknownName, match="unknown part of a telegram 'bodi'; did you mean 'body'"):
        next(reftel.read_all("x", chosen(columns=["bodi=prose"])))
    assert only(json.dumps({"prose": BODY}), columns=["body=prose"]).text == BODY


def test_a_name_of_a_table_does_not_make_one(tmp_path: Path) -> None:
    assert winner(b"Dear Osra,\nthe text, as agreed,\n", "a.txt", 10)[0] == "text"
    assert winner(b"a,b\n1,2\n", "a.txt", 10)[0] == "text"


# --- dumps ------------------------------------------------------------------------------------------------------------

MYSQL = BODY.replace("\\", "\\\\").replace("'", "\\'").replace('"', '\\"').replace("\n", "\\n")
STANDARD = BODY.replace("'", "''")
COPIED = BODY.replace("\n", "\\n").replace("\t", "\\t")


@pytest.mark.parametrize(
    "dump",
    [
        f"-- MySQL dump 10.13\nINSERT INTO `users` VALUES (1,'x;(');\nCREATE TABLE `cables` (\n  `id` int NOT NULL,\n  `mrn` text,\n  `body` longtext,\n  PRIMARY KEY (`id`)\n);\nINSERT INTO `cables` VALUES (1,'a','{MYSQL}'),(2,NULL,'{MYSQL}');\n",
        f"-- PostgreSQL database dump\nCOPY public.cables (id, mrn, body) FROM stdin;\n1\ta\t{COPIED}\n2\t\\N\t{COPIED}\n\\.\n",
        f"-- PostgreSQL database dump\nINSERT INTO public.cables (id, mrn, body) VALUES (1, 'a', '{STANDARD}');\nINSERT INTO public.cables (id, mrn, body) VALUES (2, NULL, E'{MYSQL}');\n",
        f"PRAGMA foreign_keys=OFF;\nCREATE TABLE cables (id integer, mrn text, body text);\nINSERT INTO cables VALUES(1,'a','{STANDARD}');\nINSERT INTO cables VALUES(2,NULL,replace('{STANDARD.replace(chr(10), chr(92) + 'n')}','\\n',char(10)));\n",
    ],
    ids=["mysql", "postgresql copy", "postgresql insert", "sqlite"],
)  # fmt: skip
def test_dumps_of_databases(dump: str) -> None:
    first, second = found(dump, "d.sql")
    assert isinstance(first, Source) and isinstance(second, Source)
    assert (first.text, second.text) == (BODY, BODY)
    assert (first.origin.published, second.origin.published) == ({"id": "1", "mrn": "a"}, {"id": "2"})
    assert first.where(Span(0, 6)).column == "body"


@settings(max_examples=40)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), min_size=1, max_size=80), min_size=1, max_size=4))
def test_a_dump_of_sqlite_gives_every_letter_back(bodies: list[str]) -> None:
    with sqlite3.connect(":memory:") as db:
        db.execute("CREATE TABLE cables (id integer, body text)")
        db.executemany("INSERT INTO cables VALUES (?, ?)", list(enumerate(f"X{one}" for one in bodies)))
        dump = "PRAGMA foreign_keys=OFF;\n" + "\n".join(db.iterdump())
    db.close()
    assert [one.text for one in found(dump, "d.sql") if isinstance(one, Source)] == [f"X{one}" for one in bodies]


def test_a_dump_without_a_text_names_its_tables() -> None:
    dump = "CREATE TABLE users (id int, name text);\nINSERT INTO users VALUES (1,'x');\n"
    assert texts(dump, "d.sql") == ["! d.sql: a dump in which no table has a text: users (id, name); --column body=NAME says which column holds it"]
    assert "unknown column 'prose'" in texts(dump, "d.sql", columns=["body=prose"])[0]
    assert texts("INSERT INTO c (id, body) VALUES (1, 'x', 'y');\n", "d.sql") == ["! d.sql row 1: broken row: 3 values found, 2 expected (id, body)"]


# --- mail -------------------------------------------------------------------------------------------------------------


def mail(text: str | None = WHOLE, page: str | None = None, **attached: bytes) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "Jane Osra <osra@example.org>", "b@example.org", "FW: the Brücke"
    message["Date"] = "Wed, 14 Feb 2007 15:30:00 +0000"
    if text is not None:
        message.set_content(text)
    if page is not None:
        message.add_alternative(page, subtype="html")
    for name, data in attached.items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message


def test_a_mail_with_a_telegram_in_it() -> None:
    source = only(mail().as_bytes(), "m.eml")
    assert source.text.strip() == WHOLE
    assert source.origin.published == {"From": "Jane Osra <osra@example.org>", "To": "b@example.org", "Date": "Wed, 14 Feb 2007 15:30:00 +0000", "Subject": "FW: the Brücke"}
    place = source.where(Span(2, 8))
    assert (place.unit, place.column, place.start) == ("characters of the part", "part 1", 2)


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "koi8-r"])
@pytest.mark.parametrize("coding", ["base64", "quoted-printable"])
def test_mail_is_decoded(charset: str, coding: str) -> None:
    letter = "Д" if charset == "koi8-r" else "é"
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.org", "b@example.org", "x"
    message.set_content(WHOLE + letter, charset=charset, cte=coding)
    assert only(message.as_bytes()).text.strip() == WHOLE + letter


def test_a_quoted_telegram_is_read_without_the_signs() -> None:
    quoted = "Osra wrote:\n\n" + "\n".join(f"> > {line}" for line in WHOLE.split("\n"))
    source = only(mail(quoted).as_bytes())
    assert source.text.strip() == f"Osra wrote:\n\n{WHOLE}"
    at = source.text.index("BRIDGE")
    place = source.where(Span(at, at + 6))
    assert quoted[place.start : place.end] == "BRIDGE"
    assert reftel.read(mail(quoted).as_bytes()).mrn == "07STRELSAU12"


def test_plain_before_page_and_page_where_there_is_no_plain() -> None:
    assert len(found(mail(WHOLE, f"<pre>{BODY}</pre>").as_bytes())) == 1
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.org", "b@example.org", "x"
    message.set_content(f"<html><body><pre>{WHOLE}</pre></body></html>", subtype="html")
    assert only(message.as_bytes()).text.strip() == WHOLE


def test_attachments_are_documents_of_any_format(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("in/x.txt", WHOLE)
    inner = mail(WHOLE, None, **{"deep.jsonl": json.dumps({"body": WHOLE}).encode()})
    message = mail("See below.", None, **{"a.txt": WHOLE.encode(), "b.zip": packed.getvalue(), "empty.txt": b""})
    message.add_attachment(inner)
    told = [one.name for one in found(message.as_bytes(), "m.eml")]
    assert told == [
        "m.eml", "m.eml!part 2 a.txt", "m.eml!part 3 b.zip!in/x.txt", "m.eml!part 4 empty.txt", "m.eml!part 5 message.eml",
        "m.eml!part 5 message.eml!part 2 deep.jsonl row 1",
    ]  # fmt: skip
    (tmp_path / "m.eml").write_bytes(message.as_bytes())
    assert [type(one).__name__ for one in reftel.read_all(tmp_path / "m.eml")] == ["Unreadable", "Telegram", "Telegram", "Unreadable", "Telegram", "Telegram"]
    assert "a document 2 deep in others; 1 are opened" in texts(message.as_bytes(), max_depth=1)[-1]


def test_a_box_of_mails(tmp_path: Path) -> None:
    box = mailbox.mbox(str(tmp_path / "a.mbox"))
    for text in (WHOLE, "Lunch?\n\nFrom here we go.", WHOLE):
        box.add(mail(text, None, **{"a.txt": WHOLE.encode()}))
    box.flush()
    box.close()
    told = [one.name.rpartition("/")[2] for document in documents([tmp_path / "a.mbox"], Settings()) for one in sources(document, Settings())]
    assert told == [
        "a.mbox row 1", "a.mbox!message 1 part 2 a.txt", "a.mbox row 2", "a.mbox!message 2 part 2 a.txt", "a.mbox row 3", "a.mbox!message 3 part 2 a.txt",
    ]  # fmt: skip


def test_headers_of_a_telegram_do_not_make_a_mail() -> None:
    for text in ("From:     AMEMBASSY ZENDA\nTo:       SECSTATE WASHDC\nSubject:  X\n\n1. Y\n", "Subject: X\n\nY\n", WHOLE, "TO SECSTATE WASHDC\nFROM: ZENDA\n"):
        assert winner(text.encode(), "a.txt", len(text))[0] == "text"


# --- pages ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>a\n b</p><p>c<br>d</p>", "a b\n\nc\nd"), ("<div>a</div><div>b</div>", "a\nb"), ("a<br><br>b", "a\n\nb"), ("<ul><li>a<li>b</ul>", "a\nb"),
        ("<table><tr><td>a<td>b<tr><td>c</table>", "a\tb\nc"), ("<pre>a\n  b</pre>", "a\n  b"), ("a <b>b</b>c", "a bc"), ("a\nb", "a\nb"),
        ("a<script>x</p>y</script>b<style>z</style>", "a\nb"), ("<nav>menu</nav><p>a</p>", "a"), ("a<!-- x > y -->b", "ab"),
        ("<p>a &not b &lt;c&gt; &amp;lt; &#146; &#x201C; &nbsp;d &copy2 &unknown;", "a &not b <c> &lt; ’ “  d &copy2 &unknown;"),
        ("<p>a < b > c", "a < b > c"), ("<br>a", "a"), ("<p></p>", ""), ("a<noscript>b</noscript>", "a"), ("<nav>a", "a"),
    ],
)  # fmt: skip
def test_the_text_of_a_page(page: str, text: str) -> None:
    assert text_of(page).text.rstrip("\n") == text


PAGES = st.lists(st.sampled_from(["<p>", "</p>", "<br>", "<td>", "</tr>", "<pre>", "</pre>", "word", "Q", " ", "\n", "&amp;", "&#65;", "&not", "<!-- x -->", "<b>"]), max_size=40)


@given(PAGES)
def test_every_letter_of_a_page_leads_back(pieces: list[str]) -> None:
    page = "".join(pieces)
    way = text_of(page)
    assert way.undo() == page
    for at, letter in enumerate(way.text):
        there = way.to_source(Span(at, at + 1))
        assert letter.isspace() or page[there.start : there.end] == letter or letter in "&A"


def test_a_page_that_is_no_mirrors_page() -> None:
    page = "<!DOCTYPE html><html><head><title>Cable 12</title><meta charset='iso-8859-1'></head><body><nav>Home</nav>" + "".join(f"<div>{line or '&nbsp;'}</div>" for line in f"{WHOLE} é".split("\n")) + "</body></html>"
    source = only(page.encode("cp1252"), "a.html")
    assert (source.origin.format, source.origin.encoding, source.origin.published) == ("html", "cp1252", {"title": "Cable 12"})
    telegram = reftel.read(page.encode("cp1252"), name="a.html")
    assert (telegram.mrn, telegram.tags, telegram.signer) == ("07STRELSAU12", ["PREL"], None)
    subject = telegram.at["subject"]
    place = source.where(subject)
    assert page[place.start : place.end] == "THE BRIDGE"


def test_a_record_of_an_archive() -> None:
    rows = {"Document Number": "1975STRELS00012", "Draft Date": "14 FEB 1975", "From": "RURITANIA STRELSAU", "Message Text": BODY.replace("\n", "<br>")}
    page = "<html><body><table>" + "".join(f"<tr><td>{name}:</td><td>{value}</td></tr>" for name, value in rows.items()) + "</table></body></html>"
    source = only(page)
    assert source.origin.published == {"Document Number": "1975STRELS00012", "Draft Date": "14 FEB 1975", "From": "RURITANIA STRELSAU"}
    assert source.text.strip() == BODY
    labelled = "<table><tr><td>MRN:<td>12 ZENDA 1<tr><td>From:<td>AMEMBASSY ZENDA<tr><td>TAGS:<td>PREL<tr><td>Reference ID:<td>x</table>"
    assert "From:\tAMEMBASSY ZENDA" in only(labelled).text


# --- office documents -------------------------------------------------------------------------------------------------


def docx_of(lines: list[str]) -> bytes:
    import docx

    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    document.sections[0].header.paragraphs[0].text = "UNCLASSIFIED"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def odt_of(lines: list[str]) -> bytes:
    out = io.BytesIO()
    space = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        inner = "".join("<text:p>" + line.replace("&", "&amp;").replace("<", "&lt;") + "</text:p>" for line in lines)
        archive.writestr("content.xml", f"<office:document-content {space}><office:body><office:text>{inner}</office:text></office:body></office:document-content>")
    return out.getvalue()


@pytest.mark.parametrize("made", [docx_of, odt_of])
def test_office_documents(made: Any) -> None:
    source = only(made(WHOLE.split("\n")), "a")
    assert source.text == WHOLE
    at = source.text.index("BRIDGE")
    place = source.where(Span(at, at + 6))
    number = WHOLE[:at].count("\n") + 1
    assert (place.unit, place.column, place.start) == ("characters of the paragraph", f"paragraph {number}", len("SUBJECT: THE "))
    assert reftel.read(made(WHOLE.split("\n"))).mrn == "07STRELSAU12"


def test_a_docx_with_tables_breaks_and_what_stands_apart() -> None:
    import docx

    document = docx.Document(io.BytesIO(docx_of([HEADER])))
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "TAGS:", "PREL"
    document.add_paragraph("1. one").add_run("\ttwo")
    out = io.BytesIO()
    document.save(out)
    source = only(out.getvalue())
    assert source.text == f"{HEADER}\nTAGS:\tPREL\n1. one\ttwo"
    assert [(mark.kind, mark.words) for mark in source.marks] == [("header", "UNCLASSIFIED")]


def test_office_documents_that_cannot_be_read(tmp_path: Path) -> None:
    good = docx_of([HEADER])
    assert texts(good[:900]) == ["! a: broken office document, cut off or damaged (File is not a zip file)"]
    assert texts(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 x") == ["! a: an old office document, or one with a password, which is not read; save it as docx without a password"]
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 20_000_000)
    assert "taken for a bomb" in texts(bomb.getvalue())[0]
    sheet = io.BytesIO()
    with zipfile.ZipFile(sheet, "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    assert "an office document without a text" in texts(sheet.getvalue())[0]


@pytest.mark.parametrize("made", [odt_of])
def test_markup_bombs_in_office_documents_are_not_expanded(made: Any) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "x")
        archive.writestr("content.xml", '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><x xmlns:t="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><t:p>&b;</t:p></x>')
    assert "aaaa" not in texts(out.getvalue())[0]


def test_a_mail_about_something_else_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "fw.eml").write_bytes(mail("Dear Jane, here it is.\n", None, **{"a.txt": WHOLE.encode()}).as_bytes())
    cover, telegram = reftel.read_all(tmp_path / "fw.eml")
    assert isinstance(cover, Unreadable) and cover.passed_over and "Dear Jane" in cover.reason
    assert telegram == reftel.read(tmp_path / "fw.eml")
    (tmp_path / "lunch.eml").write_bytes(mail("Lunch at one?\n").as_bytes())
    with pytest.raises(reftel.errors.BadInput, match="no telegram in"):
        reftel.read(tmp_path / "lunch.eml")
    with reftel.open_archive(tmp_path / "a.reftel", "w", Settings(processes=1)) as archive:
        report = archive.build([tmp_path / "fw.eml", tmp_path / "lunch.eml"])
        assert (report.added, len(report.unreadable), report.failed, archive.store.counts()["unreadable"]) == (1, 2, 0, 0)
        assert archive.store.unreadable(report.run) == report.unreadable


# --- the way back, for every wrapping ---------------------------------------------------------------------------------

LINES = st.lists(st.text(st.characters(min_codepoint=33, max_codepoint=0x2FF, exclude_characters="<>&|;\"'\\\x7f\x85\xa0\xad"), max_size=30), min_size=1, max_size=6)


@settings(max_examples=30, deadline=None)
@given(LINES, st.data())
def test_letters_lead_back_in_every_wrapping(lines: list[str], data: st.DataObject) -> None:
    text = "UNCLAS X 000012 Q\n" + "\n".join(lines) + "\nEND"
    table = io.StringIO()
    csv.writer(table, lineterminator="\n").writerows([["id", "body"], ["1", text]])
    wrapped: dict[str, tuple[bytes, str]] = {
        "text": (text.encode(), text), "json": (json.dumps({"body": text}).encode(), text), "csv": (table.getvalue().encode(), text),
        "html": (f"<html><body><pre>{text}</pre></body></html>".encode(), f"<html><body><pre>{text}</pre></body></html>"),
        "eml": (mail(text).as_bytes(), text), "odt": (odt_of(text.split("\n")), text),
    }  # fmt: skip
    start = data.draw(st.integers(0, len(text) - 1))
    for kind, (raw, original) in wrapped.items():
        (source,) = found(raw, f"a.{kind}")
        assert isinstance(source, Source)
        assert source.text.strip("\n") == text, kind
        place = source.where(Span(start, start + 1))
        if place.unit == "bytes":
            assert raw[place.start : place.end].decode() == text[start]
        elif place.unit == "characters of the paragraph":
            line = original.split("\n")[int((place.column or "").split()[-1]) - 1]
            assert (line + "\n")[place.start : place.end] == text[start]
        else:
            assert original[place.start : place.end] == text[start], kind
