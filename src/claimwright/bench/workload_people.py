"""Invented families for the benchmark: members, coverage, what was counted and authorized before, and earlier visits."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from random import Random

from claimwright.claims.records import Accumulator, Authorization, Coverage, Line, Member

PLANS = (("harbor_silver", "HMO"), ("harbor_gold", "PPO"), ("harbor_bronze", "HSA"))
_EARLIER = ("99213", "99214", "36415", "80053", "85025", "83036", "93000", "97110", "20610", "96372")
_NAMES = ("Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir", "Gorse", "Hazel", "Ivy", "Juniper", "Larch", "Maple")


@dataclass(frozen=True, slots=True)
class Household:
    """A family, the patient first among its members."""

    members: tuple[Member, ...]
    coverages: tuple[Coverage, ...]
    history: tuple[Line, ...]
    accumulators: tuple[Accumulator, ...]
    authorizations: tuple[Authorization, ...]

    @property
    def patient(self) -> Member:
        """Whose claim it is."""
        return self.members[0]


def household(draw: Random, number: int, day: dt.date, billing: str, rendering: str) -> Household:
    """A family whose patient was seen a few times before, by this provider and others."""
    subscriber = f"W{number:05}"
    members = tuple(_member(draw, subscriber, at) for at in range(draw.randint(1, 3)))
    plan, product = draw.choice(PLANS)
    coverages = tuple(_coverage(member, plan, product) for member in members)
    return Household(
        members,
        coverages,
        _history(draw, members[0], day, billing, rendering),
        _accumulators(draw, members[0]),
        _authorizations(draw, members[0], day),
    )


def _member(draw: Random, subscriber: str, at: int) -> Member:
    member_id = f"{subscriber}-{at:02}"
    return Member(
        ref=f"member:{member_id}", member_id=member_id, subscriber_id=subscriber, last_name=draw.choice(_NAMES),
        first_name=draw.choice(_NAMES), birth_date=dt.date(draw.randint(1950, 2000), draw.randint(1, 12), draw.randint(1, 28)),
        sex=draw.choice(("female", "male")), relationship="self" if at == 0 else "spouse",
    )  # fmt: skip


def _coverage(member: Member, plan: str, product: str) -> Coverage:
    begin = dt.date(2024, 1, 1)
    return Coverage(
        ref=f"coverage:{member.member_id}@{begin}", member_id=member.member_id, plan=plan, product=product,
        group_number="HARBOR-1", from_date=begin,
    )  # fmt: skip


def earlier_line(member: Member, claim: str, number: int, procedure: str, day: dt.date, billing: str, rendering: str, *,
                 units: int = 1, charge: int = 12000) -> Line:  # fmt: skip
    """A paid line of an earlier claim."""
    return Line(
        ref=f"history:{claim}/{number}", claim_id=claim, number=number, procedure=procedure, units=units * 1000, charge=charge,
        place_of_service="11", from_date=day, to_date=day, diagnoses=("I10",), rendering_npi=rendering, billing_npi=billing,
        member_id=member.member_id, status="paid", paid=charge // 2, allowed=charge * 2 // 3,
        processed_date=day + dt.timedelta(days=9),
    )  # fmt: skip


def _history(draw: Random, member: Member, day: dt.date, billing: str, rendering: str) -> tuple[Line, ...]:
    """Two to five visits in the months before, with one to three lines."""
    lines: list[Line] = []
    for visit in range(draw.randint(2, 5)):
        when = day - dt.timedelta(days=draw.randint(5, 170))
        claim = f"{member.subscriber_id}-H{visit}"
        codes = draw.sample(_EARLIER, draw.randint(1, 3))
        lines += [earlier_line(member, claim, at, code, when, billing, rendering) for at, code in enumerate(codes, 1)]
    return tuple(lines)


def _accumulators(draw: Random, member: Member) -> tuple[Accumulator, ...]:
    """Nothing, some, or nearly all of the deductible and the out-of-pocket maximum."""
    deductible = draw.choice((0, 12000, 45000, 148000, 320000))
    spending = deductible + draw.choice((0, 30000, 130000, 290000))
    rows: list[Accumulator] = []
    for scope, owner in (("member", member.member_id), ("family", member.subscriber_id)):
        for bucket, amount in (("deductible", deductible), ("out_of_pocket", spending)):
            ref = f"accumulator:{owner}/{bucket}"
            rows.append(Accumulator(ref=ref, bucket=bucket, scope=scope, owner=owner, plan_year=2024, amount=amount))  # type: ignore[arg-type]
    return tuple(rows)


def _authorizations(draw: Random, member: Member, day: dt.date) -> tuple[Authorization, ...]:
    """One for spinal injections, which some of the plans ask for, and sometimes an older one."""
    ranges = (("64483", "64484"), ("73721", "73723"))[: draw.randint(1, 2)]
    return tuple(
        Authorization(
            ref=f"authorization:{member.subscriber_id}-A{at}", number=f"{member.subscriber_id}-A{at}", member_id=member.member_id,
            first_procedure=first, last_procedure=last, from_date=day - dt.timedelta(days=20), until_date=day + dt.timedelta(days=60),
            units_left=3000,
        )
        for at, (first, last) in enumerate(ranges)
    )  # fmt: skip
