"""`reftel build`, `index`, `verify`: make an archive, keep its index, check both."""

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
def build(archive: Path, source: tuple[str, ...], quiet: bool, **values: Any) -> None:
    """Create ARCHIVE from files and folders, or add to it; SOURCE as in reftel read.

    What is in the archive already is not read again: an interrupted build is resumed by running it again.
    Exit code 0: all was read; 1: something could not be read (listed); 2: cannot go on.
    """
    from reftel.archive.building import total
    from reftel.library import open_archive

    with open_archive(archive, "w", options.settings_of(**values)) as opened:
        expected = total(source)
        if quiet or not sys.stderr.isatty():
            report = opened.build(source)
        else:
            report = _with_bar(opened, source, expected)
    _report(report, archive)
    sys.exit(1 if options.say_unreadable(report.unreadable) else 0)


def _with_bar(opened: Archive, source: tuple[str, ...], expected: int | None) -> Report:
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

        return opened.build(source, progress)


def _report(report: Report, archive: Path) -> None:
    rate = f", {report.added / report.seconds:,.0f} a second" if report.added and report.seconds else ""
    click.echo(f"{archive}: {report.added:,} copies added in {report.seconds:.1f} s{rate}; {report.telegrams:,} telegrams in all")
    if report.known:
        click.echo(f"  {report.known:,} were in the archive already")


@click.command()
@options.archive
@click.option("--rebuild", is_flag=True, help="throw the index away and make it again from the record")
def index(archive: Path, rebuild: bool) -> None:
    """Bring the search index up to date with the record, or make it again."""
    from reftel.archive.store import Store
    from reftel.search.index import Index

    store = Store(archive, "w") if (archive / "archive.db").exists() else Store(archive, "r")
    found = Index(archive, store)
    done = found.rebuild() if rebuild else found.catch_up()
    click.echo(f"{archive}: {done:,} telegrams indexed, {found.searcher().num_docs:,} in the index")
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
    for fault in faults:
        click.echo(fault)
    summary = ", ".join(f"{count:,} {name}" for name, count in counts.items())
    click.echo(f"{archive}: {summary}; {'sound' if not faults else f'{len(faults)} faults'}")
    sys.exit(1 if faults else 0)
