"""Every vocabulary in one index: code to meanings.

Fifteen tables, some 7,000 codes; read on first use (a fifth of a second), never by reading a telegram. A code is found in any case, and
with or without the blanks, full stops and hyphens that clerks put into it: XGDS-2, XGDS2; 1.4 (b), 1.4(B); NIACT, Niact.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from reftel.telegram import eras
from reftel.telegram import tags as tag_table
from reftel.telegram.explain.meanings import Meaning
from reftel.telegram.vocabulary import table

Entry = tuple[str, Meaning]

_TAG_KINDS = {
    "subject": "subject TAG", "topic": "subject TAG", "geo": "country TAG", "region": "region TAG", "program": "programme TAG",
    "organisation": "organisation TAG",
}  # fmt: skip


def key(word: str) -> str:
    """How a word is looked up: capitals, single blanks, no full stop or colon at its end.

    >>> key(" Niact  immediate:"), key("E.O.")
    ('NIACT IMMEDIATE', 'E.O')
    """
    return re.sub(r"\s+", " ", word.upper()).strip(" .,;:")


def squeezed(word: str) -> str:
    """The same without blanks, hyphens and full stops inside.

    >>> squeezed("XGDS-2"), squeezed("1.4 (b)"), squeezed("C O N F I D E N T I A L")
    ('XGDS2', '14(B)', 'CONFIDENTIAL')
    """
    return re.sub(r"[\s.\-]+", "", key(word))


def look(word: str) -> list[Meaning]:
    """Every meaning that the tables have for a word; fresh objects, the caller may set what fits.

    >>> [(one.vocabulary, one.meaning) for one in look("prel")][0]
    ('subject TAG', 'External Political Relations')
    """
    exact, loose = _index()
    asked = key(word)
    found = exact.get(asked) or loose.get(squeezed(word), [])
    return [_copy(one) for one in found]


def known() -> list[str]:
    """Every code of every table as it is looked up, misprints left out.

    >>> "PREL" in known(), "AMEDCASCKFLO" in known()
    (True, False)
    """
    return [code for code, found in _index()[0].items() if not all(one.vocabulary.startswith("misprinted") for one in found)]


def _copy(one: Meaning) -> Meaning:
    return Meaning(one.vocabulary, one.code, one.meaning, dict(one.details), one.era, None, one.source, one.first, one.last)


@cache
def _index() -> tuple[dict[str, list[Meaning]], dict[str, list[Meaning]]]:
    """By key, and by the squeezed key of codes that have blanks, hyphens or digits in them."""
    exact: dict[str, list[Meaning]] = {}
    loose: dict[str, list[Meaning]] = {}
    for name, one in _entries():
        exact.setdefault(key(name), []).append(one)
    for name, found in exact.items():
        if re.search(r"[ .\-\d]", name) or len(name) > 8:
            loose.setdefault(squeezed(name), []).extend(found)
    return exact, loose


def _entries() -> Iterator[Entry]:
    for rows in (_tags, _tag_fixes, _captions, _precedence, _signals, _orders, _marks, _exemptions, _posts, _stations, _collectives, _formulas, _archive, _abbreviations):
        yield from rows()


def _of(vocabulary: str, row: dict[str, str], code: str, meaning: str, details: dict[str, str], era: str = "", period: eras.Era | None = None) -> Entry:
    chosen = period or eras.read(era)
    kept = {name: value for name, value in details.items() if value}
    return code, Meaning(vocabulary, code, meaning or "meaning not found", kept, era or None, None, row["source"], chosen.first, chosen.last)


def _tags() -> Iterator[Entry]:
    for row in table("tags"):
        kind = row["kind"]
        if kind.endswith("-variant"):
            named = _TAG_KINDS[kind.removesuffix("-variant")]
            yield _of(named, row, row["code"], row["meaning"] or f"misprint of {row['variant_of']}", {"stands for": row["variant_of"]}, _seen(row["era"]), tag_table.era(row))
            continue
        details = {"ISO 3166": row["iso3166"], "category": row["category"]}
        yield _of(_TAG_KINDS.get(kind, "other TAG"), row, row["code"], row["meaning"], details, _seen(row["era"]), tag_table.era(row))


def _seen(era: str) -> str:
    """The table's "cablegate" in words: seen in what was published of 1966 to 2010."""
    return "as in telegrams published to 2010" if era == "cablegate" else era


def _tag_fixes() -> Iterator[Entry]:
    for row in table("tag_fixes"):
        stands = ", ".join(tag.strip() for tag in row["tags"].split("|"))
        yield _of("misprinted TAGS", row, row["malformed_tag"], f"misprint of {stands}", {"stands for": stands})


def _captions() -> Iterator[Entry]:
    for row in table("captions"):
        details = {"group": row["group"], "restricts distribution": row["restricts_distribution"], "with others": row["combination_rule"]}
        for code in row["code"].split(" / "):
            yield _of("caption", row, code, row["meaning"], details, row["era"])


def _precedence() -> Iterator[Entry]:
    for row in table("precedence"):
        details = {"prosign": row["prosign"], "in line 2": row["doubled_form"], "rank": row["meaning"]}
        for code in dict.fromkeys((row["prosign"], row["doubled_form"], row["word"])):
            if code:
                yield _of("precedence", row, code, row["word"], details)


def _signals() -> Iterator[Entry]:
    for row in table("operating_signals"):
        kind = {"classification group": "security group", "prosign": "prosign"}.get(row["kind"], "operating signal")
        # A prosign's position is a line number, a signal's a place in words; both say where it stands.
        yield _of(kind, row, row["code"], row["meaning"], {"stands in": _position(row["position"])})


def _position(words: str) -> str:
    return f"line {words}" if words.isdecimal() else words


def _orders() -> Iterator[Entry]:
    for row in table("eo_rules"):
        if row["order"] in {"FOIA", "derivative rule"}:
            continue
        period = eras.Era(_padded(row["effective_from"], "01-01"), _padded(row["effective_to"], "12-31"))
        era = f"{row['effective_from']} to {row['effective_to']}".strip() if row["effective_to"] else f"from {row['effective_from']}"
        orders = " and ".join(f"E.O. {number}" for number in row["order"].split(" and "))
        details = {"order": orders, "kind": row["kind"], "declassification": row["declassify_rule"], "example": row["example"]}
        for code in _codes(row):
            yield _of("executive order", row, code, row["meaning"], details, era, period)


def _codes(row: dict[str, str]) -> list[str]:
    """The codes one row stands for: an order by its number, a range (25X1..25X9) one by one."""
    code = row["code"]
    if not code:
        return [row["order"]]
    if ".." in code:
        stem = code[: code.index("..") - 1]
        return [f"{stem}{digit}" for digit in range(1, 10)]
    if code.startswith("XDS"):
        return [f"XDS-{digit}" for digit in range(1, 7)]
    if code.startswith("OR-"):
        return ["OR-M", "OR-P", "OR-O"]
    if code.startswith("DNG"):
        return ["DNG"]
    return [code]


def _padded(day: str, rest: str) -> str | None:
    day = day.strip("- ")
    return (f"{day}-{rest}" if len(day) == 4 else day) if day else None


def _marks() -> Iterator[Entry]:
    for row in table("marks"):
        vocabulary = "classification" if row["kind"] == "classification" else "portion mark"
        yield _of(vocabulary, row, row["code"], row["meaning"], {"kind": row["kind"] if row["kind"] != "classification" else ""})


def _exemptions() -> Iterator[Entry]:
    for row in table("exemptions"):
        yield _of("release", row, row["code"], row["meaning"], {"kind": row["kind"]})


def _posts() -> Iterator[Entry]:
    for row in table("posts"):
        where = f"{row['city']}, {row['country']}" if row["country"] and row["country"] != row["city"] else row["city"]
        meaning = f"{row['post_type']} in {where}" if row["post_type"] not in {"department", "series"} else f"{row['post_type']}: {where or row['station']}"
        place = f"{row['lat']}, {row['lon']}" if row["lat"] else ""
        details = {
            "station": row["station"], "address": row["plad"], "routing indicator": row["routing_indicator"], "1973-79 key": row["cfpf_key"], "ISO 3166": row["iso2"],
            "coordinates of the city": place, "note": row["note"],
        }  # fmt: skip
        names = [row["station"], row["plad"], row["city"], row["cfpf_key"]]
        indicators = [row["routing_indicator"], *re.split(r"[;,| ]+", row["other_routing_indicators"])]
        for name in dict.fromkeys(key(name) for name in names if name):
            yield _of("post", row, name, meaning, details, row["era"])
        for name in dict.fromkeys(indicators):
            if name:
                yield _of("routing indicator", row, name, meaning, details, row["era"])


def _stations() -> Iterator[Entry]:
    for row in table("station_spellings"):
        yield _of("misprinted station", row, row["variant"], f"misspelling of {row['canonical']}", {"stands for": row["canonical"]})


def _collectives() -> Iterator[Entry]:
    for row in table("collectives"):
        meaning = f"one address for many posts: {row['meaning'] or row['name']}"
        details = {"name": row["name"], "routing indicator": row["routing_indicator"], "address group": row["address_group"]}
        for code in dict.fromkeys((row["routing_indicator"], row["name"], row["address_group"], *row["alternate_names"].split("; "))):
            if code:
                yield _of("collective", row, code, meaning, details)


def _formulas() -> Iterator[Entry]:
    for row in table("formulas"):
        yield _of("word of the trade", row, row["word"], row["meaning"], {"kind": row["kind"]})


def _archive() -> Iterator[Entry]:
    for row in table("archive_codes"):
        yield _of("archive code", row, row["code"], row["meaning"], {"field": row["field"]})


def _abbreviations() -> Iterator[Entry]:
    for row in table("abbreviations"):
        details = {"also": row["other_expansions"].replace(" | ", "; "), "kind": row["kind"] if row["kind"] != "other" else ""}
        vocabulary = "series" if row["kind"] == "series indicator" else "abbreviation"
        for code in {key(name): name for name in (*row["case_variants"].split(" | "), *row["abbreviation"].split("; "), row["abbreviation"])}.values():
            if key(code):
                yield _of(vocabulary, row, code, row["expansion"], details)
