"""What a TAGS line says: known codes, misprints the table knows, codes run together, and persons' names."""

from __future__ import annotations

import re

from reftel.telegram import tags as tag_table

_TAG = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:-\d{1,2})?")
_NAME = re.compile(r"\(([^()]{2,60})\)")


def split_tags(words: str) -> list[str]:
    """The TAGS of a line without its label, in order, once each; commas or blanks between, names kept whole.

    A token that is no known code next to another such is a person's name (`CLINTON HILLARY`); misprints that the table
    knows are mended, and codes run together are cut where there is only one way to.

    >>> split_tags("PREL PGOV, VTPREL (KISSINGER, HENRY A)")
    ['PREL', 'PGOV', 'VT', 'KISSINGER, HENRY A']
    >>> split_tags("OVIP CLINTON HILLARY"), split_tags("PREL, KZZZ, KYYY")
    (['OVIP', 'CLINTON HILLARY'], ['PREL', 'KZZZ', 'KYYY'])
    """
    names = [re.sub(r"\s+", " ", name).strip() for name in _NAME.findall(words)]
    out: dict[str, None] = {}
    unknown: list[str] = []

    def flush() -> None:
        if len(unknown) > 1 and all(len(word) > 3 and word.isalpha() for word in unknown):
            out[" ".join(unknown)] = None
        else:
            out.update(dict.fromkeys(unknown))
        unknown.clear()

    bare = _NAME.sub(" ", words)
    done = 0
    for found in _TAG.finditer(bare):
        if "," in bare[done : found.start()]:  # a name is not parted by commas
            flush()
        done = found.end()
        codes = tag_table.codes(found[0])
        if len(codes) == 1 and not tag_table.is_known(codes[0]) and len(codes[0]) > 2:
            unknown.append(codes[0])
            continue
        flush()
        out.update(dict.fromkeys(codes))
    flush()
    out.update(dict.fromkeys(names))
    return [tag for tag in out if tag]


def looks_like_tags(words: str) -> bool:
    """Whether a line goes on with TAGS: short capital codes, most of them known.

    >>> looks_like_tags("ETRD EINV BR"), looks_like_tags("STATE FOR WHA/MEX")
    (True, False)
    """
    tokens = re.split(r"[\s,;]+", words.strip())
    if not tokens or len(words) > 80 or any(not _TAG.fullmatch(token) for token in tokens if token):
        return False
    return sum(tag_table.is_known(token) for token in tokens) * 2 > len(tokens)
