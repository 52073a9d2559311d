"""Federal policy guidance on Medicaid and CHIP: letters, bulletins and answers of CMS, at medicaid.gov.

A list in pages (`?page=N`), walked to its end; HICRIC read 102 pages, whatever there were. An entry links its file
(`/media/38011`, `/federal-policy-guidance/downloads/cib12082025.pdf`) or a page of its own
(`/federal-policy-guidance/2024-11-26/173191`), which links or is the file. All three shapes are verified from public
references. A file linked twice is taken once.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

from claimwright.corpus.sources._licences import FEDERAL
from claimwright.corpus.sources._links import Link, fetch, file_name, links, paged_links
from claimwright.corpus.sources.base import Item, Site, Source

LIST = "https://www.medicaid.gov/federal-policy-guidance/index.html"
FILES = r"medicaid\.gov/(media/\d+|federal-policy-guidance/downloads/[^?#]+\.pdf|sites/default/files/[^?#]+\.pdf)"
ENTRY = r"medicaid\.gov/federal-policy-guidance/\d{4}-\d\d-\d\d/\d+"


async def enumerate_guidance(site: Site) -> AsyncIterator[Item]:
    """Every file of the list."""
    seen: set[str] = set()
    async for link in paged_links(site, LIST, f"{FILES}|{ENTRY}"):
        for file in await _files(site, link):
            name = file_name(file.url, ".pdf").lower()
            if name not in seen:
                seen.add(name)
                yield Item(file.url, name, title=file.text or link.text)


async def _files(site: Site, link: Link) -> list[Link]:
    if not re.search(ENTRY, link.url, re.IGNORECASE):
        return [link]
    page = await fetch(site, link.url)
    if page is None:
        return []
    if "pdf" in page.content_type.lower():
        return [link]
    found = links(page, FILES)
    if not found:
        site.skip(link.url, "the entry links no file")
    return found


SOURCE = Source(
    key="medicaid_guidance",
    title="Medicaid and CHIP federal policy guidance",
    homepage=LIST,
    licence=FEDERAL,
    tags=("medicaid", "kb", "regulatory-guidance"),
    processor="pdf",
    folder="regulatory_guidance/medicaid",
    enumerate=enumerate_guidance,
)
