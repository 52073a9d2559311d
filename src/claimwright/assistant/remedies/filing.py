"""Another day of receipt."""

from __future__ import annotations

from collections.abc import Iterator

from claimwright.assistant.remedies.change import Change, on_claim
from claimwright.assistant.session import Session
from claimwright.claims.records import Line

FOR = ("29", "110")


def propose(session: Session, line: Line) -> Iterator[Change]:
    """Received on the last day of service: whether time was the only obstacle."""
    claim = session.claim
    if claim.received_date != line.to_date:
        said = "had been received in time, as on" if claim.received_date > line.to_date else "had not come before"
        yield Change(
            f"the claim {said} {line.to_date}",
            on_claim(received_date=line.to_date),
            shows=(f"{claim.ref}.received_date",),
            repeat=(f"received_date={line.to_date}",),
        )
