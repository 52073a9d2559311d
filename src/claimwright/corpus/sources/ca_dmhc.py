"""Independent medical reviews of California's Department of Managed Health Care, on the state's open data portal.

The portal runs CKAN; its `package_show` action (public API, documented by CKAN) names the files of a data set, so that
a new file name each quarter breaks nothing. The data set's name is verified from public references, its files are not.
"""

from __future__ import annotations

from collections.abc import AsyncIterator

import msgspec

from claimwright.corpus.sources._licences import CALIFORNIA
from claimwright.corpus.sources._links import fetch_json
from claimwright.corpus.sources.base import Item, Site, Source

PACKAGE = "independent-medical-review-imr-determinations-trend"
ACTION = "https://data.chhs.ca.gov/api/3/action/package_show"


class Resource(msgspec.Struct, frozen=True):
    url: str
    format: str | None = ""
    last_modified: str | None = ""

    @property
    def kind(self) -> str:
        """The file's suffix: `csv`, `zip`."""
        suffix = self.url.rsplit(".", 1)[-1].lower()
        return suffix if suffix in ("csv", "zip") else (self.format or "").lower()


class Package(msgspec.Struct, frozen=True):
    resources: tuple[Resource, ...]


class Answer(msgspec.Struct, frozen=True):
    result: Package


async def enumerate_determinations(site: Site) -> AsyncIterator[Item]:
    """The newest file with all determinations: the CSV, or the zip archive that holds it."""
    answer = await fetch_json(site, ACTION, Answer, (("id", PACKAGE),))
    if answer is None:
        return
    for kind, path, members in (("csv", "determinations.csv", ""), ("zip", "determinations", "*.[cC][sS][vV]")):
        fitting = [each for each in answer.result.resources if each.kind == kind]
        if fitting:
            newest = max(fitting, key=lambda each: each.last_modified or "")
            yield Item(newest.url, path, title="Independent medical review determinations", members=members)
            return
    site.skip(ACTION, "the data set has neither a csv nor a zip file")


SOURCE = Source(
    key="ca_dmhc",
    title="California independent medical reviews (Department of Managed Health Care)",
    homepage=f"https://data.chhs.ca.gov/dataset/{PACKAGE}",
    licence=CALIFORNIA,
    tags=("california", "dmhc", "independent-medical-review", "case-description"),
    processor="ca_dmhc",
    folder="ca_dmhc",
    enumerate=enumerate_determinations,
)
