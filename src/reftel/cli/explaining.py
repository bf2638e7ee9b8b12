"""`reftel explain`: what a code, a word of the trade or a whole line of a telegram means."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rich.console import Console

    from reftel.telegram.explain import Explanation, Meaning, Word


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--date", "date", metavar="YYYY[-MM[-DD]]", help="the telegram's date: meanings then in force come first")
@click.option("--json", "as_json", is_flag=True, help="one JSON object")
def explain(words: tuple[str, ...], date: str | None, as_json: bool) -> None:
    """Say what a code, a word of the trade or a whole line of a telegram means.

    WORDS are taken together: `reftel explain O R 230912Z NOV 07` explains a line. Every vocabulary is asked: TAGS, captions,
    precedence, prosigns, operating signals, security groups, executive orders, exemptions, posts, collectives, abbreviations.

    Exit code 0: something of it is known; 1: nothing is (the nearest known codes are offered); 2: wrong usage.
    """
    import reftel

    found = reftel.explain(" ".join(words), date)
    if as_json:
        import msgspec

        click.echo(msgspec.json.encode(found).decode())
    else:
        from reftel.cli.shown import console

        _show(console(), found)
    if not found.known:
        near = found.words[0].nearest if found.words else []
        hint = f"; the nearest known: {', '.join(near)}" if near else ""
        click.echo(f"reftel: {found.asked!r} is in no vocabulary{hint}", err=True)
        sys.exit(1)


def _show(out: Console, found: Explanation) -> None:
    from rich.text import Text

    if found.line:
        out.print(Text(f"{found.asked}\n", style="bold"), end="")
        out.print(Text(f"a telegram's {found.line}\n", style="dim italic"))
    for word in found.words:
        if word.meanings:
            _word(out, word, brief=len(found.words) > 1)
        elif len(found.words) > 1:
            near = f"   nearest: {', '.join(word.nearest)}" if word.nearest else ""
            out.print(Text.assemble((word.text, "bold"), (f"   in no vocabulary{near}", "dim")))


def _word(out: Console, word: Word, brief: bool) -> None:
    """A word with its meanings in a table; `brief` without what stands beside them."""
    from rich.table import Table
    from rich.text import Text

    out.print(Text(word.text, style="bold cyan"))
    table = Table.grid(padding=(0, 2))
    table.add_column(min_width=2)
    table.add_column(style="dim", no_wrap=True, min_width=18)
    table.add_column(max_width=88)
    for one in word.meanings:
        style = "dim" if one.fits is False else ""
        mark = "" if one.fits is None else "✓" if one.fits else " "
        table.add_row(Text(mark, style="green"), one.vocabulary, Text.assemble((one.meaning, style or "bold"), (f"   {one.era}" if one.era else "", "italic dim")))
        for name, value in () if brief else _beside(one):
            table.add_row("", "", Text.assemble((f"{name}: ", "dim"), (value, style)))
    out.print(table)
    if not brief:
        out.print()


def _beside(one: Meaning) -> list[tuple[str, str]]:
    return [*one.details.items(), ("source", one.source)]
