"""Spans of a text replaced by an operator, with a length map, and restored again."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from claimwright.core.errors import ConfigError, InputError
from claimwright.intake.redact.key import RedactionKey
from claimwright.intake.redact.operators import REVERSIBLE, Numbers, Operator, seal, substitute, unseal
from claimwright.intake.redact.pseudonym import reveal


class Spanned(Protocol):
    """Anything with a place and a label: `Span`, `Candidate`."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def label(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Replacement:
    """One replaced value: its place in the redacted text, its label, its length in the original, and its seal.

    `sealed` is the value encrypted under the key, for the operators that cannot be undone from the text alone.
    """

    start: int
    end: int
    label: str
    length: int
    sealed: str = ""


@dataclass(frozen=True, slots=True)
class Redaction:
    """A redacted text and its length map, in order of place. Holds no PHI in the clear."""

    text: str
    operator: Operator
    replacements: tuple[Replacement, ...]


def redact(
    text: str,
    spans: Iterable[Spanned],
    *,
    operator: Operator = "replace",
    key: RedactionKey | None = None,
    numbers: Numbers | None = None,
) -> Redaction:
    """The text with every span replaced. Overlapping spans are replaced as one, under the longest one's label.

    `key` is needed by hash, encrypt and pseudonym, and by restoring; without one a fresh key is used and forgotten.
    `numbers` carries numbered placeholders over the messages of a conversation. Offsets are code points.
    """
    key = key or RedactionKey.generate()
    numbers = numbers if numbers is not None else {}
    parts, replacements = list[str](), list[Replacement]()
    place = size = 0
    for start, end, label in _disjoint(text, spans):
        value = text[start:end]
        stand_in = substitute(operator, value, label, key, numbers)
        parts += (text[place:start], stand_in)
        size += start - place
        sealed = seal(value, label, key) if operator in ("mask", "replace") else ""
        replacements.append(Replacement(size, size + len(stand_in), label, end - start, sealed))
        size, place = size + len(stand_in), end
    return Redaction("".join([*parts, text[place:]]), operator, tuple(replacements))


def restore(redaction: Redaction, key: RedactionKey) -> str:
    """The original text, code point for code point.

    Raises `ConfigError` for an operator that cannot be undone, `InputError` where key or map do not fit the text.
    """
    if redaction.operator not in REVERSIBLE:
        raise ConfigError(
            f"{redaction.operator} cannot be undone",
            fix=f"redact with one of {', '.join(REVERSIBLE)}",
            code="INTAKE-RESTORE",
        )
    parts, place = list[str](), 0
    for item in redaction.replacements:
        value = _original(redaction, item, key)
        if value is None or len(value) != item.length or item.start < place:
            raise InputError(
                "the key or the map does not belong to this text",
                fix="use the key and map that redact wrote with it",
                code="INTAKE-RESTORE",
            )
        parts += (redaction.text[place : item.start], value)
        place = item.end
    return "".join([*parts, redaction.text[place:]])


_TOKEN = re.compile(r"\[([A-Z][A-Z0-9_]{1,20}):([A-Za-z0-9_=-]{22,4000})\]")


def restore_tokens(text: str, key: RedactionKey) -> str:
    """A text in which every `encrypt` token of this key is opened; needs no map, so the text may have been edited."""

    def opened(match: re.Match[str]) -> str:
        value = unseal(match[2], match[1], key)
        return match[0] if value is None else value

    return _TOKEN.sub(opened, text)


def _original(redaction: Redaction, item: Replacement, key: RedactionKey) -> str | None:
    stand_in = redaction.text[item.start : item.end]
    if redaction.operator == "pseudonym":
        return reveal(stand_in, key.derive("pseudonym"), item.label)
    if redaction.operator == "encrypt":
        return unseal(stand_in.removeprefix(f"[{item.label}:").removesuffix("]"), item.label, key)
    return unseal(item.sealed, item.label, key)


def _disjoint(text: str, spans: Iterable[Spanned]) -> list[tuple[int, int, str]]:
    """Spans in order; overlapping ones joined under the label of the longest."""
    joined: list[tuple[int, int, str, int]] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if not 0 <= span.start < span.end <= len(text):
            raise InputError(
                f"{span.start}-{span.end} is no span of a text of {len(text)} characters", code="INTAKE-SPAN"
            )
        length = span.end - span.start
        if joined and span.start < joined[-1][1]:
            start, end, label, longest = joined[-1]
            joined[-1] = (start, max(end, span.end), label if longest >= length else span.label, max(longest, length))
        else:
            joined.append((span.start, span.end, span.label, length))
    return [(start, end, label) for start, end, label, _ in joined]
