"""Sphinx: the pages of this folder, and the docstrings of the package."""

import re

from reftel import __version__

project = "reftel"
author = "the reftel contributors"
copyright = f"2026, {author}"  # noqa: A001 - Sphinx asks for this name
version = release = __version__

extensions = ["myst_parser", "sphinx.ext.autodoc"]
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = f"reftel {version}"
html_copy_source = False
myst_heading_anchors = 3
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_preserve_defaults = True


def _plain(app: object, what: str, name: str, item: object, options: object, lines: list[str]) -> None:
    """Docstrings of this project are plain text: sections as definition lists, backticks as literals, drawings kept."""
    out: list[str] = []
    section = False
    for line in lines:
        if line in {"Args:", "Raises:", "Attributes:"}:
            section = True
            out += [f"**{line[:-1]}**", ""]
        elif section and line.startswith("    "):
            name_of, colon, rest = line.strip().partition(": ")
            out.append(f"- `{name_of}`: {rest}" if colon else f"  {line.strip()}")
        else:
            section = section and not line
            out.append(line)
    lines[:] = [_literal(line) for line in out]


def _literal(line: str) -> str:
    """`name` as a literal, also where letters follow: `Change`s."""
    if line.lstrip().startswith(">>>"):
        return line
    return re.sub(r"`+([^`]+)`+(\w?)", lambda found: f"``{found[1]}``" + (f"\\ {found[2]}" if found[2] else ""), line)


def setup(app: object) -> None:
    """Called by Sphinx."""
    app.connect("autodoc-process-docstring", _plain)  # type: ignore[attr-defined]
