"""External appeals of New York, published by its Department of Financial Services as one Excel file.

The export's address is the reference's and was seen in no live answer. HICRIC recorded the search page as the file's
address; the ledger here gets the address of the data.
"""

from __future__ import annotations

from collections.abc import AsyncIterator

from claimwright.corpus.sources._licences import NEW_YORK
from claimwright.corpus.sources.base import Item, Site, Source

EXPORT = "https://myportal.dfs.ny.gov/peasa-dataextract-portlet/rest/dfsservices/peasaserviceexcel"


async def enumerate_export(site: Site) -> AsyncIterator[Item]:
    """The export."""
    yield Item(EXPORT, "nydfs.xlsx", title="External appeal decisions, New York")


SOURCE = Source(
    key="ny_dfs",
    title="New York external appeals (Department of Financial Services)",
    homepage="https://www.dfs.ny.gov/public-appeal/search",
    licence=NEW_YORK,
    tags=("new-york", "dfs", "independent-medical-review", "case-description"),
    processor="ny_dfs",
    folder="ny_dfs",
    enumerate=enumerate_export,
)
