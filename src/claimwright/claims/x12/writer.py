"""Writes claims as an 837P file (005010X222A1), for examples and tests, and reads it back as proof."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Final, cast

import msgspec

from claimwright.claims.records import Claim, Party, Record
from claimwright.claims.x12.reader import read_837p
from claimwright.claims.x12.render import ELEMENT, SEGMENT, check_text, render_date
from claimwright.claims.x12.write_claim import (
    RELATIONSHIPS,
    Elements,
    write_address,
    write_claim,
    write_name,
    write_person,
    write_provider,
)
from claimwright.core.errors import InputError

VERSION: Final = "005010X222A1"
MOST_CLAIMS: Final = 5000
"""Claims of one ST, as the guide recommends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """Who sends the file to whom."""

    sender_name: str = "CLAIMWRIGHT EXAMPLES"
    sender_id: str = "CLAIMWRIGHT"
    sender_phone: str = "5555550100"
    receiver_name: str = "RECEIVER"
    receiver_id: str = "RECEIVER"
    control_number: int = 1
    usage: str = "T"
    """ISA15: T for test, P for production."""


def write_837p(claims: Iterable[Claim], path: Path, *, submission: Submission | None = None) -> int:
    """Write claims to `path`, return how many; an ST holds one received date and at most 5,000 claims.

    Raises InputError where a record holds what an 837P cannot say; `path` is left as it was then.
    """
    claims = list(claims)
    if not claims:
        raise InputError("there is no claim to write", fix="give at least one claim", code="X12-WRITE")
    draft = path.with_name(path.name + ".part")
    try:
        with draft.open("w", encoding="utf-8", newline="") as out:
            out.writelines(render_837p(claims, submission=submission))
        _verify(claims, draft)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return len(claims)


def render_837p(claims: Sequence[Claim], *, submission: Submission | None = None) -> Iterator[str]:
    """The file's segments, each with its terminator and a line end."""
    for elements in _interchange(claims, submission or Submission()):
        last = max(n for n, text in enumerate(elements) if text or n == 0)
        yield ELEMENT.join(elements[: last + 1]) + SEGMENT + "\n"


def _interchange(claims: Sequence[Claim], by: Submission) -> Iterator[Elements]:
    date, control = render_date(claims[0].received_date), f"{by.control_number:09}"
    sender, receiver = f"{check_text(by.sender_id):15.15}", f"{check_text(by.receiver_id):15.15}"
    yield ("ISA", "00", " " * 10, "00", " " * 10, "ZZ", sender, "ZZ", receiver, date[2:], "1200",
           "^", "00501", control, "0", by.usage, ":")  # fmt: skip
    group = str(by.control_number)
    yield ("GS", "HC", by.sender_id, by.receiver_id, date, "1200", group, "X", VERSION)
    count = 0
    for count, batch in enumerate(_batches(claims), 1):
        yield from _transaction(batch, f"{count:04}", by)
    yield ("GE", str(count), group)
    yield ("IEA", "1", control)


def _batches(claims: Sequence[Claim]) -> Iterator[list[Claim]]:
    """Runs of claims that share a received date, of at most MOST_CLAIMS."""
    batch: list[Claim] = []
    for claim in claims:
        if batch and (claim.received_date != batch[0].received_date or len(batch) == MOST_CLAIMS):
            yield batch
            batch = []
        batch.append(claim)
    yield batch


def _transaction(claims: list[Claim], number: str, by: Submission) -> Iterator[Elements]:
    count = 1
    yield ("ST", "837", number, VERSION)
    for elements in _transaction_body(claims, number, by):
        count += 1
        yield elements
    yield ("SE", str(count + 1), number)


def _transaction_body(claims: list[Claim], number: str, by: Submission) -> Iterator[Elements]:
    yield ("BHT", "0019", "00", number, render_date(claims[0].received_date), "1200", "CH")
    yield ("NM1", "41", "2", check_text(by.sender_name), *[""] * 4, "46", by.sender_id)
    yield ("PER", "IC", by.sender_name, "TE", check_text(by.sender_phone))
    yield ("NM1", "40", "2", check_text(by.receiver_name), *[""] * 4, "46", by.receiver_id)
    hierarchy = _Hierarchy()
    for claim in claims:
        yield from hierarchy.write(claim)
        yield from write_claim(claim)


class _Hierarchy:
    """The HL loops above claims; a loop is shared by the claims that follow one another in it."""

    def __init__(self) -> None:
        self._count = 0
        self._numbers: list[str] = ["", "", ""]
        self._keys: list[object] = [None, None, None]

    def write(self, claim: Claim) -> Iterator[Elements]:
        """The loops that `claim` does not share with the claim before."""
        own = claim.patient_relationship == "self"
        child = "0" if own else "1"
        billing, subscriber = _bare(claim.billing), _bare(claim.subscriber)
        pay_to = _bare(claim.pay_to) if claim.pay_to else None
        if self._begin(0, (billing, pay_to)):
            yield from self._level(0, "20", "1")
            yield from _billing(claim)
        if self._begin(1, (subscriber, _bare(claim.payer), claim.payer_sequence, child)):
            yield from self._level(1, "22", child)
            yield from _subscriber(claim, own)
        if not own and self._begin(2, (_bare(claim.patient), claim.patient_relationship)):
            yield from self._level(2, "23", "0")
            yield from _patient(claim)

    def _begin(self, depth: int, key: object) -> bool:
        if self._keys[depth] == key:
            return False
        self._keys[depth:] = [key, None, None][: 3 - depth]
        return True

    def _level(self, depth: int, code: str, child: str) -> Iterator[Elements]:
        self._count += 1
        self._numbers[depth] = str(self._count)
        yield ("HL", str(self._count), self._numbers[depth - 1] if depth else "", code, child)


def _bare(party: Party) -> Party:
    return msgspec.structs.replace(party, ref="")


def _billing(claim: Claim) -> Iterator[Elements]:
    billing = claim.billing
    if billing.taxonomy:
        yield ("PRV", "BI", "PXC", check_text(billing.taxonomy))
    yield from write_provider("85", billing)
    yield from write_address(billing)
    if billing.tax_id:
        yield ("REF", "EI", check_text(billing.tax_id))
    if claim.pay_to:
        yield ("NM1", "87", "1" if billing.first_name else "2")
        yield from write_address(claim.pay_to)


def _subscriber(claim: Claim, own: bool) -> Iterator[Elements]:
    yield ("SBR", check_text(claim.payer_sequence), "18" if own else "", *[""] * 6, "CI")
    yield from write_person("IL", claim.subscriber, claim.subscriber.identifier)
    yield from write_name("PR", claim.payer, "PI", claim.payer.identifier, False)
    yield from write_address(claim.payer)


def _patient(claim: Claim) -> Iterator[Elements]:
    yield ("PAT", RELATIONSHIPS[claim.patient_relationship])
    yield from write_person("QC", claim.patient, None)
    if claim.patient.identifier:
        yield ("REF", "1W", check_text(claim.patient.identifier))


def _verify(claims: list[Claim], path: Path) -> None:
    """Read the file back; every claim must come out as it went in, addresses (`ref`) aside."""
    read = (item for item in read_837p(path) if isinstance(item, Claim))
    for claim, found in zip_longest(claims, read):
        fields = _differing(claim, found)
        if fields:
            raise InputError(
                f"claim {claim.claim_id if claim else '?'} cannot be written as an 837P: {', '.join(fields)}",
                fix="leave out what the 837P has no place for; docs/x12.md lists what it has",
                code="X12-WRITE",
            )


def _differing(claim: Claim | None, found: Claim | None) -> list[str]:
    """The fields that two claims do not share."""
    if claim is None or found is None:
        return ["it is not read back"]
    fields = claim.__struct_fields__
    return [f for f in fields if f != "ref" and _plain(getattr(claim, f)) != _plain(getattr(found, f))]


def _plain(value: object) -> object:
    """A value without addresses."""
    if isinstance(value, Record):
        return {f: _plain(getattr(value, f)) for f in value.__struct_fields__ if f != "ref"}
    return [_plain(item) for item in cast("tuple[object, ...]", value)] if isinstance(value, tuple) else value
