"""`reftel conflicts`, `split`, `join`, `judgements`, `undo`: what people decide about copies."""

from __future__ import annotations

import sys
from pathlib import Path

import click
import msgspec

from reftel.cli import options

reason = click.option("--reason", required=True, help="why; kept with the judgement")
as_json = click.option("--json", "as_json", is_flag=True, help="JSON, stable")


@click.command()
@options.archive
@as_json
def conflicts(archive: Path, as_json: bool) -> None:
    """List what people should look at: numbers that several telegrams bear, telegrams that may be one, doubtful joins."""
    from reftel.library import open_archive

    with open_archive(archive) as opened:
        found = opened.conflicts()
    if as_json:
        sys.stdout.write(msgspec.json.encode(found).decode() + "\n")
        return
    for one in found:
        click.echo(f"{one.kind}: {', '.join(one.keys)}\n    {one.why}")
    click.echo(f"{archive}: {len(found):,} to look at" if found else f"{archive}: no conflicts")


@click.command()
@options.archive
@click.argument("copy", type=int)
@reason
def split(archive: Path, copy: int, reason: str) -> None:
    """Take a copy off its telegram: COPY is its number, as `reftel compare` shows it."""
    from reftel.library import open_archive

    with open_archive(archive, "w") as opened:
        key = opened.split(copy, reason)
    click.echo(f"copy {copy} is a telegram of its own now: {key}")


@click.command()
@options.archive
@click.argument("mrn")
@click.argument("other")
@reason
def join(archive: Path, mrn: str, other: str, reason: str) -> None:
    """Make the copies of OTHER copies of MRN; the key of OTHER keeps leading there."""
    from reftel.library import open_archive

    with open_archive(archive, "w") as opened:
        key = opened.join(mrn, other, reason)
    click.echo(f"{other} is joined to {key}")


@click.command()
@options.archive
@as_json
def judgements(archive: Path, as_json: bool) -> None:
    """List what was split, joined and removed by hand, with reasons; undone judgements too."""
    from reftel.library import open_archive

    with open_archive(archive) as opened:
        found = opened.judgements()
    if as_json:
        sys.stdout.write(msgspec.json.encode(found).decode() + "\n")
        return
    for one in found:
        undone = f"   undone {one.undone}" if one.undone else ""
        words = {"split": "is no copy of the telegram of", "join": "is of one telegram with", "remove": "was taken out of"}[one.kind]
        click.echo(f"{one.id:<5} {one.made}  {one.subject} {words} {one.object}: {one.reason}{undone}")
    click.echo(f"{archive}: {len(found):,} judgements")


@click.command()
@options.archive
@click.argument("judgement")
def undo(archive: Path, judgement: str) -> None:
    """Take a judgement back: j3 or r3, as `reftel judgements` lists them."""
    from reftel.library import open_archive

    with open_archive(archive, "w") as opened:
        done = opened.undo(judgement)
    click.echo(f"{judgement} undone: {done}")
