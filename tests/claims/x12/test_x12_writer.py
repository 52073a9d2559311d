"""Writing claims as an 837P file: what is written is read back the same."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from msgspec.structs import replace
from tests.claims.strategies import claim_batches
from tests.claims.x12.files import example_claims

from claimwright.claims.records import Claim
from claimwright.claims.x12 import Submission, read_837p, write_837p
from claimwright.claims.x12.problems import Problem
from claimwright.claims.x12.writer import render_837p
from claimwright.core.errors import InputError


@settings(max_examples=60, deadline=None)
@given(claim_batches())
def test_claims_are_read_as_written(claims: list[Claim]) -> None:
    data = "".join(render_837p(claims)).encode()
    assert list(read_837p(io.BytesIO(data))) == claims


@settings(max_examples=20, deadline=None)
@given(claim_batches(most=2))
def test_reading_does_not_depend_on_chunks(claims: list[Claim]) -> None:
    data = "".join(render_837p(claims)).encode()
    assert list(read_837p(io.BytesIO(data), chunk=7)) == claims


def test_file_has_envelope_and_counts(tmp_path: Path) -> None:
    path = tmp_path / "two.837"
    assert write_837p(example_claims(), path, submission=Submission(control_number=7)) == 2
    segments = path.read_text().split("~\n")[:-1]
    assert len(segments[0]) == 105
    assert segments[0].split("*")[13] == "000000007"
    assert segments[-3] == f"SE*{len(segments) - 4}*0001"
    assert segments[-2:] == ["GE*1*7", "IEA*1*000000007"]
    assert not list(tmp_path.glob("*.part"))


def test_claims_of_another_day_stand_in_another_transaction(tmp_path: Path) -> None:
    first, second = example_claims()
    later = replace(second, received_date=first.received_date + dt.timedelta(days=1))
    path = tmp_path / "days.837"
    write_837p([first, later], path)
    assert path.read_text().count("ST*837*") == 2
    assert list(read_837p(path)) == [first, later]


def test_what_an_837p_has_no_place_for_is_refused(tmp_path: Path) -> None:
    claim = example_claims()[0]
    path = tmp_path / "x.837"
    odd = replace(claim, rendering=replace(claim.billing, ref=f"{claim.ref}/rendering", tax_id="123456789"))
    with pytest.raises(InputError, match="cannot be written as an 837P: rendering") as caught:
        write_837p([odd], path)
    assert caught.value.code == "X12-WRITE"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", ["A*B", "A~B", "A:B", "A^B", "A\nB"])
def test_separators_in_a_text_are_refused(tmp_path: Path, text: str) -> None:
    claim = example_claims()[0]
    odd = replace(claim, billing=replace(claim.billing, last_name=text))
    with pytest.raises(InputError, match="separates elements"):
        write_837p([odd], tmp_path / "x.837")


def test_no_claims_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no claim"):
        write_837p([], tmp_path / "x.837")


def test_claims_with_one_id_are_written(tmp_path: Path) -> None:
    claim = example_claims()[0]
    path = tmp_path / "twice.837"
    write_837p([claim, claim], path)
    read = list(read_837p(path))
    assert [item.ref for item in read if isinstance(item, Claim)] == ["claim:EX1", "claim:EX1#2"]
    assert [item.code for item in read if isinstance(item, Problem)] == ["X12-044"]
