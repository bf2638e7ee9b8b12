"""The demonstration archive with its vectors, made once for all tests of searching; the tests only read it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import reftel
from reftel.library import Archive


@pytest.fixture(scope="package")
def archive_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("search") / "demo.reftel"
    with reftel.open_archive(path, "w") as opened:
        opened.add(reftel.read_all(Path(reftel.__file__).parent / "demo" / "telegrams"))
        opened.make_vectors()
    return path


@pytest.fixture(scope="package")
def archive(archive_path: Path) -> Iterator[Archive]:
    with reftel.open_archive(archive_path) as opened:
        yield opened
