"""Every public X12 file at hand is read or refused with a located problem; pyx12 is asked where it can read them."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import pyx12.params
import pyx12.x12n_document
from pyx12.errors import X12Error
from pyx12.x12file import X12Reader
from tests.claims.x12.files import example_claims

from claimwright.claims.records import Claim
from claimwright.claims.x12 import Problem, read_837p, write_837p
from claimwright.claims.x12.problems import Report
from claimwright.claims.x12.segments import SegmentReader
from claimwright.claims.x12.values import parse_cents
from claimwright.core.settings import public_data

# For each 837 file: claims read, errors, warnings.
EXPECTED = {
    "x12_999_accepted.txt": (0, 1, 1),
    "x12_999_rejected.txt": (0, 1, 0),
    "x12_ambiguous_loop.txt": (1, 0, 4),
    "x12_bad_first_line.txt": (2, 0, 11),
    "x12_bad_segment_identifier.txt": (1, 1, 11),
    "x12_bad_valid_code.txt": (0, 2, 7),
    "x12_complex.txt": (6, 0, 34),
    "x12_loop_errors1_exceeds_max_1_parent.txt": (1, 0, 6),
    "x12_loop_errors2_exceeds_max_repeats_multiple_parents.txt": (2, 0, 13),
    "x12_loop_errors3_missing_loops.txt": (0, 1, 3),
    "x12_many_claims.txt": (820, 0, 5327),
    "x12_missing_elements.txt": (1, 1, 9),
    "x12_missing_required_loop_in_one_repeat.txt": (1, 1, 10),
    "x12_missing_required_loops_mult_repeats.txt": (4, 1, 28),
    "x12_multiple_gs.txt": (6, 0, 35),
    "x12_multiple_isa.txt": (4, 0, 20),
    "x12_multiple_st.txt": (4, 0, 23),
    "x12_multiple_transactions.txt": (624, 0, 3742),
    "x12_no_errors.txt": (2, 0, 12),
    "x12_no_isa_line.txt": (0, 1, 0),
    "x12_segment_errors.txt": (1, 0, 4),
    "x12_segments_out_of_order.txt": (2, 0, 12),
    "x12_valid.txt": (2, 0, 10),
    "x12_valid_different_separators.txt": (2, 0, 10),
    "x12_writer_test.txt": (1, 0, 4),
    "x223-test.txt": (0, 1, 1),
    "automobile-accident.837": (0, 1, 0),
    "homeowners.837": (0, 1, 0),
    "institutional-ppo-repriced.837": (0, 1, 0),
    "institutional.837": (0, 1, 0),
    "workers-compensation.837": (0, 1, 0),
    "coordination-of-benefits.837": (0, 1, 0),
    "dependent-commercial-insurance-01.837": (0, 1, 0),
    "dependent-commercial-insurance-02.837": (0, 1, 0),
    "dependent-commercial-insurance-03.837": (0, 1, 0),
    "patient-is-dependent.837": (0, 1, 0),
    "patient-is-subscriber.837": (0, 1, 0),
    "demo.ambulance.example5.837": (1, 0, 1),
    "demo.autoaccident.837": (1, 0, 0),
    "demo.cob.2ndary.example4.837": (0, 1, 0),
    "demo.cob.example3.A.837": (1, 0, 1),
    "demo.cob.example3.B.837": (1, 0, 0),
    "demo.cob.example3.C.837": (1, 0, 0),
    "demo.cob.example4.837": (1, 0, 0),
    "demo.drug.example10.1.837": (1, 0, 0),
    "demo.drug.example10.2.837": (1, 0, 0),
    "demo.drug.example10.3.837": (1, 0, 0),
    "demo.example1.837": (1, 0, 0),
    "demo.example11.837": (0, 1, 0),
    "demo.example12.837": (0, 1, 0),
    "demo.example2.837": (1, 0, 0),
    "demo.example6.837": (0, 1, 0),
    "demo.example7.837": (1, 0, 0),
    "demo.example8.837": (1, 0, 0),
    "demo.example9.837": (0, 1, 0),
    "institutional-claim.837i": (0, 1, 0),
    "out-of-network-repriced-claim.837i": (0, 1, 0),
    "ppo-repriced-claim.837i": (0, 1, 0),
    "two-claims-single-provider.837i": (0, 1, 0),
}


@pytest.fixture(scope="module")
def folder() -> Path:
    data = public_data()
    if data is None:
        pytest.skip("CLAIMWRIGHT_DATA is not set")
    return data / "x12"


def split(path: Path) -> tuple[list[Claim], list[Problem]]:
    items = list(read_837p(path))
    return [i for i in items if isinstance(i, Claim)], [i for i in items if isinstance(i, Problem)]


def test_every_837_file_is_read_or_refused(folder: Path) -> None:
    found: dict[str, tuple[int, int, int]] = {}
    for path in sorted(folder.glob("*/*837*/*")):
        claims, problems = split(path)
        errors = sum(problem.severity == "error" for problem in problems)
        found[path.name] = (len(claims), errors, len(problems) - errors)
    assert found == EXPECTED


def test_every_other_file_is_refused_by_name(folder: Path) -> None:
    others = [path for path in folder.glob("*/*/*") if "837" not in path.parent.name]
    assert len(others) > 30
    for path in others:
        claims, problems = split(path)
        assert claims == []
        errors = [problem for problem in problems if problem.severity == "error"]
        assert {problem.code for problem in errors} == {"X12-015"}, path.name
        assert all(problem.segment_id == "ST" and problem.offset for problem in errors)


def oracle(path: Path) -> list[tuple[str, list[str]]] | None:
    """The segments as pyx12 reads them; None where it cannot."""
    try:
        return [
            (segment.get_seg_id(), segment.format("\x1c", "\x1d", "\x1e").split("\x1d"))
            for segment in X12Reader(str(path))
        ]
    except (X12Error, UnicodeDecodeError):
        return None


def ours(path: Path) -> Iterator[str]:
    with path.open("rb") as stream:
        for segment in SegmentReader(stream.read, Report(path.name)):
            yield segment.elements[0]


def test_segments_are_those_of_pyx12(folder: Path) -> None:
    compared = 0
    for path in folder.glob("*/*/*"):
        theirs = oracle(path)
        if theirs is not None and path.name != "x12_bad_segment_identifier.txt":
            assert list(ours(path)) == [name for name, _ in theirs], path.name
            compared += 1
    assert compared > 60


def test_claims_and_charges_are_those_of_pyx12(folder: Path) -> None:
    compared = 0
    for path in folder.glob("*/*837*/*"):
        theirs, (claims, problems) = oracle(path), split(path)
        if theirs is None or any(problem.severity == "error" for problem in problems):
            continue
        amounts = {"CLM": [], "SV1": []}
        for name, elements in theirs:
            if name in amounts:
                amounts[name].append(parse_cents(elements[2].rstrip("\x1c")))
        assert [claim.charge for claim in claims] == amounts["CLM"], path.name
        assert [line.charge for claim in claims for line in claim.lines] == amounts["SV1"], path.name
        compared += 1
    assert compared > 25


def accepted(path: Path) -> bool:
    """Whether pyx12 finds nothing wrong; it knows the guide's edition A1 only."""
    logging.disable(logging.CRITICAL)
    try:
        return bool(pyx12.x12n_document.x12n_document(pyx12.params.params(), str(path), io.StringIO(), None))
    finally:
        logging.disable(logging.NOTSET)


def test_what_pyx12_accepts_is_read_without_a_problem(folder: Path, tmp_path: Path) -> None:
    count = 0
    for path in folder.glob("*/837_005010X222A2/*"):
        copy = tmp_path / path.name
        copy.write_bytes(path.read_bytes().replace(b"005010X222A2", b"005010X222A1"))
        if accepted(copy):
            claims, problems = split(copy)
            assert (len(claims), problems) == (1, []), path.name
            count += 1
    assert count >= 10


def test_pyx12_accepts_what_is_written(tmp_path: Path) -> None:
    path = tmp_path / "w.837"
    write_837p(example_claims(), path)
    assert accepted(path)


def test_no_public_file_is_lost_when_it_is_cut(folder: Path) -> None:
    for path in folder.glob("*/837_005010X222A2/*"):
        data = path.read_bytes()
        for at in range(0, len(data), 97):
            items = list(read_837p(io.BytesIO(data[:at])))
            assert any(isinstance(item, Problem) for item in items), (path.name, at)
            assert not [item for item in items if isinstance(item, Claim) and not re.search(rb"~\s*SE\*", data[:at])]
