"""Underlined headings that fell onto one line in re-flowed copies, alone with their underline or glued to prose.

    Police protection -----------------
    ... as information is developed. ------- Comment ------- 7. (SBU) ...

1,052 of 3,369 re-flowed pages show it, and 124 of 231 flattened copies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from reftel.read.lines import is_rule, split
from reftel.text import Edit

EXAMPLE = ("Police protection -----------------\n\nText.", "Police protection\n-----------------\n\nText.")

_RULE = re.compile(r"-{5,}(?: -{1,12}(?!\S))?")
_COUNTER = re.compile(r"-{10,}[\dA-F /Z]{4,40}$")  # the dash line of 1973-2000: the communication centre's number and hour
LONGEST = 90  # characters of a heading
_SENTENCE = re.compile(r"[.!?:\")] {1,3}(?=[A-Z0-9¶(])")


def edits(text: str) -> Iterator[Edit]:
    """Give heading and underline lines of their own, and part them from the prose around."""
    if "-----" not in text:
        return
    for line in split(text):
        if "-----" not in line.text or is_rule(line.text) or _COUNTER.match(line.text):
            continue
        yield from _part(line.text, line.start)


def _part(text: str, start: int) -> Iterator[Edit]:
    rules = [found for found in _RULE.finditer(text) if found.start() == 0 or text[found.start() - 1] == " "]
    if not rules or len(rules) > 40 or any(len(text[a.end() : b.start()].strip()) < 2 for a, b in pairwise(rules)):
        return  # dashes with nothing between them are the ruling of a table
    overline = _is_overline(text, rules)
    done = 0
    for i, rule in enumerate(rules):
        before = text[done : rule.start()].rstrip()
        over = overline and i % 2 == 0
        if rule.start() and before:
            blanks = done + len(before)
            yield Edit(start + blanks, start + rule.start(), "\n\n" if over else "\n", "the underline stands below its heading")
            if not over:
                yield from _heading_apart(before, start + done)
        if rule.end() < len(text):
            after = len(text) - len(text[rule.end() :].lstrip())
            if after > rule.end():
                yield Edit(start + rule.end(), start + after, "\n" if over else "\n\n", "prose begins after the underline")
            done = after
        else:
            done = rule.end()


def _is_overline(text: str, rules: list[re.Match[str]]) -> bool:
    """Whether rules come in pairs about a heading: `------- Comment -------`."""
    if len(rules) < 2 or len(rules) % 2:
        return False
    return all(0 < len(text[a.end() : b.start()].strip()) <= LONGEST for a, b in zip(rules[::2], rules[1::2], strict=True))


def _heading_apart(before: str, start: int) -> Iterator[Edit]:
    """Where prose runs into a heading without a break, the last sentence's end parts them."""
    if len(before) <= LONGEST:
        return
    ends = list(_SENTENCE.finditer(before, max(0, len(before) - LONGEST)))
    if ends:
        last = ends[-1]
        yield Edit(start + last.start() + 1, start + last.end(), "\n\n", "a heading begins after the sentence")
