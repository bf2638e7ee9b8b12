"""Options that several commands share; those of `settings.py` are made from its table."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from reftel.settings import Settings, chosen, setting
from reftel.telegram.model import Unreadable

sources = click.argument("source", nargs=-1, required=True, type=click.Path())
archive = click.argument("archive", type=click.Path(path_type=Path))


def settings_options(*names: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """One option a setting, with its help and default from the table."""

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        for name in reversed(names):
            row = setting(name)
            option = click.option(f"--{name.replace('_', '-')}", name, type=click.IntRange(min=row.least), help=f"{row.help} [default: {row.default:,}]")
            function = option(function)
        return function

    return decorate


def settings_of(**values: int | None) -> Settings:
    """The settings a command was given."""
    return chosen(**values)


def say_unreadable(found: list[Unreadable]) -> None:
    """List on stderr what could not be read, each with its reason."""
    if not found:
        return
    click.echo(f"\n{len(found):,} could not be read:", err=True)
    for one in found:
        click.echo(f"  {one.name}: {one.reason}", err=True)
