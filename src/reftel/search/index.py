"""The index: one Tantivy document a telegram, derived from the record and rebuilt when in doubt.

Tantivy notices no flipped bits, so each file's hash is kept beside the watermark: the number of the last change of the
record that the index has seen. Opening catches up.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import tantivy

from reftel.archive.store import Store
from reftel.extract import is_protected
from reftel.search import words
from reftel.telegram import markings, mrn
from reftel.telegram.model import KINDS, Paragraph, Telegram

FOLDER = "index"
STATE = "index.json"
VERSION = 1  # of this layout; another is rebuilt
MARKS = ("u", "sbu", "c", "s", "ts")
TEXTS = ("text", "subject", "from", "to", "signer", *(f"in_{kind}" for kind in KINDS), *(f"mark_{mark}" for mark in MARKS))
KEYWORDS = ("key", "mrn", "post", "tag", "class", "caption", "ref", "has", "is", "year", "month", "family", "damage")
NUMBERS = ("sent", "level")
COMMIT = 5000  # telegrams between commits
HEAP = 128_000_000  # bytes of memory for the writer


class State(msgspec.Struct):
    """What the index has seen, and what its files should be."""

    version: int = VERSION
    seq: int = 0
    files: dict[str, str] = {}


def schema() -> tantivy.Schema:
    """Fields: texts for words, keywords for exact values and facets, numbers for ranges and order."""
    builder = tantivy.SchemaBuilder()
    for name in TEXTS:
        builder.add_text_field(name, stored=False, tokenizer_name=words.ANALYZER, index_option="position")
    for name in KEYWORDS:
        builder.add_text_field(name, stored=name == "key", fast=True, tokenizer_name="raw", index_option="basic")
    for name in NUMBERS:
        builder.add_unsigned_field(name, stored=False, indexed=True, fast=True)
    return builder.build()


def day(iso: str | None, last: bool = False) -> int | None:
    """An ISO date of any precision as a number that orders: 2007-11-23 is 20071123, 2007-11 is 20071100 (or, as the last, 20071199).

    >>> day("2007-11-23T09:12:00Z"), day("2007-11"), day("2007", last=True)
    (20071123, 20071100, 20079999)
    """
    if not iso:
        return None
    digits = iso[:10].replace("-", "")
    return int(digits.ljust(8, "9" if last else "0"))


class Index:
    """The index of an archive, opened and caught up with its record."""

    def __init__(self, path: Path, store: Store) -> None:
        self.path = path / FOLDER
        self.state_path = path / STATE
        self.store = store
        self.schema = schema()
        self.state = self._state()
        self._open()

    def _state(self) -> State:
        try:
            return msgspec.json.decode(self.state_path.read_bytes(), type=State)
        except (FileNotFoundError, msgspec.DecodeError):
            return State()

    def _open(self) -> None:
        writable = self.store.mode == "w"
        if self.state.version != VERSION or not (self.path / "meta.json").is_file():
            self.state = State()
            if writable:
                shutil.rmtree(self.path, ignore_errors=True)
        if writable:
            self.path.mkdir(exist_ok=True)
            self.index = tantivy.Index(self.schema, str(self.path))
        elif (self.path / "meta.json").is_file():
            self.index = tantivy.Index.open(str(self.path))
        else:
            self.index = tantivy.Index(self.schema)  # nothing indexed yet: an empty index in memory
        self.index.register_tokenizer(words.ANALYZER, words.analyzer())
        self.index.reload()

    def searcher(self) -> tantivy.Searcher:
        """A searcher over what was last committed."""
        self.index.reload()
        return self.index.searcher()

    def behind(self) -> int:
        """How many changes of the record the index has not seen."""
        return self.store.last_seq() - self.state.seq

    def catch_up(self, progress: Callable[[int], None] | None = None) -> int:
        """Index every telegram changed since the watermark; how many."""
        if not self.behind():
            return 0
        writer = self.index.writer(HEAP, 1)
        done = 0
        for seq, key, telegram in self.store.since(self.state.seq):
            writer.delete_documents_by_query(tantivy.Query.term_query(self.schema, "key", key))
            writer.add_document(document(key, telegram))
            self.state.seq = seq
            done += 1
            if done % COMMIT == 0:
                writer.commit()
                self._keep()
                if progress:
                    progress(done)
        writer.commit()
        writer.wait_merging_threads()
        self.index.reload()
        self._keep()
        return done

    def rebuild(self, progress: Callable[[int], None] | None = None) -> int:
        """Throw the index away and make it again from the record; how many telegrams."""
        shutil.rmtree(self.path, ignore_errors=True)
        self.state = State()
        self._open()
        return self.catch_up(progress)

    def _keep(self) -> None:
        """Write the watermark, and the hashes of the files it stands for; written beside, then renamed."""
        self.state.files = {file.name: _hash(file) for file in _data_files(self.path)}
        beside = self.state_path.with_suffix(".part")
        beside.write_bytes(msgspec.json.encode(self.state))
        beside.replace(self.state_path)

    def check(self) -> Iterator[str]:
        """Every fault of the index, in words."""
        if self.behind():
            yield f"{FOLDER}: {self.behind():,} changes of the record are not indexed; reftel index catches up"
        for name, expected in self.state.files.items():
            file = self.path / name
            if not file.is_file():
                yield f"{FOLDER}/{name}: missing; reftel index --rebuild makes it again"
            elif _hash(file) != expected:
                yield f"{FOLDER}/{name}: its bytes have changed; reftel index --rebuild makes it again"
        held, indexed = self.store.count(), self.searcher().num_docs
        if not self.behind() and held != indexed:
            yield f"{FOLDER}: holds {indexed:,} telegrams, the record {held:,}; reftel index --rebuild makes it again"


def _data_files(folder: Path) -> Iterator[Path]:
    for file in sorted(folder.iterdir()):
        if file.is_file() and not file.name.startswith(".") and file.suffix != ".json" and file.suffix != ".lock":
            yield file


def _hash(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def document(key: str, telegram: Telegram) -> tantivy.Document:
    """The index document of a telegram."""
    found = tantivy.Document()
    found.add_text("key", key)
    for name, value in _texts(telegram):
        found.add_text(name, value)
    for name, value in _keywords(telegram):
        found.add_text(name, value)
    if (sent := day(telegram.sent)) is not None:
        found.add_unsigned("sent", sent)
    if telegram.classification:
        found.add_unsigned("level", int(markings.level(telegram.classification)))
    return found


def _texts(telegram: Telegram) -> Iterator[tuple[str, str]]:
    if telegram.subject:
        yield "subject", telegram.subject
        yield "text", telegram.subject
    if telegram.sender:
        yield "from", " ".join(filter(None, (telegram.sender.plad, telegram.sender.post, telegram.sender.routing_indicator)))
    for one in (*telegram.action, *telegram.info):
        yield "to", f"{one.plad} {one.routing_indicator or ''}"
    if telegram.signer:
        yield "signer", telegram.signer
        yield "text", telegram.signer
    for paragraph in telegram.paragraphs:
        words_of = f"{paragraph.heading}\n{paragraph.text}" if paragraph.heading else paragraph.text
        yield "text", words_of
        yield f"in_{paragraph.kind}", words_of
        if mark := paragraph_mark(paragraph, telegram):
            yield f"mark_{mark}", words_of


def paragraph_mark(paragraph: Paragraph, telegram: Telegram) -> str | None:
    """The first word of a portion mark; an unmarked paragraph counts as the telegram's overall marking."""
    if paragraph.portion_mark:
        word = paragraph.portion_mark.split("/")[0].lower()
        return {"lou": "sbu", "fouo": "sbu", "ouo": "sbu"}.get(word, word if word in MARKS else None)
    if telegram.classification is None:
        return None
    if telegram.classification in {markings.SENSITIVE_BUT_UNCLASSIFIED, markings.LIMITED, markings.OFFICIAL}:
        return "sbu"
    return {0: "u", 2: "c", 3: "s", 4: "ts"}.get(int(markings.level(telegram.classification)))


def _keywords(telegram: Telegram) -> Iterator[tuple[str, str]]:
    if known := telegram.known("mrn"):
        yield "mrn", known
    post = (telegram.sender.post if telegram.sender else None) or telegram.known("post")
    if post:
        yield "post", post
    year = (telegram.sent or telegram.known("year") or "")[:4]
    if year:
        yield "year", year
    if telegram.sent and len(telegram.sent) >= 7:
        yield "month", telegram.sent[:7]
    if telegram.classification:
        yield "class", telegram.classification
    yield "family", telegram.format
    yield from (("tag", one) for one in telegram.tags)
    yield from (("caption", one) for one in telegram.captions)
    yield from (("ref", one) for one in dict.fromkeys(r.mrn for r in telegram.references if r.mrn))
    yield from (("damage", one) for one in dict.fromkeys([d.kind for d in telegram.defects] + [b for c in telegram.changes for b in c.by.split("+")]))
    yield from (("has", one) for one in _has(telegram))
    if telegram.changes or any(defect.kind in _DAMAGE for defect in telegram.defects):
        yield "is", "damaged"
    if any(defect.kind in {"partial_extract", "no_envelope"} for defect in telegram.defects):
        yield "is", "partial"


_DAMAGE = {"number_skipped", "number_repeated", "partial_extract", "no_envelope", "impossible_date", "encoding_assumed", "bad_dtg", "repeated_heading", "truncated", "lost_letter"}


def _has(telegram: Telegram) -> Iterator[str]:
    for name in ("participants", "references", "signer"):
        if getattr(telegram, name):
            yield name
    yield from sorted({paragraph.kind for paragraph in telegram.paragraphs} - {"body", "participants"})
    if any(is_protected(paragraph) for paragraph in telegram.paragraphs):
        yield "protect"


def canonical(number: str) -> str:
    """An MRN as the index holds it, from any printed form; what is no MRN stays as it is, in capitals.

    >>> canonical("07 new delhi 005630"), canonical("07BEIJING*")
    ('07NEWDELHI5630', '07BEIJING*')
    """
    from reftel.errors import BadValue

    try:
        return str(mrn.parse(number))
    except BadValue:
        return number.upper().replace(" ", "")
