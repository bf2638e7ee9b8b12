"""Bad input: each broken, unsafe or too large file arrives as a value that names file and reason, and the rest is read."""

from __future__ import annotations

import gzip
import io
import os
import tarfile
import zipfile
from pathlib import Path

import pytest

import reftel
from reftel.errors import BadInput
from reftel.settings import chosen
from reftel.telegram.model import Telegram, Unreadable

TEN = [f"07STRELSAU{number}.txt" for number in range(1, 11)]


def zipped(path: Path, members: dict[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", how) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def tarred(path: Path, members: dict[str, bytes], mode: str = "w") -> Path:
    with tarfile.open(path, mode) as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return path


def read(path: Path, **settings: object) -> tuple[list[Telegram], list[Unreadable]]:
    found = list(reftel.read_all(path, chosen(**settings)))
    return [one for one in found if isinstance(one, Telegram)], [one for one in found if isinstance(one, Unreadable)]


@pytest.fixture
def good(clean: str) -> bytes:
    return clean.encode()


def only_bad(path: Path, **settings: int) -> Unreadable:
    telegrams, unreadable = read(path, **settings)
    assert telegrams == []
    assert len(unreadable) == 1
    assert unreadable[0].path == str(path)
    return unreadable[0]


# --- plain files ------------------------------------------------------------------------------------------------------


def test_a_missing_path() -> None:
    assert list(reftel.read_all("no/such/place")) == [Unreadable("no/such/place", "no such file or folder", "BadInput")]


def test_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    assert only_bad(tmp_path / "a.txt").reason == "empty: 0 bytes"


@pytest.mark.parametrize("data", [bytes(range(256)) * 40, b"\0" * 5000, b"\x7fELF"+ bytes(range(128, 192)) + b"\0"])
def test_binary_rubbish(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.bin").write_bytes(data)
    bad = only_bad(tmp_path / "a.bin")
    assert bad.kind == "UnknownFormat"
    assert bad.reason.startswith(f"{len(data):,} bytes starting b")
    assert "tried cablegate_html, csv_dump, html, json_records, mail, office, pdf, sql_dump, tei, text" in bad.reason


def test_a_document_that_is_too_large(tmp_path: Path, good: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(good)
    bad = only_bad(tmp_path / "a.txt", max_bytes=len(good) - 1)
    assert bad.reason == f"{len(good):,} bytes; documents of more than {len(good) - 1:,} bytes are not read (--max-bytes changes that)"
    assert len(read(tmp_path / "a.txt", max_bytes=len(good))[0]) == 1


def test_a_text_that_is_no_telegram(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Dear Osra,\n\nthe bridge holds.\n")
    bad = only_bad(tmp_path / "a.txt")
    assert (bad.kind, bad.name) == ("NoTelegram", str(tmp_path / "a.txt"))
    assert bad.reason.startswith("no telegram in 30 characters starting 'Dear Osra")


def test_bytes_that_are_no_encoding_are_read_and_reported_as_a_defect(tmp_path: Path, good: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(good.replace(b"timber", b"timb\xe9\x81r"))
    ((telegram,), unreadable) = read(tmp_path / "a.txt")
    assert unreadable == []
    assert [one.kind for one in telegram.defects] == ["encoding_assumed"]
    assert "0xe9" in telegram.defects[0].message


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(tmp_path: Path, good: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(good)
    (tmp_path / "a.txt").chmod(0)
    assert only_bad(tmp_path / "a.txt").reason == "Permission denied"


def test_a_folder_gives_the_good_beside_the_bad_in_order_of_names(tmp_path: Path, good: bytes) -> None:
    (tmp_path / "b").mkdir()
    for name, data in {"a.txt": b"", "b/x.txt": good, "b/y.txt": b"\0\1", "c.txt": good, "d.txt": b"hello", ".hidden": b""}.items():
        (tmp_path / name).write_bytes(data)
    found = list(reftel.read_all(tmp_path))
    paths = [Path(one.path if isinstance(one, Unreadable) else one.source.path).name for one in found]
    assert paths == ["a.txt", "x.txt", "y.txt", "c.txt", "d.txt"]
    assert [isinstance(one, Telegram) for one in found] == [False, True, False, True, False]


def test_a_link_to_a_folder_does_not_run_in_circles(tmp_path: Path, good: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(good)
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    assert len(list(reftel.read_all(tmp_path))) == 1


def test_a_dangling_link_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone")
    assert only_bad(tmp_path / "a.txt").reason == "no such file or folder"


def test_reading_is_lazy(tmp_path: Path, good: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(good)
    stream = reftel.read_all([tmp_path / "a.txt", tmp_path / "later.txt"])
    assert isinstance(next(stream), Telegram)
    (tmp_path / "later.txt").write_bytes(good)
    assert isinstance(next(stream), Telegram)


def test_read_raises_what_read_all_reports(tmp_path: Path) -> None:
    zipped(tmp_path / "a.zip", {"empty.txt": b""})
    with pytest.raises(BadInput, match=r"a\.zip!empty\.txt: empty: 0 bytes"):
        reftel.read(tmp_path / "a.zip")
    with pytest.raises(BadInput, match=r"^bytes: empty: 0 bytes$"):
        reftel.read(b"")


# --- zip --------------------------------------------------------------------------------------------------------------


def test_a_zip_with_good_and_bad_members(tmp_path: Path, good: bytes) -> None:
    path = zipped(tmp_path / "a.zip", {"one.txt": good, "dir/": b"", "empty.txt": b"", "bin": b"\0" * 99, "dir/two.txt": good, "letter": b"Dear Osra"})
    telegrams, unreadable = read(path)
    assert [one.source.member for one in telegrams] == ["one.txt", "dir/two.txt"]
    assert [(one.member, one.kind) for one in unreadable] == [("empty.txt", "BadInput"), ("bin", "UnknownFormat"), ("letter", "NoTelegram")]
    assert unreadable[0].name == f"{path}!empty.txt"


@pytest.mark.parametrize("name", ["../07STRELSAU1.txt", "/etc/telegram.txt", "a/../../b.txt", "..\\b.txt", "C:\\b.txt"])
def test_a_zip_member_that_leads_outside(tmp_path: Path, good: bytes, name: str) -> None:
    telegrams, (bad,) = read(zipped(tmp_path / "a.zip", {"first.txt": good, name: good, "last.txt": good}))
    assert [one.source.member for one in telegrams] == ["first.txt", "last.txt"]
    assert (bad.member, bad.reason) == (name, "its path leads outside the archive; it was not read")


def test_a_zip_cut_off(tmp_path: Path, good: bytes) -> None:
    path = zipped(tmp_path / "a.zip", dict.fromkeys(TEN, good))
    path.write_bytes(path.read_bytes()[:-300])
    assert only_bad(path).reason.startswith("broken zip archive, cut off or damaged (")


def test_a_zip_with_one_damaged_member(tmp_path: Path, good: bytes) -> None:
    path = zipped(tmp_path / "a.zip", {"one.txt": good, "two.txt": good + b"\nX", "three.txt": good}, zipfile.ZIP_STORED)
    data = path.read_bytes()
    at = data.index(b"RASSENDYLL\n\nX")
    path.write_bytes(data[:at] + b"R" + b"????" + data[at + 5 :])
    telegrams, (bad,) = read(path)
    assert [one.source.member for one in telegrams] == ["one.txt", "three.txt"]
    assert bad.member == "two.txt"
    assert bad.reason.startswith("damaged in the archive (Bad CRC-32")


def test_a_zip_bomb(tmp_path: Path, good: bytes) -> None:
    telegrams, (bad,) = read(zipped(tmp_path / "a.zip", {"bomb.txt": b"\0" * 20_000_000, "good.txt": good}))
    assert len(telegrams) == 1
    assert bad.member == "bomb.txt"
    assert "would grow to 20,000,000: taken for a zip bomb (--max-ratio changes that)" in bad.reason


def test_a_zip_bomb_that_lies_about_its_size(tmp_path: Path, good: bytes) -> None:
    path = zipped(tmp_path / "a.zip", {"bomb.txt": good + b" " * 20_000_000, "good.txt": good})
    size, small = (20_000_000 + len(good)).to_bytes(4, "little"), (1000).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(size, small))
    telegrams, (bad,) = read(path)
    assert [one.source.member for one in telegrams] == ["good.txt"]
    assert bad.reason.startswith("damaged in the archive")


def test_a_large_zip_member(tmp_path: Path, good: bytes) -> None:
    telegrams, (bad,) = read(zipped(tmp_path / "a.zip", {"large.txt": good + b"x" * 5000, "good.txt": good}), max_bytes=5000)
    assert len(telegrams) == 1
    assert (bad.member, bad.reason.split(";")[0]) == ("large.txt", f"{len(good) + 5000:,} bytes")


def test_an_encrypted_zip_member(tmp_path: Path, good: bytes) -> None:
    path = zipped(tmp_path / "a.zip", {"a.txt": good}, zipfile.ZIP_STORED)
    data = bytearray(path.read_bytes())
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    assert only_bad(path).reason.startswith("encrypted")


def test_archives_inside_archives(tmp_path: Path, good: bytes) -> None:
    inner = zipped(tmp_path / "inner.zip", {"a.txt": good, "../b.txt": good, "c.txt.gz": gzip.compress(good)}).read_bytes()
    middle = tarred(tmp_path / "middle.tar.gz", {"inner.zip": inner, "d.txt": good}, "w:gz").read_bytes()
    telegrams, (bad,) = read(zipped(tmp_path / "outer.zip", {"middle.tar.gz": middle, "e.txt": good}))
    assert [one.source.member for one in telegrams] == ["middle.tar.gz!inner.zip!a.txt", "middle.tar.gz!inner.zip!c.txt.gz", "middle.tar.gz!d.txt", "e.txt"]
    assert (bad.member, bad.reason) == ("middle.tar.gz!inner.zip!../b.txt", "its path leads outside the archive; it was not read")


def test_a_large_archive_inside_an_archive(tmp_path: Path, good: bytes) -> None:
    inner = zipped(tmp_path / "inner.zip", {"a.txt": good, "noise.bin": os.urandom(9000)}).read_bytes()
    telegrams, _ = read(zipped(tmp_path / "outer.zip", {"inner.zip": inner}), max_bytes=5000)
    assert [one.source.member for one in telegrams] == ["inner.zip!a.txt"]


def test_archives_too_deep_in_one_another(tmp_path: Path, good: bytes) -> None:
    path = zipped(tmp_path / "0.zip", {"a.txt": good})
    for depth in range(1, 5):
        path = zipped(tmp_path / f"{depth}.zip", {f"{depth}.zip": path.read_bytes()})
    assert len(read(path, max_depth=5)[0]) == 1
    assert only_bad(path, max_depth=4).reason == "an archive 5 deep; archives are opened to a depth of 4 (--max-depth changes that)"


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_bombs_at_any_depth(tmp_path: Path, good: bytes, depth: int) -> None:
    path = zipped(tmp_path / "0.zip", {f"{i}.txt": b"A" * 7_000_000 for i in range(8)})
    for level in range(1, depth + 1):
        path = zipped(tmp_path / f"{level}.zip", {f"{i}.zip": path.read_bytes() for i in range(4)})
    _, unreadable = read(path)
    assert "taken for a bomb (--max-ratio changes that)" in unreadable[-1].reason
    assert len(unreadable) < 100


def test_a_broken_archive_inside_an_archive(tmp_path: Path, good: bytes) -> None:
    inner = zipped(tmp_path / "inner.zip", {"a.txt": good}).read_bytes()
    telegrams, (bad,) = read(zipped(tmp_path / "outer.zip", {"cut.zip": inner[:-30], "good.txt": good}))
    assert [one.source.member for one in telegrams] == ["good.txt"]
    assert (bad.member, bad.reason.split(" (")[0]) == ("cut.zip", "broken zip archive, cut off or damaged")


@pytest.mark.parametrize(("mark", "what"), [(b"7z\xbc\xaf\x27\x1c", "a 7z archive"), (b"Rar!\x1a\x07", "a rar archive"), (b"{\\rtf1 FM}", "rich text (rtf)")])
def test_what_is_known_and_not_read_says_what_to_do(tmp_path: Path, mark: bytes, what: str) -> None:
    (tmp_path / "a").write_bytes(mark + b"...")
    assert only_bad(tmp_path / "a").reason.startswith(f"{what}, which is not read; ")


# --- tar --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "mode"), [("a.tar", "w"), ("a.tar.gz", "w:gz"), ("a.tar.bz2", "w:bz2"), ("a.tar.xz", "w:xz")])
def test_tar_archives_in_every_packing(tmp_path: Path, good: bytes, name: str, mode: str) -> None:
    telegrams, (bad,) = read(tarred(tmp_path / name, {"one.txt": good, "empty.txt": b"", "two.txt": good}, mode))
    assert [one.source.member for one in telegrams] == ["one.txt", "two.txt"]
    assert (bad.member, bad.reason) == ("empty.txt", "empty: 0 bytes")


def test_a_single_gzipped_telegram(tmp_path: Path, good: bytes) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(good))
    ((telegram,), unreadable) = read(tmp_path / "a.txt.gz")
    assert (telegram.mrn, unreadable) == ("07STRELSAU1234", [])


def test_tar_members_that_lead_outside(tmp_path: Path, good: bytes) -> None:
    path = tmp_path / "a.tar"
    with tarfile.open(path, "w") as archive:
        for name, kind, target in (
            ("../up.txt", tarfile.REGTYPE, ""), ("/abs.txt", tarfile.REGTYPE, ""), ("link", tarfile.SYMTYPE, "/etc/passwd"),
            ("hard", tarfile.LNKTYPE, "../x"), ("inside", tarfile.SYMTYPE, "good.txt"), ("pipe", tarfile.FIFOTYPE, ""), ("good.txt", tarfile.REGTYPE, ""),
        ):  # fmt: skip
            info = tarfile.TarInfo(name)
            info.type, info.linkname, info.size = kind, target, len(good) if kind == tarfile.REGTYPE else 0
            archive.addfile(info, io.BytesIO(good) if kind == tarfile.REGTYPE else None)
    telegrams, unreadable = read(path)
    assert [one.source.member for one in telegrams] == ["good.txt"]
    outside, link = "its path leads outside the archive; it was not read", "a link or device, not a file; it was not read"
    assert [(one.member, one.reason) for one in unreadable] == [
        ("../up.txt", outside), ("/abs.txt", outside), ("link", outside), ("hard", outside), ("inside", link), ("pipe", link),
    ]  # fmt: skip


@pytest.mark.parametrize("mode", ["w:gz", "w:xz", "w:bz2", "w"])
def test_a_tar_cut_off(tmp_path: Path, mode: str) -> None:
    path = tarred(tmp_path / "a.tar", {name: os.urandom(3000).hex().encode() for name in TEN}, mode)
    path.write_bytes(path.read_bytes()[:-9000])
    _, unreadable = read(path)
    assert unreadable[-1].path == str(path)
    assert unreadable[-1].member is None
    assert "cut off or damaged" in unreadable[-1].reason


def test_what_stands_before_the_cut_is_read(tmp_path: Path, good: bytes) -> None:
    path = tarred(tmp_path / "a.tar", {"one.txt": good, "two.txt": good * 20})
    path.write_bytes(path.read_bytes()[: 512 + 2048 + 512 + 3000])
    telegrams, unreadable = read(path)
    assert [one.source.member for one in telegrams][:1] == ["one.txt"]
    assert len(unreadable) == 1


def test_a_tar_bomb(tmp_path: Path, good: bytes) -> None:
    telegrams, unreadable = read(tarred(tmp_path / "a.tar.gz", {"good.txt": good, "bomb.txt": b"A" * 20_000_000}, "w:gz"))
    assert [one.source.member for one in telegrams] == ["good.txt"]
    assert "taken for a bomb (--max-ratio changes that)" in unreadable[-1].reason
    (tmp_path / "b.gz").write_bytes(gzip.compress(b"A" * 20_000_000))
    assert "taken for a bomb" in only_bad(tmp_path / "b.gz").reason


def test_a_gzip_with_damaged_bytes(tmp_path: Path, good: bytes) -> None:
    data = bytearray(gzip.compress(good))
    data[40] ^= 0xFF
    (tmp_path / "a.gz").write_bytes(data)
    assert "cut off or damaged" in only_bad(tmp_path / "a.gz").reason


# --- tables -----------------------------------------------------------------------------------------------------------


def test_a_csv_with_broken_rows(tmp_path: Path) -> None:
    row = '{},"O 141530Z FEB 07\nFM AMEMBASSY STRELSAU","UNCLAS STRELSAU 00000{}\n\nSUBJECT: X"\n'
    (tmp_path / "a.csv").write_text("id,header,body\n" + row.format(1, 1) + "2,lonely\n" + '3,"",""\n' + '4,"","Dear Osra"\n' + row.format(5, 5))
    telegrams, unreadable = read(tmp_path / "a.csv")
    assert [(one.mrn, one.source.row) for one in telegrams] == [("07STRELSAU1", 2), ("07STRELSAU5", 6)]
    assert [(one.row, one.kind) for one in unreadable] == [(3, "BadInput"), (4, "BadInput"), (5, "NoTelegram")]
    assert unreadable[0].reason == "broken row: 2 columns found, 3 expected (id, header, body)"
    assert unreadable[0].name == f"{tmp_path / 'a.csv'} row 3"


def test_a_csv_cell_that_is_too_large(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('id,body\n1,' + "x" * 9000 + '\n2,"UNCLAS STRELSAU 000001\n\nSUBJECT: X"\n')
    telegrams, (bad,) = read(tmp_path / "a.csv", max_bytes=5000)
    assert [one.subject for one in telegrams] == ["X"]
    assert (bad.row, "broken row (field larger than field limit" in bad.reason) == (2, True)


def test_an_html_page_without_a_telegram(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<html><body>nothing here</body></html>")
    assert only_bad(tmp_path / "a.html").kind == "NoTelegram"
