"""Every kind of question about every claim of the example book: always an answer, never a sentence held back."""

from __future__ import annotations

import pytest

from claimwright.assistant import Session, answer
from claimwright.assistant.grounding import unsupported

QUESTIONS = (
    "Why was it denied?",
    "Why is this the allowed amount?",
    "What does the member owe and why?",
    "Which rule decided?",
    "Which contract?",
    "Which benefit?",
    "What would have to change for it to pay?",
    "What do the adjustment codes mean here?",
    "Is anything pended and what is needed?",
    "Summarise the claim",
    "Summarise the claim for the member",
    "Summarise the claim for the provider",
    "Why did prior authorization not apply?",
    "Why did the PTP edit not apply?",
    "Why didn't the deductible apply?",
)


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_claim_gets_an_answer_with_nothing_withheld(harbor: dict[str, Session], question: str) -> None:
    for claim, session in harbor.items():
        found = answer(session, question)
        assert found.answered, f"{claim}: {question}"
        assert found.withheld == (), f"{claim}: {found.withheld}"
        for sentence in found.sentences:
            assert sentence.nodes or sentence.changed, f"{claim}: {sentence.text}"


@pytest.mark.parametrize(
    "question", ["What's the weather?", "Should the patient get surgery?", "Why was line 99 denied?"]
)
def test_every_claim_says_honestly_what_its_trace_does_not(harbor: dict[str, Session], question: str) -> None:
    for session in harbor.values():
        found = answer(session, question)
        assert not found.answered
        assert found.withheld == ()
        assert found.sentences


def test_every_decision_on_every_line_is_told(harbor: dict[str, Session]) -> None:
    for claim, session in harbor.items():
        for line in session.outcome.lines:
            text = answer(session, f"Why was line {line.number} decided so? I mean the denial or the payment.").text
            for adjustment in line.adjustments:
                assert f"{adjustment.group}-{adjustment.carc}" in text, f"{claim} line {line.number}"
                assert adjustment.because.rstrip(".") in text, f"{claim} line {line.number}"
            for pend in line.pends:
                assert pend.because.rstrip(".") in text, f"{claim} line {line.number}"


def test_the_shares_of_every_paid_line_are_told(harbor: dict[str, Session]) -> None:
    for claim, session in harbor.items():
        for line in session.outcome.lines:
            found = answer(session, f"What does the member owe on line {line.number}?")
            owed = [each for each in line.adjustments if each.group == "PR" and line.status == "paid"]
            for each in owed:
                assert f"${each.amount / 100:,.2f} is" in found.text, f"{claim} line {line.number}: {each}"


def test_every_shown_sentence_stands_when_it_is_checked_again(harbor: dict[str, Session]) -> None:
    for session in harbor.values():
        for sentence in answer(session, "Why was it denied?").sentences:
            assert unsupported(session, sentence) == ()
