"""Medicare appeals decided by qualified independent contractors: Part C and Part D, as two CSV files.

The site is a DKAN catalogue. Its list of data sets gives the identifier of each part by title (shape verified from
public references); the identifiers known from HICRIC's ledger serve where the list cannot be read. The parameter `ACA`
is sent by the site's own public pages with every call.
"""

from __future__ import annotations

from collections.abc import AsyncIterator

import msgspec

from claimwright.corpus.sources._licences import FEDERAL
from claimwright.corpus.sources._links import fetch_json
from claimwright.corpus.sources.base import Item, Site, Source

API = "https://qic.cms.gov/api/1"
ACA = "fgCeroIxj9"
PARTS = {
    "part-c": ("Part C decision data", "e1fc1663-7675-4d83-a8dd-5f709f440bbb"),
    "part-d": ("Part D decision data", "8152455d-179d-4455-9d09-e5dfc516be10"),
}


class Dataset(msgspec.Struct, frozen=True):
    title: str = ""
    identifier: str = ""


async def enumerate_parts(site: Site) -> AsyncIterator[Item]:
    """One file a part."""
    listed = await fetch_json(site, f"{API}/metastore/schemas/dataset/items", list[Dataset], (("ACA", ACA),))
    by_title = {each.title.strip().lower(): each.identifier for each in listed or () if each.identifier}
    for part, (title, known) in PARTS.items():
        identifier = by_title.get(title.lower(), known)
        url = f"{API}/datastore/query/{identifier}/0/download?redirect=false&ACA={ACA}&format=csv"
        yield Item(url, f"{part.replace('-', '_')}.csv", tags=(part,), title=title)


SOURCE = Source(
    key="medicare_qic",
    title="Medicare Part C and Part D reconsiderations (qualified independent contractors)",
    homepage="https://www.cms.gov/medicare/appeals-grievances/appeals-decision-search-part-c-d",
    licence=FEDERAL,
    tags=("medicare", "independent-medical-review", "case-description"),
    processor="medicare_qic",
    folder="medicare_qic",
    enumerate=enumerate_parts,
)
