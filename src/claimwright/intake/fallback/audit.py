"""What would be sent for annotated messages, and what of their PHI would survive in it. Nothing is sent.

Run it with `python -m claimwright.intake.fallback.audit data/intake/dev.jsonl`.
"""

from __future__ import annotations

import re
import secrets
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from claimwright.intake.extractor import Extractor
from claimwright.intake.fallback.fallback import THRESHOLD
from claimwright.intake.fallback.prompt import build_request
from claimwright.intake.fallback.pseudonym import Pseudonymiser
from claimwright.intake.messages import read_annotated
from claimwright.intake.records import Extraction, Message
from claimwright.llm import count_request

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Audit:
    """Counts over annotated messages. `tokens` are input tokens of a sent message on average, counted offline.

    `survived` counts, by label, PHI spans of which every word and number would stand unchanged in the text sent, for
    all messages and not only for those below the threshold; `spans` counts them all.
    """

    messages: int
    threshold: float
    share: float
    tokens: float
    survived: dict[str, int]
    spans: dict[str, int]


def audit(messages: Sequence[Message], extractor: Extractor, threshold: float = THRESHOLD) -> Audit:
    """Read, pseudonymise and count; asks no model."""
    pseudonymiser = Pseudonymiser(secrets.token_bytes(32))
    survived: Counter[str] = Counter()
    tokens: list[int] = []
    for message in messages:
        extraction = extractor.extract(message.text)
        sent = pseudonymiser.apply(message.text, (*extraction.insurance, *extraction.phi)).text
        survived.update(_survivors(message, sent))
        tokens += _tokens(extraction, sent, threshold)
    return Audit(
        messages=len(messages),
        threshold=threshold,
        share=round(len(tokens) / max(1, len(messages)), 4),
        tokens=round(sum(tokens) / max(1, len(tokens)), 1),
        survived=dict(survived),
        spans=dict(Counter(span.label for message in messages for span in message.phi)),
    )


def _tokens(extraction: Extraction, sent: str, threshold: float) -> list[int]:
    return [count_request(build_request(sent, 1.0))] if extraction.confidence < threshold else []


def _survivors(message: Message, sent: str) -> Iterable[str]:
    for span in message.phi:
        words = list(_WORD.finditer(message.text, span.start, span.end))
        if words and all(sent[w.start() : w.end()] == w[0] for w in words):
            yield span.label


def main(paths: Sequence[str]) -> None:
    """Write one JSON line for each file."""
    extractor = Extractor.load()
    for path in paths:
        report = audit(list(read_annotated(Path(path))), extractor)
        sys.stdout.write(msgspec.json.encode({"file": path, "audit": report}).decode() + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
