"""What channels do to text: casing, slips of the finger, lost punctuation, lost line breaks. Spans stay exact."""

from __future__ import annotations

import random
import re
from dataclasses import replace

from claimwright.intake.generate.edit import Edit, apply_edits, outside
from claimwright.intake.records import Message

_WORD = re.compile(r"[A-Za-z]{4,}")
_NEAR = dict(zip("qwertyuiopasdfghjklzxcvbnm", "wertyuiopasdfghjklkxcvbnmn", strict=True))
_SHORT = {
    "you": "u", "your": "ur", "are": "r", "please": "pls", "to": "2", "for": "4", "because": "cuz", "and": "n", "with": "w/", "appointment": "appt",
    "thanks": "thx", "tomorrow": "tmrw", "before": "b4", "number": "num", "insurance": "ins", "want": "wanna", "the": "da", "people": "ppl",
    "patient": "pt", "through": "thru", "about": "abt", "without": "w/o", "would": "wud", "know": "kno", "what": "wat",
}  # fmt: skip


def lower(message: Message) -> Message:
    """Everything in lower case, where that keeps the length."""
    text = message.text.lower()
    return replace(message, text=text) if len(text) == len(message.text) else message


def upper(message: Message) -> Message:
    """Everything in capitals, where that keeps the length."""
    text = message.text.upper()
    return replace(message, text=text) if len(text) == len(message.text) else message


def slip(rng: random.Random, word: str) -> str:
    """One slip of the finger: a letter lost, doubled, swapped or hit beside."""
    at = rng.randrange(1, len(word) - 1)
    kind = rng.randrange(4)
    if kind == 0:
        return word[:at] + word[at + 1 :]
    if kind == 1:
        return word[: at + 1] + word[at:]
    if kind == 2:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + _NEAR.get(word[at].lower(), word[at]) + word[at + 1 :]


def typos(rng: random.Random, message: Message, rate: float) -> Message:
    """Slips in words that belong to no span."""
    edits: list[Edit] = []
    for start, end in outside(message):
        hit = [match for match in _WORD.finditer(message.text, start, end) if rng.random() < rate]
        edits += [(match.start(), match.end(), slip(rng, match.group())) for match in hit]
    return apply_edits(message, edits)


def shorten(rng: random.Random, message: Message, rate: float) -> Message:
    """The abbreviations of text messages."""
    edits: list[Edit] = []
    for start, end in outside(message):
        for match in re.finditer(r"[A-Za-z]+", message.text[start:end]):
            short = _SHORT.get(match.group().lower())
            if short and rng.random() < rate:
                edits.append((start + match.start(), start + match.end(), short))
    return apply_edits(message, edits)


def strip_punctuation(rng: random.Random, message: Message, rate: float) -> Message:
    """Lose commas and full stops outside spans, as speech recognition and hurried typists do."""
    edits: list[Edit] = []
    for start, end in outside(message):
        marks = re.finditer(r"[.,;!?](?=\s|$)", message.text[start:end])
        edits += [(start + m.start(), start + m.end(), "") for m in marks if rng.random() < rate]
    return apply_edits(message, edits)


def flatten(rng: random.Random, message: Message) -> Message:
    """Line breaks become spaces, slashes or bars, or line breaks grow."""
    new = rng.choice((" ", " ", " / ", " | ", "\r\n", "\n\n", "; ", " - "))
    edits = [
        (start + m.start(), start + m.end(), new)
        for start, end in outside(message)
        for m in re.finditer(r"\n+", message.text[start:end])
    ]
    return apply_edits(message, edits)
