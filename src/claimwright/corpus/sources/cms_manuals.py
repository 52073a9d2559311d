"""The Internet-Only Manuals of the Centers for Medicare & Medicaid Services, from the live index at cms.gov.

Index page, one page a publication (`.../internet-only-manuals-ioms-items/cms018912`, verified from public references),
and on it the chapters. HICRIC read an old copy in a web archive, and left a publication's list at the first file that
it had already; every file of every list is taken here. Chapters are found by address, whatever heads their list.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from claimwright.corpus.sources._licences import FEDERAL
from claimwright.corpus.sources._links import Link, fetch, file_name, links, paged_links, slug
from claimwright.corpus.sources.base import Item, Site, Source

INDEX = "https://www.cms.gov/medicare/regulations-guidance/manuals/internet-only-manuals-ioms"
PUBLICATION = r"/internet-only-manuals-ioms-items/[^/?#]+$"
FILES = r"cms\.gov/([^?#]*/downloads/|files/(document|zip)/)[^?#]+\.(pdf|zip|docx?|xlsx?|txt)$"


async def enumerate_chapters(site: Site) -> AsyncIterator[Item]:
    """Every chapter, appendix, exhibit and crosswalk of every publication."""
    seen: set[str] = set()
    async for publication in paged_links(site, INDEX, PUBLICATION):
        page = await fetch(site, publication.url)
        chapters = links(page, FILES) if page else []
        if page and not chapters:
            site.skip(publication.url, "the publication links no file")
        for chapter in chapters:
            item = None if chapter.url.lower() in seen else _item(site, publication, chapter)
            seen.add(chapter.url.lower())
            if item is not None:
                yield item


def _item(site: Site, publication: Link, chapter: Link) -> Item | None:
    number = re.search(r"\b1\d\d(-\d+)?\b", publication.text)
    folder = number.group(0) if number else slug(file_name(publication.url))
    suffix = PurePosixPath(urlsplit(chapter.url).path).suffix.lower()
    title = f"Pub. {folder}: {chapter.text}"
    if suffix == ".pdf":
        return Item(chapter.url, f"{folder}/{file_name(chapter.url)}", title=title)
    if suffix == ".zip":
        name = file_name(chapter.url)[: -len(suffix)]
        return Item(chapter.url, f"{folder}/{name}", title=title, members="*.[pP][dD][fF]")
    site.skip(chapter.url, f"no processor reads {suffix} files")
    return None


SOURCE = Source(
    key="cms_manuals",
    title="CMS Internet-Only Manuals",
    homepage=INDEX,
    licence=f"{FEDERAL}; CPT in it is the American Medical Association's",
    tags=("cms", "kb", "regulatory-guidance"),
    processor="pdf",
    folder="regulatory_guidance/cms_manuals",
    enumerate=enumerate_chapters,
)
