"""The policy manual of the National Correct Coding Initiative for Medicare: the newest year's chapters, at cms.gov.

The page's address and the names of its files (`/files/document/medicare-ncci-policy-manual-2024-chapter-1.pdf`) are
verified from public references. A chapter keeps its name from year to year here, so that a new edition supersedes the
old one. Where the page links only an archive of the chapters, that is taken.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

from claimwright.corpus.sources._licences import FEDERAL
from claimwright.corpus.sources._links import Link, fetch_links, file_name, slug
from claimwright.corpus.sources.base import Item, Site, Source

PAGE = (
    "https://www.cms.gov/medicare/coding-billing/national-correct-coding-initiative-ncci-edits/"
    "medicare-ncci-policy-manual"
)
FILES = r"/files/(document|zip)/(?=[^?#]*(ncci|chapter|policy-manual))[^?#]+"
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii")
_CHAPTER = re.compile(r"chapter[\s_-]*(\d+|[ivx]+)\b", re.IGNORECASE)


async def enumerate_chapters(site: Site) -> AsyncIterator[Item]:
    """The chapters of the newest edition."""
    found = await fetch_links(site, PAGE, FILES)
    newest = max(map(_year, found), default=0)
    current = [link for link in found if _year(link) in (0, newest)]
    chapters = [link for link in current if ".zip" not in link.url.lower() and "/zip/" not in link.url.lower()]
    seen: set[str] = set()
    for link in chapters:
        path = f"{_part(link)}.pdf"
        if path not in seen:
            seen.add(path)
            yield Item(link.url, path, tags=(str(newest),) if newest else (), title=link.text)
    for link in () if chapters else current:
        name = slug(file_name(link.url).lower().removesuffix(".zip"))
        yield Item(link.url, name, tags=(str(newest),), title=link.text, members="*.[pP][dD][fF]")


def _year(link: Link) -> int:
    years = re.findall(r"(?<!\d)20\d\d(?!\d)", f"{link.url} {link.text}")
    return max(map(int, years), default=0)


def _part(link: Link) -> str:
    """`chapter-01` and the like, the same for every edition."""
    text = f"{link.text} {file_name(link.url)}"
    chapter = _CHAPTER.search(text) or re.search(r"chapter[\s_-]*(\d+)", text, re.IGNORECASE)
    if chapter is None:
        kinds = ("introduction", "contents", "revisions")
        return next((kind for kind in kinds if kind in text.lower()), slug(file_name(link.url).lower()[:-4]))
    number = chapter.group(1).lower()
    return f"chapter-{int(number) if number.isdigit() else _ROMAN.index(number) + 1:02d}"


SOURCE = Source(
    key="ncci_policy_manual",
    title="Medicare NCCI policy manual",
    homepage=PAGE,
    licence=f"{FEDERAL}; CPT in it is the American Medical Association's",
    tags=("cms", "ncci", "kb", "regulatory-guidance"),
    processor="pdf",
    folder="regulatory_guidance/ncci",
    enumerate=enumerate_chapters,
)
