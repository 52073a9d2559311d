"""Handbooks for members: Medicare & You, and the handbook of MaineCare (Medicaid of Maine).

Both addresses are those of HICRIC's ledger, which added the files by hand.
"""

from __future__ import annotations

from collections.abc import AsyncIterator

from claimwright.corpus.sources._licences import FEDERAL
from claimwright.corpus.sources.base import Item, Site, Source

HANDBOOKS = (
    Item(
        "https://www.medicare.gov/Pubs/pdf/10050-medicare-and-you.pdf",
        "medicare-and-you.pdf",
        tags=("medicare",),
        title="Medicare & You",
    ),
    Item(
        "https://www.maine.gov/dhhs/sites/maine.gov.dhhs/files/inline-files/mainecare-member-handbook.pdf",
        "mainecare-member-handbook.pdf",
        tags=("medicaid", "maine"),
        title="MaineCare Member Handbook",
    ),
)


async def enumerate_handbooks(site: Site) -> AsyncIterator[Item]:
    """The handbooks."""
    for handbook in HANDBOOKS:
        yield handbook


SOURCE = Source(
    key="handbooks",
    title="Member handbooks: Medicare & You, MaineCare",
    homepage="https://www.medicare.gov/publications",
    licence=f"{FEDERAL}; the MaineCare handbook is a public document of the State of Maine",
    tags=("handbook", "kb", "contract-coverage-rule-medical-policy"),
    processor="pdf",
    folder="handbooks",
    enumerate=enumerate_handbooks,
)
