"""What claims leave behind for later ones: history, accumulator entries, used units of authorizations.

Accumulators are a ledger: a claim adds entries, and nothing is ever overwritten. The live directory lays the ledger
over the book's own, so that the next claim of the member or the family sees it.
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from claimwright.claims.book.directory import Directory
from claimwright.claims.outcome import ClaimOutcome, LineOutcome
from claimwright.claims.records import Accumulator, Authorization, Claim, ContractTerm, Coverage, Line, Member, Provider
from claimwright.claims.records import Book as BookSlice
from claimwright.clause.runtime import Runtime

Bucket = Literal["deductible", "out_of_pocket"]
Scope = Literal["member", "family"]


class Posting(msgspec.Struct, frozen=True):
    """What one finished claim writes."""

    lines: tuple[Line, ...]
    entries: tuple[Accumulator, ...]
    used: tuple[tuple[str, int], ...]
    """Authorization reference and thousandths of units."""


def post(claim: Claim, slice_: BookSlice, outcome: ClaimOutcome, run: Runtime) -> Posting:
    """The lines as history, and for a finished claim the entries of what the member was asked to pay."""
    member = slice_.member
    if member is None:
        return Posting((), (), ())
    by_ref = {line.ref: line for line in outcome.lines}
    final = outcome.status != "pended"
    lines = tuple(_as_history(line, by_ref[line.ref], member.member_id, claim, final) for line in claim.lines)
    if not final:
        return Posting(lines, (), ())
    entries = [entry for line in claim.lines for entry in _entries(line, by_ref[line.ref], member, run)]
    used = [(used.ref, line.units) for line in claim.lines if (used := _used(line, by_ref[line.ref], run))]
    return Posting(lines, tuple(entries), tuple(used))


def _used(line: Line, outcome: LineOutcome, run: Runtime) -> Any:
    """The authorization that a paid line uses up, if any."""
    return run.__dict__.get("r_used_authorization", {}).get(line.ref) if outcome.status == "paid" else None


def _as_history(line: Line, outcome: LineOutcome, member_id: str, claim: Claim, final: bool) -> Line:
    status = outcome.status if final or outcome.status == "pended" else "pended"
    return msgspec.structs.replace(
        line,
        member_id=member_id,
        status=status,
        paid=outcome.paid,
        allowed=outcome.allowed,
        processed_date=claim.received_date,
    )


def _entries(line: Line, outcome: LineOutcome, member: Member, run: Runtime) -> list[Accumulator]:
    """Deductible counts to both buckets, copay and coinsurance to the out-of-pocket maximum (45 CFR 156.130)."""
    amounts: dict[Bucket, int] = {"deductible": outcome.share("1"), "out_of_pocket": outcome.share("1", "2", "3")}
    owners: dict[Scope, str] = {"member": member.member_id, "family": member.subscriber_id}
    network = run.__dict__.get("r_sharing_network", {}).get(line.ref, "out_of_network")
    plan = run.__dict__.get("r_covering_plan", {}).get(line.ref)
    year = plan.year if plan is not None else line.from_date.year
    return [
        Accumulator(
            ref=f"entry:{line.ref}/{bucket}/{scope}", bucket=bucket, scope=scope, owner=owner, network=network,
            plan_year=year, amount=amount,
        )
        for bucket, amount in amounts.items()
        for scope, owner in owners.items()
        if amount
    ]  # fmt: skip


class LiveDirectory:
    """A book's directory, and over it what the claims of this run have written."""

    def __init__(self, base: Directory) -> None:
        self._base = base
        self._history: dict[str, list[Line]] = {}
        self._entries: dict[str, list[Accumulator]] = {}
        self._used: dict[str, int] = {}

    def write(self, posting: Posting) -> None:
        """Take over what a claim leaves behind."""
        for line in posting.lines:
            self._history.setdefault(line.member_id or "", []).append(line)
        for entry in posting.entries:
            self._entries.setdefault(entry.owner, []).append(entry)
        for ref, units in posting.used:
            self._used[ref] = self._used.get(ref, 0) + units

    def members(self, identifier: str) -> tuple[Member, ...]:
        """As in the book."""
        return self._base.members(identifier)

    def coverages(self, member_id: str) -> tuple[Coverage, ...]:
        """As in the book."""
        return self._base.coverages(member_id)

    def provider(self, npi: str) -> Provider | None:
        """As in the book."""
        return self._base.provider(npi)

    def terms(self, tax_id: str, npi: str) -> tuple[ContractTerm, ...]:
        """As in the book."""
        return self._base.terms(tax_id, npi)

    def authorizations(self, member_id: str) -> tuple[Authorization, ...]:
        """With the units left after the claims of this run."""
        found = self._base.authorizations(member_id)
        if not self._used:
            return found
        return tuple(msgspec.structs.replace(a, units_left=a.units_left - self._used.get(a.ref, 0)) for a in found)

    def history(self, member_id: str) -> tuple[Line, ...]:
        """The book's lines, then those of this run in order of processing."""
        return (*self._base.history(member_id), *self._history.get(member_id, ()))

    def accumulators(self, owner: str) -> tuple[Accumulator, ...]:
        """The book's, then the entries of this run."""
        return (*self._base.accumulators(owner), *self._entries.get(owner, ()))
