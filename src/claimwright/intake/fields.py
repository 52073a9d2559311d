"""Normalised values for a billing system: every label with the list of what was found, none overwriting another.

Amounts are integer cents; dates are ISO 8601 (`2025-03-14`; without a year `--03-14`, without a day `2025-03` or
`--03`); telephone numbers are E.164 where ten digits are known; identifiers are upper case without spaces, spoken
ones spelled out. `value` is null where the text cannot be resolved; `raw` is always what was written.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any, Literal

from claimwright.core.errors import InputError
from claimwright.core.money import parse_cents
from claimwright.intake.dates import iso_date
from claimwright.intake.recognisers.carrier import spans as carrier_spans
from claimwright.intake.recognisers.spoken import DIGITS, TENS, amount_cents, runs
from claimwright.intake.records import Extraction
from claimwright.intake.view import View

Verdict = Literal["verified", "refused", "not checked"]
IDENTIFIERS = frozenset({"MEMBER_ID", "GROUP_NUMBER", "POLICY_NUMBER", "CLAIM_ID", "AUTH_NUMBER"})


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a label. Only a deployment's own hook makes it `verified`; an unchecked id routes nothing."""

    value: str | int | None
    raw: str
    start: int
    end: int
    score: float
    verified: Verdict = "not checked"


Fields = dict[str, list[Value]]


def fields(extraction: Extraction) -> Fields:
    """Every label of an extraction with its values, in reading order."""
    found: Fields = {}
    for candidate in (*extraction.insurance, *extraction.phi):
        raw = extraction.text[candidate.start : candidate.end]
        value = Value(normalise(candidate.label, raw), raw, candidate.start, candidate.end, round(candidate.score, 4))
        found.setdefault(candidate.label, []).append(value)
    return found


def as_json(found: Fields) -> dict[str, list[dict[str, Any]]]:
    """Fields as plain data."""
    return {label: [asdict(value) for value in values] for label, values in found.items()}


def normalise(label: str, raw: str) -> str | int | None:
    """The value that a billing system takes for a label, or None where the text cannot be resolved."""
    return _NORMAL.get(label, _text)(raw)


def _text(raw: str) -> str:
    return " ".join(raw.split())


def _identifier(raw: str) -> str:
    said = runs(View(raw))
    if len(said) == 1 and said[0].end - said[0].start >= len(raw.strip()) - 1:
        return said[0].value
    return re.sub(r"\s+", "", raw).upper()


def _amount(raw: str) -> int | None:
    text = raw.strip().replace(" ", "")
    thousands = text.lower().endswith("k")
    try:
        cents = parse_cents(text[:-1] if thousands else text)
    except InputError:
        return amount_cents(re.findall(r"[a-z]+", raw.lower()))
    return cents * 1000 if thousands else cents


def _telephone(raw: str) -> str | None:
    main, extension = [*re.split(r"(?i)[ ,]*(?:x|ext\.?|extension|extn\.?)[ :]?(?=\d)", raw, maxsplit=1), ""][:2]
    said = "".join(run.value for run in runs(View(main)))
    digits = re.sub(r"\D", "", main) or re.sub(r"\D", "", said)
    if said and len(re.sub(r"\D", "", said)) > len(digits):
        digits = re.sub(r"\D", "", said)
    number = _e164(raw, digits)
    return f"{number};ext={extension.strip()}" if number and extension.strip() else number


def _e164(raw: str, digits: str) -> str | None:
    if raw.strip().startswith("+"):
        return "+" + digits
    if len(digits) == 10:
        return "+1" + digits
    if len(digits) == 11 and digits[0] == "1":
        return "+" + digits
    return digits or None


def _age(raw: str) -> int | None:
    if raw.strip().isdigit():
        return int(raw)
    words = re.findall(r"[a-z]+", raw.lower())
    if "hundred" in words:
        words = words[words.index("hundred") + 1 :]
        return 100 + sum(int(DIGITS.get(w, 0)) for w in words)
    total = sum(TENS.get(w, int(DIGITS.get(w, 0))) for w in words)
    return total or None


def _carrier(raw: str) -> str:
    known = carrier_spans(View(raw))
    whole = len(known) == 1 and known[0].end - known[0].start == len(raw)
    plain = known[0].name if whole else ""
    return plain if plain and not plain.startswith("Blue Cross") else _text(raw)


def _plan(raw: str) -> str:
    packed = re.sub(r"[ .]", "", raw)
    return packed.upper() if len(packed) <= 4 and packed.isalpha() and packed.lower() != "gold" else _text(raw).title()


_SELF = frozenset(["self", "myself", "subscriber", "policyholder", "insured", "member", "cardholder"])
_SPOUSE = frozenset(["spouse", "wife", "husband", "hubby", "partner", "widow", "widower"])
_CHILD = frozenset(
    [
        "child",
        "children",
        "son",
        "daughter",
        "stepson",
        "stepdaughter",
        "stepchild",
        "dependent",
        "dependents",
        "dependant",
        "dep",
    ]
)


def _relationship(raw: str) -> str:
    """The relationship as HIPAA's individual relationship groups it: self, spouse, child, other."""
    words = set(re.findall(r"[a-z]+", raw.lower()))
    if words & {"holder"} or words & _SELF:
        return "self"
    if words & {"ex", "former"}:
        return "other"
    return "spouse" if words & _SPOUSE else "child" if words & _CHILD and not words & {"grand", "foster"} else "other"


_ID_LABELS = (*IDENTIFIERS, "HEALTH_PLAN_ID", "OTHER_ID", "MRN", "ACCOUNT", "LICENSE", "VEHICLE", "DEVICE", "SSN")
_NORMAL: dict[str, Callable[[str], str | int | None]] = {
    **dict.fromkeys(_ID_LABELS, _identifier),
    **dict.fromkeys(("COPAY", "DEDUCTIBLE", "BILLED_AMOUNT"), _amount),
    **dict.fromkeys(("PHONE", "FAX"), _telephone),
    "DATE": iso_date,
    "AGE_OVER_89": _age,
    "CARRIER": _carrier,
    "PLAN_TYPE": _plan,
    "RELATIONSHIP": _relationship,
    "EMAIL": lambda raw: raw.strip().lower(),
}
