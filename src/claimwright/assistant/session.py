"""One adjudicated claim, open for questions: its inputs, outcome and trace, and a way to judge a changed claim."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from claimwright.claims.adjudicate import Adjudication
from claimwright.claims.outcome import ClaimOutcome, LineOutcome
from claimwright.claims.records import Book, Claim, Line
from claimwright.core.errors import NotFoundError
from claimwright.trace.codec import decode
from claimwright.trace.provenance import Provenance
from claimwright.trace.sites import SiteTable
from claimwright.trace.slices import Slicer
from claimwright.trace.tree import Node, Tree

Judge = Callable[[Claim, Book], Adjudication]


@dataclass
class Session:
    """What an answer may draw on. `judge` runs changed inputs through the same rules and the book's tables."""

    claim: Claim
    book: Book
    outcome: ClaimOutcome
    tree: Tree
    judge: Judge | None = None
    other_trees: dict[str, Tree] = field(default_factory=dict[str, Tree])
    """Traces of verified changes, by run."""

    @classmethod
    def of(cls, result: Adjudication, sites: SiteTable, judge: Judge | None = None) -> Session:
        """A session about a fresh adjudication. It needs a full trace."""
        return cls(result.claim, result.book, result.outcome, Tree(decode(result.trace), sites), judge)

    @property
    def run(self) -> str:
        """Identity of the run that is asked about."""
        return self.outcome.run

    def tree_of(self, run: str) -> Tree:
        """The trace of a run that an answer cites."""
        return self.tree if run in ("", self.run) else self.other_trees[run]

    @cached_property
    def slicer(self) -> Slicer:
        """Backward slices of the trace."""
        return Slicer(self.tree)

    @cached_property
    def provenance(self) -> Provenance:
        """Where the values of the trace came from."""
        return Provenance(self.tree)

    def line(self, number: int) -> LineOutcome:
        """The outcome of a line. Raises `NotFoundError` ASK-1."""
        for line in self.outcome.lines:
            if line.number == number:
                return line
        known = ", ".join(str(line.number) for line in self.outcome.lines)
        raise NotFoundError(
            f"claim {self.claim.claim_id} has no line {number}", fix=f"its lines are {known}", code="ASK-1"
        )

    def submitted(self, number: int) -> Line:
        """A line as it was submitted."""
        return next(line for line in self.claim.lines if line.number == number)

    def decisions(self, ref: str, *kinds: str) -> list[Node]:
        """The nodes of these kinds about a subject, in order."""
        found = [number for kind in kinds for number in self.tree.by_kind.get(kind, ())]
        nodes = (self.tree.node(number) for number in sorted(found))
        return [node for node in nodes if node.values and node.values[0].raw == ref]

    def frame_of(self, number: int) -> Node:
        """The clause, function or run that a node belongs to."""
        return self.tree.node(next((a for a in self.tree.ancestors(number) if self.tree.site(a).kind == "clause"), 0))

    def outcome_node(self, ref: str) -> int:
        """The node that says what became of a subject."""
        return next(number for number in self.tree.by_kind["outcome"] if self.tree.rows[number][2] == ref)
