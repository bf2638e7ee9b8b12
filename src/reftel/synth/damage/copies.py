"""Kinds of copies: what damage befalls together, since a scan suffers other things than a web page.

`SURVEYED` in the package mixes all copies; here the counts of the survey stand by kind of copy, for `damage(text, rng, rates)`.

>>> round(RATES["scan"]["ocr"], 3), round(RATES["page"]["page_heading"], 3)
(0.946, 0.368)
"""

from __future__ import annotations

from collections.abc import Mapping

# Of each kind of copy: how many were looked at, and how many of these show each kind of damage.
COUNTS: Mapping[str, tuple[int, Mapping[str, float]]] = {
    "page": (6702, {  # web pages, 1990 to 2010
        "lost_envelope": 694, "lost_paragraph": 214, "doubled_caption": 2154, "page_heading": 2464, "section_heading": 10, "repeated_caption": 188,
        "stamp": 56, "doubled_line": 19, "redaction": 1233, "pilcrow_false": 81, "pilcrow_reference": 1221, "pilcrow_glyph": 1, "pilcrow_dropped": 193,
        "glued": 19, "tags_glued": 6702 * 8 / 446, "tags_commas": 5964, "eo_mistyped": 10, "hyphen": 44, "backslash": 65, "lost_diacritic": 6, "ocr": 1,
        "rewrap": 3321, "reflow": 3369,
    }),
    "text": (24, {  # later text copies of such
        "lost_paragraph": 1, "doubled_caption": 14, "page_heading": 10, "repeated_caption": 1, "pilcrow_unknown": 22, "tags_commas": 24, "hyphen": 1, "rewrap": 24,
    }),
    "flat": (231, {  # flattened copies of such
        "lost_paragraph": 15, "doubled_caption": 29, "page_heading": 114, "section_heading": 1, "stamp": 1, "redaction": 21, "pilcrow_reference": 51,
        "glued": 16, "hyphen": 8, "lost_diacritic": 1, "flat": 207, "flat_glued": 17,
    }),
    "body": (218, {  # bodies of 1973 to 1979
        "lost_paragraph": 30, "section_heading": 8, "stamp": 8, "doubled_line": 1, "hyphen": 90, "reflow": 33, "flat": 14,
    }),
    "original": (269, {  # printed originals of 1969 to 1976
        "lost_paragraph": 16, "page_line": 7, "doubled_line": 3, "tags_commas": 9, "eo_spaced": 6, "spaced_token": 269 * 7 / 182, "hyphen": 3, "rewrap": 4, "reflow": 262,
    }),
    "message": (33, {  # released messages of 2010 to 2012
        "lost_paragraph": 5, "exemption": 33, "footer": 33, "stamp": 33, "doubled_line": 33, "spaced_token": 1, "lost_diacritic": 3, "speck": 2, "rewrap": 1, "reflow": 32,
    }),
    "scan": (37, {  # released scans of 1986
        "lost_paragraph": 19, "page_line": 34, "section_heading": 14, "footer": 34, "stamp": 8, "doubled_line": 20, "tags_commas": 2, "hyphen": 1,
        "backslash": 7, "lost_diacritic": 3, "speck": 34, "ocr": 35, "rewrap": 3, "stacked": 34,
    }),
}  # fmt: skip
RATES: Mapping[str, Mapping[str, float]] = {copy: {kind: count / n for kind, count in counts.items()} for copy, (n, counts) in COUNTS.items()}
