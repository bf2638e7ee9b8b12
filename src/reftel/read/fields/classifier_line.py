"""What a Classified By line says: who classified, and the reasons in one spelling."""

from __future__ import annotations

import re

_REASON = re.compile(r"1\s?\.\s?(?P<part>[45])\s?[(\s]*(?P<letters>[a-h]\)?(?:[\s,/&().]|AND\b|and\b|[a-h]\b)*)?", re.IGNORECASE)
# The reasons are found first, then what leads up to them: a line of nothing but dashes is read in time that grows with it.
_SECTION = re.compile(r"1\s?\.\s?[45]")
_ORDER = r"(?:\bE\.?O\.? ?\d{5}[\s,:;.]{0,8})?"
_LEAD = re.compile(
    rf"(?i)[\s,.;:(\-]{{0,20}}(?:\bfor\s{{1,4}})?{_ORDER}(?:\b(?:reasons?|reasosn|for reasons?|under|per|authority)\b[\s:.;,]{{0,8}}(?:section\s{{0,4}})?)?{_ORDER}\Z"
)
_LAST = re.compile(r"(?i)[\s,.;:]{0,20}\breasons?\b\s{0,4}:?\s{0,4}\Z")
_REASONS_BEHIND = re.compile(r"(?i)[\s,.;:(]{0,20}\b(?:for )?reasons?\b.*$")


def classifier(words: str) -> tuple[str | None, list[str]]:
    """(who classified, reasons) of a Classified By line without its label.

    >>> classifier("Political Minister Counselor Aubrey Carlson. Reasons 1. 4 (b/d).")
    ('Political Minister Counselor Aubrey Carlson', ['1.4(b)', '1.4(d)'])
    """
    reasons = reasons_in(words)
    cut = _cut(words)
    name = words if cut is None else words[:cut]
    if cut is not None and re.search(r"\b[JS]r$", name[-8:]) and words[cut] == ".":
        name += "."
    name = (_REASONS_BEHIND.sub("", name) if "REASON" in name.upper() else name).strip(" ,;:(-\\")
    name = name[:-1] if name.endswith(".") and not re.search(r"\b[A-Z]\.$|\b[JS]r\.$", name[-8:]) else name
    return name or None, reasons


def _cut(words: str) -> int | None:
    """Where the name ends and the reasons begin, with the words that lead up to them; None where there are none."""
    section = _SECTION.search(words)
    if section is not None:
        lead = _LEAD.search(words, max(0, section.start() - 160), section.start())
        return lead.start() if lead else section.start()
    last = _LAST.search(words, max(0, len(words) - 60))
    return last.start() if last else None


def reasons_in(words: str) -> list[str]:
    """The reasons for classification, in one spelling.

    >>> reasons_in("1.4 (b) and (d)"), reasons_in("E.O. 12958, REASONS 1.5 B & D"), reasons_in("1.4(B,D)")
    (['1.4(b)', '1.4(d)'], ['1.5(b)', '1.5(d)'], ['1.4(b)', '1.4(d)'])
    """
    out: dict[str, None] = {}
    for m in _REASON.finditer(words[:1000]):
        letters = re.findall(r"(?<![A-Za-z])[a-h](?![A-Za-z])", (m["letters"] or "").lower())
        out.update(dict.fromkeys([f"1.{m['part']}({letter})" for letter in letters] or [f"1.{m['part']}"]))
    return list(out)
