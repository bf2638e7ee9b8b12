"""The command line: `reftel read`, `write`, `check`, `explain`, `build`, `search`, `show`, `facets`, `verify`, `index`, `synth`, `demo`.

Exit codes: 0 done, 1 done with unreadable items (listed), 2 usage or cannot go on, 130 interrupted. Results go to stdout, messages to stderr.
Commands and heavy libraries are loaded when they are called, so that `reftel --help` answers at once.
"""

from __future__ import annotations

import importlib
import os
import sys
from typing import Any

import click

COMMANDS = {
    "backup": ("reftel.cli.archiving", "Copy the record of an archive to a new folder, while it is in use."),
    "build": ("reftel.cli.archiving", "Create an archive from files, folders and packed files; or add to it."),
    "check": ("reftel.cli.checking", "Find the faults of format and marking in telegrams, each with its rule and place."),
    "compare": ("reftel.cli.comparing", "Lay the copies of one telegram side by side: lost, cut, restored, changed."),
    "conflicts": ("reftel.cli.judging", "List numbers that several telegrams bear, and copies to look at."),
    "demo": ("reftel.cli.demonstrating", "Build the demonstration archive and show what reftel does."),
    "explain": ("reftel.cli.explaining", "Say what a code, a word of the trade or a whole line of a telegram means."),
    "facets": ("reftel.cli.asking", "Count the hits of a query by year, post, TAGS and so on."),
    "gaps": ("reftel.cli.linking", "List the telegrams that are missing, by their numbers."),
    "index": ("reftel.cli.archiving", "Bring the search index up to date, or make it again."),
    "join": ("reftel.cli.judging", "Join two telegrams that are one, by hand."),
    "judgements": ("reftel.cli.judging", "List what was split, joined and removed by hand."),
    "read": ("reftel.cli.reading", "Read telegrams and show them; store nothing."),
    "references": ("reftel.cli.linking", "Show where references lead, who cites a telegram, what is cited and not here."),
    "remove": ("reftel.cli.archiving", "Take copies out of an archive, with a reason."),
    "reread": ("reftel.cli.archiving", "Read anew what an older reader read."),
    "search": ("reftel.cli.asking", "Search an archive; hits in context."),
    "searches": ("reftel.cli.searches", "Saved searches of an archive, and what is new in them."),
    "show": ("reftel.cli.asking", "Show one telegram of an archive, or one paragraph: 07BEIJING7210#p3."),
    "split": ("reftel.cli.judging", "Take a copy off its telegram, by hand."),
    "synth": ("reftel.cli.synthesising", "Make fictional telegrams with the truth beside them, clean or damaged."),
    "thread": ("reftel.cli.linking", "Show the telegrams that answer each other, in the order of time."),
    "undo": ("reftel.cli.judging", "Take a judgement about copies back."),
    "verify": ("reftel.cli.archiving", "Check record and index; say every fault."),
    "write": ("reftel.cli.writing", "Write telegrams from JSON in the form of their trade."),
}


class Commands(click.Group):
    """The commands by name, each imported when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module = importlib.import_module(COMMANDS[name][0])
        command: click.Command = getattr(module, name)
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        from reftel.errors import nearest

        if args and args[0] not in COMMANDS:
            near = nearest(args[0], COMMANDS)
            hint = f" Did you mean {near!r}?" if near else f" Commands: {', '.join(sorted(COMMANDS))}."
            raise click.UsageError(f"No such command {args[0]!r}.{hint}", ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; an interrupt is no result, and a reader of our output who has seen enough is no error."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            stays = "; what was reported added stays, and the same command goes on from there" if ctx.invoked_subcommand == "build" else ""
            click.echo(f"\nreftel: interrupted{stays}", err=True)
            sys.exit(130)
        except BrokenPipeError:
            sys.stdout = open(os.devnull, "w")  # noqa: SIM115 - for the interpreter, which empties it at its end
            sys.exit(0)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][1]) for name in sorted(COMMANDS)])


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="reftel", message="reftel %(version)s")
def cli() -> None:
    """Turn diplomatic telegrams, in clean or damaged copies, into an archive you can trust, search and cite."""


def main(args: list[str] | None = None) -> Any:
    """Run the command line; errors of ours become one message and exit code 2."""
    from reftel.errors import ReftelError

    try:
        return cli.main(args, prog_name="reftel")
    except ReftelError as error:
        click.echo(f"reftel: {error}", err=True)
        sys.exit(2)
