"""NCCI edits: procedure pairs, medically unlikely units, add-on codes."""

from __future__ import annotations

import datetime as dt

import pytest

from claimwright.claims.tables.readcsv import csv_lines
from claimwright.clause.tables import NoData
from claimwright.core.errors import InputError
from claimwright.core.settings import public_data

from .conftest import Import, row

PTP = "column1,column2,modifier_indicator,rationale,deletion_date\n"
MUE = "hcpcs_code,mue_units,mue_mai,mue_rationale,mue_service\n"


def test_pairs(imported: Import) -> None:
    text = (
        PTP + "99202,99212 ,0,Misuse,\n99202,99211,1,Misuse,20240815\n99203,99211,1,Misuse,*\n99204,99211,9,Misuse,\n"
    )
    table = imported("ncci-ptp", {"ptp_prac_2024q3.csv": text})
    pair = {"column_one": "99202", "column_two": "99212", "modifier_indicator": 0, "rationale": "Misuse"}
    assert row(table, "99202", "99212") == pair | {"deletion_date": None}
    assert (row(table, "99202", "99211") or {})["deletion_date"] == dt.date(2024, 8, 15)
    assert (row(table, "99203", "99211") or {})["deletion_date"] is None
    assert row(table, "99204", "99211") is None


def test_units(imported: Import) -> None:
    table = imported("ncci-mue", {"mue_2024q3.csv": MUE + "99213,2,3,Clinical: Data,Practitioner\n"})
    want = {"procedure": "99213", "units": 2000, "adjudication_indicator": 3, "rationale": "Clinical: Data"}
    assert row(table, "99213") == want


def test_units_for_another_service_are_refused(imported: Import) -> None:
    with pytest.raises(InputError, match="for DME Supplier, not Practitioner") as caught:
        imported("ncci-mue", {"mue_2024q3.csv": MUE + "A4206,0,3,CMS Policy,DME Supplier\n"})
    assert str(caught.value.where).endswith(":2")


def test_add_on_codes(imported: Import) -> None:
    text = "primary_code,add_on_code,aoc_edit_type\nCCCCC,0054T,2\n0070U,0071U,1\n0072U,0071U,1\n"
    table = imported("ncci-aoc", {"aoc_2024q3.csv": text})
    assert row(table, "0054T", "CCCCC") == {"add_on": "0054T", "primary": "CCCCC", "kind": 2}
    assert [found.primary for found in table.find_all(("0071U",), dt.date(2024, 8, 1))] == ["0070U", "0072U"]


def test_the_real_edits(real: Import) -> None:
    mue = real("ncci-mue", "ncci/ncci_mue_prac_2024q3.csv")
    assert (len(mue), (row(mue, "99213") or {})["adjudication_indicator"]) == (14_677, 3)
    assert len(real("ncci-mue-outpatient", "ncci/ncci_mue_out_2024q3.csv")) == 14_628
    assert len(real("ncci-mue-dme", "ncci/ncci_mue_dme_2024q3.csv")) == 2_928
    assert len(real("ncci-aoc", "ncci/ncci_aoc_2024q3.csv")) == 7_465


def test_the_real_pairs(real: Import) -> None:
    file = "ncci/ncci_ptp_prac_2024q3_active.csv.gz"
    table = real("ncci-ptp", file)
    assert (len(table), str(table.edition)) == (1_669_820, "2024-07-01 to 2024-09-30")
    pair = row(table, "99202", "99212")
    assert pair is not None
    assert (pair["modifier_indicator"], pair["deletion_date"]) == (1, None)
    assert row(table, "99212", "99202") is None
    assert table.path.stat().st_size < 10_000_000
    data = public_data()
    assert data
    for number, (_, cells) in enumerate(csv_lines(data / file)):
        if number % 997 == 1:
            one, two, indicator, rationale, _ = cells
            assert table.find((one, two), dt.date(2024, 9, 30))[:5] == (one, two, int(indicator), rationale, None)
    with pytest.raises(NoData):
        table.find(("99202", "99212"), dt.date(2024, 10, 1))
