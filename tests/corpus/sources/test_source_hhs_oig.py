from __future__ import annotations

import string

import pytest
from tests.corpus.server import Answer, FakeWeb, enumerate_source

from claimwright.corpus.sources import find_source
from claimwright.corpus.sources.hhs_oig import CHALLENGES, CURRENT, GUIDANCE, OPINION, SITE

OEI = f"{SITE}/reports-and-publications/oei"


@pytest.fixture
def empty(web: FakeWeb) -> FakeWeb:
    """The site with every list there and empty."""
    for target in (*OPINION, *GUIDANCE, *CURRENT):
        web[target.url] = "<a href='/about-oig/'>About</a>"
    for letter in string.ascii_lowercase:
        web[f"{OEI}/{letter}.asp"] = "<a href='#main'>Skip</a>"
    return web


def fixed(paths: list[str]) -> list[str]:
    return [path for path in paths if "top-challenges" not in path]


def test_all_seventeen_targets_are_there() -> None:
    assert len(OPINION) + len(GUIDANCE) == 17
    assert CHALLENGES == (2013, 2014, 2015, 2017, 2018, 2019, 2020, 2021, 2022, 2023)


def test_top_challenges_stand_at_fixed_addresses(empty: FakeWeb) -> None:
    items = enumerate_source(find_source("hhs_oig"), empty)
    assert [item.url for item in items] == [
        f"{SITE}/reports-and-publications/top-challenges/{year}/{year}-tmc.pdf" for year in CHALLENGES
    ]


def test_testimony_is_read_through_its_pages(empty: FakeWeb) -> None:
    home = f"{SITE}/newsroom/testimony/"
    empty[home] = f"<a href='{home}bliss-2023/'>Bliss</a><a href='?page=2'>Next</a><a href='/newsroom/news/'>News</a>"
    empty[f"{home}?page=2"] = f"<a href='{home}grimm-2017/'>Grimm</a><a href='?page=1'>Back</a>"
    empty[f"{home}bliss-2023/"] = "<a href='/documents/testimony/1119/bliss-testimony-05182023.pdf'>Testimony (PDF)</a>"
    empty[f"{home}grimm-2017/"] = "<a href='/documents/root/218/grimm-briefing-05262020.pdf'>Briefing</a>"
    items = [item for item in enumerate_source(find_source("hhs_oig"), empty) if "testimony" in item.tags]
    assert [item.path for item in items] == [
        "documents/testimony/1119/bliss-testimony-05182023.pdf",
        "documents/root/218/grimm-briefing-05262020.pdf",
    ]
    assert [item.title for item in items] == ["Bliss", "Grimm"]


def test_evaluations_by_letter_each_once(empty: FakeWeb) -> None:
    empty[f"{OEI}/a.asp"] = """
      <a href="#ambulance">Ambulance</a>
      <a href="/oei/reports/oei-09-12-00351.pdf">Questionable billing</a>
      <a href="/oei/reports/oei-02-15-00450.asp">Adverse events</a>"""
    empty[f"{OEI}/b.asp"] = '<a href="/oei/reports/oei-02-15-00450.asp">Billing</a>'
    empty[f"{OEI}/x.asp"] = Answer(b"", 404)
    report = f"{SITE}/oei/reports/oei-02-15-00450.asp"
    empty[report] = """
      <a href="/oei/reports/oei-07-01-00001.pdf">An earlier study</a>
      <a href="/oei/reports/oei-02-15-00450.pdf">Complete Report</a>"""
    items = [item for item in enumerate_source(find_source("hhs_oig"), empty) if "oei" in item.tags]
    assert [item.path for item in items] == ["oei/reports/oei-09-12-00351.pdf", "oei/reports/oei-02-15-00450.pdf"]
    assert empty.times(report) == 1
    assert (f"{OEI}/x.asp", "the site answers 404") in empty.skipped


def test_lists_take_their_own_files_only(empty: FakeWeb) -> None:
    archives = f"{SITE}/reports-and-publications"
    empty[f"{archives}/hcfac/index.asp"] = """
      <a href="/publications/docs/hcfac/FY2022-hcfac.pdf">2022</a><a href="/compliance/plan.pdf">Other</a>"""
    empty[f"{archives}/archives/semiannual/index.asp"] = """
      <a href="/reports-and-publications/archives/semiannual/2021/2021-fall-sar.pdf">Fall 2021</a>
      <a href="/publications/docs/semiannual/1997/97semi1.pdf">Spring 1997</a>"""
    empty[f"{archives}/medicaid-integrity/index.asp"] = """
      <a href="/publications/medicaid_integrity/files/medicaid_integrity_reportFY10.pdf">2010</a>"""
    items = enumerate_source(find_source("hhs_oig"), empty)
    tags = {item.path.rsplit("/", 1)[-1]: item.tags for item in items if "top-challenges" not in item.path}
    assert tags == {
        "medicaid_integrity_reportFY10.pdf": ("medicaid",),
        "2021-fall-sar.pdf": (),
        "97semi1.pdf": (),
        "FY2022-hcfac.pdf": ("doj", "hcfac"),
    }


def test_portfolio_and_red_books_are_guidance(empty: FakeWeb) -> None:
    source = find_source("hhs_oig_guidance")
    empty[GUIDANCE[0].url] = """
      <a href="/reports-and-publications/portfolio/portfolio-12-12-01.pdf">Personal care services</a>
      <a href="/reports/all/2022/a-report-on-denials/">Denials</a>
      <a href="/oas/reports/region9/91602042.asp">Hospice</a>"""
    empty[f"{SITE}/reports/all/2022/a-report-on-denials/"] = (
        "<a href='/documents/evaluation/3150/OEI-09-18-00260.pdf'>Report</a>"
    )
    empty[f"{SITE}/oas/reports/region9/91602042.asp"] = "<p>Nothing here</p>"
    empty[GUIDANCE[1].url] = "<a href='/publications/docs/redbook/Red%20Book%202005.pdf'>2005</a>"
    items = enumerate_source(source, empty)
    assert [item.path for item in items] == [
        "reports-and-publications/portfolio/portfolio-12-12-01.pdf",
        "documents/evaluation/3150/OEI-09-18-00260.pdf",
        "publications/docs/redbook/Red-Book-2005.pdf",
    ]
    assert "regulatory-guidance" in source.tags
    assert empty.skipped == [(f"{SITE}/oas/reports/region9/91602042.asp", "the report's page links no file")]


def test_the_new_list_of_reports_is_walked(empty: FakeWeb) -> None:
    home = f"{SITE}/reports/all/"
    empty[home] = "<a href='/reports/all/2026/one/'>One</a><a href='?page=2'>2</a>"
    empty[f"{home}?page=2"] = "<a href='/reports/all/2025/two/'>Two</a><a href='?page=1'>1</a>"
    for year, name in ((2026, "one"), (2025, "two")):
        empty[f"{home}{year}/{name}/"] = f"<a href='/documents/audit/1/{name}.pdf'>Read the Full Report</a>"
    items = enumerate_source(find_source("hhs_oig_reports"), empty)
    assert [item.path for item in items] == ["documents/audit/1/one.pdf", "documents/audit/1/two.pdf"]
