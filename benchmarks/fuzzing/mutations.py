"""What is done to an input: letters and bytes flipped, cut, doubled, spliced, repeated; encodings broken; tokens of the trade thrown in."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

TOKENS = (
    "REF: A. ", "REF: ", "A. STRELSAU 12 ", "07 ZENDA 34, 35 AND 36 ", "TAGS: PREL ", "SUBJECT: ", "E.O. 12958: DECL: 02/14/2017 ", "E.O. ", "Classified By: ", "1.4 (b) ",
    "¶1. (C) ", "¶", "11. ", "1. ", "(S/NF) ", "(C) ", "(", ")", "[", "<", "<pre>", "</pre>", "&#x0a;", "&amp;", "<br>", '"', '""', "\\", "\\\n", "NNNN\n", "BT\n", "ZCZC ", "VZCZCXRO0417\n",
    "DE RUEHZZ #1234/01 0451530\n", "ZNY CCCCC ZZH\n", "O 141530Z FEB 07\n", "O R 141530Z FEB 07 ZDK\n", "FM AMEMBASSY STRELSAU\n", "TO RUEHC/SECSTATE WASHDC IMMEDIATE 3613\n", "INFO ", "XMT ",
    "C O N F I D E N T I A L STRELSAU 001234\n", "SECTION 01 OF 02 ", "UNCLAS ", "SIPDIS\n", "NODIS ", " STRELSAU 00001234  002 OF 003\n", "PAGE 02 STRELS 01234 01 OF 02 141530Z\n", "ACTION EUR-12\n",
    "INFO OCT-01 ISO-00 /026 W\n", "----------\n", "- ", "--", "SUMMARY: ", "END SUMMARY. ", "COMMENT ", "XXXXXXXXXXXX", "RELEASE IN PART B6\n", "UNCLASSIFIED U.S. Department of State Case No. F-2014-20439\n",
    "MRN: 12 ZENDA 1\n", "Date/DTG: Feb 14, 2012 / 141530Z FEB 12\n", "From: AMEMBASSY ZENDA\n", "PARTICIPANTS\n", "Osra (strictly protect) ", "December 110 ", "wou1d ", "addi- tional ", "Ã©", "\u2028", "\x0c",
    "\x00", "\ufeff", "\u0301", "\u202e", "ß", "İ", "ﬁ", "\U0001f600", "\ud800", "\r", "\r\n", "\t", "\xa0", "GP-3. ", "Message Attributes\n", "Current Classification: UNCLASSIFIED\n", "[Page 12]", "Sent: ", "From ", "Telegram 12 ",
)  # fmt: skip
RUNS = "A1 \n(-.¶<\"\\/:=#_RX0é,;&[\t"
_FONTS = ("utf-8", "latin-1", "cp1252", "utf-16", "utf-16-be", "utf-8-sig", "cp437", "koi8-r", "utf-32")

Change = Callable[[str, Random], str]


def _span(text: str, random: Random, most: int = 200) -> tuple[int, int]:
    start = random.randrange(len(text) + 1)
    return start, min(len(text), start + random.randrange(1, most + 1))


def flip(text: str, random: Random) -> str:
    if not text:
        return text
    at = random.randrange(len(text))
    return text[:at] + chr(random.choice([ord(text[at]) ^ (1 << random.randrange(7)), random.randrange(32, 127), random.randrange(0x3000)])) + text[at + 1 :]


def cut(text: str, random: Random) -> str:
    start, end = _span(text, random)
    return text[:start] + text[end:]


def end(text: str, random: Random) -> str:
    at = random.randrange(len(text) + 1)
    return text[:at] if random.random() < 0.6 else text[at:]


def insert(text: str, random: Random) -> str:
    at = random.randrange(len(text) + 1)
    return text[:at] + random.choice(TOKENS) + text[at:]


def token_lines(text: str, random: Random) -> str:
    at = text.find("\n", random.randrange(len(text) + 1)) + 1
    return text[:at] + "".join(random.choice(TOKENS) for _ in range(random.randrange(1, 6))) + "\n" + text[at:]


def repeat(text: str, random: Random) -> str:
    """A long run: one letter, one token, or a piece of the text itself."""
    at = random.randrange(len(text) + 1)
    unit = random.choice([random.choice(RUNS), random.choice(TOKENS), text[slice(*_span(text, random, 60))] or "x"])
    many = random.choice([10, 100, 1_000, 3_000])
    return text[:at] + (unit * many)[: min(many * len(unit), 6_000)] + text[at:]


def double(text: str, random: Random) -> str:
    start, stop = _span(text, random, 600)
    return text[:stop] + text[start:]


def move(text: str, random: Random) -> str:
    start, stop = _span(text, random, 300)
    piece, rest = text[start:stop], text[:start] + text[stop:]
    at = random.randrange(len(rest) + 1)
    return rest[:at] + piece + rest[at:]


def lines(text: str, random: Random) -> str:
    return random.choice([text.replace("\n", " "), text.replace("\n", ""), text.replace("\n", "\r\n"), text.replace("\n", "\r"), text.replace("\n", "\n\n"), text.replace(" ", ""), text.replace(" ", "  ")])


def case(text: str, random: Random) -> str:
    return random.choice([text.upper(), text.lower(), text.swapcase(), text.title()])


def digits(text: str, random: Random) -> str:
    return text.translate({ord(digit): str(random.randrange(10)) for digit in "0123456789"})


CHANGES: tuple[Change, ...] = (flip, flip, cut, end, insert, insert, token_lines, repeat, double, move, lines, case, digits)


def changed(text: str, others: list[str], random: Random) -> str:
    """A text with one to six things done to it, at times spliced with another."""
    for _ in range(random.choice([1, 1, 2, 2, 3, 6])):
        if random.random() < 0.06:
            other = random.choice(others)
            at, there = random.randrange(len(text) + 1), random.randrange(len(other) + 1)
            text = text[:at] + other[there : there + 2_000]
        else:
            text = random.choice(CHANGES)(text, random)
    return text


def broken(data: bytes, random: Random) -> bytes:
    """Bytes flipped, cut, doubled or put in; or the whole in another encoding."""
    out = bytearray(data)
    for _ in range(random.choice([1, 1, 2, 4, 16])):
        at = random.randrange(len(out) + 1)
        choice = random.randrange(6)
        if choice == 0 and out:
            out[at % len(out)] ^= 1 << random.randrange(8)
        elif choice == 1:
            del out[at : at + random.randrange(1, 60)]
        elif choice == 2:
            out[at:at] = random.randbytes(random.randrange(1, 12))
        elif choice == 3:
            del out[at:]
        elif choice == 4:
            out[at:at] = out[at : at + random.randrange(1, 400)]
        elif choice == 5 and random.random() < 0.3:
            return bytes(out).decode("utf-8", "replace").encode(random.choice(_FONTS), "replace")
    return bytes(out)
