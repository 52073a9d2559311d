"""The pattern probe: do texts still say the outcome in words, and are those words right?

It looks wider than the cleaner: words of deciding anywhere in a text, whoever speaks. A wide match is no leak by itself
(an insurer may have upheld its own denial); it is one if what it implies comes true more often than chance allows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from claimwright.appeals.benchmark.leaks.patterns import implied, leaks_in
from claimwright.appeals.benchmark.sentences import sentences
from claimwright.appeals.records import AppealCase

LEAST_ROWS = 5
"""Fewer rows show nothing either way."""
MARGIN = 0.10
"""How far above the more frequent outcome's share the lower end of the interval must lie to be a leak."""

_WIDE = re.compile(
    r"\boverturn\w*|\buph[eo]ld\w*|\baffirm(?:s|ed)?\b|\brevers(?:es|ed)\s+(?:the|this|its|by)\b|"
    r"(?<!not )(?<!no longer )\bmedically\s+necessary\b|\bentitled\s+to\b|\bshould\s+(?:not\s+)?(?:be|have\s+been)\s+(?:covered|approved|authori[sz]ed|paid|reimbursed)|"
    r"\b(?:is|was|were|are)\s+(?:not\s+)?(?:warranted|justified|supported)\b|\breviewers?\s+(?:found|determined|concluded)\b|\bin\s+(?:conclusion|summary)\b",
    re.IGNORECASE,
)
_UPHELD = re.compile(r"\buph[eo]ld|\baffirm|\bnot\b|\bno\b|n't\b|\binsufficient|\bfail|\black", re.IGNORECASE)


class PatternProbe(msgspec.Struct, frozen=True, kw_only=True):
    """`strict` counts texts with a sentence that the cleaner would take out; `wide` those with words of deciding, of which
    `right` imply the true outcome, with the 95% interval of that share. `majority` is the share of the more frequent
    outcome among the `rows`."""

    rows: int
    strict: int
    strict_right: int
    wide: int
    right: int
    low: float | None
    high: float | None
    majority: float
    examples: tuple[str, ...]

    @property
    def failures(self) -> list[str]:
        """What makes the build fail."""
        found: list[str] = []
        if self.strict:
            found.append(f"{self.strict} of {self.rows} texts hold a sentence that states or implies the decision")
        if self.wide >= LEAST_ROWS and self.low is not None and self.low > self.majority + MARGIN:
            found.append(
                f"words of deciding in {self.wide} texts imply the true outcome in {self.right} (95% from {self.low:.2f})"
            )
        return found


def probe_patterns(cases: Sequence[AppealCase]) -> PatternProbe:
    """Probe the texts of cases with an outcome."""
    from claimwright.appeals.evaluate.intervals import wilson

    told = [case for case in cases if case.text and case.decision]
    strict = [(case, said) for case in told if (said := _strict(case.text)) is not None]
    wide = [(case, said) for case in told if (said := _wide(case.text))]
    right = sum(said == case.decision for case, said in wide)
    over = sum(case.decision == "Overturned" for case in told)
    interval = wilson(right, len(wide))
    return PatternProbe(
        rows=len(told),
        strict=len(strict),
        strict_right=sum(said == case.decision for case, said in strict),
        wide=len(wide),
        right=right,
        low=interval.low,
        high=interval.high,
        majority=round(max(over, len(told) - over) / len(told), 6) if told else 0.0,
        examples=tuple(case.id for case, _ in strict[:5]),
    )


def _strict(text: str) -> str | None:
    """What the last leaking sentence implies, empty where it does not tell; None where no sentence leaks."""
    found = [(pattern, s.text) for s in sentences(text) for pattern in leaks_in(s.text)]
    return (implied(*found[-1]) or "") if found else None


def _wide(text: str) -> str:
    """What the last sentence with words of deciding implies; empty where there is none."""
    matching = [s.text for s in sentences(text) if _WIDE.search(s.text)]
    if not matching:
        return ""
    return (
        "Upheld"
        if _UPHELD.search(matching[-1]) and not re.search(r"\boverturn", matching[-1], re.IGNORECASE)
        else "Overturned"
    )
