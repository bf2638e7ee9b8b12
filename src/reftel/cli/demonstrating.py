"""`reftel demo`: the demonstration archive, and a short walk through it."""

from __future__ import annotations

import re
import sys
from importlib.resources import as_file, files
from pathlib import Path

import click

from reftel.text import Span

SEARCH = '"seven years" Veskolin'
DAMAGED = "07OSVARTH388"


@click.command()
@click.argument("archive", type=click.Path(path_type=Path), default=Path("demo.reftel"))
def demo(archive: Path) -> None:
    """Build the demonstration archive (ARCHIVE, or demo.reftel here) and show what reftel does.

    Thirty telegrams of an affair among fictional countries, nine of them damaged as real copies are.
    """
    from reftel.cli import shown
    from reftel.library import open_archive

    with as_file(files("reftel") / "demo" / "telegrams") as folder, open_archive(archive, "w") as opened:
        report = opened.build([folder])
    out = shown.console()
    out.print(f"[bold]{archive}[/bold]: {report.telegrams} telegrams, {report.added or report.known} copies, read and indexed in {report.seconds:.1f} s\n")
    with open_archive(archive) as opened:
        out.print(f"[bold]$ reftel search {archive} '{SEARCH}' --limit 3[/bold]")
        shown.found(out, opened.search(SEARCH, 3))
        out.print(f"\n[bold]$ reftel show {archive} {DAMAGED} --changes[/bold]")
        telegram = opened.telegram(DAMAGED)
        copy = opened.copies(DAMAGED)[0]
        shown.changes(out, telegram)
        out.print("\n[bold]A piece of it in red ink[/bold]\n")
        source = copy.data.decode("utf-8", "replace")
        shown.red_ink(out, source, telegram.changes, _piece(source))
    out.print(f"\nGo on: [bold]reftel facets {archive}[/bold], [bold]reftel search {archive} 'in:comment price'[/bold], [bold]reftel show {archive} 07DRENAVAR402[/bold]")
    sys.exit(1 if report.failed else 0)


def _piece(source: str) -> Span:
    """The paragraph that a caption cuts in two, and what follows it."""
    at = source.find("## SIPDIS")
    breaks = [found.end() for found in re.finditer(r"\n\s*\n", source[: max(0, at)])]
    start = breaks[-2] if len(breaks) > 1 else 0
    following = [found.start() for found in re.finditer(r"\n\s*\n", source[at:])]
    end = at + following[3] if len(following) > 3 else len(source)
    return Span(start, end)
