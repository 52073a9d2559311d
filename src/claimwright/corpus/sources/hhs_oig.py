"""Reports of the Office of Inspector General of HHS: the seventeen targets of HICRIC, and the list that replaced them.

Partition tags are those of HICRIC's ledger: the portfolio and the red books are guidance (one of HICRIC's documents of
the portfolio bears no partition tag, by mistake), everything else is opinion. Addresses are the reference's. Since then
the site was rebuilt around one list of all reports (`/reports/all/?page=2`, entries `/reports/all/2022/<title>/`, verified
from public references); old pages that are gone are reported, and the new list is walked after them.

The list repeats evaluations and reports of the portfolio, at times at another address. A report is known by its number
(`oei-09-18-00260`, `a-09-16-02042`) where its file is called by it and nothing more, as all but three translations in
HICRIC's ledger are; other files by their path. Each is an item once, and what the portfolio links is left to
`hhs_oig_guidance`.
"""

from __future__ import annotations

import re
import string
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from functools import partial

from claimwright.corpus.sources._licences import FEDERAL
from claimwright.corpus.sources._links import Link, fetch, fetch_links, file_name, links, paged_links, url_path
from claimwright.corpus.sources.base import Item, Page, Site, Source

SITE = "https://oig.hhs.gov"
PDF = r"oig\.hhs\.gov/[^?#]+\.pdf$"
REPORT_PDF = r"oig\.hhs\.gov/(oei|oas|documents|reports-and-publications/portfolio)/[^?#]+\.pdf$"
REPORT_PAGE = (
    r"/(oei/reports|oas/reports|reports-and-publications/portfolio)/[^?#]+\.asp$|/reports/all/\d{4}/[^/?#]+/?$"
)
_NUMBERED = re.compile(
    r"(?P<office>oei|oai|ote|oig|portfolio|a)-?(?P<rest>(?:\d\d|bl)-?\d\d-?(?:\d{5}|\d\d))|(?P<audit>\d{8,9})",
    re.IGNORECASE,
)
_REGION = re.compile(r"/region(\d{1,2})/")
CHALLENGES = (*range(2013, 2016), *range(2017, 2024))


@dataclass(frozen=True, slots=True)
class Target:
    """A part of the site: its address, how its files are found there, and the tags that they get."""

    url: str
    find: Callable[[Site, str], AsyncIterator[Link]]
    tags: tuple[str, ...] = ()


async def itself(site: Site, url: str) -> AsyncIterator[Link]:
    """The address is the file."""
    yield Link(url, file_name(url))


async def listed(site: Site, url: str, *, pattern: str) -> AsyncIterator[Link]:
    """The files that a page links."""
    for link in await fetch_links(site, url, pattern):
        yield link


async def testimony(site: Site, url: str) -> AsyncIterator[Link]:
    """A list in pages, whose entries link the testimony."""
    async for entry in paged_links(site, url, rf"{re.escape(url)}[^?#]+$|{PDF}"):
        if entry.url.lower().endswith(".pdf"):
            yield entry
            continue
        for link in await fetch_links(site, entry.url, PDF):
            yield Link(link.url, entry.text or link.text)


async def reports(site: Site, url: str) -> AsyncIterator[Link]:
    """The reports that a page links, as files or through a page each."""
    for entry in await fetch_links(site, url, f"{REPORT_PDF}|{REPORT_PAGE}"):
        async for link in _report_of(site, entry):
            yield link


async def by_letter(site: Site, url: str) -> AsyncIterator[Link]:
    """The subject index of evaluations and inspections, a page a letter; letters without subjects have no page."""
    seen: set[str] = set()
    for letter in string.ascii_lowercase:
        page = await fetch(site, f"{url}{letter}.asp")
        for entry in links(page, f"{REPORT_PDF}|{REPORT_PAGE}") if page else ():
            if entry.url not in seen:
                seen.add(entry.url)
                async for link in _report_of(site, entry):
                    yield link


async def all_reports(site: Site, url: str) -> AsyncIterator[Link]:
    """The list of all reports since the site was rebuilt."""
    async for entry in paged_links(site, url, r"/reports/all/\d{4}/[^/?#]+/?$"):
        async for link in _report_of(site, entry):
            yield link


async def _report_of(site: Site, entry: Link) -> AsyncIterator[Link]:
    if entry.url.lower().endswith(".pdf"):
        yield entry
        return
    page = await fetch(site, entry.url)
    if page is None:
        return
    report = complete_report(page)
    if report:
        yield Link(report.url, entry.text or report.text)
    else:
        site.skip(entry.url, "the report's page links no file")


def complete_report(page: Page) -> Link | None:
    """The file of a report's page: the one called complete, else one of the page's name, else the first."""
    found = links(page, REPORT_PDF)
    stem = file_name(page.url).removesuffix(".asp").lower()
    called = [link for link in found if re.search(r"(complete|full|read the) report", link.text, re.IGNORECASE)]
    named = [link for link in found if stem in link.url.lower()]
    return next(iter([*called, *named, *found]), None)


def document_of(url: str) -> str:
    """What a file is known by, whatever its address: the report's number, else its path."""
    path = url_path(url)
    found = _NUMBERED.fullmatch(file_name(url).lower().removesuffix(".pdf"))
    region = _REGION.search(url)
    if found and found["office"]:
        office = "oig" if found["office"] == "portfolio" else found["office"]
        return f"{office}-" + re.sub(r"(\w\w)-?(\d\d)-?(\d+)", r"\1-\2-\3", found["rest"])
    if found and region:
        return f"a-{int(region[1]):02}-{found['audit'][-7:-5]}-{found['audit'][-5:]}"
    return path.lower()


@dataclass(frozen=True, slots=True)
class _Unreported:
    """A site whose failures another source reports."""

    site: Site

    async def get(self, url: str, *, params: tuple[tuple[str, str], ...] = ()) -> Page:
        return await self.site.get(url, params=params)

    async def post(self, url: str, *, form: tuple[tuple[str, str], ...]) -> Page:
        return await self.site.post(url, form=form)

    async def browse(self, url: str, *, wait_for: str = "", click: tuple[str, ...] = ()) -> Page:
        return await self.site.browse(url, wait_for=wait_for, click=click)

    def skip(self, url: str, why: str) -> None:
        pass


PORTFOLIO = Target(f"{SITE}/reports-and-publications/portfolio/reports/index.asp", reports)
GUIDANCE = (
    PORTFOLIO,
    Target(
        f"{SITE}/reports-and-publications/archives/compendium/redbook.asp",
        partial(listed, pattern=r"/redbook/.+\.pdf$"),
    ),
)
OPINION = (
    Target(f"{SITE}/newsroom/testimony/", testimony, ("testimony",)),
    *(
        Target(f"{SITE}/reports-and-publications/top-challenges/{year}/{year}-tmc.pdf", itself, (str(year),))
        for year in CHALLENGES
    ),
    Target(
        f"{SITE}/reports-and-publications/medicaid-integrity/index.asp",
        partial(listed, pattern=r"medicaid[_-]integrity.*\.pdf$"),
        ("medicaid",),
    ),
    Target(
        f"{SITE}/reports-and-publications/archives/semiannual/index.asp",
        partial(listed, pattern=r"oig\.hhs\.gov/.*(semiannual|/sar/).*\.pdf$"),
    ),
    Target(
        f"{SITE}/reports-and-publications/hcfac/index.asp",
        partial(listed, pattern=r"oig\.hhs\.gov/.*hcfac.*\.pdf$"),
        ("doj", "hcfac"),
    ),
    Target(f"{SITE}/reports-and-publications/oei/", by_letter, ("oei",)),
)
CURRENT = (Target(f"{SITE}/reports/all/", all_reports),)


def _source(
    key: str, title: str, partition: str, targets: tuple[Target, ...], elsewhere: tuple[Target, ...] = ()
) -> Source:
    async def enumerate_targets(site: Site) -> AsyncIterator[Item]:
        others = [link for target in elsewhere async for link in target.find(_Unreported(site), target.url)]
        seen = {document_of(link.url) for link in others}
        for target in targets:
            async for link in target.find(site, target.url):
                document = document_of(link.url)
                if document not in seen:
                    seen.add(document)
                    tags = target.tags or (("oei",) if document.startswith("oei-") else ())
                    yield Item(link.url, url_path(link.url), tags, title=link.text)

    return Source(
        key=key,
        title=title,
        homepage=targets[0].url,
        licence=FEDERAL,
        tags=("hhs-oig", partition),
        processor="pdf",
        folder=key,
        enumerate=enumerate_targets,
    )


SOURCES = (
    _source(
        "hhs_oig",
        "HHS OIG: testimony, top challenges, integrity, semiannual and HCFAC reports, evaluations, all reports",
        "opinion-policy-summary",
        (*OPINION, *CURRENT),
        elsewhere=(PORTFOLIO,),
    ),
    _source("hhs_oig_guidance", "HHS OIG: portfolio and red books", "regulatory-guidance", GUIDANCE),
)
