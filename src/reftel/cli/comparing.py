"""`reftel compare`: the copies of one telegram side by side, in a terminal, as JSON, or as a page."""

from __future__ import annotations

import sys
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec
from rich.console import Console
from rich.table import Table
from rich.text import Text

from reftel.cli import options

if TYPE_CHECKING:
    from reftel.archive.comparing import Cell, Comparison, Piece, Row

STYLES = {"same": "", "changed": "yellow", "cut": "bold white on black", "lost": "red strike", "added": "cyan"}
SIGNS = {"changed": "~{}~", "cut": "[{}]", "lost": "[-{}-]", "added": "{{+{}+}}"}  # where there is no colour


@click.command()
@options.archive
@click.argument("mrn")
@click.option("--json", "form", flag_value="json", help="JSON, stable")
@click.option("--html", "form", flag_value="html", help="a page that stands alone")
@click.option("--all", "everything", is_flag=True, help="paragraphs that all copies have alike in full too")
def compare(archive: Path, mrn: str, form: str | None, everything: bool) -> None:
    """Lay the copies of a telegram side by side: what each lost, what was cut from it, what it gave back, where they differ."""
    from reftel.library import open_archive

    with open_archive(archive) as opened:
        found = opened.compare(mrn)
    if form == "json":
        sys.stdout.write(msgspec.json.encode(found).decode() + "\n")
    elif form == "html":
        sys.stdout.write(page(found))
    else:
        show(found, everything)


def letter(index: int) -> str:
    """The name of a copy on the page: A, B, ... Z, A1 and so on.

    >>> letter(0), letter(27)
    ('A', 'B1')
    """
    return chr(65 + index % 26) + (str(index // 26) if index >= 26 else "")


def show(found: Comparison, everything: bool) -> None:
    """The comparison in a terminal."""
    from reftel.cli import shown

    out = shown.console()
    out.print(Text(f"{found.key}   {len(found.copies):,} {'copy' if len(found.copies) == 1 else 'copies'}", style="bold"))
    out.print(_copies(found))
    names = {side.copy: letter(i) for i, side in enumerate(found.copies)}
    plain = not out.is_terminal or out.no_color
    for title, rows in (("Heading", found.fields), ("Text", found.paragraphs)):
        out.print(Text(title, style="bold"))
        _rows(out, rows, names, everything, plain)
    out.print()
    out.print(_legend(plain))


def _copies(found: Comparison) -> Text:
    text = Text()
    for i, side in enumerate(found.copies):
        text.append(f"{letter(i)}  ", style="bold")
        text.append(f"copy {side.copy}, {side.paragraphs:,} paragraphs: {side.lost:,} words lost, {side.cut:,} cut, {side.changed:,} changed, {side.restored:,} given back")
        text.append(f"\n   {side.name}\n   {'the shown copy' if side.shown else 'a copy by: ' + side.joined}\n", style="dim")
    return text


def _rows(out: Console, rows: list[Row], names: dict[int, str], everything: bool, plain: bool) -> None:
    alike = 0
    for row in rows:
        if row.same and not row.restored and not everything:
            alike += 1
            continue
        table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
        table.add_column(style="dim", no_wrap=True, min_width=12)
        table.add_column(no_wrap=True)
        table.add_column(overflow="fold")
        if row.text:
            table.add_row(row.name, "=", _collated(row, names, plain))
        for cell in row.cells:
            table.add_row("" if row.text else row.name, names[cell.copy], _cell(cell, plain))
        out.print(table)
    if alike:
        out.print(Text(f"{alike:,} of {len(rows):,} alike in all copies (--all shows them)", style="dim"))
    elif not rows:
        out.print(Text("alike in all copies", style="dim"))


def _collated(row: Row, names: dict[int, str], plain: bool) -> Text:
    """The collated text; what a copy gave back in green, or between « » with the copy's letter."""
    text = Text()
    at = 0
    for one in row.restored:
        text.append(row.text[at : one.at.start])
        piece = row.text[one.at.start : one.at.end]
        text.append(f"«{piece}»{names[one.copy]}" if plain else piece, style="bold green")
        if not plain:
            text.append(names[one.copy], style="dim green")
        at = max(at, one.at.end)
    text.append(row.text[at:])
    return text


def _cell(cell: Cell, plain: bool) -> Text:
    if cell.state == "same":
        return Text("the same", style="dim")
    text = Text()
    for i, piece in enumerate(cell.pieces):
        text.append(" " if i else "")
        words = _short(piece)
        text.append(SIGNS.get(piece.state, "{}").format(words) if plain else words, style=STYLES[piece.state])
    return text


def _short(piece: Piece) -> str:
    """Words that are the same need not all be shown again: the first and last few of a long stretch."""
    words = piece.text.split()
    if piece.state != "same" or len(words) <= 14:
        return piece.text
    return f"{' '.join(words[:6])} ... {' '.join(words[-6:])}"


def _legend(plain: bool) -> Text:
    if plain:
        return Text("= collated, «given back»; [-lost-] [cut] ~changed~ {+added+}")
    text = Text("= collated   ", style="dim")
    text.append("given back", style="bold green")
    for state in ("lost", "cut", "changed", "added"):
        text.append("   ")
        text.append(state, style=STYLES[state])
    return text


# --- a page ---------------------------------------------------------------------------------------------------------------

_CSS = (
    "body{font:16px/1.5 Georgia,serif;margin:2rem;color:#222;background:#fffdf8}table{border-collapse:collapse;width:100%}"
    "th,td{text-align:left;vertical-align:top;padding:.4rem .8rem;border-top:1px solid #ddd}th{font:600 13px sans-serif;color:#555}"
    ".lost{color:#b00020;text-decoration:line-through}.cut{background:#222;color:#fff}.changed{background:#fff1b8}.added{background:#d8f1ff}"
    "ins{background:#d9f2d9;text-decoration:none}sup{color:#3a7a3a;font:11px sans-serif}.same{color:#999}"
)


def page(found: Comparison) -> str:
    """The comparison as a page that stands alone: a column for the collated text and one for each copy."""
    names = {side.copy: letter(i) for i, side in enumerate(found.copies)}
    head = "".join(f"<th>{names[side.copy]}: {escape(side.name)}<br>{side.lost:,} words lost, {side.cut:,} cut, {side.changed:,} changed, {side.restored:,} given back</th>" for side in found.copies)
    body = "".join(_row_html(row, found, names) for row in (*found.fields, *found.paragraphs))
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{escape(found.key)}: copies compared</title><style>{_CSS}</style>'
        f"<h1>{escape(found.key)}: {len(found.copies):,} copies</h1><p><ins>given back</ins> <span class=lost>lost</span> <span class=cut>cut</span> "
        f"<span class=changed>changed</span> <span class=added>added</span></p><table><tr><th></th><th>together</th>{head}</tr>{body}</table></html>\n"
    )


def _row_html(row: Row, found: Comparison, names: dict[int, str]) -> str:
    cells = {cell.copy: cell for cell in row.cells}
    columns = "".join(f"<td>{_cell_html(cells.get(side.copy))}</td>" for side in found.copies)
    return f"<tr><th>{escape(row.name)}</th><td>{_collated_html(row, names)}</td>{columns}</tr>"


def _collated_html(row: Row, names: dict[int, str]) -> str:
    out, at = [], 0
    for one in row.restored:
        out += [escape(row.text[at : one.at.start]), f"<ins>{escape(row.text[one.at.start : one.at.end])}<sup>{names[one.copy]}</sup></ins>"]
        at = max(at, one.at.end)
    return "".join([*out, escape(row.text[at:])])


def _cell_html(cell: Cell | None) -> str:
    if cell is None or cell.state == "same":
        return "" if cell is None else "<span class=same>the same</span>"
    return " ".join(escape(piece.text) if piece.state == "same" else f"<span class={piece.state}>{escape(piece.text)}</span>" for piece in cell.pieces)
