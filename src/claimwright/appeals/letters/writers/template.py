"""The writer by default: a fixed text for each kind of letter, filled from what is known; no model."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import ModuleType

from claimwright.appeals.letters.context import Context
from claimwright.appeals.letters.records import Enclosure, LetterKind, Paragraph
from claimwright.appeals.letters.writers import (
    corrected_claim,
    cover,
    external_review,
    internal_appeal,
    provider_dispute,
)


@dataclass(frozen=True, slots=True)
class Form:
    """The text of one kind of letter."""

    subject: Callable[[Context], str]
    addressee: Callable[[Context], tuple[str, ...]]
    paragraphs: Callable[[Context], Iterator[Paragraph]]
    enclosures: Callable[[Context], Iterator[Enclosure]]


def _form(module: ModuleType) -> Form:
    return Form(module.subject, module.addressee, module.paragraphs, module.enclosures)


FORMS: dict[LetterKind, Form] = {
    "internal-appeal": _form(internal_appeal),
    "external-review": _form(external_review),
    "corrected-claim": _form(corrected_claim),
    "provider-dispute": _form(provider_dispute),
    "cover": _form(cover),
}


def write(context: Context) -> list[Paragraph]:
    """The paragraphs of the letter, not yet checked."""
    return list(FORMS[context.kind].paragraphs(context))
