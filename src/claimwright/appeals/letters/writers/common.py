"""What the letters share: blanks, addresses, the reference block, provisions quoted, statements of the sender."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from claimwright.appeals.letters.context import Context
from claimwright.appeals.letters.records import Paragraph
from claimwright.appeals.letters.words import (
    coded,
    day,
    described,
    legal,
    listed,
    reason_code,
    sentence,
    service_named,
    when,
)
from claimwright.appeals.records import DeniedService
from claimwright.core.money import format_cents

NOTICE_DATE = "[date of the denial notice]"
FACTS = "[what the medical record shows, in your own words or your clinician's]"
LONGEST_STATEMENT = 2_000
"""Code points of the sender's statement that a letter quotes; a longer one is enclosed."""


def or_blank(value: str, blank: str) -> str:
    """The value, or a blank that says what belongs there."""
    return value.strip() or f"[{blank}]"


def notice(context: Context) -> str:
    """The date of the notice, or its blank."""
    date = context.denial.notice_date
    return day(date) if date else NOTICE_DATE


def sender(context: Context) -> tuple[str, ...]:
    """Name and blanks for the address of who signs."""
    denial = context.denial
    if context.by_provider:
        name = or_blank(denial.provider_name, "name of the practice")
        npi = (f"NPI {denial.provider_npi}",) if denial.provider_npi else ()
        return (name, *npi, "[address]", "[telephone]")
    return (or_blank(denial.member_name, "your name"), "[your address]", "[your telephone]")


def reference(context: Context) -> tuple[tuple[str, str], ...]:
    """What the payer needs to find the case, and nothing else of the member's."""
    denial = context.denial
    rows = (
        ("Member", or_blank(denial.member_name, "name of the member")),
        ("Member ID", or_blank(denial.member_id, "member ID on the card")),
        ("Group", denial.group_number),
        ("Claim", or_blank(denial.claim_id, "claim or reference number in the notice")),
        ("Service", "; ".join(_distinct(_service(each) for each in denial.services))),
        ("Date of service", listed(_distinct(when(each) for each in denial.services))),
        ("Charge", _charges(context)),
        ("Denial", "; ".join(_distinct(reason_code(each) for each in denial.services))),
        ("Provider", "" if context.by_provider else denial.provider_name),
        ("Date of notice", notice(context)),
    )
    return tuple((name, value) for name, value in rows if value)


def _distinct(parts: Iterable[str]) -> list[str]:
    return [each for each in dict.fromkeys(parts) if each]


def _service(each: DeniedService) -> str:
    code = coded(each)
    name = each.service if not code or each.procedure in each.service else f"{each.service} ({code})"
    return f"line {each.line}: {name}" if each.line else name


def _charges(context: Context) -> str:
    """The sum, where every charge is known."""
    charges = [each.charge for each in context.denial.services]
    return format_cents(sum(each for each in charges if each)) if charges and all(charges) else ""


def quoted(context: Context, part: str) -> Iterator[Paragraph]:
    """A sentence for each provision of this part that was opened, with its words."""
    for ground in context.grounds.get(part, ()):
        support = context.support(f"law-{ground.key}")
        if support is not None:
            words = support.says.rstrip(".;,")
            text = ground.lead.replace("{quote}.", f"“{words}.”").replace("{quote}", f"“{words}”")
            then = ground.then.replace("{we}", "We" if context.by_provider else "I")
            yield Paragraph(text=f"{text} {then}".rstrip(), supports=(support.id,))


def rule_sources(context: Context) -> Iterator[Paragraph]:
    """What the payer's rule names as its own source, where it was opened."""
    for each in context.catalogue.of_kind("provision"):
        if each.id.startswith("source-"):
            text = f"The rule that was applied names {legal(each.citation)} as its source."
            yield Paragraph(text=text, supports=(each.id,))


def merged(paragraphs: Iterable[Paragraph]) -> tuple[Paragraph, ...]:
    """Several short sentences as one paragraph; nothing for nothing."""
    parts = list(paragraphs)
    if not parts:
        return ()
    supports = tuple(dict.fromkeys(name for each in parts for name in each.supports))
    return (Paragraph(text=" ".join(each.text for each in parts), supports=supports),)


def wanted(context: Context) -> Iterator[Paragraph]:
    """The provisions that the sender asked for, by their first sentence."""
    for each in context.catalogue.of_kind("provision"):
        if each.id.startswith("wanted-"):
            yield Paragraph(text=f"This provision bears on the case as well: “{each.says}”", supports=(each.id,))


def decisions(context: Context, head: str) -> Iterator[Paragraph]:
    """What was denied: in one sentence after `head` (`We dispute the denial of`) where it is one service, else as a list;
    each with its code and the payer's own reason."""
    services = context.denial.services
    single = len(services) == 1
    if not single:
        yield Paragraph(
            text=f"{head} {service_named(context.denial)}{':' if services else '.'}", supports=context.ids("denial")
        )
    for number, each in enumerate(services, 1):
        names = tuple(name for name in (f"service-{number}", f"because-{number}") if context.catalogue.has(name))
        told = sentence(f"{head} {_told(context, each)}" if single else _told(context, each))
        text = f"{told}{_reason(each)}"
        yield Paragraph(text=text, supports=("case", *names), style="text" if single else "item")
    if context.denial.denial_reason and not any(each.because for each in services):
        reason = context.denial.denial_reason.rstrip(".")
        yield Paragraph(text=f"The reason given is: “{reason}.”", supports=("reason",))


def _told(context: Context, each: DeniedService) -> str:
    return described(each, context.denial.claim_id if each.line else "")


def _reason(each: DeniedService) -> str:
    code = f" The denial is coded {reason_code(each)}." if each.carc else ""
    because = f" The reason given is: “{each.because.rstrip('.')}.”" if each.because else ""
    return code + because


def why(context: Context) -> Iterator[Paragraph]:
    """The facts that the sender vouches for, with a blank and a warning where there is none, and the sender's account."""
    if context.denial.diagnosis:
        yield Paragraph(text=f"The service was for {context.denial.diagnosis}.", supports=("diagnosis",), style="item")
    yield from facts(context)
    if not context.denial.facts:
        yield Paragraph(text=FACTS, style="item")
        context.lacking.append(
            "Why the service was needed: no fact was given that the letter may state. Add what the record shows (--fact)."
        )
    yield from statement(context)


def facts(context: Context) -> Iterator[Paragraph]:
    """The sentences that the sender vouches for, as they are; a blank where there is none."""
    for number, fact in enumerate(context.denial.facts, 1):
        yield Paragraph(text=sentence(fact), supports=(f"fact-{number}",), style="item")


def statement(context: Context) -> Iterator[Paragraph]:
    """The sender's own account, quoted whole; a long one is enclosed instead."""
    text = context.denial.text.strip()
    if not text:
        return
    if len(text) > LONGEST_STATEMENT:
        yield Paragraph(text="My full account is enclosed with this letter." if not context.by_provider else
                        "A full account is enclosed with this letter.")  # fmt: skip
        return
    yield Paragraph(text="In my own words:" if not context.by_provider else "In our own words:")
    for part in filter(None, (" ".join(each.split()) for each in text.split("\n"))):
        yield Paragraph(text=part, supports=("statement",), style="quote")


def items(texts: Iterable[str], supports: tuple[str, ...] = ()) -> Iterator[Paragraph]:
    """List items with the same supports."""
    for text in texts:
        yield Paragraph(text=text, supports=supports, style="item")


def tell_remedies(context: Context) -> None:
    """Put the verified changes before the sender, not before the payer."""
    context.advice.extend(sentence(each) for each in context.denial.remedies)


def need_urgency(context: Context) -> None:
    """Say to the sender that urgency is for the clinician to state."""
    context.lacking.append(
        "That waiting would do harm: only the treating clinician can state it. Enclose the statement."
    )
