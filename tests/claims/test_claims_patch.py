"""Changes of inputs by path."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from harbor_runs import harbor

from claimwright.claims.adjudicate import decode_inputs
from claimwright.claims.patch import apply_patch
from claimwright.claims.records import Book, Claim
from claimwright.core.errors import InputError


def inputs() -> tuple[Claim, Book]:
    return decode_inputs(harbor()["H-1001"].inputs)


def changed(path: str, value: str) -> tuple[Claim, Book]:
    return apply_patch(*inputs(), {path: value})


@pytest.mark.parametrize(
    ("path", "value", "wanted"),
    [("lines.1.modifiers", "25", ("25",)), ("lines.1.modifiers", "25, LT", ("25", "LT")), ("lines.1.modifiers", "", ()), ("lines.2.charge", "$150.00", 15000),
     ("lines.2.charge", "15000", 15000), ("lines.1.units", "2000", 2000), ("lines.1.from_date", "2024-08-01", dt.date(2024, 8, 1)),
     ("lines.1.emergency", "true", True), ("lines.1.rendering_npi", "absent", None), ("lines.2.procedure", "99213", "99213"), ("lines.1.diagnoses.1", "I10", "I10")],
)  # fmt: skip
def test_a_field_of_a_line(path: str, value: str, wanted: object) -> None:
    claim, book = changed(path, value)
    found: Any = claim
    for part in path.split("."):
        found = found[int(part) - 1] if part.isdigit() else getattr(found, part)
    assert found == wanted
    assert book == inputs()[1]


def test_a_field_of_the_claim_and_of_the_book() -> None:
    claim, book = apply_patch(
        *inputs(), {"accident_kind": "auto", "book.member.birth_date": "1980-02-01", "claim.note": "x"}
    )
    assert (claim.accident_kind, claim.note) == ("auto", "x")
    assert book.member is not None and book.member.birth_date == dt.date(1980, 2, 1)


def test_nothing_is_changed_by_no_change() -> None:
    assert apply_patch(*inputs(), {}) == inputs()


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [("lines.1.charge", "much", "lines.1.charge: Expected `int`"), ("lines.1.from_date", "07/01/2024", "lines.1.from_date: "), ("accident_kind", "sport", "accident_kind: Invalid enum value 'sport'"),
     ("lines.0.units", "1", "count from 1"), ("lines.x.units", "1", "count from 1"), ("lines.1.colour", "red", "there is no 'colour'"),
     ("book.members.1", "x", "there is no 'members'"), ("lines.1.procedure", "absent", "lines.1.procedure: Expected `str`"), ("lines.1.charge", "$1.5.0", "1.5.0")],
)  # fmt: skip
def test_what_does_not_fit_is_told_with_its_place(path: str, value: str, message: str) -> None:
    with pytest.raises(InputError) as raised:
        changed(path, value)
    assert message in str(raised.value)
    assert raised.value.fix
