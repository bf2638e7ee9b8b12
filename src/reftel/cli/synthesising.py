"""`reftel synth`: made-up telegrams in any number, with the truth beside them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from reftel.synth.production import Produced


@click.command()
@click.option("--count", type=click.IntRange(min=1), required=True, help="how many telegrams")
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True, help="the same seed makes the same telegrams, byte for byte")
@click.option("-o", "--output", "folder", type=click.Path(path_type=Path, file_okay=False), required=True, help="an empty or new folder")
@click.option("--family", default=None, metavar="FAMILY", help="cablexpress, sas, smart, plain or html for all; else that of each telegram's day")
@click.option("--damage", "damaged", is_flag=True, help="copies damaged as real ones are, each wound recorded")
@click.option("--processes", type=click.IntRange(min=1), default=1, show_default=True, help="how many work at once; the bytes are the same")
@click.option("--quiet", is_flag=True, help="no progress")
def synth(count: int, seed: int, folder: Path, family: str | None, damaged: bool, processes: int, quiet: bool) -> None:
    """Make COUNT fictional telegrams in a folder, with the truth about each beside them.

    Nothing in them is real. The folder gets telegrams/, truth/ and a README.md that says how they were made.
    Exit code 0: done; 2: cannot go on.
    """
    from reftel.errors import UnknownName
    from reftel.synth.production import produce

    if folder.exists() and any(folder.iterdir()):
        raise click.UsageError(f"{folder} is not empty; telegrams are made in a new or empty folder")
    try:
        done = produce(count, seed, folder, processes, family=family, damaged=damaged, progress=None if quiet else _progress(count))
    except UnknownName as error:
        raise click.UsageError(str(error)) from error
    if not quiet:
        click.echo("", err=True)
    click.echo(f"{folder}: {done.telegrams:,} telegrams, {done.statements:,} statements, {done.characters:,} characters in {done.seconds:.1f} s")


def _progress(count: int) -> Callable[[Produced], None]:
    """A line on stderr: how many are done, how fast, how long the rest takes."""
    end = "\r" if sys.stderr.isatty() else "\n"

    def say(done: Produced) -> None:
        rate = done.telegrams / done.seconds if done.seconds else 0.0
        left = (count - done.telegrams) / rate if rate else 0.0
        click.echo(f"{done.telegrams:,} of {count:,} telegrams, {rate:,.0f}/s, {left:.0f} s left{end}", nl=False, err=True)

    return say
