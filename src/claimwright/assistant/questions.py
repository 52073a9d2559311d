"""What a question asks: its kind, the line, the rule or code it names, and whom the answer is for.

Patterns, not a model: the kinds are few, and a wrong guess would be worse than "the trace does not say".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["why", "allowed", "owes", "decided", "why_not", "change", "code", "pended", "summary", "unknown"]
Audience = Literal["provider", "member", "operator"]


@dataclass(frozen=True, slots=True)
class Question:
    """A question, read."""

    text: str
    kind: Kind
    line: int | None = None
    rule: str = ""
    """The words that name a rule, for `why_not`."""
    code: str = ""
    """`CO-236`, `236` or `N362`, for `code`."""
    audience: Audience = "operator"


_LINE = re.compile(r"\b(?:line|service)\s*(?:no\.?|number|#)?\s*(\d{1,3})\b", re.IGNORECASE)
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}
_ORDINAL = re.compile(r"\b(first|second|third|fourth|fifth) line\b", re.IGNORECASE)
_CODE = re.compile(
    r"\b((?:CO|PR|OA|PI)[- ]?[A-Z]?\d{1,3}|(?:CARC|RARC|reason|remark)\s+(?:code\s+)?([A-Z]{0,2}\d{1,3})|[MN][A]?\d{1,3})\b",
    re.IGNORECASE,
)
_NOT = r"(?:not|n't|never)"
_RULES: tuple[tuple[Kind, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("change", r"\bwhat (?:would|has|have|must|needs?|should|can|could)\b.*\b(?:chang|differ|be done|pay|paid|approve|fix|correct)|\bhow (?:can|could|do|would|should)\b.*\b(?:get|be|fix|correct|appeal|resubmit).*|\bwhat if\b|\bfor line \d+ to (?:pay|be paid)"),
        ("why_not", rf"\bwhy (?:did|does|do|was|were|is|has|have)(?:{_NOT}| {_NOT})?\b.*\b{_NOT}\b.*\b(?:appl|fire|run|trigger|hit|deny|used|taken|charged)|\bwhy (?:did|does|was|is|has)n't\b.*\b(?:appl|fire|run|trigger|hit|deny|used|taken|charged)"),
        ("pended", r"\bpend(?:ed|s|ing)?\b|\bon hold\b|\bwhat is (?:needed|missing)\b|\bwait(?:s|ing)?\b"),
        ("summary", r"\bsummar|\bexplain (?:the|this|my) claim\b|\boverview\b|\bwhat happened\b|\bwalk me through\b"),
        ("code", r"\bwhat (?:does|do|is|are|was)\b.*\b(?:mean|stand for|adjustment code|reason code|remark code|code)\b|\bmeaning of\b"),
        ("owes", r"\b(?:owe|owes|owed|responsib|member'?s? share|patient share|copay|coinsurance|deductible|out of pocket|out-of-pocket)\b"),
        ("allowed", r"\ballow(?:ed|able|s|ance)?\b|\bpriced?\b|\bpricing\b|\bfee schedule\b|\brate\b|\bhow .*(?:calculat|comput)"),
        ("decided", r"\bwh(?:ich|at) (?:rule|table|row|edit|contract|plan|benefit|clause|policy|fee)\b|\bwho decided\b|\bwhat decided\b|\bwhich .*\b(?:decid|appl|used|cause)"),
        ("why", r"\bwhy\b|\bhow come\b|\breason\b|\bden(?:y|ied|ial)\b|\breduc|\brejected\b|\bnot paid\b|\bunpaid\b"),
    )
)  # fmt: skip
_AUDIENCES: tuple[tuple[Audience, re.Pattern[str]], ...] = (
    ("member", re.compile(r"\b(?:member|patient|subscriber)\b", re.IGNORECASE)),
    ("provider", re.compile(r"\b(?:provider|doctor|practice|billing|physician|office)\b", re.IGNORECASE)),
)
_RULE_WORDS = re.compile(
    r"\bwhy (?:did|does|do|was|were|is|has|have|didn't|doesn't|wasn't|isn't|hasn't)\b\s*(?:the\s+)?(?:rule\s+|clause\s+|edit\s+)?(.*?)\s+(?:not|never|apply|applied|fire|fired|run|trigger|hit|deny|used|taken|charged)",
    re.IGNORECASE,
)


def read_question(text: str) -> Question:
    """Read a question. One that fits no kind is `unknown`."""
    kind = next((kind for kind, pattern in _RULES if pattern.search(text)), "unknown")
    if kind == "owes" and re.search(r"\bwhy\b.*\b(?:denied|deny|denial)\b", text, re.IGNORECASE):
        kind = "why"
    return Question(text, kind, _line(text), _rule(text) if kind == "why_not" else "", _code(text), _audience(text))


def _line(text: str) -> int | None:
    match = _LINE.search(text)
    if match:
        return int(match[1])
    ordinal = _ORDINAL.search(text)
    return _ORDINALS[ordinal[1].lower()] if ordinal else None


def _code(text: str) -> str:
    match = _CODE.search(text)
    return (match[2] or match[1]).upper().replace(" ", "-") if match else ""


def _rule(text: str) -> str:
    match = _RULE_WORDS.search(text)
    return match[1] if match else text


def _audience(text: str) -> Audience:
    """Whom an explicit `for a ...` or `to the ...` names."""
    aimed = re.search(r"\b(?:for|to)\s+(?:a|an|the|my|our)?\s*(\w+)", text, re.IGNORECASE)
    words = " ".join(re.findall(r"\b(?:for|to)\s+(?:an?|the|my|our)?\s*(\w+)", text, re.IGNORECASE)) if aimed else ""
    return next((audience for audience, pattern in _AUDIENCES if pattern.search(words)), "operator")
