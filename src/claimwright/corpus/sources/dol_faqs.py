"""Questions and answers on the Affordable Care Act by the Departments of Labor, HHS and the Treasury, at dol.gov.

Parts 1 to 56 are PDF files; the newer ones, which HICRIC left out, are pages without a suffix
(`.../resource-center/faqs/aca-part-64`, verified from public references). A part that the index links in both forms is
taken as PDF.
"""

from __future__ import annotations

from collections.abc import AsyncIterator

from claimwright.corpus.sources._licences import FEDERAL
from claimwright.corpus.sources._links import fetch_links, file_name
from claimwright.corpus.sources.base import Item, Site, Source

INDEX = (
    "https://www.dol.gov/agencies/ebsa/laws-and-regulations/laws/affordable-care-act/"
    "for-employers-and-advisers/aca-implementation-faqs"
)
PDF = r"\.pdf$"
PAGE = r"dol\.gov/[^?#]*/resource-center/faqs/[\w-]+$"


async def enumerate_faqs(site: Site) -> AsyncIterator[Item]:
    """Every part, once."""
    found = await fetch_links(site, INDEX, f"{PDF}|{PAGE}")
    printed = [link for link in found if link.url.lower().endswith(".pdf")]
    names = {file_name(link.url).lower() for link in printed}
    for link in printed:
        yield Item(link.url, file_name(link.url), title=link.text)
    for link in found:
        name = file_name(link.url, ".html")
        if link not in printed and f"{name[:-5].lower()}.pdf" not in names:
            yield Item(link.url, name, processor="html", title=link.text)


SOURCE = Source(
    key="dol_faqs",
    title="ACA implementation FAQs (Department of Labor, EBSA)",
    homepage=INDEX,
    licence=FEDERAL,
    tags=("dol", "aca", "faq", "kb", "regulatory-guidance"),
    processor="pdf",
    folder="regulatory_guidance/faqs",
    enumerate=enumerate_faqs,
)
