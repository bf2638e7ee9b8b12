"""Words glued where lines were joined without a blank: in the heading, between addresses, between paragraphs.

    UNCLAS OSVARTH 000348SIPDISE.O. 12958: N/A         000348SipdisE.o. 12958
    RUEHBS/USEU BRUSSELS PRIORITY 7449INFO RUCNIRA/     DECL: 03/13/2014TAGS: PREL

19 of 6,702 web pages, 16 of 231 flattened copies; in 25 of these paragraphs too ("end summary.¶2.").
"""

from __future__ import annotations

import random
import re

from reftel.synth.damage import shapes
from reftel.text import Edit

RATE = 35 / 7546  # pages 19, flattened 16
HEALABLE = True
EXAMPLE = ("UNCLAS OSVARTH 000348\n\nSIPDIS\n\nE.O. 12958: N/A\n", "UNCLAS OSVARTH 000348SIPDISE.O. 12958: N/A\n")

_JOINTS = re.compile(
    r"(?<=\d)\s{1,8}(?=SIPDIS\b|SENSITIVE\b)|(?<=SIPDIS)\s{1,8}(?=SIPDIS\b|E\.O\.|STATE FOR|DEPT FOR|SENSITIVE\b)|(?<=SENSITIVE)\s{1,8}(?=SIPDIS\b|E\.O\.)"
    r"|(?<=[0-9A])\s{1,8}(?=TAGS:)|(?<= \d{4})\s{1,4}(?=INFO R[A-Z]{3,7}/|R[A-Z]{3,7}/)"
)
_PARAGRAPHS = re.compile(r"(?<=[a-zA-Z]\.)\s{1,6}(?=¶\d{1,3}\. ?\()")


def edits(text: str, rng: random.Random) -> list[Edit]:
    """Glue most joints of the envelope and the heading; in some copies those of paragraphs as well."""
    share = rng.uniform(0.5, 1.0)
    top = shapes.body(text)
    found = [one for one in _JOINTS.finditer(text, 0, top) if rng.random() < share]
    if rng.random() < 0.4:
        found += [one for one in _PARAGRAPHS.finditer(text, top) if rng.random() < share]
    return [Edit(*one.span(), "", "glued") for one in found]
