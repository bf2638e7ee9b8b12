"""Telegrams as printed: heads, datelines, source notes, numbers, references and signers, from plain text and from marks."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import reftel
from reftel.read import edition
from reftel.read.edition import dateline, head, references, sourcenote, text
from reftel.read.lines import split
from reftel.read.source import Mark
from reftel.telegram.model import Paragraph, Telegram
from reftel.text import Span

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
SHORT = "28. Telegram From the Embassy in Zenda to the Department of State\n\nStrelsau, July 20, 1958—8 p.m.\n\n80. He spoke.\n\nRassendyll\n"
OLD = (
    "793.00/12–1751: Telegram\n\nThe Minister in Zenda (Sapt) to the Secretary of State\n\nStrelsau, December 17, 1951—9 p. m.\n"
    "[Received December 18—4:40 a. m.]\n\nsecret  us urgent\n\n1204. Urtel 388, Dec 12. The King asked me to call.\n\nI said that I would.\n\nSapt\n"
)


def read(words: str) -> Telegram:
    return reftel.read(words, name="printed.txt")


def test_a_telegram_of_the_newer_form() -> None:
    telegram = read(SHORT)
    assert (telegram.format, telegram.mrn, telegram.station_serial, telegram.sent) == ("frus", "1958STRELSAU80", "80", "1958-07-20T20:00")
    assert telegram.sender is not None
    assert (telegram.sender.plad, telegram.sender.post) == ("Embassy in Zenda", "Strelsau")
    assert [one.plad for one in telegram.action] == ["Department of State"]
    assert [(one.number, one.text) for one in telegram.paragraphs] == [(None, "He spoke.")]
    assert telegram.signer == "Rassendyll"
    assert {one.kind for one in telegram.defects} == {"no_classification"}


def test_a_telegram_of_the_older_form() -> None:
    telegram = read(OLD)
    assert (telegram.mrn, telegram.sent, telegram.received) == ("1951STRELSAU1204", "1951-12-17T21:00", "1951-12-18T04:40")
    assert (telegram.classification, telegram.precedence) == ("SECRET", "US URGENT")
    assert telegram.sender is not None
    assert telegram.sender.plad == "Minister in Zenda (Sapt)"
    assert [(one.text, one.mrn, one.notes) for one in telegram.references] == [("Urtel 388, Dec 12", None, ["Dec 12"])]
    assert ("source", "793.00/12–1751: Telegram") in [(note.kind, note.text) for note in telegram.notes]
    assert [one.text for one in telegram.paragraphs] == ["Urtel 388, Dec 12. The King asked me to call.", "I said that I would."]


@pytest.mark.parametrize("words", [SHORT, OLD, "\n\n" + SHORT, SHORT.replace("\n", "\r\n")])
def test_every_value_is_quoted_by_its_span(words: str) -> None:
    telegram = read(words)
    quoted = {name: at.quote(words) for name, at in telegram.at.items()}
    assert quoted["from"] == telegram.sender.plad  # type: ignore[union-attr]
    assert quoted["signer"] == telegram.signer
    assert quoted["station_serial"] == telegram.station_serial
    assert quoted["place"] == "Strelsau"
    for one in telegram.action:
        assert one.at is not None
        assert one.at.quote(words) == one.plad
    for paragraph in telegram.paragraphs:
        assert paragraph.text_at.quote(words).split() == paragraph.text.split()


def test_a_page_pasted_with_its_footnotes() -> None:
    telegram = read(
        SHORT + "\n1 Source: Department of State, Central Files, 793.00/7–2058. Secret; Priority; Limdis. Repeated to London.\n\n2 He was the Minister of the Household.\n"
    )
    assert (telegram.signer, telegram.classification, telegram.precedence, telegram.captions) == ("Rassendyll", "SECRET", "PRIORITY", ["LIMDIS"])
    assert [one.plad for one in telegram.info] == ["London"]
    assert [(note.kind, note.label, note.text[:10]) for note in telegram.notes] == [
        ("heading", None, "28. Telegr"), ("source", "1", "Source: De"), ("footnote", "2", "He was the"),
    ]  # fmt: skip
    assert not any("Household" in one.text for one in telegram.paragraphs)


@pytest.mark.parametrize(
    ("words", "sender", "action"),
    [
        ("28. Telegram From the Embassy in Zenda to the Department of State", "Embassy in Zenda", ["Department of State"]),
        ("5. Telegram From the Mission to the United Nations to the Department of State", "Mission to the United Nations", ["Department of State"]),
        ("5. Telegram From the Department of State to the Mission to the United Nations", "Department of State", ["Mission to the United Nations"]),
        ("131. Telegram 180295 From the Department of State to the Embassies in Zenda and Korvelia, October 24, 1969, 0443Z", "Department of State",
         ["Embassy in Zenda", "Embassy in Korvelia"]),
        ("9. Circular Telegram From the Department of State to All Diplomatic and Consular Posts", "Department of State", ["All Diplomatic and Consular Posts"]),
        ("9. Telegram From the Department of State to the Embassy in Zenda and the Consulate in Osvarth", "Department of State",
         ["Embassy in Zenda", "Consulate in Osvarth"]),
        ("9. Telegram 12 From the Embassy in Zenda to the White House, March 13, 1972, 1219Z", "Embassy in Zenda", ["White House"]),
        ("200. Telegram 186 from Strelsau, July 17. Readout of a meeting to the end.", "Strelsau", []),
        ("200. Telegram 186 to Strelsau, July 17. Readout of a meeting.", None, ["Strelsau"]),
        ("No. 606The Acting Secretary of State to the Embassy in Zenda", "Acting Secretary of State", ["Embassy in Zenda"]),
        ("The Chargé in Zenda (Sapt) to the Secretary of State", "Chargé in Zenda (Sapt)", ["Secretary of State"]),
    ],
)  # fmt: skip
def test_who_to_whom(words: str, sender: str | None, action: list[str]) -> None:
    found = head.read(words)
    assert (found.sender, [one.plad for one in found.action]) == (sender, action)
    assert [one.plad for one in found.action if one.collective] == [one for one in action if one.startswith("All")]


@pytest.mark.parametrize("words", ["Ambassador Sapt told the King to go to the Tarlenheims.", "He sent a telegram to Zenda.", "From Strelsau to Zenda it is far.", ""])
def test_prose_is_no_head(words: str) -> None:
    assert not head.is_head(words)
    assert edition.start_of(split(words + "\n\nStrelsau, July 20, 1958.\n")) is None


@pytest.mark.parametrize(
    ("words", "place", "sent", "received"),
    [
        ("Strelsau, July 20, 1958—8 p.m.", "Strelsau", "1958-07-20T20:00", None),
        ("Strelsau, July 20, 1958, 12:05 a. m.", "Strelsau", "1958-07-20T00:05", None),
        ("Strelsau, July 20, 1968, 1612Z.", "Strelsau", "1968-07-20T16:12:00Z", None),
        ("Strelsau, July 20, 1968, 1280Z.", "Strelsau", "1968-07-20", None),
        ("Strelsau, July 20, 1958—midnight.", "Strelsau", "1958-07-20", None),
        ("Strelsau, July 20, 1958—noon.", "Strelsau", "1958-07-20T12:00", None),
        ("Strelsau, 25 March 1951—6:49 p. m.", "Strelsau", "1951-03-25T18:49", None),
        ("Strelsau, December2, 1961,3 p.m.", "Strelsau", "1961-12-02T15:00", None),
        ("Port Velire July 1958", "Port Velire", "1958-07", None),
        ("Strelsau, February 30, 1958.", "Strelsau", None, None),
        ("Strelsau, undated.", "Strelsau", None, None),
        ("[place not declassified], April 8, 1954, 0847Z.", None, "1954-04-08T08:47:00Z", None),
        ("Strelsau, December 31, 1918, 5 p.m. [Received January 2—1:46 a.m.]", "Strelsau", "1918-12-31T17:00", "1919-01-02T01:46"),
        ("Strelsau, May 9, 1949—6 p. m. [Received 7:11 p. m.]", "Strelsau", "1949-05-09T18:00", "1949-05-09T19:11"),
    ],
)
def test_datelines(words: str, place: str | None, sent: str | None, received: str | None) -> None:
    found = dateline.read(words)
    assert found is not None
    assert (found.place, found.sent, found.received) == (place, sent, received)
    for name, at in found.at.items():
        assert at.quote(words), name


@given(st.text(max_size=80))
def test_a_dateline_of_any_words_has_spans_within_them(words: str) -> None:
    found = dateline.read(words)
    assert found is None or all(0 <= at.start <= at.end <= len(words) for at in found.at.values())


@given(st.text(alphabet=" \nABCTelegramFromtohe0123456789.,()-", max_size=200))
def test_a_head_of_any_words_has_spans_within_them(words: str) -> None:
    found = head.read("28. Telegram From " + words)
    for one in found.action:
        assert one.at is not None
        assert one.at.end <= len(words) + 18


def test_a_page_pasted_without_empty_lines() -> None:
    long = "He said that the bread was good and the salt was not. " * 6
    telegram = read(
        "Foreign Relations, 1958, Zenda\n28. Telegram From the Embassy in Zenda to the Department of State1\nStrelsau, July 20, 1958—8 p.m.\n"
        f"80. {long}\n1. Short.\n2. {long}\nRassendyll\n1 Source: Department of State, Central Files, 793.00. Secret.\n2 Not printed.\n"
    )
    assert [one.plad for one in telegram.action] == ["Department of State"]
    assert (telegram.mrn, telegram.signer, telegram.classification) == ("1958STRELSAU80", "Rassendyll", "SECRET")
    assert [one.number for one in telegram.paragraphs] == [None, 1, 2]


def test_the_notes_of_a_web_page_stand_line_by_line() -> None:
    telegram = read(SHORT + "\nSource: Department of State, Central Files, 1. Secret. Repeated to London.↩\nHe did so on July 21.↩\n3 Not printed.\n")
    assert [note.text for note in telegram.notes[1:]] == ["Source: Department of State, Central Files, 1. Secret. Repeated to London.", "He did so on July 21.", "Not printed."]
    assert [one.plad for one in telegram.info] == ["London"]


def test_a_telegram_of_the_nineteenth_century() -> None:
    telegram = read("Mr. Sapt to Mr. Seward.\n\n[Telegram.]\n\nStrelsau, March 5, 1866.\n\nThe King was crowned to-day.\n\nSAPT.\n")
    assert telegram.sender is not None
    assert (telegram.sender.plad, telegram.sender.post, telegram.action[0].plad) == ("Mr. Sapt", None, "Mr. Seward")
    assert (telegram.sent, telegram.signer, telegram.mrn) == ("1866-03-05", "SAPT", None)
    assert [one.text for one in telegram.paragraphs] == ["The King was crowned to-day."]


def test_the_source_note_of_an_edition() -> None:
    note = sourcenote.read(
        "Source: National Archives, RG 59, Central Files 1964–66, POL 27 ZENDA S. Top Secret; Niact Immediate; Exdis; Eyes Only. Drafted by Henry J. Hentzau, Jr. "
        "(EUR/ZEN) on May 21; cleared by Sapt, in draft by Bersonin (S/S, by phone), and with Defense; and approved and signed by Tarlenheim. Also sent to Osvarth, "
        "and repeated to Drenavar, priority to Velire, and the Mission to NATO. Received on May 22 at 1:46 a.m.", "1965-05-21",
    )  # fmt: skip
    assert (note.classification, note.precedence, note.captions) == ("TOP SECRET", "NIACT IMMEDIATE", ["EXDIS", "EYES ONLY"])
    assert note.drafted_by == ["Henry J. Hentzau, Jr. (EUR/ZEN)"]
    assert note.cleared_by == ["Sapt", "Bersonin (S/S, by phone)", "Defense"]
    assert note.approved_by == ["Tarlenheim"]
    assert [one.plad for one in note.action] == ["Osvarth"]
    assert [(one.plad, one.precedence) for one in note.info] == [("Drenavar", None), ("Velire", "PRIORITY"), ("Mission to NATO", "PRIORITY")]


@pytest.mark.parametrize(
    ("words", "level"),
    [("Source: Files, 1. Secret.", "SECRET"), ("Source: Files, 1. Official Use Only; Priority.", "OFFICIAL USE ONLY"), ("Source: Files, 1, Confidential; Niact.", "CONFIDENTIAL"),
     ("Source: Files, 1. No classification marking. Blue.", None), ("Source: Secret Files of the King. Printed from a copy.", None), ("793.00/12: Telegram", None), ("", None)],
)  # fmt: skip
def test_the_classification_of_a_source_note(words: str, level: str | None) -> None:
    assert sourcenote.read(words).classification == level


@pytest.mark.parametrize("words", ["The secret was out.", "Priority was given to bread.", "confidentially", ""])
def test_prose_is_no_marking(words: str) -> None:
    assert sourcenote.marking(words) is None


def blocks(*words: str) -> list[text.Block]:
    return text.blocks(split("\n\n".join(words)))


@pytest.mark.parametrize(
    ("first", "second", "number", "series"),
    [
        ("80. He spoke.", "He left.", "80", None), ("1690. 1. He spoke.", "2. He left.", "1690", None), ("1. He spoke.", "2. He left.", None, None),
        ("Secto 12. He spoke.", "13. He left.", "12", "Secto"), ("C–56709. He spoke.", "x", "56709", "C"), ("22579/Delto 840. 1. He", "2. x", "22579", None), ("Subject 12. He", "x", None, None),
        ("He spoke at 8. Then", "x", None, None), ("5.5 percent of", "x", None, None),
    ],
)  # fmt: skip
def test_the_telegrams_own_number(first: str, second: str, number: str | None, series: str | None) -> None:
    found = text.own_number(blocks(first, second))
    assert (found.number if found else None, found.series if found else None) == (number, series)


@pytest.mark.parametrize(
    ("last", "signer"),
    [("Rassendyll", "Rassendyll"), ("U. Alexis Sapt", "U. Alexis Sapt"), ("de la Tour", "de la Tour"), ("[Sapt]", "Sapt"), ("(SAPT)", "SAPT"), ("Tarlenheim-Sapt", "Tarlenheim-Sapt"),
     ("John F. Sapt”", "John F. Sapt"), ("End Summary.", None), ("Unquote", None), ("It is so.", None), ("see 12 Zenda", None), ("THE KING IS HERE AND WILL STAY", None)],
)  # fmt: skip
def test_the_signer_stands_alone_at_the_end(last: str, signer: str | None) -> None:
    found = text.signer(blocks("He spoke.", last))
    assert (found[0] if found else None) == signer


def test_end_marks_may_follow_the_signer() -> None:
    found = text.signer(blocks("He spoke.", "SAPT", "NOTE BY OC/T: NOT PASSED LONDON."))
    assert found is not None
    assert found[0] == "SAPT"
    assert [block.words for block in found[2]] == ["He spoke.", "NOTE BY OC/T: NOT PASSED LONDON."]


def test_items_stay_with_their_paragraph_and_numbers_run() -> None:
    telegram = read(SHORT.replace("80. He spoke.", "80. Subject: The King.\n\n1. Two points:\n\na. He came.\n\nB. He left.\n\n2. Comment: He may return. End comment.\n\n12. No."))
    assert telegram.subject == "The King"
    assert [(one.number, one.kind, one.text) for one in telegram.paragraphs] == [
        (None, "body", "Subject: The King."), (1, "body", "Two points:\n\na. He came.\n\nB. He left."), (2, "comment", "Comment: He may return. End comment."),
        (None, "body", "12. No."),
    ]  # fmt: skip


def found_in(words: str, own: str, addressee: str, sent: str) -> list[tuple[str, str | None]]:
    paragraph = Paragraph(None, None, "body", None, words, Span(0, len(words)), Span(0, len(words)))
    return [(one.text, one.mrn) for one in references.find([paragraph], words, own, addressee, sent)]


def test_references_of_the_paper_years() -> None:
    words = "Reurtel 12, Dec 3; Deptel 210 and Embtels 7, 8 and 9. Embdesp 30 tells of it. Your 868, London 45, in 1954 Paris 1957. See mytel 99."
    assert found_in(words, "STRELSAU", "STATE", "1958-07-20") == [
        ("Reurtel 12, Dec 3", None), ("Deptel 210", None), ("Embtels 7", "1958STRELSAU7"), ("8", "1958STRELSAU8"), ("9", "1958STRELSAU9"),
        ("Embdesp 30", None), ("Your 868", None), ("London 45", "1958LONDON45"), ("mytel 99", "1958STRELSAU99"),
    ]  # fmt: skip


def test_a_month_behind_the_telegrams_own_is_of_the_year_before() -> None:
    assert found_in("Embtel 900, December 30.", "STRELSAU", "STATE", "1969-01-04") == [("Embtel 900, December 30", "68STRELSAU900")]


def test_the_department_has_one_series_only_from_july_1966() -> None:
    assert found_in("Deptel 510.", "STRELSAU", "STATE", "1966-06-30") == [("Deptel 510", None)]
    assert found_in("Deptel 510.", "STRELSAU", "STATE", "1966-07-02") == [("Deptel 510", "66STATE510")]
    department = "28. Telegram From the Department of State to the Embassy in Zenda\n\nWashington, July 20, {year}, 8 p.m.\n\n510. He spoke.\n\nRusk\n"
    assert read(department.format(year=1958)).mrn is None
    assert read(department.format(year=1958)).station_serial == "510"
    assert read(department.format(year=1967)).mrn == "67STATE510"


def test_a_number_of_a_series_is_no_number_of_the_post() -> None:
    telegram = read(SHORT.replace("80. He", "Secto 12. He"))
    assert (telegram.series, telegram.mrn, telegram.station_serial) == ("Secto 12", None, None)


def test_a_typed_original_under_a_printed_head_is_read_as_typed() -> None:
    telegram = read(
        "131. Telegram 495 From the Embassy in Zenda to the Department of State, January 30, 1971, 1400Z\n\nTELEGRAM\nDepartment of State\nSTRELSAU 495\n"
        "P 301400Z JAN 71\n\nFM AMEMBASSY STRELSAU\n\nTO SECSTATE WASHDC PRIORITY 3339\n\nINFO AMEMBASSY OSVARTH\n\nSUBJ: BREAD\n\n"
        "1. THE KING ASKED FOR BREAD.\n\n2. HE GOT IT.\n\nSAPT\n"
    )
    assert (telegram.format, telegram.dtg, telegram.mrn, telegram.subject) == ("frus", "301400Z JAN 71", "71STRELSAU495", "BREAD")
    assert telegram.sender is not None
    assert (telegram.sender.plad, telegram.sender.post) == ("Embassy in Zenda", "Strelsau")
    assert [(one.plad, one.precedence, one.mcn) for one in telegram.action] == [("SECSTATE WASHDC", "PRIORITY", "3339")]
    assert [one.plad for one in telegram.info] == ["AMEMBASSY OSVARTH"]
    assert [one.number for one in telegram.paragraphs] == [1, 2]


def test_a_typed_original_without_numbers_keeps_its_text() -> None:
    words = "THE KING ASKED FOR BREAD AND " + "SALT AND " * 20 + "GOT IT."
    telegram = read(
        "131. Telegram 495 From the Embassy in Zenda to the Department of State, January 30, 1971, 1400Z\n\nTELEGRAM\nSTRELSAU 495\nP 301400Z JAN 71\n\n"
        f"FM AMEMBASSY STRELSAU\n\nTO SECSTATE WASHDC 3339\n\nSUBJECT: BREAD\n\n{words}\n\nSAPT\n"
    )
    assert words in [one.text for one in telegram.paragraphs]
    assert (telegram.subject, telegram.signer) == ("BREAD", "SAPT")


def test_what_the_markup_alone_says() -> None:
    said = [Mark("head", Span(0, 64)), Mark("date", Span(66, 75), "", "1958-07-20"), Mark("classification", None, "", "c")]
    words = "28. Telegram From the Embassy in Zenda to the Department of State\n[in July]\n\nHe spoke."
    telegram = edition.of_marks(words, split(words), said)
    assert (telegram.sent, telegram.classification) == (None, "CONFIDENTIAL")
    assert [(one.field, one.value, one.because) for one in telegram.inferred] == [
        ("sent", "1958-07-20", ["the edition's markup gives this date beside the words '[in July]'"]),
    ]  # fmt: skip


def test_words_that_an_edition_leaves_out_are_a_defect() -> None:
    telegram = read(SHORT.replace("He spoke", "[name not declassified] spoke [less than 1 line not declassified]"))
    assert [one.at.quote(SHORT.replace("He spoke", "[name not declassified] spoke [less than 1 line not declassified]")) for one in telegram.defects if one.kind == "masked" and one.at] == [
        "[name not declassified]", "[less than 1 line not declassified]",
    ]  # fmt: skip


@given(st.text(alphabet=" \n.0123456789abcTZ[]()—:;", max_size=300))
def test_any_text_below_a_head_is_read_with_spans_within_it(words: str) -> None:
    whole = SHORT + words
    telegram = edition.read(whole, split(whole), 0)
    ats = [*telegram.at.values(), *(one.at for one in telegram.paragraphs), *(one.at for one in telegram.references if one.at)]
    assert all(0 <= at.start <= at.end <= len(whole) for at in ats)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real telegrams is not here")
def test_floors_on_real_telegrams() -> None:
    rows = [json.loads(line) for line in (CORPUS / "manifest.jsonl").read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if row["family"] == "d_frus"][::15]
    right = dated = 0
    for row in rows:
        for key in ("path", "text_path"):
            telegram = reftel.read(CORPUS / row[key])
            assert telegram.sender or telegram.action, row["id"]
            dated += bool(row["gold"]["date_when"])
            right += bool(row["gold"]["date_when"]) and (telegram.sent or "")[:10] == row["gold"]["date_when"][:10]
    assert right >= 0.98 * dated
