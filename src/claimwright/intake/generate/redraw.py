"""The training messages drawn anew for every epoch: fresh values, other cues, added sentences, channel noise.

Every draw is decided by the seed, the epoch and the number of the message, so that a run can be repeated.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from claimwright.intake.generate import lexicon, noise
from claimwright.intake.generate.edit import Edit, apply_edits, join, outside, spans_of
from claimwright.intake.generate.values import MAKERS, fresh, turned
from claimwright.intake.records import Message

_CUE = re.compile(
    r"(?<![A-Za-z])("
    + "|".join(re.escape(cue) for cue, _ in sorted(lexicon.CUES, key=lambda c: -len(c[0])))
    + r")(?![A-Za-z])",
    re.IGNORECASE,
)
_SYNONYMS = dict(lexicon.CUES)
_LISTED = re.compile(r"(?:[:=|\t]|\b(?:pt|patient|re|attn))[ \t]{0,2}\Z", re.IGNORECASE)
"""What stands before a name in a list or a form, where registers write the family name first."""
_TURNED = 0.2
_FIXED = frozenset(("Medicare", "Medicaid", "medicare", "medicaid", "MEDICARE", "MEDICAID"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Mix:
    """How often each change is made to a message, as probabilities."""

    keep: float = 0.25
    """A message is left exactly as written."""
    refill: float = 0.8
    """Of the others: every value is replaced with this probability."""
    cues: float = 0.25
    join: float = 0.3
    lower: float = 0.06
    upper: float = 0.03
    typos: float = 0.08
    shorten: float = 0.25
    punctuation: float = 0.08
    flatten: float = 0.06


def refill(rng: random.Random, message: Message, share: float) -> Message:
    """Replace values by fresh ones; a value written twice is replaced by the same new value both times."""
    chosen: dict[tuple[str, str], str] = {}
    edits: list[Edit] = []
    last = -1
    for span in spans_of(message):
        old = message.text[span.start : span.end]
        if span.label not in MAKERS or span.start < last:
            continue
        last = span.end
        if old in _FIXED and rng.random() < 0.5:
            continue
        key = (span.label, old.lower())
        if key not in chosen:
            chosen[key] = fresh(rng, span.label, old) if rng.random() < share else old
            if span.label in ("NAME", "SUBSCRIBER_NAME") and _LISTED.search(message.text, 0, span.start):
                chosen[key] = turned(chosen[key]) if rng.random() < _TURNED else chosen[key]
        edits.append((span.start, span.end, chosen[key]))
    return apply_edits(message, edits)


def recue(rng: random.Random, message: Message, rate: float) -> Message:
    """Other cue words for the same things."""
    edits: list[Edit] = []
    for start, end in outside(message):
        for match in _CUE.finditer(message.text, start, end):
            if rng.random() < rate:
                new = rng.choice(_SYNONYMS[match.group().lower()])
                edits.append(
                    (match.start(), match.end(), new.lower() if match.group().islower() and not new.isupper() else new)
                )
    return apply_edits(message, edits)


def redraw_one(rng: random.Random, message: Message, snippets: Sequence[Message], mix: Mix) -> Message:
    """One message drawn anew."""
    if rng.random() < mix.keep:
        return message
    drawn = refill(rng, message, mix.refill)
    if rng.random() < mix.cues:
        drawn = recue(rng, drawn, 0.5)
    if snippets and rng.random() < mix.join and len(drawn.text) < 500:
        drawn = add_snippet(rng, drawn, snippets)
    return add_noise(rng, drawn, mix)


def add_snippet(rng: random.Random, message: Message, snippets: Sequence[Message]) -> Message:
    """Put one or two written sentences, refilled, before or after the message, as its channel would."""
    style = "formal" if message.channel in ("email", "portal") else message.channel
    fitting = [s for s in snippets if s.channel in (message.channel, "email") or style == "formal"]
    for snippet in rng.sample(fitting, min(len(fitting), rng.choice((1, 1, 2)))):
        extra = refill(rng, replace(snippet, channel=message.channel), 0.8)
        between = "\n" if "\n" in message.text or rng.random() < 0.1 else " "
        message = join(message, extra, between) if rng.random() < 0.7 else replace(
            join(extra, message, between), id=message.id, intent=message.intent
        )  # fmt: skip
    return message


def add_noise(rng: random.Random, message: Message, mix: Mix) -> Message:
    """The noise of the channel."""
    if rng.random() < mix.flatten:
        message = noise.flatten(rng, message)
    if message.channel in ("sms", "chat") and rng.random() < mix.shorten:
        message = noise.shorten(rng, message, 0.4)
    if rng.random() < mix.punctuation * (3 if message.channel == "voicemail" else 1):
        message = noise.strip_punctuation(rng, message, rng.choice((0.5, 1.0)))
    if rng.random() < mix.typos:
        message = noise.typos(rng, message, 0.08)
    if rng.random() < mix.lower * (3 if message.channel in ("sms", "chat", "voicemail") else 1):
        return noise.lower(message)
    return noise.upper(message) if rng.random() < mix.upper else message


def redraw(
    messages: Sequence[Message], epoch: int, *, seed: int = 7, snippets: Sequence[Message] = (), mix: Mix | None = None
) -> list[Message]:
    """All messages drawn anew for one epoch."""
    chosen = mix or Mix()
    return [
        redraw_one(random.Random(f"{seed}/{epoch}/{number}"), m, snippets, chosen) for number, m in enumerate(messages)
    ]
