"""Archives taken apart: zip, tar, gz, bz2, xz, and archives within archives, each file in them as a document with its name.

`release.zip!1975.tar.gz!0412.txt` is a file in an archive in an archive. Nothing is unpacked to disk, but for a zip within another
archive that is larger than a document may be: a zip is read from its end, so it is put in a temporary file. What leads outside, is
locked, damaged, or grows out of proportion becomes an `Unreadable`, and the rest is read. One budget holds for all that comes out
of one file, however deep.
"""

from __future__ import annotations

import contextlib
import io
import shutil
import struct
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import Any, BinaryIO

from reftel.errors import BadInput
from reftel.read.formats import HEAD
from reftel.read.source import Blob, Source
from reftel.settings import Settings
from reftel.telegram.model import Origin, Unreadable

Document = Blob | Source | Unreadable
Reader = Callable[[Origin, BinaryIO, bytes, int, "Budget", int], Iterator[Document]]

ZIP = b"PK\x03\x04"
_MAGIC = {b"\x1f\x8b": "gz", b"BZh": "bz2", b"\xfd7zXZ": "xz"}
_SMALL = 8 * 1024 * 1024  # below this size no ratio is a bomb
_OFFICE = ("word/", "xl/", "ppt/", "mimetype", "META-INF/", "Object ", "Pictures/", "Configurations2/", "[Content_Types].xml", "_rels/")
_DAMAGED = (tarfile.TarError, zipfile.BadZipFile, EOFError, OSError, zlib.error, NotImplementedError, RuntimeError)
BROKEN = (*_DAMAGED, ValueError, OverflowError, struct.error)  # what zipfile raises besides where a directory leads nowhere
OUTSIDE = "its path leads outside the archive; it was not read"


class Budget:
    """How many bytes may come out of one packed file, over all the archives in it."""

    def __init__(self, packed: int, settings: Settings, name: str) -> None:
        self.settings, self.name = settings, name
        self.most = max(_SMALL, packed * settings.max_ratio)
        self.spent = 0

    def spend(self, size: int) -> None:
        """Count some bytes that came out.

        Raises:
            BadInput: when they are more than the file could honestly hold.
        """
        self.spent += size
        if self.spent > self.most:
            raise BadInput(self.name, f"grew beyond {self.most:,} bytes when unpacked: taken for a bomb (--max-ratio changes that)")


def is_archive(head: bytes) -> bool:
    """Whether the first bytes are those of an archive or a packed file that is opened here."""
    if head.startswith(ZIP):
        return not is_office(head)
    return is_tar(head) or any(head.startswith(magic) for magic in _MAGIC)


def is_office(head: bytes) -> bool:
    """A zip that is one document of an office program (docx, odt): by the name of its first file."""
    if not head.startswith(ZIP) or len(head) < 30:
        return False
    name = head[30 : 30 + int.from_bytes(head[26:28], "little")].decode("utf-8", "replace")
    return name.startswith(_OFFICE)


def is_tar(head: bytes) -> bool:
    """Whether these are the first bytes of a tar archive."""
    return head[257:262] == b"ustar"


def members(origin: Origin, stream: BinaryIO, head: bytes, budget: Budget, depth: int, read: Reader) -> Iterator[Document]:
    """Every document in an archive, or in a packed file, whose first bytes are `head`; `read` reads what is no archive."""
    if depth >= budget.settings.max_depth:
        reason = f"an archive {depth + 1:,} deep; archives are opened to a depth of {budget.settings.max_depth:,} (--max-depth changes that)"
        yield Unreadable(origin.path, reason, "BadInput", origin.member)
    elif head.startswith(ZIP):
        yield from _zip(origin, stream, budget, depth, read)
    else:
        yield from _packed(origin, stream, head, budget, depth, read)


def _inner(origin: Origin, name: str) -> Origin:
    return Origin(origin.path, "", name if origin.member is None else f"{origin.member}!{name}")


def _unreadable(origin: Origin, reason: str) -> Unreadable:
    return Unreadable(origin.path, reason, "BadInput", origin.member)


def _unsafe(member: str) -> bool:
    """Whether a member's name leads outside the archive."""
    path = PurePosixPath(member.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or (len(member) > 1 and member[1] == ":")


def _member(origin: Origin, opened: io.BufferedReader[Any], size: int, budget: Budget, depth: int, read: Reader) -> Iterator[Document]:
    """One file of an archive: another archive, or a document."""
    head = opened.peek(HEAD)[:HEAD]
    if is_archive(head):
        yield from members(origin, opened, head, budget, depth + 1, read)
    else:
        yield from read(origin, opened, head, size, budget, depth + 1)


class _Counted(io.RawIOBase):
    """A packed stream that stops when it grows out of proportion to the file it came from."""

    def __init__(self, inner: BinaryIO, budget: Budget) -> None:
        self._inner, self._budget = inner, budget

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._inner.read(len(buffer))
        self._budget.spend(len(data))
        buffer[: len(data)] = data
        return len(data)


# --- zip --------------------------------------------------------------------------------------------------------------


def _zip(origin: Origin, stream: BinaryIO, budget: Budget, depth: int, read: Reader) -> Iterator[Document]:
    with contextlib.ExitStack() as opened:
        try:
            whole = opened.enter_context(_seekable(stream, budget.settings, depth))
            archive = opened.enter_context(zipfile.ZipFile(whole))
        except BROKEN as error:
            yield _unreadable(origin, f"broken zip archive, cut off or damaged ({error})")
            return
        try:
            for info in archive.infolist():
                if not info.is_dir():
                    yield from _zip_member(_inner(origin, info.filename), archive, info, budget, depth, read)
        except BadInput as error:
            if depth:
                raise
            yield _unreadable(origin, error.reason)


def _seekable(stream: BinaryIO, settings: Settings, depth: int) -> Any:
    """A zip within another archive as a file that can be read from its end; one on disk as it is."""
    if isinstance(stream, io.BytesIO) or (depth == 0 and stream.seekable()):
        return contextlib.nullcontext(stream)
    spool = tempfile.SpooledTemporaryFile(max_size=settings.max_bytes)  # noqa: SIM115 - closed by the caller, who enters it
    shutil.copyfileobj(stream, spool)
    spool.seek(0)
    return spool


def _zip_member(
    origin: Origin, archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget, depth: int, read: Reader
) -> Iterator[Document]:
    if _unsafe(info.filename):
        yield _unreadable(origin, OUTSIDE)
        return
    if info.flag_bits & 1:
        yield _unreadable(origin, "encrypted; give an archive without a password")
        return
    if info.file_size > _SMALL and info.file_size > info.compress_size * budget.settings.max_ratio:
        reason = f"{info.compress_size:,} bytes would grow to {info.file_size:,}: taken for a zip bomb (--max-ratio changes that)"
        yield _unreadable(origin, reason)
        return
    try:
        opened = archive.open(info)
    except BROKEN as error:
        yield _unreadable(origin, f"damaged in the archive ({error})")
        return
    try:
        with opened as member:
            yield from _member(origin, io.BufferedReader(_Counted(member, budget), HEAD), info.file_size, budget, depth, read)  # type: ignore[arg-type]
    except _DAMAGED as error:
        yield _unreadable(origin, f"damaged in the archive ({error})")


# --- tar, gz, bz2, xz -------------------------------------------------------------------------------------------------


def _opened(stream: BinaryIO, head: bytes) -> BinaryIO:
    import bz2
    import gzip
    import lzma

    kind = next((name for magic, name in _MAGIC.items() if head.startswith(magic)), None)
    if kind == "gz":
        return gzip.GzipFile(fileobj=stream)  # type: ignore[return-value]
    return {"bz2": bz2.BZ2File, "xz": lzma.LZMAFile}[kind](stream) if kind else stream


def _packed(origin: Origin, stream: BinaryIO, head: bytes, budget: Budget, depth: int, read: Reader) -> Iterator[Document]:
    import lzma

    opened = io.BufferedReader(_Counted(_opened(stream, head), budget), HEAD)
    try:
        inner = opened.peek(HEAD)[:HEAD]
        if is_tar(inner):
            yield from _tar(origin, opened, budget, depth, read)
        elif is_archive(inner):  # packed twice: a.zip.gz
            yield from members(origin, opened, inner, budget, depth + 1, read)
        else:
            yield from read(origin, opened, inner, 0, budget, depth)
    except BadInput as error:
        if depth:
            raise
        yield _unreadable(origin, error.reason)
    except (*_DAMAGED, lzma.LZMAError) as error:
        yield _unreadable(origin, f"broken archive, cut off or damaged ({error}); what came before it was read")


def _tar(origin: Origin, stream: BinaryIO, budget: Budget, depth: int, read: Reader) -> Iterator[Document]:
    with tarfile.open(fileobj=stream, mode="r|") as archive:
        for info in archive:
            if info.isdir():
                continue
            own = _inner(origin, info.name)
            if _unsafe(info.name) or ((info.issym() or info.islnk()) and _unsafe(info.linkname)):
                yield _unreadable(own, OUTSIDE)
                continue
            member = archive.extractfile(info) if info.isreg() else None
            if member is None:
                yield _unreadable(own, "a link or device, not a file; it was not read")
                continue
            yield from _member(own, io.BufferedReader(member, HEAD), info.size, budget, depth, read)
