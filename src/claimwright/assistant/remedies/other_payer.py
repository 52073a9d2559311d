"""No other payer, and no accident, in front of this one."""

from __future__ import annotations

from collections.abc import Iterator

from claimwright.assistant.remedies.change import Change, on_claim
from claimwright.assistant.session import Session
from claimwright.claims.records import Line

FOR = ("19", "22", "accident", "coordination_of_benefits")


def propose(session: Session, line: Line) -> Iterator[Change]:
    """The claim without what makes another payer come first."""
    claim = session.claim
    if claim.accident_kind != "none":
        yield Change("the service had nothing to do with an accident", on_claim(accident_kind="none"))
    if claim.other_payers or claim.payer_sequence != "P":
        yield Change("no other payer came first", on_claim(other_payers=(), payer_sequence="P"))
