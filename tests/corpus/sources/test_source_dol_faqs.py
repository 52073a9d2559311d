from __future__ import annotations

from tests.corpus.server import FakeWeb, enumerate_source

from claimwright.corpus.sources.dol_faqs import INDEX, SOURCE

FOLDER = "/agencies/ebsa/about-ebsa/our-activities/resource-center/faqs"
FILES = "/sites/dolgov/files/EBSA/about-ebsa/our-activities/resource-center/faqs"


def test_printed_and_newer_parts_are_both_taken_each_once(web: FakeWeb) -> None:
    web[INDEX] = f"""
      <a href="{FOLDER}">All FAQs</a> <a href="{FOLDER}?tag=x">Tagged</a>
      <ul><li><a href="{FOLDER}/aca-part-64">Part 64</a></li>
          <li><a href="{FOLDER}/aca-part-55">Part 55</a> <a href="{FILES}/aca-part-55.pdf">(PDF)</a></li>
          <li><a href="{FILES}/aca-part-i.pdf">Part I</a></li>
          <li><a href="https://www.cms.gov/CCIIO/Resources/Files/Downloads/part-d-bulletin.pdf">Bulletin</a></li></ul>
      <a href="/agencies/ebsa">EBSA</a>"""
    items = {item.path: item for item in enumerate_source(SOURCE, web)}
    assert list(items) == ["aca-part-55.pdf", "aca-part-i.pdf", "part-d-bulletin.pdf", "aca-part-64.html"]
    assert items["aca-part-64.html"].url == f"https://www.dol.gov{FOLDER}/aca-part-64"
    assert items["aca-part-64.html"].processor == "html"
    assert items["aca-part-55.pdf"].processor == ""
    assert items["aca-part-i.pdf"].title == "Part I"


def test_an_index_that_is_gone_is_reported(web: FakeWeb) -> None:
    assert enumerate_source(SOURCE, web) == []
    assert web.skipped == [(INDEX, "the site answers 404")]
