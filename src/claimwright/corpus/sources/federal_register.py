"""Final and proposed rules in the Federal Register, one file a document, from the public API of federalregister.gov.

The API (documented at federalregister.gov/developers) was preferred to govinfo's bulk XML, which has one file a day:
it selects by agency and type, and gives the address of each document's own XML (from 2000 on). Final rules are tagged
`kb`; proposed rules are not, since they bind nobody. `federal_register` makes the same source for other agencies.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator

import msgspec

from claimwright.corpus.sources._licences import FEDERAL
from claimwright.corpus.sources._links import fetch_json, slug
from claimwright.corpus.sources.base import Item, Site, Source

API = "https://www.federalregister.gov/api/v1/documents.json"
AGENCIES = {
    "cms": "centers-for-medicare-medicaid-services",
    "hhs": "health-and-human-services-department",
    "ebsa": "employee-benefits-security-administration",
    "irs": "internal-revenue-service",
}
SINCE = dt.date(2000, 1, 1)
MOST_LISTED = 2000  # results of one query that the API lets be paged through
_FIELDS = ("document_number", "title", "type", "publication_date", "full_text_xml_url", "pdf_url", "agencies")
_KINDS = {"Rule": ("final-rule", "kb"), "Proposed Rule": ("proposed-rule",)}


class Agency(msgspec.Struct, frozen=True):
    slug: str | None = None


class Document(msgspec.Struct, frozen=True):
    document_number: str
    type: str
    publication_date: str
    title: str | None = ""
    full_text_xml_url: str | None = None
    pdf_url: str | None = None
    agencies: tuple[Agency, ...] = ()


class Answer(msgspec.Struct, frozen=True):
    count: int = 0
    results: tuple[Document, ...] = ()
    next_page_url: str | None = None


def federal_register(
    key: str = "federal_register",
    *,
    agencies: dict[str, str] = AGENCIES,
    since: dt.date = SINCE,
    until: dt.date | None = None,
    folder: str = "legal/federal_register",
) -> Source:
    """The rules of these agencies (our tag to the register's name of the agency) between these dates."""

    async def enumerate_rules(site: Site) -> AsyncIterator[Item]:
        last = until or dt.datetime.now(dt.UTC).date()
        seen: set[str] = set()
        for year in range(since.year, last.year + 1):
            first = max(since, dt.date(year, 1, 1))
            async for document in _between(site, agencies, first, min(last, dt.date(year, 12, 31))):
                item = _item(document, agencies)
                if item is None:
                    site.skip(document.document_number, f"a {document.type} with neither XML nor PDF")
                elif document.document_number not in seen:
                    seen.add(document.document_number)
                    yield item

    return Source(
        key=key,
        title="Federal Register: final and proposed rules",
        homepage="https://www.federalregister.gov",
        licence=FEDERAL,
        tags=("fr", "legal"),
        processor="fr-xml",
        folder=folder,
        enumerate=enumerate_rules,
        note=f"agencies: {', '.join(agencies)}",
    )


async def _between(site: Site, agencies: dict[str, str], first: dt.date, last: dt.date) -> AsyncIterator[Document]:
    """Every rule published between two days. A span with more than the API lists is halved."""
    answer = await fetch_json(site, API, Answer, _query(agencies, first, last))
    if answer is not None and answer.count > MOST_LISTED and first < last:
        middle = first + (last - first) / 2
        async for document in _between(site, agencies, first, middle):
            yield document
        async for document in _between(site, agencies, middle + dt.timedelta(days=1), last):
            yield document
        return
    while answer is not None:
        for document in answer.results:
            yield document
        answer = await fetch_json(site, answer.next_page_url, Answer) if answer.next_page_url else None


def _query(agencies: dict[str, str], first: dt.date, last: dt.date) -> tuple[tuple[str, str], ...]:
    return (
        ("conditions[publication_date][gte]", first.isoformat()),
        ("conditions[publication_date][lte]", last.isoformat()),
        *(("conditions[type][]", kind) for kind in ("RULE", "PRORULE")),
        *(("conditions[agencies][]", name) for name in agencies.values()),
        *(("fields[]", field) for field in _FIELDS),
        ("order", "oldest"),
        ("per_page", "1000"),
    )


def _item(document: Document, agencies: dict[str, str]) -> Item | None:
    url = document.full_text_xml_url or document.pdf_url
    if not url or document.type not in _KINDS:
        return None
    suffix = "xml" if document.full_text_xml_url else "pdf"
    ours = {name: tag for tag, name in agencies.items()}
    names = [each.slug for each in document.agencies if each.slug]
    return Item(
        url,
        f"{document.publication_date[:4]}/{slug(document.document_number)}.{suffix}",
        tags=(*_KINDS[document.type], *(ours.get(name, name) for name in names)),
        processor="" if suffix == "xml" else "pdf",
        title=document.title or "",
    )


SOURCE = federal_register()
