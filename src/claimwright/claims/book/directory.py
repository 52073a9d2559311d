"""Who and what a book knows, by the keys that a claim brings.

Records are kept in dictionaries; a database may keep the same contract.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol, TypeVar

from claimwright.claims.records import (
    Accumulator,
    Authorization,
    ContractTerm,
    Coverage,
    Line,
    Member,
    Provider,
)

_R = TypeVar("_R")
_Index = dict[str, tuple[_R, ...]]


class Directory(Protocol):
    """Every answer is complete and in a fixed order, so that the same claim always sees the same slice."""

    def members(self, identifier: str) -> tuple[Member, ...]:
        """Members with this member id, or whose family has this subscriber id; by member id."""
        ...

    def coverages(self, member_id: str) -> tuple[Coverage, ...]:
        """Of a member, by first day."""
        ...

    def provider(self, npi: str) -> Provider | None:
        """The provider with an NPI."""
        ...

    def terms(self, tax_id: str, npi: str) -> tuple[ContractTerm, ...]:
        """Contract terms under a tax id or an NPI, by reference."""
        ...

    def authorizations(self, member_id: str) -> tuple[Authorization, ...]:
        """Of a member, by number."""
        ...

    def history(self, member_id: str) -> tuple[Line, ...]:
        """A member's lines on earlier claims, in order of processing."""
        ...

    def accumulators(self, owner: str) -> tuple[Accumulator, ...]:
        """Of a member id or a subscriber id, by reference."""
        ...


class MemoryDirectory:
    """A directory of records in dictionaries."""

    def __init__(
        self,
        *,
        members: Sequence[Member] = (),
        coverages: Sequence[Coverage] = (),
        providers: Sequence[Provider] = (),
        terms: Sequence[ContractTerm] = (),
        authorizations: Sequence[Authorization] = (),
        history: Sequence[Line] = (),
        accumulators: Sequence[Accumulator] = (),
    ) -> None:
        self._members = _index(members, lambda m: {m.member_id, m.subscriber_id}, lambda m: m.member_id)
        self._coverages = _index(coverages, lambda c: {c.member_id}, lambda c: c.from_date)
        self._providers = {provider.npi: provider for provider in providers}
        self._terms = _index(terms, lambda t: {t.tax_id, t.npi or t.tax_id}, lambda t: t.ref)
        self._authorizations = _index(authorizations, lambda a: {a.member_id}, lambda a: a.ref)
        self._history = _index(history, lambda h: {h.member_id or ""}, _processing_order)
        self._accumulators = _index(accumulators, lambda a: {a.owner}, lambda a: a.ref)

    def members(self, identifier: str) -> tuple[Member, ...]:
        """Members with this member id, or whose family has this subscriber id; by member id."""
        return self._members.get(identifier, ())

    def coverages(self, member_id: str) -> tuple[Coverage, ...]:
        """Of a member, by first day."""
        return self._coverages.get(member_id, ())

    def provider(self, npi: str) -> Provider | None:
        """The provider with an NPI."""
        return self._providers.get(npi)

    def terms(self, tax_id: str, npi: str) -> tuple[ContractTerm, ...]:
        """Contract terms under a tax id or an NPI, by reference."""
        found = {term.ref: term for key in (tax_id, npi) for term in self._terms.get(key, ())}
        return tuple(found[ref] for ref in sorted(found))

    def authorizations(self, member_id: str) -> tuple[Authorization, ...]:
        """Of a member, by number."""
        return self._authorizations.get(member_id, ())

    def history(self, member_id: str) -> tuple[Line, ...]:
        """A member's lines on earlier claims, in order of processing."""
        return self._history.get(member_id, ())

    def accumulators(self, owner: str) -> tuple[Accumulator, ...]:
        """Of a member id or a subscriber id, by reference."""
        return self._accumulators.get(owner, ())


def _index(items: Iterable[_R], keys: Callable[[_R], set[str]], order: Callable[[_R], Any]) -> _Index[_R]:
    found: dict[str, list[_R]] = {}
    for item in sorted(items, key=order):
        for key in keys(item):
            found.setdefault(key, []).append(item)
    return {key: tuple(values) for key, values in found.items()}


def _processing_order(line: Line) -> tuple[Any, ...]:
    return line.processed_date or line.from_date, line.claim_id, line.number
