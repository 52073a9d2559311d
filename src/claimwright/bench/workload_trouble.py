"""What is wrong with some of the benchmark's claims, in about the shares that a payer sees."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from random import Random

from msgspec.structs import replace as changed

from claimwright.bench.workload_people import Household, earlier_line
from claimwright.claims.records import Claim, Line

_Change = Callable[[Claim, Household], tuple[Claim, Household]]


def trouble(draw: Random, claim: Claim, family: Household) -> tuple[Claim, Household]:
    """One kind of trouble with a third of the claims; the others come as they are."""
    at = draw.random()
    for share, change in _TROUBLES:
        if at < share:
            return change(claim, family)
        at -= share
    return claim, family


def with_line(claim: Claim, at: int, **changes: object) -> Claim:
    """The claim with fields of one line replaced, and its charge summed again."""
    lines = list(claim.lines)
    lines[at] = changed(lines[at], **changes)
    return changed(claim, lines=tuple(lines), charge=sum(line.charge for line in lines))


def _earlier(claim: Claim, family: Household, line: Line, procedure: str, **fields: int) -> Household:
    """Another claim of the same day and provider was paid for a procedure."""
    other = earlier_line(
        family.patient, f"{claim.claim_id}-E", 1, procedure, line.from_date, line.billing_npi or "", line.rendering_npi or "", **fields
    )  # fmt: skip
    return replace(family, history=(*family.history, other))


def _component_elsewhere(claim: Claim, family: Household) -> tuple[Claim, Household]:
    """A visit without modifier 25, and another claim of the day was paid for what includes it."""
    first = claim.lines[0]
    return with_line(claim, 0, procedure="99212", modifiers=()), _earlier(claim, family, first, "99202")


def _pair_on_claim(claim: Claim, family: Household) -> tuple[Claim, Household]:
    """Two panels that may not be paid together."""
    claim = with_line(claim, 3, procedure="80053", modifiers=(), units=1000)
    return with_line(claim, 4, procedure="80048", modifiers=(), units=1000), family


def _too_many_units(claim: Claim, family: Household) -> tuple[Claim, Household]:
    return with_line(claim, 4, units=20000), family


def _units_elsewhere(claim: Claim, family: Household) -> tuple[Claim, Household]:
    last = claim.lines[4]
    return claim, _earlier(claim, family, last, last.procedure, units=9)


def _coverage_ended(claim: Claim, family: Household) -> tuple[Claim, Household]:
    end = claim.from_date - dt.timedelta(days=8)
    return claim, replace(family, coverages=tuple(changed(each, until_date=end) for each in family.coverages))


def _unknown_member(claim: Claim, family: Household) -> tuple[Claim, Household]:
    return changed(claim, patient=changed(claim.patient, birth_date=dt.date(1901, 1, 1))), family


def _duplicate(claim: Claim, family: Household) -> tuple[Claim, Household]:
    line = claim.lines[1]
    family = _earlier(claim, family, line, line.procedure, units=line.units // 1000, charge=line.charge)
    again = changed(family.history[-1], modifiers=line.modifiers)
    return claim, replace(family, history=(*family.history[:-1], again))


def _no_authorization(claim: Claim, family: Household) -> tuple[Claim, Household]:
    return with_line(claim, 2, procedure="73721", modifiers=(), units=1000, charge=90000), replace(
        family, authorizations=()
    )


def _authorized(claim: Claim, family: Household) -> tuple[Claim, Household]:
    return with_line(claim, 2, procedure="64483", modifiers=("59",), units=1000, charge=64000), family


def _late(claim: Claim, family: Household) -> tuple[Claim, Household]:
    return changed(claim, received_date=claim.from_date + dt.timedelta(days=200)), family


def _outside_network(claim: Claim, family: Household) -> tuple[Claim, Household]:
    billing = changed(claim.billing, npi="1000000087", tax_id="015550107")
    lines = tuple(changed(line, billing_npi="1000000087", rendering_npi="1000002083") for line in claim.lines)
    return changed(claim, billing=billing, lines=lines), family


def _other_payer_first(claim: Claim, family: Household) -> tuple[Claim, Household]:
    return changed(claim, payer_sequence="S"), family


_TROUBLES: tuple[tuple[float, _Change], ...] = (
    (0.05, _component_elsewhere),
    (0.05, _pair_on_claim),
    (0.04, _too_many_units),
    (0.02, _units_elsewhere),
    (0.03, _coverage_ended),
    (0.01, _unknown_member),
    (0.03, _duplicate),
    (0.02, _no_authorization),
    (0.03, _authorized),
    (0.01, _late),
    (0.02, _outside_network),
    (0.01, _other_payer_first),
)
