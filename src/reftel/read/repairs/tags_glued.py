"""TAGS run together: `ETRDEINVECINPGOVCS` is ETRD, EINV, ECIN, PGOV, CS.

Seen in 8 of 446 pages that were looked at for it. Subjects have four letters and are in the table, countries have two and
stand behind them or between: a run is cut where it begins with a subject of the table and there is only one way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reftel.read.landmarks import label_of
from reftel.read.lines import split
from reftel.telegram import tags
from reftel.text import Edit

EXAMPLE = ("TAGS: PRELPGOVUNSCGM\nSUBJECT: X", "TAGS: PREL PGOV UNSC GM\nSUBJECT: X")

_RUN = re.compile(r"(?<![A-Za-z(])[A-Z]{6,60}(?![A-Za-z)])")


def edits(text: str) -> Iterator[Edit]:
    """Cut each run."""
    for line in split(text[:20_000])[:200]:
        label = label_of(line.text) if line.text[:1] in {"T", "t"} else None
        if label and label[0] == "tags":
            between = ", " if "," in line.text else " "
            for run in _RUN.finditer(line.text[:400], label[1]):
                yield from _cut(line.start + run.start(), run[0], between)
            return


def _cut(at: int, run: str, between: str) -> Iterator[Edit]:
    if tags.is_known(run) or (tags.codes(run) != (run,) and len(tags.codes(run)) == 1):
        return
    pieces = _pieces(run)
    for piece in pieces[:-1]:
        at += len(piece)
        yield Edit(at, at, between, "TAGS run together: " + " ".join(pieces))


def _pieces(run: str) -> list[str]:
    """The codes of a run; the run itself where it is none.

    >>> _pieces("PRELUNSCQKPGOV"), _pieces("CLINTON"), _pieces("SOCIETY")
    (['PREL', 'UNSC', 'QK', 'PGOV'], ['CLINTON'], ['SOCIETY'])
    """
    out: list[str] = []
    at = subjects = 0
    while at < len(run):
        size = 4 if tags.is_known(run[at : at + 4]) and len(run) - at != 5 else 2
        subjects += size == 4
        out.append(run[at : at + size])
        at += size
    sound = len(out[-1]) > 1 and subjects and subjects * 2 >= len(out) - 1
    return out if sound and len(out) > 1 else [run]
