"""Searching the demonstration archive: every field, honest counts, passages, facets; and the index against the record."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

import reftel
from reftel.errors import QueryError, UnknownName
from reftel.library import Archive
from reftel.search import words
from reftel.search.highlight import Wanted, marks
from reftel.telegram import markings

DEMO = Path(reftel.__file__).parent / "demo" / "telegrams"


def keys(archive: Archive, query: str) -> set[str]:
    return {hit.key for hit in archive.search(query, limit=100).hits}


def readable(archive: Archive) -> dict[str, str]:
    """What the index should hold of each telegram."""
    return {
        one.known("mrn"): "\n".join(
            filter(None, [one.subject, one.signer, *(p.heading for p in one.paragraphs), *(p.text for p in one.paragraphs)])
        )
        for one in archive.telegrams()
    }


@pytest.mark.parametrize("word", ["recognition", "dam", "Veskolin", "zzz", "seven"])
def test_a_word_finds_exactly_the_telegrams_that_hold_it(archive: Archive, word: str) -> None:
    wanted = {mrn for mrn, text in readable(archive).items() if words.folded(word) in words.words(text)}
    found = archive.search(word, limit=100)
    assert {hit.key for hit in found.hits} == wanted
    assert (found.count, found.total) == (len(wanted), 30)


def test_a_phrase_a_beginning_and_a_likeness(archive: Archive) -> None:
    texts = {mrn: " ".join(words.words(text)) for mrn, text in readable(archive).items()}
    assert keys(archive, '"security council"') == {mrn for mrn, text in texts.items() if " security council " in f" {text} "}
    assert keys(archive, "recogni*") == {
        mrn for mrn, text in texts.items() if any(word.startswith("recogni") for word in text.split())
    }
    assert keys(archive, "recognise~") >= keys(archive, "recognize")
    assert keys(archive, "dam -recognition") == keys(archive, "dam") - keys(archive, "recognition")
    assert keys(archive, "dam OR recognition") == keys(archive, "dam") | keys(archive, "recognition")
    assert keys(archive, "-dam") == set(texts) - keys(archive, "dam")


@pytest.mark.parametrize(
    ("query", "holds"),
    [
        ("tag:PREL", lambda t: "PREL" in t.tags),
        ("tag:prel", lambda t: "PREL" in t.tags),
        ("class:secret", lambda t: t.classification == "SECRET"),
        ("class:sbu", lambda t: t.classification == markings.SENSITIVE_BUT_UNCLASSIFIED),
        ("class:<=unclassified", lambda t: t.classification.startswith("UNCLASSIFIED")),
        ("class:>=confidential", lambda t: t.classification in {"CONFIDENTIAL", "SECRET"}),
        ("caption:noforn", lambda t: "NOFORN" in t.captions),
        ("sent:2007-05", lambda t: (t.sent or "").startswith("2007-05")),
        ("sent:2007-05..2007-06", lambda t: (t.sent or "")[:7] in {"2007-05", "2007-06"}),
        ("sent:..2007-03-01", lambda t: "0" < (t.sent or "")[:10] <= "2007-03-01"),
        ("sent:2007-09-01..", lambda t: (t.sent or "")[:10] >= "2007-09-01"),
        ("post:Osvarth", lambda t: t.sender and t.sender.post == "Osvarth"),
        ('post:"porto velire"', lambda t: t.sender and t.sender.post == "Porto Velire"),
        ("from:amembassy", lambda t: t.sender and "AMEMBASSY" in t.sender.plad),
        ('to:"usun new york"', lambda t: any("USUN NEW YORK" in a.plad for a in [*t.action, *t.info])),
        ("ref:07DRENAVAR110", lambda t: any(r.mrn == "07DRENAVAR110" for r in t.references)),
        ("mrn:07OSVARTH*", lambda t: t.known("mrn").startswith("07OSVARTH")),
        ("mrn:07DRENAVAR110", lambda t: t.known("mrn") == "07DRENAVAR110"),
        ("has:participants", lambda t: bool(t.participants)),
        ("has:signer", lambda t: bool(t.signer)),
        ("has:comment", lambda t: any(p.kind == "comment" for p in t.paragraphs)),
        ("is:partial", lambda t: t.dtg is None),
        ("in:action_request", lambda t: any(p.kind == "action_request" for p in t.paragraphs)),
        ("in:comment Torring", lambda t: any(p.kind == "comment" and "torring" in words.words(p.text) for p in t.paragraphs)),
        (
            "mark:s Veskolin",
            lambda t: any(
                (p.portion_mark or "").split("/")[0] == "S" and "veskolin" in words.words(p.text) for p in t.paragraphs
            ),
        ),
        (
            "in:comment mark:c Torring",
            lambda t: any(
                p.kind == "comment" and p.portion_mark == "C" and "torring" in words.words(p.text) for p in t.paragraphs
            ),
        ),
        (
            "in:comment in:summary dam",
            lambda t: any(p.kind in {"comment", "summary"} and "dam" in words.words(p.text) for p in t.paragraphs),
        ),
        ("in:comment mark:c", lambda t: any(p.kind == "comment" and p.portion_mark == "C" for p in t.paragraphs)),
        ("tag:(ENRG OR SENV)", lambda t: {"ENRG", "SENV"} & set(t.tags)),
        ("tag:PR*", lambda t: any(tag.startswith("PR") for tag in t.tags)),
        ('from:"=AMEMBASSY OSVARTH"', lambda t: t.sender and t.sender.plad == "AMEMBASSY OSVARTH"),
        ("month:2007-05", lambda t: (t.sent or "").startswith("2007-05")),
        ("family:cablexpress -damage:pilcrow", lambda t: all("pilcrow" not in c.by.split("+") for c in t.changes)),
        ("signer:Tolliver", lambda t: (t.signer or "").lower() == "tolliver"),
        ("subject:referendum", lambda t: "referendum" in words.words(t.subject)),
    ],
)
def test_every_field_finds_what_the_record_says(archive: Archive, query: str, holds) -> None:  # type: ignore[no-untyped-def]
    wanted = {one.known("mrn") for one in archive.telegrams() if holds(one)}
    assert keys(archive, query) == wanted
    assert wanted, "the demonstration set should hold one"


def test_near_finds_both_orders_within_the_gap(archive: Archive) -> None:
    def near(text: str) -> bool:
        found = words.words(text)
        places = {word: [i for i, one in enumerate(found) if one == word] for word in ("dam", "arzel")}
        return any(abs(a - b) == 1 for a in places["dam"] for b in places["arzel"])

    assert keys(archive, "dam NEAR/0 arzel") == {mrn for mrn, text in readable(archive).items() if near(text)} != set()


def test_passages_hold_the_words_and_mark_them(archive: Archive) -> None:
    for hit in archive.search('"Security Council" recognition', limit=50).hits:
        assert hit.passages
        for passage in hit.passages:
            quoted = {span.quote(passage.text).lower() for span in passage.marks}
            assert quoted
            assert quoted <= {"security council", "recognition"}


def test_passages_of_a_scope_are_of_that_scope(archive: Archive) -> None:
    for query in ("in:comment", "in:comment Torring"):
        for hit in archive.search(query, limit=50).hits:
            kinds = {archive.telegram(hit.key).paragraphs[passage.index].kind for passage in hit.passages}
            assert kinds == {"comment"}


def test_facets_count_the_whole_hit_set(archive: Archive) -> None:
    counts = archive.facets("tag:PREL", "post", "tag", "class")
    held = [one for one in archive.telegrams() if "PREL" in one.tags]
    assert dict(counts["tag"])["PREL"] == len(held) == archive.search("tag:PREL", limit=1).count
    assert dict(counts["class"]) == Counter(one.classification for one in held)
    with pytest.raises(UnknownName, match="did you mean 'post'"):
        archive.facets("", "posst")


def test_pages_of_hits_follow_each_other(archive: Archive) -> None:
    every = [hit.key for hit in archive.search("", limit=100, order="date").hits]
    paged = [hit.key for offset in range(0, 30, 7) for hit in archive.search("", limit=7, offset=offset, order="date").hits]
    assert paged == every
    assert len(set(every)) == 30


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("class:sekret", "did you mean class:secret"), ("sent:yesterday", "expected a date"), ("sent:2008..2007", "is after"), ("in:coment dam", "did you mean in:comment"),
        ("year:07", "expected a year like 2007"), ("month:2007", "expected a month"), ("near:07NOWHERE1", "not in"), ("sent:2007-02-30", "there is no day"),
        ("signer:--", "no letters or digits"), ("mark:q", "known: U, SBU"), ("is:broken", "known: damaged"), ("sent:..", "on one side"),
    ],
)  # fmt: skip
def test_values_that_a_field_cannot_have_are_answered(archive: Archive, query: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        archive.search(query)


def test_fuzzy_marks_are_those_the_index_finds() -> None:
    found = marks("They recognize it; they recognised; cognac", [Wanted(("recognise",), fuzzy=True)])
    assert [span.quote("They recognize it; they recognised; cognac") for span, _ in found] == ["recognize", "recognised"]


def test_a_lost_or_changed_index_is_found_and_made_again(tmp_path: Path) -> None:
    path = tmp_path / "a.reftel"
    with reftel.open_archive(path, "w") as opened:
        opened.build([DEMO])
        before = [hit.key for hit in opened.search("dam").hits]
    victim = max((path / "index").glob("*.store"), key=lambda file: file.stat().st_size)
    data = bytearray(victim.read_bytes())
    data[len(data) // 2] ^= 1
    victim.write_bytes(bytes(data))
    with reftel.open_archive(path) as opened:
        assert any("bytes have changed" in fault for fault in opened.verify())
    with reftel.open_archive(path, "w") as opened:
        assert opened.index.rebuild() == 30
        assert list(opened.verify()) == []
        assert [hit.key for hit in opened.search("dam").hits] == before


@pytest.mark.parametrize("order", ["date", "-date", "post", "-post"])
def test_orders_are_of_the_record_and_pages_stay_when_the_index_is_made_again(tmp_path: Path, order: str) -> None:
    with reftel.open_archive(tmp_path / "a.reftel", "w") as opened:
        opened.add(reftel.read_all(DEMO))
        every = opened.search("", limit=100, order=order).hits
        opened.index.rebuild()
        paged = [hit.key for offset in range(0, 30, 4) for hit in opened.search("", limit=4, offset=offset, order=order).hits]
    assert paged == [hit.key for hit in every]
    dated = [hit.sent for hit in every if hit.sent]
    if "date" in order:
        assert dated == sorted(dated, reverse=order == "-date")
        assert every[-1].sent is None
    else:
        posts = [words.key(hit.post or "zzz") for hit in every]
        assert posts == sorted(posts, reverse=order == "-post")


def test_near_finds_the_same_post_and_the_same_day_but_not_itself(archive: Archive) -> None:
    one = archive.telegram("07ZELMINAR14")
    wanted = {
        t.known("mrn")
        for t in archive.telegrams()
        if (t.sender and t.sender.post == one.sender.post) or (t.sent or "")[:10] == one.sent[:10]
    }
    assert keys(archive, "near:07ZELMINAR14") == wanted - {"07ZELMINAR14"}
    assert keys(archive, 'near:"07 zelminar 000014"') == wanted - {"07ZELMINAR14"}


def test_a_number_finds_its_telegram_before_those_that_mention_it(archive: Archive) -> None:
    assert archive.search("07drenavar110").hits[0].key == "07DRENAVAR110"


def test_what_finds_nothing_is_explained(archive: Archive) -> None:
    said = archive.search("recogniton tag:PRLE").remarks
    assert [one.message for one in said] == [
        "no telegram has recogniton; did you mean recognition?",
        "no telegram has tag:PRLE; did you mean tag:PREL?",
    ]
    assert [one.at.quote("recogniton tag:PRLE") for one in said if one.at] == ["recogniton", "tag:PRLE"]
    assert "found alone" in archive.search("post:Osvarth near:07OSVARTH131 post:Zelminar").remarks[0].message
    assert archive.search("dam").remarks == []


def test_all_keys_come_once_by_date(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    from reftel.search import searching

    monkeypatch.setattr(searching, "PAGE", 7)
    found = list(searching.keys(archive.index, ""))
    assert len(found) == len(set(found)) == 30
    assert found[:29] == [hit.key for hit in archive.search("", limit=29, order="date").hits]


def test_official_use_only_is_a_limited_marking() -> None:
    from reftel.search.index import paragraph_mark
    from reftel.telegram.model import Paragraph, Telegram
    from reftel.text import Span

    unmarked = Paragraph(1, None, "body", None, "It holds.", Span(0, 9), Span(0, 9))
    assert paragraph_mark(unmarked, Telegram(classification=markings.OFFICIAL)) == "sbu"
    marked = Paragraph(1, "OUO", "body", None, "It holds.", Span(0, 9), Span(0, 9))
    assert paragraph_mark(marked, Telegram(classification="SECRET")) == "sbu"
