"""Options that several commands share; those of `settings.py` are made from its table."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from reftel.settings import Setting, Settings, chosen, setting
from reftel.telegram.model import Unreadable

sources = click.argument("source", nargs=-1, required=True, type=click.Path())
archive = click.argument("archive", type=click.Path(path_type=Path))


def settings_options(*names: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """One option a setting, with its help and default from the table."""

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        for name in reversed(names):
            function = _option(setting(name))(function)
        return function

    return decorate


def _option(row: Setting) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The option of one setting: a number, a word out of a few, or a word that may be given several times."""
    told = f"{row.help} [default: {row.shown}]"
    if isinstance(row.default, int):
        return click.option(row.flag, row.name, type=click.IntRange(min=row.least), help=told)
    if isinstance(row.default, str):
        return click.option(row.flag, row.name, type=click.Choice(row.choices), help=told)
    return click.option(row.flag, row.name, multiple=True, metavar=row.metavar, help=row.help)


def settings_of(**values: Any) -> Settings:
    """The settings a command was given."""
    return chosen(**values)


def say_unreadable(found: list[Unreadable]) -> bool:
    """List on stderr what could not be read, each with its reason; whether there was any.

    What was passed over (documents of a volume that are no telegrams, covering letters, mails) is told too, and is no fault.
    """
    for one in found:
        if one.passed_over:
            click.echo(f"{one.name}: {one.reason}", err=True)
    bad = [one for one in found if not one.passed_over]
    if bad:
        click.echo(f"\n{len(bad):,} could not be read:", err=True)
    for one in bad:
        click.echo(f"  {one.name}: {one.reason}", err=True)
    return bool(bad)
