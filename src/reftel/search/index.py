"""The index: one Tantivy document a telegram, derived from the record and rebuilt when in doubt.

Tantivy notices no flipped bits, so each file's hash is kept beside the watermark: the number of the last change of the
record that the index has seen. Opening catches up.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import zlib
from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import msgspec
import tantivy

from reftel.archive.store import Store
from reftel.extract import is_protected
from reftel.search import words
from reftel.settings import DEFAULTS
from reftel.telegram import markings, mrn
from reftel.telegram.model import KINDS, Paragraph, Telegram

if TYPE_CHECKING:
    from reftel.search.vectors import Vectors

T = TypeVar("T")

FOLDER = "index"
STATE = "index.json"
VERSION = 2  # of this layout; another is rebuilt
MARKS = ("u", "sbu", "c", "s", "ts")
UNMARKED = "x"  # a paragraph without a mark in a telegram without a classification


def part(kind: str, mark: str) -> str:
    """The field that holds the words of paragraphs of a kind and mark: one field for each pair serves `in:`, `mark:` and both."""
    return f"p_{kind}_{mark}"


PARTS = tuple(part(kind, mark) for kind in KINDS for mark in (*MARKS, UNMARKED))
TEXTS = ("text", "subject", "from", "to", "signer", "person", *PARTS)
# Keywords for facets stand in columns too; the others are only looked up.
COUNTED = ("post", "tag", "class", "caption", "has", "is", "year", "month", "family", "damage", "sender", "addressee", "name")
LOOKED_UP = ("key", "mrn", "ref", "part", "offer")
KEYWORDS = (*COUNTED, *LOOKED_UP)
NUMBERS = ("sent", "level")
ORDER_DATE = (
    "when"  # numbers that differ between any two telegrams, so that pages follow each other whatever the index looks like
)
ORDER_POST = "where"
COMMIT = 5000  # telegrams between commits
KEPT = 64  # answers kept between commits
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
        builder.add_text_field(name, stored=name == "key", fast=name in COUNTED, tokenizer_name="raw", index_option="basic")
    for name in NUMBERS:
        builder.add_unsigned_field(name, stored=False, indexed=True, fast=True)
    builder.add_unsigned_field(ORDER_DATE, stored=False, indexed=False, fast=True)
    builder.add_text_field(ORDER_POST, stored=False, fast=True, tokenizer_name="raw", index_option="basic")
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
        self.kept: dict[Hashable, Any] = {}
        self.neighbours = DEFAULTS["neighbours"]
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
        usable = self.state.version == VERSION and (self.path / "meta.json").is_file()
        if not usable:
            self.state = State()
            if writable:
                self.state_path.unlink(missing_ok=True)
                shutil.rmtree(self.path, ignore_errors=True)
        if writable:
            self.path.mkdir(exist_ok=True)
            self.index = tantivy.Index(self.schema, str(self.path))
        elif usable:
            self.index = tantivy.Index.open(str(self._lockable()))
        else:
            self.index = tantivy.Index(self.schema)  # nothing indexed yet, or in another layout: an empty index in memory
        self.index.register_tokenizer(words.ANALYZER, words.analyzer())
        self.index.reload()
        self._seen = self._committed()

    def _lockable(self) -> Path:
        """The folder to open: the engine needs a lock file even to read, so where none can be written it is one of links to the files."""
        if os.access(self.path, os.W_OK):
            return self.path
        self._links = tempfile.TemporaryDirectory(prefix="reftel-")
        for file in self.path.iterdir():
            (Path(self._links.name) / file.name).symlink_to(file.absolute())
        (Path(self._links.name) / ".tantivy-meta.lock").unlink(missing_ok=True)
        return Path(self._links.name)

    def searcher(self) -> tantivy.Searcher:
        """A searcher over what was last committed."""
        committed = self._committed()
        if committed != self._seen:
            self.index.reload()
            self._seen = committed
            self.kept.clear()
        return self.index.searcher()

    def keep(self, asked: Hashable, answer: Any) -> None:
        """Keep an answer that costs much until the next commit, the last ones asked."""
        if len(self.kept) >= KEPT:
            self.kept.pop(next(iter(self.kept)), None)
        self.kept[asked] = answer

    def _committed(self) -> tuple[int, int]:
        """What tells one commit from another: the engine writes its list of files anew with each."""
        try:
            found = (self.path / "meta.json").stat()
        except FileNotFoundError:
            return (0, 0)
        return (found.st_mtime_ns, found.st_ino)

    def readings(self, keys: Sequence[str], decode: Callable[[str], T]) -> dict[str, T]:
        """What the record reads of some telegrams; those that are gone from it are left out."""
        found: dict[str, T] = {}
        for start in range(0, len(keys), 500):
            some = keys[start : start + 500]
            asked = f"SELECT key, reading FROM telegrams WHERE key IN ({', '.join('?' * len(some))})"  # noqa: S608 - question marks only
            found.update((key, decode(reading)) for key, reading in self.store.db.execute(asked, some))
        return found

    @cached_property
    def vectors(self) -> Vectors:
        """The vectors of the archive's paragraphs, of which there may be none."""
        from reftel.search.vectors import Vectors

        return Vectors(self.path.parent, self.store)

    def alike(self, text: str) -> list[tuple[str, float, int]]:
        """(key, likeness, paragraph) of the telegrams with a paragraph near to a text in meaning, the nearest first."""
        from reftel.search.neighbours import alike

        return alike(self, text)

    def depth(self, text: str) -> str:
        """How far a search by meaning looked, in words."""
        from reftel.search.neighbours import depth

        return depth(self, text)

    def behind(self) -> int:
        """How many changes of the record the index has not seen."""
        return self.store.last_seq() - self.state.seq

    def catch_up(self, progress: Callable[[int], None] | None = None) -> int:
        """Index every telegram changed since the watermark; how many."""
        if not self.behind():
            return 0
        writer = self.index.writer(HEAP, 1)
        for key in self.store.gone(self.state.seq):
            writer.delete_documents_by_query(tantivy.Query.term_query(self.schema, "key", key))
        done, last = 0, self.store.last_seq()
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
        self.state.seq = max(self.state.seq, last)
        writer.commit()
        writer.wait_merging_threads()
        self.index.reload()
        self._keep()
        return done

    def rebuild(self, progress: Callable[[int], None] | None = None) -> int:
        """Throw the index away and make it again from the record; how many telegrams.

        The watermark goes first: a kill in the midst must not leave it standing for files that are gone.
        """
        self.state_path.unlink(missing_ok=True)
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
        elif not self.behind() and held:
            yield from self._strangers(indexed)

    def _strangers(self, indexed: int) -> Iterator[str]:
        """Entries of the index without a telegram of their key, and telegrams without an entry."""
        searcher = self.searcher()
        hits = searcher.search(tantivy.Query.all_query(), limit=indexed, count=False).hits
        entries = {searcher.doc(address)["key"][0] for _, address in hits}
        record = set(self.store.keys())
        for several, words_for in (
            (entries - record, "in the index and not in the record"),
            (record - entries, "in the record and not in the index"),
        ):
            if several:
                some = ", ".join(sorted(several)[:5])
                yield f"{FOLDER}: {len(several):,} keys are {words_for}, as {some}; reftel index --rebuild makes it again"


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
    for value in dict.fromkeys(offers(telegram)):
        found.add_text("offer", value)
    post = post_of(telegram)
    place = moment(telegram.sent, key)
    if place is not None:
        found.add_unsigned(ORDER_DATE, place)
    found.add_text(ORDER_POST, f"{words.key(post) if post else LAST} {place if place is not None else LAST:>020} {key}")
    if (sent := day(telegram.sent)) is not None:
        found.add_unsigned("sent", sent)
    if telegram.classification:
        found.add_unsigned("level", int(markings.level(telegram.classification)))
    return found


LAST = "\U0010ffff"  # orders behind every name


def moment(sent: str | None, key: str) -> int | None:
    """A number that orders by date, to the minute, and differs between telegrams of one minute; None without a date.

    >>> moment("2007-11-23T09:12:00Z", "07BEIJING7210") // 80_000_000, moment(None, "x")
    (200711230912, None)
    """
    if not sent:
        return None
    digits = "".join(letter for letter in sent[:16] if letter.isdecimal())
    return int(digits.ljust(12, "0")) * 80_000_000 + zlib.crc32(key.encode()) % 80_000_000


def post_of(telegram: Telegram) -> str | None:
    """The post that sent a telegram, as read or else as inferred."""
    return (telegram.sender.post if telegram.sender else None) or telegram.known("post")


def names(telegram: Telegram) -> list[str]:
    """The people a telegram's own fields name: participants, signer, drafters, clearers, approvers, releasers, marked names.

    Names in capitals are written as names; nobody is joined with anybody.
    """
    found = [one.name for one in telegram.participants]
    found += [telegram.signer] if telegram.signer else []
    for field in (telegram.drafted_by, telegram.cleared_by, telegram.approved_by, telegram.released_by):
        found += field
    found += [one.text for one in telegram.mentions if one.kind == "person"]
    plain = (quotable(" ".join(name.split())) for name in found)
    return list(dict.fromkeys(name.title() if name.isupper() else name for name in plain if name))


def quotable(value: str) -> str:
    """A value as a query can hold it between quotation marks."""
    return value.replace('"', "'")


def offers(telegram: Telegram) -> Iterator[str]:
    """What typing suggests: for each word of a name its key, the kind and the name, which the term list then holds in order."""
    for kind, values in (("person", names(telegram)), ("post", filter(None, [post_of(telegram)]))):
        for value in values:
            for word in {*words.words(value), words.key(value)}:
                yield f"{kind}\t{word}\t{value}"


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
    for name in names(telegram):
        yield "person", name
    if telegram.classified_by:
        yield "person", telegram.classified_by
    for paragraph in telegram.paragraphs:
        words_of = f"{paragraph.heading}\n{paragraph.text}" if paragraph.heading else paragraph.text
        yield "text", words_of
        yield part(paragraph.kind, paragraph_mark(paragraph, telegram) or UNMARKED), words_of


class Marked(Protocol):
    """A telegram as far as its markings and paragraphs go."""

    @property
    def classification(self) -> str | None: ...

    @property
    def paragraphs(self) -> list[Paragraph]: ...


def paragraph_mark(paragraph: Paragraph, telegram: Marked) -> str | None:
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
    if post := post_of(telegram):
        yield "post", quotable(post)
    if telegram.sender:
        yield "sender", quotable(telegram.sender.plad)
    yield from (("addressee", one) for one in dict.fromkeys(quotable(one.plad) for one in (*telegram.action, *telegram.info)))
    yield from (("name", one) for one in names(telegram))
    year = (telegram.sent or telegram.known("year") or "")[:4]
    if year:
        yield "year", year
    if telegram.sent and len(telegram.sent) >= 7:
        yield "month", telegram.sent[:7]
    if telegram.classification:
        yield "class", telegram.classification
    yield "family", telegram.format
    yield from (("tag", one) for one in dict.fromkeys(map(quotable, telegram.tags)))
    yield from (("caption", one) for one in dict.fromkeys(map(quotable, telegram.captions)))
    yield from (("ref", one) for one in dict.fromkeys(r.mrn for r in telegram.references if r.mrn))
    yield from (
        ("damage", one)
        for one in dict.fromkeys([d.kind for d in telegram.defects] + [b for c in telegram.changes for b in c.by.split("+")])
    )
    yield from (("has", one) for one in _has(telegram))
    marked = {(paragraph.kind, paragraph_mark(paragraph, telegram) or UNMARKED) for paragraph in telegram.paragraphs}
    yield from (
        ("part", one)
        for one in sorted({*(kind for kind, _ in marked), *(mark for _, mark in marked), *("/".join(one) for one in marked)})
    )
    if telegram.changes or any(defect.kind in _DAMAGE for defect in telegram.defects):
        yield "is", "damaged"
    if any(defect.kind in {"partial_extract", "no_envelope"} for defect in telegram.defects):
        yield "is", "partial"


_DAMAGE = {
    "number_skipped",
    "number_repeated",
    "partial_extract",
    "no_envelope",
    "impossible_date",
    "encoding_assumed",
    "bad_dtg",
    "repeated_heading",
    "truncated",
    "lost_letter",
}


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
