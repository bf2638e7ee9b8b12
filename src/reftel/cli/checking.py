"""`reftel check`: faults of format and marking, each with its rule and place."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING

import click

from reftel.cli import options

if TYPE_CHECKING:
    from rich.console import Console

    from reftel.guard import Fault
    from reftel.telegram.model import Telegram, Unreadable

_STYLES = {"error": "bold red", "warning": "yellow", "note": "dim"}


@click.command()
@click.argument("source", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="one JSON object per telegram and line, with its faults")
@click.option("--rule", "rules", multiple=True, metavar="NAME", help="only this rule, or group of rules; may be given several times")
@click.option("--rules", "list_rules", is_flag=True, help="list the rules and stop")
@options.settings_options("max_bytes", "max_ratio")
def check(source: tuple[str, ...], as_json: bool, rules: tuple[str, ...], list_rules: bool, max_bytes: int | None, max_ratio: int | None) -> None:
    """Find the faults of format and marking in telegrams, each with its rule and place.

    An error breaks an order or a handbook, a warning may have a good reason, a note is about form or about the copy.

    Exit code 0: nothing was found; 1: faults were found, or something could not be read (listed on stderr); 2: wrong usage.
    """
    from reftel.cli import shown
    from reftel.guard import check_all
    from reftel.telegram.model import Unreadable

    if list_rules:
        _list(shown.console())
        return
    if not source:
        raise click.UsageError("Missing argument 'SOURCE...'.")
    bad: list[Unreadable] = []
    counts: Counter[str] = Counter()
    telegrams = 0
    out = shown.console()
    for one, faults in check_all(source, rules, options.settings_of(max_bytes=max_bytes, max_ratio=max_ratio)):
        if isinstance(one, Unreadable):
            bad.append(one)
            continue
        telegrams += 1
        counts.update(fault.severity for fault in faults)
        if as_json:
            _print_json(one, faults)
        elif faults:
            _show(out, one, faults)
    if not as_json and telegrams:
        out.print(_total(telegrams, counts), style="bold" if counts else "green")
    unread = options.say_unreadable(bad)
    sys.exit(1 if counts or unread else 0)


def _print_json(one: Telegram, faults: list[Fault]) -> None:
    import msgspec

    origin = one.source.to_dict() if one.source else None
    line = {"mrn": one.known("mrn"), "source": origin, "faults": [fault.to_dict() for fault in faults]}
    click.echo(msgspec.json.encode(line).decode())


def _total(telegrams: int, counts: Counter[str]) -> str:
    said = f"{telegrams:,} {'telegram' if telegrams == 1 else 'telegrams'}: "
    if not counts:
        return said + "no faults"
    return said + ", ".join(f"{counts[name]:,} {name}{'' if counts[name] == 1 else 's'}" for name in _STYLES if counts[name])


def _show(out: Console, one: Telegram, faults: list[Fault]) -> None:
    from rich.table import Table
    from rich.text import Text

    from reftel.cli.shown import banner
    from reftel.telegram.model import named

    origin = one.source
    path = named(origin.path, origin.member, origin.row, origin.part) if origin else "text"
    out.print(Text.assemble((one.known("mrn") or "(no MRN)", "bold"), "   ", banner(one.classification), (f"   {path}", "dim")))
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right", style="dim", no_wrap=True, min_width=8)
    table.add_column(no_wrap=True)
    table.add_column(max_width=96)
    for fault in faults:
        place = f"{fault.line}:{fault.column}" if fault.line else "-"
        words = Text.assemble((fault.message, ""), (f"\n“{fault.words}”" if fault.words else "", "italic"), (f"\n{fault.rule}: {fault.source}", "dim"))
        table.add_row(place, Text(fault.severity, style=_STYLES[fault.severity]), words)
    out.print(table)
    out.print()


def _list(out: Console) -> None:
    """The rules, group by group."""
    from rich.table import Table
    from rich.text import Text

    from reftel.guard import GROUPS, RULES

    for group in GROUPS:
        out.print(Text(group, style="bold"))
        table = Table.grid(padding=(0, 2))
        table.add_column(no_wrap=True, min_width=30)
        table.add_column(no_wrap=True)
        table.add_column(max_width=90)
        for rule in RULES:
            if rule.group == group:
                table.add_row(f"  {rule.name}", Text(rule.severity, style=_STYLES[rule.severity]), Text.assemble(rule.says, (f"\n{rule.source}", "dim")))
        out.print(table)
        out.print()
