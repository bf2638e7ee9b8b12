"""Errors: every message names what was found, what was expected and where; every error can be pickled."""

from __future__ import annotations

import pickle

import pytest

from reftel import errors

EXAMPLES = [
    (errors.UnknownFormat("a.bin", 2000, b"\0\1", ["text", "csv"]), r"a.bin: 2,000 bytes starting b'\x00\x01' are in no format known here; tried csv, text"),
    (errors.NoTelegram("a.txt", 9, "Dear Osra"), "a.txt: no telegram in 9 characters starting 'Dear Osra'; expected an envelope"),
    (errors.BadInput("a.txt", "cut off"), "a.txt: cut off"),
    (errors.NotOneTelegram("a", 0), "a: holds 0 telegrams, expected 1; there is nothing to read"),
    (errors.NotOneTelegram("a", 2), "a: holds 2+ telegrams, expected 1; read_all gives them one by one"),
    (errors.OverlappingEdits("pilcrow", "A", "B"), "repair pilcrow: B overlaps A"),
    (errors.BadSpan(3, 2, 1000), "span 3..2 is not within a text of 1,000 characters"),
    (errors.BadValue("MRN", "x", "an MRN"), "MRN: found 'x', expected an MRN"),
    (errors.UnknownName("field", "tgas", ["tags", "from"]), "unknown field 'tgas'; did you mean 'tags'? (known: from, tags)"),
    (errors.UnknownName("field", "zzz", ["tags"]), "unknown field 'zzz' (known: tags)"),
    (errors.DuplicatePlugin("repair", "x", "a", "b"), "repair 'x' is given by a and by b; a plug-in may not replace another"),
    (errors.QueryError("tag:", 4, "a value is missing"), "a value is missing\n  tag:\n      ^"),
    (errors.NoArchive("x", "not here"), "x: not here"),
    (errors.NoVectors("x: nothing was made"), "x: nothing was made"),
    (errors.ReadOnly("x"), "x: opened for reading"),
    (errors.ArchiveLocked("x"), "x: another process is writing"),
    (errors.UnknownTelegram("07X1", "x", "07X2"), "07X1: not in x; the nearest is 07X2"),
    (errors.Ambiguous("07X1", ["a", "b"]), "07X1: more than one telegram bears this number; ask for one of a, b"),
]


@pytest.mark.parametrize(("error", "message"), EXAMPLES, ids=[type(error).__name__ for error, _ in EXAMPLES])
def test_messages_and_pickles(error: errors.ReftelError, message: str) -> None:
    assert str(error).startswith(message)
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), again.__dict__) == (type(error), str(error), error.__dict__)


def test_errors_are_also_what_python_calls_them() -> None:
    assert issubclass(errors.BadValue, ValueError)
    assert issubclass(errors.UnknownName, LookupError)


def test_nearest_is_none_where_nothing_is_near() -> None:
    assert errors.nearest("zzz", ["tags"]) is None
    assert errors.nearest("", []) is None
    assert errors.quoted("x" * 30) == repr("x" * 24) + "..."
