"""Hypothesis strategies for claims as an 837P can carry them: `claims()`, `claim_batches()`, their parts."""

from __future__ import annotations

import datetime as dt

from hypothesis import strategies as st
from msgspec.structs import replace

from claimwright.claims.records import Claim, Line, OtherPayer, Party

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_DIGITS = "0123456789"
_NAME = st.from_regex(r"[A-ZÄÉa-z]([A-ZÄÉÑa-z.,'& -]{0,18}[A-Za-zÑ.])?", fullmatch=True)
_NUMBER = st.text(_LETTERS + _DIGITS, min_size=1, max_size=12)


def _check_digit(digits: str) -> str:
    """The Luhn digit of an NPI, computed with the prefix 80840."""
    total = 0
    for place, digit in enumerate(reversed("80840" + digits)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def npis() -> st.SearchStrategy[str]:
    """Valid NPIs."""
    return st.integers(100_000_000, 299_999_999).map(lambda n: f"{n}{_check_digit(str(n))}")


def cents(largest: int = 5_000_00) -> st.SearchStrategy[int]:
    """Amounts of money in cents."""
    return st.integers(0, largest)


def dates(first: dt.date = dt.date(2024, 1, 1), last: dt.date = dt.date(2025, 12, 31)) -> st.SearchStrategy[dt.date]:
    """Days on which services happen."""
    return st.dates(first, last)


def procedures() -> st.SearchStrategy[str]:
    """Codes of the form of HCPCS codes; few, so that lines share them."""
    return st.sampled_from(("99202", "99212", "99213", "93000", "80053", "G0008", "J1100", "A0427", "0001F", "0202U"))


def modifiers() -> st.SearchStrategy[tuple[str, ...]]:
    """Up to four modifiers."""
    return st.lists(st.sampled_from(("25", "59", "XU", "LT", "RT", "26", "TC", "50", "GA")), max_size=4).map(tuple)


def diagnoses() -> st.SearchStrategy[tuple[str, ...]]:
    """One to twelve different codes of the form of ICD-10-CM codes."""
    codes = st.from_regex(r"[A-TV-Z][0-9][0-9A-Z]([0-9A-Z]{1,4})?", fullmatch=True)
    return st.lists(codes, min_size=1, max_size=12, unique=True).map(tuple)


@st.composite
def persons(draw: st.DrawFn, ref: str = "party", *, identified: bool = True) -> Party:
    """A subscriber or patient."""
    born = draw(st.none() | st.dates(dt.date(1920, 1, 1), dt.date(2023, 12, 31)))
    return Party(
        ref=ref,
        last_name=draw(_NAME),
        first_name=draw(st.just("") | _NAME),
        identifier=draw(_NUMBER) if identified else draw(st.none() | _NUMBER),
        birth_date=born,
        sex=draw(st.sampled_from(("female", "male", "unknown"))) if born else "unknown",
        **draw(_addresses()),
    )


@st.composite
def providers(draw: st.DrawFn, ref: str = "party", *, address: bool = False, taxonomy: bool = True) -> Party:
    """A provider with an NPI."""
    return Party(
        ref=ref,
        last_name=draw(_NAME),
        first_name=draw(st.just("") | _NAME),
        npi=draw(npis()),
        taxonomy=draw(st.none() | st.sampled_from(("207Q00000X", "208D00000X"))) if taxonomy else None,
        **(draw(_addresses()) if address else {}),
    )


@st.composite
def _addresses(draw: st.DrawFn) -> dict[str, str]:
    return {
        "address": draw(
            st.just("") | st.from_regex(r"[0-9]{1,4} [A-Za-z]{2,20}( [A-Za-z0-9]{2,20}){0,3}", fullmatch=True)
        ),
        "city": draw(st.just("") | _NAME),
        "state": draw(st.sampled_from(("", "OH", "CA", "NY"))),
        "postal_code": draw(st.just("") | st.text(_DIGITS, min_size=5, max_size=5)),
    }


@st.composite
def other_payers(draw: st.DrawFn, ref: str = "other_payer") -> OtherPayer:
    """Another payer's part of a claim."""
    return OtherPayer(
        ref=ref,
        payer_name=draw(_NAME),
        payer_id=draw(_NUMBER),
        sequence=draw(st.sampled_from(("P", "S", "T"))),
        paid=draw(st.none() | cents()),
        relationship=draw(st.sampled_from(("self", "spouse", "child", "other"))),
    )


@st.composite
def lines(draw: st.DrawFn, *, claim: Claim, number: int) -> Line:
    """A line of a claim that has everything but its lines."""
    first = draw(dates())
    inherited = claim.rendering or claim.billing
    return Line(
        ref=f"{claim.ref}/line:{number}",
        claim_id=claim.claim_id,
        number=number,
        procedure=draw(procedures()),
        modifiers=draw(modifiers()),
        units=draw(st.integers(0, 20).map(lambda n: n * 1000) | st.integers(1, 99_999)),
        unit_kind=draw(st.sampled_from(("unit", "unit", "minute"))),
        charge=draw(cents()),
        place_of_service=draw(st.just(claim.place_of_service) | st.sampled_from(("11", "21", "22", "23"))),
        from_date=first,
        to_date=first + dt.timedelta(days=draw(st.sampled_from((0, 0, 0, 1, 6)))),
        diagnoses=tuple(draw(st.lists(st.sampled_from(claim.diagnoses), max_size=4, unique=True))),
        rendering_npi=draw(st.just(inherited.npi) | npis()),
        billing_npi=claim.billing.npi,
        emergency=draw(st.booleans()),
        authorization=draw(st.just(claim.authorization) | _NUMBER),
        ndc=draw(st.none() | st.text(_DIGITS, min_size=11, max_size=11)),
        note=draw(st.just("") | _NAME),
    )


@st.composite
def claims(draw: st.DrawFn, *, claim_id: str | None = None, most_lines: int = 5) -> Claim:
    """A claim that an 837P can carry in full."""
    name = claim_id or draw(_NUMBER)
    ref = f"claim:{name}"
    draft = draw(_drafts(ref, name))
    count = draw(st.integers(1, most_lines))
    numbers = draw(st.lists(st.integers(1, 60), min_size=count, max_size=count, unique=True))
    made = tuple(draw(lines(claim=draft, number=number)) for number in numbers)
    return replace(
        draft,
        lines=made,
        charge=sum(line.charge for line in made),
        from_date=min(line.from_date for line in made),
        to_date=max(line.to_date for line in made),
    )


@st.composite
def claim_batches(draw: st.DrawFn, *, most: int = 4) -> list[Claim]:
    """Claims with different ids, some of one subscriber and billing provider."""
    names = draw(st.lists(_NUMBER, min_size=1, max_size=most, unique=True))
    made = [draw(claims(claim_id=name)) for name in names]
    return [_like(claim, made[0]) if draw(st.booleans()) else claim for claim in made]


def _like(claim: Claim, model: Claim) -> Claim:
    """The claim, for the same day of receipt, subscriber and payer as another."""
    subscriber = replace(model.subscriber, ref=f"{claim.ref}/subscriber")
    own = claim.patient_relationship == "self"
    return replace(
        claim,
        received_date=model.received_date,
        subscriber=subscriber,
        patient=replace(subscriber, ref=f"{claim.ref}/patient") if own else claim.patient,
        payer=replace(model.payer, ref=f"{claim.ref}/payer"),
        payer_sequence=model.payer_sequence,
    )


@st.composite
def _drafts(draw: st.DrawFn, ref: str, name: str) -> Claim:
    relationship = draw(st.sampled_from(("self", "self", "spouse", "child", "other")))
    subscriber = draw(persons(f"{ref}/subscriber"))
    patient = replace(subscriber, ref=f"{ref}/patient")
    if relationship != "self":
        patient = draw(persons(f"{ref}/patient", identified=False))
    accident = draw(st.sampled_from(("none", "none", "auto", "employment", "other")))
    return Claim(
        ref=ref,
        claim_id=name,
        frequency=draw(st.sampled_from("178")),
        original_reference=draw(st.none() | _NUMBER),
        charge=0,
        place_of_service=draw(st.sampled_from(("11", "21", "22", "23"))),
        from_date=dt.date.min,
        to_date=dt.date.min,
        received_date=draw(dates(dt.date(2024, 7, 1))),
        billing=replace(
            draw(providers(f"{ref}/billing", address=True)),
            tax_id=draw(st.none() | st.text(_DIGITS, min_size=9, max_size=9)),
        ),
        pay_to=draw(st.none() | _addresses().map(lambda a: Party(ref=f"{ref}/pay_to", **a))),
        rendering=draw(st.none() | providers(f"{ref}/rendering")),
        referring=draw(st.none() | providers(f"{ref}/referring", taxonomy=False)),
        facility=draw(st.none() | providers(f"{ref}/facility", address=True, taxonomy=False)),
        subscriber=subscriber,
        patient=patient,
        patient_relationship=relationship,
        payer=Party(ref=f"{ref}/payer", last_name=draw(_NAME), identifier=draw(_NUMBER), **draw(_addresses())),
        payer_sequence=draw(st.sampled_from("PST")),
        accept_assignment=draw(st.booleans()),
        diagnoses=draw(diagnoses()),
        authorization=draw(st.none() | _NUMBER),
        referral=draw(st.none() | _NUMBER),
        clearinghouse_reference=draw(st.none() | _NUMBER),
        note=draw(st.just("") | _NAME),
        admission_date=draw(st.none() | dates()),
        accident_kind=accident,
        accident_date=draw(dates()) if accident != "none" else None,
        other_payers=tuple(draw(other_payers(f"{ref}/other_payer:{n + 1}")) for n in range(draw(st.integers(0, 2)))),
        lines=(),
    )
