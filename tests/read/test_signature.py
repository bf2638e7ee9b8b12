"""The signer, in the places where one stands, behind what copies leave there; and names that are none."""

from __future__ import annotations

import pytest

from reftel.read.signature import find

PROSE = "SUBJECT: X\n\n1. (C) The bridge is likely to hold.  END COMMENT."


@pytest.mark.parametrize(
    ("tail", "name"),
    [
        ("\n\nRASSENDYLL\n", "RASSENDYLL"), ("\nRassendyll", "Rassendyll"), (" RASSENDYLL", "RASSENDYLL"), ("\n\nvan Voorst\n", "van Voorst"),
        ("\nO'BRIEN", "O'BRIEN"), ("\nDE LA CRUZ", "DE LA CRUZ"), ("\nHENTZAU-OSRA", "HENTZAU-OSRA"), ("\n\nOSRA (ACTING)", "OSRA"), ("\n#Rassendyll", "Rassendyll"),
        ("\n\nRASSENDYLL\n\nBT\n#1234\nNNNN\n", "RASSENDYLL"), ("\nRASSENDYLL\n=======CABLE ENDS=======\n", "RASSENDYLL"), ('\nRASSENDYLL"', "RASSENDYLL"),
        ("\nRASSENDYLL\\\n", "RASSENDYLL"), ("\n\nRASSENDYLL\n\n\n \n", "RASSENDYLL"),
    ],
)  # fmt: skip
def test_the_signer(tail: str, name: str) -> None:
    found = find(PROSE + tail)
    assert found is not None
    assert found[0] == name
    assert found[1].quote(PROSE + tail) == name
    assert (PROSE + tail)[: found[2]].rstrip() == PROSE


@pytest.mark.parametrize("tail", ["", "\n", "\n\nXXXXXXXXXXXX\n", "\n\nEND TEXT", "\nUNCLASSIFIED", "\n\nNNNN", "\n-----\n", "\nSIPDIS", "\n\nThe king, however, did not sign anything."])
def test_no_signer(tail: str) -> None:
    assert find(PROSE + tail) is None


def test_the_last_word_of_a_wrapped_sentence_is_no_signer() -> None:
    assert find("SUBJECT: X\n\n1. (C) He will be received next week by the president of\nRuritania.") is None


def test_empty() -> None:
    assert find("") is None
    assert find("OSRA", 4) is None
