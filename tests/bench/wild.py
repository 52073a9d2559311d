"""Changes to benchmark claims that make rare rules speak: each takes a generator of random numbers and a case."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from random import Random

from msgspec.structs import replace as changed

from claimwright.bench.workload import Case
from claimwright.bench.workload_people import earlier_line
from claimwright.bench.workload_trouble import with_line

CODES = [
    "11102",
    "11103",
    "12001",
    "15823",
    "17000",
    "17003",
    "17110",
    "20610",
    "27447",
    "29125",
    "30400",
    "36415",
    "45378",
    "64483",
    "64484",
    "64999",
    "69210",
    "71046",
    "73030",
    "73721",
    "76937",
    "80048",
    "80053",
    "81002",
    "83036",
    "85025",
    "87880",
    "90471",
    "90472",
    "90686",
    "93000",
    "96372",
    "97110",
    "97140",
    "97810",
    "99051",
    "99202",
    "99203",
    "99204",
    "99212",
    "99213",
    "99214",
    "99283",
    "99284",
    "99396",
    "G0101",
    "J1030",
    "J3301",
    "J3471",
    "E0114",
    "99219",
    "45380",
]
MODIFIERS = [
    "24",
    "25",
    "26",
    "27",
    "50",
    "52",
    "53",
    "57",
    "58",
    "59",
    "76",
    "77",
    "78",
    "79",
    "80",
    "91",
    "LT",
    "RT",
    "E1",
    "F5",
    "TC",
    "XE",
    "XP",
    "XS",
    "XU",
    "ZZ",
]
DIAGNOSES = ("I10", "E119", "E11", "Z1211", "Z411", "H02831", "QQQ", "L570")
NPIS = (
    "1000000012", "1000000020", "1000000087", "1000000103", "1000000111", "1000002018", "1000002026", "1000002083", "1000002109",
    "1000002117", "1999999999", "1000000013", None,
)  # fmt: skip
DAYS = tuple(
    map(
        dt.date.fromisoformat,
        ("2024-01-15", "2024-06-30", "2024-07-01", "2024-08-31", "2024-10-02", "2023-12-31", "2025-02-03"),
    )
)

Wild = Callable[[Random, Case], Case]


def wild(case: Case, seed: int) -> Case:
    """The case with one to four changes."""
    draw = Random(seed)
    for change in draw.choices(CHANGES, k=draw.randint(1, 4)):
        case = change(draw, case)
    return case


def _line(draw: Random, case: Case, **fields: object) -> Case:
    return replace(case, claim=with_line(case.claim, draw.randrange(5), **fields))


def _claim(case: Case, **fields: object) -> Case:
    return replace(case, claim=changed(case.claim, **fields))


def code(draw: Random, case: Case) -> Case:
    for at in range(5):
        case = replace(case, claim=with_line(case.claim, at, procedure=draw.choice(CODES)))
    return case


def modifiers(draw: Random, case: Case) -> Case:
    for at in range(5):
        chosen = tuple(draw.sample(MODIFIERS, draw.choice((0, 0, 1, 1, 2))))
        case = replace(case, claim=with_line(case.claim, at, modifiers=chosen))
    return case


def diagnoses(draw: Random, case: Case) -> Case:
    case = _claim(case, diagnoses=draw.choice(((), case.claim.diagnoses)))
    return _line(draw, case, diagnoses=tuple(draw.sample(DIAGNOSES, draw.randint(0, 3))))


def place(draw: Random, case: Case) -> Case:
    return _line(draw, case, place_of_service=draw.choice(("11", "22", "23", "20", "24", "66")))


def units(draw: Random, case: Case) -> Case:
    return _line(draw, case, units=draw.choice((0, 500, 1500, 2000, 7000, -1000, 20000)))


def charge(draw: Random, case: Case) -> Case:
    return _line(draw, case, charge=draw.choice((0, -100, 1, 999, 123456, 5000000)))


def day(draw: Random, case: Case) -> Case:
    chosen = draw.choice(DAYS)
    return _line(draw, case, from_date=chosen, to_date=chosen + dt.timedelta(days=draw.choice((0, 0, 3, -1))))


def end(draw: Random, case: Case) -> Case:
    return _line(draw, case, to_date=case.claim.from_date + dt.timedelta(days=draw.choice((-2, 5, 200))))


def received(draw: Random, case: Case) -> Case:
    return _claim(case, received_date=case.claim.from_date + dt.timedelta(days=draw.choice((-3, 0, 100, 181, 366))))


def rendering(draw: Random, case: Case) -> Case:
    return _line(draw, case, rendering_npi=draw.choice(NPIS), billing_npi=draw.choice(NPIS))


def billing(draw: Random, case: Case) -> Case:
    npi, tax_id = draw.choice(((None, None), ("1000000013", "015550101"), ("1999999999", "999"), ("1000000020", "015550101"),
                               ("1000000087", "015550107"), ("1000000103", "015550109"), ("1000000111", "015550110")))  # fmt: skip
    return _claim(case, billing=changed(case.claim.billing, npi=npi, tax_id=tax_id))


def emergency(draw: Random, case: Case) -> Case:
    return _line(draw, case, emergency=True)


def outside(draw: Random, case: Case) -> Case:
    case = _claim(case, billing=changed(case.claim.billing, npi="1000000087", tax_id="015550107"))
    return _line(draw, emergency(draw, case), place_of_service="23")


def repeated(draw: Random, case: Case) -> Case:
    line = case.claim.lines[draw.randrange(5)]
    fields = {name: getattr(line, name) for name in ("procedure", "modifiers", "units", "charge")}
    case = _line(draw, case, **fields)
    return case if draw.random() < 0.5 else _line(draw, case, charge=draw.choice((100, line.charge)))


def frequency(draw: Random, case: Case) -> Case:
    original = draw.choice((None, "NOWHERE", *(line.claim_id for line in case.household.history)))
    case = _claim(case, frequency=draw.choice(("7", "7", "8")), original_reference=original)
    return received(draw, case)


def accident(draw: Random, case: Case) -> Case:
    return _claim(case, accident_kind=draw.choice(("auto", "employment", "other")), payer_sequence=draw.choice("PST"))


def identity(draw: Random, case: Case) -> Case:
    person = changed(
        case.claim.patient,
        identifier=draw.choice((None, "NOBODY", case.claim.patient.identifier)),
        birth_date=draw.choice((None, dt.date(1970, 1, 1))),
    )
    return _claim(case, patient=person, subscriber=person)


def member(draw: Random, case: Case) -> Case:
    """A child, or someone who has died."""
    first, *others = case.household.members
    born = draw.choice((dt.date(1996, 2, 29), dt.date(1998, 7, 20), dt.date(2020, 1, 1), dt.date(2024, 8, 1)))
    died = draw.choice((None, None, dt.date(2024, 7, 20)))
    first = changed(first, relationship="child", birth_date=born, death_date=died)
    person = changed(case.claim.patient, birth_date=born)
    return replace(_claim(case, patient=person), household=replace(case.household, members=(first, *others)))


def coverages(draw: Random, case: Case) -> Case:
    """A gap, a later start, two plans at once, an unknown plan, or none."""
    if not case.household.coverages:
        return case
    held = case.household.coverages[0]
    early = changed(held, ref="early", until_date=dt.date(2024, 7, 15))
    late = changed(held, ref="late", plan="harbor_gold", product="PPO", from_date=dt.date(2024, 8, 15))
    unknown = changed(held, plan="harbor_nothing")
    student = changed(held, plan="harbor_student", product="HMO")
    chosen = draw.choice(
        ((early, late), (early,), (late,), (held, late), (held, changed(held, ref="twin")), (unknown,), (student,), ())
    )
    return replace(case, household=replace(case.household, coverages=chosen))


def history(draw: Random, case: Case) -> Case:
    """Other claims of the day or of the year before, paid, denied or pended."""
    lines = list(case.household.history)
    for at in range(draw.randint(1, 4)):
        line = case.claim.lines[draw.randrange(5)]
        when = line.from_date - dt.timedelta(days=draw.choice((0, 0, 0, 400, 1200)))
        procedure = draw.choice((line.procedure, *draw.sample(CODES, 3)))
        npi = draw.choice((line.rendering_npi, "1000002026", "1000002018")) or ""
        made = earlier_line(
            case.household.patient,
            f"{case.claim.claim_id}-X",
            at,
            procedure,
            when,
            line.billing_npi or "",
            npi,
            units=draw.randint(1, 8),
            charge=draw.choice((line.charge, 700)),
        )
        lines.append(
            changed(
                made,
                status=draw.choice(("paid", "paid", "denied", "pended")),
                modifiers=draw.choice(((), line.modifiers)),
            )
        )
    return replace(case, household=replace(case.household, history=tuple(lines)))


def therapy(draw: Random, case: Case) -> Case:
    """Many visits under a benefit with a limit."""
    days = [case.claim.from_date - dt.timedelta(days=7 * at) for at in range(1, draw.choice((10, 21, 26)))]
    lines = tuple(
        earlier_line(case.household.patient, f"T{at}", 1, "97110", on, "1000000038", "1000002059")
        for at, on in enumerate(days)
    )
    return _line(draw, replace(case, household=replace(case.household, history=lines)), procedure="97110", modifiers=())


def accumulators(draw: Random, case: Case) -> Case:
    factor = draw.choice((0, 1, 3, 30))
    network = draw.choice(("in_network", "out_of_network"))
    rows = tuple(changed(each, amount=each.amount * factor, network=network) for each in case.household.accumulators)
    return replace(case, household=replace(case.household, accumulators=rows))


def authorizations(draw: Random, case: Case) -> Case:
    """The service that needs one, and something wrong with it."""
    made = case.household.authorizations[0] if case.household.authorizations else None
    if made is None:
        return case
    fields: dict[str, object] = draw.choice((
        {}, {"status": "denied"}, {"status": "expired"}, {"units_left": 500}, {"npi": "1000000087"}, {"until_date": dt.date(2024, 7, 1)},
        {"first_procedure": "27447", "last_procedure": "27447"},
    ))  # fmt: skip
    rows = (changed(made, **fields), *draw.choice(((), (changed(made, ref="twin", number="TWIN"),))))
    case = replace(case, household=replace(case.household, authorizations=rows))
    named = draw.choice((None, made.number, "NOBODYS"))
    for at in range(draw.randint(1, 2)):
        fields = {
            "procedure": draw.choice(("64483", "64484", "73721", "27447")),
            "modifiers": ("59",),
            "authorization": named,
        }
        case = replace(case, claim=with_line(case.claim, at, **fields))
    return case


CHANGES: tuple[Wild, ...] = (
    code, modifiers, diagnoses, place, units, charge, day, end, received, rendering, billing, emergency, outside, repeated, frequency,
    accident, identity, member, coverages, history, therapy, accumulators, authorizations,
)  # fmt: skip
