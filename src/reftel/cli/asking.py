"""`reftel search`, `show`, `facets`: ask an archive."""

from __future__ import annotations

import csv as csv_module
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click
import msgspec

from reftel.cli import options
from reftel.settings import setting

if TYPE_CHECKING:
    from reftel.archive.store import Copy

FORMS = (
    click.option("--json", "form", flag_value="json", help="JSON, stable"),
    click.option("--csv", "form", flag_value="csv", help="a table"),
)


_MINUS = "\0"


class Asking(click.Command):
    """A command with a query: `-kosovo` excludes a word, it is no option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        valued = {name for one in self.params if isinstance(one, click.Option) and not one.is_flag for name in one.opts}
        before = ["", *args]
        shielded = [
            _MINUS + arg[1:] if arg[:1] == "-" and arg[1:2] not in {"-", ""} and arg != "-h" and last not in valued else arg
            for last, arg in zip(before, args, strict=False)
        ]
        return super().parse_args(ctx, shielded)


def typed(query: tuple[str, ...]) -> str:
    """The query as it was typed."""
    return " ".join(query).replace(_MINUS, "-")


def forms(function: Callable[..., Any]) -> Callable[..., Any]:
    """--json and --csv."""
    for option in reversed(FORMS):
        function = option(function)
    return function


@click.command(cls=Asking)
@options.archive
@click.argument("query", nargs=-1)
@forms
@click.option(
    "--limit", type=click.IntRange(min=1), default=setting("limit").default, show_default=True, help=setting("limit").help
)
@click.option("--offset", type=click.IntRange(min=0), default=0, help="hits passed over before it")
@click.option(
    "--order", type=click.Choice(["relevance", "date", "-date", "post", "-post"]), default="relevance", show_default=True
)
@click.option("--semantic", "by", flag_value="semantic", help="rank by the meaning of the query's words; fields and -not filter")
@click.option("--hybrid", "by", flag_value="hybrid", help="by meaning and by words, the two rankings joined")
@options.settings_options("neighbours")
@click.option("--like", metavar="MRN", help="telegrams like this one; a query narrows them")
@click.option(
    "--batch",
    type=click.File(encoding="utf-8"),
    help="a file with one query a line (- for standard input): a table of hits per line; a query narrows all",
)
@click.option("--names", is_flag=True, help="with --batch: lines are names or numbers, no queries")
def search(
    archive: Path, query: tuple[str, ...], form: str | None, limit: int, offset: int, order: str, by: str | None, neighbours: int | None,
    like: str | None, batch: TextIO | None, names: bool,
) -> None:  # fmt: skip
    """Search ARCHIVE; hits in context, "n of N".

    \b
    words "a phrase" -not OR (groups) begin* like~ a NEAR/5 b ~"what it means"
    sent:2007-11..2007-12 from: to: post: tag:(PREL OR PGOV) class:<=confidential caption: subject: ref: signer:
    person: mrn:07BEIJING* near:07BEIJING7210 mark:C in:comment is:damaged has:protect family: damage: year: month:
    """
    from reftel.library import open_archive

    _fits(like, batch, names, by, order)
    with open_archive(archive, settings=options.settings_of(neighbours=neighbours)) as opened:
        if batch is not None:
            from reftel.cli import batching

            batching.show(opened.batch(batch, names, within=typed(query)), form)
            return
        found = (
            opened.like(like, typed(query), limit, offset)
            if like
            else opened.search(typed(query), limit, offset, order, by or "text")
        )
    for remark in found.remarks:
        click.echo(remark.message, err=True)
    if found.unindexed:
        click.echo(f"{found.unindexed:,} changes are not indexed yet: another process is writing", err=True)
    if form == "json":
        sys.stdout.write(msgspec.json.encode(found).decode() + "\n")
    elif form == "csv":
        writer = csv_module.writer(sys.stdout, lineterminator="\n")
        writer.writerow(("mrn", "sent", "post", "classification", "subject", "paragraph", "passage"))
        for hit in found.hits:
            best = hit.passages[0] if hit.passages else None
            writer.writerow(
                (
                    hit.key,
                    hit.sent,
                    hit.post,
                    hit.classification,
                    hit.subject,
                    best.paragraph if best else "",
                    best.text if best else "",
                )
            )
    else:
        from reftel.cli import shown

        shown.found(shown.console(), found)


def _fits(like: str | None, batch: TextIO | None, names: bool, by: str | None, order: str) -> None:
    """Refuse options that would be passed over in silence."""
    ways = [name for name, given in (("--like", like), ("--batch", batch), (f"--{by}", by)) if given]
    if len(ways) > 1:
        raise click.UsageError(f"{ways[0]} and {ways[1]} do not go together")
    if names and batch is None:
        raise click.UsageError("--names needs --batch FILE")
    if ways and order != "relevance":
        raise click.UsageError(f"{ways[0]} has its own order; --order {order} does not go with it")


@click.command()
@options.archive
@click.argument("mrn")
@click.option("--json", "form", flag_value="json", help="the JSON object")
@click.option("--received", "form", flag_value="received", help="the copy as received, byte for byte")
@click.option("--restored", "form", flag_value="restored", help="the restored text")
@click.option("--changes", "form", flag_value="changes", help="what was repaired, where and why")
@click.option("--copies", "form", flag_value="copies", help="the copies of this telegram and where they came from")
def show(archive: Path, mrn: str, form: str | None) -> None:
    """Show one telegram of ARCHIVE, or one paragraph of it: 07BEIJING7210#p3."""
    from reftel.cli import shown
    from reftel.errors import UnknownTelegram
    from reftel.library import open_archive
    from reftel.telegram.model import named

    name, number = shown.paragraph_of(mrn)
    with open_archive(archive) as opened:
        telegram = opened.telegram(name)
        copies = opened.copies(name) if form in {"received", "restored", "copies"} else []
    if number is not None and all(paragraph.number != number for paragraph in telegram.paragraphs):
        numbers = [paragraph.number for paragraph in telegram.paragraphs if paragraph.number is not None]
        raise UnknownTelegram(mrn, f"{name}, whose paragraphs are {', '.join(map(str, numbers)) or 'not numbered'}", None)
    if form == "json":
        sys.stdout.write(msgspec.json.encode(telegram).decode() + "\n")
    elif form == "received":
        sys.stdout.buffer.write(copies[0].data)
    elif form == "restored":
        click.echo(_restored(copies[0]), nl=False)
    elif form == "copies":
        for copy in copies:
            click.echo(f"{named(copy.origin.path, copy.origin.member, copy.origin.row, copy.origin.part)}  {copy.size:,} bytes  sha256 {copy.origin.sha256}  "
                       f"{len(copy.reading.paragraphs)} paragraphs, {len(copy.reading.changes)} repairs, {len(copy.reading.defects)} defects")  # fmt: skip
    elif form == "changes":
        shown.changes(shown.console(), telegram)
    else:
        shown.telegram(shown.console(), telegram, number)


def _restored(copy: Copy) -> str:
    """The restored text of a copy, made again from its bytes and its recorded changes."""
    from reftel.archive.sources import source_of
    from reftel.read.source import decode
    from reftel.text import Restored

    source = source_of(copy)
    if source is not None:
        return Restored(source.text, copy.reading.changes).text
    return decode(copy.data)[0].replace("\x1f", "\n") if copy.data else copy.reading.text  # the cells of a row


@click.command(cls=Asking)
@options.archive
@click.argument("query", nargs=-1)
@forms
@click.option("--facet", "names", multiple=True, help="only this facet; may be given several times")
@click.option("--size", type=click.IntRange(min=1), default=15, show_default=True, help="values a facet")
def facets(archive: Path, query: tuple[str, ...], form: str | None, names: tuple[str, ...], size: int) -> None:
    """Count the hits of QUERY in ARCHIVE by year, month, post, from, to, class, tag, caption, person, family, damage, has."""
    from reftel.library import open_archive

    with open_archive(archive) as opened:
        table = opened.facet_table(typed(query), *names, size=size)
    counts = {name: facet.values for name, facet in table.items()}
    if form == "json":
        sys.stdout.write(msgspec.json.encode(counts).decode() + "\n")
    elif form == "csv":
        writer = csv_module.writer(sys.stdout, lineterminator="\n")
        writer.writerow(("facet", "value", "count"))
        writer.writerows((name, value, count) for name, values in counts.items() for value, count in values)
    else:
        from reftel.cli import shown

        shown.facets(shown.console(), counts, {name: facet.others for name, facet in table.items()})
