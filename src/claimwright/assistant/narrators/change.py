"""What would have to change for a line to pay? Every suggestion has been adjudicated."""

from __future__ import annotations

from claimwright.assistant.answer import Sentence, say
from claimwright.assistant.narrators.common import asked_lines, because_of, money_line, reason_of
from claimwright.assistant.questions import Question
from claimwright.assistant.remedies.verify import Remedy, verified
from claimwright.assistant.session import Session
from claimwright.claims.outcome import LineOutcome
from claimwright.core.money import format_cents
from claimwright.trace.codec import decode
from claimwright.trace.tree import Tree

KIND = "change"


def narrate(session: Session, question: Question) -> list[Sentence]:
    """The changes under which each line that is not paid would pay."""
    lines = [line for line in asked_lines(session, question.line) if line.status != "paid"]
    if not lines:
        return [money_line(session, line) for line in asked_lines(session, question.line)]
    return [each for line in lines for each in _line(session, line)]


def _line(session: Session, line: LineOutcome) -> list[Sentence]:
    kinds = ("deny",) if line.status == "denied" else ("pend", "error")
    sentences = [
        say(
            f"Line {line.number} is {line.status}, {reason_of(node) if node.kind != 'error' else 'no decision'}: {because_of(node) or node.values[-1].text}.",
            [node.id],
        )
        for node in session.decisions(line.ref, *kinds)
    ]
    return sentences + remedies_for(session, line)


def remedies_for(session: Session, line: LineOutcome, *, brief: bool = False) -> list[Sentence]:
    """A sentence for each verified change; and an honest one where none was found."""
    if session.judge is None:
        return []
    remedies = verified(session, line, most=2 if brief else 4)
    sentences = [_sentence(session, line, remedy) for remedy in remedies]
    if not sentences and not brief:
        sentences.append(
            say(
                f"No single change that was tried makes line {line.number} pay; the trace does not say more.",
                [session.outcome_node(line.ref)],
            )
        )
    return sentences


def _sentence(session: Session, line: LineOutcome, remedy: Remedy) -> Sentence:
    """Cites the changed run: the line's outcome there, and the rows that show what was changed."""
    run = remedy.result.outcome.run
    if run not in session.other_trees:
        sites = session.tree.table
        session.other_trees[run] = Tree(decode(remedy.result.trace), sites)
    tree = session.other_trees[run]
    outcome = next(number for number in tree.by_kind["outcome"] if tree.rows[number][2] == line.ref)
    caution = ", only if the record supports it" if remedy.change.coding else ""
    text = f"Line {line.number} would pay {format_cents(remedy.line.paid)} if {remedy.change.text}{caution} (adjudicated again as run {run})."
    return say(text, [outcome, *_showing(tree, remedy, line)], run)


def _showing(tree: Tree, remedy: Remedy, line: LineOutcome) -> list[int]:
    """Rows of the changed run, and of its receipt, in which the changed values stand."""
    words = {word.strip("(),.") for word in remedy.change.text.split() if any(c.isdigit() or c.isupper() for c in word)}
    shown: list[int] = []
    for word in sorted(words):
        found = next(
            (
                number
                for number in range(len(tree))
                if any(word == str(v) for v in tree.rows[number][2:] if isinstance(v, str | int))
            ),
            None,
        )
        if found is not None:
            shown.append(found)
    return shown
