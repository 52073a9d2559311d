"""From a claim's draft to its record, or to the problems that refuse it."""

from __future__ import annotations

import datetime as dt
from typing import Final, Literal

from claimwright.claims.records import Claim, Line, OtherPayer, Party, Relationship
from claimwright.claims.x12 import problems
from claimwright.claims.x12.context import Context
from claimwright.claims.x12.drafts import ClaimDraft, LineDraft, PartyDraft, PayerDraft
from claimwright.claims.x12.render import render_cents
from claimwright.claims.x12.values import parse_count

_RELATIONSHIPS: Final[dict[str, Relationship]] = {"18": "self", "01": "spouse", "19": "child"}
AccidentKind = Literal["none", "auto", "employment", "other"]
_ACCIDENTS: Final[dict[str, AccidentKind]] = {"AA": "auto", "EM": "employment", "OA": "other", "AP": "other"}


def relationship_of(code: str) -> Relationship:
    """A code of the relationship to the subscriber (SBR02, PAT01) as one of the records' four."""
    return _RELATIONSHIPS.get(code, "other")


def accident_of(code: str) -> AccidentKind:
    """A related cause (CLM11) as the records' kind of accident."""
    return _ACCIDENTS.get(code, "none")


def finish_claim(context: Context) -> None:
    """The claim at hand is complete: hand it over, unless it is refused."""
    draft = context.claim
    if draft is None:
        return
    _check_parties(context, draft)
    _check_lines(context, draft)
    if context.received is None:
        context.fail(problems.NO_RECEIVED_DATE, "no header says when the claim was received", draft.segment)
    elif not draft.refused:
        context.report.items.append(_build(context, draft, context.received))
    context.claim = context.line = None


def drop_claim(context: Context) -> None:
    """The data end before the claim does: lines may be missing, so it is refused."""
    if context.claim is not None:
        context.fail(problems.TRUNCATED_CLAIM, "the data end before the claim does", context.claim.segment)
    context.claim = context.line = None


def _check_parties(context: Context, draft: ClaimDraft) -> None:
    for name in _missing(context):
        context.fail(problems.MISSING_LOOP, f"the claim has no {name}", draft.segment)
    for number, payer in enumerate(draft.payers, 1):
        if not payer.name:
            what = f"other payer {number} is not named (2330B, NM1*PR)"
            context.fail(problems.MISSING_DETAIL, what, draft.segment)
    what = _doubt(context)
    if what:
        context.fail(problems.RELATIONSHIP, what, draft.segment)


def _missing(context: Context) -> list[str]:
    """The required loops that have not come."""
    return [
        name
        for name, party in (
            ("billing provider (2010AA, NM1*85)", context.billing),
            ("subscriber (2010BA, NM1*IL)", context.subscriber),
            ("payer (2010BB, NM1*PR)", context.payer),
            ("patient (2010CA, NM1*QC)", context.patient),
        )
        if party is not None and not party.present
    ]


def _doubt(context: Context) -> str:
    """What is odd about who the patient is."""
    if context.patient is None:
        what = f"SBR02 is {context.relation!r}, no patient loop follows; the subscriber is taken for the patient"
        return what if context.relation != "18" else ""
    if context.relation == "18":
        return "a patient loop stands under a subscriber who is the patient; the patient loop is taken"
    return "" if context.patient_relation else "PAT01 does not say how the patient is related to the subscriber"


def _check_lines(context: Context, draft: ClaimDraft) -> None:
    if not draft.lines:
        context.fail(problems.NO_LINES, "the claim has no service line", draft.segment)
    for line in draft.lines:
        if line.service is None:
            context.fail(problems.NO_SERVICE, f"line {line.number} has no SV1", line.segment)
        elif not line.dated:
            context.fail(problems.MISSING_ELEMENT, f"line {line.number} has no service date (DTP*472)", line.segment)
    total = sum(line.charge for line in draft.lines)
    if total != draft.charge and not draft.refused:
        what = f"CLM02 is {render_cents(draft.charge)}, the lines add up to {render_cents(total)}"
        context.fail(problems.CHARGES_DIFFER, what, draft.segment)


def _build(context: Context, draft: ClaimDraft, received: dt.date) -> Claim:
    ref, repeated = context.refs.take(draft.claim_id)
    if repeated:
        context.fail(problems.REPEATED_CLAIM, f"the file has this claim id before; this one is {ref}", draft.segment)
    patient = context.patient or context.subscriber
    return Claim(
        ref=ref,
        claim_id=draft.claim_id,
        frequency=draft.frequency,
        original_reference=draft.original_reference,
        charge=draft.charge,
        place_of_service=draft.place_of_service,
        from_date=min(line.period[0] for line in draft.lines if line.period),
        to_date=max(line.period[1] for line in draft.lines if line.period),
        received_date=received,
        billing=context.billing.to_party(ref + "/billing"),
        pay_to=_party(context.pay_to, ref + "/pay_to"),
        rendering=_party(draft.rendering, ref + "/rendering"),
        referring=_party(draft.referring, ref + "/referring"),
        facility=_party(draft.facility, ref + "/facility"),
        subscriber=context.subscriber.to_party(ref + "/subscriber"),
        patient=patient.to_party(ref + "/patient"),
        patient_relationship="self" if context.patient is None else relationship_of(context.patient_relation),
        payer=context.payer.to_party(ref + "/payer"),
        payer_sequence=context.sequence or "P",
        accept_assignment=draft.accept_assignment,
        diagnoses=tuple(code for code in draft.diagnoses if code),
        authorization=draft.authorization,
        referral=draft.referral,
        clearinghouse_reference=draft.clearinghouse_reference,
        note=" ".join(draft.notes),
        admission_date=draft.admission_date,
        accident_kind=accident_of(draft.accident_kind),
        accident_date=draft.accident_date,
        other_payers=tuple(_payer(payer, f"{ref}/other_payer:{n}") for n, payer in enumerate(draft.payers, 1)),
        lines=tuple([_line(context, draft, line, ref) for line in draft.lines]),
    )


def _party(draft: PartyDraft | None, ref: str) -> Party | None:
    return draft.to_party(ref) if draft else None


def _payer(draft: PayerDraft, ref: str) -> OtherPayer:
    return OtherPayer(
        ref=ref,
        payer_name=draft.name,
        payer_id=draft.identifier,
        sequence=draft.sequence,
        paid=draft.paid,
        relationship=draft.relationship,
    )


def _line(context: Context, claim: ClaimDraft, draft: LineDraft, ref: str) -> Line:
    assert draft.period is not None
    rendering = draft.rendering or claim.rendering or context.billing
    return Line(
        ref=f"{ref}/line:{draft.number}",
        claim_id=claim.claim_id,
        number=draft.number,
        procedure=draft.procedure,
        modifiers=draft.modifiers,
        units=draft.units,
        unit_kind="minute" if draft.minutes else "unit",
        charge=draft.charge,
        place_of_service=draft.place_of_service or claim.place_of_service,
        from_date=draft.period[0],
        to_date=draft.period[1],
        diagnoses=_pointed(context, claim, draft) if draft.pointers else (),
        rendering_npi=rendering.npi,
        billing_npi=context.billing.npi,
        emergency=draft.emergency,
        authorization=draft.authorization or claim.authorization,
        ndc=draft.ndc,
        note=" ".join(draft.notes),
    )


def _pointed(context: Context, claim: ClaimDraft, line: LineDraft) -> tuple[str, ...]:
    """The codes that SV107 points to, in its order; a pointer to nothing is reported and left out."""
    found = [_diagnosis_at(claim.diagnoses, pointer) for pointer in line.pointers]
    missing = [pointer[:10] for pointer, code in zip(line.pointers, found, strict=True) if not code]
    if missing:
        what = f"line {line.number} points to diagnosis {', '.join(missing)}, which the claim does not have"
        context.fail(problems.BAD_POINTER, what, line.service or line.segment)
    return tuple([code for code in found if code])


def _diagnosis_at(codes: list[str], pointer: str) -> str:
    at = parse_count(pointer) or 0
    return codes[at - 1] if 0 < at <= len(codes) else ""
