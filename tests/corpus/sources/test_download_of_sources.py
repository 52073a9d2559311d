"""Sources through the whole download: enumeration, files, archives, ledger, from a web with faults."""

from __future__ import annotations

import asyncio
import io
import json
import zipfile
from pathlib import Path

from tests.corpus.server import Answer, FakeWeb, client_of

from claimwright.corpus.download.finder import Options
from claimwright.corpus.download.report import Report
from claimwright.corpus.download.run import download
from claimwright.corpus.layout import Layout
from claimwright.corpus.ledger.files import by_path
from claimwright.corpus.records import SourceLine
from claimwright.corpus.sources import find_source
from claimwright.corpus.sources.cms_manuals import INDEX
from claimwright.corpus.sources.ecfr import API
from claimwright.corpus.sources.medicare_coverage_database import EXPORTS
from claimwright.corpus.tags import partitions

MANUALS = "https://www.cms.gov/regulations-and-guidance/guidance/manuals"
PDF = b"%PDF-1.7\nchapter"


def run(layout: Layout, web: FakeWeb, *keys: str, refresh: bool = False) -> Report:
    chosen = [find_source(key) for key in keys]
    return asyncio.run(download(layout, chosen, client_of(web), Options(refresh=refresh)))


def lines(layout: Layout) -> dict[str, SourceLine]:
    return by_path(layout.sources, SourceLine)


def archive(**members: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as opened:
        for name, text in members.items():
            opened.writestr(f"{name}.{'zip' if name.endswith('_csv') else 'pdf'}", text)
    return file.getvalue()


def test_manuals_come_whole_from_a_site_with_faults(web: FakeWeb, tmp_path: Path) -> None:
    layout = Layout(tmp_path)
    web[INDEX] = (
        Answer(b"", 429, (("Retry-After", "2"),)),
        Answer(b"<a href='/x/internet-only-manuals-ioms-items/cms018912'>100-04</a>"),
    )
    web["https://www.cms.gov/x/internet-only-manuals-ioms-items/cms018912"] = "".join(
        f"<a href='{MANUALS}/downloads/clm104c0{n}.pdf'>Chapter {n}</a>" for n in range(1, 5)
    )
    files = f"{MANUALS}/downloads/clm104c0"
    web[f"{files}1.pdf"] = PDF
    web[f"{files}2.pdf"] = (Answer(b"", 500), Answer(PDF + b"2"))
    web[f"{files}3.pdf"] = (Answer(PDF + b"3", cut=4), Answer(PDF + b"3"))
    web[f"{files}4.pdf"] = "<!doctype html><title>Sorry</title>"
    report = run(layout, web, "cms_manuals")
    assert [failure.path for failure in report.failures] == ["100-04/clm104c04.pdf"]
    ledger = lines(layout)
    folder = "./data/raw/regulatory_guidance/cms_manuals/100-04"
    assert set(ledger) == {f"{folder}/clm104c0{n}.pdf" for n in (1, 2, 3)}
    line = ledger[f"{folder}/clm104c03.pdf"]
    assert layout.locate(line.local_path).read_bytes() == PDF + b"3"
    assert (line.url, line.preprocessor, line.tags) == (f"{files}3.pdf", "pdf", ("cms", "kb", "regulatory-guidance"))
    assert line.title == "Pub. 100-04: Chapter 3"


def test_inner_archives_of_the_coverage_database_are_the_raw_files(web: FakeWeb, tmp_path: Path) -> None:
    layout = Layout(tmp_path)
    for name in ("ncd", "current_lcd", "current_article"):
        inner = archive(**{f"{name}_readme": name}).decode("latin-1")
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as opened:
            opened.writestr(f"{name}_csv.zip", inner.encode("latin-1"))
            opened.writestr("dictionary.pdf", PDF)
        web[f"{EXPORTS}/{name}.zip"] = file.getvalue()
    assert run(layout, web, "medicare_coverage_database").failures == []
    assert set(lines(layout)) == {
        f"./data/raw/medicare/{name}/{name}_csv.zip" for name in ("ncd", "current_lcd", "current_article")
    }
    assert all(line.preprocessor == "medicare_cds" for line in lines(layout).values())


def test_a_new_date_of_a_regulation_supersedes_the_old_text(web: FakeWeb, tmp_path: Path) -> None:
    layout = Layout(tmp_path)
    for date, text in (("2026-02-01", "old"), ("2026-03-01", "new")):
        web[f"{API}/titles.json"] = json.dumps({"titles": [{"number": 45, "up_to_date_as_of": date}]})
        web[f"{API}/full/{date}/title-45.xml?part=147"] = f"<?xml version='1.0'?><DIV5 N='147'>{text}</DIV5>"
        run(layout, web, "ecfr", refresh=True)
    (line,) = lines(layout).values()
    assert line.local_path == "./data/raw/legal/ecfr/title-45/part-147.xml"
    assert line.url == f"{API}/full/2026-03-01/title-45.xml?part=147"
    assert line.supersedes
    assert "new" in layout.locate(line.local_path).read_text()


def test_a_proposed_rule_is_in_the_ledger_without_kb(web: FakeWeb, tmp_path: Path) -> None:
    layout = Layout(tmp_path)
    page = "https://www.federalregister.gov/documents/full_text/xml/2024/05/06"
    rules = [
        {
            "document_number": number,
            "type": kind,
            "publication_date": "2024-05-06",
            "full_text_xml_url": f"{page}/{number}.xml",
            "agencies": [{"slug": "centers-for-medicare-medicaid-services"}],
        }
        for number, kind in (("2024-1", "Rule"), ("2024-2", "Proposed Rule"))
    ]
    web["https://www.federalregister.gov/api/v1/documents.json"] = json.dumps({"count": 2, "results": rules})
    for number, element in (("2024-1", "RULE"), ("2024-2", "PRORULE")):
        web[f"{page}/{number}.xml"] = f"<?xml version='1.0'?><{element}/>"
    report = run(layout, web, "federal_register")
    assert report.failures == []
    final, proposed = (lines(layout)[f"./data/raw/legal/federal_register/2024/2024-{n}.xml"] for n in (1, 2))
    assert "kb" in final.tags
    assert "kb" not in proposed.tags
    assert partitions(final.tags) == partitions(proposed.tags) == ["legal"]
