"""Where the reader stands in a transaction: the loops above, the claim at hand, what may come next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import TypeAlias

from claimwright.claims.x12 import problems
from claimwright.claims.x12.drafts import ClaimDraft, LineDraft, PartyDraft
from claimwright.claims.x12.problems import Kind, Report
from claimwright.claims.x12.refs import ClaimRefs
from claimwright.claims.x12.segments import Segment

Handler: TypeAlias = "Callable[[Context, Segment], None]"
Loop: TypeAlias = Mapping[str, tuple[int, Handler]]
"""The segments that may stand in a loop: rank in the guide's order, and what to do.

A rank that is a multiple of ten begins a loop and may follow anything."""

CLOSED: Loop = {}


class Context:
    """The state of one file's reading: `loop` says what may come, `fail` reports."""

    __slots__ = (
        "billing", "claim", "component", "given_date", "hl_count", "hl_ids", "line", "loop", "loops", "name",
        "party", "patient", "patient_relation", "pay_to", "payer", "rank", "received", "refs", "relation",
        "report", "sequence", "subscriber", "told_orphan",
    )  # fmt: skip

    def __init__(self, report: Report, loops: Mapping[str, Loop], received: dt.date | None = None) -> None:
        self.report, self.loops, self.refs = report, loops, ClaimRefs()
        self.component = ":"
        self.given_date = self.received = received
        self.reset()
        self.close()

    def reset(self) -> None:
        """Forget every loop: a transaction begins."""
        self.hl_count, self.hl_ids = 0, dict[str, str]()
        self.billing = PartyDraft()
        self.pay_to: PartyDraft | None = None
        self.claim: ClaimDraft | None = None
        self.line: LineDraft | None = None
        self.forget_subscriber()
        self.enter("header")

    def forget_subscriber(self) -> None:
        """A billing provider or subscriber begins: nothing below the one before holds."""
        self.subscriber, self.payer = PartyDraft(), PartyDraft()
        self.patient: PartyDraft | None = None
        self.sequence = self.relation = self.patient_relation = ""

    def enter(self, name: str) -> None:
        """Stand in another loop."""
        self.name, self.loop, self.rank = name, self.loops[name], 0
        self.party: PartyDraft | None = None
        self.told_orphan = False

    def close(self) -> None:
        """Stand in no transaction: only envelope segments may come."""
        self.name, self.loop = "", CLOSED

    def fail(self, kind: Kind, what: str, at: Segment) -> None:
        """Report a problem; an error refuses the claim at hand."""
        claim = self.claim
        if claim is not None and kind.severity == "error":
            claim.refused = True
        self.report.add(kind, what, at, claim.claim_id if claim else None)

    def misplaced(self, segment: Segment, known: bool) -> None:
        """A segment that the loop at hand does not hold."""
        name = segment.elements[0]
        if self.claim is not None:
            kind = problems.MISPLACED_IN_CLAIM if known else problems.UNKNOWN_IN_CLAIM
        elif name in _CLAIM_SEGMENTS:
            self._orphan(segment)
            return
        else:
            kind = problems.MISPLACED_SEGMENT if known else problems.UNKNOWN_SEGMENT
        if name.startswith("NM"):
            self.party = None
        text = "cannot stand here" if known else "is no segment of the 837P"
        self.fail(kind, f"{name[:20]!r} {text} (loop {self.name})", segment)

    def _orphan(self, segment: Segment) -> None:
        if not self.told_orphan:
            self.fail(problems.NO_OPEN_CLAIM, f"{segment.elements[0]} stands in no claim", segment)
        self.told_orphan = True

    def out_of_order(self, segment: Segment) -> None:
        """A segment that should have come earlier in its loop; it is read."""
        self.fail(problems.OUT_OF_ORDER, f"{segment.elements[0]} comes too late in its loop", segment)


_CLAIM_SEGMENTS = frozenset(("CLM", "LX", "SV1", "HI", "DTP", "SV5", "LIN", "CTP", "SVD", "OI", "AMT", "CAS"))


def skip(context: Context, segment: Segment) -> None:
    """A segment that no record needs."""
