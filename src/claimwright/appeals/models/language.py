"""A language model as a baseline: zero-shot or with worked examples, asked for every row.

An answer that cannot be read counts as wrong: it is scored as sure of another class than the label. What identifies is
replaced before a text is sent. HICRIC's own baseline left such answers out "to be generous".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
import numpy as np
from numpy.typing import NDArray

from claimwright.appeals.letters.pseudonyms import Pseudonyms
from claimwright.appeals.models.calibrate import log_shares
from claimwright.appeals.models.text import Floats
from claimwright.appeals.records import AppealCase, Denial
from claimwright.llm import ChatMessage, ChatModel, Metered, OutputSchema, Request, system, user
from claimwright.llm.errors import ReplyError
from claimwright.llm.structured import read_reply, schema_for

_ASK = (
    "You read the background of a health insurance denial that went to an independent external review. "
    "Say what the review decided, as one of: {classes}. Upheld: the insurer's denial stands. Overturned: the insurer must "
    "cover it. Insufficient: the text does not let anyone tell. Words in angle brackets stand for names. "
    "Answer with the decision and your probability for it, from 0 to 1."
)
_MOST_CHARACTERS = 6_000
_TOKENS = 120


class Answer(msgspec.Struct, frozen=True):
    """What the model is asked for."""

    decision: str
    probability: float


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """Logits of every row, which answers were unreadable, and what it cost."""

    logits: Floats
    unreadable: tuple[int, ...]
    calls: int
    tokens: int
    cost: str


def ask_language_model(
    model: Metered | ChatModel, cases: Sequence[AppealCase], labels: NDArray[np.int64], classes: Sequence[str],
    examples: Sequence[AppealCase] = (),
) -> Asked:  # fmt: skip
    """Ask for every case. `examples` are training cases with their outcomes; none is asked zero-shot.

    The labels only serve to score an unreadable answer as wrong. Raises `BudgetError` where a metered model's budget ends.
    """
    head = (system(_ASK.format(classes=", ".join(classes))), *_shown(examples))
    shape = schema_for(Answer)
    table, unreadable = np.zeros((len(cases), len(classes))), list[int]()
    for row, case in enumerate(cases):
        said = _ask(model, head, case, shape, classes)
        if said is None:
            unreadable.append(row)
            table[row, (int(labels[row]) + 1) % len(classes)] = 1.0
        else:
            table[row] = said
    spent = model.spent if isinstance(model, Metered) else None
    tokens, cost = (spent.tokens, str(spent.cost)) if spent else (0, "")
    return Asked(log_shares(table), tuple(unreadable), len(cases), tokens, cost)


def pick_examples(
    cases: Sequence[AppealCase], labels: NDArray[np.int64], classes: int, count: int, seed: int
) -> list[AppealCase]:
    """Training cases to show, about as many of each class, in random order."""
    rng = np.random.default_rng(seed)
    order = rng.permutation(len(cases)).tolist()
    by_class = [[i for i in order if labels[i] == label] for label in range(classes)]
    turns = [rows[turn] for turn in range(count) for rows in by_class if turn < len(rows)]
    return [cases[i] for i in turns[:count]]


def _ask(
    model: ChatModel, head: tuple[ChatMessage, ...], case: AppealCase, shape: OutputSchema, classes: Sequence[str]
) -> Floats | None:
    request = Request((*head, user(_hidden(case))), output=shape, max_tokens=_TOKENS)
    try:
        answer = read_reply(model.complete(request), Answer)
    except ReplyError:
        return None
    names = [name.casefold() for name in classes]
    said = answer.decision.strip().casefold()
    if said not in names or not 0 <= answer.probability <= 1:
        return None
    return _spread(names.index(said), answer.probability, len(classes))


def _spread(place: int, probability: float, classes: int) -> Floats:
    """The rest is shared by the other classes; the named one stays the largest."""
    p = max(probability, 1 / classes + 1e-3)
    out = np.full(classes, (1 - p) / (classes - 1))
    out[place] = p
    return out


def _shown(examples: Sequence[AppealCase]) -> tuple[ChatMessage, ...]:
    return tuple(
        turn
        for case in examples
        for turn in (
            user(_hidden(case)),
            ChatMessage("assistant", msgspec.json.encode(Answer(case.decision, 0.9)).decode()),
        )
    )


def _hidden(case: AppealCase) -> str:
    return Pseudonyms(Denial()).hide(case.text[:_MOST_CHARACTERS])
