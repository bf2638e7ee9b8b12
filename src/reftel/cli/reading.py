"""`reftel read`: read and show, store nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click
import msgspec

from reftel.cli import options

if TYPE_CHECKING:
    from reftel.telegram.model import Telegram


@click.command()
@options.sources
@click.option("--json", "form", flag_value="json", help="one JSON object per telegram and line (schema: docs)")
@click.option("--csv", "form", flag_value="csv", help="one row per telegram, the heading's fields in columns")
@click.option("--restored", "form", flag_value="restored", help="the restored text, lines as in the source")
@click.option("--changes", "form", flag_value="changes", help="what was repaired, where and why")
@options.settings_options("max_bytes", "max_ratio", "max_depth", "columns", "ocr", "max_seconds")
def read(source: tuple[str, ...], form: str | None, **values: Any) -> None:
    """Read telegrams and show them; store nothing.

    SOURCE is a file, a folder, or an archive (zip, tar, gz): text, web pages, mail, csv, JSON, database dumps, office documents.

    Exit code 0: all was read; 1: something could not be read (listed on stderr); 2: wrong usage.
    """
    from reftel.read import read_all, restored_texts
    from reftel.telegram.model import Unreadable

    bad: list[Unreadable] = []
    chosen = options.settings_of(**values)

    def good() -> Iterator[Telegram]:
        for one in read_all(source, chosen):
            if isinstance(one, Unreadable):
                bad.append(one)
            else:
                yield one

    telegrams = good()
    if form == "json":
        encoder = msgspec.json.Encoder()
        for one in telegrams:
            sys.stdout.write(encoder.encode(one).decode() + "\n")
    elif form == "csv":
        from reftel.registry import plugin

        plugin("export", "csv").write(telegrams, sys.stdout)
    elif form == "restored":
        for found, text in restored_texts(source, chosen):
            if isinstance(found, Unreadable):
                bad.append(found)
            else:
                click.echo(text, nl=not text.endswith("\n"))
    else:
        from reftel.cli import shown

        out = shown.console()
        show = shown.changes if form == "changes" else shown.telegram
        for i, one in enumerate(telegrams):
            if i:
                out.rule(style="dim")
            show(out, one)
    sys.exit(1 if options.say_unreadable(bad) else 0)

