"""The provider payment dispute: a practice asks the payer to look again at a payment decision."""

from __future__ import annotations

from collections.abc import Iterator

from claimwright.appeals.letters.context import Context
from claimwright.appeals.letters.records import Enclosure, Paragraph
from claimwright.appeals.letters.remedies import read_remedies
from claimwright.appeals.letters.writers import common


def subject(context: Context) -> str:
    """`Provider payment dispute: claim H-1001, line 1`."""
    lines = [str(each.line) for each in context.denial.services if each.line]
    claim = common.or_blank(context.denial.claim_id, "claim number")
    return f"Provider payment dispute: claim {claim}" + (f", line {', '.join(lines)}" if lines else "")


def addressee(context: Context) -> tuple[str, ...]:
    """The payer's office for provider disputes."""
    return (
        common.or_blank(context.denial.payer, "name of the payer"),
        "Provider Disputes",
        "[address for provider disputes]",
    )


def paragraphs(context: Context) -> Iterator[Paragraph]:
    """The decision, what the practice can show, the law, and what is asked for."""
    yield from common.decisions(context, "We dispute the denial of")
    yield from _position(context)
    yield from common.statement(context)
    yield from common.rule_sources(context)
    yield from common.quoted(context, "merits")
    yield from common.wanted(context)
    yield from _requests(context)


def _position(context: Context) -> Iterator[Paragraph]:
    """What the practice vouches for; nothing of it is made up."""
    if not context.denial.facts:
        yield Paragraph(
            text="[What the medical record shows about the denied service, and why that makes the reason wrong]"
        )
        context.lacking.append(
            "Why the denial is wrong: the claim does not say, and the letter makes nothing up. Add what the record shows "
            "(--fact), or do not send a dispute."
        )
        return
    yield Paragraph(text="Our records show the following, and copies are enclosed:")
    yield from common.facts(context)


def _requests(context: Context) -> Iterator[Paragraph]:
    yield Paragraph(text="We ask you to:")
    wants = ["review the denial on the enclosed records and pay the line under our contract;"]
    if any("another claim" in each.because or "on claim" in each.because for each in context.denial.services):
        wants.append("review it together with the other claim that your reason names;")
    wants.append(
        "if you uphold it, send the edition and effective date of the edit or policy, and the contract term, on which you rely."
    )
    yield from common.items(wants)
    yield from _remedy(context)


def _remedy(context: Context) -> Iterator[Paragraph]:
    """What the verified remedies mean for a dispute: said to the payer only as an offer."""
    common.tell_remedies(context)
    text = "Please send your decision in writing."
    if any(each.coding for each in read_remedies(context.denial.remedies)):
        context.advice.append(
            "A corrected claim is the quicker way where the record supports the change (--kind corrected-claim). A dispute "
            "is for the case that the claim was right as sent."
        )
        text += " If you find that a corrected claim is needed, please say so."
    yield Paragraph(text=text)


def enclosures(context: Context) -> Iterator[Enclosure]:
    """What goes with the dispute."""
    yield Enclosure(what="Copy of the remittance advice")
    yield Enclosure(what="Copy of the claim as submitted")
    yield Enclosure(
        what="Medical record for the date of service", why="the part that bears on the denied line, no more"
    )
    if len(context.denial.text.strip()) > common.LONGEST_STATEMENT:
        yield Enclosure(what="Full account")
