"""The records of a claim: what was submitted, and what the book of business knows about it.

All are immutable. Money is integer cents; `units` are thousandths of a unit (an 837 may carry 1.5); dates are dates;
codes are upper-case text without punctuation (`E119`, not `E11.9`). The same names and types stand in the vocabulary
(`packs/vocabulary.clause`); a test keeps the two equal. Every record has a `ref`, its address in a trace.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of the records: immutable, compared by value, encoded field by field."""


Sex = Literal["female", "male", "unknown"]
Relationship = Literal["self", "spouse", "child", "other"]


class Party(Record, frozen=True, kw_only=True):
    """A provider, person or payer as a claim names it."""

    ref: str
    last_name: str = ""
    """Also the name of an organisation."""
    first_name: str = ""
    npi: str | None = None
    tax_id: str | None = None
    taxonomy: str | None = None
    identifier: str | None = None
    """Member, payer or other number, by the role."""
    address: str = ""
    city: str = ""
    state: str = ""
    postal_code: str = ""
    birth_date: dt.date | None = None
    sex: Sex = "unknown"


class Line(Record, frozen=True, kw_only=True):
    """One service line (loop 2400), of this claim or, in history, of an earlier one."""

    ref: str
    claim_id: str
    number: int
    procedure: str
    modifiers: tuple[str, ...] = ()
    units: int
    """Thousandths."""
    unit_kind: Literal["unit", "minute"] = "unit"
    charge: int
    place_of_service: str
    from_date: dt.date
    to_date: dt.date
    diagnoses: tuple[str, ...] = ()
    """The diagnosis codes that the line points to, in its order."""
    rendering_npi: str | None = None
    """The line's rendering provider, else the claim's, else the billing provider."""
    billing_npi: str | None = None
    emergency: bool = False
    authorization: str | None = None
    """Prior authorization number (REF G1), the line's else the claim's."""
    ndc: str | None = None
    note: str = ""
    # Known of lines in history only:
    member_id: str | None = None
    status: Literal["submitted", "paid", "denied", "pended", "reversed"] = "submitted"
    paid: int = 0
    allowed: int = 0
    processed_date: dt.date | None = None


class OtherPayer(Record, frozen=True, kw_only=True):
    """Another payer's part (loops 2320 and 2330)."""

    ref: str
    payer_name: str = ""
    payer_id: str = ""
    sequence: str = ""
    """Payer responsibility: P, S, T, ..."""
    paid: int | None = None
    relationship: Relationship = "other"


class Claim(Record, frozen=True, kw_only=True):
    """A professional claim as submitted (837P)."""

    ref: str
    claim_id: str
    """Patient control number (CLM01)."""
    frequency: str = "1"
    """1 original, 7 replacement, 8 void (CLM05-3)."""
    original_reference: str | None = None
    charge: int
    place_of_service: str
    from_date: dt.date
    """Earliest line date."""
    to_date: dt.date
    received_date: dt.date
    billing: Party
    pay_to: Party | None = None
    """Where payment goes, if not to the billing provider's address."""
    rendering: Party | None = None
    referring: Party | None = None
    facility: Party | None = None
    subscriber: Party
    patient: Party
    patient_relationship: Relationship = "self"
    payer: Party
    payer_sequence: str = "P"
    accept_assignment: bool = True
    diagnoses: tuple[str, ...] = ()
    authorization: str | None = None
    referral: str | None = None
    clearinghouse_reference: str | None = None
    """The number that a clearinghouse gave the claim (REF D9)."""
    note: str = ""
    admission_date: dt.date | None = None
    accident_kind: Literal["none", "auto", "employment", "other"] = "none"
    accident_date: dt.date | None = None
    other_payers: tuple[OtherPayer, ...] = ()
    lines: tuple[Line, ...]


class Member(Record, frozen=True, kw_only=True):
    """A person covered by the payer."""

    ref: str
    member_id: str
    subscriber_id: str
    """The family: every member with one subscriber id."""
    last_name: str
    first_name: str
    birth_date: dt.date
    death_date: dt.date | None = None
    sex: Sex = "unknown"
    relationship: Relationship = "self"


class Coverage(Record, frozen=True, kw_only=True):
    """A stretch of time in which a member has a plan; both dates included, no end is open."""

    ref: str
    member_id: str
    plan: str
    """The plan's name in Clause."""
    product: str = ""
    group_number: str = ""
    from_date: dt.date
    until_date: dt.date | None = None


class Provider(Record, frozen=True, kw_only=True):
    """A provider that the payer knows."""

    ref: str
    npi: str
    name: str
    tax_id: str = ""
    specialty: str = ""
    """Medicare specialty or taxonomy, as the payer keeps it."""
    group: str = ""
    """Provider group, for edits that hold for one group and specialty."""
    from_date: dt.date
    until_date: dt.date | None = None


class ContractTerm(Record, frozen=True, kw_only=True):
    """A provider's part in a contract: who, for which product, where, when."""

    ref: str
    contract: str
    """The contract's name in Clause."""
    npi: str | None = None
    """Billing NPI; None: any NPI under the tax id."""
    tax_id: str
    product: str | None = None
    """None: every product."""
    locality: str = ""
    """Medicare locality for GPCI: contractor and locality number, `10112-00`."""
    from_date: dt.date
    until_date: dt.date | None = None


class Authorization(Record, frozen=True, kw_only=True):
    """A prior authorization. `units_left` are thousandths, after what earlier claims used."""

    ref: str
    number: str
    member_id: str
    first_procedure: str
    last_procedure: str
    """A range of procedure codes, both ends included."""
    npi: str | None = None
    """Rendering or billing NPI; None: any provider."""
    from_date: dt.date
    until_date: dt.date
    units_left: int
    status: Literal["approved", "denied", "expired"] = "approved"


class Accumulator(Record, frozen=True, kw_only=True):
    """What has been counted towards a limit before this claim, in cents."""

    ref: str
    bucket: Literal["deductible", "out_of_pocket"]
    scope: Literal["member", "family"]
    owner: str
    """Member id, or subscriber id for a family."""
    network: Literal["in_network", "out_of_network"] = "in_network"
    plan_year: int
    amount: int


class Book(Record, frozen=True, kw_only=True):
    """The slice of the book of business that bears on one claim: everything the rules may see beside the claim itself."""

    ref: str = "book"
    member: Member | None = None
    """The member that id, name and birth date match; None where none does."""
    candidates: tuple[Member, ...] = ()
    """Members with the submitted member or subscriber id, matched or not."""
    coverages: tuple[Coverage, ...] = ()
    """Of the member, in order of `from_date`."""
    billing: Provider | None = None
    rendering: Provider | None = None
    """The claim's rendering provider, as the payer knows it."""
    providers: tuple[Provider, ...] = ()
    """Every provider that the claim or the history names and the payer knows, by NPI."""
    terms: tuple[ContractTerm, ...] = ()
    """Contract terms under the billing tax id or NPI."""
    authorizations: tuple[Authorization, ...] = ()
    """Of the member."""
    history: tuple[Line, ...] = ()
    """The member's lines on other claims that are paid, denied or pended, in order of processing."""
    accumulators: tuple[Accumulator, ...] = ()
    """Of the member and the family, for every plan year that the claim touches."""
    malformed_npis: tuple[str, ...] = ()
    """Billing and rendering NPIs of the claim whose length or check digit is wrong."""
