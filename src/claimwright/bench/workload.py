"""The claims that adjudication is measured on: five-line professional claims for the members of the example book's plans.

Everything is drawn from a seed. Most lines are payable; some are denied because of the member's other claims (NCCI
pairs, duplicates), of units, of eligibility, or for want of an authorization. Every claim has a member of its own, with
a history, accumulators and authorizations, so that the order of the claims does not matter.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random
from typing import NamedTuple

from msgspec.structs import replace as changed

from claimwright.bench.workload_people import Household, household
from claimwright.bench.workload_trouble import trouble
from claimwright.claims.book import LoadedBook
from claimwright.claims.book.directory import Directory, MemoryDirectory
from claimwright.claims.records import Claim, ContractTerm, Line, Party, Provider

_FIRST_DAY, _DAYS = dt.date(2024, 7, 8), 75


class Service(NamedTuple):
    """One line of a pattern: code, modifiers, units, charge in cents, and the place among the claim's diagnoses."""

    procedure: str
    modifiers: tuple[str, ...] = ()
    units: int = 1
    charge: int = 0
    points: tuple[int, ...] = (0,)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A kind of visit: who gives it, for which diagnoses, and five services."""

    billing: str
    tax_id: str
    rendering: tuple[str, ...]
    diagnoses: tuple[str, ...]
    services: tuple[Service, ...]


_FAMILY = ("1000000012", "015550101", ("1000002018", "1000002026"))
_ORTHOPEDICS = ("1000000038", "015550102", ("1000002042", "1000002059"))
_DERMATOLOGY = ("1000000046", "015550103", ("1000002034",))

PATTERNS: tuple[Pattern, ...] = (
    Pattern(*_FAMILY, ("I10", "E119", "E785"), (
        Service("99214", charge=21500, points=(0, 1)), Service("36415", charge=1800, points=(1, 2)),
        Service("80053", charge=4200, points=(1, 2)), Service("85025", charge=3100), Service("83036", charge=3900, points=(1,)),
    )),
    Pattern(*_FAMILY, ("Z0000", "Z23"), (
        Service("99213", ("25",), charge=15500), Service("90471", charge=4200, points=(1,)),
        Service("90686", charge=3600, points=(1,)), Service("93000", charge=6400), Service("81002", charge=1200),
    )),
    Pattern(*_FAMILY, ("R059", "J029"), (
        Service("99213", ("25",), charge=15500, points=(0, 1)), Service("87880", charge=4500, points=(1,)),
        Service("71046", charge=9800), Service("96372", charge=5200), Service("85025", charge=3100),
    )),
    Pattern(*_ORTHOPEDICS, ("M1711", "M25561"), (
        Service("99213", ("25",), charge=18000, points=(0, 1)), Service("20610", ("RT",), charge=19500),
        Service("73030", charge=11000, points=(1,)), Service("97110", units=2, charge=11000), Service("97140", charge=5600),
    )),
    Pattern(*_DERMATOLOGY, ("L570", "D225"), (
        Service("99213", ("25",), charge=16000, points=(0, 1)), Service("11102", charge=22000, points=(1,)),
        Service("11103", charge=12000, points=(1,)), Service("17000", ("59",), charge=16000), Service("17003", units=6, charge=7200),
    )),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """A claim and what is known of its member."""

    claim: Claim
    household: Household


def case(seed: int, number: int) -> Case:
    """The claim with a number; always the same for one seed."""
    draw = Random(f"{seed}/{number}")
    day = _FIRST_DAY + dt.timedelta(days=draw.randrange(_DAYS))
    pattern = draw.choice(PATTERNS)
    rendering = draw.choice(pattern.rendering)
    family = household(draw, number, day, pattern.billing, rendering)
    claim = _claim(draw, f"W-{number:05}", pattern, rendering, day, family)
    return Case(*trouble(draw, claim, family))


def cases(count: int, *, seed: int = 837) -> Iterator[Case]:
    """The first claims of a seed."""
    for number in range(count):
        yield case(seed, number)


def directory(book: LoadedBook, work: list[Case]) -> Directory:
    """The members of the cases, with the providers and contract terms of a book."""
    npis = {npi for pattern in PATTERNS for npi in (pattern.billing, *pattern.rendering)} | OTHERS
    providers: list[Provider] = [found for npi in sorted(npis) if (found := book.directory.provider(npi))]
    terms: dict[str, ContractTerm] = {
        term.ref: term for one in providers for term in book.directory.terms(one.tax_id, one.npi)
    }
    families = [each.household for each in work]
    return MemoryDirectory(
        members=[m for each in families for m in each.members],
        coverages=[c for each in families for c in each.coverages],
        providers=providers,
        terms=list(terms.values()),
        authorizations=[a for each in families for a in each.authorizations],
        history=[line for each in families for line in each.history],
        accumulators=[a for each in families for a in each.accumulators],
    )


def with_members(book: LoadedBook, work: list[Case]) -> LoadedBook:
    """A book whose members are those of the cases."""
    return replace(book, directory=directory(book, work))


OTHERS = frozenset({"1000000020", "1000000087", "1000002083", "1000000103", "1000000111", "1000002109", "1000002117"})
"""Further providers of the book: one without a contract, one whose contract ended, some who came or left."""


def _claim(draw: Random, number: str, pattern: Pattern, rendering: str, day: dt.date, family: Household) -> Claim:
    ref, patient = f"claim:{number}", family.patient
    lines = tuple(
        _line(ref, number, at, service, pattern, rendering, day) for at, service in enumerate(pattern.services, 1)
    )
    party = Party(
        ref=f"{ref}/patient", last_name=patient.last_name.upper(), first_name=patient.first_name.upper(),
        identifier=patient.member_id, address="3 HARBOR LANE", city="HARBOR", state="ME", postal_code="041000003",
        birth_date=patient.birth_date, sex=patient.sex,
    )  # fmt: skip
    billing = Party(
        ref=f"{ref}/billing", last_name="PRACTICE", npi=pattern.billing, tax_id=pattern.tax_id, address="2 QUAY STREET",
        city="HARBOR", state="ME", postal_code="041000002",
    )  # fmt: skip
    return Claim(
        ref=ref, claim_id=number, charge=sum(line.charge for line in lines), place_of_service="11", from_date=day, to_date=day,
        received_date=day + dt.timedelta(days=draw.randint(3, 30)), billing=billing,
        rendering=Party(ref=f"{ref}/rendering", last_name="CLINICIAN", npi=rendering),
        subscriber=changed(party, ref=f"{ref}/subscriber"), patient=party,
        payer=Party(ref=f"{ref}/payer", last_name="HARBOR HEALTH PLAN", identifier="HARBR"),
        diagnoses=pattern.diagnoses, lines=lines,
    )  # fmt: skip


def _line(ref: str, claim: str, at: int, service: Service, pattern: Pattern, rendering: str, day: dt.date) -> Line:
    return Line(
        ref=f"{ref}/line:{at}", claim_id=claim, number=at, procedure=service.procedure, modifiers=service.modifiers,
        units=service.units * 1000, charge=service.charge, place_of_service="11", from_date=day, to_date=day,
        diagnoses=tuple(pattern.diagnoses[point] for point in service.points), rendering_npi=rendering,
        billing_npi=pattern.billing,
    )  # fmt: skip
