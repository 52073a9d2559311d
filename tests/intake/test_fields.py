"""Normalised values, and the hook that verifies identifiers."""

from __future__ import annotations

import pytest

from claimwright.core.errors import ConfigError
from claimwright.intake.dates import iso_date
from claimwright.intake.extractor import Extractor
from claimwright.intake.fields import fields, normalise
from claimwright.intake.verify import load, verify


@pytest.mark.parametrize(
    ("label", "raw", "value"),
    [
        ("COPAY", "$25", 2500),
        ("DEDUCTIBLE", "$1,500.00", 150000),
        ("DEDUCTIBLE", "four thousand two hundred", 420000),
        ("BILLED_AMOUNT", "six seventeen forty", 61740),
        ("BILLED_AMOUNT", "forty-two ten", 421000),
        ("BILLED_AMOUNT", "two hundred and eighty eight", 28800),
        ("DEDUCTIBLE", "$3k", 300000),
        ("PHONE", "(614) 555-0101", "+16145550101"),
        ("PHONE", "614.555.0101 ext 12", "+16145550101;ext=12"),
        ("PHONE", "six one four, five five five, oh one oh one", "+16145550101"),
        ("FAX", "+44 20 7946 0000", "+442079460000"),
        ("MEMBER_ID", "XEA 900 771 88", "XEA90077188"),
        ("MEMBER_ID", "W as in whiskey, two two dash one", "W22-1"),
        ("CLAIM_ID", "double four, seven, one", "4471"),
        ("AGE_OVER_89", "ninety-three", 93),
        ("AGE_OVER_89", "101", 101),
        ("CARRIER", "uhc", "UnitedHealthcare"),
        ("CARRIER", "Tallowmere Health Plan", "Tallowmere Health Plan"),
        ("PLAN_TYPE", "p p o", "PPO"),
        ("PLAN_TYPE", "gold", "Gold"),
        ("RELATIONSHIP", "wife", "spouse"),
        ("RELATIONSHIP", "subscriber", "self"),
        ("RELATIONSHIP", "stepson", "child"),
        ("RELATIONSHIP", "ex-spouse", "other"),
        ("EMAIL", "A.B@C.Example", "a.b@c.example"),
    ],
)
def test_normal_values(label: str, raw: str, value: object) -> None:
    assert normalise(label, raw) == value


@pytest.mark.parametrize(
    ("raw", "iso"),
    [
        ("3/14/2025", "2025-03-14"),
        ("2024-05-01", "2024-05-01"),
        ("12.05.1990", "1990-12-05"),
        ("28-Nov-1945", "1945-11-28"),
        ("13/4/25", "2025-04-13"),
        ("4-4-58", "1958-04-04"),
        ("3/14", "--03-14"),
        ("March 3rd", "--03-03"),
        ("November 6, 2025", "2025-11-06"),
        ("May first, forty-one", "1941-05-01"),
        ("October thirty-first, nineteen sixty", "1960-10-31"),
        ("twelfth of May", "--05-12"),
        ("February 2025", "2025-02"),
        ("August", "--08"),
        ("22nd", "---22"),
        ("twenty-third", "---23"),
        ("13/32", None),
        ("2/30/2025", None),
    ],
)
def test_dates(raw: str, iso: str | None) -> None:
    assert iso_date(raw) == iso


def test_a_second_claim_number_does_not_overwrite_the_first() -> None:
    found = fields(Extractor().extract("claim 77-A-1 was paid, claim 77-A-2 was not"))
    assert [v.value for v in found["CLAIM_ID"]] == ["77-A-1", "77-A-2"]
    assert [v.raw for v in found["OTHER_ID"]] == ["77-A-1", "77-A-2"]


def known(label: str, value: str) -> bool | None:
    """The hook of these tests: one member is known, one claim is refused, authorisations cannot be asked about."""
    if label == "AUTH_NUMBER":
        raise TimeoutError
    return {"W2217": True, "77-A-1": False}.get(value)


def test_the_hook_marks_identifiers_and_nothing_else() -> None:
    text = "Member ID W2217, group 8812-B, claim 77-A-1, auth PA-4421, copay $25"
    found = verify(fields(Extractor().extract(text)), load(f"{__name__}:known"))
    assert found["MEMBER_ID"][0].verified == "verified"
    assert found["CLAIM_ID"][0].verified == "refused"
    assert found["GROUP_NUMBER"][0].verified == "not checked"
    assert found["AUTH_NUMBER"][0].verified == "not checked"
    assert found["COPAY"][0].verified == "not checked"


@pytest.mark.parametrize(
    "name",
    [
        "nowhere.at.all:f",
        "claimwright.intake.fields:absent",
        "claimwright.intake.fields",
        "claimwright.intake.fields:IDENTIFIERS",
    ],
)
def test_a_hook_that_is_not_there_is_named(name: str) -> None:
    with pytest.raises(ConfigError):
        load(name)
