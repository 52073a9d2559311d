"""The tables of rights and grounds: what they cite opens and says so, or is marked; and which entry bears on what."""

from __future__ import annotations

import datetime as dt

import pytest

from claimwright.appeals.letters import grounds, rights
from claimwright.appeals.letters.library import Library
from claimwright.appeals.letters.rights.apply import unverified
from claimwright.appeals.records import Denial
from claimwright.corpus.citations import parse_citation


@pytest.mark.parametrize("ground", grounds.table(), ids=lambda each: each.key)
def test_every_ground_stands_word_for_word_in_the_bundled_law(ground: grounds.Ground, library: Library) -> None:
    quote = library.quote(ground.citation, ground.quote)
    assert quote is not None
    assert library.holds(quote)
    cited, opened = parse_citation(ground.citation), parse_citation(quote.place.opened)
    assert cited is not None and opened is not None
    assert opened.contains(cited) or cited.contains(opened)
    assert "{quote}" in ground.lead


@pytest.mark.parametrize("right", rights.table(), ids=lambda each: each.key)
def test_a_right_from_the_us_code_is_verified_and_any_other_is_not(right: rights.Right, library: Library) -> None:
    remark = unverified(right, library)
    if " USC " in right.source:
        assert remark == ""
    else:
        assert "is not in the bundled sections of law" in remark or remark == "no law at hand sets this limit"


def test_a_source_that_opens_but_does_not_say_so_is_unverified(library: Library) -> None:
    right = rights.Right(
        key="x", role="deadline", letters=("cover",), what="x", source="29 USC 1133", says="180 days", days=180
    )
    assert "does not say so" in unverified(right, library)


def test_keys_are_unique() -> None:
    for table in (rights.table(), grounds.table()):
        keys = [each.key for each in table]
        assert len(keys) == len(set(keys))


def keys(denial: Denial, letter: str, kind: str = "medical-necessity") -> set[str]:
    return {each.key for each in rights.rights_for(denial, letter, kind) if each.role == "deadline"}  # pyright: ignore


@pytest.mark.parametrize(
    ("plan", "letter", "jurisdiction", "sender", "expected"),
    [
        ("employer-insured", "internal-appeal", "NY", "member", {"internal-appeal-employer"}),
        ("individual", "internal-appeal", "TX", "member", {"internal-appeal-individual"}),
        ("employer-self-funded", "external-review", "CA", "member", {"external-review-self-funded"}),
        ("employer-insured", "external-review", "NY", "member", {"external-review-new-york"}),
        ("employer-insured", "external-review", "ny", "provider", {"external-review-new-york", "external-review-new-york-provider"}),
        ("individual", "external-review", "CA", "member", {"external-review-california-hmo", "external-review-california-insurer"}),
        ("individual", "external-review", "TX", "member", {"external-review-state", "external-review-federal"}),
        ("medicare", "internal-appeal", "", "member", {"medicare-redetermination"}),
        ("medicare", "external-review", "", "member", {"medicare-reconsideration"}),
        ("medicare-advantage", "internal-appeal", "", "member", {"medicare-advantage-reconsideration"}),
        ("medicaid", "internal-appeal", "OH", "member", {"medicaid-plan-appeal"}),
        ("medicaid", "external-review", "OH", "member", {"medicaid-fair-hearing"}),
        ("employer-insured", "provider-dispute", "CA", "provider", {"provider-dispute-california"}),
        ("employer-insured", "provider-dispute", "ME", "provider", {"provider-contract"}),
        ("", "corrected-claim", "", "provider", {"provider-contract"}),
    ],
)  # fmt: skip
def test_which_deadline_bears(plan: str, letter: str, jurisdiction: str, sender: str, expected: set[str]) -> None:
    denial = Denial(plan_type=plan, jurisdiction=jurisdiction, sender=sender)  # pyright: ignore
    assert keys(denial, letter) == expected


def test_open_negotiation_bears_on_surprise_bills_alone() -> None:
    denial = Denial(plan_type="individual", jurisdiction="TX", sender="provider")
    assert "open-negotiation" in keys(denial, "provider-dispute", "surprise-billing")
    assert "open-negotiation" not in keys(denial, "provider-dispute", "coding")


def test_an_older_limit_holds_for_older_notices() -> None:
    right = next(each for each in rights.table() if each.key == "medicare-advantage-reconsideration")
    assert right.limit(dt.date(2024, 12, 31)) == "60 days"
    assert right.limit(dt.date(2025, 1, 1)) == "65 days"
    assert right.limit(None) == "60 days"


def test_urgent_answers_need_an_urgent_case(library: Library) -> None:
    calm = Denial(plan_type="medicare-advantage", notice_date=dt.date(2025, 3, 3))
    urgent = Denial(plan_type="medicare-advantage", notice_date=dt.date(2025, 3, 3), urgent=True)
    told = [
        {each.key: each for each in rights.deadlines(d, "internal-appeal", "medical-necessity", library)}
        for d in (calm, urgent)
    ]
    assert "medicare-advantage-answer-expedited" not in told[0]
    assert told[1]["medicare-advantage-answer-expedited"].verified
    assert told[1]["medicare-advantage-answer-expedited"].limit == "72 hours"
    limit = told[0]["medicare-advantage-reconsideration"]
    assert (limit.day, limit.send_by, limit.verified) == (dt.date(2025, 5, 7), dt.date(2025, 5, 7), False)
