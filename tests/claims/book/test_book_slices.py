"""What a claim may see of a book."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from msgspec.structs import replace

from claimwright.claims.book import LoadedBook, load_book
from claimwright.claims.records import Claim, Line, Party

DAY = dt.date(2024, 7, 15)


@pytest.fixture
def book(folder: Any) -> LoadedBook:
    return load_book(folder.path)


def person(first_name: str, birth_date: dt.date | None, *, identifier: str = "M1") -> Party:
    return Party(ref="patient", last_name="ALDER", first_name=first_name, birth_date=birth_date, identifier=identifier)


def claim(patient: Party, **changes: Any) -> Claim:
    line = Line(ref="claim:C1/1", claim_id="C1", number=1, procedure="99213", units=1000, charge=15000,
                place_of_service="11", from_date=DAY, to_date=DAY, rendering_npi="1000000013")  # fmt: skip
    billing = Party(ref="billing", npi="1000000012", tax_id="015550101")
    base = Claim(ref="claim:C1", claim_id="C1", charge=15000, place_of_service="11", from_date=DAY, to_date=DAY,
                 received_date=DAY, billing=billing, subscriber=person("MAREN", None), patient=patient,
                 payer=Party(ref="payer"), lines=(line,))  # fmt: skip
    return replace(base, **changes)


MAREN = person("MAREN", dt.date(1984, 3, 12))


def test_the_member_whose_name_and_birth_date_agree(book: LoadedBook) -> None:
    seen = book.slice_for(claim(MAREN))
    assert seen.member is not None and seen.member.member_id == "M1-0"
    assert [each.member_id for each in seen.candidates] == ["M1-0", "M1-1"]
    assert [each.number for each in seen.authorizations] == ["A1"]


@pytest.mark.parametrize("first_name", ["MAREN", "maren", "Ma-ren", "MA REN"])
def test_case_spaces_and_hyphens_do_not_matter(book: LoadedBook, first_name: str) -> None:
    assert book.slice_for(claim(person(first_name, dt.date(1984, 3, 12)))).member is not None


@pytest.mark.parametrize(
    "patient", [person("MAREN", dt.date(1984, 3, 13)), person("MARA", dt.date(1984, 3, 12)), person("MAREN", None)]
)
def test_a_mismatch_leaves_candidates_and_nothing_else(book: LoadedBook, patient: Party) -> None:
    seen = book.slice_for(claim(patient))
    assert seen.member is None
    assert len(seen.candidates) == 2
    assert (seen.history, seen.accumulators, seen.authorizations) == ((), (), ())


def test_history_leaves_out_the_claim_itself_and_reversed_lines(book: LoadedBook) -> None:
    assert [line.claim_id for line in book.slice_for(claim(MAREN)).history] == ["B1", "B2"]
    assert [line.claim_id for line in book.slice_for(claim(MAREN, claim_id="B2")).history] == ["B1"]


def test_accumulators_are_those_of_the_year(book: LoadedBook) -> None:
    assert [each.owner for each in book.slice_for(claim(MAREN)).accumulators] == ["M1-0", "M1"]


def test_providers_and_malformed_identifiers(book: LoadedBook) -> None:
    seen = book.slice_for(claim(MAREN))
    assert seen.billing is not None and seen.billing.name == "Harbor Family Medicine"
    assert [each.npi for each in seen.providers] == ["1000000012"]
    assert seen.malformed_npis == ("1000000013",)


def test_the_same_claim_sees_the_same_slice(book: LoadedBook, folder: Any) -> None:
    rows = (folder.path / "history.csv").read_text().splitlines()
    folder.write("history.csv", "\n".join([rows[0], *reversed(rows[1:])]) + "\n")
    assert load_book(folder.path).slice_for(claim(MAREN)) == book.slice_for(claim(MAREN))
