"""Printed volumes: what is read of telegrams in TEI and of the same telegrams as plain text, against published metadata.

    python -m benchmarks.volumes CORPUS

CORPUS holds manifest.jsonl (rows of the family d_frus with `path`, `text_path`, `spans_path` and `gold`). Printed are: each field as
covered, right and exact, from the markup and from the plain text; persons found by markup against the spans kept beside the texts,
letter by letter; paragraphs that hold words of a footnote (there must be none); places that do not lead back to the file's letters;
telegrams a second of CPU; and the memory that a volume of 60 MB takes. It measures and does not judge.
"""

from __future__ import annotations

import html
import json
import re
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.common import machine

LEVELS = ("TOP SECRET", "SECRET", "CONFIDENTIAL", "LIMITED OFFICIAL USE", "OFFICIAL USE ONLY", "UNCLASSIFIED")
SMALL = {"THE", "IN", "AT", "TO", "OF"}
SAMPLE = 40  # places checked in a telegram


def rows(corpus: Path) -> list[dict[str, Any]]:
    """The manifest's rows of printed volumes."""
    lines = (corpus / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    return [row for row in map(json.loads, lines) if row["family"] == "d_frus"]


def wanted(gold: dict[str, Any]) -> dict[str, str]:
    """The fields that the published metadata give."""
    level = next((one for one in LEVELS if one in (gold["classification"] or "").upper()), None)
    signed = [one["text"] for one in gold["signed"] if one.get("text")]
    found = {"date": (gold["date_when"] or "")[:10], "from": gold["from_"], "classification": level, "signer": signed[-1] if signed else None}
    return {name: value for name, value in found.items() if value}


def given(telegram: Any) -> dict[str, str | None]:
    """The same fields as they were read."""
    office = telegram.sender.plad if telegram.sender else None
    return {"date": (telegram.sent or "")[:10] or None, "from": office, "classification": telegram.classification, "signer": telegram.signer}


def same(field: str, gold: str, read: str) -> bool:
    """Whether a value read is the published one; an office by any word of its name, a signer by the end of it."""
    if field == "from":
        return bool((set(re.findall(r"\w+", gold.upper())) & set(re.findall(r"\w+", read.upper()))) - SMALL)
    if field == "signer":
        one, other = (re.sub(r"[^A-Z]", "", name.upper()) for name in (gold, read))
        return one.endswith(other) or other.endswith(one)
    return gold == read


def table(corpus: Path, key: str) -> tuple[list[Any], float]:
    """Print covered, right and exact for each field of the files under `key`; the telegrams, and the seconds of CPU it took."""
    import reftel

    counts: Counter[tuple[str, str]] = Counter()
    telegrams = []
    begun = time.process_time()
    for row in rows(corpus):
        read = next((one for one in reftel.read.read_all(corpus / row[key]) if isinstance(one, reftel.Telegram)), None)
        telegrams.append(read)
        found = given(read) if read else {}
        for field, gold in wanted(row["gold"]).items():
            counts[field, "n"] += 1
            value = found.get(field)
            counts[field, "covered"] += value is not None
            counts[field, "right"] += value is not None and same(field, gold, value)
    took = time.process_time() - begun
    print(f"\n{'from ' + ('the markup' if key == 'path' else 'plain text'):<22}{'n':>6}{'covered':>10}{'right':>9}{'exact':>9}")
    for field in ("date", "from", "classification", "signer"):
        n, covered, right = (counts[field, what] for what in ("n", "covered", "right"))
        print(f"{field:<22}{n:>6}{covered / n:>10.2%}{right / max(covered, 1):>9.2%}{right / n:>9.2%}")
    print(f"{sum(one is None for one in telegrams)} not read; {len(telegrams) / took:,.0f} telegrams a second of CPU, files opened one by one")
    return telegrams, took


def _letters(text: str, at: tuple[int, int]) -> tuple[int, int]:
    """A span counted in letters that are no blanks: two renderings of one text differ in blanks alone."""
    first = len("".join(text[: at[0]].split()))
    return first, first + len("".join(text[at[0] : at[1]].split()))


def persons(corpus: Path) -> Counter[str]:
    """Persons by markup: those the spans beside the text name, those read, those at the same letters with the same key."""
    counts: Counter[str] = Counter()
    for row in rows(corpus):
        text = (corpus / row["text_path"]).read_text(encoding="utf-8")
        spans = json.loads((corpus / row["spans_path"]).read_text(encoding="utf-8"))
        gold = {(*_letters(text, (one["start"], one["end"])), one["target"]) for one in spans if one["type"] == "persName" and one["role"] not in {"from", "to"}}
        for source in sources(corpus / row["path"]):
            found = {(*_letters(source.text, (mark.at.start, mark.at.end)), mark.key) for mark in source.marks if mark.kind == "person" and mark.at}
            counts.update(gold=len(gold), found=len(found), right=len(gold & found))
    return counts


def sources(path: Path) -> Iterator[Any]:
    """The sources of one file."""
    from reftel.read.inputs import documents
    from reftel.read.inputs import sources as of
    from reftel.read.source import Source
    from reftel.settings import Settings

    for document in documents([path], Settings()):
        yield from (one for one in of(document, Settings()) if isinstance(one, Source))


def notes_in_text(telegrams: list[Any]) -> int:
    """Paragraphs that hold the words of a footnote of theirs; notes of a few words are no evidence."""
    count = 0
    for telegram in telegrams:
        said = [note.text for note in telegram.notes if note.kind in {"footnote", "source", "summary"} and len(note.text) > 40] if telegram else []
        count += sum(any(words in paragraph.text for words in said) for paragraph in (telegram.paragraphs if telegram else []))
    return count


def lost_places(corpus: Path) -> tuple[int, int]:
    """(places checked, places where the file's bytes are other letters)."""
    from reftel.text import Span

    checked = wrong = 0
    for row in rows(corpus):
        data = (corpus / row["path"]).read_bytes()
        for source in sources(corpus / row["path"]):
            for word in list(re.finditer(r"\w+", source.text))[:: max(1, len(source.text) // 6 // SAMPLE)]:
                place = source.where(Span(*word.span()))
                checked += 1
                wrong += "".join(re.sub(r"<[^<>]*>", "", html.unescape(data[place.start : place.end].decode())).split()) != word[0]
    return checked, wrong


def volume(path: Path, documents: int) -> None:
    """A made-up volume: telegrams of Zenda, every fourth document a memorandum."""
    with path.open("w", encoding="utf-8") as out:
        out.write('<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="zenda1958v01"><text><front><list type="persons"><item><persName xml:id="p_TR1">')
        out.write("Tarlenheim, Fritz von</persName>, Minister</item></list></front><body>\n")
        for number in range(1, documents + 1):
            kind = "Memorandum of Conversation" if number % 4 == 0 else "Telegram From the Embassy in Zenda to the Department of State"
            out.write(f'<div type="document" n="{number}" xml:id="d{number}"><head>{number}. {kind}</head><dateline>Strelsau, July 20, 1958—8 p.m.</dateline>')
            words = '<persName corresp="#p_TR1">Tarlenheim</persName> told me that the\n    King would &amp; could not yield.<note n="1">A note of the editors.</note> '
            out.write("".join(f"<p>{number}. {words * 6}</p>\n" for _ in range(4)))
            out.write("<closer><signed>Rassendyll</signed></closer></div>\n")
        out.write("</body></text></TEI>\n")


def memory() -> None:
    """Read a volume of 60 MB and print what it took."""
    import reftel

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "volume.xml"
        volume(path, 15_000)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        begun = time.process_time()
        count = sum(isinstance(one, reftel.Telegram) for one in reftel.read.read_all(path))
        took = time.process_time() - begun
        more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        print(f"a volume of {path.stat().st_size / 1e6:.0f} MB: {count:,} telegrams, {count / took:,.0f} a second of CPU, {more:.0f} MB more memory at its peak")


def main() -> None:
    """All figures."""
    corpus = Path(sys.argv[1])
    print(machine())
    memory()
    telegrams, _ = table(corpus, "path")
    table(corpus, "text_path")
    found = persons(corpus)
    print(f"\npersons by markup: {found['gold']:,} in the spans, precision {found['right'] / found['found']:.2%}, recall {found['right'] / found['gold']:.2%}")
    print(f"paragraphs that hold a footnote's words: {notes_in_text(telegrams)}")
    checked, wrong = lost_places(corpus)
    print(f"places led back to the bytes of the file: {checked:,}, wrong {wrong}")


if __name__ == "__main__":
    main()
