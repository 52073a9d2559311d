"""The slice of a book that bears on one claim: what its rules may see, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable

from claimwright.claims.book.directory import Directory
from claimwright.claims.codes import valid_npi
from claimwright.claims.records import Accumulator, Book, Claim, Line, Member, Provider


def slice_for(claim: Claim, directory: Directory) -> Book:
    """The part of a book that bears on a claim; the same claim and book always yield the same slice.

    A member matches on identifier, name and birth date. History leaves out the claim itself and lines that
    were reversed; accumulators are those of the calendar years of the lines.
    """
    candidates = _candidates(claim, directory)
    member = next((each for each in candidates if _is_patient(each, claim)), None)
    history = _history(claim, member, directory)
    return Book(
        member=member,
        candidates=candidates,
        coverages=directory.coverages(member.member_id) if member else (),
        billing=directory.provider(claim.billing.npi or ""),
        rendering=directory.provider(claim.rendering.npi or "") if claim.rendering else None,
        providers=_providers(claim, history, directory),
        terms=directory.terms(claim.billing.tax_id or "", claim.billing.npi or ""),
        authorizations=directory.authorizations(member.member_id) if member else (),
        history=history,
        accumulators=_accumulators(claim, member, directory),
        malformed_npis=tuple(npi for npi in _npis(claim, ()) if not valid_npi(npi)),
    )


def _candidates(claim: Claim, directory: Directory) -> tuple[Member, ...]:
    keys = (claim.patient.identifier, claim.subscriber.identifier)
    found = {member.member_id: member for key in keys if key for member in directory.members(key)}
    return tuple(found[member_id] for member_id in sorted(found))


def _is_patient(member: Member, claim: Claim) -> bool:
    patient = claim.patient
    names = _plain(member.last_name, member.first_name) == _plain(patient.last_name, patient.first_name)
    return names and member.birth_date == patient.birth_date


def _plain(*names: str) -> tuple[str, ...]:
    """Names without case, spaces and punctuation."""
    return tuple("".join(char for char in name.casefold() if char.isalnum()) for name in names)


def _history(claim: Claim, member: Member | None, directory: Directory) -> tuple[Line, ...]:
    if member is None:
        return ()
    lines = directory.history(member.member_id)
    return tuple(line for line in lines if line.claim_id != claim.claim_id and line.status != "reversed")


def _npis(claim: Claim, history: Iterable[Line]) -> tuple[str, ...]:
    """Every billing and rendering NPI that is named, once, in order."""
    parties = (claim.billing, claim.rendering)
    named = {party.npi for party in parties if party}
    named |= {npi for line in (*claim.lines, *history) for npi in (line.rendering_npi, line.billing_npi)}
    return tuple(sorted(npi for npi in named if npi))


def _providers(claim: Claim, history: Iterable[Line], directory: Directory) -> tuple[Provider, ...]:
    known = (directory.provider(npi) for npi in _npis(claim, history))
    return tuple(provider for provider in known if provider)


def _accumulators(claim: Claim, member: Member | None, directory: Directory) -> tuple[Accumulator, ...]:
    if member is None:
        return ()
    years = {line.from_date.year for line in claim.lines}
    own = (each for each in directory.accumulators(member.member_id) if each.scope == "member")
    family = (each for each in directory.accumulators(member.subscriber_id) if each.scope == "family")
    return tuple(each for each in (*own, *family) if each.plan_year in years)
