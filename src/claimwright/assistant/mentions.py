"""What a question names: lines, procedures, dates, modifiers, codes, rules, other claims, and whom the answer is for."""

from __future__ import annotations

import re
from typing import Literal

from claimwright.evidence import extract_figures

Audience = Literal["provider", "member", "operator"]
LAST = -1
"""The number of `the last line`."""

_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "first": 1, "second": 2, "third": 3, "fourth": 4,
    "fifth": 5, "sixth": 6, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5, "6th": 6, "last": LAST,
}  # fmt: skip
_ITEM = r"(?:lines?|services?|items?|procedures?|charges?|codes?|ones?)"
_NUMBER = r"(?:\d{1,2}(?![\d-])|one|two|three|four|five|six)"
_LINES = re.compile(
    rf"\b(?:lines?|services?|items?|ln|l)\s*(?:no\.?|numbers?|nr\.?|#)?\s*#?({_NUMBER}(?:(?:\s*,\s*|\s*(?:,\s*)?(?:and|&|or|through|to)\s+(?:line\s+)?){_NUMBER}\b)*)(?![\w$%])",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    rf"\b(first|second|third|fourth|fifth|sixth|last|[1-6](?:st|nd|rd|th))(?:\s+(?:and|&)\s+(first|second|third|fourth|fifth|sixth|last|[1-6](?:st|nd|rd|th)))?\s+{_ITEM}\b",
    re.IGNORECASE,
)
_PROCEDURE = re.compile(r"(?<![\w$.,-])(\d{5}|\d{4}[FTUM]|[A-V]\d{4})(?:-[A-Z0-9]{2})*(?![\w]|\.\d)", re.IGNORECASE)
_MODIFIER = re.compile(
    r"\bmod(?:ifier)?s?\s*[\"']?(\d{2}|[A-Z][A-Z0-9])\b|(?:\d{5}|[A-V]\d{4})-([A-Z0-9]{2})\b|\b(?-i:(X[EPSU]))\b|\ban? (24|25|57|59|76|77|91|X[EPSU])\b(?! unit)",
    re.IGNORECASE,
)
_UNITS = re.compile(r"\b(\d{1,3}|one|two|three|four|five|six)\s+units?\b", re.IGNORECASE)
_REASON = re.compile(
    r"\b((?:CO|PR|OA|PI)[- ]?[ABPWY]?\d{1,3})\b"
    r"|\b(?:CARC|RARC|reason|remark|adjustment|denial)s?\s+(?:code\s+)?((?:MA|[MNABPWY])?\d{1,3})\b"
    r"|\b(MA?\d{1,3}|N\d{1,3}|[ABPWY]\d{1,2})\b",
    re.IGNORECASE,
)
_CLAIM = re.compile(r"\bclaim\s+(?:no\.?\s*|number\s*|#\s*)?([A-Z]+-?\d[\w-]*|\d{4,}[\w-]*)", re.IGNORECASE)
_NOT = r"(?:not|n't|never)"
_APPLIED = r"(?:not|never|apply|applied|fire|fired|run|trigger\w*|hit|deny|used|take|taken|charged|kick|count\w*|stop\w*|chosen|picked|selected|considered|enforced|catch|caught|here|for|on)\b"
_RULE = re.compile(
    rf"\b(?:why|how come|shouldn't)\s+(?:(?:did|does|do|was|were|is|has|have|would|should)(?:n't| not)?\s+)?(?:there\s+)?(?:no\s+)?(?:the\s+|a\s+|an\s+|any\s+)?(?:rule\s+|clause\s+|edit\s+)?(.*?)\s*(?:$|\?|{_APPLIED})",
    re.IGNORECASE,
)
_KINDS_OF_SERVICE: tuple[tuple[str, str, str], ...] = (
    (r"visits?|office visit|consultation|check-?up|e/?m", "99202", "99499"),
    (r"lab(?:oratory)?|blood (?:test|count|work)|lab(?:oratory)? tests?|urine test", "80047", "89398"),
    (r"imaging|x-?rays?|scan|mri|ultrasound", "70010", "79999"),
    (r"drugs?|medication given|injected drug", "J0000", "J9999"),
    (r"therapy|physical therapy", "97010", "97799"),
    (r"vaccine|vaccination|shot|immunization", "90460", "90759"),
    (r"colonoscopy", "45378", "45398"),
    (r"surgery|joint replacement", "10004", "69990"),
)


def lines_named(text: str) -> tuple[int, ...]:
    """The numbers of the lines that are named, -1 for the last."""
    found = [_read(word) for match in _LINES.finditer(text) for word in re.findall(r"\w+", match[1]) if _read(word)]
    found += [_read(word) for match in _ORDINAL.finditer(text) for word in match.groups() if word]
    return tuple(dict.fromkeys(found))


def procedures_named(text: str) -> tuple[str, ...]:
    """Procedure codes, as `99212` or `J3301`."""
    return tuple(dict.fromkeys(match[1].upper() for match in _PROCEDURE.finditer(text)))


def kinds_of_service(text: str) -> tuple[tuple[str, str], ...]:
    """The ranges of procedure codes that words such as `the visit` or `the x-ray` mean."""
    return tuple(
        (low, high)
        for words, low, high in _KINDS_OF_SERVICE
        if re.search(rf"\b(?:the|my|our|that|this|this|an?)\s+(?:\w+\s+)?(?:{words})\b", text, re.IGNORECASE)
    )


def dates_named(text: str) -> tuple[str, ...]:
    """Dates, as `2024-07-15` with `*` for what is left open."""
    return tuple(figure.value for figure in extract_figures(text) if figure.kind == "date")


def percentages_named(text: str) -> tuple[str, ...]:
    """Percentages, as `40`."""
    return tuple(figure.value for figure in extract_figures(text) if figure.kind == "percent")


def amounts_named(text: str) -> tuple[int, ...]:
    """Amounts of money in whole cents."""
    found = (figure.value for figure in extract_figures(text) if figure.kind == "money")
    return tuple(int(value) for value in found if value.lstrip("-").isdigit())


def modifiers_named(text: str) -> tuple[str, ...]:
    """Modifiers, as `25` or `XE`."""
    found = (next(filter(None, match.groups())) for match in _MODIFIER.finditer(text))
    return tuple(dict.fromkeys(each.upper() for each in found if any(c.isdigit() or c.isupper() for c in each)))


def units_named(text: str) -> int | None:
    """A number of units."""
    match = _UNITS.search(text)
    return _read(match[1]) if match else None


def code_named(text: str) -> str:
    """A reason or remark code: `CO-236`, `236` or `N362`."""
    match = _REASON.search(text)
    if match is None:
        return ""
    code = next(group for group in match.groups() if group).upper().replace(" ", "-")
    return re.sub(r"^(CO|PR|OA|PI)-?", r"\1-", code)


def claims_named(text: str) -> tuple[str, ...]:
    """Claim numbers behind the word claim."""
    return tuple(match[1].rstrip(".-") for match in _CLAIM.finditer(text))


def rule_words(text: str) -> str:
    """The words of a `why not` question that name a rule; the whole text where they cannot be told."""
    decided_as = re.search(r"\bnot denied (?:as|by|for|under)\b(.*)", text, re.IGNORECASE)
    if decided_as:
        return decided_as[1]
    match = _RULE.search(text)
    return match[1] if match and match[1].strip() else text


def audience_of(text: str) -> Audience:
    """Whom an explicit `for a ...` or `to the ...` names, or who speaks."""
    aimed = " ".join(re.findall(r"\b(?:for|to|as)\s+(?:an?|the|my|our)?\s*(\w+)", text, re.IGNORECASE)).lower()
    if re.search(r"\b(?:member|patient|subscriber|family)s?\b", aimed) or re.search(
        r"\b(?:my (?:claim|bill|visit|eob|copay|doctor)|i (?:owe|pay)|do i|am i|plain (?:words|english)|layman)\b", text, re.IGNORECASE
    ):  # fmt: skip
        return "member"
    if re.search(r"\b(?:provider|doctor|practice|biller|billing|physician|office|clinic)s?\b", aimed) or re.search(
        r"\b(?:our (?:claim|practice|billing|denial)|we (?:bill|submit)\w*)\b", text, re.IGNORECASE
    ):
        return "provider"
    return "operator"


def _read(word: str) -> int:
    return int(word) if word.isdigit() else _WORDS.get(word.lower(), 0)
