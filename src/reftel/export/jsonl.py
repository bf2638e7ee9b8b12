"""JSON lines: one telegram an object and line, the stable contract of `reftel read --json`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

import msgspec

from reftel.telegram.model import Telegram

SUFFIX = ".jsonl"
MEDIA_TYPE = "application/x-ndjson"
EXAMPLE = '{"mrn":"07BEIJING7210"}'


def write(telegrams: Iterable[Telegram], out: TextIO) -> int:
    """Write each telegram as one line; how many there were."""
    encoder = msgspec.json.Encoder()
    count = 0
    for telegram in telegrams:
        out.write(encoder.encode(telegram).decode() + "\n")
        count += 1
    return count
