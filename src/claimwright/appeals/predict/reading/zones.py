"""Where a description says what was asked for, what is to be treated, and why it was refused. Offsets are code points."""

from __future__ import annotations

import re
from dataclasses import dataclass

_END = r"(?=\bfor (?:the )?(?:\w+ )?(?:treatment|evaluation|management|diagnosis|assessment)\b|\bdue to\b|\bbecause\b|\bindicating\b|[.;](?:\s|$)|$)"
_ASKED = re.compile(
    r"\b(?:request\w*|authori[sz]\w+|reimburse\w*|coverage|approval|denied|denial|prescribed|recommended|undergo\w*|seek\w*)\b"
    rf"(.{{0,400}}?){_END}",
    re.IGNORECASE | re.DOTALL,
)
_TREATED = re.compile(
    r"\b(?:(?:treatment|treat|evaluation|evaluate|management|manage|assessment|diagnosis|diagnosed|history|presence) (?:of|with|as)|treat|evaluate"
    r"|suffer\w* from|condition of|due to|diagnos\w+:?)\s(.{0,160}?)(?=[.;](?:\s|$)|\bhas (?:denied|requested)\b|$)",
    re.IGNORECASE | re.DOTALL,
)
_SENTENCE = re.compile(r"[^.!?\n]+")
_REFUSED = re.compile(
    r"\b(?:deny|denied|denies|denial|denying|refus\w+|declin\w+|not covered|rejected)\b", re.IGNORECASE
)
_NAMED = re.compile(
    r"\b(?:request(?:ed|s|ing)?|authori[sz]ation|coverage|reimbursement|approval|denied|denial)\b[^.;]{0,40}?\b(?:for|of)\s+"
    r"(?:the |an? |his |her |their |my )?((?:(?!\b(?:for|due|because|to treat|has|was|is)\b)[^.;,\n]){3,60})",
    re.IGNORECASE,
)
_LONGEST_REASON = 600
_PRONOUNS = frozenset(
    [
        "coverage",
        "services",
        "service",
        "treatment",
        "it",
        "this",
        "care",
        "request",
        "authorization",
        "reimbursement",
        "benefits",
        "claim",
        "claims",
        "payment",
        "them",
        "medical",
    ]
)


@dataclass(frozen=True, slots=True)
class Zones:
    """Stretches of a text; inside them a term counts for more than elsewhere."""

    asked: tuple[tuple[int, int], ...]
    treated: tuple[tuple[int, int], ...]


def zones_of(text: str) -> Zones:
    """Where the service asked for and the condition to be treated stand."""
    return Zones(_spans(_ASKED, text), _spans(_TREATED, text))


def reason_of(text: str) -> str:
    """The sentences that tell of a refusal, which is where its reason stands; empty where none does."""
    sentences = (match[0].strip() for match in _SENTENCE.finditer(text))
    return " ".join(each for each in sentences if _REFUSED.search(each))[:_LONGEST_REASON]


def named_service(text: str) -> str:
    """The words after `requested ... for`: what was asked for, where no term for it is known."""
    for match in _NAMED.finditer(text):
        words = " ".join(match[1].split())
        if not set(words.lower().replace("and", "").split()) <= _PRONOUNS:
            return words
    return ""


def _spans(pattern: re.Pattern[str], text: str) -> tuple[tuple[int, int], ...]:
    return tuple(match.span(1) for match in pattern.finditer(text))
