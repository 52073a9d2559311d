"""The segments of a service line: loops 2400, 2410, 2420, 2430 and 2440."""

from __future__ import annotations

from typing import Final

from claimwright.claims.x12 import problems
from claimwright.claims.x12.claim_loop import MOST_NOTES, components, read_amount
from claimwright.claims.x12.context import Context
from claimwright.claims.x12.drafts import LineDraft, PartyDraft
from claimwright.claims.x12.parties import check_entity_type, read_name
from claimwright.claims.x12.segments import Segment
from claimwright.claims.x12.values import normalise_code, parse_count, parse_period, parse_thousandths

MOST_LINES = 1000
_UNUSED_PARTIES: Final = frozenset(("QB", "77", "DQ", "DK", "DN", "P3", "PW", "45"))
_PLAIN: Final = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def begin_line(context: Context, segment: Segment) -> None:
    """LX: a service line begins."""
    claim = context.claim
    number = parse_count(segment.elements[1].strip())
    context.enter("line")
    if claim is None:
        return
    if not number or number in claim.numbers:
        text = segment.elements[1][:20]
        number = _add_line(context, segment, None)
        context.fail(problems.LINE_NUMBER, f"LX01 {text!r} cannot number a line; {number} is taken", segment)
    else:
        _add_line(context, segment, number)


def _add_line(context: Context, segment: Segment, number: int | None) -> int:
    claim = context.claim
    assert claim is not None
    if len(claim.lines) >= MOST_LINES:
        context.fail(problems.TOO_LARGE, f"the claim has more than {MOST_LINES} lines", segment)
        claim.numbers.discard(claim.lines.pop().number)
    number = number or max(claim.numbers, default=0) + 1
    claim.numbers.add(number)
    context.line = LineDraft(segment, number)
    claim.lines.append(context.line)
    return number


def read_service(context: Context, segment: Segment) -> None:
    """SV1: procedure and modifiers, charge, units, place, pointers, emergency."""
    line = context.line
    if line is None or line.service is not None:
        number = _add_line(context, segment, None)
        context.fail(problems.LINE_NUMBER, f"SV1 without LX; it is taken for line {number}", segment)
        context.enter("line")
        line = context.line
    assert line is not None
    line.service = segment
    elements = segment.elements
    _read_procedure(context, line, segment)
    line.charge = read_amount(context, segment, 2, "the line's charge")
    _read_units(context, line, segment)
    line.place_of_service = elements[5].strip().upper()
    line.pointers = tuple([part for part in elements[7].split(context.component) if part])
    line.emergency = elements[9] == "Y"


def _read_procedure(context: Context, line: LineDraft, segment: Segment) -> None:
    parts = components(context, segment, 1)
    line.procedure = normalise_code(parts[1])
    line.modifiers = tuple([code.strip().upper() for code in parts[2:6] if code])
    if context.claim and context.claim.told_separator:
        return
    if parts[0] != "HC" or not line.procedure or not _PLAIN.issuperset(line.procedure):
        what = f"SV101 {segment.elements[1][:40]!r} is not HC and a procedure code"
        context.fail(problems.BAD_PROCEDURE, what, segment)


def _read_units(context: Context, line: LineDraft, segment: Segment) -> None:
    unit, text = segment.elements[3].strip(), segment.elements[4]
    units = parse_thousandths(text)
    if unit not in ("UN", "MJ"):
        context.fail(problems.BAD_UNIT, f"SV103 {unit!r} is neither UN nor MJ", segment)
    if units is None:
        kind = problems.BAD_NUMBER if text.strip() else problems.MISSING_ELEMENT
        context.fail(kind, f"SV104 {text[:20]!r} is not a quantity", segment)
    line.minutes, line.units = unit == "MJ", units or 0


def read_line_date(context: Context, segment: Segment) -> None:
    """DTP in 2400: the service date or range (472); other dates are checked only."""
    _, qualifier, form, text = segment.elements[:4]
    period = parse_period(form, text)
    if qualifier == "472" and context.line:
        context.line.dated = True
        context.line.period = period
        if period is None:
            context.fail(problems.BAD_DATE, f"service date {form} {text[:30]!r} is not a date or range", segment)
    elif period is None and form in ("D8", "RD8", "DT", ""):
        context.fail(problems.BAD_DETAIL_DATE, f"DTP {qualifier} {form} {text[:30]!r} is not a date", segment)


def read_line_reference(context: Context, segment: Segment) -> None:
    """REF*G1 in 2400: the line's own prior authorization."""
    if context.line and segment.elements[1] == "G1":
        context.line.authorization = segment.elements[2].strip() or None


def read_line_note(context: Context, segment: Segment) -> None:
    """NTE in 2400."""
    text = segment.elements[2].strip()
    if context.line and text and len(context.line.notes) < MOST_NOTES:
        context.line.notes.append(text)


def read_drug(context: Context, segment: Segment) -> None:
    """LIN in 2410: the national drug code (qualifier N4)."""
    context.enter("line drug")
    if context.line and segment.elements[2] == "N4" and context.line.ndc is None:
        context.line.ndc = normalise_code(segment.elements[3]) or None


def read_line_party(context: Context, segment: Segment) -> None:
    """NM1 in 2420: the line's rendering provider is kept."""
    check_entity_type(context, segment)
    context.enter("line party")
    qualifier = segment.elements[1]
    if context.line and qualifier == "82":
        context.line.rendering = PartyDraft()
        read_name(context.line.rendering, segment)
    elif qualifier not in _UNUSED_PARTIES:
        context.fail(problems.UNKNOWN_CODE, f"NM101 {qualifier!r} names no party of a line", segment)


def begin_line_payer(context: Context, segment: Segment) -> None:
    """SVD: what another payer decided on the line; not kept."""
    context.enter("line payer")


def begin_form(context: Context, segment: Segment) -> None:
    """LQ: a form's answers; not kept."""
    context.enter("form")
