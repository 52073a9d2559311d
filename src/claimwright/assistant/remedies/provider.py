"""Another identifier for the provider: one that the payer has under contract with the practice, or knows."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from claimwright.assistant.remedies.change import Change, on_line
from claimwright.assistant.session import Session
from claimwright.claims.records import Book, Claim, Line

FOR = ("185", "207", "208", "206", "299", "242", "16")


def propose(session: Session, line: Line) -> Iterator[Change]:
    """The billing provider as the rendering one, and each known provider of the practice as the billing one."""
    billing = session.claim.billing
    if billing.npi and line.rendering_npi != billing.npi:
        yield Change(
            f"line {line.number} named {billing.npi}, which bills, as the rendering provider",
            on_line(line.number, rendering_npi=billing.npi),
            coding=True,
            shows=(f"{line.ref}.rendering_npi",),
        )
    for npi in dict.fromkeys(term.npi for term in session.book.terms if term.npi and term.npi != billing.npi):
        yield Change(
            f"the claim named {npi}, which is under contract with the practice, as the billing provider",
            _billing(npi),
            coding=True,
            shows=(f"{billing.ref}.npi",),
        )


def _billing(npi: str):
    def apply(claim: Claim, book: Book) -> tuple[Claim, Book]:
        lines = tuple(msgspec.structs.replace(line, billing_npi=npi) for line in claim.lines)
        billing = msgspec.structs.replace(claim.billing, npi=npi)
        known = next((each for each in book.providers if each.npi == npi), book.billing)
        return msgspec.structs.replace(claim, billing=billing, lines=lines), msgspec.structs.replace(
            book, billing=known
        )

    return apply
