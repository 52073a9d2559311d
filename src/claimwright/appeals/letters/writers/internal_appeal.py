"""The internal appeal: to the plan, from the member or a provider on the member's behalf."""

from __future__ import annotations

from collections.abc import Iterator

from claimwright.appeals.letters.context import Context
from claimwright.appeals.letters.records import Enclosure, Paragraph
from claimwright.appeals.letters.words import service_named
from claimwright.appeals.letters.writers import common

NAMES = {"medicare": "redetermination", "medicare-advantage": "reconsideration", "medicaid": "plan appeal"}
"""What the first appeal is called, by kind of plan."""
_REQUESTED = ("redetermination", "reconsideration")


def subject(context: Context) -> str:
    """`Internal appeal: denial of residential treatment`."""
    name = NAMES.get(context.denial.plan_type, "internal appeal")
    head = f"Expedited {name}" if context.expedited else f"{name[:1].upper()}{name[1:]}"
    return f"{head}: denial of {service_named(context.denial)}"


def addressee(context: Context) -> tuple[str, ...]:
    """The payer's appeals department."""
    return (common.or_blank(context.denial.payer, "name of the plan"), "Appeals Department",
            "[address for appeals in the denial notice]")  # fmt: skip


def paragraphs(context: Context) -> Iterator[Paragraph]:
    """The decision, why it is wrong, the law, and what is asked for."""
    yield from common.decisions(context, _opening(context))
    if context.expedited:
        yield Paragraph(text=_URGENT)
        common.need_urgency(context)
    yield from _why(context)
    yield from common.quoted(context, "merits")
    yield from common.merged(common.quoted(context, "process"))
    yield from common.wanted(context)
    yield from _requests(context)


_URGENT = (
    "The request is urgent: please decide it as an expedited appeal. [why waiting for a standard decision could harm the "
    "member's health, as the treating clinician states it]"
)


def _opening(context: Context) -> str:
    """`I appeal the decision of ..., dated ..., to deny coverage of`."""
    name = NAMES.get(context.denial.plan_type, "")
    who = "On behalf of the member, we" if context.by_provider else "I"
    verb = f"{who} request a {name} of" if name in _REQUESTED else f"{who} appeal"
    payer = f" of {context.denial.payer}" if context.denial.payer else ""
    return f"{verb} the decision{payer}, dated {common.notice(context)}, to deny coverage of"


def _why(context: Context) -> Iterator[Paragraph]:
    who = "We" if context.by_provider else "I"
    yield Paragraph(text=f"{who} ask you to reverse this decision. These facts bear on it:")
    yield from common.why(context)


def _requests(context: Context) -> Iterator[Paragraph]:
    who = "We" if context.by_provider else "I"
    yield from common.merged(common.quoted(context, "request"))
    yield Paragraph(text=f"{who} ask for the following:")
    yield Paragraph(text=f"that the denial be reversed and coverage of {service_named(context.denial)} be granted;", style="item",
                    supports=context.ids("denial"))  # fmt: skip
    wants = (
        "a review by someone who had no part in the denial, with the advice of a clinician in the field concerned;",
        "a copy of the claim file, of the plan provisions and clinical criteria that were applied, and the names of the "
        "experts whose advice was taken;",
        "if the denial is upheld in any part, the specific reasons, what would change the decision, and how to appeal "
        "further or ask for external review.",
    )
    yield from common.items(wants)
    yield from _limits(context)
    yield Paragraph(text=f"Please send your decision to {'us' if context.by_provider else 'me'} in writing.")


def _limits(context: Context) -> Iterator[Paragraph]:
    """The time that the law gives for the answer, where its source was opened and only one bears."""
    answers = [each for each in context.deadlines if each.role == "answer"]
    fast = [each for each in answers if each.limit.endswith("hours")]
    chosen = fast if context.expedited and fast else [each for each in answers if each not in fast]
    if len(chosen) == 1 and chosen[0].verified:
        (limit,) = chosen
        text = f"The decision is due within {limit.limit} {limit.counted.replace('from receipt', 'of receipt')}."
        yield Paragraph(text=text, supports=(f"right-{limit.key}",))


def enclosures(context: Context) -> Iterator[Enclosure]:
    """What to put beside the letter."""
    yield Enclosure(what="Copy of the denial notice")
    yield Enclosure(what="Letter of the treating clinician on why the service is needed", why="ask for it now; it is what reviewers weigh most")  # fmt: skip
    yield Enclosure(what="Medical records for the service and what was tried before it", why="only what bears on the denied service")  # fmt: skip
    if len(context.denial.text.strip()) > common.LONGEST_STATEMENT:
        yield Enclosure(what="My full account")
    if context.by_provider:
        yield Enclosure(what="Member's authorization to act on the member's behalf", why="signed by the member")
