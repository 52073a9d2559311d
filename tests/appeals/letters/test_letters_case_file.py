"""Case files: what is not understood is refused by name, and no message repeats what someone wrote about their health."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimwright.appeals.letters.case_file import answered, read_case, read_case_file
from claimwright.appeals.letters.english import is_english
from claimwright.appeals.records import Denial
from claimwright.core.errors import ClaimwrightError, InputError, NotFoundError

SPANISH = (
    "El médico me recomendó un tratamiento residencial porque la terapia ambulatoria no había funcionado y el plan de "
    "salud negó la cobertura sin explicar los criterios que usó para tomar esa decisión el mes pasado."
)


def case(**fields: Any) -> bytes:
    return json.dumps({"treatment": "a scan", **fields}).encode()


def test_a_case_is_read() -> None:
    found = read_case(
        case(notice_date="2024-10-14", services=[{"service": "a scan", "charge": "$1,200.50", "denied": 120050}])
    )
    assert found.notice_date == dt.date(2024, 10, 14)
    assert (found.services[0].charge, found.services[0].denied) == (120_050, 120_050)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "EMPTY"),
        (b"  \n", "EMPTY"),
        (b"not json", "JSON"),
        (b"[1, 2]", "JSON"),
        (b"\xff\xfe{}", "JSON"),
        (b'{"treatment": "' + b"x" * 1_000_000 + b'"}', "SIZE"),
        (case(text="x" * 20_001), "SIZE"),
        (case(servcies=[]), "FIELD"),
        (case(services=[{"servce": "a scan"}]), "FIELD"),
        (case(services={"service": "a scan"}), "FIELD"),
        (case(services=["a scan"]), "FIELD"),
        (case(plan_type="hmo"), "FIELD"),
        (case(notice_date="14 October"), "FIELD"),
        (case(urgent="very"), "FIELD"),
        (case(text=SPANISH), "LANGUAGE"),
        (case(facts=["Лечение было необходимо по мнению врача"]), "LANGUAGE"),
        (case(text="bad \u0000 text"), "TEXT"),
        (case(facts=["  "]), "EMPTY"),
    ],
)
def test_bad_cases_are_refused(raw: bytes, code: str) -> None:
    with pytest.raises(InputError) as refused:
        read_case(raw)
    assert refused.value.code == f"APPEALS-CASE-{code}"
    assert refused.value.fix
    assert "médico" not in str(refused.value)


def test_an_amount_that_is_none_is_refused() -> None:
    with pytest.raises(InputError, match="amount"):
        read_case(case(services=[{"service": "a scan", "charge": "a lot"}]))


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    try:
        assert isinstance(read_case(raw), Denial)
    except ClaimwrightError as error:
        assert error.what


def test_files_and_missing_ones(tmp_path: Path) -> None:
    path = tmp_path / "case.json"
    path.write_bytes(case())
    assert read_case_file(str(path)).treatment == "a scan"
    with pytest.raises(NotFoundError):
        read_case_file(str(tmp_path / "none.json"))


def test_answers() -> None:
    found = answered(Denial(facts=("One.",)), ["plan_type=medicaid", "urgent=yes", "notice_date=2024-10-14"], ["Two."])
    assert (found.plan_type, found.urgent, found.notice_date) == ("medicaid", True, dt.date(2024, 10, 14))
    assert found.facts == ("One.", "Two.")
    for bad in ("plan_type", "plan_type=hmo", "remedies=x", "color=blue", "notice_date=soon"):
        with pytest.raises(InputError):
            answered(Denial(), [bad])


def test_english() -> None:
    shorthand = "Pt w/ LBP x6 mo, failed PT and NSAIDs, MRI L-spine ordered, denied for lack of conservative tx; no red flags noted on exam today"
    assert is_english(shorthand)
    assert is_english("José Ñandú")
    assert not is_english(SPANISH)
    assert not is_english("Лечение")
