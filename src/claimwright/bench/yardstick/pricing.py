"""What a line costs: its fee arrangement, the price by the arrangement's method, and what is written off."""

from __future__ import annotations

from typing import Any

from claimwright.bench.yardstick.eligibility import best
from claimwright.bench.yardstick.work import ClaimWork, LineWork, Tie, half_up, money
from claimwright.claims.records import Line
from claimwright.clause.tables import NoData

_BY_HAND = frozenset(("22", "50", "51", "52", "54", "55", "56", "62", "66", "78", "80", "81", "82", "AS"))


def pricing(case: ClaimWork) -> None:
    """Price every line that is neither denied nor pended."""
    if case.pended:
        return
    for work in case.lines:
        if work.denied or work.pended:
            continue
        try:
            _price(case, work)
        except Tie as tie:
            case.no_answer(work, "pricing.contract_arrangement", tie)
        except NoData as error:
            case.no_answer(work, f"pricing.{work.method}", error)


def _price(case: ClaimWork, work: LineWork) -> None:
    """The rules in order, until one stops the line."""
    special = [each for each in work.line.modifiers if each in _BY_HAND]
    if special:
        _by_hand(case, work, ", ".join(special))
        return
    if work.contract is not None:
        _arrangement(case, work)
    elif work.plan is not None:
        _outside_terms(case, work, work.plan)
    if work.denied or work.pended:
        return
    if work.method == "percent_of_medicare":
        _medicare(case, work)
    elif work.method == "scheduled_fee":
        _scheduled(case, work)
    elif work.method == "percent_of_charge":
        work.price = half_up(work.line.charge * work.rate, 10_000)
    if work.pended:
        return
    if work.price is None:
        code = work.line.procedure
        because, needs = f"no rule gives {code} a price", f"a price by hand for {code}"
        case.pend(work, "pricing.allowed_amount", "price_missing", because, needs)
        return
    work.agreed = min(work.line.charge, work.price) if work.lesser_of_charge else work.price
    _above(case, work, work.agreed)


def _by_hand(case: ClaimWork, work: LineWork, modifiers: str) -> None:
    code = work.line.procedure
    because = f"modifier {modifiers} changes the price of {code} in a way that has no rule here"
    needs = f"a price by hand for {code} with modifier {modifiers}"
    case.pend(work, "pricing.modifier_needs_a_price", "price_by_hand", because, needs)


def _arrangement(case: ClaimWork, work: LineWork) -> None:
    line, contract = work.line, work.contract
    fit = [
        each
        for each in contract.arrangements
        if line.procedure in each.procedures and (not each.places or line.place_of_service in each.places)
    ]
    chosen = best(fit, _rank, "arrangement")
    if chosen is None:
        because = f"no arrangement of contract {contract.title} prices {line.procedure}"
        case.deny(work, "pricing.contract_arrangement", "CO-147", because)
        return
    work.method, work.rate, work.schedule = chosen.method, chosen.rate, chosen.schedule
    work.lesser_of_charge = chosen.lesser_of_charge
    work.locality = work.term.locality if work.term is not None else ""


def _rank(arrangement: Any) -> int:
    return 2 if arrangement.places else 1


def _outside_terms(case: ClaimWork, work: LineWork, plan: Any) -> None:
    terms = plan.out_of_network
    if terms is None:
        because = f"{plan.title} has no price for an emergency outside the network"
        needs = f"the recognized amount for {work.line.procedure} under 45 CFR 149.140"
        case.pend(work, "pricing.out_of_network_terms", "price_by_hand", because, needs)
        return
    work.method, work.rate, work.locality = "percent_of_medicare", terms.medicare_rate, terms.locality


def _component(line: Line) -> str:
    modifiers = line.modifiers
    return next((each for each in ("26", "TC", "53") if each in modifiers), "") if modifiers else ""


def _medicare(case: ClaimWork, work: LineWork) -> None:
    """42 CFR 414.20; CLM104 ch. 12 s. 20.1."""
    line, on, tables = work.line, work.on, case.tables
    component = _component(line)
    value = tables["pfs_rvu"].find((line.procedure, component), on)
    index = tables["pfs_gpci"].find((work.locality,), on)
    place = tables["place_of_service"].find((line.place_of_service,), on)
    if value is None or index is None or place is None:
        _no_price(case, work, f"Medicare has no fee for {line.procedure} {component} in locality {work.locality}")
        return
    expense = value.facility_pe_rvu if place.facility else value.nonfacility_pe_rvu
    total = value.work_rvu * index.work + expense * index.practice_expense + value.malpractice_rvu * index.malpractice
    if total <= 0:
        _no_price(case, work, f"Medicare gives {line.procedure} no relative values (status {value.status})")
        return
    fee = half_up(100 * total * value.conversion_factor, 1_000_000_000)
    work.price = half_up(half_up(fee * work.rate, 10_000) * line.units, 1000)


def _no_price(case: ClaimWork, work: LineWork, because: str) -> None:
    needs = f"a price by hand for {work.line.procedure}"
    case.pend(work, "pricing.percent_of_medicare", "price_missing", because, needs)


def _scheduled(case: ClaimWork, work: LineWork) -> None:
    line, component = work.line, _component(work.line)
    row = case.tables["fee_schedule"].find((work.schedule, line.procedure, component), work.on)
    if row is None:
        because = f"schedule {work.schedule} has no fee for {line.procedure} {component}"
        needs = f"a fee for {line.procedure} in schedule {work.schedule}"
        case.pend(work, "pricing.scheduled_fee", "price_missing", because, needs)
        return
    work.price = half_up(half_up(row.fee * work.rate, 10_000) * line.units, 1000)


def _above(case: ClaimWork, work: LineWork, agreed: int) -> None:
    """What is charged above the price, and what was paid earlier for a component."""
    line, rule = work.line, "pricing.charge_above_price"
    above = line.charge - agreed
    if above < 0:
        because = f"the contract pays {money(agreed)}, which is more than the charge of {money(line.charge)}"
        case.reduce(work, rule, "CO-94", above, because)
    elif above and not work.in_network and not work.shares_in_network:
        because = f"{money(line.charge)} was charged and {money(agreed)} is allowed; a provider outside the network may bill the rest"
        case.reduce(work, rule, "PR-45", above, because)
    elif above:
        case.reduce(work, rule, "CO-45", above, f"{money(line.charge)} was charged and {money(agreed)} is the price")
    taken = min(work.component_paid, agreed)
    work.allowed = agreed - taken
    if taken > 0:
        because = f"{money(taken)} was paid earlier for a component of {line.procedure}"
        case.reduce(work, "pricing.allowed_amount", "CO-B10", taken, because)
