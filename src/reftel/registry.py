"""One mechanism for the four kinds of plug-in: input formats, repairs, extractors, exports.

A module dropped in the kind's package is found; another package says, in its own `pyproject.toml`,
`[project.entry-points."reftel.read.repairs"]` with `mine = "my_package.mine"`. There are no base classes: a kind asks
for a few functions, and a plug-in without them, or one that bears the name of another, is refused. What was found is
kept for the life of the process, because reading entry points again for each telegram costs more than the telegram.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from importlib.metadata import entry_points
from types import ModuleType

from reftel.errors import BadValue, DuplicatePlugin, UnknownName

# kind -> (package, which is the entry-point group too; the names a plug-in must define)
KINDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "format": ("reftel.read.formats", ("bid", "read")),
    "repair": ("reftel.read.repairs", ("edits",)),
    "extractor": ("reftel.extract", ("find",)),
    "export": ("reftel.export", ("SUFFIX", "MEDIA_TYPE", "write")),
}


def _own(package: str) -> list[str]:
    """The modules of a kind's package; a leading underscore or a second word for the room itself keeps a helper out."""
    path = importlib.import_module(package).__path__
    return sorted(found.name for found in pkgutil.iter_modules(path) if not found.name.startswith("_"))


def _checked(kind: str, name: str, module: ModuleType, needs: tuple[str, ...]) -> ModuleType:
    missing = [need for need in needs if not hasattr(module, need)]
    if missing:
        raise BadValue(f"{kind} plug-in {name}", f"a module without {', '.join(missing)}", f"one that defines {', '.join(needs)}")
    return module


@cache
def plugins(kind: str) -> dict[str, ModuleType]:
    """All plug-ins of a kind by name, ours first, in alphabetical order.

    Args:
        kind: format, repair, extractor or export.

    Raises:
        UnknownName: for another kind.
        DuplicatePlugin: when two bear one name.
        BadValue: when a module lacks what its kind asks for.

    >>> sorted(plugins("repair"))  # doctest: +NORMALIZE_WHITESPACE
    ['caption', 'diacritic', 'doubled', 'executive_order', 'flattened', 'heading', 'hyphen', 'layers', 'line_end', 'mojibake', 'ocr',
     'page_break', 'pilcrow', 'run_together', 'spaced', 'stamp', 'tags_glued']
    """
    if kind not in KINDS:
        raise UnknownName("kind of plug-in", kind, KINDS)
    package, needs = KINDS[kind]
    found = {name: _checked(kind, name, importlib.import_module(f"{package}.{name}"), needs) for name in _own(package)}
    for entry in sorted(entry_points(group=package), key=lambda one: one.name):
        if entry.name in found:
            raise DuplicatePlugin(kind, entry.name, found[entry.name].__name__, entry.value)
        found[entry.name] = _checked(kind, entry.name, entry.load(), needs)
    return found


def plugin(kind: str, name: str) -> ModuleType:
    """One plug-in by name.

    Raises:
        UnknownName: when there is none, with the nearest offered.

    >>> plugin("export", "csv").SUFFIX
    '.csv'
    """
    found = plugins(kind)
    if name not in found:
        raise UnknownName(kind, name, found)
    return found[name]
