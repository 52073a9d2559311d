"""Questions read: the kind, the lines, and what else is named."""

from __future__ import annotations

import pytest

from claimwright.assistant import Session, answer
from claimwright.assistant.questions import read_question
from claimwright.assistant.resolve import subject_of
from claimwright.assistant.rules import find_rules


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Why was line 1 denied?", "why"),
        ("why?", "why"),
        ("What's wrong with this claim?", "why"),
        ("Reason for the denial?", "why"),
        ("How come this bounced?", "why"),
        ("Why is this the allowed amount?", "allowed"),
        ("How did you come up with that price?", "allowed"),
        ("Which fee schedule rate was used?", "decided"),
        ("What do I owe?", "owes"),
        ("why is my deductible so high", "owes"),
        ("Can the provider bill me for this?", "owes"),
        ("who pays the rest?", "owes"),
        ("Which rule decided line 2?", "decided"),
        ("What contract was this paid under?", "decided"),
        ("Why did the MUE edit not fire?", "why_not"),
        ("Why was no copay taken?", "why_not"),
        ("How come there's no deductible?", "why_not"),
        ("Shouldn't the timely filing limit have applied?", "why_not"),
        ("What would have to change for line 1 to pay?", "change"),
        ("How do we fix line 2?", "change"),
        ("Would modifier 25 help?", "change"),
        ("is there a way to get it paid", "change"),
        ("What does CO-45 mean?", "code"),
        ("What is CO 97?", "code"),
        ("Why the N362?", "code"),
        ("Is anything pended?", "pended"),
        ("what do you need from us", "pended"),
        ("Why is my claim taking so long? Is it stuck?", "pended"),
        ("Summarise the claim", "summary"),
        ("Explain my bill", "summary"),
        ("What is the weather?", "unknown"),
        ("Who is the president?", "unknown"),
        ("Is the treatment clinically appropriate?", "unknown"),
        ("hello", "unknown"),
        ("", "unknown"),
    ],
)
def test_kinds(text: str, kind: str) -> None:
    assert read_question(text).kind == kind


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("line 2", (2,)),
        ("Line #3", (3,)),
        ("lines 1 and 3", (1, 3)),
        ("lines 1, 2 and 4", (1, 2, 4)),
        ("line two", (2,)),
        ("the second service", (2,)),
        ("the 2nd line", (2,)),
        ("the first and third lines", (1, 3)),
        ("the last line", (-1,)),
        ("L2", (2,)),
        ("ln 4", (4,)),
        ("item no. 2", (2,)),
        ("why 99213", ()),
        ("line 99213", ()),
    ],
)
def test_lines(text: str, lines: tuple[int, ...]) -> None:
    assert read_question(text).lines == lines


@pytest.mark.parametrize(
    ("text", "code"),
    [("CO-236", "CO-236"), ("co45", "CO-45"), ("PR 1", "PR-1"), ("reason code 97", "97"), ("M80", "M80"), ("MA63", "MA63"),
     ("remark N362", "N362"), ("PR-B10", "PR-B10"), ("99213", "")],
)  # fmt: skip
def test_codes(text: str, code: str) -> None:
    assert read_question(f"What does {text} mean?").code == code


@pytest.mark.parametrize(
    ("text", "audience"),
    [
        ("Summarise the claim for the member", "member"),
        ("Explain my claim", "member"),
        ("summary for the billing office", "provider"),
        ("Give our practice a summary of our claim", "provider"),
        ("Summarise the claim", "operator"),
    ],
)
def test_audiences(text: str, audience: str) -> None:
    assert read_question(text).audience == audience


@pytest.mark.parametrize(
    ("claim", "text", "numbers"),
    [
        ("H-4003", "Why is J3301 priced so?", [3]),
        ("H-4003", "What do I owe for the visit?", [1]),
        ("H-4003", "What about the x-ray?", [4]),
        ("H-4003", "the last line", [5]),
        ("H-4003", "lines 2 and 9", [2]),
        ("H-1018", "why was 81002 denied", [3]),
        ("H-1018", "why was 81002 paid", [2, 4]),
        ("H-4003", "Summarise the claim", [1, 2, 3, 4, 5]),
    ],
)
def test_the_lines_that_are_meant(harbor: dict[str, Session], claim: str, text: str, numbers: list[int]) -> None:
    subject = subject_of(harbor[claim], read_question(text))
    assert [line.number for line in subject.lines] == numbers


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Why was line 9 denied?", "line"),
        ("Why was 11111 denied?", "procedure"),
        ("Why was the visit on 2022-05-05 denied?", "date"),
        ("Why was claim H-1002 denied?", "claim"),
        ("What does the member owe on line 1 of claim H-1002?", "claim"),
        ("Why was line 1 of claim H-1001 denied?", ""),
        ("Why was line 1 denied because of claim ABCD1234?", ""),
    ],
)
def test_what_is_not_of_the_claim(harbor: dict[str, Session], text: str, problem: str) -> None:
    assert subject_of(harbor["H-1001"], read_question(text)).problem == problem


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ("the PTP edit", "ncci_ptp.procedure_to_procedure"),
        ("MUE", "ncci_units.medically_unlikely_units"),
        ("prior auth", "authorization.prior_authorization"),
        ("timly filing", "network.timely_filing"),
        ("medicaly unlikly units", "ncci_units.medically_unlikely_units"),
        ("component_paid_before", "ncci_ptp.component_paid_before"),
        ("bundeld by status", "ncci_units.bundled_by_status"),
        ("duplicate", "duplicates.exact_duplicate"),
    ],
)
def test_rules_by_what_people_call_them(harbor: dict[str, Session], words: str, rule: str) -> None:
    assert find_rules(harbor["H-1001"], words)[0] == rule


def test_no_rule_is_guessed(harbor: dict[str, Session]) -> None:
    assert find_rules(harbor["H-1001"], "the quantum tunnelling rule") == ()


def test_a_typographic_apostrophe_and_a_missing_one(harbor: dict[str, Session]) -> None:
    texts = {
        answer(harbor["H-4001"], f"Why did{mark}t the deductible apply?").text for mark in ("n't"[:-1], "n\u2019", "n")
    }
    assert len(texts) == 1
