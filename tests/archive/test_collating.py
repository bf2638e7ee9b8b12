"""Collation: what one copy lost another gives, everything borrowed is attributed, and the order of copies changes nothing."""

from __future__ import annotations

import itertools
from random import Random

import pytest

from reftel.archive.collating import Collated, collate
from reftel.telegram.model import Telegram
from tests.archive.made import SAID, body, text, witness


def attributed(found: Collated, readings: dict[int, Telegram]) -> bool:
    """Whether all that was borrowed stands where it is said to, in the collated text and in its copy."""
    for one in found.borrowed:
        if one.place is not None and one.paragraph is not None and one.theirs is not None and one.letters is not None:
            here = found.telegram.paragraphs[one.paragraph].text
            there = readings[one.copy].paragraphs[one.theirs].text
            if one.place.quote(here) != one.new or one.letters.quote(there) != one.new.strip():
                return False
    return True


def test_masked_names_lost_paragraphs_and_the_heading_come_back() -> None:
    masked = text().replace("Hentzau", "XXXXXXXX")
    shorter = text(said=[*SAID[:2], SAID[3]]).replace("¶3.", "¶4.")
    bare = body()
    copies = [witness(1, masked), witness(2, shorter), witness(3, bare)]
    found = collate(copies)
    assert [paragraph.text for paragraph in found.telegram.paragraphs] == [paragraph.text for paragraph in witness(9, text()).telegram.paragraphs]
    assert found.base == 1
    assert {one.why for one in found.borrowed} == {"masked"}
    assert attributed(found, {one.id: one.telegram for one in copies})


def test_a_lost_paragraph_is_borrowed_whole_and_its_defect_goes() -> None:
    shorter = text(said=[*SAID[:2], SAID[3]], dtg="131530Z").replace("¶3.", "¶4.")
    other = "\n".join(line for line in text().splitlines() if not line.startswith(("R 13", "FM", "TO", "INFO")))
    copies = [witness(1, shorter), witness(2, other)]
    assert any(defect.kind == "number_skipped" for defect in copies[0].telegram.defects)
    found = collate(copies)
    assert found.base == 1
    assert [paragraph.number for paragraph in found.telegram.paragraphs] == [1, 2, 3, 4]
    assert not any(defect.kind == "number_skipped" for defect in found.telegram.defects)
    (lost,) = [one for one in found.borrowed if one.field == "paragraphs"]
    assert (lost.copy, lost.paragraph, lost.theirs, lost.new) == (2, 2, 2, SAID[2])
    assert lost.at is not None and lost.at.quote(other).endswith(SAID[2])
    inserted = found.telegram.paragraphs[2]
    assert inserted.at.quote(shorter) == ""  # nothing of it stands in the shown copy
    assert len(copies[0].telegram.paragraphs) == 3  # the copy's own reading is untouched


def test_fields_are_borrowed_with_their_place_in_the_other_copy() -> None:
    bare = "\n".join(line for line in text().splitlines() if not line.startswith(("TAGS", "SUBJECT")))
    headed = text(said=SAID[:2])
    found = collate([witness(1, bare), witness(2, headed)])
    assert (found.base, found.telegram.subject, found.telegram.tags) == (1, "THE ZENDA BRIDGE", ["PREL", "PGOV"])
    subject = next(one for one in found.borrowed if one.field == "subject")
    assert subject.at is not None and subject.at.quote(headed) == "THE ZENDA BRIDGE"
    assert not any(defect.kind == "no_subject" for defect in found.telegram.defects)


def test_an_address_line_that_was_lost_comes_back_and_a_misread_one_does_not() -> None:
    shorter = text().replace("INFO RUEHZE/AMCONSUL ZENDA\n", "")
    misread = text().replace("AMCONSUL ZENDA", "AMCONSUL ZENOA")
    assert [one.plad for one in collate([witness(1, shorter), witness(2, text(said=SAID[:3]))]).telegram.info] == ["AMCONSUL ZENDA"]
    assert len(collate([witness(1, text()), witness(2, misread)]).telegram.info) == 1


def test_two_sound_readings_are_told_and_none_is_chosen() -> None:
    found = collate([witness(1, text()), witness(2, text(subject="THE ZENDA FERRY", said=SAID[:3]))])
    assert found.telegram.subject == "THE ZENDA BRIDGE"
    assert [one.values for one in found.disagreements if one.field == "subject"] == [[(1, "THE ZENDA BRIDGE"), (2, "THE ZENDA FERRY")]]


def test_one_copy_is_itself() -> None:
    one = witness(7, text())
    assert collate([one]) == Collated(one.telegram, 7)


def _damaged(chance: Random) -> str:
    said = [words for words in SAID if chance.random() < 0.8] or list(SAID[:1])
    words = text(said=said)
    for name in ("Hentzau", "Osvarth", "January"):
        if chance.random() < 0.4:
            words = words.replace(name, "X" * len(name))
    return words if chance.random() < 0.7 else words[words.index("¶1") :]


@pytest.mark.parametrize("seed", range(30))
def test_the_order_of_copies_changes_nothing_and_all_is_attributed(seed: int) -> None:
    chance = Random(seed)
    copies = [witness(i, _damaged(chance)) for i in range(1, 4)]
    found = collate(copies)
    assert attributed(found, {one.id: one.telegram for one in copies})
    for order in itertools.permutations(copies):
        assert collate(order) == found


def test_a_heading_that_another_copy_ran_into_the_paragraph_before_is_not_borrowed() -> None:
    headed = text().replace("\n¶2.", "\nThe Engineers:\n-------------\n\n¶2.")
    run_on = text(said=[f"{SAID[0]} The Engineers:", *SAID[1:3]])
    assert witness(1, headed).telegram.paragraphs[1].heading == "The Engineers:"
    assert collate([witness(1, headed), witness(2, run_on)]).borrowed == []
