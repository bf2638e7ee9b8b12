"""Vectors of an archive's paragraphs, derived from the record: made once, caught up, made again when in doubt.

A row is a paragraph (or a subject, paragraph -1): its vector in half precision, and the signs of its centred components as
bits. A search compares bits with all rows, then computes the likeness of the best of them exactly. The files are mapped into
memory, not read. Rows are only appended; those of a telegram that was read anew, or is gone, lose their owner. The words of
the model are those of the day it was fitted; when the archive has grown to REFIT times what it was then, all is made again.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from reftel.archive.store import Store
from reftel.errors import NoVectors, ReadOnly
from reftel.search.embedding import LSA, Embedder, embedder
from reftel.search.highlight import Brief

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FOLDER = "vectors"
STATE = "vectors.json"
VERSION = 1  # of the files' layout; another is made again
REFIT = 2.0
FIT_ON = 100_000  # paragraphs a model is fitted on, evenly spread over the archive
CHUNK = 4096  # paragraphs embedded at once
SCAN = 1 << 20  # rows compared at once
FINER = 3  # so many times the rows asked for are computed exactly; LEAST at the least
LEAST = 1000
SHORTEST = 4  # words of a paragraph that has a meaning of its own
SUBJECT = -1
PIECE = 1 << 24  # bytes that are hashed together, so that what only grew need not be hashed again
_DECODE = msgspec.json.Decoder(Brief).decode


class State(msgspec.Struct):
    """What the vectors have seen: `seq` of the record, `rows` in the files, telegrams when the model was fitted.

    `files` holds the hashes of each file's pieces of PIECE bytes.
    """

    version: int = VERSION
    model: str = LSA
    seq: int = 0
    rows: int = 0
    fitted: int = 0
    dimensions: int = 0
    files: dict[str, list[str]] = {}


class Vectors:
    """The vectors of an archive; there are none until `build` was called."""

    def __init__(self, path: Path, store: Store) -> None:
        self.path = path / FOLDER
        self.store = store
        self.state = self._state()

    def _state(self) -> State:
        try:
            state = msgspec.json.decode((self.path / STATE).read_bytes(), type=State)
        except (FileNotFoundError, msgspec.DecodeError):
            return State()
        whole = all((self.path / name).is_file() for name in ("vectors.f2", "bits.u8", "rows.npy"))
        return state if state.version == VERSION and whole else State()

    @property
    def exist(self) -> bool:
        """Whether there are vectors to search."""
        return self.state.rows > 0

    def behind(self) -> int:
        """How many changes of the record the vectors have not seen."""
        return self.store.last_seq() - self.state.seq

    # --- making -------------------------------------------------------------------------------------------------------

    def build(self, model: str | None = None, progress: Callable[[int], None] | None = None) -> int:
        """Make vectors or bring them up to date; how many rows were added. Another model than before makes all again.

        Raises:
            ReadOnly: when the archive was opened for reading.
            NoVectors: when the model cannot be had, or the archive has too little text.
        """
        if self.store.mode != "w":
            raise ReadOnly(str(self.store.path))
        wanted = model or self.state.model
        count = self.store.count()
        if not self.exist or wanted != self.state.model or (wanted == LSA and count >= REFIT * max(self.state.fitted, 1)):
            self._begin(embedder(wanted), count)
        return self._catch_up(progress)

    def _begin(self, model: Embedder, count: int) -> None:
        """Fit a model and start with no rows."""
        import numpy as np

        paragraphs = self.store.db.execute("SELECT count(*) FROM paragraphs").fetchone()[0]
        step = max(1, -(-paragraphs // FIT_ON))
        texts = [
            text
            for i, (text,) in enumerate(self.store.db.execute("SELECT text FROM paragraphs ORDER BY telegram, ord"))
            if i % step == 0
        ]
        model.fit(texts)
        shutil.rmtree(self.path, ignore_errors=True)
        self.path.mkdir()
        model.save(self.path)
        example = model.embed([" ".join(texts[:1])])
        self.state = State(model=model.name, fitted=count, dimensions=example.shape[1])
        for name in ("vectors.f2", "bits.u8"):
            (self.path / name).touch()
        np.save(self.path / "rows.npy", np.zeros((0, 2), dtype=np.int32))
        np.save(self.path / "mean.npy", _mean(model, texts))
        self._forget()
        self.__dict__["_model"] = model

    def _catch_up(self, progress: Callable[[int], None] | None) -> int:
        import numpy as np

        last = self.store.last_seq()
        if self.state.seq == last and self.exist:
            return 0
        rows = self._rows.copy()
        rows[~np.isin(rows[:, 0], self._living()), 0] = 0
        before = added = len(rows)
        more: list[NDArray[np.int32]] = []
        with (self.path / "vectors.f2").open("r+b") as floats, (self.path / "bits.u8").open("r+b") as bits:
            for file, width in ((floats, self.state.dimensions * 2), (bits, self._width)):
                file.truncate(before * width)  # what a broken-off run left behind
                file.seek(0, 2)
            for texts, owners in self._chunks():
                found = self._model.embed(texts)
                known = np.any(found != 0, axis=1)
                floats.write(found[known].astype(np.float16).tobytes())
                bits.write(self._signs(found[known]).tobytes())
                more.append(np.asarray(owners, dtype=np.int32).reshape(-1, 2)[known])
                added += int(known.sum())
                if progress:
                    progress(added - before)
        self._keep(np.concatenate([rows, *more]), last, before)
        return added - before

    def _living(self) -> Any:
        """The telegrams whose rows still hold: there, and not changed since the watermark."""
        import numpy as np

        found = self.store.db.execute("SELECT id FROM telegrams WHERE seq <= ?", (self.state.seq,))
        return np.fromiter((ident for (ident,) in found), dtype=np.int32)

    def _chunks(self) -> Iterator[tuple[list[str], list[tuple[int, int]]]]:
        """Texts and their (telegram, paragraph), of all telegrams changed since the watermark."""
        texts: list[str] = []
        owners: list[tuple[int, int]] = []
        asked = "SELECT id, reading FROM telegrams WHERE seq > ? ORDER BY seq"
        for ident, reading in self.store.db.execute(asked, (self.state.seq,)):
            brief = _DECODE(reading)
            for place, text in [(SUBJECT, brief.subject or ""), *((i, one.text) for i, one in enumerate(brief.paragraphs))]:
                if len(text.split(None, SHORTEST)) >= SHORTEST:
                    texts.append(text)
                    owners.append((ident, place))
            if len(texts) >= CHUNK:
                yield texts, owners
                texts, owners = [], []
        if texts:
            yield texts, owners

    def _keep(self, rows: Any, seq: int, before: int) -> None:
        """Write the owners, then the watermark; each beside, then renamed.

        Of files that grew from `before` rows only the end is hashed.
        """
        import numpy as np

        beside = self.path / "rows.part.npy"
        np.save(beside, rows)
        beside.replace(self.path / "rows.npy")
        self.state.rows, self.state.seq = len(rows), seq
        whole = {"vectors.f2": before * self.state.dimensions * 2 // PIECE, "bits.u8": before * self._width // PIECE}
        self.state.files = {
            file.name: [*self.state.files.get(file.name, [])[: whole.get(file.name, 0)], *_pieces(file, whole.get(file.name, 0))]
            for file in sorted(self.path.iterdir())
            if file.name != STATE
        }
        part = self.path / "vectors.part"
        part.write_bytes(msgspec.json.encode(self.state))
        part.replace(self.path / STATE)
        self._forget()

    def _forget(self) -> None:
        for name in ("_rows", "_bits", "_floats", "_mean"):
            self.__dict__.pop(name, None)

    # --- searching ----------------------------------------------------------------------------------------------------

    @cached_property
    def _model(self) -> Embedder:
        found = embedder(self.state.model)
        found.load(self.path)
        return found

    @property
    def _width(self) -> int:
        """Bytes of a row's bits: whole words of eight bytes."""
        return -(-self.state.dimensions // 64) * 8

    @cached_property
    def _rows(self) -> NDArray[np.int32]:
        import numpy as np

        found: NDArray[np.int32] = np.load(self.path / "rows.npy", mmap_mode="r")[: self.state.rows]
        return found

    @cached_property
    def _bits(self) -> NDArray[np.uint64]:
        import numpy as np

        return np.memmap(self.path / "bits.u8", dtype=np.uint64, mode="r", shape=(self.state.rows, self._width // 8))

    @cached_property
    def _floats(self) -> NDArray[np.float16]:
        import numpy as np

        return np.memmap(self.path / "vectors.f2", dtype=np.float16, mode="r", shape=(self.state.rows, self.state.dimensions))

    @cached_property
    def _mean(self) -> NDArray[np.float32]:
        import numpy as np

        found: NDArray[np.float32] = np.load(self.path / "mean.npy")
        return found

    def _signs(self, found: Any) -> Any:
        """Which components lie above their mean, packed."""
        import numpy as np

        packed = np.packbits(found > self._mean, axis=1)
        return np.pad(packed, ((0, 0), (0, self._width - packed.shape[1])))

    def nearest(self, text: str, count: int) -> list[tuple[float, int, int]]:
        """(likeness, telegram, paragraph) of the rows nearest in meaning, the nearest first; likeness is the cosine.

        Raises:
            NoVectors: when there are none.
        """
        import numpy as np

        if not self.exist:
            raise NoVectors(f"{self.store.path}: nothing was made to search by meaning; reftel index --vectors makes it")
        asked = self._model.embed([text])
        if not asked.any():
            return []
        rough = self._rough(self._signs(asked).view(np.uint64)[0], max(LEAST, FINER * count))
        exact = self._floats[rough].astype(np.float32) @ asked[0]
        order = np.lexsort((rough, -exact))[:count]
        owners = self._rows[rough[order]]
        return [(float(likeness), int(owner), int(place)) for likeness, (owner, place) in zip(exact[order], owners, strict=True)]

    def _rough(self, asked: Any, count: int) -> Any:
        """The rows whose bits differ least, in the order of the file; rows without an owner left out."""
        import numpy as np

        far = np.empty(self.state.rows, dtype=np.uint16)
        for start in range(0, self.state.rows, SCAN):
            far[start : start + SCAN] = np.bitwise_count(self._bits[start : start + SCAN] ^ asked).sum(axis=1, dtype=np.uint16)
        far[self._rows[:, 0] == 0] = np.iinfo(np.uint16).max
        if count < len(far):
            edge = np.partition(far, count)[count]
            best = np.flatnonzero(far <= edge)
        else:
            best = np.arange(len(far))
        return best[self._rows[best, 0] != 0]

    def keys(self, telegrams: Sequence[int]) -> dict[int, str]:
        """The keys of some telegrams by their number in the record."""
        found: dict[int, str] = {}
        wanted = list(dict.fromkeys(telegrams))
        for start in range(0, len(wanted), 500):
            some = wanted[start : start + 500]
            asked = f"SELECT id, key FROM telegrams WHERE id IN ({', '.join('?' * len(some))})"  # noqa: S608 - question marks only
            found.update(self.store.db.execute(asked, some).fetchall())
        return found

    # --- checking -----------------------------------------------------------------------------------------------------

    def check(self) -> Iterator[str]:
        """Every fault of the vectors, in words; none where there are none."""
        if not self.exist:
            return
        if self.behind():
            yield f"{FOLDER}: {self.behind():,} changes of the record are not in it; reftel index --vectors catches up"
        for name, expected in self.state.files.items():
            file = self.path / name
            if not file.is_file():
                yield f"{FOLDER}/{name}: missing; reftel index --vectors --rebuild makes it again"
            elif list(_pieces(file)) != expected:
                yield f"{FOLDER}/{name}: its bytes have changed; reftel index --vectors --rebuild makes it again"

    def drop(self) -> None:
        """Throw the vectors away."""
        shutil.rmtree(self.path, ignore_errors=True)
        self.state = State(model=self.state.model)
        self._forget()
        self.__dict__.pop("_model", None)


def _mean(model: Embedder, texts: list[str]) -> Any:
    """The middle of the vectors of some paragraphs, from which their signs are taken."""
    step = max(1, len(texts) // 10_000)
    return model.embed(texts[::step]).mean(axis=0)


def _pieces(file: Path, first: int = 0) -> Iterator[str]:
    """The hashes of a file's pieces, from one on."""
    with file.open("rb") as stream:
        stream.seek(first * PIECE)
        while piece := stream.read(PIECE):
            yield hashlib.sha256(piece).hexdigest()
