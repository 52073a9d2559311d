"""The loops above a claim: header, billing provider (2000A), subscriber (2000B), patient (2000C)."""

from __future__ import annotations

from claimwright.claims.x12 import problems
from claimwright.claims.x12.build import finish_claim
from claimwright.claims.x12.context import Context
from claimwright.claims.x12.drafts import PartyDraft
from claimwright.claims.x12.parties import check_entity_type, read_name
from claimwright.claims.x12.segments import Segment
from claimwright.claims.x12.values import parse_date

_LEVELS = {"20": "billing", "22": "subscriber", "23": "patient"}
_PARENTS = {"20": "", "22": "20", "23": "22"}
_OWN_LOOPS = {"billing": {"85": "billing", "87": "pay_to"}, "subscriber": {"IL": "subscriber", "PR": "payer"},
              "patient": {"QC": "patient"}, "header": {}}  # fmt: skip
_UNUSED = {"header": ("41", "40"), "billing": ("PE",)}


def read_header(context: Context, segment: Segment) -> None:
    """BHT: the date on which the transaction was made, which counts as the day of receipt."""
    if context.given_date is not None:
        return
    date = parse_date(segment.elements[4].strip())
    if date is None:
        context.fail(
            problems.BAD_DETAIL_DATE,
            f"BHT04 {segment.elements[4][:20]!r} is not a date; GS04 counts",
            segment,
        )
    context.received = date or context.received


def begin_level(context: Context, segment: Segment) -> None:
    """HL: a billing provider, subscriber or patient begins."""
    finish_claim(context)
    level = segment.elements[3].strip()
    _check_numbering(context, segment, level)
    if level not in _LEVELS:
        context.fail(
            problems.BAD_LEVEL,
            f"HL03 {level!r} is no level of the 837P; what stands under it is not read",
            segment,
        )
        context.forget_subscriber()
        context.enter("lost")
        return
    _begin_party(context, level)
    context.enter(_LEVELS[level])


def _begin_party(context: Context, level: str) -> None:
    if level == "23":
        context.patient, context.patient_relation = PartyDraft(), ""
        return
    context.forget_subscriber()
    if level == "20":
        context.billing, context.pay_to = PartyDraft(), None


def _check_numbering(context: Context, segment: Segment, level: str) -> None:
    _, number, parent = (element.strip() for element in segment.elements[:3])
    context.hl_count += 1
    expected = context.hl_ids.get(_PARENTS.get(level, ""), "")
    if number != str(context.hl_count):
        context.fail(problems.LEVEL_NUMBERING, f"HL01 is {number!r}, not {context.hl_count}", segment)
    elif parent != expected:
        context.fail(
            problems.LEVEL_NUMBERING,
            f"HL02 is {parent!r}, not {expected!r}; the loop above is taken",
            segment,
        )
    context.hl_ids[level] = number


def read_subscriber_information(context: Context, segment: Segment) -> None:
    """SBR: this payer's place among the payers, and whether the subscriber is the patient (SBR02 18)."""
    context.sequence, context.relation = segment.elements[1].strip(), segment.elements[2].strip()


def read_patient_information(context: Context, segment: Segment) -> None:
    """PAT in 2000C: the patient's relationship to the subscriber."""
    context.patient_relation = segment.elements[1].strip()


def read_party(context: Context, segment: Segment) -> None:
    """NM1 above the claims: who the parties are."""
    check_entity_type(context, segment)
    qualifier = segment.elements[1]
    slot = _OWN_LOOPS[context.name].get(qualifier)
    context.party = None
    if slot is not None:
        _fill(context, segment, slot)
    elif qualifier not in _UNUSED.get(context.name, ()):
        context.fail(problems.UNKNOWN_CODE, f"NM101 {qualifier!r} names no party of loop {context.name}", segment)


def _fill(context: Context, segment: Segment, slot: str) -> None:
    draft: PartyDraft | None = getattr(context, slot)
    if draft is not None and draft.present:
        context.fail(problems.REPEATED_LOOP, f"a second {slot.replace('_', '-')} loop (NM1)", segment)
        return
    draft = draft or PartyDraft()
    read_name(draft, segment)
    setattr(context, slot, draft)
    context.party = draft
