"""Changes put to the test: a remedy is one under which the line pays, shown by adjudicating it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import cast

from claimwright.assistant.remedies import proposals
from claimwright.assistant.remedies.change import Change
from claimwright.assistant.session import Judge, Session
from claimwright.claims.adjudicate import Adjudication
from claimwright.claims.outcome import LineOutcome
from claimwright.core.errors import ClaimwrightError

MOST_PAIRS = 60


@dataclass(frozen=True, slots=True)
class Remedy:
    """A change that was adjudicated, and the line as it came out."""

    change: Change
    result: Adjudication
    line: LineOutcome


def verified(session: Session, line: LineOutcome) -> list[Remedy]:
    """Single changes under which the line pays; where there is none, the first pair of them. Tried once a session."""
    if session.judge is None:
        return []
    if line.number not in session.verified:
        session.verified[line.number] = _verify(session, session.judge, line)
    return cast("list[Remedy]", session.verified[line.number])


def _verify(session: Session, judge: Judge, line: LineOutcome) -> list[Remedy]:
    singles = list(proposals(session, session.submitted(line.number)))
    tried = [remedy for change in singles if (remedy := tried_out(session, judge, change, line.number))]
    found = [remedy for remedy in tried if remedy.line.status == "paid"]
    return found or _pair(session, judge, singles, line.number)


def tried_out(session: Session, judge: Judge, change: Change, number: int) -> Remedy | None:
    """A change adjudicated; None where the changed claim cannot be, or has no such line."""
    try:
        result = judge(*change.apply(session.claim, session.book))
    except ClaimwrightError:
        return None
    line = next((each for each in result.outcome.lines if each.number == number), None)
    return Remedy(change, result, line) if line is not None else None


def _pair(session: Session, judge: Judge, singles: list[Change], number: int) -> list[Remedy]:
    pairs = [one.then(other) for one, other in combinations(singles, 2) if not one.family or one.family != other.family]
    for change in pairs[:MOST_PAIRS]:
        remedy = tried_out(session, judge, change, number)
        if remedy is not None and remedy.line.status == "paid":
            return [remedy]
    return []
