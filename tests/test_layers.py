"""The order of the rooms: a module may import from rooms below its own, never from one above it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "reftel"

# From the ground up; rooms of one floor do not know each other.
FLOORS = (
    {"errors"},
    {"registry", "settings"},
    {"text"},
    {"telegram"},
    {"read", "write", "extract"},
    {"synth"},
    {"archive"},
    {"guard"},
    {"search"},
    {"library"},
    {"analysis"},
    {"export"},
    {"web", "cli", "mcp", "cluster"},
)
FLOOR = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}
EXEMPT = {"__init__.py", "__main__.py"}  # the front door opens every room, lazily


def modules() -> list[Path]:
    return sorted(path for path in SOURCE.rglob("*.py") if str(path.relative_to(SOURCE)) not in EXEMPT)


def room_of(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[tuple[int, str]]:
    """(line, room) of each import from another part of reftel, wherever it stands in the module."""
    package = ["reftel", *path.relative_to(SOURCE).parts[:-1]]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level + 1]) + "." if node.level else ""
            whole = base + (node.module or "")
            names = [f"{whole.rstrip('.')}.{alias.name}" for alias in node.names] if whole.rstrip(".") == "reftel" else [whole]
        else:
            continue
        yield from ((node.lineno, name.split(".")[1]) for name in names if name.startswith("reftel."))


def breaches() -> Iterator[str]:
    for path in modules():
        own = room_of(path)
        for line, room in imported(path):
            if room in FLOOR and own in FLOOR and room != own and FLOOR[room] >= FLOOR[own]:
                yield f"{path.relative_to(SOURCE)}:{line}: {own} imports {room}, which is not below it"


def test_every_room_has_its_floor() -> None:
    assert {room_of(path) for path in modules()} - set(FLOOR) - {"demo"} == set()


def test_no_room_knows_a_room_above_it() -> None:
    assert list(breaches()) == []


def test_every_imported_room_exists() -> None:
    rooms = {path.stem if path.is_file() else path.name for path in SOURCE.iterdir()}
    wrong = [f"{path.name}:{line} imports reftel.{room}" for path in modules() for line, room in imported(path) if room not in rooms | {"__version__"}]
    assert wrong == []


@pytest.mark.parametrize(("code", "rooms"), [
    ("import reftel.text", ["text"]), ("from reftel.read import fields", ["read"]), ("from reftel import search", ["search"]),
    ("def f():\n    from reftel.web import app", ["web"]), ("import json", []), ("from . import lines", ["read"]), ("from ..archive import store", ["archive"]),
])  # fmt: skip
def test_imports_are_found_in_all_their_forms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, rooms: list[str]) -> None:
    monkeypatch.setitem(globals(), "SOURCE", tmp_path)
    (tmp_path / "read").mkdir()
    (tmp_path / "read" / "x.py").write_text(code)
    assert [room for _, room in imported(tmp_path / "read" / "x.py")] == rooms
