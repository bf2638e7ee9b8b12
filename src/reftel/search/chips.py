"""Chips: a query as pieces that a page can draw, each with its meaning, its place, and the query without it."""

from __future__ import annotations

import re

import msgspec

from reftel.search.query import And, Field, Like, Near, Node, Not, Or, Phrase, Word, parse
from reftel.telegram.model import Result
from reftel.text import Span


class Chip(Result):
    """One clause of a query.

    `field` is a field's name, None for words and groups. `operator` says how `value` is meant: has (words), phrase, begins, like
    (misspelt), near, means (`~"..."`), is, range, `=`, `<=`, `>=`, `<`, `>`; all and any for a group, whose clauses are `parts`.
    `at` is where it stands in the query as typed, `without` the query when it is taken out.
    """

    field: str | None
    operator: str
    value: str
    text: str
    at: Span
    without: str
    excluded: bool = False
    parts: list[Chip] = []


def chips(query: str) -> list[Chip]:
    """The clauses of a query.

    Raises:
        QueryError: when the query cannot be understood.

    >>> [(chip.field, chip.operator, chip.value, chip.without) for chip in chips("dam -tag:PREL class:<=secret")][1:]
    [('tag', 'is', 'PREL', 'dam class:<=secret'), ('class', '<=', 'secret', 'dam -tag:PREL')]
    >>> [(part.value, part.without) for part in chips("dam (gate OR sluice)")[1].parts]
    [('gate', 'dam sluice'), ('sluice', 'dam gate')]
    """
    tree = parse(query)
    if isinstance(tree, And):
        return [_chip(part, tree, (i,)) for i, part in enumerate(tree.parts)]
    return [_chip(tree, tree, ())]


def _chip(node: Node, tree: Node, path: tuple[int, ...], excluded: bool = False) -> Chip:
    """The chip of the clause at a path: numbers of parts from the tree down, 0 for what is inside a NOT."""
    if isinstance(node, Not):
        inside = _chip(node.inside, tree, (*path, 0), not excluded)
        gone = str(without(tree, path))
        return msgspec.structs.replace(inside, text=str(node), at=node.at, without=gone)
    gone = str(without(tree, path))
    if isinstance(node, And | Or):
        parts = [_chip(part, tree, (*path, i), excluded) for i, part in enumerate(node.parts)]
        return Chip(None, "all" if isinstance(node, And) else "any", str(node), str(node), node.at, gone, excluded, parts)
    field, operator, value = _meaning(node)
    return Chip(field, operator, value, str(node), node.at, gone, excluded)


def _meaning(node: Word | Phrase | Like | Near | Field) -> tuple[str | None, str, str]:
    if isinstance(node, Field):
        return node.name, *_operator(node.value)
    if isinstance(node, Word):
        return None, "begins" if node.prefix else "like" if node.fuzzy else "has", node.text
    if isinstance(node, Near):
        return None, "near", str(node)
    return None, "phrase" if isinstance(node, Phrase) else "means", node.text


def _operator(value: str) -> tuple[str, str]:
    """How a field's value is meant.

    >>> _operator("<=secret"), _operator("2007..2008"), _operator("07BEIJING*"), _operator("PREL")
    (('<=', 'secret'), ('range', '2007..2008'), ('begins', '07BEIJING'), ('is', 'PREL'))
    """
    if found := re.match(r"<=|>=|<|>|=", value):
        return found[0], value[found.end() :]
    if ".." in value:
        return "range", value
    if value[-1:] in {"*", "~"} and len(value) > 1:
        return ("begins" if value[-1] == "*" else "like"), value[:-1]
    return "is", value


def without(node: Node, path: tuple[int, ...]) -> Node:
    """A tree without the clause at a path; a group left with one clause is that clause, without any it goes too.

    >>> str(without(parse("a (b OR c)"), (1, 0))), str(without(parse("-a"), ()))
    ('a c', '')
    """
    return _without(node, path) or And()


def _without(node: Node, path: tuple[int, ...]) -> Node | None:
    if not path:
        return None
    if isinstance(node, Not):
        left = _without(node.inside, path[1:])
        return None if left is None else Not(left)
    assert isinstance(node, And | Or)
    changed = _without(node.parts[path[0]], path[1:])
    parts = (*node.parts[: path[0]], *([] if changed is None else [changed]), *node.parts[path[0] + 1 :])
    if len(parts) > 1:
        return type(node)(parts)
    return parts[0] if parts else None
