"""Bytes to letters: which encoding a copy is in, and on what evidence where it does not say.

UTF-8 proves itself, and a mark or zero bytes between the letters announce UTF-16 and UTF-32. What is left are single bytes that
several encodings read as different letters. A telegram is nearly all ASCII, so there is no language to measure; but each
reading can be held against its neighbours: a sign inside a word is a letter or an apostrophe, one beside a blank is more often a
quotation mark, a dash or a bullet. Windows-1252 is what such copies are in unless it fails there and another does not. Whole
words of such bytes are of another alphabet, and charset-normalizer is asked.
"""

from __future__ import annotations

import codecs
import re

MIXED = "utf-8+cp1252"
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_BEFORE = {"utf-8-sig": ("utf-8", 3), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}
_NAMES = {
    "cp1252": "Windows-1252", "mac_roman": "Mac Roman", "cp437": "code page 437 (DOS)", "cp850": "code page 850 (DOS)",
    "koi8_r": "KOI8-R", "cp1251": "Windows-1251", "cp866": "code page 866 (DOS)", "iso8859_5": "ISO 8859-5", "iso8859_2": "ISO 8859-2",
    "cp1250": "Windows-1250", "cp1253": "Windows-1253", "iso8859_7": "ISO 8859-7", "utf-16-le": "UTF-16, low byte first",
    "utf-16-be": "UTF-16, high byte first", "utf-32-le": "UTF-32, low byte first", "utf-32-be": "UTF-32, high byte first",
}  # fmt: skip
_OLD = ("mac_roman", "cp437", "cp850")
_OTHER = ("koi8_r", "cp1251", "cp866", "iso8859_5", "cp1253", "iso8859_7")
_HIGH = re.compile(rb"[\x80-\xff]")
_WORDS = re.compile(rb"[\x80-\xff]{4,60}")
_STOPS = frozenset("“”‘’–—…•·«»§¶©®°£€™†‡½¼¾¿¡\xa0")
_ALONE = frozenset("àáéèíóúÀÁÉÍÓÚ")  # letters that are a word
_FEW = 3  # signs: fewer do not speak against the usual
_SAMPLE = 400  # signs looked at
_MUCH = 20_000  # bytes shown to charset-normalizer


def _one_byte(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are not UTF-8, read as Windows-1252 (and the five it leaves open as Latin-1)."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.end]
    return "".join(_CP1252[byte] for byte in bad), error.end


_CP1252 = [bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256)]
codecs.register_error("reftel.cp1252", _one_byte)


def decode(data: bytes, announced: str | None = None) -> tuple[str, str, list[str]]:
    """(text, encoding, what was assumed) of some bytes; `announced` is the encoding that a wrapping names for them.

    >>> decode(b"caf\\xc3\\xa9")[:2], decode(b"caf\\xe9")[:2], decode("Café de José, né à Zenda".encode("mac_roman"))[:2]
    (('café', 'utf-8'), ('café', 'cp1252'), ('Café de José, né à Zenda', 'mac_roman'))
    >>> decode("SECRET".encode("utf-16-le"))[:2]
    ('SECRET', 'utf-16-le')
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, "replace"), encoding, []
    if announced is not None:
        told = _as_announced(data, announced)
        if told is not None:
            return told
    if b"\0" in data[:400] and (without_mark := wide(data)):
        said = f"no mark says so, but the zero bytes between the letters show {_NAMES[without_mark]}"
        return data.decode(without_mark, "replace"), without_mark, [said]
    try:
        return data.decode("utf-8"), "utf-8", []
    except UnicodeDecodeError as error:
        return _of_bytes(data, error.start)


def wide(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without its mark: nearly every second byte of the beginning is zero, or three of four.

    >>> wide("FM AMEMBASSY ZENDA".encode("utf-16-be")), wide(b"FM AMEMBASSY")
    ('utf-16-be', None)
    """
    head = data[:400]
    if len(head) < 8:
        return None
    zeros = [sum(1 for byte in head[at::4] if byte == 0) / len(head[at::4]) for at in range(4)]
    for name, expected in (("utf-32-le", "-000"), ("utf-32-be", "000-"), ("utf-16-le", "-0-0"), ("utf-16-be", "0-0-")):
        if all((share > 0.8) if sign == "0" else (share < 0.2) for share, sign in zip(zeros, expected, strict=True)):
            return name
    return None


def bytes_of(text: str, data: bytes, encoding: str, start: int, end: int) -> tuple[int, int]:
    """Which bytes of `data` the letters `start..end` of its text are."""
    if encoding == MIXED:
        ends = _mixed(text[:end], data)
        return ends[start], ends[end]
    name, mark = _BEFORE.get(encoding, (encoding, 0))
    first = mark + len(text[:start].encode(name, "replace"))
    return first, first + len(text[start:end].encode(name, "replace"))


def _mixed(text: str, data: bytes) -> list[int]:
    """Where each letter begins: no encoding gives mixed bytes back; each is its UTF-8 where that stands there, else one byte."""
    ends = [0]
    for letter in text:
        spelt = letter.encode("utf-8", "surrogatepass")
        ends.append(ends[-1] + (len(spelt) if data.startswith(spelt, ends[-1]) else 1))
    return ends


def _as_announced(data: bytes, announced: str) -> tuple[str, str, list[str]] | None:
    """The text in the encoding that was named, where the bytes allow it."""
    try:
        name = codecs.lookup(announced.strip().strip("\"'")).name
    except (LookupError, ValueError):
        return None
    if name in {"iso8859-1", "ascii"}:
        name = "cp1252"  # as every browser reads what calls itself Latin-1
    try:
        return data.decode(name), name, []
    except (UnicodeError, LookupError, TypeError):
        return None


def _of_bytes(data: bytes, first: int) -> tuple[str, str, list[str]]:
    """Text with bytes that are not UTF-8, and why it was read as it was."""
    where = f"byte {first:,} (0x{data[first]:02x}) is not UTF-8: such bytes were read as"
    other = _alphabet(data)
    text = data.decode("utf-8", "reftel.cp1252")
    if other is None and len(text) != len(data):
        return text, MIXED, [f"{where} Windows-1252"]
    if other is not None:
        name, why = other
        return data.decode(name), name, [f"{where} {_NAMES[name]}, {why}"]
    usual, signs = _fitting(data, text)
    if usual * 2 < signs >= _FEW:
        for name in _OLD:
            fits = _fitting(data, data.decode(name))[0]
            if fits * 10 >= signs * 9:
                why = f"in which {fits:,} of {signs:,} stand where such signs belong, against {usual:,} in Windows-1252"
                return data.decode(name), name, [f"{where} {_NAMES[name]}, {why}"]
    return text, "cp1252", [f"{where} Windows-1252"]


def _alphabet(data: bytes) -> tuple[str, str] | None:
    """(encoding, why) where whole words are of such bytes and charset-normalizer is sure of their alphabet."""
    words = _WORDS.findall(data, 0, _MUCH * 10)
    signs = len(_HIGH.findall(data, 0, _MUCH * 10))
    if sum(map(len, words)) < 24 or sum(map(len, words)) * 2 < signs:
        return None
    if data.decode("utf-8", "replace").count("\ufffd") * 5 < signs:
        return None  # UTF-8 with broken places
    from charset_normalizer import from_bytes

    best = from_bytes(b" ".join(words)[:_MUCH], cp_isolation=list(_OTHER), threshold=0.15, language_threshold=0.1).best()
    if best is None or best.encoding not in _OTHER or best.chaos > 0.1:
        return None
    try:
        data.decode(best.encoding)
    except UnicodeDecodeError:
        return None
    return best.encoding, f"which charset-normalizer finds in {len(words):,} words of such bytes"


def _fitting(data: bytes, text: str) -> tuple[int, int]:
    """(how many of the signs that are not ASCII stand where such signs belong, how many there are) in one reading of single bytes."""
    fits = signs = 0
    for found in _HIGH.finditer(data):
        signs += 1
        fits += _fits(text, found.start())
        if signs >= _SAMPLE:
            break
    return fits, signs


def _fits(text: str, at: int) -> bool:
    """Whether the sign at a place is one that its ASCII neighbours allow: a letter in its word, a stop at its edge."""
    sign = text[at]
    before, after = (beside if beside.isascii() and beside.isalpha() else "" for beside in (text[at - 1 : at], text[at + 1 : at + 2]))
    if before and after:
        return sign == "’" or (sign.isalpha() and ord(sign) < 0x250 and (sign.islower() or before.isupper()))
    if (before or after) and sign.isalpha() and ord(sign) < 0x250 and sign not in "ªºƒ":
        return sign.islower() == (before or after).islower() or (sign.isupper() and after.islower())
    return sign in _STOPS or sign in _ALONE


def cut(text: str, data: bytes, encoding: str, begins: list[int]) -> list[bytes]:
    """The bytes of a text in pieces that begin at these letters.

    >>> cut("é1é2", "é1é2".encode(), "utf-8", [0, 2])
    [b'\\xc3\\xa91', b'\\xc3\\xa92']
    """
    name, at = _BEFORE.get(encoding, (encoding, 0))
    if encoding == MIXED:
        letters = _mixed(text, data)
        places = [letters[begin] for begin in begins]
    else:
        places = []
        for begin, end in zip(begins, [*begins[1:], len(text)], strict=True):
            places.append(at)
            at += len(text[begin:end].encode(name, "replace"))
    places[0] = 0  # a mark belongs to the first piece
    return [data[start:end] for start, end in zip(places, [*places[1:], len(data)], strict=True)]
