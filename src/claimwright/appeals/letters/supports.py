"""What a letter may stand on: the denial's fields, the sender's statements, the trace, and provisions that opened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from claimwright.appeals.letters.grounds import Ground
from claimwright.appeals.letters.library import Library, Quote
from claimwright.appeals.letters.records import Deadline, Support
from claimwright.appeals.letters.rights import table
from claimwright.appeals.letters.words import coded, described, reason_code
from claimwright.appeals.records import Denial, DeniedService
from claimwright.core.money import format_cents


@dataclass(slots=True)
class Catalogue:
    """Supports by id, in order."""

    known: dict[str, Support] = field(default_factory=dict[str, Support])

    def add(self, support: Support) -> None:
        """Take a support in; a second one of the same id stands in its place."""
        self.known[support.id] = support

    def has(self, name: str) -> bool:
        """Whether there is one of this id."""
        return name in self.known

    def of_kind(self, *kinds: str) -> list[Support]:
        """Those of these kinds, in order."""
        return [each for each in self.known.values() if each.kind in kinds]


def denial_supports(denial: Denial) -> Iterator[Support]:
    """The denial and the statements in it, one support each."""
    yield Support(id="case", kind="denial", says=_case(denial), field="claim_id")
    for number, each in enumerate(denial.services, 1):
        yield from _service(number, each)
    plain = (("reason", "denial_reason"), ("diagnosis", "diagnosis"), ("treatment", "treatment"))
    for name, fieldname in plain:
        if value := getattr(denial, fieldname):
            yield Support(id=name, kind="denial", says=value, field=fieldname)
    yield from _statements(denial)


def _statements(denial: Denial) -> Iterator[Support]:
    for number, fact in enumerate(denial.facts, 1):
        yield Support(id=f"fact-{number}", kind="statement", says=fact, field=f"facts[{number - 1}]")
    if denial.text.strip():
        yield Support(id="statement", kind="statement", says=denial.text.strip(), field="text")
    for number, remedy in enumerate(denial.remedies, 1):
        yield Support(id=f"remedy-{number}", kind="remedy", says=remedy, field=f"remedies[{number - 1}]")


def _case(denial: Denial) -> str:
    parts = {
        "claim": denial.claim_id,
        "payer": denial.payer,
        "member": denial.member_name,
        "member id": denial.member_id,
        "group": denial.group_number,
        "provider": denial.provider_name,
        "NPI": denial.provider_npi,
        "notice of": f"{denial.notice_date:%Y-%m-%d}" if denial.notice_date else "",
        "plan": denial.plan_type,
        "jurisdiction": denial.jurisdiction,
    }
    return "; ".join(f"{name} {value}" for name, value in parts.items() if value)


def _service(number: int, each: DeniedService) -> Iterator[Support]:
    denied = f"; denied {format_cents(each.denied)}" if each.denied else ""
    parts = (described(each) + denied, coded(each), reason_code(each), " ".join(each.diagnoses), each.units)
    says = "; ".join(part for part in parts if part)
    yield Support(
        id=f"service-{number}", kind="denial", says=says, field=f"services[{number - 1}]", trace=each.evidence
    )
    if each.because:
        kind = "trace" if each.evidence else "denial"
        yield Support(id=f"because-{number}", kind=kind, says=each.because, field=f"services[{number - 1}].because",
                      trace=each.evidence)  # fmt: skip


def ground_support(ground: Ground, library: Library) -> Support | None:
    """A ground whose words were found in the opened corpus, at their place; else None."""
    quote = library.quote(ground.citation, ground.quote)
    return provision_support(f"law-{ground.key}", ground.citation, quote) if quote and library.holds(quote) else None


def provision_support(name: str, citation: str, quote: Quote) -> Support:
    """A provision to quote."""
    return Support(id=name, kind="provision", says=quote.text, citation=citation, place=quote.place)


def right_supports(deadlines: Iterable[Deadline], library: Library) -> Iterator[Support]:
    """The limits and rights whose source was opened and says so, by the words that say it."""
    words = {each.key: each.says for each in table()}
    for each in deadlines:
        quote = library.quote(each.source, words[each.key]) if each.verified else None
        if quote:
            gloss = f"{each.what}: {each.limit}" if each.limit else each.what
            yield Support(id=f"right-{each.key}", kind="right", says=quote.text, gloss=gloss, citation=each.source,
                          place=quote.place)  # fmt: skip
