"""The segments of a claim: loops 2300, 2310, 2320 and 2330."""

from __future__ import annotations

import re
from typing import Final

from claimwright.claims.x12 import problems
from claimwright.claims.x12.build import accident_of, finish_claim, relationship_of
from claimwright.claims.x12.context import Context
from claimwright.claims.x12.drafts import ClaimDraft, PartyDraft, PayerDraft
from claimwright.claims.x12.parties import check_entity_type, read_name
from claimwright.claims.x12.segments import Segment
from claimwright.claims.x12.values import normalise_code, parse_cents, parse_period

MOST_PAYERS, MOST_NOTES, MOST_DIAGNOSES = 100, 20, 12
_DIAGNOSES: Final = frozenset(("ABK", "ABF", "BK", "BF"))
_OTHER_LISTS: Final = frozenset(("BP", "BO", "BG", "TQ", "ABJ", "BJ", "APR", "PR", "ABN", "BN"))
"""HI qualifiers of lists that no record keeps: anesthesia procedures, conditions, treatment codes."""
_REFERENCES: Final = {
    "G1": "authorization",
    "9F": "referral",
    "F8": "original_reference",
    "D9": "clearinghouse_reference",
}
_DATES: Final = {"435": "admission_date", "439": "accident_date"}
_PARTIES: Final = {"82": "rendering", "DN": "referring", "77": "facility"}
_UNUSED_PARTIES: Final = frozenset(("P3", "DQ", "PW", "45"))
_OTHER_SEPARATOR = re.compile(r"\w+[:><|^;,\\]\w*")


def components(context: Context, segment: Segment, at: int) -> list[str]:
    """A composite element's parts, at least seven; tells, once a claim, of another separator in use."""
    text = segment.elements[at]
    parts = text.split(context.component)
    claim = context.claim
    if len(parts) == 1 and claim and not claim.told_separator and _OTHER_SEPARATOR.match(text):
        claim.told_separator = True
        what = f"{text[:40]!r} is one component: ISA16 declares {context.component!r} as the separator"
        context.fail(problems.COMPOSITE_SEPARATOR, what, segment)
    return parts + [""] * (7 - len(parts))


def begin_claim(context: Context, segment: Segment) -> None:
    """CLM: a claim begins."""
    finish_claim(context)
    elements = segment.elements
    context.claim = draft = ClaimDraft(segment, elements[1].strip())
    context.line = None
    context.enter("claim")
    if not draft.claim_id:
        context.fail(problems.MISSING_ELEMENT, "CLM01 (claim id) is empty", segment)
    draft.charge = read_amount(context, segment, 2, "the claim's charge")
    _read_place(context, draft, segment)
    _read_assignment(context, draft, segment)
    _read_causes(context, draft, segment)


def read_amount(context: Context, segment: Segment, at: int, name: str) -> int:
    """An amount that must be there, in cents; 0 where it is not, and the claim refused."""
    text = segment.elements[at]
    cents = parse_cents(text)
    if cents is None:
        kind = problems.BAD_AMOUNT if text.strip() else problems.MISSING_ELEMENT
        context.fail(kind, f"{segment.elements[0]}{at:02} {text[:20]!r} is not an amount ({name})", segment)
    return cents or 0


def _read_place(context: Context, draft: ClaimDraft, segment: Segment) -> None:
    place, qualifier, frequency = components(context, segment, 5)[:3]
    draft.place_of_service, draft.frequency = place.strip().upper(), frequency.strip().upper() or "1"
    if draft.told_separator:
        return
    if not draft.place_of_service:
        context.fail(problems.MISSING_ELEMENT, "CLM05-1 (place of service) is empty", segment)
    elif qualifier != "B" or not frequency:
        what = f"CLM05 {segment.elements[5]!r} is not place of service, B and frequency"
        context.fail(problems.UNKNOWN_CODE, what, segment)


def _read_assignment(context: Context, draft: ClaimDraft, segment: Segment) -> None:
    """CLM07: A, assigned; B, for laboratory services only, and C, not assigned, count as not accepted."""
    code = segment.elements[7].strip()
    draft.accept_assignment = code not in ("B", "C")
    if code not in ("A", "B", "C"):
        context.fail(problems.UNKNOWN_CODE, f"CLM07 {code!r} is not A, B or C; taken for A", segment)


def _read_causes(context: Context, draft: ClaimDraft, segment: Segment) -> None:
    """CLM11: up to three related causes; the first that names an accident counts."""
    if not segment.elements[11]:
        return
    causes = [code for code in components(context, segment, 11)[:3] if code]
    draft.accident_kind = next((code for code in causes if accident_of(code) != "none"), "")
    if any(accident_of(code) == "none" for code in causes):
        context.fail(problems.UNKNOWN_CODE, f"CLM11 {segment.elements[11]!r} names an unknown cause", segment)


def read_claim_date(context: Context, segment: Segment) -> None:
    """DTP in 2300: admission (435) and accident (439) are kept; every date is checked."""
    _, qualifier, form, text = segment.elements[:4]
    period = parse_period(form, text)
    if period is None and form in ("D8", "RD8", "DT", ""):
        context.fail(problems.BAD_DETAIL_DATE, f"DTP {qualifier} {form} {text[:30]!r} is not a date", segment)
    if context.claim and qualifier in _DATES:
        setattr(context.claim, _DATES[qualifier], period[0] if period else None)


def read_claim_reference(context: Context, segment: Segment) -> None:
    """REF in 2300: prior authorization, referral, original claim, clearinghouse number."""
    name = _REFERENCES.get(segment.elements[1])
    if name and context.claim:
        setattr(context.claim, name, segment.elements[2].strip() or None)


def read_claim_note(context: Context, segment: Segment) -> None:
    """NTE in 2300."""
    text = segment.elements[2].strip()
    if context.claim and text and len(context.claim.notes) < MOST_NOTES:
        context.claim.notes.append(text)


def read_diagnoses(context: Context, segment: Segment) -> None:
    """HI: diagnosis codes, by position; other code lists are passed over."""
    elements = segment.elements
    if elements[1].partition(context.component)[0] in _OTHER_LISTS:
        return
    last = max((i for i, text in enumerate(elements) if text), default=0)
    codes = [_diagnosis(context, segment, at) for at in range(1, last + 1)]
    claim = context.claim
    if claim is None or claim.told_separator:
        return
    claim.diagnoses += codes
    unread = [elements[at][:20] for at, code in enumerate(codes, 1) if not code]
    if unread:
        what = f"HI holds no diagnosis code in {', '.join(map(repr, unread[:MOST_DIAGNOSES]))}; left out"
        context.fail(problems.BAD_DIAGNOSIS, what, segment)
    if len(claim.diagnoses) > MOST_DIAGNOSES:
        context.fail(problems.BAD_DIAGNOSIS, f"only {MOST_DIAGNOSES} diagnoses of a claim are read", segment)
        del claim.diagnoses[MOST_DIAGNOSES:]


def _diagnosis(context: Context, segment: Segment, at: int) -> str:
    qualifier, code = components(context, segment, at)[:2]
    return normalise_code(code) if qualifier in _DIAGNOSES else ""


def read_claim_party(context: Context, segment: Segment) -> None:
    """NM1 in 2310: rendering, referring and facility are kept, the first of each."""
    check_entity_type(context, segment)
    context.enter("claim party")
    name, claim = _PARTIES.get(segment.elements[1]), context.claim
    if claim is None:
        return
    if name is None:
        if segment.elements[1] not in _UNUSED_PARTIES:
            context.fail(problems.UNKNOWN_CODE, f"NM101 {segment.elements[1]!r} names no party of a claim", segment)
    elif getattr(claim, name) is None:
        context.party = PartyDraft()
        read_name(context.party, segment)
        setattr(claim, name, context.party)
    elif name != "referring":
        context.fail(problems.REPEATED_LOOP, f"a second {name} provider (NM1)", segment)


def begin_other_payer(context: Context, segment: Segment) -> None:
    """SBR in 2320: another payer begins."""
    context.enter("other payer")
    _, sequence, relation = (element.strip() for element in segment.elements[:3])
    claim = context.claim
    if claim is None:
        return
    if len(claim.payers) >= MOST_PAYERS:
        context.fail(problems.TOO_LARGE, f"the claim has more than {MOST_PAYERS} other payers", segment)
        claim.payers.pop()
    claim.payers.append(PayerDraft(sequence, relationship_of(relation)))


def read_other_payer_amount(context: Context, segment: Segment) -> None:
    """AMT*D in 2320: what the other payer paid."""
    if context.claim and segment.elements[1] == "D":
        context.claim.payers[-1].paid = read_amount(context, segment, 2, "paid by another payer")


def read_other_payer_party(context: Context, segment: Segment) -> None:
    """NM1*PR in 2330B: the other payer's name and number."""
    check_entity_type(context, segment)
    if context.claim and segment.elements[1] == "PR":
        payer = context.claim.payers[-1]
        payer.name, payer.identifier = segment.elements[3].strip(), segment.elements[9].strip()
