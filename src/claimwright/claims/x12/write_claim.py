"""A claim's segments, loops 2300 to 2420, in the order of the guide (005010X222A1)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from claimwright.claims.records import Claim, Line, OtherPayer, Party
from claimwright.claims.x12.render import (
    COMPONENT,
    check_text,
    render_cents,
    render_date,
    render_period,
    render_street,
    render_thousandths,
)

Elements = tuple[str, ...]
RELATIONSHIPS: Final = {"self": "18", "spouse": "01", "child": "19", "other": "G8"}
_CAUSES: Final = {"auto": "AA", "employment": "EM", "other": "OA"}
_SEXES: Final = {"female": "F", "male": "M", "unknown": "U"}
UNNAMED: Final = "PROVIDER"
"""Stands for the name of a line's rendering provider, of whom a record keeps the NPI only."""


def composite(*parts: str) -> str:
    """A composite element."""
    return COMPONENT.join(map(check_text, parts))


def write_name(role: str, party: Party, qualifier: str, number: str | None, person: bool) -> Iterator[Elements]:
    """NM1."""
    names = ("NM1", role, "1" if person else "2", check_text(party.last_name), check_text(party.first_name))
    yield (*names, "", "", "", qualifier, check_text(number)) if number else names


def write_address(party: Party) -> Iterator[Elements]:
    """N3 and N4, where the party has them."""
    if party.address:
        yield ("N3", *render_street(check_text(party.address)))
    place = (party.city, party.state, party.postal_code)
    if any(place):
        yield ("N4", *map(check_text, place))


def write_provider(role: str, party: Party) -> Iterator[Elements]:
    """NM1 of a provider; without a first name it is an organisation, save one who rendered or referred."""
    person = bool(party.first_name) or role in ("82", "DN")
    yield from write_name(role, party, "XX", party.npi, person)


def write_person(role: str, party: Party, number: str | None) -> Iterator[Elements]:
    """NM1, N3, N4 and DMG of a subscriber or patient."""
    yield from write_name(role, party, "MI", number, True)
    yield from write_address(party)
    if party.birth_date:
        yield ("DMG", "D8", render_date(party.birth_date), _SEXES[party.sex])


def write_claim(claim: Claim) -> Iterator[Elements]:
    """Every segment of a claim, CLM to the last of its lines."""
    place = composite(claim.place_of_service, "B", claim.frequency)
    assignment = "A" if claim.accept_assignment else "C"
    charge = render_cents(claim.charge)
    head = ("CLM", check_text(claim.claim_id), charge, "", "", place, "Y", assignment, "Y", "Y")
    yield (*head, "", _CAUSES.get(claim.accident_kind, ""))
    yield from _details(claim)
    yield from _providers(claim)
    for payer in claim.other_payers:
        yield from _other_payer(claim, payer)
    for line in claim.lines:
        yield from _line(claim, line)


def _details(claim: Claim) -> Iterator[Elements]:
    """DTP, REF, NTE and HI of 2300."""
    for qualifier, date in (("439", claim.accident_date), ("435", claim.admission_date)):
        if date:
            yield ("DTP", qualifier, "D8", render_date(date))
    numbers = (claim.referral, claim.authorization, claim.original_reference, claim.clearinghouse_reference)
    for qualifier, number in zip(("9F", "G1", "F8", "D9"), numbers, strict=True):
        if number:
            yield ("REF", qualifier, check_text(number))
    if claim.note:
        yield ("NTE", "ADD", check_text(claim.note))
    codes = [composite("ABF" if n else "ABK", code) for n, code in enumerate(claim.diagnoses)]
    if codes:
        yield ("HI", *codes)


def _providers(claim: Claim) -> Iterator[Elements]:
    """Loop 2310: referring, rendering, facility."""
    if claim.referring:
        yield from write_provider("DN", claim.referring)
    if claim.rendering:
        yield from write_provider("82", claim.rendering)
        if claim.rendering.taxonomy:
            yield ("PRV", "PE", "PXC", check_text(claim.rendering.taxonomy))
    if claim.facility:
        yield from write_provider("77", claim.facility)
        yield from write_address(claim.facility)


def _other_payer(claim: Claim, payer: OtherPayer) -> Iterator[Elements]:
    """Loops 2320 and 2330; the other plan's subscriber is not known, this claim's stands for him."""
    yield ("SBR", check_text(payer.sequence), RELATIONSHIPS[payer.relationship], *[""] * 6, "CI")
    if payer.paid is not None:
        yield ("AMT", "D", render_cents(payer.paid))
    yield ("OI", "", "", "Y", "", "", "Y")
    yield from write_name("IL", claim.subscriber, "MI", claim.subscriber.identifier, True)
    name = Party(ref="", last_name=payer.payer_name)
    yield from write_name("PR", name, "PI", payer.payer_id, False)


def _line(claim: Claim, line: Line) -> Iterator[Elements]:
    """Loop 2400 and below."""
    yield ("LX", str(line.number))
    yield _service(claim, line)
    yield ("DTP", "472", *render_period(line.from_date, line.to_date))
    if line.authorization and line.authorization != claim.authorization:
        yield ("REF", "G1", check_text(line.authorization))
    if line.note:
        yield ("NTE", "ADD", check_text(line.note))
    if line.ndc:
        yield ("LIN", "", "N4", check_text(line.ndc))
        yield ("CTP", "", "", "", render_thousandths(line.units), "UN")
    inherited = claim.rendering or claim.billing
    if line.rendering_npi and line.rendering_npi != inherited.npi:
        yield ("NM1", "82", "1", UNNAMED, "", "", "", "", "XX", check_text(line.rendering_npi))


def _service(claim: Claim, line: Line) -> Elements:
    """SV1; the place of service stands only where it is not the claim's."""
    pointers = [str(claim.diagnoses.index(code) + 1) for code in line.diagnoses if code in claim.diagnoses]
    return (
        "SV1",
        composite("HC", line.procedure, *line.modifiers),
        render_cents(line.charge),
        "MJ" if line.unit_kind == "minute" else "UN",
        render_thousandths(line.units),
        "" if line.place_of_service == claim.place_of_service else check_text(line.place_of_service),
        "",
        COMPONENT.join(pointers),
        "",
        "Y" if line.emergency else "",
    )
