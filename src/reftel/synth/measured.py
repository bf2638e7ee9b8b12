"""What real telegrams measure: shares and quantiles the generator draws from.

Measured in November 2026 with `reftel.read_all` on 446 published telegrams of 2000-2010 (unclassified and sensitive),
25 evenly spaced quantiles or shares each. Shares of classification and the years follow the counts commonly published for the large
collection of 2010 (about 250,000 telegrams: 53 % unclassified, 40 % confidential, 6 % secret), since a public sample holds none of the higher; what is
classified is drawn more often than that, because visas, the press and housekeeping are then taken out.
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

CLASSIFICATION = spread((("UNCLASSIFIED", 19), ("SBU", 25), ("CONFIDENTIAL", 49), ("SECRET", 7)), 1000)
CLASSIFICATION_1970S = spread((("UNCLASSIFIED", 40), ("LOU", 18), ("CONFIDENTIAL", 38), ("SECRET", 4)), 1000)
PRECEDENCE = spread((("ROUTINE", 132), ("PRIORITY", 131), ("IMMEDIATE", 50), ("FLASH", 0.6)), 1000)

# Telegrams of a year among 1,000: 1973-79 the file of the 1970s, 1985-2010 the large collection, 2010-12 SMART.
YEARS = {
    1973: 10, 1974: 18, 1975: 20, 1976: 20, 1977: 19, 1978: 18, 1979: 15,
    1985: 1, 1986: 2, 1987: 2, 1988: 2, 1989: 3, 1990: 4, 1991: 3, 1992: 3, 1993: 4, 1994: 5, 1995: 5, 1996: 5, 1997: 5, 1998: 6, 1999: 6,
    2000: 7, 2001: 9, 2002: 22, 2003: 42, 2004: 62, 2005: 88, 2006: 118, 2007: 122, 2008: 124, 2009: 128, 2010: 82, 2011: 14, 2012: 8,
}  # fmt: skip
SMART_OF_2010 = 0.3  # of the telegrams of 2010, those of the new system
