"""CSV: one telegram a row, the fields of the heading in columns; lists are joined with a blank."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import TextIO

from reftel.telegram.model import Telegram

SUFFIX = ".csv"
MEDIA_TYPE = "text/csv"
EXAMPLE = "mrn,sent,from\n07BEIJING7210,2007-11-23T09:12:00Z,AMEMBASSY BEIJING\n"
COLUMNS = ("mrn", "sent", "from", "to", "classification", "captions", "tags", "subject", "references", "signer", "paragraphs", "path")


def row(telegram: Telegram) -> list[str]:
    """One telegram's cells, in the order of `COLUMNS`."""
    return [
        telegram.known("mrn") or "", telegram.sent or "", telegram.sender.plad if telegram.sender else "",
        "; ".join(one.plad for one in telegram.action), telegram.classification or "", " ".join(telegram.captions), " ".join(telegram.tags),
        telegram.subject or "", " ".join(one.mrn for one in telegram.references if one.mrn), telegram.signer or "",
        str(len(telegram.paragraphs)), telegram.source.path if telegram.source else "",
    ]  # fmt: skip


def write(telegrams: Iterable[Telegram], out: TextIO) -> int:
    """Write a head row and each telegram as one row; how many there were."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    count = 0
    for telegram in telegrams:
        writer.writerow(row(telegram))
        count += 1
    return count
