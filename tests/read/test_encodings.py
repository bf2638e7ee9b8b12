"""Encodings: each that copies come in is told from the others, what was assumed is said, and letters lead back to their bytes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import reftel
from reftel.read.encodings import MIXED, bytes_of, cut, decode, wide

TEXT = "FM AMEMBASSY STRELSAU\n\nThe Président said “we’ll see” — naïvely — to François Müller and José Peña.\n¶2. Über alles"
PLAIN = TEXT.translate(dict(zip(map(ord, "“”’—"), ['"', '"', "'", "-"], strict=True)))
RUSSIAN = "FM AMEMBASSY ZENDA\nГоворят депутаты Верховного Совета о положении в стране и о мерах правительства, принятых вчера вечером"


@pytest.mark.parametrize("name", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be", "cp1252", "mac_roman"])
def test_each_is_known(name: str) -> None:
    text, found, _ = decode(TEXT.encode(name))
    assert (text, found) == (TEXT, name)


@pytest.mark.parametrize("name", ["cp437", "cp850"])
def test_code_pages_of_dos(name: str) -> None:
    raw = PLAIN.replace("¶", "").encode(name)
    text, _, (said,) = decode(raw)
    assert text == PLAIN.replace("¶", "")
    assert "were read as code page" in said
    assert "against 0 in Windows-1252" in said or "against 1 in Windows-1252" in said


@pytest.mark.parametrize(("name", "called"), [("koi8_r", "KOI8-R"), ("cp1251", "Windows-1251"), ("cp866", "code page 866")])
def test_another_alphabet(name: str, called: str) -> None:
    text, found, (said,) = decode(RUSSIAN.encode(name))
    assert (text, found) == (RUSSIAN, name)
    assert called in said and "charset-normalizer" in said


def test_few_signs_do_not_speak_against_the_usual() -> None:
    assert decode(b"caf\x8e")[1:] == ("cp1252", ["byte 3 (0x8e) is not UTF-8: such bytes were read as Windows-1252"])


def test_utf_8_with_broken_places_stays_utf_8() -> None:
    raw = RUSSIAN.encode() + b" \xff " + RUSSIAN.encode()
    text, found, _ = decode(raw)
    assert found == MIXED
    assert text == f"{RUSSIAN} ÿ {RUSSIAN}"


def test_what_a_wrapping_announces_counts_where_it_can_be() -> None:
    assert decode("Zendá".encode("iso8859_2"), "iso-8859-2")[:2] == ("Zendá", "iso8859-2")
    assert decode(b"\x93Zenda\x94", "ISO-8859-1")[:2] == ("“Zenda”", "cp1252")
    assert decode("Zendá".encode(), "us-ascii")[1] == "cp1252"
    assert decode("Zendá".encode(), "no-such-encoding")[:2] == ("Zendá", "utf-8")
    assert decode(b"Zend\xe1", "utf-8")[:2] == ("Zendá", "cp1252")


def test_plain_ascii_is_not_wide() -> None:
    assert wide(b"FM AMEMBASSY STRELSAU") is None
    assert wide(b"\0" * 50) is None
    assert wide(b"A\0") is None


def test_what_was_assumed_is_a_defect_of_the_telegram() -> None:
    telegram = reftel.read("UNCLAS ZENDA 000012\n\nSUBJECT: CAFÉ DE LA GARE\n\n1. (U) José, René and François met.".encode("mac_roman"), name="x.txt")
    (defect,) = [one for one in telegram.defects if one.kind == "encoding_assumed"]
    assert "Mac Roman" in defect.message
    assert telegram.subject == "CAFÉ DE LA GARE"


LETTERS = st.text(st.sampled_from("abcXYZ \n.,éüñçÀ“”’—¶"), min_size=1, max_size=60)


@given(st.lists(LETTERS, min_size=1, max_size=6), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32", "cp1252", "mac_roman"]))
def test_pieces_are_cut_where_their_letters_are(pieces: list[str], name: str) -> None:
    text = "".join(pieces)
    begins = [sum(map(len, pieces[:i])) for i in range(len(pieces))]
    data = text.encode(name)
    found = cut(text, data, name, begins)
    assert b"".join(found) == data
    plain = {"utf-16": "utf-16-le", "utf-32": "utf-32-le"}.get(name, name)
    assert [one.decode(name if i == 0 else plain) for i, one in enumerate(found)] == pieces
    start, end = bytes_of(text, data, name, begins[-1], len(text))
    assert data[start:end].decode(plain).removeprefix("\ufeff") == pieces[-1]
