"""A plain cover letter, for a denial that neither review nor appeal fits: it asks what the decision rests on."""

from __future__ import annotations

from collections.abc import Iterator

from claimwright.appeals.letters.context import Context
from claimwright.appeals.letters.records import Enclosure, Paragraph
from claimwright.appeals.letters.words import service_named
from claimwright.appeals.letters.writers import common


def subject(context: Context) -> str:
    """`Question about the denial of ...`."""
    return f"Denial of {service_named(context.denial)}: request for the reasons"


def addressee(context: Context) -> tuple[str, ...]:
    """The payer."""
    return (
        common.or_blank(context.denial.payer, "name of the payer"),
        "[department named in the notice]",
        "[its address]",
    )


def paragraphs(context: Context) -> Iterator[Paragraph]:
    """What was denied, and the questions."""
    who = "We" if context.by_provider else "I"
    yield from common.decisions(context, f"{who} write about your decision dated {common.notice(context)} to deny")
    if context.denial.facts:
        yield Paragraph(text="Please take these facts into account:")
        yield from common.facts(context)
    yield from common.statement(context)
    yield from common.rule_sources(context)
    yield from common.wanted(context)
    yield Paragraph(text="Please send:")
    yield from common.items((
        "the specific reason for the denial, and the provision of the plan or contract on which it rests;",
        "what is missing or has to be corrected, and by when;",
        "how the decision can be appealed.",
    ))  # fmt: skip
    yield Paragraph(text="Thank you for your answer in writing.")


def enclosures(context: Context) -> Iterator[Enclosure]:
    """What to put beside the letter."""
    yield Enclosure(what="Copy of the denial notice or remittance advice")
    if context.denial.facts:
        yield Enclosure(what="Records that show what the letter states")
