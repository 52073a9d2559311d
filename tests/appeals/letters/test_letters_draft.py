"""Drafts: what a letter says stands in its supports; what does not is told to the sender."""

from __future__ import annotations

import datetime as dt

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.appeals.letters.conftest import with_plan

from claimwright.appeals.letters import KINDS, Draft, UnansweredError, draft
from claimwright.appeals.letters.check import problems
from claimwright.appeals.letters.library import Library, Quote
from claimwright.appeals.letters.records import LetterKind, Paragraph
from claimwright.appeals.letters.render import render_letter, render_sheet
from claimwright.appeals.records import Denial
from claimwright.core.errors import InputError
from claimwright.corpus.citations import find_citations
from claimwright.corpus.index.open import Corpus

DATE = dt.date(2024, 11, 4)
PLANS = (
    "employer-insured",
    "employer-self-funded",
    "individual",
    "medicaid",
    "medicare",
    "medicare-advantage",
    "other",
)


def sound(made: Draft, library: Library) -> None:
    """Every paragraph passes the verifier, every cited provision holds its quotation, and no citation is loose."""
    known = {each.id: each for each in made.supports}
    for each in made.letter.paragraphs:
        assert problems(each, known) == ()
    for each in made.cited():
        assert each.place is not None
        assert library.holds(Quote(each.says, each.place))
    for found in find_citations(render_letter(made).decode()):
        assert library.open(str(found.citation))
    assert made.sheet.dropped == ()


def test_an_appeal_quotes_the_law_that_bears(necessity: Denial, corpus: Corpus, library: Library) -> None:
    made = draft(necessity, corpus, date=DATE)
    sound(made, library)
    assert made.letter.kind == "internal-appeal"
    assert made.gate.reviewable
    cited = [each.citation for each in made.cited()]
    assert cited == [
        "29 USC 1185a(a)(3)(A)(ii)", "29 USC 1133(1)", "29 USC 1133(2)", "42 USC 300gg-19(a)(1)(C)", "29 USC 1185a(a)(4)",
    ]  # fmt: skip
    text = render_letter(made).decode()
    assert "The plan approved the first days of the same stay." in text
    assert "> I was asked to leave a program that was working." in text
    assert "$16,800.00" in text
    sheet = render_sheet(made).decode()
    assert "April 12, 2025" in sheet and "April 11, 2025" in sheet
    assert "29 C.F.R. § 2560.503-1(h)(3)(i) (unverified)" in sheet


def test_without_facts_the_letter_has_a_blank_and_the_sheet_says_so(necessity: Denial, corpus: Corpus) -> None:
    made = draft(replace(necessity, facts=(), text=""), corpus, date=DATE)
    assert any("[what the medical record shows" in each.text for each in made.letter.paragraphs)
    assert any(each.startswith("Why the service was needed") for each in made.sheet.unsupported)


def test_unknown_things_are_blanks(corpus: Corpus) -> None:
    bare = Denial(treatment="knee replacement", plan_type="individual", denial_reason="not medically necessary")
    made = draft(bare, corpus)
    text = render_letter(made).decode()
    assert "[date of the denial notice]" in text
    assert "[date of this letter]" in text
    assert "[member ID on the card]" in text
    assert "member ID on the card" in made.sheet.blanks
    assert "The reason given is: “not medically necessary.”" in text
    assert any("date of the denial notice is missing" in each for each in made.sheet.advice)


def test_a_coding_denial_becomes_a_corrected_claim(coding: Denial, corpus: Corpus, library: Library) -> None:
    made = draft(coding, corpus, date=DATE)
    sound(made, library)
    assert made.letter.kind == "corrected-claim"
    assert not made.gate.reviewable
    text = render_letter(made).decode()
    assert "Line 1 now carries modifier 25 [keep this only if the medical record supports it]." in text
    assert "$61.91" not in text, "what a change would pay is the sender's affair"
    assert any("$61.91 allowed" in each for each in made.sheet.advice)
    assert any(each.startswith("That the medical record supports the correction") for each in made.sheet.unsupported)
    assert any("CLM104 ch. 23 s. 20.9.3.1" in each and "unverified" in each for each in made.sheet.unsupported)


def test_a_dispute_makes_no_claim_of_its_own(coding: Denial, corpus: Corpus, library: Library) -> None:
    known = replace(coding, jurisdiction="ME")
    made = draft(known, corpus, kind="provider-dispute", date=DATE)
    sound(made, library)
    text = render_letter(made).decode()
    assert "[What the medical record shows" in text
    assert "modifier 25" not in text
    assert "CLM104" not in text, "what does not open is not cited in the letter"
    told = draft(replace(known, facts=("The chart holds two notes",)), corpus, kind="provider-dispute", date=DATE)
    assert "The chart holds two notes." in render_letter(told).decode()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize("urgent", [False, True])
def test_every_letter_for_every_plan_is_sound(
    kind: LetterKind, plan: str, urgent: bool, necessity: Denial, corpus: Corpus, library: Library
) -> None:
    denial = with_plan(necessity, plan, jurisdiction="NY", urgent=urgent)
    made = draft(denial, corpus, kind=kind, date=DATE)
    sound(made, library)
    assert made.letter.paragraphs[-1].style == "text"
    assert len(render_letter(made).split()) < 900
    if made.letter.expedited:
        assert "expedited" in render_letter(made).decode().lower()


def test_the_birth_date_and_diagnosis_codes_stay_out(necessity: Denial, corpus: Corpus) -> None:
    service = replace(necessity.services[0], diagnoses=("F5001",))
    denial = replace(necessity, birth_date=dt.date(1991, 2, 3), services=(service,))
    made = draft(denial, corpus, date=DATE)
    text = render_letter(made).decode() + render_sheet(made).decode()
    assert "1991" not in text
    assert "F5001" not in text


def test_several_services_are_a_list(necessity: Denial, corpus: Corpus, library: Library) -> None:
    second = replace(necessity.services[0], service="nutrition therapy", procedure="97802", charge=12_000)
    made = draft(replace(necessity, services=(*necessity.services, second)), corpus, date=DATE)
    sound(made, library)
    items = [each.text for each in made.letter.paragraphs if each.style == "item"]
    assert any(each.startswith("Nutrition therapy (97802") for each in items)
    assert ("Charge", "$16,920.00") in made.letter.reference or "$16,920.00" in dict(made.letter.reference)["Charge"]


def test_questions_are_asked_only_where_the_letter_turns_on_them(
    necessity: Denial, coding: Denial, corpus: Corpus
) -> None:
    with pytest.raises(UnansweredError) as asked:
        draft(replace(necessity, plan_type=""), corpus)
    assert [name for name, _ in asked.value.questions] == ["plan_type"]
    with pytest.raises(UnansweredError) as asked:
        draft(replace(necessity, plan_type="individual"), corpus, kind="external-review")
    assert [name for name, _ in asked.value.questions] == ["jurisdiction"]
    with pytest.raises(UnansweredError) as asked:
        draft(coding, corpus, kind="provider-dispute")
    assert [name for name, _ in asked.value.questions] == ["jurisdiction"]
    assert draft(coding, corpus).letter.kind == "corrected-claim"
    with pytest.raises(UnansweredError) as asked:
        draft(Denial(treatment="a scan"), corpus)
    assert "denial_reason" in [name for name, _ in asked.value.questions]


def test_a_case_that_names_nothing_is_refused(corpus: Corpus) -> None:
    with pytest.raises(InputError, match="nothing that was denied"):
        draft(Denial(plan_type="individual", payer="A plan"), corpus)


def test_a_wanted_provision_is_quoted_and_a_missing_one_reported(
    necessity: Denial, corpus: Corpus, library: Library
) -> None:
    made = draft(necessity, corpus, date=DATE, cite=("42 USC 300gg-26(a)(4)", "29 CFR 2560.503-1"))
    sound(made, library)
    assert "42 USC 300gg-26(a)(4)" in [each.citation for each in made.cited()]
    assert any("2560.503-1, which you asked for, was not quoted" in each for each in made.sheet.unsupported)


def test_search_finds_what_names_the_service(necessity: Denial, corpus: Corpus, library: Library) -> None:
    made = draft(necessity, corpus, date=DATE)
    assert any("residential treatment" in each.quote for each in made.sheet.found)
    for each in made.sheet.found:
        assert library.holds(Quote(each.quote, each.place))


def test_a_limit_is_stated_where_its_source_opens(necessity: Denial, corpus: Corpus, library: Library) -> None:
    made = draft(with_plan(necessity, "medicare"), corpus, date=DATE)
    sound(made, library)
    text = render_letter(made).decode()
    assert "The decision is due within 60 days of receipt of the request.[^" in text
    assert "42 U.S.C. § 1395ff(a)(3)(C)(ii)." in text


def test_a_provider_appeals_with_the_members_rights(necessity: Denial, corpus: Corpus, library: Library) -> None:
    made = draft(replace(necessity, sender="provider", provider_name="Willow Bend"), corpus, date=DATE)
    sound(made, library)
    assert "29 USC 1133(2)" in [each.citation for each in made.cited()]
    text = render_letter(made).decode()
    assert "On behalf of the member, we appeal the decision" in text
    assert "authorization to act" in text


def test_a_cover_letter_needs_no_answer(corpus: Corpus, library: Library) -> None:
    made = draft(Denial(treatment="a scan", payer="A plan"), corpus, kind="cover", date=DATE)
    sound(made, library)


def test_experimental_is_not_mental(necessity: Denial, corpus: Corpus, library: Library) -> None:
    service = replace(necessity.services[0], service="proton beam therapy", because="it is experimental", carc="55")
    made = draft(replace(necessity, services=(service,)), corpus, date=DATE)
    sound(made, library)
    assert not [each.citation for each in made.cited() if "1185a" in each.citation]


def test_urgency_is_the_clinicians_to_state(necessity: Denial, corpus: Corpus) -> None:
    for kind in ("internal-appeal", "external-review"):
        made = draft(replace(necessity, urgent=True), corpus, kind=kind, date=DATE)
        assert any("as the treating clinician states it" in each for each in made.sheet.blanks)
        assert any(each.startswith("That waiting would do harm") for each in made.sheet.unsupported)


def test_a_past_limit_is_called_out(necessity: Denial, corpus: Corpus) -> None:
    made = draft(replace(necessity, notice_date=dt.date(2023, 1, 2)), corpus, date=DATE)
    assert any("ended on July 1, 2023" in each for each in made.sheet.advice)


def test_a_draft_survives_json(necessity: Denial, corpus: Corpus) -> None:
    made = draft(necessity, corpus, date=DATE)
    assert msgspec.json.decode(msgspec.json.encode(made), type=Draft) == made


HOSTILE = st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=60).filter(
    lambda text: text.strip() != ""
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=HOSTILE, fact=HOSTILE, because=HOSTILE)
def test_any_words_give_a_letter_or_are_reported(
    name: str, fact: str, because: str, necessity: Denial, corpus: Corpus
) -> None:
    service = replace(necessity.services[0], service=name, because=because)
    denial = replace(necessity, services=(service,), facts=(fact,), member_name=name)
    made = draft(denial, corpus, date=DATE)
    known = {each.id: each for each in made.supports}
    assert all(problems(each, known) == () for each in made.letter.paragraphs)
    render_letter(made)
    render_sheet(made)


def test_the_verifier_refuses_what_is_not_supported(necessity: Denial, corpus: Corpus) -> None:
    known = {each.id: each for each in draft(necessity, corpus, date=DATE).supports}

    def told(text: str, *supports: str) -> tuple[str, ...]:
        return problems(Paragraph(text=text, supports=supports), known)

    assert told("It was charged at $16,800.00.", "service-1") == ()
    assert told("It was charged at $16,801.00.", "service-1")
    assert told("It was charged at $16,800.00.", "fact-1")
    assert told("Procedure H0019 was denied.", "service-1")
    assert told("The notice came on October 15, 2024.", "case")
    assert told("See 42 U.S.C. § 300gg-111(a).", "law-review-of-the-file")
    assert told("See 42 U.S.C. § 300gg-19(a)(1)(C).", "law-review-of-the-file") == ()
    assert told("The plan must “allow an enrollee to review their file”.", "law-review-of-the-file") == ()
    assert told("The plan must “allow an enrollee to keep their file”.", "law-review-of-the-file")
    assert told("You have 180 days.", "right-consumer-assistance")
    assert told("Anything.", "no-such-support")
