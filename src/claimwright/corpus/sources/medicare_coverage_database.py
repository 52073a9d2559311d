"""Medicare coverage database: national and local coverage determinations and billing articles.

Each archive holds another archive with CSV tables (verified from public references); that inner one is kept as the raw
file, as in HICRIC's ledger.
"""

from __future__ import annotations

from collections.abc import AsyncIterator

from claimwright.corpus.sources._licences import FEDERAL
from claimwright.corpus.sources.base import Item, Site, Source

EXPORTS = "https://downloads.cms.gov/medicare-coverage-database/downloads/exports"
ARCHIVES = {
    "ncd": "National coverage determinations",
    "current_lcd": "Local coverage determinations in force",
    "current_article": "Billing and coding articles in force",
}


async def enumerate_archives(site: Site) -> AsyncIterator[Item]:
    """The three archives."""
    for name, title in ARCHIVES.items():
        tag = name.removeprefix("current_")
        yield Item(f"{EXPORTS}/{name}.zip", name, tags=(tag,), title=title, members="*_csv.zip")


SOURCE = Source(
    key="medicare_coverage_database",
    title="Medicare coverage database (NCD, LCD, articles)",
    homepage="https://www.cms.gov/medicare-coverage-database/downloads/downloads.aspx",
    licence=f"{FEDERAL}; CPT and CDT codes in it are the AMA's and the ADA's, under the licence on the download page",
    tags=("medicare", "kb", "contract-coverage-rule-medical-policy"),
    processor="medicare_cds",
    folder="medicare",
    enumerate=enumerate_archives,
)
