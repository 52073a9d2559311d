"""The request: our labels in our words, and the message as one JSON string that nothing can break out of."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from claimwright.intake.labels import INSURANCE, INTENTS, PHI
from claimwright.llm import ChatMessage, OutputSchema, Request, system, user

MAX_REPLY_TOKENS = 1200
RULES = Path(__file__).with_name("rules.txt")
_REPAIR = "Your answer did not meet the schema. Answer again, with that JSON object only."


def build_request(text: str, timeout_s: float) -> Request:
    """The request for one pseudonymised message."""
    data = json.dumps({"message": text}, ensure_ascii=False)
    return Request(
        (system(RULES.read_text("utf-8")), user(data)),
        output=REPLY_SCHEMA,
        max_tokens=MAX_REPLY_TOKENS,
        timeout_s=timeout_s,
    )


def repair_turns(request: Request) -> tuple[ChatMessage, ...]:
    """The turns of the one further try; the answer that failed is not sent back."""
    return (*request.messages, user(_REPAIR))


def _entries(labels: tuple[str, ...]) -> dict[str, Any]:
    properties = {
        "label": {"type": "string", "enum": list(labels)},
        "quote": {"type": "string"},
        "occurrence": {"type": "integer"},
    }
    return {"type": "array", "items": _closed(properties)}


def _closed(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


REPLY_SCHEMA = OutputSchema(
    "annotation",
    _closed({
        "intent": {"type": "string", "enum": list(INTENTS)},
        "insurance": _entries(INSURANCE),
        "phi": _entries(PHI),
    }),
)  # fmt: skip
