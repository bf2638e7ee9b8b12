"""`reftel searches`: searches kept under a name, and what is new in them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
import msgspec

from reftel.cli import options
from reftel.cli.asking import Asking, typed

if TYPE_CHECKING:
    from reftel.search.saved import News

ACTIONS = ("list", "save", "run", "new", "delete")


@click.command(cls=Asking)
@options.archive
@click.argument("action", type=click.Choice(ACTIONS))
@click.argument("name", required=False)
@click.argument("query", nargs=-1)
@click.option("--json", "form", flag_value="json", help="JSON, stable")
def searches(archive: Path, action: str, name: str | None, query: tuple[str, ...], form: str | None) -> None:
    """Searches of ARCHIVE kept under a name.

    \b
    list                  all of them, with how many telegrams each found when it was last run
    save NAME QUERY       keep a search
    new [NAME]            what is new in one, or in all, since they were last run; looking changes nothing
    run NAME              the same, and from now on counted as seen
    delete NAME           forget it
    """
    from reftel.library import open_archive

    _complete(action, name, query)
    label = name or ""
    with open_archive(archive, "w" if action in {"save", "run", "delete"} else "r") as opened:
        if action == "save":
            saved = opened.save_search(label, typed(query))
            click.echo(f"{saved.name}: {saved.query}" if form is None else msgspec.json.encode(saved).decode())
        elif action == "delete":
            opened.delete_search(label)
            click.echo(f"{label}: deleted")
        elif action == "list":
            for one in opened.searches():
                seen = f"{one.hits:,} telegrams on {one.ran}" if one.ran else "never run"
                click.echo(msgspec.json.encode(one).decode() if form else f"{one.name}  {one.query}  ({seen})")
        else:
            names = [label] if label else [one.name for one in opened.searches()]
            for one_name in names:
                _news(opened.run_search(one_name) if action == "run" else opened.new_in_search(one_name), form)


def _complete(action: str, name: str | None, query: tuple[str, ...]) -> None:
    """Refuse what an action lacks, and what it would pass over."""
    if action in {"save", "run", "delete"} and not name:
        raise click.UsageError(f"{action} needs the NAME of a search")
    if action == "save" and not query:
        raise click.UsageError("save needs a QUERY behind the name")
    if (action != "save" and query) or (action == "list" and name):
        raise click.UsageError(f"{action} takes no {'QUERY' if query else 'NAME'}")


def _news(news: News, form: str | None) -> None:
    if form:
        sys.stdout.write(msgspec.json.encode(news).decode() + "\n")
        return
    since = f"since {news.search.ran}" if news.search.ran else "and it was never run"
    click.echo(f"{news.search.name}: {len(news.new):,} new of {news.count:,} telegrams {since}")
    for key in news.new:
        click.echo(f"  + {key}")
    for key in news.gone:
        click.echo(f"  - {key}")
