"""The rules of the professional pipeline written by hand in Python: the yardstick of the compiled ones.

The same records, tables, plans and contracts; the same decisions with codes, amounts and sentences, in the same order,
and the same pends where a table has no data. Tests compare the two over generated claims. Written for speed as one
would without a rule language: one function a stage, state in attributes, lines of other claims filtered once. Rules
are those in force from 2021 on. There is no trace, no version of a rule, no citation, and nothing to configure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from claimwright.bench.yardstick.benefits import authorization, coverage
from claimwright.bench.yardstick.cost_share import cost_share
from claimwright.bench.yardstick.edits import companions, edits, payability
from claimwright.bench.yardstick.eligibility import contract, duplicates, eligibility
from claimwright.bench.yardstick.pricing import pricing
from claimwright.bench.yardstick.validity import validity
from claimwright.bench.yardstick.work import ClaimWork, Decision
from claimwright.claims.records import Book, Claim
from claimwright.clause.tables import Lookup

__all__ = ["Decision", "HandWritten"]


class HandWritten:
    """The hand-written rules over tables, plans and contracts."""

    def __init__(self, tables: Mapping[str, Lookup], plans: Sequence[Any], contracts: Sequence[Any]) -> None:
        self.tables, self.plans, self.contracts = tables, tuple(plans), tuple(contracts)

    def judge(self, claim: Claim, book: Book) -> ClaimWork:
        """Run every stage; decisions and the state of each line are left in the result."""
        case = ClaimWork(claim, book, self.tables, self.plans, self.contracts)
        validity(case)
        duplicates(case)
        eligibility(case)
        contract(case)
        payability(case)
        edits(case)
        companions(case)
        authorization(case)
        coverage(case)
        pricing(case)
        cost_share(case)
        return case
