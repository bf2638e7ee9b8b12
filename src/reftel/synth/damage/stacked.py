"""Two layers of machine-read text, one upon the other: every line comes twice, each with errors of its own.

405 of 482 pages of released scans hold two invisible layers, 34 of 37 documents; plain extraction gives every line twice.
Of their words of four letters or more 74 % and 81 % are words; here a letter in a hundred of those easily mistaken is.
"""

from __future__ import annotations

import random

from reftel.synth.damage import ocr, shapes
from reftel.text import Edit

RATE = 34 / 7546
HEALABLE = True
EXAMPLE = ("SUBJECT: TALKS\nThey met.\n", "SUBJECT: TALKS\nSUBJECT: TALKS\nThey met.\nThey met.\n")

SHARE = 0.01


def edits(text: str, rng: random.Random) -> list[Edit]:
    """Errors in each line, and behind each the line again with others."""
    out = ocr.confused(text, rng, SHARE)
    for line in shapes.lines(text):
        if line.text:
            out.append(Edit(line.end, line.end, f"\n{ocr.misread(line.text, rng, SHARE)}", "a second layer"))
    return out
