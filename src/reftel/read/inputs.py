"""What a user names, taken apart: folders, zip and tar archives, files; each document as bytes with its origin.

Nothing is unpacked to disk. A broken, unsafe or too large input becomes an `Unreadable` in the stream, and the rest is read.
"""

from __future__ import annotations

import hashlib
import io
import os
import tarfile
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

import msgspec

from reftel.errors import BadInput, ReftelError
from reftel.read.formats import HEAD, winner
from reftel.read.source import Source
from reftel.settings import Settings
from reftel.telegram.model import Origin, Unreadable

ZIP = b"PK\x03\x04"
_PACKED = ("gz", "bz2", "xz")
_MAGIC = {b"\x1f\x8b": "gz", b"BZh": "bz2", b"\xfd7zXZ": "xz"}
_SMALL = 8 * 1024 * 1024  # below this size no ratio is a bomb


class Blob(msgspec.Struct):
    """The bytes of one document and where they came from."""

    origin: Origin
    data: bytes


def documents(paths: Iterable[str | os.PathLike[str]], settings: Settings) -> Iterator[Blob | Source | Unreadable]:
    """Every document under the paths: bytes for formats that read whole files, sources for those that stream."""
    for path in paths:
        yield from _path(Path(path), settings)


def sources(blob: Blob, settings: Settings) -> Iterator[Source | Unreadable]:
    """The sources in one document's bytes, read by the format that bids most."""
    origin = blob.origin
    try:
        name, module = winner(blob.data[:HEAD], origin.member or origin.path, len(blob.data))
        origin.format = name
        yield from module.read(io.BytesIO(blob.data), origin, settings)
    except ReftelError as error:
        yield _unreadable(origin, error)


def _unreadable(origin: Origin, error: ReftelError) -> Unreadable:
    reason = getattr(error, "reason", None) or str(error).removeprefix(f"{origin.member or origin.path}: ")
    return Unreadable(origin.path, reason, type(error).__name__, origin.member, origin.row, origin.part)


def _path(path: Path, settings: Settings) -> Iterator[Blob | Source | Unreadable]:
    try:
        if path.is_dir():
            for inner in sorted(path.iterdir()):
                if not inner.name.startswith(".") and not (inner.is_symlink() and inner.is_dir()):
                    yield from _path(inner, settings)
        elif path.is_file():
            yield from _file(path, settings)
        else:
            reason = "neither a file nor a folder" if path.exists() else "no such file or folder"
            yield Unreadable(str(path), reason, "BadInput")
    except OSError as error:
        yield Unreadable(str(path), error.strerror or str(error), "BadInput")


def _file(path: Path, settings: Settings) -> Iterator[Blob | Source | Unreadable]:
    with path.open("rb", buffering=HEAD) as stream:
        head = stream.read(HEAD)
        stream.seek(0)
        if head.startswith(ZIP):
            yield from _zip(path, stream, settings)
        elif _is_tar(head) or next((True for magic in _MAGIC if head.startswith(magic)), False):
            yield from _tar(path, stream, head, settings)
        else:
            yield from _document(Origin(str(path), ""), stream, head, path.stat().st_size, settings)


def _document(origin: Origin, stream: BinaryIO, head: bytes, size: int, settings: Settings) -> Iterator[Blob | Source | Unreadable]:
    """One document from an open stream positioned at its start."""
    if not head:
        yield Unreadable(origin.path, "empty: 0 bytes", "BadInput", origin.member)
        return
    try:
        name, module = winner(head, origin.member or origin.path, size)
        if getattr(module, "STREAMS", False):
            origin.format = name
            yield from module.read(stream, origin, settings)
            return
        if size > settings.max_bytes:
            raise _too_large(origin, size, settings)
    except ReftelError as error:
        yield _unreadable(origin, error)
        return
    data = stream.read(settings.max_bytes + 1)
    if len(data) > settings.max_bytes:
        yield _unreadable(origin, _too_large(origin, len(data), settings))
        return
    origin.sha256 = hashlib.sha256(data).hexdigest()
    yield Blob(origin, data)


def _too_large(origin: Origin, size: int, settings: Settings) -> BadInput:
    reason = f"{size:,} bytes; documents of more than {settings.max_bytes:,} bytes are not read (--max-bytes changes that)"
    return BadInput(origin.member or origin.path, reason)


def _unsafe(member: str) -> bool:
    """Whether a member's name leads outside the archive."""
    path = PurePosixPath(member.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or (len(member) > 1 and member[1] == ":")


def _zip(path: Path, stream: BinaryIO, settings: Settings) -> Iterator[Blob | Source | Unreadable]:
    try:
        with zipfile.ZipFile(stream) as archive:
            for info in archive.infolist():
                if not info.is_dir():
                    yield from _zip_member(path, archive, info, settings)
    except zipfile.BadZipFile as error:
        yield Unreadable(str(path), f"broken zip archive, cut off or damaged ({error})", "BadInput")


def _zip_member(path: Path, archive: zipfile.ZipFile, info: zipfile.ZipInfo, settings: Settings) -> Iterator[Blob | Source | Unreadable]:
    origin = Origin(str(path), "", info.filename)
    if _unsafe(info.filename):
        yield Unreadable(str(path), "its path leads outside the archive; it was not read", "BadInput", info.filename)
        return
    if info.flag_bits & 1:
        yield Unreadable(str(path), "encrypted; give an archive without a password", "BadInput", info.filename)
        return
    if info.file_size > _SMALL and info.file_size > info.compress_size * settings.max_ratio:
        reason = f"{info.compress_size:,} bytes would grow to {info.file_size:,}: taken for a zip bomb (--max-ratio changes that)"
        yield Unreadable(str(path), reason, "BadInput", info.filename)
        return
    try:
        with archive.open(info) as member:
            opened: io.BufferedReader[Any] = io.BufferedReader(member, HEAD)
            yield from _member(origin, opened, info.file_size, settings)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        yield Unreadable(str(path), f"damaged in the archive ({error})", "BadInput", info.filename)


def _member(origin: Origin, stream: io.BufferedReader[Any], size: int, settings: Settings) -> Iterator[Blob | Source | Unreadable]:
    head = stream.peek(HEAD)[:HEAD]
    if head.startswith(ZIP) or _is_tar(head) or any(head.startswith(magic) for magic in _MAGIC):
        yield Unreadable(origin.path, "an archive inside an archive; unpack it first", "BadInput", origin.member)
        return
    yield from _document(origin, stream, head, size, settings)


def _is_tar(head: bytes) -> bool:
    return head[257:262] == b"ustar"


class _Counted(io.RawIOBase):
    """A packed stream that stops when it grows out of proportion to the bytes it came from."""

    def __init__(self, inner: BinaryIO, packed: int, settings: Settings, name: str) -> None:
        self._inner, self._name = inner, name
        self._most = max(_SMALL, packed * settings.max_ratio)
        self._seen = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._inner.read(len(buffer))
        self._seen += len(data)
        if self._seen > self._most:
            raise BadInput(self._name, f"grew beyond {self._most:,} bytes when unpacked: taken for a bomb (--max-ratio changes that)")
        buffer[: len(data)] = data
        return len(data)


def _unpacked(stream: BinaryIO, head: bytes) -> BinaryIO:
    import bz2
    import gzip
    import lzma

    kind = next((name for magic, name in _MAGIC.items() if head.startswith(magic)), None)
    openers = {"gz": gzip.GzipFile, "bz2": bz2.BZ2File, "xz": lzma.LZMAFile}
    if kind is None:
        return stream
    opened: BinaryIO = openers[kind](fileobj=stream) if kind == "gz" else openers[kind](stream)
    return opened


def _tar(path: Path, stream: BinaryIO, head: bytes, settings: Settings) -> Iterator[Blob | Source | Unreadable]:
    import lzma

    packed = path.stat().st_size
    opened = io.BufferedReader(_Counted(_unpacked(stream, head), packed, settings, str(path)), HEAD)
    try:
        inner = opened.peek(HEAD)[:HEAD]
        if not _is_tar(inner):
            yield from _document(Origin(str(path), ""), opened, inner, 0, settings)
            return
        with tarfile.open(fileobj=opened, mode="r|") as archive:
            for info in archive:
                yield from _tar_member(path, archive, info, settings)
    except BadInput as error:
        yield Unreadable(str(path), error.reason, "BadInput")
    except (tarfile.TarError, EOFError, OSError, zlib.error, lzma.LZMAError) as error:
        yield Unreadable(str(path), f"broken archive, cut off or damaged ({error}); what came before it was read", "BadInput")


def _tar_member(path: Path, archive: tarfile.TarFile, info: tarfile.TarInfo, settings: Settings) -> Iterator[Blob | Source | Unreadable]:
    if info.isdir():
        return
    if _unsafe(info.name) or ((info.issym() or info.islnk()) and _unsafe(info.linkname)):
        yield Unreadable(str(path), "its path leads outside the archive; it was not read", "BadInput", info.name)
        return
    member = archive.extractfile(info) if info.isreg() else None
    if member is None:
        yield Unreadable(str(path), "a link or device, not a file; it was not read", "BadInput", info.name)
        return
    yield from _member(Origin(str(path), "", info.name), io.BufferedReader(member, HEAD), info.size, settings)
