"""Which lines of a claim a question means, or why none can be meant."""

from __future__ import annotations

import re
from dataclasses import dataclass

from claimwright.assistant.mentions import LAST
from claimwright.assistant.questions import Question
from claimwright.assistant.session import Session
from claimwright.claims.outcome import LineOutcome
from claimwright.evidence.dates import is_within


@dataclass(frozen=True, slots=True)
class Subject:
    """What is asked about: some lines, or with `whole` the claim and all of its lines."""

    lines: tuple[LineOutcome, ...]
    whole: bool = False
    problem: str = ""
    """`line`, `procedure`, `date` or `claim`: what is named and is not of this claim."""


def subject_of(session: Session, question: Question) -> Subject:
    """The lines that a question names by number, procedure, kind of service or date; else the claim."""
    if _is_of_another_claim(session, question):
        return Subject((), problem="claim")
    every = session.outcome.lines
    if question.lines:
        numbers = {every[-1].number if number == LAST else number for number in question.lines}
        found = tuple(line for line in every if line.number in numbers)
        return Subject(found, problem="" if found else "line")
    return _by_content(session, question)


def _by_content(session: Session, question: Question) -> Subject:
    every = session.outcome.lines
    if question.procedures:
        found = tuple(line for line in every if line.procedure in question.procedures)
        return Subject(_of_state(found, question), problem="" if found else "procedure")
    found = tuple(line for line in every if any(low <= line.procedure <= high for low, high in question.services))
    dated = _by_date(session, question)
    if found and not dated.problem:
        return Subject(_of_state(found, question))
    return dated


def _by_date(session: Session, question: Question) -> Subject:
    every = session.outcome.lines
    found = tuple(line for line in every if _is_on(session, line, question))
    if found and len(found) < len(every):
        return Subject(found)
    is_asked = re.search(r"\b(?:on|of|from|for|dated)\s+[\w/]*\d", question.text)
    if (
        question.dates
        and not found
        and is_asked
        and re.search(r"\b(?:service|visit|line|seen|treated|appointment)\b", question.text)
    ):
        return Subject((), problem="date")
    return Subject(every, whole=True)


def _is_on(session: Session, line: LineOutcome, question: Question) -> bool:
    given = session.submitted(line.number).from_date.isoformat()
    return any(is_within(date, given) for date in question.dates)


def _of_state(lines: tuple[LineOutcome, ...], question: Question) -> tuple[LineOutcome, ...]:
    """Of several lines those that are as the question says; one that is asked about two codes may mean one of them."""
    return tuple(line for line in lines if line.status == question.state) or lines


def _is_of_another_claim(session: Session, question: Question) -> bool:
    others = [claim for claim in question.claims if claim.upper() != session.claim.claim_id.upper()]
    if not others or len(others) < len(question.claims):
        return False
    name = re.escape(others[0])
    about = (
        rf"(?:lines?|service|item)s? \w+ (?:of|on|in|for) (?:the )?claim {name}"
        rf"|(?<!because )(?:\b(?:was|is|were|did|does|has|about|for|summari[sz]e|explain|of|with)) (?:the )?claim (?:no\.? ?|number |# ?)?{name}"
        rf"|\A\W*(?:the )?claim {name}"
    )
    return re.search(about, question.text, re.IGNORECASE) is not None
