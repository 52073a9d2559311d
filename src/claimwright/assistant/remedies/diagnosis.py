"""Other diagnoses of the claim, or fewer of them."""

from __future__ import annotations

from collections.abc import Iterator

from claimwright.assistant.remedies.change import Change, on_line
from claimwright.assistant.session import Session
from claimwright.claims.records import Line

FOR = ("16", "146", "167", "11")


def propose(session: Session, line: Line) -> Iterator[Change]:
    """The line pointing to each other diagnosis of the claim, and to all of its own but one."""
    for diagnosis in session.claim.diagnoses:
        if diagnosis not in line.diagnoses:
            yield _pointing(line, diagnosis)
    for diagnosis in line.diagnoses:
        rest = tuple(each for each in line.diagnoses if each != diagnosis)
        if rest:
            yield Change(
                f"line {line.number} did not point to diagnosis {diagnosis}",
                on_line(line.number, diagnoses=rest),
                coding=True,
                shows=(f"{line.ref}.number",),
                before=(f"{line.ref}.diagnoses",),
            )


def _pointing(line: Line, diagnosis: str) -> Change:
    return Change(
        f"line {line.number} pointed to diagnosis {diagnosis}",
        on_line(line.number, diagnoses=(diagnosis,)),
        coding=True,
        shows=(f"{line.ref}.diagnoses",),
        family=f"line {line.number} pointed to diagnosis",
        item=diagnosis,
    )
