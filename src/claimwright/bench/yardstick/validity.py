"""Codes, required fields, dates and provider identifiers of a line."""

from __future__ import annotations

from claimwright.bench.yardstick.work import ClaimWork, LineWork, money, quantity
from claimwright.claims.records import Provider
from claimwright.clause.tables import NoData

_UNLISTED = frozenset(
    [
        "01999",
        "15999",
        "17999",
        "20999",
        "29999",
        "36299",
        "37799",
        "43999",
        "49999",
        "64999",
        "69399",
        "76499",
        "84999",
        "90999",
        "93799",
        "97039",
        "97139",
        "97799",
        "99199",
        "99429",
        "99499",
        "J3490",
        "J3590",
    ]
)


def validity(case: ClaimWork) -> None:
    """The first stage."""
    for work in case.lines:
        _codes(case, work)
        _fields(case, work)
        _dates(case, work)
        _billing(case, work)
        _rendering(case, work)
        line = work.line
        if line.procedure in _UNLISTED:
            because = f"{line.procedure} is an unlisted code; its note reads: {line.note}"
            needs = "a description of the service and the record of the visit"
            case.pend(work, "validity.unlisted_procedure", "unlisted_procedure", because, needs)


def _codes(case: ClaimWork, work: LineWork) -> None:
    line = work.line
    try:
        _procedure(case, work)
    except NoData as error:
        case.no_answer(work, "validity.procedure_is_valid", error)
    try:
        _modifiers(case, work)
    except NoData as error:
        case.no_answer(work, "validity.modifiers_are_valid", error)
    if not case.claim.diagnoses:
        case.deny(work, "validity.diagnosis_is_given", "CO-16", "the claim names no diagnosis", "MA63")
    elif not line.diagnoses:
        because = f"line {line.number} points to no diagnosis of the claim"
        case.deny(work, "validity.diagnosis_is_given", "CO-16", because, "M76")
    try:
        _diagnoses(case, work)
    except NoData as error:
        case.no_answer(work, "validity.diagnoses_are_valid", error)
    try:
        if case.tables["place_of_service"].find((line.place_of_service,), work.on) is None:
            because = f"{line.place_of_service} is no place of service"
            case.deny(work, "validity.place_is_valid", "CO-16", because, "M77")
    except NoData as error:
        case.no_answer(work, "validity.place_is_valid", error)


def _procedure(case: ClaimWork, work: LineWork) -> None:
    code, on = work.line.procedure, work.on
    level_two = case.tables["hcpcs"].find((code,), on)
    level_one = case.tables["procedures"].find((code,), on)
    if level_two is not None:
        if level_two.added is not None and level_two.added > on:
            because = f"{code} came into use on {level_two.added}, after the service on {on}"
        elif level_two.terminated is not None and level_two.terminated < on:
            because = f"{code} went out of use on {level_two.terminated}, before the service on {on}"
        else:
            return
    elif level_one is None:
        because = f"{code} is no procedure code on {on}"
    else:
        return
    case.deny(work, "validity.procedure_is_valid", "CO-181", because, "M51")


def _modifiers(case: ClaimWork, work: LineWork) -> None:
    table = case.tables["modifiers"]
    for modifier in work.line.modifiers:
        if table.find((modifier,), work.on) is None:
            because = f"{modifier} is no modifier on {work.on}"
            case.deny(work, "validity.modifiers_are_valid", "CO-182", because, "N823")
            return


def _diagnoses(case: ClaimWork, work: LineWork) -> None:
    table = case.tables["icd10cm"]
    for diagnosis in work.line.diagnoses:
        known = table.find((diagnosis,), work.on)
        if known is None:
            because = f"{diagnosis} is no diagnosis code on {work.on}"
        elif not known.billable:
            because = f"{diagnosis} is a heading; a more detailed code is needed"
        else:
            continue
        case.deny(work, "validity.diagnoses_are_valid", "CO-146", because, "M76")
        return


def _fields(case: ClaimWork, work: LineWork) -> None:
    line = work.line
    if line.units <= 0:
        because = f"line {line.number} has {quantity(line.units)} units"
        case.deny(work, "validity.units_are_given", "CO-16", because, "M53")
    if line.charge <= 0:
        case.deny(work, "validity.charge_is_given", "CO-16", f"line {line.number} charges {money(line.charge)}", "M79")


def _dates(case: ClaimWork, work: LineWork) -> None:
    claim, line, on = case.claim, work.line, work.on
    if line.to_date < on:
        because = f"the service ends on {line.to_date}, before it begins on {on}"
        case.deny(work, "validity.dates_in_order", "CO-16", because, "M59")
    born = claim.patient.birth_date
    if born is not None and born > on:
        because = f"the service on {on} is before the patient's birth on {born}"
        case.deny(work, "validity.service_after_birth", "CO-14", because)
    died = case.book.member.death_date if case.book.member is not None else None
    if died is not None and died < on:
        because = f"the service on {on} is after the member's death on {died}"
        case.deny(work, "validity.service_before_death", "CO-13", because)
    if on > claim.received_date:
        because = f"the claim came on {claim.received_date}, before the service on {on}"
        case.deny(work, "validity.service_before_billing", "CO-110", because)


def _billing(case: ClaimWork, work: LineWork) -> None:
    claim, book = case.claim, case.book
    npi = claim.billing.npi or ""
    rule = "providers.billing_npi"
    if not npi:
        because = f"the claim gives no national provider identifier for {claim.billing.last_name}"
        case.deny(work, rule, "CO-206", because, "N257")
    elif npi in book.malformed_npis:
        case.deny(work, rule, "CO-207", f"the check digit of the billing identifier {npi} is wrong", "N257")
    elif book.billing is None:
        case.deny(work, rule, "CO-208", f"no provider with the billing identifier {npi} is on file", "N257")
    if book.billing is not None:
        _active(case, work, book.billing, "providers.billing_provider_is_active", "CO-299")


def _rendering(case: ClaimWork, work: LineWork) -> None:
    rule = "providers.rendering_npi"
    provider = case.providers.get(work.npi)
    if work.npi in case.book.malformed_npis:
        case.deny(work, rule, "CO-207", f"the check digit of the rendering identifier {work.npi} is wrong", "N290")
    elif provider is None:
        because = f"no provider with the rendering identifier {work.npi} is on file"
        case.deny(work, rule, "CO-208", because, "N290")
    if provider is not None:
        _active(case, work, provider, "providers.rendering_provider_is_active", "CO-185")


def _active(case: ClaimWork, work: LineWork, provider: Provider, rule: str, code: str) -> None:
    on, until = work.on, provider.until_date
    if provider.from_date > on:
        because = f"{provider.name} is on file from {provider.from_date}, after the service on {on}"
        case.deny(work, rule, code, because, "N570")
    elif until is not None and until < on:
        because = f"{provider.name} is on file until {until}, before the service on {on}"
        case.deny(work, rule, code, because, "N570")
