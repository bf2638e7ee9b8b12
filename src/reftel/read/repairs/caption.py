"""Captions doubled in the heading, because the sections of a telegram were joined and each repeated them.

    SIPDIS

    SIPDIS

SIPDIS twice: 2,154 of 6,702 pages. The first stays; what is dropped is recorded.
"""

from __future__ import annotations

from collections.abc import Iterator

from reftel.read.landmarks import class_line, label_of
from reftel.read.lines import split
from reftel.telegram import captions
from reftel.text import Edit

EXAMPLE = ("UNCLAS BONN 000012\n\nSIPDIS\n\nSIPDIS\n\nE.O. 12958: N/A", "UNCLAS BONN 000012\n\nSIPDIS\n\nE.O. 12958: N/A")

REACH = 20_000
_COMMON = ("SIPDIS", "SENSITIVE", "NOFORN", "EXDIS", "NODIS", "LIMDIS", "STADIS")  # cheap to look for


def edits(text: str) -> Iterator[Edit]:
    """Drop each caption line that repeats captions already read in the same heading."""
    if all(text.count(name, 0, REACH) < 2 for name in _COMMON):
        return
    lines = split(text[:REACH])
    seen: set[str] = set()
    inside = False
    for i, line in enumerate(lines):
        if not line.text:
            continue
        if class_line(line.text):
            inside = True
            seen = set()
        elif inside and (line.text[0] == "¶" or ((label := label_of(line.text)) and label[0] == "subject")):
            return
        elif inside:
            found = {name for name, _, _ in captions.on_line(line.text)}
            if found and found <= seen and i + 1 < len(lines):
                following = next((later for later in lines[i + 1 :] if later.text), None)
                if following is not None:
                    name = " ".join(sorted(found))
                    yield Edit(line.start, following.start, "", f"{name} repeated: sections were joined")
            seen |= found
