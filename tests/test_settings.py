"""Settings: one table, defaults and limits."""

from __future__ import annotations

import msgspec
import pytest

from reftel.errors import BadValue, UnknownName
from reftel.settings import DEFAULTS, SETTINGS, Setting, Settings, chosen, setting


def test_the_table_and_the_struct_agree() -> None:
    assert tuple(DEFAULTS) == Settings.__struct_fields__
    assert msgspec.to_builtins(Settings()) == DEFAULTS
    assert all(row.check(row.default) == row.default for row in SETTINGS)
    assert all(row.help for row in SETTINGS)


@pytest.mark.parametrize("row", [row for row in SETTINGS if isinstance(row.default, int)], ids=lambda row: row.name)
def test_a_value_below_the_least_is_refused(row: object) -> None:
    name, least = row.name, row.least  # type: ignore[attr-defined]
    assert getattr(chosen(**{name: least}), name) == least
    with pytest.raises(BadValue, match=f"setting {name}: found '{least - 1}', expected at least {least}"):
        chosen(**{name: least - 1})


def test_none_keeps_the_default_and_unknown_names_are_refused() -> None:
    assert chosen(batch=None) == Settings()
    with pytest.raises(UnknownName, match="unknown setting 'max_byte'; did you mean 'max_bytes'"):
        chosen(max_byte=1)
    assert setting("limit").default == DEFAULTS["limit"]


def test_words_and_lists_of_words() -> None:
    row = Setting("colour", "red", 0, "a colour", choices=("red", "green"))
    assert (row.check("green"), row.shown, row.flag) == ("green", "red", "--colour")
    with pytest.raises(BadValue, match="setting colour: found 'blue', expected one of red, green"):
        row.check("blue")
    assert chosen(columns="body=text").columns == ("body=text",)
    assert chosen(columns=[]).columns == ()
    assert (setting("columns").flag, setting("columns").shown) == ("--column", "none")


def test_workers() -> None:
    assert Settings(processes=3).workers == 3
    assert Settings(processes=0).workers >= 1
