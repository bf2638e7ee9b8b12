"""Settings: one table, defaults and limits."""

from __future__ import annotations

import msgspec
import pytest

from reftel.errors import BadValue, UnknownName
from reftel.settings import DEFAULTS, SETTINGS, Settings, chosen, setting


def test_the_table_and_the_struct_agree() -> None:
    assert tuple(DEFAULTS) == Settings.__struct_fields__
    assert msgspec.to_builtins(Settings()) == DEFAULTS
    assert all(row.default >= row.least or row.least > 0 for row in SETTINGS)
    assert all(row.help for row in SETTINGS)


@pytest.mark.parametrize("row", SETTINGS, ids=lambda row: row.name)
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


def test_workers() -> None:
    assert Settings(processes=3).workers == 3
    assert Settings(processes=0).workers >= 1
