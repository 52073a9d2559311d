"""What external review decides, and what it does not."""

from __future__ import annotations

import pytest

from claimwright.appeals.gate import KINDS, judge
from claimwright.appeals.records import Denial, DeniedService


def denied(group: str, carc: str, **more: str) -> Denial:
    return Denial(services=(DeniedService(service="a service", group=group, carc=carc),), **more)  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize(
    ("carc", "kind"), [("50", "medical-necessity"), ("55", "experimental"), ("96", "coverage"), ("40", "emergency")]
)
def test_review_reaches_medical_judgment_and_coverage(carc: str, kind: str) -> None:
    gate = judge(denied("PR", carc, plan_type="individual", jurisdiction="CA"))
    assert (gate.reviewable, gate.kind, gate.instead, gate.asks) == (True, kind, "", ())
    assert "42 USC 300gg-19(b)" in gate.cites


@pytest.mark.parametrize(
    ("carc", "kind", "instead"),
    [
        ("236", "coding", "corrected-claim"),
        ("222", "coding", "corrected-claim"),
        ("18", "duplicate", "corrected-claim"),
        ("29", "timely-filing", "provider-dispute"),
        ("27", "eligibility", "internal-appeal"),
        ("1", "cost-share", "internal-appeal"),
        ("197", "authorization", "internal-appeal"),
    ],
)
def test_review_does_not_reach_what_records_decide(carc: str, kind: str, instead: str) -> None:
    gate = judge(denied("PR", carc))
    assert (gate.reviewable, gate.kind, gate.instead) == (False, kind, instead)


def test_a_denial_that_the_provider_bears_is_disputed_by_the_provider() -> None:
    gate = judge(denied("CO", "50"))
    assert (gate.reviewable, gate.kind, gate.instead) == (False, "provider-liability", "provider-dispute")
    assert "group CO" in gate.reason


def test_one_reviewable_service_is_enough() -> None:
    services = (DeniedService(service="a", group="CO", carc="236"), DeniedService(service="b", group="PR", carc="50"))
    assert judge(Denial(services=services)).kind == "medical-necessity"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The plan denied the residential stay as not medically necessary.", "medical-necessity"),
        ("The contractor finds it not reasonable and necessary for the condition.", "medical-necessity"),
        ("Proton therapy was denied as investigational.", "experimental"),
        ("The insurer says the ER visit was not an emergency.", "emergency"),
        ("Denied: service is excluded under the policy.", "coverage"),
        ("The claim was denied for an NCCI edit.", "coding"),
        ("They say the claim was submitted too late.", "timely-filing"),
        ("Denied because my coverage was terminated in March.", "eligibility"),
        ("Denied because there was no prior authorization.", "authorization"),
    ],
)
def test_words_speak_where_there_are_no_codes(text: str, kind: str) -> None:
    assert judge(Denial(text=text)).kind == kind


def test_what_nobody_named_is_asked() -> None:
    gate = judge(Denial(text="They would not pay."))
    assert gate.kind == "unknown"
    assert [field for field, _ in gate.asks] == ["denial_reason", "plan_type", "jurisdiction"]


def test_a_self_funded_plan_needs_no_state() -> None:
    assert judge(denied("PR", "50", plan_type="employer-self-funded")).asks == ()


@pytest.mark.parametrize(
    ("plan", "citation"),
    [
        ("medicare", "42 USC 1395ff"),
        ("medicaid", "42 USC 1396a(a)(3)"),
        ("medicare-advantage", "42 USC 1395w-22(g)(4)"),
    ],
)
def test_public_programs_have_their_own_road(plan: str, citation: str) -> None:
    assert judge(denied("PR", "50", plan_type=plan)).cites == (citation,)


def test_a_member_late_in_filing_appeals_to_the_plan() -> None:
    assert judge(denied("PR", "29", sender="member")).instead == "internal-appeal"


def test_no_code_names_two_kinds() -> None:
    codes = [code for kind in KINDS for code in kind.carcs]
    assert len(codes) == len(set(codes))
