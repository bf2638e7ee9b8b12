"""`reftel write`: telegrams from JSON as text, the inverse of `reftel read --json`."""

from __future__ import annotations

import codecs
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import click
import msgspec

import reftel.write as forms
from reftel.errors import BadInput, UnknownName
from reftel.telegram.model import Telegram


@click.command(name="write")
@click.argument("file", nargs=-1, required=True, type=click.File("rb"))
@click.option("--family", type=click.Choice(forms.FAMILIES), help="form to write [default: the telegram's own, else cablexpress]")
@click.option("--pilcrows", is_flag=True, help="the publication's ¶ before paragraph numbers (cablexpress, plain, html)")
@click.option("--paged", is_flag=True, help="as transmitted, with page headings between sections (cablexpress, html, sas)")
@click.option("--width", type=click.IntRange(min=30), help="letters a line (cablexpress, sas, smart)")
@click.option("-o", "--output", type=click.Path(path_type=Path, file_okay=False), help="write a file a telegram into this folder")
def write(file: tuple[IO[bytes], ...], family: str | None, output: Path | None, pilcrows: bool, paged: bool, width: int | None) -> None:
    """Write the telegrams in FILE (JSON, one object a line as `reftel read --json` prints them; - for standard input) as text.

    Several telegrams on standard output stand apart by form feeds; with -o each has a file named for its MRN, and none that is
    there already is written over.
    Exit code 0: written; 2: not JSON, not a telegram, or an option the family does not have.
    """
    asked = {name: value for name, value in (("pilcrows", pilcrows), ("paged", paged), ("width", width)) if value}
    if output is not None:
        output.mkdir(parents=True, exist_ok=True)
    names: set[str] = set()
    for i, telegram in enumerate(_telegrams(file)):
        chosen = family or (telegram.format if telegram.format in forms.FAMILIES else "cablexpress")
        written = forms.write(telegram, chosen, **asked)
        if output is None:
            sys.stdout.write(("\f\n" if i else "") + written.text)
        else:
            _save(output, telegram.mrn or "telegram", forms.SUFFIX.get(chosen, ".txt"), written.text, names)
    if output is not None:
        click.echo(f"{output}: {len(names):,} telegrams written", err=True)


def _save(folder: Path, stem: str, suffix: str, text: str, names: set[str]) -> None:
    """A file of its own for each telegram; two of one number are told apart, and what stood there before is kept."""
    name = next(name for n in range(1, 10**9) if (name := f"{stem}{f'_{n}' if n > 1 else ''}{suffix}") not in names)
    try:
        with (folder / name).open("x", encoding="utf-8", newline="\n") as out:
            out.write(text)
    except FileExistsError:
        raise BadInput(str(folder / name), f"stands there already and is kept; {len(names):,} telegrams were written before it") from None
    names.add(name)


def _telegrams(files: tuple[IO[bytes], ...]) -> Iterator[Telegram]:
    """Each telegram of some files: an object a line, or one object over many lines."""
    decoder = msgspec.json.Decoder(Telegram)
    for stream in files:
        name = getattr(stream, "name", "standard input")
        data = stream.read().removeprefix(codecs.BOM_UTF8)
        try:
            yield _known(data, decoder.decode(data))
            continue
        except msgspec.ValidationError as error:
            raise BadInput(name, f"not a telegram as `reftel read --json` prints it: {error}") from None
        except msgspec.DecodeError as error:
            whole = error
        lines = [(i, line) for i, line in enumerate(data.splitlines(), 1) if line.strip()]
        if len(lines) < 2:
            raise BadInput(name, f"not JSON: {whole}")
        for i, line in lines:
            try:
                yield _known(line, decoder.decode(line))
            except msgspec.DecodeError as error:
                raise BadInput(name, f"line {i:,}: {error}") from None


def _known(data: bytes, telegram: Telegram) -> Telegram:
    """The telegram, if all its fields are ours: a misspelt one would be lost without a word.

    Raises:
        UnknownName: for a field that telegrams do not have.
    """
    for name in msgspec.json.decode(data):
        if name not in Telegram.__struct_encode_fields__:
            raise UnknownName("field of a telegram", name, Telegram.__struct_encode_fields__)
    return telegram
