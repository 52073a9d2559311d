"""Code lists: diagnoses, HCPCS, places of service, modifiers, reason codes, local coverage, procedures."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from claimwright.core.errors import InputError

from .conftest import Import, row


def test_diagnoses_of_a_fiscal_year(imported: Import) -> None:
    text = "code,billable,description\nA00,0,Cholera\nE11.9,1,Diabetes\n"
    table = imported("icd10cm", {"icd10cm_fy2022.csv": text})
    assert str(table.edition) == "2021-10-01 to 2022-09-30"
    assert row(table, "E119") == {"code": "E119", "billable": True}
    assert row(table, "A00") == {"code": "A00", "billable": False}


def test_hcpcs_covers_the_quarter_of_the_last_addition(imported: Import) -> None:
    text = "hcpcs_code,cov,date_term,date_added\nA0021,I,2023-12-31,1985-01-01\nG0463,D,,2024-05-01\n"
    table = imported("hcpcs", {"hcpcs.csv": text})
    assert str(table.edition) == "2024-01-01 to 2024-06-30"
    want = {"code": "A0021", "coverage": "I", "added": dt.date(1985, 1, 1), "terminated": dt.date(2023, 12, 31)}
    assert row(table, "A0021") == want
    assert (row(table, "G0463") or {})["terminated"] is None


def test_places_that_are_not_assigned_are_left_out(imported: Import) -> None:
    text = "code,type,name\n11,Non-Facility,Office\n21,Facility,Inpatient Hospital\n28,Unassigned,Unassigned\n"
    table = imported("place-of-service", {"pos.csv": text})
    assert row(table, "11") == {"code": "11", "facility": False, "name": "Office"}
    assert (row(table, "21") or {})["facility"] is True
    assert row(table, "28") is None


def test_an_unknown_type_of_place_is_refused(imported: Import) -> None:
    with pytest.raises(InputError, match="'Maybe' is no type of place"):
        imported("place-of-service", {"pos.csv": "code,type,name\n11,Maybe,Office\n"})


def test_a_modifier_in_two_rows_has_both_categories(imported: Import) -> None:
    text = "code,type,category\nKX,HCPCS,General\nKX,HCPCS,Therapy\nP1,HCPCS,\nP1,CPT,\n59,CPT,General\n"
    table = imported("modifiers", {"modifiers.csv": text})
    assert [(r.code, r.category) for r in table.find_all((), table.edition.first)] == [
        ("59", "General"),
        ("KX", "General, Therapy"),
        ("P1", ""),
    ]


def test_reason_codes(imported: Import) -> None:
    text = "code,type,start,end\nCO,Group,,\n15,CARC,1995-01-01,2018-05-01\nN822,RARC,2024-03-01,\n"
    table = imported("reason-codes", {"codes.csv": text})
    assert str(table.edition) == "1995-01-01 to 2024-06-30"
    dates = {"started": dt.date(1995, 1, 1), "ended": dt.date(2018, 5, 1)}
    assert row(table, "carc", "15") == {"kind": "carc", "code": "15"} | dates
    assert row(table, "group", "CO") == {"kind": "group", "code": "CO", "started": None, "ended": None}


def test_local_coverage(imported: Import) -> None:
    entry = {"covered": ["M46.1", "M43.28"], "lcdIds": ["L2", "L1"], "notCovered": ["M54.2"]}
    table = imported("lcd-diagnosis", {"lcd.json": json.dumps({"27096": entry})})
    want = {"procedure": "27096", "diagnosis": "M461", "supported": True, "determinations": "L1, L2"}
    assert row(table, "27096", "M461") == want
    assert (row(table, "27096", "M542") or {})["supported"] is False
    assert row(table, "27096", "M545") is None


def test_procedures_of_several_files(imported: Import) -> None:
    files = {
        "amounts_2024.csv": "hcpcs_code,mod\n99213,\n99213,26\nG0463,\n",
        "mue_2024q3.csv": "hcpcs_code,mue_units\n0001U,1\n99213,1\n",
    }
    table = imported("procedures", files)
    assert [found.code for found in table.find_all((), table.edition.first)] == ["0001U", "99213"]
    assert str(table.edition) == "2024-07-01 to 2024-09-30"


def test_the_real_lists(real: Import) -> None:
    diagnoses = real("icd10cm", "codes/icd10cm_fy2022.csv.gz")
    assert (len(diagnoses), row(diagnoses, "E119"), row(diagnoses, "E11")) == (
        95_524,
        {"code": "E119", "billable": True},
        {"code": "E11", "billable": False},
    )
    hcpcs = real("hcpcs", "codes/hcpcs_level2_indicators.csv")
    assert (len(hcpcs), str(hcpcs.edition)) == (8_033, "2024-01-01 to 2024-09-30")
    assert len(real("place-of-service", "codes/place_of_service.csv")) == 52
    assert len(real("modifiers", "codes/modifiers.csv")) == 426
    assert len(real("reason-codes", "codes/carc_rarc_group.csv")) == 1_581
    assert len(real("lcd-diagnosis", "coverage/lcd_code_diagnosis.json.gz")) == 208_029
