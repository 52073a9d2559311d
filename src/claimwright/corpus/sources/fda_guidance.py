"""Guidance documents of the Food and Drug Administration, from the file behind its search page.

The search table is filled from one static JSON file with a record a document (address and fields verified from public
references), so no browser is needed. Topics come as one text joined by commas although some names contain commas;
`WHOLE` lists those, and topics become tags whole. A document all of whose products, or one of whose topics, is outside
the coverage of care gets the tag of that field (`animal`, `food`, `tobacco`, `cosmetic`); every other one gets
`medical-product`, so that `--tag medical-product` leaves the rest out. The list of topics is the ledger check's.
"""

from __future__ import annotations

import html as entities
import re
from collections.abc import AsyncIterator
from urllib.parse import urljoin

import msgspec

from claimwright.corpus.ledger.check.off_topic import off_topic
from claimwright.corpus.sources._licences import FEDERAL
from claimwright.corpus.sources._links import fetch_json, file_name
from claimwright.corpus.sources.base import Item, Site, Source

SEARCH = "https://www.fda.gov/regulatory-information/search-fda-guidance-documents"
DATA = "https://www.fda.gov/files/api/datatables/static/search-for-guidance.json"
WHOLE = (
    "chemistry, manufacturing, and controls (cmc)",
    "ear, nose & throat",
    "safety - issues, errors, and problems",
    "tanning lamps, booths & beds",
)
PRODUCTS = {
    "animal & veterinary": "animal",
    "cosmetics": "cosmetic",
    "dietary supplements": "food",
    "food & beverages": "food",
    "tobacco": "tobacco",
}
MEDICAL = "medical-product"


class Record(msgspec.Struct, frozen=True, rename={"topics": "topics-product"}):
    """A row of the table. Fields hold HTML."""

    title: str | None = ""
    field_associated_media_2: str | None = ""
    field_issue_datetime: str | None = ""
    field_final_guidance_1: str | None = ""
    field_regulated_product_field: str | None = ""
    topics: str | None = ""
    field_topics: str | None = ""


async def enumerate_guidance(site: Site) -> AsyncIterator[Item]:
    """Every document: its PDF, or its page where it has no PDF."""
    seen: set[str] = set()
    for record in await fetch_json(site, DATA, list[Record]) or ():
        item = _item(record)
        if item is None:
            site.skip(DATA, f"no address for {plain(record.title)!r}")
        elif item.path not in seen:
            seen.add(item.path)
            yield item


def _item(record: Record) -> Item | None:
    tags, title = _tags(record), plain(record.title)
    file, page = (_href(field or "") for field in (record.field_associated_media_2, record.title))
    media = re.search(r"/media/(\d+)", file)
    if media:
        return Item(file, f"{media.group(1)}.pdf", tags, title=title)
    return Item(page, file_name(page, ".html"), tags, processor="html", title=title) if page else None


def _href(field: str) -> str:
    found = re.search(r"""href=["']([^"']+)""", field)
    return urljoin(SEARCH, entities.unescape(found.group(1))) if found else ""


def _tags(record: Record) -> tuple[str, ...]:
    topics = split_topics(plain(record.topics or record.field_topics))
    products = split_topics(plain(record.field_regulated_product_field))
    outside = [topic for topic, _ in off_topic(("fda", *topics))]
    if products and all(product in PRODUCTS for product in products):
        outside += [PRODUCTS[product] for product in products]
    status = plain(record.field_final_guidance_1).lower()
    year = (record.field_issue_datetime or "").strip()[-4:]
    tags = (*topics, *(outside or [MEDICAL]), status, year if year.isdigit() else "")
    return tuple(dict.fromkeys(filter(None, tags)))


def split_topics(text: str) -> tuple[str, ...]:
    """The names in a list joined by commas, in lower case; names with commas in them stay whole."""
    names = "|".join(map(re.escape, WHOLE))
    return tuple(found.strip() for found in re.findall(rf"\s*({names}|[^,]+)", text.lower()) if found.strip())


def plain(field: str | None) -> str:
    """A field's text without markup, on one line."""
    return " ".join(entities.unescape(re.sub(r"<[^>]*>", " ", field or "")).split())


SOURCE = Source(
    key="fda_guidance",
    title="FDA guidance documents",
    homepage=SEARCH,
    licence=FEDERAL,
    tags=("fda", "clinical-guidelines"),
    processor="pdf",
    folder="fda_guidance",
    enumerate=enumerate_guidance,
)
