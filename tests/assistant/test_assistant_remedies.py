"""Suggested changes: adjudicated, repeatable, and never a miscoding."""

from __future__ import annotations

import re

import pytest

from claimwright.assistant import Sentence, Session, answer
from claimwright.assistant.remedies.change import is_visit
from claimwright.assistant.remedies.verify import verified
from claimwright.claims.patch import apply_patch

ASK = "What would have to change for line {} to pay?"


def suggestions(harbor: dict[str, Session]) -> list[tuple[Session, int, Sentence]]:
    """Every suggestion about every line of the book that is not paid."""
    return [
        (session, line.number, sentence)
        for session in harbor.values()
        for line in session.outcome.lines
        if line.status != "paid"
        for sentence in answer(session, ASK.format(line.number)).sentences
        if sentence.changed
    ]


def test_under_every_suggestion_the_line_is_paid_in_the_run_that_is_cited(harbor: dict[str, Session]) -> None:
    found = suggestions(harbor)
    assert len(found) > 40
    for session, number, sentence in found:
        for cited in sentence.changed:
            outcome = session.others[cited.run].result.outcome
            line = next(each for each in outcome.lines if each.number == number)
            assert line.status == "paid", sentence.text
            assert f"${line.paid / 100:,.2f} paid" in sentence.text


def test_a_visit_is_never_told_to_carry_59_or_x(harbor: dict[str, Session]) -> None:
    for session, number, sentence in suggestions(harbor):
        if is_visit(session.submitted(number)):
            assert not re.search(r"carried modifier (?:59|X)", sentence.text), sentence.text


def test_a_change_of_coding_is_worded_with_care(harbor: dict[str, Session]) -> None:
    words = (
        "modifier",
        "diagnosis",
        "place of service",
        "billed",
        "not on the claim",
        "emergency",
        "rendering",
        "too,",
    )
    for _, _, sentence in suggestions(harbor):
        if any(word in sentence.text for word in words):
            assert "only if the record supports it" in sentence.text, sentence.text


def test_a_change_that_can_be_written_as_a_patch_gives_the_same_run(harbor: dict[str, Session]) -> None:
    repeated = 0
    for session, _, sentence in suggestions(harbor):
        for cited in (each for each in sentence.changed if each.repeat):
            patch = dict(field.split("=", 1) for field in cited.repeat)
            assert session.judge is not None
            assert session.judge(*apply_patch(session.claim, session.book, patch)).outcome.run == cited.run
            repeated += 1
    assert repeated > 10


def test_changes_are_tried_once_a_line(harbor: dict[str, Session]) -> None:
    session = harbor["H-1001"]
    assert verified(session, session.line(1)) is verified(session, session.line(1))


@pytest.mark.parametrize(
    ("claim", "line", "modifier", "said"),
    [
        ("H-1001", 1, "25", "would pay"),
        ("H-1001", 1, "59", "would still be denied"),
        ("H-1002", 2, "XE", "would still be denied"),
        ("H-1006", 2, "59", "would pay"),
        ("H-1004", 2, "XS", "would still be denied"),
    ],
)
def test_a_modifier_that_is_asked_about_is_tried(
    harbor: dict[str, Session], claim: str, line: int, modifier: str, said: str
) -> None:
    found = answer(harbor[claim], f"Would modifier {modifier} on line {line} help?")
    assert said in found.text
    assert found.sentences[0].changed


def test_without_a_judge_nothing_is_suggested(harbor: dict[str, Session]) -> None:
    known = harbor["H-1001"]
    blind = Session(known.claim, known.book, known.outcome, known.tree)
    found = answer(blind, ASK.format(1))
    assert found.answered
    assert not any(sentence.changed for sentence in found.sentences)
