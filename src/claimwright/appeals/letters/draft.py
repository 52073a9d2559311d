"""The draft: gather what the letter may stand on, write it, check every paragraph, and say what is missing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from claimwright.appeals.gate import judge
from claimwright.appeals.letters.check import problems
from claimwright.appeals.letters.context import Context, gather
from claimwright.appeals.letters.library import Library
from claimwright.appeals.letters.questions import UnansweredError, open_questions
from claimwright.appeals.letters.records import Draft, Letter, LetterKind, Paragraph
from claimwright.appeals.letters.sheet import write_sheet
from claimwright.appeals.letters.words import day
from claimwright.appeals.letters.writers import common, template
from claimwright.appeals.records import Denial, Gate
from claimwright.core.errors import InputError
from claimwright.corpus.index.open import Corpus
from claimwright.llm import ChatModel

INSTEAD: dict[str, LetterKind] = {
    "corrected-claim": "corrected-claim",
    "provider-dispute": "provider-dispute",
    "internal-appeal": "internal-appeal",
}
"""The letter for what a gate says fits instead of review."""


def draft(
    denial: Denial,
    corpus: Corpus,
    *,
    gate: Gate | None = None,
    kind: LetterKind | None = None,
    date: dt.date | None = None,
    cite: Sequence[str] = (),
    model: ChatModel | None = None,
) -> Draft:
    """The letter that fits a denial, by the template, or by a language model where one is given.

    The gate (`claimwright.appeals.gate`) says which; `kind` chooses another; `date` is the letter's (a blank without one); `cite` names
    provisions to quote. Raises `UnansweredError` where the plan or jurisdiction must be known first, `InputError` where
    the denial names nothing that was denied.
    """
    _require(denial)
    judged = gate or judge(denial)
    chosen = kind or fitting(judged)
    questions = open_questions(denial, chosen, judged)
    if questions:
        raise UnansweredError(questions)
    context = gather(denial, chosen, judged, date, Library(corpus), tuple(cite))
    paragraphs, dropped = _written(context, model)
    letter = _letter(context, paragraphs)
    return Draft(
        letter=letter,
        supports=tuple(context.catalogue.known.values()),
        sheet=write_sheet(context, letter, dropped),
        gate=judged,
        writer=model.name if model else "template",
        corpus=context.library.name,
    )


def fitting(gate: Gate) -> LetterKind:
    """The letter that fits: the internal appeal where review decides such denials in the end, else what the gate says."""
    if gate.reviewable:
        return "internal-appeal"
    return INSTEAD.get(gate.instead, "cover")


def _require(denial: Denial) -> None:
    if not denial.services and not denial.treatment.strip() and not denial.text.strip() and not denial.claim_id:
        raise InputError(
            "the case names nothing that was denied",
            fix="give a service, a treatment, a claim or a text",
            code="APPEALS-EMPTY",
        )


def _written(context: Context, model: ChatModel | None) -> tuple[list[Paragraph], tuple[str, ...]]:
    """The paragraphs that stand, and why others were dropped."""
    written = template.write(context)
    dropped: list[str] = []
    if model is not None:
        from claimwright.appeals.letters.writers.language_model import write

        written, dropped = write(context, written, model)
    kept: list[Paragraph] = []
    for each in written:
        found = problems(each, context.catalogue.known)
        if found:
            dropped.append(f"Dropped: “{each.text}” ({'; '.join(found)})")
        else:
            kept.append(each)
    return kept, tuple(dropped)


def _letter(context: Context, paragraphs: list[Paragraph]) -> Letter:
    form = template.FORMS[context.kind]
    sender = common.sender(context)
    signer = (sender[0],) if not context.by_provider else ("[name and title of who signs]", sender[0])
    return Letter(
        kind=context.kind,
        expedited=context.expedited,
        subject=form.subject(context),
        sender=sender,
        addressee=form.addressee(context),
        date=day(context.date) if context.date else "[date of this letter]",
        reference=common.reference(context),
        salutation="To whom it may concern:",
        paragraphs=tuple(paragraphs),
        closing="Sincerely,",
        signature=signer,
        enclosures=tuple(form.enclosures(context)),
    )
