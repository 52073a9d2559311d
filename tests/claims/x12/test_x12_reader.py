"""Reading 837P files: what each segment becomes."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from tests.claims.x12.files import BEFORE, CLAIM, SECOND, build, read, swap

from claimwright.claims.records import Claim
from claimwright.claims.x12 import read_837p
from claimwright.core.errors import InputError, NotFoundError

DAY = dt.date(2024, 7, 3)


def one(data: bytes) -> Claim:
    """The only claim of a file that has no problem."""
    claims, problems = read(data)
    assert problems == []
    (claim,) = claims
    return claim


def claim_with(*extra: str, at: int = 2) -> Claim:
    """The small claim with segments put in, by default before its first line."""
    return one(build(*CLAIM[:at], *extra, *CLAIM[at:]))


def test_small_claim() -> None:
    claim = one(build())
    assert (claim.ref, claim.claim_id, claim.charge, claim.place_of_service) == (
        "claim:A1",
        "A1",
        15000,
        "11",
    )
    assert (claim.from_date, claim.to_date, claim.received_date) == (DAY, DAY, dt.date(2024, 8, 3))
    assert (claim.frequency, claim.accept_assignment, claim.payer_sequence) == ("1", True, "P")
    assert claim.diagnoses == ("E119", "I10")
    first, second = claim.lines
    assert (first.ref, first.number, first.procedure, first.modifiers) == (
        "claim:A1/line:1",
        1,
        "99213",
        ("25",),
    )
    assert (first.units, first.unit_kind, first.charge) == (1000, "unit", 10000)
    assert (first.diagnoses, second.diagnoses) == (("E119", "I10"), ("E119",))
    assert (first.rendering_npi, first.billing_npi) == ("1234567893", "1234567893")


def test_parties() -> None:
    claim = one(build())
    assert claim.billing.ref == "claim:A1/billing"
    assert (claim.billing.last_name, claim.billing.npi, claim.billing.tax_id) == (
        "CLINIC",
        "1234567893",
        "123456789",
    )
    assert (claim.billing.address, claim.billing.city, claim.billing.state) == ("1 ROAD", "TOWN", "OH")
    assert (claim.subscriber.ref, claim.subscriber.identifier) == ("claim:A1/subscriber", "M1")
    assert (claim.subscriber.birth_date, claim.subscriber.sex) == (dt.date(1970, 1, 2), "female")
    assert (claim.patient.ref, claim.patient_relationship) == ("claim:A1/patient", "self")
    assert claim.patient.identifier == "M1"
    assert (claim.payer.last_name, claim.payer.identifier) == ("PLAN", "P1")


def test_dependent_patient() -> None:
    patient = ["HL*3*2*23*0", "PAT*19", "NM1*QC*1*DOE*TIM", "N3*2 ROAD*FLAT 3", "DMG*D8*20150506*M"]
    data = build(*patient, *CLAIM).replace(b"SBR*P*18", b"SBR*P*")
    claim = one(data)
    assert claim.patient_relationship == "child"
    assert (claim.patient.first_name, claim.patient.address) == ("TIM", "2 ROAD FLAT 3")
    assert (claim.subscriber.first_name, claim.subscriber.address) == ("JANE", "")


def test_pay_to_and_taxonomy() -> None:
    at = BEFORE.index("REF*EI*123456789") + 1
    before = swap(BEFORE, "HL*1*", "HL*1**20*1", "PRV*BI*PXC*207Q00000X")
    segments = [*before[: at + 1], "NM1*87*2", "N3*PO BOX 1", "N4*TOWN*OH*43211", *before[at + 1 :], *CLAIM]
    data = build().split(b"GS*")[0] + "".join(f"{s}~" for s in segments).encode()
    claim = read(data + f"SE*{len(segments)}*0001~GE*1*1~IEA*1*000000001~".encode())[0][0]
    assert claim.billing.taxonomy == "207Q00000X"
    assert claim.pay_to is not None
    assert (claim.pay_to.address, claim.pay_to.postal_code) == ("PO BOX 1", "43211")


def test_claim_references_dates_and_notes() -> None:
    claim = claim_with(
        "DTP*439*D8*20240701",
        "DTP*435*D8*20240702",
        "REF*9F*R1",
        "REF*G1*AUTH1",
        "REF*F8*OLD1",
        "REF*D9*CH1",
        "NTE*ADD*SEE FILE",
        at=1,
    )
    assert (claim.accident_date, claim.admission_date) == (dt.date(2024, 7, 1), dt.date(2024, 7, 2))
    assert (claim.referral, claim.authorization) == ("R1", "AUTH1")
    assert (claim.original_reference, claim.clearinghouse_reference, claim.note) == (
        "OLD1",
        "CH1",
        "SEE FILE",
    )
    assert [line.authorization for line in claim.lines] == ["AUTH1", "AUTH1"]


@pytest.mark.parametrize(
    ("clm", "field", "value"),
    [
        ("CLM*A1*150***11:B:7*Y*A*Y*Y", "frequency", "7"),
        ("CLM*A1*150***11:B:1*Y*C*Y*Y", "accept_assignment", False),
        ("CLM*A1*150***11:B:1*Y*A*Y*Y**AA:::OH", "accident_kind", "auto"),
        ("CLM*A1*150***11:B:1*Y*A*Y*Y**EM:OA", "accident_kind", "employment"),
        ("CLM*A1*150.00***21:B:1*Y*A*Y*Y", "place_of_service", "21"),
    ],
)
def test_clm_elements(clm: str, field: str, value: object) -> None:
    assert getattr(one(build(clm, *CLAIM[1:])), field) == value


def test_claim_providers() -> None:
    claim = claim_with(
        "NM1*DN*1*REF*RITA****XX*1111111112", "NM1*82*1*REN*RUTH****XX*2222222228", "PRV*PE*PXC*208D00000X",
        "NM1*77*2*SITE*****XX*3333333334", "N3*9 ROAD", "N4*TOWN*OH*43299", "NM1*DQ*1*SUP*SUE",
    )  # fmt: skip
    assert claim.referring is not None and claim.rendering is not None and claim.facility is not None
    assert (claim.referring.last_name, claim.rendering.taxonomy) == ("REF", "208D00000X")
    assert (claim.facility.address, claim.facility.postal_code) == ("9 ROAD", "43299")
    assert {line.rendering_npi for line in claim.lines} == {"2222222228"}
    assert {line.billing_npi for line in claim.lines} == {"1234567893"}


def test_other_payers() -> None:
    claim = claim_with(
        "SBR*S*01*******12", "CAS*PR*1*21.89", "AMT*D*39.15", "AMT*EAF*36.89", "OI***Y*P**Y",
        "NM1*IL*1*DOE*JOHN****MI*Z", "N3*1 ROAD", "NM1*PR*2*OTHER PLAN*****PI*OP1", "DTP*573*D8*20240720", "NM1*82*1",
        "REF*G2*X", "SBR*T*18",
        "NM1*PR*2*THIRD*****PI*OP2",
    )  # fmt: skip
    first, second = claim.other_payers
    assert (first.ref, first.payer_name, first.payer_id) == ("claim:A1/other_payer:1", "OTHER PLAN", "OP1")
    assert (first.sequence, first.paid, first.relationship) == ("S", 3915, "spouse")
    assert (second.paid, second.relationship) == (None, "self")
    assert claim.rendering is None


def test_line_details() -> None:
    line = [
        "LX*1", "SV1*HC:00142:QK:QS:P1:23*150*MJ*61.5*22**2:1**Y", "DTP*472*RD8*20240630-20240703", "REF*G1*LINE1",
        "NTE*ADD*ONE", "LIN**N4*00026-0635-12", "CTP****10*ML", "REF*XZ*1", "NM1*82*1*X*Y****XX*2222222228", "REF*G2*1",
        "SVD*OP1*40*HC:00142**1", "CAS*CO*45*3", "DTP*573*D8*20240720", "LQ*UT*1", "FRM*1*Y",
    ]  # fmt: skip
    claim = one(build(*CLAIM[:2], *line))
    (read_line,) = claim.lines
    assert (read_line.modifiers, read_line.unit_kind, read_line.units) == (
        ("QK", "QS", "P1", "23"),
        "minute",
        61500,
    )
    assert (read_line.from_date, read_line.to_date) == (dt.date(2024, 6, 30), DAY)
    assert (claim.from_date, claim.to_date) == (dt.date(2024, 6, 30), DAY)
    assert (read_line.place_of_service, read_line.diagnoses, read_line.emergency) == (
        "22",
        ("I10", "E119"),
        True,
    )
    assert (read_line.authorization, read_line.ndc, read_line.note) == ("LINE1", "00026063512", "ONE")
    assert (read_line.rendering_npi, read_line.billing_npi) == ("2222222228", "1234567893")


@pytest.mark.parametrize("qualifier", ["ABK", "BK"])
def test_both_code_sets_and_other_hi_lists(qualifier: str) -> None:
    segments = swap(CLAIM, "HI", f"HI*{qualifier}:E11.9*{qualifier[:-1]}F:i10", "HI*BP:99100", "HI*BG:01")
    assert one(build(*segments)).diagnoses == ("E119", "I10")


def test_received_date_given_or_from_the_headers() -> None:
    given = dt.date(2025, 1, 1)
    assert read(build(), received=given)[0][0].received_date == given
    no_bht = build().replace(b"*20240803*", b"**")
    assert read(no_bht)[0][0].received_date == dt.date(2024, 8, 2)
    no_gs = no_bht.replace(b"*20240802*", b"**")
    assert read(no_gs)[0][0].received_date == dt.date(2024, 8, 1)


def test_ids_that_come_again_have_their_own_refs() -> None:
    claims, problems = read(build(*CLAIM, *CLAIM, *SECOND, *CLAIM))
    assert [claim.ref for claim in claims] == ["claim:A1", "claim:A1#2", "claim:A2", "claim:A1#3"]
    assert [claim.lines[0].ref for claim in claims][1] == "claim:A1#2/line:1"
    assert [problem.code for problem in problems] == ["X12-044", "X12-044"]


def test_refs_do_not_clash_with_odd_ids() -> None:
    odd = [[s.replace("A1*", f"{name}*") for s in CLAIM] for name in ("A", "A#2", "A", "A/line:1")]
    claims, _ = read(build(*(segment for claim in odd for segment in claim)))
    refs = [c.ref for c in claims] + [line.ref for c in claims for line in c.lines]
    assert len(set(refs)) == len(refs) == 12


def test_context_of_one_subscriber_does_not_reach_the_next() -> None:
    other = ["HL*3*1*22*0", "SBR*S*18*******CI", "NM1*IL*1*ROE*RAY****MI*M2", "NM1*PR*2*PLAN B*****PI*P2"]
    first, second = read(build(*CLAIM, *other, *SECOND))[0]
    assert (first.subscriber.last_name, second.subscriber.last_name) == ("DOE", "ROE")
    assert (second.payer.identifier, second.payer_sequence, second.subscriber.birth_date) == ("P2", "S", None)
    assert second.billing.npi == first.billing.npi


def test_path_and_stream_give_the_same(tmp_path: Path) -> None:
    path = tmp_path / "a.837"
    path.write_bytes(build())
    assert [*read_837p(path)] == read(build())[0]
    with path.open("rb") as stream:
        assert [*read_837p(stream)] == read(build())[0]


def test_a_path_that_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="no file"):
        read_837p(tmp_path / "none.837")
    with pytest.raises(InputError, match="cannot be read"):
        read_837p(tmp_path)
