"""Why did a rule not apply?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimwright.assistant.answer import Sentence, say
from claimwright.assistant.narrators import why
from claimwright.assistant.narrators.choices import losers, winner
from claimwright.assistant.narrators.common import because_of, capital, in_frame, keys_of, reason_of, spoken
from claimwright.assistant.narrators.pairs import modifiers_told
from claimwright.assistant.questions import Question
from claimwright.assistant.resolve import Subject
from claimwright.assistant.rules import find_rules
from claimwright.assistant.session import Session
from claimwright.claims.outcome import LineOutcome
from claimwright.trace.sentences import describe
from claimwright.trace.tree import Node
from claimwright.trace.why_not import Evaluation, why_not

KIND = "why_not"
_MOST_BLOCKERS = 4
_PRESENCE = re.compile(r"\w+ is (?:present|absent)")
_SAID = {
    "passed": "was judged and passed",
    "set a result": "was judged and set a result",
    "stopped": "was judged and found nothing to decide",
    "failed": "could not be judged",
    "not in force": "was not in force on the date",
    "stage skipped": "was not judged, because its stage skips such a line",
}


def narrate(session: Session, question: Question, subject: Subject) -> list[Sentence]:
    """What stopped the rule that the question names, for the line or for each line."""
    found = find_rules(session, question.rule) or find_rules(session, question.text)
    if not found:
        return [each for line in subject.lines for each in why.about(session, line)] if question.names_a_line else []
    return [each for line in subject.lines for rule in found for each in _line(session, rule, line)]


def _line(session: Session, rule: str, line: LineOutcome) -> list[Sentence]:
    sentences: list[Sentence] = []
    for evaluation in why_not(session.tree, rule, line.ref).evaluations:
        sentences += told(session, rule, line, evaluation, opening="It did: ")
    return sentences


def told(
    session: Session, rule: str, line: LineOutcome, evaluation: Evaluation, *, opening: str = ""
) -> list[Sentence]:
    """What one judgement of a rule came to, and what stopped it if it came to nothing."""
    node = evaluation.node
    if evaluation.verdict == "decided":
        decided = [each for each in evaluation.decisions if each.kind != "set"]
        return [_did(rule, line, each, opening) for each in decided]
    said = _SAID.get(evaluation.verdict, "was not reached")
    nodes = [node.id] if node is not None else [session.outcome_node(line.ref)]
    sentences = [say(f"For line {line.number}, {rule} {said}.", nodes, (f"{line.ref}.number",))]
    sentences += [_set(each) if each.kind == "set" else _passed(each) for each in evaluation.decisions]
    if evaluation.verdict in ("stage skipped", "not reached"):
        return [*sentences, *_held(session, line)]
    pairs = modifiers_told(session, node) if node is not None else ()
    return [*sentences, *_chosen(session, line, node), *pairs, *_blockers(session, evaluation, line)]


def _chosen(session: Session, line: LineOutcome, frame: Node | None) -> Iterator[Sentence]:
    """What a rule chose, and why the others lost."""
    for node in in_frame(session, frame, "choose") if frame is not None and frame.kind == "clause" else ():
        yield winner(line, node)
        yield from losers(session, node)


def _did(rule: str, line: LineOutcome, node: Node, opening: str) -> Sentence:
    text = f"{opening}{rule} decided {reason_of(node)} for line {line.number}: {because_of(node)}."
    return say(text, [node.id], (f"{line.ref}.number",))


def _passed(node: Node) -> Sentence:
    return say(f"{capital(because_of(node) or 'it passed')}.", [node.id])


def _set(node: Node) -> Sentence:
    return say(f"It set {node.name.replace('_', ' ')} to {node.values[1].text or 'nothing'}.", [node.id])


def _held(session: Session, line: LineOutcome) -> Iterator[Sentence]:
    """What had already decided the line when the stage was skipped."""
    for ref, name in ((line.ref, f"line {line.number}"), (session.claim.ref, "the claim")):
        for node in session.decisions(ref, "deny", "pend", "error")[:1]:
            state = "denied" if node.kind == "deny" else "pended"
            text = f"By then {name} was {state}, {reason_of(node)}: {because_of(node)}."
            yield say(text, [node.id], (f"{line.ref}.number",))


def _blockers(session: Session, evaluation: Evaluation, line: LineOutcome) -> Iterator[Sentence]:
    """The conditions that did not hold and the searches that found nothing; a rule that passed has said why."""
    if any(node.kind == "pass" and because_of(node) for node in evaluation.decisions):
        return
    telling = [node for node in evaluation.blockers if _is_telling(node, line)]
    for node in telling[:_MOST_BLOCKERS]:
        yield say(f"What stopped it: {_told(session, node)}.", [node.id])


def _is_telling(node: Node, line: LineOutcome) -> bool:
    """Not that a line is not held against itself, and not that what was not found is absent."""
    is_itself = node.kind in ("for", "search") and node.values[0].raw == line.ref
    return not is_itself and not (node.kind == "branch" and _PRESENCE.fullmatch(node.text))


def _told(session: Session, node: Node) -> str:
    evaluated = [value for value in node.values if value.role in ("operand", "test") and value.evaluated]
    values = ", ".join(
        dict.fromkeys(f"{value.name} is {value.text or 'empty'}" for value in evaluated if value.name != node.text)
    )
    after = f" ({values})" if values else ""
    match node.kind:
        case "find":
            return f"table {node.attributes['table']} has no row for {keys_of(node)}"
        case "branch":
            return f'the condition "{node.text or node.name}" does not hold{after}'
        case "for" | "search":
            return f"{spoken(str(node.values[0].raw))} was passed over{after}"
        case "choose":
            return f"no {node.name} was chosen"
        case _:
            return describe(session.tree, node)
