"""The request for external review, standard or expedited: to the reviewer that the final notice names."""

from __future__ import annotations

from collections.abc import Iterator

from claimwright.appeals.letters.context import Context
from claimwright.appeals.letters.records import Enclosure, Paragraph
from claimwright.appeals.letters.words import service_named
from claimwright.appeals.letters.writers import common

_OFFICES = {
    "NY": ("New York State Department of Financial Services", "External Appeal"),
    "CA": ("[California Department of Managed Health Care or Department of Insurance, as the notice says]",
           "Independent Medical Review"),
}  # fmt: skip
_STATE_PLANS = ("employer-insured", "individual", "medicaid")


def subject(context: Context) -> str:
    """`Request for expedited external review: residential treatment`."""
    expedited = "expedited " if context.expedited else ""
    return f"Request for {expedited}external review: {service_named(context.denial)}"


def addressee(context: Context) -> tuple[str, ...]:
    """The state's office where it decides, else whom the final notice names."""
    office = _OFFICES.get(context.denial.jurisdiction.upper()) if context.denial.plan_type in _STATE_PLANS else None
    return office or ("[office for external review named in the final denial notice]", "[its address]")


_URGENT = (
    "Please decide this request as an expedited review. [why a standard review could seriously jeopardize the member's life, "
    "health or ability to regain maximum function, as the treating clinician states it]"
)


def paragraphs(context: Context) -> Iterator[Paragraph]:
    """The final decision, the facts, the law and what is asked for."""
    who = "On behalf of the member, we" if context.by_provider else "I"
    payer = context.denial.payer or "[name of the plan]"
    head = f"{who} request an external review of the decision of {payer}, dated {common.notice(context)}, to deny coverage of"
    yield from common.decisions(context, head)
    yield Paragraph(text="The internal appeal was decided on [date of the final internal decision].")
    if context.expedited:
        yield Paragraph(text=_URGENT)
        common.need_urgency(context)
    yield Paragraph(text="These facts bear on it:")
    yield from common.why(context)
    yield from common.quoted(context, "merits")
    yield from common.merged(common.quoted(context, "process"))
    yield from common.wanted(context)
    yield Paragraph(text=(
        "Please reverse the denial, send the reviewer's decision with its reasons in writing, and tell the plan to send "
        "the reviewer its complete file."
    ))  # fmt: skip


def enclosures(context: Context) -> Iterator[Enclosure]:
    """What the reviewer needs."""
    yield Enclosure(
        what="Application form of the reviewing office, where it has one", why="the letter does not replace it"
    )
    yield Enclosure(what="Copy of the final internal decision and of the first denial notice")
    yield Enclosure(what="Letter of the treating clinician on why the service is needed")
    yield Enclosure(what="Medical records for the service", why="only what bears on the denied service")
    yield Enclosure(what="Signed release of medical records to the reviewer")
    if context.expedited:
        yield Enclosure(what="Clinician's statement that the review must be expedited")
    if context.by_provider:
        yield Enclosure(what="Member's authorization to act on the member's behalf", why="signed by the member")
