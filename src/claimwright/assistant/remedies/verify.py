"""Changes put to the test: a remedy is one under which the line pays, shown by adjudicating it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

from claimwright.assistant.remedies import proposals
from claimwright.assistant.remedies.change import Change
from claimwright.assistant.session import Judge, Session
from claimwright.claims.adjudicate import Adjudication
from claimwright.claims.outcome import LineOutcome
from claimwright.core.errors import ClaimwrightError

MOST_TRIED = 120


@dataclass(frozen=True, slots=True)
class Remedy:
    """A change that was adjudicated, and the line as it came out."""

    change: Change
    result: Adjudication
    line: LineOutcome


def verified(session: Session, line: LineOutcome, *, most: int = 4) -> list[Remedy]:
    """Single changes under which the line pays; where there is none, pairs of them."""
    if session.judge is None:
        return []
    singles = list(proposals(session, session.submitted(line.number)))
    found = _working(session, session.judge, singles, line.number, most)
    if found:
        return found
    pairs = [one.then(other) for one, other in combinations(singles, 2)]
    return _working(session, session.judge, pairs[:MOST_TRIED], line.number, most)


def _working(session: Session, judge: Judge, changes: list[Change], number: int, most: int) -> list[Remedy]:
    found: list[Remedy] = []
    for change in changes:
        if len(found) == most:
            break
        remedy = _try(session, judge, change, number)
        if remedy is not None:
            found.append(remedy)
    return found


def _try(session: Session, judge: Judge, change: Change, number: int) -> Remedy | None:
    try:
        result = judge(*change.apply(session.claim, session.book))
    except ClaimwrightError:
        return None
    line = next((each for each in result.outcome.lines if each.number == number), None)
    return Remedy(change, result, line) if line is not None and line.status == "paid" else None
