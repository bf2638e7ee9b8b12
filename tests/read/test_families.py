"""The forms of the 1970s and of SMART as clerks and scanners left them, not as our own writer types them."""

from __future__ import annotations

import pytest

import reftel
from reftel.telegram.model import Telegram

SAS = """CONFIDENTIAL

PAGE 01  STATE 924423

71
ORIGIN EUR-30

INFO  OCT-01  ISO-00
      SSO-00  NSCE-00 /031 R

DRAFTED BY EUR/CE:JDOE:EMT
APPROVED BY EUR:ASMITH
EUR - MR. STABEN
S/S:BWHITE
                    ---------------------     074177
O 060214Z FEB 74
FM SECSTATE WASHDC
TO AMEMBASSY STRELSAU IMMEDIATE
INFO AMEMBASSY ZENDA IMMEDIATE

C O N F I D E N T I A L STATE 924423

EXDIS

E.O. 11652: GDS
TAGS: PFOR, QX
SUBJECT: FERRY TO ZENDA

1. FERRY QUESTION WAS DISCUSSED DURING FEBRUARY 4 MEETING.

2. WE WOULD APPRECIATE EMBASSY'S VIEWS. RUSH

NNNN
"""

SMART = """
From: SMART Core
Sent: Sunday, June 17, 2012 1:35 PM
To: STRELSAU-SMARTS
Subject: Ferry to Zenda Sails Again, and the Customs House Is Painted

                                                   UNCLASSIFIED
                                                         SBU

Action Office:                POL
Info Office:                  ECON

MRN:                          12 PORTO VELIRE 1208
Date/DTG:                     Jun 17, 2012 / 172335Z JUN 12
From:                         AMEMBASSY PORTO VELIRE
Action:                       WASHDC, SECSTATE IMMEDIATE; ZENDA, AMEMBASSY
                              ROUTINE; JOINT STAFF WASHINGTON DC


      page 1


                              ROUTINE
E.O.:                         13526
TAGS:                         PREL, PGOV, QX
Captions:                     SENSITIVE, SIPDIS
Reference:                    A) 12 PORTO VELIRE 858
                              B) 11 STATE 921442
Pass Line:                    STATE FOR EUR/RUR
                              NSC FOR DOE
Subject:                      Ferry to Zenda Sails Again, and the Customs House
                              Is Painted


1. (SBU) Summary: The ferry sails. End summary.

A Customs House

2. (SBU) Osra told the DCM that the paint had been dry since May. He would
not say who had paid for it.

Signature:                    Corvin

Drafted By:                   POL:Doe, Jane Q (Porto Velire)
Cleared By:                   ECON:Smith, Adam (Porto Velire)
                              DCM:White, Beth
Approved By:                  EXEC:Corvin, Carl
Info:                         ARAB ISRAELI COLLECTIVE ROUTINE; Adams, Thomas C
                              ROUTINE
XMT:                          AMEMBASSY HALVERSUND
Dissemination Rule:           Archive Copy
"""


@pytest.fixture
def sas() -> Telegram:
    return reftel.read(SAS, name="a.txt")


@pytest.fixture
def smart() -> Telegram:
    return reftel.read(SMART, name="a.txt")


def test_the_distribution_of_the_1970s(sas: Telegram) -> None:
    assert sas.format == "sas"
    assert [(one.symbol, one.copies, one.role) for one in sas.distribution] == [
        ("EUR", 30, "origin"), ("OCT", 1, "info"), ("ISO", 0, "info"), ("SSO", 0, "info"), ("NSCE", 0, "info"),
    ]  # fmt: skip
    assert (sas.drafted_by, sas.approved_by) == (["EUR/CE:JDOE:EMT"], ["EUR:ASMITH"])
    assert sas.cleared_by == ["EUR - MR. STABEN", "S/S:BWHITE"]
    assert sas.at["distribution"].quote(SAS).endswith("/031 R")


def test_the_rest_of_a_telegram_of_the_1970s(sas: Telegram) -> None:
    assert (sas.mrn, sas.dtg, sas.precedence) == ("74STATE924423", "060214Z FEB 74", "IMMEDIATE")
    assert (sas.captions, sas.eo, sas.declassify_on, sas.tags) == (["EXDIS"], "11652", "GDS", ["PFOR", "QX"])
    assert [one.plad for one in (*sas.action, *sas.info)] == ["AMEMBASSY STRELSAU", "AMEMBASSY ZENDA"]
    assert [one.number for one in sas.paragraphs] == [1, 2]
    assert sas.signer == "RUSH"
    assert [one.kind for one in sas.defects] == []


def test_copies_that_do_not_add_up_are_a_defect() -> None:
    found = reftel.read(SAS.replace("/031 R", "/041 R"), name="a.txt")
    (defect,) = found.defects
    assert (defect.kind, defect.message) == ("copies_disagree", "the block counts 41 copies, its offices have 31")


def test_labelled_fields_run_over_lines_and_pages(smart: Telegram) -> None:
    assert smart.format == "smart"
    assert (smart.mrn, smart.sent) == ("12PORTOVELIRE1208", "2012-06-17T23:35:00Z")
    assert smart.classification == "UNCLASSIFIED//FOR OFFICIAL USE ONLY"
    assert [(one.plad, one.precedence) for one in smart.action] == [
        ("SECSTATE WASHDC", "IMMEDIATE"), ("AMEMBASSY ZENDA", "ROUTINE"), ("JOINT STAFF WASHINGTON DC", "ROUTINE"),
    ]  # fmt: skip
    assert smart.subject == "Ferry to Zenda Sails Again, and the Customs House Is Painted"
    assert [one.mrn for one in smart.references] == ["12PORTOVELIRE858", "11STATE921442"]
    assert smart.passing == ["STATE FOR EUR/RUR", "NSC FOR DOE"]


def test_fields_behind_the_text(smart: Telegram) -> None:
    assert smart.signer == "Corvin"
    assert smart.drafted_by == ["POL:Doe, Jane Q (Porto Velire)"]
    assert smart.cleared_by == ["ECON:Smith, Adam (Porto Velire)", "DCM:White, Beth"]
    assert [(one.plad, one.precedence) for one in smart.info] == [("ARAB ISRAELI COLLECTIVE", "ROUTINE"), ("Adams, Thomas C", "ROUTINE")]
    assert [one.plad for one in smart.exempted] == ["AMEMBASSY HALVERSUND"]
    assert smart.instructions == ["Archive Copy"]


def test_the_text_between_the_fields(smart: Telegram) -> None:
    assert [(one.number, one.kind, one.heading) for one in smart.paragraphs] == [(1, "summary", None), (2, "body", "A Customs House")]
    assert smart.paragraphs[1].text == "Osra told the DCM that the paint had been dry since May. He would not say who had paid for it."
    assert [one.kind for one in smart.defects] == []


@pytest.mark.parametrize("name", ["mrn", "dtg", "from", "tags", "subject", "signer", "classification"])
def test_places_of_smart_fields_quote_them(smart: Telegram, name: str) -> None:
    value = {"from": "AMEMBASSY PORTO VELIRE", "mrn": "12 PORTO VELIRE 1208", "tags": "PREL, PGOV, QX", "classification": "UNCLASSIFIED"}.get(name) or getattr(smart, name)
    assert " ".join(smart.at[name].quote(SMART).split()) == value
