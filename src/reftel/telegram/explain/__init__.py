"""What a code, a word of the trade, or a whole line of a telegram means, as every vocabulary knows it, side by side by era.

>>> [(one.meaning, one.era) for one in explain("RS").words[0].meanings[:2]]
[('Russia', 'FIPS 10-4 based (seen to 2012)'), ('Serbia', 'by 2024 (GENC = ISO alpha-2)')]
>>> [(word.text, word.meanings[0].meaning) for word in explain("O R 230912Z NOV 07").words]
[('O R', 'IMMEDIATE for action, ROUTINE for information'), ('230912Z NOV 07', '23 November 2007, 09:12 Zulu')]
"""

from __future__ import annotations

import difflib
import re
from datetime import date as calendar_date

from reftel.errors import BadValue
from reftel.telegram import eras
from reftel.telegram.explain import lines, shapes, tables
from reftel.telegram.explain.meanings import Explanation, Meaning, Word, dated
from reftel.text import Span

__all__ = ["LONGEST", "Explanation", "Meaning", "Word", "explain"]

LONGEST = 2_000  # characters; a line of a telegram has 69


def explain(text: str, date: int | str | calendar_date | None = None) -> Explanation:
    """Everything that the vocabularies know of a word, or of each word of a line.

    Args:
        text: a code (`PREL`, `RUEHBJ`, `1.4(b)`, `(S/NF)`), a number, a date-time group, or a whole line of a telegram.
        date: the telegram's date, as a year, a month or a day: meanings in force then come first and say so.

    Raises:
        BadValue: when the text is empty or longer than a line, or the date is none.

    >>> explain("GE", 1975).words[0].meanings[0].meaning, explain("(S/NF)").words[0].meanings[0].meaning
    ('Germany (East)', 'secret; NOFORN: not releasable to foreign nationals')
    >>> explain("PRELL").known, explain("PRELL").words[0].nearest[0]
    (False, 'PREL')
    """
    asked = text.strip()
    if not asked or len(asked) > LONGEST:
        raise BadValue("word to explain", asked[:40], f"a code, a word or a line of 1 to {LONGEST:,} characters")
    period = eras.of_date(date) if date is not None else None
    said = str(date) if date is not None else None
    whole = [*tables.look(asked), *shapes.read(asked)] if len(asked) <= 80 else []
    if whole or not re.search(r"\s", asked):
        one = Word(asked, Span(0, len(asked)), dated(_once(whole), period))
        one.nearest = [] if whole else nearest(asked)
        return Explanation(asked, said, None, [one])
    kind = lines.kind_of(asked)
    found = list(lines.words(asked, kind))
    for word in found:
        word.meanings = dated(_once(word.meanings), period)
        if not word.meanings and kind is not None and kind.coded and word.text.isupper() and not word.text.isdecimal():
            word.nearest = nearest(word.text)[:2]
    return Explanation(asked, said, kind.name if kind else None, found)


def nearest(word: str) -> list[str]:
    """Known codes that look most like a word, at most five.

    >>> "SIPDIS" in nearest("SIPDIZ")
    True
    """
    asked = tables.key(word)
    near = [known for known in tables.known() if abs(len(known) - len(asked)) <= 2 and asked[:1] in known[:2]]
    return difflib.get_close_matches(asked, near, n=5, cutoff=0.6)


def _once(found: list[Meaning]) -> list[Meaning]:
    """The same words of the same vocabulary once."""
    seen: dict[tuple[str, str, str | None], Meaning] = {}
    for one in found:
        seen.setdefault((one.vocabulary, one.meaning, one.era), one)
    return list(seen.values())
