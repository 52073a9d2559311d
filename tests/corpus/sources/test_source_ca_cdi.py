from __future__ import annotations

import pytest
from tests.corpus.server import Answer, FakeWeb, enumerate_source

from claimwright.corpus.sources.ca_cdi import REPORT, SOURCE, case_url

BASE = "https://interactive.web.insurance.ca.gov/apex_extprd"
TABLE = "Reference Number,IMR Type,Outcome\n16-4340 ,Medical Necessity,Insurer Denial Upheld\n23-7622,Experimental,Overturned\n"


def case(dialog: str) -> str:
    return f"""<table><tr><th><a data-column="1" href="javascript:void(0)">Reference Number</a></th></tr>
      <tr><td headers="C1">16-4340</td><td headers="C2"><a href="{dialog}">Details</a></td></tr></table>"""


def dialog(*files: str) -> str:
    return "".join(f'<a href="{file}"><img alt="Download" src="d.gif"></a>' for file in files)


def test_the_table_of_cases_then_a_summary_a_case(web: FakeWeb) -> None:
    web[REPORT] = TABLE
    web[case_url("16-4340")] = case(
        "javascript:apex.navigation.dialog('f?p=192:2:77::NO:RP,2:P2_ID:5\\u0026cs=3AB',{title:'Details'});"
    )
    web[f"{BASE}/f?p=192:2:77::NO:RP,2:P2_ID:5&cs=3AB"] = dialog("f?p=192:9:77:letter", "f?p=192:9:77:second")
    web[case_url("23-7622")] = case("f?p=192:2:77::NO:RP,2:P2_ID:6")
    web[f"{BASE}/f?p=192:2:77::NO:RP,2:P2_ID:6"] = dialog(
        "files/Summary_23-7622.pdf", "files/Letter.pdf", "files/x.pdf"
    )
    table, first, second = enumerate_source(SOURCE, web)
    assert (table.url, table.path) == (REPORT, "imr_report.csv")
    assert (first.url, first.path) == (f"{BASE}/f?p=192:9:77:second", "summaries/16-4340.txt")
    assert (second.url, second.path) == (f"{BASE}/files/Summary_23-7622.pdf", "summaries/23-7622.pdf")
    assert web.skipped == []
    assert not SOURCE.needs_browser


@pytest.mark.parametrize("page", [Answer(b"", 404), "<p>No data found</p>", ""])
def test_a_case_without_summary_is_reported_and_the_next_one_read(web: FakeWeb, page: Answer | str) -> None:
    web[REPORT] = TABLE
    web[case_url("16-4340")] = page
    web[case_url("23-7622")] = case("f?p=192:2:77")
    web[f"{BASE}/f?p=192:2:77"] = dialog("a", "b")
    items = enumerate_source(SOURCE, web)
    assert [item.path for item in items] == ["imr_report.csv", "summaries/23-7622.txt"]
    assert (case_url("16-4340"), "case 16-4340: no summary is linked") in web.skipped


def test_a_report_of_another_shape_is_reported(web: FakeWeb) -> None:
    web[REPORT] = "<html>Sign in</html>"
    assert [item.path for item in enumerate_source(SOURCE, web)] == ["imr_report.csv"]
    assert web.skipped == [(REPORT, "the report has no column 'Reference Number'")]
