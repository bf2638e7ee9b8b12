"""Text that is not there: withdrawal cards, machine errors in its place, what the archive's record says of it."""

from __future__ import annotations

import pytest

from reftel.read.reader import read_text
from reftel.telegram.model import Telegram

HEAD = """PAGE 01        STRELS 01231  241439Z

ACTION SS-25

INFO  OCT-01  /026 W
                     --------------------- 097277
O 241320Z JUL 76
FM AMEMBASSY STRELSAU
TO SECSTATE WASHDC IMMEDIATE 1234

S E C R E T STRELSAU 1231

EXDIS

E.O. 11652: GDS
TAGS: PFOR, QX
SUBJECT: FERRY TO ZENDA

"""


def of(telegram: Telegram, kind: str) -> list[str]:
    return [one.message for one in telegram.defects if one.kind == kind]


@pytest.mark.parametrize(
    "card",
    [
        "WITHDRAWAL CARD\n\nWithdrawn by: NARA     Date: 04/05/2006\nReason: Security-Classified Information\n",
        "ACCESS RESTRICTED\nThe item identified below has been withdrawn from this file:\nAuthority: NARA\nReason: Security-Classified Information\n",
        "THIS DOCUMENT HAS BEEN WITHDRAWN\nBy: Department of State\nReason: Security-Classified Information\n",
        "TEXT WITHHELD\nReason: Security-Classified Information\n",
    ],
)
def test_a_card_in_place_of_the_text(card: str) -> None:
    found = read_text(HEAD + card)
    assert (found.mrn, found.classification, found.subject) == ("76STRELSAU1231", "SECRET", "FERRY TO ZENDA")
    assert len(of(found, "withdrawn")) == 1
    assert "Reason: Security-Classified Information" in of(found, "withdrawn")[0]
    assert (found.paragraphs, found.signer) == ([], None)
    note = next(one for one in found.notes if one.label == "withdrawal")
    assert (note.kind, note.text.splitlines()[0]) == ("stamp", card.splitlines()[0])


def test_who_withdrew_it_and_when() -> None:
    found = read_text(HEAD + "WITHDRAWAL CARD\n\nWithdrawn by: NARA     Date: 04/05/2006\n")
    assert of(found, "withdrawn") == ["the text was withdrawn from the file (Withdrawn by: NARA; Date: 04/05/2006)"]


def test_a_telegram_about_a_withdrawal_is_no_card() -> None:
    found = read_text(
        HEAD + "1. THE MINISTER SAID THE NOTE OF MAY 3 WAS NOT MEANT AS IT READ, AND THAT THE FERRY SAILS.\n"
        "THIS DOCUMENT HAS BEEN WITHDRAWN, HE SAID.\n\n2. WE AGREE THAT IT SHOULD NOT HAVE BEEN SENT AND THAT HE SHOULD SAY SO.\n\nSAPT\n"
    )
    assert of(found, "withdrawn") == []
    assert [one.number for one in found.paragraphs] == [1, 2]


@pytest.mark.parametrize(
    "words", ["ERROR READING TEXT INDEX", "ERROR READING TEXT", "EXPAND ERROR ENCOUNTERED; TELEGRAM TEXT FOR THIS MRN IS UNAVAILABLE", "EXPAND ERROR ENCOUNTERED"]
)
def test_text_that_the_machine_lost(words: str) -> None:
    text = HEAD + words + "\n"
    found = read_text(text)
    assert [one.at.quote(text) for one in found.defects if one.kind == "text_lost" and one.at] == [words]
    assert (found.paragraphs, found.signer, found.mrn) == ([], None, "76STRELSAU1231")


def test_a_telegram_that_speaks_of_such_an_error() -> None:
    found = read_text(HEAD + "1. THE TERMINAL PRINTED ERROR READING TEXT AGAIN.\n\n2. PLEASE SEND A MAN.\n\nSAPT\n")
    assert of(found, "text_lost") == []
    assert len(found.paragraphs) == 2


RECORD = """
Message Attributes

Document Number: 1976STRELS01231
Draft Date: 24 JUL 1976
Locator: {locator}
Film Number: D760289-0123
Review Action: {action}
Review Authority: doejx
Review Date: 03 JUN 2004
"""


def test_the_record_says_that_the_text_is_withheld() -> None:
    text = HEAD + RECORD.format(locator="TEXT ON-LINE", action="WITHHELD")
    found = read_text(text)
    assert of(found, "withdrawn") == ["the archive's record says Review Action: WITHHELD (doejx, 03 JUN 2004)"]
    at = next(one.at for one in found.defects if one.kind == "withdrawn")
    assert at is not None
    assert at.quote(text).startswith("Document Number")


def test_the_record_says_where_the_text_is() -> None:
    found = read_text(HEAD + RECORD.format(locator="TEXT ON MICROFILM", action="RELEASED"))
    assert of(found, "text_elsewhere") == ["the archive's record says Locator: TEXT ON MICROFILM, film D760289-0123"]
    assert of(found, "withdrawn") == []


def test_a_record_alone_is_a_telegram_without_text() -> None:
    found = read_text(RECORD.format(locator="ON MICROFILM", action="n/a"))
    assert found.attributes["Document Number"] == "1976STRELS01231"
    assert found.paragraphs == []


def test_the_record_of_a_whole_telegram_says_nothing_of_its_text() -> None:
    found = read_text(HEAD + "1. THE FERRY SAILS ON FRIDAY AND THE MINISTER WILL BE ON BOARD.\n\nSAPT\n" + RECORD.format(locator="ON MICROFILM", action="WITHHELD"))
    assert of(found, "withdrawn") + of(found, "text_elsewhere") == []
