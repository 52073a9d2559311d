"""Words that may leave the host as they are: what is on no list here, or is also a name, gets a surrogate."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from claimwright.intake.records import Message

MONTHS = frozenset({
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
})  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_NAMES = frozenset({"NAME", "SUBSCRIBER_NAME"})
_FOLDER = Path(__file__).parent


@cache
def known_words() -> frozenset[str]:
    """Common words and terms, in lower case, without those that are also names."""
    return ((_read("words.txt") | MONTHS) - also_names()) | _read("terms.txt")


@cache
def terms() -> frozenset[str]:
    """Terms of the trade and parts of identifiers that name their kind."""
    return _read("terms.txt")


@cache
def also_names() -> frozenset[str]:
    """Common words that are names too: known in lower case, unknown with a capital."""
    return _read("names_also_words.txt")


@cache
def plain_words() -> frozenset[str]:
    """What may stand in lower case: known words, and common words that are names only with a capital."""
    return known_words() | _read("words.txt") | MONTHS


def build_words(messages: Iterable[Message]) -> list[str]:
    """The list `words.txt`: in lower case in two messages, outside every span, rarely part of a name."""
    seen: Counter[str] = Counter()
    named: Counter[str] = Counter()
    for message in messages:
        seen.update({word for word, labels in _words(message) if not labels and word.islower()})
        named.update(word.lower() for word, labels in _words(message) if labels & _NAMES)
    common = (word for word, count in seen.items() if count > 1 and count >= 2 * named[word])
    return sorted({word.replace("’", "'") for word in common})


def _words(message: Message) -> Iterator[tuple[str, set[str]]]:
    spans = (*message.insurance, *message.phi)
    for match in _WORD.finditer(message.text):
        yield match[0], {s.label for s in spans if s.start < match.end() and match.start() < s.end}


def _read(name: str) -> frozenset[str]:
    lines = (_FOLDER / name).read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
