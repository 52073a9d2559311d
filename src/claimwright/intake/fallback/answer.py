"""The model's answer read strictly: another key, label or type refuses it whole."""

from __future__ import annotations

import msgspec

from claimwright.intake.labels import INTENTS, LABELS, Layer
from claimwright.llm import Reply, ReplyError, read_reply

MAX_SPANS = 200
LAYERS: tuple[Layer, ...] = ("insurance", "phi")


class Quoted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A labelled quote; `occurrence` counts its places in the text from 1."""

    label: str
    quote: str
    occurrence: int


class Answer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An annotation as the model gives it, not yet located."""

    intent: str
    insurance: list[Quoted]
    phi: list[Quoted]

    def layer(self, layer: Layer) -> list[Quoted]:
        return self.insurance if layer == "insurance" else self.phi


def read_answer(reply: Reply) -> Answer:
    """The reply as an answer. Raises `ReplyError` where it breaks the schema in any way, or calls a tool."""
    answer = read_reply(reply, Answer)
    known = all(_is_closed(layer, answer) for layer in LAYERS)
    if reply.tool_calls or answer.intent not in INTENTS or not known:
        raise ReplyError(
            "the model's reply uses labels or tools that it was not offered",
            fix="use a model that supports structured output",
            code="INTAKE-LLM-LABEL",
        )
    return answer


def _is_closed(layer: Layer, answer: Answer) -> bool:
    quoted = answer.layer(layer)
    return len(quoted) <= MAX_SPANS and all(item.label in LABELS[layer] for item in quoted)
