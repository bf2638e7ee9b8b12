"""The SMART form as releases have it: footers among the fields, slashes misread, fields without their labels."""

from __future__ import annotations

import pytest

import reftel

MESSAGE = """\
From: SMART Core
Sent: Monday, June 17, 2011 1:35 PM
Subject: Ferry to Zenda Sails Again

                                                   UNCLASSIFIED
                                                         SBU

MRN:                          11 PORTO VELIRE 504
{date:<30}Jun 17, 2011 / 172335Z JUN 11
From:                         AMEMBASSY PORTO VELIRE
Action:                       WASHDC, SECSTATE ROUTINE
E.O.:                         13526
TAGS:                         PREL, PGOV
Captions:                     SENSITIVE
Subject:                      Ferry to Zenda Sails Again


1. (SBU) Osra said that the ferry would sail.


Signature:                    Corvin

Drafted By:                   POL:Doe, Jane Q (Porto Velire)
Dissemination Rule:           Released Copy



                                                   UNCLASSIFIED
                                                         SBU
"""


def message(date: str = "Date/DTG:", **put: str) -> str:
    text = MESSAGE.format(date=date)
    for old, new in put.items():
        text = text.replace({"dtg": "Jun 17, 2011 / 172335Z JUN 11", "action": "WASHDC, SECSTATE ROUTINE", "subject": "Subject:                      Ferry to Zenda Sails Again"}[old], new)
    return text


def test_the_classification_at_a_pages_foot_belongs_to_no_field() -> None:
    telegram = reftel.read(message(), name="a.txt")
    assert (telegram.instructions, telegram.signer, telegram.drafted_by) == (["Released Copy"], "Corvin", ["POL:Doe, Jane Q (Porto Velire)"])
    assert telegram.classification == "UNCLASSIFIED//FOR OFFICIAL USE ONLY"


@pytest.mark.parametrize("label", ["Date/DTG:", "Date!DTG:", "DatelDTG:", "Date1DTG:"])
def test_the_slash_of_a_label_may_be_misread(label: str) -> None:
    assert reftel.read(message(label), name="a.txt").sent == "2011-06-17T23:35:00Z"


@pytest.mark.parametrize("dtg", ["Jun 17, 2011 1172335Z JUN 11", "Jun 17, 2011 l 172335Z JUN 11", "Jun 17, 2011/ 172335Z JUN 11.", "Jun 17, 20111172335Z JUN 11"])
def test_the_slash_of_the_date_may_be_misread(dtg: str) -> None:
    assert reftel.read(message(dtg=dtg), name="a.txt").sent == "2011-06-17T23:35:00Z"


@pytest.mark.parametrize("action", ["ZENDA, AMEMBASSYrounNE", "ZENDA, AMEMBASSY ROUTlNE", "ZENDA, AMEMBASSYROUTINE"])
def test_a_precedence_glued_to_the_address_or_misread(action: str) -> None:
    (addressee,) = reftel.read(message(action=action), name="a.txt").action
    assert (addressee.plad, addressee.precedence) == ("AMEMBASSY ZENDA", "ROUTINE")


def test_of_two_subjects_the_one_that_reads_is_taken() -> None:
    garbled = "Subject:                      TMONE - 7TIFICATION PFRSnNNF1\n\n\nUNCLAS PORTO VELIRE 000504\n\nE.O. 13526: N/A\nTAGS: PREL\nSUBJECT: NOTIFICATION OF THE PERSONNEL"
    assert reftel.read(message(subject=garbled), name="a.txt").subject == "NOTIFICATION OF THE PERSONNEL"


def test_a_forwarded_message_of_which_the_number_and_the_subject_are_left() -> None:
    text = """\
From: Doe, Jane
Sent: Sunday, October 21, 2012 9:21 AM
Subject: Latest from Zenda

You might have already received this.

12 ZENDA 1838
Subject:
Large Crowds Gather for the Coronation as the River
Rises

1. (SBU) Hundreds of people came.

2. (SBU) The bridge held.
"""
    telegram = reftel.read(text, name="a.txt")
    assert (telegram.mrn, telegram.subject) == ("12ZENDA1838", "Large Crowds Gather for the Coronation as the River Rises")
    assert telegram.at["mrn"].quote(text) == "12 ZENDA 1838"
    assert [paragraph.number for paragraph in telegram.paragraphs] == [1, 2]


def test_a_number_that_looks_like_one_in_a_list_is_none() -> None:
    text = message().replace("1. (SBU) Osra said", "1. (SBU) He named\n12 ZENDA 1838\nas the first. Osra said")
    assert reftel.read(text, name="a.txt").mrn == "11PORTOVELIRE504"
