"""Plug-ins: every one of ours says what it does and shows it, others are found, and wrong ones are refused."""

from __future__ import annotations

import importlib
import io
import types
from collections.abc import Iterator
from importlib.metadata import EntryPoint

import pytest

from reftel import registry
from reftel.errors import BadValue, DuplicatePlugin, UnknownName
from reftel.read.formats import winner
from reftel.read.repairs import restore
from reftel.read.source import Source
from reftel.settings import Settings
from reftel.telegram.model import Origin
from reftel.text import Edit

OURS = [(kind, name) for kind in registry.KINDS for name in registry.plugins(kind)]


@pytest.fixture
def others(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, str, types.ModuleType]]]:
    """A list of (group, name, module) that stands for what other packages declare."""
    declared: list[tuple[str, str, types.ModuleType]] = []

    class Declared:
        def __init__(self, group: str, name: str, module: types.ModuleType) -> None:
            self.group, self.name, self.value, self.module = group, name, module.__name__, module

        def load(self) -> types.ModuleType:
            return self.module

    monkeypatch.setattr(registry, "entry_points", lambda group: [Declared(*one) for one in declared if one[0] == group])
    repairs = importlib.import_module("reftel.read.repairs")
    for kept in (registry.plugins, repairs.ordered):
        kept.cache_clear()
    yield declared
    monkeypatch.undo()
    for kept in (registry.plugins, repairs.ordered):
        kept.cache_clear()


def module(name: str, **names: object) -> types.ModuleType:
    made = types.ModuleType(name)
    made.__dict__.update(names)
    return made


@pytest.mark.parametrize(("kind", "name"), OURS)
def test_each_has_a_docstring_and_all_that_its_kind_asks_for(kind: str, name: str) -> None:
    found = registry.plugin(kind, name)
    assert found.__doc__
    for need in registry.KINDS[kind][1]:
        assert hasattr(found, need)
        assert getattr(found, need).__doc__


@pytest.mark.parametrize(("kind", "name"), [one for one in OURS if one[0] in {"format", "repair", "extractor"}])
def test_each_shows_an_example(kind: str, name: str) -> None:
    assert registry.plugin(kind, name).EXAMPLE


@pytest.mark.parametrize("name", [name for kind, name in OURS if kind == "format"])
def test_a_format_reads_its_own_example(name: str) -> None:
    data = registry.plugin("format", name).EXAMPLE.encode()
    assert winner(data, "a", len(data))[0] == name
    (source,) = registry.plugin("format", name).read(io.BytesIO(data), Origin("a", ""), Settings())
    assert isinstance(source, Source)
    assert source.text.startswith(("FM AMEMBASSY", "O 230912Z", "28. Telegram"))


def test_unknown_names_offer_the_nearest() -> None:
    with pytest.raises(UnknownName, match="unknown repair 'pilcrows'; did you mean 'pilcrow'"):
        registry.plugin("repair", "pilcrows")
    with pytest.raises(UnknownName, match="unknown kind of plug-in 'formats'; did you mean 'format'"):
        registry.plugins("formats")
    with pytest.raises(UnknownName, match=r"unknown format 'zzz' \(known: cablegate_html"):
        registry.plugin("format", "zzz")
    with pytest.raises(UnknownName, match="did you mean 'caption'"):
        restore("", ("captoin",))


def test_a_plug_in_of_another_package_is_found_and_used(others: list[tuple[str, str, types.ModuleType]]) -> None:
    def edits(text: str) -> Iterator[Edit]:
        """Ruritania, not Ruritannia."""
        if "Ruritannia" in text:
            yield Edit(text.index("nn"), text.index("nn") + 1, "", "misspelt")

    others.append(("reftel.read.repairs", "spelling", module("other.spelling", edits=edits)))
    assert list(registry.plugins("repair"))[-1] == "spelling"
    restored = restore("SUBJECT: X\n\n1. (U) Ruritannia.")
    assert restored.text == "SUBJECT: X\n\n1. (U) Ruritania."
    assert [change.by for change in restored.changes] == ["spelling"]


def test_a_plug_in_may_not_replace_another(others: list[tuple[str, str, types.ModuleType]]) -> None:
    others.append(("reftel.read.repairs", "pilcrow", module("other.pilcrow", edits=lambda text: ())))
    with pytest.raises(DuplicatePlugin, match=r"repair 'pilcrow' is given by reftel\.read\.repairs\.pilcrow and by other\.pilcrow"):
        registry.plugins("repair")


def test_two_others_of_one_name_are_refused(others: list[tuple[str, str, types.ModuleType]]) -> None:
    others += [("reftel.read.repairs", "x", module(name, edits=lambda text: ())) for name in ("one.x", "two.x")]
    with pytest.raises(DuplicatePlugin, match="repair 'x' is given by"):
        registry.plugins("repair")


@pytest.mark.parametrize(("kind", "missing"), [("repair", "edits"), ("format", "bid, read"), ("extractor", "find"), ("export", "SUFFIX, MEDIA_TYPE, write")])
def test_a_plug_in_that_lacks_something_is_refused(others: list[tuple[str, str, types.ModuleType]], kind: str, missing: str) -> None:
    others.append((registry.KINDS[kind][0], "empty", module("other.empty")))
    with pytest.raises(BadValue, match=f"{kind} plug-in empty: found 'a module without {missing}', expected one that defines {missing}"):
        registry.plugins(kind)


def test_real_entry_points_have_what_we_ask_of_them() -> None:
    entry = EntryPoint("pilcrow", "reftel.read.repairs.pilcrow", "reftel.read.repairs")
    assert entry.load() is registry.plugin("repair", "pilcrow")
