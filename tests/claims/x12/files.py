"""Small 837P files, and claims to write into them."""

from __future__ import annotations

import datetime as dt
import io

from msgspec.structs import replace

from claimwright.claims.records import Claim, Line, Party
from claimwright.claims.x12 import Problem, read_837p

ISA = "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *240801*1200*^*00501*000000001*0*T*:"
BEFORE = [
    "GS*HC*SENDER*RECEIVER*20240802*1200*1*X*005010X222A1",
    "ST*837*0001*005010X222A1",
    "BHT*0019*00*1*20240803*1200*CH",
    "NM1*41*2*SENDER*****46*1",
    "PER*IC*DESK*TE*5555550100",
    "NM1*40*2*RECEIVER*****46*2",
    "HL*1**20*1",
    "NM1*85*2*CLINIC*****XX*1234567893",
    "N3*1 ROAD",
    "N4*TOWN*OH*43210",
    "REF*EI*123456789",
    "HL*2*1*22*0",
    "SBR*P*18*******CI",
    "NM1*IL*1*DOE*JANE****MI*M1",
    "DMG*D8*19700102*F",
    "NM1*PR*2*PLAN*****PI*P1",
]
CLAIM = [
    "CLM*A1*150***11:B:1*Y*A*Y*Y",
    "HI*ABK:E11.9*ABF:I10",
    "LX*1",
    "SV1*HC:99213:25*100*UN*1***1:2",
    "DTP*472*D8*20240703",
    "LX*2",
    "SV1*HC:80053*50*UN*1***1",
    "DTP*472*D8*20240703",
]
SECOND = [line.replace("A1*", "A2*") for line in CLAIM]


def build(*body: str, end: str = "~\n", tail: list[str] | None = None) -> bytes:
    """A file with the segments of `body` after the loops above a claim, and right trailers."""
    inner = [*BEFORE, *(body or CLAIM)]
    close = [f"SE*{len(inner)}*0001", "GE*1*1", "IEA*1*000000001"]
    return "".join(part + end for part in [ISA, *inner, *(close if tail is None else tail)]).encode()


def swap(segments: list[str], old: str, *new: str) -> list[str]:
    """The segments with the one that begins with `old` replaced."""
    at = next(i for i, text in enumerate(segments) if text.startswith(old))
    return [*segments[:at], *new, *segments[at + 1 :]]


def read(data: bytes, **options: dt.date | int) -> tuple[list[Claim], list[Problem]]:
    """The claims and the problems of a file."""
    items = list(read_837p(io.BytesIO(data), **options))  # type: ignore[arg-type]
    return [i for i in items if isinstance(i, Claim)], [i for i in items if isinstance(i, Problem)]


def codes(data: bytes) -> list[str]:
    """The codes of a file's problems."""
    return [problem.code for problem in read(data)[1]]


def example_claims() -> list[Claim]:
    """A claim for a subscriber and one for her child."""
    return [_example("EX1", "self"), _example("EX2", "child")]


_PLACE = {"address": "1 ROAD", "city": "TOWN", "state": "OH", "postal_code": "43210"}


def _example(name: str, relationship: str) -> Claim:
    ref = f"claim:{name}"
    subscriber = Party(
        ref=f"{ref}/subscriber",
        last_name="DOE",
        first_name="JANE",
        identifier="M1",
        birth_date=dt.date(1970, 1, 2),
        sex="female",
        **_PLACE,
    )
    child = replace(subscriber, first_name="TIM", birth_date=dt.date(2015, 5, 6), sex="male", identifier=None)
    line = Line(
        ref=f"{ref}/line:1",
        claim_id=name,
        number=1,
        procedure="99213",
        units=1000,
        charge=12050,
        place_of_service="11",
        from_date=dt.date(2024, 7, 3),
        to_date=dt.date(2024, 7, 3),
        diagnoses=("E119",),
        rendering_npi="1234567893",
        billing_npi="1234567893",
    )
    return Claim(
        ref=ref,
        claim_id=name,
        charge=12050,
        place_of_service="11",
        from_date=dt.date(2024, 7, 3),
        to_date=dt.date(2024, 7, 3),
        received_date=dt.date(2024, 8, 3),
        billing=Party(ref=f"{ref}/billing", last_name="CLINIC", npi="1234567893", tax_id="123456789", **_PLACE),
        subscriber=subscriber,
        patient=replace(subscriber if relationship == "self" else child, ref=f"{ref}/patient"),
        patient_relationship=relationship,  # type: ignore[arg-type]
        payer=Party(ref=f"{ref}/payer", last_name="PLAN", identifier="P1"),
        diagnoses=("E119",),
        lines=(line,),
    )
