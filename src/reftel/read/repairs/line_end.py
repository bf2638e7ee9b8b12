"""Backslashes that some conversions left at the ends of lines.

    INFO RUEHZL/EUROPEAN POLITICAL COLLECTIVE\\
    SIPDIS \\

Seen in 65 of 6,702 published pages. Only where at least three lines and a tenth of all end so: one backslash may be the
drafter's own.
"""

from __future__ import annotations

from collections.abc import Iterator

from reftel.read.lines import split
from reftel.text import Edit

EXAMPLE = ("FM X\\\nTO Y \\\nINFO Z\\\n", "FM X\nTO Y \nINFO Z\n")


def edits(text: str) -> Iterator[Edit]:
    """Drop the backslash of every line that ends in one, where the copy does so throughout."""
    if "\\" not in text:
        return
    lines = split(text)
    ends = [line.end for line in lines if line.text.endswith("\\")]
    if len(ends) >= 3 and len(ends) * 10 >= sum(1 for line in lines if line.text):
        for end in ends:
            yield Edit(end - 1, end, "", "a backslash ends the line")
