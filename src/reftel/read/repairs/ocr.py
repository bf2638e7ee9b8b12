"""Letters that a machine took for others in a scanned copy, mended where one reading alone is a word, a number or a code.

    IMMEOIATE   C0NFIDENTIAL   SUBdECT   E.O. l2356   govemment   "the rninister. who"

O, 0 and D in 35 of 37 scans released in 1986's files, l, 1 and I in 34; stray bullets in 34. Signs that no clerk types, a digit
inside a word or a small l among capitals, show that a copy was scanned. Where there are several, words that are none are
mended too; words that the telegram spells so elsewhere, names above all, count as known.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import islice

from reftel.read.lines import Line, is_open, is_rule, split
from reftel.read.repairs import _head, _letters
from reftel.telegram import lexicon, tags
from reftel.text import Edit

EXAMPLE = ("C0NFIDENTIAL BONN 0O12\n\nSUBdECT: TALKS\n\n1. The govemment met.", "CONFIDENTIAL BONN 0012\n\nSUBJECT: TALKS\n\n1. The government met.")

MOST_LOOKED_AT = 20  # places for each sign
COMMON = 50_000_000  # a word of three capitals is mended only to one so common: others may be initials
SCANNED = 2  # signs that show a copy to be scanned
# Letters and digits together as no clerk types them. Each pattern begins with one sign, which is looked for very fast.
_SIGNS = tuple(
    re.compile(sign) for sign in (
        "0(?:" + "|".join((
            r"(?<=[A-Za-z]0)(?=[A-Za-z])",  # C0NFIDENTIAL
            r"(?<![A-Za-z0-9]0)(?=[A-Z]{3}|[a-z]{3})",  # 0FFICE, 0sra
            r"(?<=[A-Z]{3}0)(?![A-Za-z0-9])|(?<=[a-z]{3}0)(?![A-Za-z0-9])",  # INF0
        )) + ")",
        "1(?:" + "|".join((
            r"(?<=[A-Za-z]1)(?=[A-Za-z])",  # wou1d
            r"(?<![A-Za-z0-9]1)(?=[A-Z]{4}|[a-z]{3})",  # 1MMEDIATE; 1NT is no sign: a number and a unit
            r"(?<=[a-z]{3}1)(?![A-Za-z0-9])",  # unti1
        )) + ")",
        r"5(?:(?<=[A-Za-z]5)(?=[A-Za-z])|(?<![A-Za-z0-9]5)(?=[A-Z]{4}))",  # IS5UE, 5ECRET
        r"8(?:(?<=[A-Za-z]8)(?=[A-Za-z])|(?<![A-Za-z0-9]8)(?=[A-Z]{4}))",  # LE8ANON, 8RIDGE
        "I(?:" + "|".join((
            r"(?<=[a-z]I)(?![A-Za-z]*[A-Z]{2})",  # wouId
            r"(?<=[0-9]I)(?=[0-9])|(?<=[ /]I)(?=[0-9]{2})",  # 1I2, /I20
        )) + ")",
        "l(?:" + "|".join((
            r"(?<=[A-Z0-9]l)(?=[A-Z0-9])",  # 0516l2Z, OFFlCE
            r"(?<=[A-Z]{2}l)(?![a-z])",  # COUNCIl
            r"(?<![A-Za-z]l)(?=[A-Z]{2}|[0-9])",  # lMMEDIATE, l2
        )) + ")",
        r"d(?<=[A-Z]d)(?=[A-Z])",  # SUBdECT
        r"O(?<=[0-9]O)(?=[0-9])", r"S(?<=[0-9]S)(?=[0-9])", r"B(?<=[0-9]B)(?=[0-9])",  # 2O7
    )
)  # fmt: skip
_TOKEN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9]|['’](?=[A-Za-z])|[/.,:\-](?=[0-9OlISBoi]{1,4}(?![A-Za-z])))*")
_DTG = re.compile(r"(?<![A-Za-z0-9])(?P<digits>[0-9OoQlIiSB]{6})Z(?= ?[A-Z0-9])")
_CHANNEL = re.compile(r"(?<=VZCZC)(?P<letters>[A-Z0158]{3})(?P<digits>[0-9OlIiSB]{4})(?![A-Za-z0-9])")
_PROSIGN = re.compile(r"(?<=\n)(?:0 (?=[0-9OlIiSB]{6}Z)|[O0]{2}(?= R[A-Z0-9]{3,7}\b))")
_DAY = re.compile(r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December)[ \n](?P<day>[lI][0-9])(?![A-Za-z0-9])")
_FORMULA = re.compile(r"(?<=\n)OE(?= R[A-Z]{3,7} #)|(?<![A-Za-z])ENO(?= (?:SUMMARY|COMMENT|NOTE|TEXT)\b)")
_AS_DIGITS = str.maketrans("OoQlIiSB", "00011158")
_AS_LETTERS = str.maketrans("0158", "OISB")
_SIGNALS = {"ZNY", "ZNR", "ZZH", "CCCCC", "SSSSS", "UUUUU", "EEEEE", "OO", "PP", "RR", "ZZ"}
_SPACED = re.compile(r"(?:[A-Z0-9l] ){5,12}[A-Z0-9l](?![A-Za-z])")
_LEVELS = ("CONFIDENTIAL", "SECRET", "TOPSECRET", "UNCLAS", "UNCLASSIFIED", "LIMITEDOFFICIALUSE")
_FREQUENT = frozenset(["WOULD", "COULD", "SHOULD", "SAID", "TOLD", "NOTED", "ADDED", "ASKED", "CLOSED", "UNITED", "PRESIDENT", "DEPARTMENT", "DURING", "UNDER", "DELEGATION", "DISCUSS", "DISCUSSED", "DECISION"])
_OFFICE = re.compile(r"(?P<office>[A-Z][A-Z0158]{0,5})-(?P<copies>[0-9OIl]{2})$")  # ISO-00: an office, and its copies
_BULLETS = frozenset("•■▪●·")
_COMMA = re.compile(r"(?<=[a-z])\.(?=[ \n][a-z]{2})")
_ABBREVIATED = re.compile(r"(?:\.[a-z]{1,3}|\b(?:vs|etc|approx|est|al|no|nos|dept|govt|prof|dr|mr|mrs|st|cf|viz|incl|ref|para|paras|gen|col|sen|rep|amb))$", re.IGNORECASE)
_TAG_DOT = re.compile(r"(?<=[A-Z]{4})\.(?= ?[A-Z]{2})|(?<= [A-Z]{2})\.(?= [A-Z]{2})")
_STRAY = re.compile(r"[•■▪●·.:'\"°,;|^~`´_()\\/¤*]")
_SPECK = re.compile(r"(?:(?<=[ \n])|^)[•■▪●·](?: (?=\S)|(?=\s|$))|(?<=\S) [•■▪●·](?=\n|$)")


def edits(text: str) -> Iterator[Edit]:
    """Mend what is certain; in a copy that shows itself to be scanned, all that has just one reading."""
    specks = "•" in text or "■" in text or "·" in text
    headed = list(_head.edits(text, split(text))) if "PAGE 0" in text or "PAGE O" in text else []
    if not specks and not headed and not _looks_scanned(text):
        return
    yield from _apart([*headed, *_of_letters(text, specks)])


def _of_letters(text: str, specks: bool) -> Iterator[Edit]:
    """Letters, formulas, commas and specks."""
    tokens = list(_TOKEN.finditer(text))
    known = _Known(tokens)
    certain = {found: new for found in tokens if (new := _certain(text, found, known))}
    bullets = list(_specks(text)) if specks else []
    formulas = list(_formulas(text))
    if len(set(certain.values())) + len(formulas) + min(len(bullets) // 3, 1) < SCANNED:
        sure = (Edit(*found.span(), new, _why(found[0], new)) for found, new in certain.items())
        yield from (bullets if len(bullets) > 1 else ())
        yield from (*formulas, *sure)
        return
    yield from (*_stray_lines(text), *bullets, *formulas, *_commas(text), *_mended(text, tokens, certain, known))


def _looks_scanned(text: str) -> bool:
    """The cheap question: is there a sign that no clerk types, which can be read as something he does?"""
    if not _misspelt().isdisjoint(_letters.head_words(text)):
        return True
    for sign in _SIGNS:
        for found in islice(sign.finditer(text), MOST_LOOKED_AT):
            token = _around(text, found.start())
            if token and (_DTG.search(text, token.start(), token.end() + 2) or _certain(text, token, _Known([token], text))):
                return True
    return False


def _around(text: str, at: int) -> re.Match[str] | None:
    """The token that the letter at a place belongs to."""
    start = at
    while start > 0 and at - start < 30 and text[start - 1].isalnum():
        start -= 1
    return _TOKEN.match(text, start)


@cache
def _misspelt() -> frozenset[str]:
    """The longer words of envelope and heading, and some frequent ones, as a machine reads them that takes D for O."""
    out: set[str] = set()
    for word in (*lexicon.formulas(), *_FREQUENT):
        if len(word) > 3:
            out.update(word[:at] + "O" + word[at + 1 :] for at, letter in enumerate(word) if letter in "DQ")
    return frozenset((out - lexicon.formulas() - _FREQUENT) | {"ENO"})


class _Known:
    """The words of English, of the trade, and of this telegram: those that it spells so more than once.

    For a token that can be no word as it stands, `also_once` has the words that the telegram has at all.
    """

    def __init__(self, tokens: list[re.Match[str]], text: str = "") -> None:
        counts = Counter(found[0] for found in tokens)
        self.here = {word: times for word, times in counts.items() if word.isalpha() and len(word) > 3 and not _letters.is_odd(word)}
        self.seen: dict[str, bool] = {}
        self.text = text  # looked in only where the tokens are not all there

    def __call__(self, word: str) -> bool:
        if word not in self.seen:
            self.seen[word] = self.here.get(word, 0) > 1 or lexicon.is_word(word) or _is_code(word)
        return self.seen[word]

    def also_once(self, word: str) -> bool:
        return word in self.here or self(word) or (len(word) > 3 and word in self.text)


def _is_code(word: str) -> bool:
    """Whether a token is a TAG, a sign of the envelope, or has the shape of a routing indicator."""
    if not word.isupper() or not word.isalpha():
        return False
    return word in _SIGNALS or (len(word) in {4, 5} and tags.is_known(word)) or (word[:2] in {"RU", "RH"} and 4 < len(word) < 9)


def _certain(text: str, found: re.Match[str], known: _Known) -> str | None:
    """What a token that can be no word stands for, if that is sure."""
    token = found[0]
    if token in _misspelt():
        return _letters.word(token, lambda word: word in lexicon.formulas() or word in _FREQUENT) if len(token) > 3 else None
    if token.isdecimal() or not _letters.is_odd(token) or _is_address(text, found):
        return None
    return _odd(token, known)


def _odd(token: str, known: _Known) -> str | None:
    """What a token stands for in which letters and digits stand together."""
    office = _OFFICE.match(token)
    if office:
        return f"{office['office'].translate(_AS_LETTERS)}-{office['copies'].translate(_AS_DIGITS)}"
    number = _letters.numeral(token)
    if number or not token.replace("'", "").replace("’", "").isalnum():
        return number
    if token[:2] in {"RU", "RH"} and token.isupper() and 5 <= len(token) <= 8:
        new = _letters.word(token, known.here.__contains__) or token.translate(_AS_LETTERS)
        return new if new.isalpha() else None
    return _letters.word(token, known.also_once) or _letters.by_shape(token)


def _is_address(text: str, found: re.Match[str]) -> bool:
    """Whether a token is part of an address of the web or a mailbox, where anything may stand."""
    around = text[max(0, found.start() - 12) : found.end() + 12]
    return "@" in around or "://" in around or "www" in around or "_" in around or "=" in around


def _mended(text: str, tokens: list[re.Match[str]], certain: dict[re.Match[str], str], known: _Known) -> Iterator[Edit]:
    meant: dict[str, str | None] = {}
    for found in tokens:
        token = found[0]
        new = certain.get(found)
        if new is None:
            if token not in meant:
                meant[token] = _meant(token, known)
            new = meant[token]
        if new is not None and new != token and not _is_address(text, found):
            yield Edit(*found.span(), new, _why(token, new))


def _meant(token: str, known: _Known) -> str | None:
    """What a token of a scanned copy stands for; None where it is a word as it is, or has no sure reading."""
    if token.isdecimal() or known(token):
        return None
    if any(sign.isdecimal() for sign in token) or _letters.is_odd(token):
        return _odd(token, known) if any(sign.isalpha() for sign in token) else None
    new = _letters.word(token, known) if len(token) > 2 else None
    return new if new is None or len(token) > 3 or not token.isupper() or lexicon.count(new) > COMMON else None


def _formulas(text: str) -> Iterator[Edit]:
    """Where the trade says what must stand: lines 1, 2 and 5 of the envelope, a spaced classification, the TAGS, commas."""
    for found in _CHANNEL.finditer(text[:3000]):
        new = found["letters"].translate(_AS_LETTERS) + found["digits"].translate(_AS_DIGITS)
        if new != found["letters"] + found["digits"]:
            yield Edit(found.start("letters"), found.end("digits"), new, "three letters and a serial make line 1")
    for found in _PROSIGN.finditer(text[:6000]):
        if "0" in found[0]:
            yield Edit(*found.span(), found[0].replace("0", "O"), "O: the precedence IMMEDIATE")
    for found in _FORMULA.finditer(text):
        yield Edit(*found.span(), {"OE": "DE", "ENO": "END"}[found[0]], "the trade's formula has a D")
    for found in _DTG.finditer(text):
        digits = found["digits"].translate(_AS_DIGITS)
        if digits != found["digits"] and sum(sign.isdecimal() for sign in found["digits"]) >= 3:
            yield Edit(*found.span("digits"), digits, "six digits make a date-time group")
    for found in _DAY.finditer(text):
        yield Edit(*found.span("day"), found["day"].translate(_AS_DIGITS), "the day of a month")
    for line in split(text)[:400]:
        yield from _on_line(line)


def _commas(text: str) -> Iterator[Edit]:
    """A full stop before a small letter was a comma, unless it ends an abbreviation."""
    for found in _COMMA.finditer(text):
        if not _ABBREVIATED.search(text[max(0, found.start() - 8) : found.start()]):
            yield Edit(*found.span(), ",", "the sentence goes on: a comma was read as a full stop")


def _on_line(line: Line) -> Iterator[Edit]:
    if line.text.startswith(("TAGS", "TAG5")):
        for found in _TAG_DOT.finditer(line.text[:300]):
            yield Edit(line.start + found.start(), line.start + found.end(), ",", "commas part the TAGS")
        return
    spaced = _SPACED.match(line.text) if len(line.text) < 90 else None
    if spaced:
        letters = spaced[0].replace(" ", "")
        meant = letters if letters in _LEVELS else next((level for level in _LEVELS if len(level) == len(letters) and _like(letters, level)), letters)
        for i, (a, b) in enumerate(zip(letters, meant, strict=True)):
            if a != b:
                yield Edit(line.start + 2 * i, line.start + 2 * i + 1, b, f"the classification is {meant}")


def _like(letters: str, level: str) -> bool:
    return sum(a != b for a, b in zip(letters, level, strict=True)) <= 3


def _specks(text: str) -> Iterator[Edit]:
    """Bullets that stand for nothing: in the middle of a sentence, or before a line that no list holds."""
    lines = [line for line in split(text) if line.text]
    listed: set[int] = set()
    for before, line, after in zip([None, *lines], lines, [*lines[1:], None], strict=False):
        if line.text[0] in _BULLETS and (before is None or not is_open(before.text) or before.start in listed):
            alone = all(other is None or other.text[0] != line.text[0] for other in (before, after))
            if line.text[1:3] == "  " or not alone:
                listed.add(line.start)
    for one in _SPECK.finditer(text):
        if one.start() not in listed or text[one.end() : one.end() + 1] == "¶":
            yield Edit(*one.span(), "", "a speck read as a bullet")


def _stray_lines(text: str) -> Iterator[Edit]:
    """Lines of dots and strokes that the machine saw in the dirt of the page; an underline or a dash alone is none."""
    for line in split(text):
        if line.text and len(line.text) < 100 and not any(map(str.isalnum, line.text)) and not is_rule(line.text) and _STRAY.search(line.text):
            yield Edit(line.start, line.end, "", "specks read as signs")


def _why(old: str, new: str) -> str:
    return f"{new}: a number" if new[:1].isdecimal() else f'"{old}" is no word; {new} is what it can stand for'


def _apart(wanted: list[Edit]) -> Iterator[Edit]:
    """Of edits that would touch the same letters the first alone; of those that begin together the one that was wanted first."""
    done = -1
    for edit in sorted(wanted, key=lambda one: one.start):
        if edit.start >= done:
            yield edit
            done = max(edit.end, edit.start + 1)
