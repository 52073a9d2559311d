"""What does this adjustment code mean here?"""

from __future__ import annotations

from claimwright.assistant.answer import Sentence, say
from claimwright.assistant.meanings import meaning
from claimwright.assistant.narrators.common import amount_of, because_of, reason_of
from claimwright.assistant.questions import Question
from claimwright.assistant.session import Session
from claimwright.core.money import format_cents
from claimwright.trace.tree import Node

KIND = "code"


def narrate(session: Session, question: Question) -> list[Sentence]:
    """Each place where the claim carries the code, its meaning in general, and its reason here."""
    sentences: list[Sentence] = []
    for line in session.outcome.lines:
        for node in session.decisions(line.ref, "deny", "reduce"):
            if _carries(node, question.code) and question.line in (None, line.number):
                amount = f", {format_cents(amount_of(node))}" if node.kind == "reduce" else ""
                sentences.append(
                    say(f"On line {line.number}, {reason_of(node)}{amount} means: {because_of(node)}.", [node.id])
                )
                sentences += meaning(node)
    return list(dict.fromkeys(sentences))


def _carries(node: Node, code: str) -> bool:
    found = node.attributes
    if not code:
        return True
    return code in (f"{found.get('group')}-{found.get('carc')}", found.get("carc"), *(found.get("remarks") or ()))
