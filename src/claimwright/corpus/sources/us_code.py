"""The United States Code in USLM XML, one archive a title, at the release point that the download page links today.

Office of the Law Revision Counsel. The shape of the links is verified from public references
(`releasepoints/us/pl/119/102/xml_usc42@119-102.zip`); a release point may carry a suffix (`119-73not60`). While the
site is down it sends a maintenance page with status 200, which is reported as a page without links.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

from claimwright.corpus.sources._licences import EDICT
from claimwright.corpus.sources._links import Link, fetch_links
from claimwright.corpus.sources.base import Item, Site, Source

PAGE = "https://uscode.house.gov/download/download.shtml"
_TITLE = re.compile(r"/xml_usc(?P<title>\d{2}a?)@(?P<point>[\w.-]+)\.zip$", re.IGNORECASE)
_ALL = re.compile(r"/xml_uscAll@(?P<point>[\w.-]+)\.zip$", re.IGNORECASE)


async def enumerate_titles(site: Site) -> AsyncIterator[Item]:
    """One archive a title and appendix; the archive of all titles where the page links no other."""
    found = await fetch_links(site, PAGE, r"/xml_usc(All|\d{2}a?)@[\w.-]+\.zip$")
    titles = sorted(filter(None, map(_title, found)), key=lambda item: item.path)
    for item in titles or list(filter(None, map(_all_titles, found))):
        yield item


def _title(link: Link) -> Item | None:
    found = _TITLE.search(link.url)
    if found is None:
        return None
    number = found["title"].upper()
    name = f"United States Code, title {number.lstrip('0')} ({found['point']})"
    return Item(link.url, f"usc{number}", tags=(f"title-{number.lstrip('0').lower()}",), title=name, members="*.xml")


def _all_titles(link: Link) -> Item | None:
    found = _ALL.search(link.url)
    return found and Item(link.url, "all", title=f"United States Code ({found['point']})", members="*.xml")


SOURCE = Source(
    key="us_code",
    title="United States Code",
    homepage=PAGE,
    licence=EDICT,
    tags=("legal", "us-code", "kb"),
    processor="usc-xml",
    folder="legal/us_code",
    enumerate=enumerate_titles,
)
