from __future__ import annotations

from tests.corpus.server import FakeWeb, enumerate_source

from claimwright.corpus.sources import find_source
from claimwright.corpus.sources.territory_codes import CODES


def test_sections_of_american_samoa(web: FakeWeb) -> None:
    index = CODES["american-samoa"].index
    web[index] = f"<a href='{index}title-13-public-health/'>Title 13</a><a href='{index}1-0302-motto/'>1.0302</a>"
    web[f"{index}title-13-public-health/"] = f"""
      <a href='{index}13-0210-quarantine/'>13.0210</a><a href='{index}13-0101-duties/'>13.0101</a>
      <a href='{index}'>Up</a>"""
    items = enumerate_source(find_source("territory_code_american_samoa"), web)
    assert [item.path for item in items] == ["13-0101-duties.html", "13-0210-quarantine.html"]
    assert web.times(index) == 1


def test_sections_of_the_northern_marianas(web: FakeWeb) -> None:
    home = CODES["northern-mariana-islands"].index
    web[home] = "<a href='/cmc/title-4'>Title 4</a><a href='/judiciary'>Judiciary</a>"
    web[f"{home}cmc/title-4"] = """
      <a href='/legacy/pdf/cmc_section/T4/7505.pdf'>7505</a><a href='/legacy/pdf/cmc_section/T4/7101.pdf'>7101</a>
      <a href='/legacy/pdf/cmc_section/T4/1101.pdf'>1101</a>"""
    items = enumerate_source(find_source("territory_code_northern_mariana_islands"), web)
    assert [item.path for item in items] == ["7101.pdf", "7505.pdf"]
    assert items[0].url == "https://cnmilaw.gov/legacy/pdf/cmc_section/T4/7101.pdf"


def test_an_index_that_leads_nowhere_is_reported(web: FakeWeb) -> None:
    web[CODES["american-samoa"].index] = "<p>Moved</p>"
    assert enumerate_source(find_source("territory_code_american_samoa"), web) == []
    assert [why for _, why in web.skipped] == ["the index leads to no section on health or insurance"]
