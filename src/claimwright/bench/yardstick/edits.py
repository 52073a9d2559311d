"""Coding edits: procedure pairs, units, bundled services, new patients, add-on codes (NCCI)."""

from __future__ import annotations

from typing import Any

from claimwright.bench.yardstick.eligibility import full_years
from claimwright.bench.yardstick.work import (
    ANATOMIC,
    ClaimWork,
    LineWork,
    are_colleagues,
    is_visit,
    quantity,
    same_visit,
)
from claimwright.claims.records import Line
from claimwright.clause.tables import NoData

_OF_A_VISIT = frozenset(("24", "25", "57"))
_DISTINCT = frozenset(("59", "XE", "XP", "XS", "XU"))
_ALWAYS = frozenset(("27", "58", "78", "79", "91"))
_NEW = frozenset(
    ("92002", "92004", *map(str, range(99202, 99206)), *map(str, range(99341, 99346)), *map(str, range(99381, 99388)))
)


def payability(case: ClaimWork) -> None:
    """Only lines against which nothing stands by now count in the edits."""
    for work in case.lines:
        work.payable = not work.denied


def edits(case: ClaimWork) -> None:
    """NCCI edits and their kin."""
    for work in case.lines:
        today = [each for each in case.history if each.from_date == work.on and each.status == "paid"]
        partners = [each for each in today if _one_provider(case, work, each)]
        same = [each for each in today if work.npi == (each.rendering_npi or "")]
        try:
            _pairs(case, work)
        except NoData as error:
            case.no_answer(work, "ncci_ptp.procedure_to_procedure", error)
        try:
            _pairs_in_history(case, work, partners)
        except NoData as error:
            case.no_answer(work, "ncci_ptp.procedure_to_procedure_in_history", error)
        try:
            _component_before(case, work, partners)
        except NoData as error:
            case.no_answer(work, "ncci_ptp.component_paid_before", error)
        try:
            _units(case, work, same)
        except NoData as error:
            case.no_answer(work, "ncci_units.medically_unlikely_units", error)
        try:
            _bundled(case, work)
        except NoData as error:
            case.no_answer(work, "ncci_units.bundled_by_status", error)
        if work.line.procedure in _NEW:
            _new_patient(case, work)


def _one_provider(case: ClaimWork, work: LineWork, other: Line) -> bool:
    """For two visits colleagues count as one provider (CLM104 ch. 12 s. 30.6.5)."""
    npi = other.rendering_npi or ""
    if npi == work.npi:
        return True
    visits = is_visit(work.line.procedure) and is_visit(other.procedure)
    return visits and are_colleagues(case.providers, work.npi, npi)


def _separates(modifier: str, bearer: Line, partner: Line) -> bool:
    """CLM104 ch. 23 s. 20.9.1.1."""
    if modifier in ANATOMIC:
        return modifier not in partner.modifiers and not is_visit(bearer.procedure) and not is_visit(partner.procedure)
    if modifier in _OF_A_VISIT:
        return is_visit(bearer.procedure)
    if modifier in _DISTINCT:
        return not is_visit(bearer.procedure) and bearer.procedure != "77427"
    return modifier in _ALWAYS


def _forbids(pair: Any, one: Line, two: Line) -> bool:
    if pair.deletion_date is not None and pair.deletion_date < two.from_date:
        return False
    if pair.modifier_indicator != 1:
        return pair.modifier_indicator == 0
    return not any(_separates(each, two, one) for each in two.modifiers) and not any(
        _separates(each, one, two) for each in one.modifiers
    )


def _pairs(case: ClaimWork, work: LineWork) -> None:
    line, table = work.line, case.tables["ncci_ptp"]
    for each in case.lines:
        other = each.line
        if (
            not each.payable
            or other.number == line.number
            or each.on != work.on
            or not _one_provider(case, work, other)
        ):
            continue
        pair = table.find((other.procedure, line.procedure), work.on)
        if pair is not None and _forbids(pair, other, line):
            because = (
                f"NCCI does not pay {line.procedure} together with {other.procedure}, which is line {other.number} of "
                f"this claim: {pair.rationale} (modifier indicator {pair.modifier_indicator})"
            )
            case.deny(work, "ncci_ptp.procedure_to_procedure", "CO-236", because)
            return


def _pairs_in_history(case: ClaimWork, work: LineWork, paid: list[Line]) -> None:
    line, table = work.line, case.tables["ncci_ptp"]
    for other in paid:
        pair = table.find((other.procedure, line.procedure), work.on)
        if pair is not None and _forbids(pair, other, line):
            because = (
                f"NCCI does not pay {line.procedure} together with {other.procedure}, which was paid on claim "
                f"{other.claim_id}, line {other.number}: {pair.rationale} (modifier indicator {pair.modifier_indicator})"
            )
            case.deny(work, "ncci_ptp.procedure_to_procedure_in_history", "CO-236", because, "M80")
            return


def _component_before(case: ClaimWork, work: LineWork, paid: list[Line]) -> None:
    line, table, rule = work.line, case.tables["ncci_ptp"], "ncci_ptp.component_paid_before"
    for other in paid:
        pair = table.find((line.procedure, other.procedure), work.on)
        if pair is None or work.plan is None or not _forbids(pair, line, other):
            continue
        policy = work.plan.column_one_policy
        if policy == "pay_the_difference":
            work.component_paid += other.allowed
            continue
        found = f"{other.procedure}, a component of {line.procedure}, was paid on claim {other.claim_id}, line {other.number}"
        if policy == "deny_column_one":
            because = f"{found}; the plan pays the first of the two (modifier indicator {pair.modifier_indicator})"
            case.deny(work, rule, "CO-97", because, "M80")
        else:
            needs = f"a reversal of claim {other.claim_id}, line {other.number}, before this line is paid"
            case.pend(work, rule, "component_paid_before", found, needs)
        return


def _units(case: ClaimWork, work: LineWork, paid: list[Line]) -> None:
    line = work.line
    edit = case.tables["ncci_mue"].find((line.procedure,), work.on)
    if edit is None or edit.units == 0:
        return
    indicator, code = edit.adjudication_indicator, line.procedure
    if indicator == 1:
        if line.units > edit.units:
            because = (
                f"{quantity(line.units)} units of {code} on one line; NCCI allows {quantity(edit.units)} "
                "(indicator 1, a limit of the line)"
            )
            case.deny(work, "ncci_units.medically_unlikely_units", "CO-151", because, "N362")
        return
    total = sum(
        each.line.units
        for each in case.lines
        if each.line.procedure == code and each.payable and each.on == work.on and each.npi == work.npi
    ) + sum(other.units for other in paid if other.procedure == code)
    if total > edit.units:
        unless = "without exception" if indicator == 2 else "unless a review finds more were needed"
        because = (
            f"{quantity(total)} units of {code} on {work.on} over all lines and claims; NCCI allows "
            f"{quantity(edit.units)} a day {unless} (indicator {indicator})"
        )
        case.deny(work, "ncci_units.medically_unlikely_units", "CO-151", because, "N362")


def _bundled(case: ClaimWork, work: LineWork) -> None:
    code = work.line.procedure
    value = case.tables["pfs_rvu"].find((code, ""), work.on)
    if value is not None and value.status in ("B", "P"):
        because = f"{code} is paid within other services (Medicare status {value.status})"
        case.deny(work, "ncci_units.bundled_by_status", "CO-97", because, "M15")


def _new_patient(case: ClaimWork, work: LineWork) -> None:
    for other in case.book.history:
        if other.status != "paid" or other.from_date >= work.on or not is_visit(other.procedure):
            continue
        npi = other.rendering_npi or ""
        if full_years(other.from_date, work.on) < 3 and (
            npi == work.npi or are_colleagues(case.providers, work.npi, npi)
        ):
            because = (
                f"{work.line.procedure} is for a new patient; the practice saw the patient on {other.from_date} "
                f"(claim {other.claim_id}, line {other.number})"
            )
            case.deny(work, "ncci_units.new_patient", "CO-B16", because)
            return


def companions(case: ClaimWork) -> None:
    """Add-on codes need a service that they add to."""
    for work in case.lines:
        try:
            _add_on(case, work)
        except NoData as error:
            case.no_answer(work, "ncci_units.add_on_needs_primary", error)


def _add_on(case: ClaimWork, work: LineWork) -> None:
    code, on, rule = work.line.procedure, work.on, "ncci_units.add_on_needs_primary"
    found = case.tables["ncci_aoc"].find_all((code,), on)
    if not found:
        return
    primaries = {edit.primary for edit in found}
    for each in case.lines:
        if each.line.procedure in primaries and not each.denied and each.on == on and each.npi == work.npi:
            return
    for other in case.book.history:
        if other.procedure in primaries and other.status == "paid" and same_visit(other, work.npi, work.line):
            return
    if "CCCCC" in primaries:
        because = f"NCCI leaves it to the payer which services {code} may add to, and no listed one is billed"
        needs = f"a decision whether {code} adds to another service of the day"
        case.pend(work, rule, "add_on_without_list", because, needs)
        return
    because = f"{code} is an add-on code, and no service that it adds to is payable on {on}"
    case.deny(work, rule, "CO-B15", because, "N122")
