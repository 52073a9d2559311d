"""What a question asks: its kind, what it names, and whom the answer is for.

Patterns, not a model: the kinds are few, and a wrong guess would be worse than "the trace does not say".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from claimwright.assistant import mentions
from claimwright.assistant.kinds import Kind, is_outside, kind_of
from claimwright.assistant.mentions import Audience
from claimwright.assistant.rules import names_a_rule


@dataclass(frozen=True, slots=True)
class Question:
    """A question, read."""

    text: str
    kind: Kind
    lines: tuple[int, ...] = ()
    """Line numbers, -1 for the last."""
    procedures: tuple[str, ...] = ()
    services: tuple[tuple[str, str], ...] = ()
    """Ranges of procedure codes that words such as `the visit` mean."""
    dates: tuple[str, ...] = ()
    modifiers: tuple[str, ...] = ()
    units: int | None = None
    claims: tuple[str, ...] = ()
    amounts: tuple[int, ...] = ()
    """In cents."""
    percentages: tuple[str, ...] = ()
    rule: str = ""
    """The words that name a rule, for `why_not`."""
    code: str = ""
    """`CO-236`, `236` or `N362`."""
    audience: Audience = "operator"
    state: str = ""
    """`denied`, `pended`, `paid`: what the question takes for granted about what it asks of."""

    @property
    def names_a_line(self) -> bool:
        """Whether some lines are meant rather than the claim."""
        return bool(self.lines or self.procedures or self.services)


_STATES = (
    ("denied", r"\b(?:den(?:y|ied|ial|ials|ies)|reject(?:ed|ion)|refused|disallowed|declined|bounced|kicked)\b"),
    ("pended", r"\b(?:pend(?:ed|ing)?|held|on hold)\b"),
    ("paid", r"\b(?:paid|reduced|cut|allowed|priced)\b"),
)


def read_question(text: str) -> Question:
    """Read a question. One that fits no kind is `unknown`."""
    text = _plain(text)
    kind = _kind(text)
    return Question(
        text=text,
        kind=kind,
        lines=mentions.lines_named(text),
        procedures=mentions.procedures_named(text),
        services=mentions.kinds_of_service(text),
        dates=mentions.dates_named(text),
        modifiers=mentions.modifiers_named(text),
        units=mentions.units_named(text),
        claims=mentions.claims_named(text),
        amounts=mentions.amounts_named(text),
        percentages=mentions.percentages_named(text),
        rule=mentions.rule_words(text) if kind == "why_not" else "",
        code=mentions.code_named(text),
        audience=mentions.audience_of(text),
        state=_state(text),
    )


def _kind(text: str) -> Kind:
    """The kind by the words; where they fit none, what a rule that is named said, or why a line that is named is so."""
    kind = kind_of(text)
    if kind != "unknown" or is_outside(text) or _ORDER.search(text):
        return kind
    if mentions.modifiers_named(text) and not _DEFINITION.search(text):
        return "change"
    if names_a_rule(text):
        return "judged"
    is_named = mentions.lines_named(text) or (mentions.procedures_named(text) and not _DEFINITION.search(text))
    return "why" if is_named else "unknown"


_ORDER = re.compile(
    r"\A\W*(?:please |can you |could you |will you )?(?:change|approve|set|delete|update|overrid\w*|pay|reprocess|void)\b",
    re.IGNORECASE,
)
_DEFINITION = re.compile(
    r"\bwhat(?:'s| is| does| are)\b(?: the| a)?(?: code| procedure)?\s*\w{5}(?: mean| for)?\W*\Z", re.IGNORECASE
)


def _plain(text: str) -> str:
    """Typographic apostrophes as plain ones, contractions without one with it, and single spaces."""
    text = " ".join(text.replace("\u2019", "'").replace("\u2018", "'").split())
    return re.sub(r"\b(did|does|was|is|has|would|should|were|do)nt\b", r"\1n't", text, flags=re.IGNORECASE)


def _state(text: str) -> str:
    if re.search(r"\bnot (?:been )?(?:denied|rejected|pended)\b", text, re.IGNORECASE):
        return ""
    if re.search(r"\b(?:not|n't|never|un)[ -]?(?:been |getting )?(?:paid|pay|reimbursed)\b", text, re.IGNORECASE):
        return ""
    return next((state for state, words in _STATES if re.search(words, text, re.IGNORECASE)), "")
