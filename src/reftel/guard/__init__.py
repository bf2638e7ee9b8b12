"""Guarding what a telegram may show: checks of its markings and its form, each with the rule that asks for it.

>>> import reftel
>>> text = "UNCLAS STRELSAU 000012\\n\\nE.O. 12958: N/A\\nTAGS: PREL\\nSUBJECT: TALKS\\n\\n1. (U) Osra (protect) spoke.\\n\\n2. (U) He left."
>>> [fault.rule for fault in check(reftel.read(text, name="x.txt"), text, ["marks"])]
['protected_in_low_marking']
"""

from __future__ import annotations

from reftel.guard.checking import check, check_all
from reftel.guard.faults import Fault, Rule
from reftel.guard.rules import GROUPS, RULES

__all__ = ["GROUPS", "RULES", "Fault", "Rule", "check", "check_all"]
