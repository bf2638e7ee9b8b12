"""The JSON Schema of a telegram, generated from the model, published in docs/, and versioned."""

from __future__ import annotations

from typing import Any

import msgspec

from reftel.telegram.model import SCHEMA_VERSION, Telegram


def telegram_schema() -> dict[str, Any]:
    """The schema (draft 2020-12) of one object of `reftel read --json`.

    >>> telegram_schema()["$id"]
    'reftel:telegram:1'
    """
    schema = msgspec.json.schema(Telegram)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"reftel:telegram:{SCHEMA_VERSION}", **schema}
