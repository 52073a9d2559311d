from __future__ import annotations

import string

import pytest
from tests.corpus.server import Answer, FakeWeb, enumerate_source

from claimwright.core.settings import public_data
from claimwright.corpus.ledger.files import read
from claimwright.corpus.records import SourceLine
from claimwright.corpus.sources import find_source
from claimwright.corpus.sources.hhs_oig import CHALLENGES, CURRENT, GUIDANCE, OPINION, PORTFOLIO, SITE, document_of

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


LIST = f"{SITE}/reports/all/"


def listed(web: FakeWeb, **files: str) -> None:
    """The new list in pages of one report, each with the file of its page."""
    for number, (name, file) in enumerate(files.items(), start=1):
        web[LIST if number == 1 else f"{LIST}?page={number}"] = (
            f"<a href='/reports/all/2026/{name}/'>{name}</a><a href='?page={number % len(files) + 1}'>Next</a>"
        )
        web[f"{LIST}2026/{name}/"] = f"<a href='{file}'>Read the Full Report</a>"


def test_the_new_list_of_reports_is_walked(empty: FakeWeb) -> None:
    listed(empty, one="/documents/audit/1/one.pdf", two="/documents/evaluation/2/OEI-01-25-00002.pdf")
    items = enumerate_source(find_source("hhs_oig"), empty)[len(CHALLENGES) :]
    assert [(item.path, item.tags) for item in items] == [
        ("documents/audit/1/one.pdf", ()),
        ("documents/evaluation/2/OEI-01-25-00002.pdf", ("oei",)),
    ]


def test_a_report_of_the_list_and_of_another_target_is_one_item(empty: FakeWeb) -> None:
    empty[f"{OEI}/a.asp"] = "<a href='/oei/reports/oei-09-12-00351.pdf'>Questionable billing</a>"
    empty[PORTFOLIO.url] = """
      <a href="/oas/reports/region9/91602042.asp">Hospice</a>
      <a href="/reports-and-publications/portfolio/portfolio-12-12-01.pdf">Personal care</a>"""
    empty[f"{SITE}/oas/reports/region9/91602042.asp"] = "<a href='/oas/reports/region9/91602042.pdf'>Report</a>"
    listed(
        empty,
        billing="/documents/evaluation/7/OEI-09-12-00351.pdf",
        spanish="/documents/evaluation/7/OEI-09-12-00351-spanish.pdf",
        hospice="/documents/audit/8/A-09-16-02042.pdf",
        care="/documents/portfolio/9/OIG-12-12-01.pdf",
    )
    opinion = enumerate_source(find_source("hhs_oig"), empty)[len(CHALLENGES) :]
    assert [item.path for item in opinion] == [
        "oei/reports/oei-09-12-00351.pdf",
        "documents/evaluation/7/OEI-09-12-00351-spanish.pdf",
    ]
    guidance = enumerate_source(find_source("hhs_oig_guidance"), empty)
    assert [item.path for item in guidance] == [
        "oas/reports/region9/91602042.pdf",
        "reports-and-publications/portfolio/portfolio-12-12-01.pdf",
    ]


def test_without_the_portfolio_nothing_is_missed_or_told_twice(empty: FakeWeb) -> None:
    empty[PORTFOLIO.url] = Answer(b"", 404)
    listed(empty, hospice="/documents/audit/8/A-09-16-02042.pdf")
    items = enumerate_source(find_source("hhs_oig"), empty)
    assert items[-1].path == "documents/audit/8/A-09-16-02042.pdf"
    assert PORTFOLIO.url not in dict(empty.skipped)


@pytest.mark.parametrize(
    ("path", "document"),
    [
        ("oei/reports/oei-09-18-00260.pdf", "oei-09-18-00260"),
        ("documents/evaluation/3150/OEI-09-18-00260.pdf", "oei-09-18-00260"),
        ("oei/reports/OEI-BL-20-00680.pdf", "oei-bl-20-00680"),
        ("oas/reports/region9/91602042.pdf", "a-09-16-02042"),
        ("oas/reports/region10/101100500.pdf", "a-10-11-00500"),
        ("documents/audit/8/A091602042.pdf", "a-09-16-02042"),
        ("reports-and-publications/portfolio/portfolio-12-12-01.pdf", "oig-12-12-01"),
        ("oei/reports/OEI-07-21-00251-spanish.pdf", "oei/reports/oei-07-21-00251-spanish.pdf"),
        ("documents/testimony/1119/20230518.pdf", "documents/testimony/1119/20230518.pdf"),
    ],
)
def test_what_a_document_is_known_by(path: str, document: str) -> None:
    assert document_of(f"{SITE}/{path}") == document


def test_the_documents_of_the_upstream_ledger_stay_apart() -> None:
    data = public_data()
    if data is None:
        pytest.skip("CLAIMWRIGHT_DATA is not set")
    lines = read(data / "hicric" / "sources.jsonl", SourceLine)
    urls = {line.url for line in lines if line.url.startswith(SITE)}
    assert len(urls) == 2093
    assert len({document_of(url) for url in urls}) == len(urls)
