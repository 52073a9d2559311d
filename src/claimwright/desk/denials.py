"""A denial as appeals know it, from an adjudicated claim: what was denied and why, and the changes that were verified."""

from __future__ import annotations

from pathlib import Path

from claimwright.appeals.records import Denial, DeniedService
from claimwright.assistant.grounding import ground
from claimwright.assistant.narrators.change import remedies_for
from claimwright.assistant.open import open_session
from claimwright.assistant.session import Session
from claimwright.claims.outcome import Adjustment, LineOutcome
from claimwright.claims.records import Line, Party
from claimwright.core.errors import NotFoundError
from claimwright.core.numbers import decimal


def open_denial(runs: Path, claim_id: str, line: int | None = None, run: str = "") -> Denial:
    """The denial of a kept run's claim, or of one of its lines. See `denial_of`; raises `NotFoundError` for an unknown
    claim, and `ConfigError` where the run kept no full trace."""
    return denial_of(open_session(runs, claim_id, run), line)


def denial_of(session: Session, line: int | None = None) -> Denial:
    """What was denied, under which rule and why, as the trace has it; what a claim does not say stays empty.

    Plan type, jurisdiction and the date of the notice are on no claim. Remedies are the assistant's sentences, each
    adjudicated and checked against the trace. Raises `NotFoundError` where nothing was denied.
    """
    lines = [session.line(line)] if line is not None else list(session.outcome.lines)
    denied = [each for each in lines if each.status == "denied"]
    if not denied:
        where = f"line {line} of claim" if line is not None else "claim"
        fix = "ask `claimwright ask` what became of it; only a denial is appealed or corrected"
        raise NotFoundError(f"nothing on {where} {session.claim.claim_id} was denied", fix=fix, code="DESK-DENIAL")
    claim = session.claim
    provider = claim.billing
    return Denial(
        services=tuple(_service(session, each) for each in denied),
        claim_id=claim.claim_id,
        payer=_name(claim.payer),
        member_name=_name(claim.patient),
        member_id=claim.patient.identifier or claim.subscriber.identifier or "",
        group_number=_group(session),
        provider_name=_name(provider),
        provider_npi=provider.npi or "",
        sender="provider",
        year=min(session.submitted(each.number).from_date for each in denied).year,
        remedies=_remedies(session, denied),
    )


def _service(session: Session, line: LineOutcome) -> DeniedService:
    submitted, denial = session.submitted(line.number), line.adjustments[0]
    return DeniedService(
        service=f"procedure {line.procedure}",
        line=line.number,
        procedure=line.procedure,
        modifiers=line.modifiers,
        diagnoses=submitted.diagnoses,
        from_date=submitted.from_date,
        to_date=submitted.to_date,
        units=_units(submitted),
        charge=line.charge,
        denied=denial.amount,
        group=denial.group,
        carc=denial.carc,
        rarcs=denial.remarks,
        rule=denial.rule,
        because=denial.because,
        cites=_cites(session, denial),
        evidence=(f"run:{session.run}", f"node:{denial.node}"),
    )


def _units(line: Line) -> str:
    return f"{decimal(line.units, 3)} {line.unit_kind}"


def _cites(session: Session, denial: Adjustment) -> tuple[str, ...]:
    """What the decision cites, and what its rule does."""
    node = session.tree.node(denial.node)
    frame = session.frame_of(node.id)
    return tuple(dict.fromkeys((*denial.cites, *(frame.attributes.get("cites") or ()))))


def _remedies(session: Session, lines: list[LineOutcome]) -> tuple[str, ...]:
    """Changes under which a line pays, each on its own; only what was verified and is supported by its runs."""
    sentences = [each for line in lines for each in remedies_for(session, line) if each.changed]
    shown, _ = ground(session, sentences)
    return tuple(each.text for each in shown)


def _group(session: Session) -> str:
    """The group of the coverage in force on the first day, where there is exactly one."""
    day = session.claim.from_date
    held = [
        each
        for each in session.book.coverages
        if each.from_date <= day and (each.until_date is None or day <= each.until_date)
    ]
    groups = {each.group_number for each in held}
    return groups.pop() if len(groups) == 1 else ""


def _name(party: Party) -> str:
    """`Maren Alder`, `Harbor Health Plan`: claims carry names in capitals."""
    return " ".join(part for part in (_spoken(party.first_name), _spoken(party.last_name)) if part)


def _spoken(name: str) -> str:
    return name.title() if name.isupper() else name
