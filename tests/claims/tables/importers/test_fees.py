"""Fee schedule files: relative values, geographic indices, localities, anesthesia factors."""

from __future__ import annotations

import datetime as dt

import pytest

from claimwright.core.errors import InputError

from .conftest import Import, row

AMOUNTS = "hcpcs_code,mod,rvu_work,rvu_non_pe,rvu_fac_pe,rvu_mp,rvu_non_sum,cf\n"
INDICATORS = (
    "hcpcs_code,mod,status,pctc,glob,pre_op,intra_op,post_op,mult_proc,bilat_surg,asst_surg,co_surg,team_surg,"
    "endo_base,phys_diag_pro,diag_img_fam,non_na,fac_na,not_used_mcr\n"
)
ANY = "A,9.0,XXX,0.0,0.0,0.21000000000000002,4.0,0.0,0.0,0.0,0.0,,09,88,,NA,\n"


def test_values_of_2024_join_amounts_and_indicators(imported: Import) -> None:
    amounts = AMOUNTS + "76856,26,0.69,0.24000000000000002,8.239999999999998,0.03,0.96,33.2875\n"
    table = imported("pfs-rvu", {"indicators_2024.csv": INDICATORS + "76856,26," + ANY, "amounts_2024.csv": amounts})
    assert str(table.edition) == "2024-03-09 to 2024-12-31"
    found = row(table, "76856", "26") or {}
    values = (
        "work_rvu",
        "nonfacility_pe_rvu",
        "facility_pe_rvu",
        "malpractice_rvu",
        "conversion_factor",
        "postoperative",
    )
    assert tuple(found[name] for name in values) == (69, 24, 824, 3, 332875, 21)
    texts = ("status", "pctc", "global_days", "multiple_procedure", "imaging_family", "endoscopic_base")
    assert tuple(found[name] for name in texts) == ("A", "9", "XXX", "4", "88", "")
    assert (found["nonfacility_na"], found["facility_na"]) == (False, True)
    assert row(table, "76856", "") is None


def test_amounts_without_indicators_are_refused(imported: Import) -> None:
    files = {"amounts_2024.csv": AMOUNTS + "99213,,1,1,1,1,1,33.2875\n", "indicators_2024.csv": INDICATORS}
    with pytest.raises(InputError, match="99213 has no payment indicators") as caught:
        imported("pfs-rvu", files)
    assert str(caught.value.where).endswith("amounts_2024.csv:2")


def test_indices_round_to_three_decimals(imported: Import) -> None:
    text = (
        "mac,state,locality,locality_name,gpci_work,gpci_pe,gpci_mp,gpci_gaf\n"
        "02102,AK,01,ALASKA*,1.5,1.081,0.8690000000000001,3.4\n"
    )
    table = imported("pfs-gpci", {"gpci_2024.csv": text})
    want = {"locality": "02102-01", "work": 1500, "practice_expense": 1081, "malpractice": 869}
    assert row(table, "02102-01") == want | {"state": "AK", "name": "ALASKA"}


def test_indices_of_2025_have_a_preamble_and_footnotes(imported: Import) -> None:
    text = (
        "ADDENDUM E. FINAL CY 2025,,,,,,\n,,,,,,\n"
        "Medicare Administrative Contractor (MAC),State,Locality Number,Locality Name,"
        "2025 PW GPCI (with 1.0 Floor),2025 PE GPCI,2025 MP GPCI\n"
        '10112,AL,00,ALABAMA,1,0.869,0.575\n03402,SD,02,SOUTH DAKOTA**,1,1,0.382\n"MAC Assignments as of, 2023",,,,,,\n'
        "**PE GPCI reflects a 1.0 floor.,,,,,,\n"
    )
    table = imported("pfs-gpci", {"GPCI2025.csv": text})
    assert (len(table), str(table.edition)) == (2, "2025-01-01 to 2025-12-31")
    assert (row(table, "03402-02") or {})["name"] == "SOUTH DAKOTA"


def test_localities_get_their_zeros_and_states_back(imported: Import) -> None:
    text = (
        "COUNTIES,,,,\n,,,,\nMedicare Adminstrative Contractor,Locality Number,State ,Fee Schedule Area ,"
        "Counties\n,,,,\n"
        "5302,1,MISSOURI ,ST. LOUIS,ST. LOUIS CITY\n5302,99,,REST OF STATE* ,ALL OTHER COUNTIES \n"
        "5302,99,,REST OF STATE*,ALL OTHER COUNTIES\n,,,,\n*  Payment locality is serviced by two carriers.,,,,\n"
    )
    table = imported("pfs-locality", {"25LOCCO.csv": text})
    assert len(table) == 2
    want = {"locality": "05302-99", "state": "MISSOURI", "area": "REST OF STATE", "counties": "ALL OTHER COUNTIES"}
    assert row(table, "05302-99") == want


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("anes_2024.csv", "mac,locality,anes_cf\n01182,71,20.740000000000002\n"),
        (
            "ANES2025.csv",
            "Contractor,Locality,Locality Name,National Anes CF of 20.3178\n01182 ,71 ,SOMEWHERE,20.74 \n",
        ),
    ],
)
def test_anesthesia_factors_are_cents(imported: Import, name: str, text: str) -> None:
    assert row(imported("anesthesia", {name: text}), "01182-71") == {"locality": "01182-71", "conversion_factor": 2074}


def test_the_real_values(real: Import) -> None:
    table = real("pfs-rvu", "fees/pfs_rvu_amounts_2024.csv.gz", "fees/pfs_indicators_2024.csv.gz")
    found = row(table, "99213", "") or {}
    assert (len(table), found["work_rvu"], found["nonfacility_pe_rvu"], found["facility_pe_rvu"]) == (
        18_664,
        130,
        133,
        56,
    )
    assert (found["malpractice_rvu"], found["conversion_factor"]) == (10, 332875)
    later = real("pfs-rvu", "fees/pprrvu_2025_oct.csv.gz")
    found = row(later, "27447", "", on=dt.date(2025, 6, 1)) or {}
    assert (len(later), found["conversion_factor"], found["nonfacility_na"]) == (19_090, 323465, True)
    assert (found["global_days"], found["multiple_procedure"], found["bilateral"]) == ("090", "2", "1")


def test_the_real_localities(real: Import) -> None:
    for year, files in {
        "2024": ("pfs_gpci_2024", "pfs_locco_2024", "pfs_anes_2024"),
        "2025": ("GPCI2025", "25LOCCO", "ANES2025"),
    }.items():
        kinds = ("pfs-gpci", "pfs-locality", "anesthesia")
        tables = [real(kind, f"fees/{file}.csv") for kind, file in zip(kinds, files, strict=True)]
        assert [len(table) for table in tables] == [109, 109, 109]
        on = dt.date(int(year), 8, 1)
        sets = [{found.locality for found in table.find_all((), on)} for table in tables]
        assert sets[0] == sets[1] == sets[2]
