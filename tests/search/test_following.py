"""The index follows what the record joins, removes and restores."""

from __future__ import annotations

from pathlib import Path

import reftel

TEXT = "R 131530Z MAR 07\nFM AMEMBASSY STRELSAU\nTO SECSTATE WASHDC\n\nUNCLAS STRELSAU 000{number}\n\nTAGS: PREL\nSUBJECT: THE BRIDGE\n\n¶1. The {word} held, and the engineers went home to Zenda.\n"


def test_what_is_removed_is_found_no_more(tmp_path: Path) -> None:
    with reftel.open_archive(tmp_path / "a.reftel", "w") as archive:
        archive.add(
            [
                reftel.read(TEXT.format(number=number, word=word), name=f"{number}.txt")
                for number, word in ((101, "bridge"), (102, "sluice"))
            ]
        )
        archive.make_vectors()
        assert archive.search("sluice").count == 1
        archive.remove("07STRELSAU102", reason="sent by mistake")
        assert archive.search("sluice").count == 0
        assert archive.search("", limit=1).total == 1
        assert {hit.key for hit in archive.search("sluice", by="semantic").hits} <= {"07STRELSAU101"}
        assert archive.index.behind() == 0
        assert list(archive.verify()) == []
