"""What would have to change for a line to pay? Every suggestion has been adjudicated."""

from __future__ import annotations

from itertools import groupby

from claimwright.assistant.answer import Cited, Sentence, say
from claimwright.assistant.narrators import pended
from claimwright.assistant.narrators.common import because_of, capital, coded, listed, money_line, reason_of, service
from claimwright.assistant.narrators.pairs import modifiers_told
from claimwright.assistant.questions import Question
from claimwright.assistant.remedies.change import Change
from claimwright.assistant.remedies.modifier import with_modifier
from claimwright.assistant.remedies.units import with_units
from claimwright.assistant.remedies.verify import Remedy, tried_out, verified
from claimwright.assistant.resolve import Subject
from claimwright.assistant.session import Session
from claimwright.claims.outcome import LineOutcome
from claimwright.core.money import format_cents

KIND = "change"
_BRIEF = 2
_MOST = 5


def narrate(session: Session, question: Question, subject: Subject) -> list[Sentence]:
    """What the change that is asked about does; else the changes under which each line that is not paid would pay."""
    asked = [each for line in subject.lines for each in _asked(session, question, line)]
    if asked:
        return asked
    lines = [line for line in subject.lines if line.status != "paid"]
    if not lines:
        return [each for line in subject.lines for each in _paid(session, line)]
    return [each for line in lines for each in _line(session, line)]


def remedies_for(session: Session, line: LineOutcome, *, brief: bool = False) -> list[Sentence]:
    """A sentence for each verified change; where none was found, an honest one."""
    if session.judge is None:
        return []
    remedies = verified(session, line)
    groups = [list(group) for _, group in groupby(remedies, key=_family)]
    sentences = [_sentence(session, line, group) for group in groups[: _BRIEF if brief else _MOST]]
    if sentences or brief:
        return sentences
    text = f"No change that was tried makes line {line.number} pay; the trace does not say more."
    return [say(text, [session.outcome_node(line.ref)])]


def _family(remedy: Remedy) -> tuple[str, int]:
    return (remedy.change.family or remedy.change.text, remedy.line.paid)


def _paid(session: Session, line: LineOutcome) -> list[Sentence]:
    text = f"{capital(service(line))} is paid as it is; nothing has to change for it."
    return [say(text, [session.outcome_node(line.ref)], coded(line)), money_line(session, line)]


def _line(session: Session, line: LineOutcome) -> list[Sentence]:
    if line.status == "pended":
        return [*pended.of_line(session, line), *remedies_for(session, line)]
    sentences: list[Sentence] = []
    for node in session.decisions(line.ref, "deny"):
        text = f"{capital(service(line))} is denied {reason_of(node)}: {because_of(node)}."
        sentences += [say(text, [node.id], coded(line)), *modifiers_told(session, session.frame_of(node.id))]
    return sentences + remedies_for(session, line)


def _asked(session: Session, question: Question, line: LineOutcome) -> list[Sentence]:
    """The outcome of a change that the question itself names: a modifier or a number of units."""
    if session.judge is None:
        return []
    submitted = session.submitted(line.number)
    changes = [with_modifier(session, submitted, each) for each in question.modifiers if each not in line.modifiers]
    if question.units:
        changes.append(with_units(submitted, question.units * 1000))
    remedies = [tried_out(session, session.judge, change, line.number) for change in changes]
    return [_result(session, line, remedy) for remedy in remedies if remedy is not None]


def _result(session: Session, line: LineOutcome, remedy: Remedy) -> Sentence:
    if remedy.line.status == "paid":
        return _sentence(session, line, [remedy])
    other = session.keep(remedy.result)
    kinds = ("deny",) if remedy.line.status == "denied" else ("pend", "error")
    nodes = list(map(other.tree.node, _decided(session, remedy, *kinds)))
    why = f": {reason_of(nodes[0])}, {because_of(nodes[0])}" if nodes else ""
    text = f"If {remedy.change.text}, line {line.number} would still be {remedy.line.status}{why}."
    return say(text, changed=[_cited(session, line, remedy, *(node.id for node in nodes[:1]))])


def _decided(session: Session, remedy: Remedy, *kinds: str) -> list[int]:
    tree = session.keep(remedy.result).tree
    rows = (number for kind in kinds for number in tree.by_kind.get(kind, ()))
    return [number for number in rows if tree.rows[number][2] in (remedy.line.ref, session.claim.ref)]


def _sentence(session: Session, line: LineOutcome, remedies: list[Remedy]) -> Sentence:
    """One sentence for alternatives with one result. It cites each changed run: the line's outcome and the change."""
    change, paid = remedies[0].change, remedies[0].line
    what = f"{change.family} {listed((each.change.item for each in remedies), 'or')}" if change.family else change.text
    caution = ", only if the record supports it" if change.coding else ""
    share = f" and {format_cents(paid.share())} the member's" if paid.share() else ""
    text = (
        f"Line {line.number} would pay if {what}{caution}: {format_cents(paid.allowed)} allowed, "
        f"{format_cents(paid.paid)} paid{share}, as adjudicated again."
    )
    before = [path for each in remedies for path in each.change.before]
    return say(text, [session.outcome_node(line.ref)], before, [_cited(session, line, each) for each in remedies])


def _cited(session: Session, line: LineOutcome, remedy: Remedy, *nodes: int) -> Cited:
    change: Change = remedy.change
    tree = session.keep(remedy.result).tree
    outcome = next(number for number in tree.by_kind["outcome"] if tree.rows[number][2] == line.ref)
    return Cited(remedy.result.outcome.run, (outcome, *nodes), change.shows, change.repeat)
