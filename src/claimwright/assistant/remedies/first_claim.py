"""The claim as an original, where it names an earlier one that stands in the way."""

from __future__ import annotations

from collections.abc import Iterator

from claimwright.assistant.remedies.change import Change, on_claim
from claimwright.assistant.session import Session
from claimwright.claims.records import Line

FOR = ("original_missing",)

ORIGINAL = "1"


def propose(session: Session, line: Line) -> Iterator[Change]:
    """Frequency 1 in place of a replacement or a void (CLM05-3)."""
    claim = session.claim
    if claim.frequency != ORIGINAL:
        yield Change(
            f"the claim came as an original (frequency {ORIGINAL})",
            on_claim(frequency=ORIGINAL, original_reference=None),
            shows=(f"{claim.ref}.frequency",),
            repeat=(f"frequency={ORIGINAL}", "original_reference=absent"),
        )
