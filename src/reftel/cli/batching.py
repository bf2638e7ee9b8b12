"""The table of a batch: one row a line of the list, mistakes in their place."""

from __future__ import annotations

import csv
import sys

import click
import msgspec

from reftel.search.batch import Line

COLUMNS = ("line", "query", "telegrams", "first", "last", "best", "error")


def show(lines: list[Line], form: str | None) -> None:
    """Print a batch; what was wrong is counted at the end, on stderr."""
    if form == "json":
        for line in lines:
            sys.stdout.write(msgspec.json.encode(line).decode() + "\n")
    elif form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(_cells(line) for line in lines)
    else:
        _table(lines)
    wrong = sum(line.error is not None for line in lines)
    found = sum(line.count > 0 for line in lines)
    click.echo(
        f"{found:,} of {len(lines):,} lines found something" + (f"; {wrong:,} could not be understood" if wrong else ""), err=True
    )


def _cells(line: Line) -> tuple[object, ...]:
    count = "" if line.error else line.count
    return line.number, line.line, count, line.first or "", line.last or "", " ".join(line.best), line.error or ""


def _table(lines: list[Line]) -> None:
    from rich.table import Table
    from rich.text import Text

    from reftel.cli.shown import console

    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for column, side in zip(COLUMNS[:6], ("right", "left", "right", "left", "left", "left"), strict=True):
        table.add_column(column, justify="right" if side == "right" else "left", overflow="fold")
    for line in lines:
        cells = [str(cell) for cell in _cells(line)]
        if line.error:
            table.add_row(cells[0], Text(cells[1]), "", "", "", Text(line.error, style="yellow"))
        else:
            table.add_row(cells[0], Text(cells[1]), f"{line.count:,}", cells[3], cells[4], Text(cells[5], style="cyan"))
    console().print(table)
