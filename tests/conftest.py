"""What all tests share: the --slow option, and a whole invented telegram to read or to damage."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# Countries, posts and people are invented.
CLEAN = """\
VZCZCXRO0417
OO RUEHQX RUEHQY
DE RUEHSW #1234/01 0451530
ZNY CCCCC ZZH
O 141530Z FEB 07
FM AMEMBASSY STRELSAU
TO RUEHC/SECSTATE WASHDC IMMEDIATE 2872
INFO RUEHQX/AMEMBASSY ZENDA PRIORITY 0874
RUEHZL/EUROPEAN POLITICAL COLLECTIVE
RHEHNSC/NSC WASHDC

C O N F I D E N T I A L STRELSAU 001234

SIPDIS

STATE FOR EUR/RUR; NSC FOR DOE

E.O. 12958: DECL: 02/14/2017
TAGS: PREL, PGOV, UNSC
SUBJECT: RURITANIA: FOREIGN MINISTER ON THE CORONATION AND
THE BRIDGE

REF: A. STRELSAU 1200
     B. 06 STATE 12345 (NOTAL)

Classified By: Political Counselor Jane R. Doe. Reasons 1.4 (b)
and (d).

1. (C) SUMMARY: Foreign Minister Osra told the Ambassador on
February 13 that the coronation would take place in May whatever
the river did to the bridge.  END SUMMARY.

THE BRIDGE
----------

2. (SBU) Osra said that the engineers wanted three things: 1)
timber; 2) time; and 3) a minister who could read a drawing.

3. (C) COMMENT: The bridge is likely to hold.  END COMMENT.

RASSENDYLL
"""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--slow", action="store_true", help="run the tests that take more than a few seconds too")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--slow"):
        return
    for item in items:
        if "slow" in item.keywords:
            item.add_marker(pytest.mark.skip(reason="slow; run with --slow"))


@pytest.fixture
def clean() -> str:
    """A whole telegram without damage: 07STRELSAU1234."""
    return CLEAN


@pytest.fixture
def demo() -> Path:
    """The folder of demonstration telegrams."""
    return ROOT / "src" / "reftel" / "demo" / "telegrams"
