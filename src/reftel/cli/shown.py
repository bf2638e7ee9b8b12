"""How a telegram and its hits look in a terminal: heading, paragraphs, changes; rich is loaded only here."""

from __future__ import annotations

import re
from datetime import date

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from reftel.search.searching import Found, Hit
from reftel.telegram.model import Addressee, Paragraph, Reference, Telegram
from reftel.text import Change, Span

COLOURS = {"TOP SECRET": "dark_orange", "SECRET": "red", "CONFIDENTIAL": "blue", "UNCLASSIFIED": "green"}
MEASURE = 88  # columns of text that are read with comfort


class _Console(Console):
    """A console whose reader may have seen enough: that is no error."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def console() -> Console:
    """Standard output; piped, it is plain and as wide as it needs to be."""
    plain = _Console(highlight=False)
    return plain if plain.is_terminal else _Console(highlight=False, width=100, no_color=True)


def when(sent: str | None) -> str:
    """A date as people write it, as precise as it is known.

    >>> when("2007-11-23T09:12:00Z"), when("2007-11"), when(None)
    ('23 Nov 2007', 'Nov 2007', 'no date')
    """
    if not sent:
        return "no date"
    parts = [int(part) for part in sent[:10].split("-")]
    if len(parts) == 1:
        return str(parts[0])
    day = date(parts[0], parts[1], parts[2] if len(parts) > 2 else 1)
    return f"{day.day} {day:%b %Y}" if len(parts) > 2 else f"{day:%b %Y}"


def banner(classification: str | None) -> Text:
    """The classification in its banner colour, always with the word."""
    words = classification or "NO CLASSIFICATION READ"
    colour = "magenta" if "//" in words else COLOURS.get(words, "white")
    return Text(words, style=f"bold {colour}")


def telegram(out: Console, one: Telegram, only: int | None = None) -> None:
    """A telegram for reading; `only` the paragraph with that number."""
    out.print(_title(one))
    out.print(_heading(one))
    out.print()
    for paragraph in one.paragraphs:
        if only is None or paragraph.number == only:
            _paragraph(out, paragraph)
    if one.signer and only is None:
        out.print(Padding(Text(one.signer), (0, 0, 1, 6)))
    _remarks(out, one)


def _title(one: Telegram) -> Text:
    known = one.known("mrn")
    title = Text(known or "(no MRN)", style="bold")
    if known and one.mrn is None:
        title.append("?", style="italic")
    title.append("   ")
    title.append_text(banner(one.classification))
    return title


def _heading(one: Telegram) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(max_width=MEASURE)
    for label, value in _rows(one):
        if value:
            table.add_row(label, Text(value))
    return table


def _rows(one: Telegram) -> list[tuple[str, str]]:
    inferred = one.inference("post")
    sender = one.sender.plad if one.sender else f"{inferred.value} ? ({inferred.because[0]})" if inferred else ""
    order = f"{one.eo}" + (f", declassify {one.declassify_on}" if one.declassify_on else "") if one.eo else ""
    by = (one.classified_by or "") + (f" ({', '.join(one.reasons)})" if one.reasons else "")
    return [
        ("Sent", f"{when(one.sent)}   {one.dtg or ''}   {one.precedence or ''}".rstrip() if one.sent else ""),
        ("From", sender), ("To", _several(one.action)), ("Info", _several(one.info)), ("Captions", ", ".join(one.captions)),
        ("Pass", "; ".join(one.passing)), ("E.O.", order), ("TAGS", " ".join(one.tags)), ("Subject", one.subject or ""),
        ("Ref", "; ".join(_reference(ref) for ref in one.references)), ("Classified by", by),
    ]  # fmt: skip


def _several(found: list[Addressee]) -> str:
    names = [one.plad for one in found]
    return ", ".join(names[:8]) + (f" and {len(names) - 8} more" if len(names) > 8 else "")


def _reference(one: Reference) -> str:
    label = f"({one.label}) " if one.label else ""
    return label + (one.mrn or one.text)


def _paragraph(out: Console, paragraph: Paragraph) -> None:
    if paragraph.heading:
        out.print(Padding(Text(paragraph.heading, style="bold"), (0, 0, 1, 6)))
    number = "" if paragraph.number is None else f"{paragraph.number}."
    mark = f"({paragraph.portion_mark})" if paragraph.portion_mark else ""
    table = Table.grid(padding=(0, 1))
    table.add_column(justify="right", width=4, style="dim")
    table.add_column(max_width=MEASURE)
    table.add_row(number, Text(f"{mark} {paragraph.text}".strip()))
    out.print(table)
    out.print()


def _remarks(out: Console, one: Telegram) -> None:
    for defect in one.defects:
        out.print(Text(f"  ! {defect.message}", style="yellow"))
    for guess in one.inferred:
        out.print(Text(f"  ? {guess.field} {guess.value} ({guess.confidence:.0%}): {'; '.join(guess.because)}", style="italic cyan"))
    if one.changes:
        out.print(Text(f"  {len(one.changes)} repairs (--changes lists them)", style="red"))


def changes(out: Console, one: Telegram) -> None:
    """The repairs of a telegram: where, what was, what is, who and why."""
    name = one.known("mrn") or (one.source.path if one.source else "text")
    count = len(one.changes)
    out.print(Text(f"{name}: {count or 'no'} {'repair' if count == 1 else 'repairs'}", style="bold"))
    if not count:
        return
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for column, side in (("at", "right"), ("was", "left"), ("is", "left"), ("repair", "left"), ("why", "left")):
        table.add_column(column, justify="right" if side == "right" else "left", overflow="fold")
    for change in one.changes:
        table.add_row(f"{change.at.start}-{change.at.end}", Text(visible(change.old), style="red"), Text(visible(change.new), style="green"), change.by, change.why)
    out.print(table)


def visible(text: str) -> str:
    """Letters that change a line made visible, long pieces cut in the middle.

    >>> visible("a\\n\\nb")
    'a⏎⏎b'
    """
    shown = text.replace("\r", "").replace("\n", "⏎")
    return shown if len(shown) <= 44 else f"{shown[:20]} ... {shown[-18:]}"


def found(out: Console, page: Found) -> None:
    """A page of hits in context."""
    first, last = page.offset + 1, page.offset + len(page.hits)
    shown = f"{first:,}-{last:,} shown, " if page.hits and page.count > len(page.hits) else ""
    out.print(Text(f"{page.count:,} of {page.total:,} telegrams   {shown}{page.seconds * 1000:.1f} ms", style="dim"))
    for hit in page.hits:
        out.print()
        out.print(_hit_title(hit))
        if hit.subject:
            out.print(Text(hit.subject, style="bold"))
        for passage in hit.passages:
            out.print(_passage(out, passage.paragraph, passage.portion_mark, passage.text, passage.marks))


def _hit_title(hit: Hit) -> Text:
    title = Text(hit.key, style="bold cyan")
    if "mrn" in hit.inferred:
        title.append("?", style="italic")
    title.append(f"   {when(hit.sent)}   {hit.post or 'unknown post'}   ", style="default")
    return title.append_text(banner(hit.classification))


def _passage(out: Console, number: int | None, mark: str | None, text: str, marks: list[Span]) -> Table:
    """A snippet behind its paragraph's number; marks in colour, or between « » where there is none."""
    table = Table.grid(padding=(0, 1))
    table.add_column(justify="right", width=5, style="dim")
    table.add_column(max_width=MEASURE)
    label = f"¶{number}" if number is not None else "-"
    if out.is_terminal and not out.no_color:
        words = Text(text)
        for span in marks:
            words.stylize("bold reverse", span.start, span.end)
    else:
        words = Text(_bracketed(text, marks))
    table.add_row(label, Text(f"({mark}) " if mark else "", style="dim") + words)
    return table


def _bracketed(text: str, marks: list[Span]) -> str:
    for span in reversed(marks):
        text = f"{text[: span.start]}«{text[span.start : span.end]}»{text[span.end :]}"
    return text


def facets(out: Console, counts: dict[str, list[tuple[str, int]]], others: dict[str, int]) -> None:
    """Counts in columns, facet by facet, with a bar each; `others` is what further values come to."""
    for name, values in counts.items():
        if not values:
            continue
        most = max(count for _, count in values)
        out.print(Text(name, style="bold"))
        table = Table.grid(padding=(0, 2))
        table.add_column(min_width=24)
        table.add_column(justify="right")
        table.add_column(style="cyan")
        for value, count in values:
            table.add_row(f"  {value}", f"{count:,}", "█" * max(1, round(30 * count / most)))
        if others[name]:
            table.add_row("  (further values)", f"{others[name]:,}", "", style="dim")
        out.print(table)
        out.print()


def red_ink(out: Console, source: str, changes_of: list[Change], span: Span) -> None:
    """A piece of a source with its repairs in it: what went struck out in red, what came in green (piped: [-old-] and {+new+})."""
    plain = not out.is_terminal or out.no_color
    text = Text()
    at = span.start
    for change in changes_of:
        if change.at.end < span.start or change.at.start > span.end:
            continue
        text.append(source[at : change.at.start])
        old, new = change.old.strip("\n"), change.new
        text.append(f"[-{old}-]" if plain and old else old, style="red strike")
        text.append(f"{{+{new}+}}" if plain and new.strip() else new, style="green bold")
        at = change.at.end
    text.append(source[at : span.end])
    out.print(Padding(text, (0, 0, 0, 4)))


def paragraph_of(name: str) -> tuple[str, int | None]:
    """(MRN, paragraph) of an address such as 07BEIJING7210#p3.

    >>> paragraph_of("07BEIJING7210#p3")
    ('07BEIJING7210', 3)
    """
    match = re.fullmatch(r"(.+?)#p(\d+)", name)
    return (match[1], int(match[2])) if match else (name, None)
