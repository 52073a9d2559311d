"""The cover letter of a corrected claim: what changes, and nothing argued."""

from __future__ import annotations

from collections.abc import Iterator

from claimwright.appeals.letters.context import Context
from claimwright.appeals.letters.records import Enclosure, Paragraph
from claimwright.appeals.letters.remedies import read_remedies
from claimwright.appeals.letters.writers import common


def subject(context: Context) -> str:
    """`Corrected claim H-1001`."""
    return f"Corrected claim {common.or_blank(context.denial.claim_id, 'claim number')}"


def addressee(context: Context) -> tuple[str, ...]:
    """The payer's claims department."""
    return (
        common.or_blank(context.denial.payer, "name of the payer"),
        "Claims Department",
        "[address for corrected claims]",
    )


def paragraphs(context: Context) -> Iterator[Paragraph]:
    """Which claim is replaced, what was denied, what changes, what is asked for."""
    denial = context.denial
    claim = common.or_blank(denial.claim_id, "claim number")
    yield Paragraph(
        text=f"Enclosed is a corrected claim. It replaces claim {claim}; your number for the original is "
        "[payer's claim control number]. It is sent as a replacement, not as a second claim.",
        supports=("case",),
    )
    yield from common.decisions(context, "You denied")
    yield from _changes(context)
    yield Paragraph(text="Nothing else on the claim changes. Please process it in place of the original.")


def _changes(context: Context) -> Iterator[Paragraph]:
    common.tell_remedies(context)
    changes = [each for each in read_remedies(context.denial.remedies) if each.coding]
    if not changes:
        yield Paragraph(text="The correction is this: [line, field, value as first sent, value now].")
        context.lacking.append("What the corrected claim changes: no change of the coding was found that would pay.")
        return
    yield Paragraph(text="The correction is this:")
    for each in changes:
        change = each.change.replace(" carried ", " now carries ")
        change = change[:1].upper() + change[1:]
        yield Paragraph(
            text=f"{change} [keep this only if the medical record supports it].", supports=(each.id,), style="item"
        )
    context.lacking.append(
        "That the medical record supports the correction: the claim does not say, and only the record can. "
        "Do not send the claim until someone has read it."
    )
    if len(changes) > 1:
        context.advice.append("Each change listed would do by itself. Keep the one that is true and strike the others.")


def enclosures(context: Context) -> Iterator[Enclosure]:
    """What goes with the claim."""
    yield Enclosure(what="Corrected claim")
    yield Enclosure(what="Copy of the remittance advice")
    yield Enclosure(what="Medical record for the date of service", why="the part that supports the correction, no more")
