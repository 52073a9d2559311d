"""What a language model is asked to write: an order for each message, drawn so that the set is mixed.

Realism is 40% polished, 40% casual, 20% messy, shifted by channel: text messages are messiest, then voicemail;
e-mails and web forms are cleaner. Source: the mix that a published suite describes for its training data.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from claimwright.intake.labels import CHANNELS, INSURANCE, INTENTS, PHI

if TYPE_CHECKING:
    from claimwright.llm import Request

REALISM = ("polished", "casual", "messy")
SHARES = (0.4, 0.4, 0.2)
SCALE = {
    "email": (1.3, 1.0, 0.4), "portal": (1.2, 1.0, 0.5), "web_form": (1.3, 1.0, 0.4), "chat": (0.7, 1.2, 1.2),
    "sms": (0.3, 1.1, 2.4), "voicemail": (0.5, 1.1, 1.8), "fax_note": (1.1, 1.0, 0.8),
}  # fmt: skip
PRACTICES = (
    "family medicine", "pediatrics", "dentistry", "orthopedics", "behavioral health", "obstetrics", "cardiology", "eye care", "dermatology",
    "physical therapy", "oncology", "imaging", "home health", "a laboratory", "urgent care", "a plan's member services", "a billing company",
    "an authorization department", "student health", "a medical equipment supplier",
)  # fmt: skip
WRITERS = (
    "an elderly person", "a teenager", "a tired parent", "an adult child of a patient", "someone who learned English late", "another office's front desk",
    "a nurse", "an attorney's office", "a human resources clerk", "a truck driver", "a college student", "a night-shift worker", "a legal guardian",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Order:
    """One message to be written."""

    intent: str
    channel: str
    realism: str
    practice: str
    writer: str
    insurance: tuple[str, ...]
    phi: tuple[str, ...]


def realism_weights(channel: str) -> tuple[float, ...]:
    """The shares of polished, casual and messy for a channel, summing to one."""
    raw = [share * scale for share, scale in zip(SHARES, SCALE[channel], strict=True)]
    return tuple(weight / sum(raw) for weight in raw)


def draw_orders(rng: random.Random, count: int) -> list[Order]:
    """Orders with every intent and channel in turn and the rest at random."""
    return [_draw(rng, INTENTS[n % len(INTENTS)], CHANNELS[(n // len(INTENTS)) % len(CHANNELS)]) for n in range(count)]


def _draw(rng: random.Random, intent: str, channel: str) -> Order:
    realism = rng.choices(REALISM, realism_weights(channel))[0]
    return Order(
        intent, channel, realism, rng.choice(PRACTICES), rng.choice(WRITERS),
        tuple(rng.sample(INSURANCE, rng.choice((0, 1, 2, 3, 4)))), tuple(rng.sample(PHI, rng.choice((0, 1, 2, 3)))),
    )  # fmt: skip


_SYSTEM = (
    "You write one inbound message to a US healthcare practice or health plan. All persons and numbers are invented. "
    "Answer with JSON: text, and for each layer the list of [value, label] in the order of the text. A value is copied "
    "from the text exactly, without cue words, titles or surrounding punctuation. Label everything of a kind that "
    "stands in the text, also what was not asked for. Every MEMBER_ID, GROUP_NUMBER and POLICY_NUMBER is also "
    "HEALTH_PLAN_ID in phi, every CLAIM_ID and AUTH_NUMBER also OTHER_ID, every SUBSCRIBER_NAME also NAME. "
    f"Insurance labels: {', '.join(INSURANCE)}. PHI labels: {', '.join(PHI)}."
)


def request_for(order: Order, seed: int) -> Request:
    """The request for one order."""
    from claimwright.llm import OutputSchema, Request, system, user

    wish = (
        f"Intent: {order.intent}. Channel: {order.channel}. Style: {order.realism}. Setting: {order.practice}. Writer: {order.writer}. "
        f"Mention insurance fields: {', '.join(order.insurance) or 'none'}. Mention identifiers: {', '.join(order.phi) or 'none'}."
    )
    return Request(
        (system(_SYSTEM), user(wish)),
        output=OutputSchema("Written", _schema()),
        max_tokens=900,
        temperature=1.0,
        seed=seed,
    )


def _schema() -> dict[str, Any]:
    pair = {"type": "array", "items": {"type": "string"}, "minItems": 2, "maxItems": 2}
    spans = {"type": "array", "items": pair}
    properties = {"text": {"type": "string"}, "insurance": spans, "phi": spans}
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}
