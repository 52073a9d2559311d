"""What a claim's segments have said so far, before it becomes a record."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

import msgspec

from claimwright.claims.records import Party, Relationship, Sex
from claimwright.claims.x12.segments import Segment


@dataclass(slots=True)
class PartyDraft:
    """A party as its loop describes it: NM1, N3, N4, DMG, REF, PRV."""

    present: bool = False
    """Whether its NM1 segment has been read."""
    last_name: str = ""
    first_name: str = ""
    npi: str | None = None
    tax_id: str | None = None
    taxonomy: str | None = None
    identifier: str | None = None
    address: str = ""
    city: str = ""
    state: str = ""
    postal_code: str = ""
    birth_date: dt.date | None = None
    sex: Sex = "unknown"
    made: Party | None = None

    def to_party(self, ref: str) -> Party:
        """The record; a draft that stands above several claims is made once and addressed for each."""
        if self.made is None:
            self.made = self._make()
        return msgspec.structs.replace(self.made, ref=ref)

    def _make(self) -> Party:
        return Party(
            ref="",
            last_name=self.last_name,
            first_name=self.first_name,
            npi=self.npi,
            tax_id=self.tax_id,
            taxonomy=self.taxonomy,
            identifier=self.identifier,
            address=self.address,
            city=self.city,
            state=self.state,
            postal_code=self.postal_code,
            birth_date=self.birth_date,
            sex=self.sex,
        )


@dataclass(slots=True)
class LineDraft:
    """A service line, loop 2400."""

    segment: Segment
    number: int
    service: Segment | None = None
    procedure: str = ""
    modifiers: tuple[str, ...] = ()
    charge: int = 0
    units: int = 0
    minutes: bool = False
    place_of_service: str = ""
    pointers: tuple[str, ...] = ()
    emergency: bool = False
    period: tuple[dt.date, dt.date] | None = None
    dated: bool = False
    """Whether a DTP 472 came, readable or not."""
    rendering: PartyDraft | None = None
    authorization: str | None = None
    ndc: str | None = None
    notes: list[str] = field(default_factory=list[str])


@dataclass(slots=True)
class PayerDraft:
    """Another payer, loops 2320 and 2330."""

    sequence: str
    relationship: Relationship
    paid: int | None = None
    name: str = ""
    identifier: str = ""


@dataclass(slots=True)
class ClaimDraft:
    """A claim, loop 2300, with what belongs to it. `refused` once a problem keeps it from being read."""

    segment: Segment
    claim_id: str
    refused: bool = False
    told_separator: bool = False
    charge: int = 0
    place_of_service: str = ""
    frequency: str = "1"
    accept_assignment: bool = True
    accident_kind: str = ""
    admission_date: dt.date | None = None
    accident_date: dt.date | None = None
    authorization: str | None = None
    referral: str | None = None
    original_reference: str | None = None
    clearinghouse_reference: str | None = None
    diagnoses: list[str] = field(default_factory=list[str])
    """By position, so that pointers hold; empty where one could not be read."""
    notes: list[str] = field(default_factory=list[str])
    rendering: PartyDraft | None = None
    referring: PartyDraft | None = None
    facility: PartyDraft | None = None
    payers: list[PayerDraft] = field(default_factory=list[PayerDraft])
    lines: list[LineDraft] = field(default_factory=list[LineDraft])
    numbers: set[int] = field(default_factory=set[int])
    """The line numbers given out."""
