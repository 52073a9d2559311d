"""One adjudicated claim, open for questions: its inputs, outcome and trace, and a way to judge a changed claim."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

import msgspec

from claimwright.assistant.freetext import free_texts
from claimwright.assistant.inputs import records
from claimwright.claims.adjudicate import Adjudication
from claimwright.claims.outcome import ClaimOutcome, LineOutcome
from claimwright.claims.records import Book, Claim, Line
from claimwright.core.errors import NotFoundError
from claimwright.trace.codec import decode
from claimwright.trace.provenance import Provenance
from claimwright.trace.sites import SiteTable
from claimwright.trace.slices import Slicer
from claimwright.trace.subjects import subject_of
from claimwright.trace.tree import Node, Tree

Judge = Callable[[Claim, Book], Adjudication]


@dataclass
class Other:
    """The run of a changed claim."""

    result: Adjudication
    tree: Tree

    @cached_property
    def records(self) -> dict[str, msgspec.Struct]:
        """The changed inputs by reference."""
        return records(self.result.claim, self.result.book)


@dataclass
class Session:
    """What an answer may draw on. `judge` runs changed inputs through the same rules and the book's tables."""

    claim: Claim
    book: Book
    outcome: ClaimOutcome
    tree: Tree
    judge: Judge | None = None
    others: dict[str, Other] = field(default_factory=dict[str, "Other"])
    """Verified changes, by run."""
    verified: dict[int, object] = field(default_factory=dict[int, object])
    """What has been tried for each line; see `remedies.verify`."""

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
        return self.tree if run in ("", self.run) else self.others[run].tree

    def records_of(self, run: str) -> dict[str, msgspec.Struct]:
        """The inputs of a run that an answer cites, by reference."""
        return self._records if run in ("", self.run) else self.others[run].records

    def keep(self, result: Adjudication) -> Other:
        """Take the run of a changed claim among those that may be cited."""
        run = result.outcome.run
        if run not in self.others:
            self.others[run] = Other(result, Tree(decode(result.trace), self.tree.table))
        return self.others[run]

    @cached_property
    def free_texts(self) -> tuple[str, ...]:
        """Notes and names that the claim brought along."""
        return free_texts(self._records.values())

    @cached_property
    def _records(self) -> dict[str, msgspec.Struct]:
        return records(self.claim, self.book)

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

    def rule_frame(self, rule: str, ref: str) -> Node | None:
        """The last time that a rule, named by its last part, was judged for a subject."""
        numbers = [
            number
            for number in self.tree.by_kind.get("clause", ())
            if self.tree.site(number).rule.rpartition(".")[2] == rule and subject_of(self.tree, number) == ref
        ]
        return self.tree.node(numbers[-1]) if numbers else None

    def outcome_node(self, ref: str) -> int:
        """The node that says what became of a subject."""
        return next(number for number in self.tree.by_kind["outcome"] if self.tree.rows[number][2] == ref)
