"""The model: what a read telegram looks like in JSON, against the published schema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest

import reftel
from reftel.read import read_text
from reftel.telegram.model import KINDS, Inference, Paragraph, Telegram, Unreadable
from reftel.telegram.schema import telegram_schema
from reftel.text import Span


@pytest.fixture(scope="module")
def validator() -> Any:
    schema = telegram_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def test_a_clean_telegram_fits_the_schema(clean: str, validator: Any) -> None:
    built = read_text(clean).to_dict()
    validator.validate(built)
    assert json.loads(json.dumps(built)) == built, "nothing but plain types"
    assert built["from"]["plad"] == "AMEMBASSY STRELSAU"
    assert "sender" not in built
    assert built["at"]["mrn"] == [clean.index("STRELSAU 001234"), clean.index("STRELSAU 001234") + 15]


def test_every_demo_telegram_fits_the_schema(demo: Path, validator: Any) -> None:
    for telegram in reftel.read_all(demo):
        assert isinstance(telegram, Telegram)
        validator.validate(telegram.to_dict())
        assert {one.kind for one in telegram.paragraphs} <= set(KINDS)


def test_an_empty_telegram_fits_the_schema(validator: Any) -> None:
    validator.validate(Telegram().to_dict())


@pytest.mark.parametrize("wrong", [{"at": {"mrn": "7"}}, {"paragraphs": [{"number": 1}]}, {"tags": "PREL"}, {"from": {}}])
def test_the_schema_refuses_what_is_wrong(validator: Any, wrong: dict[str, Any]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        validator.validate(Telegram().to_dict() | wrong)


def test_json_goes_there_and_back(clean: str) -> None:
    telegram = read_text(clean.replace("1. (C) SUM", "11. (C) SUM"))
    assert telegram.changes
    assert msgspec.json.decode(msgspec.json.encode(telegram), type=Telegram) == telegram
    assert msgspec.convert(telegram.to_dict(), Telegram) == telegram


def test_what_was_read_goes_before_what_was_inferred() -> None:
    inferred = [Inference("mrn", "07STRELSAU1", 0.9, ["file name"]), Inference("tags", ["PREL"], 0.5, ["subject"])]
    assert Telegram(mrn="07ZENDA2", inferred=inferred).known("mrn") == "07ZENDA2"
    assert Telegram(inferred=inferred).known("mrn") == "07STRELSAU1"
    assert Telegram(inferred=inferred).known("tags") == ["PREL"]
    assert (Telegram().known("mrn"), Telegram().known("tags"), Telegram().known("no such field")) == (None, [], None)


def test_the_text_for_reading() -> None:
    at = Span(0, 0)
    paragraphs = [Paragraph(1, "C", "body", "THE BRIDGE", "It holds.", at, at), Paragraph(None, None, "body", None, "So far.", at, at)]
    assert Telegram(paragraphs=paragraphs).text == "THE BRIDGE\n\n1. (C) It holds.\n\nSo far."


def test_names_of_inputs() -> None:
    assert Unreadable("a.csv", "broken", "BadInput", row=3).name == "a.csv row 3"
    assert Unreadable("a.zip", "broken", "BadInput", member="b.csv", row=3).name == "a.zip!b.csv row 3"
    assert Unreadable("a.txt", "broken", "BadInput", part=2).name == "a.txt telegram 2"
    built = Unreadable("a.txt", "broken", "BadInput").to_dict()
    assert built == {"path": "a.txt", "reason": "broken", "kind": "BadInput", "member": None, "row": None, "part": None}
