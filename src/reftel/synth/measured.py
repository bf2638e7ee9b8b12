"""What real telegrams measure: shares and quantiles the generator draws from.

Lengths and counts were measured in November 2026 with `reftel.read_all` on 446 published telegrams of 2000-2010, 25 evenly spaced
quantiles each. These are unclassified or sensitive, so classification, precedence, NOFORN and the years to declassification
follow counts over 5,748 telegrams of 2000-2010 of all classes (lines 4 and 5 of their envelopes, their E.O. lines, their marks).
"""

from __future__ import annotations

from reftel.synth.picks import spread

# Characters of the whole text, n = 446; the longest 1 in 40 are cut at 35,000.
LENGTH = (
    600, 935, 1227, 1734, 2310, 2758, 3595, 4230, 4689, 5194, 5704, 6360, 7142, 7774, 8498, 9494, 10710, 12539, 14600, 19558, 35000,
)  # fmt: skip
# Words of a paragraph, n = 3,601.
WORDS = (2, 28, 46, 57, 65, 73, 80, 86, 92, 98, 105, 112, 119, 127, 136, 146, 158, 173, 191, 230, 300)
TAGS = (1, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 6, 6, 6, 7, 7, 7, 8, 9, 12)
INFO = (0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 2, 2, 3, 3, 4, 5, 7, 10, 13, 24)
REFERENCES = (0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 3, 4, 8)

# Line 4 says UUUUU on 1,724, EEEEE on 18, CCCCC on 2,950, SSSSS on 1,056; of 444 unclassified ones 238 are sensitive. Visas, the press
# and housekeeping, a fifth of what is made up, are then taken out of the higher classes, so these are drawn more often here.
CLASSIFICATION = spread((("UNCLASSIFIED", 6), ("SBU", 7), ("CONFIDENTIAL", 64), ("SECRET", 23)), 1000)
CLASSIFICATION_1970S = spread((("UNCLASSIFIED", 40), ("LOU", 18), ("CONFIDENTIAL", 38), ("SECRET", 4)), 1000)
NOFORN = {"SECRET": 0.39, "CONFIDENTIAL": 0.065}  # marks: (S) 3,833 and (S/NF) 2,466; (C) 24,144 and (C/NF) 1,680
# Line 5, for action and, where a second prosign stands there, for information: 5,748 telegrams.
PRECEDENCE = spread(
    (
        (("PRIORITY", None), 2391), (("ROUTINE", None), 1633), (("IMMEDIATE", None), 1629), (("IMMEDIATE", "ROUTINE"), 150), (("IMMEDIATE", "PRIORITY"), 132),
        (("PRIORITY", "ROUTINE"), 81), (("FLASH", None), 1),
    ), 2000,
)  # fmt: skip
DECLASSIFY_AFTER = spread(((10, 3039), (20, 263), (25, 137), (9, 80), (15, 46), (5, 45), (30, 26)), 500)  # years, of 3,636 E.O. lines

# Telegrams of a year among 1,000: 1973-79 the file of the 1970s, 1985-2010 the large collection, 2010-12 SMART.
YEARS = {
    1973: 10, 1974: 18, 1975: 20, 1976: 20, 1977: 19, 1978: 18, 1979: 15,
    1985: 1, 1986: 2, 1987: 2, 1988: 2, 1989: 3, 1990: 4, 1991: 3, 1992: 3, 1993: 4, 1994: 5, 1995: 5, 1996: 5, 1997: 5, 1998: 6, 1999: 6,
    2000: 7, 2001: 9, 2002: 22, 2003: 42, 2004: 62, 2005: 88, 2006: 118, 2007: 122, 2008: 124, 2009: 128, 2010: 82, 2011: 14, 2012: 8,
}  # fmt: skip
SMART_OF_2010 = 0.3  # of the telegrams of 2010, those of the new system
