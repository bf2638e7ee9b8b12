"""Vectors: derived from the record, caught up, made again when in doubt, the same for the same archive."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import reftel
from reftel.errors import NoVectors, ReadOnly
from reftel.library import Archive
from reftel.search import embedding, vectors
from reftel.search.embedding import Lsa, Transformer, embedder

TEXT = """R 131530Z MAR 07
FM AMEMBASSY STRELSAU
TO SECSTATE WASHDC

UNCLAS STRELSAU 000{number}

TAGS: PREL
SUBJECT: {subject}

¶1. {body}
"""
BODIES = {
    101: ("THE BRIDGE", "The engineers said the bridge over the river needed timber and stone before the flood."),
    102: ("THE RIVER", "The flood took the timber and the stone of the old bridge down the river, engineers said."),
    103: ("THE CORONATION", "The king chose May for the coronation and the bishop agreed to the crown and the date."),
    104: ("THE BISHOP", "The bishop told the king that the crown for the coronation was in the abbey of Zenda."),
}


def add(archive: Archive, *numbers: int) -> None:
    made = [TEXT.format(number=number, subject=BODIES[number][0], body=BODIES[number][1]) for number in numbers]
    archive.add([reftel.read(text, name=f"{number}.txt") for number, text in zip(numbers, made, strict=True)])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.reftel"


@pytest.fixture
def writer(path: Path) -> Iterator[Archive]:
    with reftel.open_archive(path, "w") as opened:
        add(opened, 101, 102, 103)
        yield opened


def test_what_is_near_in_meaning_is_found_without_its_words(writer: Archive) -> None:
    assert writer.make_vectors() > 0
    assert [hit.key for hit in writer.search("timber for the bridge", by="semantic").hits][2:] == ["07STRELSAU103"]
    assert {hit.key for hit in writer.search('~"stone and timber"').hits} == {"07STRELSAU101", "07STRELSAU102"}
    assert [hit.key for hit in writer.search('~"stone and timber" subject:bridge').hits] == ["07STRELSAU101"]


def test_vectors_follow_the_record(writer: Archive, path: Path) -> None:
    writer.make_vectors()
    assert writer.make_vectors() == 0
    before = writer.index.vectors.state.rows
    add(writer, 104)
    assert writer.index.vectors.behind() == 0
    assert writer.index.vectors.state.rows > before
    assert {hit.key for hit in writer.search("bishop and crown", by="semantic").hits[:2]} == {"07STRELSAU103", "07STRELSAU104"}
    assert list(writer.verify()) == []
    with reftel.open_archive(path) as reader:
        assert "07STRELSAU104" in {hit.key for hit in reader.search("bishop and crown", by="semantic").hits}
        with pytest.raises(ReadOnly):
            reader.make_vectors()


def test_a_model_is_fitted_again_when_the_archive_has_grown(writer: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    writer.make_vectors()
    assert writer.index.vectors.state.fitted == 3
    add(writer, 104)
    assert writer.index.vectors.state.fitted == 3
    monkeypatch.setattr(vectors, "REFIT", 1.0)
    writer.store.db.execute("UPDATE telegrams SET seq = (SELECT max(seq) + 1 FROM telegrams) WHERE key = '07STRELSAU104'")
    assert writer.make_vectors() == writer.index.vectors.state.rows
    assert writer.index.vectors.state.fitted == 4


def test_a_telegram_read_anew_leaves_no_old_rows(writer: Archive) -> None:
    writer.make_vectors()
    held = writer.index.vectors.state.rows
    writer.store.db.execute("UPDATE telegrams SET seq = (SELECT max(seq) + 1 FROM telegrams) WHERE key = '07STRELSAU102'")
    added = writer.make_vectors()
    assert writer.index.vectors.state.rows == held + added
    owned = writer.index.vectors.nearest("timber for the bridge", 100)
    assert len({(telegram, paragraph) for _, telegram, paragraph in owned}) == len(owned) == held


def test_the_same_archive_gives_the_same_vectors(tmp_path: Path) -> None:
    found = []
    for name in ("a", "b"):
        with reftel.open_archive(tmp_path / name, "w") as archive:
            add(archive, 101, 102, 103, 104)
            archive.make_vectors()
            found.append({name: sha for name, sha in archive.index.vectors.state.files.items() if name != "model.npz"})
    assert found[0] == found[1]


@pytest.mark.parametrize("name", ["vectors.f2", "bits.u8", "rows.npy", "mean.npy", "model.npz"])
def test_changed_bytes_are_found_and_made_again(writer: Archive, path: Path, name: str) -> None:
    writer.make_vectors()
    file = path / "vectors" / name
    data = bytearray(file.read_bytes())
    data[-1] ^= 1
    file.write_bytes(bytes(data))
    assert [fault for fault in writer.verify() if f"vectors/{name}: its bytes have changed" in fault]
    writer.index.vectors.drop()
    writer.make_vectors()
    assert list(writer.verify()) == []


def test_what_grew_is_hashed_as_if_at_once(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectors, "PIECE", 64)
    with reftel.open_archive(path, "w") as archive:
        add(archive, 101, 102, 103)
        archive.make_vectors()
        add(archive, 104)
        assert list(archive.verify()) == []
        for name, hashes in archive.index.vectors.state.files.items():
            assert len(hashes) == -(-(path / "vectors" / name).stat().st_size // 64)


def test_lost_files_are_as_no_vectors(writer: Archive, path: Path) -> None:
    writer.make_vectors()
    (path / "vectors" / "rows.npy").unlink()
    with reftel.open_archive(path) as reader, pytest.raises(NoVectors, match="reftel index --vectors makes it"):
        reader.search("timber", by="semantic")


def test_what_a_broken_off_run_left_behind_is_cut(writer: Archive, path: Path) -> None:
    writer.make_vectors()
    with (path / "vectors" / "bits.u8").open("ab") as bits, (path / "vectors" / "vectors.f2").open("ab") as floats:
        bits.write(b"rubbish")
        floats.write(b"rubbish")
    add(writer, 104)
    assert {hit.key for hit in writer.search("bishop and crown", by="semantic").hits[:2]} == {"07STRELSAU103", "07STRELSAU104"}
    assert list(writer.verify()) == []


def test_too_little_text_is_said(path: Path) -> None:
    with reftel.open_archive(path, "w") as archive, pytest.raises(NoVectors, match="too few words"):
        archive.make_vectors()


class Fake:
    """A model of another kind: it counts letters."""

    def encode(self, texts: list[str], **_: Any) -> Any:
        return np.array([[text.lower().count(letter) + 0.01 for letter in "abcdefghijklmnopqrstuvwxyz"] for text in texts])


def test_another_model_behind_the_same_interface(writer: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    def fake(name: str) -> Any:
        return Transformer(name, Fake()) if name == "fake" else Lsa()

    monkeypatch.setattr(vectors, "embedder", fake)
    writer.make_vectors()
    rows = writer.make_vectors("fake")
    assert (rows, writer.index.vectors.state.model, writer.index.vectors.state.dimensions) == (
        writer.index.vectors.state.rows,
        "fake",
        26,
    )
    assert writer.search("The king chose May for the coronation", by="semantic").hits[0].key == "07STRELSAU103"
    add(writer, 104)
    assert writer.index.vectors.state.model == "fake"


def test_a_model_that_is_not_there_is_told(writer: Archive) -> None:
    assert isinstance(embedder(embedding.LSA), Lsa)
    try:
        import sentence_transformers  # noqa: F401
    except ImportError:
        with pytest.raises(NoVectors, match="needs the library sentence-transformers"):
            writer.make_vectors("some-model")


def test_vectors_have_length_one_or_none() -> None:
    model = Lsa()
    texts: Sequence[str] = [body for _, body in BODIES.values()]
    model.fit(texts)
    found = model.embed([*texts, "zzz qqq", ""])
    assert np.allclose(np.linalg.norm(found, axis=1), [1, 1, 1, 1, 0, 0], atol=1e-5)
