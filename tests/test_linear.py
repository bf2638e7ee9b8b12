"""Hostile texts: what makes a careless pattern explode must be read in time that grows with the text.

Nothing is measured: a watchdog ends a reading that takes twenty seconds, which a linear reader needs a hundredth of.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

import reftel
from reftel.errors import ReftelError
from reftel.read import fields
from reftel.read.pages import Pages, Word, lay
from reftel.read.reader import read_text
from reftel.read.stacked import choose
from reftel.telegram.explain import LONGEST
from reftel.telegram.model import Telegram
from reftel.text import Span

PATIENCE = 20  # seconds
HEAD = "UNCLAS STRELSAU 000012\n\nSIPDIS\n\nTAGS: PREL\nSUBJECT: X\nREF: A. STRELSAU 1\n\n1. (U) "
FLAT = HEAD.replace("\n", " ")
PIECES = {
    "letters": "A ", "capitals": "A", "dashes": "-", "dashes apart": "- ", "rules": "------- ", "rules and words": "------- Comment ", "tags of html": "<", "pilcrows": "¶1. ",
    "marks": "¶1. (C) ", "brackets": "(", "brackets closed": "()", "marks half open": "(S/", "indicators": "RUEHC/", "relays": "RUEHC ", "addresses": "TO RUEHC/SECSTATE WASHDC\n",
    "captions": "SIPDIS\n", "captions in a line": "SENSITIVE SIPDIS ", "digits": "1", "numbers": "1. ", "numbered lines": "1.\n", "newlines": "\n", "blanks": " ", "tabs": "\t", "returns": "\r\n",
    "class lines": "C O N F I D E N T I A L ", "spaced": "C  O  ", "pages": "STRELSAU 00000012  002 OF 003 ", "page lines": "STRELSAU 00000012  002 OF 003\n", "labels": "SUBJECT: ",
    "label lines": "TAGS: PREL\n", "references": "A. STRELSAU 1 ", "years": "07 STRELSAU ", "entities": "&#x0a", "backslashes": "\\\n", "commas": "A, ", "elements": "1) a 2) b ",
    "headings": "The Bridge\n----------\n", "months": "December 110 ", "reasons": "1.4 (b) ", "names": "van ", "stars": "* ", "quotes": '"', "codes": "PRELPGOV",
    "misread capitals": "C0NF ", "misread words": "wou1d ", "hyphens": "addi- tional ", "mojibake": "Ã©", "stamps": "RELEASE IN PART B6\n", "specks": "• a\n",
    "pages of the 1970s": "PAGE 02 STRELS 01231 241439Z\n", "glued": "thatthe ", "glued at full stops": "bridge.The ", "lost letters": "a?b é ", "lines twice": "The bridge fell.\nThe bridge fell.\n",
    "attributes": "Document Number: 1976ZENDA1\n", "labels of attributes": "Document Number: ", "cards": "WITHDRAWAL CARD\n", "errors": "ERROR READING TEXT ", "senders": "FM AMEMBASSY ZENDA\n",
    "moments": "O P 0 4 1 7 3 0 Z AUG 69\n", "own numbers": "ZENDA 0012\n", "janap": "OAACZYUW RUEHCAA1303 0140705-CCCC--RHEHAAX ", "markings": "GP-3.\n", "oct": "NOTE: PASSED BY OCT\n",
    "sections": "UNCLAS SECTION 02 OF 02 ZENDA 12\n", "due numbers": "A.2. B.3. C.4. ", "older offices": "ACTION SS 70, ",
    "offices": "INFO OCT-01 ISO-00 ", "fields": "MRN: 12 ZENDA 1\nDate/DTG: x\n", "field lines": "                    x\n", "orders": "E.O. 12598: DECL ", "spaced codes": "SI PDIS ",
    "garbled lines": "DE RUEH?J #7?10 3?70912\n", "garbled moments": "O 1?1530Z FEB 07\nFM AMEMBASSY ZENDA\n", "weekdays": "Friday, November 16 ",
    "publisher's rows": '1,7/29/2004 5:59,04ZENDA1,"\n', "section words": "SECTION 01 OF 02", "tags glued": "TAGS: ETRDEINVPGOVCS", "quotes in words": 'a"b"c ',
    "page lines of scans": "PAGE 01 ATHENS 02126\nO 1316557 OCI 86\nFM X\nCONF IALATMENS 0212\n", "releases": "Case No. F-2099-00001 Doc No. C00000001 Date: 01/01/2099 ",
    "numbers of messages": "12 ZENDA 1\nSubject:\n", "dirt": ".:'\n", "summaries": "SUMMARY: END SUMMARY. ", "protected": "Osra (strictly protect) ", "banners": "S E C R E T//NOFORN//", "class pages": "S E C R E T\n",
}  # fmt: skip


@contextmanager
def watchdog(seconds: int) -> Iterator[None]:
    def bark(number: int, frame: object) -> None:
        raise TimeoutError(f"still reading after {seconds} seconds")

    before = signal.signal(signal.SIGALRM, bark)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def finishes(text: str, name: str = "hostile.txt") -> None:
    with watchdog(PATIENCE):
        try:
            telegram = reftel.read(text, name=name)
        except ReftelError:
            return
    assert isinstance(telegram, Telegram)


def repeated(piece: str, size: int) -> str:
    return piece * (size // len(piece))


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
def test_twenty_thousand_letters(piece: str) -> None:
    many = repeated(piece, 20_000)
    finishes(many)
    finishes(HEAD + many + "\n\nRASSENDYLL\n")
    finishes("VZCZCXRO0417 " + many)
    finishes(FLAT + many)


def test_white_space_within_an_envelope_on_one_line() -> None:
    finishes("O 230912Z NOV 07 FM AMEMBASSY STRELSAU" + "\t" * 20_000 + "x" + "\t" * 20_000)


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
def test_what_is_made_of_them(piece: str) -> None:
    """Checks and single fields."""
    text = HEAD + repeated(piece, 10_000) + "\n\nRASSENDYLL\n"
    with watchdog(PATIENCE):
        try:
            reftel.guard.check(read_text(text), text)
        except ReftelError:
            return
        for field in (fields.mrn, fields.dtg, fields.tags, fields.references, fields.participants, fields.reasons, fields.captions, fields.portion_marks):
            field(repeated(piece, 10_000))


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
def test_labels_before_them(piece: str) -> None:
    """Each block of the heading is read by patterns of its own."""
    heading = "O 141530Z FEB 07\nFM AMEMBASSY STRELSAU\n\nSECRET STRELSAU 000012\n\nSIPDIS\n\n"
    for label in ("E.O. 12958: DECL: ", "TAGS: PREL ", "SUBJECT: ", "REF: A. ", "Classified By: DCM Doe. Rea", "FROM: ", "Declassify On: "):
        finishes(heading + label + repeated(piece, 6_000) + "\n\n1. (C) They met.\n\n2. (C) They parted.\n\nRASSENDYLL\n")


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
def test_lines_to_explain(piece: str) -> None:
    for head in ("", "TAGS: ", "REF: ", "E.O. 12958: ", "FM ", "C O N F I D E N T I A L "):
        with watchdog(PATIENCE):
            if (head + piece).strip():
                reftel.explain(head + repeated(piece, LONGEST - 40))


@pytest.mark.slow
@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES)
def test_two_hundred_thousand_letters(piece: str) -> None:
    many = repeated(piece, 200_000)
    finishes(many)
    finishes(HEAD + many)
    finishes(FLAT + many)
    finishes(HEAD.replace("SUBJECT: X", "SUBJECT: " + many))
    finishes(HEAD.replace("PREL", many))
    finishes(HEAD.replace("STRELSAU 1\n", many + "\n"))


@pytest.mark.parametrize("piece", ["<", "<pre>", "<pre ", "<a ", "&amp", "&#", "<br", "<table cable", "<td>", "</pre", "<!--"])
@pytest.mark.parametrize("size", [20_000, pytest.param(200_000, marks=pytest.mark.slow)])
def test_pages(piece: str, size: int) -> None:
    finishes("<html><table class='cable'>" + repeated(piece, size) + "<pre>" + repeated(piece, size), "hostile.html")


@pytest.mark.parametrize("piece", ["<nav>", "<p>", "</p>\n", "<script>", "<!-- ", "<td>", "&#65;", "<a\n", "a\tb\n", "From:\tb\n", "<title>", " \n"])
@pytest.mark.parametrize("size", [20_000, pytest.param(200_000, marks=pytest.mark.slow)])
def test_pages_of_other_kinds(piece: str, size: int) -> None:
    finishes("<html><body>" + repeated(piece, size) + "<p>UNCLAS X 000012", "hostile.html")


@pytest.mark.parametrize("piece", ['{"', '{"a":', "[", '[{"body":"x"},', '{"a":tru},', '"\\u', '{"body":"FM', "\\", '\n{"body":"FM X"}'])
@pytest.mark.parametrize("size", [20_000, pytest.param(200_000, marks=pytest.mark.slow)])
def test_json(piece: str, size: int) -> None:
    finishes('[{"body": "' + repeated(piece, size), "hostile.json")
    finishes('[{"a": 1},' + repeated(piece, size), "hostile.json")
    finishes(repeated(piece, size), "hostile.json")


@pytest.mark.parametrize("piece", ["(", "(1,", "'", "\\'", "(1,'x'),", "\n", "E'", "INSERT INTO c VALUES (", "`"])
@pytest.mark.parametrize("size", [20_000, pytest.param(200_000, marks=pytest.mark.slow)])
def test_dumps(piece: str, size: int) -> None:
    finishes("CREATE TABLE c (id int, body text);\nINSERT INTO c VALUES " + repeated(piece, size), "hostile.sql")
    finishes("CREATE TABLE c (id int, body text);\nINSERT INTO c VALUES (1, '" + repeated(piece, size), "hostile.sql")


@pytest.mark.parametrize("piece", ["> ", ">> x\n", "To: x\n", "X-A: b\n ", "--b\n", "=?utf-8?q?", "=", "From a@b Mon Jan  1 \n"])
@pytest.mark.parametrize("size", [20_000, pytest.param(200_000, marks=pytest.mark.slow)])
def test_mails(piece: str, size: int) -> None:
    finishes("From: a@example.org\nTo: b@example.org\nSubject: x\n\n" + repeated(piece, size), "hostile.eml")
    finishes("From: a@example.org\nSubject: x\n" + repeated(piece, size), "hostile.eml")
    finishes('From: a@example.org\nContent-Type: multipart/mixed; boundary="b"\nSubject: x\n\n' + repeated(piece, size), "hostile.eml")


SEVERAL = {
    "transmissions": "VZCZCXRO0417\n", "ends": "NNNN\n", "rules": "=====\n1. (U) x\n", "form feeds": "\f1. A\n", "pages": "PAGE 01 STRELS 01231 x\n", "numbers": "MRN: 12 ZENDA 1\n",
    "envelopes": "O 141530Z FEB 07\nFM AMEMBASSY ZENDA\nTAGS: X\n", "class lines": "UNCLAS ZENDA 000012\nTAGS: X\n", "volume": "1. Telegram From A to B\n\nZenda, May 1, 1956\n",
    "quotes": "QUOTE\nUNCLAS ZENDA 000012\nTAGS: X\n", "releases": "UNCLASSIFIED U.S. Department of State Case No. F-1 Doc No. C01234567\n", "above": "CONFIDENTIAL\n\n",
}  # fmt: skip


@pytest.mark.parametrize("piece", SEVERAL.values(), ids=SEVERAL)
@pytest.mark.parametrize("size", [20_000, pytest.param(400_000, marks=pytest.mark.slow)])
def test_parting(piece: str, size: int) -> None:
    from reftel.read.split import cuts

    with watchdog(PATIENCE):
        cuts(repeated(piece, size))
        cuts(HEAD + repeated(piece, size) + HEAD.replace("12", "13"))
        cuts("".join(piece.replace("1", str(i)) for i in range(size // len(piece))))


@pytest.mark.parametrize("piece", ['"', '""', ",", '\\"', "a,b\n", '",', "\r"])
@pytest.mark.parametrize("size", [20_000, pytest.param(200_000, marks=pytest.mark.slow)])
def test_tables(piece: str, size: int) -> None:
    finishes("id,header,body\n" + repeated(piece, size), "hostile.csv")


PRINTED = "28. Telegram From the Embassy in Zenda to the Department of State\n\nStrelsau, July 20, 1958—8 p.m.\n\n80. He spoke. "
PRINTED_PIECES = {
    "heads": "Telegram From the Embassy in Zenda to the ", "officers": "The Minister to the ", "and": " and the Embassy", "datelines": "Strelsau, July 20, 1958—8 p.m. ",
    "received": "[Received May 9—", "levels": "Secret; ", "deeds": "Drafted by A, cleared by ", "sendings": "Repeated to A, ", "brackets with commas": "(a, ", "stops": "A. B. ",
    "embtels": "Embtel 12, ", "stations": "London 12 ", "your": "Your 12, ", "numbers and": "Embtels 1, 2, 3, 4, 5, 6, 7, 8, 9, ", "subjects": "Subject: ", "cuts": "[not declassified",
    "blank lines": "\n\n", "notes": "\n\n1 Source: A.", "numbered": "\n\n1. A", "items": "\n\na. A", "names": "\n\nSapt", "capitals": "Aa ", "series": "Secto 12. ",
}  # fmt: skip


@pytest.mark.parametrize("piece", PRINTED_PIECES.values(), ids=PRINTED_PIECES)
@pytest.mark.parametrize("size", [20_000, pytest.param(200_000, marks=pytest.mark.slow)])
def test_printed(piece: str, size: int) -> None:
    many = repeated(piece, size)
    finishes(PRINTED + many)
    finishes(PRINTED.replace("Department of State", "Department of State " + many))
    finishes(PRINTED.replace("8 p.m.", "8 p.m. " + many))
    finishes(PRINTED + "\n\nSapt\n\n1 Source: Files. " + many)


TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>%s<div type="document" n="1"><head>1. Telegram From Zenda to Strelsau</head><p>%s</p></div></body></text></TEI>'


@pytest.mark.parametrize(
    "piece", ["<p/>", "<note>a</note>", "<hi>a</hi>", "&amp;", "\n ", "a  ", "<lb/>", "<persName corresp='#p'>a</persName>", "<pb n='1'/>", "<![CDATA[a]]>", "<!-- a -->", "<?a b?>",
              "<list><item>a</item></list>", "<div type='document'><head>2. Letter</head></div>", "<gloss/>"],
)  # fmt: skip
@pytest.mark.parametrize("size", [20_000, pytest.param(200_000, marks=pytest.mark.slow)])
def test_volumes(piece: str, size: int) -> None:
    many = repeated(piece, size)
    finishes(TEI % ("", many), "hostile.xml")
    finishes(TEI % (many, "a"), "hostile.xml")
    finishes((TEI % ("", many)).replace("1. Telegram", many + "1. Telegram"), "hostile.xml")
    finishes(TEI % ("<hi>" * (size // 4), "a"), "hostile.xml")


PLACED = {
    "one place": lambda i: (100.0, 100.0), "one line": lambda i: (i * 0.01, 100.0), "one column": lambda i: (100.0, i * 0.01),
    "a slope": lambda i: (i * 0.02, i * 0.02), "far apart": lambda i: (float(i % 2) * 14_000, float(i % 400) * 12),
}  # fmt: skip


@pytest.mark.parametrize("place", PLACED.values(), ids=PLACED)
def test_words_anywhere_on_a_page(place) -> None:
    words = [Word("bridge", *place(i), place(i)[0] + 30, place(i)[1] + 10, place(i)[1] + 8) for i in range(20_000)]
    with watchdog(PATIENCE):
        pages = Pages()
        text = pages.add(lay(choose(words).words))
        pages.where(Span(0, len(text)))
