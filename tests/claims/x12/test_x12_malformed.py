"""Files that are wrong: each gives its located problem, and what is right in them is read."""

from __future__ import annotations

import pytest
from tests.claims.x12.files import BEFORE, CLAIM, ISA, SECOND, build, codes, read, swap

GOOD = build(*SECOND).decode()


def bad(old: str, *new: str) -> bytes:
    """A file of a claim A1 with a segment replaced, and of a right claim A2."""
    return build(*swap(CLAIM, old, *new), *SECOND)


def above(old: str, *new: str) -> bytes:
    """A small file with a segment above its claim replaced."""
    inner = [*swap(BEFORE, old, *new), *CLAIM]
    return "".join(f"{s}~\n" for s in [ISA, *inner, f"SE*{len(inner)}*0001", "GE*1*1", "IEA*1*000000001"]).encode()


REFUSED = {
    "no claim id": (bad("CLM", "CLM**150***11:B:1*Y*A*Y*Y"), "X12-031"),
    "no charge": (bad("CLM", "CLM*A1****11:B:1*Y*A*Y*Y"), "X12-031"),
    "three decimals": (bad("CLM", "CLM*A1*150.005***11:B:1*Y*A*Y*Y"), "X12-033"),
    "negative charge": (bad("CLM", "CLM*A1*-150***11:B:1*Y*A*Y*Y"), "X12-033"),
    "words for an amount": (bad("SV1", "SV1*HC:99213*ten*UN*1***1"), "X12-033"),
    "no place of service": (bad("CLM", "CLM*A1*150****Y*A*Y*Y"), "X12-031"),
    "other component separator": (bad("CLM", "CLM*A1*150***11>B>1*Y*A*Y*Y"), "X12-045"),
    "no units": (bad("SV1", "SV1*HC:99213*100*UN****1"), "X12-031"),
    "bad units": (bad("SV1", "SV1*HC:99213*100*UN*1.0005***1"), "X12-036"),
    "bad unit": (bad("SV1", "SV1*HC:99213*100*XX*1***1"), "X12-048"),
    "no procedure": (bad("SV1", "SV1*HC*100*UN*1***1"), "X12-047"),
    "other procedure codes": (bad("SV1", "SV1*ER:99213*100*UN*1***1"), "X12-047"),
    "no service date": (bad("DTP"), "X12-031"),
    "bad service date": (bad("DTP", "DTP*472*D8*20240230"), "X12-034"),
    "reversed range": (bad("DTP", "DTP*472*RD8*20240703-20240701"), "X12-034"),
    "unknown date format": (bad("DTP", "DTP*472*RD9*20240703-20240704"), "X12-034"),
    "no SV1": (bad("SV1"), "X12-041"),
    "no lines": (build("CLM*A1*0***11:B:1*Y*A*Y*Y", *SECOND), "X12-040"),
    "garbled segment": (bad("HI", "HX*ABK:E119"), "X12-021"),
    "segment of another loop": (bad("HI", "HI*ABK:E119*ABF:I10", "DMG*D8*20200101*M"), "X12-023"),
    "bad amount of another payer": (
        bad("LX*1", "SBR*S*01", "AMT*D*x", "NM1*PR*2*X*****PI*1", "LX*1"),
        "X12-033",
    ),
}

WARNED = {
    "charges differ": (bad("CLM", "CLM*A1*151***11:B:1*Y*A*Y*Y"), "X12-043"),
    "no pointer target": (bad("SV1", "SV1*HC:99213*100*UN*1***1:5"), "X12-037"),
    "bad pointer": (bad("SV1", "SV1*HC:99213*100*UN*1***1.00"), "X12-037"),
    "diagnosis without qualifier": (bad("HI", "HI*ABK:E119*ABF:I10*I10"), "X12-038"),
    "HI after the lines": (build(CLAIM[0], *CLAIM[2:], CLAIM[1], *SECOND), "X12-025"),
    "date before service": (bad("SV1", CLAIM[4], CLAIM[3]), "X12-025"),
    "no LX": (bad("LX*1"), "X12-042"),
    "LX again": (bad("LX*2", "LX*1"), "X12-042"),
    "LX without number": (bad("LX*1", "LX"), "X12-042"),
    "bad accident date": (bad("HI", "DTP*439*D8*2024", CLAIM[1]), "X12-035"),
    "unknown assignment": (bad("CLM", "CLM*A1*150***11:B:1*Y*Z*Y*Y"), "X12-039"),
    "unknown cause": (bad("CLM", "CLM*A1*150***11:B:1*Y*A*Y*Y**ZZ"), "X12-039"),
    "unknown party": (bad("LX*1", "NM1*Q9*1*X", "LX*1"), "X12-039"),
    "no entity type": (bad("LX*1", "NM1*82**X*****XX*1234567893", "LX*1"), "X12-032"),
    "rendering twice": (bad("LX*1", "NM1*82*1*X", "NM1*82*1*Y", "LX*1"), "X12-028"),
    "other payer without name": (bad("LX*1", "SBR*S*01", "LX*1"), "X12-032"),
    "empty segment": (build(*CLAIM, *SECOND).replace(b"LX*1~", b"~LX*1~", 1), "X12-008"),
    "HL numbers": (build("HL*9*1*22*0", *BEFORE[12:], *CLAIM, *SECOND), "X12-026"),
    "HL parent": (build("HL*3*7*22*0", *BEFORE[12:], *CLAIM, *SECOND), "X12-026"),
    "wrong SE count": (build(*CLAIM, *SECOND).replace(b"SE*", b"SE*9"), "X12-012"),
    "wrong GE count": (build(*CLAIM, *SECOND).replace(b"GE*1", b"GE*2"), "X12-012"),
    "wrong IEA count": (build(*CLAIM, *SECOND).replace(b"IEA*1", b"IEA*x"), "X12-012"),
    "wrong control numbers": (build(*CLAIM, *SECOND).replace(b"IEA*1*000000001", b"IEA*1*2"), "X12-013"),
    "byte order mark": (b"\xef\xbb\xbf" + build(*CLAIM, *SECOND), "X12-005"),
    "latin-1 name": (build(*CLAIM, *SECOND).replace(b"CLINIC", b"CL\xcdNIC"), "X12-006"),
    "short ISA": (build(*CLAIM, *SECOND).replace(b"          *00*", b"         *00*", 1), "X12-003"),
    "no last terminator": (build(*CLAIM, *SECOND).removesuffix(b"~\n"), "X12-010"),
    "no SE": (build(*CLAIM, *SECOND, tail=["GE*1*1", "IEA*1*000000001"]), "X12-011"),
    "no GE": (build(*CLAIM, *SECOND, tail=["SE*32*0001", "IEA*1*000000001"]), "X12-011"),
    "GS and ST disagree": (build(*CLAIM, *SECOND).replace(b"X*005010X222A1", b"X*005010X223A2"), "X12-017"),
}


@pytest.mark.parametrize(("data", "code"), REFUSED.values(), ids=REFUSED.keys())
def test_a_wrong_claim_is_refused_and_the_next_is_read(data: bytes, code: str) -> None:
    claims, problems = read(data)
    assert [claim.claim_id for claim in claims] == ["A2"]
    errors = [problem for problem in problems if problem.severity == "error"]
    assert [problem.code for problem in errors] == [code]
    assert errors[0].claim_id in ("A1", "")
    assert data[errors[0].offset :].startswith(errors[0].segment_id.encode())


def test_an_institutional_line_is_no_service() -> None:
    claims, problems = read(bad("SV1", "SV2*0305*HC:85025*100*UN*1"))
    assert [claim.claim_id for claim in claims] == ["A2"]
    assert [problem.code for problem in problems] == ["X12-021", "X12-041"]


@pytest.mark.parametrize(("data", "code"), WARNED.values(), ids=WARNED.keys())
def test_a_doubtful_file_is_read_with_a_warning(data: bytes, code: str) -> None:
    claims, problems = read(data)
    assert [claim.claim_id for claim in claims] == ["A1", "A2"]
    assert {problem.code for problem in problems} == {code}
    assert {problem.severity for problem in problems} == {"warning"}


@pytest.mark.parametrize("loop", ["NM1*85", "NM1*IL", "NM1*PR"])
def test_a_missing_party_refuses_the_claim(loop: str) -> None:
    claims, problems = read(above(loop))
    assert claims == []
    assert [problem.code for problem in problems if problem.severity == "error"] == ["X12-029"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("SBR", "SBR*P********CI", "X12-030"),
        ("NM1*85", "NM31*85*2*CLINIC", "X12-020"),
        ("DMG", "DMG*D8*1970*F", "X12-035"),
        ("DMG", "DMG*D8*19700102*Q", "X12-039"),
        ("BHT", "BHT*0019*00*1*2024*1200*CH", "X12-035"),
        ("HL*2", "HL*2*1*99*0", "X12-027"),
        ("REF*EI", "LX*1", "X12-024"),
        ("REF*EI", "CTX*1", "X12-020"),
        ("REF*EI", "SBR*P", "X12-022"),
        ("N4", "NM1*85*2*AGAIN*****XX*1111111112", "X12-028"),
    ],
)
def test_loops_above_the_claim(old: str, new: str, code: str) -> None:
    _, problems = read(above(old, new))
    assert code in [problem.code for problem in problems]


def test_a_second_billing_loop_does_not_overwrite_the_first() -> None:
    claims, _ = read(above("N4", "NM1*85*2*AGAIN*****XX*1111111112", "N4*ELSEWHERE*NY*10001"))
    assert (claims[0].billing.last_name, claims[0].billing.city) == ("CLINIC", "")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "X12-001"),
        (b" \r\n ", "X12-001"),
        (b"hello", "X12-001"),
        (GOOD.split("~\n", 1)[1].encode(), "X12-001"),
        (b"\xff\xfeI\0S\0A\0", "X12-001"),
        (b"ISA*00*", "X12-002"),
        (ISA.replace("*:", "*~").encode() + b"~", "X12-002"),
        (ISA.encode() + b"A", "X12-002"),
    ],
)
def test_files_without_a_readable_interchange(data: bytes, code: str) -> None:
    claims, problems = read(data)
    assert claims == []
    assert code in [problem.code for problem in problems]


@pytest.mark.parametrize(
    ("version", "kind", "code", "name"),
    [
        ("005010X223A2", "837", "X12-015", "institutional"),
        ("005010X224A2", "837", "X12-015", "dental"),
        ("004010X098A1", "837", "X12-016", "professional"),
        ("005010X221A1", "835", "X12-015", "remittance"),
        ("005010X231A1", "999", "X12-015", "acknowledgement"),
        ("005010X999", "123", "X12-015", "'123'"),
        ("", "837", "X12-016", "unknown"),
    ],
)
def test_other_transactions_are_refused_by_name(version: str, kind: str, code: str, name: str) -> None:
    other = GOOD.replace("005010X222A1", version).replace("ST*837", f"ST*{kind}")
    claims, problems = read((other + GOOD).encode())
    assert [claim.claim_id for claim in claims] == ["A2"]
    assert [(problem.code, problem.segment_id) for problem in problems] == [(code, "ST")]
    assert name in problems[0].what


@pytest.mark.parametrize("version", ["005010X222", "005010X222A1", "005010X222A2"])
def test_versions_that_are_read(version: str) -> None:
    assert len(read(GOOD.replace("005010X222A1", version).encode())[0]) == 1


@pytest.mark.parametrize("end", ["~", "~\n", "~\r\n", "\n", "\r\n", "\x1c", "'"])
def test_terminators(end: str) -> None:
    claims, problems = read(build(*CLAIM, *SECOND, end=end))
    assert problems == []
    assert claims == read(build(*CLAIM, *SECOND))[0]


def test_each_interchange_has_its_own_separators() -> None:
    other = build(*CLAIM).decode().translate(str.maketrans({"*": "|", ":": ">", "~": "!"}))
    claims, problems = read((other + GOOD).encode())
    assert [claim.claim_id for claim in claims] == ["A1", "A2"]
    assert problems == []
    assert claims[0].lines[0].modifiers == ("25",)


def test_junk_around_interchanges() -> None:
    data = b"\x00junk\n" + GOOD.encode() + b"more junk\n\x1a" + build(*CLAIM)
    claims, problems = read(data)
    assert [claim.claim_id for claim in claims] == ["A2", "A1"]
    assert [problem.code for problem in problems] == ["X12-004", "X12-004"]
    assert [data[problem.offset :].lstrip(b"\0\n")[:4] for problem in problems] == [b"junk", b"more"]


def test_a_truncated_file_keeps_its_whole_claims() -> None:
    whole = build(*CLAIM, *SECOND)
    cut = whole[: whole.index(b"DTP", whole.index(b"CLM*A2")) + 6]
    claims, problems = read(cut)
    assert [claim.claim_id for claim in claims] == ["A1"]
    assert [problem.code for problem in problems] == ["X12-009", "X12-049", "X12-011", "X12-011", "X12-011"]
    assert problems[1].claim_id == "A2"


def test_a_truncated_interchange_before_another() -> None:
    whole = build(*CLAIM)
    claims, problems = read(whole[: whole.index(b"LX*2") + 2] + b"\n" + GOOD.encode())
    assert [claim.claim_id for claim in claims] == ["A2"]
    assert "X12-009" in [problem.code for problem in problems]


def test_missing_iea_between_interchanges() -> None:
    no_iea = build(*CLAIM, tail=["SE*24*0001", "GE*1*1"])
    claims, problems = read(no_iea + GOOD.encode())
    assert [claim.claim_id for claim in claims] == ["A1", "A2"]
    assert [problem.code for problem in problems] == ["X12-011"]


def test_several_groups_and_transactions() -> None:
    body = GOOD.split("~\n", 1)[1].removesuffix("IEA*1*000000001~\n")
    inner = body.split("~\n", 1)[1].removesuffix("GE*1*1~\n")
    data = f"{ISA}~\n{body}GS*HC*S*R*20240802*1200*2*X*005010X222A1~\n{inner}{inner}GE*2*2~\nIEA*2*000000001~\n"
    claims, problems = read(data.encode())
    assert [claim.ref for claim in claims] == ["claim:A2", "claim:A2#2", "claim:A2#3"]
    assert {problem.code for problem in problems} == {"X12-044"}


def test_segments_outside_a_transaction() -> None:
    inner = GOOD.replace("ST*837", "REF*X*1~\nN3*2~\nST*837", 1)
    assert codes(inner.encode()) == ["X12-014"]
    assert codes(GOOD.replace("GS*", "TA1*1~\nGS*", 1).encode()) == []


def test_a_segment_without_end_is_not_held_in_memory() -> None:
    claims, problems = read(build(*CLAIM).replace(b"~\nSE*", b"x" * 300_000) + GOOD.encode())
    assert [claim.claim_id for claim in claims] == ["A2"]
    assert {"X12-007", "X12-049"} <= {problem.code for problem in problems}


def test_a_claim_without_end_is_refused() -> None:
    lines = [s for n in range(1, 1103) for s in (f"LX*{n}", *CLAIM[3:5])]
    claims, problems = read(build(*CLAIM[:2], *lines, *SECOND))
    assert [claim.claim_id for claim in claims] == ["A2"]
    assert problems[0].code == "X12-046"


def test_no_date_of_receipt() -> None:
    data = build().replace(b"*20240803*", b"**").replace(b"*20240802*", b"**").replace(b"*240801*", b"*      *")
    claims, problems = read(data)
    assert claims == []
    assert problems[-1].code == "X12-018"


def test_a_problem_says_where() -> None:
    problem = read(bad("SV1", "SV1*HC:99213*1OO*UN*1***1"))[1][0]
    assert (problem.segment_number, problem.line, problem.segment_id, problem.claim_id) == (
        21,
        21,
        "SV1",
        "A1",
    )
    assert str(problem).splitlines() == [
        "[X12-033] error: SV102 '1OO' is not an amount (the line's charge) (claim A1)",
        f"  where: <stream>:21: segment 21 SV1, byte {problem.offset}",
        "  fix:   write dollars with at most two decimals, no sign and no separator: 1234.5",
    ]
