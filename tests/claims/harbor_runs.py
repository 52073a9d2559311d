"""The example book's claims, run; and hypothesis strategies for claims that the book's rules mostly let through."""

from __future__ import annotations

import csv
import datetime as dt
from functools import cache
from pathlib import Path

from hypothesis import strategies as st
from msgspec.structs import replace

from claimwright.claims.adjudicate import Adjudication, Adjudicator
from claimwright.claims.book import LoadedBook, load_book
from claimwright.claims.ledger import LiveDirectory
from claimwright.claims.records import Claim, Line, Member, Party
from claimwright.claims.x12 import read_837p
from claimwright.clause.runtime import Level

HARBOR = Path(__file__).parents[2] / "examples" / "harbor"
LEVELS: tuple[Level, ...] = ("off", "outcome", "full")
DAY = dt.timedelta(days=1)


@cache
def book() -> LoadedBook:
    return load_book(HARBOR)


@cache
def _adjudicator(level: Level) -> Adjudicator:
    return Adjudicator(book(), level=level)


def adjudicator(level: Level = "full") -> Adjudicator:
    """One that has seen no claim yet."""
    found = _adjudicator(level)
    found.directory = LiveDirectory(book().directory)
    return found


def files() -> list[Path]:
    return sorted((HARBOR / "claims").glob("*.837"))


@cache
def harbor_claims() -> tuple[Claim, ...]:
    return tuple(item for file in files() for item in read_837p(file) if isinstance(item, Claim))


@cache
def harbor(level: Level = "full") -> dict[str, Adjudication]:
    """Every claim of the example, in its order."""
    return {claim.claim_id: result for claim, result in run(list(harbor_claims()), level)}


def run(claims: list[Claim], level: Level = "full") -> list[tuple[Claim, Adjudication]]:
    """The claims in order, each after what the ones before it left behind."""
    fresh = adjudicator(level)
    return [(claim, fresh.adjudicate(claim)) for claim in claims]


def _rows(name: str) -> list[dict[str, str]]:
    with (HARBOR / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


FAMILIES: dict[str, list[str]] = {}
for _row in _rows("members"):
    FAMILIES.setdefault(_row["subscriber_id"], []).append(_row["member_id"])

PRACTICES = (
    ("1000000012", "015550101", ("1000002018", "1000002026")), ("1000000020", "015550101", ("1000002018",)),
    ("1000000038", "015550102", ("1000002042", "1000002059")), ("1000000046", "015550103", ("1000002034",)),
    ("1000000053", "015550104", (None,)), ("1000000079", "015550106", ("1000002075",)),
    ("1000000087", "015550107", ("1000002083",)), ("1000000095", "015550108", ("1000002091",)),
)  # fmt: skip
PROCEDURES = (
    "99213", "99214", "99202", "99203", "99284", "99396", "20610", "17110", "17000", "17003", "11102", "11103", "12001", "29125",
    "36415", "45378", "71046", "73030", "73721", "80048", "80053", "81002", "83036", "85025", "87880", "90471", "90686", "93000",
    "96372", "97110", "97140", "G0101", "J3301", "69210", "27447", "15823",
)  # fmt: skip
MODIFIERS = ((),) * 12 + (("25",), ("59",), ("RT",), ("LT",), ("26",), ("TC",), ("50",), ("91",), ("25", "XU"))
DIAGNOSES = tuple(row["code"] for row in _rows("tables/icd10cm") if row["billable"] in ("1", "true"))


def member(member_id: str) -> Member:
    return next(each for each in book().directory.members(member_id) if each.member_id == member_id)


@st.composite
def family_claims(draw: st.DrawFn, *, most: int = 4) -> list[Claim]:
    """Claims of one family, so that they meet in the accumulators and in history."""
    family = draw(st.sampled_from(sorted(FAMILIES)))
    count = draw(st.integers(1, most))
    return [draw(book_claims(f"G-{number}", draw(st.sampled_from(FAMILIES[family])))) for number in range(1, count + 1)]


@st.composite
def book_claims(draw: st.DrawFn, claim_id: str, member_id: str) -> Claim:
    """A claim for a member of the book, with providers, codes and dates that it knows."""
    ref, patient = f"claim:{claim_id}", member(member_id)
    npi, tax_id, clinicians = draw(st.sampled_from(PRACTICES))
    rendering = draw(st.sampled_from(clinicians))
    day = dt.date(2024, 7, 1) + draw(st.sampled_from((*range(92), 0, 0))) * DAY
    diagnoses = tuple(draw(st.lists(st.sampled_from(DIAGNOSES), min_size=1, max_size=3, unique=True)))
    place = draw(st.sampled_from(("11", "11", "11", "20", "22", "23")))
    codes = draw(
        st.lists(st.sampled_from(PROCEDURES), min_size=1, max_size=4, unique=draw(st.sampled_from((True, True, False))))
    )
    lines = tuple(
        draw(book_lines(ref, claim_id, number, code, npi, rendering, day, diagnoses, place))
        for number, code in enumerate(codes, 1)
    )
    person = Party(
        ref=f"{ref}/patient", last_name=patient.last_name, first_name=patient.first_name, identifier=patient.member_id,
        birth_date=patient.birth_date, sex=patient.sex,
    )  # fmt: skip
    return Claim(
        ref=ref, claim_id=claim_id, charge=sum(line.charge for line in lines), place_of_service=place, from_date=day,
        to_date=max(line.to_date for line in lines), received_date=day + draw(st.sampled_from((*range(60), 120))) * DAY,
        billing=Party(ref=f"{ref}/billing", last_name="PRACTICE", npi=npi, tax_id=tax_id),
        rendering=Party(ref=f"{ref}/rendering", last_name="CLINICIAN", npi=rendering) if rendering else None,
        subscriber=replace(person, ref=f"{ref}/subscriber"), patient=person, diagnoses=diagnoses, lines=lines,
        payer=Party(ref=f"{ref}/payer", last_name="HARBOR HEALTH PLAN", identifier="HARBR"),
    )  # fmt: skip


@st.composite
def book_lines(draw: st.DrawFn, ref: str, claim_id: str, number: int, procedure: str, npi: str, rendering: str | None, day: dt.date,
               diagnoses: tuple[str, ...], place: str) -> Line:  # fmt: skip
    """A line; charges from nothing to more than a deductible."""
    charge = st.sampled_from((0, 1, 2999, 3000, 3001, 8_000, *range(9_000, 250_000, 1_237)))
    return Line(
        ref=f"{ref}/line:{number}", claim_id=claim_id, number=number, procedure=procedure,
        modifiers=draw(st.sampled_from(MODIFIERS)), units=draw(st.sampled_from((1000,) * 9 + (2000, 1500))),
        charge=draw(charge), place_of_service=place, from_date=day, to_date=day,
        diagnoses=tuple(draw(st.lists(st.sampled_from(diagnoses), min_size=1, max_size=2, unique=True))),
        rendering_npi=rendering or npi, billing_npi=npi, emergency=draw(st.sampled_from((False, False, False, True))),
    )  # fmt: skip
