"""Messages in numbers: redrawn from the committed ones, or written by a language model."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from claimwright.intake.generate.clean import clean_record
from claimwright.intake.generate.prompts import Order, draw_orders, request_for
from claimwright.intake.generate.redraw import Mix, redraw_one
from claimwright.intake.labels import INTENTS
from claimwright.intake.model.pipeline import read_source
from claimwright.intake.model.recipe import SHIPPED, SNIPPETS
from claimwright.intake.records import Message, Span

if TYPE_CHECKING:
    from claimwright.llm import ChatModel


class Written(msgspec.Struct, frozen=True):
    """What the language model is asked to answer: a text, and its values with labels."""

    text: str
    insurance: list[tuple[str, str]]
    phi: list[tuple[str, str]]


def by_redraw(data: Path, count: int, seed: int) -> tuple[list[Message], dict[str, int]]:
    """`count` messages drawn from the committed ones, each changed at least by fresh values."""
    pool = [m for source in SHIPPED[-1].sources for m in read_source(data / source.path)]
    snippets = read_source(data / SNIPPETS)
    rng = random.Random(seed)
    out = [
        replace(redraw_one(rng, rng.choice(pool), snippets, Mix(keep=0.0)), id=f"g{seed}-{number:05d}")
        for number in range(1, count + 1)
    ]
    return out, {"messages": len(out), "pool": len(pool)}


def by_language_model(spec: str, count: int, seed: int, per_hour: int) -> tuple[list[Message], dict[str, int]]:
    """`count` messages ordered from the model that `spec` names; answers that cannot be used are counted.

    Raises `ConfigError` for a wrong spec and `ModelError` where the model cannot be reached at all.
    """
    from claimwright.llm import Budget, Metered, open_model

    model = Metered(open_model(spec), Budget(calls=count, per_hour=per_hour))
    return write_orders(model, draw_orders(random.Random(seed), count), seed)


def write_orders(model: ChatModel, orders: list[Order], seed: int) -> tuple[list[Message], dict[str, int]]:
    """One message for every order; a refused or ill-formed answer is counted and left out."""
    from claimwright.llm import ReplyError, read_reply

    counts: Counter[str] = Counter()
    out: list[Message] = []
    for number, order in enumerate(orders, 1):
        reply = model.complete(request_for(order, seed + number))
        try:
            written = read_reply(reply, Written)
        except ReplyError:
            counts["refused"] += 1
            continue
        out.append(_message(written, order, f"l{seed}-{number:05d}", counts))
    return out, {"messages": len(out)} | {
        name: counts[name] for name in ("refused", "kept", "changed", "located", "dropped")
    }


def _message(written: Written, order: Order, number: str, counts: Counter[str]) -> Message:
    record: dict[str, Any] = {"text": written.text, "insurance": list(written.insurance), "phi": list(written.phi)}
    cleaned = clean_record(record, counts)
    spans = {layer: tuple(Span(*span) for span in cleaned[layer]) for layer in ("insurance", "phi")}
    extra = {"realism": order.realism, "practice": order.practice}
    assert order.intent in INTENTS
    return Message(number, written.text, order.channel, order.intent, spans["insurance"], spans["phi"], extra)
