"""`reftel build`, `index`, `verify`, `remove`, `reread`, `backup`: make an archive, keep it, check it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reftel.cli import options

if TYPE_CHECKING:
    from reftel.archive.building import Report
    from reftel.library import Archive


@click.command()
@options.archive
@options.sources
@options.settings_options("processes", "batch", "max_bytes", "max_ratio", "max_depth", "columns", "ocr", "max_seconds")
@click.option("--quiet", is_flag=True, help="no progress bar")
@click.option("--rehash", is_flag=True, help="read files whose size and time did not change too, and compare their bytes")
def build(archive: Path, source: tuple[str, ...], quiet: bool, rehash: bool, **values: Any) -> None:
    """Create ARCHIVE from files and folders, or add to it; SOURCE as in reftel read.

    What is in the archive already is not read again: an interrupted build is resumed by running it again.
    Exit code 0: all was read; 1: something could not be read (listed); 2: cannot go on.
    """
    from reftel.archive.building import total
    from reftel.library import open_archive

    with open_archive(archive, "w", options.settings_of(**values)) as opened:
        expected = total(source)
        if quiet or not sys.stderr.isatty():
            report = opened.build(source, rehash=rehash)
        else:
            report = _with_bar(opened, source, expected, rehash)
    _report(report, archive)
    sys.exit(1 if options.say_unreadable(report.unreadable) else 0)


def _with_bar(opened: Archive, source: tuple[str, ...], expected: int | None, rehash: bool) -> Report:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(), TextColumn("left"), TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=expected, rate="")

        def progress(report: Report) -> None:
            done = report.added + report.known + len(report.unreadable)
            rate = f"{done / report.seconds:,.0f}/s" if report.seconds else ""
            bar.update(task, completed=done, rate=rate, description="reading")

        return opened.build(source, progress, rehash)


def _report(report: Report, archive: Path) -> None:
    rate = f", {report.added / report.seconds:,.0f} a second" if report.added and report.seconds else ""
    click.echo(f"{archive}: {report.added:,} copies added in {report.seconds:.1f} s{rate}; {report.telegrams:,} telegrams in all")
    if report.known:
        click.echo(f"  {report.known:,} were in the archive already")


@click.command()
@options.archive
@click.option("--rebuild", is_flag=True, help="throw the index away and make it again from the record")
@click.option("--vectors", is_flag=True, help="make what a search by meaning needs, or bring it up to date")
@click.option("--model", help="with --vectors: lsa, fitted on the archive, or a sentence-transformers model by path or name [default: as before, first lsa]")
def index(archive: Path, rebuild: bool, vectors: bool, model: str | None) -> None:
    """Bring the search index up to date with the record, or make it again."""
    from reftel.archive.store import Store
    from reftel.search.index import Index

    if model and not vectors:
        raise click.UsageError("--model needs --vectors")
    store = Store(archive, "w") if (archive / "archive.db").exists() else Store(archive, "r")
    try:
        found = Index(archive, store)
        done = found.rebuild() if rebuild and not vectors else found.catch_up()
        click.echo(f"{archive}: {done:,} telegrams indexed, {found.searcher().num_docs:,} in the index")
        if vectors:
            if rebuild:
                found.vectors.drop()
            made = found.vectors.build(model)
            state = found.vectors.state
            click.echo(f"{archive}: {made:,} paragraphs embedded by {state.model}, {state.rows:,} in the vectors")
    finally:
        store.close()


@click.command()
@options.archive
def verify(archive: Path) -> None:
    """Check record and index, every byte against its hash; say every fault.

    Exit code 0: sound; 1: faults (listed); 2: no archive there.
    """
    from reftel.library import open_archive

    with open_archive(archive) as opened:
        faults = list(opened.verify())
        counts = opened.store.counts()
        doubts = len(opened.conflicts())
    for fault in faults:
        click.echo(fault)
    if doubts:
        click.echo(f"{doubts:,} numbers or copies to look at (no faults; reftel conflicts lists them)")
    summary = ", ".join(f"{count:,} {name}" for name, count in counts.items())
    click.echo(f"{archive}: {summary}; {'sound' if not faults else f'{len(faults)} faults'}")
    sys.exit(1 if faults else 0)


@click.command()
@options.archive
@click.argument("what")
@click.option("--reason", required=True, help="why; kept in the archive's log")
def remove(archive: Path, what: str, reason: str) -> None:
    """Take out of ARCHIVE the copies that came from WHAT (a file or folder as it was given), or all copies of one telegram (its MRN).

    The removal is logged with its reason, and the copies are not taken in again; `reftel undo` lets them in. Their bytes are not kept.
    """
    from reftel.library import open_archive

    with open_archive(archive, "w") as opened:
        done = opened.remove(what, reason)
        left = len(opened)
    for name in done.copies:
        click.echo(f"  {name}")
    went = f"; with their last copy went {', '.join(done.telegrams)}" if done.telegrams else ""
    click.echo(f"{archive}: {len(done.copies):,} copies removed{went}; {left:,} telegrams in all")


@click.command()
@options.archive
@options.settings_options("processes", "batch", "columns", "ocr", "max_seconds")
@click.option("--all", "everything", is_flag=True, help="copies too that the present reader read")
def reread(archive: Path, everything: bool, **values: Any) -> None:
    """Read anew the copies that an older reader read, from the bytes that ARCHIVE keeps. What was decided by hand stays.

    Exit code 0: all was read; 1: something could not be (listed; it stays as it was); 2: cannot go on.
    """
    from reftel import __version__
    from reftel.library import open_archive

    with open_archive(archive, "w", options.settings_of(**values)) as opened:
        done = opened.reread(__version__, everything)
    for line in done.moved:
        click.echo(f"  {line}")
    click.echo(f"{archive}: {done.read:,} copies read anew, {done.changed:,} read differently, {len(done.moved):,} moved, {done.new:,} new")
    if done.without_bytes:
        click.echo(f"\n{len(done.without_bytes):,} have no bytes here and stay as they were read:", err=True)
        for name in done.without_bytes:
            click.echo(f"  {name}", err=True)
    unread = options.say_unreadable(done.unreadable)
    sys.exit(1 if unread or done.without_bytes else 0)


@click.command()
@options.archive
@click.argument("target", type=click.Path(path_type=Path))
def backup(archive: Path, target: Path) -> None:
    """Copy the record of ARCHIVE, as it is at this moment, to a new folder TARGET; the archive may be in use meanwhile.

    The index is not copied: opening the backup for writing, or `reftel index`, makes it again.
    """
    from reftel.library import open_archive

    with open_archive(archive) as opened:
        opened.backup(target)
    size = (target / "archive.db").stat().st_size
    click.echo(f"{target}: {size:,} bytes, checked")
