"""The documentation says what the code does: names are mentioned, examples run, links lead somewhere, the schema is the model's."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

import reftel
from reftel.cli import COMMANDS
from reftel.guard import GROUPS, RULES
from reftel.read.repairs import ORDER
from reftel.registry import KINDS, plugins
from reftel.search.query import FIELDS
from reftel.search.searching import FACETS
from reftel.settings import SETTINGS
from reftel.synth.damage import MODELS, model
from reftel.telegram.model import Telegram
from reftel.telegram.schema import telegram_schema
from reftel.telegram.vocabulary import table
from reftel.write import FAMILIES, OPTIONS

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.glob("*.md"))
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


def page(name: str) -> str:
    return (DOCS / f"{name}.md").read_text(encoding="utf-8")


def blocks(path: Path) -> list[str]:
    return [code for code in BLOCK.findall(path.read_text(encoding="utf-8")) if not code.startswith("# not run")]


def own(kind: str) -> list[str]:
    """Our own plug-ins: what other packages add they document themselves."""
    return [name for name, module in plugins(kind).items() if module.__name__.startswith("reftel.")]


@pytest.mark.parametrize("row", SETTINGS, ids=lambda row: row.name)
def test_settings_are_documented_with_their_default_and_help(row) -> None:
    line = next((line for line in page("settings").splitlines() if line.startswith(f"| `{row.name}` ")), "")
    assert f"| {row.shown} |" in line
    assert row.help in line


@pytest.mark.parametrize("name", FIELDS)
def test_query_fields_are_documented(name: str) -> None:
    assert f"| `{name}:` |" in page("searching")


def test_counts_of_the_searching_page_are_those_of_the_demonstration(demo: Path, tmp_path: Path) -> None:
    wrong = {}
    with reftel.open_archive(tmp_path / "sulmir.reftel", mode="w") as archive:
        archive.add(reftel.read_all(demo))
        for line in page("searching").splitlines():
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            if len(cells) < 3 or not re.fullmatch(r"\d+(?:, \d+)*", cells[-1]):
                continue
            counts = [int(count) for count in cells[-1].split(", ")]
            queries = re.findall(r"`([^`]+)`", cells[-2] if len(cells) == 4 else cells[0])
            found = [archive.search(query).count for query in queries]
            if found != (counts if len(counts) > 1 else counts * len(queries)):
                wrong[line] = found
    assert wrong == {}


@pytest.mark.parametrize("name", FACETS)
def test_facets_are_documented(name: str) -> None:
    assert f"`{name}`" in page("searching").partition("## Facets")[2]


@pytest.mark.parametrize("kind", KINDS)
def test_plugins_are_documented(kind: str) -> None:
    row = next(line for line in page("plugins").splitlines() if f"| `{KINDS[kind][0]}` |" in line)
    assert [name for name in own(kind) if f"`{name}`" not in row] == []


def test_repairs_and_formats_are_told_to_readers() -> None:
    assert [name for name in (*own("repair"), *own("format")) if f"| `{name}` |" not in page("reading")] == []
    told = re.findall(r"^\| `(\w+)` \|", page("reading").partition("## Repairs")[2].partition("### Before")[0], re.MULTILINE)
    assert tuple(told) == ORDER


@pytest.mark.parametrize("name", COMMANDS)
def test_commands_are_documented(name: str) -> None:
    assert f"| `reftel {name}" in page("exit-codes")


@pytest.mark.parametrize("name", Telegram.__struct_encode_fields__)
def test_fields_of_a_telegram_are_documented(name: str) -> None:
    rows = page("json").partition("## Fields of a telegram")[2]
    assert any(f"`{name}`" in line.split("|")[1] for line in rows.splitlines() if line.startswith("| `"))


def test_defects_are_documented() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "src/reftel/read").rglob("*.py")))
    kinds = set(re.findall(r'Defect\("(\w+)"', source)) | set(re.findall(r'faults\.append\(\("(\w+)"', source))
    kinds |= {"no_classification", "no_subject", "no_signer"}
    assert sorted(kind for kind in kinds if f"`{kind}`" not in page("reading")) == []


def test_rules_of_checking_are_documented() -> None:
    told = re.findall(r"^\| `(\w+)` \| (error|warning|note) \| (.+?) \| (.+?) \|$", page("checking").partition("## Rules")[2], re.MULTILINE)
    assert told == [(rule.name, rule.severity, rule.says, rule.source) for group in GROUPS for rule in RULES if rule.group == group]


def test_vocabularies_of_explaining_are_documented_with_their_rows() -> None:
    told = re.findall(r"^\| `(\w+)` \| .+? \| ([\d,]+) \|$", page("explaining").partition("## Vocabularies")[2], re.MULTILINE)
    assert told == [(name, f"{len(table(name)):,}") for name, _ in told]
    assert len(told) >= 15


def test_kinds_of_damage_are_documented_with_their_rates() -> None:
    told = dict(re.findall(r"^\| `(\w+)` \|.*\| (\d+\.\d\d) % \| (?:yes|no: named) \|$", page("synthesis"), re.MULTILINE))
    assert told == {name: f"{model(name).RATE * 100:.2f}" for name in MODELS}


@pytest.mark.parametrize("name", [name for family in FAMILIES for name in (family, *OPTIONS[family])])
def test_families_and_options_of_writing_are_documented(name: str) -> None:
    assert f"`{name}`" in page("writing")


def test_the_published_schema_is_the_models() -> None:
    published = json.loads((DOCS / "schema" / "telegram-1.json").read_text(encoding="utf-8"))
    assert published == json.loads(json.dumps(telegram_schema()))


@pytest.mark.parametrize("path", [path for path in PAGES if blocks(path)], ids=lambda path: path.stem)
def test_python_examples_run(path: Path, demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(demo, tmp_path / "telegrams")
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {"__name__": "example"}
    for number, code in enumerate(blocks(path), 1):
        exec(compile(code, f"{path.name}, block {number}", "exec"), names)


@pytest.mark.parametrize("path", [*PAGES, ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"], ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    prose = FENCED.sub("", path.read_text(encoding="utf-8"))
    links = [link.partition("#")[0] for link in LINK.findall(prose) if "://" not in link and not link.startswith(("#", "mailto:"))]
    assert [link for link in links if not (path.parent / link).exists()] == []
