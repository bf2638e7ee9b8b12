"""The check of one telegram, and of all under some paths."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator

from reftel.errors import ReftelError, UnknownName
from reftel.guard import authority, banners, captions, forms, marks
from reftel.guard.faults import Fault, Finding, View
from reftel.guard.rules import DAMAGE, GROUPS, SAME, by_name
from reftel.settings import Settings
from reftel.telegram.model import Telegram, Unreadable

_CHECKS = (marks.check, banners.check, captions.check, authority.check, forms.check)


def check(telegram: Telegram, text: str, rules: Collection[str] = ()) -> list[Fault]:
    """The faults of one telegram, in the order of the text, those without a place first. A pure function.

    Args:
        telegram: as the reader gave it.
        text: the source text it was read from, which its spans speak of.
        rules: names of rules, or of groups of rules, to keep to; all where empty.

    Raises:
        UnknownName: for a rule that does not exist.

    >>> from reftel.read.reader import read_text
    >>> text = "C O N F I D E N T I A L STRELSAU 000012\\n\\nE.O. 12958: DECL: 02/14/2017\\nTAGS: PREL\\nSUBJECT: TALKS\\n\\n1. (S) They met.\\n\\n2. (C) They parted."
    >>> [(one.rule, one.line) for one in check(read_text(text), text, ["portion_above_overall"])]
    [('portion_above_overall', 7)]
    """
    wanted = names(rules)
    view = View(telegram, text)
    found = [one for checked in _CHECKS for one in checked(view)]
    found += [one for one in _damage(view) if not _said(view, found, one)]
    faults = [_fault(view, one) for one in found if one.rule in wanted]
    return sorted(faults, key=lambda one: (one.at.start if one.at else -1, one.rule))


def names(rules: Collection[str]) -> frozenset[str]:
    """The names of rules that some names of rules and groups stand for; all where there are none.

    >>> sorted(names(["banners"]))
    ['banner_grammar', 'classification_unspaced', 'page_marking_disagrees']
    """
    known = by_name()
    wanted: set[str] = set()
    for name in rules:
        if name not in known and name not in GROUPS:
            raise UnknownName("rule", name, [*known, *GROUPS])
        wanted.update(rule.name for rule in known.values() if name in {rule.name, rule.group})
    return frozenset(wanted or known)


def _damage(view: View) -> Iterator[Finding]:
    """What the reader found: each kind of defect is a rule, or falls under the general one."""
    for defect in view.telegram.defects:
        name = SAME.get(defect.kind, defect.kind)
        known = name in by_name()
        yield Finding(name if known else DAMAGE, defect.message if known else f"{defect.kind}: {defect.message}", defect.at)


def _said(view: View, found: list[Finding], damage: Finding) -> bool:
    """Whether a rule of ours said already what the reader found at this place."""
    for one in found:
        if one.rule != damage.rule:
            continue
        if one.at is None or damage.at is None or damage.at == view.place("captions"):
            return True
        apart = one.at.end < damage.at.start or damage.at.end < one.at.start
        if not apart and (one.rule != "tag_unknown" or view.text[one.at.start : one.at.end] in damage.message):
            return True
    return False


def _fault(view: View, found: Finding) -> Fault:
    rule = by_name()[found.rule]
    line, column, words = view.where(found.at)
    return Fault(rule.name, rule.severity, found.message, rule.source, found.at, line, column, words)


def check_all(
    what: str | os.PathLike[str] | Iterable[str | os.PathLike[str]], rules: Collection[str] = (), settings: Settings | None = None
) -> Iterator[tuple[Telegram | Unreadable, list[Fault]]]:
    """Every telegram under some paths with its faults, lazily; what cannot be read with none.

    >>> [(one.reason, faults) for one, faults in check_all("no-such-folder")]
    [('no such file or folder', [])]
    """
    from reftel.read.inputs import documents, sources, unread
    from reftel.read.reader import read_source

    names(rules)  # a wrong name is said before anything is read
    chosen = settings or Settings()
    paths = [what] if isinstance(what, str | os.PathLike) else list(what)
    for document in documents(paths, chosen):
        for source in sources(document, chosen):
            if isinstance(source, Unreadable):
                yield source, []
                continue
            try:
                telegram = read_source(source)
            except ReftelError as error:
                yield unread(source, error), []
                continue
            yield telegram, check(telegram, source.text, rules)
