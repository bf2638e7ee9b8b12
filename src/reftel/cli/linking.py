"""`reftel references`, `thread`, `gaps`: how telegrams point to each other, and which are missing."""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import msgspec

from reftel.cli import options
from reftel.cli.asking import Asking, typed

if TYPE_CHECKING:
    from reftel.archive.references import Absent, Link, Neighbours, Thread
    from reftel.archive.series import Gap, SerialGap
    from reftel.library import Archive


def forms(*names: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """--json, --csv and the like."""
    helps = {"json": "JSON, stable", "csv": "a table", "graphml": "a graph, for Gephi and its like"}

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        for name in reversed(names):
            function = click.option(f"--{name}", "form", flag_value=name, help=helps[name])(function)
        return function

    return decorate


def _json(value: object) -> None:
    sys.stdout.write(msgspec.json.encode(value).decode() + "\n")


def _json_list(values: Iterable[object]) -> None:
    """A JSON list, written as it comes: an archive of millions has millions of references."""
    sys.stdout.write("[")
    for number, value in enumerate(values):
        sys.stdout.write((",\n" if number else "") + msgspec.json.encode(value).decode())
    sys.stdout.write("]\n")


def _csv(head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)


@click.command(cls=Asking)
@options.archive
@click.argument("query", nargs=-1)
@forms("json", "csv", "graphml")
@click.option("--absent", "only_absent", is_flag=True, help="only telegrams that are cited and not here, with who cites them")
def references(archive: Path, query: tuple[str, ...], form: str | None, only_absent: bool) -> None:
    """Show where references lead: of one telegram (its MRN), of those a QUERY finds, or of all.

    found: the telegram is here; absent: its number is known and it is not here; open: it may be several, or the number was not read;
    other: no telegram. For one telegram who cites it, and its neighbours in the series, are shown too.
    """
    from reftel.errors import UnknownTelegram
    from reftel.library import open_archive

    asked = typed(query)
    with open_archive(archive) as opened:
        if only_absent:
            _absent(opened.absent(), form)
            return
        try:
            one = opened.key_of(asked) if asked and len(query) == 1 else None
        except UnknownTelegram:
            one = None
        if one is not None and form is None:
            here = opened.store.db.execute("SELECT 1 FROM telegrams WHERE key = ?", (one,)).fetchone() is not None
            links = list(opened.references(one)) if here else []
            _one(one, here, links, opened.cited_by(one), opened.neighbours(one) if here else None)
            return
        links_of = [*opened.references(one), *opened.cited_by(one)] if one is not None else _found(opened, asked)
        if form == "json":
            _json_list(links_of)
        elif form == "csv":
            _csv(("citing", "sent", "label", "text", "state", "cited", "how", "candidates"), (_row(link) for link in links_of))
        elif form == "graphml":
            _graphml(links_of)
        else:
            _counts(links_of, asked)


def _found(opened: Archive, query: str) -> Iterator[Link]:
    if not query:
        yield from opened.references()
        return
    for telegram in opened.telegrams(query):
        key = telegram.known("mrn")
        if key is not None:
            yield from opened.references(key)


def _row(link: Link) -> tuple[object, ...]:
    return link.citing, link.sent, link.label, link.text, link.state, link.key, link.how, " ".join(link.candidates)


def _one(key: str, here: bool, links: list[Link], citing: list[Link], beside: Neighbours | None) -> None:
    click.echo(f"{key}{'' if here else '   cited, and not in this archive'}")
    for link in links:
        click.echo("  " + _said(link))
    if here and not links:
        click.echo("  refers to nothing")
    click.echo(f"cited by {len(citing):,}")
    for link in citing:
        click.echo(f"  {link.citing}   {(link.sent or 'no date')[:10]}   {link.text}")
    if beside is not None:
        before = f"{beside.previous} ({beside.missing_before:,} missing between)" if beside.previous else "none here"
        after = f"{beside.following} ({beside.missing_after:,} missing between)" if beside.following else "none here"
        click.echo(f"before it in the series: {before}\nafter it: {after}\nsame post, same day: {', '.join(beside.same_day) or 'none'}")


def _said(link: Link) -> str:
    label = f"({link.label}) " if link.label else ""
    where = {"found": f"-> {link.key}", "absent": f"-> {link.key}, not here", "open": "-> open", "other": ""}[link.state]
    maybe = f"; may be {' or '.join(link.candidates)}" if link.candidates else ""
    return f"{label}{link.text} {where}{maybe}   [{link.how}]"


def _counts(links: Iterable[Link], query: str) -> None:
    from collections import Counter

    counts: Counter[str] = Counter()
    for link in links:
        counts[link.state] += 1
        click.echo(f"{link.citing}  {_said(link)}")
    total = sum(counts.values())
    click.echo(f"{total:,} references{f' of telegrams that answer {query!r}' if query else ''}: " + ", ".join(f"{counts[state]:,} {state}" for state in ("found", "absent", "open", "other")))


def _absent(found: Iterable[Absent], form: str | None) -> None:
    rows = list(found)
    if form == "json":
        _json(rows)
    elif form == "csv":
        _csv(("mrn", "times", "cited_by"), ((one.mrn, len(one.cited_by), " ".join(one.cited_by)) for one in rows))
    elif form == "graphml":
        raise click.UsageError("--absent has no graph; leave it out: the graph shows absent telegrams too")
    else:
        for one in rows:
            click.echo(f"{one.mrn:<22} cited by {len(one.cited_by):,}: {', '.join(one.cited_by)}")
        click.echo(f"{len(rows):,} telegrams are cited and not here")


def _graphml(links: Iterable[Link]) -> None:
    """Telegrams as nodes (those absent too), references as edges; written as they come, nodes of edges first."""
    from xml.sax.saxutils import quoteattr

    out = sys.stdout.write
    out('<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n')
    out('<key id="here" for="node" attr.name="here" attr.type="boolean"/>\n<key id="sent" for="node" attr.name="sent" attr.type="string"/>\n')
    out('<key id="text" for="edge" attr.name="text" attr.type="string"/>\n<graph edgedefault="directed">\n')
    seen: set[str] = set()

    def node(key: str, here: bool, sent: str | None) -> None:
        if key not in seen:
            seen.add(key)
            date = f'<data key="sent">{sent[:10]}</data>' if sent else ""
            out(f'<node id={quoteattr(key)}><data key="here">{str(here).lower()}</data>{date}</node>\n')

    for link in links:
        if link.key is not None and link.state in {"found", "absent"}:
            node(link.citing, True, link.sent)
            node(link.key, link.state == "found", None)
            out(f'<edge source={quoteattr(link.citing)} target={quoteattr(link.key)}><data key="text">{_escaped(link.text)}</data></edge>\n')
    out("</graph>\n</graphml>\n")


def _escaped(text: str) -> str:
    from xml.sax.saxutils import escape

    return escape("".join(letter for letter in text if letter >= " "))


@click.command()
@options.archive
@click.argument("mrn")
@forms("json", "csv")
@click.option("--hops", type=click.IntRange(min=1), default=3, show_default=True, help="references away from MRN at most")
@click.option("--all", "everything", is_flag=True, help="however far away")
def thread(archive: Path, mrn: str, form: str | None, hops: int, everything: bool) -> None:
    """Show the telegrams that answer each other around MRN, in the order of time; those that are not here too."""
    from reftel.library import open_archive

    with open_archive(archive) as opened:
        found = opened.thread(mrn, None if everything else hops)
    if form == "json":
        _json(found)
    elif form == "csv":
        _csv(("mrn", "sent", "subject", "links", "here", "cites"), ((s.key, s.sent, s.subject, s.links, s.here, " ".join(s.cites)) for s in found.steps))
    else:
        _thread(found)


def _thread(found: Thread) -> None:
    from rich.text import Text

    from reftel.cli import shown

    out = shown.console()
    for step in found.steps:
        sign = "▶" if step.key == found.root else " " if step.here else "·"
        line = Text(f"{sign} {shown.when(step.sent):<12} ", style="dim")
        line.append(f"{step.key:<20} ", style="bold cyan" if step.here else "dim")
        line.append(step.subject or ("" if step.here else "not in this archive"), style="" if step.here else "dim italic")
        out.print(line, soft_wrap=True)
        if step.cites:
            out.print(Text(f"{'':15}answers {', '.join(step.cites)}", style="dim"), soft_wrap=True)
    here = sum(step.here for step in found.steps)
    beyond = f"; {found.beyond:,} and what hangs on them are further away (--all shows them)" if found.beyond else ""
    out.print(Text(f"{len(found.steps):,} telegrams, {here:,} of them here{beyond}", style="dim"))


@click.command()
@options.archive
@click.option("--post", help="of one post, by its name or the station of its MRNs")
@click.option("--year", type=int, help="of one year (not for serials, which run on)")
@click.option("--serials", is_flag=True, help="gaps in the serial that each post keeps for each addressee, instead of MRNs")
@click.option("--counts", is_flag=True, help="a line for each post and year instead of each gap: what a chart needs")
@forms("json", "csv")
def gaps(archive: Path, post: str | None, year: int | None, serials: bool, counts: bool, form: str | None) -> None:
    """List the telegrams that are missing from ARCHIVE by their numbers, with the dates between which they were sent.

    Numbers run from 1 each year; a number may have been cancelled, and how many came after the last that is here is unknown. Serials run
    on through the years and wrap at 10,000: at least so many are missing.
    """
    from reftel.library import open_archive

    if serials and year is not None:
        raise click.UsageError("--year is not for --serials: a serial runs on through the years")
    with open_archive(archive) as opened:
        if serials:
            rows: Iterator[Any] = opened.serials(post) if counts else opened.serial_gaps(post)
        else:
            rows = opened.years(post, year) if counts else opened.gaps(post, year)
        if form == "json":
            _json_list(rows)
        elif form == "csv":
            _table_csv(rows)
        elif counts:
            _table(rows)
        else:
            _gaps(rows)


def _table_csv(rows: Iterator[Any]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    for number, row in enumerate(rows):
        if not number:
            writer.writerow(row.__struct_fields__)
        writer.writerow([" ".join(one or "" for one in value) if isinstance(value, list) else value for value in msgspec.structs.astuple(row)])


def _table(rows: Iterator[Any]) -> None:
    from rich.table import Table

    from reftel.cli import shown

    out = shown.console()
    found = list(rows)
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for name in found[0].__struct_fields__ if found else ():
        table.add_column(name, justify="right" if isinstance(getattr(found[0], name), int) else "left")
    for row in found:
        table.add_row(*(f"{value:,}" if isinstance(value, int) and name != "year" else str(value or "")[:10] if name in {"since", "until"} else str(value or "")
                        for name, value in zip(row.__struct_fields__, msgspec.structs.astuple(row), strict=True)))  # fmt: skip
    out.print(table)
    out.print(f"{len(found):,} rows", style="dim")


def _gaps(rows: Iterator[Gap] | Iterator[SerialGap]) -> None:
    from reftel.archive.series import Gap

    count = missing = 0
    for one in rows:
        count += 1
        missing += one.missing
        name = f"{one.year} {one.station}" if isinstance(one, Gap) else f"{one.station} to {one.addressee}"
        numbers = f"{one.first}" if one.first == one.last else f"{one.first} to {one.last}"
        cited = f", {one.cited:,} of them cited here" if isinstance(one, Gap) and one.cited else ""
        click.echo(f"{name}: {numbers}   {one.missing:,} missing, sent {(one.after or 'no date')[:10]} to {(one.before or 'no date')[:10]}{cited}")
    click.echo(f"{count:,} gaps, {missing:,} telegrams missing at least")
