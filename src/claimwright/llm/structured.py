"""Structured output: a closed JSON Schema from a msgspec type, and the reply read back as that type."""

from __future__ import annotations

from typing import Any, TypeVar, cast

import msgspec

from claimwright.llm.errors import ReplyError
from claimwright.llm.records import OutputSchema, Reply

T = TypeVar("T")


def schema_for(kind: type[Any], name: str = "") -> OutputSchema:
    """The schema of a struct, closed (no other keys) and with every key required, as strict providers ask."""
    schema = msgspec.json.schema(kind)
    defs: dict[str, Any] = schema.pop("$defs", {})
    return OutputSchema(name or kind.__name__, cast("dict[str, Any]", _inline(schema, defs)))


def read_reply(reply: Reply, kind: type[T]) -> T:
    """The reply's content as `kind`; `ReplyError` where it is refused, cut off or of another shape."""
    if reply.stop in ("refusal", "length", "error"):
        raise ReplyError(f"the model gave no full answer (it stopped for {reply.stop!r})", code="LLM-REPLY-STOP")
    try:
        return msgspec.json.decode(reply.content, type=kind, strict=True)
    except (msgspec.DecodeError, UnicodeError) as error:
        raise ReplyError(
            f"the model's reply does not meet the schema {kind.__name__!r}: {_shape_only(error)}",
            fix="use a model that supports structured output",
            code="LLM-REPLY-SCHEMA",
        ) from None


def _shape_only(error: Exception) -> str:
    """What is wrong with the shape, never the words of the reply."""
    return "wrong field or type" if isinstance(error, msgspec.ValidationError) else "ill-formed JSON"


def _inline(node: Any, defs: dict[str, Any]) -> Any:
    """Replace references by what they name and close every object."""
    if isinstance(node, list):
        return [_inline(item, defs) for item in cast("list[Any]", node)]
    if not isinstance(node, dict):
        return node
    node = cast("dict[str, Any]", node)
    if "$ref" in node:
        return _inline(defs[node["$ref"].rsplit("/", 1)[-1]], defs)
    plain = {key: _inline(value, defs) for key, value in node.items() if key not in ("title", "default", "description")}
    if "properties" in plain:
        plain |= {"additionalProperties": False, "required": list(plain["properties"])}
    return plain
