"""Independent medical reviews of the California Department of Insurance: reviewers' summaries and the table of cases.

The site is an Oracle APEX application (192). What is known of it from HICRIC: a report with the column "Reference
Number" and a "Details" link a row, which opens a page with two links marked "Download", of which the second is the
summary, a text or PDF file; and the report as CSV, `imr_report.csv`, for which HICRIC had no downloader. APEX gives an
interactive report as CSV for the request `CSV`, and one row of it for the parameter `IREQ_<COLUMN>` (both documented by
Oracle), so no browser is needed: session 0 lets the site open a session, which the client's cookies then carry. That
this application answers so has not been tried; a case whose page links no summary is reported.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import AsyncIterator, Callable
from pathlib import PurePosixPath
from urllib.parse import urljoin, urlsplit

from claimwright.corpus.sources._licences import CALIFORNIA
from claimwright.corpus.sources._links import fetch, html, visible_text
from claimwright.corpus.sources.base import Item, Page, Site, Source

APP = "https://interactive.web.insurance.ca.gov/apex_extprd/f?p=192:1:0"
REPORT = f"{APP}:CSV::::"
REFERENCE = "Reference Number"
_ADDRESS = re.compile(r"""(?:f\?p=|apex_util\.get_blob|wwv_flow)[^'"\\<>\s]+""")


def case_url(reference: str) -> str:
    """The report's row of one case."""
    return f"{APP}::NO:RIR:IREQ_REFERENCE_NUMBER:{reference}"


async def enumerate_cases(site: Site) -> AsyncIterator[Item]:
    """The table of cases, then the summary of each case in it."""
    yield Item(REPORT, "imr_report.csv", title="Table of independent medical reviews")
    report = await fetch(site, REPORT)
    references = list(dict.fromkeys(_references(report))) if report else []
    if report and not references:
        site.skip(REPORT, f"the report has no column {REFERENCE!r}")
    for reference in references:
        summary = await _summary(site, reference)
        if summary is not None:
            yield summary


def _references(report: Page) -> list[str]:
    rows = csv.DictReader(io.StringIO(report.text.lstrip("\ufeff")))
    found = [(row.get(REFERENCE) or "").strip() for row in rows]
    return [reference for reference in found if re.fullmatch(r"[\w-]+", reference)]


async def _summary(site: Site, reference: str) -> Item | None:
    case = await fetch(site, case_url(reference))
    details = _details(case) if case else ""
    dialog = await fetch(site, details) if details else None
    url = _download(dialog) if dialog else ""
    if not url:
        site.skip(case_url(reference), f"case {reference}: no summary is linked")
        return None
    suffix = PurePosixPath(urlsplit(url).path).suffix.lower()
    return Item(url, f"summaries/{reference}{suffix if suffix == '.pdf' else '.txt'}", title=f"IMR {reference}")


def _details(case: Page) -> str:
    return next(iter(_addresses(case, lambda text, _: text.lower() == "details")), "")


def _download(dialog: Page) -> str:
    """The link to the summary: the one that says so, else the second of two."""
    marked = _addresses(dialog, lambda text, marks: "download" in f"{text} {marks}".lower())
    named = [url for url in marked if "summary" in url.lower()]
    return named[0] if named else marked[1] if len(marked) == 2 else ""


def _addresses(page: Page, chosen: Callable[[str, str], bool]) -> list[str]:
    """Where the chosen links lead; APEX writes the address of a dialog into a script call."""
    tree = html(page)
    found: list[str] = []
    for anchor in () if tree is None else tree.xpath("//a[@href]"):
        marks = " ".join(str(value) for value in anchor.xpath("@alt|@title|.//@alt|.//@title"))
        href = str(anchor.get("href")).strip()
        if href.startswith("javascript:"):
            called = _ADDRESS.search(href.replace("\\u0026", "&").replace("\\/", "/"))
            href = called.group(0) if called else ""
        if href and chosen(visible_text(anchor), marks):
            found.append(urljoin(page.url, href))
    return found


SOURCE = Source(
    key="ca_cdi",
    title="California independent medical reviews (Department of Insurance)",
    homepage="https://interactive.web.insurance.ca.gov/apex_extprd/f?p=192:1",
    licence=CALIFORNIA,
    tags=("california", "cdi", "independent-medical-review", "case-description"),
    processor="ca_cdi",
    folder="ca_cdi",
    enumerate=enumerate_cases,
    note="session-bound addresses: run download in one go",
)
