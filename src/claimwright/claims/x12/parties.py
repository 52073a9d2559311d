"""Names and addresses: NM1 and the segments that follow it, in every loop."""

from __future__ import annotations

from typing import Final

from claimwright.claims.records import Sex
from claimwright.claims.x12 import problems
from claimwright.claims.x12.context import Context
from claimwright.claims.x12.drafts import PartyDraft
from claimwright.claims.x12.segments import Segment
from claimwright.claims.x12.values import parse_date

_SEX: Final[dict[str, Sex]] = {"F": "female", "M": "male", "U": "unknown", "": "unknown"}


def read_name(draft: PartyDraft, segment: Segment) -> None:
    """NM1: name and number; the qualifier XX is an NPI, 24 a tax id, any other the party's `identifier`."""
    elements = segment.elements
    draft.present = True
    draft.last_name, draft.first_name = elements[3].strip(), elements[4].strip()
    number = elements[9].strip() or None
    if elements[8] == "XX":
        draft.npi = number
    elif elements[8] == "24":
        draft.tax_id = number
    else:
        draft.identifier = number


def read_street(context: Context, segment: Segment) -> None:
    """N3: one or two address lines, joined by a space."""
    if context.party is not None:
        first, second = segment.elements[1].strip(), segment.elements[2].strip()
        context.party.address = f"{first} {second}" if first and second else first or second


def read_city(context: Context, segment: Segment) -> None:
    """N4: city, state, postal code."""
    if context.party is not None:
        _, city, state, postal_code = segment.elements[:4]
        party = context.party
        party.city, party.state, party.postal_code = city.strip(), state.strip(), postal_code.strip()


def read_demographics(context: Context, segment: Segment) -> None:
    """DMG: birth date and sex."""
    if context.party is None:
        return
    _, _, birth, sex = segment.elements[:4]
    context.party.birth_date = parse_date(birth)
    if context.party.birth_date is None:
        context.fail(problems.BAD_DETAIL_DATE, f"DMG02 {birth!r} is not a birth date", segment)
    if sex not in _SEX:
        context.fail(problems.UNKNOWN_CODE, f"DMG03 {sex!r} is not F, M or U", segment)
    context.party.sex = _SEX.get(sex, "unknown")


def read_taxonomy(context: Context, segment: Segment) -> None:
    """PRV: the provider's taxonomy (qualifier PXC)."""
    party = context.billing if context.name == "billing" else context.party
    if party is not None and segment.elements[2] == "PXC":
        party.taxonomy = segment.elements[3].strip() or None


def read_party_reference(context: Context, segment: Segment) -> None:
    """REF: the tax id of a billing provider (EI, SY), the number of a patient (1W, property and casualty)."""
    party, (_, qualifier, number) = context.party, segment.elements[:3]
    if party is None:
        return
    if context.name == "billing" and qualifier in ("EI", "SY"):
        party.tax_id = number.strip() or None
    elif context.name == "patient" and qualifier == "1W":
        party.identifier = number.strip() or None


def check_entity_type(context: Context, segment: Segment) -> None:
    """NM102 says person or organisation; nothing is read from it, but it is required."""
    if segment.elements[2] not in ("1", "2"):
        context.fail(problems.MISSING_DETAIL, "NM102 is neither 1 (person) nor 2 (organisation)", segment)
